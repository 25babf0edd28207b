import { writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import { judgeRestoration, LEAD_NOT_PROOF, RESTORATION_PARAMETERS, RESTORATIONS } from "@yuejian/farmland";
import { isRealDate } from "@yuejian/identifiers";
import { digestFile } from "../files/index.ts";
import { readAreas } from "./read-areas.ts";
import { readSeries } from "./read-series.ts";

export interface RestorationRequest {
  /** What a detection wrote. */
  readonly violations: string;
  /** A folder of dated images or a manifest, from before the change until now. */
  readonly after: string;
  /** YYYY-MM-DD; else the last year is looked at. */
  readonly from?: string;
  readonly out?: string;
}

/** What became of the plots; everything needed to repeat it. */
export type MeasuredRestoration = Awaited<ReturnType<typeof measureRestoration>>;

/** Measures plots again in later images. The document is written only where asked. */
export async function measureRestoration(request: RestorationRequest) {
  if (request.from !== undefined && !isRealDate(request.from)) throw new YuejianError("IMAGE_DATE_INVALID", { date: request.from });
  const violations = await readAreas(request.violations);
  const { series, files, doubts } = await readSeries(request.after);
  const { plots, counts, restored, from, to } = judgeRestoration(
    series,
    violations,
    request.from === undefined ? {} : { from: request.from },
  );
  const inputs = [];
  for (const path of [request.violations, ...files]) inputs.push({ file: basename(path), ...(await digestFile(path)) });
  const result = {
    plots: plots.map((plot) => ({ ...plot, title: RESTORATIONS[plot.verdict] })),
    counts,
    outside: violations.layer.features.length - plots.length,
    restored,
    from,
    to,
    method: { name: "former cycle", parameters: RESTORATION_PARAMETERS },
    doubts,
    inputs,
    note: LEAD_NOT_PROOF,
  };
  if (request.out !== undefined) await writeFile(request.out, `${JSON.stringify(result)}\n`);
  return result;
}
