import { request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP } from "node:net";

export interface OutgoingPost<Answer> {
  readonly url: string;
  readonly headers: OutgoingHttpHeaders;
  /** JSON. */
  readonly body: string;
  readonly timeoutMs: number;
  /** What is read of the answer, which is of strangers. */
  readonly take: (answer: IncomingMessage) => Answer | Promise<Answer>;
}

/** Posts to addresses that were checked (`addressesOf`) and to no others, whatever the name leads to by now; follows no redirect. Rejects with what the connection says. */
export function postTo<Answer>(
  addresses: readonly string[],
  { url: address, headers, body, timeoutMs, take }: OutgoingPost<Answer>,
): Promise<Answer> {
  const url = new URL(address);
  const request = url.protocol === "https:" ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const call = request(url, {
      method: "POST",
      headers: { "content-type": "application/json; charset=utf-8", "content-length": Buffer.byteLength(body), ...headers },
      signal: AbortSignal.timeout(timeoutMs),
      lookup: (_host, options, give) => {
        const found = addresses.map((one) => ({ address: one, family: isIP(one) }));
        if (options.all) give(null, found);
        else give(null, found[0]?.address ?? "", found[0]?.family);
      },
    });
    call.on("error", reject);
    call.on("response", (answer) => {
      Promise.resolve(take(answer)).then(resolve, reject);
    });
    call.end(body);
  });
}
