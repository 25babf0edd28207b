import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { encodeTimestampRequest, readTimestampResponse } from "@yuejian/chain/format";
import { readBounded } from "@yuejian/chain/node";
import { YuejianError } from "@yuejian/contracts";

export interface AuthoritySettings {
  readonly url: string;
  readonly policy?: string;
  /** Between two timestamps of the ledger while it grows. */
  readonly everyMinutes: number;
}

const EVERY_MINUTES = 60;
const TIMEOUT_MS = 20_000;
const ANSWER_LIMIT = 256 * 1024;

export function authorityFile(ledgerFolder: string): string {
  return join(ledgerFolder, "timestamps.json");
}

/** `{"url": "https://…", "policy": "1.2.3", "everyMinutes": 60}` in the ledger folder; null when there is none. */
export function authoritySettings(ledgerFolder: string): AuthoritySettings | null {
  const file = authorityFile(ledgerFolder);
  if (!existsSync(file)) return null;
  const wrong = (reason: string, cause?: unknown) => new YuejianError("REQUEST_INVALID", { where: file, reason }, { cause });
  let given: unknown;
  try {
    given = JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw wrong("not JSON", cause);
  }
  const {
    url,
    policy,
    everyMinutes = EVERY_MINUTES,
  } = typeof given === "object" && given !== null ? (given as Record<string, unknown>) : {};
  if (typeof url !== "string" || !URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) throw wrong("url is no http address");
  if (typeof everyMinutes !== "number" || !(everyMinutes >= 1)) throw wrong("everyMinutes is not a number of at least 1");
  if (policy !== undefined && typeof policy !== "string") throw wrong("policy is no object identifier");
  return { url, everyMinutes, ...(policy === undefined ? {} : { policy }) };
}

/** One request over HTTP (RFC 3161 §3.4). TIMESTAMP_REFUSED, also for an authority that is out of reach */
export async function askAuthority(
  { url, policy }: AuthoritySettings,
  request: { digest: Uint8Array; nonce: bigint },
): Promise<Uint8Array> {
  let answer: Uint8Array;
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/timestamp-query", accept: "application/timestamp-reply" },
      body: Buffer.from(encodeTimestampRequest({ ...request, policy })),
      signal: AbortSignal.timeout(TIMEOUT_MS),
      redirect: "error",
    });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    answer = await readBounded(response, ANSWER_LIMIT);
  } catch (cause) {
    throw new YuejianError("TIMESTAMP_REFUSED", { reason: `${url}: ${reasonOf(cause)}` }, { cause });
  }
  const read = readTimestampResponse(answer);
  if ("refused" in read) throw new YuejianError("TIMESTAMP_REFUSED", { reason: read.refused });
  return read.token;
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.cause instanceof Error ? `${cause.message} (${cause.cause.message})` : cause.message;
}
