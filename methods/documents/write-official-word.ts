import type { OfficialDocument, OfficialStyle } from "@yuejian/contracts";
import {
  AlignmentType,
  BorderStyle,
  Document,
  DocumentGridType,
  Footer,
  type IParagraphOptions,
  type IRunOptions,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  RelativeVerticalPosition,
  Table,
  TableAnchorType,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from "docx";
import { copiesLine, OFFICIAL_PAGE } from "./document.ts";
import { fontTable, OFFICIAL_FONTS } from "./official-fonts.ts";
import { settled } from "./settle-archive.ts";

/** Half points: 二号 22 pt, 三号 16 pt, 四号 14 pt. */
const SIZES = { second: 44, third: 32, fourth: 28 } as const;
const TWIPS_PER_MILLIMETRE = 1440 / 25.4;
/** GB/T 9704-2012, 5.2.2 and 5.2.3: 22 lines of 28 characters in 156 by 225 mm. Rounded down, so that the last one still fits. */
const LINES = 22;
const CHARACTERS = 28;
const TEXT_WIDTH = OFFICIAL_PAGE.width - OFFICIAL_PAGE.left - OFFICIAL_PAGE.right;
const TEXT_HEIGHT = OFFICIAL_PAGE.height - OFFICIAL_PAGE.top - OFFICIAL_PAGE.bottom;
const LINE_PITCH = Math.floor((TEXT_HEIGHT * TWIPS_PER_MILLIMETRE) / LINES);
const CHARACTER_PITCH = (TEXT_WIDTH * TWIPS_PER_MILLIMETRE) / 20 / CHARACTERS;
/** 1/4096 pt beside the body's 16 pt. */
const CHARACTER_SPACE = Math.floor((CHARACTER_PITCH - SIZES.third / 2) * 4096);
const RED = "FF0000";
/** 发文机关标志 begins 35 mm below the edge of the text block (7.2.4), its letters take what the name leaves them. */
const HEAD_BELOW = 35;
const HEAD_LARGEST = 52;
/** The red line lies 4 mm below the number (7.2.7); in points for a border. */
const LINE_BELOW = 11;
/** The page's number stands 7 mm below the text block (7.5). */
const FOOTER = 23;

/** A document in the format of GB/T 9704-2012 as `.docx`. Same document and moment, same bytes. */
export async function writeOfficialWord(document: OfficialDocument, { at }: { readonly at: Date }): Promise<Uint8Array> {
  const { top, right, bottom, left, width, height } = OFFICIAL_PAGE;
  const file = new Document({
    title: document.title,
    creator: document.issuer,
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: {
        document: { run: { font: OFFICIAL_FONTS.body, size: SIZES.third, language: { value: "en-US", eastAsia: "zh-CN" } } },
      },
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: twips(width), height: twips(height) },
            margin: { top: twips(top), right: twips(right), bottom: twips(bottom), left: twips(left), footer: twips(FOOTER) },
          },
          grid: { type: DocumentGridType.LINES_AND_CHARS, linePitch: LINE_PITCH, charSpace: CHARACTER_SPACE },
        },
        footers: { default: footer("odd"), even: footer("even") },
        children: [...head(document), ...body(document), ...signature(document), imprint(document), anchor()],
      },
    ],
  });
  return settled(await Packer.pack(file, "uint8array"), at, { "word/fontTable.xml": fontTable() });
}

function head({ issuer, marks, number }: OfficialDocument): Paragraph[] {
  const size = Math.min(HEAD_LARGEST, Math.floor((TEXT_WIDTH * TWIPS_PER_MILLIMETRE) / 20 / Math.max(issuer.length, 1)));
  const above = Math.max(0, twips(HEAD_BELOW) - marks.length * LINE_PITCH);
  return [
    ...marks.map((text) => line(text, { font: OFFICIAL_FONTS.clause })),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { before: above },
      children: [run(issuer, { font: OFFICIAL_FONTS.title, size: size * 2, color: RED })],
    }),
    blank(),
    blank(),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      border: { bottom: { style: BorderStyle.SINGLE, size: 12, color: RED, space: LINE_BELOW } },
      children: [run(number ?? "〔　　〕　号")],
    }),
  ];
}

function body({ title, addressee, paragraphs }: OfficialDocument): Paragraph[] {
  const styles: Readonly<Record<OfficialStyle, NonNullable<IRunOptions["font"]>>> = {
    text: OFFICIAL_FONTS.body,
    clause: OFFICIAL_FONTS.clause,
    item: OFFICIAL_FONTS.item,
  };
  return [
    blank(),
    blank(),
    new Paragraph({ alignment: AlignmentType.CENTER, children: [run(title, { font: OFFICIAL_FONTS.title, size: SIZES.second })] }),
    blank(),
    ...(addressee === null ? [] : [line(`${addressee}：`)]),
    ...paragraphs.map(({ style, text }, at) =>
      line(text, { font: styles[style] }, { ...FIRST_LINE, alignment: AlignmentType.BOTH, keepNext: at === paragraphs.length - 1 }),
    ),
  ];
}

const FIRST_LINE: IParagraphOptions = { indent: { firstLine: Math.round(CHARACTER_PITCH * 40), firstLineChars: 200 } };

/** 7.3.5.1: the day four characters from the right, the office centred above it, the seal over both. */
function signature({ issuer, date }: OfficialDocument): Paragraph[] {
  const day = date ?? "　　年　　月　　日";
  const days = widthOf(day);
  const under = (text: string) => Math.max(0, FROM_RIGHT + (days - widthOf(text)) / 2);
  const placed = (text: string, characters: number, keepNext: boolean) =>
    line(text, {}, { alignment: AlignmentType.RIGHT, indent: { right: Math.round(characters * CHARACTER_PITCH * 20) }, keepNext });
  return [blank(true), blank(true), placed(issuer, under(issuer), true), placed(day, FROM_RIGHT, true), placed(SEAL, under(SEAL), false)];
}

const FROM_RIGHT = 4;
const SEAL = "（院印）";

/** In characters of the text: Latin letters and figures take half of one. */
function widthOf(text: string): number {
  return Array.from(text).reduce((width, sign) => width + (/[\x20-\x7e]/.test(sign) ? 0.5 : 1), 0);
}

/** 版记 at the foot of the last page: whom it goes to beside the addressee, and who printed it when. */
function imprint({ issuer, copies, date }: OfficialDocument): Table {
  const width = Math.floor(TEXT_WIDTH * TWIPS_PER_MILLIMETRE);
  const half = Math.floor(width / 2);
  const thick = { style: BorderStyle.SINGLE, size: 8, color: "000000" };
  const thin = { ...thick, size: 6 };
  const none = { style: BorderStyle.NONE, size: 0, color: "auto" };
  const side = Math.round(CHARACTER_PITCH * 20);
  const cell = (
    text: string,
    { span = 1, alignment = AlignmentType.LEFT }: { span?: number; alignment?: (typeof AlignmentType)["LEFT" | "RIGHT"] },
  ) =>
    new TableCell({
      columnSpan: span,
      width: { size: span === 1 ? half : width, type: WidthType.DXA },
      children: [new Paragraph({ alignment, indent: { left: side, right: side }, children: [run(text, { size: SIZES.fourth })] })],
    });
  const printed = new TableRow({
    cantSplit: true,
    children: [cell(issuer, {}), cell(date === null ? "印发" : `${date}印发`, { alignment: AlignmentType.RIGHT })],
  });
  const copied = new TableRow({ cantSplit: true, children: [cell(copiesLine(copies), { span: 2 })] });
  return new Table({
    width: { size: width, type: WidthType.DXA },
    columnWidths: [half, width - half],
    borders: { top: thick, bottom: thick, left: none, right: none, insideHorizontal: thin, insideVertical: none },
    float: {
      horizontalAnchor: TableAnchorType.MARGIN,
      absoluteHorizontalPosition: 0,
      verticalAnchor: TableAnchorType.MARGIN,
      relativeVerticalPosition: RelativeVerticalPosition.BOTTOM,
    },
    rows: copies === "" ? [printed] : [copied, printed],
  });
}

/** A table that floats hangs on the paragraph behind it; this one takes a point of the page. */
function anchor(): Paragraph {
  return new Paragraph({ spacing: { line: 20, lineRule: LineRuleType.EXACT }, children: [] });
}

function footer(pages: "odd" | "even"): Footer {
  const side = Math.round(CHARACTER_PITCH * 20);
  const isOdd = pages === "odd";
  return new Footer({
    children: [
      new Paragraph({
        alignment: isOdd ? AlignmentType.RIGHT : AlignmentType.LEFT,
        indent: isOdd ? { right: side } : { left: side },
        children: [new TextRun({ font: OFFICIAL_FONTS.number, size: SIZES.fourth, children: ["— ", PageNumber.CURRENT, " —"] })],
      }),
    ],
  });
}

function blank(keepNext = false): Paragraph {
  return new Paragraph({ keepNext, children: [] });
}

function line(text: string, options: Omit<IRunOptions, "text"> = {}, paragraph: IParagraphOptions = {}): Paragraph {
  return new Paragraph({ spacing: { line: LINE_PITCH, lineRule: LineRuleType.EXACT }, ...paragraph, children: [run(text, options)] });
}

function run(text: string, options: Omit<IRunOptions, "text"> = {}): TextRun {
  return new TextRun({ ...options, text });
}

function twips(millimetres: number): number {
  return Math.round(millimetres * TWIPS_PER_MILLIMETRE);
}
