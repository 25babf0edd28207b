import { type DocumentFinding, type FindingDecision, YuejianError } from "@yuejian/contracts";
import type { Reading, Row } from "../store/index.ts";

export type CheckRow = Row<"document_checks">;

export interface KeptFinding {
  readonly position: number;
  readonly finding: DocumentFinding;
  readonly decision: FindingDecision | null;
  /** What the same person had said of it in an earlier check of the document. */
  readonly before: FindingDecision | null;
}

/** A check of one's own. DOCUMENT_CHECK_UNKNOWN */
export async function ownCheck(db: Reading, id: string, actor: string): Promise<CheckRow> {
  const row = await db.selectFrom("document_checks").selectAll().where("id", "=", id).where("actor", "=", actor).executeTakeFirst();
  if (!row) throw new YuejianError("DOCUMENT_CHECK_UNKNOWN", { check: id });
  return row;
}

/** What was found, with its words. DOCUMENT_TEXT_ERASED */
export async function keptFindings(db: Reading, { id, erased_at: erasedAt }: CheckRow): Promise<KeptFinding[]> {
  if (erasedAt !== null) throw new YuejianError("DOCUMENT_TEXT_ERASED", { at: erasedAt.slice(0, 10) });
  const rows = await db.selectFrom("document_findings").selectAll().where("check_id", "=", id).orderBy("position").execute();
  return rows.flatMap(({ position, rule, severity, probability, content, decision, before }) => {
    if (content === null) return [];
    const words = JSON.parse(content) as Omit<DocumentFinding, "rule" | "severity" | "probability">;
    const finding = { rule, severity, ...words, ...(probability === null ? {} : { probability: Number(probability) }) };
    return [{ position, finding, decision, before }];
  });
}
