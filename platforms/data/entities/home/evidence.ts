import { join, resolve } from "node:path";
import type { EntityKind, MentionPart, MentionRef, Text } from "@yuejian/contracts";
import { mentionRef, rowRef } from "@yuejian/contracts";
import { explain, levelLogs, probabilityOf, type RecordTexts } from "@yuejian/matching";
import { Engine } from "../../engine/engine.ts";
import { quoteText } from "../../engine/sql-text.ts";
import { foldersOf } from "./basis.ts";
import { type ChainTables, chainTables } from "./chain.ts";
import { isCompared, planOf } from "./entity-plan.ts";
import type { KindModel } from "./home-types.ts";
import { readModel } from "./kept-tables.ts";
import { PARTS } from "./mention-sql.ts";

/** What one comparison said of two profiles; bits for (positive) or against their being one. No value is told: who may see the records sees the
 *  values there. */
export interface WeighedComparison {
  readonly parts: readonly MentionPart[];
  readonly label: Text;
  /** Null where there was nothing to compare. */
  readonly level: Text | null;
  readonly weight: number;
}

export interface WeighedLink {
  /** Keys of profiles. */
  readonly left: string;
  readonly right: string;
  readonly odds: number;
  readonly probability: number;
  /** Bits before any comparison, and those taken off because people of one household agree so too. */
  readonly prior: number;
  readonly relatives: number;
  readonly comparisons: readonly WeighedComparison[];
}

export interface EntityEvidence {
  /** What the entity's records say, each thing once, with some records that say it. */
  readonly profiles: readonly { readonly key: string; readonly members: number; readonly mentions: readonly MentionRef[] }[];
  /** The strongest links first. */
  readonly links: readonly WeighedLink[];
  /** Probability from which records are put together. */
  readonly threshold: number;
}

/** Profiles and links of one entity that are told. */
const MOST_PROFILES = 60;
const MOST_LINKS = 40;
/** Records told of one profile. */
const MOST_RECORDS = 20;

export interface EvidenceOf {
  readonly lakeFolder: string;
  readonly scratchFolder: string;
  /** Of the run in force. */
  readonly state: string;
  readonly kind: EntityKind;
}

/** Why the records of an entity are together. Null when what was compared is not there any more: the next full run compares it again. An entity
 *  that has one profile is one without comparison: its records say the same. */
export async function entityEvidence(of: EvidenceOf, entity: string): Promise<EntityEvidence | null> {
  return withEvidence(of, async (engine, model, tables) => {
    const rows = await engine.rows(
      `SELECT CAST(key AS VARCHAR), members FROM ${tables.profiles} WHERE entity = ${quoteText(entity)} ORDER BY members DESC, key LIMIT ${MOST_PROFILES}`,
    );
    const keys = rows.map(([key]) => String(key));
    const records = await engine.rows(
      `SELECT CAST(key AS VARCHAR), batch, row, role FROM ${tables.records} WHERE entity = ${quoteText(entity)}
       QUALIFY row_number() OVER (PARTITION BY key ORDER BY batch, row, role) <= ${MOST_RECORDS} ORDER BY batch, row, role`,
    );
    const mentions = Map.groupBy(records, ([key]) => String(key));
    return {
      profiles: rows.map(([key, members]) => ({
        key: String(key),
        members: Number(members),
        mentions: (mentions.get(String(key)) ?? []).map(([, batch, row, role]) =>
          mentionRef(rowRef(String(batch), Number(row)), String(role)),
        ),
      })),
      links: await linksAmong(engine, { ...of, model, tables }, keys),
      threshold: Number(probabilityOf(model.threshold).toFixed(6)),
    };
  });
}

/** What speaks for and against two profiles being one; `link` null where there is nothing to go by. A pair that no rule brought together is weighed
 *  here, without how rare its values are. */
export function pairEvidence(
  of: EvidenceOf,
  keys: readonly [string, string],
): Promise<{ link: WeighedLink | null; threshold: number } | null> {
  return withEvidence(of, async (engine, model, tables) => {
    const [compared] = await linksAmong(engine, { ...of, model, tables }, keys);
    const [weighed] = compared ? [compared] : await linksAmong(engine, { ...of, model, tables }, keys, true);
    return { link: weighed ?? null, threshold: Number(probabilityOf(model.threshold).toFixed(6)) };
  });
}

/** Entities one of whose profiles has this name or number, at most `limit`. The caller decides who may ask and which of them exist. */
export async function entitiesNamed(of: EvidenceOf, query: string, limit: number): Promise<string[]> {
  const found = await withEvidence(of, async (engine, _model, tables) => {
    const parts = PARTS[of.kind];
    const isNamed = [
      ...(parts.includes("name") ? [`contains(name, ${quoteText(query)})`] : []),
      `number = ${quoteText(isCompared(of.kind) ? query : query.toUpperCase().replaceAll(/[^0-9A-Z\p{Script=Han}]/gu, ""))}`,
    ];
    return engine.rows(
      `SELECT DISTINCT entity FROM ${tables.profiles} WHERE ${isNamed.join(" OR ")} ORDER BY entity LIMIT ${Math.trunc(limit)}`,
    );
  });
  return (found ?? []).map(([entity]) => String(entity));
}

async function withEvidence<Result>(
  { lakeFolder, scratchFolder, state, kind }: EvidenceOf,
  read: (engine: Engine, model: KindModel, tables: ChainTables) => Promise<Result>,
): Promise<Result | null> {
  const folder = resolve(lakeFolder);
  const tables = chainTables(foldersOf(join(folder, state)), kind);
  const model = readModel(join(folder, state), kind);
  if (!tables || !model) return null;
  const engine = await Engine.open({ scratchFolder, files: [], folders: [folder], subject: "entities", threads: 2 });
  try {
    return await read(engine, model, tables);
  } finally {
    engine.close();
  }
}

async function linksAmong(
  engine: Engine,
  { kind, model, tables }: EvidenceOf & { model: KindModel; tables: ChainTables },
  keys: readonly string[],
  isUncompared = false,
): Promise<WeighedLink[]> {
  if (keys.length < 2) return [];
  const all = tables.profiles;
  // How rare a name that both bear is was not prepared for them: it is counted here.
  const [first, second] = keys.slice(0, 2).map((key) => `${quoteText(key)}::UUID`);
  const rarity = `(SELECT CASE WHEN min(name) = max(name) AND count(name) = 2 THEN (SELECT ln(count(*) / greatest(1, count(*) FILTER (name = min(pair.name)) - 1)) FROM ${all}) ELSE 0 END FROM ${all} pair WHERE key IN (${first}, ${second}))`;
  const links =
    isUncompared && PARTS[kind].includes("name")
      ? `(SELECT ${first} AS l, ${second} AS r, 0 AS odds, ${rarity} AS personal, 0 AS shared)`
      : tables.links;
  const list = keys.map((key) => `${quoteText(key)}::UUID`).join(", ");
  const parts = PARTS[kind];
  const cells = ["a", "b"].flatMap((side) => parts.map((part) => `${side}.${part}`));
  const rows = await engine.rows(
    `WITH p AS (SELECT * FROM ${tables.profiles} WHERE key IN (${list}))
     SELECT CAST(l AS VARCHAR), CAST(r AS VARCHAR), odds, personal, shared, ${cells.join(", ")} FROM ${links} link
     JOIN p a ON a.key = l JOIN p b ON b.key = r WHERE l IN (${list}) AND r IN (${list}) ORDER BY odds DESC, l, r LIMIT ${MOST_LINKS}`,
  );
  return rows.map(([left, right, odds, personal, shared, ...texts]): WeighedLink => {
    const base = {
      left: String(left),
      right: String(right),
      odds: Number(odds),
      probability: Number(probabilityOf(Number(odds)).toFixed(6)),
    };
    if (!isCompared(kind) || model.estimate === null) return { ...base, prior: 0, relatives: 0, comparisons: [] };
    const side = (start: number): RecordTexts =>
      Object.fromEntries(parts.map((part, at) => [part, (texts[start + at] as string | null) ?? null]));
    const plan = planOf(kind, model.parts);
    const { estimate } = model;
    const told = explain(
      plan,
      { estimate, logs: levelLogs(plan.comparisons, estimate) },
      {
        left: side(0),
        right: side(parts.length),
        rarity: { personal: Number(personal), shared: Number(shared) },
      },
    );
    const labels = new Map(plan.comparisons.map(({ id, label, fields }) => [id, { label, fields }]));
    return {
      ...base,
      odds: isUncompared ? told.odds : base.odds,
      probability: isUncompared ? Number(told.probability.toFixed(6)) : base.probability,
      prior: told.prior,
      relatives: told.relatives,
      comparisons: told.comparisons.map(({ comparison, level, weight }) => ({
        parts: (labels.get(comparison)?.fields ?? []) as MentionPart[],
        label: labels.get(comparison)?.label ?? { zh: comparison, en: comparison },
        level: level?.label ?? null,
        weight,
      })),
    };
  });
}
