import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  HeadingLevel,
  ImageRun,
  type IRunOptions,
  Packer,
  PageNumber,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from "docx";
import {
  BAR_STEPS,
  type BarRow,
  type Block,
  barSteps,
  type PageLayout,
  type ParagraphStyle,
  type PlacedPicture,
  type PrintedDocument,
  type TermRow,
} from "./document.ts";
import { qrPng } from "./qr-code.ts";
import { settled } from "./settle-archive.ts";

/** Fonts of official documents, which stand on the machines of offices; Word takes another where one is missing. */
const FONTS = {
  body: { ascii: "Times New Roman", hAnsi: "Times New Roman", eastAsia: "仿宋" },
  heading: { ascii: "Times New Roman", hAnsi: "Times New Roman", eastAsia: "黑体" },
  code: { ascii: "Courier New", hAnsi: "Courier New", eastAsia: "仿宋" },
} as const;

/** Half points. */
const SIZES = { title: 40, subtitle: 24, heading: 28, body: 24, note: 20, code: 19, footer: 18 } as const;
const MILLIMETRE = 1440 / 25.4;
const PIXELS_PER_MILLIMETRE = 96 / 25.4;
const QR_SCALE = 8;

/** The document as `.docx`. Same document, same bytes. */
export async function writeWord(document: PrintedDocument): Promise<Uint8Array> {
  const { page } = document;
  const file = new Document({
    title: document.title,
    creator: document.author,
    styles: {
      default: { document: { run: { font: FONTS.body, size: SIZES.body, language: { value: "en-US", eastAsia: document.language } } } },
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: twips(page.width), height: twips(page.height) },
            margin: { top: twips(page.top), right: twips(page.right), bottom: twips(page.bottom), left: twips(page.left) },
          },
        },
        footers: { default: new Footer({ children: [footer(document.footer)] }) },
        children: [
          centred(document.title, { font: FONTS.heading, size: SIZES.title, bold: true }, 120),
          ...(document.subtitle === undefined ? [] : [centred(document.subtitle, { size: SIZES.subtitle }, 240)]),
          ...document.blocks.flatMap((block, at) => drawn(block, { page, at })),
        ],
      },
    ],
  });
  return settled(await Packer.pack(file, "uint8array"), document.at);
}

/** `at`: which block it is; the library would number pictures through the life of the process. */
function drawn(block: Block, { page, at }: { readonly page: PageLayout; readonly at: number }): (Paragraph | Table)[] {
  switch (block.kind) {
    case "heading":
      return [
        new Paragraph({
          heading: block.level === 1 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2,
          spacing: { before: 240, after: 80 },
          keepNext: true,
          children: [new TextRun({ text: block.text, font: FONTS.heading, size: SIZES.heading, color: "000000" })],
        }),
      ];
    case "paragraph":
      return [paragraph(block.text, block.style ?? "body")];
    case "list":
      return block.items.map((text) => new Paragraph({ bullet: { level: 0 }, spacing: { after: 60 }, children: [new TextRun({ text })] }));
    case "terms":
      return [terms(block.rows, page), new Paragraph({ spacing: { after: 60 }, children: [] })];
    case "bars":
      return [
        centred(block.caption, { size: SIZES.note }, 60),
        bars(block.rows, page),
        new Paragraph({ spacing: { after: 60 }, children: [] }),
      ];
    case "pictures":
      return pictures(block.pictures, { page, at });
    case "qr": {
      const side = Math.round(block.millimetres * PIXELS_PER_MILLIMETRE);
      const { png } = qrPng(block.text, QR_SCALE);
      const altText = { id: String(at + 1), title: "QR", description: block.text, name: "QR" };
      return [
        new Paragraph({
          alignment: AlignmentType.CENTER,
          keepNext: true,
          children: [new ImageRun({ type: "png", data: png, transformation: { width: side, height: side }, altText })],
        }),
        centred(block.caption, { size: SIZES.note }, 120),
      ];
    }
  }
}

/** Side by side, as wide together as the text. */
function pictures(placed: readonly PlacedPicture[], { page, at }: { readonly page: PageLayout; readonly at: number }): Paragraph[] {
  const gap = 3;
  const wide = (page.width - page.left - page.right - gap * (placed.length - 1)) / Math.max(1, placed.length);
  const width = Math.floor(wide * PIXELS_PER_MILLIMETRE);
  const runs = placed.flatMap((picture, index) => {
    const size = { width, height: Math.round((width * picture.height) / picture.width) };
    const number = String((at + 1) * 100 + index);
    const altText = { id: number, title: picture.caption, description: picture.caption, name: `picture ${number}` };
    const run = new ImageRun({ type: picture.isJpeg ? "jpg" : "png", data: picture.png, transformation: size, altText });
    return index === 0 ? [run] : [new TextRun({ text: " " }), run];
  });
  return [
    new Paragraph({ alignment: AlignmentType.CENTER, keepNext: true, children: runs }),
    centred(placed.map(({ caption }) => caption).join("　　"), { size: SIZES.note }, 120),
  ];
}

function paragraph(text: string, style: ParagraphStyle): Paragraph {
  const font = style === "code" ? FONTS.code : FONTS.body;
  return new Paragraph({ spacing: { after: 80 }, children: [new TextRun({ text, font, size: SIZES[style] })] });
}

function centred(text: string, run: Omit<IRunOptions, "text">, after: number): Paragraph {
  return new Paragraph({ alignment: AlignmentType.CENTER, spacing: { after }, children: [new TextRun({ ...run, text })] });
}

const TERM_SHARE = 0.26;

function terms(rows: readonly TermRow[], page: PageLayout): Table {
  const width = twips(page.width - page.left - page.right);
  const widths = [Math.round(width * TERM_SHARE), width - Math.round(width * TERM_SHARE)];
  const border = { style: BorderStyle.SINGLE, size: 4, color: "808080" };
  const cell = (text: string, column: 0 | 1, run: Omit<IRunOptions, "text">) =>
    new TableCell({
      width: { size: widths[column] ?? 0, type: WidthType.DXA },
      margins: { top: 40, bottom: 40, left: 90, right: 90 },
      children: [new Paragraph({ children: [new TextRun({ ...run, text })] })],
    });
  return new Table({
    columnWidths: widths,
    width: { size: width, type: WidthType.DXA },
    borders: { top: border, bottom: border, left: border, right: border, insideHorizontal: border, insideVertical: border },
    rows: rows.map(
      ({ term, value, isCode }) =>
        new TableRow({
          cantSplit: true,
          children: [
            cell(term, 0, { size: SIZES.note }),
            cell(value, 1, isCode === true ? { font: FONTS.code, size: SIZES.code } : { size: SIZES.note }),
          ],
        }),
    ),
  });
}

const BAR_LABEL_SHARE = 0.3;
const BAR_VALUE_SHARE = 0.12;

/** Bars as shaded cells: part of the text, no picture. */
function bars(rows: readonly BarRow[], page: PageLayout): Table {
  const width = twips(page.width - page.left - page.right);
  const step = Math.floor((width * (1 - BAR_LABEL_SHARE - BAR_VALUE_SHARE)) / BAR_STEPS);
  const value = Math.round(width * BAR_VALUE_SHARE);
  const label = width - value - step * BAR_STEPS;
  const none = { style: BorderStyle.NONE, size: 0, color: "auto" };
  const gap = { style: BorderStyle.SINGLE, size: 24, color: "FFFFFF" };
  const cell = (text: string, alignment: (typeof AlignmentType)[keyof typeof AlignmentType]) =>
    new TableCell({ children: [new Paragraph({ alignment, children: [new TextRun({ text, size: SIZES.note })] })] });
  const part = (steps: number, fill: string | null) =>
    steps === 0
      ? []
      : [
          new TableCell({
            columnSpan: steps,
            ...(fill === null
              ? {}
              : { shading: { type: ShadingType.CLEAR, color: "auto", fill }, borders: { top: gap, bottom: gap, left: none, right: none } }),
            children: [new Paragraph({ children: [] })],
          }),
        ];
  const steps = barSteps(rows);
  return new Table({
    columnWidths: [label, ...Array.from({ length: BAR_STEPS }, () => step), value],
    layout: TableLayoutType.FIXED,
    width: { size: width, type: WidthType.DXA },
    borders: { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none },
    rows: rows.map((row, at) => {
      const long = steps[at] ?? 0;
      return new TableRow({
        cantSplit: true,
        children: [
          cell(row.label, AlignmentType.LEFT),
          ...part(long, "1F5FA8"),
          ...part(BAR_STEPS - long, null),
          cell(row.shown, AlignmentType.RIGHT),
        ],
      });
    }),
  });
}

function footer(words: string | undefined): Paragraph {
  const numbers = [PageNumber.CURRENT, " / ", PageNumber.TOTAL_PAGES];
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [new TextRun({ size: SIZES.footer, children: [...(words === undefined ? [] : [`${words}　`]), ...numbers] })],
  });
}

function twips(millimetres: number): number {
  return Math.round(millimetres * MILLIMETRE);
}
