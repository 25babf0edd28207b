import { createHash } from "node:crypto";
import { closeSync, createReadStream, existsSync, fsyncSync, openSync, rmSync, statSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import {
  type Batch,
  ENTITY_KINDS,
  ENTITY_MEMBERS,
  ENTITY_MEMBERS_SCHEMA,
  type EntityChange,
  type EntityKind,
  type SourceFile,
  YuejianError,
} from "@yuejian/contracts";
import { encodeHex } from "@yuejian/digests";
import { columnsDigest, committedColumns } from "../../commitment/committed-columns.ts";
import { digestRecords } from "../../commitment/digest-records.ts";
import { createSaltKey, removeSalts } from "../../commitment/salts.ts";
import type { Engine } from "../../engine/engine.ts";
import { quoteText } from "../../engine/sql-text.ts";
import { describeLakeFile, makeFolder, syncFile, syncFolder } from "../../intake/durable.ts";
import { STAGES } from "../../intake/stages.ts";
import { batchPaths } from "../../lake/lake-paths.ts";
import { manifestText } from "../../lake/manifest.ts";
import type { Addition } from "./addition.ts";
import { foldersOf } from "./basis.ts";
import { LINKER_VERSION, type LinkedHome, type LinkHomePorts, type LinkHomeRequest } from "./home-types.ts";
import { kindFiles } from "./kind-files.ts";
import { openLinkEngine } from "./link-engine.ts";
import type { MentionSource } from "./mention-sql.ts";

type Written = Pick<
  LinkedHome,
  "batch" | "columnsDigest" | "lakeFiles" | "resultDigest" | "regrouped" | "leadEntities" | "moved" | "members"
>;

interface Members {
  readonly request: LinkHomeRequest;
  readonly sources: readonly MentionSource[];
  readonly folder: string;
  readonly scratchFolder: string;
  readonly changes: readonly EntityChange[];
  /** Null: all members are written anew. */
  readonly addition: Addition | null;
}

const DIGEST_ROWS = 8_192;

/** Writes the members of all kinds as a batch of the lake, durable and committed row by row like any other, and then commits. */
export async function writeMembers<Result>(
  members: Members,
  ports: LinkHomePorts,
  commit: (written: Written) => Promise<Result>,
): Promise<Result> {
  const { request } = members;
  const paths = batchPaths(ENTITY_MEMBERS, request.batch);
  const remove = (): void => {
    for (const path of Object.values(paths) as string[]) rmSync(join(ports.lakeFolder, path), { force: true });
    if (existsSync(ports.saltsFolder)) removeSalts(ports.saltsFolder, request.batch);
  };
  const engine = await openLinkEngine(ports, members.scratchFolder);
  let isDoubtful = false;
  try {
    const written = await engine.cancellable(ports.progress.signal, () => write(engine, members, ports));
    await ports.tables?.load(ENTITY_MEMBERS_SCHEMA, request.batch, ports.progress);
    ports.progress.signal.throwIfAborted();
    isDoubtful = true;
    return await commit(written);
  } catch (error) {
    // As with intake: a refusal by the store is final, after any other failure of the commit the batch may be visible.
    const isRefused = error instanceof YuejianError && error.kind !== "failure" && error.kind !== "busy";
    if (!isDoubtful || isRefused) {
      remove();
      await ports.tables?.discard(ENTITY_MEMBERS, request.batch).catch(() => {});
    }
    throw error;
  } finally {
    engine.close();
  }
}

async function write(engine: Engine, { request, sources, folder, changes, addition }: Members, ports: LinkHomePorts): Promise<Written> {
  const { batch, office } = request;
  const paths = batchPaths(ENTITY_MEMBERS, batch);
  const at = (path: string): string => join(ports.lakeFolder, path);
  makeFolder(ports.saltsFolder);
  createSaltKey(ports.saltsFolder, batch, ports.randomBytes);
  await engine.run("CREATE TABLE sources (number SMALLINT, dataset VARCHAR, role VARCHAR)");
  for (const { number, schema, mention } of sources)
    await engine.run(`INSERT INTO sources VALUES (${number}, ${quoteText(schema.id)}, ${quoteText(mention.role)})`);
  const kinds = (Object.keys(ENTITY_KINDS) as EntityKind[]).map((kind) =>
    addition ? addedMembersOf(kind, folder) : membersOf(kind, folder),
  );
  const ordered = `SELECT row_number() OVER (ORDER BY kind, entity, dataset, batch, row, role) AS _row, * FROM (${kinds.join(" UNION ALL ")})`;
  await engine.run(
    `COPY (SELECT _row, _row AS _line, ${quoteText(batch)} AS _batch, ${quoteText(LINKER_VERSION)} AS _parser, kind, entity, dataset, batch, row, role, number, office FROM (${ordered}) ORDER BY _row)
     TO ${quoteText(at(paths.rows))} (FORMAT parquet, USE_TMP_FILE false)`,
  );
  syncFile(at(paths.rows));
  const [counted] = await engine.rows(`SELECT count(*) FROM read_parquet(${quoteText(at(paths.rows))})`);
  const rows = Number(counted?.[0]);
  const resultDigest = await digestOf(engine, at(paths.rows));
  const columns = committedColumns(ENTITY_MEMBERS_SCHEMA.columns);
  const recordRoot = await writeLeaves(engine, { path: at(paths.rows), leaves: at(paths.leaves), rows, batch }, ports);
  writeFileSync(
    at(paths.manifest),
    manifestText({
      version: 1,
      batch,
      dataset: ENTITY_MEMBERS,
      schemaVersion: ENTITY_MEMBERS_SCHEMA.version,
      retryOf: null,
      parser: LINKER_VERSION,
      columns: columns.map((column, position) => ({ ...column, type: ENTITY_MEMBERS_SCHEMA.columns[position]?.type ?? "text" })),
      rows,
      recordRoot,
    }),
  );
  syncFile(at(paths.manifest));
  syncFolder(join(ports.lakeFolder, ENTITY_MEMBERS));
  const file = await describeSource(at(paths.rows), batch);
  const made: Batch = {
    id: batch,
    dataset: ENTITY_MEMBERS,
    schemaVersion: ENTITY_MEMBERS_SCHEMA.version,
    file,
    office,
    createdAt: new Date(ports.clock.now()).toISOString(),
    rowsAccepted: rows,
    rowsQuarantined: 0,
    recordRoot,
    parserVersion: LINKER_VERSION,
    mapping: Object.fromEntries(ENTITY_MEMBERS_SCHEMA.columns.map(({ name }) => [name, name])),
    retryOf: null,
  };
  const lakeFiles = [{ path: paths.rows, size: file.size, sha256: file.sha256 }];
  for (const path of [paths.leaves, paths.manifest]) lakeFiles.push(await describeLakeFile(ports.lakeFolder, path));
  const written = `read_parquet(${quoteText(at(paths.rows))})`;
  const moved = addition ? await movedBy(engine, folder) : null;
  if (addition) await createStanding(engine, addition, { folder, lakeFolder: ports.lakeFolder, previous: request.previous?.state ?? "" });
  const all = addition ? `(SELECT ${MEMBER} FROM standing UNION ALL SELECT ${MEMBER} FROM ${written})` : written;
  const regrouped = await rowsOf(engine, all, changes);
  const leadEntities = await entitiesOfLeads(engine, all, request);
  return {
    batch: made,
    columnsDigest: columnsDigest(columns),
    lakeFiles,
    resultDigest,
    regrouped,
    leadEntities,
    moved,
    members: rows + (addition && moved ? addition.basis.members - moved.length : 0),
  };
}

const MEMBER = ENTITY_MEMBERS_SCHEMA.columns.map(({ name }) => `"${name}"`).join(", ");

/** Members of earlier runs whose place those of this run take. */
async function movedBy(engine: Engine, folder: string): Promise<{ batch: string; row: number }[]> {
  const files = (Object.keys(ENTITY_KINDS) as EntityKind[]).map((kind) => quoteText(kindFiles(folder, kind).moved));
  const rows = await engine.rows(`SELECT member_batch, member_row FROM read_parquet([${files.join(", ")}]) ORDER BY ALL`);
  return rows.map(([batch, row]) => ({ batch: String(batch), row: Number(row) }));
}

/** The view `standing`: members of earlier runs that count on. */
async function createStanding(
  engine: Engine,
  { members }: Addition,
  { folder, lakeFolder, previous }: { folder: string; lakeFolder: string; previous: string },
): Promise<void> {
  const kinds = Object.keys(ENTITY_KINDS) as EntityKind[];
  const moved = [...foldersOf(join(lakeFolder, previous)).slice(1), folder].flatMap((each) =>
    kinds.map((kind) => kindFiles(each, kind).moved),
  );
  await engine.run(
    `CREATE VIEW standing AS SELECT given.* FROM read_parquet([${members.map(quoteText).join(", ")}]) given
     ANTI JOIN read_parquet([${moved.map(quoteText).join(", ")}]) gone ON gone.member_batch = given._batch AND gone.member_row = given._row`,
  );
}

async function rowsOf(engine: Engine, rowsFile: string, changes: readonly EntityChange[]): Promise<LinkedHome["regrouped"]> {
  const entities = [...new Set(changes.flatMap(({ entity, other }) => [entity, other]))];
  const rows: { batch: string; row: number }[] = [];
  for (let start = 0; start < entities.length; start += 1000) {
    const list = entities
      .slice(start, start + 1000)
      .map(quoteText)
      .join(", ");
    for (const [batch, row] of await engine.rows(`SELECT DISTINCT batch, row FROM ${rowsFile} WHERE entity IN (${list}) ORDER BY ALL`))
      rows.push({ batch: String(batch), row: Number(row) });
  }
  return rows;
}

async function entitiesOfLeads(engine: Engine, rowsFile: string, { leads }: LinkHomeRequest): Promise<LinkedHome["leadEntities"]> {
  await engine.run("CREATE TABLE lead_rows (lead VARCHAR, subject VARCHAR, batch VARCHAR, row BIGINT)");
  const appender = await engine.connection.createAppender("lead_rows");
  try {
    for await (const part of leads())
      for (const { lead, subject, batch, row } of part) {
        for (const text of [lead, subject, batch]) appender.appendVarchar(text);
        appender.appendBigInt(BigInt(row));
        appender.endRow();
      }
  } finally {
    appender.closeSync();
  }
  const rows = await engine.rows(
    `SELECT DISTINCT lead, kind, entity FROM lead_rows JOIN ${rowsFile} member ON member.batch = lead_rows.batch AND member.row = lead_rows.row
     WHERE number IS NOT NULL AND contains(subject, number) ORDER BY ALL`,
  );
  return rows.map(([lead, kind, entity]) => ({ lead: String(lead), kind: String(kind) as EntityKind, entity: String(entity) }));
}

function addedMembersOf(kind: EntityKind, folder: string): string {
  const { members } = kindFiles(folder, kind);
  return `SELECT '${kind}' AS kind, entity, dataset, batch, row, role, number, office FROM read_parquet(${quoteText(members)})`;
}

/** Mentions hold the key of what they say; a decision may have given one a key of its own. */
function membersOf(kind: EntityKind, folder: string): string {
  const files = kindFiles(folder, kind);
  return `SELECT '${kind}' AS kind, entity, sources.dataset, given.batch, given.row, sources.role, given.number, given.office
    FROM read_parquet(${quoteText(files.mentions)}) given JOIN sources ON sources.number = given.source
    LEFT JOIN read_parquet(${quoteText(files.pins)}) pin ON pin.batch = given.batch AND pin.row = given.row AND pin.role = sources.role
    JOIN read_parquet(${quoteText(files.profiles)}) profile ON profile.key = coalesce(pin.own, given.key)`;
}

/** Over groups of members, so that no text grows with the city. */
async function digestOf(engine: Engine, path: string): Promise<string> {
  const cells = ENTITY_MEMBERS_SCHEMA.columns.map(({ name }) => `coalesce(CAST("${name}" AS VARCHAR), chr(30))`);
  const hash = createHash("sha256");
  const groups = `SELECT sha256(string_agg(concat_ws(chr(31), ${cells.join(", ")}), chr(10) ORDER BY _row)) FROM read_parquet(${quoteText(path)}) GROUP BY (_row - 1) // ${DIGEST_ROWS} ORDER BY min(_row)`;
  for (const [digest] of await engine.rows(groups)) hash.update(String(digest));
  return hash.digest("hex");
}

async function writeLeaves(
  engine: Engine,
  of: { path: string; leaves: string; rows: number; batch: string },
  ports: LinkHomePorts,
): Promise<string> {
  const file = openSync(of.leaves, "w");
  const append = (bytes: Uint8Array): void => {
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
  };
  try {
    const digest = await digestRecords(engine, {
      parquetPath: of.path,
      rows: of.rows,
      bytesPerRow: (10 * statSync(of.path).size) / Math.max(1, of.rows),
      columns: ENTITY_MEMBERS_SCHEMA.columns,
      committed: committedColumns(ENTITY_MEMBERS_SCHEMA.columns),
      batch: of.batch,
      saltsFolder: ports.saltsFolder,
      signal: ports.progress.signal,
      takeLeaves: append,
      report: (rows) => ports.progress.report(rows, of.rows, STAGES.digesting),
    });
    append(digest.upperLevels);
    fsyncSync(file);
    return encodeHex(digest.root);
  } finally {
    closeSync(file);
  }
}

async function describeSource(path: string, batch: string): Promise<SourceFile> {
  const [sha256, sm3] = [createHash("sha256"), createHash("sm3")];
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    sha256.update(piece);
    sm3.update(piece);
  }
  return {
    name: `${ENTITY_MEMBERS}-${batch}`,
    size: statSync(path).size,
    sha256: sha256.digest("hex"),
    sm3: sm3.digest("hex"),
    format: "parquet",
    encoding: null,
    delimiter: null,
    sheet: null,
  };
}
