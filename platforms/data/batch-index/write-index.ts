import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type ColumnSchema, type DatasetSchema, type Progress, type Text, YuejianError } from "@yuejian/contracts";
import { Engine } from "../engine/engine.ts";
import { quoteName, quoteText } from "../engine/sql-text.ts";
import { syncFile, syncFolder } from "../intake/durable.ts";
import { batchPaths, storedName } from "../lake/lake-paths.ts";
import { type BatchManifest, readManifest } from "../lake/manifest.ts";
import { canonicalText } from "../standardise/canonical-text.ts";
import { BLOCK_TABLES, Packer } from "./blocks.ts";
import { identifierHashSql, keyHashSql } from "./identifier-hash.ts";
import { indexFolder, indexPath } from "./index-paths.ts";
import { type IndexedColumns, indexedColumns } from "./indexed-columns.ts";
import { termsOf } from "./terms.ts";

const REPORT_ROWS = 20_480;
/** A file at which nobody wrote for so long is nobody's. */
const UNFINISHED_MS = 3_600_000;
/** In front of terms that say where a record is from and when, so that no word of a text is one. */
const SCOPE_MARK = "\ue000";

const STAGE: Text = { zh: "建立索引", en: "Making the index" };

const TABLES = `
  PRAGMA page_size = 8192;
  PRAGMA journal_mode = OFF;
  PRAGMA synchronous = OFF;
  PRAGMA locking_mode = EXCLUSIVE;
  CREATE TABLE identifier (hash INTEGER NOT NULL, row INTEGER NOT NULL, PRIMARY KEY (hash, row)) WITHOUT ROWID;
  ${BLOCK_TABLES}
  CREATE VIRTUAL TABLE words USING fts5(text, content = '', columnsize = 0, detail = none, tokenize = 'ascii');
  CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, row);
  CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;`;

export interface IndexRequest {
  readonly lakeFolder: string;
  readonly scratchFolder: string;
  readonly schema: DatasetSchema;
  readonly batch: string;
  /** See `batchPaths`. */
  readonly generation?: number | undefined;
  readonly progress: Progress;
  readonly memoryLimit?: string | undefined;
  readonly threads?: number | undefined;
}

/** Makes the index of a batch from its rows: where each identifier stands, the rows packed so that one is read at once, and the words of the columns that
 *  anybody may see. Written aside and then given its name: whatever ends this, there is a whole index or none. BATCH_UNKNOWN */
export async function writeIndex(request: IndexRequest): Promise<void> {
  const { lakeFolder, schema, batch, generation } = request;
  const folder = join(lakeFolder, indexFolder(schema.id));
  mkdirSync(folder, { recursive: true });
  sweepUnfinished(folder, batch);
  const aside = join(folder, `${batch}.${process.pid}.${randomUUID()}.part`);
  const manifest = await manifestOf(lakeFolder, schema.id, batch);
  const engine = await Engine.open({
    scratchFolder: request.scratchFolder,
    files: [],
    folders: [lakeFolder],
    subject: "index",
    ...(request.memoryLimit === undefined ? {} : { memoryLimit: request.memoryLimit }),
    ...(request.threads === undefined ? {} : { threads: request.threads }),
  });
  const index = new DatabaseSync(aside);
  try {
    index.exec(TABLES);
    index.exec("BEGIN");
    const of = { request, manifest, columns: indexedColumns(schema), engine, index };
    const textBytes = await engine.cancellable(request.progress.signal, async () => {
      await writeIdentifiers(of);
      return writeRows(of);
    });
    const fact = index.prepare("INSERT INTO fact VALUES (?, ?)");
    fact.run("rows", String(manifest.rows));
    fact.run("textBytes", String(textBytes));
    fact.run("columns", JSON.stringify(manifest.columns.map(({ name }) => name)));
    index.exec("COMMIT");
    index.close();
    syncFile(aside);
    const path = join(lakeFolder, indexPath(schema.id, storedName(batch, generation)));
    renameSync(aside, path);
    removeOthers(folder, batch, basename(path));
    syncFolder(folder);
  } finally {
    engine.close();
    if (index.isOpen) index.close();
    rmSync(aside, { force: true });
  }
}

/** What killed processes left. An attempt beside this one, in another thread or on another machine, keeps what it is at: the last to finish counts. */
function sweepUnfinished(folder: string, batch: string): void {
  const before = Date.now() - UNFINISHED_MS;
  for (const name of namesOf(folder, batch))
    if (name.endsWith(".part") && (statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? before) < before)
      rmSync(join(folder, name), { force: true });
}

/** Indexes of another form, or of the rows as they stood before. */
function removeOthers(folder: string, batch: string, kept: string): void {
  for (const name of namesOf(folder, batch)) if (!name.endsWith(".part") && name !== kept) rmSync(join(folder, name), { force: true });
}

function namesOf(folder: string, batch: string): string[] {
  return readdirSync(folder).filter((name) => name.startsWith(`${batch}.`));
}

/** Takes away whatever index a batch has, of this form or another, and what was left of one that was not finished. */
export function dropIndex(lakeFolder: string, dataset: string, batch: string): void {
  const folder = join(lakeFolder, indexFolder(dataset));
  if (!existsSync(folder)) return;
  for (const name of namesOf(folder, batch)) rmSync(join(folder, name), { force: true });
}

async function manifestOf(lakeFolder: string, dataset: string, batch: string): Promise<BatchManifest> {
  const { manifest, rows } = batchPaths(dataset, batch);
  if (existsSync(join(lakeFolder, manifest)) && !existsSync(join(lakeFolder, rows)))
    throw new YuejianError("LAKE_FILE_CORRUPT", { file: rows });
  if (!existsSync(join(lakeFolder, manifest))) throw new YuejianError("BATCH_UNKNOWN", { batch });
  return readManifest(join(lakeFolder, manifest), manifest);
}

interface Writing {
  readonly request: IndexRequest;
  readonly manifest: BatchManifest;
  readonly columns: IndexedColumns;
  readonly engine: Engine;
  readonly index: DatabaseSync;
}

const fileOf = ({ request: { lakeFolder, schema, batch, generation } }: Writing): string =>
  `read_parquet(${quoteText(join(lakeFolder, batchPaths(schema.id, batch, generation).rows))})`;

async function writeIdentifiers(of: Writing): Promise<void> {
  const { engine, index, manifest, columns } = of;
  const stored = new Map(manifest.columns.map((column) => [column.name, column]));
  const textOf = (name: string): string => canonicalText(stored.get(name) ?? { type: "text" }, quoteName(name));
  const selects = [
    ...columns.identifiers.filter((name) => stored.has(name)).map((name) => identifierHashSql(textOf(name))),
    ...columns.keys.filter((key) => key.every((name) => stored.has(name))).map((key) => keyHashSql(key.map(textOf))),
  ].map((hash) => `SELECT ${hash} AS hash, _row FROM ${fileOf(of)}`);
  if (selects.length === 0) return;
  const insert = index.prepare("INSERT INTO identifier VALUES (?, ?)");
  // As doubles, which hold 48 bits and come as plain numbers.
  const sql = `SELECT DISTINCT CAST(hash AS DOUBLE), CAST(_row AS DOUBLE) FROM (${selects.join(" UNION ALL ")}) every WHERE hash IS NOT NULL ORDER BY 1, 2`;
  for await (const [hashes = [], rows = []] of engine.columns(sql))
    for (let at = 0; at < hashes.length; at++) insert.run(hashes[at] as number, rows[at] as number);
}

/** Bytes of the texts whose words were written. */
async function writeRows(of: Writing): Promise<number> {
  const { request, manifest, columns, engine, index } = of;
  const { schema, progress } = request;
  const stored = new Set(manifest.columns.map(({ name }) => name));
  const texts = columns.texts.filter((name) => stored.has(name));
  const scopes = [columns.time, schema.officeColumn].map((name) =>
    name !== undefined && name !== null && stored.has(name) ? `CAST(${quoteName(name)} AS VARCHAR)` : "NULL",
  );
  const parser = manifest.parser === undefined ? "NULL" : "_parser";
  const cells = `CAST(json_array(_row, _line, ${[parser, ...manifest.columns.map(jsonCell)].join(", ")}) AS VARCHAR)`;
  const words = texts.length === 0 ? "NULL" : `concat_ws(chr(10), ${texts.map(quoteName).join(", ")})`;
  // Not every file has its rows in order.
  const sql = `SELECT CAST(_row AS DOUBLE), ${cells}, ${words}, ${scopes.join(", ")} FROM (SELECT * FROM ${fileOf(of)} ORDER BY _row) every`;
  const pack = new Packer(index);
  const insert = index.prepare("INSERT INTO words(rowid, text) VALUES (?, ?)");
  let [done, textBytes] = [0, 0];
  for await (const [rows = [], lines = [], all = [], days = [], offices = []] of engine.columns(sql)) {
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at] as number;
      pack.add(row, lines[at] as string);
      const text = all[at] as string | null;
      if (text === null || text === "") continue;
      textBytes += Buffer.byteLength(text);
      const terms = termsOf(text);
      for (const scope of scopeTerms(days[at] as string | null, offices[at] as string | null)) terms.add(scope);
      insert.run(row, [...terms].join(" "));
    }
    done += rows.length;
    if (done % REPORT_ROWS < rows.length) progress.report(done, manifest.rows, STAGE);
    progress.signal.throwIfAborted();
  }
  pack.flush();
  progress.report(manifest.rows, manifest.rows, STAGE);
  progress.signal.throwIfAborted();
  return textBytes;
}

export function scopeTerms(day: string | null, office: string | null): string[] {
  return [
    ...(day === null ? [] : [`${SCOPE_MARK}y${day.slice(0, 4)}`, `${SCOPE_MARK}m${day.slice(0, 7).replace("-", "")}`]),
    ...(office === null ? [] : [`${SCOPE_MARK}o${Buffer.from(office).toString("hex")}`]),
  ];
}

/** As `toCell` gives it. */
function jsonCell({ name, type }: Pick<ColumnSchema, "name" | "type">): string {
  const cell = quoteName(name);
  if (type !== "integer" && type !== "amount") return cell;
  return `CASE WHEN abs(${cell}) <= 9007199254740991 THEN to_json(${cell}) ELSE to_json(CAST(${cell} AS VARCHAR)) END`;
}
