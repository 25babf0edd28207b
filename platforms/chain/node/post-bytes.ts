import { type ClientRequest, type IncomingMessage, Agent as PlainAgent, request as requestPlainly } from "node:http";
import { request as requestSecurely, Agent as SecureAgent } from "node:https";

/** What is sent: pieces that are not copied, so that many may be sent the same ones. */
export interface Posting {
  readonly url: string;
  readonly type: string;
  readonly pieces: readonly Uint8Array[];
  /** For the whole of it, from the connection to the end of the answer. */
  readonly timeoutMilliseconds: number;
  /** Bytes of the answer that are read at most: whoever answers may answer anything. */
  readonly limit: number;
}

// A twentieth of a second on a kept connection is what a checkpoint has in all: `fetch` copies each body twice, and costs four times as much a request.
const plainAgent = new PlainAgent({ keepAlive: true });
const secureAgent = new SecureAgent({ keepAlive: true });

/** POSTs, over a connection that is kept. Redirections are not followed. Throws the system's error, or one called TimeoutError. */
export async function postBytes(posting: Posting): Promise<{ readonly status: number; readonly bytes: Buffer }> {
  for (let attempt = 0; ; attempt++) {
    const sent = { isReused: false };
    try {
      return await postOnce(posting, sent);
    } catch (error) {
      // The other side may give a kept connection up in the very moment in which it is used again. What is asked here may be asked twice.
      const isGivenUp = sent.isReused && ["ECONNRESET", "EPIPE"].includes((error as NodeJS.ErrnoException).code ?? "");
      if (!isGivenUp || attempt > 0) throw error;
    }
  }
}

function postOnce({ url, type, pieces, timeoutMilliseconds, limit }: Posting, sent: { isReused: boolean }): ReturnType<typeof postBytes> {
  return new Promise((resolve, reject) => {
    const isSecure = url.startsWith("https:");
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
    const options = { method: "POST", headers: { "content-type": type, "content-length": length } };
    const request: ClientRequest = isSecure
      ? requestSecurely(url, { ...options, agent: secureAgent })
      : requestPlainly(url, { ...options, agent: plainAgent });
    const timer = setTimeout(() => {
      request.destroy(Object.assign(new Error(`no answer within ${timeoutMilliseconds} ms`), { name: "TimeoutError" }));
    }, timeoutMilliseconds);
    const fail = (error: Error) => {
      clearTimeout(timer);
      sent.isReused = request.reusedSocket;
      reject(error);
    };
    request.once("error", fail);
    request.once("response", (response: IncomingMessage) => {
      const chunks: Buffer[] = [];
      let read = 0;
      response.on("data", (chunk: Buffer) => {
        read += chunk.length;
        if (read > limit) request.destroy(new Error("the answer is too long"));
        else chunks.push(chunk);
      });
      response.once("error", fail);
      response.once("end", () => {
        clearTimeout(timer);
        resolve({ status: response.statusCode ?? 0, bytes: Buffer.concat(chunks) });
      });
    });
    // All pieces in one call of the system.
    request.cork();
    for (const piece of pieces) request.write(piece);
    request.end();
    request.uncork();
  });
}
