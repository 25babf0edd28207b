import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { lookAlikesFrom, readSpeller } from "@yuejian/document-assistant";
import { readCounted, Speller, type SpellingBars, spellingKnowledge } from "@yuejian/text";
import { LEXICON, lexiconWords, readingsOf } from "./language-sources.ts";

export interface LoadedSpeller {
  readonly speller: Speller;
  readonly bars: SpellingBars;
}

/** The speller that the house brings: statutes counted, and what was learned of errors. */
export async function loadSpeller(): Promise<LoadedSpeller> {
  const [counted, model, lookAlikes, lexicon] = await Promise.all([
    unpacked("statutes").then(readCounted),
    unpacked("speller").then(readSpeller),
    unpacked("look-alikes").then(lookAlikesFrom),
    readFile(LEXICON, "utf8"),
  ]);
  if (!counted || !model) throw new Error("the speller's files are not of this version: npm run train:spelling");
  const knowledge = spellingKnowledge({
    counted,
    words: lexiconWords(lexicon),
    readingsOf,
    lookAlikes,
    errors: model.errors,
  });
  return { speller: new Speller({ characters: counted.characters, knowledge, trees: model.trees }), bars: model.bars };
}

const gunzipped = promisify(gunzip);

const unpacked = async (name: "statutes" | "speller" | "look-alikes"): Promise<Uint8Array> =>
  gunzipped(await readFile(fileURLToPath(import.meta.resolve(`@yuejian/document-assistant/${name}`))));
