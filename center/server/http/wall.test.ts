import type { CaseCommand } from "@yuejian/contracts";
import type { CaseDetail, WallView } from "@yuejian/contracts/api";
import { dayInChina } from "@yuejian/oversight";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeOnBothStores } from "../testing/stores.ts";
import { fileCase } from "./testing/file-case.ts";
import { openServedCity, type Person, type ServedCity } from "./testing/served-city.ts";

describeOnBothStores("the wall, over HTTP", (place) => {
  let city: ServedCity;
  let later = 0;
  let [chief, deputy, head, procurator, miluo] = [] as unknown as [Person, Person, Person, Person, Person];
  beforeAll(async () => {
    city = await openServedCity(place, { rows: 60, clock: { now: () => Date.now() + later } });
    [chief, deputy, head, procurator, miluo] = await city.signInAll(
      "chief-procurator",
      "deputy-chief",
      "head.yueyanglou",
      "procurator.yueyanglou",
      "procurator.miluo",
    );
  });
  afterAll(() => city.close());

  const month = () => dayInChina(Date.now()).slice(0, 7);
  /** Answers are kept for some seconds: time goes on. */
  const wall = async (person: Person): Promise<WallView> => {
    later += 6000;
    return (await person.get<WallView>("/api/wall")).body;
  };
  const total = async (path: string) => (await chief.get<{ total: number }>(path)).body.total;

  it("counts the leads of the month by counters that the rows confirm, and offices in their fixed order", async () => {
    const view = await wall(chief);
    expect(view.funnel).toMatchObject({ leads: await total("/api/leads"), verified: 0, cases: 0, served: 0, replied: 0, rectified: 0 });
    expect(view.months).toHaveLength(12);
    expect(view.months.at(-1)).toEqual({ month: month(), leads: view.funnel.leads, cases: 0, rectified: 0 });
    expect(view.offices.map(({ office }) => office)).toEqual(city.home.offices.map(({ id }) => id));
    const { rows } = await sql<{ leads: number }>`select cast(sum(leads) as bigint) as leads from lead_months`.execute(city.home.store.db);
    expect(rows[0]?.leads).toBe(view.funnel.leads);
  });

  it("moves with cases, and each number opens to as many rows", async () => {
    const [id] = [(await fileCase(city, procurator)).id, (await fileCase(city, procurator)).id];
    const draft = {
      action: "draft",
      kind: "suggestion-governance",
      receiver: "某机关",
      title: "建议",
      body: "……",
      isUrgent: false,
      replyBy: null,
    } as const;
    const today = dayInChina(Date.now() + later);
    const steps: readonly (readonly [Person, CaseCommand])[] = [
      [procurator, draft],
      [procurator, { action: "submit", note: "" }],
      [head, { action: "approve", note: "同意" }],
      [deputy, { action: "approve", note: "同意" }],
      [procurator, { action: "serve", servedOn: today, way: "direct", recipient: "办公室", note: "", files: [] }],
    ];
    for (const [person, command] of steps) {
      const { version } = (await chief.get<CaseDetail>(`/api/cases/${id}`)).body.case;
      await person.post(`/api/cases/${id}/commands`, { version, command });
    }
    const view = await wall(chief);
    expect(view.funnel).toMatchObject({ verified: 2, cases: 2, served: 1, replied: 0, rectified: 0 });
    expect(await total("/api/leads?status=verified,filed")).toBe(2);
    expect(await total("/api/cases?reached=served")).toBe(1);
    expect(await total(`/api/cases?openedIn=${month()}`)).toBe(view.months.at(-1)?.cases);
    expect(view.offices.find(({ office }) => office === "yueyanglou")).toMatchObject({ openCases: 2, overdue: 0 });
    expect(await total("/api/cases?open=true&office=yueyanglou")).toBe(2);
    const { deadlines } = view;
    expect(deadlines.overdue + deadlines.week + deadlines.month + deadlines.later + deadlines.none).toBe(2);
    expect(deadlines).toMatchObject({ later: 1, none: 1 });
    expect(await total(`/api/cases?dueFrom=${today}`)).toBe(1);
  });

  it("shows of other offices nothing to people of one, and names no person", async () => {
    const view = await wall(miluo);
    expect(view.offices.map(({ office }) => office)).toEqual(["miluo"]);
    expect(view.funnel.cases).toBe(0);
    const answer = await chief.get("/api/wall");
    expect(answer.text).not.toContain(procurator.session.user.id);
  });

  it("tells what is overdue once days have passed", async () => {
    later += 100 * 86_400_000;
    await city.signIn("chief-procurator").then((again) => (chief = again));
    const { deadlines } = await wall(chief);
    expect(deadlines).toMatchObject({ overdue: 1, none: 1 });
    expect(await total("/api/cases?overdue=true")).toBe(1);
  });
});
