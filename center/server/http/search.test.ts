import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { JobView, Purpose, SearchView } from "@yuejian/contracts/api";
import { afterAll, beforeAll, expect, it } from "vitest";
import { residentId } from "../testing/city.ts";
import { temporaryFolders } from "../testing/stores.ts";
import { codeOf, openServedCity, type Person, type ServedCity } from "./testing/served-city.ts";

const HEAD = "裁判文书号,审理法院,被告人姓名,被告人身份证号,罪名,裁判日期,主刑,刑期（月）,犯罪时未成年,辖区检察院";
const emptyFolder = temporaryFolders();
let city: ServedCity;
let manager: Person;

beforeAll(async () => {
  city = await openServedCity({ engine: "sqlite", emptyFolder, emptyUrl: emptyFolder }, { rows: 20 });
  await load("more.csv", [
    `（2024）湘9907刑初1号,平江县人民法院,李四,${residentId(101)},非法吸收公众存款罪,2024-05-06,有期徒刑,40,否,平江县人民检察院`,
    `（2024）湘9907刑初2号,平江县人民法院,王五,${residentId(102)},集资诈骗罪,2023-12-31,有期徒刑,40,否,平江县人民检察院`,
    `（2024）湘9906刑初900号,岳阳楼区人民法院,封小存,${residentId(103)},非法吸收公众存款罪,2025-01-01,有期徒刑,8,是,岳阳楼区人民检察院`,
  ]);
  await city.finished((await city.asLocal<JobView>("POST", "/api/lake/indexes")).body);
  manager = await city.signIn("case-manager");
});
afterAll(() => city.close());

async function load(name: string, rows: readonly string[]): Promise<void> {
  const file = path.join(await emptyFolder(), name);
  await writeFile(file, `${[HEAD, ...rows].join("\n")}\n`);
  await city.finished((await city.asLocal<JobView>("POST", "/api/intake", { path: file, dataset: "judgments" })).body);
}

async function search(query: string, more: object = {}, person = manager, headers = {}) {
  const answer = await person.post<SearchView>("/api/search", { query, ...more }, headers);
  return { ...answer, numbers: answer.status === 200 ? answer.body.items.map(({ record }) => record.values["judgment_number"]) : [] };
}

it("finds what stands in the texts, wherever in them, in any form of writing, and marks it", async () => {
  const found = await search("吸收公众");
  expect(found.body).toMatchObject({ total: 1, hasMore: false, isPersonalSearched: false, unread: [] });
  const [hit] = found.body.items;
  expect(hit?.day).toBe("2024-05-06");
  const text = String(hit?.record.values["charge"]);
  expect(hit?.matches.map(({ column, places }) => [column, places.map(({ start, end }) => text.slice(start, end))])).toEqual([
    ["charge", ["吸收公众"]],
  ]);
  expect((await search("詐騙")).numbers).toEqual(["（2024）湘9907刑初2号"]);
  expect((await search("平江县 集资")).numbers).toEqual(["（2024）湘9907刑初2号"]);
  expect((await search("(2024)湘９９０７刑初1号")).numbers).toEqual(["（2024）湘9907刑初1号"]);
  expect((await search("9907刑初")).numbers).toHaveLength(2);
  expect((await search("众公")).body.total).toBe(0);
  // Both pairs stand in one text, and not one after the other.
  expect((await search("民法人")).body.total).toBe(0);
  expect((await search("款")).body.total).toBe(1);
});

it("a name, a number or an address of a person finds nothing without a purpose, with one only in the rows that it opens", async () => {
  for (const query of ["李四", residentId(101), "张三10"]) expect((await search(query)).body, query).toMatchObject({ items: [], total: 0 });
  const [lead] = (await city.leads()).items;
  const chief = await city.signIn("chief-procurator");
  const { id } = (await chief.post<Purpose>("/api/purposes", { subject: lead?.id, legalBasis: "criminal-procedure-law-supervision" })).body;
  const opened = await search("张三", {}, chief, { "x-purpose": id });
  expect(opened.body).toMatchObject({ total: 1, isPersonalSearched: true });
  expect(opened.body.items[0]?.matches.map(({ column }) => column)).toEqual(["defendant_name"]);
  expect((await search("李四", {}, chief, { "x-purpose": id })).body.total).toBe(0);
  const trail = await city.home.store.db.selectFrom("audit").select(["action", "detail"]).where("purpose", "=", id).execute();
  expect(trail.map(({ action }) => action)).toContain("record.reveal");
  expect(trail.some(({ detail }) => detail?.includes("张三"))).toBe(false);
});

it("sealed rows, rows of other districts and rows that a later load took the place of are not found, nor counted", async () => {
  expect((await search("刑初900号")).body).toMatchObject({ items: [], total: 0 });
  const elsewhere = await city.signIn("procurator.yueyanglou");
  expect((await search("平江县", {}, elsewhere)).body).toMatchObject({ items: [], total: 0 });
  expect((await search("集资", {}, await city.signIn("procurator.pingjiang"))).body.total).toBe(1);
  await load("again.csv", [
    `（2024）湘9907刑初2号,平江县人民法院,王五,${residentId(102)},诈骗罪,2023-12-31,有期徒刑,40,否,平江县人民检察院`,
  ]);
  const before = await search("诈骗");
  expect(before.body.unread).toMatchObject([{ dataset: "judgments", batches: 1 }]);
  await city.finished((await city.asLocal<JobView>("POST", "/api/lake/indexes")).body);
  expect((await search("集资")).body.total).toBe(0);
  expect((await search("诈骗罪")).numbers).toEqual(["（2024）湘9907刑初2号"]);
});

it("is narrowed by dataset, office and days, and paged, each record once", async () => {
  expect((await search("平江县", { from: "2024-01-01", to: "2024-12-31" })).numbers).toEqual(["（2024）湘9907刑初1号"]);
  expect((await search("平江县", { office: "yueyanglou" })).body.total).toBe(0);
  expect((await search("平江县", { from: "2025-01-01", to: "2024-01-01" })).body.total).toBe(0);
  const elsewhere = await city.signIn("procurator.yueyanglou");
  expect((await search("平江县", { office: "pingjiang" }, elsewhere)).body.total).toBe(0);
  expect(codeOf(await search("平江县", { datasets: ["nowhere"] }))).toBe("DATASET_UNKNOWN");
  expect(codeOf(await search("平江县", { office: "nowhere" }))).toBe("OFFICE_UNKNOWN");
  const pages = [
    await search("敲诈勒索", { limit: 7 }),
    await search("敲诈勒索", { limit: 7, offset: 7 }),
    await search("敲诈勒索", { limit: 7, offset: 14 }),
  ];
  expect(pages.map(({ body }) => [body.items.length, body.hasMore])).toEqual([
    [7, true],
    [7, true],
    [6, false],
  ]);
  expect(new Set(pages.flatMap(({ numbers }) => numbers)).size).toBe(20);
});

it("what cannot be searched is answered with the reason", async () => {
  for (const query of ["", "   ", '"', "，。！", "\u0000诈骗", "诈".repeat(10_000), "a b c d e f g h i j k l m"])
    expect(codeOf(await search(query)), query.slice(0, 20)).toBe("SEARCH_INVALID");
  for (const query of ["“诈骗", 'OR NOT "*"', "诈骗*", "NEAR(诈骗)", "𠮷野家", "'; DROP TABLE words; --"])
    expect((await search(query)).status, query).toBe(200);
});
