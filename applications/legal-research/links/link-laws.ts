import type { LawItem, LawText } from "@yuejian/contracts";
import {
  type CitationStand,
  type CitationState,
  findCitations,
  keyOfArticle,
  type LawDirectory,
  type LawNames,
  resolveCitation,
} from "@yuejian/text";

/** That an article names a law, or an article of it. */
export interface LawLink {
  /** Article in which it stands, and its paragraph (from 1). */
  readonly key: string;
  readonly paragraph: number;
  /** Name of the law that is meant. */
  readonly law: string;
  /** Keys of the articles meant; empty: the law as a whole. */
  readonly articles: readonly string[];
  /** Whether the wording that was in force when the citing text came into force is at hand, and holds these articles. */
  readonly isResolved: boolean;
}

export interface LawLinks {
  readonly links: readonly LawLink[];
  /** Citations that lead nowhere, by why. */
  readonly unresolved: Readonly<Partial<Record<CitationState, number>>>;
}

/** Articles that one range may stand for. */
const RANGE = 50;

/** What a law refers to, in the order of its text. `on`: first day of force of the wording. A citation of a wording that is not at hand links by its number, unresolved. */
export function linksOf(
  text: Pick<LawText, "name" | "articles">,
  { names, directory, on }: { readonly names: LawNames; readonly directory: LawDirectory; readonly on: string },
): LawLinks {
  const links: LawLink[] = [];
  const unresolved: Partial<Record<CitationState, number>> = {};
  const look = (written: string, stand: CitationStand): void => {
    for (const citation of findCitations(written, { names, isLaw: true })) {
      const { state, law, articles } = resolveCitation(citation, { directory, on, stand });
      const known = { key: stand.article, paragraph: stand.paragraph };
      if (state === "resolved" && law !== null) {
        if (law === text.name && articles.every((key) => key === stand.article)) continue;
        links.push({ ...known, law, articles: articles.slice(0, RANGE), isResolved: true });
      } else if ((state === "version-not-held" || state === "law-not-yet") && law !== null) {
        links.push({ ...known, law, articles: citation.article ? [keyOfArticle(citation.article)] : [], isResolved: false });
      } else unresolved[state] = (unresolved[state] ?? 0) + 1;
    }
  };
  const self = amendedLaw(text.name);
  for (const { key, paragraphs } of text.articles)
    for (const [at, paragraph] of paragraphs.entries()) {
      const stand = { law: self, article: key, paragraph: at + 1, item: null };
      look(paragraph.text, stand);
      for (const item of paragraph.items) for (const line of linesOf(item)) look(line, { ...stand, item: item.number });
    }
  return { links, unresolved };
}

/** Numbers without a law in an amendment are of the law that it amends. */
function amendedLaw(name: string): string {
  return /^(.+)修正案(?:（.+）)?$/.exec(name)?.[1] ?? /关于修改《([^《》]+)》的决定$/.exec(name)?.[1] ?? name;
}

function linesOf({ text, items }: LawItem): string[] {
  return [text, ...items.flatMap(linesOf)];
}
