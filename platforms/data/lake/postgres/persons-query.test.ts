import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningPostgres, startPostgres } from "../../../../checks/postgres/start-postgres.ts";
import { intake } from "../../intake/intake.ts";
import { TRIAL_DATASET, TRIAL_HEADINGS, TrialHome, trialRow } from "../../testing/trial-home.ts";
import type { LakeSession } from "../session.ts";
import { requirePlainSelect } from "./persons-sql.ts";

let postgres: RunningPostgres;
let home: TrialHome;
let session: LakeSession;

beforeAll(async () => {
  postgres = await startPostgres();
  home = new TrialHome([TRIAL_DATASET], 1, { lakeUrl: postgres.url });
  const rows = Array.from({ length: 9 }, (_, at) => trialRow(at + 1, at % 3 === 0 ? { 辖区: "汨罗" } : {}));
  await intake({ path: home.csv("a.csv", [TRIAL_HEADINGS, ...rows]), dataset: TRIAL_DATASET.id, office: "yueyang" }, home.ports);
  session = await home.lake.session(home.snapshot(), [TRIAL_DATASET], {
    access: { [TRIAL_DATASET.id]: { offices: ["yueyang"], masked: ["person_id"] } },
  });
});
afterAll(async () => {
  session.close();
  await home.close();
  await postgres.stop();
});

describe("SQL that a person writes, on PostgreSQL", () => {
  test.each([
    ["SELECT count(*) AS n FROM trial_register", [[6]]],
    ['SELECT DISTINCT person_id FROM "trial-register"', [["•"]]],
    ["WITH big(n) AS (SELECT fine FROM trial_register WHERE fine > 5000 -- above\n) SELECT count(*), max(n) FROM big", [[3, 9000]]],
    ["SELECT office, sum(fine)/* of all */FROM trial_register GROUP BY office HAVING count(*) >= 2", [["yueyang", 33000]]],
    ["SELECT row_number() OVER (ORDER BY fine DESC) AS place, note FROM trial_register ORDER BY 1 LIMIT 1", [[1, "第9号"]]],
    ["SELECT 'it''s -- no comment' AS t, note LIKE '%号' FROM trial_register LIMIT 1", [["it's -- no comment", true]]],
  ])("sees its offices' rows, masked: %s", async (sql, expected) => {
    expect((await session.query(sql)).rows).toEqual(expected);
  });

  test.each([
    "DELETE FROM trial_register",
    "WITH gone AS (DELETE FROM trial_register RETURNING 1) SELECT * FROM gone",
    "SELECT 1; SELECT 2",
    "SELECT * FROM yuejian_lake.rows_trial_register",
    "SELECT * FROM superseded_0",
    "SELECT * FROM pg_catalog.pg_class",
    'SELECT * FROM "pg_stat_activity"',
    "SELECT relname FROM information_schema.tables",
    "SELECT set_config('role', 'none', false)",
    "SELECT \"set_config\"('role', 'none', false)",
    "SELECT pg_sleep(1)",
    "SELECT query_to_xml('select 1', true, true, '')",
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT lo_import('/etc/passwd')",
    "SELECT E'\\'; DROP TABLE x; --'",
    "SELECT $$a$$",
    'SELECT U&"\\0070g_class"',
    "SELECT 1 /* /* */ , pg_sleep(1) /* */ */",
    "COPY trial_register TO '/tmp/x.csv'",
    "TABLE trial_register",
    "SET ROLE postgres",
    "SELECT * INTO x FROM trial_register",
    "SELECT * FROM trial_register FOR UPDATE",
    "SELECT nowhere FROM trial_register",
    "",
  ])("is refused: %s", async (sql) => {
    await expect(session.query(sql)).rejects.toMatchObject({ code: "REQUEST_INVALID" });
    expect((await session.query("SELECT 1 AS one")).rows).toEqual([[1]]);
  });

  test("has the rows it asked for and no more, and ends when its time is over", async () => {
    const limited = await session.query("SELECT n FROM generate_series(1, 1000000) n", [], { maxRows: 3 });
    expect([limited.rows, limited.isTruncated, limited.columns[0]?.type]).toEqual([[[1], [2], [3]], true, "integer"]);
    const forever = "SELECT count(*) FROM generate_series(1, 1000000000) a";
    await expect(session.query(forever, [], { seconds: 0.3 })).rejects.toMatchObject({ code: "QUERY_TOO_LONG" });
    expect((await session.query("SELECT 1 AS one")).rows).toEqual([[1]]);
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

  test("a text is handed on as it is, without its comments", () => {
    expect(requirePlainSelect("SELECT a<=b, 'x--y' -- end\nFROM t")).toBe("SELECT a<=b, 'x--y'   FROM t");
  });
});
