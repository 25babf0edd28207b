import { FileDigester } from "@yuejian/chain/verify";
import type { DigestReport } from "./digest-file.ts";

/** Digests one file beside the page, so that the page answers while gigabytes go by. */
addEventListener("message", (event: MessageEvent<File>) => {
  digest(event.data).then(
    (report) => postMessage(report),
    (error: unknown) =>
      postMessage({ kind: "failed", reason: error instanceof Error ? error.message : String(error) } satisfies DigestReport),
  );
});

const TELL_EVERY_MS = 100;

async function digest(file: File): Promise<DigestReport> {
  const digester = new FileDigester();
  const reader = file.stream().getReader();
  let done = 0;
  let toldAt = 0;
  for (;;) {
    const piece = await reader.read();
    if (piece.done) break;
    digester.update(piece.value);
    done += piece.value.length;
    if (Date.now() - toldAt < TELL_EVERY_MS) continue;
    toldAt = Date.now();
    postMessage({ kind: "progress", done } satisfies DigestReport);
  }
  return { kind: "digested", digests: digester.digests() };
}
