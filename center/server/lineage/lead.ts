import { parseRowRef } from "@yuejian/contracts";
import type { Row } from "../store/index.ts";
import { type InputColumn, inputColumns, rulesExecuted, snapshotOf } from "./facts.ts";
import { fan, type LineageGraph } from "./graph.ts";
import { addEntitiesOf } from "./linking.ts";
import { addBatch, addColumnSources, visibleBatches } from "./sources.ts";
import { addInputEdge, addInputs, addLead, addLeadsOf, addRun, hasSnapshot, lineOf, nameOf, type UsePorts } from "./uses.ts";

const MOST_FINDINGS = 4;
const MOST_RECORDS = 8;

/** From the files to a lead: by columns through the rule as it was executed, and by the records behind its findings. */
export async function traceLead(ports: UsePorts, lead: Row<"leads">): Promise<string> {
  const { db, graph, batches } = ports;
  const node = addLead(graph, lead);
  await addEntitiesOf(ports, lead.id, node);
  const run = await db.selectFrom("runs").selectAll().where("id", "=", lead.last_run).executeTakeFirst();
  if (!run) {
    graph.fault("lead-without-run", node, lead.id);
    return node;
  }
  if (!hasSnapshot(run, batches)) graph.fault("lead-without-snapshot", node, lead.id);
  const runNode = addRun(ports, run);
  const findings = await db
    .selectFrom("findings")
    .select(["position", "row_refs"])
    .where("run", "=", run.id)
    .where("subject", "=", lead.subject)
    .orderBy("position")
    .execute();
  // Where the lead's personal data has expired, its finding went with it, or the records it names.
  if (findings.length === 0) {
    if (lead.expired_at === null) graph.fault("lead-without-finding", node, lead.id);
    graph.edge(runNode, node, "found");
  }
  const refs = findings.flatMap(({ row_refs: named }) => JSON.parse(named) as string[]);
  const named = snapshotOf(run) ?? {};
  const known = new Set(Object.values(named).flat());
  const isWhole = findings.every(({ row_refs: each }) => each !== "[]") && refs.every((ref) => known.has(parseRowRef(ref)?.batch ?? ""));
  if (findings.length > 0 && !isWhole && lead.expired_at === null) graph.fault("finding-without-rows", node, lead.id);
  for (const { position, row_refs: behind } of fan(findings, MOST_FINDINGS).shown) {
    const finding = graph.node({
      kind: "finding",
      key: `${run.id}/${position}`,
      title: { zh: `第 ${position + 1} 项发现`, en: `Finding ${position + 1}` },
      ref: lead.id,
    });
    graph.edge(runNode, finding, "found");
    graph.edge(finding, node, "raised");
    await addRecords(ports, { refs: JSON.parse(behind) as string[], finding, snapshot: named });
  }
  await addRunInputs(ports, run, { runNode, rowsIn: new Set(refs.flatMap((ref) => parseRowRef(ref)?.batch ?? [])) });
  return node;
}

async function addRecords(
  ports: UsePorts,
  { refs, finding, snapshot }: { refs: readonly string[]; finding: string; snapshot: Readonly<Record<string, readonly string[]>> },
): Promise<void> {
  const { graph, db, viewer } = ports;
  const places = refs.flatMap((ref) => {
    const place = parseRowRef(ref);
    return place ? [{ ...place, ref }] : [];
  });
  const ids = [...new Set(places.map(({ batch }) => batch))];
  if (ids.length === 0) return;
  const rows = await db.selectFrom("batches").selectAll().where("id", "in", ids).execute();
  const seen = new Map(rows.filter(({ office }) => viewer.seesOffice(office)).map((row) => [row.id, row]));
  if (seen.size < ids.length) graph.leaveOut();
  const { shown, others } = fan(places, MOST_RECORDS);
  for (const { batch, row, ref } of shown) {
    const from = seen.get(batch);
    const dataset = Object.entries(snapshot).find(([, named]) => named.includes(batch))?.[0] ?? from?.dataset ?? null;
    const title = { zh: `第 ${row} 条记录`, en: `Record ${row}` };
    const node = graph.node({ kind: "record", key: ref, title, detail: dataset === null ? null : { zh: dataset, en: dataset }, dataset });
    graph.edge(node, finding, "behind");
    if (from) graph.edge(addBatch(graph, from), node, "holds");
  }
  if (others > 0) addOtherRecords(graph, finding, others);
}

function addOtherRecords(graph: LineageGraph, finding: string, others: number): void {
  const title = { zh: `另 ${others} 条记录`, en: `${others} more records` };
  const node = graph.node({ kind: "record", key: `others of ${finding}`, title, count: others });
  graph.edge(node, finding, "behind");
}

/** What a run read, column by column back to the files. `rowsIn`: where a dataset has batches among these, only they are drawn. */
async function addRunInputs(
  ports: UsePorts,
  run: Row<"runs">,
  { runNode, rowsIn }: { runNode: string; rowsIn: ReadonlySet<string> },
): Promise<void> {
  const { db, graph, models, schemas } = ports;
  const rule = (await rulesExecuted(db, [run.rule_digest])).get(run.rule_digest);
  if (!rule) return graph.fault("run-without-rule", runNode, run.id);
  const inputs: readonly InputColumn[] = inputColumns(rule);
  for (const [node, input] of addInputs(ports, nameOf(models, run), inputs)) addInputEdge(graph, { from: node, to: runNode, input });
  for (const [dataset, named] of Object.entries(snapshotOf(run) ?? {})) {
    const schema = schemas.get(dataset);
    const names = [...new Set(inputs.filter((each) => each.dataset === dataset).map(({ column }) => column))];
    if (!schema || !ports.viewer.mayReadDataset(schema) || names.length === 0) continue;
    const among = named.filter((batch) => rowsIn.has(batch));
    const batches = await visibleBatches(ports, dataset, among.length > 0 ? among : named);
    await addColumnSources(ports, schema, { names, batches });
  }
}

/** A run with what it read and what it found. */
export async function traceRun(ports: UsePorts, run: Row<"runs">): Promise<string | null> {
  if (!ports.viewer.mayReadModel(lineOf(ports.models, run.model))) return null;
  const node = addRun(ports, run);
  await addRunInputs(ports, run, { runNode: node, rowsIn: new Set() });
  await addLeadsOf(ports, run, node);
  return node;
}
