import { type ClosurePort, ENTITIES_TABLE, ENTITY_MEMBERS, YuejianError } from "@yuejian/contracts";
import { Engine } from "../engine/engine.ts";
import { isInterruption } from "../engine/engine-failure.ts";
import { DuckdbGround, type StreamedRows } from "../lake/duckdb-ground.ts";
import { hasEntities } from "../lake/entities-view.ts";
import { generationsOf } from "../lake/manifest.ts";
import { alias, LakeSession } from "../lake/session.ts";
import { type Estimate, requireBearable } from "./estimate.ts";
import { writeExport } from "./export-file.ts";
import type { FrozenClosures, QueryAnswer, QueryOrder, QueryWork, RunnerOrder } from "./query-types.ts";
import { readStatement, refused, type Statement } from "./read-statement.ts";

/** Characters of one cell that are shown. */
const LONGEST_CELL = 20_000;

/** Parses texts and opens nothing. */
export function openParser(scratchFolder: string): Promise<Engine> {
  return Engine.open({ scratchFolder, files: [], folders: [], subject: "sql", memoryLimit: "256MB", threads: 1 });
}

/** Runs one order, in a process of its own (see `QueryRunners`). */
export async function runQuery(
  parser: Engine,
  { order, lake, closures, memoryLimit, spillLimit, threads }: RunnerOrder,
  report: { readonly planned: (estimate: Estimate) => void; readonly started: (ground: DuckdbGround) => void },
): Promise<QueryAnswer> {
  const { sql, values, schemas, snapshot, access, lifted, work } = order;
  const statement = await readStatement(parser, sql, namesOf(schemas));
  requireValues(statement, values);
  const named = namedAmong(schemas, statement.tables);
  const ground = await DuckdbGround.open({ ...lake, memoryLimit, threads, guard: { spillLimit } });
  const session = await LakeSession.open({ ground, closures: portOf(closures) }, snapshot, named, { access, lifted, isGuarded: true });
  const started = performance.now();
  try {
    await ground.lock(Object.fromEntries(named.map(({ id }) => [id, snapshot.batches[id] ?? []])), generationsOf(closures.closures));
    report.started(ground);
    const given = Object.fromEntries(statement.parameters.map((name) => [name, values[name] ?? null]));
    const expected = await ground.estimate(sql, given);
    report.planned(expected);
    requireBearable(expected, order);
    const facts = { estimate: expected, ...maskedOf(session, statement, order) };
    if (work.kind === "estimate") return { ...facts, columns: [], rows: [], rowCount: 0, isTruncated: false, seconds: 0 };
    const found = await ground.stream(sql, given);
    const taken = await take(found, work);
    return { ...facts, columns: found.columns, ...taken, seconds: (performance.now() - started) / 1000 };
  } catch (cause) {
    throw asRefusal(cause, lake);
  } finally {
    session.close();
  }
}

/** What datasets are called in SQL. */
export function namesOf(schemas: QueryOrder["schemas"]): ReadonlySet<string> {
  return new Set([...schemas.flatMap(({ id }) => [id, alias(id)]), ...(hasEntities(schemas) ? [ENTITIES_TABLE.id] : [])]);
}

/** The datasets that a statement with these tables reads. */
export function namedAmong(schemas: QueryOrder["schemas"], tables: ReadonlySet<string>): QueryOrder["schemas"] {
  const hasNamedEntities = hasEntities(schemas) && tables.has(ENTITIES_TABLE.id);
  return schemas.filter(({ id }) => tables.has(id) || tables.has(alias(id)) || (hasNamedEntities && id === ENTITY_MEMBERS));
}

export async function take({ columns, rows }: StreamedRows, work: Exclude<QueryWork, { kind: "estimate" }>) {
  if (work.kind === "export") {
    const { written, isTruncated } = await writeExport(work, columns, rows);
    return { rows: [], rowCount: written, isTruncated };
  }
  const kept: QueryAnswer["rows"][number][] = [];
  let characters = 0;
  for await (const piece of rows) {
    for (const row of piece) {
      const shown = row.map((cell) => (typeof cell === "string" && cell.length > LONGEST_CELL ? `${cell.slice(0, LONGEST_CELL)}…` : cell));
      characters += shown.reduce<number>((sum, cell) => sum + (typeof cell === "string" ? cell.length : 8), 0);
      if (kept.length >= work.maxRows || characters > work.maxCharacters) return { rows: kept, rowCount: kept.length, isTruncated: true };
      kept.push(shown);
    }
  }
  return { rows: kept, rowCount: kept.length, isTruncated: false };
}

export function requireValues({ parameters }: Statement, values: QueryOrder["values"]): void {
  const missing = parameters.filter((name) => !Object.hasOwn(values, name));
  if (missing.length > 0) throw refused(`缺少参数 ${missing.join("、")} 的值`, `it needs values for ${missing.join(", ")}`);
}

export function maskedOf(
  session: LakeSession,
  statement: Statement,
  { access }: QueryOrder,
): Pick<QueryAnswer, "datasets" | "reads" | "masked" | "comparedMasked"> {
  const reads = session.datasets.flatMap(({ id }) =>
    session.columns(id).flatMap(({ name }) => (statement.hasStar || statement.columns.has(name) ? [`${id}.${name}`] : [])),
  );
  const masked: string[] = [];
  const comparedMasked: string[] = [];
  for (const { id } of session.datasets) {
    const { masked: hidden = [], opened } = access[id] ?? {};
    for (const name of hidden) {
      if (statement.hasStar || statement.columns.has(name)) masked.push(`${id}.${name}`);
      if (statement.compared.has(name) && !opened?.columns.includes(name)) comparedMasked.push(`${id}.${name}`);
    }
  }
  return { datasets: session.datasets.map(({ id }) => id), reads, masked, comparedMasked };
}

/** What the engine says of a query is about what its writer may see: nothing hidden is computed (see `visibleRows`). Paths are not told. */
function asRefusal(cause: unknown, { folder, scratchFolder }: RunnerOrder["lake"]): unknown {
  if (cause instanceof YuejianError || !(cause instanceof Error)) return cause;
  if (isInterruption(cause)) return new YuejianError("QUERY_CANCELLED", {}, { cause });
  const text = (cause.message.split("\n")[0] ?? "").replaceAll(folder, "…").replaceAll(scratchFolder, "…");
  if (/Out of Memory|could not allocate|max_temp_directory_size|failed to allocate|bad_alloc|length_error/i.test(cause.message))
    return new YuejianError("QUERY_TOO_LARGE", {}, { cause });
  return text.includes("•") ? refusedAsMasked(text) : refused(text, text);
}

export function refusedAsMasked(text: string): YuejianError {
  return refused(
    `参与计算的列已遮盖（${text}）；请说明用途，或改用未遮盖的列`,
    `a masked column takes part in it (${text}); state a purpose, or use columns that are open`,
  );
}

function portOf({ closures, batchesOf }: FrozenClosures): ClosurePort {
  return {
    version: async () => closures.version,
    read: async () => closures,
    datasetOf: async () => null,
    batchesOf: async (dataset) => batchesOf[dataset] ?? null,
  };
}
