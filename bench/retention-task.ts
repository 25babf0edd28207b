import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { type Batch, type NumberRanges, nothingClosed, type RewrittenBatch, silentProgress } from "@yuejian/contracts";
import { eraseBatch, openLake, RetainedDataset } from "@yuejian/data";
import { decodeHex, recordLeafHash, verifyInclusion } from "@yuejian/digests";
import { task, timed } from "./harness.ts";
import { BENCH_DATASET } from "./intake-file.ts";
import { intakePorts } from "./intake-ports.ts";

const ONE_IN = 100;

/** One measured process: `copy HOME` or `delete HOME`, each on a copy of the home. */
await task(async ([what = "", kept = ""]) => {
  const home = mkdtempSync(join(tmpdir(), "yuejian-bench-retention-"));
  try {
    cpSync(kept, home, { recursive: true });
    const { catalogue, ...folders } = intakePorts(home, [BENCH_DATASET]);
    const [commit] = catalogue.commits;
    if (!commit) throw new Error(`${kept} holds no batch: delete the folder`);
    return await (what === "copy" ? copy(folders.lakeFolder, commit.batch) : remove(folders, commit.batch, commit.lakeFiles));
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});

async function copy(lakeFolder: string, { id }: Batch) {
  const file = join(lakeFolder, BENCH_DATASET.id, `${id}.parquet`);
  const seconds = await timed(async () => {
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    await connection.run(`COPY (SELECT * FROM read_parquet('${file}')) TO '${file}.copy' (FORMAT parquet)`);
    connection.closeSync();
    instance.closeSync();
  });
  return { seconds, details: {} };
}

type Folders = Omit<ReturnType<typeof intakePorts>, "catalogue">;

async function remove(folders: Folders, batch: Batch, files: readonly { readonly path: string }[]) {
  const spent: Record<string, number> = {};
  const part = async <Result>(name: string, work: () => Promise<Result>): Promise<Result> => {
    const begun = performance.now();
    const result = await work();
    spent[`${name}, seconds`] = Math.round(performance.now() - begun) / 1000;
    return result;
  };
  const { id } = batch;
  const rows = Array.from({ length: Math.floor(batch.rowsAccepted / ONE_IN) }, (_, at) => ({ batch: id, row: (at + 1) * ONE_IN }));
  let deleted = 0;
  const seconds = await timed(async () => {
    const catalogue = { schema: BENCH_DATASET, batches: [{ id, loadedOn: "2026-01-01" }], rewritten: [], withdrawn: new Set<string>() };
    const dataset = await RetainedDataset.open(folders, catalogue);
    await part("choosing", () => dataset.choose({ by: "rows", rows }, [], silentProgress.signal));
    const { file, gone, left } = await part("rewriting", () =>
      dataset.rewrite({ batch: id, next: 1, action: "delete", columns: [] }, silentProgress),
    );
    dataset.close();
    deleted = gone.reduce((sum, { count }) => sum + count, 0);
    const leaves: NumberRanges = gone.flatMap((window) => window.leaves);
    const keeps = new Set([file.path, ...files.map(({ path }) => path).filter((path) => path.includes("quarantine"))]);
    await part("erasing", () =>
      eraseBatch(folders, {
        dataset: BENCH_DATASET.id,
        batch: id,
        generation: 1,
        deleted: leaves,
        redacted: [],
        isEmpty: left === 0,
        keeps,
      }),
    );
  });
  if (deleted === 0) throw new Error("nothing was deleted");
  await part("a proof after it", () => demandProof(folders, batch));
  return { seconds, details: { deleted, ...spent } };
}

/** A row that is left is still the leaf of the root that was committed to. */
async function demandProof({ lakeFolder, saltsFolder, scratchFolder }: Folders, batch: Batch): Promise<void> {
  const rewritten: RewrittenBatch[] = [{ batch: batch.id, generation: 1 }];
  const closures = { ...nothingClosed, read: async () => ({ ...(await nothingClosed.read()), rewritten }) };
  const lake = openLake({ folder: lakeFolder, saltsFolder, scratchFolder, closures });
  const { opened, path, leafIndex: index, count: size } = await lake.openRecord(`${batch.id}:1`);
  const bytes = (hex: string) => decodeHex(hex, 32) ?? new Uint8Array();
  const isProven = verifyInclusion({ size, index, path: path.map(bytes), root: bytes(batch.recordRoot), leafHash: recordLeafHash(opened) });
  await lake.close();
  if (!isProven) throw new Error("a row that is left is not proven any more");
}
