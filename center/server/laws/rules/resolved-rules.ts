import { type Citation, placeText, type ResolvedCitation, resolveCitation } from "@yuejian/text";
import type { Reading } from "../../store/index.ts";
import type { ModelLibrary } from "../../work/index.ts";
import { directoryOf, neededVersions } from "../directory.ts";
import type { LawLibrary, LawShelf } from "../library.ts";
import { type BoundRule, boundRules } from "./bound-rules.ts";

export interface ResolvedRule extends BoundRule {
  readonly resolved: readonly { readonly citation: Citation; readonly place: string; readonly means: ResolvedCitation }[];
}

/** The rules of the house and what their citations mean in the wordings of a day. LAWS_NONE */
export async function resolvedRules(
  { library, db, models }: { readonly library: LawLibrary; readonly db: Reading; readonly models: ModelLibrary },
  on: string,
): Promise<{ readonly shelf: LawShelf; readonly rules: readonly ResolvedRule[] }> {
  const shelf = await library.shelf();
  const rules = await boundRules(db, models, shelf.names);
  const citations = rules.flatMap((rule) => rule.citations);
  const directory = directoryOf(shelf, await library.texts(neededVersions(shelf, citations, on)));
  return {
    shelf,
    rules: rules.map((rule) => ({
      ...rule,
      resolved: rule.citations.map((citation) => ({
        citation,
        place: placeText(citation),
        means: resolveCitation(citation, { directory, on }),
      })),
    })),
  };
}
