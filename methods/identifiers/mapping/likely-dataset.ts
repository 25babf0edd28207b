import type { DatasetSchema, Text } from "@yuejian/contracts";
import { prepare, type SourceColumn, suggestFrom } from "./suggest-mapping.ts";

/** How well a file fits a dataset. */
export interface DatasetFit {
  readonly dataset: string;
  /** 0 to 1. */
  readonly score: number;
  /** Nothing else fits nearly as well. */
  readonly isLikely: boolean;
  readonly reason: Text;
}

/** Two datasets that differ by less are equally good. */
const EQUAL = 0.03;
const LEAST = 0.35;

/** Datasets by how well a file fits them, best first; no more than `most`. The first is likely only when it stands out. */
export function likelyDatasets(columns: readonly SourceColumn[], schemas: readonly DatasetSchema[], most = 5): readonly DatasetFit[] {
  const source = prepare(columns);
  const fits = schemas
    .map((schema) => {
      const { suggestions, missing, score } = suggestFrom(source, schema);
      const told = suggestions.filter(({ certainty }) => certainty !== "none").length;
      const required = schema.columns.filter((column) => column.required).length;
      // As a harmonic mean of both views: of the file's columns, and of what the dataset requires.
      const ofFile = Math.min(1, score / (1.5 * Math.max(1, columns.length)));
      const unfilled = missing.filter((name) => !suggestions.some(({ candidates }) => candidates.includes(name))).length;
      const ofDataset = required === 0 ? told / Math.max(1, schema.columns.length) : 1 - unfilled / required;
      const fit = ofFile <= 0 || ofDataset <= 0 ? 0 : (2 * ofFile * ofDataset) / (ofFile + ofDataset);
      const missed = schema.columns.filter(({ name }) => missing.includes(name)).map(({ title }) => title);
      return { dataset: schema.id, score: fit, isLikely: false, reason: reasonOf(told, columns.length, missed) };
    })
    .sort((left, right) => right.score - left.score || (left.dataset < right.dataset ? -1 : 1));
  const [first, second] = fits;
  const stands = first !== undefined && first.score >= LEAST && first.score - (second?.score ?? 0) >= EQUAL;
  return fits.slice(0, most).map((fit, at) => (at === 0 && stands ? { ...fit, isLikely: true } : fit));
}

function reasonOf(told: number, columns: number, missing: readonly Text[]): Text {
  return missing.length === 0
    ? { zh: `${columns} 列中 ${told} 列相符，必需的列都有`, en: `${told} of ${columns} columns fit; none that is required is missing` }
    : {
        zh: `${columns} 列中 ${told} 列相符，缺少${missing.map(({ zh }) => `「${zh}」`).join("")}`,
        en: `${told} of ${columns} columns fit; missing: ${missing.map(({ en }) => en).join(", ")}`,
      };
}
