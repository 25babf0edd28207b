import type {
  Batch,
  Clock,
  DatasetSchema,
  EntityChange,
  EntityConstraint,
  EntityKind,
  EntityMention,
  LakeFile,
  MentionPart,
  MentionRef,
  Progress,
  ReviewReason,
  Snapshot,
} from "@yuejian/contracts";
import type { BlockingRule, Contradiction, Estimate } from "@yuejian/matching";
import type { BatchTables } from "../../intake/intake-types.ts";
import type { Lake } from "../../lake/lake.ts";

/** Version of linking: bumped with every change that can give the same records other entities. */
export const LINKER_VERSION = "entities/3";

export interface LinkHomeRequest {
  /** Id of the batch of members that this run makes. */
  readonly batch: string;
  /** Batches of the datasets that are linked. */
  readonly snapshot: Snapshot;
  readonly schemas: readonly DatasetSchema[];
  readonly mentions: ReadonlyMap<string, readonly EntityMention[]>;
  /** Office of each batch of the snapshot. */
  readonly officeOf: ReadonlyMap<string, string>;
  /** Of the home: names of new entities come from it too, so that nobody can compute them. */
  readonly secret: string;
  /** Office that states the run. */
  readonly office: string;
  readonly constraints: readonly EntityConstraint[];
  /** The run in force: its names are kept. `state`: the folder with what it compared; `members`: the batches of members in force, the oldest first. */
  readonly previous: { readonly state: string; readonly members: readonly string[] } | null;
  /** What was compared before is not compared again, where the run before allows it. */
  readonly isIncremental: boolean;
  /** Version of what is sealed and withdrawn: another one asks for a full run. */
  readonly closures: string;
  /** Which rows the newest finding of each lead names, so that leads know their entities. */
  readonly leads: () => AsyncIterable<readonly LeadRow[]>;
}

export interface LeadRow {
  readonly lead: string;
  readonly subject: string;
  readonly batch: string;
  readonly row: number;
}

export interface LinkHomePorts {
  readonly lake: Lake;
  readonly lakeFolder: string;
  readonly tables?: BatchTables | undefined;
  readonly saltsFolder: string;
  readonly scratchFolder: string;
  readonly clock: Clock;
  readonly progress: Progress;
  readonly randomBytes: (size: number) => Uint8Array;
  readonly memoryLimit?: string;
  readonly threads?: number;
}

/** What linking of one kind estimated, kept beside its links; `threshold`: natural logarithm of the odds. */
export interface KindModel {
  readonly parts: readonly MentionPart[];
  readonly rules: readonly BlockingRule[];
  readonly estimate: Estimate | null;
  readonly threshold: number;
  readonly expected: { readonly precision: number; readonly recall: number; readonly f1: number } | null;
  /** Profiles that rarities were counted among, and the lowest odds of a link: for runs that add to it. */
  readonly profiles: number;
  readonly lowest: number;
}

export interface KindResult {
  readonly kind: EntityKind;
  readonly mentions: number;
  /** Different things that the mentions say. */
  readonly profiles: number;
  readonly entities: number;
  /** Profiles that were compared in this run: all of them, or the new ones. */
  readonly compared: number;
  readonly candidates: number;
  readonly threshold: number;
  readonly expected: KindModel["expected"];
  /** Links that the guard refused. */
  readonly refused: number;
  readonly contradictions: readonly Contradiction[];
  /** Decisions about records that are not there now. */
  readonly waiting: number;
}

/** A pair of records that a person should look at. */
export interface ReviewPair {
  readonly kind: EntityKind;
  readonly reason: ReviewReason;
  readonly left: MentionRef;
  readonly right: MentionRef;
  /** Keys of the two profiles, to find the evidence again. */
  readonly leftKey: string;
  readonly rightKey: string;
  readonly leftEntity: string;
  readonly rightEntity: string;
  readonly odds: number;
}

export interface LinkedHome {
  readonly batch: Batch;
  readonly columnsDigest: string;
  readonly lakeFiles: readonly LakeFile[];
  /** SHA-256 (hex) over the members in their order, whatever the batch is called. */
  readonly resultDigest: string;
  /** Folder with what was compared, relative to the lake's folder. */
  readonly state: string;
  readonly isIncremental: boolean;
  /** Members that the batch takes the place of: the batches before it stay in force but for these. Null: it takes the place of them all. */
  readonly moved: readonly { readonly batch: string; readonly row: number }[] | null;
  /** All members in force with this batch. */
  readonly members: number;
  readonly kinds: readonly KindResult[];
  readonly changes: readonly EntityChange[];
  readonly reviews: readonly ReviewPair[];
  /** Records of entities that were merged or split. */
  readonly regrouped: readonly { readonly batch: string; readonly row: number }[];
  /** The entities whose number is (part of) a lead's subject. */
  readonly leadEntities: readonly { readonly lead: string; readonly kind: EntityKind; readonly entity: string }[];
}
