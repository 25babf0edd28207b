import { TiffFault } from "./directory.ts";
import { SAMPLE_BYTES, type SampleType, type TiffLayout } from "./layout.ts";

/** Unpacks deflate and Zstandard; the machine's own is several times faster than any in this language. Never more than `size` bytes, of which the first `wanted` are looked at, into memory that nobody else uses. */
export type Unpack = (
  method: "deflate" | "zstd",
  packed: Uint8Array,
  sizes: { readonly size: number; readonly wanted: number },
) => Uint8Array;

/** Rows of a block, and how many of its columns, that are looked at; others hold no values. */
export interface BlockPart {
  readonly from: number;
  readonly to: number;
  readonly columns: number;
}

export type SampleArray = Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

const NATIVE_IS_LITTLE = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** The values of one block, `width` × rows × samples in the block, down to the last row of the part. TiffFault where it holds fewer, or is packed in an unknown way. */
export function decodeBlock(
  packed: Uint8Array,
  layout: TiffLayout,
  { part, unpack }: { readonly part: BlockPart; readonly unpack: Unpack },
): SampleArray {
  const { blockWidth: width, isPlanar, sampleType } = layout;
  const samples = isPlanar ? 1 : layout.samples;
  const rowBytes = width * samples * SAMPLE_BYTES[sampleType];
  const size = part.to * rowBytes;
  // Some writers fill the last strip up.
  const plain = plainBytes(packed, layout.compression, { size: layout.blockHeight * rowBytes, wanted: size, unpack });
  if (plain.length < size) throw new TiffFault("数据块不完整", "a block is cut short");
  // What was unpacked is ours to change; what was read as it stands is not.
  const bytes = plain !== packed && plain.byteOffset === 0 ? plain.subarray(0, size) : Uint8Array.from(plain.subarray(0, size));
  const row = { samples, values: width * samples };
  if (layout.predictor === 3) return floatsOf(bytes, row, sampleType);
  if (layout.isLittle !== NATIVE_IS_LITTLE) swapBytes(bytes, SAMPLE_BYTES[sampleType]);
  const values = typed(bytes, sampleType);
  if (layout.predictor === 2) addDifferences(values, row, part);
  else if (layout.predictor !== 1)
    throw new TiffFault(`不支持预测方式 ${layout.predictor}`, `predictor ${layout.predictor} is not supported`);
  return values;
}

function plainBytes(
  packed: Uint8Array,
  compression: number,
  { size, wanted, unpack }: { size: number; wanted: number; unpack: Unpack },
): Uint8Array {
  switch (compression) {
    case 1:
      return packed;
    case 5:
      return unpackLzw(packed, wanted);
    case 8:
    case 32_946:
      return unpack("deflate", packed, { size, wanted });
    case 32_773:
      return unpackBits(packed, wanted);
    case 50_000:
      return unpack("zstd", packed, { size, wanted });
    default:
      throw new TiffFault(
        `不支持压缩方式 ${compression}；请用 deflate、LZW 或不压缩另存`,
        `compression ${compression} is not supported; save it with deflate, LZW or none`,
      );
  }
}

function typed(bytes: Uint8Array, type: SampleType): SampleArray {
  const arrays = {
    uint8: Uint8Array,
    int8: Int8Array,
    uint16: Uint16Array,
    int16: Int16Array,
    uint32: Uint32Array,
    int32: Int32Array,
    float32: Float32Array,
    float64: Float64Array,
  };
  return new arrays[type](bytes.buffer as ArrayBuffer, 0, bytes.length / SAMPLE_BYTES[type]);
}

function swapBytes(bytes: Uint8Array, size: number): void {
  if (size === 1) return;
  for (let at = 0; at + size <= bytes.length; at += size) bytes.subarray(at, at + size).reverse();
}

interface Row {
  readonly samples: number;
  readonly values: number;
}

/** Each value was stored as its difference to the pixel before it; typed arrays wrap around as the format asks. */
function addDifferences(values: SampleArray, { samples, values: perRow }: Row, { from, to, columns }: BlockPart): void {
  for (let start = from * perRow; start < to * perRow; start += perRow)
    for (let at = start + samples; at < start + columns * samples; at++) values[at] = (values[at] ?? 0) + (values[at - samples] ?? 0);
}

/** Floating-point predictor: differences of bytes, with all highest bytes of a row first (always in that order). */
function floatsOf(bytes: Uint8Array, { samples, values: perRow }: Row, type: SampleType): SampleArray {
  if (type !== "float32" && type !== "float64")
    throw new TiffFault("浮点预测只用于浮点值", "the floating-point predictor is for floating-point values only");
  const size = SAMPLE_BYTES[type];
  const ordered = new Uint8Array(bytes.length);
  for (let start = 0; start < bytes.length; start += perRow * size) {
    for (let at = start + samples; at < start + perRow * size; at++) bytes[at] = (bytes[at] ?? 0) + (bytes[at - samples] ?? 0);
    for (let value = 0; value < perRow; value++)
      for (let byte = 0; byte < size; byte++)
        ordered[start + value * size + (NATIVE_IS_LITTLE ? size - 1 - byte : byte)] = bytes[start + byte * perRow + value] ?? 0;
  }
  return typed(ordered, type);
}

/** PackBits (TIFF 6.0, section 9). */
function unpackBits(packed: Uint8Array, size: number): Uint8Array {
  const plain = new Uint8Array(size);
  let [at, written] = [0, 0];
  while (at < packed.length && written < size) {
    const count = ((packed[at++] ?? 0) << 24) >> 24;
    if (count >= 0) {
      plain.set(packed.subarray(at, at + Math.min(count + 1, size - written)), written);
      at += count + 1;
      written += count + 1;
    } else if (count !== -128) {
      plain.fill(packed[at++] ?? 0, written, Math.min(size, written + 1 - count));
      written += 1 - count;
    }
  }
  return plain.subarray(0, Math.min(written, size));
}

const [LZW_CLEAR, LZW_END, LZW_FIRST, LZW_MOST] = [256, 257, 258, 4096];

/** LZW with the highest bit first (TIFF 6.0, section 13). Each word is the one before it and a byte, found where it was written. */
function unpackLzw(packed: Uint8Array, size: number): Uint8Array {
  const plain = new Uint8Array(size);
  const starts = new Int32Array(LZW_MOST);
  const lengths = new Int32Array(LZW_MOST);
  let [next, width, written, bits, held, at] = [LZW_FIRST, 9, 0, 0, 0, 0];
  let previous = { start: 0, length: 0 };
  while (written < size) {
    while (held < width && at < packed.length) {
      bits = ((bits << 8) | (packed[at++] ?? 0)) >>> 0;
      held += 8;
      bits &= 0xff_ff_ff;
    }
    if (held < width) break;
    const code = (bits >>> (held - width)) & ((1 << width) - 1);
    held -= width;
    if (code === LZW_END) break;
    if (code === LZW_CLEAR) {
      [next, width, previous] = [LZW_FIRST, 9, { start: 0, length: 0 }];
      continue;
    }
    const start = written;
    if (code < 256) plain[written++] = code;
    else {
      const isNew = code === next;
      if (code > next || (isNew && previous.length === 0)) throw new TiffFault("LZW 数据损坏", "its LZW data are damaged");
      const from = isNew ? previous.start : (starts[code] ?? 0);
      const length = isNew ? previous.length + 1 : (lengths[code] ?? 0);
      for (let index = 0; index < length && written < size; index++) plain[written++] = plain[from + index] ?? 0;
    }
    if (previous.length > 0 && next < LZW_MOST) {
      starts[next] = previous.start;
      lengths[next] = previous.length + 1;
      next++;
    }
    previous = { start, length: written - start };
    if (next >= (1 << width) - 1 && width < 12) width++;
  }
  return plain.subarray(0, written);
}
