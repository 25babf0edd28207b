import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Field, planFor } from "@yuejian/matching";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Engine } from "../engine/engine.ts";
import { linkTable } from "./link-tables.ts";

const FIELDS: readonly Field[] = [
  { name: "name", kind: "han-name" },
  { name: "phone", kind: "number" },
  { name: "born", kind: "day" },
];

const folder = mkdtempSync(join(tmpdir(), "yuejian-blocking-"));
let engine: Engine;
beforeAll(async () => {
  engine = await Engine.open({ scratchFolder: folder, files: [], folders: [folder], subject: "test" });
});
afterAll(() => {
  engine.close();
  rmSync(folder, { recursive: true, force: true });
});

it("a telephone that a third of all records share does not keep the others from bringing records together", async () => {
  // Each person stands twice, every third with a telephone of noughts; of some the second record has no birthday, so that the telephone alone brings it. Names and birthdays are few.
  const PERSONS = 3_000;
  const isBare = "(_i % 2 = 1 AND n % 5 = 1 AND n % 3 <> 0)";
  await engine.run(
    `CREATE TABLE texts AS SELECT _i, chr((20013 + n % 5)::INTEGER) || chr((21270 + n % 8)::INTEGER) AS name,
       CASE WHEN n % 3 = 0 THEN '00000000000' ELSE (13800000000 + n)::VARCHAR END AS phone,
       CASE WHEN NOT ${isBare} THEN strftime(DATE '1960-01-01' + (n % 73)::INTEGER, '%Y%m%d') END AS born
     FROM (SELECT _i::INTEGER AS _i, _i // 2 AS n FROM (SELECT unnest(range(${2 * PERSONS})) AS _i))`,
  );
  const linked = await linkTable(engine, planFor(FIELDS, { interchangeable: [], birth: "born" }));
  const phone = linked.rules.find(({ features }) => features.join() === "phone:canonical");
  expect(phone?.without).toHaveLength(1);
  expect(linked.candidates).toBeLessThan(6 * 2 * PERSONS);
  const together = Array.from({ length: PERSONS }, (_, at) => linked.clusterOf[2 * at] === linked.clusterOf[2 * at + 1]);
  expect(together.filter((each) => each).length).toBeGreaterThan(0.99 * PERSONS);
});
