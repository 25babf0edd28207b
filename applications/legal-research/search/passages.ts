import type { LawArticle, LawLevel, LawText } from "@yuejian/contracts";
import {
  articleLines,
  bareName,
  canonicalName,
  findCitations,
  foldText,
  keyOfArticle,
  lawNames,
  type TextIndex,
  TextIndexBuilder,
} from "@yuejian/text";

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
  readonly citations: PassageCitations;
}

/** Which articles a passage cites: the groups from `offsets[passage]` to the next. */
export interface PassageCitations {
  readonly offsets: Uint32Array;
  readonly groups: Uint32Array;
}

/** All of an article's text, a line a paragraph or item. */
export function articleText(article: LawArticle): string {
  return [...(article.heading === "" ? [] : [article.heading]), ...articleLines(article)].join("\n");
}

/** Builds the table from wordings, one after the other. */
export class PassageTableBuilder {
  readonly #laws = new Map<string, number>();
  readonly #headings = new Map<string, number>();
  readonly #groups = new Map<string, number>();
  readonly #passages: Passage[] = [];
  readonly #body = new TextIndexBuilder();
  /** Texts that cite articles, by passage: whom they mean shows once all laws are known. */
  readonly #citing = new Map<number, string>();

  add(version: string, { name, level, articles }: Pick<LawText, "name" | "level" | "articles">): void {
    const law = numberIn(this.#laws, name);
    for (const article of articles) {
      const heading = numberIn(this.#headings, foldText([name, ...article.divisions.map(({ title }) => title)].join("\n")));
      this.#passages.push({ law, version, key: article.key, level, heading, group: numberIn(this.#groups, `${law} ${article.key}`) });
      const text = articleText(article);
      if (/第[^第条]{1,12}条/.test(text)) this.#citing.set(this.#passages.length - 1, text);
      this.#body.add(text);
    }
  }

  build(): PassageTable {
    const headings = [...this.#headings.keys()];
    const heading = new TextIndexBuilder();
    for (const text of headings) heading.add(text);
    return {
      laws: [...this.#laws.keys()],
      headings,
      passages: this.#passages,
      body: this.#body.build(),
      heading: heading.build(),
      citations: this.#cited(),
    };
  }

  #cited(): PassageCitations {
    const names = lawNames(this.#laws.keys());
    const laws = new Map([...this.#laws].map(([name, law]) => [foldText(name), law]));
    const offsets = new Uint32Array(this.#passages.length + 1);
    const groups: number[] = [];
    for (const [at, { law, group }] of this.#passages.entries()) {
      const own = new Set<number>();
      for (const citation of findCitations(this.#citing.get(at) ?? "", { names, isLaw: true })) {
        if (!citation.article) continue;
        const named = citation.by === "named" && citation.law !== null ? citation.law : null;
        const meant = named === null ? law : (laws.get(canonicalName(named)) ?? laws.get(bareName(named)));
        const found = meant === undefined ? undefined : this.#groups.get(`${meant} ${keyOfArticle(citation.article)}`);
        if (found !== undefined && found !== group) own.add(found);
      }
      groups.push(...own);
      offsets[at + 1] = groups.length;
    }
    return { offsets, groups: Uint32Array.from(groups) };
  }
}

function numberIn(map: Map<string, number>, key: string): number {
  const known = map.get(key);
  if (known !== undefined) return known;
  map.set(key, map.size);
  return map.size - 1;
}
