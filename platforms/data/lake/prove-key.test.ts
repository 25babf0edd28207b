import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { encodeHex } from "@yuejian/digests";
import { createVrfEvaluator } from "@yuejian/digests/blind";
import { keyInput, keyLeaf, keyTree, verifyKeyProof, vrfKey } from "@yuejian/digests/keys";
import { afterEach, expect, it } from "vitest";
import { intake } from "../intake/intake.ts";
import { retry } from "../intake/retry.ts";
import { TRIAL_DATASET, TRIAL_HEADINGS, TrialHome, trialId, trialRow } from "../testing/trial-home.ts";
import { checkLake } from "./check-lake.ts";
import { batchPaths } from "./lake-paths.ts";

let home: TrialHome;
afterEach(async () => {
  await home.close();
});

/** Persons 1 to 300, each tenth with two rows; person 7's day is unreadable. */
async function load() {
  home = new TrialHome([TRIAL_DATASET]);
  const rows = Array.from({ length: 300 }, (_, at) => trialRow(at + 1, at === 6 ? { 决定日期: "某日" } : {}));
  const again = Array.from({ length: 30 }, (_, at) => trialRow(10 * (at + 1), { 决定日期: "2024-04-05" }));
  const path = home.csv("a.csv", [TRIAL_HEADINGS, ...rows, ...again]);
  const { batch } = await intake({ path, dataset: TRIAL_DATASET.id, office: "yueyang" }, home.ports);
  const commit = home.catalogue.commits.at(-1);
  if (!commit?.keys) throw new Error("the batch committed to no keys");
  return { batch, commit, keys: commit.keys };
}

const of = (batch: string, value: string) => ({ dataset: TRIAL_DATASET.id, batch, column: "person_id", value });

it("a committed batch proves who is in it, with all rows, and who is not; quarantined rows are nobody", async () => {
  const { batch, keys } = await load();
  const [tree] = keys.columns;
  expect(keys.vrf).toBe(encodeHex(vrfKey(home.ports.vrfSeed).publicKey));
  expect([keys.columns.length, tree?.count]).toEqual([1, 299]);
  for (const [person, rows] of [
    [1, [1]],
    [20, [20, 302]],
    [7, []],
    [999, []],
  ] as const) {
    const answer = await home.lake.proveKey(of(batch.id, trialId(person)), home.ports.vrfSeed);
    if (!answer || !tree) throw new Error("there is a tree");
    expect(answer.rows).toEqual(rows);
    const key = { batch: batch.id, column: "person_id", value: trialId(person) };
    expect(verifyKeyProof(answer.proof, { vrf: keys.vrf, tree, key })).toEqual({ ok: true, rows });
  }
  expect(await home.lake.proveKey({ ...of(batch.id, "yueyang"), column: "office" }, home.ports.vrfSeed)).toBe(null);
  await expect(home.lake.proveKey(of(batch.id, trialId(1)), new Uint8Array(32))).rejects.toMatchObject({ code: "VRF_KEY_CHANGED" });
});

it("more keys than one thread takes make the same tree as one key after the other", async () => {
  home = new TrialHome([TRIAL_DATASET]);
  const people = Array.from({ length: 1100 }, (_, at) => at + 1);
  const path = home.csv("many.csv", [TRIAL_HEADINGS, ...people.map((person) => trialRow(person))]);
  const { batch } = await intake({ path, dataset: TRIAL_DATASET.id, office: "yueyang" }, home.ports);
  const key = await createVrfEvaluator(home.ports.vrfSeed);
  const leaves = people.map((person) =>
    keyLeaf(key.evaluate(keyInput({ batch: batch.id, column: "person_id", value: trialId(person) })), [person]),
  );
  const tree = keyTree(new Uint8Array(Buffer.concat(leaves)));
  expect(home.catalogue.commits.at(-1)?.keys?.columns).toEqual([{ column: "person_id", root: encodeHex(tree.root), count: 1100 }]);
});

it("a retried row is a key of the retry's batch", async () => {
  const { batch } = await load();
  const done = await retry({ batch, corrections: { 7: { 决定日期: "2024-03-05" } }, office: "yueyang" }, home.ports);
  expect((await home.lake.proveKey(of(done.batch.id, trialId(7)), home.ports.vrfSeed))?.rows).toEqual([7]);
  expect((await home.lake.proveKey(of(done.batch.id, trialId(8)), home.ports.vrfSeed))?.rows).toEqual([]);
});

it("key leaves that were changed on disk give no proof, and the check of the lake finds them", async () => {
  const { batch, commit, keys } = await load();
  const folders = { ...home.ports, catalogue: home.catalogue };
  const checked = { batch, lakeFiles: commit.lakeFiles, columnsDigest: commit.columnsDigest, keys };
  const vrfSeed = home.ports.vrfSeed;
  expect((await checkLake(folders, [checked], { isDeep: true, vrfSeed })).findings).toEqual([]);
  const other = { ...keys, columns: keys.columns.map((tree) => ({ ...tree, root: "ab".repeat(32) })) };
  expect((await checkLake(folders, [{ ...checked, keys: other }], { isDeep: false })).findings).toMatchObject([{ kind: "keys-differ" }]);
  const strangers = await checkLake(folders, [checked], { isDeep: true, vrfSeed: new Uint8Array(32) });
  expect(strangers.findings).toMatchObject([{ kind: "keys-differ" }]);
  const file = join(home.ports.lakeFolder, batchPaths(TRIAL_DATASET.id, batch.id).keys);
  const bytes = readFileSync(file);
  bytes[500] = (bytes[500] ?? 0) ^ 1;
  writeFileSync(file, bytes);
  await expect(home.lake.proveKey(of(batch.id, trialId(1)), vrfSeed)).rejects.toMatchObject({ code: "LAKE_FILE_CORRUPT" });
  expect((await checkLake(folders, [checked], { isDeep: true, vrfSeed })).findings).toMatchObject([{ kind: "file-corrupt" }]);
});
