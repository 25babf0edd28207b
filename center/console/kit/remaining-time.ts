import type { JobView } from "@yuejian/contracts/api";
import { useRef } from "react";

interface Seen {
  readonly job: string;
  readonly stage: string;
  readonly done: number;
  readonly at: number;
}

/** An estimate is worth something from so much seen of a stage. */
const LEAST_MS = 3_000;

/** Milliseconds that the stage of a running job will still take, if it goes on at the pace at which it went since this page began to look; null while that says nothing. */
export function useRemainingTime(job: JobView): number | null {
  const first = useRef<Seen | null>(null);
  const { done, total, stage } = job.progress;
  const isAnother = first.current?.job !== job.id || first.current.stage !== stage.en || done < first.current.done;
  if (isAnother) first.current = { job: job.id, stage: stage.en, done, at: Date.now() };
  return job.status === "running" && total !== null && first.current !== null
    ? remaining({ took: Date.now() - first.current.at, made: done - first.current.done, left: total - done })
    : null;
}

export function remaining({ took, made, left }: { readonly took: number; readonly made: number; readonly left: number }): number | null {
  return took < LEAST_MS || made <= 0 || left <= 0 ? null : (took / made) * left;
}
