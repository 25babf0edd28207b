import type { Grid } from "./grid.ts";

/** Bands of bytes as an uncompressed little-endian GeoTIFF of one strip, several of them pixel by pixel. Values equal to `nodata` are not measured.
 *  A reference system without an EPSG code is written as a citation. */
export function writeGeoTiff(bands: Uint8Array | readonly Uint8Array[], grid: Grid, nodata: number): Uint8Array {
  const values = bands instanceof Uint8Array ? bands : interleaved(bands);
  const header = geoTiffHeader(grid, nodata, bands instanceof Uint8Array ? 1 : bands.length);
  const file = new Uint8Array(header.length + values.length);
  file.set(header);
  file.set(values, header.length);
  return file;
}

/** What stands before the values, row by row, in such a file. */
export function geoTiffHeader(grid: Grid, nodata: number, samples = 1): Uint8Array {
  const code = /^EPSG:(\d+)$/.exec(grid.crs ?? "")?.[1];
  const bytes = grid.width * grid.height * samples;
  const entries = tagsOf(grid, { code: code === undefined ? null : Number(code), nodata, bytes, samples });
  const directory = 2 + entries.length * 12 + 4;
  const spilled = entries.filter(({ content }) => content.length > 4);
  const beside = spilled.reduce((sum, { content }) => sum + content.length + (content.length % 2), 0);
  const file = new Uint8Array(8 + directory + beside);
  const view = new DataView(file.buffer);
  view.setUint16(0, 0x49_49, true);
  view.setUint16(2, 42, true);
  view.setUint32(4, 8, true);
  view.setUint16(8, entries.length, true);
  let free = 8 + directory;
  entries.forEach(({ tag, type, count, content }, index) => {
    const at = 10 + index * 12;
    view.setUint16(at, tag, true);
    view.setUint16(at + 2, type, true);
    view.setUint32(at + 4, count, true);
    if (tag === STRIP_OFFSETS) view.setUint32(at + 8, file.length, true);
    else if (content.length <= 4) file.set(content, at + 8);
    else {
      view.setUint32(at + 8, free, true);
      file.set(content, free);
      free += content.length + (content.length % 2);
    }
  });
  return file;
}

function interleaved(bands: readonly Uint8Array[]): Uint8Array {
  const values = new Uint8Array(bands.reduce((sum, band) => sum + band.length, 0));
  bands.forEach((band, sample) => band.forEach((value, at) => void (values[at * bands.length + sample] = value)));
  return values;
}

interface Entry {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  readonly content: Uint8Array;
}

const STRIP_OFFSETS = 273;

interface Facts {
  readonly code: number | null;
  readonly nodata: number;
  readonly bytes: number;
  readonly samples: number;
}

function tagsOf(grid: Grid, { code, nodata, bytes, samples }: Facts): Entry[] {
  const each = (value: number, count = samples) => Array.from({ length: count }, () => value);
  const isGeographic = code === 4326 || code === 4490;
  const keys: number[][] = [
    [1024, 0, 1, code === null ? 32_767 : isGeographic ? 2 : 1],
    [1025, 0, 1, 1],
  ];
  const citation = `${grid.crs ?? "unknown"}|`;
  if (code === null) keys.push([1026, 34_737, citation.length, 0]);
  else keys.push(isGeographic ? [2048, 0, 1, code] : [3072, 0, 1, code]);
  return [
    long(256, grid.width),
    long(257, grid.height),
    short(258, each(8)),
    short(259, [1]),
    short(262, [1]),
    long(STRIP_OFFSETS, 0),
    short(277, [samples]),
    long(278, grid.height),
    long(279, bytes),
    ...(samples > 1 ? [short(338, each(0, samples - 1))] : []),
    short(339, each(1)),
    doubles(33_550, [grid.pixelWidth, grid.pixelHeight, 0]),
    doubles(33_922, [0, 0, 0, grid.west, grid.north, 0]),
    short(34_735, [1, 1, 0, keys.length, ...keys.flat()]),
    ...(code === null ? [ascii(34_737, citation)] : []),
    ascii(42_113, String(nodata)),
  ];
}

function long(tag: number, value: number): Entry {
  return { tag, type: 4, count: 1, content: new Uint8Array(Uint32Array.of(value).buffer) };
}

function short(tag: number, values: readonly number[]): Entry {
  return { tag, type: 3, count: values.length, content: new Uint8Array(Uint16Array.from(values).buffer) };
}

function doubles(tag: number, values: readonly number[]): Entry {
  return { tag, type: 12, count: values.length, content: new Uint8Array(Float64Array.from(values).buffer) };
}

function ascii(tag: number, text: string): Entry {
  const content = new TextEncoder().encode(`${text}\0`);
  return { tag, type: 2, count: content.length, content };
}
