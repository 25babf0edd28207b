import { randomBytes } from "node:crypto";
import { createIds, YuejianError } from "@yuejian/contracts";
import { DICTIONARY } from "@yuejian/contracts/dictionary";
import { MODELS_FOLDER } from "@yuejian/models";
import { beforeAll, expect, it } from "vitest";
import { createOutbox } from "../outbox/index.ts";
import { openStore } from "../store/index.ts";
import { describeOnBothStores } from "../testing/stores.ts";
import { commitRuns } from "./commit-run.ts";
import { changeLead, commitRun, type ExplainedFinding, type FinishedRun, loadModels, type ModelLibrary } from "./index.ts";

const clock = { now: () => Date.UTC(2026, 10, 23, 8) };
const ids = createIds(clock, randomBytes);
const outbox = createOutbox({ clock, randomBytes });
const by = { actor: "usr_1", office: "yueyang" };

const finding = (subject: string, cell = 1): ExplainedFinding => ({
  subject,
  values: { subject, cell },
  rows: ["bat_01ARZ3NDEKTSV4RRFFQ69G5FAV:1"],
  subjectName: `name of ${subject}`,
  office: "huarong",
  summary: { zh: `${subject} ${cell}`, en: `${subject} ${cell}` },
});
const subjects = (count: number) => Array.from({ length: count }, (_, at) => `subject ${String(at).padStart(6, "0")}`);

describeOnBothStores("the commit of a run", (place) => {
  let models: ModelLibrary;
  beforeAll(async () => {
    models = await loadModels(MODELS_FOLDER, DICTIONARY);
  });
  const runOf = (findings: readonly ExplainedFinding[]): FinishedRun => {
    const manifest = models.get("wrong-fines")?.manifest;
    if (!manifest) throw new Error("no model");
    return {
      manifest,
      rule: { op: "source", dataset: "judgments", columns: ["fine"] } as const,
      schemas: [],
      parameters: {},
      snapshot: {},
      startedAt: "2026-11-23T08:00:00.000Z",
      resultDigest: "d",
      findings,
    };
  };
  async function opened() {
    const store = await openStore(await place.emptyUrl());
    const statements = async () =>
      store.db
        .selectFrom("outbox")
        .select((build) => ["type", build.fn.countAll<number>().as("count")])
        .groupBy("type")
        .orderBy("type")
        .execute();
    return { store, ports: { store, outbox, clock, ids, randomBytes }, statements };
  }

  it("opens a lead for each of twelve thousand subjects, and finds them again with one statement for all that did not change", async () => {
    const { store, ports, statements } = await opened();
    const all = subjects(12_000);
    const first = await commitRun(ports, runOf(all.map((subject) => finding(subject))), by);
    expect(first).toMatchObject({ findings: 12_000, new_leads: 12_000 });
    const [changed = "", ...others] = all;
    const second = await commitRun(ports, runOf([finding(changed, 2), ...others.map((subject) => finding(subject)), finding("new")]), by);
    expect(second).toMatchObject({ findings: 12_001, new_leads: 1 });
    expect(await statements()).toEqual([
      { type: "lead.changed", count: 1 },
      { type: "lead.created", count: 12_001 },
      { type: "run.finished", count: 2 },
    ]);
    const leads = await store.db.selectFrom("leads").select(["subject", "version", "last_run", "summary_zh"]).execute();
    expect(leads).toHaveLength(12_001);
    expect(new Set(leads.map((lead) => lead.last_run))).toEqual(new Set([second.id]));
    expect(leads.find((lead) => lead.subject === changed)).toMatchObject({ version: 2, summary_zh: `${changed} 2` });
    const events = await store.db.selectFrom("lead_events").select("kind").execute();
    expect(events.filter(({ kind }) => kind === "found-again")).toHaveLength(12_000);
    await store.close();
  });

  it("opens one lead for a subject with several findings, worded by the first", async () => {
    const { store, ports } = await opened();
    await commitRun(ports, runOf([finding("a", 1), finding("a", 2), finding("b")]), by);
    const leads = await store.db.selectFrom("leads").select(["subject", "summary_en", "office"]).orderBy("subject").execute();
    expect(leads).toEqual([
      { subject: "a", summary_en: "a 1", office: "huarong" },
      { subject: "b", summary_en: "b 1", office: "huarong" },
    ]);
    await store.close();
  });

  it("leaves nothing of a run whose job was cancelled, and gives a further attempt of a job the run it committed", async () => {
    const { store, ports, statements } = await opened();
    const cancelled = async () => {
      throw new YuejianError("JOB_CANCELLED");
    };
    const run = runOf([finding("a")]);
    await expect(commitRun(ports, run, { ...by, job: { id: "job_1", fence: cancelled } })).rejects.toMatchObject({ code: "JOB_CANCELLED" });
    expect(await statements()).toEqual([]);
    const job = { id: "job_2", fence: async () => {} };
    const committed = await commitRun(ports, run, { ...by, job });
    expect(await commitRun(ports, run, { ...by, job: { ...job, fence: cancelled } })).toEqual(committed);
    expect(await store.db.selectFrom("runs").select("id").execute()).toHaveLength(1);
    await store.close();
  });

  it("commits several runs of a job together or none of them, and gives a further attempt all of them", async () => {
    const { store, ports, statements } = await opened();
    const second = models.get("prisoners-pensions")?.manifest;
    if (!second) throw new Error("no model");
    const runs = [runOf([finding("a")]), { ...runOf([finding("a"), finding("b")]), manifest: second }];
    const failing = async () => {
      throw new YuejianError("JOB_CANCELLED");
    };
    const job = { id: "job_3", fence: async () => {} };
    await expect(commitRuns(ports, runs, { ...by, job, alongside: failing })).rejects.toMatchObject({ code: "JOB_CANCELLED" });
    expect(await statements()).toEqual([]);
    const committed = await commitRuns(ports, runs, { ...by, job });
    expect(committed.map(({ model, findings, new_leads: opened }) => [model, findings, opened])).toEqual([
      ["wrong-fines", 1, 1],
      ["prisoners-pensions", 2, 2],
    ]);
    expect(await commitRuns(ports, runs, { ...by, job: { ...job, fence: failing } })).toEqual(committed);
    expect(await store.db.selectFrom("leads").select("number").orderBy("number").execute()).toEqual(
      [1, 2, 3].map((number) => ({ number })),
    );
    await store.close();
  });

  it("keeps a dismissal although the subject is found again", async () => {
    const { store, ports } = await opened();
    await commitRun(ports, runOf([finding("a")]), by);
    const lead = await store.db.selectFrom("leads").selectAll().executeTakeFirstOrThrow();
    const change = { ...ports, offices: [], manifestOf: () => null };
    await changeLead(change, {
      lead: lead.id,
      version: 1,
      command: { action: "dismiss", reason: "核实无误", explanation: null },
      actor: { id: "usr_1" },
    });
    await commitRun(ports, runOf([finding("a", 2)]), by);
    expect(await store.db.selectFrom("leads").select(["status", "version"]).executeTakeFirst()).toEqual({
      status: "dismissed",
      version: 3,
    });
    await store.close();
  });

  it("lets one of two people change a lead at once, and tells the other who did what", async () => {
    const { store, ports } = await opened();
    await commitRun(ports, runOf([finding("a")]), by);
    const lead = await store.db.selectFrom("leads").selectAll().executeTakeFirstOrThrow();
    const change = { ...ports, offices: [], manifestOf: () => null };
    const outcomes = await Promise.allSettled(
      ["usr_1", "usr_2"].map((id) =>
        changeLead(change, { lead: lead.id, version: 1, command: { action: "assign", assignee: id }, actor: { id } }),
      ),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const refused = outcomes.find((outcome) => outcome.status === "rejected");
    expect(refused?.reason).toMatchObject({ code: "VERSION_CONFLICT", parameters: { version: 2, changed_en: "assign leads" } });
    expect(await store.db.selectFrom("lead_events").select("kind").orderBy("lead_version").execute()).toEqual([
      { kind: "found" },
      { kind: "assign" },
    ]);
    await store.close();
  });
});
