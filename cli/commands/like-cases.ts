import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import type { ChargesView } from "@yuejian/contracts/api";
import type { Arguments } from "../arguments.ts";
import type { Command } from "./command.ts";

/** Reasons that are listed of a charge. */
const LISTED = 5;

const charges: Command = {
  name: "law charges",
  usage: 'law charges "FACTS"|FILE|--facts FILE [--on YYYY-MM-DD]',
  summary: {
    zh: "由事实提示可能的罪名：概率、理由（文中词语）、条文；理由不足时说“不能判断”。供人参考，由人判断",
    en: "Charges that facts may be about: probability, reasons (words of the text), articles; «cannot tell» where too little speaks for any. People decide",
  },
  options: { facts: { type: "string" }, on: { type: "string" } },
  async run({ arguments: given, output, client }) {
    const text = await factsOf(given, charges.usage);
    const on = given.text("on");
    const view = await (await client()).post<ChargesView>("/api/laws/charges", { text, ...(on === undefined ? {} : { on }) });
    output.result(view, () => [
      view.verdict[output.locale],
      ...view.charges.flatMap(({ charge, probability, articles, reasons }, at) => [
        `${at < view.named ? "*" : " "} ${(probability * 100).toFixed(0).padStart(3)}%  ${charge}  ${articles.map(({ label }) => label).join("、")}`,
        ...(reasons.length === 0
          ? []
          : [
              `        ${reasons
                .slice(0, LISTED)
                .map(({ text: word }) => word)
                .join("、")}`,
            ]),
      ]),
    ]);
    return 0;
  },
};

/** The text itself, or that of a file. */
async function factsOf(given: Arguments, usage: string): Promise<string> {
  const [word, ...more] = given.words;
  const named = given.text("facts");
  if ((named === undefined) === (word === undefined)) throw new YuejianError("USAGE", { reason: usage });
  const file = named ?? (word !== undefined && more.length === 0 && existsSync(resolve(word)) ? word : undefined);
  if (file === undefined) return given.words.join(" ");
  try {
    return await readFile(resolve(file), "utf8");
  } catch (cause) {
    throw new YuejianError("FILE_NOT_FOUND", { file }, { cause });
  }
}

export const likeCaseCommands: readonly Command[] = [charges];
