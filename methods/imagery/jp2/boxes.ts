import type { Grid } from "../grid.ts";
import { type ByteReader, exactly, readTiffDirectory, TiffFault } from "../tiff/directory.ts";
import { placeOf } from "../tiff/layout.ts";

/** Where a JPEG 2000 file (ISO 15444-1, annex I) holds its codestream, and where its pixels lie. */
export interface Jp2File {
  readonly codestream: { readonly offset: number; readonly length: number };
  readonly place: Omit<Grid, "width" | "height">;
}

/** A degenerate GeoTIFF in a box of its own (GeoJP2). */
const GEO_UUID = "b14bf8bd083d4b43a5ae8cd7d5a6ce03";
const MOST_BOXES = 1000;
const MOST_BOX_BYTES = 2 ** 20;

interface Box {
  readonly kind: string;
  readonly offset: number;
  readonly length: number;
}

/** The file comes from outside: every length is checked before anything is held. TiffFault where it is none, is cut short or tells no coordinates. */
export async function readBoxes(read: ByteReader, fileBytes: number): Promise<Jp2File> {
  const boxes = await boxesIn(read, { offset: 0, length: fileBytes }, fileBytes);
  if (boxes[0]?.kind !== "jP  ") throw new TiffFault("不是 JPEG 2000（JP2）", "it is no JPEG 2000 (JP2)");
  const codestream = boxes.find(({ kind }) => kind === "jp2c");
  if (codestream === undefined) throw new TiffFault("没有影像数据", "it holds no image");
  return { codestream, place: await placeIn(boxes, read, fileBytes) };
}

async function boxesIn(read: ByteReader, { offset, length }: Pick<Box, "offset" | "length">, fileBytes: number): Promise<Box[]> {
  const boxes: Box[] = [];
  const end = offset + length;
  for (let at = offset; at + 8 <= end; ) {
    const head = await exactly(read, at, Math.min(16, end - at), fileBytes);
    const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
    const kind = String.fromCharCode(...head.subarray(4, 8));
    const short = view.getUint32(0);
    const isLong = short === 1 && head.length === 16;
    const whole = isLong ? Number(view.getBigUint64(8)) : short === 0 ? end - at : short;
    const header = isLong ? 16 : 8;
    if (whole < header || at + whole > end || boxes.length === MOST_BOXES)
      throw new TiffFault("文件不完整或已损坏", "it is cut short or damaged");
    boxes.push({ kind, offset: at + header, length: whole - header });
    at += whole;
  }
  return boxes;
}

async function placeIn(boxes: readonly Box[], read: ByteReader, fileBytes: number): Promise<Jp2File["place"]> {
  for (const { kind, offset, length } of boxes) {
    if (kind !== "uuid" || length < 16 || length > MOST_BOX_BYTES) continue;
    const bytes = await exactly(read, offset, length, fileBytes);
    if (hex(bytes.subarray(0, 16)) !== GEO_UUID) continue;
    const tiff = bytes.subarray(16);
    const { fields } = await readTiffDirectory(async (at, count) => tiff.subarray(at, at + count), tiff.length);
    return placeOf(fields);
  }
  const text = await gmlIn(boxes, read, fileBytes);
  if (text === null) throw new TiffFault("没有地理坐标", "it has no coordinates");
  return placeOfGml(text);
}

/** The first XML within boxes of boxes that describes a grid. */
async function gmlIn(boxes: readonly Box[], read: ByteReader, fileBytes: number, depth = 0): Promise<string | null> {
  for (const box of boxes) {
    if (box.length > MOST_BOX_BYTES) continue;
    if (box.kind === "asoc" && depth < 4) {
      const found = await gmlIn(await boxesIn(read, box, fileBytes), read, fileBytes, depth + 1);
      if (found !== null) return found;
    }
    if (box.kind !== "xml ") continue;
    const text = new TextDecoder().decode(await exactly(read, box.offset, box.length, fileBytes));
    if (text.includes("RectifiedGrid")) return text;
  }
  return null;
}

/** Latitude comes first in these. */
const GEOGRAPHIC: ReadonlySet<string> = new Set(["4326", "4490"]);

/** GML in JPEG 2000 (OGC 05-047): the origin is the middle of the first pixel, one vector a column, one a row. */
function placeOfGml(text: string): Jp2File["place"] {
  const origin = numbersOf(/<(?:gml:)?(?:pos|coordinates)[^>]*>([^<]+)</.exec(text)?.[1]);
  const [across = [], down = []] = [...text.matchAll(/<(?:gml:)?offsetVector[^>]*>([^<]+)</g)].map(([, vector]) => numbersOf(vector));
  const code = /srsName="[^"]*?EPSG[^"]*?(\d{4,5})"/.exec(text)?.[1];
  if (origin.length < 2 || across.length < 2 || down.length < 2) throw new TiffFault("没有地理坐标", "it has no coordinates");
  const swap = ([first = 0, second = 0]: readonly number[]) =>
    code !== undefined && GEOGRAPHIC.has(code) ? [second, first] : [first, second];
  const [[x = 0, y = 0], [dx = 0, turned = 0], [turnedToo = 0, dy = 0]] = [swap(origin), swap(across), swap(down)];
  if (turned !== 0 || turnedToo !== 0 || !(dx > 0) || !(dy < 0) || ![x, y, dx, dy].every(Number.isFinite))
    throw new TiffFault("影像不是正北朝上", "it is not north up");
  return { west: x - dx / 2, north: y - dy / 2, pixelWidth: dx, pixelHeight: -dy, crs: code === undefined ? null : `EPSG:${code}` };
}

function numbersOf(text: string | undefined): number[] {
  return (text ?? "")
    .trim()
    .split(/[\s,]+/)
    .filter((word) => word !== "")
    .map(Number);
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
