import type { Grid, GridWindow, Raster } from "./grid.ts";
import { type ReferenceSystem, transformation } from "./reference-system.ts";

/** How values come from one grid to another: the nearest one; weighted by the distance to the four around; the mean of all that lie under a pixel. */
export const RESAMPLINGS = ["nearest", "bilinear", "average"] as const;

export type Resampling = (typeof RESAMPLINGS)[number];

/** A grid and the system of its coordinates. */
export interface PlacedGrid {
  readonly grid: Grid;
  readonly system: ReferenceSystem;
}

/** Between two systems places are worked out at every so many pixels and in between by the shares of the four around: off by far less than a hundredth of a pixel. */
const LATTICE = 32;

/** Where the middles of the target's pixels lie on the source, in its pixels from its upper left corner. */
interface Places {
  readonly columns: Float64Array;
  readonly rows: Float64Array;
}

/** The piece of the source that decides about a window of the target; null where nothing of it does. */
export function sourceWindow(target: PlacedGrid, window: GridWindow, source: PlacedGrid): GridWindow | null {
  const { columns, rows } = latticeOf(target, window, source);
  const reach = 2 + Math.ceil(Math.max(...pixelRatio(target, source)));
  const [west, east, north, south] = [least(columns), most(columns), least(rows), most(rows)];
  if (![west, east, north, south].every(Number.isFinite)) return null;
  const [column, row] = [Math.max(0, Math.floor(west) - reach), Math.max(0, Math.floor(north) - reach)];
  const size = {
    width: Math.min(source.grid.width, Math.ceil(east) + reach) - column,
    height: Math.min(source.grid.height, Math.ceil(south) + reach) - row,
  };
  return size.width > 0 && size.height > 0 ? { column, row, ...size } : null;
}

/** A window of the target with the values of a piece of the source, which `sourceWindow` names. A pixel is valid where the nearest of the source is and all that
 *  count for it are: nothing is invented past an edge. */
export function resample(
  piece: Raster,
  target: PlacedGrid,
  { window, source, method }: { window: GridWindow; source: PlacedGrid; method: Resampling },
): Pick<Raster, "bands" | "valid"> {
  const place = { grid: piece.grid, system: source.system };
  const lattice = latticeOf(target, window, place);
  const size = window.width * window.height;
  const bands = piece.bands.map(() => new Float32Array(size));
  const valid = new Uint8Array(size);
  const ratio = pixelRatio(target, source);
  const places: Places = { columns: new Float64Array(window.width), rows: new Float64Array(window.width) };
  for (let row = 0; row < window.height; row++) {
    placesOfRow(places, lattice, { row, width: window.width });
    for (let column = 0; column < window.width; column++) {
      const at = row * window.width + column;
      const spot = { x: places.columns[column] ?? Number.NaN, y: places.rows[column] ?? Number.NaN };
      if (isMeasured(piece, Math.floor(spot.x), Math.floor(spot.y))) valid[at] = Number(TAKE[method](piece, spot, { bands, at, ratio }));
    }
  }
  return { bands, valid };
}

interface Taking {
  readonly bands: readonly Float32Array[];
  readonly at: number;
  /** Pixels of the source in one of the target, across and down. */
  readonly ratio: readonly [number, number];
}

/** Writes the values of one pixel; false where a neighbour that counts was not measured. */
type Take = (piece: Raster, spot: { readonly x: number; readonly y: number }, taking: Taking) => boolean;

const TAKE: Readonly<Record<Resampling, Take>> = {
  nearest(piece, { x, y }, { bands, at }) {
    const from = Math.floor(y) * piece.grid.width + Math.floor(x);
    bands.forEach((band, index) => {
      band[at] = piece.bands[index]?.[from] ?? 0;
    });
    return true;
  },
  bilinear(piece, { x, y }, { bands, at }) {
    const [left, top] = [Math.floor(x - 0.5), Math.floor(y - 0.5)];
    const [right, lower] = [x - 0.5 - left, y - 0.5 - top];
    let isWhole = true;
    for (const band of bands) band[at] = 0;
    for (const [column, row, weight] of [
      [left, top, (1 - right) * (1 - lower)],
      [left + 1, top, right * (1 - lower)],
      [left, top + 1, (1 - right) * lower],
      [left + 1, top + 1, right * lower],
    ] as const) {
      // Places are rounded: what counts for nothing need not be there.
      if (weight < 1e-6) continue;
      if (!isMeasured(piece, column, row)) isWhole = false;
      else add(piece, row * piece.grid.width + column, { bands, at, weight });
    }
    return isWhole;
  },
  average(piece, { x, y }, { bands, at, ratio: [across, down] }) {
    const [left, top] = [Math.round(x - across / 2), Math.round(y - down / 2)];
    const [right, bottom] = [Math.max(left + 1, Math.round(x + across / 2)), Math.max(top + 1, Math.round(y + down / 2))];
    const weight = 1 / ((right - left) * (bottom - top));
    for (const band of bands) band[at] = 0;
    for (let row = top; row < bottom; row++)
      for (let column = left; column < right; column++) {
        if (!isMeasured(piece, column, row)) return false;
        add(piece, row * piece.grid.width + column, { bands, at, weight });
      }
    return true;
  },
};

function add(
  piece: Raster,
  from: number,
  { bands, at, weight }: { readonly bands: readonly Float32Array[]; readonly at: number; readonly weight: number },
): void {
  for (let index = 0; index < bands.length; index++) {
    const band = bands[index];
    if (band) band[at] = (band[at] ?? 0) + weight * (piece.bands[index]?.[from] ?? 0);
  }
}

function isMeasured({ grid, valid }: Raster, column: number, row: number): boolean {
  return column >= 0 && row >= 0 && column < grid.width && row < grid.height && valid[row * grid.width + column] === 1;
}

function pixelRatio(target: PlacedGrid, source: PlacedGrid): readonly [number, number] {
  const { grid } = target;
  const middle = windowOfOne(grid);
  const [x0, y0] = placeOf(target, source, middle.column, middle.row);
  const [x1, y1] = placeOf(target, source, middle.column + 1, middle.row);
  const [x2, y2] = placeOf(target, source, middle.column, middle.row + 1);
  const [across, down] = [Math.hypot(x1 - x0, y1 - y0), Math.hypot(x2 - x0, y2 - y0)];
  return [Number.isFinite(across) ? across : 1, Number.isFinite(down) ? down : 1];
}

function windowOfOne({ width, height }: Grid): { readonly column: number; readonly row: number } {
  return { column: Math.floor(width / 2), row: Math.floor(height / 2) };
}

/** The middle of a pixel of the target, in pixels of the source. */
function placeOf({ grid, system }: PlacedGrid, source: PlacedGrid, column: number, row: number): readonly [number, number] {
  const [x, y] = [grid.west + (column + 0.5) * grid.pixelWidth, grid.north - (row + 0.5) * grid.pixelHeight];
  const [east, north] = transformation(system, source.system)(x, y);
  return [(east - source.grid.west) / source.grid.pixelWidth, (source.grid.north - north) / source.grid.pixelHeight];
}

interface Lattice extends Places {
  readonly across: number;
}

function latticeOf(target: PlacedGrid, { column, row, width, height }: GridWindow, source: PlacedGrid): Lattice {
  const across = Math.ceil((width - 1) / LATTICE) + 1;
  const down = Math.ceil((height - 1) / LATTICE) + 1;
  const [columns, rows] = [new Float64Array(across * down), new Float64Array(across * down)];
  for (let at = 0; at < columns.length; at++) {
    const [x, y] = placeOf(target, source, column + LATTICE * (at % across), row + LATTICE * Math.floor(at / across));
    columns[at] = x;
    rows[at] = y;
  }
  return { columns, rows, across };
}

function placesOfRow(
  places: Places,
  { columns, rows, across }: Lattice,
  { row, width }: { readonly row: number; readonly width: number },
): void {
  const upper = Math.floor(row / LATTICE);
  const down = row / LATTICE - upper;
  for (let column = 0; column < width; column++) {
    const left = Math.floor(column / LATTICE);
    const right = column / LATTICE - left;
    const at = upper * across + left;
    // On the last line of the lattice nothing lies beyond.
    const [next, below] = [right > 0 ? 1 : 0, down > 0 ? across : 0];
    for (const [target, values] of [
      [places.columns, columns],
      [places.rows, rows],
    ] as const) {
      const high = (values[at] ?? 0) * (1 - right) + (values[at + next] ?? 0) * right;
      const low = (values[at + below] ?? 0) * (1 - right) + (values[at + below + next] ?? 0) * right;
      target[column] = high * (1 - down) + low * down;
    }
  }
}

const least = (values: Float64Array) => values.reduce((low, value) => Math.min(low, value), Infinity);
const most = (values: Float64Array) => values.reduce((high, value) => Math.max(high, value), -Infinity);
