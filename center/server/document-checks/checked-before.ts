import type { Reading } from "../store/index.ts";
import type { CasePlace, NamedText } from "./material.ts";

/** Documents of a case that are compared with a new one. */
const MOST = 30;

/** Documents that the person had checked for the same case and whose text is still kept, the newest check of each. */
export async function checkedBefore(
  db: Reading,
  { place, actor }: { readonly place: CasePlace; readonly actor: string },
): Promise<NamedText[]> {
  const { caseId, handledCase, part } = place;
  if (caseId === null && handledCase === null) return [];
  const rows = await db
    .selectFrom("document_checks")
    .select(["document", "name", "paragraphs", "part"])
    .where("actor", "=", actor)
    .where("erased_at", "is", null)
    .where((is) => (caseId === null ? is("handled_case", "=", handledCase) : is("case_id", "=", caseId)))
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    .limit(MOST * 10)
    .execute();
  const newest = new Map(rows.toReversed().map((row) => [row.document, row]));
  return (
    [...newest.values()]
      // What the house itself wrote is compared as it stands now.
      .filter((row) => row.part === null || (row.part.startsWith("cfl_") && row.part !== part))
      .slice(-MOST)
      .flatMap(({ document, name, paragraphs }) =>
        name === null || paragraphs === null ? [] : [{ document, name, paragraphs: JSON.parse(paragraphs) as string[] }],
      )
  );
}
