import { type ColumnType, canonicalJson, type DatasetSchema, type Relation, type SemanticType } from "@yuejian/contracts";
import { interpretRule, pivotOf, rule, type SourceRow, type Value } from "@yuejian/rules";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { MemoryBatches, type MemoryCells } from "../testing/memory-batches.ts";
import { changedKeys } from "./changed-keys.ts";
import { KnownBatches } from "./known-batches.ts";

const { column } = rule;
const COLUMNS = [
  ["person", "text", "resident-id"],
  ["paper", "text", "document-number"],
  ["kind", "text", "code"],
  ["n", "integer", "count"],
] as const satisfies readonly (readonly [string, ColumnType, SemanticType])[];
const DATASETS = ["first", "second", "third"];
const CONTEXT = {
  datasets: Object.fromEntries(DATASETS.map((id) => [id, Object.fromEntries(COLUMNS.map(([name, type]) => [name, type]))])),
  parameters: {},
};

/** Records are named by nothing, by their person and more, or by what does not tell the person. */
const schemas = fc.tuple(
  ...DATASETS.map((id) => fc.constantFrom([], ["person", "paper"], ["paper"]).map((recordKey) => schemaOf(id, recordKey))),
);

function schemaOf(id: string, recordKey: readonly string[]): DatasetSchema {
  const named = { zh: id, en: id };
  return {
    id,
    version: 1,
    title: named,
    description: named,
    authority: named,
    officeColumn: null,
    columns: COLUMNS.map(([name, type, semantic]) => ({
      name,
      title: { zh: name, en: name },
      type,
      semantic,
      dataClass: "internal",
      required: false,
      aliases: [],
    })),
    ...(recordKey.length > 0 ? { recordKey } : {}),
  } as unknown as DatasetSchema;
}

const condition = fc.constantFrom(
  rule.atLeast(column("n"), rule.integer(1)),
  rule.equal(column("kind"), rule.text("a")),
  rule.and(rule.isNotNull(column("n")), rule.not(rule.equal(column("kind"), rule.text("b")))),
);

/** Rows of a dataset, some with a condition; grouped by person or not. */
const part: fc.Arbitrary<Relation> = fc
  .tuple(fc.constantFrom(...DATASETS), fc.option(condition, { nil: null }), fc.boolean())
  .map(([dataset, where, isGrouped]) => {
    const rows = rule.source(dataset, ["person", "paper", "kind", "n"]);
    const some = where === null ? rows : rule.filter(rows, where);
    if (!isGrouped) return some;
    return rule.group(some, ["person"], { paper: rule.max(column("paper")), kind: rule.min(column("kind")), n: rule.sum(column("n")) });
  });

/** Parts that meet over the person, with conditions on one side, the other, or both, below and above. */
const drawn: fc.Arbitrary<Relation> = fc
  .tuple(
    part,
    fc.array(
      fc.tuple(
        part,
        fc.constantFrom("inner", "left", "absent"),
        fc.constantFrom(
          undefined,
          rule.atLeast(column("n"), rule.integer(1)),
          rule.equal(column("kind"), column("o_kind")),
          rule.and(rule.isNotNull(column("o_n")), rule.greater(column("n"), column("o_n"))),
        ),
        fc.option(condition, { nil: null }),
      ),
      { maxLength: 2 },
    ),
  )
  .map(([first, others]) =>
    others.reduce<Relation>((left, [right, kind, where, above], at) => {
      const on = { prefix: at === 0 ? "o_" : "q_", on: { person: "person" }, ...(where && at === 0 ? { where } : {}) };
      const both =
        kind === "absent" ? rule.absent(left, right, on) : rule.join(left, right, { ...on, kind: kind === "left" ? "left" : "inner" });
      return above === null ? both : rule.filter(both, above);
    }, first),
  );

/** Papers are seldom those of another dataset. */
const cellsOf = (dataset: string): fc.Arbitrary<MemoryCells> =>
  fc.record({
    person: fc.option(fc.constantFrom("p1", "p2", "p3", "p4", "p5", "p6"), { nil: null, freq: 8 }),
    paper: fc.option(fc.constantFrom(`${dataset} 1`, `${dataset} 2`, `${dataset} 3`, "p1"), { nil: null, freq: 8 }),
    kind: fc.option(fc.constantFrom("a", "b"), { nil: null, freq: 6 }),
    n: fc.option(fc.constantFrom(0, 1, 2), { nil: null, freq: 6 }),
  });

const loads = fc.array(
  fc.array(
    fc.constantFrom(...DATASETS).chain((dataset) => cellsOf(dataset).map((cells) => [dataset, cells] as const)),
    { maxLength: 6 },
  ),
  { minLength: 2, maxLength: 4 },
);

test("a random rule gives by increments after each load what it gives over everything", { timeout: 120_000 }, () => {
  const counts = { found: 0, lost: 0, spared: 0, unread: 0 };
  fc.assert(
    fc.property(schemas, drawn, loads, (all, relation, delivered) => {
      const pivot = pivotOf(relation, "person");
      if (!("places" in pivot)) throw new Error("the rule keeps to the person at every place");
      const run = (rows: (dataset: string) => readonly SourceRow[]) =>
        interpretRule(relation, { context: CONTEXT, parameters: {}, rows }).rows.filter(({ values }) => values["person"] !== null);
      const batches = new MemoryBatches(all);
      let before: ReturnType<typeof run> = [];
      for (const [load, rows] of delivered.entries()) {
        const fresh = new Map<string, readonly string[]>();
        for (const { id } of all) {
          const own = rows.filter(([dataset]) => dataset === id).map(([, each]) => each);
          if (own.length === 0) continue;
          batches.add(id, `${id}-${load}`, own);
          fresh.set(id, [`${id}-${load}`]);
        }
        const datasets = new Map(all.map((schema) => [schema.id, new KnownBatches(batches, schema, batches.batchesOf(schema.id))]));
        const told = changedKeys({ pivot, parameters: new Map<string, Value>(), datasets, fresh, sealing: [] });
        // Nothing that would have to be found by a value that is not indexed.
        if (typeof told === "string") throw new Error(told);
        const visible = new Map(all.map((schema) => [schema.id, batches.visible(schema)]));
        const isChosen = (dataset: string, ref: string): boolean => {
          const [batch = "", row] = ref.split(":");
          return told.rows.get(dataset)?.get(batch)?.has(Number(row)) ?? false;
        };
        const isLookedAt = ({ values }: (typeof before)[number]): boolean => told.keys.has(String(values["person"]));
        const spared = before.filter((each) => !isLookedAt(each));
        const some = run((dataset) => (visible.get(dataset) ?? []).filter(({ _ref }) => isChosen(dataset, _ref))).filter(isLookedAt);
        const whole = run((dataset) => visible.get(dataset) ?? []);
        const sorted = (found: typeof whole) => found.map((each) => canonicalJson(each)).toSorted();
        expect(sorted([...spared, ...some])).toEqual(sorted(whole));
        counts.found += some.length;
        counts.spared += spared.length;
        counts.lost += before.length > whole.length ? 1 : 0;
        counts.unread += rows.filter(([, { person }]) => person !== null && !told.keys.has(String(person))).length;
        before = whole;
      }
    }),
    { numRuns: Number(process.env["RULE_RUNS"] ?? 1500), endOnFailure: true },
  );
  // Guards against loads in which nothing is found, found no longer, or left alone.
  for (const count of Object.values(counts)) expect(count).toBeGreaterThan(20);
});
