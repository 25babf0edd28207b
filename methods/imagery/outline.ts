import type { Labels } from "./label.ts";

/** Corners of pixels: column and row, closed (the last is the first). */
export type PixelRing = readonly (readonly [column: number, row: number])[];

/** One outer ring, counterclockwise as seen on the map, and its holes, clockwise. */
export type PixelPolygon = readonly PixelRing[];

const STEPS = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
] as const;
const [EAST, SOUTH, WEST, NORTH] = [0, 1, 2, 3];

/** Outlines of objects along the edges of their pixels. Rings never cross or touch themselves: where an object hangs together by a
 *  corner only, its parts are polygons of their own that touch there. Index 0 is object 1. */
export function objectOutlines({ labels, count, width, height }: Labels): readonly (readonly PixelPolygon[])[] {
  const across = width + 1;
  const edges = edgesOf({ labels, count, width, height });
  const shells: { ring: PixelRing; holes: PixelRing[] }[][] = Array.from({ length: count }, () => []);
  const holes: { ring: PixelRing; label: number }[] = [];
  for (let start = 0; start < edges.length; start++) {
    while ((edges[start] ?? 0) !== 0)
      for (const { ring, label } of ringsFrom(start, edges, { labels, count, width, height })) {
        if (signedArea(ring) > 0) shells[label - 1]?.push({ ring, holes: [] });
        else holes.push({ ring, label });
      }
  }
  for (const { ring, label } of holes) {
    const candidates = shells[label - 1] ?? [];
    const inside = candidates.length === 1 ? candidates[0] : candidates.filter((each) => holds(each.ring, ring)).sort(bySize)[0];
    inside?.holes.push(ring);
  }
  return shells.map((polygons) => polygons.map(({ ring, holes }) => [ring, ...holes]));

  /** Bits of the edges that leave each corner, with the object on their left. */
  function edgesOf({ labels, width, height }: Labels): Uint8Array {
    const bits = new Uint8Array(across * (height + 1));
    const leave = (corner: number, direction: number) => {
      bits[corner] = (bits[corner] ?? 0) | (1 << direction);
    };
    for (let row = 0; row < height; row++)
      for (let column = 0; column < width; column++) {
        const at = row * width + column;
        if ((labels[at] ?? 0) === 0) continue;
        const corner = row * across + column;
        if (row === 0 || labels[at - width] === 0) leave(corner + 1, WEST);
        if (row === height - 1 || labels[at + width] === 0) leave(corner + across, EAST);
        if (column === 0 || labels[at - 1] === 0) leave(corner, SOUTH);
        if (column === width - 1 || labels[at + 1] === 0) leave(corner + across + 1, NORTH);
      }
    return bits;
  }
}

/** Walks from a corner until it comes back and takes the edges away; each time the way meets itself, a ring is done. */
function ringsFrom(start: number, edges: Uint8Array, { labels, width }: Labels): { ring: PixelRing; label: number }[] {
  const across = width + 1;
  const rings: { ring: PixelRing; label: number }[] = [];
  const path: { corner: number; direction: number }[] = [];
  /** Only corners with two ways out can be met again. */
  const crossings = new Map<number, number>();
  let corner = start;
  let label = 0;
  for (;;) {
    const met = corner === start && path.length > 0 ? 0 : crossings.get(corner);
    if (met !== undefined && path.length > 0) {
      const loop = path.splice(met);
      for (const { corner: passed } of loop) if (passed !== corner) crossings.delete(passed);
      rings.push({ ring: turnsOf(loop, across), label });
      if (path.length === 0) return rings;
    }
    const bits = edges[corner] ?? 0;
    const direction = 31 - Math.clz32(bits & -bits);
    const isCrossing = (bits & (bits - 1)) !== 0;
    edges[corner] = bits & (bits - 1);
    if (isCrossing) crossings.set(corner, path.length);
    else crossings.delete(corner);
    path.push({ corner, direction });
    if (label === 0) label = labels[pixelLeftOf(corner, direction, width)] ?? 0;
    const [column, row] = STEPS[direction as 0 | 1 | 2 | 3];
    corner += row * across + column;
  }
}

/** The pixel on the left of an edge. */
function pixelLeftOf(corner: number, direction: number, width: number): number {
  const [column, row] = [corner % (width + 1), Math.floor(corner / (width + 1))];
  const [left, top] = direction === WEST ? [-1, 0] : direction === EAST ? [0, -1] : direction === SOUTH ? [0, 0] : [-1, -1];
  return (row + top) * width + column + left;
}

function turnsOf(loop: readonly { corner: number; direction: number }[], across: number): PixelRing {
  const turns = loop.filter(({ direction }, at) => direction !== loop.at(at - 1)?.direction);
  const ring = turns.map(({ corner }) => [corner % across, Math.floor(corner / across)] as const);
  const [first] = ring;
  return first === undefined ? [] : [...ring, first];
}

/** Twice the area; positive when counterclockwise on the map, where rows grow downwards. */
function signedArea(ring: PixelRing): number {
  let sum = 0;
  for (let at = 1; at < ring.length; at++) {
    const [[x0, y0], [x1, y1]] = [ring[at - 1] ?? [0, 0], ring[at] ?? [0, 0]];
    sum += x1 * y0 - x0 * y1;
  }
  return sum;
}

function bySize(left: { readonly ring: PixelRing }, right: { readonly ring: PixelRing }): number {
  return signedArea(left.ring) - signedArea(right.ring);
}

/** Whether the pixel above the hole's highest edge lies inside the ring. */
function holds(shell: PixelRing, hole: PixelRing): boolean {
  let [x, y] = [0, Infinity];
  for (let at = 1; at < hole.length; at++) {
    const [[x0, y0], [x1, y1]] = [hole[at - 1] ?? [0, 0], hole[at] ?? [0, 0]];
    if (y0 === y1 && y0 < y) [x, y] = [Math.min(x0, x1) + 0.5, y0];
  }
  y -= 0.5;
  let isInside = false;
  for (let at = 1; at < shell.length; at++) {
    const [[x0, y0], [x1, y1]] = [shell[at - 1] ?? [0, 0], shell[at] ?? [0, 0]];
    if (x0 === x1 && x0 > x && y0 > y !== y1 > y) isInside = !isInside;
  }
  return isInside;
}
