import { existsSync } from "node:fs";
import type { EntityKind } from "@yuejian/contracts";
import { quoteText } from "../../engine/sql-text.ts";
import { kindFiles } from "./kind-files.ts";
import { PARTS } from "./mention-sql.ts";

/** What a run that compared everything kept of a kind, and the runs after it that only added: table expressions of what holds now. A profile that a
 *  later run wrote takes the place of the earlier one; where what it says changed (`is_fresh`), its links and keys do too. */
export interface ChainTables {
  /** key, base, exact, parts, members, entity */
  readonly profiles: string;
  /** l, r, odds, personal, shared */
  readonly links: string;
  /** Links of all these runs, also those that hold no more. */
  readonly everyLink: string;
  /** entity, key, batch, row, role: of entities that say several things. */
  readonly records: string;
  /** l, r */
  readonly refused: string;
  /** key, k0, k1, … */
  readonly keys: string;
  /** name, value, rarity: of the run that compared everything. */
  readonly rarities: string;
  /** member_batch, member_row: members of these runs that count no more. */
  readonly moved: string;
}

/** Null where a file is missing. `folders`: absolute, the oldest first. */
export function chainTables(folders: readonly string[], kind: EntityKind): ChainTables | null {
  const files = folders.map((folder) => kindFiles(folder, kind));
  const [base, ...added] = files;
  if (!base || !files.every((each) => [each.profiles, each.links, each.records, each.model].every((path) => existsSync(path)))) return null;
  const read = (paths: readonly string[]): string => `read_parquet([${paths.map(quoteText).join(", ")}])`;
  const later = (at: number, isFresh: boolean): string | null => {
    const paths = files.slice(at + 1).map(({ profiles }) => profiles);
    return paths.length === 0 ? null : `(SELECT key FROM ${read(paths)}${isFresh ? " WHERE is_fresh" : ""})`;
  };
  const union = (part: (file: (typeof files)[number], at: number) => string): string => `(${files.map(part).join(" UNION ALL ")})`;
  const without = (columns: string, path: string, { at, isFresh, on }: { at: number; isFresh: boolean; on: readonly string[] }): string => {
    const gone = later(at, isFresh);
    const joins = gone === null ? [] : on.map((column, place) => `ANTI JOIN ${gone} AS gone${place} ON gone${place}.key = given.${column}`);
    return `SELECT ${columns} FROM ${read([path])} AS given ${joins.join(" ")}`;
  };
  const profile = ["key", "base", "exact", ...PARTS[kind], "members", "entity"].join(", ");
  const keys = existsSync(base.keys) ? union(({ keys: path }, at) => without("*", path, { at, isFresh: true, on: ["key"] })) : "";
  return {
    // One that nobody says any more is written without members.
    profiles: union(({ profiles }, at) => `${without(profile, profiles, { at, isFresh: false, on: ["key"] })} WHERE given.members > 0`),
    links: union(({ links }, at) => without("l, r, odds, personal, shared", links, { at, isFresh: true, on: ["l", "r"] })),
    everyLink: union(({ links }) => `SELECT l, r, odds FROM ${read([links])}`),
    records: union(({ records }, at) => without("entity, given.key, batch, row, role", records, { at, isFresh: false, on: ["key"] })),
    refused: union(({ refused }, at) => without("l, r", refused, { at, isFresh: false, on: ["l", "r"] })),
    keys,
    rarities: read([base.rarities]),
    moved: added.length === 0 ? "" : read(added.map(({ moved }) => moved)),
  };
}
