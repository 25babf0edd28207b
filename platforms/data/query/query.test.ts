import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Closures, type ErrorCode, nothingClosed, YuejianError } from "@yuejian/contracts";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { intake } from "../intake/intake.ts";
import { DuckdbGround } from "../lake/duckdb-ground.ts";
import { LakeSession } from "../lake/session.ts";
import type { DatasetAccess } from "../lake/visible-rows.ts";
import { TRIAL_DATASET, TRIAL_HEADINGS, TrialHome, trialId, trialRow } from "../testing/trial-home.ts";
import { QueryRunners } from "./query-runners.ts";
import type { ExportFormat, QueryAnswer, QueryOrder } from "./query-types.ts";
import { HOSTILE } from "./testing/hostile.ts";

let home: TrialHome;
let runners: QueryRunners;
let batch: string;

beforeAll(async () => {
  home = new TrialHome([TRIAL_DATASET]);
  const rows = [1, 2, 3, 4].map((each) =>
    trialRow(each, each === 2 ? { 辖区: "汨罗", 备注: "=1+1" } : each === 3 ? { 备注: "隔壁单位的秘密" } : {}),
  );
  const loaded = await intake(
    { path: home.csv("a.csv", [TRIAL_HEADINGS, ...rows]), dataset: "trial-register", office: "yueyang" },
    home.ports,
  );
  batch = loaded.batch.id;
  runners = runnersOf({});
});
afterAll(async () => {
  runners.close();
  await home.close();
});

const runnersOf = (options: Partial<ConstructorParameters<typeof QueryRunners>[0]>) =>
  new QueryRunners({
    lake: { folder: home.ports.lakeFolder, scratchFolder: home.ports.scratchFolder },
    closures: nothingClosed,
    memoryMegabytes: 200,
    seconds: 60,
    threads: 1,
    ...options,
  });

type Given = Partial<Pick<QueryOrder, "values" | "isConfirmed" | "work">> & {
  readonly access?: DatasetAccess;
  readonly signal?: AbortSignal;
};

function run(sql: string, { access = {}, signal = new AbortController().signal, ...more }: Given = {}, by = runners): Promise<QueryAnswer> {
  const order: QueryOrder = {
    sql,
    values: {},
    snapshot: home.snapshot(),
    schemas: [TRIAL_DATASET],
    access: { "trial-register": access },
    lifted: [],
    isConfirmed: false,
    work: { kind: "rows", maxRows: 1000, maxCharacters: 1_000_000 },
    ...more,
  };
  return by.run(order, { signal });
}

/** The engine as the process has it, without what the process refuses before. */
async function guarded(access: DatasetAccess) {
  const folders = { folder: home.ports.lakeFolder, scratchFolder: home.ports.scratchFolder };
  const ground = await DuckdbGround.open({ ...folders, guard: { spillLimit: "10MB" } });
  const of = { access: { "trial-register": access }, isGuarded: true };
  const session = await LakeSession.open({ ground, closures: nothingClosed }, home.snapshot(), [TRIAL_DATASET], of);
  await ground.lock({ "trial-register": [batch] }, new Map());
  return { session };
}

const codeOf = async (work: Promise<unknown>): Promise<ErrorCode | "done"> =>
  work.then(
    () => "done",
    (error: unknown) => (error instanceof YuejianError ? error.code : "UNEXPECTED"),
  );

/** Which limit meets first depends on the machine. */
const ENDED: readonly ErrorCode[] = ["QUERY_TOO_LARGE", "QUERY_CRASHED", "QUERY_TOO_LONG", "QUERY_REFUSED"];

/** Statements that the list lets through and that the limits end. */
const BOMBS: readonly (readonly [string, readonly ErrorCode[]])[] = [
  ["SELECT count(*) FROM range(1000000) a, range(1000000) b", ["QUERY_TOO_COSTLY"]],
  ["SELECT count(*) FROM range(100000) a, range(10000) b WHERE a.range + b.range = 1", ["QUERY_COSTLY"]],
  ["SELECT sum(a.range) FROM range(100000000000) a", ["QUERY_TOO_COSTLY"]],
  ["WITH RECURSIVE t AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM t) SELECT count(*) FROM t", ENDED],
  ["SELECT len(repeat('x', 100000000000))", ENDED],
  ["SELECT len(repeat(repeat(note, 100000), 100000)) FROM trial_register", ENDED],
  ["SELECT len(range(4000000000))", ENDED],
  ["SELECT unnest(range(1000000000)) FROM trial_register", ENDED],
  ["SELECT regexp_matches(repeat('a', 30), '((a{0,1000}){0,1000}){0,1000}$')", ENDED],
];

describe("a person's query", () => {
  test("what is not one SELECT over the datasets is refused", async () => {
    const file = join(home.ports.lakeFolder, "trial-register", `${batch}.parquet`);
    for (const sql of HOSTILE) expect(await codeOf(run(sql.replaceAll("{file}", file))), sql.slice(0, 200)).toBe("QUERY_REFUSED");
    expect((await run("SELECT count(*) FROM trial_register")).rows).toEqual([[4]]);
  });

  test("the engine itself opens no other file, writes none and takes no setting, if a text got past the list", async () => {
    const { session } = await guarded({});
    for (const sql of [
      "SELECT * FROM read_text('/etc/passwd')",
      "SELECT * FROM glob('/*')",
      `SELECT * FROM read_text('${join(home.ports.lakeFolder, "trial-register", `${batch}.json`)}')`,
      "COPY (SELECT 1) TO '/tmp/yuejian-not-written.csv'",
      `COPY (SELECT 1) TO '${join(home.ports.lakeFolder, "x.csv")}'`,
      "ATTACH '/tmp/yuejian-not-written.db'",
      "INSTALL httpfs",
      "LOAD httpfs",
      "SET enable_external_access = true",
      "SET memory_limit = '90GB'",
      "SET threads = 64",
    ])
      await expect(session.select(sql), sql).rejects.toThrow(/disabled|locked|Cannot|not allowed|LocalFileSystem|permission/i);
    session.close();
  });

  test("conditions of a query stay above what hides rows", async () => {
    const { session } = await guarded({ offices: ["miluo"] });
    const { rows } = await session.select("EXPLAIN SELECT fine FROM trial_register WHERE length(note) > 3");
    const plan = String(rows[0]?.[1]);
    expect(plan.indexOf("length(note)")).toBeGreaterThan(0);
    expect(plan.indexOf("LIMIT")).toBeGreaterThan(plan.indexOf("length(note)"));
    expect(plan.indexOf("miluo")).toBeGreaterThan(plan.indexOf("LIMIT"));
    session.close();
  });

  test("what exhausts memory or time ends at a limit, and the next query is answered", async () => {
    const tight = runnersOf({ seconds: 1 });
    for (const [sql, codes] of BOMBS) expect(codes, sql).toContain(await codeOf(run(sql, {}, tight)));
    expect((await run("SELECT count(*) AS n FROM trial_register")).rows).toEqual([[4]]);
    tight.close();
  }, 60_000);

  test("a signal ends it; queries beyond those at once wait, beyond those that may wait they are refused", async () => {
    const slow = "SELECT count(*) FROM range(9000) a, range(9000) b WHERE hash(sha256((a.range * b.range)::VARCHAR)) = 1";
    const few = runnersOf({ atOnce: 1, waiting: 1, seconds: 60 });
    const [first, second] = [new AbortController(), new AbortController()];
    const running = codeOf(run(slow, { signal: first.signal }, few));
    const waiting = codeOf(run("SELECT 1", { signal: second.signal }, few));
    expect(await codeOf(run("SELECT 1", {}, few))).toBe("QUERIES_BUSY");
    second.abort();
    expect(await waiting).toBe("QUERY_CANCELLED");
    first.abort();
    expect(await running).toBe("QUERY_CANCELLED");
    expect((await run("SELECT 1", {}, few)).rows).toEqual([[1]]);
    few.close();
  }, 30_000);

  test("columns that are not given do not exist, masked ones are words of this query alone, and nothing tells of other offices' rows", async () => {
    const access: DatasetAccess = {
      columns: ["person_id", "person_name", "decided_on", "fine", "note", "office"],
      masked: ["person_id", "person_name", "decided_on"],
      pseudonyms: ["person_id", "person_name"],
      offices: ["miluo"],
    };
    const { rows, masked } = await run("SELECT person_id, person_name, decided_on, fine FROM trial_register", { access });
    expect(rows).toHaveLength(1);
    expect(rows[0]).toEqual([expect.stringMatching(/^•[0-9a-f]{16}$/), expect.stringMatching(/^•[0-9a-f]{16}$/), "•", 2000]);
    expect(masked).toEqual(["trial-register.person_id", "trial-register.person_name", "trial-register.decided_on"]);
    expect((await run("SELECT person_id FROM trial_register", { access })).rows).not.toEqual([[rows[0]?.[0]]]);
    expect((await run("SELECT count(*) FROM trial_register a JOIN trial_register b USING (person_id)", { access })).rows).toEqual([[1]]);
    const compared = await run("SELECT count(*) FROM trial_register WHERE person_id = $id", { access, values: { id: trialId(2) } });
    expect([compared.rows, compared.comparedMasked]).toEqual([[[0]], ["trial-register.person_id"]]);
    expect(await codeOf(run("SELECT count(*) FROM trial_register WHERE decided_on > DATE '2024-01-01'", { access }))).toBe("QUERY_REFUSED");
    expect(await codeOf(run("SELECT is_minor FROM trial_register", { access }))).toBe("QUERY_REFUSED");
    expect((await run("SELECT fine FROM trial_register WHERE CAST(fine AS VARCHAR) <> ''", { access })).rows).toEqual([[2000]]);
  });

  test("a purpose opens its rows and those of its subject, and no others", async () => {
    const access: DatasetAccess = {
      masked: ["person_id", "person_name"],
      pseudonyms: ["person_id", "person_name"],
      opened: { columns: ["person_id", "person_name"], rows: [{ batch, row: 1 }], subject: { columns: ["person_id"], value: trialId(3) } },
    };
    const { rows } = await run("SELECT _row, person_id FROM trial_register ORDER BY 1", { access });
    const hidden = expect.stringMatching(/^•/);
    expect(rows).toEqual([
      [1, trialId(1)],
      [2, hidden],
      [3, trialId(3)],
      [4, hidden],
    ]);
  });

  test("a withdrawn batch and sealed rows are not there", async () => {
    const closures: Closures = {
      version: "1",
      records: [{ batch, row: 4, basis: "juvenile-record" }],
      persons: [],
      released: [],
      rules: [],
      withdrawn: [{ batch, row: 1 }],
      rewritten: [],
    };
    const closed = runnersOf({ closures: { ...nothingClosed, read: async () => closures } });
    expect((await run("SELECT _row FROM trial_register ORDER BY 1", {}, closed)).rows).toEqual([[2], [3]]);
    closed.close();
  });

  test("rows beyond the limit are cut off and said to be; the estimate counts what would be read", async () => {
    const work = { kind: "rows", maxRows: 2, maxCharacters: 1000 } as const;
    expect(await run("FROM trial_register", { work })).toMatchObject({ rowCount: 2, isTruncated: true, estimate: { scanned: 4 } });
    expect(await run("SELECT repeat('x', 600) FROM range(3)", { work: { ...work, maxRows: 9 } })).toMatchObject({
      rowCount: 1,
      isTruncated: true,
    });
    expect(await run("FROM trial_register", { work: { kind: "estimate" } })).toMatchObject({
      rows: [],
      datasets: ["trial-register"],
      estimate: { widest: 4 },
    });
  });

  test("an export is written whole, and no cell of it is a formula for a spreadsheet", async () => {
    const written = async (format: ExportFormat): Promise<Buffer> => {
      const path = join(home.ports.scratchFolder, `out.${format}`);
      const work = { kind: "export", path, format, maxRows: 100, about: [["导出编号", "exp_1"]] } as const;
      const { rowCount } = await run(
        `SELECT fine, note, '-1+1' AS "a,b", '@x' AS c, ' =y' AS d FROM trial_register WHERE _row <= 2 ORDER BY fine`,
        { work },
      );
      expect(rowCount).toBe(2);
      return readFileSync(path);
    };
    expect((await written("csv")).toString()).toBe(
      "\u{feff}fine,note,\"a,b\",c,d\r\n1000,第1号,'-1+1,'@x,' =y\r\n2000,'=1+1,'-1+1,'@x,' =y\r\n",
    );
    expect((await written("ndjson")).toString().split("\n")[1]).toBe('{"fine":2000,"note":"=1+1","a,b":"-1+1","c":"@x","d":" =y"}');
    const parts = unzipSync(new Uint8Array(await written("xlsx")));
    const sheet = Buffer.from(parts["xl/worksheets/sheet1.xml"] ?? []).toString();
    expect(sheet).toContain('<c><v>2000</v></c><c t="inlineStr"><is><t xml:space="preserve">=1+1</t></is></c>');
    expect(sheet).not.toContain("<f>");
    expect(Buffer.from(parts["xl/worksheets/sheet2.xml"] ?? []).toString()).toContain("exp_1");
  });
});
