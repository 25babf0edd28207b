import { type Closures, ENTITIES_TABLE, ENTITY_MEMBERS, ENTITY_MEMBERS_SCHEMA, nothingClosed, YuejianError } from "@yuejian/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EmptyDatabase, emptyDatabase } from "../../../checks/postgres/empty-database.ts";
import type { DatasetAccess } from "../lake/visible-rows.ts";
import { residentRow, TRIAL_CITY, TrialCity, trialResident } from "../testing/trial-city.ts";
import { PostgresQueries } from "./postgres/postgres-queries.ts";
import { QueryRunners } from "./query-runners.ts";
import type { PersonsQueries, QueryAnswer, QueryOrder } from "./query-types.ts";

const MINE: DatasetAccess = {
  masked: ["entity", "number"],
  pseudonyms: ["entity", "number"],
  among: { column: "dataset", values: ["residents", "payments"] },
};

let postgres: EmptyDatabase;
let city: TrialCity;
let closures: Closures;
let engines: readonly PersonsQueries[];

beforeAll(async () => {
  postgres = await emptyDatabase();
  city = new TrialCity(1, { lakeUrl: postgres.url });
  await city.load("residents", [1, 2, 3, 4, 5].map(residentRow));
  const payment = (person: number) => [trialResident(person).name, trialResident(person).id, "补贴"];
  await city.load("payments", [1, 1, 2, 3].map(payment));
  await city.load(
    "callers",
    [1, 2].map((person) => [trialResident(person).name, trialResident(person).phone, trialResident(person).address]),
  );
  await city.link();
  closures = await nothingClosed.read();
  const port = {
    ...nothingClosed,
    read: async () => closures,
    batchesOf: async (id: string) => {
      const schema = TRIAL_CITY.find((each) => each.id === id);
      return schema ? { schema, batches: city.snapshot().batches[id] ?? [] } : null;
    },
  };
  const { lakeFolder: folder, scratchFolder } = city.ports;
  engines = [
    new QueryRunners({ lake: { folder, scratchFolder }, closures: port, memoryMegabytes: 200, threads: 1 }),
    new PostgresQueries({ url: postgres.url, closures: port }),
  ];
});
afterAll(async () => {
  for (const engine of engines) engine.close();
  await city.close();
  await postgres.drop();
});

interface Given {
  readonly access?: DatasetAccess;
  readonly schemas?: QueryOrder["schemas"];
  readonly values?: QueryOrder["values"];
}

/** What both engines answer alike. */
async function ask(sql: string, { access = MINE, schemas = [...TRIAL_CITY, ENTITY_MEMBERS_SCHEMA], values = {} }: Given = {}) {
  const order: QueryOrder = {
    sql,
    values,
    snapshot: city.snapshot(),
    schemas,
    access: { [ENTITY_MEMBERS]: access },
    lifted: [],
    isConfirmed: false,
    work: { kind: "rows", maxRows: 1000, maxCharacters: 1_000_000 },
  };
  const [files, server] = await Promise.all(engines.map((each) => each.run(order, { signal: new AbortController().signal })));
  expect(server && plain(server)).toEqual(files && plain(files));
  return files as QueryAnswer;
}

/** Words that stand for values are of one query alone: which of them are the same is what counts. */
function plain({ rows, datasets, masked, comparedMasked }: QueryAnswer) {
  const words = new Map<unknown, string>();
  const shown = rows.map((row) =>
    row.map((cell) => {
      if (typeof cell !== "string" || !cell.startsWith("•")) return cell;
      if (!words.has(cell)) words.set(cell, `•${words.size}`);
      return words.get(cell);
    }),
  );
  return { shown, datasets, masked, comparedMasked };
}

const batchOf = (dataset: string) => city.batchOf(dataset);

describe("who is whom in people's SQL, on both engines", () => {
  test("members and entities are tables in which an entity and its number are words of one query", async () => {
    const { rows, masked, datasets } = await ask(
      "SELECT entity, number, dataset, m.row FROM entity_members m ORDER BY dataset, m.batch, m.row",
    );
    expect(rows.map(([, , dataset, row]) => [dataset, row])).toEqual([
      ...[1, 2, 3, 4].map((row) => ["payments", row]),
      ...[1, 2, 3, 4, 5].map((row) => ["residents", row]),
    ]);
    expect(rows.every(([entity, number]) => /^•[0-9a-f]{16}$/.test(String(entity)) && /^•[0-9a-f]{16}$/.test(String(number)))).toBe(true);
    expect(rows[0]?.[0]).toBe(rows[4]?.[0]);
    expect([masked, datasets]).toEqual([[`${ENTITY_MEMBERS}.entity`, `${ENTITY_MEMBERS}.number`], [ENTITY_MEMBERS]]);
    const entities = await ask("SELECT * FROM entities ORDER BY members DESC, datasets DESC, entity");
    expect(entities.columns.map(({ name }) => name)).toEqual(ENTITIES_TABLE.columns.map(({ name }) => name));
    expect(entities.rows.map(([, ...counts]) => counts)).toEqual([
      ["person", 3, 2, 1, 1],
      ...[1, 2].map(() => ["person", 2, 2, 1, 1]),
      ...[1, 2].map(() => ["person", 1, 1, 1, 1]),
    ]);
    expect(entities.datasets).toEqual([ENTITY_MEMBERS]);
  });

  test("records are counted by person over datasets, and what a dataset that is closed to the reader says of them is not there", async () => {
    const sql = `SELECT e.members, count(*) FROM entities e JOIN entity_members m ON m.entity = e.entity
      JOIN payments p ON p._batch = m.batch AND p._row = m.row GROUP BY e.entity, e.members ORDER BY 1, 2`;
    const known = TRIAL_CITY.filter(({ id }) => id !== "callers");
    expect((await ask(sql, { schemas: [...known, ENTITY_MEMBERS_SCHEMA] })).rows).toEqual([
      [2, 1],
      [2, 1],
      [3, 2],
    ]);
    expect((await ask("SELECT count(*) FROM entity_members WHERE dataset = 'callers'")).rows).toEqual([[0]]);
    const { among: _all, ...everything } = MINE;
    expect((await ask("SELECT count(*) FROM entity_members WHERE dataset = 'callers'", { access: everything })).rows).toEqual([[2]]);
    expect((await ask("SELECT count(*) FROM entity_members", { access: { ...MINE, offices: ["miluo"] } })).rows).toEqual([[0]]);
  });

  test("a member is closed with its record, by register and by person", async () => {
    const of = (row: number) => `SELECT count(*) FROM entity_members m WHERE dataset = 'residents' AND m.row = ${row}`;
    expect((await ask(of(4))).rows).toEqual([[1]]);
    const record = { batch: batchOf("residents"), row: 4, basis: "juvenile-record" } as const;
    const person = { person: trialResident(2).id, dataset: null, basis: "juvenile-record" } as const;
    closures = { ...closures, version: "2", records: [record], persons: [person] };
    try {
      expect((await ask(of(4))).rows).toEqual([[0]]);
      expect((await ask("SELECT count(*), count(DISTINCT entity) FROM entity_members")).rows).toEqual([[6, 3]]);
      expect((await ask("SELECT count(*) FROM entities")).rows).toEqual([[3]]);
    } finally {
      closures = await nothingClosed.read();
    }
  });

  test("a purpose opens the number in its own records and those with it, and the entity in all of its members", async () => {
    const access: DatasetAccess = {
      ...MINE,
      opened: {
        columns: ["number", "entity"],
        rows: [{ batch: batchOf("payments"), row: 3 }],
        subject: { columns: ["number"], value: trialResident(3).id },
        about: { batch: "batch", row: "row" },
        whole: "entity",
      },
    };
    const { rows } = await ask("SELECT entity, number, dataset, m.row FROM entity_members m ORDER BY dataset, m.row", { access });
    const [second, third] = [await city.entityOf("residents", 2), await city.entityOf("residents", 3)];
    const word = expect.stringMatching(/^•/);
    expect(rows).toEqual([
      [word, word, "payments", 1],
      [word, word, "payments", 2],
      [second, trialResident(2).id, "payments", 3],
      [third, trialResident(3).id, "payments", 4],
      [word, word, "residents", 1],
      // Known by the linking alone: whose it is is said, the number is not.
      [second, word, "residents", 2],
      [third, trialResident(3).id, "residents", 3],
      [word, word, "residents", 4],
      [word, word, "residents", 5],
    ]);
    const guess = await ask("SELECT count(*) FROM entity_members WHERE entity = $entity", { values: { entity: second } });
    expect([guess.rows, guess.comparedMasked]).toEqual([[[0]], [`${ENTITY_MEMBERS}.entity`]]);
  });

  test("they are not there for whom the members are not, and no text changes or renames them", async () => {
    const refusal = async (sql: string, given: Given = {}) =>
      ask(sql, given).then(
        () => "done",
        (error: unknown) => (error instanceof YuejianError ? error.code : String(error)),
      );
    for (const sql of ["SELECT * FROM entities", "SELECT * FROM entity_members"])
      expect(await refusal(sql, { schemas: TRIAL_CITY })).toBe("QUERY_REFUSED");
    for (const sql of [
      "WITH entities AS (SELECT 1) SELECT * FROM entities",
      "DROP VIEW entities",
      "DELETE FROM entities",
      "UPDATE entity_members SET entity = ''",
      "CREATE VIEW x AS SELECT * FROM entities",
      "SELECT * FROM main.entities e, sealed_0",
    ])
      expect(await refusal(sql), sql).toBe("QUERY_REFUSED");
  });
});
