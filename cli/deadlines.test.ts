import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";

const MAIN = fileURLToPath(new URL("main.ts", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "yuejian-deadlines-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

function yuejian(words: string, home = join(folder, "no-home")): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [MAIN, ...words.split(" ")],
      { env: { ...process.env, YUEJIAN_HOME: home, YUEJIAN_LANG: "zh" } },
      (error, stdout, stderr) => resolve({ status: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}

const ownYear = (year: number, changed: object = {}) => ({
  years: [
    {
      year,
      notice: "国办发明电示例",
      holidays: [{ name: "元旦", from: `${year}-01-01`, to: `${year}-01-03` }],
      workdays: [],
      ...changed,
    },
  ],
});

function homeWith(name: string, table: string): string {
  const home = join(folder, name);
  mkdirSync(home);
  writeFileSync(join(home, "holidays.json"), table);
  return home;
}

describe("yuejian deadline", () => {
  test("lists every clock with its article, and computes without a home, which it does not make", async () => {
    const [listed, computed, told] = await Promise.all([
      yuejian("deadline list --json"),
      yuejian(
        "deadline compute prosecution.review --from 2026-01-20 --in-custody --restart 2026-03-10 supplementary-investigation --extension prosecution.review-extension --approved 2026-04-01 --suspend 2026-03-12..2026-03-21=psychiatric-appraisal --json",
      ),
      yuejian("deadline compute counsel.read-file --from 2026-02-13"),
    ]);
    const clocks = JSON.parse(listed.stdout) as { rule: string; article: string; extensions: { id: string; article: string }[] }[];
    expect(clocks.length).toBeGreaterThan(40);
    expect(clocks.find(({ rule }) => rule === "investigation.custody")).toMatchObject({
      article: "第一百五十六条",
      extensions: [{ article: "第一百五十六条" }, { article: "第一百五十八条" }, { article: "第一百五十九条" }],
    });
    expect([computed.status, computed.stderr]).toEqual([0, ""]);
    // 10 March + 1 month + 15 days + 10 days left out.
    expect(JSON.parse(computed.stdout)).toMatchObject({
      rule: "prosecution.review",
      article: "第一百七十二条第一款",
      start: "2026-03-10",
      end: "2026-05-05",
      doubts: [{ en: expect.stringContaining("2026-02-20") }],
    });
    expect(told.stdout).toContain("2026-02-25\n辩护人阅卷安排");
    expect(existsSync(join(folder, "no-home"))).toBe(false);
  });

  test("reads the office's years from the home, and says which years nobody has given it", async () => {
    const home = homeWith("home", `\ufeff${JSON.stringify(ownYear(2027))}`);
    const compute = "deadline compute protest.ruling --from 2026-12-28 --json";
    const [without, withTable, known, checked] = await Promise.all([
      yuejian(compute),
      yuejian(compute, home),
      yuejian("deadline holidays --json", home),
      yuejian(`deadline holidays ${join(home, "holidays.json")} --json`),
    ]);
    expect(JSON.parse(without.stdout)).toMatchObject({ end: "2027-01-04", doubts: [{ zh: "没有2027年的放假安排：只按周末计算" }] });
    expect(JSON.parse(withTable.stdout)).toMatchObject({ end: "2027-01-04", nominalEnd: "2027-01-02", doubts: [] });
    const years = (JSON.parse(known.stdout) as { years: { year: number; source: string }[] }).years;
    expect(years.map(({ year, source }) => `${year} ${source}`).slice(-2)).toEqual(["2026 product", "2027 office"]);
    expect(JSON.parse(checked.stdout)).toMatchObject({ years: [{ year: 2027 }] });
  });

  test("a bad call is refused with its code and exit status 2, and prints no date", async () => {
    const bad = [
      ["deadline compute prosecution.review", "USAGE"],
      ["deadline compute prosecution.review --from 2026-03-10 --restart 2026-03-11", "USAGE"],
      ["deadline compute prosecution.review --from 2026-03-10 --suspend 2026-03-11", "USAGE"],
      ["deadline compute prosecution.review --from 2026-02-30", "DEADLINE_DATE_INVALID"],
      [
        "deadline compute arrest.request --from 2026-03-10 --extension arrest.request-extension-most=x --approved 2026-03-11",
        "DEADLINE_EXTENSION_AMOUNT",
      ],
      ["deadline holidays no-such.json", "FILE_NOT_FOUND"],
    ] as const;
    const ended = await Promise.all(bad.map(([words]) => yuejian(words)));
    expect(ended.map(({ status, stdout, stderr }) => `${status}${stdout} ${stderr.split(":")[0]}`)).toEqual(
      bad.map(([, code]) => `2 ${code}`),
    );
  });

  test("an office's table that is wrong anywhere is refused whole, with file and place", async () => {
    const wrong = JSON.stringify(ownYear(2027, { workdays: ["2027-01-05"] }));
    const ended = await Promise.all([
      yuejian("deadline compute protest.ruling --from 2026-03-10", homeWith("wrong", wrong)),
      yuejian("deadline compute protest.ruling --from 2026-03-10", homeWith("broken", '{"years": [')),
      yuejian("deadline holidays", homeWith("large", " ".repeat(1_100_000))),
    ]);
    for (const { status, stdout, stderr } of ended) {
      expect([status, stdout]).toEqual([2, ""]);
      expect(stderr).toMatch(/HOLIDAY_TABLE_INVALID.*holidays\.json/);
    }
    expect(ended[0]?.stderr).toContain("years[0].workdays[0]");
  });
});
