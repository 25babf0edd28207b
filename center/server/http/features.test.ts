import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { CaseNotices, FeaturesView, JobView, NewPilot, PilotView, WorkItem } from "@yuejian/contracts/api";
import { afterAll, beforeAll, expect, it } from "vitest";
import { writeJudgments } from "../testing/city.ts";
import { temporaryFolders } from "../testing/stores.ts";
import { codeOf, openServedCity, type Person, type ServedCity } from "./testing/served-city.ts";

const DAY = 86_400_000;
const emptyFolder = temporaryFolders();
let now = Date.parse("2026-03-20T02:00:00Z");
let city: ServedCity;
let [chief, inside, outside, manager] = [] as unknown as [Person, Person, Person, Person];

/** Everybody signs in anew: sessions end with the day. */
async function signIn(): Promise<void> {
  [chief, inside, outside, manager] = await city.signInAll("chief-procurator", "procurator.yueyanglou", "procurator.miluo", "case-manager");
}

beforeAll(async () => {
  city = await openServedCity({ engine: "sqlite", emptyFolder, emptyUrl: emptyFolder }, { rows: 10, clock: { now: () => now } });
  await signIn();
});
afterAll(() => city.close());

/** Waits for jobs of one kind; others may be due later, by a clock that stands. */
async function settled(kind: string): Promise<void> {
  const { items } = await city.home.jobs.list({ statuses: ["queued", "running"], offset: 0, limit: 100 });
  for (const job of items) if (job.kind === kind) await city.home.jobs.wait(job.id);
}

const today = () => new Date(now + 8 * 3_600_000).toISOString().slice(0, 10);
const CALENDAR = "/api/calendar?from=2026-03-01&to=2026-03-31";
const fix = async (feature: NewPilot["feature"]) => {
  const startsOn = new Date(now + DAY).toISOString().slice(0, 10);
  const given: NewPilot = {
    title: "试点",
    function: "试行",
    offices: ["yueyanglou", "junshan"],
    source: "business",
    startsOn,
    daysBefore: 240,
    horizon: 120,
    ...(feature === undefined ? {} : { feature }),
  };
  const { body } = await chief.post<PilotView>("/api/pilots", given);
  return body.id;
};
const tomorrow = async () => {
  now += DAY;
  await signIn();
};
const stateOf = async (person: Person, feature: string) =>
  (await person.get<FeaturesView>("/api/features")).body.items.find((each) => each.feature === feature);

it("a feature is on everywhere; from the first day of its pilot only in the pilot's offices, and again everywhere after its end", async () => {
  expect(codeOf(await outside.get(CALENDAR))).toBe("200");
  const pilot = await fix("smart-boards");
  expect(await stateOf(outside, "smart-boards")).toMatchObject({ isOnHere: true, offices: [{ office: "miluo", isOn: true, pilot: null }] });
  expect(codeOf(await chief.post(`/api/pilots/${pilot}/end`, { reason: "x" }))).toBe("PILOT_NOT_BEGUN");
  await tomorrow();
  expect(await stateOf(outside, "smart-boards")).toMatchObject({ isOnHere: false, offices: [{ office: "miluo", isOn: false, pilot }] });
  expect((await stateOf(chief, "smart-boards"))?.offices.flatMap(({ office, isOn }) => (isOn ? [office] : [])).sort()).toEqual([
    "junshan",
    "yueyanglou",
  ]);
  const month = "from=2026-01-01&to=2026-12-31";
  for (const url of [
    CALENDAR,
    CALENDAR.replace("?", ".ics?"),
    "/api/cases/board",
    `/api/casework/process?${month}`,
    `/api/casework/process/cases?${month}`,
  ]) {
    expect([url, codeOf(await outside.get(url)), codeOf(await inside.get(url))]).toEqual([url, "FEATURE_OFF", "200"]);
  }
  const { body } = await chief.post<PilotView>(`/api/pilots/${pilot}/end`, { reason: "全市推广" });
  expect(body.ended).toEqual({ on: today(), reason: "全市推广" });
  expect(codeOf(await outside.get(CALENDAR))).toBe("200");
  expect(codeOf(await chief.post(`/api/pilots/${pilot}/end`, { reason: "x" }))).toBe("PILOT_ENDED");
});

it("the house's switch holds where no pilot decides, with reason and version, for who configures cases in all offices", async () => {
  const flip = (person: Person, body: object) =>
    person.post<FeaturesView>("/api/features/smart-boards", { reason: "先不用", version: 0, isOn: false, ...body });
  expect(codeOf(await flip(inside, {}))).toBe("NOT_ALLOWED");
  expect(codeOf(await flip(chief, { reason: " " }))).toBe("REASON_NEEDED");
  expect(codeOf(await flip(chief, { version: 3 }))).toBe("VERSION_CONFLICT");
  expect((await flip(chief, {})).status).toBe(200);
  expect(codeOf(await inside.get(CALENDAR))).toBe("FEATURE_OFF");
  const pilot = await fix("smart-boards");
  await tomorrow();
  expect([codeOf(await inside.get(CALENDAR)), codeOf(await outside.get(CALENDAR))]).toEqual(["200", "FEATURE_OFF"]);
  await chief.post(`/api/pilots/${pilot}/withdraw`, { reason: "条件未备" });
  expect(codeOf(await inside.get(CALENDAR))).toBe("FEATURE_OFF");
  expect((await flip(chief, { isOn: true, version: 1 })).status).toBe(200);
  expect(codeOf(await outside.get(CALENDAR))).toBe("200");
  await city.home.drain.empty();
  const stated = await city.home.store.db
    .selectFrom("outbox")
    .select(["subject", "ledger_index"])
    .where("type", "=", "feature.changed")
    .execute();
  expect(stated.map(({ subject, ledger_index: index }) => [subject, index !== null])).toEqual([
    ["smart-boards", true],
    ["smart-boards", true],
  ]);
});

it("notices are given about cases of the offices where they are on, whoever reads", async () => {
  const file = path.join(await emptyFolder(), "cases.csv");
  const row = (number: string, office: string, { session }: Person) =>
    `${number},${office},第一检察部,审查起诉,盗窃,R,${session.user.displayName},在押,2026-01-05,2026-01-06`;
  const headings = "部门受案号,承办单位,承办部门,案件类别,案由,人员编号,承办检察官,羁押状态,受理日期,分案日期";
  const rows = [headings, row("楼1", "岳阳楼区", inside), row("汨1", "汨罗市", outside)];
  await writeFile(file, rows.join("\n"));
  await city.finished((await city.asLocal<JobView>("POST", "/api/casework/imports", { path: file })).body);
  await settled("recompute-cases");
  const offices = async (person: Person) =>
    [...new Set((await person.get<CaseNotices>("/api/casework/notices")).body.items.map(({ office }) => office))].sort();
  const waiting = async (person: Person) =>
    (await person.get<{ items: WorkItem[] }>("/api/work")).body.items.filter(({ kind }) => kind === "case-notice").length > 0;
  expect([await offices(manager), await waiting(outside), await waiting(inside)]).toEqual([["miluo", "yueyanglou"], true, true]);
  const [notice] = (await outside.get<CaseNotices>("/api/casework/notices")).body.items;
  await fix("case-notices");
  await tomorrow();
  expect([await offices(manager), await offices(outside), await waiting(outside), await waiting(inside)]).toEqual([
    ["yueyanglou"],
    [],
    false,
    true,
  ]);
  const answer = { version: notice?.version, verdict: "explained", reason: "已报延长" };
  expect(codeOf(await outside.post(`/api/casework/notices/${notice?.id}/answer`, answer))).toBe("CASE_NOTICE_UNKNOWN");
});

it("models run at once on what an office delivers where that is on; elsewhere nothing is queued", async () => {
  expect((await city.asLocal("POST", "/api/detection/wrong-fines", { isEnabled: true, reason: "试行", version: 0 })).status).toBe(200);
  await settled("detect");
  await fix("detection");
  await tomorrow();
  const runs = async () => (await city.home.store.db.selectFrom("jobs").select("id").where("kind", "=", "detect").execute()).length;
  const deliver = async (office: string, first: number) => {
    const { file } = await writeJudgments(await emptyFolder(), { name: `${office}.csv`, rows: 5, first });
    await city.finished((await city.asLocal<JobView>("POST", "/api/intake", { path: file, dataset: "judgments", office })).body);
  };
  const before = await runs();
  await deliver("miluo", 1001);
  expect(await runs()).toBe(before);
  await deliver("yueyanglou", 2001);
  expect(await runs()).toBe(before + 1);
});
