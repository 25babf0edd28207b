import { isErrorCode, YuejianError } from "@yuejian/contracts";
import type { ErrorBody, JobView, LeadPage, Session } from "@yuejian/contracts/api";
import { demoStaff } from "@yuejian/demo";
import { SPELLED_RULES } from "@yuejian/document-assistant";
import { type Home, openHome } from "../../home/index.ts";
import { keptThreads } from "../../jobs/testing/kept-threads.ts";
import { writeJudgments } from "../../testing/city.ts";
import type { StorePlace } from "../../testing/stores.ts";
import { createApp } from "../app.ts";
import type { App } from "../app-types.ts";
import type { PortalLimits } from "../route-context.ts";

export const STAFF_PASSWORD = "for these tests only";
/** Thirty accounts a city: at the recommended cost more than the rest of it. */
const PASSWORD_COST = { memory: 64, passes: 1 };

export interface Answer<T> {
  readonly status: number;
  readonly body: T;
  readonly text: string;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
}

/** Somebody with a browser. */
export interface Person {
  readonly session: Session;
  readonly cookie: string;
  get<T>(url: string, headers?: Record<string, string>): Promise<Answer<T>>;
  post<T>(url: string, body?: object, headers?: Record<string, string>): Promise<Answer<T>>;
}

/** An open home with one file of judgments, the leads of a run over it and the demo's staff, served to browsers and to the command line. */
export interface ServedCity {
  readonly home: Home;
  readonly web: App;
  readonly local: App;
  signIn(name: string): Promise<Person>;
  /** Several, at once. */
  signInAll<const Names extends readonly string[]>(...names: Names): Promise<{ -readonly [Index in keyof Names]: Person }>;
  asLocal<T>(method: "GET" | "POST", url: string, body?: object, actAs?: string): Promise<Answer<T>>;
  finished(job: JobView): Promise<JobView>;
  leads(): Promise<LeadPage>;
  close(): Promise<void>;
}

export async function openServedCity(
  place: StorePlace,
  options: { rows?: number; clock?: { now(): number }; portalLimits?: PortalLimits } = {},
): Promise<ServedCity> {
  const folder = await place.emptyFolder();
  const home = await openHome(folder, {
    workers: 1,
    threads: 1,
    jobThreads: keptThreads,
    log: () => {},
    ...(place.engine === "postgres" ? { databaseUrl: await place.emptyUrl() } : {}),
    ...(options.clock ? { clock: options.clock } : {}),
  });
  const common = {
    checkAnswers: true,
    passwordCost: PASSWORD_COST,
    logLevel: process.env["YUEJIAN_LOG"] ?? "silent",
    ...(options.portalLimits ? { portalLimits: options.portalLimits } : {}),
  } as const;
  const [web, local] = [await createApp(home, common), await createApp(home, { ...common, local: true })];

  const asLocal: ServedCity["asLocal"] = async (method, url, body, actAs) =>
    answered(
      await local.inject({ method, url, ...(body ? { payload: body } : {}), headers: actAs === undefined ? {} : { "x-act-as": actAs } }),
    );
  const finished = async (job: JobView): Promise<JobView> => {
    await home.jobs.wait(job.id);
    const { body } = await asLocal<JobView>("GET", `/api/jobs/${job.id}`);
    if (body.status === "done") return body;
    throw body.error && isErrorCode(body.error.code)
      ? new YuejianError(body.error.code, body.error.parameters as Record<string, string>)
      : new Error(body.status);
  };

  await asLocal("POST", "/api/demo/staff", { staff: demoStaff().map((each) => ({ ...each, password: STAFF_PASSWORD })) });
  const { file } = await writeJudgments(folder, { name: "judgments.csv", rows: options.rows ?? 100 });
  await finished((await asLocal<JobView>("POST", "/api/intake", { path: file, dataset: "judgments" })).body);
  await finished((await asLocal<JobView>("POST", "/api/models/wrong-fines/runs", {})).body);

  return {
    home,
    web,
    local,
    asLocal,
    finished,
    leads: async () => (await asLocal<LeadPage>("GET", "/api/leads")).body,
    signIn,
    signInAll: async (...names) => (await Promise.all(names.map(signIn))) as { -readonly [Index in keyof typeof names]: Person },
    async close() {
      await Promise.all([web.close(), local.close()]);
      await home.close();
    },
  };
  async function signIn(name: string): Promise<Person> {
    const answer = await web.inject({ method: "POST", url: "/api/session", payload: { name, password: STAFF_PASSWORD } });
    if (answer.statusCode !== 200) throw new Error(`${name}: ${answer.body}`);
    return personOf(web, cookieOf(answer.headers["set-cookie"]), answer.json<Session>());
  }
}

export function personOf(web: App, cookie: string, session: Session): Person {
  return {
    session,
    cookie,
    get: async (url, headers = {}) => answered(await web.inject({ method: "GET", url, headers: { cookie, ...headers } })),
    post: async (url, body = {}, headers = {}) =>
      answered(await web.inject({ method: "POST", url, payload: body, headers: { cookie, "x-csrf": session.csrf, ...headers } })),
  };
}

/** Switches off what needs the speller, in one office or in all: it takes seconds to load, and its findings are no part of what is tried. */
export async function withoutSpelling(chief: Person, office?: string): Promise<void> {
  for (const rule of SPELLED_RULES)
    await chief.post(`/api/documents/rules/${rule}`, { ...(office ? { office } : {}), isOn: false, reason: "测试", version: 0 });
}

export function cookieOf(header: string | string[] | undefined): string {
  return (Array.isArray(header) ? header[0] : header)?.split(";")[0] ?? "";
}

type Injected = Awaited<ReturnType<App["inject"]>>;

export function answered<T>(response: Injected): Answer<T> {
  const isJson = String(response.headers["content-type"]).startsWith("application/json");
  return {
    status: response.statusCode,
    text: response.body,
    headers: response.headers,
    body: (isJson && response.body !== "" ? response.json() : null) as T,
  };
}

export function codeOf(answer: Answer<unknown>): string {
  return (answer.body as ErrorBody | null)?.code ?? String(answer.status);
}
