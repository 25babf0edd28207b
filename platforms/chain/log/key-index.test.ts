import { hash } from "node:crypto";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterEach, beforeEach, expect, it } from "vitest";
import { nodeDisk } from "./disk.ts";
import { KeyIndex } from "./key-index.ts";
import { DIGEST_WORDS, digestWords, KeyTable } from "./key-table.ts";
import { logFiles } from "./log-files.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "yuejian-keys-"));
  mkdirSync(join(folder, "keys"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const digests = digestWords(Buffer.concat(Array.from({ length: 8_000 }, (_, at) => hash("sha256", `key ${at}`, "buffer"))));
const word = (entry: number) => entry * DIGEST_WORDS;
/** What an index says of one key. */
const entriesOf = (index: KeyIndex, entry: number): number[] => [
  ...index.recent(digests, word(entry)),
  ...(index.search(digests.subarray(word(entry), word(entry + 1))).get(0) ?? []),
];

it("every key is found at its entry and no other, whatever was settled and joined, also after opening again", async () => {
  const files = logFiles(folder);
  const index = new KeyIndex(nodeDisk, files, 20);
  const count = 7_000;
  let settled = 0;
  for (let entry = 0; entry < count; entry++) {
    index.add(digests, word(entry));
    if (index.recentCount >= 20 && entry % 7 !== 0) {
      index.freeze();
      settled = entry + 1;
      await index.settle();
      await index.work(100);
    }
  }
  // 20 rows a run, sixteen runs joined: 20, 320 and 5,120 rows.
  expect(index.runNames.length).toBeLessThan(50);
  expect(index.runNames.some((name) => Number(/-(\d+)/.exec(name)?.[1]) - Number.parseInt(name, 10) > 5_000)).toBe(true);
  for (let entry = 0; entry < count; entry++) expect(entriesOf(index, entry)).toEqual([entry]);
  for (let entry = count; entry < 8_000; entry++) expect(entriesOf(index, entry)).toEqual([]);

  const names = index.runNames;
  index.removeOthers(names);
  expect(readdirSync(files.keys).filter((name) => name.endsWith(".run")).length).toBe(names.length);
  await index.close();
  const again = new KeyIndex(nodeDisk, files, 20);
  expect(again.load(names, settled)).toBe(true);
  for (let entry = 0; entry < settled; entry += 13) expect(entriesOf(again, entry)).toEqual([entry]);
  await again.close();
  expect(new KeyIndex(nodeDisk, files, 20).load(names.slice(1), settled)).toBe(false);
});

it("a merge of several steps keeps every key, and no call does more of it than is its share", async () => {
  const files = logFiles(folder);
  const index = new KeyIndex(nodeDisk, files, 1_500);
  const many = digestWords(Buffer.concat(Array.from({ length: 24_000 }, (_, at) => hash("sha256", `many ${at}`, "buffer"))));
  for (let first = 0; first < 24_000; first += 1_500) {
    expect(index.addNew(many, word(first), word(first + 1_500))).toBe(word(first + 1_500));
    index.freeze();
    await index.settle();
  }
  expect(index.runNames).toHaveLength(16);
  await index.work(1);
  expect(index.runNames).toHaveLength(16);
  await index.work(24_000);
  expect(index.runNames).toEqual(["0-24000.run"]);
  const found = index.search(many);
  for (let entry = 0; entry < 24_000; entry++) expect(found.get(word(entry))).toEqual([entry]);
  await index.close();
});

it("a table gives back what was added last and finds what stays", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 900 }), (kept, taken) => {
      const table = new KeyTable(5);
      for (let entry = 0; entry < kept + taken; entry++) table.add(digests, word(entry));
      table.removeLast(taken);
      const found: number[] = [];
      for (let entry = 0; entry < kept + taken; entry++) table.collect(digests, word(entry), found);
      expect(found).toEqual(Array.from({ length: kept }, (_, at) => 5 + at));
      table.add(digests, word(kept));
      expect(table.count).toBe(kept + 1);
    }),
    { numRuns: 50 },
  );
});
