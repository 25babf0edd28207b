import type { LawArticle, LawItem, LawLevel, LawText } from "@yuejian/contracts";
import { foldText, type TextIndex, TextIndexBuilder } from "@yuejian/text";

/** One article of one wording, as the search knows it. */
export interface Passage {
  /** Of `PassageTable.laws`. */
  readonly law: number;
  /** The caller's id of the wording. */
  readonly version: string;
  readonly key: string;
  readonly level: LawLevel;
  /** Of `PassageTable.headings`. */
  readonly heading: number;
  /** Of the same article in other wordings; the same for all of them. */
  readonly group: number;
}

/** Everything that is searched, without the texts themselves. */
export interface PassageTable {
  /** Names of laws without the state's. */
  readonly laws: readonly string[];
  /** Name of the law and its divisions above the article, folded. */
  readonly headings: readonly string[];
  readonly passages: readonly Passage[];
  readonly body: TextIndex;
  readonly heading: TextIndex;
}

/** All of an article's text, a line a paragraph or item. */
export function articleText(article: LawArticle): string {
  const items = (list: readonly LawItem[]): string[] => list.flatMap((item) => [item.text, ...items(item.items)]);
  const lines = article.paragraphs.flatMap(({ text, items: own }) => [text, ...items(own)]);
  return [...(article.heading === "" ? [] : [article.heading]), ...lines].join("\n");
}

/** Builds the table from wordings, one after the other. */
export class PassageTableBuilder {
  readonly #laws = new Map<string, number>();
  readonly #headings = new Map<string, number>();
  readonly #groups = new Map<string, number>();
  readonly #passages: Passage[] = [];
  readonly #body = new TextIndexBuilder();

  add(version: string, { name, level, articles }: Pick<LawText, "name" | "level" | "articles">): void {
    const law = numberIn(this.#laws, name);
    for (const article of articles) {
      const heading = numberIn(this.#headings, foldText([name, ...article.divisions.map(({ title }) => title)].join("\n")));
      this.#passages.push({ law, version, key: article.key, level, heading, group: numberIn(this.#groups, `${law} ${article.key}`) });
      this.#body.add(articleText(article));
    }
  }

  build(): PassageTable {
    const headings = [...this.#headings.keys()];
    const heading = new TextIndexBuilder();
    for (const text of headings) heading.add(text);
    return { laws: [...this.#laws.keys()], headings, passages: this.#passages, body: this.#body.build(), heading: heading.build() };
  }
}

function numberIn(map: Map<string, number>, key: string): number {
  const known = map.get(key);
  if (known !== undefined) return known;
  map.set(key, map.size);
  return map.size - 1;
}
