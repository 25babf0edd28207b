import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import {
  type BandRole,
  clearPixels,
  coveringWindow,
  dilated,
  type Grid,
  type GridWindow,
  refined,
  widened,
  windowGrid,
} from "@yuejian/imagery";
import type { ImageSource, ReadingOptions } from "./image-file.ts";
import { fileFault } from "./read-bytes.ts";
import { openGeoTiff } from "./read-geotiff.ts";
import { openJp2File } from "./read-jp2.ts";

/** Pixels around a cloud that its mask leaves out. */
const MASK_GUARD_PIXELS = 2;

interface Sensor {
  readonly name: RegExp;
  readonly bands: Readonly<Partial<Record<BandRole, string>>>;
}

const LANDSAT_8: Sensor["bands"] = { blue: "B2", green: "B3", red: "B4", nir: "B5", swir1: "B6", swir2: "B7" };
const SENSORS: readonly Sensor[] = [
  {
    name: /^S2[A-D]_|_B02(?:_10m)?\.(?:tiff?|jp2)$/i,
    bands: { blue: "B02", green: "B03", red: "B04", nir: "B08", swir1: "B11", swir2: "B12" },
  },
  { name: /^L[COE]0[89]_/i, bands: LANDSAT_8 },
  { name: /^L[TEM]0[4-7]_/i, bands: { blue: "B1", green: "B2", red: "B3", nir: "B4", swir1: "B5", swir2: "B7" } },
];

/** A scene as Landsat and Sentinel-2 deliver it: one file a band (GeoTIFF or JPEG 2000), and the band that tells clouds, at any depth of folders. Its clouds, shadows and snow become pixels
 *  without a value. IMAGE_UNREADABLE names what is missing. */
export async function openSceneFolder(path: string, options: ReadingOptions): Promise<ImageSource> {
  const folder = basename(path);
  const entries = (
    await readdir(path, { recursive: true }).catch((cause: unknown) => {
      throw fileFault(cause, folder);
    })
  ).sort();
  const refuse = (zh: string, en: string) => new YuejianError("IMAGE_UNREADABLE", { file: folder, reason_zh: zh, reason_en: en });
  const sensor =
    SENSORS.find(({ name }) => name.test(folder)) ?? SENSORS.find(({ name }) => entries.some((entry) => name.test(basename(entry))));
  if (sensor === undefined) throw refuse("不是 Landsat 或 Sentinel-2 的景文件夹", "it is no folder of a Landsat or Sentinel-2 scene");
  const found = Object.entries(sensor.bands).flatMap(([role, band]) => {
    const entry = entryOf(entries, band);
    return entry === undefined ? [] : [{ role, entry }];
  });
  if (!found.some(({ role }) => role === "red") || !found.some(({ role }) => role === "nir"))
    throw refuse("缺少红光或近红外波段的文件", "the file of the red or near infrared band is missing");
  const opened: ImageSource[] = [];
  const openBand = async (entry: string): Promise<ImageSource> => {
    const source = await (/\.jp2$/i.test(entry) ? openJp2File : openGeoTiff)(join(path, entry), options);
    opened.push(source);
    return source;
  };
  const close = async (): Promise<void> => {
    for (const source of opened) await source.close();
  };
  try {
    const bands: ImageSource[] = [];
    for (const { entry } of found) bands.push(await openBand(entry));
    const masks: { kind: QualityKind; source: ImageSource }[] = [];
    for (const kind of QUALITY_BANDS) {
      const entry = entryOf(entries, kind);
      if (entry !== undefined) masks.push({ kind, source: await openBand(entry) });
    }
    const description = entries.find((entry) => /^MTD_MSIL(?:1C|2A)\.xml$/i.test(basename(entry)));
    const metadata = description === undefined ? "" : await readFile(join(path, description), "utf8");
    // Bands come in several resolutions: the finest counts.
    const { grid, blockHeight, blockWidth } = bands.reduce((finest, each) =>
      each.grid.pixelWidth < finest.grid.pixelWidth ? each : finest,
    );
    const scale = scaleOf(
      folder,
      found.map(({ entry }) => entry),
      metadata,
    );
    return {
      grid,
      files: [...opened.flatMap(({ files }) => files), ...(description === undefined ? [] : [join(path, description)])],
      bandCount: bands.length,
      bandNames: found.map(({ role }) => role),
      wavelengths: [],
      blockHeight,
      blockWidth,
      async read(window, wanted) {
        const place = windowGrid(grid, window);
        const valid = new Uint8Array(window.width * window.height).fill(1);
        const values: Float32Array[] = [];
        for (const band of wanted) {
          const source = bands[band] as ImageSource;
          const piece = await source.read(coveringWindow(source.grid, place), [0]);
          const own = onGrid(Float32Array.from(piece.valid), piece.grid, place);
          for (let at = 0; at < valid.length; at++) if (own[at] !== 1) valid[at] = 0;
          values.push(onGrid(piece.bands[0] ?? new Float32Array(), piece.grid, place).map(scale));
        }
        for (const { kind, source } of masks) await hide(valid, { kind, source, window });
        return { grid: place, bands: values, valid };
      },
      close,
    };

    async function hide(valid: Uint8Array, { kind, source, window }: { kind: QualityKind; source: ImageSource; window: GridWindow }) {
      const wider = widened(window, MASK_GUARD_PIXELS, grid);
      const place = windowGrid(grid, wider);
      const piece = await source.read(coveringWindow(source.grid, place), [0]);
      const clear = clearPixels(onGrid(piece.bands[0] ?? new Float32Array(), piece.grid, place), kind);
      const hidden = dilated(
        clear.map((value) => 1 - value),
        wider,
        MASK_GUARD_PIXELS,
      );
      const [left, top] = [window.column - wider.column, window.row - wider.row];
      for (let row = 0; row < window.height; row++)
        for (let column = 0; column < window.width; column++)
          if (hidden[(top + row) * wider.width + left + column] === 1) valid[row * window.width + column] = 0;
    }
  } catch (cause) {
    await close();
    throw cause;
  }

  function onGrid(values: Float32Array, from: Grid, to: Grid): Float32Array {
    const result = refined(values, from, to);
    if (result === null) throw refuse("各波段的格网对不上", "the grids of its bands do not meet");
    return result;
  }
}

const QUALITY_BANDS = ["SCL", "QA_PIXEL", "BQA"] as const;

type QualityKind = (typeof QUALITY_BANDS)[number];

/** The file of a band; where there are several, the finest resolution in its name. */
function entryOf(entries: readonly string[], band: string): string | undefined {
  const fits = new RegExp(String.raw`_${band}(?:_(10|20|60)m)?\.(?:tiff?|jp2)$`, "i");
  return entries
    .filter((entry) => fits.test(basename(entry)))
    .sort((left, right) => Number(fits.exec(left)?.[1] ?? 0) - Number(fits.exec(right)?.[1] ?? 0))[0];
}

/** Reflectance × 10,000. Sentinel-2 carries an offset from processing baseline 04.00 on: what the scene's own metadata say, else 1000 where the folder's name tells such a baseline. Surface reflectance
 *  of Landsat's collection 2 is 0.0000275 × value − 0.2. */
function scaleOf(folder: string, entries: readonly string[], metadata: string): (value: number) => number {
  const told = /<(?:BOA|RADIO)_ADD_OFFSET[^>]*>\s*(-?\d+)\s*</.exec(metadata)?.[1];
  const baseline = /<PROCESSING_BASELINE>\s*([\d.]+)\s*</.exec(metadata)?.[1]?.replace(".", "") ?? /_N(\d{4})_/.exec(folder)?.[1];
  const offset = told === undefined ? (baseline !== undefined && Number(baseline) >= 400 ? -1000 : 0) : Number(told);
  // Zero stays what it is: not measured.
  if (offset !== 0) return (value) => Math.max(0, value + offset);
  if (entries.every((entry) => /_SR_B\d+\./i.test(entry))) return (value) => Math.max(0, 0.275 * value - 2000);
  return (value) => value;
}
