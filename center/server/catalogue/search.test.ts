import { DICTIONARY } from "@yuejian/contracts/dictionary";
import { describe, expect, it } from "vitest";
import { type SearchItem, searchItems } from "./search.ts";
import { isSpelt } from "./spelling.ts";

const items = DICTIONARY.flatMap(({ id, title, owner, dataClass, columns }): SearchItem[] => [
  {
    dataset: id,
    column: null,
    title,
    datasetTitle: title,
    dataClass,
    terms: [
      { place: "title", text: title.zh },
      { place: "owner", text: owner.zh },
    ],
  },
  ...columns.map((column) => ({
    dataset: id,
    column: column.name,
    title: column.title,
    datasetTitle: title,
    dataClass: column.dataClass,
    terms: [
      { place: "title", text: column.title.zh } as const,
      { place: "name", text: column.name } as const,
      ...(column.aliases ?? []).map((text) => ({ place: "heading", text }) as const),
    ],
  })),
]);
const found = (query: string) =>
  searchItems(items, query, 500).items.map(({ dataset, column }) => (column === null ? dataset : `${dataset}.${column}`));

describe("the catalogue's search", () => {
  it("finds two characters, by themselves, by their sound and by its beginning", () => {
    const byCharacters = found("耕地");
    expect(byCharacters).toContain("farmland-parcels");
    for (const query of ["gengdi", "gd", "gengd", "GENGDI"]) expect(found(query), query).toEqual(expect.arrayContaining(byCharacters));
    expect(found("耕")).toEqual(expect.arrayContaining(byCharacters));
    expect(found("耕地的补贴")).toEqual([]);
  });

  it("finds columns by name, heading and several words, the exact before what only holds it, letters before sounds", () => {
    expect(found("罚金")[0]).toBe("judgments.fine");
    expect(found("fine")[0]).toBe("judgments.fine");
    expect(found("判决书号")).toContain("judgments.judgment_number");
    expect(found("刑事裁判")[0]).toBe("judgments");
    expect(found("")).toEqual([]);
    expect(found("%_")).toEqual([]);
    const { items: shown, total } = searchItems(items, "日期", 3);
    expect([shown.length, total > 20]).toEqual([3, true]);
  });

  it("reads characters in every way they are read, and does not take one letter for a sound", () => {
    expect(isSpelt("银行账户", "yinhang")).toBe(true);
    expect(isSpelt("行政处罚", "xzcf")).toBe(true);
    expect(isSpelt("长期", "changq")).toBe(true);
    expect(isSpelt("首长", "shouzhang")).toBe(true);
    expect(isSpelt("女性", "nvxing")).toBe(true);
    expect(isSpelt("刑期（月）", "xqy")).toBe(true);
    expect(isSpelt("种植", "zhzhi")).toBe(true);
    expect(isSpelt("耕地", "dg")).toBe(false);
    expect(isSpelt("耕地", "g")).toBe(false);
    expect(isSpelt("fine", "fi")).toBe(false);
  });
});
