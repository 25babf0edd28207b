import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { LawText } from "@yuejian/contracts";
import {
  FEATURES,
  type LabelledQuestion,
  linesOf,
  type PassageTable,
  PassageTableBuilder,
  passageTexts,
  type QuestionModel,
  readLaws,
  readModel,
} from "@yuejian/legal-research";

export interface NumberedQuestion extends LabelledQuestion {
  readonly id: number;
}

export interface LawMaterial {
  readonly laws: readonly LawText[];
  readonly table: PassageTable;
  readonly texts: readonly string[];
}

/** Every Markdown file below a folder, read and indexed. */
export function readLawMaterial(folder: string): LawMaterial {
  const files = (readdirSync(folder, { recursive: true }) as string[]).filter((file) => file.endsWith(".md")).toSorted();
  const sources = files.map((file) => ({ file, lines: linesOf(readFileSync(join(folder, file), "utf8"), "markdown") }));
  const laws = readLaws(sources).laws.map(({ text }) => text);
  const builder = new PassageTableBuilder();
  for (const [at, law] of laws.entries()) builder.add(String(at), law);
  return { laws, table: builder.build(), texts: passageTexts(laws) };
}

/** A file of questions: JSON, `问题` and `相关法规` (name and article → text). */
export function readLabelled(file: string): NumberedQuestion[] {
  const read = JSON.parse(readFileSync(file, "utf8")) as { query_id: number; 问题: string; 相关法规: Record<string, string> }[];
  return read.map((one) => ({ id: one.query_id, text: one["问题"], articles: one["相关法规"] }));
}

/** The model that the product ships. */
export function readShippedModel(): QuestionModel {
  const model = readModel(gunzipSync(readFileSync(new URL(import.meta.resolve("@yuejian/legal-research/model")))), FEATURES);
  if (!model) throw new Error("the model is not of this version: npm run train:law-search");
  return model;
}
