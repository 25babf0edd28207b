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

const digests = digestWords(Buffer.concat(Array.from({ length: 12_000 }, (_, at) => hash("sha256", `key ${at}`, "buffer"))));
const word = (entry: number) => entry * DIGEST_WORDS;
/** What an index says of one key. */
const entriesOf = (index: KeyIndex, entry: number): number[] => [
  ...index.recent(digests, word(entry)),
  ...(index.search(digests.subarray(word(entry), word(entry + 1))).get(0) ?? []),
];

it("every key is found at its entry and no other, whatever was settled and joined, also after opening again", async () => {
  const files = logFiles(folder);
  const index = new KeyIndex(nodeDisk, files, 40);
  const count = 11_000;
  let settled = 0;
  for (let entry = 0; entry < count; entry++) {
    index.add(digests, word(entry));
    if (index.recentCount >= 40 && entry % 7 !== 0) {
      index.freeze();
      settled = entry + 1;
      await index.settle();
      await index.work(100);
    }
  }
  // 40 rows a run, eight runs joined: 40, 320 and 2,560 rows.
  expect(index.runNames.length).toBeLessThan(40);
  expect(index.runNames.some((name) => Number(/-(\d+)/.exec(name)?.[1]) - Number.parseInt(name, 10) > 2_500)).toBe(true);
  for (let entry = 0; entry < count; entry++) expect(entriesOf(index, entry)).toEqual([entry]);
  for (let entry = count; entry < 12_000; entry++) expect(entriesOf(index, entry)).toEqual([]);

  const names = index.runNames;
  index.removeOthers(names);
  expect(readdirSync(files.keys).filter((name) => name.endsWith(".run")).length).toBe(names.length);
  index.close();
  const again = new KeyIndex(nodeDisk, files, 40);
  expect(again.load(names, settled)).toBe(true);
  for (let entry = 0; entry < settled; entry += 13) expect(entriesOf(again, entry)).toEqual([entry]);
  again.close();
  expect(new KeyIndex(nodeDisk, files, 40).load(names.slice(1), settled)).toBe(false);
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
