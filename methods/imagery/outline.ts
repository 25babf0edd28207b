import { type Labels, runsOfLabels } from "./label.ts";
import { DisjointSets, eachContact, type RunObjects } from "./label-runs.ts";

/** Corners of pixels: column and row, closed (the last is the first). */
export type PixelRing = readonly (readonly [column: number, row: number])[];

/** One outer ring, counterclockwise as seen on the map, and its holes, clockwise. */
export type PixelPolygon = readonly PixelRing[];

/** Outlines of objects along the edges of their pixels. Rings never cross or touch themselves: where an object hangs together by a
 *  corner only, its parts are polygons of their own that touch there. Index 0 is object 1. */
export function objectOutlines(objects: Labels): readonly (readonly PixelPolygon[])[] {
  return runOutlines(runsOfLabels(objects));
}

/** The same from runs: one sweep over the rows, so that no more is held than was found. */
export function runOutlines(objects: RunObjects): readonly (readonly PixelPolygon[])[] {
  const parts = edgeParts(objects);
  const corners = sweep(objects);
  /** By part: its polygon. A part that hangs together by edges has one outer ring. */
  const shells = new Map<number, { label: number; ring: PixelRing; holes: PixelRing[] }>();
  const holes: { part: number; ring: PixelRing }[] = [];
  corners.eachRing((ring, run) => {
    const part = parts.rootOf(run);
    if (signedArea(ring) > 0) shells.set(part, { label: objects.labels[run] ?? 0, ring, holes: [] });
    else holes.push({ part, ring });
  });
  for (const { part, ring } of holes) shells.get(part)?.holes.push(ring);
  const outlines: PixelPolygon[][] = Array.from({ length: objects.count }, () => []);
  for (const { label, ring, holes: inner } of shells.values()) outlines[label - 1]?.push([ring, ...inner]);
  return outlines;
}

/** Runs that touch along an edge. */
function edgeParts(objects: RunObjects): DisjointSets {
  const parts = new DisjointSets(objects.rows.length);
  eachContact(objects, 0, (upper, lower) => parts.join(upper, lower));
  return parts;
}

/** Corners at which outlines turn, linked in their direction: the object on the left as seen on the map. */
class Corners {
  #values = new Int32Array(5 * 4096);
  #count = 0;

  /** The corner's place and the run that it belongs to. */
  add(column: number, row: number, run: number): number {
    const at = 5 * this.#count;
    if (at >= this.#values.length) {
      const grown = new Int32Array(2 * this.#values.length);
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values.set([column, row, -1, run, -1], at);
    return this.#count++;
  }

  link(from: number, to: number): void {
    this.#values[5 * from + 2] = to;
  }

  /** Two corners at one place: an outline that comes by twice is split there. */
  pair(first: number, second: number): void {
    this.#values[5 * first + 4] = second;
    this.#values[5 * second + 4] = first;
  }

  eachRing(visit: (ring: PixelRing, run: number) => void): void {
    const values = this.#values;
    const places = new Int32Array(this.#count).fill(-1);
    for (let start = 0; start < this.#count; start++) {
      if ((values[5 * start + 2] ?? -1) < 0) continue;
      let path: number[] = [];
      let corner = start;
      for (let next = values[5 * corner + 2] ?? -1; next >= 0; corner = next, next = values[5 * corner + 2] ?? -1) {
        values[5 * corner + 2] = -1;
        const twin = values[5 * corner + 4] ?? -1;
        const met = twin < 0 ? -1 : (places[twin] ?? -1);
        if (met >= 0) {
          const loop = path.slice(met);
          path = path.slice(0, met);
          for (const each of loop) places[each] = -1;
          visit(this.#ringOf(loop), values[5 * corner + 3] ?? 0);
        }
        places[corner] = path.length;
        path.push(corner);
      }
      for (const each of path) places[each] = -1;
      visit(this.#ringOf(path), values[5 * start + 3] ?? 0);
    }
  }

  #ringOf(path: readonly number[]): PixelRing {
    const ring = path.map((corner) => [this.#values[5 * corner] ?? 0, this.#values[5 * corner + 1] ?? 0] as const);
    const [first] = ring;
    return first === undefined ? [] : [...ring, first];
  }
}

/** Passes every line between two rows from left to right. At a corner, the four pixels around it decide which edges come and go; where two of them touch by the corner
 *  only, each is passed by itself. */
function sweep({ rows, starts, ends }: RunObjects): Corners {
  const corners = new Corners();
  /** By column: the corner at the upper end of the edge that is being passed downwards. */
  const open = new Int32Array(1 + ends.reduce((most, end) => Math.max(most, end), 0)).fill(-1);
  const size = rows.length;
  let [above, row] = [0, -2];
  for (let below = 0; below < size; ) {
    const next = rows[below] ?? 0;
    if (next > row + 1) {
      passLine(row + 1, { upper: above, lower: below, end: below });
      above = below;
    }
    let end = below;
    while (end < size && rows[end] === next) end++;
    passLine(next, { upper: above, lower: below, end });
    [above, below, row] = [below, end, next];
  }
  passLine(row + 1, { upper: above, lower: size, end: size });
  return corners;

  /** Runs above the line from `upper` on, below it from `lower` to `end`. */
  function passLine(line: number, { upper: firstAbove, lower: firstBelow, end }: { upper: number; lower: number; end: number }): void {
    let [upper, lower] = [firstAbove, firstBelow];
    let [isAbove, isBelow] = [false, false];
    /** The corner at the left end of the edge that is being passed. */
    let left = -1;
    for (;;) {
      const nextAbove = upper < firstBelow ? ((isAbove ? ends[upper] : starts[upper]) ?? 0) : Infinity;
      const nextBelow = lower < end ? ((isBelow ? ends[lower] : starts[lower]) ?? 0) : Infinity;
      const column = Math.min(nextAbove, nextBelow);
      if (column === Infinity) return;
      const [northWest, southWest] = [isAbove, isBelow];
      const [runAbove, runBelow] = [upper, lower];
      if (nextAbove === column) {
        if (isAbove) upper++;
        isAbove = !isAbove;
      }
      if (nextBelow === column) {
        if (isBelow) lower++;
        isBelow = !isBelow;
      }
      const [northEast, southEast] = [isAbove, isBelow];
      if (northWest !== northEast && southWest !== southEast) {
        if (northWest === southWest) continue;
        const [upperCorner, lowerCorner] = [corners.add(column, line, runAbove), corners.add(column, line, runBelow)];
        corners.pair(upperCorner, lowerCorner);
        const [fromLeft, toRight] = northWest ? [upperCorner, lowerCorner] : [lowerCorner, upperCorner];
        endAcross(fromLeft, northWest);
        endDown(column, upperCorner, northEast);
        left = toRight;
        open[column] = lowerCorner;
        continue;
      }
      const corner = corners.add(column, line, northWest || northEast ? runAbove : runBelow);
      if (northWest !== southWest) endAcross(corner, northWest);
      if (northWest !== northEast) endDown(column, corner, northEast);
      if (northEast !== southEast) left = corner;
      if (southWest !== southEast) open[column] = corner;
    }

    /** The edge from `left`: the lower edge of a pixel runs east, the upper one west. */
    function endAcross(corner: number, isLowerEdge: boolean): void {
      if (isLowerEdge) corners.link(left, corner);
      else corners.link(corner, left);
    }

    /** The edge from above: the left edge of a pixel runs south, the right one north. */
    function endDown(column: number, corner: number, isLeftEdge: boolean): void {
      const from = open[column] ?? -1;
      if (isLeftEdge) corners.link(from, corner);
      else corners.link(corner, from);
    }
  }
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
