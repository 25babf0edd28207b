import { sql } from "kysely";
import { columnTypes, type Migration, type StructureBuilder } from "./migration.ts";

/** Cases have a history that leads to their state, clocks, people and files. */
export const oversight: Migration = {
  number: 18,
  name: "oversight",
  async run(builder) {
    const { table, index, db, engine } = builder;
    const { text } = columnTypes[engine];
    const add = (name: string, fallback?: string) =>
      db.schema
        .alterTable("cases")
        .addColumn(name, text, (column) => (fallback === undefined ? column : column.notNull().defaultTo(fallback)))
        .execute();
    await add("stage", "filed");
    await add("next_what");
    await add("next_person");
    await add("next_level");
    await add("next_office");
    await add("due");
    await add("receiver");
    await add("changed_at", "");
    await add("ended_at");
    await table("case_events", {
      id: "text key",
      case_id: "text -> cases.id",
      case_version: "integer",
      at: "text",
      actor: "text",
      action: "text",
      deed: "text",
      facts: "text",
      outbox: "integer",
    });
    await table(
      "case_clocks",
      {
        case_id: "text -> cases.id",
        key: "text",
        kind: "text",
        rule: "text?",
        from_day: "text",
        due: "text",
        stopped_on: "text?",
        person: "text?",
      },
      ["case_id", "key"],
    );
    await table("case_people", { case_id: "text -> cases.id", person: "text", part: "text" }, ["case_id", "person", "part"]);
    await table("case_files", {
      id: "text key",
      case_id: "text -> cases.id",
      name: "text",
      type: "text",
      size: "integer",
      sha256: "text",
      sm3: "text",
      actor: "text",
      at: "text",
    });
    await table("instrument_numbers", { office: "text", series: "text", year: "integer", last: "integer" }, ["office", "series", "year"]);
    await fillHistory(builder);
    await index("case_events", ["case_id", "case_version"], "unique");
    await index("case_clocks", ["person", "stopped_on", "due"]);
    await index("case_people", ["person"]);
    await index("case_files", ["case_id"]);
    await index("cases", ["stage", "model"]);
    await index("cases", ["next_person"]);
    await index("cases", ["status", "due"]);
    await index("leads", ["case_id"]);
  },
};

interface FiledRow {
  readonly id: string;
  readonly version: number;
  readonly number: string;
  readonly lead: string;
  readonly model: string;
  readonly subject: string;
  readonly subject_name: string;
  readonly office: string;
  readonly business_line: string;
  readonly owner: string;
  readonly status: string;
  readonly opened_at: string;
  readonly outbox: number;
}

/** Cases filed before: their statement is their first event. */
async function fillHistory({ db }: StructureBuilder): Promise<void> {
  const { rows } = await sql<FiledRow>`select * from cases order by id`.execute(db);
  for (const row of rows) {
    const { id, version, number, lead, model, subject, subject_name: subjectName, office, owner, status, opened_at: at } = row;
    const filing = { id, version, number, lead, model, subject, subjectName, office, owner, status, openedAt: at };
    const deed = JSON.stringify({ action: "filed", filing, line: row.business_line });
    await sql`insert into case_events (id, case_id, case_version, at, actor, action, deed, facts, outbox)
      values (${`evt${id.slice(3)}`}, ${id}, 1, ${at}, ${owner}, 'filed', ${deed}, '{}', ${row.outbox})`.execute(db);
    await sql`insert into case_people (case_id, person, part) values (${id}, ${owner}, 'owner')`.execute(db);
    await sql`update cases set changed_at = ${at}, next_what = 'draft', next_person = ${owner} where id = ${id}`.execute(db);
  }
}
