import type { LawCitationsView } from "@yuejian/contracts/api";
import { canonicalName, findCitations, resolveCitation, wordingOf } from "@yuejian/text";
import { directoryWithLikeNames, neededVersions } from "./directory.ts";
import type { LawLibrary } from "./library.ts";
import { stateText } from "./views.ts";

/** Every citation of a text, with the place that it means in the wording of a day. `law`: the law that the text is; `wording`: with the text of what is quoted. LAWS_NONE */
export async function citeLaws(
  library: LawLibrary,
  {
    text,
    on,
    law,
    wording = false,
  }: { readonly text: string; readonly on: string; readonly law?: string | undefined; readonly wording?: boolean | undefined },
): Promise<LawCitationsView> {
  const shelf = await library.shelf();
  const citations = findCitations(text, { names: shelf.names, isLaw: law !== undefined });
  const self = law === undefined ? undefined : canonicalName(law);
  const directory = directoryWithLikeNames(shelf, await library.texts(neededVersions(shelf, citations, on, self)));
  const stand = self === undefined ? undefined : { law: self, article: "", paragraph: 1, item: null };
  return {
    on,
    citations: citations.map((citation) => {
      const resolved = resolveCitation(citation, { directory, on, stand });
      return {
        start: citation.start,
        end: citation.end,
        text: text.slice(citation.start, citation.end),
        canonical: citation.canonical,
        by: citation.by,
        stateText: stateText(resolved.state),
        ...resolved,
        articles: [...resolved.articles],
        paragraphs: [...resolved.paragraphs],
        items: [...resolved.items],
        meant: [...resolved.meant],
        wording: wording && isBesideQuotation(text, citation) ? wordingOf(directory, resolved) : null,
      };
    }),
  };
}

/** How near to a citation the words stand that are quoted for it. */
const NEAR = 24;
const isBesideQuotation = (text: string, { start, end }: { readonly start: number; readonly end: number }): boolean =>
  text.slice(end, end + NEAR).includes("“") || text.slice(Math.max(0, start - NEAR), start).includes("”");
