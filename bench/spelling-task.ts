import { loadSlips, loadSpeller } from "@yuejian/server/assistant";
import { SlipFinder } from "@yuejian/text";
import { task } from "./harness.ts";
import { editScore } from "./spelling/edit-score.ts";
import { correctWith, judgeSpelling } from "./spelling/learn.ts";
import { slipLanguage, withPlanted } from "./spelling/learn-slips.ts";
import { measureSlips } from "./spelling/measure-slips.ts";
import { isLearned, readExamples, shared } from "./spelling/read-material.ts";

import { gatherSlipMaterial, houseSlipMaterial, useOf } from "./spelling/slip-material.ts";

const [part = "law", folder] = process.argv.slice(2);
const { speller, bars } = await loadSpeller(folder);
const correct = correctWith(speller);
const law = readExamples(shared("text/spelling/law.train"));
const shown = { bar: bars.bar, barAfter: bars.barAfter ?? bars.bar };

/** By whole sentences. */
async function bySentences(file: "law" | "odw"): Promise<Record<string, number | string>> {
  const test = file === "odw" ? readExamples(shared("text/spelling/odw.test")) : law.filter((example) => !isLearned(example));
  return { ...shown, ...judgeSpelling(await correct(test, bars), test) };
}

/** Sentences of LawBench 2-1, nothing of them learned, at the bars of the house. */
async function lawbench(): Promise<Record<string, number | string>> {
  const read = readExamples(shared("text/lawbench-dev/2-1.first100.json"));
  const corrected = await correct(read, bars);
  return { ...shown, "F0.5": editScore(read.map((each, at) => ({ ...each, corrected: corrected[at] as string }))) };
}

/** Characters a second over right sentences that nothing was learned from, one thread. */
async function speed(): Promise<Record<string, number | string>> {
  const unseen = [...law.filter((example) => !isLearned(example)), ...readExamples(shared("text/spelling/odw.test"))];
  const lines = [...new Set(unseen.map(({ meant }) => meant))].map((text) => ({ text }));
  const characters = lines.reduce((sum, { text }) => sum + text.length, 0);
  const measured: number[] = [];
  let edits = 0;
  for (let round = 0; round < 3; round += 1) {
    const begun = process.cpuUsage().user;
    edits = (await speller.editsOfLines(lines, bars)).flat().length;
    measured.push((process.cpuUsage().user - begun) / 1e6);
  }
  const seconds = measured.sort((one, other) => one - other)[1] as number;
  return { characters, processorSeconds: seconds, charactersPerSecond: Math.round(characters / seconds), edits };
}

/** Slips planted in texts and sentences that nothing was counted or learned from, told by the trees and bars of the house over counts of the others. */
async function slips(): Promise<Record<string, number | string>> {
  const { counted, apart } = gatherSlipMaterial(houseSlipMaterial());
  const { characters, candidates, isWord } = slipLanguage(counted);
  const { judges } = await loadSlips();
  const measured = withPlanted(
    apart.filter((line) => useOf(line) === "measured"),
    { isWord, seed: 12 },
  );
  return measureSlips(measured, new SlipFinder({ characters, candidates, judges }));
}

await task(async () => {
  const begun = performance.now();
  const details = await { law: () => bySentences("law"), odw: () => bySentences("odw"), lawbench, slips, speed }[part as "law"]();
  return { seconds: (performance.now() - begun) / 1000, details };
});
