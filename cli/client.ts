import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { buffer as readBuffer } from "node:stream/consumers";
import { isErrorCode, YuejianError } from "@yuejian/contracts";
import type { ErrorBody, JobView } from "@yuejian/contracts/api";

/** The HTTP interface as the command line uses it. */
export interface Client {
  get<T>(path: string, query?: Readonly<Record<string, string | number | boolean | undefined>>, headers?: Headers): Promise<T>;
  /** An answer that is no JSON, as it is. */
  getBytes(path: string): Promise<Buffer>;
  postForBytes(path: string, body: unknown): Promise<Buffer>;
  post<T>(path: string, body?: unknown, headers?: Headers): Promise<T>;
  /** Sends one file as a browser would. */
  upload<T>(path: string, file: OutgoingFile): Promise<T>;
  close(): Promise<void>;
}

export interface OutgoingFile {
  readonly name: string;
  readonly content: Uint8Array;
  readonly fields: Readonly<Record<string, string>>;
  /** Further files, each under the name of its field. */
  readonly beside?: readonly { readonly field: string; readonly name: string; readonly content: Uint8Array }[];
}

interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

type Headers = Readonly<Record<string, string>>;
type Send = (method: "GET" | "POST", url: string, given: { body?: unknown; headers?: Headers }) => Promise<Answer>;

/** Talks to the server that holds the home, or opens the home itself when none does. */
export async function connect(homeFolder: string, actAs: string | undefined): Promise<Client> {
  const headers = actAs === undefined ? {} : { "x-act-as": actAs };
  const socketPath = join(homeFolder, "run", "yuejian.sock");
  if (existsSync(socketPath) && (await isAnswering(socketPath))) return client(overSocket(socketPath, headers), async () => {});
  // Only here: most of the start-up time is loading the server.
  const { createApp, openHome } = await import("@yuejian/server");
  const home = await openHome(homeFolder);
  const app = await createApp(home, { local: true });
  const send: Send = async (method, url, { body, headers: more }) => {
    const answer = await app.inject({
      method,
      url,
      headers: { ...headers, ...more },
      ...(body === undefined ? {} : { payload: body as object }),
    });
    return { status: answer.statusCode, body: answer.rawPayload };
  };
  return client(send, async () => {
    await app.close();
    await home.close();
  });
}

function overSocket(socketPath: string, headers: Readonly<Record<string, string>>): Send {
  return async (method, path, { body, headers: more }) => {
    const isRaw = body instanceof Uint8Array;
    const payload = body === undefined || isRaw ? body : JSON.stringify(body);
    const sent = request({
      socketPath,
      method,
      path,
      headers: { ...headers, ...(payload === undefined || isRaw ? {} : { "content-type": "application/json" }), ...more },
    });
    sent.end(payload);
    const [response] = await once(sent, "response");
    return { status: response.statusCode, body: await readBuffer(response) };
  };
}

async function isAnswering(socketPath: string): Promise<boolean> {
  try {
    return (await overSocket(socketPath, {})("GET", "/api/health", {})).status < 500;
  } catch {
    return false;
  }
}

function client(send: Send, close: () => Promise<void>): Client {
  const bytes = async (method: "GET" | "POST", url: string, given: { body?: unknown; headers?: Headers }): Promise<Buffer> => {
    const answer = await send(method, url, given);
    if (answer.status >= 400) throw asError(answer);
    return answer.body;
  };
  const call = async <T>(...given: Parameters<typeof bytes>): Promise<T> => {
    const body = await bytes(...given);
    return (body.length === 0 ? null : JSON.parse(body.toString("utf8"))) as T;
  };
  return {
    get(path, query = {}, headers = {}) {
      const given = new URLSearchParams();
      for (const [name, value] of Object.entries(query)) if (value !== undefined) given.set(name, String(value));
      const search = given.toString();
      return call("GET", search === "" ? path : `${path}?${search}`, { headers });
    },
    getBytes: (path) => bytes("GET", path, {}),
    postForBytes: (path, body) => bytes("POST", path, { body }),
    post: (path, body = {}, headers = {}) => call("POST", path, { body, headers }),
    upload: (path, file) => call("POST", path, multipart(file)),
    close,
  };
}

/** RFC 7578. The boundary is random, so that no content holds it. */
function multipart({ name, content, fields, beside = [] }: OutgoingFile): { body: Uint8Array; headers: Headers } {
  const boundary = `yuejian-${randomBytes(16).toString("hex")}`;
  const heading = (disposition: string) => `--${boundary}\r\ncontent-disposition: form-data; ${disposition}\r\n`;
  const parts = Object.entries(fields).map(([field, value]) => `${heading(`name="${field}"`)}\r\n${value}\r\n`);
  const files = [{ field: "file", name, content }, ...beside].flatMap((file) => {
    const fileName = file.name.replaceAll(/["\r\n]/g, "_");
    const head = heading(`name="${file.field}"; filename="${fileName}"`);
    return [Buffer.from(`${head}content-type: application/octet-stream\r\n\r\n`), file.content, Buffer.from("\r\n")];
  });
  const body = Buffer.concat([Buffer.from(parts.join("")), ...files, Buffer.from(`--${boundary}--\r\n`)]);
  return { body, headers: { "content-type": `multipart/form-data; boundary=${boundary}` } };
}

function asError(answer: Answer): YuejianError {
  let body: Partial<ErrorBody> = {};
  try {
    body = JSON.parse(answer.body.toString("utf8")) as Partial<ErrorBody>;
  } catch {
    // Not ours: reported below with its status.
  }
  if (isErrorCode(body.code)) return new YuejianError(body.code, body.parameters ?? {});
  return new YuejianError("UNEXPECTED", { reference: `HTTP ${answer.status}` });
}

/** Waits until a job has ended and gives its result; a failed or cancelled job throws its error. */
export async function awaitJob<T>(client: Client, id: string, onProgress: (job: JobView) => void): Promise<T> {
  for (let pause = 20; ; pause = Math.min(pause * 1.5, 400)) {
    const job = await client.get<JobView>(`/api/jobs/${id}`);
    // What waits has no stage yet.
    if (job.progress.stage.zh !== "") onProgress(job);
    if (job.status === "done") return job.result as T;
    if (job.status === "cancelled") throw new YuejianError("JOB_CANCELLED");
    if (job.status === "failed") {
      if (job.error && isErrorCode(job.error.code)) throw new YuejianError(job.error.code, job.error.parameters as Record<string, string>);
      throw new YuejianError("UNEXPECTED", { reference: id });
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
