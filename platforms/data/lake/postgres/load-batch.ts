import { createReadStream, rmSync } from "node:fs";
import { mkdir, mkdtemp } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Progress } from "@yuejian/contracts";
import copyStreams from "pg-copy-streams";
import { STORED_TYPES } from "../../engine/cell.ts";
import { Engine } from "../../engine/engine.ts";
import { quoteName, quoteText } from "../../engine/sql-text.ts";
import { STAGES } from "../../intake/stages.ts";
import { batchPaths } from "../lake-paths.ts";
import type { BatchManifest } from "../manifest.ts";
import { portableValue, rowsDigest } from "./batch-digest.ts";
import { failure, LakeConnection } from "./connection.ts";
import { PART } from "./ddl.ts";

const PIECE_ROWS = 250_000;

export interface CopyRequest {
  readonly url: string;
  readonly lakeFolder: string;
  readonly scratchFolder: string;
  readonly manifest: BatchManifest;
  /** Number of the load, and the table for its rows. */
  readonly load: number;
  readonly table: string;
  /** Column whose value spreads the rows over a cluster. */
  readonly part: string | null;
  readonly connections: number;
  /** Record numbers of a piece that is written as text and copied at once. */
  readonly pieceRows?: number | undefined;
  readonly memoryLimit?: string | undefined;
  readonly progress: Progress;
}

/** Copies the rows of a batch from its file, in pieces over several connections at once: one piece is written as text while others are on their way.
 *  Gives the digest of what was read, the number of rows in the file and of those that the server took. */
export async function copyBatch(request: CopyRequest): Promise<{ rows: number; copied: number; digest: string }> {
  const { lakeFolder, manifest, progress } = request;
  await mkdir(request.scratchFolder, { recursive: true });
  const folder = await mkdtemp(join(resolve(request.scratchFolder), "pieces-"));
  const engine = await Engine.open({
    scratchFolder: request.scratchFolder,
    files: [],
    folders: [resolve(lakeFolder), folder],
    subject: "lake",
    ...(request.memoryLimit === undefined ? {} : { memoryLimit: request.memoryLimit }),
  });
  try {
    const file = `read_parquet(${quoteText(join(resolve(lakeFolder), batchPaths(manifest.dataset, manifest.batch, manifest.generation).rows))})`;
    const source = manifest.parser === undefined ? `(SELECT *, CAST(NULL AS VARCHAR) AS _parser FROM ${file})` : file;
    return await engine.cancellable(progress.signal, async () => {
      const [ends] = await engine.rows(`SELECT min(_row), max(_row), count(*) FROM ${file}`);
      const digest = String((await engine.rows(rowsDigest(source, manifest.columns, "duckdb")))[0]?.[0]);
      const copied = await copyPieces(engine, request, { source, folder, first: Number(ends?.[0] ?? 1), last: Number(ends?.[1] ?? 0) });
      return { rows: Number(ends?.[2] ?? 0), copied, digest };
    });
  } finally {
    engine.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Pieces {
  readonly source: string;
  readonly folder: string;
  readonly first: number;
  readonly last: number;
}

async function copyPieces(engine: Engine, request: CopyRequest, { source, folder, first, last }: Pieces): Promise<number> {
  const { manifest, table, progress, pieceRows = PIECE_ROWS } = request;
  const target = `${table} (${["_load", "_row", "_line", "_parser", ...(request.part === null ? [] : [PART]), ...manifest.columns.map(({ name }) => quoteName(name))].join(", ")})`;
  const select = selectOf(request, source);
  let [next, copied] = [first, 0];
  // The engine writes one piece at a time.
  let writing: Promise<unknown> = Promise.resolve();
  const carry = async (): Promise<void> => {
    const connection = await LakeConnection.open(request.url);
    try {
      while (next <= last && !progress.signal.aborted) {
        const from = next;
        next += pieceRows;
        const piece = join(folder, `${from}.csv`);
        const written = writing.then(() =>
          engine.run(
            `COPY (${select} WHERE _row BETWEEN ${from} AND ${from + pieceRows - 1}) TO ${quoteText(piece)} (FORMAT csv, HEADER false, USE_TMP_FILE false)`,
          ),
        );
        writing = written.catch(() => {});
        await written;
        // Not in one step: others add to the sum meanwhile.
        const taken = await copyPiece(connection, piece, { target, signal: progress.signal });
        copied += taken;
        rmSync(piece);
        progress.report(copied, manifest.rows, STAGES.loading);
      }
    } finally {
      connection.close();
    }
  };
  const pieces = Math.max(1, Math.ceil((last - first + 1) / pieceRows));
  const results = await Promise.allSettled(Array.from({ length: Math.min(request.connections, pieces) }, carry));
  progress.signal.throwIfAborted();
  const failed = results.find((result) => result.status === "rejected");
  if (failed) throw failed.reason;
  return copied;
}

function selectOf({ load, manifest, part }: CopyRequest, source: string): string {
  const cells = manifest.columns.map(({ name, type }) => `CAST(${portableValue(name, type)} AS ${STORED_TYPES[type]})`);
  const spread = part === null ? [] : [`coalesce(CAST(${quoteName(part)} AS VARCHAR), '')`];
  return `SELECT ${[String(load), "_row", "_line", "_parser", ...spread, ...cells].join(", ")} FROM ${source}`;
}

async function copyPiece(
  { client }: LakeConnection,
  piece: string,
  { target, signal }: { target: string; signal: AbortSignal },
): Promise<number> {
  const stream = client.query(copyStreams.from(`COPY ${target} FROM STDIN (FORMAT csv)`));
  try {
    await pipeline(createReadStream(piece, { highWaterMark: 1 << 20 }), stream, { signal });
  } catch (cause) {
    throw failure(cause);
  }
  return stream.rowCount;
}
