const ARRAYS = { u8: Uint8Array, i8: Int8Array, u16: Uint16Array, u32: Uint32Array, i32: Int32Array, f32: Float32Array } as const;
type ArrayKind = keyof typeof ARRAYS;
export type PackedArray = Uint8Array | Int8Array | Uint16Array | Uint32Array | Int32Array | Float32Array;

const MAGIC = 0x31_4a_59_50;

/** A header and arrays of numbers as bytes: little-endian, arrays on multiples of eight. */
export function pack(header: unknown, arrays: readonly PackedArray[]): Uint8Array<ArrayBuffer> {
  const kinds = arrays.map((array) => [kindOf(array), array.length] as const);
  const head = new TextEncoder().encode(JSON.stringify({ header, arrays: kinds }));
  let size = aligned(8 + head.length);
  const places = arrays.map((array) => {
    const place = size;
    size = aligned(size + array.byteLength);
    return place;
  });
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, head.length, true);
  bytes.set(head, 8);
  for (const [at, array] of arrays.entries()) bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), places[at]);
  return bytes;
}

/** What was packed; null when the bytes are something else or not all there. */
export function unpack(bytes: Uint8Array): { readonly header: unknown; readonly arrays: readonly PackedArray[] } | null {
  if (bytes.length < 8) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headLength = view.getUint32(4, true);
  if (view.getUint32(0, true) !== MAGIC || headLength > bytes.length - 8) return null;
  let read: { header: unknown; arrays: [ArrayKind, number][] };
  try {
    read = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + headLength))) as typeof read;
  } catch {
    return null;
  }
  let at = aligned(8 + headLength);
  const arrays: PackedArray[] = [];
  for (const [kind, length] of read.arrays) {
    const type = ARRAYS[kind];
    const size = length * type.BYTES_PER_ELEMENT;
    if (type === undefined || at + size > bytes.length) return null;
    const place = bytes.byteOffset + at;
    // A view where the machine allows one, else a copy.
    arrays.push(
      place % type.BYTES_PER_ELEMENT === 0
        ? new type(bytes.buffer as ArrayBuffer, place, length)
        : new type(bytes.slice(at, at + size).buffer, 0, length),
    );
    at = aligned(at + size);
  }
  return { header: read.header, arrays };
}

const aligned = (at: number): number => (at + 7) & ~7;

function kindOf(array: PackedArray): ArrayKind {
  for (const [kind, type] of Object.entries(ARRAYS)) if (array instanceof type) return kind as ArrayKind;
  throw new TypeError("an array of another kind");
}
