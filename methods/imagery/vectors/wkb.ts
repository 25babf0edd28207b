import type { VectorPolygon } from "./geojson.ts";

/** Polygons of a well-known binary geometry (also with heights, measures, and PostGIS' own flags); null where it is none or damaged. The bytes come from outside. */
export function readWkb(bytes: Uint8Array): readonly VectorPolygon[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return geometryAt(view, 0).polygons;
  } catch (cause) {
    if (cause instanceof RangeError) return null;
    throw cause;
  }
}

const [POLYGON, MULTI_POLYGON] = [3, 6];

/** Reading behind the end throws RangeError, as DataView does. */
function geometryAt(view: DataView, start: number): { readonly polygons: readonly VectorPolygon[] | null; readonly end: number } {
  const isLittle = view.getUint8(start) === 1;
  const code = view.getUint32(start + 1, isLittle);
  const type = (code & 0x0f_ff_ff_ff) % 1000;
  const group = Math.floor((code & 0x0f_ff_ff_ff) / 1000);
  const dimensions =
    2 + Number(group === 1 || group === 3 || (code & 0x80_00_00_00) !== 0) + Number(group >= 2 || (code & 0x40_00_00_00) !== 0);
  let at = start + 5 + ((code & 0x20_00_00_00) === 0 ? 0 : 4);
  const count = (itemBytes: number): number => {
    const items = view.getUint32(at, isLittle);
    at += 4;
    if (items * itemBytes > view.byteLength - at) throw new RangeError("more items than bytes");
    return items;
  };
  if (type === MULTI_POLYGON) {
    const polygons: VectorPolygon[] = [];
    for (let left = count(9); left > 0; left--) {
      const part = geometryAt(view, at);
      if (part.polygons === null) return { polygons: null, end: at };
      polygons.push(...part.polygons);
      at = part.end;
    }
    return { polygons, end: at };
  }
  if (type !== POLYGON) return { polygons: null, end: at };
  const rings: [number, number][][] = [];
  for (let left = count(4); left > 0; left--) {
    const ring: [number, number][] = [];
    for (let points = count(8 * dimensions); points > 0; points--) {
      ring.push([view.getFloat64(at, isLittle), view.getFloat64(at + 8, isLittle)]);
      at += 8 * dimensions;
    }
    rings.push(ring);
  }
  return { polygons: rings.length === 0 ? [] : [rings], end: at };
}
