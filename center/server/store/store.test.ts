import { stat } from "node:fs/promises";
import { Worker } from "node:worker_threads";
import { YuejianError } from "@yuejian/contracts";
import { sql } from "kysely";
import { expect, it } from "vitest";
import { describeOnBothStores } from "../testing/stores.ts";
import { newestMigration, openStore } from "./index.ts";

describeOnBothStores("store", (place) => {
  it("is migrated to the newest step once, also when opened twice at the same time", async () => {
    const url = await place.emptyUrl();
    const stores = await Promise.all([openStore(url), openStore(url)]);
    for (const store of stores) {
      const { rows } = await sql<{ number: number }>`select number from migrations`.execute(store.db);
      expect(rows.map((row) => row.number)).toEqual(Array.from({ length: newestMigration }, (_, at) => at + 1));
      await store.close();
    }
  });

  it("of a newer program is refused as HOME_TOO_NEW", async () => {
    const url = await place.emptyUrl();
    const store = await openStore(url);
    await store.write((trx) => sql`insert into migrations (number, name) values (${newestMigration + 1}, 'later')`.execute(trx));
    await store.close();
    await expect(openStore(url)).rejects.toMatchObject({ code: "HOME_TOO_NEW", parameters: { migration: newestMigration + 1 } });
  });

  it("keeps nothing of a change that rejects, and all of one that resolves", async () => {
    const store = await openStore(await place.emptyUrl());
    const set = (name: string) => store.write((trx) => trx.insertInto("settings").values({ name, value: "1" }).execute());
    await set("kept");
    const refused = store.write(async (trx) => {
      await trx.insertInto("settings").values({ name: "lost", value: "1" }).execute();
      throw new YuejianError("REASON_NEEDED");
    });
    await expect(refused).rejects.toMatchObject({ code: "REASON_NEEDED" });
    expect(await store.db.selectFrom("settings").select("name").execute()).toEqual([{ name: "kept" }]);
    await store.close();
  });

  it("refuses to write through the reading side", async () => {
    const store = await openStore(await place.emptyUrl());
    await expect(store.db.insertInto("settings").values({ name: "a", value: "b" }).execute()).rejects.toThrow(/read-?only/);
    await store.close();
  });

  it("loses no increment when two stores read and write the same row at once", async () => {
    const url = await place.emptyUrl();
    const stores = [await openStore(url), await openStore(url)];
    await stores[0]?.write((trx) => trx.insertInto("settings").values({ name: "count", value: "0" }).execute());
    const increment = (store: (typeof stores)[number]) =>
      store.write(async (trx) => {
        const { value } = await trx.selectFrom("settings").select("value").where("name", "=", "count").executeTakeFirstOrThrow();
        await trx
          .updateTable("settings")
          .set({ value: String(Number(value) + 1) })
          .where("name", "=", "count")
          .execute();
      });
    await Promise.all(Array.from({ length: 40 }, (_, at) => increment(stores[at % 2] as (typeof stores)[number])));
    const row = await stores[0]?.db.selectFrom("settings").select("value").executeTakeFirst();
    expect(row?.value).toBe("40");
    for (const store of stores) await store.close();
  });

  it("lets another thread write while this one writes without a gap", async () => {
    const url = await place.emptyUrl();
    const store = await openStore(url);
    const thread = new Worker(new URL("./testing/steady-writer.ts", import.meta.url), { workerData: { url, rows: 40 }, execArgv: [] });
    const ended = new AbortController();
    thread.once("message", () => ended.abort());
    for (let row = 0; !ended.signal.aborted; row++) {
      await store.write((trx) =>
        trx
          .insertInto("settings")
          .values({ name: `own ${row}`, value: "" })
          .execute(),
      );
    }
    const rows = await store.db.selectFrom("settings").select("name").where("name", "like", "thread %").execute();
    expect(rows).toHaveLength(40);
    await store.close();
  });

  it("shows one state to a snapshot while others commit", async () => {
    const store = await openStore(await place.emptyUrl());
    await store.snapshot(async (db) => {
      const count = async () => (await db.selectFrom("settings").selectAll().execute()).length;
      expect(await count()).toBe(0);
      await store.write((trx) => trx.insertInto("settings").values({ name: "a", value: "b" }).execute());
      expect(await count()).toBe(0);
    });
    expect(await store.db.selectFrom("settings").selectAll().execute()).toHaveLength(1);
    await store.close();
  });

  it("sorts text by code point, and gives counters never twice", async () => {
    const store = await openStore(await place.emptyUrl());
    const names = ["b", "a", "B", "_", "岳", "é"];
    await store.write((trx) =>
      trx
        .insertInto("settings")
        .values(names.map((name) => ({ name, value: "" })))
        .execute(),
    );
    const sorted = await store.db.selectFrom("settings").select("name").orderBy("name").execute();
    expect(sorted.map((row) => row.name)).toEqual([...names].sort());
    const entry = { type: "home.created", subject: "x", at: "", statement: "", content_sha256: "", ledger_index: null };
    const add = () => store.write((trx) => trx.insertInto("outbox").values(entry).returning("id").executeTakeFirstOrThrow());
    const first = await add();
    await store.write((trx) => trx.deleteFrom("outbox").where("id", "=", first.id).execute());
    const second = await add();
    expect(typeof second.id).toBe("number");
    expect(second.id).toBeGreaterThan(first.id);
    await store.close();
  });

  if (place.engine === "sqlite") {
    it("is readable by its owner alone", async () => {
      const url = await place.emptyUrl();
      const store = await openStore(url);
      for (const suffix of ["", "-wal"]) expect((await stat(url + suffix)).mode & 0o777).toBe(0o600);
      await store.close();
    });
  }
});
