import { type Comparison, canonical, type Feature, type Field, type FieldKind, type MatchingPlan } from "@yuejian/matching";
import type { Engine } from "../engine/engine.ts";
import { quoteName } from "../engine/sql-text.ts";
import { isPlainSql, readyColumns, readySql } from "./canonical-sql.ts";
import { textFeatures } from "./comparison-sql.ts";
import { createReadings, featureSql, readingJoins, sharedColumns } from "./feature-sql.ts";

/** Kinds of fields whose values cost more to derive from than to count: they are derived from once per text, not once per record. */
const DEAR: ReadonlySet<FieldKind> = new Set(["han-name", "organisation", "han-address", "address"]);

/** Makes from the table \`texts\` the table \`records\` (i, and one column per feature), and tables of how rare their values are. */
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

  #featuresOf(field: Field): Feature[] {
    return this.#plan.features.filter(({ from }) => from[0] === field);
  }

  /** The table of a field's texts: source, records that have it, and the features. */
  async deriveOncePerText(field: Field): Promise<void> {
    const [name, table] = [quoteName(field.name), this.valuesOf(field)];
    await this.#engine.run(
      `CREATE TABLE ${table}_given AS SELECT ${name}, count(*) AS records FROM texts WHERE ${name} IS NOT NULL GROUP BY 1`,
    );
    const features = this.#featuresOf(field);
    const from = await this.#canonical([field], `${table}_given`, ["records"]);
    await this.#engine.run(
      `CREATE TABLE ${table} AS SELECT ${["source", "records", ...this.#kept(features)].join(", ")} FROM ${this.#derived(features, from, ["source", "records"])}`,
    );
    await this.#engine.run(`DROP TABLE ${table}_given`);
    await this.#dropLookups([field]);
  }

  async deriveRecords(dear: readonly Field[]): Promise<void> {
    const cheap = this.#plan.fields.filter((field) => !dear.includes(field));
    const features = this.#plan.features.filter(({ from }) => !dear.some((field) => from[0] === field));
    const keys = dear.map((field) => quoteName(field.name));
    const from = await this.#canonical(cheap, "texts", ["_i", ...keys]);
    const joined = dear.flatMap((field) => this.#featuresOf(field).map(({ name }) => `${this.valuesOf(field)}.${quoteName(name)}`));
    const joins = dear.map(
      (field) => `LEFT JOIN ${this.valuesOf(field)} ON ${this.valuesOf(field)}.source = derived.${quoteName(field.name)}`,
    );
    await this.#engine.run(
      `CREATE TABLE records AS SELECT ${["_i AS i", ...this.#kept(features), ...joined].join(", ")} FROM ${this.#derived(features, from, ["_i", ...keys])} ${joins.join(" ")}`,
    );
    await this.#dropLookups(cheap);
  }

  /** Table expression of the canonical texts of fields. A field that stands alone keeps its text as \`source\`. */
  async #canonical(fields: readonly Field[], table: string, others: readonly string[]): Promise<string> {
    const columns: string[] = [];
    const joins: string[] = [];
    for (const field of fields) {
      const [name, at] = [quoteName(field.name), this.#plan.fields.indexOf(field)];
      const odd = await this.#createLookup(`lookup${at}`, table, field);
      columns.push(
        odd === 0 ? `t${at} AS ${name}` : `CASE WHEN lookup${at}.source IS NULL THEN t${at} ELSE lookup${at}.canonical END AS ${name}`,
      );
      if (odd > 0) joins.push(`LEFT JOIN lookup${at} ON lookup${at}.source = t${at}`);
    }
    const source = others.includes("_i") ? [] : fields.map((field) => `${quoteName(field.name)} AS source`);
    const kept = others.includes("_i") ? others : [...others, "ready.source"];
    const ready = fields.map((field) => `${readySql(field, quoteName(field.name))} AS t${this.#plan.fields.indexOf(field)}`);
    return `(SELECT ${[...kept, ...columns].join(", ")} FROM (SELECT ${[...others, ...source, ...ready].join(", ")} FROM ${withReadyColumns(fields, table)}) AS ready ${joins.join(" ")}) AS canonical_texts`;
  }

  /** Table expression of the features of canonical texts. */
  #derived(features: readonly Feature[], canonicalTexts: string, others: readonly string[]): string {
    const derived = features.map((feature) => `${featureSql(feature)} AS ${quoteName(feature.name)}`);
    const kept = others.map((name) => `canonical_texts.${name}`);
    return `(SELECT ${[...kept, ...derived].join(", ")} FROM (SELECT ${["*", ...sharedColumns(features)].join(", ")} FROM ${canonicalTexts}) AS canonical_texts ${readingJoins(features)}) AS derived`;
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

  /** Canonical texts of a field's values that SQL cannot tell to be canonical, each once; tells how many there are. */
  async #createLookup(lookup: string, table: string, field: Field): Promise<number> {
    const text = readySql(field, quoteName(field.name));
    const odd = await this.#engine.rows(
      `SELECT DISTINCT t FROM (SELECT ${text} AS t FROM ${withReadyColumns([field], table)}) WHERE NOT (${isPlainSql(field, "t")})`,
    );
    if (odd.length === 0) return 0;
    await this.#engine.run(`CREATE TABLE ${lookup} (source VARCHAR, canonical VARCHAR)`);
    const appender = await this.#engine.connection.createAppender(lookup);
    try {
      for (const [given] of odd) {
        const source = String(given);
        const made = canonical(source, field);
        appender.appendVarchar(source);
        if (made === null) appender.appendNull();
        else appender.appendVarchar(made);
        appender.endRow();
      }
    } finally {
      appender.closeSync();
    }
    return odd.length;
  }

  async #dropLookups(fields: readonly Field[]): Promise<void> {
    for (const field of fields) await this.#engine.run(`DROP TABLE IF EXISTS lookup${this.#plan.fields.indexOf(field)}`);
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

/** Features whose rarity counts, in the order of the tables \`rare0\`, \`rare1\`, …. */
export const rarities = (comparisons: readonly Comparison[]): string[] => [
  ...new Set(comparisons.flatMap(({ levels }) => levels.flatMap(({ rarity }) => (rarity === undefined ? [] : [rarity])))),
];

/** SQL of the number that stands for a feature's value, where it is kept as text too. */
export function numberOf(feature: string, table: string, texts: ReadonlySet<string>): string {
  const column = `${table}.${quoteName(feature)}`;
  return texts.has(feature) ? `hash(${column})` : column;
}
