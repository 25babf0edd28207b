import { sql } from "kysely";
import { columnTypes, type Migration, type StructureBuilder } from "./migration.ts";

/** Seals, approvals, corrections, contests, expiry, and the way from a row to the findings that name it. */
export const safeguards: Migration = {
  number: 2,
  name: "safeguards",
  async run(builder) {
    const { table, index, db, engine } = builder;
    const { text } = columnTypes[engine];
    await table("finding_rows", { batch: "text", row: "integer", run: "text", position: "integer" }, ["batch", "row", "run", "position"]);
    await fillFindingRows(builder);
    // A finding's own salt, once the run's secret had to go, and the leaf of one that was erased.
    await db.schema.alterTable("findings").addColumn("salt", text).execute();
    await db.schema.alterTable("findings").addColumn("leaf", text).execute();
    await db.schema.alterTable("leads").addColumn("expired_at", text).execute();
    await table("seals", {
      id: "text key",
      kind: "text",
      dataset: "text?",
      batch: "text?",
      row: "integer?",
      person: "text?",
      basis: "text",
      reason: "text",
      sealed_by: "text",
      sealed_at: "text",
      lifted_by: "text?",
      lifted_at: "text?",
      lift_reason: "text?",
      outbox: "integer",
      lift_outbox: "integer?",
    });
    await table(
      "withdrawn_rows",
      {
        batch: "text",
        row: "integer",
        reason: "text",
        correction: "text?",
        withdrawn_by: "text",
        withdrawn_at: "text",
        outbox: "integer",
      },
      ["batch", "row"],
    );
    await table("approvals", {
      id: "text key",
      kind: "text",
      model: "text",
      model_major: "integer",
      inputs_digest: "text",
      content: "text",
      author: "text",
      created_at: "text",
      status: "text",
      decided_by: "text?",
      decided_at: "text?",
      decision_note: "text?",
      valid_until: "text",
      is_demo: "integer",
      outbox: "integer",
    });
    await table("lead_flags", {
      id: "text key",
      lead: "text -> leads.id",
      kind: "text",
      source: "text",
      raised_at: "text",
      rerun: "text?",
      found_again: "integer?",
      resolved_by: "text?",
      resolved_at: "text?",
      outcome: "text?",
      note: "text?",
      outbox: "integer",
    });
    await table("exports", { outbox: "integer key", lead: "text", user: "text", purpose: "text?", exported_at: "text" });
    await table("export_rows", { batch: "text", row: "integer", outbox: "integer" }, ["batch", "row", "outbox"]);
    await table("corrections", {
      id: "text key",
      dataset: "text",
      batch: "text",
      row: "integer",
      column_name: "text",
      old_value: "text?",
      new_value: "text?",
      reason: "text",
      evidence: "text",
      contest: "text?",
      status: "text",
      requested_by: "text",
      requested_at: "text",
      decided_by: "text?",
      decided_at: "text?",
      decision_note: "text?",
      applied_batch: "text?",
      applied_at: "text?",
      outbox: "integer",
    });
    await table("contests", {
      id: "text key",
      lead: "text?",
      case_id: "text?",
      record: "text?",
      person: "text",
      received_how: "text",
      received_at: "text",
      grounds: "text",
      office: "text",
      business_line: "text",
      due: "text",
      reviewer: "text?",
      status: "text",
      outcome: "text?",
      consequence: "text?",
      reasons: "text?",
      answer: "text?",
      answered_at: "text?",
      decided_at: "text?",
      registered_by: "text",
      registered_at: "text",
      outbox: "integer",
    });
    await index("seals", ["lifted_at"]);
    await index("approvals", ["model", "kind"]);
    await index("lead_flags", ["lead", "kind", "source"], "unique");
    await index("lead_flags", ["resolved_at", "raised_at"]);
    await index("exports", ["lead"]);
    await index("corrections", ["batch", "row"]);
    await index("contests", ["lead"]);
    await index("contests", ["status", "due"]);
  },
};

/** Findings of earlier runs. Both engines open the JSON list of references themselves. */
async function fillFindingRows({ engine, db }: StructureBuilder): Promise<void> {
  if (engine === "sqlite") {
    await sql`insert or ignore into finding_rows (batch, row, run, position)
      select substr(value, 1, instr(value, ':') - 1), cast(substr(value, instr(value, ':') + 1) as integer), run, position
      from findings, json_each(findings.row_refs)`.execute(db);
  } else {
    await sql`insert into finding_rows (batch, row, run, position)
      select split_part(value, ':', 1), cast(split_part(value, ':', 2) as bigint), run, position
      from findings, json_array_elements_text(cast(findings.row_refs as json)) as value on conflict do nothing`.execute(db);
  }
}
