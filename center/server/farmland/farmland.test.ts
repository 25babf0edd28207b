import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { signerKeyOf } from "@yuejian/chain/capture";
import { silentProgress } from "@yuejian/contracts";
import type {
  FarmlandCase,
  FarmlandCurve,
  FarmlandMap,
  FarmlandParts,
  FarmlandRunDetail,
  FarmlandRunRequest,
  FarmlandRunsView,
  FarmlandStarted,
  FieldCheckView,
  JobView,
  RestorationStarted,
  RestorationView,
  ViolationDetailView,
  ViolationsView,
} from "@yuejian/contracts/api";
import { generateFarmland, type PlantedChange } from "@yuejian/demo";
import { writePng } from "@yuejian/documents";
import { strFromU8, unzipSync } from "fflate";
import { afterAll, beforeAll, expect, it } from "vitest";
import { madeCheck } from "../field-checks/testing/made-check.ts";
import { handIn, sendCheckFile } from "../field-checks/testing/send-check.ts";
import { codeOf, openServedCity, type Person, type ServedCity } from "../http/testing/served-city.ts";
import { describeOnBothStores } from "../testing/stores.ts";
import type { Workplace } from "../work/workplace.ts";
import { readDistricts } from "./districts.ts";
import { measureImages } from "./measure-images.ts";
import { forgetParts, keepParts } from "./parts.ts";

describeOnBothStores("farmland in the house", (place) => {
  let city: ServedCity;
  let folder = "";
  let county: Person;
  let planted: readonly PlantedChange[] = [];

  const paths = () => ({
    images: join(folder, "images"),
    parcels: join(folder, "parcels.geojson"),
    approvals: join(folder, "approvals.geojson"),
    boundaries: join(folder, "districts.geojson"),
  });
  async function put(made: ReturnType<typeof generateFarmland>): Promise<void> {
    for (const { name, bytes } of made.files) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), bytes);
    }
  }
  async function measured(body: FarmlandRunRequest): Promise<{ run: FarmlandRunDetail; job: JobView }> {
    const started = await city.asLocal<FarmlandStarted>("POST", "/api/farmland/runs", body);
    expect([started.status, codeOf(started)]).toEqual([202, "202"]);
    const job = await city.finished(started.body.job);
    await city.home.drain.empty();
    const { body: run } = await city.asLocal<FarmlandRunDetail>("GET", `/api/farmland/runs/${started.body.run}`);
    return { run, job };
  }
  const violations = async (query = "") => (await city.asLocal<ViolationsView>("GET", `/api/farmland/violations?limit=500${query}`)).body;

  beforeAll(async () => {
    city = await openServedCity(place, { rows: 20 });
    folder = await place.emptyFolder();
    const made = generateFarmland({ seed: 7 });
    ({ planted } = made);
    await put(made);
    county = await city.signIn("head.xiangyin");
  });
  afterAll(() => city.close());

  it("a run finds what was planted without an approval, states it, and makes leads for the office of the district", async () => {
    const { run, job } = await measured(paths());
    const unapproved = planted.filter(({ approval }) => approval !== "always");
    const { items, facets } = await violations();
    const firm = items.filter(({ confidence }) => confidence !== "possible");
    expect(firm).toHaveLength(unapproved.length);
    expect(run.run).toMatchObject({ method: "series", violations: items.length, newViolations: items.length, name: "images" });
    expect(run.run.ledgerIndex).toBeGreaterThan(0);
    expect(run.approvalsSubtracted).toEqual(["岳自然资批〔2025〕1号"]);
    expect(run.inputs.filter(({ role }) => role === "image").length).toBeGreaterThan(100);
    expect(job.result).toMatchObject({ newLeads: firm.length });
    expect(firm.every(({ lead }) => lead?.status === "new")).toBe(true);
    expect(firm.filter(({ class: kind }) => kind === "pond-lake")).toHaveLength(1);
    expect(new Set(firm.map(({ office }) => office))).toEqual(new Set(["yueyang-county", "xiangyin"]));
    expect(facets.states).toContainEqual({ id: "new", title: expect.anything(), count: firm.length });
  });

  it("the same images again find the same places: nothing is new, no lead is doubled, leads are found again", async () => {
    const before = await violations();
    const { run, job } = await measured({ ...paths() });
    const after = await violations();
    expect(run.run.newViolations).toBe(0);
    expect(job.result).toMatchObject({ newLeads: 0, violations: before.total });
    expect(after.items.map(({ id, lead }) => [id, lead?.id])).toEqual(before.items.map(({ id, lead }) => [id, lead?.id]));
    expect(after.items.every(({ lastRun }) => lastRun === run.run.id)).toBe(true);
    const { body: detail } = await city.asLocal<ViolationDetailView>("GET", `/api/farmland/violations/${after.items[0]?.id}`);
    expect(detail.sightings.map(({ run: each }) => each)).toEqual([run.run.id, before.items[0]?.lastRun]);
  });

  it("a further attempt after a kill finds what the one before measured, took in and made leads of", async () => {
    const { run } = (await city.asLocal<FarmlandRunsView>("GET", "/api/farmland/runs")).body.items.map((each) => ({ run: each }))[0] ?? {};
    const { db } = city.home.store;
    const counts = async () =>
      Promise.all(
        (["batches", "runs", "farmland_sightings", "farmland_violations", "lead_events"] as const).map(
          async (table) =>
            (
              await db
                .selectFrom(table)
                .select((build) => build.fn.countAll<number>().as("count"))
                .executeTakeFirstOrThrow()
            ).count,
        ),
      );
    const before = await counts();
    const again = { status: "queued", is_committed: 0, finished_at: null, result: null, run_after: new Date().toISOString() } as const;
    await city.home.store.write((trx) =>
      trx
        .updateTable("jobs")
        .set(again)
        .where("id", "=", run?.job?.id ?? "")
        .execute(),
    );
    const job = await city.finished(run?.job as JobView);
    expect(job.result).toMatchObject({ run: run?.id, newLeads: 0 });
    expect(await counts()).toEqual(before);
  });

  it("a violation shows its area against the limits, its curve, pictures of before and after, and parcels and approvals", async () => {
    const { items } = await violations("&class=pond-lake");
    const id = items[0]?.id ?? "";
    const { body } = await city.asLocal<ViolationDetailView>("GET", `/api/farmland/violations/${id}`);
    expect(body.violation.area.mu).toBeCloseTo(18, -1);
    expect(body.limits.length).toBeGreaterThan(0);
    expect(body.parcels.length).toBeGreaterThan(0);
    const [before, after] = [
      body.curve.find(({ date }) => date === body.pictures.before),
      body.curve.find(({ date }) => date === body.pictures.after),
    ];
    expect(before?.ndvi ?? 0).toBeGreaterThan(0.2);
    expect(after?.ndvi ?? 1).toBeLessThan(0);
    for (const which of ["before", "after"]) {
      const picture = await city.local.inject({ method: "GET", url: `/api/farmland/violations/${id}/pictures/${which}` });
      expect([picture.statusCode, picture.headers["content-type"], picture.rawPayload.subarray(1, 4).toString()]).toEqual([
        200,
        "image/png",
        "PNG",
      ]);
    }
    const doubtful = (await violations("&element=cannot-tell")).items;
    expect(doubtful.every(({ areaElement }) => areaElement === "cannot-tell")).toBe(true);
  });

  it("its report says the area with its error, parcels, approvals, articles and that a spot is no proof, and goes on the ledger", async () => {
    const { items } = await violations("&class=pond-lake");
    const answer = await city.local.inject({ method: "GET", url: `/api/farmland/violations/${items[0]?.id}/report?format=docx` });
    expect([answer.statusCode, answer.headers["content-type"]]).toEqual([200, expect.stringContaining("wordprocessingml")]);
    const parts = unzipSync(answer.rawPayload);
    const words = strFromU8(parts["word/document.xml"] as Uint8Array).replaceAll(/<[^>]+>/g, "");
    for (const word of [
      "卫星图斑是线索，不是证据",
      items[0]?.id ?? "",
      `± ${items[0]?.area.errorMu} 亩`,
      "岳自然资批〔2025〕1号",
      "第三百四十二条",
      "证明文件 SHA-256",
      "GT-",
    ])
      expect(words).toContain(word);
    // Two pictures, the curve, the QR code.
    expect(Object.keys(parts).filter((name) => name.startsWith("word/media/"))).toHaveLength(4);
    const { db } = city.home.store;
    const issued = await db.selectFrom("outbox").select("type").where("type", "=", "certificate.issued").execute();
    expect(issued).toHaveLength(1);
  });

  it("a check on the ground stands in the lead's history and in the report, with its photos for whoever may open them", async () => {
    const violation =
      (await violations("&class=pond-lake&office=xiangyin")).items[0] ?? (await violations("&office=xiangyin&state=new")).items[0];
    const checker = await city.signIn("procurator.xiangyin");
    const { id: person, displayName: name } = checker.session.user;
    const order = { violation: violation?.id, assignee: person, due: "2099-01-01" };
    const { id: check } = (await county.post<FieldCheckView>("/api/farmland/checks", order)).body;
    const photo = writePng({ width: 4, height: 3, channels: 3, pixels: new Uint8Array(36).fill(90) });
    const made = madeCheck({
      check,
      violation: violation?.id ?? "",
      checker: { id: person, name },
      key: signerKeyOf("field-2", new Uint8Array(32).fill(6)),
      photos: [photo],
    });
    for (const file of made.files) expect(await sendCheckFile(city, checker, { check, file })).toBe("taken");
    expect((await handIn(checker, check, made)).status).toBe(200);
    const history = await city.home.store.db
      .selectFrom("lead_events")
      .select("kind")
      .where("lead", "=", violation?.lead?.id ?? "")
      .where("kind", "like", "field-check-%")
      .orderBy("lead_version")
      .execute();
    expect(history.map(({ kind }) => kind)).toEqual(["field-check-given", "field-check-received"]);
    const reportFor = async (who: Person) => {
      const url = `/api/farmland/violations/${violation?.id}/report?format=docx`;
      const parts = unzipSync((await city.web.inject({ method: "GET", url, headers: { cookie: who.cookie } })).rawPayload);
      const words = strFromU8(parts["word/document.xml"] as Uint8Array).replaceAll(/<[^>]+>/g, "");
      return { words, pictures: Object.keys(parts).filter((each) => each.startsWith("word/media/")).length };
    };
    const [full, masked] = [await reportFor(county), await reportFor(await city.signIn("analyst"))];
    for (const word of ["属实：建筑或道路", "钢构厂房一栋", "距图斑轮廓", made.record.photos[0]?.sha256 ?? ""])
      expect(full.words).toContain(word);
    expect(masked.words).not.toContain("钢构厂房一栋");
    expect(full.pictures).toBe(masked.pictures + 1);
  });

  it("violations measured again in later images say what became of each, sum what is restored, and go on the ledger", async () => {
    const later = generateFarmland({
      seed: 7,
      lastDay: "2027-10-25",
      planted: planted.map((each, at) => (at === 0 ? { ...each, until: "2026-11-01" } : each)),
    });
    const images = join(folder, "later");
    for (const { name, bytes } of later.files) {
      if (!name.startsWith("images/")) continue;
      await mkdir(images, { recursive: true });
      await writeFile(join(images, name.slice("images/".length)), bytes);
    }
    const started = await city.asLocal<RestorationStarted>("POST", "/api/farmland/restorations", { images });
    await city.finished(started.body.job);
    await city.home.drain.empty();
    const { body: found } = await city.asLocal<RestorationView>("GET", `/api/farmland/restorations/${started.body.restoration}`);
    expect(found.plots).toHaveLength((await violations()).total);
    expect(found.counts["restored"]).toBeGreaterThanOrEqual(1);
    expect(found.counts["not-restored"]).toBeGreaterThanOrEqual(3);
    expect(found.ledgerIndex).toBeGreaterThan(0);
    const { items, restored } = await violations();
    expect(restored.violations).toBeGreaterThanOrEqual(1);
    expect(restored.mu).toBeCloseTo(
      items.reduce((sum, each) => sum + (each.restored?.mu ?? 0), 0),
      1,
    );
    const first = items.find(({ restored: result }) => result?.verdict === "restored");
    expect(first?.area.mu).toBeCloseTo(9.4, 0);
    expect(codeOf(await city.asLocal("GET", "/api/farmland/restorations/fre_0"))).toBe("RESTORATION_UNKNOWN");
  });

  it("the map has a picture for every day and outlines on its grid, and any pixel its curve", async () => {
    const { items } = await violations("&class=pond-lake");
    const { body: map } = await city.asLocal<FarmlandMap>("GET", `/api/farmland/runs/${items[0]?.lastRun}/map`);
    expect(map.days).toHaveLength(73);
    const [[ring = []] = []] = map.outlines.find(({ violation }) => violation === items[0]?.id)?.polygons ?? [];
    const [x, y] = [0, 1].map((axis) => ring.reduce((sum, position) => sum + (position[axis] ?? 0), 0) / ring.length);
    const { body: curve } = await city.asLocal<FarmlandCurve>("GET", `/api/farmland/runs/${map.run}/curve?x=${x}&y=${y}`);
    expect(curve.points).toHaveLength(73);
    expect(curve.points.findLast(({ ndvi }) => ndvi !== null)?.ndvi).toBeLessThan(0);
    expect(codeOf(await city.asLocal("GET", `/api/farmland/runs/${map.run}/curve?x=0&y=0`))).toBe("FARMLAND_POINT_OUTSIDE");
    const day = await city.local.inject({ method: "GET", url: `/api/farmland/runs/${map.run}/pictures/${map.days[3]?.date}` });
    expect([day.statusCode, day.headers["content-type"]]).toEqual([200, "image/png"]);
    expect(codeOf(await city.asLocal("GET", `/api/farmland/runs/${map.run}/pictures/1999-01-01`))).toBe("FARMLAND_PICTURE_UNKNOWN");
  });

  it("an office sees its own violations only, and a browser names no paths where no folders are set", async () => {
    const [own] = (await county.get<ViolationsView>("/api/farmland/violations")).body.items;
    expect(own?.office).toBe(county.session.user.office);
    const { body: map } = await county.get<FarmlandMap>(`/api/farmland/runs/${own?.lastRun}/map`);
    const mine = (await county.get<ViolationsView>("/api/farmland/violations?limit=500")).body.items.map(({ id }) => id);
    expect(map.outlines.map(({ violation }) => violation).filter((id) => !mine.includes(id))).toEqual([]);
    expect(map.outlines.length).toBeGreaterThan(0);
    expect(codeOf(await county.get(`/api/farmland/runs/${own?.lastRun}`))).toBe("FARMLAND_RUN_UNKNOWN");
    const other = (await violations()).items.find(({ office }) => office !== county.session.user.office);
    expect(codeOf(await county.get(`/api/farmland/violations/${other?.id}`))).toBe("VIOLATION_UNKNOWN");
    expect(codeOf(await county.post("/api/farmland/runs", { images: folder }))).toBe("FARMLAND_FOLDERS_UNSET");
  });

  it("while a run is on its way each finished part shows its provisional spots to who sees their office; once it is over, nothing", async () => {
    const { db } = city.home.store;
    const [model] = await db.selectFrom("farmland_runs").selectAll().limit(1).execute();
    const [job] = await db
      .selectFrom("jobs")
      .selectAll()
      .where("id", "=", model?.job ?? "")
      .execute();
    if (!model || !job) throw new Error("no run");
    const [own, id] = ["job_running", "fru_running"];
    const running = { status: "running", is_committed: 0, finished_at: null, result: null, lease_until: "2999-01-01" } as const;
    const unmeasured = { finished_at: null, result: null, series_sha256: null, batch: null, model_run: null, outbox: null };
    await city.home.store.write(async (trx) => {
      await trx
        .insertInto("jobs")
        .values({ ...job, id: own, ...running })
        .execute();
      await trx
        .insertInto("farmland_runs")
        .values({ ...model, id, job: own, ...unmeasured })
        .execute();
    });
    const progress: [number, number | null][] = [];
    const leased = { id: own, kind: job.kind, input: {}, actor: job.actor, office: job.office, attempt: 1, leaseOwner: "test" };
    const context = { home: city.home as unknown as Workplace, job: leased, progress: silentProgress, fence: async () => {} };
    const districts = await readDistricts(paths().boundaries, city.home.offices);
    const [before, after] = ["S2_20250712.tif", "S2_20260707.tif"].map((name) => join(paths().images, name)) as [string, string];
    const images = await measureImages(
      { before, after, parcels: paths().parcels },
      {
        wholeValues: 1,
        tileValues: 32_000,
        progress: { ...silentProgress, report: (done, total) => progress.push([done, total]) },
        onPart: keepParts(context, { run: id, districts }),
      },
    );
    const parts = async (since = 0) => (await city.asLocal<FarmlandParts>("GET", `/api/farmland/runs/${id}/parts?since=${since}`)).body;
    const all = await parts();
    expect(all).toMatchObject({ isRunning: true, parts: all.next, system: "EPSG:4547" });
    expect(all.next).toBeGreaterThan(1);
    expect(progress.at(-1)).toEqual([all.next, all.next]);
    expect(all.spots).toHaveLength(all.found);
    // Cut at the borders of parts: of what the whole shows nothing is missing.
    expect(all.found).toBeGreaterThanOrEqual(images.objects.length);
    const mu = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
    const whole = mu(images.objects.map(({ properties }) => Number(properties["areaMu"])));
    expect(Math.abs(mu(all.spots.map((spot) => spot.mu)) - whole)).toBeLessThan(whole * 0.05);
    const last = await parts(all.next - 1);
    expect([last.next, last.areas]).toEqual([all.next, all.areas.slice(-1)]);
    const { body: seen } = await county.get<FarmlandParts>(`/api/farmland/runs/${model.id}/parts`);
    expect(seen).toMatchObject({ code: "FARMLAND_RUN_UNKNOWN" });
    await city.home.store.write((trx) => trx.updateTable("jobs").set({ status: "cancelled" }).where("id", "=", own).execute());
    expect(await parts()).toMatchObject({ isRunning: false, next: 0, spots: [], areas: [] });
    await city.home.store.write((trx) => forgetParts(trx, "fru_other"));
    expect(await db.selectFrom("farmland_parts").selectAll().execute()).toEqual([]);
  });

  it("neighbouring violations that are verified become one case at once; one that is not verified refuses all of it", async () => {
    const own = async () =>
      (await county.get<ViolationsView>("/api/farmland/violations?limit=500")).body.items.flatMap(({ lead }) => (lead ? [lead] : []));
    const [first, second] = await own();
    if (!first || !second) throw new Error("too few leads");
    const step = (lead: { id: string; version: number }, command: object) =>
      county.post(`/api/leads/${lead.id}/commands`, { version: lead.version, command });
    const verify = async ({ id }: { id: string }) => {
      const now = async () => (await own()).find((lead) => lead.id === id) ?? { id, version: 0 };
      await step(await now(), { action: "assign", assignee: county.session.user.id });
      const said = await step(await now(), {
        action: "verify",
        note: "现场核实",
        ruledOut: ["approved", "agricultural", "image", "boundary"],
      });
      return said.status;
    };
    expect(await verify(first)).toBe(200);
    const leads = [first.id, second.id];
    const refused = await county.post("/api/farmland/cases", { leads, note: "同一工地" });
    expect(codeOf(refused)).toBe("FARMLAND_LEAD_UNVERIFIED");
    expect((await own()).find(({ id }) => id === first.id)?.status).toBe("verified");
    expect(await verify(second)).toBe(200);
    const { body: made } = await county.post<FarmlandCase>("/api/farmland/cases", { leads, note: "同一工地" });
    expect(made).toMatchObject({ filed: 2, merged: 1, refused: [] });
    const { body: kept } = await county.get<{ absorbed: readonly object[] }>(`/api/cases/${made.case}`);
    expect(kept.absorbed).toHaveLength(1);
  });

  it("two images of different seasons are recorded with the doubt and make no lead", async () => {
    const [before, after] = ["S2_20250712.tif", "S2_20260309.tif"].map((name) => join(paths().images, name)) as [string, string];
    const { run, job } = await measured({ parcels: paths().parcels, before, after });
    expect(run.run.violations).toBeGreaterThan(0);
    expect(run.doubts[0]?.en).toContain("cannot be relied on");
    expect(job.result).toMatchObject({ newLeads: 0 });
  });

  it("a run that names no images, or both kinds, or a file that is none, says so and leaves nothing behind", async () => {
    const refused = async (body: FarmlandRunRequest) => codeOf(await city.asLocal("POST", "/api/farmland/runs", body));
    expect(await refused({})).toBe("FARMLAND_REQUEST_UNCLEAR");
    expect(await refused({ images: folder, before: folder, after: folder })).toBe("FARMLAND_REQUEST_UNCLEAR");
    expect(await refused({ images: join(folder, "missing") })).toBe("FILE_NOT_FOUND");
    await expect(measured({ images: folder })).rejects.toMatchObject({ code: "SERIES_TOO_SHORT" });
    const named = join(folder, "nameless.geojson");
    await writeFile(
      named,
      (await readFile(paths().boundaries, "utf8")).replaceAll("岳阳县", "某某县").replaceAll("yueyang-county", "nowhere"),
    );
    await expect(measured({ ...paths(), boundaries: named })).rejects.toMatchObject({ code: "FARMLAND_OFFICE_UNKNOWN" });
  });

  it("two images are compared, too, and what is large enough becomes a lead", async () => {
    const [before, after] = ["S2_20250712.tif", "S2_20260707.tif"].map((name) => join(paths().images, name)) as [string, string];
    const { run } = await measured({ parcels: paths().parcels, before, after });
    expect(run.run).toMatchObject({ method: "pair", dates: { count: 2 } });
    expect(run.threshold).toBeGreaterThan(0);
  });
});
