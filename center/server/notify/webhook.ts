import { createHmac } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { YuejianError } from "@yuejian/contracts";
import { type AllowedHost, addressesOf } from "./addresses.ts";
import { postTo } from "./post.ts";

export interface OutgoingCall {
  readonly url: string;
  readonly host: AllowedHost;
  readonly secret: string;
  readonly id: string;
  readonly body: string;
  /** Seconds since 1970: signed too, so that an old call cannot be sent again. */
  readonly at: number;
  readonly isRepeat: boolean;
}

const SILENCE_MS = 20_000;

/** Over `<seconds>.<body>`, HMAC-SHA-256, hexadecimal. */
function signatureOf({ secret, at, body }: Pick<OutgoingCall, "secret" | "at" | "body">): string {
  return createHmac("sha256", secret).update(`${at}.${body}`).digest("hex");
}

/** Posts one signed body to the addresses that were checked, and reads nothing of the answer but its status: an answer is of strangers. NOTIFY_UNREACHABLE, NOTIFY_REFUSED, NOTIFY_HOST_REFUSED */
export async function callWebhook(call: OutgoingCall): Promise<string> {
  const addresses = await addressesOf(call.host);
  const { url, body } = call;
  const headers = {
    "user-agent": "yuejian",
    "x-yuejian-message": call.id,
    "x-yuejian-timestamp": String(call.at),
    "x-yuejian-signature": `sha256=${signatureOf(call)}`,
    ...(call.isRepeat ? { "x-yuejian-repeat": "1" } : {}),
  };
  const take = (answer: IncomingMessage): number => {
    answer.resume();
    return answer.statusCode ?? 0;
  };
  const status = await postTo(addresses, { url, headers, body, timeoutMs: SILENCE_MS, take }).catch((cause: unknown) => {
    throw new YuejianError("NOTIFY_UNREACHABLE", { reason: cause instanceof Error ? cause.message : String(cause) }, { cause });
  });
  const answer = `HTTP ${status}`;
  if (status >= 200 && status < 300) return answer;
  const mayPass = status >= 500 || status === 408 || status === 425 || status === 429;
  throw new YuejianError(mayPass ? "NOTIFY_UNREACHABLE" : "NOTIFY_REFUSED", { reason: answer });
}
