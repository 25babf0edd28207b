import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkLake } from "../lake/check-lake.ts";
import { TrialHome } from "../testing/trial-home.ts";
import { intake } from "./intake.ts";

const DATA = fileURLToPath(new URL("../../../../shared/data/", import.meta.url));

const FILES: readonly (readonly [dataset: string, file: string])[] = [
  ["fake-1000", "linkage/fake_1000.csv"],
  ["fake-1000-labels", "linkage/fake_1000_labels.csv"],
  ["febrl-3", "linkage/febrl-dataset3.csv"],
  ["transactions-origin", "linkage/transactions_origin.parquet"],
  ["transactions-destination", "linkage/transactions_destination.parquet"],
  ["rmp-accidents", "accidents/epa-rmp/rmp_accident_detailed.csv"],
  ["rmp-accident-chemicals", "accidents/epa-rmp/rmp_accident_chemicals.csv"],
  ["rmp-chemicals", "accidents/epa-rmp/rmp_chemical.csv"],
  ["rmp-facility-accidents", "accidents/epa-rmp/rmp_facility_accidents.csv"],
  ["rmp-naics", "accidents/epa-rmp/rmp_naics.csv"],
  ["osha-narratives", "accidents/osha-narratives/tagged-700.csv"],
];

const isThere = existsSync(DATA);
if (!isThere) console.info(`real data: ${DATA} is not there, its files are not loaded`);

/** Records as DuckDB's own sniffing reader counts them. */
async function countedElsewhere(path: string): Promise<number> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const rows = path.endsWith(".parquet") ? `read_parquet('${path}')` : `read_csv('${path}', all_varchar = true, header = true)`;
  const reader = await connection.runAndReadAll(`SELECT count(*) FROM ${rows}`);
  connection.closeSync();
  instance.closeSync();
  return Number(reader.getRows()[0]?.[0]);
}

describe.runIf(isThere)("real public files, loaded as they are", () => {
  let home: TrialHome;

  beforeAll(() => {
    home = new TrialHome();
  });
  afterAll(async () => {
    if (home) await home.close();
  });

  test.each(FILES)(
    "%s from %s: every record is accepted or set aside with a reason, and the tree covers the accepted",
    async (dataset, file) => {
      const path = join(DATA, file);
      const outcome = await intake({ path, dataset, create: true, office: "yueyang" }, home.ports);
      const { batch, schema, quarantine, notes } = outcome;
      const reasons = quarantine.map(({ code, column, rows }) => `${rows} × ${code} in ${column ?? "the record"}`).join(", ");
      console.info(
        `${basename(path)}: ${outcome.rowsRead} read (${batch.file.encoding}, «${batch.file.delimiter}»), ${batch.rowsAccepted} accepted, ${batch.rowsQuarantined} quarantined${reasons ? `: ${reasons}` : ""}; ` +
          `${schema.columns.map(({ name, type }) => `${name} ${type}`).join(", ")}${notes.length > 0 ? `; ${JSON.stringify(notes)}` : ""}`,
      );
      expect(outcome.rowsRead).toBe(await countedElsewhere(path));
      expect(batch.rowsAccepted + batch.rowsQuarantined).toBe(outcome.rowsRead);
      // A schema made from the file itself must take nearly all of it.
      expect(batch.rowsQuarantined / outcome.rowsRead).toBeLessThan(0.02);
      expect(batch.file.size).toBe(readFileSync(path).length);
      expect(await intake({ path, dataset, office: "yueyang" }, home.ports)).toMatchObject({
        status: "duplicate",
        batch: { id: batch.id },
      });
    },
  );

  test("the lake agrees with its catalogue after all of them", async () => {
    expect((await checkLake(home.ports, home.catalogue.commits, { isDeep: true })).findings).toEqual([]);
    expect(home.catalogue.commits).toHaveLength(FILES.length);
  });
});
