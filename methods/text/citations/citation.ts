/** How the text names the law:
 *  - named: by its name or an abbreviation that stands there
 *  - carried: not named again; the one named before
 *  - self: the text itself (本法), or nothing that is named */
export type CitedBy = "named" | "carried" | "self";

export interface ArticleNumber {
  readonly number: number;
  /** 之一 is 1; 0: none. */
  readonly sub: number;
}

/** The key under which a text has the article: 133, 133-1. */
export function keyOfArticle({ number, sub }: ArticleNumber): string {
  return sub === 0 ? String(number) : `${number}-${sub}`;
}

/** A place in a law. Levels that are not told are null; `article` null with `paragraph` or `item` told: of the article in which the citation stands. */
export interface CitedPlace {
  readonly article: ArticleNumber | null;
  readonly paragraph: number | null;
  readonly item: number | null;
  readonly subitem: number | null;
  /** 第二编第三章: the deepest that is told. */
  readonly division: { readonly kind: "part" | "subpart" | "chapter" | "section"; readonly number: number } | null;
  /** Last of a range on the deepest level told: 第十条至第十五条. */
  readonly until: ArticleNumber | null;
  /** 前款 is −1, 前两款 −2, 前条 −1: counted back from where the citation stands, and on which level; null: none. */
  readonly back: { readonly level: "article" | "paragraph" | "item"; readonly count: number } | null;
}

export interface Citation extends CitedPlace {
  /** Span of the citation, the name of the law included where it stands beside it. */
  readonly start: number;
  readonly end: number;
  /** Name as written, without quotation marks; the abbreviation's meaning where the text itself defines it. Null: `self` without a word for it. */
  readonly law: string | null;
  readonly by: CitedBy;
  /** `刑法 133-1.1(2)`: one spelling for every form. */
  readonly canonical: string;
}

/** One spelling of a place: `133-1.2(3)`, `10..15`, `.2`, `^¶1`. */
export function placeText(place: CitedPlace): string {
  const { article, paragraph, item, subitem, division, until, back } = place;
  let text = division ? `${division.kind}${division.number}` : "";
  if (article) text += keyOfArticle(article);
  if (back) text += `^${{ article: "§", paragraph: "¶", item: "#" }[back.level]}${back.count}`;
  if (paragraph !== null) text += `.${paragraph}`;
  if (item !== null) text += `(${item})`;
  if (subitem !== null) text += `[${subitem}]`;
  return until ? `${text}..${keyOfArticle(until)}` : text;
}
