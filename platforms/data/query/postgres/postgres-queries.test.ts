import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Closures, nothingClosed, YuejianError } from "@yuejian/contracts";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningPostgres, startPostgres } from "../../../../checks/postgres/start-postgres.ts";
import { intake } from "../../intake/intake.ts";
import type { DatasetAccess } from "../../lake/visible-rows.ts";
import { TRIAL_DATASET, TRIAL_HEADINGS, TrialHome, trialId, trialRow } from "../../testing/trial-home.ts";
import { QueryRunners } from "../query-runners.ts";
import type { PersonsQueries, QueryAnswer, QueryOrder } from "../query-types.ts";
import { HOSTILE } from "../testing/hostile.ts";
import { readPlainText } from "./plain-text.ts";
import { PostgresQueries } from "./postgres-queries.ts";
import { readPostgresStatement } from "./read-postgres-statement.ts";

let postgres: RunningPostgres;
let home: TrialHome;
let batch: string;
let queries: PersonsQueries;
let files: PersonsQueries;

beforeAll(async () => {
  postgres = await startPostgres();
  home = new TrialHome([TRIAL_DATASET], 1, { lakeUrl: postgres.url });
  const rows = Array.from({ length: 9 }, (_, at) => trialRow(at + 1, at % 3 === 0 ? { 辖区: "汨罗" } : at === 4 ? { 备注: "" } : {}));
  const loaded = await intake(
    { path: home.csv("a.csv", [TRIAL_HEADINGS, ...rows]), dataset: TRIAL_DATASET.id, office: "yueyang" },
    home.ports,
  );
  batch = loaded.batch.id;
  queries = new PostgresQueries({ url: postgres.url, closures: nothingClosed, seconds: 20 });
  files = new QueryRunners({
    lake: { folder: home.ports.lakeFolder, scratchFolder: home.ports.scratchFolder },
    closures: nothingClosed,
    memoryMegabytes: 200,
    threads: 1,
  });
});
afterAll(async () => {
  queries.close();
  files.close();
  await home.close();
  await postgres.stop();
});

type Given = Partial<Pick<QueryOrder, "values" | "isConfirmed" | "work">> & {
  readonly access?: DatasetAccess;
  readonly signal?: AbortSignal;
};

function run(sql: string, { access = {}, signal = new AbortController().signal, ...more }: Given = {}, by = queries): Promise<QueryAnswer> {
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

const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "done",
    (error: unknown) => (error instanceof YuejianError ? error.code : String(error)),
  );

const theirs: DatasetAccess = {
  columns: ["person_id", "person_name", "decided_on", "fine", "note", "office"],
  masked: ["person_id", "person_name", "decided_on"],
  pseudonyms: ["person_id", "person_name"],
  offices: ["miluo"],
};

/** Texts of both dialects, each in an order of its own. */
const COMMON = [
  "SELECT * FROM trial_register ORDER BY _row",
  'SELECT count(*) AS n, sum(fine), min(decided_on), max(note) FROM "trial-register"',
  "SELECT office, sum(fine) AS total FROM trial_register GROUP BY office HAVING count(*) >= 2 ORDER BY office",
  "WITH big(n) AS (SELECT fine FROM trial_register WHERE fine > 5000) SELECT count(*), max(n) FROM big",
  "SELECT row_number() OVER (PARTITION BY office ORDER BY fine DESC) AS place, note FROM trial_register ORDER BY _row",
  "SELECT a._row, b._row FROM trial_register a JOIN trial_register b ON a.office = b.office AND a.fine < b.fine ORDER BY 1, 2",
  "SELECT _row FROM trial_register a WHERE NOT EXISTS (SELECT 1 FROM trial_register b WHERE b.fine = a.fine + 1000) ORDER BY 1",
  "SELECT CASE WHEN fine > 4000 THEN '高' ELSE '低' END AS level, count(*) FROM trial_register GROUP BY 1 ORDER BY 2, 1",
  "SELECT extract(year FROM decided_on) AS y, count(*) FROM trial_register GROUP BY 1 ORDER BY 1",
  "SELECT substring(note FROM 2 FOR 1), length(note), upper(trim(note)), note LIKE '第%' FROM trial_register ORDER BY _row",
  "SELECT fine FROM trial_register WHERE fine IN (1000, 2000) UNION ALL SELECT 7 ORDER BY 1",
  "SELECT fine FROM trial_register WHERE note IS NULL OR note = '' OR fine BETWEEN 3000 AND 4000 ORDER BY fine",
  "SELECT CAST(fine AS varchar) || '分' AS t, coalesce(nullif(office, 'miluo'), '—') FROM trial_register ORDER BY _row LIMIT 4 OFFSET 1",
];

const OWN = [
  "SELECT * FROM yuejian_lake.rows_trial_register",
  "SELECT * FROM rows_trial_register",
  "SELECT * FROM public.trial_register",
  "SELECT * FROM pg_catalog.pg_class",
  'SELECT * FROM "pg_stat_activity"',
  "SELECT set_config('role', 'none', false)",
  "SELECT \"set_config\"('role', 'none', false)",
  "SELECT pg_catalog.set_config('role', 'none', false)",
  "SELECT query_to_xml('select 1', true, true, '')",
  "SELECT lo_import('/etc/passwd')",
  "SELECT E'\\'; DROP TABLE x; --'",
  "SELECT $$a$$",
  "SELECT $a$x$a$",
  'SELECT U&"\\0070g_class"',
  "SELECT 1 /* /* */ , version() /* */ */",
  "TABLE trial_register FOR UPDATE",
  "SET ROLE postgres",
  "SELECT * INTO x FROM trial_register",
  "SELECT 1 UNION ALL (SELECT 2 FOR UPDATE)",
  "SELECT * FROM trial_register FOR UPDATE",
  "SELECT * FROM trial_register TABLESAMPLE system (1)",
  "SELECT * FROM version()",
  "SELECT * FROM current_user",
  "SELECT current_user",
  "SELECT 'trial_register'::regclass",
  "SELECT CAST(1259 AS oid)",
  "SELECT 1 OPERATOR(pg_catalog.+) 1",
  "SELECT xmlelement(name a)",
  "SELECT * FROM json_to_record('{}') AS x(a int)",
  "SELECT * FROM ROWS FROM (generate_series(1, 2), version())",
  "SELECT repeat('x', 100000000)",
  "SELECT lpad('x', 100000000)",
  "SELECT currval('s')",
  "SELECT trial_register.pg_typeof FROM trial_register",
  "WITH a AS MATERIALIZED (INSERT INTO trial_register VALUES (1) RETURNING 1) SELECT * FROM a",
  "VALUES (1), (version())",
  `SELECT ${"1+".repeat(20_000)}1`,
  `SELECT ${"NOT ".repeat(9000)}true`,
  `SELECT ${"(".repeat(3000)}1${")".repeat(3000)}`,
];

describe("a person's query on PostgreSQL", () => {
  test.each(COMMON)("finds what it finds over the files: %s", async (sql) => {
    for (const access of [{}, { ...theirs, masked: ["person_name", "person_id"], pseudonyms: [] }]) {
      const [here, there] = await Promise.all([run(sql, { access }), run(sql, { access }, files)]);
      expect(here.rows).toEqual(there.rows);
      expect([here.masked, here.comparedMasked, here.datasets]).toEqual([there.masked, there.comparedMasked, there.datasets]);
    }
  });

  test("what is not one SELECT over the datasets is refused, as over the files", async () => {
    const file = join(home.ports.lakeFolder, "trial-register", `${batch}.parquet`);
    for (const sql of HOSTILE) expect(await codeOf(run(sql.replaceAll("{file}", file))), sql.slice(0, 200)).toBe("QUERY_REFUSED");
    expect((await run("SELECT count(*) FROM trial_register")).rows).toEqual([[9]]);
  });

  test("what is PostgreSQL's own beside reading the datasets is refused", async () => {
    // By the reading alone; the walls behind it are tried below.
    const tables = new Set(["trial_register", "trial-register"]);
    for (const sql of OWN) expect(await codeOf(readPostgresStatement(sql, tables)), sql.slice(0, 200)).toBe("QUERY_REFUSED");
  });

  test("has parameters by name, which are values and nothing else", async () => {
    const values = { least: 5000, name: "'; DROP TABLE x; --" };
    expect(
      (await run("SELECT count(*) FROM trial_register WHERE fine > $least AND note <> $name AND fine > $least", { values })).rows,
    ).toEqual([[4]]);
    expect(readPlainText("SELECT a<=$b, 'x--y $c' -- end\nFROM t WHERE $b")).toEqual({
      sql: "SELECT a<=$1 , 'x--y $c'   FROM t WHERE $1 ",
      parameters: ["b"],
    });
    const { compared, hasStar } = await readPostgresStatement(
      "SELECT t FROM trial_register t WHERE person_id IN ('1', $x) AND fine = note",
      new Set(["trial_register"]),
    );
    expect([[...compared], hasStar]).toEqual([["person_id"], true]);
  });

  test("sees its offices' rows, words of this query alone for masked columns, and what a purpose opens", async () => {
    const { rows, masked } = await run("SELECT person_id, person_name, decided_on, fine FROM trial_register ORDER BY fine", {
      access: theirs,
    });
    const word = expect.stringMatching(/^•[0-9a-f]{16}$/);
    expect(rows).toEqual([1000, 4000, 7000].map((fine) => [word, word, "•", fine]));
    expect(masked).toEqual(["trial-register.person_id", "trial-register.person_name", "trial-register.decided_on"]);
    expect((await run("SELECT person_id FROM trial_register", { access: theirs })).rows).not.toContainEqual([rows[0]?.[0]]);
    expect((await run("SELECT count(*) FROM trial_register a JOIN trial_register b USING (person_id)", { access: theirs })).rows).toEqual([
      [3],
    ]);
    const compared = await run("SELECT count(*) FROM trial_register WHERE person_id = $id", { access: theirs, values: { id: trialId(1) } });
    expect([compared.rows, compared.comparedMasked]).toEqual([[[0]], ["trial-register.person_id"]]);
    for (const sql of [
      "SELECT 1 FROM trial_register WHERE decided_on > DATE '2024-01-01'",
      "SELECT CAST(decided_on AS date) FROM trial_register",
    ])
      await expect(run(sql, { access: theirs })).rejects.toThrow(/masked column/);
    expect(await codeOf(run("SELECT is_minor FROM trial_register", { access: theirs }))).toBe("QUERY_REFUSED");
    const opened = { columns: ["person_id"], rows: [{ batch, row: 1 }], subject: { columns: ["person_id"], value: trialId(4) } };
    const seen = await run("SELECT _row, person_id FROM trial_register ORDER BY 1", { access: { ...theirs, opened } });
    expect(seen.rows).toEqual([
      [1, trialId(1)],
      [4, trialId(4)],
      [7, word],
    ]);
    const closures: Closures = {
      version: "1",
      records: [{ batch, row: 4, basis: "juvenile-record" }],
      persons: [],
      released: [],
      rules: [],
      withdrawn: [{ batch, row: 1 }],
      rewritten: [],
    };
    const closed = new PostgresQueries({ url: postgres.url, closures: { ...nothingClosed, read: async () => closures } });
    expect((await run("SELECT _row FROM trial_register WHERE _row < 6 ORDER BY 1", {}, closed)).rows).toEqual([[2], [3], [5]]);
  });

  test("nothing of it is computed over rows that it may not see", async () => {
    // So many offices cost more to compare than the query's own condition, which would then come first and fail on a hidden row.
    const offices = ["miluo", ...Array.from({ length: 7 }, (_, at) => `office-${at}`)];
    const sql = "SELECT count(*) FROM trial_register WHERE 1 / (fine - 2000) = 0";
    expect((await run(sql, { access: { offices } })).rows).toEqual([[3]]);
    expect(await codeOf(run(sql))).toBe("QUERY_REFUSED");
  });

  test("is weighed before it runs, ends when its time is over or somebody says so, and is cut at its rows", async () => {
    expect(await codeOf(run("SELECT count(*) FROM generate_series(1, 1000000) a, generate_series(1, 1000000) b"))).toBe("QUERY_TOO_COSTLY");
    expect(await codeOf(run("SELECT count(*) FROM generate_series(1, 100000) a, generate_series(1, 10000) b"))).toBe("QUERY_COSTLY");
    const endless = "WITH RECURSIVE t AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM t) SELECT count(*) FROM t";
    const quick = new PostgresQueries({ url: postgres.url, closures: nothingClosed, seconds: 0.4, atOnce: 1, waiting: 1 });
    expect(await codeOf(run(endless, {}, quick))).toBe("QUERY_TOO_LONG");
    const slow = new PostgresQueries({ url: postgres.url, closures: nothingClosed, seconds: 600 });
    expect(await codeOf(run(endless, { signal: AbortSignal.timeout(300) }, slow))).toBe("QUERY_CANCELLED");
    const doubled = `WITH RECURSIVE t AS (SELECT 'x' AS n UNION ALL SELECT n || n FROM t) SELECT max(length(n)) FROM t`;
    expect(["QUERY_REFUSED", "QUERY_TOO_LONG"]).toContain(await codeOf(run(doubled, {}, quick)));
    const cut = await run("SELECT note FROM trial_register", { work: { kind: "rows", maxRows: 2, maxCharacters: 1000 } });
    expect(cut).toMatchObject({ rowCount: 2, isTruncated: true, columns: [{ name: "note", type: "text" }] });
    expect(cut.estimate.scanned).toBeGreaterThan(0);
    const path = join(home.ports.scratchFolder, "out.csv");
    await run("SELECT fine FROM trial_register ORDER BY fine LIMIT 2", {
      work: { kind: "export", path, format: "csv", maxRows: 9, about: [] },
    });
    expect(readFileSync(path, "utf8")).toBe("\u{feff}fine\r\n1000\r\n2000\r\n");
  });

  test("meets the server's own walls where it gets past the reading: the role has no rights and the transaction reads", async () => {
    const client = new Client({ connectionString: postgres.url });
    await client.connect();
    const answers: unknown[] = [];
    for (const sql of [
      "SELECT * FROM yuejian_lake.rows_trial_register",
      "SELECT pg_read_file('/etc/passwd')",
      "CREATE TABLE public.x (a int)",
      "CREATE TEMP TABLE x (a int)",
    ]) {
      await client.query("BEGIN READ ONLY");
      await client.query("SET LOCAL ROLE yuejian_lake_reader");
      answers.push(
        await client.query(sql).then(
          () => "done",
          (cause: { code: string }) => cause.code,
        ),
      );
      await client.query("ROLLBACK");
    }
    await client.end();
    expect(answers).toEqual(["42501", "42501", "25006", "25006"]);
  });
});
