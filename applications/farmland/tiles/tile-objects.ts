import {
  type GridWindow,
  keptRuns,
  labelRuns,
  type Raster,
  type RoleBands,
  type RunObjects,
  type RunPiece,
  redness,
  type SpectralIndex,
  spectralIndex,
} from "@yuejian/imagery";
import type { FarmlandKind } from "../areas.ts";
import type { Signature } from "../classify.ts";
import { eachPixel, type Ground, type Sums } from "../objects.ts";
import type { Tile } from "./tile-plan.ts";

/** What one tile adds to an object; sums of several tiles add up. Plain data. */
export interface ObjectSums extends Sums {
  members: number;
  /** Sums of columns and rows of the whole scene. */
  column: number;
  row: number;
  /** By place in the file of parcels. */
  readonly parcels: Map<number, Sums & { readonly id: string; readonly kind: FarmlandKind }>;
  readonly questionable: Set<string>;
  /** By name of an index: its sum over the pixels that have one, and their number. */
  readonly before: IndexSums;
  readonly after: IndexSums;
}

export type IndexSums = Map<keyof Signature, { sum: number; count: number }>;

/** Objects of a tile's core, in columns and rows of the whole scene. Those that end within it and have fewer than `leastPixels` are left out. */
export function objectsOfTile(mask: Uint8Array, { core, window }: Tile, leastPixels: number): RunPiece {
  const objects = labelRuns(cropped(mask, window, core), core);
  const members = new Float64Array(objects.count + 1);
  const isOpen = new Uint8Array(objects.count + 1);
  objects.labels.forEach((label, run) => {
    const [row, start, end] = [objects.rows[run] ?? 0, objects.starts[run] ?? 0, objects.ends[run] ?? 0];
    members[label] = (members[label] ?? 0) + end - start;
    if (row === 0 || row === core.height - 1 || start === 0 || end === core.width) isOpen[label] = 1;
  });
  const kept = keptRuns(objects, (label) => isOpen[label] === 1 || (members[label] ?? 0) >= leastPixels);
  return {
    window: core,
    rows: kept.rows.map((row) => row + core.row),
    starts: kept.starts.map((column) => column + core.column),
    ends: kept.ends.map((column) => column + core.column),
    labels: kept.labels,
    count: kept.count,
  };
}

export function cropped(mask: Uint8Array, window: GridWindow, core: GridWindow): Uint8Array {
  if (window.width === core.width && window.height === core.height) return mask;
  const result = new Uint8Array(core.width * core.height);
  for (let row = 0; row < core.height; row++) {
    const start = (core.row - window.row + row) * window.width + core.column - window.column;
    result.set(mask.subarray(start, start + core.width), row * core.width);
  }
  return result;
}

interface TileGround {
  readonly mask: Uint8Array;
  readonly tile: Tile;
  readonly ground: Pick<Ground, "counted" | "approved" | "parcels" | "questionable">;
  /** Places of the tile's parcels in the file. */
  readonly places: readonly number[];
}

/** By label from 1. */
export function sumObjects(objects: RunObjects, { mask, tile, ground, places }: TileGround): ObjectSums[] {
  const { window } = tile;
  const { counted, approved } = ground;
  const sums = Array.from(
    { length: objects.count },
    (): ObjectSums => ({
      members: 0,
      column: 0,
      row: 0,
      pixels: 0,
      edges: 0,
      parcels: new Map(),
      questionable: new Set(),
      before: new Map(),
      after: new Map(),
    }),
  );
  eachRun(objects, window, ({ label, row, start, end, first }) => {
    const own = sums[label - 1];
    if (own === undefined) return;
    own.members += end - start;
    own.column += ((end - start) * (start + end - 1)) / 2;
    own.row += (end - start) * row;
    for (let at = first; at < first + end - start; at++) {
      const part = counted?.[at] ?? 1;
      own.pixels += part;
      own.edges += part * edgesOf(mask, at, window);
    }
  });
  const rows = rowStarts(objects, window);
  const visit = (coverage: Parameters<typeof eachPixel>[0], add: (own: ObjectSums, at: number, part: number) => void) => {
    if (objects.count === 0) return;
    eachPixel(coverage, window.width, (at, part) => {
      const label = labelAt(objects, rows, { column: window.column + (at % window.width), row: Math.floor(at / window.width) });
      const own = sums[label - 1];
      if (own !== undefined) add(own, at, part);
    });
  };
  for (const { coverage, id, kind, place } of ground.parcels ?? [])
    visit(coverage, (own, at, part) => {
      const key = places[place] ?? place;
      let taken = own.parcels.get(key);
      if (taken === undefined) own.parcels.set(key, (taken = { id, kind, pixels: 0, edges: 0 }));
      const counts = part * (1 - (approved?.[at] ?? 0));
      taken.pixels += counts;
      taken.edges += counts * edgesOf(mask, at, window);
    });
  for (const { coverage, id } of ground.questionable) visit(coverage, (own) => own.questionable.add(id));
  return sums;
}

/** Adds the indices of both dates; only pixels of objects are looked at. */
export function addSignatures(
  sums: readonly ObjectSums[],
  objects: RunObjects,
  {
    window,
    indices,
    bandsOf,
  }: {
    readonly window: GridWindow;
    readonly indices: readonly SpectralIndex[];
    readonly bandsOf: (which: "before" | "after", pixels: Int32Array) => RoleBands;
  },
): void {
  const total = objects.labels.reduce((sum, _, run) => sum + (objects.ends[run] ?? 0) - (objects.starts[run] ?? 0), 0);
  const [pixels, labels] = [new Int32Array(total), new Int32Array(total)];
  let taken = 0;
  eachRun(objects, window, ({ label, start, end, first }) => {
    for (let at = first; at < first + end - start; at++) {
      pixels[taken] = at;
      labels[taken++] = label;
    }
  });
  for (const which of ["before", "after"] as const) {
    const bands = bandsOf(which, pixels);
    for (const name of [...indices, "redness"] as const) {
      const values = name === "redness" ? redness(bands) : spectralIndex(name, bands);
      values?.forEach((value, at) => {
        const fields = sums[(labels[at] ?? 0) - 1]?.[which];
        if (fields === undefined || Number.isNaN(value)) return;
        const field = fields.get(name);
        if (field === undefined) fields.set(name, { sum: value, count: 1 });
        else {
          field.sum += value;
          field.count++;
        }
      });
    }
  }
}

/** The values of a raster's bands at some of its pixels. */
export function bandsAt({ bands }: Pick<Raster, "bands">, pixels: Int32Array): Float32Array[] {
  return bands.map((band) => Float32Array.from(pixels, (at) => band[at] ?? 0));
}

interface Run {
  readonly label: number;
  readonly row: number;
  readonly start: number;
  readonly end: number;
  /** Its first pixel in the window. */
  readonly first: number;
}

function eachRun({ rows, starts, ends, labels }: RunObjects, window: GridWindow, visit: (run: Run) => void): void {
  for (let run = 0; run < rows.length; run++) {
    const [row, start, end, label] = [rows[run] ?? 0, starts[run] ?? 0, ends[run] ?? 0, labels[run] ?? 0];
    visit({ label, row, start, end, first: (row - window.row) * window.width + start - window.column });
  }
}

/** How many of its four sides a changed pixel shares with one that is not, or with the end of the scene. */
function edgesOf(mask: Uint8Array, at: number, { width, height }: GridWindow): number {
  const column = at % width;
  return (
    Number(column === 0 || mask[at - 1] !== 1) +
    Number(column === width - 1 || mask[at + 1] !== 1) +
    Number(at < width || mask[at - width] !== 1) +
    Number(at >= width * (height - 1) || mask[at + width] !== 1)
  );
}

/** By row of the window: its first run. */
function rowStarts({ rows }: RunObjects, { row: top, height }: GridWindow): Int32Array {
  const starts = new Int32Array(height + 1);
  let run = 0;
  for (let row = 0; row <= height; row++) {
    while (run < rows.length && (rows[run] ?? 0) < top + row) run++;
    starts[row] = run;
  }
  return starts;
}

/** The object of a pixel, 0 for none; `column` of the scene, `row` of the window. */
function labelAt(
  { starts, ends, labels }: RunObjects,
  rows: Int32Array,
  { column, row }: { readonly column: number; readonly row: number },
): number {
  let [low, high] = [rows[row] ?? 0, rows[row + 1] ?? 0];
  const end = high;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] ?? 0) <= column) low = middle + 1;
    else high = middle;
  }
  return low < end && (starts[low] ?? 0) <= column ? (labels[low] ?? 0) : 0;
}
