import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { CaseFileCheck, CaseImportDetail, HandledCases, JobView, UploadView } from "@yuejian/contracts/api";
import { type SheetCell, workbook } from "@yuejian/demo";
import { dayFromIso } from "@yuejian/identifiers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { temporaryFolders } from "../testing/stores.ts";
import { answered, codeOf, openServedCity, type Person, type ServedCity } from "./testing/served-city.ts";

const DAY = "2026-03-20";
const HEADINGS = ["部门受案号", "承办单位", "承办部门", "案件类别", "案由", "人员编号", "承办检察官", "羁押状态", "受理日期", "分案日期"];
const ROWS = [
  ["岳检刑诉受[2026]1号", "岳阳市", "第一检察部", "审查起诉", "盗窃", "R1", "李四", "在押", "2026-03-02", "2026-03-03"],
  ["岳检刑诉受[2026]2号", "岳阳市", "第一检察部", "审查起诉", "诈骗", "R2", "李四", "取保候审", "2026-03-10", "2026-03-11"],
  ["岳检刑诉受[2026]3号", "岳阳市", "第一检察部", "审查起诉", "诈骗", "R3", "李四", "在押", "2026-03-10", "2026-03-09"],
  ["岳检刑诉受[2026]4号", "岳阳市", "第一检察部", "审查起诉", "诈骗", "张三丰", "李四", "在押", "2026-03-10", "王五"],
] as const;
/** Days of spreadsheets are counted from 30 December 1899. */
const serial = (day: string): SheetCell => ({ serial: dayFromIso(day) - dayFromIso("1899-12-30") });

const emptyFolder = temporaryFolders();
let folder = "";
let city: ServedCity;
let manager: Person;

beforeAll(async () => {
  folder = await emptyFolder();
  city = await openServedCity(
    { engine: "sqlite", emptyFolder, emptyUrl: emptyFolder },
    { rows: 10, clock: { now: () => Date.parse(`${DAY}T02:00:00Z`) } },
  );
  manager = await city.signIn("case-manager");
});
afterAll(() => city.close());

async function send(person: Person, name: string, content: string | Uint8Array) {
  const boundary = "----cases";
  const payload = Buffer.concat([
    Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n\r\n`),
    Buffer.from(content),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  const headers = { cookie: person.cookie, "x-csrf": person.session.csrf, "content-type": `multipart/form-data; boundary=${boundary}` };
  return answered<UploadView>(await city.web.inject({ method: "POST", url: "/api/casework/uploads", payload, headers }));
}
async function checked(upload: string, body: object = {}): Promise<CaseFileCheck> {
  const { body: job } = await manager.post<JobView>(`/api/casework/uploads/${upload}/check`, body);
  return (await city.finished(job)).result as CaseFileCheck;
}
async function taken(upload: string, body: object = {}): Promise<CaseImportDetail> {
  const { body: job } = await manager.post<JobView>(`/api/casework/uploads/${upload}/import`, body);
  const { import: id } = (await city.finished(job)).result as { import: string };
  return (await manager.get<CaseImportDetail>(`/api/casework/imports/${id}`)).body;
}
const cases = async () => (await manager.get<HandledCases>("/api/casework/cases?status=all")).body.items;
const counts = ({ rows, added, changed, same, refused }: Pick<CaseFileCheck, "rows" | "added" | "changed" | "same" | "refused">) => [
  rows,
  added,
  changed,
  same,
  refused,
];

it("a file is looked at row by row before it is taken in: nothing goes in, and what stands in a cell that does not fit is not repeated", async () => {
  const file = [HEADINGS, ...ROWS].map((row) => row.join(",")).join("\n");
  const { body: upload } = await send(manager, "三月.csv", file);
  const check = await checked(upload.id);
  expect(counts(check)).toEqual([4, 2, 0, 0, 2]);
  expect(await cases()).toEqual([]);
  expect(check.refusals.map(({ line, reasons }) => [line, ...reasons.map(({ text }) => text.zh)])).toEqual([
    [4, "「分案日期」（2026-03-09）早于「受理日期」（2026-03-10）"],
    [5, expect.stringContaining("…")],
  ]);
  expect(JSON.stringify(check)).not.toMatch(/王五|张三丰/);
  expect(counts((await taken(upload.id)).import)).toEqual([4, 2, 0, 0, 2]);
  expect((await cases()).map(({ number }) => number).sort()).toEqual(["岳检刑诉受〔2026〕1号", "岳检刑诉受〔2026〕2号"]);
  expect(codeOf(await manager.post(`/api/casework/uploads/${upload.id}/import`))).toBe("UPLOAD_UNKNOWN");
  // Looked at again it would change nothing.
  const again = await send(manager, "三月.csv", file);
  expect(counts(await checked(again.body.id))).toEqual([4, 0, 0, 2, 2]);
});

it("a workbook and a JSON file give the same cases as the text file", async () => {
  const sheet = [HEADINGS, ...ROWS.slice(0, 2).map((row) => row.map((cell, at) => (at > 7 ? serial(cell) : cell)))];
  const book = await send(manager, "三月.xlsx", workbook("案件", sheet));
  expect(counts(await checked(book.body.id))).toEqual([2, 0, 0, 2, 0]);
  const records = ROWS.slice(0, 2).map((row) => Object.fromEntries(HEADINGS.map((heading, at) => [heading, row[at]])));
  const later = records.map((record, at) => (at === 0 ? { ...record, 分案日期: "2026-03-04" } : record));
  const json = await send(manager, "三月.json", JSON.stringify(later));
  expect(counts(await checked(json.body.id))).toEqual([2, 0, 1, 1, 0]);
  expect(counts((await taken(book.body.id)).import)).toEqual([2, 0, 0, 2, 0]);
  expect(counts((await taken(json.body.id)).import)).toEqual([2, 0, 1, 1, 0]);
});

it("a sheet is chosen by its name, and odd headings are told what they mean", async () => {
  const odd = HEADINGS.map((heading) => (heading === "受理日期" ? "那一天" : heading));
  const { body: upload } = await send(manager, "odd.xlsx", workbook("三月", [odd, ...ROWS.slice(0, 1)]));
  const blind = await checked(upload.id, { sheet: "三月" });
  expect(blind.rows).toBe(0);
  expect(blind.columns.filter(({ isRequired, heading }) => isRequired && heading === null).map(({ name }) => name)).toEqual([
    "accepted_on",
  ]);
  expect(blind.ignoredHeadings).toEqual(["那一天"]);
  expect(counts(await checked(upload.id, { sheet: "三月", mapping: { 那一天: "accepted_on" } }))).toEqual([1, 0, 1, 0, 0]);
  const none = (await manager.post<JobView>(`/api/casework/uploads/${upload.id}/check`, { sheet: "四月" })).body;
  await expect(city.finished(none)).rejects.toMatchObject({ code: "SHEET_UNKNOWN" });
});

it("uploads are of their sender alone, and a file on this machine is looked at from the command line", async () => {
  const clerk = await city.signIn("clerk");
  expect(codeOf(await send(clerk, "三月.csv", "a,b\n"))).toBe("NOT_ALLOWED");
  const { body: upload } = await send(manager, "三月.csv", "a,b\n");
  expect(codeOf(await city.asLocal("POST", `/api/casework/uploads/${upload.id}/check`, {}))).toBe("UPLOAD_UNKNOWN");
  const file = path.join(folder, "here.csv");
  await writeFile(file, [HEADINGS, ROWS[1]].map((row) => row?.join(",")).join("\n"));
  const { body: job } = await city.asLocal<JobView>("POST", "/api/casework/imports/check", { path: file, asOf: DAY });
  expect(counts((await city.finished(job)).result as CaseFileCheck)).toEqual([1, 0, 0, 1, 0]);
});
