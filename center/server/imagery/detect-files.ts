import { writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import { type Detection, detectChanges, detectionFeatures, LEAD_NOT_PROOF, PAIR_PARAMETERS, type Scene } from "@yuejian/farmland";
import { isRealDate } from "@yuejian/identifiers";
import { BAND_ROLES, type BandRole, bandRoles, writeGeoTiff } from "@yuejian/imagery";
import { digestFile } from "../files/index.ts";
import { dateInName } from "./date-in-name.ts";
import { readAreas } from "./read-areas.ts";
import { readImage } from "./read-image.ts";

export interface DetectionFiles {
  readonly before: string;
  readonly after: string;
  readonly out: string;
  readonly mask?: string;
  readonly parcels?: string;
  readonly approvals?: string;
  /** What the bands measure, in order; `-` for one without use. Overrides what the files say. */
  readonly bands?: string;
  /** YYYY-MM-DD; else taken from the file's name. */
  readonly beforeDate?: string;
  readonly afterDate?: string;
}

/** What a comparison of two files found; everything needed to repeat it. */
export type DetectedFiles = Awaited<ReturnType<typeof detectInFiles>>;

/** Reads both images, writes the outlines and, where asked, the mask: 1 changed, 0 not, 255 not compared. */
export async function detectInFiles(files: DetectionFiles) {
  const started = performance.now();
  const [before, after] = [await sceneOf(files, "before"), await sceneOf(files, "after")];
  const detection = detectChanges(before.scene, after.scene, {
    ...(files.parcels === undefined ? {} : { parcels: await readAreas(files.parcels) }),
    ...(files.approvals === undefined ? {} : { approvals: await readAreas(files.approvals) }),
  });
  const dates = { from: before.scene.date, to: after.scene.date };
  const summary = await summaryOf(detection, {
    bandsFrom: [before.bandsFrom, after.bandsFrom],
    dates,
    read: { before: before.files, after: after.files, parcels: given(files.parcels), approvals: given(files.approvals) },
  });
  await writeFile(files.out, `${JSON.stringify({ ...detectionFeatures(detection, dates), provenance: summary })}\n`);
  const { grid } = detection.pair.before;
  if (files.mask !== undefined)
    await writeFile(files.mask, writeGeoTiff(detection.mask, { ...grid, crs: detection.pair.system.name }, 255));
  return { ...summary, seconds: Number(((performance.now() - started) / 1000).toFixed(2)) };
}

async function sceneOf(
  files: DetectionFiles,
  which: "before" | "after",
): Promise<{ scene: Scene; bandsFrom: string; files: readonly string[] }> {
  const image = await readImage(files[which]);
  const { raster, bandNames, wavelengths } = image;
  const found = bandRoles({ count: raster.bands.length, names: bandNames, wavelengths });
  const roles = files.bands === undefined ? found.roles : givenRoles(files.bands, { file: image.name, count: raster.bands.length });
  if (files.bands === undefined && found.source === "unknown")
    throw new YuejianError("IMAGE_BANDS_UNKNOWN", { file: image.name, count: raster.bands.length });
  const date = (which === "before" ? files.beforeDate : files.afterDate) ?? dateInName(image.name);
  if (date !== null && !isRealDate(date)) throw new YuejianError("IMAGE_DATE_INVALID", { date });
  return {
    scene: { name: image.name, date, raster, roles },
    bandsFrom: files.bands === undefined ? found.source : "given",
    files: image.files,
  };
}

function givenRoles(text: string, { file, count }: { file: string; count: number }): (BandRole | null)[] {
  const words = text.split(",").map((word) => word.trim());
  const roles = words.map((word) => BAND_ROLES.find((role) => role === word) ?? null);
  if (words.length !== count || words.some((word, index) => word !== "-" && roles[index] === null))
    throw new YuejianError("IMAGE_BANDS_UNKNOWN", { file, count });
  return roles;
}

const given = (path: string | undefined): readonly string[] => (path === undefined ? [] : [path]);

interface SummaryFacts {
  readonly bandsFrom: readonly string[];
  readonly dates: { readonly from: string | null; readonly to: string | null };
  readonly read: Readonly<Record<"before" | "after" | "parcels" | "approvals", readonly string[]>>;
}

async function summaryOf(detection: Detection, { bandsFrom, dates, read }: SummaryFacts) {
  const inputs = [];
  for (const [role, paths] of Object.entries(read))
    for (const path of paths) inputs.push({ role, file: basename(path), ...(await digestFile(path)) });
  const { violations, pair, parcelCount } = detection;
  const elementOf = (state: string) => violations.filter(({ element }) => element.state === state).length;
  return {
    violations: violations.length,
    areaMu: Number(violations.reduce((sum, { area }) => sum + area.mu, 0).toFixed(2)),
    areaElement: { reached: elementOf("reached"), cannotTell: elementOf("cannot-tell"), notReached: elementOf("not-reached") },
    dates,
    grid: { ...pair.before.grid, crs: pair.system.name },
    bands: detection.bands,
    bandsFrom,
    indices: detection.indices,
    comparedPixels: detection.comparedPixels,
    changedPixels: detection.changedPixels,
    parcels: parcelCount,
    approvalsSubtracted: detection.approvalsSubtracted,
    method: {
      name: "iteratively reweighted MAD",
      parameters: PAIR_PARAMETERS,
      threshold: detection.threshold,
      correlations: detection.correlations,
    },
    doubts: detection.doubts,
    inputs,
    note: LEAD_NOT_PROOF,
  };
}
