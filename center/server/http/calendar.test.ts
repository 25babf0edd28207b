import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Calendar, JobView, SupervisionBoard } from "@yuejian/contracts/api";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeOnBothStores } from "../testing/stores.ts";
import { fileCase } from "./testing/file-case.ts";
import { codeOf, openServedCity, type Person, type ServedCity } from "./testing/served-city.ts";

const TODAY = "2026-03-20";
const CASES = [
  "部门受案号,承办单位,承办部门,案件类别,案由,人员编号,承办检察官,羁押状态,受理日期,分案日期",
  "楼1,岳阳楼区,第一检察部,审查起诉,盗窃,R1,{procurator},在押,2026-03-04,2026-03-05",
  "楼2,岳阳楼区,第二检察部,审查起诉,盗窃,R2,某人,在押,2026-03-04,2026-03-05",
  "楼3,岳阳楼区,第一检察部,审查起诉,盗窃,R3,某人,在押,2026-01-10,2026-01-11",
  "汨1,汨罗市,第一检察部,审查起诉,盗窃,R4,,在押,2026-03-04,2026-03-05",
];

describeOnBothStores("the calendar of days by which something ends", (place) => {
  let city: ServedCity;
  let [procurator, other, manager] = [] as unknown as [Person, Person, Person];

  beforeAll(async () => {
    city = await openServedCity(place, { rows: 10, clock: { now: () => Date.parse(`${TODAY}T02:00:00Z`) } });
    [procurator, other, manager] = await city.signInAll("procurator.yueyanglou", "procurator.miluo", "case-manager");
    const file = path.join(await place.emptyFolder(), "cases.csv");
    await writeFile(file, CASES.join("\n").replaceAll("{procurator}", procurator.session.user.displayName));
    await city.finished((await city.asLocal<JobView>("POST", "/api/casework/imports", { path: file })).body);
  });
  afterAll(() => city.close());

  const calendar = async (person: Person, query: string) => {
    const { body } = await person.get<Calendar>(`/api/calendar?${query}`);
    const days = body.days
      .filter(({ total }) => total > 0)
      .map(({ day, total, entries }) => [day, total, ...entries.map(({ number }) => number)]);
    return { ...body, busy: days };
  };

  it("counts what ends on each day of what the reader may see, lists the first, and marks what is overdue", async () => {
    const all = await calendar(manager, "from=2026-02-01&to=2026-04-30&perDay=2");
    expect(all.busy).toEqual([
      ["2026-02-10", 1, "楼3"],
      ["2026-04-04", 3, "楼1", "楼2"],
    ]);
    expect(all.days.find(({ day }) => day === "2026-02-10")?.entries[0]).toMatchObject({
      source: "business",
      title: { zh: "审查起诉" },
      office: "yueyanglou",
      department: "第一检察部",
      isOverdue: true,
    });
    expect((await calendar(manager, "from=2026-04-04&to=2026-04-04&perDay=2&offset=2")).busy).toEqual([["2026-04-04", 3, "汨1"]]);
    expect((await calendar(other, "from=2026-02-01&to=2026-04-30")).busy).toEqual([["2026-04-04", 1, "汨1"]]);
    expect((await calendar(procurator, "from=2026-02-01&to=2026-04-30&mine=true")).busy).toEqual([["2026-04-04", 1, "楼1"]]);
    expect((await calendar(manager, "from=2026-02-01&to=2026-04-30&office=yueyanglou&department=第二检察部")).busy).toEqual([
      ["2026-04-04", 1, "楼2"],
    ]);
    expect(codeOf(await manager.get("/api/calendar?from=2026-01-01&to=2026-12-31"))).toBe("REQUEST_INVALID");
  });

  it("names days off and working weekends as the holiday table has them, and says of which years it knows none", async () => {
    const { days, unknownYears } = await calendar(manager, "from=2026-02-14&to=2026-02-28");
    const noted = days.filter(({ note }) => note !== null).map(({ day, isWorkingDay, note }) => `${day} ${isWorkingDay} ${note?.zh}`);
    expect(noted[0]).toBe("2026-02-14 true 调休上班");
    expect(noted).toContain("2026-02-17 false 春节假期");
    expect(unknownYears).toEqual([]);
    expect((await calendar(manager, "from=2031-01-01&to=2031-01-31")).unknownYears).toEqual([2031]);
  });

  it("holds the task of a supervision case for who was given it, beside the board of their cases, which office and line narrow", async () => {
    const filed = await fileCase(city, procurator);
    const command = { action: "task-add", title: "调取原始判决", assignee: procurator.session.user.id, due: "2026-04-04" };
    expect((await procurator.post(`/api/cases/${filed.id}/commands`, { version: filed.version, command })).status).toBe(200);
    const { days } = await calendar(procurator, "from=2026-04-04&to=2026-04-04&mine=true");
    expect(days[0]?.entries.map(({ source, number, title }) => `${source} ${number} ${title.zh}`)).toEqual([
      `supervision ${filed.number} 核查任务`,
      "business 楼1 审查起诉",
    ]);
    expect((await calendar(other, "from=2026-04-04&to=2026-04-04")).busy).toEqual([["2026-04-04", 1, "汨1"]]);
    const own = async (person: Person, query: string) => {
      const { columns } = (await person.get<SupervisionBoard>(`/api/cases/board?mine=true&${query}`)).body;
      return columns.flatMap(({ stage, total, items }) => (total === 0 ? [] : [stage, total, ...items.map(({ number }) => number)]));
    };
    for (const query of ["", `office=yueyanglou&line=${filed.businessLine}`])
      expect(await own(procurator, query)).toEqual(["filed", 1, filed.number]);
    expect([await own(procurator, "office=miluo"), await own(other, "")]).toEqual([[], []]);
  });

  it("goes into a calendar file that keeps the standard, and who took it is on record", async () => {
    const file = await manager.get("/api/calendar.ics?from=2026-02-01&to=2026-04-30&mine=false");
    expect(file.headers["content-type"]).toBe("text/calendar; charset=utf-8");
    const lines = file.text.split("\r\n");
    expect([lines[0], lines.at(-2)]).toEqual(["BEGIN:VCALENDAR", "END:VCALENDAR"]);
    expect(lines.every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    expect(file.text.replaceAll("\r\n ", "")).toContain(
      "DTSTART;VALUE=DATE:20260404\r\nDTEND;VALUE=DATE:20260405\r\nSUMMARY:汨1：审查起诉届满",
    );
    expect(lines.filter((line) => line === "BEGIN:VEVENT")).toHaveLength(5);
    const noted = await city.home.store.db.selectFrom("audit").select("detail").where("subject", "=", "calendar").execute();
    expect(noted.map(({ detail }) => detail)).toEqual(["2026-02-01 – 2026-04-30, 5 clocks"]);
  });
});
