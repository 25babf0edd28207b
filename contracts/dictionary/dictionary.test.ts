import { describe, expect, it } from "vitest";
import { DICTIONARY, SUPERVISION_MODELS } from "./index.ts";

describe("the dictionary", () => {
  it("has every dataset of every supervision model, and none that no model reads", () => {
    const known = new Set(DICTIONARY.map(({ id }) => id));
    const read = new Set(SUPERVISION_MODELS.flatMap(({ datasets }) => datasets));
    expect(SUPERVISION_MODELS.map(({ number }) => number)).toEqual(Array.from({ length: 38 }, (_, index) => index + 1));
    expect(known.size).toBe(DICTIONARY.length);
    expect([...read].filter((id) => !known.has(id))).toEqual([]);
    expect([...known].filter((id) => !read.has(id))).toEqual([]);
    expect(SUPERVISION_MODELS.filter(({ datasets }) => datasets.length === 0)).toEqual([]);
  });

  it.each(DICTIONARY.map((schema) => [schema.id, schema] as const))("%s names its keys, its office and each heading once", (_, schema) => {
    const columns = new Map(schema.columns.map((column) => [column.name, column]));
    expect(columns.size).toBe(schema.columns.length);
    expect(schema.recordKey?.length).toBeGreaterThan(0);
    for (const name of [...(schema.recordKey ?? []), ...(schema.absenceKeys ?? []), schema.officeColumn ?? ""])
      expect(columns.has(name), name).toBe(true);
    expect(schema.columns.at(-1)?.name).toBe(schema.officeColumn);
    const headings = schema.columns.flatMap(({ name, title, aliases = [] }) => [...new Set([name, title.zh, title.en, ...aliases])]);
    expect(headings.filter((heading, index) => headings.indexOf(heading) !== index)).toEqual([]);
    for (const { allowed = [], spellings = {} } of schema.columns)
      expect(Object.values(spellings).filter((value) => !allowed.includes(value))).toEqual([]);
  });

  it("keeps as internal what the procuratorate's own system delivers or the house itself measured, and nothing else", () => {
    for (const schema of DICTIONARY) expect(schema.isInternal, schema.id).toBe(schema.source === "judgments" || schema.source === null);
  });

  it("classes a dataset with personal columns as personal or sensitive", () => {
    for (const { id, dataClass, columns } of DICTIONARY)
      if (columns.some((column) => column.dataClass === "personal" || column.dataClass === "sensitive"))
        expect(["personal", "sensitive"], id).toContain(dataClass);
  });
});
