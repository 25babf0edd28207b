import type { SourceContract, SourceKind, TableSettings } from "@yuejian/contracts";
import mysql from "mysql2/promise";
import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { mariadbHere, startMariadb } from "../../../checks/mariadb/start-mariadb.ts";
import { emptyDatabase } from "../../../checks/postgres/empty-database.ts";
import { connectorOf } from "./connectors.ts";
import { takeAll } from "./testing/read-all.ts";

interface Database {
  readonly settings: Omit<TableSettings, "table">;
  readonly secret: string | null;
  run(sql: string): Promise<void>;
  /** Breaks every connection but its own. */
  breakOthers(): Promise<void>;
  stop(): Promise<void>;
}

async function postgres(): Promise<Database> {
  const own = await emptyDatabase();
  const client = new Client({ connectionString: own.url });
  await client.connect();
  const url = new URL(own.url);
  return {
    settings: { host: url.hostname, port: Number(url.port), database: url.pathname.slice(1), user: "yuejian" },
    secret: null,
    run: async (sql) => void (await client.query(sql)),
    breakOthers: async () =>
      void (await client.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'yuejian' AND datname = current_database()",
      )),
    async stop() {
      await client.end();
      await own.drop();
    },
  };
}

async function mariadb(): Promise<Database> {
  const server = await startMariadb();
  const { host, port, user, password, database } = server;
  const client = await mysql.createConnection({ host, port, user, password, database, multipleStatements: true });
  return {
    settings: { host, port, database, user },
    secret: password,
    run: async (sql) => void (await client.query(sql)),
    async breakOthers() {
      const [rows] = await client.query("SELECT ID FROM information_schema.PROCESSLIST WHERE ID <> CONNECTION_ID() AND USER = 'reader'");
      for (const { ID } of rows as { ID: number }[]) await client.query(`KILL ${ID}`);
    },
    async stop() {
      await client.end();
      await server.stop();
    },
  };
}

const CONTRACT: SourceContract = {
  columns: [
    { name: "id", type: "integer", required: true },
    { name: "姓名", type: "text" },
    { name: "amount", type: "decimal" },
    { name: "changed", type: "timestamp" },
  ],
  key: ["id"],
};

const people = (from: number, to: number, changed: (id: number) => string): string =>
  `INSERT INTO people VALUES ${Array.from({ length: to - from + 1 }, (_, at) => from + at)
    .map((id) => `(${id}, '张${id}', ${id}.50, '${changed(id)}')`)
    .join(", ")}`;
/** Three rows to a second. */
const stamp = (id: number): string => {
  const at = new Date(Date.UTC(2026, 0, 1) + Math.floor(id / 3) * 1000).toISOString();
  return at.slice(0, 19).replace("T", " ");
};

const kinds: readonly { kind: SourceKind; open: () => Promise<Database>; isHere: boolean }[] = [
  { kind: "postgres", open: postgres, isHere: true },
  { kind: "mysql", open: mariadb, isHere: mariadbHere() },
];

for (const { kind, open, isHere } of kinds) {
  describe.skipIf(!isHere)(`a table of a real server (${kind})`, () => {
    let database: Database;
    const settings = (more: Partial<TableSettings> = {}): TableSettings => ({ ...database.settings, table: "people", ...more });
    const take = (more: Partial<TableSettings> = {}, given: Partial<Parameters<typeof takeAll>[2]> = {}) =>
      takeAll(kind, settings(more), { contract: CONTRACT, secret: database.secret, ...given });

    beforeAll(async () => {
      database = await open();
    });
    afterAll(() => database.stop());
    beforeEach(async () => {
      await database.run("DROP TABLE IF EXISTS people");
      const name = kind === "mysql" ? "`姓名`" : '"姓名"';
      const time = kind === "mysql" ? "DATETIME" : "TIMESTAMP";
      await database.run(`CREATE TABLE people (id BIGINT NOT NULL, ${name} VARCHAR(50), amount DECIMAL(20, 2), changed ${time})`);
    });

    test("is taken whole in the order of its key, each value with the digits and characters it has", async () => {
      await database.run(
        `INSERT INTO people VALUES (9007199254740993, '㐂"${kind === "mysql" ? "\\\\" : "\\"}', 123456789012345678.25, '2026-03-05 10:00:00'), (-5, NULL, NULL, NULL)`,
      );
      const { portions, positions, failure } = await take();
      expect(failure).toBeNull();
      expect(portions).toEqual([
        [
          { id: "-5", 姓名: null, amount: null, changed: null },
          { id: "9007199254740993", 姓名: '㐂"\\', amount: "123456789012345678.25", changed: "2026-03-05 10:00:00" },
        ],
      ]);
      expect(positions).toEqual([null]);
      expect((await take()).texts).toEqual((await take()).texts);
    });

    test("by a cursor: portions end between two values, the next load takes what is new, also what came late at the newest value", async () => {
      await database.run(people(1, 5000, stamp));
      const first = await take({ cursor: "changed", rowsPerBatch: 2000 });
      expect(first.failure).toBeNull();
      expect(first.portions.flat()).toHaveLength(5000);
      expect(first.portions.length).toBeGreaterThan(1);
      for (const [at, rows] of first.portions.entries())
        expect(first.portions[at + 1]?.some(({ changed }) => changed === rows.at(-1)?.["changed"]) ?? false).toBe(false);
      const again = await take({ cursor: "changed", rowsPerBatch: 2000 }, { position: first.position });
      expect(again.portions.flat()).toEqual([]);
      await database.run(people(5001, 5001, () => stamp(5000)));
      await database.run(people(5002, 5010, stamp));
      const later = await take({ cursor: "changed", rowsPerBatch: 2000 }, { position: first.position });
      expect(later.portions.flat().map(({ id }) => Number(id))).toEqual([5001, 5002, 5003, 5004, 5005, 5006, 5007, 5008, 5009, 5010]);
      // From any portion's place the rest comes, no row twice and none missing.
      const rest = await take({ cursor: "changed", rowsPerBatch: 2000 }, { position: first.positions[0] ?? null });
      const ids = [...(first.portions[0] ?? []), ...rest.portions.flat()].map(({ id }) => Number(id));
      expect(ids.toSorted((left, right) => left - right)).toEqual(Array.from({ length: 5010 }, (_, at) => at + 1));
    });

    test("by a number larger than a floating number tells apart: no row is lost", async () => {
      const big = (id: number): string => String(9007199254740990n + BigInt(id));
      await database.run(`INSERT INTO people VALUES ${[0, 1, 2, 3, 4, 5].map((id) => `(${big(id)}, 'x', 1, NULL)`).join(", ")}`);
      const first = await take({ cursor: "id" });
      await database.run(`INSERT INTO people VALUES (${big(6)}, 'x', 1, NULL)`);
      const next = await take({ cursor: "id" }, { position: first.position });
      expect(next.portions.flat().map(({ id }) => id)).toEqual([big(6)]);
    });

    test("a column that is gone stops the load before a row is taken; a new one is told", async () => {
      await database.run(people(1, 3, stamp));
      await database.run("ALTER TABLE people DROP COLUMN amount");
      await database.run("ALTER TABLE people ADD COLUMN phone VARCHAR(20) DEFAULT '13900000000'");
      const gone = await take();
      expect(gone.failure).toMatchObject({ code: "SOURCE_COLUMN_GONE", parameters: { columns: "amount", added: "phone" } });
      expect(gone.texts).toEqual([]);
      const without = { ...CONTRACT, columns: CONTRACT.columns.filter(({ name }) => name !== "amount") };
      const { portions } = await take({}, { contract: without });
      // Its name without its values: nobody agreed to those.
      expect(portions[0]?.[0]).toEqual({ id: "1", 姓名: "张1", changed: "2026-01-01 00:00:00", phone: null });
    });

    test("a connection that breaks in the middle ends the load; no unfinished portion is handed over", async () => {
      await database.run(people(1, 20_000, stamp));
      const broken = await take(
        { cursor: "changed", rowsPerBatch: 1000 },
        { onPortion: (count) => (count === 2 ? database.breakOthers() : Promise.resolve()) },
      );
      expect(broken.failure).toMatchObject({ code: "SOURCE_UNREACHABLE", parameters: { source: "试验来源" } });
      const rest = await take({ cursor: "changed", rowsPerBatch: 1000 }, { position: broken.position });
      expect([...broken.portions, ...rest.portions].flat()).toHaveLength(20_000);
    });

    test("a wrong password, a database or a table that is not there are told apart", async () => {
      const codes = await Promise.all(
        [{ user: "nobody" }, { database: "nothing" }, { table: "nothing" }, { port: 1 }].map(
          async (more) => (await take(more)).failure?.code,
        ),
      );
      expect(codes).toEqual(["SOURCE_ACCESS_REFUSED", "SOURCE_ACCESS_REFUSED", "SOURCE_TABLE_UNKNOWN", "SOURCE_UNREACHABLE"]);
    });

    test("cannot be written to through the connector", async () => {
      await database.run(people(1, 1, stamp));
      const name = kind === "mysql" ? "people` WHERE 1 = 0; DROP TABLE people; -- " : 'people"; DROP TABLE people; --';
      expect((await take({ table: name })).failure?.code).toBe("SOURCE_TABLE_UNKNOWN");
      expect((await take()).portions.flat()).toHaveLength(1);
    });

    test("shows its columns with their types and first rows", async () => {
      await database.run(people(1, 5, stamp));
      const look = await connectorOf(kind).look({
        name: "look",
        settings: settings(),
        secret: database.secret,
        signal: new AbortController().signal,
        folder: "/tmp",
        rows: 3,
      });
      expect(look.columns).toEqual(["id", "姓名", "amount", "changed"]);
      expect(look.types?.[0]).toMatch(/^bigint/);
      expect(look.rows).toHaveLength(3);
    });
  });
}
