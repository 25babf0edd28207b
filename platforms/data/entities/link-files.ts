import { copyFile, mkdtemp, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import { type Decision, explain, type MatchingPlan } from "@yuejian/matching";
import { Engine } from "../engine/engine.ts";
import { quoteName } from "../engine/sql-text.ts";
import { readCsv } from "../intake/raw-table.ts";
import { readSource } from "../source/read-source.ts";
import { ClusterTable } from "./cluster-table.ts";
import { GivenRecords } from "./given-records.ts";
import type { LinkedFiles, LinkFilesPorts, LinkFilesRequest } from "./link-files-types.ts";
import { listsOf, summaryOf } from "./link-result.ts";
import { type Linked, linkTable } from "./link-tables.ts";
import { judge, readTruth, type Truth } from "./truth.ts";

/** Links the records of tables that a person brings, on the columns that they share or not. Nothing is kept but what \`outPath\` names. */
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
      sleeps: true,
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
    const { paths, idHeading, truthPath, outPath, previousPath, listed = Number.POSITIVE_INFINITY } = this.#request;
    const given = await GivenRecords.load(this.#engine, paths, this.#ports);
    const id = await given.nameBy(idHeading);
    const names = truthPath === undefined ? null : await given.names();
    const truth = truthPath === undefined || names === null ? null : await this.#truth(truthPath, { names, id: id ?? "id" });
    const { plan, columns } = await given.plan({ id, answer: truth?.kind === "groups" ? truth.column : null });
    const decisions = await this.#decisions();
    const places = await given.placesOf(decisions.flatMap(({ left, right }) => [left, right]));
    const applied = decisions.filter(({ left, right }) => places.has(left) && places.has(right)).length;
    await this.#previous();
    const linked = await linkTable(this.#engine, plan, { decided: { decisions, placeOf: (name) => places.get(name) } });
    const summary = summaryOf(linked);
    const isListed = summary.pairCount <= listed;
    const isNamed = outPath !== undefined || previousPath !== undefined;
    const table = isNamed || (isListed && summary.pairCount > 0) ? await ClusterTable.create(this.#engine, given, linked.clusterOf) : null;
    const kept = isNamed ? await table?.name() : 0;
    if (outPath !== undefined) await this.#write(table, outPath);
    return {
      records: given.count,
      columns,
      id: id ?? "file:row",
      decisions: { applied, waiting: decisions.length - applied },
      kept: kept ?? 0,
      ...summary,
      isListed,
      ...(table && isListed ? listsOf(linked, await table.members()) : { clusters: [], pairs: [] }),
      quality: truth && names ? judge(truth, names, linked.clusterOf) : null,
      explained: await this.#explain(plan, linked, given),
    };
  }

  async #truth(path: string, { names, id }: { names: readonly string[]; id: string }): Promise<Truth> {
    const { headings, name, rows } = await this.#table(path, "truth");
    return readTruth({ file: name, headings, rows }, new Set(names), id);
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

  /** The table \`previous\` (id, cluster): the name of the cluster in which an earlier run saw each id. */
  async #previous(): Promise<void> {
    const path = this.#request.previousPath;
    if (path === undefined) return await this.#engine.run("CREATE TABLE previous (id VARCHAR, cluster VARCHAR)");
    const { headings, name } = await this.#load(path, "previous");
    if (!headings.includes("id") || !headings.includes("cluster"))
      throw new YuejianError("LINK_TRUTH_UNREADABLE", { file: name, headings: headings.join(", "), id: "id" });
  }

  async #load(path: string, table: string): Promise<{ headings: readonly string[]; name: string }> {
    const source = await readSource(path, { ...this.#ports, isPassing: true });
    try {
      const columns = source.headings.map((heading, at) => `coalesce(trim(c${at}), '') AS ${quoteName(heading)}`);
      await this.#engine.run(`CREATE TABLE ${table} AS SELECT ${columns.join(", ")} FROM ${readCsv(source)}`);
      return { headings: source.headings, name: source.facts.name };
    } finally {
      await source.dispose();
    }
  }

  async #table(path: string, table: string): Promise<{ headings: readonly string[]; name: string; rows: string[][] }> {
    const loaded = await this.#load(path, table);
    const rows = await this.#engine.rows(`SELECT ${loaded.headings.map(quoteName).join(", ")} FROM ${table}`);
    return { ...loaded, rows: rows as string[][] };
  }

  /** The file appears whole or not at all. */
  async #write(table: ClusterTable | null, path: string): Promise<void> {
    const scratch = join(this.#ports.scratchFolder, "clusters.csv");
    await table?.copyTo(scratch);
    await copyFile(scratch, `${path}.part`);
    await rename(`${path}.part`, path);
  }

  async #explain(plan: MatchingPlan, linked: Linked, given: GivenRecords): Promise<LinkedFiles["explained"]> {
    const { explained = 0 } = this.#request;
    if (explained === 0) return [];
    const fields = plan.fields.flatMap(({ name }) => [`one.${quoteName(name)}`, `two.${quoteName(name)}`]);
    const nearest = `abs(odds - ${linked.expected.threshold}), l, r`;
    await this.#engine.run(`CREATE TABLE nearest AS SELECT * FROM scored ORDER BY ${nearest} LIMIT ${explained}`);
    await this.#engine.run("CREATE TABLE explained AS SELECT l AS i FROM nearest UNION SELECT r FROM nearest");
    const names = await given.namesOf("explained");
    const rows = await this.#engine.rows(
      `SELECT l, r, personal, shared, ${fields.join(", ")} FROM nearest JOIN texts one ON one._i = l JOIN texts two ON two._i = r ORDER BY ${nearest}`,
    );
    return rows.map(([l, r, personal, shared, ...values]) => {
      const texts = (side: number): Record<string, string | null> =>
        Object.fromEntries(plan.fields.map(({ name }, at) => [name, (values[2 * at + side] as string | null) ?? null]));
      const rarity = { personal: Number(personal), shared: Number(shared) };
      return {
        left: names.get(Number(l)) ?? "",
        right: names.get(Number(r)) ?? "",
        ...explain(plan, linked, { left: texts(0), right: texts(1), rarity }),
      };
    });
  }
}
