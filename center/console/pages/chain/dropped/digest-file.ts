import type { FileDigests } from "@yuejian/chain/verify";
import { useEffect, useState } from "react";

export type DigestReport =
  | { readonly kind: "progress"; readonly done: number }
  | { readonly kind: "digested"; readonly digests: FileDigests }
  | { readonly kind: "failed"; readonly reason: string };

/** Digests a file in a worker of its own as long as the component stands; `attempt` begins anew. */
export function useDigesting(file: File, attempt: number, onDigested: (digests: FileDigests) => void): DigestReport {
  const [report, setReport] = useState<DigestReport>({ kind: "progress", done: 0 });
  // oxlint-disable-next-line react/exhaustive-deps -- what is told to the page does not begin the work anew
  useEffect(() => {
    setReport({ kind: "progress", done: 0 });
    const worker = new Worker(new URL("./digest-worker.ts", import.meta.url), { type: "module" });
    worker.addEventListener("message", (event: MessageEvent<DigestReport>) => {
      setReport(event.data);
      if (event.data.kind === "digested") onDigested(event.data.digests);
    });
    worker.addEventListener("error", (event) => setReport({ kind: "failed", reason: event.message }));
    worker.postMessage(file);
    return () => worker.terminate();
  }, [file, attempt]);
  return report;
}
