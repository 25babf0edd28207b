/** Gives bytes of a file; answers fewer than asked where the file ends. */
export type ByteReader = (offset: number, length: number) => Promise<Uint8Array>;

/** What is wrong with a file, in both languages. */
export class TiffFault extends Error {
  override readonly name = "TiffFault";
  readonly zh: string;
  readonly en: string;

  constructor(zh: string, en: string) {
    super(en);
    this.zh = zh;
    this.en = en;
  }
}

const cutShort = () => new TiffFault("文件不完整（在数据之前结束）", "it is cut short");

/** One field of a directory: numbers, or a text. */
export type TiffFields = ReadonlyMap<number, readonly number[] | string>;

export interface TiffDirectory {
  readonly fields: TiffFields;
  readonly isLittle: boolean;
}

/** Bytes a value by its type; types that are not numbers or texts are passed over. */
const TYPE_BYTES: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 11: 4, 12: 8, 16: 8, 17: 8 };
const ASCII = 2;
/** More in one field is no raster that a person made: offsets of 16 million tiles. */
const MOST_FIELD_BYTES = 2 ** 27;
const MOST_FIELDS = 4096;

/** First directory of a TIFF or BigTIFF: the image itself, where others are overviews. The file comes from outside: every count is checked before
 *  anything is held. TiffFault where it is none. */
export async function readTiffDirectory(read: ByteReader, fileBytes: number): Promise<TiffDirectory> {
  const head = await read(0, 16);
  const isLittle = head[0] === 0x49;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const version = head.length < 8 ? 0 : view.getUint16(2, isLittle);
  if (head[0] !== head[1] || (version !== 42 && version !== 43)) throw new TiffFault("不是 TIFF", "it is no TIFF");
  const isBig = version === 43;
  if (isBig && head.length < 16) throw cutShort();
  const start = isBig ? Number(view.getBigUint64(8, isLittle)) : view.getUint32(4, isLittle);
  const sizes = isBig ? { count: 8, entry: 20, inline: 8 } : { count: 2, entry: 12, inline: 4 };
  const counted = await exactly(read, start, sizes.count, fileBytes);
  const count = isBig ? Number(viewOf(counted).getBigUint64(0, isLittle)) : viewOf(counted).getUint16(0, isLittle);
  if (count === 0 || count > MOST_FIELDS) throw new TiffFault(`目录有 ${count} 项`, `its directory has ${count} fields`);
  const entries = viewOf(await exactly(read, start + sizes.count, count * sizes.entry, fileBytes));
  const fields = new Map<number, readonly number[] | string>();
  for (let index = 0; index < count; index++) {
    const at = index * sizes.entry;
    const [tag, type] = [entries.getUint16(at, isLittle), entries.getUint16(at + 2, isLittle)];
    const values = isBig ? Number(entries.getBigUint64(at + 4, isLittle)) : entries.getUint32(at + 4, isLittle);
    const bytes = values * (TYPE_BYTES[type] ?? 0);
    if (bytes === 0) continue;
    if (bytes > MOST_FIELD_BYTES) throw new TiffFault(`第 ${tag} 号字段过长`, `field ${tag} is too long`);
    const place = at + (isBig ? 12 : 8);
    const content =
      bytes <= sizes.inline
        ? new DataView(entries.buffer, entries.byteOffset + place, bytes)
        : viewOf(
            await exactly(
              read,
              isBig ? Number(entries.getBigUint64(place, isLittle)) : entries.getUint32(place, isLittle),
              bytes,
              fileBytes,
            ),
          );
    fields.set(tag, type === ASCII ? textOf(content) : numbersOf(content, type, isLittle));
  }
  return { fields, isLittle };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export async function exactly(read: ByteReader, offset: number, length: number, fileBytes: number): Promise<Uint8Array> {
  if (!Number.isSafeInteger(offset) || offset < 0 || offset + length > fileBytes) throw cutShort();
  const bytes = await read(offset, length);
  if (bytes.length !== length) throw cutShort();
  return bytes;
}

function textOf(content: DataView): string {
  const bytes = new Uint8Array(content.buffer, content.byteOffset, content.byteLength);
  return new TextDecoder().decode(bytes).replaceAll("\0", "").trim();
}

function numbersOf(content: DataView, type: number, isLittle: boolean): number[] {
  const size = TYPE_BYTES[type] ?? 1;
  return Array.from({ length: content.byteLength / size }, (_, index) => {
    const at = index * size;
    switch (type) {
      case 3:
        return content.getUint16(at, isLittle);
      case 4:
        return content.getUint32(at, isLittle);
      case 5:
        return content.getUint32(at, isLittle) / content.getUint32(at + 4, isLittle);
      case 6:
        return content.getInt8(at);
      case 8:
        return content.getInt16(at, isLittle);
      case 9:
        return content.getInt32(at, isLittle);
      case 11:
        return content.getFloat32(at, isLittle);
      case 12:
        return content.getFloat64(at, isLittle);
      case 16:
        return Number(content.getBigUint64(at, isLittle));
      case 17:
        return Number(content.getBigInt64(at, isLittle));
      default:
        return content.getUint8(at);
    }
  });
}
