import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import { DICTIONARY } from "@yuejian/contracts/dictionary";
import { createStandardiser, excelSerialDate, isRealDate, mapHeadings, readResidentId } from "@yuejian/identifiers";
import { strFromU8, unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CityManifest, FAMILIES, generateCity } from "./generate-city.ts";
import { CITY_FILES, SOURCE_FILES, type SourceFileForm } from "./source-files.ts";
import type { CityTruth, PlantedSubject } from "./truth.ts";

type Values = Readonly<Record<string, string | null>>;
interface Loaded {
  readonly rows: Readonly<Record<string, readonly Values[]>>;
  readonly quarantined: readonly string[];
}

const forms: readonly SourceFileForm[] = Object.values(SOURCE_FILES);
let home = "";
let city: CityManifest;
let truth: CityTruth;
let loaded: Loaded;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "yuejian-city-"));
  city = await generateCity({ records: 30_000, seed: 7, folder: join(home, "a") });
  truth = JSON.parse(await readFile(city.truthPath, "utf8")) as CityTruth;
  loaded = await load(city);
});

afterAll(async () => {
  await rm(home, { recursive: true, force: true });
});

const digestOf = async (path: string): Promise<string> =>
  createHash("sha256")
    .update(await readFile(path))
    .digest("hex");

describe("a city", () => {
  it("is the same to the byte for the same seed, and another for another seed", async () => {
    const [first, again, other] = [
      await generateCity({ records: 3_000, seed: 1, folder: join(home, "b") }),
      await generateCity({ records: 3_000, seed: 1, folder: join(home, "c") }),
      await generateCity({ records: 3_000, seed: 2, folder: join(home, "d") }),
    ];
    const digests = async (manifest: CityManifest) =>
      Promise.all([...manifest.files.map(({ path }) => path), manifest.truthPath].map(digestOf));
    expect(await digests(again)).toEqual(await digests(first));
    const others = await digests(other);
    expect((await digests(first)).every((digest, index) => digest !== others[index])).toBe(true);
  });

  it("has about as many records as asked for, over all datasets of its files and eleven offices", () => {
    expect(Math.abs(city.records - 30_000)).toBeLessThan(1_500);
    expect(new Set(city.files.map(({ dataset }) => dataset))).toEqual(new Set(CITY_FILES.map(({ dataset }) => dataset)));
    expect(new Set(Object.values(loaded.rows).flatMap((rows) => rows.map((row) => row["office"])))).toHaveLength(11);
  });

  it("refuses sizes, seeds and days that make no city", async () => {
    const folder = join(home, "e");
    for (const options of [
      { records: 10, seed: 1 },
      { records: 3_000, seed: -1 },
      { records: 3_000, seed: 1, asOf: "2026-02-30" },
    ])
      await expect(generateCity({ ...options, folder })).rejects.toThrow(YuejianError);
  });

  it("delivers each file in the encoding of its name", async () => {
    const starts = async (name: string) => [...(await readFile(join(home, "a", name))).subarray(0, 4)];
    expect((await starts("judgments-case-system.csv")).slice(0, 3)).toEqual([0xef, 0xbb, 0xbf]);
    expect((await starts("community-correction-utf16.tsv")).slice(0, 2)).toEqual([0xff, 0xfe]);
    expect((await starts("pension-recoveries.xlsx")).slice(0, 2)).toEqual([0x50, 0x4b]);
    for (const { name, encoding } of forms.filter((form) => form.encoding === "gb18030" || form.encoding === "utf-8")) {
      const bytes = await readFile(join(home, "a", name));
      const asUtf8 = () => new TextDecoder("utf-8", { fatal: true }).decode(bytes);
      if (encoding === "gb18030") expect(asUtf8, name).toThrow(TypeError);
      else expect(bytes[0], name).not.toBe(0xef);
      expect(new TextDecoder(encoding, { fatal: true }).decode(bytes)).toContain(forms.find((form) => form.name === name)?.columns[0]?.[0]);
    }
  });

  it("has its faulty records, and no others, set aside for the reason in the truth", () => {
    expect(truth.errors.length).toBeGreaterThan(40);
    expect(new Set(truth.errors.map(({ code }) => code)).size).toBeGreaterThanOrEqual(9);
    const labelled = truth.errors.map(({ file, row, column, code }) => `${file}:${row} ${column ?? "-"} ${code}`);
    expect([...loaded.quarantined].sort()).toEqual(labelled.sort());
  });

  it("has people whose ids are real in form, unique, of one office, and agree with birth and sex", () => {
    const people = loaded.rows["persons"] ?? [];
    expect(new Set(people.map((person) => person["person_id"])).size).toBe(people.length);
    for (const person of people) {
      const id = readResidentId(person["person_id"] ?? "");
      expect(id).toMatchObject({ value: { bornOn: person["born_on"], sex: person["sex"] } });
      expect(person["person_id"]?.startsWith("9906")).toBe(true);
    }
    const codes = (loaded.rows["enterprises"] ?? []).map((row) => row["credit_code"]);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it("has sources that know each other's people", () => {
    const known = new Set((loaded.rows["persons"] ?? []).map((person) => `${person["person_id"]} ${person["person_name"]}`));
    const payments = loaded.rows["pension-payments"] ?? [];
    const share = payments.filter((row) => known.has(`${row["person_id"]} ${row["person_name"]}`)).length / payments.length;
    expect(share).toBeGreaterThan(0.98);
  });

  it("lists every family in its README, with its kind", async () => {
    const page = await readFile(new URL("README.md", import.meta.url), "utf8");
    for (const [model, families] of FAMILIES)
      for (const { name, kind } of families)
        expect(page, `${model} ${name}`).toMatch(new RegExp(`^\\| ${model} +\\| ${kind} +\\| \`${name}\` +\\|`, "m"));
  });

  it("plants every family at least once, decoys included, and each subject once per model", () => {
    for (const [model, families] of FAMILIES)
      for (const { name, kind } of families)
        expect(
          truth.subjects.filter((each) => each.model === model && each.family === name && each.kind === kind).length,
          `${model} ${name}`,
        ).toBeGreaterThan(0);
    const subjects = truth.subjects.map(({ model, subject }) => `${model} ${subject}`);
    expect(new Set(subjects).size).toBe(subjects.length);
    expect(truth.subjects.every(({ months }) => (months ?? []).every(isRealDate))).toBe(true);
  });
});

/** Plain readings of two models, independent of the product's rules, so that the labels themselves are checked. */
describe("the truth", () => {
  const subjectsOf = (model: number, kind: PlantedSubject["kind"]) =>
    new Set(truth.subjects.filter((each) => each.model === model && each.kind === kind).map(({ subject }) => subject));

  it("of model 21 is what the floors of the day give: every plant, no decoy, nobody else", () => {
    const found = new Set<string>();
    for (const row of loaded.rows["judgments"] ?? []) {
      const judgedOn = row["judged_on"] ?? "";
      const fine = Number(row["fine"] ?? 0);
      const isExtortion = row["charge"] === "敲诈勒索罪" && judgedOn >= "2013-04-27";
      const floor = judgedOn < "2000-12-19" ? 0 : row["is_minor"] === "true" ? 50_000 : isExtortion ? 200_000 : 100_000;
      if (fine > 0 && fine < floor && row["is_mitigated"] !== "true") found.add(`${row["judgment_number"]} ${row["defendant_id"]}`);
    }
    expect(found).toEqual(subjectsOf(21, "plant"));
  });

  it("of model 1 is what the sources give: every plant with its months, no decoy, nobody else; those that need linkage stay unseen", () => {
    const found = new Map<string, { months: string[]; sum: number }>();
    const payments = Map.groupBy(loaded.rows["pension-payments"] ?? [], (row) => row["person_id"]);
    const recoveries = Map.groupBy(loaded.rows["pension-recoveries"] ?? [], (row) => row["person_id"]);
    for (const stay of loaded.rows["sentence-execution"] ?? []) {
      const id = stay["person_id"] ?? "";
      const until = stay["released_on"] ?? stay["ends_on"] ?? "";
      for (const payment of payments.get(id) ?? []) {
        const first = payment["paid_for"] ?? "";
        const last = new Date(Date.UTC(Number(first.slice(0, 4)), Number(first.slice(5, 7)), 0)).toISOString().slice(0, 10);
        const isInside = first >= (stay["admitted_on"] ?? "9") && last <= until;
        const isCovered = (recoveries.get(id) ?? []).some(
          (each) => (each["from_month"] ?? "9") <= first && first <= (each["to_month"] ?? "9999"),
        );
        if (!isInside || isCovered) continue;
        const entry = found.get(id) ?? { months: [], sum: 0 };
        entry.months.push(first);
        entry.sum += Number(payment["amount"]);
        found.set(id, entry);
      }
    }
    expect(new Set(found.keys())).toEqual(subjectsOf(1, "plant"));
    for (const { model, kind, subject, months, amountFen } of truth.subjects.filter((each) => each.model === 1 && each.kind === "plant"))
      expect({ model, kind, months: found.get(subject)?.months.sort(), amountFen: found.get(subject)?.sum }).toEqual({
        model,
        kind,
        months,
        amountFen,
      });
    expect(subjectsOf(1, "plant-needs-linkage").size).toBeGreaterThan(0);
  });
});

/** Reads the files the way intake must: headings mapped, cells standardised, faulty records set aside with the first reason. */
async function load(manifest: CityManifest): Promise<Loaded> {
  const rows: Record<string, Values[]> = {};
  const quarantined: string[] = [];
  for (const file of manifest.files) {
    const schema = DICTIONARY.find(({ id }) => id === file.dataset);
    const form = forms.find(({ name }) => name === file.name);
    if (!schema || !form) throw new Error(`${file.name} is not known`);
    const bytes = await readFile(file.path);
    const [headings = [], ...records] = form.encoding === "xlsx" ? readSheet(bytes) : readText(bytes, form);
    expect(records.length).toBe(file.records);
    const { columns, missing, ignored } = mapHeadings(headings, schema);
    expect([...missing, ...ignored]).toEqual([]);
    const readers = columns.map(({ column, unit }) => createStandardiser(column, unit));
    for (const [number, record] of records.entries()) {
      if (record.length !== headings.length) {
        quarantined.push(`${file.name}:${number + 1} - field-count`);
        continue;
      }
      const values: Record<string, string | null> = {};
      const reasons: string[] = [];
      for (const [index, { column, index: place }] of columns.entries()) {
        const result = readers[index]?.(place === null ? null : (record[place] ?? null)) ?? { value: null };
        if ("code" in result) reasons.push(`${file.name}:${number + 1} ${column.name} ${result.code}`);
        else values[column.name] = result.value;
      }
      if (reasons.length > 0) quarantined.push(...reasons);
      else (rows[file.dataset] ??= []).push(values);
    }
  }
  return { rows, quarantined };
}

function readText(bytes: Uint8Array, form: SourceFileForm): string[][] {
  const encoding = form.encoding === "gb18030" ? "gb18030" : form.encoding === "utf-16le-bom" ? "utf-16le" : "utf-8";
  const lines = new TextDecoder(encoding, { fatal: true }).decode(bytes).split(form.newline);
  return lines
    .filter((line) => line !== "")
    .map((line) =>
      form.delimiter === "\t"
        ? line.split("\t")
        : [...`${line},`.matchAll(/(?:"((?:[^"]|"")*)"|([^",]*)),/g)].map(
            ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? "",
          ),
    );
}

function readSheet(bytes: Uint8Array): string[][] {
  const parts = unzipSync(bytes);
  const part = (name: string): string => strFromU8(parts[name] ?? new Uint8Array());
  const strings = [...part("xl/sharedStrings.xml").matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map(([, text]) => text ?? "");
  const sheet = [...part("xl/worksheets/sheet1.xml").matchAll(/<row [^>]*>(.*?)<\/row>/g)].map(([, row]) =>
    [...(row ?? "").matchAll(/<c r="([A-Z]+)\d+"(?: (t|s)="(\w)")?><v>([^<]*)<\/v><\/c>/g)].reduce<string[]>(
      (cells, [, place, kind, , value = ""]) => {
        const date = kind === "s" ? excelSerialDate(Number(value)) : null;
        cells[(place ?? "A").charCodeAt(0) - 65] =
          kind === "t" ? (strings[Number(value)] ?? "") : date && "value" in date ? date.value : value;
        return cells;
      },
      [],
    ),
  );
  const width = sheet[0]?.length ?? 0;
  return sheet.map((cells) => Array.from({ length: width }, (_, index) => cells[index] ?? ""));
}
