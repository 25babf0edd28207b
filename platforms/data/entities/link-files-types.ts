import type { Progress, Text } from "@yuejian/contracts";
import type { Explanation } from "@yuejian/matching";
import type { Quality } from "./truth.ts";

export interface LinkFilesRequest {
  readonly paths: readonly string[];
  /** Heading of the column that names records; without it a column that differs in every row, else file and row. */
  readonly idHeading?: string;
  readonly truthPath?: string;
  /** A table of decisions: two columns of ids and one that says same or different. */
  readonly decisionsPath?: string;
  /** The clusters of an earlier run, ids and names of clusters: clusters keep their names. */
  readonly previousPath?: string;
  /** Where the cluster of every record is written: a table of ids and names of clusters. What stands there is replaced as a whole. */
  readonly outPath?: string;
  /** Pairs to explain, those nearest to the threshold. */
  readonly explained?: number;
  /** Linked pairs up to which pairs and clusters are listed, else only counted; all where not given. */
  readonly listed?: number;
}

export interface LinkFilesPorts {
  readonly scratchFolder: string;
  readonly progress: Progress;
  readonly memoryLimit?: string;
}

export interface LinkedFiles {
  readonly records: number;
  readonly columns: readonly { readonly heading: string; readonly kind: string | null; readonly reason: Text }[];
  readonly id: string;
  /** False: there are more linked pairs than were to be listed, so `pairs` and `clusters` are empty. */
  readonly isListed: boolean;
  /** Decisions that were applied, and those that name records which are not there. */
  readonly decisions: { readonly applied: number; readonly waiting: number };
  /** Clusters that kept a name of the earlier run. */
  readonly kept: number;
  /** Clusters of two or more records. */
  readonly clusterCount: number;
  readonly clusters: readonly (readonly string[])[];
  readonly pairs: readonly { readonly left: string; readonly right: string; readonly probability: number }[];
  readonly pairCount: number;
  /** Records and groups of records: everything that counts as one. */
  readonly entities: number;
  readonly candidates: number;
  readonly rules: readonly (readonly string[])[];
  /** Natural logarithm of the odds from which a pair is linked, as a probability too. */
  readonly threshold: number;
  readonly thresholdProbability: number;
  readonly expected: { readonly precision: number; readonly recall: number; readonly f1: number };
  /** Links that the guard against over-merging refused. */
  readonly refused: number;
  readonly quality: Quality | null;
  readonly explained: readonly (Explanation & { readonly left: string; readonly right: string })[];
  readonly seconds: number;
  readonly steps: Readonly<Record<string, number>>;
}
