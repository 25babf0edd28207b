import type { SpellingMaterial } from "./right-texts.ts";

/** Options of the commands that learn spelling. */
export const MATERIAL_OPTIONS = {
  laws: { type: "string" },
  split: { type: "string" },
  examples: { type: "string", multiple: true },
  texts: { type: "string", multiple: true },
  apart: { type: "string", multiple: true },
  out: { type: "string" },
} as const;

export const MATERIAL_USAGE = "--laws FOLDER --split FILE [--examples FILE…] [--texts FILE…] [--apart FILE…]";

/** Null: something is missing. */
export function materialOf(values: {
  readonly laws?: string;
  readonly split?: string;
  readonly examples?: readonly string[];
  readonly texts?: readonly string[];
  readonly apart?: readonly string[];
}): SpellingMaterial | null {
  const { laws, split, examples = [], texts = [], apart = [] } = values;
  return laws === undefined || split === undefined ? null : { laws, split, examples, texts, apart };
}
