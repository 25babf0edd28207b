import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { canonicalJson, type DatasetSchema, type Finding, type SupervisionModel } from "@yuejian/contracts";
import { DICTIONARY } from "@yuejian/contracts/dictionary";
import { changedKeys, KnownBatches } from "@yuejian/data";
import { type MemoryCells as Cells, MemoryBatches } from "@yuejian/data/testing";
import { MODELS_FOLDER } from "@yuejian/models";
import { interpretRule, pivotOf, type SourceRow } from "@yuejian/rules";
import { checkModel, modelContext, parameterValues, parseCase } from "@yuejian/workbench";
import * as fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";

interface Pool {
  readonly model: SupervisionModel;
  readonly schemas: readonly DatasetSchema[];
  /** Rows of each golden case. */
  readonly cases: readonly (readonly { readonly dataset: string; readonly cells: Cells }[])[];
}

async function pools(): Promise<Pool[]> {
  const all: Pool[] = [];
  for (const folder of (await readdir(fileURLToPath(MODELS_FOLDER), { withFileTypes: true })).filter(
    (entry) => entry.isDirectory() && entry.name !== "node_modules",
  )) {
    const { model: exported } = (await import(new URL(`${folder.name}/index.ts`, MODELS_FOLDER).href)) as { model: unknown };
    const model = checkModel(exported, folder.name, DICTIONARY);
    const place = new URL(`${folder.name}/cases/`, MODELS_FOLDER);
    const cases = [];
    for (const file of (await readdir(fileURLToPath(place))).sort()) {
      const golden = parseCase(JSON.parse(await readFile(new URL(file, place), "utf8")), file.replace(/\.json$/, ""), {
        model,
        schemas: DICTIONARY,
      });
      cases.push(Object.entries(golden.rows).flatMap(([dataset, cells]) => cells.map((each) => ({ dataset, cells: each as Cells }))));
    }
    const inputs = new Set(model.manifest.inputs.map(({ dataset }) => dataset));
    all.push({ model, cases, schemas: DICTIONARY.filter(({ id }) => inputs.has(id)) });
  }
  return all;
}

const totals = { lost: 0, spared: 0 };

afterAll(() => {
  expect(totals.lost).toBeGreaterThan(10);
  expect(totals.spared).toBeGreaterThan(50);
});

describe.each((await pools()).map((pool) => ({ name: pool.model.manifest.id, pool })))("model $name", ({ pool }) => {
  const { model, schemas } = pool;
  const { manifest } = model;
  const pivot = pivotOf(model.rule, manifest.subjectKey);
  if (!("places" in pivot)) {
    test("runs over everything when its data change", () => {
      // Each of these compares with all records of a dataset: a list that grows is looked at.
      expect(["barred-directors", "hidden-accidents", "shell-companies"]).toContain(manifest.id);
    });
    return;
  }

  test("gives after each of several loads, by increments, what it gives over everything", () => {
    const parameters = parameterValues(manifest, {});
    const run = (rowsOf: (dataset: string) => readonly SourceRow[]): Finding[] =>
      interpretRule(model.rule, { context: modelContext(manifest, DICTIONARY), parameters, rows: rowsOf }).rows.flatMap(
        ({ values, refs }) =>
          values[manifest.subjectKey] === null ? [] : [{ subject: String(values[manifest.subjectKey]), values, rows: refs }],
      );
    let found = 0;
    let lost = 0;
    let spared = 0;
    fc.assert(
      fc.property(
        fc.array(fc.nat(), { minLength: 1, maxLength: 2 }),
        fc.array(fc.nat({ max: 3 }), { minLength: 8, maxLength: 8 }),
        fc.array(fc.record({ at: fc.nat(), load: fc.integer({ min: 1, max: 3 }), column: fc.nat(), other: fc.nat() }), {
          maxLength: 12,
          size: "max",
        }),
        (golden, loads, changes) => {
          const rows = golden.flatMap((at) => pool.cases[at % pool.cases.length] ?? []);
          const changed = changes.flatMap(({ at, load, column, other }) => {
            const row = rows[at % rows.length];
            const others = pool.cases.flat().filter((each) => each.dataset === row?.dataset);
            const names = Object.keys(row?.cells ?? {});
            const name = names[column % names.length];
            if (!row || name === undefined) return [];
            return [{ load, dataset: row.dataset, cells: { ...row.cells, [name]: others[other % others.length]?.cells[name] ?? null } }];
          });
          // Whole records, in any order of loads, then some of them again with another value in one column.
          const delivered = [...rows.map((row, at) => ({ ...row, load: loads[at % loads.length] ?? 0 })), ...changed];
          const batches = new MemoryBatches(DICTIONARY);
          let known = new Map<string, Finding[]>();
          for (let load = 0; load <= 3; load++) {
            const fresh: Record<string, string[]> = {};
            for (const { id } of schemas) {
              const own = delivered.filter((row) => row.load === load && row.dataset === id).map(({ cells }) => cells);
              if (own.length === 0) continue;
              batches.add(id, `${id}-${load}`, own);
              fresh[id] = [`${id}-${load}`];
            }
            const visible = new Map(schemas.map((schema) => [schema.id, batches.visible(schema)]));
            const expected = Map.groupBy(
              run((dataset) => visible.get(dataset) ?? []),
              ({ subject }) => subject,
            );
            const told = changedKeys({
              pivot,
              parameters: new Map(Object.entries(parameters)),
              datasets: new Map(schemas.map((schema) => [schema.id, new KnownBatches(batches, schema, batches.batchesOf(schema.id))])),
              fresh: new Map(Object.entries(fresh)),
              sealing: [],
            });
            if (typeof told === "string") throw new Error(told);
            const isChosen = (dataset: string, ref: string) => {
              const [batch = "", row] = ref.split(":");
              return told.rows.get(dataset)?.get(batch)?.has(Number(row)) ?? false;
            };
            const some = run((dataset) => (visible.get(dataset) ?? []).filter(({ _ref }) => isChosen(dataset, _ref)));
            const kept = [...known.values()].flat().filter(({ values }) => !told.keys.has(String(values[pivot.column])));
            const carried = Map.groupBy(
              [...kept, ...some.filter(({ values }) => told.keys.has(String(values[pivot.column])))],
              ({ subject }) => subject,
            );
            const sorted = (findings: ReadonlyMap<string, readonly Finding[]>) =>
              [...findings.values()]
                .flat()
                .map((each) => canonicalJson(each))
                .sort();
            expect(sorted(carried)).toEqual(sorted(expected));
            found += some.length;
            spared += kept.length;
            lost += [...known.keys()].filter((subject) => !expected.has(subject)).length;
            known = carried;
          }
        },
      ),
      { numRuns: Number(process.env["RULE_RUNS"] ?? 80), endOnFailure: true },
    );
    // Guards against loads in which nothing is found, found no longer, or left alone.
    expect(found).toBeGreaterThan(20);
    totals.lost += lost;
    totals.spared += spared;
  });
});
