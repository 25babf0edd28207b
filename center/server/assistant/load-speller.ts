import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { lookAlikesFrom, readSlips, readSpeller, type SlipModel } from "@yuejian/document-assistant";
import { readCounted, SlipCandidates, SlipFinder, Speller, type SpellingBars, spellingKnowledge } from "@yuejian/text";
import { LEXICON, lexiconWords, readingsOf } from "./language-sources.ts";
import { onnxContextModel } from "./onnx-context-model.ts";

export interface LoadedSpeller {
  readonly speller: Speller;
  readonly bars: SpellingBars;
}

/** Names of a speller's files in its folder. The model of context and its characters may be absent: then the counts alone decide; without slips nothing is found that is missing, too many or out of order. */
export const SPELLER_FILES = {
  speller: "speller.bin.gz",
  statutes: "statutes.bin.gz",
  slips: "slips.bin.gz",
  context: "context.onnx",
  contextCharacters: "context-characters.txt",
} as const;

const HOUSE = fileURLToPath(new URL(".", import.meta.resolve("@yuejian/document-assistant/speller")));

/** The speller of a folder that `npm run train:spelling` wrote; left out: the one that the house brings. */
export async function loadSpeller(folder = HOUSE): Promise<LoadedSpeller> {
  const [counted, model, slips, lookAlikes, lexicon] = await Promise.all([
    unpacked(join(folder, SPELLER_FILES.statutes)).then(readCounted),
    unpacked(join(folder, SPELLER_FILES.speller)).then(readSpeller),
    existsSync(join(folder, SPELLER_FILES.slips)) ? loadSlips(folder) : null,
    unpacked(fileURLToPath(import.meta.resolve("@yuejian/document-assistant/look-alikes"))).then(lookAlikesFrom),
    readFile(LEXICON, "utf8"),
  ]);
  if (!counted || !model) throw new Error(`the speller's files in ${folder} are not of this version: npm run train:spelling`);
  const knowledge = spellingKnowledge({
    counted,
    words: lexiconWords(lexicon),
    readingsOf,
    lookAlikes,
    errors: model.errors,
  });
  const file = join(folder, SPELLER_FILES.context);
  const hasContext = model.context !== null && existsSync(file);
  const context = hasContext && model.context ? { model: await readContextModel(folder), trees: model.context.trees } : null;
  const { characters } = counted;
  const finder =
    slips === null ? null : new SlipFinder({ characters, candidates: new SlipCandidates({ characters, knowledge }), judges: slips.judges });
  return {
    speller: new Speller({ characters, knowledge, trees: model.trees, context, slips: finder }),
    bars: hasContext && model.context ? model.context.bars : model.bars,
  };
}

/** What a speller's folder, the house's when left out, knows of slips. */
export async function loadSlips(folder = HOUSE): Promise<SlipModel> {
  const slips = readSlips(await unpacked(join(folder, SPELLER_FILES.slips)));
  if (!slips) throw new Error(`the speller's files in ${folder} are not of this version: npm run train:slips`);
  return slips;
}

async function readContextModel(folder: string): ReturnType<typeof onnxContextModel> {
  const characters = (await readFile(join(folder, SPELLER_FILES.contextCharacters), "utf8")).trimEnd().split("\n");
  return onnxContextModel(await readFile(join(folder, SPELLER_FILES.context)), characters);
}

const gunzipped = promisify(gunzip);

const unpacked = async (file: string): Promise<Uint8Array> => gunzipped(await readFile(file));
