import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { EntityConstraint, EntityKind } from "@yuejian/contracts";
import type { MentionSource } from "./mention-sql.ts";

export interface KindRequest {
  readonly kind: EntityKind;
  readonly sources: readonly MentionSource[];
  readonly constraints: readonly EntityConstraint[];
  /** Absolute folder of this run, in which the kind's mentions lie already. */
  readonly folder: string;
  /** Absolute folder of the run before; null for none. */
  readonly before: string | null;
  readonly isIncremental: boolean;
}

/** What the folder of a run holds of one kind. */
export const kindFiles = (folder: string, kind: EntityKind) => ({
  mentions: join(folder, `${kind}.mentions.parquet`),
  pins: join(folder, `${kind}.pins.parquet`),
  profiles: join(folder, `${kind}.profiles.parquet`),
  records: join(folder, `${kind}.records.parquet`),
  links: join(folder, `${kind}.links.parquet`),
  model: join(folder, `${kind}.model.json`),
  result: join(folder, `${kind}.result.json`),
});

/** Never seen half written. */
export function writeWhole(path: string, text: string): void {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}
