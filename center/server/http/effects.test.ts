import type { CaseCommand } from "@yuejian/contracts";
import type { CaseDetail, LeadPage, SuggestionEffectView, SuggestionsPage } from "@yuejian/contracts/api";
import { dayInChina } from "@yuejian/oversight";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { NewRow } from "../store/index.ts";
import { describeOnBothStores } from "../testing/stores.ts";
import { fileCase } from "./testing/file-case.ts";
import { codeOf, openServedCity, type Person, type ServedCity } from "./testing/served-city.ts";

const DAY = 86_400_000;

describeOnBothStores("the effect of a suggestion, over HTTP", (place) => {
  let city: ServedCity;
  let later = 0;
  let [chief, deputy, head, procurator, miluo] = [] as unknown as [Person, Person, Person, Person, Person];
  let id = "";
  const today = () => dayInChina(Date.now() + later);

  beforeAll(async () => {
    city = await openServedCity(place, { rows: 60, clock: { now: () => Date.now() + later } });
    await signInAll();
    id = (await fileCase(city, procurator)).id;
  });
  afterAll(() => city.close());

  async function signInAll(): Promise<void> {
    [chief, deputy, head, procurator, miluo] = await city.signInAll(
      "chief-procurator",
      "deputy-chief",
      "head.yueyanglou",
      "procurator.yueyanglou",
      "procurator.miluo",
    );
  }

  async function serve(): Promise<void> {
    const draft = {
      action: "draft",
      kind: "suggestion-governance",
      receiver: "岳阳楼区人民法院",
      title: "社会治理检察建议",
      body: "建议：一、……",
      isUrgent: false,
      replyBy: null,
    } as const;
    const service = { action: "serve", servedOn: today(), way: "direct", recipient: "办公室", note: "", files: [] } as const;
    const steps: readonly (readonly [Person, CaseCommand])[] = [
      [procurator, draft],
      [procurator, { action: "submit", note: "" }],
      [head, { action: "approve", note: "同意" }],
      [deputy, { action: "approve", note: "同意" }],
      [procurator, service],
    ];
    for (const [person, command] of steps) {
      const { version } = (await chief.get<CaseDetail>(`/api/cases/${id}`)).body.case;
      const answer = await person.post(`/api/cases/${id}/commands`, { version, command });
      expect([command.action, answer.status]).toEqual([command.action, 200]);
    }
  }

  /** Leads of the case's rule found on a day at an office. */
  async function plant(each: (day: number) => { own: number; others: number }, days: readonly number[], number: number): Promise<void> {
    const { store } = city.home;
    const like = await store.db.selectFrom("leads").selectAll().where("case_id", "=", id).executeTakeFirstOrThrow();
    const start = Date.parse(`${dayInChina(Date.now())}T02:00:00Z`);
    const rows: NewRow<"leads">[] = [];
    for (const day of days) {
      const { own, others } = each(day);
      for (let count = 0; count < own + others; count++) {
        const at = new Date(start + day * DAY + rows.length).toISOString();
        const own_number = number + rows.length;
        rows.push({
          ...like,
          id: `led_${String(own_number).padStart(26, "0")}`,
          number: own_number,
          subject: `planted ${own_number}`,
          office: count < own ? like.office : "huarong",
          status: "new",
          case_id: null,
          created_at: at,
          changed_at: at,
        });
      }
    }
    await store.write(async (trx) => {
      for (let at = 0; at < rows.length; at += 500)
        await trx
          .insertInto("leads")
          .values(rows.slice(at, at + 500))
          .execute();
    });
  }
  const wave = (day: number) => 6 + (Math.abs(day * 5) % 4);
  const effect = async (person = procurator) => (await person.get<SuggestionEffectView>(`/api/cases/${id}/effect`)).body;

  it("of a case without a served instrument is refused, and cases of others are not there", async () => {
    expect(codeOf(await procurator.get(`/api/cases/${id}/effect`))).toBe("NOTHING_SERVED");
    expect(codeOf(await miluo.get(`/api/cases/${id}/effect`))).toBe("CASE_UNKNOWN");
    expect((await procurator.get<SuggestionsPage>("/api/suggestions")).body.total).toBe(0);
  });

  it("cannot be said when it was just served, and says why", async () => {
    await serve();
    const view = await effect();
    expect(view).toMatchObject({ result: null, servedOn: today(), rules: [{ id: "wrong-fines" }], offices: ["yueyanglou"] });
    expect(view.sentence.zh).toContain("无法判断：送达之前只有 0 个时段");
    expect((await procurator.get<SuggestionsPage>("/api/suggestions")).body).toMatchObject({
      total: 1,
      items: [{ case: id, kind: "suggestion-governance", receiver: "岳阳楼区人民法院", servedOn: today() }],
    });
  });

  it("is measured once twelve periods lie on both sides: fewer here than the same rule elsewhere lets expect", async () => {
    await city.home.store.write((trx) =>
      trx
        .updateTable("leads")
        .set((build) => ({ number: build("number", "+", 100_000) }))
        .execute(),
    );
    const before = Array.from({ length: 73 }, (_, at) => -365 + at * 5);
    const after = Array.from({ length: 79 }, (_, at) => 2 + at * 5);
    await plant((day) => ({ own: wave(day), others: 10 + (Math.abs(day) % 3) }), before, 1);
    await plant((day) => ({ own: Math.round(wave(day) / 2), others: 10 + (Math.abs(day) % 3) }), after, 200_000);
    later = 395 * DAY;
    await signInAll();
    const view = await effect();
    expect(view.days).toBe(28);
    expect(view.course.filter(({ part }) => part === "before")).toHaveLength(13);
    expect(view.course.filter(({ part }) => part === "after")).toHaveLength(13);
    expect(view.result).toMatchObject({ comparison: "others", areSeasonsOut: false });
    expect(view.result?.effect.value).toBeGreaterThan(-0.65);
    expect(view.result?.effect.value).toBeLessThan(-0.35);
    expect(view.result?.effect.high).toBeLessThan(0);
    expect(view.sentence.zh).toMatch(/平均变化 −\d+ %（95% 区间 −\d+ % 至 −\d+ %，与同期其他单位的同类线索相比）。$/);
    const sum = view.course.reduce((total, { own }) => total + own, 0);
    const open = view.course.map(({ from, to }) => ({ from, to }));
    const found = await procurator.get<LeadPage>(
      `/api/leads?model=wrong-fines&office=yueyanglou&createdFrom=${open[0]?.from}&createdTo=${open.at(-1)?.to}&limit=1`,
    );
    expect(found.body.total).toBe(sum);
  });
});
