import { YuejianError } from "@yuejian/contracts";

/** An array of numbers in NumPy's file format, C order. */
export interface NumberArray {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

const READERS: Readonly<Record<string, { readonly bytes: number; readonly read: (view: DataView, at: number) => number }>> = {
  "|u1": { bytes: 1, read: (view, at) => view.getUint8(at) },
  "|b1": { bytes: 1, read: (view, at) => view.getUint8(at) },
  "|i1": { bytes: 1, read: (view, at) => view.getInt8(at) },
  "<u2": { bytes: 2, read: (view, at) => view.getUint16(at, true) },
  "<i2": { bytes: 2, read: (view, at) => view.getInt16(at, true) },
  "<i4": { bytes: 4, read: (view, at) => view.getInt32(at, true) },
  "<f4": { bytes: 4, read: (view, at) => view.getFloat32(at, true) },
  "<f8": { bytes: 8, read: (view, at) => view.getFloat64(at, true) },
};

/** IMAGE_UNREADABLE where the bytes are no such array. They come from outside. */
export function readNpy(bytes: Uint8Array, file: string): NumberArray {
  const refuse = (zh: string, en: string) => new YuejianError("IMAGE_UNREADABLE", { file, reason_zh: zh, reason_en: en });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || view.getUint32(0) !== 0x93_4e_55_4d || view.getUint16(4) !== 0x50_59)
    throw refuse("不是 npy 数组", "it is no npy array");
  const isLong = bytes[6] !== 1;
  const start = (isLong ? 12 : 10) + (isLong ? view.getUint32(8, true) : view.getUint16(8, true));
  const header = new TextDecoder("latin1").decode(bytes.subarray(isLong ? 12 : 10, Math.min(start, bytes.length)));
  const type = /'descr':\s*'([^']+)'/.exec(header)?.[1] ?? "?";
  const reader = READERS[type];
  if (reader === undefined || !/'fortran_order':\s*False/.test(header))
    throw refuse(`不支持这种数组（${type}）`, `arrays of this kind (${type}) are not supported`);
  const shape = (/'shape':\s*\(([^)]*)\)/.exec(header)?.[1] ?? "").split(",").flatMap((part) => (part.trim() === "" ? [] : [Number(part)]));
  const count = shape.reduce((product, side) => product * side, 1);
  if (!shape.every((side) => Number.isSafeInteger(side) && side > 0) || bytes.length < start + count * reader.bytes)
    throw refuse("数组不完整", "the array is cut short");
  return { shape, values: Float32Array.from({ length: count }, (_, at) => reader.read(view, start + at * reader.bytes)) };
}
