import { mkdtempSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { DetectionResult } from "@yuejian/contracts/api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Home, openHome } from "../home/index.ts";
import { createApp } from "../http/index.ts";
import { keptThreads } from "../jobs/testing/kept-threads.ts";
import { seal } from "../safeguards/index.ts";
import type { StoreTransaction } from "../store/index.ts";
import { residentId } from "../testing/city.ts";
import { loadPensions } from "../testing/pensions.ts";
import { queueDetection } from "./index.ts";

const operator = { id: "usr_operator", office: "yueyang" };
const PAYMENTS = "领取人姓名,领取人身份证号,险种,待遇所属月份,发放金额,发放日期,辖区检察院";
const RECOVERIES = "姓名,身份证号,处理类别,起始月份,截止月份,追回金额,处理日期,辖区检察院";
const JUDGMENTS = "裁判文书号,被告人姓名,被告人身份证号,罪名,裁判日期,主刑,刑期（月）,罚金,犯罪数额,减轻处罚,犯罪时未成年,辖区检察院";
const OFFICE = "岳阳楼区人民检察院";

const payment = (person: number, month: number, yuan = "180.5") =>
  `王第${person},${residentId(person)},居民养老,2024-${String(month).padStart(2, "0")}-01,${yuan},2024-${String(month).padStart(2, "0")}-10,${OFFICE}`;

describe("a model that runs on new data", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "yuejian-detection-"));
  let home: Home;
  let app: Awaited<ReturnType<typeof createApp>>;
  let files = 0;

  beforeAll(async () => {
    home = await openHome(path.join(folder, "home"), { workers: 2, jobThreads: keptThreads, log: () => {} });
    app = await createApp(home, { local: true });
    await loadPensions(home, folder);
    await home.jobs.wait((await home.work.indexBatches({ actor: operator })).id);
  }, 120_000);
  afterAll(async () => {
    await app.close();
    await home.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function load(dataset: string, header: string, lines: readonly string[]): Promise<void> {
    const file = path.join(folder, `new-${++files}.csv`);
    await writeFile(file, `${[header, ...lines].join("\n")}\n`);
    const job = await home.jobs.wait((await home.work.intake({ path: file, dataset, actor: operator })).id);
    expect(job.status, job.error ?? "").toBe("done");
  }

  const detections = async () =>
    home.store.db.selectFrom("jobs").selectAll().where("kind", "=", "detect").orderBy("created_at").orderBy("id").execute();

  /** The run of the newest detection, once all that wait are through. */
  async function detected(): Promise<DetectionResult["runs"][number] | null> {
    return (await results()).at(-1)?.runs[0] ?? null;
  }

  /** Of all detections, once none waits any more, those that others had queued included. */
  async function results(): Promise<DetectionResult[]> {
    for (let known = 0; known < (await detections()).length; ) {
      const jobs = await detections();
      known = jobs.length;
      for (const { id } of jobs) await home.jobs.wait(id);
    }
    const jobs = await detections();
    for (const { status, error } of jobs) expect(status, error ?? "").toBe("done");
    return jobs.map(({ result }) => JSON.parse(result ?? "null") as DetectionResult);
  }

  const said = async (model = "prisoners-pensions") =>
    Object.fromEntries(
      (
        await home.store.db
          .selectFrom("leads")
          .innerJoin("findings", (join) =>
            join.onRef("findings.run", "=", "leads.last_run").onRef("findings.subject", "=", "leads.subject"),
          )
          .select(["leads.subject", "findings.cells", "findings.row_refs"])
          .where("leads.model", "=", model)
          .execute()
      ).map(({ subject, cells, row_refs: refs }) => [subject, [cells, refs]]),
    );

  /** What everything says now, by a run over all of it. */
  async function wholeSays(model = "prisoners-pensions"): Promise<Record<string, unknown>> {
    const job = await home.jobs.wait((await home.work.runModel({ model, parameters: {}, actor: operator })).id);
    const { id } = JSON.parse(job.result ?? "null") as { id: string };
    const rows = await home.store.db.selectFrom("findings").selectAll().where("run", "=", id).execute();
    return Object.fromEntries(rows.map(({ subject, cells, row_refs: refs }) => [subject, [cells, refs]]));
  }

  test("is switched on with a reason, and carries on the run that is there", async () => {
    const url = "/api/detection/prisoners-pensions";
    const body = { isEnabled: true, reason: " ", version: 0 };
    expect((await app.inject({ method: "POST", url, payload: body })).json()).toMatchObject({ code: "REASON_NEEDED" });
    const on = await app.inject({ method: "POST", url, payload: { ...body, reason: "每日有新的发放数据" } });
    expect(on.json()).toMatchObject({ isEnabled: true, version: 1, pivot: "person_id", wholeDataset: null });
    expect((await app.inject({ method: "POST", url, payload: { ...body, reason: "again" } })).json()).toMatchObject({
      code: "VERSION_CONFLICT",
    });
    expect(await detected()).toBeNull();
  });

  test("finds whom a new row concerns, looks at nobody else, and gives what a run over everything gives", async () => {
    const before = await said();
    // 10 was under correction and is found for no month of 2024; 21 serves nowhere; 6 is paid a month more.
    await load("pension-payments", PAYMENTS, [payment(6, 4), payment(10, 4), payment(21, 1)]);
    const run = await detected();
    expect(run).toMatchObject({ findings: 1, newLeads: 0, wholeReason: null, increment: { keys: 2 } });
    const now = await said();
    expect(now[residentId(6)]).not.toEqual(before[residentId(6)]);
    expect(await wholeSays()).toEqual(now);
  });

  test("follows a row that replaces another, one that takes a finding away, and one that is sealed by a new row", async () => {
    // 7's payment becomes another amount; 8 was stopped; a judgment of 9 becomes one of a minor, which seals it and the stay that executes it.
    await load("pension-payments", PAYMENTS, [payment(7, 1, "99")]);
    expect(await detected()).toMatchObject({ findings: 1, increment: { keys: 1 } });
    await load("pension-recoveries", RECOVERIES, [`王第8,${residentId(8)},停发,2024年1月,,,2024-01-05,${OFFICE}`]);
    expect(await detected()).toMatchObject({ findings: 0, increment: { keys: 1 } });
    await load("judgments", JUDGMENTS, [
      `（2023）湘9906刑初9号,王第9,${residentId(9)},盗窃罪,2023-06-01,有期徒刑,36,5000,3000,否,是,${OFFICE}`,
    ]);
    expect(await detected()).toMatchObject({ findings: 0, increment: { keys: 1 } });
    const whole = await wholeSays();
    const now = await said();
    expect(Object.keys(whole)).not.toContain(residentId(8));
    expect(Object.keys(whole)).not.toContain(residentId(9));
    for (const [subject, finding] of Object.entries(whole)) expect(now[subject], subject).toEqual(finding);
  });

  test("runs with the others that a load concerns in one job and one commit; what has to run over everything gets a job of its own", async () => {
    const [FINES, LATE] = ["wrong-fines", "late-correction-reporting"];
    await app.inject({
      method: "POST",
      url: `/api/detection/${FINES}`,
      payload: { isEnabled: true, reason: "每日有新的裁判", version: 0 },
    });
    expect(await detected()).toMatchObject({ model: FINES, wholeReason: { en: expect.any(String) } });
    // Switched on beside the queue, so that it has no run to carry on.
    await home.store.write(async (trx) => {
      const row = await trx.selectFrom("detection_models").selectAll().where("model", "=", FINES).executeTakeFirstOrThrow();
      await trx
        .insertInto("detection_models")
        .values({ ...row, model: LATE })
        .execute();
    });
    const before = (await results()).length;
    await load("judgments", JUDGMENTS, [
      `（2024）湘9906刑初66号,王第6,${residentId(6)},盗窃罪,2024-02-01,有期徒刑,6,500,3000,否,否,${OFFICE}`,
    ]);
    const [shared, alone, ...more] = (await results()).slice(before);
    expect(more).toEqual([]);
    expect(shared?.apart).toEqual([LATE]);
    expect(shared?.runs.map(({ model, increment, wholeReason }) => [model, increment?.keys, wholeReason])).toEqual([
      ["prisoners-pensions", 1, null],
      [FINES, expect.any(Number), null],
    ]);
    expect(alone).toMatchObject({ apart: [], runs: [{ model: LATE, increment: null }] });
    for (const model of ["prisoners-pensions", FINES]) {
      const [now, whole] = [await said(model), await wholeSays(model)];
      expect(Object.keys(whole)).not.toEqual([]);
      for (const [subject, finding] of Object.entries(whole)) expect(now[subject], `${model} ${subject}`).toEqual(finding);
    }
    const { store, clock, ids, models } = home;
    const queued = await home.store.write(async (trx) => {
      for (const model of [FINES, LATE, FINES]) await queueDetection({ store, clock, ids, models }, { model }, trx);
      return trx.selectFrom("jobs").select(["input", "title_en"]).where("kind", "=", "detect").where("status", "=", "queued").execute();
    });
    expect(queued.map(({ input }) => JSON.parse(input))).toEqual([{ models: [FINES, LATE] }]);
    expect(queued[0]?.title_en).toContain("2 models");
    expect((await results()).at(-1)).toEqual({ runs: [], apart: [] });
    await home.store.write((trx) => trx.deleteFrom("detection_models").where("model", "in", [FINES, LATE]).execute());
  });

  test("runs over everything, and says why, after a record was sealed", async () => {
    const { store, outbox, clock, ids, lake, models } = home;
    const alongside = (trx: StoreTransaction) => queueDetection({ store, clock, ids, models }, null, trx);
    await seal(
      { store, outbox, clock, ids, lake, alongside },
      { kind: "person", person: residentId(11), basis: "juvenile-record", reason: "法院通知", actor: operator },
    );
    expect(await detected()).toMatchObject({ increment: null, wholeReason: { en: expect.stringContaining("sealed") } });
  });

  test("is not queued while it is off, nor twice while it waits, nor for data that it does not read", async () => {
    const count = (await detections()).length;
    await load("deaths", "死者姓名,身份证号,死亡日期,上报来源,死亡原因,辖区检察院", [
      `王第1,${residentId(1)},2024-05-01,殡葬,疾病,${OFFICE}`,
    ]);
    expect(await detections()).toHaveLength(count);
    const off = { isEnabled: false, reason: "数据在整理", version: 1 };
    expect((await app.inject({ method: "POST", url: "/api/detection/prisoners-pensions", payload: off })).json()).toMatchObject({
      isEnabled: false,
    });
    await load("pension-payments", PAYMENTS, [payment(6, 5)]);
    expect(await detections()).toHaveLength(count);
  });
});
