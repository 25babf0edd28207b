import { type ColumnSchema, type Text, YuejianError } from "@yuejian/contracts";
import { inferSchema } from "@yuejian/identifiers";
import { type Field, guessFields, hanTables, type MatchingPlan, planFor, type SampledColumn } from "@yuejian/matching";
import type { Engine } from "../engine/engine.ts";
import { quoteName, quoteText } from "../engine/sql-text.ts";
import { readCsv } from "../intake/raw-table.ts";
import { readSource } from "../source/read-source.ts";
import type { ForeseenTable, SourceTable } from "../source/source-table.ts";
import type { LinkedFiles, LinkFilesPorts } from "./link-files-types.ts";

const ID: Text = { zh: "记录编号", en: "names the records" };
const ANSWER: Text = { zh: "标注，用于衡量，不作为依据", en: "the truth that the result is measured against" };

/** Rows that inference looks at. */
const SAMPLE = 5_000;

const ID_HEADING = /(?:^|[_ ])(?:id|no|key|number|序号|编号)$|^(?:id|rec|unique)[_ ]?|序号|编号|^id$/i;

interface GivenTable {
  readonly name: string;
  readonly headings: readonly string[];
}

/** Statement that makes the table `given`. */
function givenSql(sources: readonly ForeseenTable[], headings: readonly string[]): string {
  const selects = sources.map((source, file) => {
    const columns = headings.map((heading, at) => {
      const column = source.headings.indexOf(heading);
      return `${column < 0 ? "NULL::VARCHAR" : `c${column}`} AS c${at}`;
    });
    return `SELECT ${[`${file}::SMALLINT AS file`, ...columns].join(", ")} FROM ${readCsv(source)}`;
  });
  return `CREATE TABLE given AS ${selects.join(" UNION ALL ")}`;
}

/** The table `given` made of what a file will be if it is plain to its end. */
class ReadAhead {
  readonly #engine: Engine;
  #begun: { readonly sql: string; readonly made: Promise<void> } | null = null;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  begin(table: ForeseenTable): void {
    if (this.#begun) return;
    const sql = givenSql([table], table.headings);
    const made = this.#engine.run(sql);
    made.catch(() => {});
    this.#begun = { sql, made };
  }

  /** Whether the file is as it was foreseen. */
  isReading(table: SourceTable): boolean {
    return this.#begun?.sql === givenSql([table], table.headings);
  }

  async end(): Promise<void> {
    await this.#begun?.made;
  }

  async giveUp(): Promise<void> {
    await this.settle();
    if (this.#begun) await this.#engine.run("DROP TABLE IF EXISTS given");
  }

  async settle(): Promise<void> {
    await this.#begun?.made.catch(() => {});
  }
}

/** The records of the files that a person brings, as the engine's table \`given\` (file, c0, c1, …): columns with one heading are one column, and a
 *  file that lacks it has no value there. The number of a record is its place, file by file. */
export class GivenRecords {
  readonly headings: readonly string[];
  readonly count: number;
  readonly #engine: Engine;
  readonly #tables: readonly GivenTable[];
  #name = "";

  private constructor(engine: Engine, tables: readonly GivenTable[], { headings, count }: { headings: readonly string[]; count: number }) {
    this.#engine = engine;
    this.#tables = tables;
    this.headings = headings;
    this.count = count;
  }

  static async load(engine: Engine, paths: readonly string[], ports: LinkFilesPorts): Promise<GivenRecords> {
    const sources: SourceTable[] = [];
    const ahead = new ReadAhead(engine);
    try {
      // One file is read by the engine while it is looked through here.
      const foresee = paths.length === 1 ? { foresee: (table: ForeseenTable) => ahead.begin(table) } : {};
      for (const path of paths) sources.push(await readSource(path, { ...ports, ...foresee, isPassing: true }));
      const headings = [...new Set(sources.flatMap((source) => source.headings))];
      const [only] = sources;
      // Needed for nearly every column, and made while the engine reads.
      const made =
        only && sources.length === 1 && ahead.isReading(only)
          ? ahead.end()
          : ahead.giveUp().then(() => engine.run(givenSql(sources, headings)));
      hanTables();
      await made;
      const [counted] = await engine.rows("SELECT count(*) FROM given");
      const tables = sources.map((source) => ({ name: source.facts.name, headings: source.headings }));
      const given = new GivenRecords(engine, tables, { headings, count: Number(counted?.[0]) });
      if (given.count < 2) throw new YuejianError("LINK_TOO_FEW", { file: given.fileNames, records: given.count });
      return given;
    } finally {
      await ahead.settle();
      for (const source of sources) await source.dispose();
    }
  }

  get fileNames(): string {
    return this.#tables.map(({ name }) => name).join(", ");
  }

  /** SQL of what records are called, over \`given\`: see \`nameBy\`. */
  get name(): string {
    return this.#name;
  }

  /** Chooses how records are called: by the column asked for, or one that looks like an id and differs in every row of its file, else by file and
   *  row; with the file before it where two files use the same. Tells the heading. */
  async nameBy(asked: string | undefined): Promise<string | null> {
    const heading = await this.#idHeading(asked);
    const file = `CASE file ${this.#tables.map(({ name }, at) => `WHEN ${at} THEN ${quoteText(name)}`).join(" ")} END`;
    const first = `(SELECT min(rowid) FROM given AS same WHERE same.file = given.file)`;
    const value = heading
      ? `c${this.headings.indexOf(heading.name)}`
      : this.#tables.length === 1
        ? "(rowid + 1)::VARCHAR"
        : `(rowid + 1 - ${first})::VARCHAR`;
    this.#name = heading?.isUnique || this.#tables.length === 1 ? value : `${file} || ':' || ${value}`;
    return heading?.name ?? null;
  }

  async #idHeading(asked: string | undefined): Promise<{ name: string; isUnique: boolean } | null> {
    if (asked !== undefined) {
      const lacking = this.#tables.find((table) => !table.headings.includes(asked));
      if (lacking) throw new YuejianError("LINK_ID_UNKNOWN", { file: lacking.name, column: asked, found: lacking.headings.join(", ") });
      const { repeated, isUnique } = await this.#repeated(asked);
      if (repeated > 0) throw new YuejianError("LINK_ID_REPEATED", { column: asked, count: repeated });
      return { name: asked, isUnique };
    }
    for (const name of this.headings)
      if (ID_HEADING.test(name)) {
        const { repeated, isUnique } = await this.#repeated(name);
        if (repeated === 0) return { name, isUnique };
      }
    return null;
  }

  /** Rows whose value another row of the file has or that have none, and whether the values differ over all files. */
  async #repeated(heading: string): Promise<{ repeated: number; isUnique: boolean }> {
    const column = `trim(c${this.headings.indexOf(heading)})`;
    if (await this.#isRunning(column)) return { repeated: 0, isUnique: true };
    // By numbers of 64 bits: texts are counted at three times the cost.
    const distinct = async (what: string): Promise<number> => {
      const [row] = await this.#engine.rows(`SELECT count(DISTINCT hash(${what})) FROM given WHERE ${column} <> ''`);
      return Number(row?.[0]);
    };
    const alone = await distinct(column);
    const repeated =
      this.#tables.length === 1 || alone === this.count ? this.count - alone : this.count - (await distinct(`(file, ${column})`));
    return { repeated, isUnique: alone === this.count };
  }

  /** Whether the one file's rows are numbered one after the other, as most are that are numbered at all: nothing need be counted then. */
  async #isRunning(column: string): Promise<boolean> {
    if (this.#tables.length > 1) return false;
    const [row] = await this.#engine.rows(
      `SELECT count(n), min(n - rowid), max(n - rowid) FROM (SELECT rowid, CASE WHEN strlen(${column}) < 18 THEN try_cast(${column} AS BIGINT) END AS n FROM given)`,
    );
    return Number(row?.[0]) === this.count && row?.[1] === row?.[2];
  }

  /** What all records are called, by number. */
  async names(): Promise<string[]> {
    const names: string[] = [];
    for await (const [piece = []] of this.#engine.columns(`SELECT ${this.#name} FROM given`))
      for (const each of piece) names.push(String(each));
    return names;
  }

  /** What the records of a table with the column \`i\` are called. */
  async namesOf(table: string): Promise<Map<number, string>> {
    const names = new Map<number, string>();
    const sql = `SELECT rowid::INTEGER, ${this.#name} FROM given WHERE rowid IN (SELECT i FROM ${table})`;
    for await (const [places = [], piece = []] of this.#engine.columns(sql))
      for (const [at, place] of places.entries()) names.set(Number(place), String(piece[at]));
    return names;
  }

  /** Numbers of the records that are called so. */
  async placesOf(names: readonly string[]): Promise<Map<string, number>> {
    if (names.length === 0) return new Map();
    const list = [...new Set(names)].map(quoteText).join(", ");
    const rows = await this.#engine.rows(
      `SELECT name, place FROM (SELECT ${this.#name} AS name, rowid::INTEGER AS place FROM given) WHERE name IN (${list})`,
    );
    return new Map(rows.map(([name, place]) => [String(name), Number(place)]));
  }

  /** Decides which columns are compared, and as what, and makes the view \`texts\` of them. */
  async plan(known: { id: string | null; answer: string | null }): Promise<{ plan: MatchingPlan; columns: LinkedFiles["columns"] }> {
    const { headings } = this;
    const cells = headings.map((_, at) => `coalesce(c${at}, '')`);
    const share = Math.ceil((1_000_000 * 2 * SAMPLE) / this.count);
    const few = share < 1_000_000 ? `WHERE hash(rowid) % 1000000 < ${share}` : "";
    const sample = (await this.#engine.rows(
      `SELECT ${cells.join(", ")} FROM given ${few} ORDER BY hash(rowid, 1) LIMIT ${SAMPLE}`,
    )) as string[][];
    const schema = inferSchema("linking", headings, sample);
    const unique = new Set(headings.filter((_, at) => new Set(sample.map((row) => row[at])).size === sample.length));
    const sampled = schema.columns.map(
      (column: ColumnSchema, at): SampledColumn => ({
        schema: column,
        heading: headings[at] ?? "",
        sample: sample.map((row) => row[at] ?? ""),
      }),
    );
    const compared = sampled.filter(({ heading }) => heading !== known.id && heading !== known.answer);
    const guessed = guessFields(compared, unique);
    if (guessed.fields.length === 0)
      throw new YuejianError("LINK_NOTHING_TO_COMPARE", { file: this.fileNames, found: headings.join(", ") });
    const columnOf = new Map(sampled.map(({ schema: { name } }, at) => [name, `c${at}`]));
    // Blanks around values cost a copy of every text, so they are taken off here only where there are some; elsewhere canonical texts have none.
    const isPadded = new Set(
      sampled.flatMap(({ schema: { name }, sample: texts }) => (texts.some((text) => text !== text.trim()) ? [name] : [])),
    );
    const select = guessed.fields.map((field: Field) => {
      const column = columnOf.get(field.name) ?? "";
      return `nullif(${isPadded.has(field.name) ? `trim(${column})` : column}, '') AS ${quoteName(field.name)}`;
    });
    await this.#engine.run(`CREATE VIEW texts AS SELECT rowid::INTEGER AS _i, ${select.join(", ")} FROM given`);
    return {
      plan: planFor(guessed.fields, guessed.hints),
      columns: sampled.map(({ heading }) => {
        const found = guessed.columns.find((each) => each.heading === heading);
        return found
          ? { heading, kind: found.field?.kind ?? null, reason: found.reason }
          : { heading, kind: null, reason: heading === known.id ? ID : ANSWER };
      }),
    };
  }
}
