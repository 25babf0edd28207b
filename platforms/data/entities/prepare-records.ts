import { VARCHAR } from "@duckdb/node-api";
import { type Comparison, canonical, type Feature, type Field, type FieldKind, type MatchingPlan } from "@yuejian/matching";
import type { Engine } from "../engine/engine.ts";
import { quoteName } from "../engine/sql-text.ts";
import { isPlainSql, readyColumns, readySql } from "./canonical-sql.ts";
import { textFeatures } from "./comparison-sql.ts";
import { createReadings, featureSql, readingJoins, sharedColumns } from "./feature-sql.ts";

/** Kinds of fields whose values cost more to derive from than to count: they are derived from once per text, not once per record. */
const DEAR: ReadonlySet<FieldKind> = new Set(["han-name", "organisation", "han-address", "address"]);

/** Makes from the table `texts` the table `records` (i, and one column per feature), and tables of how rare their values are. */
export async function prepareRecords(engine: Engine, plan: MatchingPlan): Promise<void> {
  const preparing = new Preparing(engine, plan);
  if (plan.features.some(({ derive }) => derive === "reading")) await engine.run(createReadings());
  const dear = plan.fields.filter(
    (field) => DEAR.has(field.kind) && !plan.features.some(({ from }) => from.length > 1 && from.includes(field)),
  );
  for (const field of dear) await preparing.deriveOncePerText(field);
  await preparing.deriveRecords(dear);
  await preparing.rate(dear);
  for (const field of dear) await engine.run(`DROP TABLE ${preparing.valuesOf(field)}`);
  await engine.run("DROP TABLE IF EXISTS han_readings");
}

class Preparing {
  readonly #engine: Engine;
  readonly #plan: MatchingPlan;
  readonly #texts: ReadonlySet<string>;

  constructor(engine: Engine, plan: MatchingPlan) {
    this.#engine = engine;
    this.#plan = plan;
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
    const odd = await this.#createLookup(field, `SELECT DISTINCT ready FROM ${table}_ready WHERE NOT is_plain`);
    const features = this.#featuresOf(field);
    const plain = `SELECT source, records, ready AS ${name} FROM ${table}_ready`;
    const from =
      odd === 0
        ? `(${plain}) AS canonical_texts`
        : `(${plain} WHERE is_plain UNION ALL SELECT given.source, records, canonical FROM ${table}_ready AS given JOIN ${lookup} ON ${lookup}.source = ready WHERE NOT is_plain) AS canonical_texts`;
    await this.#engine.run(
      `CREATE TABLE ${table} AS SELECT ${["source", "records", ...this.#kept(features)].join(", ")} FROM ${this.#derived(features, from, ["source", "records"])}`,
    );
    await this.#engine.run(`DROP TABLE ${table}_ready`);
    await this.#engine.run(`DROP TABLE IF EXISTS ${lookup}`);
  }

  async deriveRecords(dear: readonly Field[]): Promise<void> {
    const cheap = this.#plan.fields.filter((field) => !dear.includes(field));
    const features = this.#plan.features.filter(({ from }) => !dear.some((field) => from[0] === field));
    const keys = dear.map((field) => quoteName(`${field.name}:source`));
    const from = await this.#canonical(cheap, ["_i", ...dear.map((field, at) => `hash(${quoteName(field.name)}) AS ${keys[at]}`)]);
    const joined = dear.flatMap((field) => this.#featuresOf(field).map(({ name }) => `${this.valuesOf(field)}.${quoteName(name)}`));
    const joins = dear.map((field, at) => `LEFT JOIN ${this.valuesOf(field)} ON ${this.valuesOf(field)}.source = derived.${keys[at]}`);
    await this.#engine.run(
      `CREATE TABLE records AS SELECT ${["_i AS i", ...this.#kept(features), ...joined].join(", ")} FROM ${this.#derived(features, from, ["_i", ...keys])} ${joins.join(" ")}`,
    );
    for (const table of [...cheap.map((field) => this.#lookupOf(field)), "odd_records"])
      await this.#engine.run(`DROP TABLE IF EXISTS ${table}`);
  }

  /** Table expression of the canonical texts of fields over `texts`. Most records are canonical as they stand or nearly so; those that are not are told
   *  apart beforehand, so that only they meet the tables of texts that the engine cannot make canonical. */
  async #canonical(fields: readonly Field[], others: readonly string[]): Promise<string> {
    const column = (field: Field): string => `t${this.#plan.fields.indexOf(field)}`;
    const ready = fields.map((field) => `${readySql(field, quoteName(field.name))} AS ${column(field)}`);
    const readyOf = (table: string): string => `(SELECT ${[...others, ...ready].join(", ")} FROM ${withReadyColumns(fields, table)})`;
    const isOdd = (field: Field): string => `(${column(field)} IS NOT NULL AND NOT (${isPlainSql(field, column(field))}))`;
    if (fields.length > 0)
      await this.#engine.run(
        `CREATE TABLE odd_records AS SELECT ${["_i", ...fields.map(column)].join(", ")} FROM (SELECT ${["_i", ...ready].join(", ")} FROM ${withReadyColumns(fields, "texts")}) WHERE ${fields.map(isOdd).join(" OR ")}`,
      );
    const looked = new Set<Field>();
    for (const field of fields) {
      const odd = await this.#createLookup(field, `SELECT DISTINCT ${column(field)} FROM odd_records WHERE ${isOdd(field)}`);
      if (odd > 0) looked.add(field);
    }
    const names = others.map((other) => other.split(" AS ").at(-1) ?? other);
    const plain = fields.map((field) => `${column(field)} AS ${quoteName(field.name)}`);
    if (looked.size === 0) return `(SELECT ${[...names, ...plain].join(", ")} FROM ${readyOf("texts")}) AS canonical_texts`;
    const columns = fields.map((field) =>
      looked.has(field)
        ? `CASE WHEN ${this.#lookupOf(field)}.source IS NULL THEN ${column(field)} ELSE ${this.#lookupOf(field)}.canonical END`
        : column(field),
    );
    const joins = [...looked].map((field) => `LEFT JOIN ${this.#lookupOf(field)} ON ${this.#lookupOf(field)}.source = ${column(field)}`);
    return `(SELECT ${[...names, ...plain].join(", ")} FROM ${readyOf("(SELECT * FROM texts ANTI JOIN odd_records USING (_i))")}
      UNION ALL SELECT ${[...names, ...columns].join(", ")} FROM ${readyOf("(SELECT * FROM texts SEMI JOIN odd_records USING (_i))")} ${joins.join(" ")}) AS canonical_texts`;
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

  /** Canonical texts of those values of a field that SQL cannot tell to be canonical, which `sql` selects, each once; tells how many there are. */
  async #createLookup(field: Field, sql: string): Promise<number> {
    const odd = await this.#engine.rows(sql);
    if (odd.length === 0) return 0;
    const lookup = this.#lookupOf(field);
    await this.#engine.run(`CREATE TABLE ${lookup} (source VARCHAR, canonical VARCHAR)`);
    const texts = odd.map(([given]) => String(given));
    await this.#engine.append(lookup, [VARCHAR, VARCHAR], [texts, texts.map((text) => canonical(text, field))]);
    return odd.length;
  }

  /** How rare a value is that several records have: the logarithm of one over the chance that another record has it, the record itself left out. */
  async rate(dear: readonly Field[]): Promise<void> {
    for (const [at, feature] of rarities(this.#plan.comparisons).entries()) {
      const field = dear.find((each) => this.#featuresOf(each).some(({ name }) => name === feature));
      const table = field ? this.valuesOf(field) : "records";
      const count = field ? "sum(records)" : "count(*)";
      await this.#engine.run(
        `CREATE TABLE rare${at} AS SELECT ${numberOf(feature, "counted", this.#texts)} AS value, ln((SELECT count(*) FROM records) / (${count} - 1))::FLOAT AS rarity FROM ${table} AS counted WHERE ${quoteName(feature)} IS NOT NULL GROUP BY 1 HAVING ${count} > 1`,
      );
    }
  }
}

function withReadyColumns(fields: readonly Field[], table: string): string {
  const columns = fields.flatMap((field) => readyColumns(field, quoteName(field.name)));
  return columns.length === 0 ? table : `(SELECT ${["*", ...columns].join(", ")} FROM ${table})`;
}

/** Features whose rarity counts, in the order of the tables `rare0`, `rare1`, …. */
export const rarities = (comparisons: readonly Comparison[]): string[] => [
  ...new Set(comparisons.flatMap(({ levels }) => levels.flatMap(({ rarity }) => (rarity === undefined ? [] : [rarity])))),
];

/** SQL of the number that stands for a feature's value, where it is kept as text too. */
export function numberOf(feature: string, table: string, texts: ReadonlySet<string>): string {
  const column = `${table}.${quoteName(feature)}`;
  return texts.has(feature) ? `hash(${column})` : column;
}
