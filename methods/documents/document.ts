/** What stands in a document, without how it is drawn. Texts are plain: whatever they hold, it is shown and never interpreted. */
export interface PrintedDocument {
  readonly title: string;
  /** Second line of the title, smaller. */
  readonly subtitle?: string;
  /** For the properties of the file. */
  readonly author: string;
  readonly language: "zh-CN" | "en";
  /** Stands in the properties of the file: documents know no clock. */
  readonly at: Date;
  readonly page: PageLayout;
  readonly blocks: readonly Block[];
  /** At the foot of each page, before its number. */
  readonly footer?: string;
}

/** Millimetres. */
export interface PageLayout {
  readonly width: number;
  readonly height: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** GB/T 9704-2012: A4, top margin 37 mm, binding side 28 mm, a text block of 156 by 225 mm. */
export const OFFICIAL_PAGE: PageLayout = { width: 210, height: 297, top: 37, right: 26, bottom: 35, left: 28 };

export type Block =
  | { readonly kind: "heading"; readonly level: 1 | 2; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string; readonly style?: ParagraphStyle }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "terms"; readonly rows: readonly TermRow[] }
  | { readonly kind: "bars"; readonly caption: string; readonly rows: readonly BarRow[] }
  | { readonly kind: "pictures"; readonly pictures: readonly PlacedPicture[] }
  | { readonly kind: "qr"; readonly text: string; readonly caption: string; readonly millimetres: number };

/** `note`: smaller, for what stands beside. `code`: letters of one width, broken anywhere. */
export type ParagraphStyle = "body" | "note" | "code";

/** A term and what it is; `isCode` for digests and keys, which are compared letter by letter. */
export interface TermRow {
  readonly term: string;
  readonly value: string;
  readonly isCode?: boolean;
}

/** A PNG, or a JPEG where it says so, with its own width and height in pixels, and what it shows; pictures of a block stand side by side over the width of the text. */
export interface PlacedPicture {
  readonly png: Uint8Array;
  readonly isJpeg?: boolean;
  readonly width: number;
  readonly height: number;
  readonly caption: string;
}

/** One bar from zero; without a value there is none, only what is shown. */
export interface BarRow {
  readonly label: string;
  readonly value: number | null;
  readonly shown: string;
}

/** Shares of the longest bar, in steps of a fortieth; a value above nought is at least one. */
export function barSteps(rows: readonly BarRow[]): number[] {
  const most = Math.max(0, ...rows.map(({ value }) => value ?? 0));
  return rows.map(({ value }) => (value === null || value <= 0 ? 0 : Math.max(1, Math.round((BAR_STEPS * value) / most))));
}

export const BAR_STEPS = 40;

/** All text of a document in reading order, a line for each paragraph and cell: what golden files hold. */
export function plainText({ title, subtitle, blocks }: PrintedDocument): string {
  const lines = blocks.flatMap((block): string[] => {
    switch (block.kind) {
      case "heading":
        return ["", block.text];
      case "paragraph":
        return [block.text];
      case "list":
        return block.items.map((item) => `• ${item}`);
      case "terms":
        return block.rows.map(({ term, value }) => `${term}\t${value}`);
      case "bars":
        return [block.caption, ...block.rows.map(({ label, shown }) => `${label}\t${shown}`)];
      case "pictures":
        return block.pictures.map(({ caption }) => `[ ${caption} ]`);
      case "qr":
        return [block.caption, ...block.text.split("\n").map((line) => `| ${line}`)];
    }
  });
  return [title, ...(subtitle === undefined ? [] : [subtitle]), ...lines, ""].join("\n");
}

/** 抄送 in the imprint: a full stop stands behind the last of them (GB/T 9704-2012, 7.4.2). */
export const copiesLine = (copies: string): string => `抄送：${copies.trim().replace(/[，、；。,;.\s]+$/, "")}。`;
