import { existsSync, readFileSync } from "node:fs";
import { contradictions, type Decision } from "@yuejian/matching";
import type { Engine } from "../../engine/engine.ts";
import { quoteText } from "../../engine/sql-text.ts";
import { createAffected } from "./affected.ts";
import { type ChainTables, chainTables } from "./chain.ts";
import { clusterProfiles } from "./cluster-profiles.ts";
import { compareFresh } from "./compare-fresh.ts";
import { isCompared } from "./entity-plan.ts";
import type { KindModel, KindResult, LinkHomePorts, ReviewPair } from "./home-types.ts";
import { copyTo, createRefused, REFUSED, readModel } from "./kept-tables.ts";
import { type KindRequest, kindFiles, writeWhole } from "./kind-files.ts";
import { inLinkEngine } from "./link-engine.ts";
import { type LinkedKind, VEHICLE_LINKS } from "./link-kind.ts";
import { PARTS } from "./mention-sql.ts";
import { nameEntities } from "./name-entities.ts";
import { keysOf } from "./profiles.ts";
import type { ReplacedRow } from "./replaced.ts";
import { MOST_OF_REASON, reviewPairs } from "./review-pairs.ts";
import { createReplaced, standingMembers } from "./standing-members.ts";

export interface AddRequest extends KindRequest {
  /** Absolute paths of the rows of the members in force. */
  readonly members: readonly string[];
  /** Records of earlier batches whose place others took. */
  readonly replaced: readonly ReplacedRow[];
}

/** Adds the new mentions of one kind to what earlier runs linked. Only the profiles that are new or say something else now are compared, and only the
 *  clusters that they touch are formed anew. Weights and rarities are those of the last run that compared everything. Null where it cannot be told
 *  what a full run would make of it: then everything is to be looked at again. */
export async function addToKind(request: AddRequest, ports: LinkHomePorts, scratchFolder: string): Promise<LinkedKind | null> {
  const files = kindFiles(request.folder, request.kind);
  if (existsSync(files.result)) return JSON.parse(readFileSync(files.result, "utf8")) as LinkedKind;
  const last = request.before.at(-1) ?? "";
  const [chain, model] = [chainTables(request.before, request.kind), readModel(last, request.kind)];
  const { result: path } = kindFiles(last, request.kind);
  if (!chain || !model || !existsSync(path)) return null;
  const before = JSON.parse(readFileSync(path, "utf8")) as LinkedKind;
  const linked = await inLinkEngine(ports, scratchFolder, (engine) => new Adding(engine, request, { chain, model, before }).add());
  if (linked) writeWhole(files.result, JSON.stringify(linked));
  return linked;
}

interface Earlier {
  readonly chain: ChainTables;
  readonly model: KindModel;
  readonly before: LinkedKind;
}

class Adding {
  readonly #engine: Engine;
  readonly #request: AddRequest;
  readonly #earlier: Earlier;

  constructor(engine: Engine, request: AddRequest, earlier: Earlier) {
    this.#engine = engine;
    this.#request = request;
    this.#earlier = earlier;
  }

  async add(): Promise<LinkedKind | null> {
    const { kind } = this.#request;
    const { chain, model, before } = this.#earlier;
    const leaving = await this.#createLeaving();
    // Plates stand on several frames, and a parcel is its number: what a vehicle or parcel is without one of its records is left to a run over everything.
    if (leaving === null || (leaving > 0 && !isCompared(kind))) return null;
    const arrived = await this.#createTouched();
    const [fresh = 0, added = 0, ended = 0] = await this.#counts(
      "SELECT count(*) FILTER (is_fresh), count(*) FILTER (is_new), (SELECT count(*) FROM vanished) FROM touched",
    );
    if (fresh > 0 && isCompared(kind) && (model.estimate === null || chain.keys === "")) return null;
    // Without rules nobody is brought together with anybody.
    const candidates =
      isCompared(kind) && fresh > 0 && model.rules.length > 0
        ? await compareFresh(this.#engine, { kind, chain, model })
        : await this.#noLinks();
    const decisions = await this.#decisions();
    if (decisions === null) return null;
    await createAffected(this.#engine, {
      kind,
      chain,
      threshold: model.threshold,
      keys: decisions.flatMap(({ left, right }) => [left, right]),
    });
    await this.#createTables();
    if (!(await this.#createMentions())) return null;
    const [profiles = 0] = await this.#counts("SELECT count(*) FROM profiles");
    const refused = await clusterProfiles(this.#engine, {
      kind,
      profiles,
      threshold: model.threshold,
      decisions: decisions.map(({ left, right, verdict }): Decision => ({ left, right, verdict })),
      lowest: model.lowest,
    });
    await createRefused(this.#engine, refused);
    const elsewhere = `SELECT entity FROM ${chain.profiles} ANTI JOIN affected USING (key)`;
    const changes = await nameEntities(this.#engine, this.#request, elsewhere);
    const reviews = await reviewPairs(this.#engine, { kind, threshold: model.threshold, refused, decisions });
    await this.#keep();
    const [was = 0, is = 0, stopped = 0, stoppedBefore = 0] = await this.#counts(
      `SELECT (SELECT count(DISTINCT entity) FROM previous), (SELECT count(DISTINCT entity) FROM named), (SELECT count(*) FROM refused),
       (SELECT count(*) FROM ${chain.refused} given SEMI JOIN affected ON affected.key = given.l)`,
    );
    const result: KindResult = {
      ...before.result,
      mentions: before.result.mentions + arrived - leaving,
      profiles: before.result.profiles + added - ended,
      entities: before.result.entities + is - was,
      compared: fresh,
      candidates,
      refused: before.result.refused + stopped - stoppedBefore,
      contradictions: contradictions(decisions),
    };
    const asked = await this.#allReviews(reviews);
    return asked && { result, changes, reviews: asked };
  }

  async #counts(sql: string): Promise<number[]> {
    const [row = []] = await this.#engine.rows(sql);
    return row.map(Number);
  }

  /** The tables of what goes with records whose place others took: `leaving` (member_batch, member_row, batch, row, role, entity), `staying`, the other mentions of
   *  these entities, and `shaken`, their profiles as they were. Tells how many members go; null where it cannot be told what stays. */
  async #createLeaving(): Promise<number | null> {
    const { kind, folder, members, replaced } = this.#request;
    const { chain } = this.#earlier;
    await createReplaced(this.#engine, replaced);
    await this.#engine.run(
      `CREATE TABLE leaving AS SELECT given._batch AS member_batch, given._row AS member_row, given.batch, given.row, given.role, given.entity FROM (SELECT * FROM (${standingMembers(members, chain.moved)}) every WHERE kind = '${kind}') given SEMI JOIN replaced USING (batch, row)`,
    );
    const file = kindFiles(folder, kind)[replaced.length === 0 ? "mentions" : "remaining"];
    await this.#engine.run(
      `CREATE TABLE staying AS SELECT * FROM read_parquet(${quoteText(file)})${replaced.length === 0 ? " LIMIT 0" : ""}`,
    );
    await this.#engine.run(`CREATE TABLE shaken AS SELECT * FROM ${chain.profiles} SEMI JOIN leaving USING (entity)`);
    const [leaving = 0, staying = 0, were = 0, own = 0, strange = 0] = await this.#counts(
      `SELECT (SELECT count(*) FROM leaving), (SELECT count(*) FROM staying), (SELECT coalesce(sum(members), 0) FROM shaken), (SELECT count(*) FROM shaken WHERE base <> key),
       (SELECT count(*) FROM staying ANTI JOIN shaken USING (key))`,
    );
    return staying + leaving === were && own === 0 && strange === 0 ? leaving : null;
  }

  /** The tables `touched`, profiles of the new mentions as they are with these, and `vanished`, those that nothing says any more; tells how many mentions there are. */
  async #createTouched(): Promise<number> {
    const { kind, folder, sources } = this.#request;
    const parts = PARTS[kind];
    await this.#engine.run("CREATE TABLE sources (number SMALLINT, dataset VARCHAR, role VARCHAR)");
    for (const { number, schema, mention } of sources)
      await this.#engine.run(`INSERT INTO sources VALUES (${number}, ${quoteText(schema.id)}, ${quoteText(mention.role)})`);
    await this.#engine.run(`CREATE TABLE arrived AS SELECT * FROM read_parquet(${quoteText(kindFiles(folder, kind).mentions)})`);
    // Profiles of entities from which records went are made anew of all that is still said.
    const part = (name: string): string => `CASE WHEN shaken.key IS NOT NULL THEN one.${name} ELSE least(one.${name}, old.${name}) END`;
    const changed = parts.map((name) => `${part(name)} IS DISTINCT FROM old.${name}`);
    await this.#engine.run(
      `CREATE TABLE touched AS SELECT one.key, coalesce(old.base, one.key) AS base, one.exact, ${parts.map((name) => `${part(name)} AS ${name}`).join(", ")},
         one.members + CASE WHEN shaken.key IS NOT NULL THEN 0 ELSE coalesce(old.members, 0) END AS members,
         old.key IS NULL AS is_new, (old.key IS NULL OR ${changed.join(" OR ")}) AS is_fresh
       FROM (SELECT key, bool_or(exact) AS exact, ${parts.map((name) => `min(${name}) AS ${name}`).join(", ")}, count(*) AS members
         FROM (SELECT * FROM arrived UNION ALL SELECT * FROM staying) GROUP BY key) one
       LEFT JOIN shaken ON shaken.key = one.key
       LEFT JOIN (SELECT * FROM ${this.#earlier.chain.profiles} SEMI JOIN (SELECT key FROM arrived UNION SELECT key FROM shaken) wanted USING (key)) old ON old.key = one.key`,
    );
    await this.#engine.run("CREATE TABLE vanished AS SELECT * FROM shaken ANTI JOIN touched USING (key)");
    const [arrived = 0] = await this.#counts("SELECT count(*) FROM arrived");
    return arrived;
  }

  async #noLinks(): Promise<number> {
    await this.#engine.run("CREATE TABLE fresh_links (l UUID, r UUID, odds FLOAT, personal FLOAT, shared FLOAT)");
    return 0;
  }

  /** Decisions with the keys of their profiles; null where one names a mention that is not to be found among the earlier ones. */
  async #decisions() {
    const { kind, constraints, members } = this.#request;
    if (constraints.length === 0) return [];
    const refs = [...new Set(constraints.flatMap(({ left, right }) => [left, right]))];
    const { chain } = this.#earlier;
    const single = `(SELECT entity, any_value(key) AS key FROM ${chain.profiles} GROUP BY entity HAVING count(*) = 1)`;
    const mentions = `(SELECT coalesce(single.key, record.key) AS key, given.batch, given.row, sources.number AS source FROM (${standingMembers(members, chain.moved)}) given
      JOIN sources ON sources.dataset = given.dataset AND sources.role = given.role LEFT JOIN ${single} single ON single.entity = given.entity
      LEFT JOIN ${chain.records} record ON record.batch = given.batch AND record.row = given.row AND record.role = given.role WHERE given.kind = '${kind}')`;
    const keyOf = await keysOf(this.#engine, mentions, refs);
    const known = constraints.filter(({ left, right }) => keyOf.has(left) && keyOf.has(right));
    if (known.length !== constraints.length - this.#earlier.before.result.waiting) return null;
    const decisions = known.map(({ decision, left, right, verdict }) => ({
      id: decision,
      left: keyOf.get(left) ?? "",
      right: keyOf.get(right) ?? "",
      verdict,
    }));
    // Two that say the same and were parted: a profile of its own, which only a run over everything makes.
    return decisions.some(({ left, right, verdict }) => verdict === "different" && left === right) ? null : decisions;
  }

  /** From the table `affected` (key): `profiles`, `previous` and `links` of these alone. */
  async #createTables(): Promise<void> {
    const { kind } = this.#request;
    const { chain } = this.#earlier;
    const columns = ["key", "base", "exact", ...PARTS[kind], "members"].join(", ");
    await this.#engine.run(`CREATE TABLE earlier AS SELECT * FROM ${chain.profiles} SEMI JOIN affected USING (key)`);
    await this.#engine.run(
      `CREATE TABLE profiles AS SELECT ${columns} FROM touched UNION ALL SELECT ${columns} FROM earlier ANTI JOIN touched USING (key) ANTI JOIN vanished USING (key)`,
    );
    await this.#engine.run("CREATE TABLE previous AS SELECT key, entity, members FROM earlier");
    if (kind === "vehicle") await this.#engine.run(`INSERT INTO fresh_links ${VEHICLE_LINKS}`);
    const isFresh = kind === "vehicle" ? "true" : "is_fresh";
    await this.#engine.run(
      `CREATE TABLE fresh AS SELECT key FROM ${kind === "vehicle" ? "profiles" : "touched"} WHERE ${isFresh} UNION ALL SELECT key FROM vanished`,
    );
    await this.#engine.run(
      `CREATE TABLE links AS SELECT * FROM (SELECT l, r, odds, personal, shared FROM ${chain.links} given ANTI JOIN fresh a ON a.key = given.l ANTI JOIN fresh b ON b.key = given.r
       UNION ALL SELECT * FROM fresh_links) every SEMI JOIN affected one ON one.key = every.l SEMI JOIN affected two ON two.key = every.r`,
    );
    await this.#engine.run(
      "CREATE TABLE ranked AS SELECT key, (row_number() OVER (ORDER BY key) - 1)::INTEGER AS rank, number, exact FROM profiles",
    );
  }

  /** The table `mentions` of all that is affected, of which earlier runs stated those with a `member_batch`. False where a member cannot be told apart
   *  from the others of its entity. */
  async #createMentions(): Promise<boolean> {
    const { kind, members } = this.#request;
    const { chain } = this.#earlier;
    await this.#engine.run(
      `CREATE TABLE mentions AS SELECT key, source, batch, row, office, number, NULL::VARCHAR AS member_batch, NULL::BIGINT AS member_row, NULL::VARCHAR AS was FROM arrived
       UNION ALL SELECT coalesce(single.key, record.key), sources.number, given.batch, given.row, given.office, given.number, given._batch, given._row, given.entity
       FROM (SELECT * FROM (${standingMembers(members, chain.moved)}) every ANTI JOIN leaving ON leaving.member_batch = every._batch AND leaving.member_row = every._row
         WHERE kind = '${kind}' AND entity IN (SELECT entity FROM previous)) given
       JOIN sources ON sources.dataset = given.dataset AND sources.role = given.role
       LEFT JOIN (SELECT entity, any_value(key) AS key FROM previous GROUP BY entity HAVING count(*) = 1) single ON single.entity = given.entity
       LEFT JOIN (SELECT * FROM ${chain.records} SEMI JOIN affected USING (key)) record ON record.batch = given.batch AND record.row = given.row AND record.role = given.role`,
    );
    const [unknown = 0, found = 0, expected = 0] = await this.#counts(
      "SELECT (SELECT count(*) FROM mentions WHERE key IS NULL), (SELECT count(*) FROM mentions), (SELECT coalesce(sum(members), 0) FROM profiles)",
    );
    return unknown === 0 && found === expected;
  }

  async #keep(): Promise<void> {
    const { folder, kind } = this.#request;
    const files = kindFiles(folder, kind);
    const copy = (sql: string, path: string): Promise<void> => copyTo(this.#engine, sql, path);
    await copy(
      `SELECT profiles.*, entity, key IN (SELECT key FROM fresh) AS is_fresh FROM profiles JOIN named USING (key)
       UNION ALL BY NAME SELECT ${["key", "base", "exact", ...PARTS[kind]].join(", ")}, 0 AS members, entity, true AS is_fresh FROM vanished ORDER BY entity, key`,
      files.profiles,
    );
    await copy("SELECT * FROM fresh_links ORDER BY l, r", files.links);
    await copy(REFUSED, files.refused);
    await copy(
      `SELECT entity, named.key, batch, row, role FROM mentions JOIN named USING (key) JOIN sources ON sources.number = mentions.source
       WHERE entity IN (SELECT entity FROM named GROUP BY entity HAVING count(*) > 1) ORDER BY entity, batch, row`,
      files.records,
    );
    const keys = this.#earlier.chain.keys;
    if (keys !== "") await copy((await this.#hasFreshKeys()) ? "SELECT * FROM fresh_keys" : `SELECT * FROM ${keys} LIMIT 0`, files.keys);
    await copy(
      "SELECT entity, dataset, batch, row, role, mentions.number, office FROM mentions JOIN named USING (key) JOIN sources ON sources.number = source WHERE was IS DISTINCT FROM entity",
      files.members,
    );
    await copy(
      "SELECT member_batch, member_row FROM mentions JOIN named USING (key) WHERE was <> entity UNION ALL SELECT member_batch, member_row FROM leaving",
      files.moved,
    );
    writeWhole(files.model, JSON.stringify(this.#earlier.model));
  }

  async #hasFreshKeys(): Promise<boolean> {
    const [found = 0] = await this.#counts("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'fresh_keys'");
    return found > 0;
  }

  /** With those of earlier runs that nothing touched, as far as the lists go; null where one of these names a record that is gone. */
  async #allReviews(reviews: readonly ReviewPair[]): Promise<ReviewPair[] | null> {
    const { before, model } = this.#earlier;
    const keys = [...new Set(before.reviews.flatMap(({ leftKey, rightKey }) => [leftKey, rightKey]))];
    if (keys.length === 0) return [...reviews];
    const rows = await this.#engine.rows(
      `SELECT CAST(key AS VARCHAR), entity, key IN (SELECT key FROM fresh) FROM named WHERE key IN (${keys.map((key) => `${quoteText(key)}::UUID`).join(", ")})`,
    );
    const lost = await this.#engine.rows(
      "SELECT concat(batch, ':', row, '#', role), '' FROM leaving UNION ALL SELECT '', CAST(key AS VARCHAR) FROM vanished",
    );
    const [mentions, ended] = [new Set(lost.map(([mention]) => String(mention))), new Set(lost.map(([, key]) => String(key)))];
    const now = new Map(rows.map(([key, entity, isFresh]) => [String(key), { entity: String(entity), isFresh: isFresh === true }]));
    const kept = before.reviews.flatMap((each): ReviewPair[] => {
      const [left, right] = [now.get(each.leftKey), now.get(each.rightKey)];
      if ((left && right) || left?.isFresh || right?.isFresh || ended.has(each.leftKey) || ended.has(each.rightKey)) return [];
      return [{ ...each, leftEntity: left?.entity ?? each.leftEntity, rightEntity: right?.entity ?? each.rightEntity }];
    });
    if (kept.some(({ left, right }) => mentions.has(left) || mentions.has(right))) return null;
    const distance = ({ odds }: ReviewPair): number => Math.abs(odds - model.threshold);
    const seen = new Map<string, number>();
    return [...kept, ...reviews]
      .toSorted((one, two) => distance(one) - distance(two))
      .filter(({ reason }) => {
        const place = (seen.get(reason) ?? 0) + 1;
        seen.set(reason, place);
        return place <= MOST_OF_REASON[reason];
      });
  }
}
