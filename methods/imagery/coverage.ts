import type { GridWindow } from "./grid.ts";
import type { Shape } from "./neighbourhood.ts";

/** Rings of one area in pixels of a grid, fractions included; holes are rings inside rings, orders and directions do not matter within
 *  one polygon: its first ring is the outer one. */
export type PlanePolygon = readonly (readonly (readonly [column: number, row: number])[])[];

/** Part of each pixel of the window that lies inside the polygons, 0 to 1, exact but for rounding; overlaps count once at most. */
export interface Coverage {
  readonly window: GridWindow;
  readonly parts: Float32Array;
}

/** Null where the polygons do not touch the grid. */
export function polygonCoverage(polygons: readonly PlanePolygon[], shape: Shape): Coverage | null {
  const window = windowOf(polygons, shape);
  if (window === null) return null;
  const parts = new Float32Array(window.width * window.height);
  // Signed areas per pixel and row; their running sum along a row is the part covered (as outlines of letters are filled).
  const sums = new Float64Array((window.width + 2) * window.height);
  for (const polygon of polygons) {
    sums.fill(0);
    polygon.forEach((ring, index) => {
      const isTurned = ringArea(ring) > 0 !== (index === 0);
      for (let at = 1; at <= ring.length; at++) {
        const [from, to] = [ring[at - 1], ring[at % ring.length]];
        if (from === undefined || to === undefined) continue;
        if (isTurned) addEdge(sums, window, to, from);
        else addEdge(sums, window, from, to);
      }
    });
    for (let row = 0; row < window.height; row++) {
      let sum = 0;
      for (let column = 0; column < window.width; column++) {
        sum += sums[row * (window.width + 2) + column] ?? 0;
        const at = row * window.width + column;
        parts[at] = Math.min(1, (parts[at] ?? 0) + Math.min(1, Math.abs(sum) < 1e-9 ? 0 : Math.abs(sum)));
      }
    }
  }
  return { window, parts };
}

function windowOf(polygons: readonly PlanePolygon[], { width, height }: Shape): GridWindow | null {
  let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const polygon of polygons)
    for (const [x, y] of polygon[0] ?? []) {
      west = Math.min(west, x);
      east = Math.max(east, x);
      north = Math.min(north, y);
      south = Math.max(south, y);
    }
  const [column, row] = [Math.max(0, Math.floor(west)), Math.max(0, Math.floor(north))];
  const size = { width: Math.min(width, Math.ceil(east)) - column, height: Math.min(height, Math.ceil(south)) - row };
  return size.width > 0 && size.height > 0 ? { column, row, ...size } : null;
}

function ringArea(ring: readonly (readonly [number, number])[]): number {
  let sum = 0;
  for (let at = 0; at < ring.length; at++) {
    const [[x0, y0], [x1, y1]] = [ring[at] ?? [0, 0], ring[(at + 1) % ring.length] ?? [0, 0]];
    sum += x0 * y1 - x1 * y0;
  }
  return sum;
}

function addEdge(sums: Float64Array, window: GridWindow, from: readonly [number, number], to: readonly [number, number]): void {
  let [x0, y0] = [from[0] - window.column, from[1] - window.row];
  let [x1, y1] = [to[0] - window.column, to[1] - window.row];
  if (y0 === y1) return;
  const direction = y0 < y1 ? 1 : -1;
  if (direction < 0) [x0, y0, x1, y1] = [x1, y1, x0, y0];
  // By parts of the edge: the slope of a nearly level one is no number.
  const xAt = (y: number) => x0 + ((y - y0) / (y1 - y0)) * (x1 - x0);
  const last = Math.min(window.height, y1);
  for (let row = Math.max(0, Math.floor(y0)); row < last; row++) {
    const [top, bottom] = [Math.max(y0, row), Math.min(y1, row + 1)];
    if (bottom <= top) continue;
    addRowEdge(sums, row * (window.width + 2), window.width, {
      left: xAt(top),
      right: xAt(bottom),
      cover: direction * (bottom - top),
    });
  }
}

/** A piece of an edge within one row: everything to its right gains `cover`, pixels that it passes gain their part. */
function addRowEdge(
  sums: Float64Array,
  start: number,
  width: number,
  { left, right, cover }: { left: number; right: number; cover: number },
): void {
  const [low, high] = left < right ? [left, right] : [right, left];
  const add = (column: number, value: number) => {
    const at = start + Math.min(column, width + 1);
    sums[at] = (sums[at] ?? 0) + value;
  };
  const span = high - low;
  /** The part of `cover` whose edge lies between two abscissae. */
  const share = (from: number, to: number) => (span === 0 ? 0 : (cover * (to - from)) / span);
  if (high <= 0) return add(0, cover);
  if (low >= width) return;
  if (low < 0) add(0, share(low, Math.min(0, high)));
  for (let column = Math.max(0, Math.floor(low)); column < Math.min(width, Math.max(high, Math.floor(low) + 1)); column++) {
    const [from, to] = [Math.max(low, column), Math.min(high, column + 1)];
    const piece = span === 0 ? cover : share(from, to);
    const uncovered = (from + to) / 2 - column;
    add(column, piece * (1 - uncovered));
    add(column + 1, piece * uncovered);
  }
}
