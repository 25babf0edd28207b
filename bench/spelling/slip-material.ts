import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { SpellingExample } from "@yuejian/document-assistant";
import { LAW_TEST, readExamples, readTexts, shared, tenthOf } from "./read-material.ts";
import { formOf, type SpellingMaterial } from "./right-texts.ts";

/** Tenths of texts (statutes by the name of the law, other lines by themselves) and of sentences (by what was meant): slips are planted in two and learned from, one is for the choice of
 *  bars, one is measured. The rest of the texts is counted; the rest of the sentences is for choice too. */
const TAUGHT: readonly number[] = [6, 7];
const CHOICE = 8;
const MEASURED = 9;

export type SlipSource = "statutes" | "texts" | "law" | "odw" | "med";

/** A right line and how it was written where that is known; `tenth` says what it serves for. */
export interface SlipLine extends SpellingExample {
  readonly source: SlipSource;
  readonly tenth: number;
}

export interface SlipMaterial {
  readonly counted: readonly string[];
  /** Lines that are taught, chosen by or measured, of statutes every second: none stands word by word in what is counted. */
  readonly apart: readonly SlipLine[];
}

const SHORTEST = 8;

const tenthOfText = (text: string): number => (createHash("md5").update(text).digest()[0] as number) % 10;
/** Wordings of a law fall into one tenth. */
const lawOf = (file: string): string => basename(file, ".md").replace(/[（(].*$/u, "");

function* linesOfLaws(folder: string): Generator<SlipLine> {
  const files = (readdirSync(folder, { recursive: true }) as string[]).filter((name) => name.endsWith(".md")).toSorted();
  for (const file of files) {
    const tenth = tenthOfText(lawOf(file));
    for (const line of readFileSync(join(folder, file), "utf8").split("\n")) {
      const meant = formOf(line);
      yield { written: meant, meant, source: "statutes", tenth };
    }
  }
}

/** What slips are learned from and measured on: sentences of the test tenths of `--split` and those of `--apart` are nowhere. */
export function gatherSlipMaterial({ laws, split, examples, texts, apart }: SpellingMaterial): SlipMaterial {
  const own = readExamples(split);
  const forbidden = new Set(
    [...own.filter((each) => LAW_TEST.includes(tenthOf(each))), ...apart.flatMap(readExamples)].map(({ meant }) => formOf(meant)),
  );
  const all: SlipLine[] = [...linesOfLaws(laws)];
  for (const line of texts.flatMap(readTexts)) {
    const meant = formOf(line);
    all.push({ written: meant, meant, source: "texts", tenth: tenthOfText(meant) });
  }
  const whole = all.map(({ meant }) => meant).join("\n");
  const standing = [...forbidden].filter((sentence) => whole.includes(sentence));
  const sourceOf = (file: string): SlipSource => (file.includes("odw") ? "odw" : file.includes("med") ? "med" : "law");
  for (const file of [split, ...examples])
    for (const example of readExamples(file)) {
      const meant = formOf(example.meant);
      if (!forbidden.has(meant)) all.push({ written: formOf(example.written), meant, source: sourceOf(file), tenth: tenthOf(example) });
    }
  const usable = all.filter(({ meant }) => meant.length >= SHORTEST && !standing.some((sentence) => meant.includes(sentence)));
  const isApart = ({ tenth, source }: SlipLine): boolean =>
    tenth === MEASURED || tenth === CHOICE || TAUGHT.includes(tenth) || (source !== "statutes" && source !== "texts");
  const counted = [...new Set(usable.filter((line) => !isApart(line)).map(({ meant }) => meant))];
  const known = new Set(counted);
  const seen = new Set<string>();
  const kept = usable.filter((line, at) => {
    const key = `${line.written}\n${line.meant}`;
    if (!isApart(line) || (line.source === "statutes" && at % 2 === 1) || known.has(line.meant) || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  return { counted, apart: kept };
}

/** The material of which the house's model was taught. */
export const houseSlipMaterial = (): SpellingMaterial => ({
  laws: shared("laws"),
  split: shared("text/spelling/law.train"),
  examples: ["odw.train", "med.train"].map((name) => shared(`text/spelling/${name}`)),
  texts: ["lexeval/3_1", "lexeval/3_2", "lexeval/3_3", "statute-retrieval/stard-train"].map((name) => shared(`text/${name}.json`)),
  apart: [shared("text/spelling/odw.test"), shared("text/lawbench-dev/2-1.first100.json")],
});

/** What a line apart serves for. */
export const useOf = ({ tenth }: SlipLine): "taught" | "choice" | "measured" =>
  tenth === MEASURED ? "measured" : TAUGHT.includes(tenth) ? "taught" : "choice";
