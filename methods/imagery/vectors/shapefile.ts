import type { VectorPolygon } from "./geojson.ts";

/** One shape an entry, in the order of the file (and of its DBF); null for a shape without geometry. Null where the bytes are no shapefile of polygons. The bytes come
 *  from outside. */
export function readShapes(bytes: Uint8Array): readonly (readonly VectorPolygon[] | null)[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (view.getInt32(0) !== FILE_CODE || !POLYGONS.has(view.getInt32(32, true))) return null;
    const shapes: (readonly VectorPolygon[] | null)[] = [];
    for (let at = 100; at + 8 <= bytes.length; ) {
      const length = 2 * view.getInt32(at + 4);
      if (length < 4 || at + 8 + length > bytes.length) return null;
      shapes.push(shapeAt(view, at + 8));
      at += 8 + length;
    }
    return shapes;
  } catch (cause) {
    if (cause instanceof RangeError) return null;
    throw cause;
  }
}

const FILE_CODE = 9994;
/** Plain, with heights, with measures. */
const POLYGONS: ReadonlySet<number> = new Set([5, 15, 25]);

type Ring = readonly (readonly [number, number])[];

function shapeAt(view: DataView, at: number): readonly VectorPolygon[] | null {
  if (!POLYGONS.has(view.getInt32(at, true))) return null;
  const [parts, points] = [view.getInt32(at + 36, true), view.getInt32(at + 40, true)];
  if (parts < 0 || points < 0 || 4 * parts + 16 * points > view.byteLength) throw new RangeError("more points than bytes");
  const first = at + 44 + 4 * parts;
  const rings = Array.from({ length: parts }, (_, part): Ring => {
    const start = view.getInt32(at + 44 + 4 * part, true);
    const end = part + 1 < parts ? view.getInt32(at + 48 + 4 * part, true) : points;
    if (start < 0 || end < start || end > points) throw new RangeError("parts out of order");
    return Array.from({ length: end - start }, (__, point) => {
      const place = first + 16 * (start + point);
      return [view.getFloat64(place, true), view.getFloat64(place + 8, true)] as const;
    });
  });
  return polygonsOf(rings);
}

/** Outer rings run clockwise, holes the other way; a hole belongs to the smallest outer ring around it. */
function polygonsOf(rings: readonly Ring[]): VectorPolygon[] {
  const outer = rings.filter((ring) => doubleArea(ring) < 0).sort((left, right) => doubleArea(right) - doubleArea(left));
  const polygons = outer.map((ring) => [ring]);
  for (const hole of rings.filter((ring) => doubleArea(ring) > 0)) {
    const [point] = hole;
    const at = point === undefined ? -1 : outer.findIndex((ring) => isInside(ring, point));
    // A lone ring in the wrong direction is an area all the same.
    if (at < 0) polygons.push([hole]);
    else polygons[at]?.push(hole);
  }
  return polygons;
}

function doubleArea(ring: Ring): number {
  let sum = 0;
  for (let at = 1; at < ring.length; at++) {
    const [[x0, y0], [x1, y1]] = [ring[at - 1] ?? [0, 0], ring[at] ?? [0, 0]];
    sum += x0 * y1 - x1 * y0;
  }
  return sum;
}

function isInside(ring: Ring, [x, y]: readonly [number, number]): boolean {
  let inside = false;
  for (let at = 1; at < ring.length; at++) {
    const [[x0, y0], [x1, y1]] = [ring[at - 1] ?? [0, 0], ring[at] ?? [0, 0]];
    if (y0 > y !== y1 > y && x < x0 + ((y - y0) / (y1 - y0)) * (x1 - x0)) inside = !inside;
  }
  return inside;
}
