import { sql } from "kysely";
import { fillLeadWords } from "../lead-words.ts";
import { columnTypes, type Migration, type StructureBuilder } from "./migration.ts";

/** The inbox over a million leads: an order that never changes, counters, words, links; saved views, bulk operations, comments, attachments,
 *  samples of what was not flagged. */
export const inbox: Migration = {
  number: 5,
  name: "inbox",
  async run(builder) {
    const { table, index } = builder;
    await numberLeads(builder);
    await table(
      "lead_counts",
      {
        office: "text",
        business_line: "text",
        data_class: "text",
        model: "text",
        status: "text",
        is_assigned: "integer",
        leads: "integer",
      },
      ["office", "business_line", "data_class", "model", "status", "is_assigned"],
    );
    await sql`insert into lead_counts select office, business_line, data_class, model, status,
      case when assignee is null then 0 else 1 end as is_assigned, count(*) from leads group by 1, 2, 3, 4, 5, 6`.execute(builder.db);
    await makeLeadWords(builder);
    await table("lead_links", { key: "text", kind: "text", lead: "integer" }, ["key", "kind", "lead"]);
    await index("lead_links", ["lead"]);
    await talkTables(builder);
    await triageTables(builder);
    await sampleTables(builder);
  },
};

/** Leads count up in the order in which they were found: one whole number is the order of the inbox and the name of a lead in its indexes. */
async function numberLeads({ db, engine, index }: StructureBuilder): Promise<void> {
  const { integer } = columnTypes[engine];
  const zero = (name: string) => db.schema.alterTable("leads").addColumn(name, integer, (column) => column.notNull().defaultTo(0));
  await zero("number").execute();
  await zero("comments").execute();
  await zero("attachments").execute();
  await sql`create table lead_ranks as select id, row_number() over (order by created_at, id) as rank from leads`.execute(db);
  await sql`create unique index lead_ranks_by_id on lead_ranks (id)`.execute(db);
  await sql`update leads set number = (select rank from lead_ranks where lead_ranks.id = leads.id)`.execute(db);
  await sql`drop table lead_ranks`.execute(db);
  for (const columns of OLD_ORDERS) await db.schema.dropIndex(`leads_by_${columns.join("_")}`).execute();
  await index("leads", ["number"], "unique");
  // What the facets count and the policy asks, without the row.
  await index("leads", ["number", "status", "model", "office", "business_line", "data_class", "assignee"]);
  await index("leads", ["created_at", "number"]);
  await index("leads", ["status", "number"]);
  await index("leads", ["office", "status", "number"]);
  await index("leads", ["model", "status", "number"]);
  await index("leads", ["assignee", "status", "number"]);
  await index("leads", ["office", "model", "status", "number"]);
  await index("leads", ["changed_at", "number"]);
  await index("leads", ["status", "changed_at", "number"]);
  await index("leads", ["office", "model", "status", "changed_at", "number"]);
  await sql`create index leads_with_comments on leads (number) where comments > 0`.execute(db);
  await sql`create index leads_with_attachments on leads (number) where attachments > 0`.execute(db);
}

const OLD_ORDERS = [
  ["created_at", "id"],
  ["changed_at", "id"],
  ["status", "created_at", "id"],
  ["office", "status", "created_at", "id"],
  ["model", "status", "created_at", "id"],
  ["assignee", "status", "created_at", "id"],
];

/** The words of each lead by its number; see lead-words.ts. */
async function makeLeadWords({ db, engine }: StructureBuilder): Promise<void> {
  if (engine === "sqlite") {
    await sql`create virtual table lead_words using fts5(words, content='', contentless_delete=1, detail=none,
      tokenize='unicode61 remove_diacritics 0')`.execute(db);
  } else {
    await sql`create table lead_words (lead bigint primary key, words text[] not null)`.execute(db);
    await sql`create index lead_words_by_words on lead_words using gin (words)`.execute(db);
  }
  await fillLeadWords(db, engine);
}

async function talkTables({ table, index, db }: StructureBuilder): Promise<void> {
  await table("lead_comments", {
    id: "text key",
    lead: "text -> leads.id",
    version: "integer",
    text: "text?",
    actor: "text",
    at: "text",
    edited_at: "text?",
    withdrawn_at: "text?",
    withdrawn_by: "text?",
    withdrawn_reason: "text?",
  });
  await table("lead_mentions", {
    id: "text key",
    lead: "text -> leads.id",
    comment: "text -> lead_comments.id",
    user: "text -> users.id",
    actor: "text",
    at: "text",
    read_at: "text?",
  });
  await table("lead_attachments", {
    id: "text key",
    lead: "text -> leads.id",
    name: "text",
    type: "text",
    size: "integer",
    sha256: "text",
    sm3: "text",
    note: "text?",
    actor: "text",
    at: "text",
    withdrawn_at: "text?",
    withdrawn_by: "text?",
    withdrawn_reason: "text?",
    erased_at: "text?",
  });
  // Comments of before.
  await sql`insert into lead_comments (id, lead, version, text, actor, at)
    select id, lead, 1, note, actor, at from lead_events where kind = 'comment'`.execute(db);
  await sql`update leads set comments = (select count(*) from lead_comments where lead_comments.lead = leads.id)
    where id in (select lead from lead_comments)`.execute(db);
  await index("lead_comments", ["lead", "at"]);
  await index("lead_mentions", ["user", "read_at", "at"]);
  await index("lead_mentions", ["comment"]);
  await index("lead_mentions", ["lead", "user"]);
  await index("lead_attachments", ["lead", "at"]);
  await index("lead_attachments", ["sha256"]);
}

async function triageTables({ table, index }: StructureBuilder): Promise<void> {
  await table("inbox_views", {
    id: "text key",
    version: "integer",
    owner: "text -> users.id",
    office: "text",
    sharing: "text",
    name: "text",
    filter: "text",
    columns: "text",
    sort: "text",
    changed_at: "text",
    outbox: "integer",
  });
  await table("inbox_defaults", { user: "text key", view: "text -> inbox_views.id" });
  await table("operations", {
    id: "text key",
    actor: "text",
    office: "text",
    kind: "text",
    command: "text",
    selection: "text",
    at: "text",
    status: "text",
    job: "text?",
    leads: "integer",
    undo_until: "text?",
    undoes: "text?",
    undone_by: "text?",
    outbox: "integer",
  });
  await table(
    "operation_leads",
    {
      operation: "text -> operations.id",
      position: "integer",
      lead: "text",
      outcome: "text",
      code: "text?",
      parameters: "text?",
      version: "integer?",
      event: "text?",
    },
    ["operation", "position"],
  );
  await index("inbox_views", ["owner"]);
  await index("inbox_views", ["office", "sharing"]);
  await index("operations", ["actor", "at"]);
  await index("operation_leads", ["operation", "outcome", "code"]);
}

async function sampleTables({ table, index }: StructureBuilder): Promise<void> {
  await table("samples", {
    id: "text key",
    model: "text",
    model_version: "text",
    run: "text -> runs.id",
    number: "integer",
    office: "text",
    business_line: "text",
    data_class: "text",
    actor: "text",
    at: "text",
    size: "integer",
    seed: "text",
    status: "text",
    reason_zh: "text?",
    reason_en: "text?",
    population: "integer?",
    unflagged: "integer?",
    outbox: "integer",
    drawn_outbox: "integer?",
  });
  await table("checks", {
    id: "text key",
    version: "integer",
    sample: "text -> samples.id",
    position: "integer",
    subject: "text",
    verdict: "text?",
    note: "text?",
    actor: "text?",
    at: "text?",
  });
  await index("samples", ["model", "at"]);
  await index("checks", ["sample", "position"], "unique");
  await index("checks", ["verdict", "sample"]);
}
