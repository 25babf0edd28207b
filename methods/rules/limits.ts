/** Bounds on a rule, so that a hostile or mistaken one is refused before it costs anything. */
export const RULE_LIMITS = {
  /** Relations and scalars together. */
  nodes: 2_000,
  /** Relations inside relations, or scalars inside scalars. */
  depth: 40,
  /** Columns of one relation. */
  columns: 200,
  /** Cells of one constant table. */
  cells: 20_000,
  /** Values of one `in`. */
  values: 1_000,
  /** Words, and phrases, of one `matching-word`. */
  words: 200,
  /** Rows that `sequence` looks back. */
  back: 1_000,
  /** Passes of one `connect`. */
  steps: 8,
  /** Joins of many with many, one on the other. */
  multiplications: 4,
  /** Rows of one relation while a rule runs. */
  rows: 5_000_000,
  /** UTF-16 units of one text. */
  text: 1_000,
} as const;

/** Column names, prefixes and parameters. PostgreSQL cuts names at 63 bytes. */
export const COLUMN_NAME = /^[a-z][a-z0-9_]{0,62}$/;
export const PREFIX = /^[a-z][a-z0-9_]{0,30}$/;
export const DATASET_NAME = /^[a-z][a-z0-9-]{0,62}$/;
