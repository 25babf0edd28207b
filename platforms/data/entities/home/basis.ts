import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { EntityMention, Snapshot } from "@yuejian/contracts";

/** What a run of linking was told and what it saw, beside what it kept: whether a later run can add to it. */
export interface Basis {
  /** Version of linking. */
  readonly version: string;
  /** Names of the folders of the runs that it added to, the oldest first. */
  readonly chain: readonly string[];
  readonly batches: Snapshot["batches"];
  readonly schemas: Readonly<Record<string, number>>;
  readonly mentions: Readonly<Record<string, readonly EntityMention[]>>;
  readonly officeOf: Readonly<Record<string, string>>;
  /** Digest of the decisions that held. */
  readonly constraints: string;
  /** Of each dataset: records that counted, and a checksum of which these were. */
  readonly seen: Readonly<Record<string, Seen>>;
  /** Members in force, and those of earlier batches that count no more. */
  readonly members: number;
  readonly moved: number;
}

export interface Seen {
  readonly rows: number;
  readonly sum: string;
}

const FILE = "basis.json";

export const basisFile = (folder: string): string => join(folder, FILE);

/** Null where the run kept none. */
export function readBasis(folder: string): Basis | null {
  const path = basisFile(folder);
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Basis) : null;
}

/** The folder of a run and those of the runs that it added to, the oldest first. */
export function foldersOf(folder: string): string[] {
  return [...(readBasis(folder)?.chain ?? []), basename(folder)].map((name) => join(dirname(folder), name));
}
