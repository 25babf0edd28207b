import type { BusinessLine, DatasetSchema, Text } from "@yuejian/contracts";
import { visible } from "../policy/index.ts";
import { isSealed } from "../safeguards/index.ts";
import type { Reading, Row } from "../store/index.ts";
import type { ModelLibrary } from "../work/index.ts";
import { type InputColumn, inputColumns, rulesExecuted, snapshotOf } from "./facts.ts";
import { fan, type LineageGraph, same } from "./graph.ts";
import { addColumn, type SourcePorts } from "./sources.ts";
import type { LineageViewer } from "./viewer.ts";

const MOST_RUNS = 3;
/** Runs that are looked at for models that read a dataset. */
const MOST_READ = 300;
const MOST_LEADS = 6;

export interface UsePorts extends SourcePorts {
  readonly models: ModelLibrary;
  readonly schemas: ReadonlyMap<string, DatasetSchema>;
  /** Ids of all batches. */
  readonly batches: ReadonlySet<string>;
}

/** A model as it is, or as runs executed it. */
export interface ModelUse {
  readonly model: string;
  readonly version: string;
  readonly title: Text;
  readonly inputs: readonly InputColumn[];
  /** Newest first. */
  readonly runs: readonly Row<"runs">[];
}

export function lineOf(models: ModelLibrary, model: string): BusinessLine | null {
  return models.get(model)?.manifest.businessLine ?? null;
}

/** Models that read the dataset now, and those whose runs did. */
export async function modelsReading({ db, graph, models, viewer }: UsePorts, dataset: string): Promise<ModelUse[]> {
  const runs = await db
    .selectFrom("runs")
    .selectAll()
    .where("snapshot", "like", `%"${dataset}":%`)
    .orderBy("finished_at", "desc")
    .limit(MOST_READ)
    .execute();
  const rules = await rulesExecuted(
    db,
    runs.map((run) => run.rule_digest),
  );
  const uses: ModelUse[] = [];
  const seen = (model: string): boolean => {
    const may = viewer.mayReadModel(lineOf(models, model));
    if (!may) graph.leaveOut();
    return may;
  };
  for (const [, ofRule] of Map.groupBy(runs, ({ model, rule_digest: digest }) => `${model} ${digest}`)) {
    const [newest] = ofRule;
    if (!newest || !seen(newest.model)) continue;
    const rule = rules.get(newest.rule_digest);
    uses.push({ ...nameOf(models, newest), inputs: rule ? inputColumns(rule) : [], runs: ofRule });
  }
  for (const { manifest, rule } of models.values()) {
    const { id, version, inputs } = manifest;
    if (uses.some((each) => each.model === id && each.version === version) || !inputs.some((each) => each.dataset === dataset)) continue;
    if (seen(id)) uses.push({ model: id, version, title: manifest.title, inputs: inputColumns(rule), runs: [] });
  }
  return uses;
}

export function nameOf(
  models: ModelLibrary,
  { model, model_version: version }: Row<"runs">,
): Pick<ModelUse, "model" | "version" | "title"> {
  return { model, version, title: models.get(model)?.manifest.title ?? same(model) };
}

/** The runs of a model that are drawn, each with its leads, behind the nodes that feed them. */
export async function addRuns(
  ports: UsePorts,
  use: ModelUse,
  feeding: readonly (readonly [node: string, input: InputColumn | null])[],
): Promise<void> {
  const { graph } = ports;
  const { shown, others } = fan(use.runs, MOST_RUNS);
  for (const run of shown) {
    const node = addRun(ports, run);
    for (const [from, input] of feeding) addInputEdge(graph, { from, to: node, input });
    await addLeadsOf(ports, run, node);
  }
  if (others === 0) return;
  const rest = graph.node({
    kind: "run",
    key: `others of ${use.model} ${use.version}`,
    title: { zh: `更早的 ${others} 次运行`, en: `${others} earlier runs` },
    ref: use.model,
    count: others,
  });
  for (const [from, input] of feeding) addInputEdge(graph, { from, to: rest, input });
}

export function addInputEdge(graph: LineageGraph, { from, to, input }: { from: string; to: string; input: InputColumn | null }): void {
  if (input === null) return graph.edge(from, to, "executed");
  const step = input.presence === "absent" ? "absence" : input.into.length === 0 ? "condition" : "value";
  graph.edge(from, to, step, input.into.length === 0 ? null : same(input.into.join(", ")));
}

export function addRun({ graph, models, batches }: UsePorts, run: Row<"runs">): string {
  const { title } = nameOf(models, run);
  const day = run.finished_at.slice(0, 16).replace("T", " ");
  const node = graph.node({
    kind: "run",
    key: run.id,
    title: { zh: `${title.zh}，命中 ${run.findings}`, en: `${title.en}: ${run.findings} found` },
    detail: same(`${run.model_version} · ${day} UTC`),
    ref: run.model,
    subject: run.id,
  });
  if (!hasSnapshot(run, batches)) graph.fault("run-without-snapshot", node, run.id);
  return node;
}

/** Whether every batch that the run names is there. */
export function hasSnapshot(run: Pick<Row<"runs">, "snapshot">, batches: ReadonlySet<string>): boolean {
  const snapshot = snapshotOf(run);
  return snapshot !== null && Object.values(snapshot).every((named) => named.every((batch) => batches.has(batch)));
}

/** Input columns of a rule with the dataset columns before them. */
export function addInputs(
  { graph, schemas, viewer }: UsePorts,
  use: Pick<ModelUse, "model" | "version" | "title">,
  inputs: readonly InputColumn[],
): (readonly [string, InputColumn])[] {
  return inputs.flatMap((input) => {
    const schema = schemas.get(input.dataset);
    if (!schema) return [];
    if (!viewer.mayReadDataset(schema)) {
      graph.leaveOut();
      return [];
    }
    const { dataset, column, presence } = input;
    const isAbsent = presence === "absent";
    const node = graph.node({
      kind: "input",
      key: `${use.model}@${use.version} ${dataset}.${column}${isAbsent ? " absent" : ""}`,
      title: same(`${dataset}.${column}`),
      detail: {
        zh: `${use.title.zh} ${use.version}${isAbsent ? "，依据其不存在" : ""}`,
        en: `${use.title.en} ${use.version}${isAbsent ? ", by its absence" : ""}`,
      },
      ref: use.model,
      dataset,
    });
    graph.edge(addColumn(graph, schema, column), node, "reads");
    return [[node, input] as const];
  });
}

/** What a sealed lead rests on is closed: its lineage would name it. */
export function visibleLeads(db: Reading, viewer: LineageViewer) {
  const scope = viewer.leads ?? { offices: [], businessLines: [] };
  return db.selectFrom("leads").where(visible(scope, "leads")).where(isSealed("leads.id"), "=", 0);
}

/** Leads whose newest finding is of this run. */
export async function addLeadsOf({ db, graph, viewer }: UsePorts, run: Row<"runs">, node: string): Promise<void> {
  const leads = visibleLeads(db, viewer).where("leads.last_run", "=", run.id);
  const { total } = await leads.select((build) => build.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
  const { all } = await db
    .selectFrom("leads")
    .select((build) => build.fn.countAll<number>().as("all"))
    .where("last_run", "=", run.id)
    .executeTakeFirstOrThrow();
  if (total < all) graph.leaveOut();
  const shown = await leads.selectAll("leads").orderBy("number", "desc").limit(MOST_LEADS).execute();
  for (const lead of shown) graph.edge(node, addLead(graph, lead), "found");
  addOtherLeads(graph, { model: run.model, key: run.id, others: total - shown.length, node });
}

export function addOtherLeads(
  graph: LineageGraph,
  { model, key, others, node }: { model: string; key: string; others: number; node: string },
): void {
  if (others <= 0) return;
  const rest = graph.node({
    kind: "lead",
    key: `others of ${key}`,
    title: { zh: `另 ${others} 条线索`, en: `${others} more leads` },
    ref: model,
    count: others,
  });
  graph.edge(node, rest, "found");
}

/** By its number: a lineage names nobody. */
export function addLead(graph: LineageGraph, lead: Pick<Row<"leads">, "id" | "number" | "model">): string {
  return graph.node({
    kind: "lead",
    key: lead.id,
    title: { zh: `线索 ${lead.number}`, en: `Lead ${lead.number}` },
    detail: same(lead.id),
    subject: lead.id,
  });
}
