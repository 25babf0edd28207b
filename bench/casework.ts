import { createWriteStream, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { HANDLED_CASE_KINDS, YUEYANG_OFFICES } from "@yuejian/contracts";
import type { HandledCases } from "@yuejian/contracts/api";
import { createApp, openHome } from "@yuejian/server";
import { type Asked, crowd, drawKind } from "./crowd.ts";
import { describeMachine } from "./harness.ts";
import { accounts, PASSWORD, randomFrom, USERS } from "./inbox-home.ts";
import { round, signIn, startServer, type Visitor } from "./people.ts";

/** 200,000 cases of the business system, three in ten of them open: taken in from a file, all days worked out anew, and lists, boards and calendar under fifty
 *  people at once on the real server (autocannon), without pause and with a request a second each. `node bench/casework.ts [CASES] [SECONDS]`; BENCH_HOME keeps the filled home;
 *  DATABASE_URL for PostgreSQL.
 *  Under load of others the processor time tells, not the clock. */
const cases = Number(process.argv[2] ?? 200_000);
const seconds = Number(process.argv[3] ?? 30);
const RECOMPUTE_LIMIT_SECONDS = 5;
const LIMIT_MS = 200;
const kept = process.env["BENCH_HOME"];
if (kept !== undefined) mkdirSync(kept, { recursive: true });
const folder = kept ?? mkdtempSync(join(tmpdir(), "yuejian-bench-casework-"));
const homeFolder = join(folder, "home");
const TODAY = Math.floor((Date.now() + 8 * 3_600_000) / 86_400_000);
const iso = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);
const HEADINGS =
  "部门受案号,承办单位,承办部门,案件类别,案由,人员编号,承办检察官,羁押状态,受理日期,分案日期,告知权利日期,一次延长日期,一退日期,一退重报日期,报批日期,审结日期,审结情况,归档日期";
const KINDS = ["审查逮捕", "审查起诉", "审查起诉", "审查起诉", "速裁", "民事诉讼监督", "判决审查", "刑罚执行监督"];
const OUTCOMES: Readonly<Record<string, string>> = {
  审查逮捕: "批准逮捕",
  审查起诉: "提起公诉",
  速裁: "提起公诉",
  民事诉讼监督: "不支持",
  判决审查: "不抗诉",
  刑罚执行监督: "提出检察建议",
};

/** `later`: one case in twenty has gone on since. */
async function writeExport(file: string, later: boolean): Promise<void> {
  const random = randomFrom(7);
  const out = createWriteStream(file);
  out.write(`${HEADINGS}\n`);
  for (let at = 0; at < cases; at++) {
    // All draws of a case come first, so that the later file has the same cases.
    const [returns, review, custody, told, extended, archives] = [random(8), random(30), random(3), random(5), random(4), random(3)];
    const handler = random(USERS);
    const department = "一二三四五"[random(5)];
    const kind = KINDS[random(KINDS.length)] ?? "审查起诉";
    const office = YUEYANG_OFFICES[random(YUEYANG_OFFICES.length)];
    const isOpen = random(10) < 3;
    const accepted = isOpen ? TODAY - 1 - random(60) : TODAY - 60 - random(1000);
    const assigned = accepted + random(4);
    const isReturned = kind === "审查起诉" && returns === 0 && accepted + 40 < TODAY;
    const isDecided = !isOpen || (later && at % 20 === 0);
    const decided = Math.min(TODAY, isReturned ? accepted + 40 + (review % 20) : assigned + 1 + review);
    const day = (number: number, is: boolean) => (is && number <= TODAY ? iso(number) : "");
    const row = [
      `岳检受〔${iso(accepted).slice(0, 4)}〕${at}号`,
      office?.name.zh,
      `第${department}检察部`,
      kind,
      "盗窃",
      `R${at}`,
      `用户${handler}`,
      custody === 0 ? "取保候审" : "在押",
      iso(accepted),
      day(assigned, true),
      day(accepted + told, true),
      day(accepted + 20, kind === "审查起诉" && !isReturned && extended === 0 && decided >= accepted + 20 && isDecided),
      day(accepted + 10, isReturned),
      day(accepted + 35, isReturned),
      day(decided, isDecided),
      day(decided, isDecided),
      isDecided ? (OUTCOMES[kind] ?? "") : "",
      day(decided + 20, isDecided && archives > 0),
    ];
    out.write(`${row.join(",")}\n`);
  }
  out.end();
  await finished(out);
}

const first = join(folder, "cases.csv");
const second = join(folder, "later.csv");
await writeExport(first, false);
await writeExport(second, true);

const home = await openHome(homeFolder, { workers: 1 });
const app = await createApp(home, { local: true });
const post = async (url: string, payload: object) => {
  const answer = await app.inject({ method: "POST", url, payload });
  if (answer.statusCode >= 300) throw new Error(`${url}: ${answer.body}`);
  return answer.json<{ id: string }>();
};
async function job(url: string, payload: object) {
  const [began, before] = [performance.now(), process.cpuUsage()];
  const { id } = await post(url, payload);
  await home.jobs.wait(id);
  const { user, system } = process.cpuUsage(before);
  const wall = (performance.now() - began) / 1000;
  const done = (await app.inject({ method: "GET", url: `/api/jobs/${id}` })).json<{ status: string; result: object; error: unknown }>();
  if (done.status !== "done") throw new Error(JSON.stringify(done));
  const measured = { seconds: round(wall), processorSeconds: round((user + system) / 1e6), result: done.result };
  process.stderr.write(`${url} ${JSON.stringify(measured)}\n`);
  return measured;
}
await post("/api/demo/staff", { staff: accounts() });
const imported = async (path: string) => {
  const measured = await job("/api/casework/imports", { path });
  const { import: id } = measured.result as { import: string };
  const detail = (await app.inject({ method: "GET", url: `/api/casework/imports/${id}` })).json<{ import: Record<string, number> }>()
    .import;
  return { ...measured, ...Object.fromEntries(["rows", "added", "changed", "same", "refused"].map((name) => [name, detail[name] ?? 0])) };
};
const import1 = await imported(first);
const import2 = await imported(second);
// The rules look after an import by a job of their own.
const lookingBegan = process.cpuUsage();
for (const { id } of await home.store.db.selectFrom("jobs").select("id").where("status", "in", ["queued", "running"]).execute())
  await home.jobs.wait(id);
const looking = { processorSeconds: round(process.cpuUsage(lookingBegan).user / 1e6) };
const notices = (
  await home.store.db
    .selectFrom("casework_notices")
    .select((build) => build.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow()
).count;
const recompute = await job("/api/casework/clocks/recompute", {});
const [processBegan, processBefore] = [performance.now(), process.cpuUsage()];
await app.inject({ method: "GET", url: `/api/casework/process?from=${iso(TODAY - 1100)}&to=${iso(TODAY)}` });
const mining = {
  seconds: round((performance.now() - processBegan) / 1000),
  processorSeconds: round(process.cpuUsage(processBefore).user / 1e6),
};
await app.close();
await home.close();

type Kind = "list" | "filtered list" | "next page" | "case" | "board" | "calendar" | "due days";
const MIX: readonly (readonly [Kind, number])[] = [
  ["list", 20],
  ["filtered list", 20],
  ["next page", 10],
  ["case", 20],
  ["board", 15],
  ["calendar", 7],
  ["due days", 8],
];
const FILTERS = [
  "overdue=true",
  "mine=true",
  "dueWithin=7",
  "stage=review",
  "stage=supplementary&kind=prosecution-review",
  "status=closed&sort=newest",
  "office=huarong&sort=newest",
  "line=civil&status=all",
  `department=${encodeURIComponent("第五检察部")}&kind=penal-execution`,
  `number=${encodeURIComponent(`岳检受〔2026〕12`)}&status=all`,
];
const KIND_IDS = Object.keys(HANDLED_CASE_KINDS);

interface Person extends Visitor {
  /** The page that the person looks at. */
  page: HandledCases | null;
}

function question({ page }: Person, random: (below: number) => number): Asked<Kind> {
  const pick = <Item>(items: readonly Item[]) => items[random(items.length)] as Item;
  const kind = drawKind(MIX, random);
  const shown = page?.items[random(Math.max(1, page.items.length))];
  const list: Asked<Kind> = { kind: "list", path: "/api/casework/cases" };
  if (kind === "list" || ((kind === "case" || kind === "next page") && !shown)) return list;
  const ofKind = random(3) === 0 ? `&kind=${pick(KIND_IDS)}` : "";
  const paths: Readonly<Record<Exclude<Kind, "list">, () => string>> = {
    "filtered list": () => `cases?${pick(FILTERS)}`,
    "next page": () => `cases?${page?.next ? `cursor=${page.next}` : ""}`,
    case: () => `cases/${shown?.id}`,
    board: () => `board?by=${pick(["office", "department", "stage", "kind", "line"])}${ofKind}`,
    calendar: () => `calendar?from=${iso(TODAY)}&to=${iso(TODAY + 41)}`,
    "due days": () => `clocks?from=${iso(TODAY)}&to=${iso(TODAY + 7)}`,
  };
  return { kind, path: `/api/casework/${paths[kind]()}` };
}

function load(people: readonly Person[], isPaced: boolean) {
  const draws = people.map((_, at) => randomFrom(100 + at));
  return crowd<Kind, Person>({
    server,
    people,
    next: (person, at) => question(person, draws[at] as (below: number) => number),
    answered(person, { kind, path }, { status, text }) {
      if (status !== 200) throw new Error(`${path}: ${status} ${text}`);
      if (kind === "list") person.page = JSON.parse(text) as HandledCases;
    },
    isPaced,
    seconds,
  });
}

const server = await startServer(homeFolder);
try {
  const people: Person[] = [];
  for (let at = 0; at < USERS; at++) people.push({ ...(await signIn(server.address, `bench${at}`, PASSWORD)), page: null });
  const withoutPause = await load(people, false);
  const onceASecond = await load(people, true);
  const store = process.env["DATABASE_URL"] === undefined ? "sqlite" : "postgres";
  const result = {
    name: "casework",
    cases,
    store,
    storeBytes: store === "sqlite" ? statSync(join(homeFolder, "store.sqlite")).size : null,
    firstImport: import1,
    laterImport: import2,
    looking: { ...looking, notices },
    recompute,
    mining,
    withoutPause,
    onceASecond,
    limits: { recomputeProcessorSeconds: RECOMPUTE_LIMIT_SECONDS, p95Ms: LIMIT_MS },
    isKept: {
      recompute: recompute.processorSeconds <= RECOMPUTE_LIMIT_SECONDS,
      withoutPause: withoutPause.overall.p95 <= LIMIT_MS,
      onceASecond: onceASecond.overall.p95 <= LIMIT_MS,
    },
    machine: describeMachine(),
  };
  console.log(JSON.stringify(result, null, 2));
  writeFileSync(new URL(`results/casework-${store}.json`, import.meta.url), `${JSON.stringify(result, null, 2)}\n`);
  if (!result.isKept.recompute || !result.isKept.onceASecond) process.exitCode = 1;
} finally {
  await server.stop();
  if (kept === undefined) rmSync(folder, { recursive: true, force: true });
}
