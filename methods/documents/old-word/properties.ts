/** What the marks of paragraphs and stretches of characters say, of which only little is asked (MS-DOC 2.9.131, 2.9.32). */
export interface ParagraphMark {
  /** Number of the style; 1 to 9 are the headings of these levels in every file. */
  readonly style: number;
  /** 0 to 8; null: not said. */
  readonly outline: number | null;
  readonly isInTable: boolean;
  /** The mark ends a row of a table. */
  readonly endsRow: boolean;
  /** The mark ends a cell of a table that stands in another. */
  readonly endsInnerCell: boolean;
}

/** Between two places of the stream `WordDocument`. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}
export interface MarkedStretch extends Stretch {
  readonly mark: ParagraphMark;
}

const PAGE = 512;
/** Modifiers (MS-DOC 2.6). */
const IN_TABLE = 0x2416;
const ROW_END = 0x2417;
const INNER_CELL_END = 0x244b;
const INNER_ROW_END = 0x244c;
const OUTLINE = 0x2640;
const HUGE = new Set([0x6645, 0x6646]);
const DELETED = 0x0800;
const SYMBOL = 0x6a09;
const OF_TABLE = 0xd608;
const TABS = 0xc615;
const OPERANDS = [1, 1, 2, 4, 2, 2, -1, 3];

interface Modifier {
  readonly code: number;
  readonly operand: Uint8Array;
}

/** Modifiers one after the other; what breaks off is the end. */
export function modifiersIn(bytes: Uint8Array): Modifier[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: Modifier[] = [];
  for (let at = 0; at + 3 <= bytes.length; ) {
    const code = view.getUint16(at, true);
    at += 2;
    const fixed = OPERANDS[code >> 13] as number;
    let length = fixed < 0 ? (bytes[at] as number) : fixed;
    if (fixed < 0) at += 1;
    if (code === OF_TABLE) {
      if (at + 1 > bytes.length) break;
      length = view.getUint16(at - 1, true) - 1;
      at += 1;
    } else if (code === TABS && length === 255) {
      const removed = bytes[at] ?? 0;
      length = 1 + removed * 4 + 1 + (bytes[at + 1 + removed * 4] ?? 0) * 3;
    }
    if (length < 0 || at + length > bytes.length) break;
    found.push({ code, operand: bytes.subarray(at, at + length) });
    at += length;
  }
  return found;
}

interface PropertyStreams {
  readonly text: Uint8Array;
  readonly table: Uint8Array;
  /** Where long lists of modifiers lie; null: nowhere. */
  readonly data: Uint8Array | null;
}

interface PageTable {
  readonly at: number;
  readonly length: number;
}

/** Marks of paragraphs by where they stand in the text stream, in its order. */
export function paragraphMarks({ text, table, data }: PropertyStreams, pages: PageTable): MarkedStretch[] {
  const marks: MarkedStretch[] = [];
  for (const { page, from, to, entry } of runsIn(text, table, pages, 13)) {
    if (entry === 0) continue;
    const at = entry * 2;
    const short = page[at] ?? 0;
    const [start, length] = short === 0 ? [at + 2, (page[at + 1] ?? 0) * 2] : [at + 1, short * 2 - 1];
    if (length < 2 || start + length > PAGE) continue;
    const style = (page[start] as number) | ((page[start + 1] as number) << 8);
    marks.push({ from, to, mark: markOf(style, page.subarray(start + 2, start + length), data) });
  }
  return marks.sort((one, other) => one.from - other.from);
}

function markOf(style: number, bytes: Uint8Array, data: Uint8Array | null): ParagraphMark {
  let modifiers = modifiersIn(bytes);
  const huge = modifiers.find(({ code }) => HUGE.has(code));
  if (huge && data) modifiers = [...modifiers, ...modifiersIn(longList(data, numberAt(huge.operand)))];
  const valueOf = (wanted: number): number | null => modifiers.findLast(({ code }) => code === wanted)?.operand[0] ?? null;
  const isSet = (code: number): boolean => (valueOf(code) ?? 0) !== 0;
  return {
    style,
    outline: valueOf(OUTLINE),
    isInTable: isSet(IN_TABLE),
    endsRow: isSet(ROW_END) || isSet(INNER_ROW_END),
    endsInnerCell: isSet(INNER_CELL_END),
  };
}

function longList(data: Uint8Array, at: number): Uint8Array {
  if (at + 2 > data.length) return new Uint8Array(0);
  return data.subarray(at + 2, at + 2 + ((data[at] as number) | ((data[at + 1] as number) << 8)));
}

const numberAt = (bytes: Uint8Array): number => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0, true);

/** Whether modifiers say that characters are no text: deleted under tracked changes, or a sign of a font of symbols. */
export const sayNoText = (modifiers: readonly Modifier[]): boolean =>
  modifiers.some(({ code, operand }) => code === SYMBOL || (code === DELETED && operand[0] === 1));

/** Stretches of the text stream that are no text, in its order. */
export function untoldStretches({ text, table }: Omit<PropertyStreams, "data">, pages: PageTable): Stretch[] {
  const stretches: Stretch[] = [];
  for (const { page, from, to, entry } of runsIn(text, table, pages, 1)) {
    if (entry === 0) continue;
    const length = page[entry * 2] ?? 0;
    if (sayNoText(modifiersIn(page.subarray(entry * 2 + 1, Math.min(PAGE - 1, entry * 2 + 1 + length))))) stretches.push({ from, to });
  }
  return stretches.sort((one, other) => one.from - other.from);
}

/** Runs of the pages that a table names (MS-DOC 2.8.5, 2.8.6): from where to where, and where on the page their properties begin. */
function* runsIn(text: Uint8Array, table: Uint8Array, { at, length }: PageTable, entrySize: number) {
  if (length < 12 || at + length > table.length) return;
  const list = new DataView(table.buffer, table.byteOffset + at, length);
  const count = Math.floor((length - 4) / 8);
  const seen = new Set<number>();
  for (let each = 0; each < count; each += 1) {
    const start = (list.getUint32((count + 1) * 4 + each * 4, true) & 0x3fffff) * PAGE;
    const page = text.subarray(start, start + PAGE);
    // A table that names one page a million times is nobody's.
    if (page.length < PAGE || seen.has(start)) continue;
    seen.add(start);
    const view = new DataView(page.buffer, page.byteOffset, PAGE);
    const runs = page[PAGE - 1] as number;
    if ((runs + 1) * 4 + runs * entrySize > PAGE - 1) continue;
    for (let run = 0; run < runs; run += 1)
      yield {
        page,
        from: view.getUint32(run * 4, true),
        to: view.getUint32(run * 4 + 4, true),
        entry: page[(runs + 1) * 4 + run * entrySize] as number,
      };
  }
}
