import type { SourceContract } from "@yuejian/contracts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { intakeFile } from "../intake/intake.ts";
import type { IntakeRequest } from "../intake/intake-types.ts";
import { TrialHome } from "../testing/trial-home.ts";
import { contractForm } from "./contract-forms.ts";
import { inferContract } from "./infer-contract.ts";

let home: TrialHome;

beforeEach(() => {
  home = new TrialHome([]);
});
afterEach(() => home.close());

const CONTRACT: SourceContract = {
  columns: [
    { name: "编号", type: "integer", required: true },
    { name: "姓名", type: "text", required: true },
    { name: "日期", type: "date" },
    { name: "状态", type: "text", allowed: ["在册", "注销"] },
    { name: "电话", type: "text", into: null },
  ],
  key: ["编号"],
};
const HEADINGS = ["编号", "姓名", "日期", "状态", "电话"];
const row = (id: number, more: readonly string[] = []): string[] => [String(id), "张三", "2024-03-05", "在册", "1", ...more];
const many = (count: number): string[][] => Array.from({ length: count }, (_, at) => row(at + 1));

const load = (rows: readonly (readonly string[])[], more: Partial<IntakeRequest> = {}, name = "a.csv") =>
  intakeFile({ path: home.csv(name, rows), dataset: "register", create: true, office: "yueyang", contract: CONTRACT, ...more }, home.ports);

test("a dataset is made with the contract's columns, types, key and at least the source's class", async () => {
  const { parts } = await load([HEADINGS, ...many(20)], { dataClass: "sensitive" });
  const { schema, ignoredHeadings } = parts[0] as (typeof parts)[number];
  expect(schema.columns.map(({ name, type }) => [name, type])).toEqual([
    ["编号", "integer"],
    ["姓名", "text"],
    ["日期", "date"],
    ["状态", "text"],
  ]);
  expect(schema.recordKey).toEqual(["编号"]);
  expect(schema.dataClass).toBe("sensitive");
  expect(ignoredHeadings).toEqual(["电话"]);
});

test("values of another type, outside the list, missing, and keys that stand twice set their rows aside with every reason", async () => {
  const { parts } = await load([
    HEADINGS,
    ...many(12),
    ["A1", "李四", "2024-03-05", "在册", ""],
    ["21", "李四", "5 March", "未知", ""],
    ["22", "", "2024/3/5", "在册", ""],
    ["1", "王五", "2024-03-05", "在册", ""],
    [" 23 ", "赵六", "2024年3月5日", "", ""],
  ]);
  const outcome = parts[0] as (typeof parts)[number];
  expect(outcome.batch.rowsAccepted).toBe(12);
  const counts = Object.fromEntries(outcome.quarantine.map(({ code, column, rows }) => [`${code} ${column}`, rows]));
  expect(counts).toMatchObject({
    "contract-type 编号": 1,
    "contract-type 日期": 1,
    "contract-value 状态": 1,
    "contract-required 姓名": 1,
    "contract-key-twice 编号": 2,
  });
  const { items } = await home.lake.quarantine([outcome.batch], { offset: 0, limit: 10 });
  const broken = items.find(({ source }) => source["编号"] === "21");
  expect(broken?.reasons.map(({ code }) => code).sort()).toContain("contract-value");
  expect(outcome.batch.rowsQuarantined).toBe(5);
});

test("a column that is gone or new holds the load back and names it; nothing is visible", async () => {
  const gone = load([HEADINGS.slice(0, 3), ["1", "张三", "2024-03-05"]]);
  await expect(gone).rejects.toMatchObject({ code: "SOURCE_COLUMN_GONE", parameters: { columns: "状态、电话" } });
  const added = load([[...HEADINGS, "身份证号"], row(1, ["x"])]);
  await expect(added).rejects.toMatchObject({ code: "SOURCE_COLUMN_NEW", parameters: { columns: "身份证号" } });
  expect(home.catalogue.commits).toEqual([]);
  expect(home.files().filter((path) => path.includes("bat_"))).toEqual([]);
});

test("a new column that the contract leaves out is never loaded", async () => {
  const contract = { ...CONTRACT, newColumns: "leave-out" } as const;
  const { parts } = await load([[...HEADINGS, "身份证号"], row(1, ["x"])], { contract });
  expect(parts[0]?.schema.columns.map(({ name }) => name)).not.toContain("身份证号");
  expect(parts[0]?.ignoredHeadings).toEqual(["电话", "身份证号"]);
});

test("the type of a column stays although every value now looks like another", async () => {
  await load([HEADINGS, ...many(5)]);
  const drifted = await load(
    [HEADINGS, ...many(12).map(([id, name, , status, phone]) => [`${id}0`, name ?? "", "20240305", status ?? "", phone ?? ""])],
    {},
    "b.csv",
  );
  expect(drifted.parts[0]?.schema.columns.find(({ name }) => name === "日期")?.type).toBe("date");
  await expect(
    load([HEADINGS, ...many(12).map(([id, name]) => [`${id}00`, name ?? "", "十二", "在册", "1"])], {}, "c.csv"),
  ).rejects.toMatchObject({
    code: "SOURCE_TOO_MANY_BAD",
  });
});

test("more bad rows than the contract bears hold the load back, with counts of each reason", async () => {
  const bad = Array.from({ length: 3000 }, (_, at) => ["x", "张三", "2024-03-05", "在册", String(at)]);
  const failing = load([HEADINGS, ...bad, ...many(10)]);
  await expect(failing).rejects.toMatchObject({ code: "SOURCE_TOO_MANY_BAD", parameters: { bad: 3000, rows: 3010, limit: 50 } });
  expect(home.catalogue.commits).toEqual([]);
  const { parts } = await load([HEADINGS, ...bad, ...many(10)], { contract: { ...CONTRACT, mostBadRows: 1 } });
  expect(parts[0]?.batch).toMatchObject({ rowsAccepted: 10, rowsQuarantined: 3000 });
});

test("what a review refuses is not visible, and its files are gone", async () => {
  const seen: number[] = [];
  const ports = {
    ...home.ports,
    review: ({ batch }: { batch: { rowsAccepted: number } }) => {
      seen.push(batch.rowsAccepted);
      return Promise.reject(new Error("no"));
    },
  };
  const path = home.csv("a.csv", [HEADINGS, ...many(3)]);
  await expect(intakeFile({ path, dataset: "register", create: true, office: "yueyang" }, ports)).rejects.toThrow("no");
  expect(seen).toEqual([3]);
  expect(home.files().filter((file) => file.includes("bat_"))).toEqual([]);
});

test("a contract is proposed from rows: codes stay texts, short lists are closed, a column without repetition is the key", () => {
  const rows = Array.from({ length: 100 }, (_, at) => [
    String(at),
    `0${at}`,
    at % 2 ? "在册" : "注销",
    "2024-03-05 10:00:00",
    at === 5 ? null : "1.5",
    "430602199001011234",
  ]);
  const { columns, key } = inferContract({ columns: ["id", "code", "state", "at", "sum", "sfzh"], types: null, rows });
  expect(columns.map(({ name, type }) => [name, type])).toEqual([
    ["id", "integer"],
    ["code", "text"],
    ["state", "text"],
    ["at", "timestamp"],
    ["sum", "decimal"],
    ["sfzh", "text"],
  ]);
  expect(columns[2]?.allowed).toEqual(["在册", "注销"]);
  expect(columns[4]?.required).toBeUndefined();
  expect(key).toEqual(["id"]);
});

test("forms of values", () => {
  const fits = (type: Parameters<typeof contractForm>[0], ...values: string[]) => values.map((value) => contractForm(type)?.test(value));
  expect(fits("date", "2024-03-05", "2024/3/5", "20240305", "2024年3月5日", "2024-13-05", "2024-03-32", "2024-03/05", "24-03-05")).toEqual([
    true,
    true,
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
  expect(fits("timestamp", "2024-03-05T10:00:00Z", "2024-03-05 10:00:00.123+08", "2024-03-05", "10:00")).toEqual([true, true, true, false]);
  expect(fits("decimal", "1", "-1.5", "1e3", "1,000", "一")).toEqual([true, true, true, false, false]);
  expect(fits("boolean", "是", "true", "F", "ja")).toEqual([true, true, true, false]);
});
