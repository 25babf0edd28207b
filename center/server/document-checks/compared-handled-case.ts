import type { OfficialDocument } from "@yuejian/contracts";
import { recordOfHandledCase } from "@yuejian/document-assistant";
import { handledOf } from "../casework/index.ts";
import { officialFile } from "../documents/index.ts";
import type { Reading, Row } from "../store/index.ts";
import { type Comparison, materialOfWord, type NamedText } from "./material.ts";

/** What the house knows of a case of the business system: cause and days of its export, and what was issued in its steps but for the document `part` itself. */
export async function comparedWithHandledCase(db: Reading, row: Row<"handled_cases">, part: string | null): Promise<Comparison> {
  const steps = await db
    .selectFrom("procedural_steps")
    .select(["id", "document", "changed_at"])
    .where("case_id", "=", row.id)
    .where("document", "is not", null)
    .execute();
  const others = await Promise.all(
    steps.filter(({ id }) => id !== part).map((step) => textOfIssued(JSON.parse(step.document ?? "") as OfficialDocument, step.changed_at)),
  );
  return { records: [recordOfHandledCase(handledOf(row))], others, unread: [] };
}

/** A document of the house as it is issued. */
export async function textOfIssued(document: OfficialDocument, at: string): Promise<NamedText> {
  const { bytes, name } = await officialFile(document, { format: "docx", at });
  return { name, paragraphs: materialOfWord(name, bytes).paragraphs };
}

/** Numbers of cases of either kind, by their ids. */
export async function numbersOfCases(db: Reading, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
  const wanted = ids.flatMap((id) => id ?? []);
  if (wanted.length === 0) return new Map();
  const found = await Promise.all([
    db.selectFrom("cases").select(["id", "number"]).where("id", "in", wanted).execute(),
    db.selectFrom("handled_cases").select(["id", "number"]).where("id", "in", wanted).execute(),
  ]);
  return new Map(found.flat().map(({ id, number }) => [id, number]));
}
