import { studentQuantile } from "@yuejian/distributions";

export interface ErrorRate {
  /** For 10,000 characters. */
  readonly value: number;
  /** 95 %; null: of one document alone. */
  readonly low: number | null;
  readonly high: number | null;
}

const PER = 10_000;

/** A ratio over documents (Cochran 1977, 6.3): errors of one document come together, so documents are what varies. At least one document with a character. */
export function errorRate(documents: readonly { readonly characters: number; readonly errors: number }[]): ErrorRate {
  const characters = documents.reduce((total, each) => total + each.characters, 0);
  const rate = documents.reduce((total, each) => total + each.errors, 0) / characters;
  const count = documents.length;
  if (count < 2) return { value: rate * PER, low: null, high: null };
  const squares = documents.reduce((total, each) => total + (each.errors - rate * each.characters) ** 2, 0);
  const half = (studentQuantile(0.05, count - 1) * Math.sqrt((count / (count - 1)) * squares)) / characters;
  return { value: rate * PER, low: Math.max(0, rate - half) * PER, high: (rate + half) * PER };
}
