import { DICTIONARY } from "@yuejian/contracts/dictionary";
import { expect, test } from "vitest";
import { TRIAL_DATASET } from "../../testing/trial-home.ts";
import { columnarStatement, datasetStatements, lakeStatements, partitionStatement, spreadOf } from "./ddl.ts";
import { ownName, subjectColumn } from "./table-names.ts";

test("on a cluster the distribution column is part of every key, tables are spread by it in one group, and loads are known on every machine", () => {
  expect(lakeStatements(true).join("\n")).toContain("create_reference_table('yuejian_lake.loads')");
  for (const schema of DICTIONARY) {
    const spread = spreadOf(schema, { isCitus: true, rows: 1_000_000 });
    const statements = datasetStatements(schema, spread);
    const keys = statements.flatMap((statement) => /PRIMARY KEY \([^)]*\)/.exec(statement)?.[0] ?? []);
    expect(keys.length, schema.id).toBe(2);
    if (spread === "reference") {
      expect(statements.filter((statement) => statement.includes("create_reference_table")).length).toBe(2);
      continue;
    }
    expect(subjectColumn(schema), schema.id).not.toBeNull();
    for (const key of keys) expect(key, schema.id).toMatch(/, _part\)$/);
    const made = statements.filter((statement) => statement.includes("create_distributed_table"));
    expect(made.length, schema.id).toBe(2);
    for (const statement of made) expect(statement).toMatch(/'_part', shard_count => 96\)/);
  }
});

test("most datasets are spread by a person's or an organisation's number; a small one that names nobody is a table of codes", () => {
  const by = (semantic: string) => DICTIONARY.filter((schema) => subjectColumn(schema)?.semantic === semantic).length;
  expect(by("resident-id") + by("credit-code")).toBeGreaterThan(DICTIONARY.length / 2);
  const codes = {
    ...TRIAL_DATASET,
    columns: TRIAL_DATASET.columns.filter(({ name }) => name === "office" || name === "note"),
    recordKey: ["office"],
  };
  expect(spreadOf(codes, { isCitus: true, rows: 20 })).toBe("reference");
  expect(spreadOf(codes, { isCitus: true, rows: 1_000_000 })).toBe("distributed");
  expect(spreadOf(TRIAL_DATASET, { isCitus: true, rows: 20 })).toBe("distributed");
});

test("without Citus there is no word of it", () => {
  const statements = [...lakeStatements(false), ...datasetStatements(TRIAL_DATASET, spreadOf(TRIAL_DATASET, { isCitus: false, rows: 5 }))];
  expect(statements.join("\n")).not.toMatch(/citus|_part|reference_table|distributed|PARTITION BY/);
});

test("a load has its partition; when the next begins the closed one becomes columnar", () => {
  expect(partitionStatement("judgments", 255)).toContain("FOR VALUES FROM (0) TO (256)");
  expect(partitionStatement("judgments", 256)).toContain("FOR VALUES FROM (256) TO (512)");
  expect(columnarStatement("judgments", 0)).toMatch(/alter_table_set_access_method\(c\.oid, 'columnar'\).*p0_judgments/s);
});

test("names of tables fit into PostgreSQL's 63 bytes and stay apart", () => {
  const long = ["a".repeat(62), `${"a".repeat(61)}b`].map((id) => ownName("superseded", id));
  expect(long.every((name) => name.length <= 63)).toBe(true);
  expect(new Set(long).size).toBe(2);
});
