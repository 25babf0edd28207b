import type { Text } from "./text.ts";

/** A number that a law fixes. All of them live in one table (methods/deadlines), never inline. */
export interface LegalNumber {
  readonly id: string;
  readonly title: Text;
  readonly value: number;
  readonly unit: "fen" | "day" | "working-day" | "month" | "year" | "hour" | "person" | "item" | "square-metre" | "mu" | "ratio";
  /** Name of the law or interpretation, and the article. */
  readonly law: string;
  readonly article: string;
  /** First day on which it applies, and the first day on which it no longer does (null: still in force). */
  readonly validFrom: string;
  readonly validUntil: string | null;
  /** How sure we are: the text of the law was read, or a report of it, or it is common knowledge that nobody checked. */
  readonly certainty: "verified" | "reported" | "unchecked";
}
