import { createHash, randomBytes } from "node:crypto";
import { canonicalJson, type Ledger, type LedgerStatement, YuejianError } from "@yuejian/contracts";
import { expect, it } from "vitest";
import { openStore, type Store } from "../store/index.ts";
import { describeOnBothStores } from "../testing/stores.ts";
import { createOutbox, ledgerKey, startDrain } from "./index.ts";

const clock = { now: () => Date.UTC(2026, 10, 23) };
const outbox = createOutbox({ clock, randomBytes });
const statement = (subject: string) => ({ type: "lead.created" as const, subject, content: { lead: subject }, organisation: "yueyang" });
const record = (store: Store, subject: string) => store.write((trx) => outbox.record(trx, statement(subject)));

/** Keeps entries by key, as the contract of `append` says, and can be told to fail after or before it kept them. */
function memoryLedger() {
  const keys = new Map<string, number>();
  const entries: string[] = [];
  const state = { failBefore: 0, failAfter: 0 };
  const append: Ledger["append"] = async (given) => {
    if (state.failBefore-- > 0) throw new YuejianError("LOG_STOPPED", { reason: "before" });
    const indexes = given.map(({ key, bytes }) => {
      const known = keys.get(key);
      if (known !== undefined) return known;
      keys.set(key, entries.length);
      return entries.push(Buffer.from(bytes).toString("utf8")) - 1;
    });
    if (state.failAfter-- > 0) throw new YuejianError("LOG_STOPPED", { reason: "after" });
    return indexes;
  };
  return { append, entries, keys, state };
}

describeOnBothStores("outbox", (place) => {
  it("leaves nothing when its change is rolled back", async () => {
    const store = await openStore(await place.emptyUrl());
    const refused = store.write(async (trx) => {
      await outbox.record(trx, statement("led_1"));
      throw new YuejianError("REASON_NEEDED");
    });
    await expect(refused).rejects.toMatchObject({ code: "REASON_NEEDED" });
    expect(await store.db.selectFrom("outbox").selectAll().execute()).toEqual([]);
    expect(await store.db.selectFrom("ledger_contents").selectAll().execute()).toEqual([]);
    await store.close();
  });

  it("keeps the content beside the digests of its statement, salted", async () => {
    const store = await openStore(await place.emptyUrl());
    const ids = await store.write((trx) => outbox.recordAll(trx, [statement("led_1"), statement("led_1")]));
    const rows = await store.db
      .selectFrom("outbox")
      .innerJoin("ledger_contents", "sha256", "content_sha256")
      .select(["id", "statement", "content"])
      .orderBy("id")
      .execute();
    expect(rows.map((row) => row.id)).toEqual(ids);
    for (const row of rows) {
      const content = Buffer.from(row.content ?? "", "utf8");
      const said = JSON.parse(row.statement) as LedgerStatement;
      expect(row.statement).toBe(canonicalJson(said));
      expect(said.size).toBe(content.length);
      expect(said.sha256).toBe(createHash("sha256").update(content).digest("hex"));
      expect(said.sm3).toBe(createHash("sm3").update(content).digest("hex"));
      expect(JSON.parse(row.content ?? "")).toMatchObject({ lead: "led_1", salt: expect.stringMatching(/^[0-9a-f]{32}$/) });
    }
    expect(rows[0]?.content).not.toBe(rows[1]?.content);
    await store.close();
  });

  it("is carried to the ledger in order, also what another connection committed", async () => {
    const url = await place.emptyUrl();
    const [store, other] = [await openStore(url), await openStore(url)];
    const ledger = memoryLedger();
    const drain = startDrain({ store, ledger, homeId: "home" });
    const ids = [await record(store, "a"), await record(other, "b"), await record(store, "c")];
    expect(await Promise.all(ids.map((id) => drain.settled(id)))).toEqual([0, 1, 2]);
    expect(ledger.entries.map((entry) => (JSON.parse(entry) as LedgerStatement).subject)).toEqual(["a", "b", "c"]);
    expect([...ledger.keys.keys()]).toEqual(ids.map((id) => ledgerKey("home", id)));
    await drain.stop();
    await Promise.all([store.close(), other.close()]);
  });

  it("appends nothing twice when the indexes were not remembered, and loses nothing when the ledger refused", async () => {
    const store = await openStore(await place.emptyUrl());
    const ledger = memoryLedger();
    await store.write((trx) =>
      outbox.recordAll(
        trx,
        Array.from({ length: 2500 }, (_, at) => statement(`led_${at}`)),
      ),
    );
    for (const fail of ["failAfter", "failBefore"] as const) {
      ledger.state[fail] = 1;
      const drain = startDrain({ store, ledger, homeId: "home" });
      await expect(drain.empty()).rejects.toMatchObject({ code: "LOG_STOPPED" });
      expect(drain.fault).not.toBeNull();
      await drain.stop();
    }
    const drain = startDrain({ store, ledger, homeId: "home" });
    await drain.empty();
    await drain.stop();
    const rows = await store.db.selectFrom("outbox").select(["ledger_index", "statement"]).orderBy("id").execute();
    expect(rows.map((row) => row.ledger_index)).toEqual(Array.from({ length: 2500 }, (_, at) => at));
    expect(ledger.entries).toEqual(rows.map((row) => row.statement));
    await store.close();
  });

  it("refuses changes when the ledger is known to be broken", async () => {
    const store = await openStore(await place.emptyUrl());
    const stopped = createOutbox({
      clock,
      randomBytes,
      requireRunning: () => {
        throw new YuejianError("LOG_CORRUPT", { file: "seg", offset: 0, reason: "planted" });
      },
    });
    await expect(store.write((trx) => stopped.record(trx, statement("led_1")))).rejects.toMatchObject({ code: "LOG_CORRUPT" });
    await store.close();
  });
});
