import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ENTITY_MEMBERS, ENTITY_MEMBERS_SCHEMA, mentionRef, rowRef, YuejianError } from "@yuejian/contracts";
import type { EntityRunView } from "@yuejian/contracts/api";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createAudit } from "../audit/index.ts";
import { type Home, openHome } from "../home/index.ts";
import type { Account } from "../identity/index.ts";
import { keptThreads } from "../jobs/testing/kept-threads.ts";
import { residentId } from "../testing/city.ts";
import { loadPensions, PRISONER } from "../testing/pensions.ts";
import { describeOnBothStores } from "../testing/stores.ts";
import { membersInForce } from "../work/members-in-force.ts";
import { createEntityDecisions } from "./index.ts";

const operator = { id: "usr_operator", office: "yueyang" };

describeOnBothStores("entities of a home", (place) => {
  let home: Home;
  let folder: string;
  beforeAll(async () => {
    folder = await place.emptyFolder();
    home = await openHome(folder, {
      workers: 1,
      threads: 1,
      jobThreads: keptThreads,
      log: () => {},
      ...(place.engine === "postgres" ? { databaseUrl: await place.emptyUrl() } : {}),
    });
    await loadPensions(home, folder);
  });
  afterAll(() => home.close());

  async function link(isIncremental = false): Promise<EntityRunView> {
    const job = await home.jobs.wait((await home.work.linkEntities({ isIncremental, actor: operator })).id);
    if (job.status !== "done") throw new Error(job.error ?? job.status);
    return JSON.parse(job.result ?? "") as EntityRunView;
  }

  async function members(where: string): Promise<unknown[][]> {
    const batches = await home.store.db.selectFrom("batches").select("id").where("dataset", "=", ENTITY_MEMBERS).execute();
    const snapshot = { id: "", takenAt: "", batches: { [ENTITY_MEMBERS]: batches.map(({ id }) => id) } };
    const session = await home.lake.session(snapshot, [ENTITY_MEMBERS_SCHEMA]);
    try {
      const { rows } = await session.select(`SELECT entity, dataset, batch, row, number FROM entity_members WHERE ${where} ORDER BY ALL`);
      return rows.map((row) => [...row]);
    } finally {
      session.close();
    }
  }

  it("a run is a batch that holds everybody, the run before counts no more, and the ledger says what it rests on", async () => {
    const first = await link();
    expect(first).toMatchObject({ mode: "full", entities: 20 });
    const [own] = await members(`number = '${PRISONER.id}'`);
    const again = await link();
    expect(again.resultDigest).toBe(first.resultDigest);
    const found = await members(`number = '${PRISONER.id}'`);
    expect(new Set(found.map(([entity]) => entity))).toEqual(new Set([own?.[0]]));
    expect(new Set(found.map(([, dataset]) => dataset))).toEqual(new Set(["judgments", "sentence-execution", "pension-payments"]));
    const statements = await home.store.db
      .selectFrom("outbox")
      .select(["subject"])
      .orderBy("id")
      .where("type", "=", "entities.linked")
      .execute();
    expect(statements.map(({ subject }) => subject)).toEqual([first.run, again.run]);
    expect((await home.doctor({ isDeep: true })).problems).toEqual([]);
  });

  it("a load after a run is added to it: the run before stays in force, and the next full run takes the place of both", async () => {
    const before = await link();
    const number = residentId(2);
    const [[entity] = []] = await members(`number = '${number}'`);
    const path = join(folder, "more.csv");
    writeFileSync(
      path,
      `领取人姓名,领取人身份证号,险种,待遇所属月份,发放金额,发放日期,辖区检察院\n王第2,${number},居民养老,2024-04-01,180.5,2024-04-10,岳阳楼区人民检察院\n` +
        `新来的,${residentId(40)},居民养老,2024-04-01,180.5,2024-04-10,岳阳楼区人民检察院\n`,
    );
    const loaded = await home.jobs.wait((await home.work.intake({ path, dataset: "pension-payments", actor: operator })).id);
    expect(loaded.error).toBeNull();
    const added = await link(true);
    expect(added).toMatchObject({ mode: "incremental", members: before.members + 2, entities: before.entities + 1 });
    expect(await membersInForce(home.store.db)).toEqual([before.run, added.run]);
    const batch = await home.store.db.selectFrom("batches").select("rows_accepted").where("id", "=", added.run).executeTakeFirst();
    expect(batch?.rows_accepted).toBe(2);
    const everything = await members("true");
    expect(everything).toHaveLength(added.members);
    expect(new Set((await members(`number = '${number}'`)).map(([each]) => each))).toEqual(new Set([entity]));
    expect((await home.doctor({ isDeep: true })).problems).toEqual([]);
    const whole = await link();
    expect(await membersInForce(home.store.db)).toEqual([whole.run]);
    expect(await members("true")).toEqual(everything);
  });

  it("leads know their entity; a split by hand flags them, gives them the new one, and taking it back restores the old", async () => {
    await link();
    const { db } = home.store;
    const leadOf = () =>
      db
        .selectFrom("leads")
        .innerJoin("lead_entities", "lead_entities.lead", "leads.id")
        .select(["leads.id", "entity"])
        .where("subject", "=", PRISONER.id)
        .execute();
    const [before] = await leadOf();
    expect(before?.entity).toMatch(/^per_/);
    const rows = await members(`number = '${PRISONER.id}'`);
    const [judged] = rows.filter(([, dataset]) => dataset === "judgments");
    const [paid] = rows.filter(([, dataset]) => dataset === "pension-payments");
    const mention = (row: unknown[] | undefined, role: string) => mentionRef(rowRef(String(row?.[2]), Number(row?.[3])), role);
    const person = { ...operator, display_name: "试验" } as Account;
    const decisions = createEntityDecisions(home, createAudit(home));
    const decision = await decisions.decide(
      {
        kind: "person",
        act: "split",
        verdict: "different",
        records: { left: [mention(judged, "defendant")], right: [mention(paid, "self")] },
        note: "同号不同人",
      },
      person,
    );
    await link(true);
    const flags = await db.selectFrom("lead_flags").select(["lead", "kind"]).where("kind", "=", "regrouped").execute();
    expect(flags).toContainEqual({ lead: before?.id, kind: "regrouped" });
    const apart = await members(`number = '${PRISONER.id}'`);
    expect(new Set(apart.map(([entity]) => entity)).size).toBe(2);
    await expect(
      decisions.decide(
        {
          kind: "person",
          act: "merge",
          verdict: "same",
          records: { left: [mention(judged, "defendant")], right: [mention(paid, "self")] },
          note: "再看",
        },
        person,
      ),
    ).rejects.toThrow(new YuejianError("ENTITY_DECISION_CONTRADICTS", { decisions: decision.id }).message);
    await decisions.undo(decision.id, "认错了", person);
    await link(true);
    expect(new Set((await members(`number = '${PRISONER.id}'`)).map(([entity]) => entity))).toEqual(new Set([before?.entity]));
    expect((await leadOf()).map(({ entity }) => entity)).toEqual([before?.entity]);
  });

  it("a sealed person's records are in no entity, from the seal on and in the next run", async () => {
    const { entities } = await link();
    const number = PRISONER.id;
    expect(await members(`number = '${number}'`)).not.toEqual([]);
    await home.store.write((trx) =>
      trx
        .insertInto("seals")
        .values({
          id: "sel_test",
          kind: "person",
          dataset: null,
          batch: null,
          row: null,
          person: number,
          basis: "juvenile-record",
          reason: "试验",
          sealed_by: operator.id,
          sealed_at: "2026-11-26T00:00:00.000Z",
          lifted_by: null,
          lifted_at: null,
          lift_reason: null,
          outbox: 1,
          lift_outbox: null,
        })
        .execute(),
    );
    expect(await members(`number = '${number}'`)).toEqual([]);
    expect((await link(true)).entities).toBe(entities - 1);
    expect(await members(`number = '${number}'`)).toEqual([]);
  });
});
