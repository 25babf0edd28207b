import { DICTIONARY } from "@yuejian/contracts/dictionary";
import { subjectColumn } from "@yuejian/data";
import { MODELS_FOLDER } from "@yuejian/models";
import { compileRule } from "@yuejian/rules";
import { modelContext, parameterValues } from "@yuejian/workbench";
import { expect, it } from "vitest";
import { loadModels } from "./model-library.ts";

/** Joins whose rows do not meet on the machine where they lie: a side of each moves through the network (`citus.enable_repartition_joins`). A new model
 *  that adds to them says so here. */
const MOVED: Readonly<Record<string, readonly string[]>> = {
  "barred-directors": ["rule.from.from.from.left.left.parts[0].from", "rule.from.from.from"],
  "hidden-accidents": [
    "rule.from.left.left.from.left.from.from.from.from.parts[1].from",
    "rule.from.left.left.from.left.from.from.from.from.parts[2].from",
    "rule.from.left.left.from",
    "rule.from.left",
    "rule.from.right.from",
    "rule.from",
  ],
  "shell-companies": ["rule.from.from.left.left", "rule.from.from.left", "rule.from.from"],
  // With the constants of the table of fines.
  "wrong-fines": ["rule.from.from.from.parts[0].from", "rule.from.from.from.parts[1].from"],
};

const partOf = (dataset: string): string | null => {
  const schema = DICTIONARY.find(({ id }) => id === dataset);
  return schema ? (subjectColumn(schema)?.name ?? null) : null;
};

it("every join of every model is over the column by which rows are spread, or named here as one that moves rows", async () => {
  const moved: Record<string, string[]> = {};
  let together = 0;
  for (const { manifest, rule } of (await loadModels(MODELS_FOLDER, DICTIONARY)).values()) {
    const { sql, meetings } = compileRule(rule, {
      dialect: "postgresql",
      context: modelContext(manifest, DICTIONARY),
      parameters: parameterValues(manifest, {}),
      source: (dataset) => `"${dataset}"`,
      partOf,
    });
    const apart = meetings.filter(({ isTogether }) => !isTogether).map(({ where }) => where);
    if (apart.length > 0) moved[manifest.id] = apart;
    together += meetings.length - apart.length;
    // Said in the SQL as often as it is claimed.
    expect(sql.split('"_part" = "_right_part"').length - 1, manifest.id).toBe(meetings.length - apart.length);
  }
  expect(together).toBeGreaterThan(5);
  expect(moved).toEqual(MOVED);
});
