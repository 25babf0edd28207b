import { YuejianError } from "@yuejian/contracts";

/** What a person knows about records: groups, or pairs. */
export type Truth =
  | { readonly kind: "groups"; readonly groupOf: ReadonlyMap<string, string>; readonly column: string }
  /** With pairs that are no match among them only the pairs given are judged; else every pair not given is none. */
  | {
      readonly kind: "pairs";
      readonly pairs: readonly { readonly left: string; readonly right: string; readonly isMatch: boolean }[];
      readonly isSample: boolean;
    };

export interface Quality {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Pairs judged: found and right, found and wrong, missed. */
  readonly right: number;
  readonly wrong: number;
  readonly missed: number;
  /** Clusters that hold records of two groups; null where the truth is pairs. */
  readonly overMerged: number | null;
}

interface TruthTable {
  readonly file: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Reads a table of truth: an id column and a column of groups, or two columns of ids (and a third that says 1 for a match, 0 for none). */
export function readTruth(table: TruthTable, ids: ReadonlySet<string>, idHeading: string): Truth {
  const { headings, rows, file } = table;
  const share = (column: number): number => rows.filter((row) => ids.has(row[column] ?? "")).length / Math.max(1, rows.length);
  const idColumns = headings.flatMap((_, column) => (share(column) > 0.5 ? [column] : []));
  const named = headings.indexOf(idHeading);
  const twins = twinColumns(headings, idColumns);
  if (twins === null || named >= 0) {
    const id = named >= 0 ? named : (idColumns.find((column) => new Set(rows.map((row) => row[column])).size === rows.length) ?? -1);
    const group = groupColumn(headings, id);
    if (id < 0 || group < 0) throw new YuejianError("LINK_TRUTH_UNREADABLE", { file, headings: headings.join(", "), id: idHeading });
    return {
      kind: "groups",
      column: headings[group] ?? "",
      groupOf: new Map(rows.flatMap((row) => ((row[group] ?? "") === "" ? [] : [[row[id] ?? "", row[group] ?? ""] as const]))),
    };
  }
  const [left, right] = twins;
  const score = headings.findIndex(
    (_, column) =>
      column !== left &&
      column !== right &&
      rows.length > 0 &&
      rows.every((row) => /^(?:0|1|0?\.\d+|[01]\.0*|true|false)$/i.test(row[column] ?? "")),
  );
  const isMatch = (row: readonly string[]): boolean => score < 0 || /^true$/i.test(row[score] ?? "") || Number(row[score]) >= 0.5;
  const pairs = rows.map((row) => ({ left: row[left] ?? "", right: row[right] ?? "", isMatch: isMatch(row) }));
  return { kind: "pairs", pairs, isSample: pairs.some((pair) => !pair.isMatch) };
}

/** Two columns of ids whose headings differ in an ending only: id_l and id_r, id1 and id2, left_id and right_id. */
function twinColumns(headings: readonly string[], columns: readonly number[]): readonly [number, number] | null {
  const stem = (heading: string): string =>
    heading.toLowerCase().replaceAll(/(?:^|[_ ])(?:l|r|left|right|a|b|1|2)(?:$|[_ ])|[12]$|[ab]$/g, "");
  for (const one of columns)
    for (const two of columns)
      if (one < two && stem(headings[one] ?? "") === stem(headings[two] ?? "") && headings[one] !== headings[two]) return [one, two];
  return columns.length === headings.length && columns.length === 2 ? [columns[0] ?? 0, columns[1] ?? 1] : null;
}

function groupColumn(headings: readonly string[], id: number): number {
  const named = headings.findIndex(
    (heading, column) => column !== id && /cluster|entity|group|person|match|truth|label|实体|分组|人员|标注/i.test(heading),
  );
  return named >= 0 ? named : headings.findIndex((_, column) => column !== id && headings.length === 2);
}

/** Precision, recall and F1 over all pairs of records that stand in one cluster. */
export function judge(truth: Truth, ids: readonly string[], clusterOf: Int32Array): Quality {
  return truth.kind === "groups" ? judgeGroups(truth.groupOf, ids, clusterOf) : judgePairs(truth, ids, clusterOf);
}

function judgeGroups(groupOf: ReadonlyMap<string, string>, ids: readonly string[], clusterOf: Int32Array): Quality {
  const [clusterSizes, groupSizes, bothSizes] = [new Map<number, number>(), new Map<string, number>(), new Map<string, number>()];
  const groupsIn = new Map<number, Set<string>>();
  const count = <Key>(sizes: Map<Key, number>, key: Key): void => void sizes.set(key, (sizes.get(key) ?? 0) + 1);
  for (const [at, id] of ids.entries()) {
    const group = groupOf.get(id);
    if (group === undefined) continue;
    const cluster = clusterOf[at] ?? at;
    count(clusterSizes, cluster);
    count(groupSizes, group);
    count(bothSizes, `${cluster}|${group}`);
    groupsIn.set(cluster, (groupsIn.get(cluster) ?? new Set()).add(group));
  }
  const pairs = (sizes: ReadonlyMap<unknown, number>): number => sizes.values().reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
  const right = pairs(bothSizes);
  return qualityOf(
    right,
    pairs(clusterSizes) - right,
    pairs(groupSizes) - right,
    groupsIn
      .values()
      .filter(({ size }) => size > 1)
      .toArray().length,
  );
}

function judgePairs({ pairs, isSample }: Extract<Truth, { kind: "pairs" }>, ids: readonly string[], clusterOf: Int32Array): Quality {
  const place = new Map(ids.map((id, at) => [id, at]));
  const isTogether = (left: string, right: string): boolean => {
    const [one, two] = [place.get(left), place.get(right)];
    return one !== undefined && two !== undefined && clusterOf[one] === clusterOf[two];
  };
  const found = pairs.filter(({ left, right }) => isTogether(left, right));
  const right = found.filter(({ isMatch }) => isMatch).length;
  const missed = pairs.filter(({ isMatch }) => isMatch).length - right;
  if (isSample) return qualityOf(right, found.length - right, missed, null);
  const sizes = new Map<number, number>();
  for (const cluster of clusterOf) sizes.set(cluster, (sizes.get(cluster) ?? 0) + 1);
  const all = sizes.values().reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
  return qualityOf(right, all - right, missed, null);
}

function qualityOf(right: number, wrong: number, missed: number, overMerged: number | null): Quality {
  const precision = right + wrong === 0 ? 1 : right / (right + wrong);
  const recall = right + missed === 0 ? 1 : right / (right + missed);
  return { precision, recall, f1: right === 0 ? 0 : (2 * precision * recall) / (precision + recall), right, wrong, missed, overMerged };
}
