import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { LEXICON, lexiconWords, readingsOf } from "@yuejian/server/assistant";
import { Characters, confusables, LIKENESS } from "@yuejian/text";
import { pinyin } from "pinyin-pro";
import { MATERIAL_OPTIONS, MATERIAL_USAGE, materialOf } from "./material-options.ts";
import { readLookAlikes } from "./read-material.ts";
import { foldOf, formOf, gatherMaterial } from "./right-texts.ts";

/** npm run make:context-material: what `train_context_model.py` learns from. Lines that hold a sentence kept apart are left out, and counted. */
const { values } = parseArgs({ options: MATERIAL_OPTIONS });
const material = materialOf(values);
if (!material || values.out === undefined) {
  process.stderr.write(`npm run make:context-material -- ${MATERIAL_USAGE} --out FOLDER\n`);
  process.exit(2);
}
const { out } = values;

/** A character that occurs less often is one that is not known. */
const LEAST_CHARACTER = 3;
const LEAST_WORD = 20;
const MOST_WORDS = 8;

const { lines, examples, ...gathered } = gatherMaterial(material);

const counts = new Map<string, number>();
for (const line of lines) for (const character of line) counts.set(character, (counts.get(character) ?? 0) + 1);
for (const { written, meant } of examples)
  for (const character of formOf(written + meant)) counts.set(character, (counts.get(character) ?? 0) + 1);
const characters = new Characters(
  [...counts]
    .filter(([, count]) => count >= LEAST_CHARACTER)
    .sort(([, one], [, other]) => other - one)
    .map(([character]) => character),
);
const alike = confusables(characters, { readingsOf, lookAlikes: readLookAlikes() });
const kindsOf = (kinds: number): number => (kinds & LIKENESS.tone ? 1 : kinds & LIKENESS.syllable ? 2 : kinds & LIKENESS.shape ? 3 : 4);
const confusions = characters.all().flatMap((character) => {
  const own = alike.get(characters.numberOf(character));
  return own
    ? [`${character}\t${Array.from(own.others, (other, at) => `${characters.textOf(other)}${kindsOf(own.kinds[at] as number)}`).join("")}`]
    : [];
});

const sounds = new Map<string, string[]>();
const words = [...lexiconWords(readFileSync(LEXICON, "utf8"))]
  .filter(
    ([word, count]) =>
      count >= LEAST_WORD && /^\p{Script=Han}{2,3}$/u.test(word) && Array.from(word).every((each) => characters.numberOf(each) > 0),
  )
  .sort(([, one], [, other]) => other - one);
for (const [word] of words) {
  const sound = pinyin(word, { toneType: "none" });
  const group = sounds.get(sound);
  if (!group) sounds.set(sound, [word]);
  else if (group.length < MOST_WORDS) group.push(word);
}
mkdirSync(out, { recursive: true });
const write = (name: string, rows: readonly string[]): void => writeFileSync(join(out, name), `${rows.join("\n")}\n`);
write("characters.txt", characters.all());
write("texts.txt", lines);
write("confusions.tsv", confusions);
write(
  "words.tsv",
  [...sounds.values()].filter(({ length }) => length > 1).map((group) => group.join("\t")),
);
write(
  "examples.tsv",
  examples.map((example) => `${foldOf(example)}\t${formOf(example.written)}\t${formOf(example.meant)}`),
);
process.stderr.write(
  `${lines.length} lines, ${lines.reduce((sum, { length }) => sum + length, 0)} characters (${characters.size - 3} different), ${examples.length} examples; ` +
    `${gathered.standing} of ${gathered.apart} sentences kept apart stand in the texts: ${gathered.linesLeftOut} lines left out\n`,
);
