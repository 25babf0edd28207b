import { YuejianError } from "@yuejian/contracts";
import { describe, expect, it } from "vitest";
import { parseArguments } from "./arguments.ts";

const SPECS = { limit: { type: "string" }, mine: { type: "boolean" } } as const;

function refusal(...words: string[]): { zh: string; en: string } {
  try {
    parseArguments(words, SPECS).count("limit", 1, 50);
  } catch (error) {
    if (error instanceof YuejianError) return { zh: error.textFor("zh"), en: error.textFor("en") };
    throw error;
  }
  return { zh: "", en: "" };
}

describe("a wrong option is told in the caller's language, with its name and what to do", () => {
  it.each([
    [["--limt", "3"], "没有选项 --limt；用 --help 查看用法", "there is no option --limt; see --help"],
    [["-q"], "没有选项 -q；用 --help 查看用法", "there is no option -q; see --help"],
    [["--mine=3"], "选项 --mine 不带值", "--mine takes no value"],
    [["--limit"], "选项 --limit 缺少值", "--limit takes a value"],
    [["--limit", "-5"], "选项 --limit 缺少值；以 - 开头的值写作 --limit=值", "--limit=VALUE"],
    [["--limit=-5"], "--limit 应为不小于 1 的整数，而不是“-5”", "--limit takes a whole number of at least 1, not “-5”"],
    [["--limit", "many"], "--limit 应为不小于 1 的整数", "--limit takes a whole number"],
  ])("%j", (words, zh, en) => {
    const said = refusal(...words);
    expect(said.zh).toContain(zh);
    expect(said.zh.replaceAll(/--?[a-z]+|“.*?”/g, "")).not.toMatch(/[A-Za-z]{2}/);
    expect(said.en).toContain(en);
  });
});
