import { existsSync, readFileSync } from "node:fs";
import type { EntityChange } from "@yuejian/contracts";
import {
  assume,
  type BlockingRule,
  bestThreshold,
  type Contradiction,
  contradictions,
  type Decision,
  type MatchingPlan,
} from "@yuejian/matching";
import type { Engine } from "../../engine/engine.ts";
import { quoteName } from "../../engine/sql-text.ts";
import { linkRecords } from "../link-records.ts";
import { raritiesSql } from "../prepare-records.ts";
import { type ChainTables, chainTables } from "./chain.ts";
import { clusterProfiles } from "./cluster-profiles.ts";
import { isCompared, planOf } from "./entity-plan.ts";
import type { KindModel, KindResult, LinkHomePorts, ReviewPair } from "./home-types.ts";
import { copyTo, createRefused, keysSql, REFUSED, readModel } from "./kept-tables.ts";
import { type KindRequest, kindFiles, writeWhole } from "./kind-files.ts";
import { inLinkEngine } from "./link-engine.ts";
import { PARTS } from "./mention-sql.ts";
import { nameEntities } from "./name-entities.ts";
import { createProfiles } from "./profiles.ts";
import { reviewPairs } from "./review-pairs.ts";

export interface LinkedKind {
  readonly result: KindResult;
  readonly changes: readonly EntityChange[];
  readonly reviews: readonly ReviewPair[];
}

/** Odds of nine to one: below it nobody is put together without a person's word, however few records there are to learn from. */
const LEAST_THRESHOLD = Math.log(9);
/** Matches that must be expected for weights to be learned from them; with fewer they are assumed, and more is asked of a pair. */
const LEAST_LEARNED = 10;
const ASSUMED_THRESHOLD = Math.log(999);
/** Up to so many profiles all pairs may be compared. */
const ALL_PAIRS_OF = 1_500;
/** Share of new profiles above which everything is compared anew: then the weights have to be learned again too. */
const LARGEST_INCREMENT = 0.5;

/** Links the mentions of one kind. What it finds stays in the folder: profiles with their entities, links, weights; a run that was cut short after this
 *  kind finds it there and goes on. */
export async function linkKind(request: KindRequest, ports: LinkHomePorts, scratchFolder: string): Promise<LinkedKind> {
  const files = kindFiles(request.folder, request.kind);
  if (existsSync(files.result)) return JSON.parse(readFileSync(files.result, "utf8")) as LinkedKind;
  const linked = await inLinkEngine(ports, scratchFolder, (engine) => new KindLinking(engine, request).link());
  writeWhole(files.result, JSON.stringify(linked));
  return linked;
}

class KindLinking {
  readonly #engine: Engine;
  readonly #request: KindRequest;
  #chain: ChainTables | null = null;
  /** Of what was compared in this run; null where nothing was. */
  #compared: { readonly plan: MatchingPlan; readonly rules: readonly BlockingRule[] } | null = null;

  constructor(engine: Engine, request: KindRequest) {
    this.#engine = engine;
    this.#request = request;
  }

  async link(): Promise<LinkedKind> {
    const { kind, constraints } = this.#request;
    const { mentions, profiles, keyOf } = await createProfiles(this.#engine, this.#request);
    const known = constraints.filter(({ left, right }) => keyOf.has(left) && keyOf.has(right));
    const decisions = known.map(({ decision, left, right, verdict }) => ({
      id: decision,
      left: keyOf.get(left) ?? "",
      right: keyOf.get(right) ?? "",
      verdict,
    }));
    const before = await this.#before();
    const { model, compared, candidates } = await this.#compare(profiles, before);
    await this.#engine.run(
      "CREATE TABLE ranked AS SELECT key, (row_number() OVER (ORDER BY key) - 1)::INTEGER AS rank, number, exact FROM profiles",
    );
    const refused = await clusterProfiles(this.#engine, {
      kind,
      profiles,
      threshold: model.threshold,
      decisions: decisions.map(({ left, right, verdict }): Decision => ({ left, right, verdict })),
    });
    await createRefused(this.#engine, refused);
    const changes = await nameEntities(this.#engine, this.#request);
    const reviews = await reviewPairs(this.#engine, { ...this.#request, threshold: model.threshold, refused, decisions });
    await this.#keep(model);
    const [counted] = await this.#engine.rows("SELECT count(DISTINCT entity) FROM named");
    const found: readonly Contradiction[] = contradictions(decisions);
    return {
      result: {
        kind,
        mentions,
        profiles,
        entities: Number(counted?.[0]),
        compared,
        candidates,
        threshold: model.threshold,
        expected: model.expected,
        refused: refused.length,
        contradictions: found,
        waiting: constraints.length - known.length,
      },
      changes,
      reviews,
    };
  }

  /** Tables of the run before: `previous` (key, entity, members) always; the model when it can be gone on with. */
  async #before(): Promise<KindModel | null> {
    const { before, kind, isIncremental } = this.#request;
    this.#chain = chainTables(before, kind);
    if (this.#chain === null) {
      await this.#engine.run("CREATE TABLE previous (key UUID, entity VARCHAR, members BIGINT)");
      return null;
    }
    await this.#engine.run(`CREATE TABLE previous AS SELECT key, entity, members FROM ${this.#chain.profiles}`);
    return isIncremental ? readModel(before.at(-1) ?? "", kind) : null;
  }

  /** Makes the table `links` (l, r, odds, personal, shared). */
  async #compare(profiles: number, before: KindModel | null): Promise<{ model: KindModel; compared: number; candidates: number }> {
    const { kind } = this.#request;
    const exact: KindModel = {
      parts: PARTS[kind],
      rules: [],
      estimate: null,
      threshold: LEAST_THRESHOLD,
      expected: null,
      profiles,
      lowest: 0,
    };
    await this.#engine.run("CREATE TABLE links (l UUID, r UUID, odds FLOAT, personal FLOAT, shared FLOAT)");
    if (!isCompared(kind)) {
      if (kind === "vehicle") await this.#engine.run(`INSERT INTO links ${VEHICLE_LINKS}`);
      return { model: exact, compared: profiles, candidates: 0 };
    }
    const parts = await this.#partsThatTell();
    if (profiles < 2 || parts.length === 0) return { model: { ...exact, parts }, compared: profiles, candidates: 0 };
    const kept = before ? await this.#keepLinks(before, { profiles, parts }) : 0;
    const isNew = kept === 0;
    await this.#engine.run(
      `CREATE TABLE numbered AS SELECT key, (row_number() OVER (ORDER BY ${isNew ? "" : "key NOT IN (SELECT key FROM unchanged), "}key) - 1)::INTEGER AS _i FROM profiles`,
    );
    await this.#engine.run(`CREATE TABLE texts AS SELECT _i, ${parts.join(", ")} FROM profiles JOIN numbered USING (key)`);
    if (kept === profiles && before) return { model: before, compared: 0, candidates: 0 };
    const known = !isNew && before?.estimate ? { rules: before.rules, estimate: before.estimate } : null;
    const plan = planOf(kind, parts);
    let found = await linkRecords(this.#engine, plan, known ? { known, from: kept } : {});
    const isLearned = known !== null || found.estimate.expectedMatches >= LEAST_LEARNED;
    if (!isLearned) {
      const assumed = { rules: found.rules, estimate: assume(plan.comparisons, found.estimate.others, profiles) };
      await this.#dropWork();
      found = await linkRecords(this.#engine, plan, { known: assumed });
    }
    this.#compared = { plan, rules: found.rules };
    await this.#engine.run(
      "INSERT INTO links SELECT a.key, b.key, odds, personal, shared FROM scored JOIN numbered a ON a._i = scored.l JOIN numbered b ON b._i = scored.r",
    );
    if (known && before) return { model: before, compared: profiles - kept, candidates: found.candidates };
    // Downward: a threshold must not lie above the odds that it was chosen for.
    const histogram = await this.#engine.rows("SELECT floor(odds::DOUBLE * 100) / 100 AS o, count(*) FROM scored GROUP BY 1");
    const best = bestThreshold(histogram.map(([odds, count]) => [Number(odds), Number(count)]));
    return {
      model: {
        parts,
        rules: found.rules,
        estimate: found.estimate,
        threshold: isLearned ? Math.max(best.threshold, LEAST_THRESHOLD) : ASSUMED_THRESHOLD,
        expected: isLearned ? { precision: best.precision, recall: best.recall, f1: best.f1 } : null,
        profiles,
        lowest: 0,
      },
      compared: profiles,
      candidates: found.candidates,
    };
  }

  /** Everything that linking made beside its input. */
  async #dropWork(): Promise<void> {
    const kept = new Set(["texts", "profiles", "numbered", "unchanged", "links", "previous", "sources", "pins"]);
    const tables = await this.#engine.rows("SELECT table_name FROM duckdb_tables()");
    for (const [table] of tables) if (!kept.has(String(table))) await this.#engine.run(`DROP TABLE ${quoteName(String(table))}`);
  }

  /** Takes over the links between profiles that are as they were, and gives how many these are; 0: everything is to be compared anew. */
  async #keepLinks(before: KindModel, { profiles, parts }: { profiles: number; parts: readonly string[] }): Promise<number> {
    const { kind } = this.#request;
    if (this.#chain === null || before.estimate === null || before.parts.join() !== parts.join()) return 0;
    const isSame = PARTS[kind].map((part) => `old.${part} IS NOT DISTINCT FROM new.${part}`).join(" AND ");
    await this.#engine.run(
      `CREATE TABLE unchanged AS SELECT new.key FROM profiles new JOIN ${this.#chain.profiles} old ON old.key = new.key WHERE ${isSame}`,
    );
    const [counted] = await this.#engine.rows("SELECT count(*) FROM unchanged");
    const kept = Number(counted?.[0]);
    const isAllPairs = before.rules.some(({ features }) => features.length === 0);
    if (kept < (1 - LARGEST_INCREMENT) * profiles || (isAllPairs && profiles > ALL_PAIRS_OF)) return 0;
    await this.#engine.run(
      `INSERT INTO links SELECT l, r, odds, personal, shared FROM ${this.#chain.links} WHERE l IN (SELECT key FROM unchanged) AND r IN (SELECT key FROM unchanged)`,
    );
    return kept;
  }

  /** Parts that at least two profiles have and that are not the same in all. */
  async #partsThatTell() {
    const parts = PARTS[this.#request.kind];
    const [row] = await this.#engine.rows(`SELECT ${parts.map((part) => `approx_count_distinct(${part}) > 1`).join(", ")} FROM profiles`);
    return parts.filter((_, at) => row?.[at] === true);
  }

  async #keep(model: KindModel): Promise<void> {
    const files = kindFiles(this.#request.folder, this.#request.kind);
    const copy = (sql: string, path: string): Promise<void> => copyTo(this.#engine, sql, path);
    await copy("SELECT profiles.*, entity FROM profiles JOIN named USING (key) ORDER BY entity, key", files.profiles);
    await copy("SELECT * FROM pins", files.pins);
    // Only where there is something to explain: elsewhere all records of an entity say the same.
    await copy(
      `SELECT entity, named.key, batch, row, role FROM mentions JOIN named USING (key) JOIN sources ON sources.number = mentions.source
       WHERE entity IN (SELECT entity FROM named GROUP BY entity HAVING count(*) > 1) ORDER BY entity, batch, row`,
      files.records,
    );
    await copy("SELECT * FROM links ORDER BY l, r", files.links);
    await copy(REFUSED, files.refused);
    await this.#keepKeys(copy, files);
    const [counted] = await this.#engine.rows("SELECT (SELECT count(*) FROM profiles), coalesce((SELECT min(odds) FROM links), 0)");
    writeWhole(files.model, JSON.stringify({ ...model, profiles: Number(counted?.[0]), lowest: Number(counted?.[1]) }));
  }

  /** By what later runs find the profiles that theirs are to be compared with, and how rare their values are. */
  async #keepKeys(copy: (sql: string, path: string) => Promise<void>, files: ReturnType<typeof kindFiles>): Promise<void> {
    if (this.#compared) {
      const { plan, rules } = this.#compared;
      await copy(keysSql(rules), files.keys);
      await copy(raritiesSql(plan), files.rarities);
    } else if (this.#chain && this.#chain.keys !== "" && isCompared(this.#request.kind)) {
      await copy(`SELECT * FROM ${this.#chain.keys} SEMI JOIN profiles USING (key)`, files.keys);
      await copy(`SELECT * FROM ${this.#chain.rarities}`, files.rarities);
    }
  }
}

/** Vehicles are one by the number of the frame, and by the plate where it does not stand on two frames. */
export const VEHICLE_LINKS = `SELECT l, r, 100, 0, 0 FROM (
  SELECT min(key) OVER (PARTITION BY frame) AS l, key AS r FROM profiles WHERE frame IS NOT NULL
  UNION ALL SELECT min(key) OVER (PARTITION BY number) AS l, key AS r FROM profiles
    WHERE number IN (SELECT number FROM profiles WHERE number IS NOT NULL GROUP BY number HAVING count(DISTINCT frame) < 2)) WHERE l <> r`;
