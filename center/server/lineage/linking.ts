import {
  type DatasetSchema,
  ENTITY_KINDS,
  ENTITY_MEMBERS,
  ENTITY_MEMBERS_SCHEMA,
  type EntityMention,
  entityKindOf,
  MENTION_PARTS,
  type MentionPart,
  parseRowRef,
  type Text,
} from "@yuejian/contracts";
import type { Reading, Row } from "../store/index.ts";
import { snapshotOf } from "./facts.ts";
import { fan, same } from "./graph.ts";
import { addBatch, addColumn, addColumnSources, addDataset, visibleBatches } from "./sources.ts";
import { addLead, addOtherLeads, hasSnapshot, type UsePorts, visibleLeads } from "./uses.ts";

const MOST_RUNS = 3;
const MOST_RECORDS = 8;
const MOST_LEADS = 6;

/** A record that belongs to an entity, as far as the reader may know of it. */
export interface EntityRecord {
  readonly dataset: string;
  readonly ref: string;
  readonly role: string;
}

/** Which columns said of whom a record speaks, by dataset; null where the run's statement does not tell. */
export async function namingColumns(
  db: Reading,
  run: Pick<Row<"entity_runs">, "outbox">,
): Promise<Readonly<Record<string, readonly EntityMention[]>> | null> {
  const stated = await db
    .selectFrom("outbox")
    .innerJoin("ledger_contents", "ledger_contents.sha256", "outbox.content_sha256")
    .select("content")
    .where("outbox.id", "=", run.outbox)
    .executeTakeFirst();
  const { parameters } = JSON.parse(stated?.content ?? "{}") as { parameters?: { mentions?: Record<string, EntityMention[]> } };
  return parameters?.mentions ?? null;
}

function addLinking({ graph, batches }: UsePorts, run: Row<"entity_runs">): string {
  const day = run.finished_at.slice(0, 16).replace("T", " ");
  const node = graph.node({
    kind: "linking",
    key: run.id,
    title: { zh: `实体 ${run.entities} 个，成员 ${run.members} 个`, en: `${run.entities} entities, ${run.members} members` },
    detail: same(`${run.code_version} · ${day} UTC`),
    subject: run.id,
  });
  if (!hasSnapshot(run, batches)) graph.fault("linking-without-snapshot", node, run.id);
  if (!batches.has(run.id)) graph.fault("linking-without-members", node, run.id);
  return node;
}

/** A linking run: the columns that it went by, back to the files, and the members that it stated. */
export async function traceLinking(ports: UsePorts, run: Row<"entity_runs">): Promise<string> {
  const { db, graph, viewer } = ports;
  const node = addLinking(ports, run);
  await addNaming(ports, { run, node });
  if (!viewer.mayReadDataset(ENTITY_MEMBERS_SCHEMA)) {
    graph.leaveOut();
    return node;
  }
  const members = await db.selectFrom("batches").selectAll().where("id", "=", run.id).executeTakeFirst();
  if (!members) return node;
  const batch = addBatch(graph, members);
  graph.edge(node, batch, "holds");
  graph.edge(batch, addDataset(graph, ENTITY_MEMBERS_SCHEMA), "holds");
  return node;
}

/** `among`: of these batches alone. */
async function addNaming(
  ports: UsePorts,
  { run, node, among }: { run: Row<"entity_runs">; node: string; among?: ReadonlyMap<string, readonly string[]> },
): Promise<void> {
  const { db, graph, schemas, viewer } = ports;
  const naming = await namingColumns(db, run);
  if (naming === null) return graph.fault("linking-without-columns", node, run.id);
  for (const [dataset, named] of Object.entries(snapshotOf(run) ?? {})) {
    const schema = schemas.get(dataset);
    if (!schema || (among && !among.has(dataset))) continue;
    if (!viewer.mayReadDataset(schema)) {
      graph.leaveOut();
      continue;
    }
    const said = namesOf(naming[dataset] ?? []);
    for (const [name, note] of said) graph.edge(addColumn(graph, schema, name), node, "identifies", note);
    const batches = await visibleBatches(ports, dataset, among?.get(dataset) ?? named);
    await addColumnSources(ports, schema, { names: [...said.keys()], batches });
  }
}

/** Columns with what they say of whom. */
function namesOf(mentions: readonly EntityMention[]): ReadonlyMap<string, Text> {
  const said = new Map<string, Text>();
  for (const { kind, role, columns } of mentions)
    for (const [part, column] of Object.entries(columns) as [MentionPart, string][]) {
      const note = {
        zh: `${ENTITY_KINDS[kind].zh}（${role}）的${MENTION_PARTS[part].zh}`,
        en: `${MENTION_PARTS[part].en} of ${ENTITY_KINDS[kind].en.toLowerCase()} (${role})`,
      };
      const before = said.get(column);
      said.set(column, before ? { zh: `${before.zh}；${note.zh}`, en: `${before.en}; ${note.en}` } : note);
    }
  return said;
}

/** Linking runs that read a dataset, a column or a batch, behind its node. */
export async function addLinkings(
  ports: UsePorts,
  of: { readonly schema: DatasetSchema; readonly column?: string; readonly batch?: string; readonly node: string },
): Promise<void> {
  const { db, graph } = ports;
  const named = of.batch ?? of.schema.id;
  const runs = await db
    .selectFrom("entity_runs")
    .selectAll()
    .where("snapshot", "like", `%"${named}"%`)
    .orderBy("sequence", "desc")
    .limit(MOST_RUNS)
    .execute();
  for (const run of runs) {
    if (of.column === undefined) {
      graph.edge(of.node, addLinking(ports, run), "reads");
      continue;
    }
    const note = namesOf((await namingColumns(db, run))?.[of.schema.id] ?? []).get(of.column);
    if (note) graph.edge(of.node, addLinking(ports, run), "identifies", note);
  }
}

/** An entity: the records that belong to it and the run that says so, back to the files, and the leads about it. */
export async function traceEntity(
  ports: UsePorts,
  { entity, members, run }: { readonly entity: string; readonly members: readonly EntityRecord[]; readonly run: Row<"entity_runs"> },
): Promise<string> {
  const { db, graph } = ports;
  const node = addEntity(ports, entity);
  const linking = addLinking(ports, run);
  graph.edge(linking, node, "joined");
  const places = members.flatMap((member) => {
    const place = parseRowRef(member.ref);
    return place ? [{ ...member, ...place }] : [];
  });
  const among = new Map(
    [...Map.groupBy(places, ({ dataset }) => dataset)].map(([dataset, rows]) => [dataset, [...new Set(rows.map(({ batch }) => batch))]]),
  );
  await addNaming(ports, { run, node: linking, among });
  const rows = await db
    .selectFrom("batches")
    .selectAll()
    .where("id", "in", ["", ...new Set(places.map(({ batch }) => batch))])
    .execute();
  const { shown, others } = fan(places, MOST_RECORDS);
  for (const { dataset, ref, row, batch, role } of shown) {
    const title = { zh: `第 ${row} 条记录`, en: `Record ${row}` };
    const record = graph.node({ kind: "record", key: ref, title, detail: same(`${dataset} · ${role}`), dataset });
    graph.edge(record, node, "behind");
    const from = rows.find(({ id }) => id === batch);
    if (from) graph.edge(addBatch(graph, from), record, "holds");
  }
  if (others > 0) {
    const title = { zh: `另 ${others} 条记录`, en: `${others} more records` };
    graph.edge(graph.node({ kind: "record", key: `others of ${node}`, title, count: others }), node, "behind");
  }
  await addLeadsAbout(ports, entity, node);
  return node;
}

async function addLeadsAbout({ db, graph, viewer }: UsePorts, entity: string, node: string): Promise<void> {
  const about = visibleLeads(db, viewer).where("leads.id", "in", (build) =>
    build.selectFrom("lead_entities").select("lead").where("entity", "=", entity),
  );
  const leads = await about.selectAll("leads").orderBy("number", "desc").limit(1000).execute();
  const { shown, others } = fan(leads, MOST_LEADS);
  for (const lead of shown) graph.edge(node, addLead(graph, lead), "concerns");
  addOtherLeads(graph, { model: shown[0]?.model ?? "", key: entity, others, node });
}

/** The entities that a lead is about. */
export async function addEntitiesOf(ports: UsePorts, lead: string, node: string): Promise<void> {
  const rows = await ports.db.selectFrom("lead_entities").select("entity").where("lead", "=", lead).orderBy("entity").execute();
  for (const { entity } of rows) ports.graph.edge(addEntity(ports, entity), node, "concerns");
}

function addEntity({ graph }: UsePorts, entity: string): string {
  const kind = entityKindOf(entity);
  return graph.node({
    kind: "entity",
    key: entity,
    title: kind === null ? same(entity) : ENTITY_KINDS[kind],
    detail: same(entity),
    dataset: ENTITY_MEMBERS,
    subject: entity,
  });
}
