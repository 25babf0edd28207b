import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import { isRealDate, readResidentId } from "@yuejian/identifiers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CityManifest, FAMILIES, generateCity } from "./generate-city.ts";
import { CITY_FILES, SOURCE_FILES, type SourceFileForm } from "./source-files.ts";
import { type LoadedCity, loadCity } from "./testing/load-city.ts";
import type { CityTruth } from "./truth.ts";

const forms: readonly SourceFileForm[] = Object.values(SOURCE_FILES);
let home = "";
let city: CityManifest;
let truth: CityTruth;
let loaded: LoadedCity;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "yuejian-city-"));
  city = await generateCity({ records: 30_000, seed: 7, folder: join(home, "a") });
  truth = JSON.parse(await readFile(city.truthPath, "utf8")) as CityTruth;
  loaded = await loadCity(city);
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
