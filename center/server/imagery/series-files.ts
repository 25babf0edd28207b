import { writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { type Progress, YuejianError } from "@yuejian/contracts";
import { LEAD_NOT_PROOF, SERIES_PARAMETERS, seriesFeatures } from "@yuejian/farmland";
import { isRealDate } from "@yuejian/identifiers";
import { digestFile } from "../files/index.ts";
import { detectSeriesFiles } from "./detect-series-files.ts";
import { readAreas } from "./read-areas.ts";

export interface SeriesRequest {
  readonly path: string;
  readonly out: string;
  readonly parcels?: string;
  readonly approvals?: string;
  /** YYYY-MM-DD; else the last year is watched. */
  readonly from?: string;
  readonly progress?: Progress;
}

/** What a series showed; everything needed to repeat it. */
export type DetectedSeries = Awaited<ReturnType<typeof detectInSeries>>;

/** Reads the images, judges every pixel against its own years before, writes the outlines. */
export async function detectInSeries(request: SeriesRequest) {
  const started = performance.now();
  if (request.from !== undefined && !isRealDate(request.from)) throw new YuejianError("IMAGE_DATE_INVALID", { date: request.from });
  const { found, files } = await detectSeriesFiles(
    request.path,
    {
      ...(request.parcels === undefined ? {} : { parcels: await readAreas(request.parcels) }),
      ...(request.approvals === undefined ? {} : { approvals: await readAreas(request.approvals) }),
    },
    {
      ...(request.from === undefined ? {} : { watchFrom: request.from }),
      ...(request.progress === undefined ? {} : { progress: request.progress }),
    },
  );
  const inputs = [];
  for (const path of [...files, request.parcels, request.approvals])
    if (path !== undefined) inputs.push({ file: basename(path), ...(await digestFile(path)) });
  const at = (level: string) => found.violations.filter(({ confidence }) => confidence === level).length;
  const summary = {
    violations: { possible: at("possible"), probable: at("probable"), confirmed: at("confirmed") },
    pixels: found.pixels,
    areaMu: Number(found.violations.reduce((sum, { area }) => sum + area.mu, 0).toFixed(2)),
    watchFrom: found.watchFrom,
    dates: found.dates,
    grid: { ...found.grid, crs: found.system.name },
    approvalsSubtracted: found.approvalsSubtracted,
    method: { name: "annual cycle", parameters: SERIES_PARAMETERS, tiles: found.tiles },
    doubts: found.doubts,
    inputs,
    note: LEAD_NOT_PROOF,
  };
  await writeFile(request.out, `${JSON.stringify({ ...seriesFeatures(found), provenance: summary })}\n`);
  return { ...summary, seconds: Number(((performance.now() - started) / 1000).toFixed(2)) };
}
