import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { IntakeResult, JobView, MappingView, PreviewView, UploadView } from "@yuejian/contracts/api";
import { afterAll, beforeAll, expect, it } from "vitest";
import { UPLOAD_MS } from "../mappings/index.ts";
import { writeJudgments } from "../testing/city.ts";
import { describeOnBothStores } from "../testing/stores.ts";
import { answered, codeOf, openServedCity, type Person, type ServedCity } from "./testing/served-city.ts";

const STRANGE = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸", "子", "丑"];
const COLUMNS = [
  "judgment_number",
  "defendant_name",
  "defendant_id",
  "charge",
  "judged_on",
  "sentence",
  "sentence_months",
  "fine",
  "amount_involved",
  "is_mitigated",
  "is_minor",
  "office",
];
const BY_HAND = Object.fromEntries(STRANGE.map((heading, at) => [heading, COLUMNS[at] ?? null]));

describeOnBothStores("mapping and preview over the interface", (place) => {
  let city: ServedCity;
  let manager: Person;
  let other: Person;
  let time = 0;
  let serial = 5000;
  beforeAll(async () => {
    city = await openServedCity(place, { rows: 60, clock: { now: () => Date.now() + time } });
    const who = async (role: string, at: number) => {
      const rows = await city.home.store.db.selectFrom("users").select("name").where("role", "=", role).orderBy("name").execute();
      return city.signIn(rows[at]?.name ?? "");
    };
    manager = await who("case-manager", 0);
    other = await who("analyst", 0);
  });
  afterAll(() => city.close());

  /** A file of judgments whose headings say nothing. */
  async function strangeFile(): Promise<string> {
    serial += 50;
    const { file } = await writeJudgments(path.dirname(city.home.folder), { name: `strange-${serial}.csv`, rows: 50, first: serial });
    const [, ...lines] = readFileSync(file, "utf8").split("\n");
    writeFileSync(file, [STRANGE.join(","), ...lines].join("\n"));
    return file;
  }

  async function send(person: Person, file: string): Promise<UploadView> {
    const form = new FormData();
    form.set("file", new File([readFileSync(file)], path.basename(file)));
    const request = new Request("http://localhost/", { method: "POST", body: form });
    const answer = answered<UploadView>(
      await city.web.inject({
        method: "POST",
        url: "/api/uploads",
        headers: { cookie: person.cookie, "x-csrf": person.session.csrf, "content-type": request.headers.get("content-type") ?? "" },
        payload: Buffer.from(await request.arrayBuffer()),
      }),
    );
    expect(answer.status).toBe(201);
    return answer.body;
  }
  const preview = (person: Person, upload: string, body: object) => person.post<PreviewView>(`/api/uploads/${upload}/preview`, body);
  const waiting = () => readdirSync(city.home.paths.scratch).filter((name) => name.startsWith("upload-"));

  it("an upload waits; its sender sees suggestions, rows and what would be set aside; nothing is written", async () => {
    const upload = await send(manager, await strangeFile());
    const batches = await city.home.store.db.selectFrom("batches").select("id").execute();
    const { body: unchosen } = await preview(manager, upload.id, {});
    expect(unchosen.datasets[0]?.dataset).toBe("judgments");
    expect(unchosen.headings).toEqual(STRANGE);
    const { body: automatic } = await preview(manager, upload.id, { dataset: "judgments" });
    expect(automatic.missing).toContain("defendant_id");
    const suggested = automatic.suggestions.find(({ heading }) => heading === "丙");
    expect(suggested).toMatchObject({ column: "defendant_id", reason: { zh: expect.stringContaining("有效身份证号") } });
    expect(suggested?.samples[0]).toMatch(/^\d{17}[\dX]$/);
    const { body: mapped } = await preview(manager, upload.id, { dataset: "judgments", mapping: BY_HAND });
    expect(mapped).toMatchObject({ missing: [], judged: 50, isWhole: true, quarantined: 2 });
    expect(mapped.rows.filter(({ reasons }) => reasons.length > 0).map(({ reasons }) => reasons[0])).toMatchObject([
      { code: "resident-id-check", column: "defendant_id", value: expect.stringMatching(/^\d{17}/) },
      { code: "resident-id-check", column: "defendant_id" },
    ]);
    expect(await city.home.store.db.selectFrom("batches").select("id").execute()).toEqual(batches);
    // Others do not see that it exists.
    expect(codeOf(await preview(other, upload.id, {}))).toBe("UPLOAD_UNKNOWN");
    expect((await manager.post(`/api/uploads/${upload.id}/discard`)).status).toBe(204);
    expect(waiting()).toEqual([]);
  });

  it("loads what was mapped, keeps the mapping, and uses it by itself for the next file with the same headings", async () => {
    const upload = await send(manager, await strangeFile());
    const saveAs = { name: "县局的表", headings: STRANGE };
    const refused = { dataset: "judgments", mapping: { ...BY_HAND, 甲: "charge" }, saveAs };
    expect(codeOf(await manager.post(`/api/uploads/${upload.id}/load`, refused))).toBe("MAPPING_COLUMN_TWICE");
    const order = { dataset: "judgments", mapping: BY_HAND, saveAs };
    const { body: job, status } = await manager.post<JobView>(`/api/uploads/${upload.id}/load`, order);
    expect(status).toBe(202);
    const { result } = await city.finished(job);
    expect(result).toMatchObject({ status: "committed", rowsAccepted: 48, rowsQuarantined: 2 });
    expect((result as IntakeResult).savedMapping).toBeUndefined();
    expect(waiting()).toEqual([]);
    // The same upload is gone with its job.
    expect(codeOf(await manager.post(`/api/uploads/${upload.id}/load`, order))).toBe("UPLOAD_UNKNOWN");

    const { body: list } = await manager.get<{ items: MappingView[] }>("/api/mappings");
    const [saved] = list.items;
    expect(saved).toMatchObject({ name: "县局的表", version: 1, dataset: "judgments", mapping: BY_HAND });
    const next = await send(manager, await strangeFile());
    expect((await preview(manager, next.id, { dataset: "judgments" })).body).toMatchObject({
      savedMapping: { id: saved?.id, version: 1 },
      missing: [],
    });
    const second = await manager.post<JobView>(`/api/uploads/${next.id}/load`, { dataset: "judgments" });
    const loaded = (await city.finished(second.body)).result as IntakeResult;
    expect(loaded).toMatchObject({ rowsAccepted: 48, savedMapping: { id: saved?.id, name: "县局的表", version: 1 } });
    const { mapping } = await city.home.store.db
      .selectFrom("batches")
      .select("mapping")
      .where("id", "=", loaded.batch)
      .executeTakeFirstOrThrow();
    expect(JSON.parse(mapping)).toMatchObject({ defendant_id: "丙", fine: "辛" });
  });

  it("saving again makes the next version; removing it is on the ledger; then the headings decide again", async () => {
    const body = { name: "县局的表（改）", dataset: "judgments", headings: STRANGE.toReversed(), mapping: BY_HAND };
    const { body: saved } = await manager.post<MappingView>("/api/mappings", body);
    expect(saved).toMatchObject({ version: 2, name: "县局的表（改）" });
    expect(codeOf(await manager.post("/api/mappings", { ...body, mapping: { 甲: "nothing" } }))).toBe("MAPPING_COLUMN_UNKNOWN");
    expect((await manager.post(`/api/mappings/${saved.id}/remove`)).status).toBe(204);
    expect(codeOf(await manager.post(`/api/mappings/${saved.id}/remove`))).toBe("MAPPING_UNKNOWN");
    const statements = await city.home.store.db.selectFrom("outbox").select("id").where("type", "=", "mapping.changed").execute();
    expect(statements).toHaveLength(3);
    const upload = await send(manager, await strangeFile());
    expect((await preview(manager, upload.id, { dataset: "judgments" })).body).toMatchObject({ savedMapping: null });
  });

  it("a file that nobody confirms in time is deleted", async () => {
    const upload = await send(manager, await strangeFile());
    expect(waiting().length).toBeGreaterThan(0);
    time = UPLOAD_MS + 1;
    expect(codeOf(await preview(manager, upload.id, {}))).toBe("SIGN_IN_NEEDED");
    await city.home.store.write((trx) =>
      trx
        .updateTable("sessions")
        .set({ expires_at: "9999", last_seen_at: new Date(Date.now() + time).toISOString() })
        .execute(),
    );
    expect(codeOf(await preview(manager, upload.id, {}))).toBe("UPLOAD_UNKNOWN");
    const { body: fresh } = { body: await send(manager, await strangeFile()) };
    expect(waiting()).toHaveLength(1);
    await manager.post(`/api/uploads/${fresh.id}/discard`);
    time = 0;
  });

  it("for a file on this machine personal values are masked, and the mapping of the call is used", async () => {
    const file = await strangeFile();
    const seen = await city.asLocal<PreviewView>("POST", "/api/intake/preview", { path: file, dataset: "judgments", mapping: BY_HAND });
    expect(seen.body).toMatchObject({ missing: [], quarantined: 2 });
    expect(seen.text).not.toMatch(/\d{17}[\dX]/);
    expect(seen.body.rows[0]?.source["乙"]).toBe("张••");
    expect(seen.body.rows[0]?.source["丁"]).toBe("敲诈勒索罪");
    const { body: job } = await city.asLocal<JobView>("POST", "/api/intake", { path: file, dataset: "judgments", mapping: BY_HAND });
    expect((await city.finished(job)).result).toMatchObject({ rowsAccepted: 48 });
    expect(existsSync(file)).toBe(true);
    const wrong = await city.asLocal<JobView>("POST", "/api/intake", { path: file, dataset: "judgments", mapping: { nothing: "fine" } });
    await expect(city.finished(wrong.body)).rejects.toMatchObject({ code: "MAPPING_HEADING_UNKNOWN" });
    expect(codeOf(await city.asLocal("POST", "/api/intake/preview", { path: file, dataset: "nothing" }))).toBe("DATASET_UNKNOWN");
    expect(codeOf(await manager.post("/api/intake/preview", { path: file }))).toBe("NOT_FOUND");
  });
});
