import type { DatasetSchema } from "@yuejian/contracts";
import type { Reading } from "../store/index.ts";
import { fan, same } from "./graph.ts";
import { addColumn, addColumnSources, addDataset, addSourcesAmong, visibleBatches } from "./sources.ts";
import type { UsePorts } from "./uses.ts";

const MOST_EXPORTS = 3;
/** Exports that are looked at, newest first. */
const MOST_READ = 300;

/** An export as it was kept, with what its manifest says. */
export interface KeptExport {
  readonly id: string;
  readonly at: string;
  readonly user: string;
  readonly office: string;
  readonly rows: number;
  readonly format: string;
  readonly sha256: string | null;
  /** Dataset → batch ids; null where the manifest does not say. */
  readonly batches: Readonly<Record<string, readonly string[]>> | null;
  /** `dataset.column`; null for exports older than this was kept. */
  readonly reads: readonly string[] | null;
}

/** Newest first. `naming`: only those that name the dataset. */
export async function keptExports(db: Reading, naming?: string): Promise<KeptExport[]> {
  let found = db.selectFrom("queries").selectAll().where("export", "is not", null);
  if (naming !== undefined) found = found.where("datasets", "like", `%"${naming}"%`).limit(MOST_READ);
  const rows = await found.orderBy("id", "desc").execute();
  return rows.map(({ id, at, user, office, rows: count, kind, export: kept }) => {
    const said = JSON.parse(kept ?? "{}") as { id?: string; sha256?: string; manifest?: Record<string, unknown> };
    const { batches, reads } = (said.manifest ?? {}) as Partial<Pick<KeptExport, "batches" | "reads">>;
    return {
      id: said.id ?? id,
      at,
      user,
      office,
      rows: count,
      format: kind,
      sha256: /^[0-9a-f]{64}$/.test(said.sha256 ?? "") ? (said.sha256 ?? null) : null,
      batches: batches && Object.keys(batches).length > 0 ? batches : null,
      reads: reads ?? null,
    };
  });
}

/** Whether every batch that the export is from is there. */
export function hasBatches({ batches }: KeptExport, all: ReadonlySet<string>): boolean {
  return batches !== null && Object.values(batches).every((named) => named.every((batch) => all.has(batch)));
}

function addExport({ graph, batches }: UsePorts, taken: KeptExport): string {
  const node = graph.node({
    kind: "export",
    key: taken.id,
    title: { zh: `${taken.format.toUpperCase()}，${taken.rows} 行`, en: `${taken.format.toUpperCase()}, ${taken.rows} rows` },
    detail: same(`${taken.at.slice(0, 10)} · ${taken.sha256 === null ? taken.id : `SHA-256 ${taken.sha256.slice(0, 16)}…`}`),
    subject: taken.id,
  });
  if (taken.sha256 === null) graph.fault("export-without-file", node, taken.id);
  if (!hasBatches(taken, batches)) graph.fault("export-without-batches", node, taken.id);
  return node;
}

/** A file that was taken out: the columns that its query named, back to the files. */
export async function traceExport(ports: UsePorts, taken: KeptExport): Promise<string> {
  const { graph, schemas, viewer } = ports;
  const node = addExport(ports, taken);
  if (taken.reads === null) graph.fault("export-without-columns", node, taken.id);
  for (const [dataset, named] of Object.entries(taken.batches ?? {})) {
    const schema = schemas.get(dataset);
    if (!schema || !viewer.mayReadDataset(schema)) {
      graph.leaveOut();
      continue;
    }
    const names = columnsOf(taken, schema);
    const batches = await visibleBatches(ports, dataset, named);
    if (names.length === 0) {
      const whole = addDataset(graph, schema);
      addSourcesAmong(graph, { dataset, batches, node: whole });
      graph.edge(whole, node, "exported");
      continue;
    }
    for (const name of names) graph.edge(addColumn(graph, schema, name), node, "exported");
    await addColumnSources(ports, schema, { names, batches });
  }
  return node;
}

function columnsOf({ reads }: KeptExport, { id, columns }: DatasetSchema): string[] {
  return columns.map(({ name }) => name).filter((name) => reads?.includes(`${id}.${name}`));
}

/** Files with values of a dataset, a column or a batch, behind its node. */
export async function addExports(
  ports: UsePorts,
  of: { readonly schema: DatasetSchema; readonly column?: string; readonly batch?: string; readonly node: string },
): Promise<void> {
  const { db, graph, viewer } = ports;
  const { id } = of.schema;
  const taken = (await keptExports(db, id)).filter(
    ({ reads, batches }) =>
      (of.column === undefined || (reads?.includes(`${id}.${of.column}`) ?? true)) &&
      (of.batch === undefined || (batches?.[id]?.includes(of.batch) ?? false)),
  );
  const seen = taken.filter((each) => viewer.seesExport(each));
  if (seen.length < taken.length) graph.leaveOut();
  const { shown, others } = fan(seen, MOST_EXPORTS);
  for (const each of shown) graph.edge(of.node, addExport(ports, each), "exported");
  if (others === 0) return;
  const title = { zh: `更早的 ${others} 次导出`, en: `${others} earlier exports` };
  graph.edge(of.node, graph.node({ kind: "export", key: `others of ${of.node}`, title, count: others }), "exported");
}
