/** Kinds of legal texts, the strongest first. */
export const LAW_LEVELS = {
  constitution: { zh: "宪法", en: "Constitution" },
  law: { zh: "法律", en: "Law" },
  decision: { zh: "有关法律问题的决定", en: "Decision on a question of law" },
  regulation: { zh: "行政法规", en: "Administrative regulation" },
  interpretation: { zh: "司法解释", en: "Judicial interpretation" },
  rule: { zh: "部门规章", en: "Departmental rule" },
  local: { zh: "地方性法规", en: "Local regulation" },
  case: { zh: "案例", en: "Case" },
  other: { zh: "其他文件", en: "Other document" },
} as const;
export type LawLevel = keyof typeof LAW_LEVELS;

export const LAW_EVENT_KINDS = ["adopted", "published", "effective", "amended", "repealed"] as const;
export type LawEventKind = (typeof LAW_EVENT_KINDS)[number];

/** One line of a text's own history. */
export interface LawEvent {
  readonly kind: LawEventKind;
  /** Day, `YYYY-MM-DD`. */
  readonly on: string;
  /** The words it was read from. */
  readonly by: string;
}

/** Item （一） of a paragraph, or 1. of an item. */
export interface LawItem {
  readonly number: number;
  readonly text: string;
  readonly items: readonly LawItem[];
}

export interface LawParagraph {
  readonly text: string;
  readonly items: readonly LawItem[];
}

export const LAW_DIVISIONS = ["part", "subpart", "chapter", "section", "annex"] as const;
export type LawDivisionKind = (typeof LAW_DIVISIONS)[number];

export interface LawDivision {
  readonly kind: LawDivisionKind;
  readonly number: number;
  readonly title: string;
}

/** An article, or what stands for one where a text has none: a numbered point 一、, a headed passage, the whole text. */
export interface LawArticle {
  /** `133`, `133-1`; points 一、 `p1`, passages without a number `t1`; in annexes `a1:3`. Unique within the text. */
  readonly key: string;
  /** As written: 第一百三十三条之一. */
  readonly label: string;
  /** What stands in 【】 after the number, else empty. */
  readonly heading: string;
  readonly divisions: readonly LawDivision[];
  readonly paragraphs: readonly LawParagraph[];
  /** Line of the file, from 1. */
  readonly line: number;
}

export const LAW_FAULTS = {
  "article-out-of-order": { zh: "{label} 出现在 {after} 之后", en: "{label} stands after {after}" },
  "article-twice": { zh: "{label} 出现两次", en: "{label} occurs twice" },
  "article-missing": { zh: "{after} 之后缺少条文，下一条是 {label}", en: "articles are missing between {after} and {label}" },
  "date-unreadable": { zh: "日期无法识别：{text}", en: "unreadable date: {text}" },
  "date-unknown": { zh: "文中没有通过、公布或者修改日期", en: "the text tells no day of adoption, publication or amendment" },
} as const;
export type LawFaultCode = keyof typeof LAW_FAULTS;

export interface LawFault {
  readonly code: LawFaultCode;
  readonly line: number;
  readonly parameters: Readonly<Record<string, string>>;
}

/** A line that belongs to no article, and is no title, heading or history. */
export interface LawRemainder {
  readonly line: number;
  readonly text: string;
}

/** One text as a file tells it. */
export interface LawText {
  /** As printed: 中华人民共和国刑法. */
  readonly title: string;
  /** Without the state's name and spaces: 刑法. The same for all versions. */
  readonly name: string;
  readonly level: LawLevel;
  readonly issuer: string;
  /** Name of the province or city of a local regulation, else empty. */
  readonly region: string;
  /** 法释〔2013〕10号, or empty. */
  readonly documentNumber: string;
  readonly history: readonly LawEvent[];
  /** Day of this wording: the last adoption or amendment told; null: unknown. */
  readonly versionOn: string | null;
  /** First day of force as told, else the day of the version. */
  readonly effectiveOn: string | null;
  /** What stands before the first article: the purpose of an interpretation, a preamble. */
  readonly preamble: readonly string[];
  readonly articles: readonly LawArticle[];
  /** Names of texts that this one repeals. */
  readonly repeals: readonly string[];
  readonly remainders: readonly LawRemainder[];
  readonly faults: readonly LawFault[];
}
