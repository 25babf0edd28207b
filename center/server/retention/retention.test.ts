import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { encodeProof } from "@yuejian/chain/format";
import { verifyProof } from "@yuejian/chain/verify";
import { type RetentionRule, rowRef } from "@yuejian/contracts";
import { expect, it } from "vitest";
import { type Home, openHome } from "../home/index.ts";
import { keptThreads } from "../jobs/testing/kept-threads.ts";
import { deletionProof, recordProof } from "../proofs/index.ts";
import { writeJudgments } from "../testing/city.ts";
import { describeOnBothStores } from "../testing/stores.ts";
import { type DeletionResult, endRule, orderDeletion, planDeletion, readRules, setRule } from "./index.ts";

const operator = { id: "usr_operator", office: "yueyang" };
const basis = { law: "中华人民共和国个人信息保护法", article: "第十九条", text: "保存期限应当为实现处理目的所必要的最短时间" };
const RULE: RetentionRule = {
  title: "裁判数据一年",
  scope: { kind: "dataset", dataset: "judgments" },
  basis,
  term: { count: 1, unit: "year" },
  from: { kind: "column", column: "judged_on" },
  action: "delete",
  columns: [],
  fileDays: null,
  isAutomatic: true,
};

describeOnBothStores("retention", (place) => {
  async function cityHome(options: { rows?: number } = {}): Promise<{ home: Home; batch: string; options: object; folder: string }> {
    const folder = await place.emptyFolder();
    const stores = place.engine === "postgres" ? { databaseUrl: await place.emptyUrl(), lakeUrl: await place.emptyUrl() } : {};
    const given = { ...stores, workers: 1, threads: 1, jobThreads: keptThreads, log: () => {} };
    const home = await openHome(path.join(folder, "home"), given);
    const { file } = await writeJudgments(folder, { name: "a.csv", rows: options.rows ?? 60 });
    await home.jobs.wait((await home.work.intake({ path: file, dataset: "judgments", actor: operator })).id);
    await home.jobs.wait((await home.work.runModel({ model: "wrong-fines", parameters: {}, actor: operator })).id);
    const { id } = await home.store.db.selectFrom("batches").select("id").where("dataset", "=", "judgments").executeTakeFirstOrThrow();
    return { home, batch: id, options: given, folder };
  }

  const apply = async (home: Home, order: Omit<Parameters<typeof orderDeletion>[1], "actor">): Promise<DeletionResult> => {
    const { job } = await orderDeletion(home, { ...order, actor: operator });
    const done = await home.jobs.wait(job.id);
    if (done.status !== "done") throw new Error(`${done.status} ${String(done.error)}`);
    return JSON.parse(done.result ?? "null") as DeletionResult;
  };
  const rowsOf = async (home: Home, batch: string) => {
    const schema = home.schemas.get("judgments");
    if (!schema) throw new Error("no schema");
    const session = await home.lake.session({ id: "", takenAt: "", batches: { judgments: [batch] } }, [schema]);
    try {
      return (await session.rows({ dataset: "judgments", offset: 0, limit: 1000 })).items.map(({ row }) => row);
    } finally {
      session.close();
    }
  };
  const dismiss = async (home: Home, lead: string) => {
    await home.changeLead({ lead, version: 1, command: { action: "assign", assignee: "usr_1" }, actor: operator });
    await home.changeLead({ lead, version: 2, command: { action: "dismiss", reason: "已核实", explanation: null }, actor: operator });
  };
  const whole = { ok: true, problems: [] };

  it("of a rule takes what is due, holds back what leads rest on, and what is left is proven as before", async () => {
    const { home, batch } = await cityHome();
    const { schemas } = home;
    const rule = await setRule(home, { rule: RULE, schemas, actor: operator });
    await expect(setRule(home, { rule: RULE, schemas, actor: operator })).rejects.toMatchObject({ code: "RETENTION_RULE_EXISTS" });
    const [planned] = await planDeletion(home, { rule: rule.id, request: null }, new AbortController().signal);
    const lead = await home.store.db.selectFrom("leads").selectAll().orderBy("number").executeTakeFirstOrThrow();
    const leads = await home.store.db.selectFrom("leads").select("id").execute();
    expect(planned).toMatchObject({
      dataset: "judgments",
      going: 58 - leads.length,
      held: leads.length,
      quarantined: 0,
      oldest: "2025-03-01",
    });
    expect(planned?.heldBy.every(({ reason }) => reason === "lead")).toBe(true);
    expect(await rowsOf(home, batch)).toHaveLength(58);

    const ref = rowRef(batch, 10);
    const before = await recordProof(home, ref, () => true);
    const result = await apply(home, { rule: null, request: null });
    expect(result).toMatchObject({ deleted: 58 - leads.length, redacted: 0, batches: 1 });
    expect(result.held).toHaveLength(leads.length);
    expect(await rowsOf(home, batch)).toEqual(Array.from({ length: 6 }, (_, at) => 10 * (at + 1)).filter((row) => row !== 50));
    expect(await home.doctor()).toMatchObject(whole);

    const after = await recordProof(home, ref, () => true);
    expect({ ...after.record, batch: after.batch.content }).toEqual({ ...before.record, batch: before.batch.content });
    const trustedKeys = [home.ledger.verifierKey];
    expect(verifyProof(encodeProof(after), { trustedKeys }).ok).toBe(true);
    const gone = await deletionProof(home, rowRef(batch, 7));
    if (!gone) throw new Error("no proof of the deletion");
    const verified = verifyProof(encodeProof(gone), { trustedKeys });
    expect(verified.checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(verified.proves.map(({ en }) => en).join()).toContain(`under rule “${RULE.title}” (${rule.id}, version 1)`);
    for (const changed of [
      { ...gone, row: 8 },
      { ...gone, leafIndex: 7 },
      { ...gone, row: 10 },
      { ...gone, leafHash: "00".repeat(32) },
    ])
      expect(verifyProof(encodeProof(changed), { trustedKeys }).ok).toBe(false);
    await expect(recordProof(home, rowRef(batch, 7), () => true)).rejects.toMatchObject({ code: "RECORD_DELETED" });
    expect(await deletionProof(home, ref)).toBeNull();

    // Once the lead is dismissed its row is due.
    await dismiss(home, lead.id);
    expect(await apply(home, { rule: rule.id, request: null })).toMatchObject({ deleted: 1 });
    expect(await rowsOf(home, batch)).toHaveLength(leads.length - 1);
    await endRule(home, { id: rule.id, actor: operator });
    expect(await readRules(home.store.db)).toMatchObject([{ version: 2, endedAt: expect.any(String) }]);
    expect(await apply(home, { rule: null, request: null })).toMatchObject({ deleted: 0, held: [] });
    expect(await home.doctor()).toMatchObject(whole);
    await home.close();
  });

  it("on request takes named rows or a whole batch with what was set aside, and no byte of it stays in the lake", async () => {
    const { home, batch, folder } = await cityHome({ rows: 24 });
    const request = { basis: { ...basis, article: "第四十七条" }, reason: "当事人申请删除", withFile: true };
    await expect(apply(home, { rule: null, request: { ...request, refs: ["bat_00000000000000000000000000:1"] } })).rejects.toMatchObject({
      code: "RETENTION_ROWS_UNKNOWN",
    });
    await expect(apply(home, { rule: null, request: { ...request, reason: " ", batch } })).rejects.toMatchObject({ code: "REASON_NEEDED" });
    expect(await apply(home, { rule: null, request: { ...request, refs: [rowRef(batch, 3), rowRef(batch, 10)] } })).toMatchObject({
      deleted: 1,
      held: [{ reason: "lead", rows: 1 }],
    });
    for (const { id } of await home.store.db.selectFrom("leads").select("id").execute()) await dismiss(home, id);
    expect(await apply(home, { rule: null, request: { ...request, batch } })).toMatchObject({ deleted: 23 });
    expect(await rowsOf(home, batch)).toEqual([]);
    const lake = path.join(folder, "home", "lake", "judgments");
    const names = readdirSync(lake).filter((name) => name.startsWith("bat_"));
    expect(names.filter((name) => name.endsWith("parquet"))).toEqual([`${batch}.2.parquet`]);
    for (const name of names) expect(readFileSync(path.join(lake, name)).includes("张三")).toBe(false);
    expect(readdirSync(path.join(folder, "home", "salts")).filter((name) => name.startsWith(batch))).toEqual([]);
    expect(await home.doctor()).toMatchObject(whole);
    await home.close();
  });
});
