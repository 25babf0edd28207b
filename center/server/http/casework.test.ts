import { writeFile } from "node:fs/promises";
import path from "node:path";
import type {
  CaseBoard,
  CaseCalendar,
  CaseImportDetail,
  CaseImportView,
  CaseNotices,
  CaseNoticeView,
  CaseProcess,
  CaseRules,
  DueClocks,
  HandledCaseDetail,
  HandledCases,
  JobView,
  ProcessCases,
  WorkItem,
} from "@yuejian/contracts/api";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeOnBothStores } from "../testing/stores.ts";
import { codeOf, openServedCity, type Person, type ServedCity } from "./testing/served-city.ts";

const NOW = Date.parse("2026-03-20T02:00:00Z");
const HEADINGS =
  "部门受案号,承办单位,承办部门,案件类别,案由,人员编号,承办检察官,羁押状态,受理日期,分案日期,一次延长日期,一退日期,一退重报日期,审结日期,审结情况";
const ROWS = [
  "岳楼检刑诉受[2026]1号,岳阳楼区,第一检察部,审查起诉,盗窃,R1,{procurator},在押,2026-03-02,2026-03-03,,,,,",
  "岳楼检刑诉受[2026]2号,岳阳楼区,第一检察部,审查起诉,诈骗,R2,{procurator},在押,2026-02-10,2026-02-11,,,,,",
  "岳楼检刑诉受[2026]3号,岳阳楼区,第一检察部,审查起诉,诈骗,R3,无此人,在押,2026-02-10,2026-02-09,,,,,",
  "岳楼检刑捕受[2026]4号,岳阳楼区,第一检察部,审查逮捕,盗窃,R4,{procurator},在押,2026-03-16,2026-03-16,,,,2026-03-20,批准逮捕",
  "汨检刑诉受[2026]1号,汨罗市,第二检察部,审查起诉,盗窃,R5,,取保候审,2026-03-10,2026-03-11,,,,,",
  "长检刑诉受[2026]1号,长沙市,第二检察部,审查起诉,盗窃,R6,,取保候审,2026-03-10,2026-03-11,,,,,",
  "岳楼检刑诉受[2026]1号,岳阳楼区,第一检察部,审查起诉,盗窃,R1,,在押,2026-03-02,2026-03-03,,,,,",
  "岳楼检民监[2026]1号,岳阳楼区,第四检察部,民事诉讼监督,买卖合同纠纷,,,,2026-01-05,2026-01-06,,,,,",
];

describeOnBothStores("cases of the business system, over HTTP", (place) => {
  let city: ServedCity;
  let folder = "";
  let now = NOW;
  let [procurator, other, manager, clerk] = [] as unknown as [Person, Person, Person, Person];

  async function importRows(name: string, rows: readonly string[], asOf?: string): Promise<CaseImportDetail> {
    const file = path.join(folder, name);
    await writeFile(file, `${[HEADINGS, ...rows].join("\n").replaceAll("{procurator}", procurator.session.user.displayName)}\n`);
    const started = await city.asLocal<JobView>("POST", "/api/casework/imports", { path: file, ...(asOf === undefined ? {} : { asOf }) });
    expect([started.status, codeOf(started)]).toEqual([202, "202"]);
    const { import: id } = (await city.finished(started.body)).result as { import: string };
    return (await city.asLocal<CaseImportDetail>("GET", `/api/casework/imports/${id}`)).body;
  }
  const counts = ({ rows, added, changed, same, refused, applied, accepted }: CaseImportView) => ({
    rows,
    added,
    changed,
    same,
    refused,
    left: accepted - applied,
  });
  const list = async (person: Person, query = "") => (await person.get<HandledCases>(`/api/casework/cases?${query}`)).body;
  const detailOf = async (person: Person, number: string) => {
    const [found] = (await list(person, `status=all&number=${encodeURIComponent(number)}`)).items;
    return (await person.get<HandledCaseDetail>(`/api/casework/cases/${found?.id}`)).body;
  };

  beforeAll(async () => {
    folder = await place.emptyFolder();
    city = await openServedCity(place, { rows: 20, clock: { now: () => now } });
    await signIn();
  });
  async function signIn(): Promise<void> {
    [procurator, other, manager, clerk] = await city.signInAll("procurator.yueyanglou", "procurator.miluo", "case-manager", "clerk");
  }
  afterAll(() => city.close());

  it("takes the rows that are cases, names each reason with line and column for the rest, and states the file on the ledger", async () => {
    const { import: done, refusals } = await importRows("cases.csv", ROWS, "2026-03-20");
    expect(counts(done)).toEqual({ rows: 8, added: 5, changed: 0, same: 0, refused: 3, left: 0 });
    expect(refusals.items.map(({ line, reasons }) => [line, ...reasons.map(({ code, column }) => `${column} ${code}`)])).toEqual([
      [4, "assigned_on days-out-of-order"],
      [7, "office office-unknown"],
      [8, "number number-twice"],
    ]);
    expect(refusals.items[0]?.reasons[0]?.text).toEqual({
      zh: "「分案日期」（2026-02-09）早于「受理日期」（2026-02-10）",
      en: "“Assigned on” (2026-02-09) is before “Accepted on” (2026-02-10)",
    });
    await city.home.drain.empty();
    const stated = await city.home.store.db.selectFrom("outbox").selectAll().where("type", "=", "casework.imported").execute();
    expect(stated.map(({ subject, ledger_index: index }) => [subject, index !== null])).toEqual([[done.id, true]]);
    const [content] = await city.home.store.db
      .selectFrom("ledger_contents")
      .select("content")
      .where("sha256", "=", stated[0]?.content_sha256 ?? "")
      .execute();
    expect(JSON.parse(content?.content ?? "")).toMatchObject({
      file: { sha256: done.sha256 },
      rows: 8,
      accepted: 5,
      refused: 3,
      asOf: "2026-03-20",
    });
    expect((await city.home.store.db.selectFrom("audit").select("action").where("action", "=", "casework.import").execute()).length).toBe(
      1,
    );
  });

  it("taken in again changes what changed and doubles nothing; an older export replaces nothing", async () => {
    const again = await importRows("cases.csv", ROWS, "2026-03-20");
    expect(counts(again.import)).toEqual({ rows: 8, added: 0, changed: 0, same: 5, refused: 3, left: 0 });
    now = Date.parse("2026-03-21T02:00:00Z");
    await signIn();
    const later = ROWS.map((row, at) => (at === 1 ? row.replace("2026-02-11,,,,,", "2026-02-11,2026-03-09,2026-03-18,,,") : row));
    const changed = await importRows("later.csv", later.slice(0, 2));
    expect(counts(changed.import)).toEqual({ rows: 2, added: 0, changed: 1, same: 1, refused: 0, left: 0 });
    const detail = await detailOf(procurator, "岳楼检刑诉受〔2026〕2号");
    expect([detail.case.version, detail.case.stage]).toEqual([2, "supplementary"]);
    expect(detail.versions.map(({ version, file, changed: what }) => [version, file, what.map(({ zh }) => zh).join("、")])).toEqual([
      [2, "later.csv", "延长期限批准日期、一次退补日期"],
      [1, "cases.csv", ""],
    ]);
    const older = await importRows("older.csv", [ROWS[0] ?? "", ROWS[3] ?? ""], "2026-03-15");
    expect(older.refusals.items.flatMap(({ reasons }) => reasons.map(({ code }) => code))).toEqual([
      "older-than-known",
      "day-in-future",
      "day-in-future",
      "day-in-future",
    ]);
    const moved = await importRows("moved.csv", [(ROWS[0] ?? "").replace("岳阳楼区", "汨罗市")]);
    expect(moved.refusals.items[0]?.reasons[0]?.text.zh).toContain("已是岳阳楼区人民检察院的案件");
  });

  it("shows a case to its office and line, and each clock with its derivation", async () => {
    const numbers = async (person: Person, query = "") => (await list(person, query)).items.map(({ number }) => number);
    expect(await numbers(procurator, "sort=newest")).toEqual([
      "岳楼检刑诉受〔2026〕1号",
      "岳楼检刑诉受〔2026〕2号",
      "岳楼检民监〔2026〕1号",
    ]);
    expect(await numbers(other)).toEqual(["汨检刑诉受〔2026〕1号"]);
    expect((await list(manager, "status=all")).total).toBe(5);
    expect(await numbers(procurator, "mine=true&status=all")).toHaveLength(3);
    expect((await list(procurator, "mine=true")).items.every(({ isMine }) => isMine)).toBe(true);
    const [foreign] = (await list(other)).items;
    expect(codeOf(await procurator.get(`/api/casework/cases/${foreign?.id}`))).toBe("CASE_UNKNOWN");
    const { clocks, unknown, stages } = await detailOf(procurator, "岳楼检刑诉受〔2026〕2号");
    expect(clocks.map(({ key, due, stoppedOn, state }) => [key, due, stoppedOn, state])).toEqual([
      ["review", "2026-03-25", "2026-03-18", "kept"],
      ["supplementary", "2026-04-18", null, "running"],
    ]);
    expect(clocks[0]?.sentence.zh).toContain("《刑事诉讼法》第一百七十二条第一款");
    expect(unknown.map(({ reason }) => reason.zh)).toEqual(["导出数据没有「告知委托辩护人日期」，无法判断"]);
    expect(stages.map(({ stage, days }) => [stage, days])).toEqual([
      ["acceptance", 1],
      ["review", 35],
      ["supplementary", 3],
    ]);
  });

  it("counts boards and days, pages without gaps, and finds what is overdue", async () => {
    now = Date.parse("2026-04-05T02:00:00Z");
    await signIn();
    const board = (await manager.get<CaseBoard>("/api/casework/board?by=office")).body;
    expect(board.rows.toSorted((one, two) => (one.key < two.key ? -1 : 1))).toEqual([
      { key: "miluo", office: null, open: 1, overdue: 0, soon: 1, withoutDue: 0 },
      { key: "yueyanglou", office: null, open: 3, overdue: 1, soon: 1, withoutDue: 0 },
    ]);
    expect((await procurator.get<CaseBoard>("/api/casework/board?by=stage&line=civil")).body.total.open).toBe(1);
    const departments = (await manager.get<CaseBoard>("/api/casework/board?by=department&office=yueyanglou")).body.rows;
    expect(departments.map(({ key, office, open }) => `${office} ${key} ${open}`).sort()).toEqual([
      "yueyanglou 第一检察部 2",
      "yueyanglou 第四检察部 1",
    ]);
    expect((await list(manager, "overdue=true")).items.map(({ number, due }) => [number, due])).toEqual([
      ["岳楼检刑诉受〔2026〕1号", "2026-04-02"],
    ]);
    expect((await list(manager, "dueWithin=7")).items.map(({ due }) => due)).toEqual(["2026-04-07", "2026-04-10"]);
    const seen: string[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const page: HandledCases = await list(manager, `status=all&limit=2${cursor === "" ? "" : `&cursor=${cursor}`}`);
      seen.push(...page.items.map(({ number }) => number));
      cursor = page.next;
    }
    expect([seen.length, new Set(seen).size]).toEqual([5, 5]);
    expect(codeOf(await manager.get("/api/casework/cases?cursor=x"))).toBe("REQUEST_INVALID");
    const calendar = (await manager.get<CaseCalendar>("/api/casework/calendar?from=2026-04-01&to=2026-04-30")).body;
    expect(calendar.days.filter(({ clocks }) => clocks > 0).map(({ day, clocks }) => [day, clocks])).toEqual([
      ["2026-04-02", 1],
      ["2026-04-07", 1],
      ["2026-04-10", 1],
      ["2026-04-18", 1],
    ]);
    expect(codeOf(await manager.get("/api/casework/calendar?from=2026-04-01&to=2026-12-31"))).toBe("REQUEST_INVALID");
    const due: string[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const page: DueClocks = (
        await manager.get<DueClocks>(
          `/api/casework/clocks?from=2026-04-01&to=2026-04-30&limit=3${cursor === "" ? "" : `&cursor=${cursor}`}`,
        )
      ).body;
      due.push(...page.items.map((each) => each.due));
      cursor = page.next;
    }
    expect(due).toEqual(["2026-04-02", "2026-04-07", "2026-04-10", "2026-04-18"]);
  });

  it("tells where time goes, of what the reader may see", async () => {
    const figures = async (person: Person) => (await person.get<CaseProcess>("/api/casework/process?from=2026-01-01&to=2026-12-31")).body;
    const all = await figures(manager);
    expect([all.cases, all.whole.ended, all.whole.goesOn]).toEqual([5, 1, 4]);
    expect(all.variants).toEqual([{ stages: ["review"], cases: 1, medianDays: 4, p90Days: 4 }]);
    expect((await figures(other)).cases).toBe(1);
    // Each number opens as many rows as it says.
    const behind = async (query: string, person = manager) =>
      (await person.get<ProcessCases>(`/api/casework/process/cases?from=2026-01-01&to=2026-12-31&${query}`)).body;
    for (const { stage, ended, goesOn, entered, left } of all.stages) {
      const parts = await Promise.all(["ended", "goes-on", "entered", "left"].map((part) => behind(`stage=${stage}&part=${part}`)));
      expect([stage, ...parts.map(({ total }) => total)]).toEqual([stage, ended, goesOn, entered, left]);
      for (const { items, total } of parts) expect(items).toHaveLength(total);
    }
    const wholes = await Promise.all(["all", "ended", "goes-on"].map((part) => behind(`part=${part}`)));
    expect(wholes.map(({ total }) => total)).toEqual([all.cases, all.whole.ended, all.whole.goesOn]);
    const [decided] = (await behind("variant=review")).items;
    expect([decided?.case.number, decided?.days]).toEqual(["岳楼检刑捕受〔2026〕4号", 4]);
    expect((await behind("part=all", other)).items.map(({ case: shown }) => shown.office)).toEqual(["miluo"]);
  });

  it("works days out anew when days off change, and finds nothing to do the second time", async () => {
    const recompute = async () =>
      (await city.finished((await city.asLocal<JobView>("POST", "/api/casework/clocks/recompute")).body)).result as {
        cases: number;
        moved: number;
      };
    expect(await recompute()).toMatchObject({ cases: 5, moved: 0 });
    const year = {
      year: 2026,
      notice: "岳检〔2026〕1号",
      holidays: [{ name: "清明", from: "2026-04-04", to: "2026-04-12" }],
      workdays: [],
    };
    await writeFile(path.join(city.home.folder, "holidays.json"), JSON.stringify({ years: [year] }));
    expect(await recompute()).toMatchObject({ cases: 5, moved: 2 });
    expect(await recompute()).toEqual({ cases: 5, moved: 0, opened: 0, closed: 0 });
    expect((await list(manager, "dueWithin=8")).items.map(({ due }) => due)).toEqual(["2026-04-13", "2026-04-13"]);
  });

  it("gives notice of what rules find, takes an answer once, and closes it when an import says that it is over", async () => {
    const open = async (person: Person, query = "") => (await person.get<CaseNotices>(`/api/casework/notices?${query}`)).body.items;
    const [notice] = await open(procurator, "set=flow");
    expect([notice?.rule, notice?.case.number, notice?.mayAnswer]).toEqual(["flow.term-overdue", "岳楼检刑诉受〔2026〕1号", true]);
    expect(notice?.sentence.zh).toBe("「审查起诉」于 2026-04-02 届满，导出数据中至今没有办结。");
    expect(notice?.source?.zh).toBe("《刑事诉讼法》第一百七十二条第一款");
    expect(await open(other)).toEqual([]);
    const waiting = async () =>
      (await procurator.get<{ items: WorkItem[] }>("/api/work")).body.items.flatMap(({ kind, due, title }) =>
        kind === "handled-case" || kind === "case-notice" ? [`${kind} ${due} ${title.zh}`] : [],
      );
    const overdue = "handled-case 2026-04-02 岳楼检刑诉受〔2026〕1号：审查起诉";
    expect(await waiting()).toEqual([overdue, "case-notice null 岳楼检刑诉受〔2026〕1号：期限届满未办结"]);
    const answer = (person: Person, version: number) =>
      person.post<CaseNoticeView>(`/api/casework/notices/${notice?.id}/answer`, {
        version,
        verdict: "explained",
        reason: "已报延长，导出尚未更新",
      });
    expect(codeOf(await answer(other, 1))).toBe("CASE_NOTICE_UNKNOWN");
    expect(codeOf(await answer(clerk, 1))).toBe("NOT_ALLOWED");
    expect((await answer(procurator, 1)).body.answer?.verdict).toBe("explained");
    expect(await waiting()).toEqual([overdue]);
    expect(codeOf(await answer(manager, 1))).toBe("VERSION_CONFLICT");
    const rules = (await manager.get<CaseRules>("/api/casework/rules")).body.items.filter(({ open: count }) => count > 0);
    expect(rules.map(({ id, open: count, unanswered }) => [id, count, unanswered])).toEqual([["flow.term-overdue", 1, 0]]);
    const decided = (ROWS[0] ?? "").replace("2026-03-03,,,,,", "2026-03-03,,,,2026-04-03,提起公诉");
    await importRows("decided.csv", [decided]);
    const { id: looking } = await city.home.store.db
      .selectFrom("jobs")
      .select("id")
      .where("kind", "=", "recompute-cases")
      .orderBy("id", "desc")
      .executeTakeFirstOrThrow();
    await city.home.jobs.wait(looking);
    expect(await open(manager, "set=flow")).toEqual([]);
    const { notices } = await detailOf(procurator, "岳楼检刑诉受〔2026〕1号");
    expect(notices.map(({ rule, isOpen, answer: said }) => [rule, isOpen, said?.verdict ?? null])).toEqual([
      ["flow.term-overdue", false, "explained"],
      ["quality.term-missed", true, null],
    ]);
    const stated = await city.home.store.db.selectFrom("outbox").select("type").where("type", "like", "casework%").execute();
    expect(new Set(stated.map(({ type }) => type))).toEqual(
      new Set(["casework.imported", "casework.looked-at", "casework-notice.answered"]),
    );
  });

  it("refuses whoever may not, a day to come, and a file that is none, with nothing changed", async () => {
    expect(codeOf(await procurator.get("/api/casework/imports"))).toBe("NOT_ALLOWED");
    expect((await clerk.get<HandledCases>("/api/casework/cases")).status).toBe(200);
    const file = path.join(folder, "odd.csv");
    await writeFile(file, "甲,乙\n1,2\n");
    const refused = (await city.asLocal<JobView>("POST", "/api/casework/imports", { path: file })).body;
    await expect(city.finished(refused)).rejects.toMatchObject({
      code: "COLUMNS_MISSING",
      parameters: { columns: "案号、承办单位、案件类别、受理日期" },
    });
    expect(codeOf(await city.asLocal("POST", "/api/casework/imports", { path: file, asOf: "2030-01-01" }))).toBe("REQUEST_INVALID");
    expect((await list(manager, "status=all")).total).toBe(5);
    const { ok, problems } = await city.home.doctor();
    expect([ok, problems]).toEqual([true, []]);
  });
});
