import type { Text } from "@yuejian/contracts";
import type { ErrorBody } from "@yuejian/contracts/api";

/** A refusal or failure of the server, or of the way to it; `text` says what in both languages. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  readonly code: string;
  readonly kind: string;
  readonly text: Text;
  readonly parameters: ErrorBody["parameters"];
  /** What the answer held beside the error: of a conflict, what the object is now. */
  readonly answer: unknown;

  constructor(status: number, body: ErrorBody) {
    super(`${body.code}: ${body.text.en}`);
    this.status = status;
    this.code = body.code;
    this.kind = body.kind;
    this.text = body.text;
    this.parameters = body.parameters;
    this.answer = body;
  }
}

export type QueryValue = string | number | boolean | undefined;

export interface CallOptions {
  readonly query?: Readonly<Record<string, QueryValue>>;
  readonly body?: unknown;
  /** Id of the stated purpose under which personal data may be shown. */
  readonly purpose?: string | null;
  /** Beside those of every call. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

let csrf = "";
const signedOutListeners = new Set<() => void>();
const purposeEndedListeners = new Set<() => void>();

/** The token that changing calls must carry; it comes with the session. */
export function setCsrf(token: string): void {
  csrf = token;
}

/** Calls back when the server says that nobody is signed in (any more). */
export function onSignedOut(listener: () => void): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

/** Calls back when the server no longer accepts the stated purpose, for example because the lead went to somebody else. */
export function onPurposeEnded(listener: () => void): () => void {
  purposeEndedListeners.add(listener);
  return () => purposeEndedListeners.delete(listener);
}

export function get<T>(path: string, options: CallOptions = {}): Promise<T> {
  return call<T>("GET", path, options);
}

export function post<T>(path: string, body: unknown = {}, options: CallOptions = {}): Promise<T> {
  return call<T>("POST", path, { ...options, body });
}

export function remove(path: string): Promise<null> {
  return call<null>("DELETE", path, {});
}

/** Headers of every call: a foreign page can neither read the token nor set the header. */
export function callHeaders(method: string): Record<string, string> {
  const headers: Record<string, string> = { accept: "application/json" };
  if (method !== "GET") headers["x-csrf"] = csrf;
  return headers;
}

async function call<T>(method: string, path: string, { query, body, purpose, signal, headers: more }: CallOptions): Promise<T> {
  const headers = { ...callHeaders(method), ...more };
  if (purpose) headers["x-purpose"] = purpose;
  if (body !== undefined) headers["content-type"] = "application/json";
  const init: RequestInit = { method, headers, credentials: "same-origin" };
  if (body !== undefined) init.body = JSON.stringify(body);
  if (signal) init.signal = signal;
  const response = await reach(withQuery(path, query), init);
  const parsed = await readJson(response);
  if (response.ok) return parsed as T;
  throw failureOf(response.status, parsed, path);
}

/** The answer as a file, for handing over to the person. */
export async function getFile(path: string, { purpose }: CallOptions = {}): Promise<Blob> {
  const headers = callHeaders("GET");
  if (purpose) headers["x-purpose"] = purpose;
  const response = await reach(path, { headers, credentials: "same-origin" });
  if (!response.ok) throw failureOf(response.status, await readJson(response), path);
  return await response.blob();
}

/** The same for what is asked in a body. */
export async function postForFile(path: string, body: unknown): Promise<Blob> {
  const headers = { ...callHeaders("POST"), "content-type": "application/json" };
  const response = await reach(path, { method: "POST", headers, body: JSON.stringify(body), credentials: "same-origin" });
  if (!response.ok) throw failureOf(response.status, await readJson(response), path);
  return await response.blob();
}

/** The answer as it came, for documents whose exact bytes matter. */
export async function getText(path: string, { purpose, signal }: CallOptions = {}): Promise<string> {
  const headers = callHeaders("GET");
  if (purpose) headers["x-purpose"] = purpose;
  const response = await reach(path, { headers, credentials: "same-origin", ...(signal ? { signal } : {}) });
  if (!response.ok) throw failureOf(response.status, await readJson(response), path);
  return await response.text();
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw unreachable();
  }
}

/** The error that an answer holds; tells the listeners when it means that nobody is signed in. */
export function failureOf(status: number, answer: unknown, path = ""): ApiError {
  const error = new ApiError(status, isErrorBody(answer) ? answer : unreadable(status));
  if (error.kind === "signed-out" && path !== "/api/session") for (const listener of signedOutListeners) listener();
  if (error.code === "PURPOSE_INVALID" && path !== "/api/purposes") for (const listener of purposeEndedListeners) listener();
  return error;
}

function withQuery(path: string, query: CallOptions["query"]): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) if (value !== undefined && value !== "") search.set(name, String(value));
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

async function readJson(response: Response): Promise<unknown> {
  if (response.status === 204) return null;
  try {
    return await response.json();
  } catch {
    return null;
  }
}

function isErrorBody(value: unknown): value is ErrorBody {
  return typeof value === "object" && value !== null && "code" in value && "text" in value && "kind" in value;
}

export function unreachable(): ApiError {
  const text = {
    zh: "连不上服务器。请检查网络和服务是否在运行，然后重试；已输入的内容还在",
    en: "The server cannot be reached. Check the network and that the service is running, then try again; what you typed is kept",
  };
  return new ApiError(0, { code: "UNREACHABLE", kind: "busy", parameters: {}, text });
}

function unreadable(status: number): ErrorBody {
  const text = {
    zh: `服务器的答复无法识别（HTTP ${status}）。请重试，仍不行请告知技术人员`,
    en: `The server's answer cannot be read (HTTP ${status}). Try again, and tell a technician if it persists`,
  };
  return { code: "UNREADABLE", kind: "failure", parameters: {}, text };
}
