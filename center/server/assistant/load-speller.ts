import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { lookAlikesFrom, readSpeller } from "@yuejian/document-assistant";
import { readCounted, Speller, type SpellingBars, spellingKnowledge } from "@yuejian/text";
import { pinyin } from "pinyin-pro";

export interface LoadedSpeller {
  readonly speller: Speller;
  readonly bars: SpellingBars;
}

/** The speller that the house brings: statutes counted, and what was learned of errors. */
export async function loadSpeller(): Promise<LoadedSpeller> {
  const [counted, model, lookAlikes, dictionary] = await Promise.all([
    unpacked("statutes").then(readCounted),
    unpacked("speller").then(readSpeller),
    unpacked("look-alikes").then(lookAlikesFrom),
    readFile(fileURLToPath(import.meta.resolve("@node-rs/jieba/dict.txt")), "utf8"),
  ]);
  if (!counted || !model) throw new Error("the speller's files are not of this version: npm run train:spelling");
  const knowledge = spellingKnowledge({
    counted,
    words: lexiconOf(dictionary),
    readingsOf: (character) => pinyin(character, { multiple: true, type: "array", toneType: "num" }),
    lookAlikes,
    errors: model.errors,
  });
  return { speller: new Speller({ characters: counted.characters, knowledge, trees: model.trees }), bars: model.bars };
}

const gunzipped = promisify(gunzip);

const unpacked = async (name: "statutes" | "speller" | "look-alikes"): Promise<Uint8Array> =>
  gunzipped(await readFile(fileURLToPath(import.meta.resolve(`@yuejian/document-assistant/${name}`))));

/** Words of the segmenter's lexicon (word, frequency and kind in a line) with their frequency. */
function* lexiconOf(dictionary: string): Generator<readonly [string, number]> {
  for (const line of dictionary.split("\n")) {
    const [word, count] = line.split(" ");
    if (word) yield [word, Number(count) + 1];
  }
}
