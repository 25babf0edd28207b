import { setTimeout as delay } from "node:timers/promises";
import { type HttpSettings, YuejianError } from "@yuejian/contracts";
import type { ReadOrder } from "./connector.ts";
import { type Json, memberAt, parseExactly } from "./json-rows.ts";

/** Where a walk over the pages stands. `number`: of the page or the first row. */
export interface Place {
  readonly url: string;
  readonly number: number;
}

export interface Answer {
  readonly body: Json;
  /** Address in the header `Link` with rel=next. */
  readonly next: string | null;
}

const MOST_BYTES = 64 * 1024 * 1024;
const SILENCE_MS = 60_000;
/** Waits before a page is asked for again, milliseconds. */
const WAITS = [500, 2_000];
const LONGEST_WAIT_MS = 30_000;

type AskOrder = Pick<ReadOrder<HttpSettings>, "name" | "settings" | "secret" | "signal">;

export function firstAddress({ url, paging, cursor }: HttpSettings, since: string | null): Place {
  const address = new URL(url);
  if (cursor && since !== null) address.searchParams.set(cursor.parameter, since);
  if (paging.by !== "page" && paging.by !== "offset") return { url: address.href, number: 0 };
  const number = paging.by === "page" ? (paging.first ?? 1) : 0;
  address.searchParams.set(paging.parameter, String(number));
  if (paging.sizeParameter !== undefined) address.searchParams.set(paging.sizeParameter, String(paging.size));
  return { url: address.href, number };
}

/** Null: the page was the last. SOURCE_ANSWER_BROKEN for an address that leads to another server: the secret goes to the source alone. */
export function nextAddress(
  { url, paging }: HttpSettings,
  { place, answer, rows }: { place: Place; answer: Answer; rows: number },
): Place | null {
  const step = (number: number, parameter: string): Place => {
    const address = new URL(place.url);
    address.searchParams.set(parameter, String(number));
    return { url: address.href, number };
  };
  switch (paging.by) {
    case "none":
      return null;
    case "page":
      return rows === 0 ? null : step(place.number + 1, paging.parameter);
    case "offset":
      return rows === 0 ? null : step(place.number + rows, paging.parameter);
    case "token": {
      const token = memberAt(answer.body, paging.path);
      if (token === null || token === "") return null;
      const address = new URL(place.url);
      address.searchParams.set(paging.parameter, token);
      return { url: address.href, number: place.number + 1 };
    }
    case "link": {
      const link = paging.path === undefined ? answer.next : memberAt(answer.body, paging.path);
      if (link === null || link === "") return null;
      const address = new URL(link, place.url);
      if (address.origin !== new URL(url).origin)
        throw new YuejianError("SOURCE_ANSWER_BROKEN", {
          source: new URL(url).host,
          reason: `its next page is at another server, ${address.origin}`,
          reason_zh: `下一页指向另一台服务器 ${address.origin}`,
          reason_en: `its next page is at another server, ${address.origin}`,
        });
      return { url: address.href, number: place.number + 1 };
    }
  }
}

/** One page; what may pass is tried again a few times. SOURCE_UNREACHABLE, SOURCE_ACCESS_REFUSED, SOURCE_ANSWER_BROKEN */
export async function ask(place: Place, order: AskOrder): Promise<Answer> {
  for (let attempt = 0; ; attempt++) {
    order.signal.throwIfAborted();
    const wait = WAITS[attempt];
    try {
      const answer = await askOnce(place, order);
      if (!("retryAfter" in answer)) return answer;
      if (wait === undefined) throw unreachable(order, `HTTP ${answer.status}`);
      await delay(answer.retryAfter ?? wait, undefined, { signal: order.signal });
    } catch (cause) {
      order.signal.throwIfAborted();
      if (cause instanceof YuejianError && cause.code !== "SOURCE_UNREACHABLE") throw cause;
      if (wait === undefined) throw cause;
      await delay(wait, undefined, { signal: order.signal });
    }
  }
}

async function askOnce({ url }: Place, order: AskOrder): Promise<Answer | { retryAfter: number | null; status: number }> {
  const { settings, secret, signal } = order;
  const headers: Record<string, string> = { accept: "application/json" };
  if (secret !== null) headers[settings.secretHeader ?? "authorization"] = `${settings.secretPrefix ?? ""}${secret}`;
  let answer: Response;
  try {
    // A redirect could carry the secret elsewhere.
    answer = await fetch(url, { headers, redirect: "manual", signal: AbortSignal.any([signal, AbortSignal.timeout(SILENCE_MS)]) });
  } catch (cause) {
    throw unreachable(order, reasonOf(cause), cause);
  }
  const { status } = answer;
  if (status === 401 || status === 403) {
    await answer.body?.cancel();
    throw new YuejianError("SOURCE_ACCESS_REFUSED", { source: order.name, reason: `HTTP ${status}` });
  }
  if (status === 429 || status >= 500) {
    await answer.body?.cancel();
    const seconds = Number(answer.headers.get("retry-after"));
    return { status, retryAfter: seconds > 0 ? Math.min(seconds * 1000, LONGEST_WAIT_MS) : null };
  }
  if (status !== 200) {
    await answer.body?.cancel();
    throw broken(order, `HTTP ${status}`, `HTTP ${status}`);
  }
  const text = await textOf(answer, order);
  try {
    return { body: parseExactly(text), next: nextLink(answer.headers.get("link")) };
  } catch (cause) {
    throw broken(order, `不是完整的 JSON（${text.length} 字符）`, `not one whole JSON document (${text.length} characters)`, cause);
  }
}

async function textOf(answer: Response, order: AskOrder): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of answer.body ?? []) {
      size += part.length;
      if (size > MOST_BYTES) throw broken(order, `一页超过 ${MOST_BYTES} 字节`, `a page of more than ${MOST_BYTES} bytes`);
      parts.push(part);
    }
  } catch (cause) {
    throw cause instanceof YuejianError ? cause : unreachable(order, reasonOf(cause), cause);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(parts));
  } catch (cause) {
    throw broken(order, "不是 UTF-8", "not UTF-8", cause);
  }
}

function nextLink(header: string | null): string | null {
  for (const link of (header ?? "").split(/,(?=\s*<)/)) {
    const match = /^\s*<([^>]*)>(.*)$/s.exec(link);
    if (match && /;\s*rel="?([^";]*\s)?next(\s[^";]*)?"?/i.test(match[2] ?? "")) return match[1] ?? null;
  }
  return null;
}

function unreachable({ name }: Pick<AskOrder, "name">, reason: string, cause?: unknown): YuejianError {
  return new YuejianError("SOURCE_UNREACHABLE", { source: name, reason }, { cause });
}

function broken({ name }: Pick<AskOrder, "name">, zh: string, en: string, cause?: unknown): YuejianError {
  return new YuejianError("SOURCE_ANSWER_BROKEN", { source: name, reason: en, reason_zh: zh, reason_en: en }, { cause });
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const inner = cause.cause instanceof Error && "code" in cause.cause ? ` (${String(cause.cause.code)})` : "";
  return `${cause.message}${inner}`;
}
