import { type DatasetSchema, entityKindOf, YuejianError } from "@yuejian/contracts";
import type { Lineage } from "@yuejian/contracts/api";
import type { Reading, Row } from "../store/index.ts";
import { type ModelLibrary, readSchemas } from "../work/index.ts";
import { addExports, keptExports, traceExport } from "./exports.ts";
import { headingsOf } from "./facts.ts";
import { LineageGraph, same } from "./graph.ts";
import { traceLead, traceRun } from "./lead.ts";
import { addLinkings, type EntityRecord, traceEntity, traceLinking } from "./linking.ts";
import { addBatch, addColumn, addColumnSources, addDataset, addSources, visibleBatches } from "./sources.ts";
import {
  addInputs,
  addLead,
  addOtherLeads,
  addRun,
  addRuns,
  lineOf,
  type ModelUse,
  modelsReading,
  type UsePorts,
  visibleLeads,
} from "./uses.ts";
import type { LineageViewer } from "./viewer.ts";

const MOST_RUNS = 3;
const MOST_LEADS = 8;

export interface TraceHome {
  readonly db: Reading;
  readonly models: ModelLibrary;
  /** Records of an entity in the run in force that the viewer may know of; none for an entity that is not there. */
  readonly membersOf: (entity: string) => Promise<readonly EntityRecord[]>;
}

/** The lineage of a dataset, a column (`dataset.column`), a batch, a run, a lead, an entity or an export, as far as the viewer may know of it;
 *  everything else is unknown to it. DATASET_UNKNOWN, LINEAGE_COLUMN_UNKNOWN, BATCH_UNKNOWN, RUN_UNKNOWN, LEAD_UNKNOWN, ENTITY_UNKNOWN, EXPORT_UNKNOWN */
export async function traceLineage(home: TraceHome, subject: string, viewer: LineageViewer): Promise<Lineage> {
  const { db, models } = home;
  const schemas = await readSchemas(db);
  const batches = new Set((await db.selectFrom("batches").select("id").execute()).map(({ id }) => id));
  const graph = new LineageGraph();
  const ports: UsePorts = { db, graph, viewer, models, schemas, batches };
  const node = entityKindOf(subject) === null ? await traceSubject(ports, subject) : await traceMembers(home, ports, subject);
  return graph.result(subject, node);
}

async function traceMembers({ db, membersOf }: TraceHome, ports: UsePorts, entity: string): Promise<string> {
  const run = await db.selectFrom("entity_runs").selectAll().orderBy("sequence", "desc").limit(1).executeTakeFirst();
  const members = run ? await membersOf(entity) : [];
  if (!run || members.length === 0) throw new YuejianError("ENTITY_UNKNOWN", { entity });
  return traceEntity(ports, { entity, members, run });
}

async function traceSubject(ports: UsePorts, subject: string): Promise<string> {
  const { db, viewer, schemas } = ports;
  if (subject.startsWith("led_")) {
    const lead = await visibleLeads(db, viewer).selectAll("leads").where("leads.id", "=", subject).executeTakeFirst();
    if (!lead) throw new YuejianError("LEAD_UNKNOWN", { lead: subject });
    return traceLead(ports, lead);
  }
  if (subject.startsWith("run_")) {
    const run = await db.selectFrom("runs").selectAll().where("id", "=", subject).executeTakeFirst();
    const node = run ? await traceRun(ports, run) : null;
    if (node === null) throw new YuejianError("RUN_UNKNOWN", { run: subject });
    return node;
  }
  if (subject.startsWith("exp_")) {
    const taken = (await keptExports(db)).find(({ id }) => id === subject);
    if (!taken || !viewer.seesExport(taken)) throw new YuejianError("EXPORT_UNKNOWN", { export: subject });
    return traceExport(ports, taken);
  }
  if (subject.startsWith("bat_")) {
    const linking = await db.selectFrom("entity_runs").selectAll().where("id", "=", subject).executeTakeFirst();
    if (linking) return traceLinking(ports, linking);
    const batch = await db.selectFrom("batches").selectAll().where("id", "=", subject).executeTakeFirst();
    const schema = schemas.get(batch?.dataset ?? "");
    if (!batch || !schema || !viewer.mayReadDataset(schema) || !viewer.seesOffice(batch.office))
      throw new YuejianError("BATCH_UNKNOWN", { batch: subject });
    return traceBatch(ports, batch, schema);
  }
  const [dataset = "", column] = subject.split(".", 2);
  const schema = schemas.get(dataset);
  if (!schema || !viewer.mayReadDataset(schema)) throw new YuejianError("DATASET_UNKNOWN", { dataset });
  if (column === undefined) return traceDataset(ports, schema);
  if (!schema.columns.some(({ name }) => name === column)) throw new YuejianError("LINEAGE_COLUMN_UNKNOWN", { dataset, column });
  return traceColumn(ports, schema, column);
}

async function traceDataset(ports: UsePorts, schema: DatasetSchema): Promise<string> {
  const { graph } = ports;
  const node = addDataset(graph, schema);
  await addSources(ports, schema, node);
  for (const use of await modelsReading(ports, schema.id)) {
    const model = addModel(graph, use);
    graph.edge(node, model, "reads");
    await addRuns(ports, use, [[model, null]]);
  }
  await addLinkings(ports, { schema, node });
  await addExports(ports, { schema, node });
  return node;
}

function addModel(graph: LineageGraph, { model, version, title }: ModelUse): string {
  return graph.node({ kind: "model", key: `${model}@${version}`, title, detail: same(`${model} ${version}`), ref: model });
}

async function traceColumn(ports: UsePorts, schema: DatasetSchema, column: string): Promise<string> {
  const node = addColumn(ports.graph, schema, column);
  await addColumnSources(ports, schema, { names: [column], batches: await visibleBatches(ports, schema.id) });
  for (const use of await modelsReading(ports, schema.id)) {
    const inputs = use.inputs.filter((each) => each.dataset === schema.id && each.column === column);
    if (inputs.length > 0) await addRuns(ports, use, addInputs(ports, use, inputs));
  }
  await addLinkings(ports, { schema, column, node });
  await addExports(ports, { schema, column, node });
  return node;
}

async function traceBatch(ports: UsePorts, batch: Row<"batches">, schema: DatasetSchema): Promise<string> {
  const { db, graph, viewer } = ports;
  const node = addBatch(graph, batch);
  const dataset = addDataset(graph, schema);
  const names = [...(headingsOf(batch)?.keys() ?? [])].filter((name) => schema.columns.some((each) => each.name === name));
  await addColumnSources(ports, schema, { names, batches: [batch] });
  for (const name of names) graph.edge(addColumn(graph, schema, name), dataset, "holds");
  if (names.length === 0) {
    graph.fault("batch-without-mapping", node, batch.id);
    graph.edge(node, dataset, "holds");
  }
  if (batch.retry_of !== null) {
    const earlier = await db.selectFrom("batches").selectAll().where("id", "=", batch.retry_of).executeTakeFirst();
    if (earlier && viewer.seesOffice(earlier.office))
      graph.edge(addBatch(graph, earlier), node, "loaded", { zh: "更正后重试", en: "retried with corrections" });
  }
  await addRunsOn(ports, batch.id, dataset);
  await addLeadsOn(ports, batch.id, dataset);
  await addLinkings(ports, { schema, batch: batch.id, node: dataset });
  await addExports(ports, { schema, batch: batch.id, node: dataset });
  return node;
}

async function addRunsOn(ports: UsePorts, batch: string, dataset: string): Promise<void> {
  const { db, graph, models, viewer } = ports;
  const runs = await db
    .selectFrom("runs")
    .selectAll()
    .where("snapshot", "like", `%"${batch}"%`)
    .orderBy("finished_at", "desc")
    .limit(100)
    .execute();
  for (const [model, ofModel] of Map.groupBy(runs, (run) => run.model)) {
    if (!viewer.mayReadModel(lineOf(models, model))) {
      graph.leaveOut();
      continue;
    }
    for (const run of ofModel.slice(0, MOST_RUNS)) graph.edge(dataset, addRun(ports, run), "reads");
  }
}

/** Leads whose newest finding rests on records of the batch. */
async function addLeadsOn(ports: UsePorts, batch: string, dataset: string): Promise<void> {
  const { db, graph, models, viewer } = ports;
  const resting = visibleLeads(db, viewer).where((build) =>
    build.exists(
      build
        .selectFrom("findings")
        .innerJoin("finding_rows", (join) =>
          join.onRef("finding_rows.run", "=", "findings.run").onRef("finding_rows.position", "=", "findings.position"),
        )
        .select("findings.run")
        .whereRef("findings.run", "=", "leads.last_run")
        .whereRef("findings.subject", "=", "leads.subject")
        .where("finding_rows.batch", "=", batch),
    ),
  );
  const { total } = await resting.select((build) => build.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
  const leads = await resting.selectAll("leads").orderBy("number", "desc").limit(MOST_LEADS).execute();
  for (const lead of leads) {
    const node = addLead(graph, lead);
    const run = await db.selectFrom("runs").selectAll().where("id", "=", lead.last_run).executeTakeFirst();
    if (!run) graph.fault("lead-without-run", node, lead.id);
    if (!run || !viewer.mayReadModel(lineOf(models, run.model))) continue;
    const from = addRun(ports, run);
    graph.edge(dataset, from, "reads");
    graph.edge(from, node, "found");
  }
  const [first] = leads;
  const from = first && (await db.selectFrom("runs").selectAll().where("id", "=", first.last_run).executeTakeFirst());
  if (first && from) addOtherLeads(graph, { model: first.model, key: batch, others: total - leads.length, node: addRun(ports, from) });
}
