import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CHARGES } from "../facts/charge-names.ts";
import { penaltyOf } from "./penalty-ranges.ts";
import { PENALTY_LINES, type PenaltyLineTier } from "./penalty-table.ts";

const LAW = join(import.meta.dirname, "../../../../shared/data/laws/just-laws/criminal-law/criminal-law/02-specific-provisions.md");
const YEARS = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
const yearsOf = (years: number): string => (years === 15 ? "十五" : (YEARS[years] ?? ""));

const rangeOf = ({ least, most }: PenaltyLineTier): string =>
  least === 0
    ? `${yearsOf(most ?? 0)}年以下有期徒刑`
    : most === null
      ? `${yearsOf(least)}年以上有期徒刑`
      : `${yearsOf(least)}年以上${yearsOf(most)}年以下有期徒刑`;

/** Told by reference to another article, as a fixed term, or moved by an amendment that the text at hand does not have. */
const OTHERWISE: ReadonlySet<string> = new Set([
  "生产、销售伪劣产品",
  "生产、销售有毒、有害食品",
  "走私、贩卖、运输、制造毒品",
  "单位受贿",
  "行贿",
  "对单位行贿",
  "单位行贿",
  "滥用职权",
  "玩忽职守",
]);

describe("the table of ranges", () => {
  it("each line is of charges that there are, and of their article", () => {
    const wrong = PENALTY_LINES.flatMap(({ article, names }) =>
      names
        .filter((name) => !CHARGES.get(name)?.articles.some((each) => each.split(".")[0] === article))
        .map((name) => `${article} ${name}`),
    );
    // One line may be of neighbouring articles.
    expect(wrong.filter((each) => Math.abs(Number(/[0-9]+/.exec(each)?.[0]) - articleOf(each.split(" ")[1] ?? "")) > 9)).toEqual([]);
  });

  it("parts of a selective charge have the range of the whole", () => {
    expect(penaltyOf("贩卖毒品罪")?.articleName).toBe("第三百四十七条");
    expect(penaltyOf("掩饰、隐瞒犯罪所得罪")?.tiers.map(({ most }) => most)).toEqual([36, 84]);
    expect(penaltyOf("帮助信息网络犯罪活动罪")?.articleName).toBe("第二百八十七条之二");
    expect(penaltyOf("受贿罪")?.articleName).toBe("第三百八十三条");
    expect(penaltyOf("走私罪")).toBeNull();
  });

  it.skipIf(!existsSync(LAW))("each range stands in the published article", () => {
    const law = readFileSync(LAW, "utf8");
    const articles = new Map(
      [...law.matchAll(/\*\*(第[^*]+条)\*\*([^]*?)(?=\n\*\*第|$)/g)].map(([, name = "", text = ""]) => [name, text]),
    );
    const missing = PENALTY_LINES.flatMap(({ names, tiers }) =>
      names
        .filter((name) => !OTHERWISE.has(name))
        .flatMap((name) => {
          const texts = (CHARGES.get(name)?.articles ?? []).map((each) => articles.get(nameOf(articleNumber(each))) ?? "").join("\n");
          return tiers
            .filter(({ most }) => most !== 0)
            .map(rangeOf)
            .filter((range) => !texts.includes(range))
            .map((range) => `${name} ${range}`);
        }),
    );
    expect(missing).toEqual([]);
  });
});

const articleNumber = (article: string): number => Number(/^[0-9]+/.exec(article)?.[0] ?? 0);
const articleOf = (name: string): number => articleNumber(CHARGES.get(name)?.articles[0] ?? "");
function nameOf(number: number): string {
  const [hundreds, tens, ones] = [Math.floor(number / 100), Math.floor((number % 100) / 10), number % 10];
  const rest = tens === 0 ? (ones === 0 ? "" : `零${YEARS[ones]}`) : `${YEARS[tens]}十${ones === 0 ? "" : YEARS[ones]}`;
  return `第${YEARS[hundreds]}百${rest}条`;
}
