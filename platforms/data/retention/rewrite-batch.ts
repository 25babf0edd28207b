import { join } from "node:path";
import {
  type DatasetSchema,
  type LakeFile,
  type NumberRanges,
  type Progress,
  RECORD_COMMITMENT,
  type RetentionAction,
  YuejianError,
} from "@yuejian/contracts";
import { cellDigest, encodeHex } from "@yuejian/digests";
import { saltsPerRow } from "../commitment/committed-columns.ts";
import { openSalts } from "../commitment/salts.ts";
import type { Engine } from "../engine/engine.ts";
import { quoteName, quoteText } from "../engine/sql-text.ts";
import { describeLakeFile, syncFile, syncFolder } from "../intake/durable.ts";
import { batchPaths } from "../lake/lake-paths.ts";
import { type BatchManifest, readManifest } from "../lake/manifest.ts";
import { addedColumns, cutColumn, LEAF, storedRowSql } from "../lake/stored-row.ts";

/** Positions of the record tree that one entry of the ledger tells of: what it lists stays small. */
const WINDOW = 65_536;

export interface RewriteFolders {
  readonly lakeFolder: string;
  readonly saltsFolder: string;
}

export interface RewriteRequest {
  readonly batch: string;
  readonly dataset: DatasetSchema["id"];
  /** Of the file as it stands, and of the one that is written: nobody else writes one of that number. */
  readonly generation: number;
  readonly next: number;
  readonly action: RetentionAction;
  /** Of `redact`. */
  readonly columns: readonly string[];
  /** Table of the engine with `batch` and `row` of what goes. */
  readonly going: string;
}

export interface RewrittenRows {
  readonly batch: string;
  readonly generation: number;
  readonly file: LakeFile;
  /** Rows that are left in the file. */
  readonly left: number;
  /** What went, by windows of the tree: numbers, and in the same order positions. */
  readonly gone: readonly { readonly rows: NumberRanges; readonly leaves: NumberRanges; readonly count: number }[];
}

/** Writes the rows of a batch anew, without those that go or with their cells emptied, beside the file as it stands. Durable when it returns; nobody
 *  reads it before the catalogue names it. The tree's positions of rows and the digests of emptied cells stand in the new file. */
export async function rewriteBatch(
  engine: Engine,
  folders: RewriteFolders,
  request: RewriteRequest,
  progress: Progress,
): Promise<RewrittenRows> {
  const { dataset, batch } = request;
  const paths = batchPaths(dataset, batch, request.generation);
  const target = batchPaths(dataset, batch, request.next).rows;
  const manifest = await readManifest(join(folders.lakeFolder, paths.manifest), paths.manifest);
  const old = join(folders.lakeFolder, paths.rows);
  progress.signal.throwIfAborted();
  const added = await addedColumns(engine, old);
  const isRewritten = added.has(LEAF);
  const from = `(SELECT * ${isRewritten ? "" : `EXCLUDE (file_row_number), file_row_number AS ${LEAF}`} FROM read_parquet(${quoteText(old)}${isRewritten ? "" : ", file_row_number = true"}))`;
  const own = `(SELECT row FROM ${request.going} WHERE batch = ${quoteText(batch)})`;
  const gone = await goneOf(engine, from, own);
  const path = join(folders.lakeFolder, target);
  if (request.action === "delete") {
    const kept = `SELECT stored.* FROM ${from} stored ANTI JOIN ${own} going ON going.row = stored._row`;
    await copy(engine, `${kept} ORDER BY ${LEAF}`, path);
  } else {
    await createCut(engine, { manifest, old, own, request, folders }, progress);
    await copy(engine, redacted(from, { manifest, added, columns: request.columns }), path);
    await engine.run("DROP TABLE cut");
  }
  syncFile(path);
  syncFolder(join(folders.lakeFolder, dataset));
  const [left] = await engine.rows(`SELECT count(*) FROM read_parquet(${quoteText(path)})`);
  return {
    batch,
    generation: request.next,
    file: await describeLakeFile(folders.lakeFolder, target),
    left: Number(left?.[0] ?? 0),
    gone,
  };
}

async function copy(engine: Engine, sql: string, path: string): Promise<void> {
  await engine.run(`COPY (${sql}) TO ${quoteText(path)} (FORMAT parquet, USE_TMP_FILE false)`);
}

/** Numbers and positions of what goes. */
async function goneOf(engine: Engine, from: string, own: string): Promise<RewrittenRows["gone"]> {
  const found = `SELECT stored._row AS number, stored.${LEAF} AS leaf FROM ${from} stored SEMI JOIN ${own} going ON going.row = stored._row`;
  const islands = (value: string): string =>
    `SELECT leaf // ${WINDOW} AS part, min(${value}) AS first, max(${value}) AS last FROM (SELECT *, ${value} - row_number() OVER (PARTITION BY leaf // ${WINDOW} ORDER BY ${value}) AS island FROM found) GROUP BY part, island ORDER BY part, first`;
  await engine.run(`CREATE OR REPLACE TABLE found AS ${found}`);
  const [rows, leaves] = [await engine.rows(islands("number")), await engine.rows(islands("leaf"))];
  const counts = await engine.rows(`SELECT leaf // ${WINDOW}, count(*) FROM found GROUP BY 1 ORDER BY 1`);
  const within = (all: typeof rows, part: unknown): NumberRanges =>
    all.filter(([each]) => each === part).map(([, first, last]) => [Number(first), Number(last)] as const);
  const gone = counts.map(([part, count]) => ({ rows: within(rows, part), leaves: within(leaves, part), count: Number(count) }));
  await engine.run("DROP TABLE found");
  return gone;
}

function redacted(
  from: string,
  { manifest, added, columns }: { manifest: BatchManifest; added: ReadonlySet<string>; columns: readonly string[] },
): string {
  const stored = ["_row", "_line", "_batch", ...(manifest.parser === undefined ? [] : ["_parser"])];
  const values = manifest.columns.map(({ name }) => {
    const cell = `stored.${quoteName(name)}`;
    return columns.includes(name) ? `CASE WHEN cut.row IS NULL THEN ${cell} END AS ${quoteName(name)}` : cell;
  });
  const digests = manifest.columns.flatMap(({ name }) => {
    const digest = quoteName(cutColumn(name));
    const before = added.has(cutColumn(name)) ? `stored.${digest}` : "NULL";
    if (columns.includes(name)) return [`coalesce(${before}, cut.${digest}) AS ${digest}`];
    return added.has(cutColumn(name)) ? [`stored.${digest}`] : [];
  });
  return `SELECT ${[...stored.map((name) => `stored.${name}`), ...values, `stored.${LEAF}`, ...digests].join(", ")}
    FROM ${from} stored LEFT JOIN cut ON cut.row = stored._row ORDER BY stored.${LEAF}`;
}

/** Rows per INSERT of literals. */
const CHUNK = 500;

/** The table `cut`: the digests of the cells that are emptied, made with the salts that go afterwards. */
async function createCut(
  engine: Engine,
  of: {
    readonly manifest: BatchManifest;
    readonly old: string;
    readonly own: string;
    readonly request: RewriteRequest;
    readonly folders: RewriteFolders;
  },
  progress: Progress,
): Promise<void> {
  const { manifest, old, own, request } = of;
  const names = request.columns.map((name) => `${quoteName(cutColumn(name))} BLOB`);
  await engine.run(`CREATE OR REPLACE TABLE cut (row BIGINT, ${names.join(", ")})`);
  const alone = manifest.columns.filter((column) => column.alone).map(({ name }) => name);
  const salts = openSalts(of.folders.saltsFolder, request.batch, saltsPerRow(manifest.columns));
  const stored = await storedRowSql(engine, old, manifest.columns);
  let values: string[] = [];
  const flush = async (): Promise<void> => {
    if (values.length > 0) await engine.run(`INSERT INTO cut VALUES ${values.join(", ")}`);
    values = [];
  };
  for await (const piece of engine.stream(`${stored.select} WHERE _row IN (SELECT row FROM ${own})`)) {
    progress.signal.throwIfAborted();
    for (const each of piece) {
      const row = stored.read(each);
      const salt = salts?.stored(row.leafIndex, 1);
      if (!salt) throw new YuejianError("RECORD_SALTS_ERASED", { ref: `${request.batch}:${row.row}` });
      const digests = request.columns.map((name) => {
        const before = row.cut.get(name);
        if (before !== undefined) return before;
        const at = alone.indexOf(name) * RECORD_COMMITMENT.saltBytes;
        const value = row.texts[manifest.columns.findIndex((column) => column.name === name)] ?? null;
        return encodeHex(cellDigest({ salt: salt.subarray(at, at + RECORD_COMMITMENT.saltBytes), column: name, value }));
      });
      values.push(`(${row.row}, ${digests.map((digest) => `unhex('${digest}')`).join(", ")})`);
      if (values.length >= CHUNK) await flush();
    }
  }
  await flush();
}
