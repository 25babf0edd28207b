import { createHmac } from "node:crypto";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP } from "node:net";
import { YuejianError } from "@yuejian/contracts";
import { type AllowedHost, addressesOf } from "./addresses.ts";

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

/** Posts one signed body. It connects to the addresses that were checked and to no others, follows no redirect, and reads nothing of the answer but its status:
 *  an answer is of strangers. NOTIFY_UNREACHABLE, NOTIFY_REFUSED, NOTIFY_HOST_REFUSED */
export async function callWebhook(call: OutgoingCall): Promise<string> {
  const addresses = await addressesOf(call.host);
  const url = new URL(call.url);
  const request = url.protocol === "https:" ? httpsRequest : httpRequest;
  const status = await new Promise<number>((resolve, reject) => {
    const sent = request(url, {
      method: "POST",
      headers: {
        "content-type": "application/json; charset=utf-8",
        "content-length": Buffer.byteLength(call.body),
        "user-agent": "yuejian",
        "x-yuejian-message": call.id,
        "x-yuejian-timestamp": String(call.at),
        "x-yuejian-signature": `sha256=${signatureOf(call)}`,
        ...(call.isRepeat ? { "x-yuejian-repeat": "1" } : {}),
      },
      signal: AbortSignal.timeout(SILENCE_MS),
      lookup: (_host, options, give) => {
        const found = addresses.map((address) => ({ address, family: isIP(address) }));
        if (options.all) give(null, found);
        else give(null, found[0]?.address ?? "", found[0]?.family);
      },
    });
    sent.on("error", reject);
    sent.on("response", (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    sent.end(call.body);
  }).catch((cause: unknown) => {
    throw new YuejianError("NOTIFY_UNREACHABLE", { reason: cause instanceof Error ? cause.message : String(cause) }, { cause });
  });
  const answer = `HTTP ${status}`;
  if (status >= 200 && status < 300) return answer;
  const mayPass = status >= 500 || status === 408 || status === 425 || status === 429;
  throw new YuejianError(mayPass ? "NOTIFY_UNREACHABLE" : "NOTIFY_REFUSED", { reason: answer });
}
