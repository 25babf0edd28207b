import { readFileSync } from "node:fs";
import type { SpellingExample } from "@yuejian/document-assistant";
import { task } from "./harness.ts";
import { editScore } from "./spelling/edit-score.ts";
import { chooseBars, judgeSpelling, learnSpelling } from "./spelling/learn.ts";
import { LAW_CHOICE, LAW_TEST, readExamples, shared, tenthOf } from "./spelling/read-material.ts";

/** Share of right sentences that may be changed: the limit that the issue names. */
const MOST_FALSE_ALARMS = 0.02;
const [part = "law"] = process.argv.slice(2);
const laws = shared("laws");
const examples = (name: string): SpellingExample[] => readExamples(shared(`text/spelling/${name}`));
const without = (all: readonly SpellingExample[], others: readonly SpellingExample[]): SpellingExample[] => {
  const known = new Set(others.map(({ meant }) => meant));
  return all.filter(({ meant }) => !known.has(meant));
};

/** The bar is chosen on sentences that nothing was learned from, and then everything but the test part is learned. */
function law(): Record<string, number | string> {
  const all = examples("law.train");
  const test = all.filter((example) => LAW_TEST.includes(tenthOf(example)));
  const choice = all.filter((example) => LAW_CHOICE.includes(tenthOf(example)));
  const rest = all.filter((example) => !LAW_TEST.includes(tenthOf(example)) && !LAW_CHOICE.includes(tenthOf(example)));
  const others = [...examples("med.train"), ...examples("odw.train")];
  const chosen = chooseBars(learnSpelling(laws, without([...rest, ...others], [...choice, ...test])).speller, choice, MOST_FALSE_ALARMS);
  if (!chosen) return { bars: "none" };
  const { speller } = learnSpelling(laws, without([...rest, ...choice, ...others], test));
  return {
    ...chosen.bars,
    choiceF1: chosen.quality.f1,
    choiceFalseAlarms: chosen.quality.falseAlarms,
    ...judgeSpelling((text) => speller.correct(text, chosen.bars), test),
  };
}

/** Official documents, nothing of them learned: the bar is chosen on `law.train`. */
function odw(): Record<string, number | string> {
  const test = examples("odw.test");
  const all = examples("law.train");
  const choice = all.filter((example) => LAW_CHOICE.includes(tenthOf(example)));
  const others = [...all.filter((example) => !LAW_CHOICE.includes(tenthOf(example))), ...examples("med.train")];
  const chosen = chooseBars(learnSpelling(laws, without(others, [...choice, ...test])).speller, choice, MOST_FALSE_ALARMS);
  if (!chosen) return { bars: "none" };
  const { speller } = learnSpelling(laws, without([...others, ...choice], test));
  return { ...chosen.bars, ...judgeSpelling((text) => speller.correct(text, chosen.bars), test) };
}

/** Sentences of LawBench 2-1, nothing of them learned; all bars side by side, as precision counts twice there. */
function lawbench(): Record<string, number | string> {
  const read = JSON.parse(readFileSync(shared("text/lawbench-dev/2-1.first100.json"), "utf8")) as { question: string; answer: string }[];
  const { speller } = learnSpelling(laws, [...examples("law.train"), ...examples("med.train"), ...examples("odw.train")]);
  return Object.fromEntries(
    [0.5, 0.7, 0.8, 0.9].map((bar) => [
      `F0.5 at ${bar}`,
      editScore(
        read.map(({ question, answer }) => ({
          written: question,
          meant: answer,
          corrected: speller.correct(question, { bar, barAfter: Math.min(bar, 0.3) }),
        })),
      ),
    ]),
  );
}

/** Characters a second over right sentences that nothing was learned from, one thread. */
function speed(): Record<string, number | string> {
  const { speller } = learnSpelling(laws, examples("law.train"));
  const texts = [...examples("odw.train"), ...examples("med.train")].map(({ meant }) => meant);
  const characters = texts.reduce((sum, text) => sum + text.length, 0);
  const begun = process.cpuUsage().user;
  const edits = texts.reduce((sum, text) => sum + speller.edits(text, { bar: 0.9, barAfter: 0.3 }).length, 0);
  const seconds = (process.cpuUsage().user - begun) / 1e6;
  return { characters, processorSeconds: seconds, charactersPerSecond: Math.round(characters / seconds), edits };
}

await task(async () => {
  const begun = performance.now();
  const details = { law, odw, lawbench, speed }[part as "law"]();
  return { seconds: (performance.now() - begun) / 1000, details };
});
