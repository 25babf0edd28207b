import type { DatasetSchema } from "@yuejian/contracts";
import type { Reading, Row } from "../store/index.ts";
import { columnTitle, fileOf, headingsOf, mappingsUsed } from "./facts.ts";
import { fan, type LineageGraph, same } from "./graph.ts";
import type { LineageViewer } from "./viewer.ts";

const MOST_BATCHES = 6;

export interface SourcePorts {
  readonly db: Reading;
  readonly graph: LineageGraph;
  readonly viewer: LineageViewer;
}

export function addDataset(graph: LineageGraph, { id, title, owner }: DatasetSchema): string {
  return graph.node({ kind: "dataset", key: id, title, detail: owner, dataset: id, subject: id });
}

export function addColumn(graph: LineageGraph, schema: DatasetSchema, name: string): string {
  const key = `${schema.id}.${name}`;
  return graph.node({
    kind: "column",
    key,
    title: columnTitle(schema, name),
    detail: same(key),
    ref: name,
    dataset: schema.id,
    subject: key,
  });
}

/** A batch and the file it came from, down to the member of an archive and the sheet. */
export function addBatch(graph: LineageGraph, row: Row<"batches">): string {
  const loaded = row.created_at.slice(0, 10);
  const batch = graph.node({
    kind: "batch",
    key: row.id,
    title: { zh: `${loaded} 导入 ${row.rows_accepted} 行`, en: `${loaded}, ${row.rows_accepted} rows` },
    detail: same(row.id),
    dataset: row.dataset,
    subject: row.id,
  });
  const file = fileOf(row);
  if (!file) {
    graph.fault("batch-without-file", batch, row.id);
    return batch;
  }
  const place = [file.archive?.name, file.archive?.member ?? file.name, file.sheet].filter((each) => typeof each === "string");
  const source = graph.node({
    kind: "file",
    key: [file.archive?.sha256 ?? "", file.sha256, file.sheet ?? ""].join("/"),
    title: same(place.join(" › ")),
    detail: same(`SHA-256 ${file.sha256.slice(0, 16)}…`),
    ref: file.sha256,
    dataset: row.dataset,
    subject: row.id,
  });
  graph.edge(source, batch, "loaded");
  return batch;
}

/** The dataset's batches that the reader may know of, newest first. `named`: of these. */
export async function visibleBatches(
  { db, graph, viewer }: SourcePorts,
  dataset: string,
  named?: readonly string[],
): Promise<Row<"batches">[]> {
  const rows = await db.selectFrom("batches").selectAll().where("dataset", "=", dataset).orderBy("sequence", "desc").execute();
  const all = named === undefined ? rows : rows.filter(({ id }) => named.includes(id));
  const seen = all.filter(({ office }) => viewer.seesOffice(office));
  if (seen.length < all.length) graph.leaveOut();
  return seen;
}

/** Batches and their files before the dataset. */
export async function addSources(ports: SourcePorts, schema: DatasetSchema, node: string): Promise<void> {
  const { graph, db } = ports;
  addSourcesAmong(graph, { dataset: schema.id, batches: await visibleBatches(ports, schema.id), node });
  const any = await db.selectFrom("batches").select("id").where("dataset", "=", schema.id).limit(1).executeTakeFirst();
  if (!any) graph.fault("dataset-without-batch", node, schema.id);
}

/** These batches and their files before the dataset. */
export function addSourcesAmong(
  graph: LineageGraph,
  { dataset, batches, node }: { dataset: string; batches: readonly Row<"batches">[]; node: string },
): void {
  const { shown, others } = fan(batches, MOST_BATCHES);
  for (const row of shown) graph.edge(addBatch(graph, row), node, "holds");
  addOthers(graph, { dataset, others, node });
}

function addOthers(graph: LineageGraph, { dataset, others, node }: { dataset: string; others: number; node: string }): void {
  if (others === 0) return;
  const rest = graph.node({
    kind: "batch",
    key: `others of ${dataset}`,
    title: { zh: `更早的 ${others} 个批次`, en: `${others} earlier batches` },
    dataset,
    count: others,
  });
  graph.edge(rest, node, "holds");
}

/** Batches, their files and headings before columns of a dataset. */
export async function addColumnSources(
  ports: SourcePorts,
  schema: DatasetSchema,
  { names, batches }: { readonly names: readonly string[]; readonly batches: readonly Row<"batches">[] },
): Promise<void> {
  const { db, graph } = ports;
  const drawn = fan(filling(batches, names), MOST_BATCHES);
  const used = await mappingsUsed(db, drawn.shown);
  for (const row of drawn.shown) {
    const batch = addBatch(graph, row);
    const headings = headingsOf(row);
    if (!headings) {
      graph.fault("batch-without-mapping", batch, row.id);
      continue;
    }
    for (const name of names) {
      const heading = headings.get(name);
      if (heading === undefined) continue;
      const node = graph.node({
        kind: "heading",
        key: `${row.id} ${heading}`,
        title: same(heading),
        detail: used.get(row.id) ?? null,
        ref: heading,
        dataset: schema.id,
        subject: row.id,
      });
      graph.edge(batch, node, "delivers");
      graph.edge(node, addColumn(graph, schema, name), "mapped", used.get(row.id) ?? null);
    }
  }
  for (const name of names) {
    const node = addColumn(graph, schema, name);
    addOthers(graph, { dataset: schema.id, others: drawn.others, node });
    if (!(await isFilled(db, schema.id, name))) graph.fault("column-unfilled", node, `${schema.id}.${name}`);
  }
}

/** Batches that fill one of the columns, or of which nobody knows. */
function filling(batches: readonly Row<"batches">[], names: readonly string[]): Row<"batches">[] {
  return batches.filter((row) => {
    const headings = headingsOf(row);
    return headings === null || names.some((name) => headings.has(name));
  });
}

/** Whether any batch, seen by the reader or not, names a heading for the column or does not say. */
async function isFilled(db: Reading, dataset: string, column: string): Promise<boolean> {
  const rows = await db.selectFrom("batches").select("mapping").distinct().where("dataset", "=", dataset).execute();
  return rows.some((row) => headingsOf(row)?.has(column) ?? true);
}
