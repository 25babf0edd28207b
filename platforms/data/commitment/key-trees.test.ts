import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createVrfEvaluator } from "@yuejian/digests/blind";
import { keyTree } from "@yuejian/digests/keys";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Engine } from "../engine/engine.ts";
import { keyLeaves } from "./key-leaves.ts";
import { commitKeys } from "./key-trees.ts";

/** More than are done where they are read. */
const KEYS = 1_500;

const folder = mkdtempSync(join(tmpdir(), "yuejian-keys-"));
const parquetPath = join(folder, "rows.parquet");
let engine: Engine;
beforeAll(async () => {
  engine = await Engine.open({ scratchFolder: folder, files: [], folders: [folder], subject: "test" });
  await engine.run(`COPY (SELECT range + 1 AS _row, (range // 2)::VARCHAR AS key FROM range(${2 * KEYS})) TO '${parquetPath}'`);
});
afterAll(() => {
  engine.close();
  rmSync(folder, { recursive: true, force: true });
});

function commit(seed: Uint8Array, signal = new AbortController().signal) {
  const columns = [{ name: "key", type: "text" }] as const;
  return commitKeys(engine, { parquetPath, batch: "bat", columns, seed, threads: 2, signal, report: () => {} });
}

async function expected(seed: Uint8Array) {
  const keys = Array.from({ length: KEYS }, (_, at) => ({
    batch: "bat",
    column: "key",
    value: String(at),
    rows: [2 * at + 1, 2 * at + 2],
  }));
  return keyTree(keyLeaves(await createVrfEvaluator(seed), keys));
}

it("threads that are used again give the tree of the seed that they are asked for, also after one that was cancelled", async () => {
  const [one, other] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
  const roots: Uint8Array[] = [];
  for (const seed of [one, other, one]) roots.push((await commit(seed)).trees[0]?.root ?? new Uint8Array(0));
  await expect(commit(other, AbortSignal.abort(new Error("enough")))).rejects.toThrow("enough");
  roots.push((await commit(other)).trees[0]?.root ?? new Uint8Array(0));
  const [ofOne, ofOther] = [(await expected(one)).root, (await expected(other)).root];
  expect(roots).toEqual([ofOne, ofOther, ofOne, ofOther]);
});
