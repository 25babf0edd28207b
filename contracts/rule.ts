import type { ColumnType } from "./dataset.ts";

/** A model's rule as data: a typed relational expression. It is compiled to SQL for DuckDB and PostgreSQL and evaluated by a
 *  plain interpreter (methods/rules); all three give the same rows.
 *
 *  Every relation carries, beside its columns, the references of the source rows it came from; joins and groups unite them, so
 *  each result row names the rows behind it. Rows of the absent side of `absent` are not named: they do not exist.
 *
 *  Nulls: comparisons with null are unknown and drop out of `filter` and `join`, as in SQL; `absent` keeps a row when no
 *  right-hand row makes the condition true. Text compares by code point. Sorting puts nulls last. Results are sets of rows in a defined order only after `rank`. */
export type Relation =
  | SourceRelation
  | ValuesRelation
  | FilterRelation
  | ProjectRelation
  | JoinRelation
  | AbsentRelation
  | GroupRelation
  | RankRelation
  | SequenceRelation
  | ConnectRelation
  | UnionRelation;

/** Rows of a dataset in the snapshot; only the columns named exist. */
export interface SourceRelation {
  readonly op: "source";
  readonly dataset: string;
  readonly columns: readonly string[];
}

/** A constant table, for example statutory floors with their validity. Its rows carry no references. */
export interface ValuesRelation {
  readonly op: "values";
  readonly columns: Readonly<Record<string, ColumnType>>;
  readonly rows: readonly (readonly (string | number | boolean | null)[])[];
}

export interface FilterRelation {
  readonly op: "filter";
  readonly from: Relation;
  readonly where: Scalar;
}

/** Replaces the columns by the given expressions. */
export interface ProjectRelation {
  readonly op: "project";
  readonly from: Relation;
  readonly columns: Readonly<Record<string, Scalar>>;
}

/** Left columns keep their names, right columns get `prefix` before theirs. `on` needs at least one pair. `where` sees both.
 *  kind `left` keeps unmatched left rows with nulls on the right. */
export interface JoinRelation {
  readonly op: "join";
  readonly kind: "inner" | "left";
  readonly left: Relation;
  readonly right: Relation;
  readonly prefix: string;
  readonly on: readonly { readonly left: string; readonly right: string }[];
  readonly where?: Scalar;
}

/** Left rows for which no right row meets `on` and `where` (right columns under `prefix`). */
export interface AbsentRelation {
  readonly op: "absent";
  readonly left: Relation;
  readonly right: Relation;
  readonly prefix: string;
  readonly on: readonly { readonly left: string; readonly right: string }[];
  readonly where?: Scalar;
}

export interface GroupRelation {
  readonly op: "group";
  readonly from: Relation;
  readonly by: readonly string[];
  readonly aggregates: Readonly<Record<string, Aggregate>>;
}

export type Aggregate = { readonly fn: "count" } | { readonly fn: "count-distinct" | "sum" | "min" | "max"; readonly of: Scalar };

/** Adds `as`: 1, 2, 3 … within the partition, by `order`, ties by row references and then by all columns. */
export interface RankRelation {
  readonly op: "rank";
  readonly from: Relation;
  readonly partition: readonly string[];
  readonly order: readonly Order[];
  readonly as: string;
}

/** Adds, for each entry of `previous`, the value of that column in the row `back` places before in the partition, 1 when it is not given (null where
 *  there is none). With `back` n - 1 and days in order, a row whose earlier day is not more than a span away is the n-th within that span. */
export interface SequenceRelation {
  readonly op: "sequence";
  readonly from: Relation;
  readonly partition: readonly string[];
  readonly order: readonly Order[];
  /** new column → existing column */
  readonly previous: Readonly<Record<string, string>>;
  /** 1 to 1,000. */
  readonly back?: number;
}

/** Rows as undirected edges between the texts in `left` and `right`: adds `as`, the smallest text by code point that can be reached from the row's ends
 *  over at most `steps` further edges (1 to 8). A row with one end empty is a node without edge; with both, `as` is null.
 *
 *  Rows with the same `as` are connected; a connected group of which every member is within `steps` edges of its smallest member has one `as`, a wider
 *  one falls into several, never two groups into one. Costs `steps` passes over the edges, however large a group is: connect members through
 *  what they share (enterprise – address), not pairwise. References are those of the row; a group by `as` unites those of its edges. */
export interface ConnectRelation {
  readonly op: "connect";
  readonly from: Relation;
  readonly left: string;
  readonly right: string;
  readonly steps: number;
  readonly as: string;
}

/** Rows of all parts, which have the same columns and types. Duplicates stay. */
export interface UnionRelation {
  readonly op: "union";
  readonly parts: readonly Relation[];
}

export interface Order {
  readonly column: string;
  readonly direction: "ascending" | "descending";
}

export type Scalar =
  | { readonly op: "column"; readonly name: string }
  | { readonly op: "literal"; readonly type: ColumnType; readonly value: string | number | boolean | null }
  /** A parameter of the model's manifest. */
  | { readonly op: "parameter"; readonly name: string }
  | { readonly op: "equal" | "unequal" | "less" | "at-most" | "greater" | "at-least"; readonly left: Scalar; readonly right: Scalar }
  | { readonly op: "and" | "or"; readonly of: readonly Scalar[] }
  | { readonly op: "not" | "is-null" | "is-not-null"; readonly of: Scalar }
  | { readonly op: "in"; readonly of: Scalar; readonly values: readonly (string | number)[] }
  /** Whole numbers and amounts; overflow beyond 2^53 - 1 is refused when compiled from literals and yields null otherwise. */
  | { readonly op: "add" | "subtract" | "multiply"; readonly left: Scalar; readonly right: Scalar }
  /** First that is not null. */
  | { readonly op: "coalesce"; readonly of: readonly Scalar[] }
  | { readonly op: "if"; readonly when: Scalar; readonly then: Scalar; readonly else: Scalar }
  /** Whole days from `from` to `to`. */
  | { readonly op: "days-between"; readonly from: Scalar; readonly to: Scalar }
  | { readonly op: "add-days" | "add-months"; readonly to: Scalar; readonly count: Scalar }
  | { readonly op: "first-of-month" | "year-of" | "month-of"; readonly of: Scalar }
  /** The day as text YYYY-MM-DD, for making names of subjects. */
  | { readonly op: "day-text"; readonly of: Scalar }
  /** `text` contains `part` literally. */
  | { readonly op: "contains" | "starts-with"; readonly text: Scalar; readonly part: Scalar }
  /** The first of `words`, in their order, that `text` still contains after each of the phrases `unless` was taken out of it, in their order; null when it
   *  contains none or is null. Literal, no patterns: 坠落 with unless 未坠落 matches 未见坠落 but not 未坠落. */
  | { readonly op: "matching-word"; readonly text: Scalar; readonly words: readonly string[]; readonly unless: readonly string[] }
  /** Number of code points. */
  | { readonly op: "length"; readonly of: Scalar }
  /** Texts one after the other; null when any of them is. */
  | { readonly op: "concat"; readonly of: readonly Scalar[] };
