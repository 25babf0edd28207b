import { canonicalJson, type DatasetSchema, parseRowRef, type SealBasisId } from "@yuejian/contracts";
import type { Held, Lake } from "@yuejian/data";
import { dayInChina, isInForce } from "@yuejian/oversight";
import { majorOf } from "@yuejian/workbench";
import { sql } from "kysely";
import { approvalOf, inputsDigest } from "../safeguards/index.ts";
import type { Reading } from "../store/index.ts";
import type { ModelLibrary } from "../work/index.ts";

/** Rows of batches that people still work with: they stay until that has ended. */
export async function heldByWork(db: Reading, batches: readonly string[]): Promise<Held[]> {
  const held: Held[] = [];
  for (const batch of batches) held.push(...(await heldInBatch(db, batch)));
  return held;
}

async function heldInBatch(db: Reading, batch: string): Promise<Held[]> {
  const [leads, corrections, contests] = await Promise.all([
    // From the batch to the findings that name its rows, and from these to their leads: each step by an index.
    sql<{ row: number; lead: string; case_id: string | null; status: string; contest: string | null }>`
      select distinct finding_rows.row as row, leads.id as lead, leads.case_id, leads.status, contests.id as contest
      from finding_rows
      inner join findings on findings.run = finding_rows.run and findings.position = finding_rows.position
      inner join runs on runs.id = finding_rows.run
      inner join leads on leads.model = runs.model and leads.subject = findings.subject
      left join contests on (contests.lead = leads.id or contests.case_id = leads.case_id) and contests.status <> 'decided'
      left join cases on cases.id = leads.case_id
      where finding_rows.batch = ${batch} and ((leads.status <> 'dismissed' and (cases.id is null or cases.status = 'open')) or contests.id is not null)`.execute(
      db,
    ),
    db
      .selectFrom("corrections")
      .select(["id", "row"])
      .where("batch", "=", batch)
      .where("status", "in", ["requested", "approved"])
      .execute(),
    db.selectFrom("contests").select(["id", "record"]).where("status", "<>", "decided").where("record", "like", `${batch}:%`).execute(),
  ]);
  return [
    ...leads.rows.flatMap(({ row, lead, case_id: caseId, status, contest }): Held[] => [
      ...(status === "dismissed"
        ? []
        : [{ batch, row, ...(caseId === null ? { reason: "lead" as const, by: lead } : { reason: "case" as const, by: caseId }) }]),
      ...(contest === null ? [] : [{ batch, row, reason: "contest" as const, by: contest }]),
    ]),
    ...corrections.map(({ id, row }): Held => ({ batch, row, reason: "correction", by: id })),
    ...contests.flatMap(({ id, record }): Held[] => {
      const row = parseRowRef(record ?? "")?.row;
      return row === undefined ? [] : [{ batch, row, reason: "contest", by: id }];
    }),
  ];
}

/** Sealed rows that a model may read under an exception which is in force. */
export async function heldBySeals(
  { db, lake, models, now }: { db: Reading; lake: Pick<Lake, "sealedRows">; models: ModelLibrary; now: string },
  schema: DatasetSchema,
): Promise<Held[]> {
  const rows = await db
    .selectFrom("approvals")
    .selectAll()
    .where("kind", "=", "seal-exception")
    .where("status", "=", "approved")
    .where("valid_until", ">=", dayInChina(now))
    .execute();
  const exceptions = rows.map(approvalOf).filter((approval) => {
    const manifest = models.get(approval.model)?.manifest;
    const model = manifest && { id: manifest.id, major: majorOf(manifest.version), inputsDigest: inputsDigest(manifest) };
    return model && isInForce(approval, model, now) && manifest.inputs.some(({ dataset }) => dataset === schema.id);
  });
  if (exceptions.length === 0) return [];
  const sealed = await lake.sealedRows(schema.id);
  return [...sealed].flatMap(([ref, basis]): Held[] => {
    const place = parseRowRef(ref);
    const exception = exceptions.find(({ content }) => (content["basis"] as SealBasisId) === basis);
    return place && exception ? [{ ...place, reason: "seal-exception", by: exception.id }] : [];
  });
}

/** The same row held by the same thing once. */
export function distinct(held: readonly Held[]): Held[] {
  return [...new Map(held.map((each) => [canonicalJson(each), each])).values()];
}
