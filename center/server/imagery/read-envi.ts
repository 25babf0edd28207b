import { open, readFile } from "node:fs/promises";
import { basename } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import { type EnviHeader, type GridWindow, readEnviHeader, windowGrid } from "@yuejian/imagery";
import type { ImageSource } from "./image-file.ts";
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
export async function openEnvi(path: string): Promise<ImageSource> {
  const file = basename(path);
  const { text, path: headerPath } = await headerText(path, file);
  const header = readEnviHeader(text, file);
  const { grid, bandCount, ignored } = header;
  const handle = await open(path);
  const { size } = await handle.stat();
  const needed = header.offset + grid.width * grid.height * bandCount * SAMPLE_BYTES[header.sample];
  if (size < needed) {
    await handle.close();
    throw cutShort(file, { needed, size });
  }
  const rows = async (offset: number, length: number): Promise<DataView> => {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(length), 0, length, offset);
    if (bytesRead < length) throw cutShort(file, { needed, size: offset + bytesRead });
    return new DataView(buffer.buffer, buffer.byteOffset, length);
  };
  return {
    grid,
    files: [path, headerPath],
    bandCount,
    bandNames: header.bandNames,
    wavelengths: header.wavelengths,
    blockHeight: 1,
    blockWidth: 1,
    async read(window, wanted) {
      const bands = await readRows({ header, window, wanted, rows });
      return { grid: windowGrid(grid, window), bands, valid: validPixels(bands, ignored) };
    },
    close: () => handle.close(),
  };
}

function cutShort(file: string, { needed, size }: { needed: number; size: number }): YuejianError {
  return new YuejianError("IMAGE_UNREADABLE", {
    file,
    reason_zh: `头文件要求 ${needed} 字节，文件只有 ${size} 字节`,
    reason_en: `its header asks for ${needed} bytes, it has ${size}`,
  });
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

interface Rows {
  readonly header: EnviHeader;
  readonly window: GridWindow;
  readonly wanted: readonly number[];
  readonly rows: (offset: number, length: number) => Promise<DataView>;
}

/** Bands that follow one another are read one by one, those that are interleaved at once. */
async function readRows({ header, window, wanted, rows }: Rows): Promise<Float32Array[]> {
  const { grid, bandCount, sample, interleave, isBigEndian, offset } = header;
  const size = SAMPLE_BYTES[sample];
  const read = readerOf(sample, !isBigEndian);
  const together = interleave === "bsq" ? 1 : bandCount;
  const rowBytes = grid.width * together * size;
  const [bandStep, columnStep] = { bsq: [0, 1], bil: [grid.width, 1], bip: [1, bandCount] }[interleave] as [number, number];
  const shared = together === 1 ? null : await rows(offset + window.row * rowBytes, window.height * rowBytes);
  const bands: Float32Array[] = [];
  for (const band of wanted) {
    const view = shared ?? (await rows(offset + (band * grid.height + window.row) * rowBytes, window.height * rowBytes));
    const values = new Float32Array(window.width * window.height);
    for (let row = 0; row < window.height; row++)
      for (let column = 0; column < window.width; column++)
        values[row * window.width + column] = read(view, row * rowBytes + size * (band * bandStep + (window.column + column) * columnStep));
    bands.push(values);
  }
  return bands;
}

function readerOf(sample: EnviHeader["sample"], isLittle: boolean): (view: DataView, at: number) => number {
  const readers: Readonly<Record<EnviHeader["sample"], (view: DataView, at: number) => number>> = {
    uint8: (view, at) => view.getUint8(at),
    int16: (view, at) => view.getInt16(at, isLittle),
    uint16: (view, at) => view.getUint16(at, isLittle),
    int32: (view, at) => view.getInt32(at, isLittle),
    uint32: (view, at) => view.getUint32(at, isLittle),
    float32: (view, at) => view.getFloat32(at, isLittle),
    float64: (view, at) => view.getFloat64(at, isLittle),
  };
  return readers[sample];
}
