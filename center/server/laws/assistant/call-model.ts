import type { IncomingMessage } from "node:http";
import { YuejianError } from "@yuejian/contracts";
import { type AllowedHost, addressesOf } from "../../notify/addresses.ts";
import { postTo } from "../../notify/post.ts";

/** An answer of more bytes is broken off: nobody reads so much. */
const MOST_BYTES = 256 * 1024;

export interface ModelCall {
  readonly url: string;
  readonly host: AllowedHost;
  readonly secret: string | null;
  readonly body: object;
  readonly timeoutMs: number;
}

/** Posts to an endpoint of the OpenAI kind and gives the text of the first choice. It connects to the addresses that were checked and reads so many bytes and
 *  no more. LAW_ASSISTANT_FAILED, NOTIFY_HOST_REFUSED, NOTIFY_UNREACHABLE */
export async function callModel({ url, host, secret, body, timeoutMs }: ModelCall): Promise<string> {
  const addresses = await addressesOf(host);
  const headers = secret === null ? {} : { authorization: `Bearer ${secret}` };
  const sent = JSON.stringify(body);
  const { status, text } = await postTo(addresses, { url, headers, body: sent, timeoutMs, take: readBounded }).catch((cause: unknown) => {
    throw failed(cause instanceof Error ? cause.message : String(cause), cause);
  });
  if (status < 200 || status >= 300) throw failed(`HTTP ${status}`);
  const content = contentOf(text);
  if (content === null) throw failed("the answer is none of the OpenAI kind");
  return content;
}

function readBounded(answer: IncomingMessage): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let size = 0;
    answer.on("data", (piece: Buffer) => {
      size += piece.length;
      if (size > MOST_BYTES) answer.destroy(new Error(`more than ${MOST_BYTES} bytes`));
      else pieces.push(piece);
    });
    answer.on("error", reject);
    answer.on("end", () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(pieces).toString("utf8") }));
  });
}

function contentOf(text: string): string | null {
  try {
    const answer = JSON.parse(text) as { choices?: { message?: { content?: unknown } }[] } | null;
    const content = answer?.choices?.[0]?.message?.content;
    return typeof content === "string" ? content : null;
  } catch {
    return null;
  }
}

function failed(reason: string, cause?: unknown): YuejianError {
  return new YuejianError("LAW_ASSISTANT_FAILED", { reason }, cause === undefined ? {} : { cause });
}
