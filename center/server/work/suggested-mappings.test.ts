import { randomBytes } from "node:crypto";
import path from "node:path";
import { createIds, silentProgress } from "@yuejian/contracts";
import { DICTIONARY } from "@yuejian/contracts/dictionary";
import { preview } from "@yuejian/data";
import { CITY_FILES, generateCity } from "@yuejian/demo";
import { likelyDatasets, mapHeadings, suggestMapping } from "@yuejian/identifiers";
import { beforeAll, describe, expect, it } from "vitest";
import { temporaryFolders } from "../testing/stores.ts";

/** A seed that the suggestions were not written with. */
const SEED = 4711;

interface Tally {
  columns: number;
  right: number;
  /** It cannot be told, and the right column is among those named. */
  open: number;
  nothing: number;
  wrong: number;
  files: number;
  datasets: number;
}

const empty = (): Tally => ({ columns: 0, right: 0, open: 0, nothing: 0, wrong: 0, files: 0, datasets: 0 });

describe("suggestions over all files of a synthetic city", () => {
  const folders = temporaryFolders();
  const named = empty();
  const nameless = empty();

  beforeAll(async () => {
    const folder = await folders();
    const clock = { now: () => 0 };
    const city = await generateCity({ records: 12_000, seed: SEED, folder });
    const ports = {
      scratchFolder: path.join(folder, "scratch"),
      clock,
      ids: createIds(clock, randomBytes),
      progress: silentProgress,
      threads: 1,
    };
    for (const file of city.files) {
      const schema = DICTIONARY.find(({ id }) => id === file.dataset);
      if (!schema) throw new Error(`${file.name}: no dataset ${file.dataset}`);
      const { headings, samples } = await preview({ path: file.path, schema: null, judged: 500 }, ports);
      // What the demo's headings mean is known: each is an alias.
      const truth = new Map(Object.entries(mapHeadings(headings, schema).mapping).map(([column, heading]) => [heading, column]));
      for (const [tally, isNamed] of [
        [named, true],
        [nameless, false],
      ] as const) {
        const columns = headings.map((heading, at) => ({ heading: isNamed ? heading : `col${at + 1}`, sample: samples[at] ?? [] }));
        tally.files++;
        if (likelyDatasets(columns, DICTIONARY)[0]?.dataset === file.dataset) tally.datasets++;
        for (const [at, { column, candidates }] of suggestMapping(columns, schema).suggestions.entries()) {
          const right = truth.get(headings[at] ?? "") ?? "";
          tally.columns++;
          if (column === right) tally.right++;
          else if (column !== null) tally.wrong++;
          else if (candidates.includes(right)) tally.open++;
          else tally.nothing++;
        }
      }
    }
    for (const [what, tally] of Object.entries({ "with headings": named, "headings replaced": nameless }))
      console.log(
        `${what}: ${tally.right} of ${tally.columns} columns right, ${tally.open} «cannot tell» with the right one named, ${tally.nothing} nothing, ${tally.wrong} wrong; dataset first in ${tally.datasets} of ${tally.files} files (seed ${SEED})`,
      );
  }, 240_000);

  it("are looked at for every file", () => {
    expect(named.files).toBe(CITY_FILES.length);
    expect(named.files).toBeGreaterThanOrEqual(17);
  });

  it("are all right where the headings are known", () => {
    expect(named).toMatchObject({ right: named.columns, wrong: 0, datasets: named.files });
  });

  it("without headings are right for most columns, hardly ever wrong, and otherwise say that they cannot tell", () => {
    expect(nameless.right / nameless.columns).toBeGreaterThan(0.6);
    expect(nameless.wrong / nameless.columns).toBeLessThan(0.02);
    expect((nameless.right + nameless.open) / nameless.columns).toBeGreaterThan(0.9);
  });
});
