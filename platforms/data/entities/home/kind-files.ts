import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { EntityConstraint, EntityKind } from "@yuejian/contracts";
import type { MentionSource } from "./mention-sql.ts";

export interface KindRequest {
  readonly kind: EntityKind;
  /** See `LinkHomeRequest.secret`. */
  readonly secret: string;
  readonly sources: readonly MentionSource[];
  readonly constraints: readonly EntityConstraint[];
  /** Absolute folder of this run, in which the kind's mentions lie already. */
  readonly folder: string;
  /** Absolute folders of the run before and of those that it added to, the oldest first; none: there was none. */
  readonly before: readonly string[];
  readonly isIncremental: boolean;
}

/** What the folder of a run holds of one kind. */
export const kindFiles = (folder: string, kind: EntityKind) => ({
  mentions: join(folder, `${kind}.mentions.parquet`),
  /** Of a run that only added: what stays of entities from which records went that others took the place of. */
  remaining: join(folder, `${kind}.remaining.parquet`),
  pins: join(folder, `${kind}.pins.parquet`),
  profiles: join(folder, `${kind}.profiles.parquet`),
  records: join(folder, `${kind}.records.parquet`),
  links: join(folder, `${kind}.links.parquet`),
  /** Links that the guard refused. */
  refused: join(folder, `${kind}.refused.parquet`),
  /** Of each profile the numbers that bring it together with others, rule by rule. */
  keys: join(folder, `${kind}.keys.parquet`),
  rarities: join(folder, `${kind}.rarities.parquet`),
  /** Of a run that only added: the members that it states, and those of earlier runs that they take the place of. */
  members: join(folder, `${kind}.members.parquet`),
  moved: join(folder, `${kind}.moved.parquet`),
  model: join(folder, `${kind}.model.json`),
  result: join(folder, `${kind}.result.json`),
});

/** Never seen half written. */
export function writeWhole(path: string, text: string): void {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}
