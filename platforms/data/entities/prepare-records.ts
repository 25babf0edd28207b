import { VARCHAR } from "@duckdb/node-api";
import { canonical, type Feature, type Field, type FieldKind, type MatchingPlan } from "@yuejian/matching";
import type { Engine } from "../engine/engine.ts";
import { quoteName } from "../engine/sql-text.ts";
import { isPlainSql, readyColumns, readySql } from "./canonical-sql.ts";
import { textFeatures } from "./comparison-sql.ts";
import { createReadings, featureSql, readingJoins, sharedColumns } from "./feature-sql.ts";

/** Kinds of fields whose values cost more to derive from than to count: they are derived from once per text, not once per record. */
const DEAR: ReadonlySet<FieldKind> = new Set(["han-name", "organisation", "han-address", "address"]);

/** Column of `ready`: no field is called so. */
const IS_ODD = quoteName(":odd");

const isDear = (plan: MatchingPlan, field: Field): boolean =>
  DEAR.has(field.kind) && !plan.features.some(({ from }) => from.length > 1 && from.includes(field));

/** How rare values were when all records were looked at, for a few that come later: a table (name, value, rarity) as `raritiesSql` selects it, and
 *  the rarity of what nobody or one record had then. */
export interface FrozenRarities {
  readonly table: string;
  readonly unseen: number;
}

/** Makes from the table `texts` the table `records` (i, and one column per feature), and of how rare values are that several records have a column of
 *  `records` where they are derived from once per text, else a table: see `rarities`. */
export async function prepareRecords(engine: Engine, plan: MatchingPlan, frozen?: FrozenRarities): Promise<void> {
  const preparing = new Preparing(engine, plan, frozen);
  if (plan.features.some(({ derive }) => derive === "reading")) await createReadings(engine);
  const dear = plan.fields.filter((field) => isDear(plan, field));
  await engine.together(...dear.map((field) => (guest: Engine) => new Preparing(guest, plan, frozen).deriveOncePerText(field)), (guest) =>
    new Preparing(guest, plan, frozen).readyTexts(dear),
  );
  await preparing.deriveRecords(dear);
  for (const field of dear) await engine.run(`DROP TABLE ${preparing.valuesOf(field)}`);
  await engine.run("DROP TABLE IF EXISTS han_readings");
}

/** Makes the tables of how rare the values of the other features of `records` are. */
export async function rateRecords(engine: Engine, plan: MatchingPlan, frozen?: FrozenRarities): Promise<void> {
  await new Preparing(engine, plan, frozen).rate();
}

class Preparing {
  readonly #engine: Engine;
  readonly #plan: MatchingPlan;
  readonly #texts: ReadonlySet<string>;
  readonly #frozen: FrozenRarities | undefined;

  constructor(engine: Engine, plan: MatchingPlan, frozen: FrozenRarities | undefined) {
    this.#engine = engine;
    this.#plan = plan;
    this.#frozen = frozen;
    this.#texts = textFeatures(plan.comparisons);
  }

  valuesOf(field: Field): string {
    return `values${this.#plan.fields.indexOf(field)}`;
  }

  #lookupOf(field: Field): string {
    return `lookup${this.#plan.fields.indexOf(field)}`;
  }

  #featuresOf(field: Field): Feature[] {
    return this.#plan.features.filter(({ from }) => from[0] === field);
  }

  /** The table of a field's texts: their number of 64 bits as `source`, records that have it, and the features. */
  async deriveOncePerText(field: Field): Promise<void> {
    const [name, table, lookup] = [quoteName(field.name), this.valuesOf(field), this.#lookupOf(field)];
    const counted = `(SELECT ${name}, count(*) AS records FROM texts WHERE ${name} IS NOT NULL GROUP BY 1)`;
    const ready = `(SELECT hash(${name}) AS source, records, ${readySql(field, name)} AS ready FROM ${withReadyColumns([field], counted)})`;
    await this.#engine.run(`CREATE TABLE ${table}_ready AS SELECT *, ${isPlainSql(field, "ready")} AS is_plain FROM ${ready}`);
    await this.#createLookup(field, `SELECT DISTINCT ready FROM ${table}_ready WHERE NOT is_plain`);
    const features = this.#featuresOf(field);
    const plain = `SELECT source, records, ready AS ${name} FROM ${table}_ready`;
    const from = `(${plain} WHERE is_plain UNION ALL SELECT given.source, records, canonical FROM ${table}_ready AS given JOIN ${lookup} ON ${lookup}.source = ready WHERE NOT is_plain) AS canonical_texts`;
    const rare = this.#rareOf(field);
    await this.#engine.run(
      `CREATE TABLE ${rare.length === 0 ? table : `${table}_derived`} AS SELECT ${["source", "records", ...this.#kept(features)].join(", ")} FROM ${this.#derived(features, from, ["source", "records"])}`,
    );
    await this.#engine.run(`DROP TABLE ${table}_ready`);
    if (rare.length > 0) await this.#rateTexts(table, rare);
    await this.#engine.run(`DROP TABLE ${lookup}`);
  }

  /** The table `ready` of the other fields' texts, with whether SQL can tell that they are canonical, and of those that it cannot the tables of their
   *  canonical texts. Most records are canonical as they stand or nearly so: only the others meet these tables. */
  async readyTexts(dear: readonly Field[]): Promise<void> {
    const fields = this.#cheap(dear);
    const column = (field: Field): string => quoteName(field.name);
    const ready = fields.map((field) => `${readySql(field, column(field))} AS ${column(field)}`);
    const keys = dear.map((field) => `hash(${column(field)}) AS ${this.#keyOf(field)}`);
    const isOdd = (field: Field): string => `(${column(field)} IS NOT NULL AND NOT (${isPlainSql(field, column(field))}))`;
    await this.#engine.run(
      `CREATE TABLE ready AS SELECT *, ${fields.map(isOdd).join(" OR ") || "false"} AS ${IS_ODD} FROM (SELECT ${["_i", ...keys, ...ready].join(", ")} FROM ${withReadyColumns(fields, "texts")})`,
    );
    for (const field of fields)
      await this.#createLookup(field, `SELECT DISTINCT ${column(field)} FROM ready WHERE ${IS_ODD} AND ${isOdd(field)}`);
  }

  async deriveRecords(dear: readonly Field[]): Promise<void> {
    const cheap = this.#cheap(dear);
    const features = this.#plan.features.filter(({ from }) => !dear.some((field) => from[0] === field));
    const keys = dear.map((field) => this.#keyOf(field));
    const joined = dear.flatMap((field) =>
      [...this.#featuresOf(field), ...this.#rareOf(field)].map(({ name }) => `${this.valuesOf(field)}.${quoteName(name)}`),
    );
    const joins = dear.map(
      (field) => `LEFT JOIN ${this.valuesOf(field)} ON ${this.valuesOf(field)}.source = derived.${this.#keyOf(field)}`,
    );
    const derived = this.#derived(features, this.#canonical(cheap, ["_i", ...keys]), ["_i", ...keys]);
    await this.#engine.run(
      `CREATE TABLE records AS SELECT ${["_i AS i", ...this.#kept(features), ...joined].join(", ")} FROM ${derived} ${joins.join(" ")}`,
    );
    for (const table of [...cheap.map((field) => this.#lookupOf(field)), "ready"]) await this.#engine.run(`DROP TABLE ${table}`);
  }

  #cheap(dear: readonly Field[]): Field[] {
    return this.#plan.fields.filter((field) => !dear.includes(field));
  }

  #keyOf(field: Field): string {
    return quoteName(`${field.name}:source`);
  }

  /** Table expression of the canonical texts of fields over `ready`. */
  #canonical(fields: readonly Field[], others: readonly string[]): string {
    const texts = fields.map((field) => quoteName(field.name));
    const made = fields.map((field) => {
      const [column, lookup] = [`ready.${quoteName(field.name)}`, this.#lookupOf(field)];
      return `CASE WHEN ${lookup}.source IS NULL THEN ${column} ELSE ${lookup}.canonical END AS ${quoteName(field.name)}`;
    });
    const joins = fields.map(
      (field) => `LEFT JOIN ${this.#lookupOf(field)} ON ${this.#lookupOf(field)}.source = ready.${quoteName(field.name)}`,
    );
    return `(SELECT ${[...others, ...texts].join(", ")} FROM ready WHERE NOT ${IS_ODD}
      UNION ALL SELECT ${[...others, ...made].join(", ")} FROM ready ${joins.join(" ")} WHERE ${IS_ODD}) AS canonical_texts`;
  }

  /** Table expression of the features of canonical texts. */
  #derived(features: readonly Feature[], canonicalTexts: string, others: readonly string[]): string {
    const derived = features.map((feature) => `${featureSql(feature)} AS ${quoteName(feature.name)}`);
    const kept = others.map((name) => `canonical_texts.${name}`);
    const from = sharedColumns(features).reduce(
      (so, columns) => `(SELECT ${["*", ...columns].join(", ")} FROM ${so}) AS canonical_texts`,
      canonicalTexts,
    );
    return `(SELECT ${[...kept, ...derived].join(", ")} FROM ${from} ${readingJoins(features)}) AS derived`;
  }

  /** A feature that is only ever tested for being the same is kept as a number of 64 bits in place of its text: less to carry through every join, and
   *  two texts with one number are not to be expected. */
  #kept(features: readonly Feature[]): string[] {
    return features.map(({ name, derive }) => {
      const column = quoteName(name);
      const isText = !(derive === "characters" || derive === "reading" || derive === "anagram" || derive === "valid");
      return isText && !this.#texts.has(name) ? `CASE WHEN ${column} IS NOT NULL THEN hash(${column}) END AS ${column}` : column;
    });
  }

  /** The table of canonical texts of those values of a field that SQL cannot tell to be canonical, which `sql` selects, each once. */
  async #createLookup(field: Field, sql: string): Promise<void> {
    const texts = await this.#engine.texts(sql);
    const lookup = this.#lookupOf(field);
    await this.#engine.run(`CREATE TABLE ${lookup} (source VARCHAR, canonical VARCHAR)`);
    await this.#engine.append(lookup, [VARCHAR, VARCHAR], [texts, texts.map((text) => canonical(text, field))]);
  }

  /** Tables of how rare the values of the other features are. */
  async rate(): Promise<void> {
    for (const { name, feature, isColumn } of rarities(this.#plan)) {
      if (isColumn) continue;
      const column = `counted.${quoteName(feature)}`;
      const value = this.#texts.has(feature) ? `hash(${column})` : column;
      await this.#engine.run(
        this.#frozen
          ? `CREATE TABLE ${name} AS SELECT seen.value, coalesce(frozen.rarity, ${this.#frozen.unseen})::FLOAT AS rarity FROM (SELECT DISTINCT ${value} AS value FROM records AS counted WHERE ${column} IS NOT NULL) AS seen
             LEFT JOIN ${this.#frozen.table} AS frozen ON frozen.name = '${name}' AND frozen.value = hash(seen.value)`
          : `CREATE TABLE ${name} AS SELECT ${value} AS value, ${raritySql("count(*)", "records")} AS rarity FROM records AS counted WHERE ${column} IS NOT NULL GROUP BY 1 HAVING count(*) > 1`,
      );
    }
  }

  #rareOf(field: Field): Rarity[] {
    return rarities(this.#plan).filter(({ isColumn, feature }) => isColumn && this.#featuresOf(field).some(({ name }) => name === feature));
  }

  async #rateTexts(table: string, rare: readonly Rarity[]): Promise<void> {
    const frozen = this.#frozen;
    const joins = rare.map(({ name, feature }) => {
      if (frozen)
        return `LEFT JOIN ${frozen.table} AS ${name} ON ${name}.name = '${name}' AND ${name}.value = hash(given.${quoteName(feature)})`;
      const counted = `SELECT ${quoteName(feature)} AS value, ${raritySql("sum(records)", "texts")} AS rarity FROM ${table}_derived GROUP BY 1 HAVING sum(records) > 1`;
      return `LEFT JOIN (${counted}) AS ${name} ON ${name}.value = given.${quoteName(feature)}`;
    });
    const columns = rare.map(({ name, feature }) =>
      frozen
        ? `CASE WHEN given.${quoteName(feature)} IS NOT NULL THEN coalesce(${name}.rarity, ${frozen.unseen})::FLOAT END AS ${name}`
        : `${name}.rarity AS ${name}`,
    );
    await this.#engine.run(
      `CREATE TABLE ${table} AS SELECT ${["given.*", ...columns].join(", ")} FROM ${table}_derived AS given ${joins.join(" ")}`,
    );
    await this.#engine.run(`DROP TABLE ${table}_derived`);
  }
}

/** How rare a value is that several records have: the logarithm of one over the chance that another record has it, the record itself left out. */
const raritySql = (count: string, records: string): string => `ln((SELECT count(*) FROM ${records}) / (${count} - 1))::FLOAT`;

function withReadyColumns(fields: readonly Field[], table: string): string {
  const columns = fields.flatMap((field) => readyColumns(field, quoteName(field.name)));
  return columns.length === 0 ? table : `(SELECT ${["*", ...columns].join(", ")} FROM ${table})`;
}

/** How rare the values of a feature are: column `name` of `records`, or table `name` (value, rarity). */
export interface Rarity {
  readonly name: string;
  readonly feature: string;
  readonly isColumn: boolean;
}

/** Features whose rarity counts. */
export function rarities(plan: MatchingPlan): Rarity[] {
  const features = new Set(
    plan.comparisons.flatMap(({ levels }) => levels.flatMap(({ rarity }) => (rarity === undefined ? [] : [rarity]))),
  );
  return [...features].map((feature, at) => {
    const field = plan.features.find(({ name }) => name === feature)?.from[0];
    return { name: `rare${at}`, feature, isColumn: field ? isDear(plan, field) : false };
  });
}

/** Those that are tables of their own. */
export const rarityTables = (plan: MatchingPlan): string[] => rarities(plan).flatMap(({ name, isColumn }) => (isColumn ? [] : [name]));

/** SELECT of the rarities of a linking: name, value (of 64 bits) and rarity. */
export function raritiesSql(plan: MatchingPlan): string {
  const selects = rarities(plan).map(({ name, feature, isColumn }) =>
    isColumn
      ? `SELECT DISTINCT '${name}' AS name, hash(${quoteName(feature)}) AS value, ${name} AS rarity FROM records WHERE ${name} IS NOT NULL`
      : `SELECT '${name}' AS name, hash(value) AS value, rarity FROM ${name}`,
  );
  return selects.length === 0 ? "SELECT '' AS name, 0::UBIGINT AS value, 0::FLOAT AS rarity WHERE false" : selects.join(" UNION ALL ");
}
