import { createHash } from "node:crypto";
import { type MentionRef, parseMentionRef } from "@yuejian/contracts";
import type { Engine } from "../../engine/engine.ts";
import { quoteText } from "../../engine/sql-text.ts";
import { type KindRequest, kindFiles } from "./kind-files.ts";
import { PARTS } from "./mention-sql.ts";

export interface Profiles {
  readonly mentions: number;
  readonly profiles: number;
  /** Key of the profile that each decided mention is in; mentions that are not there have none. */
  readonly keyOf: ReadonlyMap<MentionRef, string>;
}

/** Makes the table `profiles` (key, base, exact, parts, members): what the mentions say, each thing once, and the view `mentions` (source, batch,
 *  row, office, number, key). Of two mentions that were said to be different and say the same the first gets a profile of its own. */
export async function createProfiles(engine: Engine, { kind, sources, constraints, folder }: KindRequest): Promise<Profiles> {
  const file = `read_parquet(${quoteText(kindFiles(folder, kind).mentions)})`;
  await engine.run("CREATE TABLE sources (number SMALLINT, dataset VARCHAR, role VARCHAR)");
  for (const { number, schema, mention } of sources)
    await engine.run(`INSERT INTO sources VALUES (${number}, ${quoteText(schema.id)}, ${quoteText(mention.role)})`);
  const refs = [...new Set(constraints.flatMap(({ left, right }) => [left, right]))];
  const keyOf = await keysOf(engine, file, refs);
  const pins = new Map<MentionRef, string>();
  for (const { left, right, verdict } of constraints)
    if (verdict === "different" && keyOf.has(left) && keyOf.get(left) === keyOf.get(right))
      pins.set(left, ownKey(keyOf.get(left) ?? "", left));
  await engine.run("CREATE TABLE pins (batch VARCHAR, row BIGINT, role VARCHAR, own UUID)");
  for (const [mention, own] of pins) {
    const place = parseMentionRef(mention);
    if (place) await engine.run(`INSERT INTO pins VALUES (${quoteText(place.batch)}, ${place.row}, ${quoteText(place.role)}, '${own}')`);
  }
  const parts = PARTS[kind].filter((part) => part !== "number");
  await engine.run(
    pins.size === 0
      ? `CREATE VIEW mentions AS SELECT *, key AS base FROM ${file}`
      : `CREATE VIEW mentions AS SELECT given.* REPLACE (coalesce(own, given.key) AS key), given.key AS base FROM ${file} given JOIN sources ON sources.number = given.source
         LEFT JOIN pins ON pins.batch = given.batch AND pins.row = given.row AND pins.role = sources.role`,
  );
  const columns = ["number", ...parts].map((part) => `min(${part}) AS ${part}`);
  await engine.run(
    `CREATE TABLE profiles AS SELECT key, any_value(base) AS base, bool_or(exact) AS exact, ${columns.join(", ")}, count(*) AS members FROM mentions GROUP BY key`,
  );
  const [counted] = await engine.rows("SELECT count(*), coalesce(sum(members), 0) FROM profiles");
  return {
    profiles: Number(counted?.[0]),
    mentions: Number(counted?.[1]),
    keyOf: new Map([...keyOf, ...pins]),
  };
}

/** Keys of the profiles of these mentions, from a table expression (key, batch, row, source). */
export async function keysOf(engine: Engine, file: string, refs: readonly MentionRef[]): Promise<Map<MentionRef, string>> {
  const places = refs.flatMap((ref) => {
    const place = parseMentionRef(ref);
    return place ? [{ ref, ...place }] : [];
  });
  const keys = new Map<MentionRef, string>();
  for (let start = 0; start < places.length; start += 500) {
    const values = places
      .slice(start, start + 500)
      .map(({ ref, batch, row, role }) => `(${quoteText(ref)}, ${quoteText(batch)}, ${row}, ${quoteText(role)})`);
    const found = await engine.rows(
      `SELECT wanted.ref, CAST(given.key AS VARCHAR) FROM ${file} given JOIN sources ON sources.number = given.source
       JOIN (VALUES ${values.join(", ")}) AS wanted (ref, batch, row, role) ON wanted.batch = given.batch AND wanted.row = given.row AND wanted.role = sources.role`,
    );
    for (const [ref, key] of found) keys.set(String(ref), String(key));
  }
  return keys;
}

function ownKey(key: string, mention: MentionRef): string {
  const hex = createHash("md5").update(`${key} ${mention}`).digest("hex");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
