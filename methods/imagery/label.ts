import { labelRuns, type RunObjects, runsOf } from "./label-runs.ts";
import type { Shape } from "./neighbourhood.ts";

/** Objects of a mask: pixels of value 1 that touch at an edge or a corner have one number, from 1 in the order of their first pixel. */
export interface Labels extends Shape {
  readonly labels: Int32Array;
  readonly count: number;
}

export function labelObjects(mask: Uint8Array, { width, height }: Shape): Labels {
  const { rows, starts, ends, labels: numbers, count } = labelRuns(mask, { width, height });
  const labels = new Int32Array(mask.length);
  for (let run = 0; run < rows.length; run++) {
    const first = (rows[run] ?? 0) * width;
    labels.fill(numbers[run] ?? 0, first + (starts[run] ?? 0), first + (ends[run] ?? 0));
  }
  return { labels, count, width, height };
}

/** Objects that have numbers already. */
export function runsOfLabels({ labels, count, width, height }: Labels): RunObjects {
  const runs = runsOf(
    Uint8Array.from(labels, (label) => Number(label > 0)),
    { width, height },
  );
  return { ...runs, labels: runs.rows.map((row, run) => labels[row * width + (runs.starts[run] ?? 0)] ?? 0), count };
}
