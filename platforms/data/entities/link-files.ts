import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { type ColumnSchema, type Progress, type Text, YuejianError } from "@yuejian/contracts";
import { inferSchema } from "@yuejian/identifiers";
import {
  type Decision,
  type Explanation,
  explain,
  type Field,
  guessFields,
  type MatchingPlan,
  planFor,
  probabilityOf,
  type SampledColumn,
  stableNames,
} from "@yuejian/matching";
import { Engine } from "../engine/engine.ts";
import { quoteName, quoteText } from "../engine/sql-text.ts";
import { readCsv } from "../intake/raw-table.ts";
import { readSource } from "../source/read-source.ts";
import { type Linked, linkTable } from "./link-tables.ts";
import { judge, type Quality, readTruth, type Truth } from "./truth.ts";

export interface LinkFilesRequest {
  readonly paths: readonly string[];
  /** Heading of the column that names records; without it a column that differs in every row, else file and row. */
  readonly idHeading?: string;
  readonly truthPath?: string;
  /** A table of decisions: two columns of ids and one that says same or different. */
  readonly decisionsPath?: string;
  /** The clusters of an earlier run, ids and names of clusters: clusters keep their names. */
  readonly previousPath?: string;
  /** Pairs to explain, those nearest to the threshold. */
  readonly explained?: number;
  /** Linked pairs up to which pairs and clusters are listed, else only counted; all where not given. */
  readonly listed?: number;
}

export interface LinkFilesPorts {
  readonly scratchFolder: string;
  readonly progress: Progress;
  readonly memoryLimit?: string;
}

export interface LinkedFiles {
  readonly records: number;
  readonly columns: readonly { readonly heading: string; readonly kind: string | null; readonly reason: Text }[];
  readonly id: string;
  /** False: there are more linked pairs than were to be listed, so `pairs` and `clusters` are empty. */
  readonly isListed: boolean;
  /** The id of each record, and per record the lowest number of a record of its cluster. */
  readonly assignments: { readonly ids: readonly string[]; readonly clusterOf: Int32Array; readonly names: ReadonlyMap<number, string> };
  /** Decisions that were applied, and those that name records which are not there. */
  readonly decisions: { readonly applied: number; readonly waiting: number };
  /** Clusters that kept a name of the earlier run. */
  readonly kept: number;
  /** Clusters of two or more records. */
  readonly clusterCount: number;
  readonly clusters: readonly (readonly string[])[];
  readonly pairs: readonly { readonly left: string; readonly right: string; readonly probability: number }[];
  readonly pairCount: number;
  /** Records and groups of records: everything that counts as one. */
  readonly entities: number;
  readonly candidates: number;
  readonly rules: readonly (readonly string[])[];
  /** Natural logarithm of the odds from which a pair is linked, as a probability too. */
  readonly threshold: number;
  readonly thresholdProbability: number;
  readonly expected: { readonly precision: number; readonly recall: number; readonly f1: number };
  /** Links that the guard against over-merging refused. */
  readonly refused: number;
  readonly quality: Quality | null;
  readonly explained: readonly (Explanation & { readonly left: string; readonly right: string })[];
  readonly seconds: number;
  readonly steps: Readonly<Record<string, number>>;
}

const ID: Text = { zh: "记录编号", en: "names the records" };
const ANSWER: Text = { zh: "标注，用于衡量，不作为依据", en: "the truth that the result is measured against" };

/** Rows that inference looks at. */
const SAMPLE = 5_000;

/** Links the records of tables that a person brings, on the columns that they share or not. Nothing is kept. */
export async function linkFiles(request: LinkFilesRequest, ports: LinkFilesPorts): Promise<LinkedFiles> {
  const start = performance.now();
  const folder = await mkdtemp(join(ports.scratchFolder, "link-"));
  try {
    const engine = await Engine.open({
      scratchFolder: folder,
      files: [...request.paths, ...[request.truthPath, request.decisionsPath, request.previousPath].filter((path) => path !== undefined)],
      folders: [folder],
      subject: request.paths.join(", "),
      memoryLimit: ports.memoryLimit ?? "6GB",
    });
    try {
      const run = new FileLinking(engine, request, { ...ports, scratchFolder: folder });
      return { ...(await run.link()), seconds: Number(((performance.now() - start) / 1000).toFixed(3)) };
    } finally {
      engine.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface LoadedTable {
  readonly headings: readonly string[];
  readonly name: string;
}

class FileLinking {
  readonly #engine: Engine;
  readonly #request: LinkFilesRequest;
  readonly #ports: LinkFilesPorts;

  constructor(engine: Engine, request: LinkFilesRequest, ports: LinkFilesPorts) {
    this.#engine = engine;
    this.#request = request;
    this.#ports = ports;
  }

  async link(): Promise<Omit<LinkedFiles, "seconds">> {
    const tables: LoadedTable[] = [];
    for (const [at, path] of this.#request.paths.entries()) tables.push(await this.#load(path, `file${at}`));
    const headings = [...new Set(tables.flatMap((table) => table.headings))];
    const fileNames = tables.map(({ name }) => name).join(", ");
    // Columns with one heading are one column; a file that lacks it has no value there.
    await this.#engine.run(
      `CREATE TABLE given AS ${tables
        .map(
          (table, at) =>
            `SELECT ${at} AS file, rowid + 1 AS row_in_file, ${headings.map((heading, column) => `${table.headings.includes(heading) ? quoteName(heading) : "NULL"} AS c${column}`).join(", ")} FROM file${at}`,
        )
        .join(" UNION ALL ")}`,
    );
    const records = await this.#count("given");
    if (records < 2) throw new YuejianError("LINK_TOO_FEW", { file: fileNames, records });
    const id = await this.#idColumn(headings, tables);
    const ids = await this.#ids(id, tables);
    const truth = await this.#truth(ids, id ?? "id");
    const { plan, columns } = await this.#plan(headings, { id, left: truth?.kind === "groups" ? truth.column : null });
    if (plan.fields.length === 0) throw new YuejianError("LINK_NOTHING_TO_COMPARE", { file: fileNames, found: headings.join(", ") });
    const places = new Map(ids.map((name, at) => [name, at]));
    const placeOf = (name: string): number | undefined => places.get(name);
    const decisions = await this.#decisions();
    const applied = decisions.filter(({ left, right }) => places.has(left) && places.has(right)).length;
    const previous = await this.#previous();
    const linked = await linkTable(this.#engine, plan, { decided: { decisions, placeOf } });
    const names = stableNames(
      linked.clusterOf,
      (record) => previous.get(ids[record] ?? ""),
      (lowest) => `e-${ids[lowest] ?? lowest}`,
    );
    const known = new Set(previous.values());
    return {
      records,
      columns,
      id: id ?? "file:row",
      decisions: { applied, waiting: decisions.length - applied },
      kept: names
        .values()
        .filter((name) => known.has(name))
        .toArray().length,
      ...resultOf(linked, { ids, names }, this.#request.listed ?? Number.POSITIVE_INFINITY),
      quality: truth ? judge(truth, ids, linked.clusterOf) : null,
      explained: await this.#explain(plan, linked, ids),
    };
  }

  async #load(path: string, table: string): Promise<LoadedTable> {
    const source = await readSource(path, { scratchFolder: this.#ports.scratchFolder, progress: this.#ports.progress });
    try {
      const columns = source.headings.map((heading, at) => `trim(c${at}) AS ${quoteName(heading)}`);
      await this.#engine.run(`CREATE TABLE ${table} AS SELECT ${columns.join(", ")} FROM ${readCsv(source)}`);
      return { headings: source.headings, name: source.facts.name };
    } finally {
      await source.dispose();
    }
  }

  async #count(table: string): Promise<number> {
    const [row] = await this.#engine.rows(`SELECT count(*) FROM ${table}`);
    return Number(row?.[0]);
  }

  /** The heading asked for, or one that looks like an id and differs in every row of its file. */
  async #idColumn(headings: readonly string[], tables: readonly LoadedTable[]): Promise<string | null> {
    const asked = this.#request.idHeading;
    if (asked !== undefined) {
      const lacking = tables.find((table) => !table.headings.includes(asked));
      if (lacking) throw new YuejianError("LINK_ID_UNKNOWN", { file: lacking.name, column: asked, found: lacking.headings.join(", ") });
      const repeated = await this.#repeated(headings.indexOf(asked));
      if (repeated > 0) throw new YuejianError("LINK_ID_REPEATED", { column: asked, count: repeated });
      return asked;
    }
    for (const [at, heading] of headings.entries())
      if (
        /(?:^|[_ ])(?:id|no|key|number|序号|编号)$|^(?:id|rec|unique)[_ ]?|序号|编号|^id$/i.test(heading) &&
        (await this.#repeated(at)) === 0
      )
        return heading;
    return null;
  }

  async #repeated(column: number): Promise<number> {
    const [row] = await this.#engine.rows(`SELECT count(*) - count(DISTINCT (file, c${column})) FILTER (c${column} <> '') FROM given`);
    return Number(row?.[0]);
  }

  /** Name of each record: its id, with the file before it where two files use the same. */
  async #ids(heading: string | null, tables: readonly LoadedTable[]): Promise<string[]> {
    const headings = [...new Set(tables.flatMap((table) => table.headings))];
    const value = heading === null ? "row_in_file::VARCHAR" : `c${headings.indexOf(heading)}`;
    const [row] = await this.#engine.rows(`SELECT count(DISTINCT ${value}) = count(*) FROM given`);
    const file = `CASE file ${tables.map(({ name }, at) => `WHEN ${at} THEN ${quoteText(name)}`).join(" ")} END`;
    const name = row?.[0] === true ? value : `${file} || ':' || ${value}`;
    const ids: string[] = [];
    for await (const [names = []] of this.#engine.columns(`SELECT ${name} FROM given`)) for (const each of names) ids.push(String(each));
    return ids;
  }

  async #truth(ids: readonly string[], idHeading: string): Promise<Truth | null> {
    const path = this.#request.truthPath;
    if (path === undefined) return null;
    const { headings, name, rows } = await this.#table(path, "truth");
    return readTruth({ file: name, headings, rows }, new Set(ids), idHeading);
  }

  async #decisions(): Promise<Decision[]> {
    const path = this.#request.decisionsPath;
    if (path === undefined) return [];
    const { headings, name, rows } = await this.#table(path, "decisions");
    const [left, right, verdict] = ["left", "right", "decision"].map((heading) => headings.indexOf(heading));
    if (left === undefined || right === undefined || verdict === undefined || left < 0 || right < 0 || verdict < 0)
      throw new YuejianError("LINK_DECISIONS_UNREADABLE", { file: name, row: 0, headings: headings.join(", ") });
    return rows.map((row, at) => {
      const said = (row[verdict] ?? "").toLowerCase();
      if (said !== "same" && said !== "different")
        throw new YuejianError("LINK_DECISIONS_UNREADABLE", { file: name, row: at + 1, headings: headings.join(", ") });
      return { left: row[left] ?? "", right: row[right] ?? "", verdict: said };
    });
  }

  /** Name of the cluster in which an earlier run saw each id. */
  async #previous(): Promise<Map<string, string>> {
    const path = this.#request.previousPath;
    if (path === undefined) return new Map();
    const { headings, name, rows } = await this.#table(path, "previous");
    const [id, cluster] = [headings.indexOf("id"), headings.indexOf("cluster")];
    if (id < 0 || cluster < 0) throw new YuejianError("LINK_TRUTH_UNREADABLE", { file: name, headings: headings.join(", "), id: "id" });
    return new Map(rows.map((row) => [row[id] ?? "", row[cluster] ?? ""]));
  }

  async #table(path: string, table: string): Promise<{ headings: readonly string[]; name: string; rows: string[][] }> {
    const { headings, name } = await this.#load(path, table);
    const rows = await this.#engine.rows(
      `SELECT ${headings.map((heading) => `coalesce(${quoteName(heading)}, '')`).join(", ")} FROM ${table}`,
    );
    return { headings, name, rows: rows as string[][] };
  }

  async #plan(
    headings: readonly string[],
    known: { id: string | null; left: string | null },
  ): Promise<{ plan: MatchingPlan; columns: LinkedFiles["columns"] }> {
    const texts = headings.map((_, at) => `coalesce(c${at}, '')`);
    const sample = (await this.#engine.rows(`SELECT ${texts.join(", ")} FROM given ORDER BY hash(rowid) LIMIT ${SAMPLE}`)) as string[][];
    const schema = inferSchema("linking", headings, sample);
    const unique = new Set(headings.filter((_, at) => new Set(sample.map((row) => row[at])).size === sample.length));
    const sampled = schema.columns.map(
      (column: ColumnSchema, at): SampledColumn => ({
        schema: column,
        heading: headings[at] ?? "",
        sample: sample.map((row) => row[at] ?? ""),
      }),
    );
    const compared = sampled.filter(({ heading }) => heading !== known.id && heading !== known.left);
    const guessed = guessFields(compared, unique);
    const columnOf = new Map(sampled.map(({ schema: { name } }, at) => [name, `c${at}`]));
    const select = guessed.fields.map((field: Field) => `nullif(${columnOf.get(field.name)}, '') AS ${quoteName(field.name)}`);
    if (select.length > 0) await this.#engine.run(`CREATE TABLE texts AS SELECT rowid::INTEGER AS _i, ${select.join(", ")} FROM given`);
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

  async #explain(plan: MatchingPlan, linked: Linked, ids: readonly string[]): Promise<LinkedFiles["explained"]> {
    const { explained = 0 } = this.#request;
    if (explained === 0) return [];
    const fields = plan.fields.flatMap(({ name }) => [`one.${quoteName(name)}`, `two.${quoteName(name)}`]);
    const rows = await this.#engine.rows(
      `SELECT l, r, personal, shared, ${fields.join(", ")} FROM (SELECT * FROM scored ORDER BY abs(odds - ${linked.expected.threshold}), l, r LIMIT ${explained}) JOIN texts one ON one._i = l JOIN texts two ON two._i = r ORDER BY abs(odds - ${linked.expected.threshold}), l, r`,
    );
    return rows.map(([l, r, personal, shared, ...values]) => {
      const texts = (side: number): Record<string, string | null> =>
        Object.fromEntries(plan.fields.map(({ name }, at) => [name, (values[2 * at + side] as string | null) ?? null]));
      const rarity = { personal: Number(personal), shared: Number(shared) };
      return {
        left: ids[Number(l)] ?? "",
        right: ids[Number(r)] ?? "",
        ...explain(plan, linked, { left: texts(0), right: texts(1), rarity }),
      };
    });
  }
}

interface Naming {
  readonly ids: readonly string[];
  readonly names: ReadonlyMap<number, string>;
}

function resultOf(linked: Linked, { ids, names }: Naming, most: number) {
  const { expected, clusterOf } = linked;
  const sizes = new Uint32Array(clusterOf.length);
  for (const cluster of clusterOf) sizes[cluster] = (sizes[cluster] ?? 0) + 1;
  let [pairCount, clusterCount, entities] = [0, 0, 0];
  for (const size of sizes) {
    pairCount += (size * (size - 1)) / 2;
    if (size > 1) clusterCount++;
    if (size > 0) entities++;
  }
  const isListed = pairCount <= most;
  return {
    isListed,
    assignments: { ids, clusterOf, names },
    clusters: isListed ? clusterLists(clusterOf, sizes, ids) : [],
    pairs: isListed ? pairLists(linked, ids) : [],
    pairCount,
    clusterCount,
    entities,
    candidates: linked.candidates,
    rules: linked.rules.map(({ features }) => features),
    threshold: Number(expected.threshold.toFixed(4)),
    thresholdProbability: Number(probabilityOf(expected.threshold).toFixed(6)),
    expected: { precision: expected.precision, recall: expected.recall, f1: expected.f1 },
    refused: linked.refused.length,
    steps: linked.seconds,
  };
}

function clusterLists(clusterOf: Int32Array, sizes: Uint32Array, ids: readonly string[]): string[][] {
  const members = new Map<number, string[]>();
  for (const [at, cluster] of clusterOf.entries()) {
    if ((sizes[cluster] ?? 0) < 2) continue;
    const so = members.get(cluster);
    if (so) so.push(ids[at] ?? "");
    else members.set(cluster, [ids[at] ?? ""]);
  }
  return [...members.values()];
}

/** Pairs of one cluster that were compared, strongest first. */
function pairLists({ links, clusterOf }: Linked, ids: readonly string[]): { left: string; right: string; probability: number }[] {
  const pairs: { left: string; right: string; probability: number }[] = [];
  for (let at = 0; at < links.odds.length; at++) {
    const [left, right] = [links.left[at] ?? 0, links.right[at] ?? 0];
    if (clusterOf[left] === clusterOf[right])
      pairs.push({ left: ids[left] ?? "", right: ids[right] ?? "", probability: Number(probabilityOf(links.odds[at] ?? 0).toFixed(6)) });
  }
  return pairs;
}
