import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import { type EnviHeader, readEnviHeader } from "@yuejian/imagery";
import type { Admit, ImageFile } from "./image-file.ts";
import { validPixels } from "./valid-pixels.ts";

const SAMPLE_BYTES: Readonly<Record<EnviHeader["sample"], number>> = {
  uint8: 1,
  int16: 2,
  uint16: 2,
  int32: 4,
  uint32: 4,
  float32: 4,
  float64: 8,
};

/** The header is NAME.hdr beside NAME, or beside NAME.dat with the ending replaced; in any case of letters. */
export async function readEnvi(path: string, admit: Admit): Promise<Omit<ImageFile, "name">> {
  const file = basename(path);
  const { text, path: headerPath } = await headerText(path, file);
  const header = readEnviHeader(text, file);
  const { grid, bandCount, ignored } = header;
  admit({ width: grid.width, height: grid.height, bands: bandCount });
  const bytes = await readFile(path);
  const needed = header.offset + grid.width * grid.height * bandCount * SAMPLE_BYTES[header.sample];
  if (bytes.length < needed)
    throw new YuejianError("IMAGE_UNREADABLE", {
      file,
      reason_zh: `头文件要求 ${needed} 字节，文件只有 ${bytes.length} 字节`,
      reason_en: `its header asks for ${needed} bytes, it has ${bytes.length}`,
    });
  const bands = decode(bytes, header);
  return {
    files: [path, headerPath],
    raster: { grid, bands, valid: validPixels(bands, ignored) },
    bandNames: header.bandNames,
    wavelengths: header.wavelengths,
  };
}

async function headerText(path: string, file: string): Promise<{ text: string; path: string }> {
  const stem = path.replace(/\.[^./\\]*$/, "");
  for (const candidate of [`${path}.hdr`, `${path}.HDR`, `${stem}.hdr`, `${stem}.HDR`]) {
    if (candidate === path) continue;
    try {
      return { text: await readFile(candidate, "utf8"), path: candidate };
    } catch (cause) {
      if (!(cause instanceof Error && "code" in cause && cause.code === "ENOENT")) throw cause;
    }
  }
  throw new YuejianError("IMAGE_UNREADABLE", {
    file,
    reason_zh: `不是 GeoTIFF，旁边也没有 ENVI 头文件 ${file}.hdr`,
    reason_en: `it is no GeoTIFF, and no ENVI header ${file}.hdr lies beside it`,
  });
}

function decode(bytes: Uint8Array, { grid, bandCount, sample, interleave, isBigEndian, offset }: EnviHeader): Float32Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isLittle = !isBigEndian;
  const size = SAMPLE_BYTES[sample];
  const read: Readonly<Record<EnviHeader["sample"], (at: number) => number>> = {
    uint8: (at) => view.getUint8(at),
    int16: (at) => view.getInt16(at, isLittle),
    uint16: (at) => view.getUint16(at, isLittle),
    int32: (at) => view.getInt32(at, isLittle),
    uint32: (at) => view.getUint32(at, isLittle),
    float32: (at) => view.getFloat32(at, isLittle),
    float64: (at) => view.getFloat64(at, isLittle),
  };
  const value = read[sample];
  const { width, height } = grid;
  const [bandStep, rowStep, columnStep] = {
    bsq: [width * height, width, 1],
    bil: [width, width * bandCount, 1],
    bip: [1, width * bandCount, bandCount],
  }[interleave] as [number, number, number];
  return Array.from({ length: bandCount }, (_, band) => {
    const values = new Float32Array(width * height);
    for (let row = 0; row < height; row++)
      for (let column = 0; column < width; column++)
        values[row * width + column] = value(offset + size * (band * bandStep + row * rowStep + column * columnStep));
    return values;
  });
}
