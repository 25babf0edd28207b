import type { HoldReason, NumberRanges, RetentionRule, RetentionUnit } from "@yuejian/contracts";
import type { Engine } from "../engine/engine.ts";
import { quoteName, quoteText } from "../engine/sql-text.ts";
import type { DatasetBatches } from "../lake/ground.ts";
import { unionOfRows } from "../lake/lake-batches.ts";
import { createSuperseded } from "../lake/supersession.ts";

/** Rows that are meant: those whose time is over on a day, named ones, stretches of batches, or all of a batch. */
export type Chosen =
  | { readonly by: "term"; readonly term: RetentionRule["term"]; readonly from: RetentionRule["from"]; readonly today: string }
  | { readonly by: "rows"; readonly rows: readonly { readonly batch: string; readonly row: number }[] }
  | { readonly by: "stretches"; readonly batches: readonly { readonly batch: string; readonly rows: NumberRanges }[] }
  | { readonly by: "batch"; readonly batch: string };

/** A row that stays. `row` 0: all of the batch. */
export interface Held {
  readonly batch: string;
  readonly row: number;
  readonly reason: HoldReason;
  /** What holds it: a lead, case, challenge, correction or approval. */
  readonly by: string;
}

export interface ChosenBatch {
  readonly batch: string;
  /** Rows in the file as it stands. */
  readonly rows: number;
  readonly chosen: number;
  readonly going: number;
  readonly held: number;
}

export interface Choice {
  readonly batches: readonly ChosenBatch[];
  /** Rows that stay for each reason; a row that is held twice counts twice. */
  readonly held: readonly { readonly reason: HoldReason; readonly by: string; readonly rows: number }[];
  /** First and last day from which the terms of what goes were counted; null where none were. */
  readonly oldest: string | null;
  readonly newest: string | null;
  /** Rows without a date to count from. */
  readonly undated: number;
}

/** The engine over a lake's files. */
export interface LakeEngine {
  readonly engine: Engine;
  readonly lakeFolder: string;
}

const INTERVALS: Readonly<Record<RetentionUnit, string>> = { day: "DAY", month: "MONTH", year: "YEAR" };
/** Rows per INSERT of literals. */
const CHUNK = 1000;

/** Fills the tables `chosen` and `going` (batch, row). Rows whose record key has versions go together: a row is only taken out where that brings no older
 *  version of the record back; those go with it, or hold it. `loadedOn`: batch → day. */
export async function chooseRows(
  { engine, lakeFolder }: LakeEngine,
  dataset: DatasetBatches,
  {
    chosen,
    held,
    loadedOn,
    withdrawn,
  }: {
    readonly chosen: Chosen;
    readonly held: readonly Held[];
    readonly loadedOn: ReadonlyMap<string, string>;
    /** Batches that were withdrawn as a whole: they supersede nothing. */
    readonly withdrawn: ReadonlySet<string>;
  },
): Promise<Choice> {
  await createEvery({ engine, lakeFolder }, dataset, { chosen, loadedOn });
  if (chosen.by === "stretches") await createMeant(engine, chosen);
  await engine.run(`CREATE OR REPLACE TABLE chosen AS SELECT batch, row, since FROM every WHERE ${conditionOf(chosen)}`);
  await engine.run("CREATE OR REPLACE TABLE held (batch VARCHAR, row BIGINT, reason VARCHAR, holder VARCHAR)");
  for (let start = 0; start < held.length; start += CHUNK) {
    const values = held
      .slice(start, start + CHUNK)
      .map(({ batch, row, reason, by }) => `(${quoteText(batch)}, ${Math.trunc(row)}, ${quoteText(reason)}, ${quoteText(by)})`);
    await engine.run(`INSERT INTO held VALUES ${values.join(", ")}`);
  }
  await engine.run(
    `CREATE OR REPLACE TABLE stays AS SELECT every.batch, every.row, reason, holder FROM every JOIN held USING (batch) WHERE held.row IN (0, every.row)`,
  );
  await engine.run("CREATE OR REPLACE TABLE going AS SELECT batch, row, since FROM chosen ANTI JOIN stays USING (batch, row)");
  await engine.run(
    "CREATE OR REPLACE TABLE kept AS SELECT chosen.batch, chosen.row, reason, holder FROM chosen JOIN stays USING (batch, row)",
  );
  if ((dataset.schema.recordKey ?? []).length > 0) await goTogether({ engine, lakeFolder }, dataset, withdrawn);
  return choiceOf(engine, chosen);
}

async function createEvery(
  { engine, lakeFolder }: LakeEngine,
  dataset: DatasetBatches,
  { chosen, loadedOn }: { chosen: Chosen; loadedOn: ReadonlyMap<string, string> },
): Promise<void> {
  const { schema } = dataset;
  const column = chosen.by === "term" && chosen.from.kind === "column" ? chosen.from.column : null;
  const key = schema.recordKey ?? [];
  const columns = schema.columns.filter(({ name }) => name === column || key.includes(name));
  const keys = key.map((name, at) => `rows.${quoteName(name)} AS key${at}`);
  const days = [...loadedOn].map(([batch, day]) => `(${quoteText(batch)}, DATE ${quoteText(day)})`);
  const since = column === null ? "loads.day" : `CAST(rows.${quoteName(column)} AS DATE)`;
  await engine.run(`CREATE OR REPLACE TABLE every AS SELECT ${["rows._batch AS batch", "rows._row AS row", `${since} AS since`, ...keys].join(", ")}
    FROM (${unionOfRows(lakeFolder, dataset, columns)}) rows JOIN (VALUES ${days.length === 0 ? "('', NULL)" : days.join(", ")}) AS loads (batch, day) ON loads.batch = rows._batch`);
}

/** The table `meant` (batch, row). */
async function createMeant(engine: Engine, { batches }: Extract<Chosen, { by: "stretches" }>): Promise<void> {
  await engine.run("CREATE OR REPLACE TABLE stretches (batch VARCHAR, first BIGINT, last BIGINT)");
  const all = batches.flatMap(({ batch, rows }) =>
    rows.map(([first, last]) => `(${quoteText(batch)}, ${Math.trunc(first)}, ${Math.trunc(last)})`),
  );
  for (let start = 0; start < all.length; start += CHUNK)
    await engine.run(`INSERT INTO stretches VALUES ${all.slice(start, start + CHUNK).join(", ")}`);
  await engine.run(
    "CREATE OR REPLACE TABLE meant AS SELECT DISTINCT every.batch, every.row FROM every JOIN stretches ON stretches.batch = every.batch AND every.row BETWEEN first AND last",
  );
}

function conditionOf(chosen: Chosen): string {
  if (chosen.by === "stretches") return "(batch, row) IN (SELECT (batch, row) FROM meant)";
  if (chosen.by === "batch") return `batch = ${quoteText(chosen.batch)}`;
  if (chosen.by === "rows") {
    const rows = chosen.rows.map(({ batch, row }) => `(${quoteText(batch)}, ${Math.trunc(row)})`);
    return rows.length === 0 ? "false" : `(batch, row) IN (${rows.join(", ")})`;
  }
  const { count, unit } = chosen.term;
  // The last day of the term is still kept.
  return `since + INTERVAL ${Math.trunc(count)} ${INTERVALS[unit]} < DATE ${quoteText(chosen.today)}`;
}

async function goTogether({ engine, lakeFolder }: LakeEngine, dataset: DatasetBatches, withdrawn: ReadonlySet<string>): Promise<void> {
  const batches = dataset.batches.filter(({ batch }) => !withdrawn.has(batch));
  await engine.run("DROP TABLE IF EXISTS old");
  if (!(await createSuperseded({ engine, lakeFolder }, { ...dataset, batches }, "old"))) return;
  const names = (dataset.schema.recordKey ?? []).map((_, at) => `key${at}`);
  const key = names.join(", ");
  const isComplete = names.map((name) => `${name} IS NOT NULL`).join(" AND ");
  const counts = withdrawn.size === 0 ? "true" : `every.batch NOT IN (${[...withdrawn].map(quoteText).join(", ")})`;
  await engine.run(`CREATE OR REPLACE TABLE versions AS SELECT every.batch, every.row, every.since, ${key}, old.row IS NOT NULL AS is_old, going.row IS NOT NULL AS goes,
      stays.row IS NOT NULL AS is_held
    FROM every LEFT JOIN old ON old.batch = every.batch AND old.row = every.row LEFT JOIN going ON going.batch = every.batch AND going.row = every.row
      LEFT JOIN (SELECT DISTINCT batch, row FROM stays) stays ON stays.batch = every.batch AND stays.row = every.row
    WHERE ${isComplete} AND ${counts}`);
  // Of these keys nothing current would be left.
  await engine.run(`CREATE OR REPLACE TABLE ending AS SELECT ${key}, bool_or(is_old AND is_held) AS is_blocked FROM versions
    GROUP BY ${key} HAVING bool_or(is_old) AND bool_and(goes OR is_old) AND bool_or(goes AND NOT is_old)`);
  await engine.run(
    `CREATE OR REPLACE TABLE blocked AS SELECT batch, row FROM versions SEMI JOIN (SELECT * FROM ending WHERE is_blocked) USING (${key}) WHERE NOT is_old`,
  );
  await engine.run("INSERT INTO kept SELECT batch, row, 'earlier-version', '' FROM blocked");
  await engine.run("DELETE FROM going USING blocked WHERE going.batch = blocked.batch AND going.row = blocked.row");
  await engine.run(
    `INSERT INTO going SELECT batch, row, since FROM versions SEMI JOIN (SELECT * FROM ending WHERE NOT is_blocked) USING (${key}) WHERE is_old AND NOT goes`,
  );
}

async function choiceOf(engine: Engine, chosen: Chosen): Promise<Choice> {
  const perBatch = await engine.rows(`SELECT batch, count(*),
      (SELECT count(*) FROM chosen WHERE chosen.batch = every.batch), (SELECT count(*) FROM going WHERE going.batch = every.batch),
      (SELECT count(DISTINCT row) FROM kept WHERE kept.batch = every.batch)
    FROM every GROUP BY batch ORDER BY batch`);
  const held = await engine.rows(
    "SELECT reason, holder, count(DISTINCT (batch, row)) FROM kept GROUP BY reason, holder ORDER BY 3 DESC, 1, 2",
  );
  const [span] = await engine.rows("SELECT CAST(min(since) AS VARCHAR), CAST(max(since) AS VARCHAR) FROM going");
  const [undated] = await engine.rows("SELECT count(*) FROM every WHERE since IS NULL");
  return {
    batches: perBatch
      .map(([batch, rows, due, going, kept]) => ({
        batch: String(batch),
        rows: Number(rows),
        chosen: Number(due),
        going: Number(going),
        held: Number(kept),
      }))
      .filter((each) => each.chosen > 0 || each.going > 0),
    held: held.map(([reason, by, rows]) => ({ reason: String(reason) as HoldReason, by: String(by), rows: Number(rows) })),
    oldest: span?.[0] === null || span?.[0] === undefined ? null : String(span[0]),
    newest: span?.[1] === null || span?.[1] === undefined ? null : String(span[1]),
    undated: chosen.by === "term" && chosen.from.kind === "column" ? Number(undated?.[0] ?? 0) : 0,
  };
}
