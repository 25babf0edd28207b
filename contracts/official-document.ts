/** How a paragraph of the text is set. `clause`: a heading 一、; `item`: a heading （一）. */
export type OfficialStyle = "text" | "clause" | "item";

export interface OfficialParagraph {
  readonly style: OfficialStyle;
  readonly text: string;
}

/** An official document as GB/T 9704-2012 names its parts, without how they are drawn. Its texts are in Chinese, whatever language the reader's screen has. */
export interface OfficialDocument {
  /** 发文机关标志 and 署名: the office that issues it. */
  readonly issuer: string;
  /** Upper left, one a line: 加急, 送审稿. */
  readonly marks: readonly string[];
  /** 发文字号; null while it has none. */
  readonly number: string | null;
  readonly title: string;
  /** 主送机关; null: it goes to nobody in particular. */
  readonly addressee: string | null;
  readonly paragraphs: readonly OfficialParagraph[];
  /** 成文日期 as it is written, 2026年3月1日; null before the last approval. */
  readonly date: string | null;
  /** 抄送机关; empty: nobody. */
  readonly copies: string;
}
