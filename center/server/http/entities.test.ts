import { writeFile } from "node:fs/promises";
import path from "node:path";
import { ENTITY_MEMBERS } from "@yuejian/contracts";
import type {
  EntityDecisionView,
  EntityEvidenceView,
  EntityReviewDetail,
  EntityReviewView,
  EntitySummary,
  EntityView,
  JobView,
  Purpose,
} from "@yuejian/contracts/api";
import { residentIdCheckCharacter } from "@yuejian/identifiers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { residentId } from "../testing/city.ts";
import { describeOnBothStores } from "../testing/stores.ts";
import { codeOf, openServedCity, type Person, type ServedCity } from "./testing/served-city.ts";

/** Another number with the same birthday: who was given a new number has both. */
function formerId(id: string): string {
  const digits = `${id.slice(0, 14)}997`;
  return digits + residentIdCheckCharacter(digits);
}

describeOnBothStores("entities over HTTP", (place) => {
  let city: ServedCity;
  let manager: Person;
  let procurator: Person;
  beforeAll(async () => {
    city = await openServedCity(place, { rows: 30 });
    const folder = await place.emptyFolder();
    const file = path.join(folder, "stays.csv");
    const rows = [1, 2, 3].map(
      (serial) =>
        `张三${serial},${serial === 2 ? formerId(residentId(2)) : residentId(serial)},（2025）湘9906刑初${serial}号,岳阳监狱,2025-05-01,2025-12-01,,,岳阳楼区人民检察院`,
    );
    await writeFile(
      file,
      `罪犯姓名,罪犯身份证号,执行依据文书号,执行机关,收监日期,刑期止日,出监日期,出监类别,辖区检察院\n${rows.join("\n")}\n`,
    );
    await city.finished((await city.asLocal<JobView>("POST", "/api/intake", { path: file, dataset: "sentence-execution" })).body);
    await city.finished((await city.asLocal<JobView>("POST", "/api/entities/runs", {})).body);
    manager = await city.signIn("case-manager");
    procurator = await city.signIn("procurator");
  });
  afterAll(() => city.close());

  /** Waits for what a decision set off. */
  async function settled(): Promise<void> {
    for (;;) {
      const { body } = await city.asLocal<{ items: JobView[] }>("GET", "/api/jobs?status=queued,running");
      const linking = body.items.filter(({ kind }) => kind === "link-entities");
      if (linking.length === 0) return;
      for (const job of linking) await city.home.jobs.wait(job.id);
    }
  }

  it("whose records they hold is traced for nobody who may not read all records", async () => {
    for (const path of ["datasets", "lineage", "catalogue"]) {
      expect(codeOf(await procurator.get(`/api/${path}/${ENTITY_MEMBERS}`)), path).toBe("DATASET_UNKNOWN");
      expect((await manager.get(`/api/${path}/${ENTITY_MEMBERS}`)).status, path).toBe(200);
    }
  });

  it("a person is found by the reader's rights: masked, and by number only for the subject of a purpose", async () => {
    const list = await manager.get<{ items: EntitySummary[]; total: number }>("/api/entities?kind=person&limit=5");
    expect(list.status).toBe(200);
    const [first] = list.body.items;
    expect(first).toMatchObject({ members: 2, datasets: 2 });
    expect(first?.sample?.parts.find(({ part }) => part === "number")).toMatchObject({ isMasked: true });
    expect(codeOf(await manager.get(`/api/entities?kind=person&query=${residentId(1)}`))).toBe("PURPOSE_NEEDED");
    const shown = await manager.get<EntityView>(`/api/entities/${first?.entity}`);
    expect(shown.body.datasets.map(({ dataset }) => dataset)).toEqual(["judgments", "sentence-execution"]);
    expect(shown.text).not.toContain(residentId(1));
    expect(codeOf(await manager.get("/api/entities/per_00000000000000000000"))).toBe("ENTITY_UNKNOWN");
    const why = await manager.get<EntityEvidenceView>(`/api/entities/${first?.entity}/evidence`);
    expect(why.body).toMatchObject({ isThere: true, links: [] });
  });

  it("the page of a person tells everything known, in order of time, the same from indexes and from files, and what is not in it", async () => {
    const chief = await city.signIn("chief-procurator");
    const list = await manager.get<{ items: EntitySummary[] }>("/api/entities?kind=person&limit=5");
    const entity = list.body.items[0]?.entity ?? "";
    await city.finished((await city.asLocal<JobView>("POST", "/api/lake/indexes")).body);
    const quick = await manager.get<EntityView>(`/api/entities/${entity}`);
    expect(quick.body.coverage).toMatchObject({ isCapped: false, slow: [], unlinked: [], closedDatasets: 0 });
    const records = quick.body.records.map(({ dataset, day, record, isMember }) => [
      dataset,
      day,
      record.line > 1,
      record.fileName,
      isMember,
    ]);
    expect(records).toEqual([
      ["judgments", expect.stringMatching(/^\d{4}-\d\d-\d\d$/), true, "judgments.csv", true],
      ["sentence-execution", "2025-05-01", true, "stays.csv", true],
    ]);
    expect(quick.body.records.every(({ record }) => record.masked.length > 0)).toBe(true);
    const judgments = await city.home.store.db
      .selectFrom("batches")
      .select("id")
      .where("dataset", "=", "judgments")
      .executeTakeFirstOrThrow();
    city.home.lake.indexes.drop("judgments", judgments.id);
    const slow = await manager.get<EntityView>(`/api/entities/${entity}`);
    expect(slow.body.records).toEqual(quick.body.records);
    expect(slow.body.coverage.slow.map(({ dataset }) => dataset)).toEqual(["judgments", "sentence-execution"]);
    await city.finished((await city.asLocal<JobView>("POST", "/api/lake/indexes")).body);
    expect((await manager.get<EntityView>(`/api/entities/${entity}`)).body).toEqual(quick.body);
    // A load after the linking is found by the number, and said not to be linked.
    const later = path.join(await place.emptyFolder(), "later.csv");
    const number = residentId(Number(/张三(\d+)/.exec(await nameOf(entity))?.[1]));
    await writeFile(
      later,
      `罪犯姓名,罪犯身份证号,执行依据文书号,收监日期,刑期止日,辖区检察院\n某人,${number},（2025）湘9906刑初77号,2026-01-02,2026-03-01,岳阳楼区人民检察院\n`,
    );
    await city.finished((await city.asLocal<JobView>("POST", "/api/intake", { path: later, dataset: "sentence-execution" })).body);
    const unread = await manager.get<EntityView>(`/api/entities/${entity}`);
    expect(unread.body.coverage.unlinked).toMatchObject([{ dataset: "sentence-execution", batches: 1, unread: 1 }]);
    await city.finished((await city.asLocal<JobView>("POST", "/api/lake/indexes")).body);
    const found = await manager.get<EntityView>(`/api/entities/${entity}`);
    expect(found.body.records.filter(({ isMember }) => !isMember).map(({ day, fileName }) => [day, fileName])).toEqual([
      ["2026-01-02", "later.csv"],
    ]);
    // Masked until a purpose is given; what it opens is in the audit and on the ledger.
    const [lead] = (await city.leads()).items;
    const { id: purpose } = (
      await chief.post<Purpose>("/api/purposes", { subject: lead?.id, legalBasis: "criminal-procedure-law-supervision" })
    ).body;
    const subject = await city.home.store.db
      .selectFrom("lead_entities")
      .select("entity")
      .where("lead", "=", lead?.id ?? "")
      .executeTakeFirst();
    const opened = await chief.get<EntityView>(`/api/entities/${subject?.entity}`, { "x-purpose": purpose });
    expect(opened.body.records.some(({ record }) => record.masked.length === 0)).toBe(true);
    expect(opened.body.leads.map((each) => each.lead)).toContain(lead?.id);
    const trail = await city.home.store.db.selectFrom("audit").select(["action", "subject"]).where("purpose", "=", purpose).execute();
    expect(trail).toContainEqual({ action: "record.reveal", subject: subject?.entity });
    const linked = await city.asLocal<JobView>("POST", "/api/entities/runs", {});
    await city.finished(linked.body);
  });

  async function nameOf(entity: string): Promise<string> {
    const run = await city.home.store.db.selectFrom("entity_runs").select("id").orderBy("sequence", "desc").executeTakeFirstOrThrow();
    const index = city.home.lake.indexes.of("entity-members", run.id);
    const members = Array.from({ length: 200 }, (_, at) => index?.read(at + 1)?.values);
    const member = members.find((values) => values?.["entity"] === entity && values["dataset"] === "judgments");
    const row = city.home.lake.indexes.of("judgments", String(member?.["batch"]))?.read(Number(member?.["row"]));
    return String(row?.values["defendant_name"]);
  }

  it("what a person says of a pair holds in the run that follows, and taking it back undoes it", async () => {
    const queue = await manager.get<{ items: EntityReviewView[]; total: number }>("/api/entities/reviews?kind=person");
    const pair = queue.body.items.find(({ reason }) => reason === "numbers");
    expect(pair).toMatchObject({ isTogether: false });
    const detail = await manager.get<EntityReviewDetail>(`/api/entities/reviews/${pair?.id}`);
    expect(detail.body.evidence?.comparisons.length).toBeGreaterThan(0);
    expect(detail.text).not.toContain(residentId(2));
    const body = { act: "review", kind: "person", verdict: "same", left: pair?.left.mention, right: pair?.right.mention };
    const clerk = await city.signIn("clerk");
    expect(codeOf(await clerk.post("/api/entities/decisions", body))).toBe("NOT_ALLOWED");
    const decided = await manager.post<EntityDecisionView>("/api/entities/decisions", body);
    expect(decided.status).toBe(201);
    expect(codeOf(await manager.post("/api/entities/decisions", body))).toBe("ENTITY_DECISION_REPEATED");
    expect(codeOf(await manager.post("/api/entities/decisions", { ...body, verdict: "different" }))).toBe("ENTITY_DECISION_CONTRADICTS");
    await settled();
    const together = await manager.get<EntityView>(`/api/entities/${pair?.leftEntity}`);
    const other = await manager.get<EntityView>(`/api/entities/${pair?.rightEntity}`);
    const [lasting] = [together, other].filter(({ status }) => status === 200);
    expect(new Set([together.status, other.status])).toEqual(new Set([200, 404]));
    expect(lasting?.body).toMatchObject({ members: 2, decisions: [{ id: decided.body.id, verdict: "same" }] });
    expect(lasting?.body.changes).toMatchObject([{ change: "merged" }]);
    expect((await manager.get<{ items: EntityReviewView[] }>("/api/entities/reviews")).body.items.map(({ id }) => id)).not.toContain(
      pair?.id,
    );
    expect((await manager.post(`/api/entities/decisions/${decided.body.id}/undo`, { note: "看错了" })).status).toBe(200);
    expect(codeOf(await manager.post(`/api/entities/decisions/${decided.body.id}/undo`, { note: "再来" }))).toBe("ENTITY_DECISION_UNDONE");
    await settled();
    for (const entity of [pair?.leftEntity, pair?.rightEntity])
      expect((await manager.get<EntityView>(`/api/entities/${entity}`)).body).toMatchObject({ members: 1 });
    const audit = await city.home.store.db.selectFrom("audit").select("action").where("action", "=", "entity.decide").execute();
    expect(audit.length).toBeGreaterThanOrEqual(2);
  });

  it("a split by hand names records of the entity only, and the office may set which columns name entities", async () => {
    const list = await manager.get<{ items: EntitySummary[] }>("/api/entities?kind=person&limit=1");
    const entity = list.body.items[0]?.entity ?? "";
    const view = await manager.get<EntityView>(`/api/entities/${entity}`);
    const own = view.body.records.find(({ dataset }) => dataset === "judgments")?.mention ?? "";
    const stranger = own.replace(/:\d+#/, ":29#");
    expect(codeOf(await manager.post("/api/entities/decisions", { act: "split", entity, mentions: [stranger], note: "不是" }))).toBe(
      "ENTITY_DECISION_INVALID",
    );
    const split = await manager.post<EntityDecisionView>("/api/entities/decisions", {
      act: "split",
      entity,
      mentions: [own],
      note: "同号不同人",
    });
    expect(split.status).toBe(201);
    await settled();
    const after = await manager.get<EntityView>(`/api/entities/${entity}`);
    expect(after.body.members).toBe(1);
    expect(after.body.changes[0]).toMatchObject({ change: "split", entity });
    const bad = { mentions: [{ kind: "person", role: "x", columns: { number: "nowhere" } }], isAutomatic: false };
    expect(codeOf(await manager.post("/api/entities/mappings/judgments", bad))).toBe("ENTITY_MAPPING_INVALID");
    expect((await manager.post("/api/entities/mappings/judgments", { mentions: null, isAutomatic: true })).status).toBe(204);
    expect(codeOf(await procurator.post("/api/entities/mappings/judgments", { mentions: null, isAutomatic: true }))).toBe("NOT_ALLOWED");
  });
});
