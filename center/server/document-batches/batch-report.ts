import type { DocumentReport, Text } from "@yuejian/contracts";
import { type FoundInDocument, reportOf } from "@yuejian/document-assistant";
import type { Reading } from "../store/index.ts";
import { type BatchRow, filesOf } from "./batches.ts";

/** Checks a query. */
const PIECE = 200;

/** What was found in the documents of a batch and not rejected, one by one and together, and what could not be read. */
export async function batchReport(db: Reading, batch: BatchRow, at: Date): Promise<DocumentReport> {
  const files = await filesOf(db, batch.id);
  const found = await rulesOf(
    db,
    files.flatMap(({ check_id: check }) => check ?? []),
  );
  const documents = files.flatMap(({ path, check_id: check }): FoundInDocument[] => {
    const own = check === null ? undefined : found.get(check);
    return own === undefined ? [] : [{ file: path ?? check ?? "", ...own, scannedPages: 0 }];
  });
  const unread = files.flatMap(({ path, refused }) =>
    refused === null ? [] : [{ file: path ?? "", reason: (JSON.parse(refused) as { readonly text: Text }).text }],
  );
  return reportOf(documents, { folder: batch.name ?? batch.id, at, unread });
}

async function rulesOf(db: Reading, checks: readonly string[]): Promise<Map<string, Pick<FoundInDocument, "characters" | "findings">>> {
  const found = new Map<string, { characters: number; findings: { rule: string }[] }>();
  for (let from = 0; from < checks.length; from += PIECE) {
    const ids = checks.slice(from, from + PIECE);
    const rows = await db.selectFrom("document_checks").select(["id", "characters"]).where("id", "in", ids).execute();
    for (const { id, characters } of rows) found.set(id, { characters, findings: [] });
    const findings = await db
      .selectFrom("document_findings")
      .select(["check_id", "rule"])
      .where("check_id", "in", ids)
      .where((build) => build.or([build("decision", "is", null), build("decision", "<>", "rejected")]))
      .execute();
    for (const { check_id: check, rule } of findings) found.get(check)?.findings.push({ rule });
  }
  return found;
}
