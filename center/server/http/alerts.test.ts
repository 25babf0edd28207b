import type { AlertRuleOrder, AlertRuleView, JobView, LeadDetail, LeadPage, LeadView, RemindersPage } from "@yuejian/contracts/api";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { startReceiver } from "../notify/testing/receivers.ts";
import { writeJudgments } from "../testing/city.ts";
import { describeOnBothStores } from "../testing/stores.ts";
import { codeOf, openServedCity, type Person, type ServedCity } from "./testing/served-city.ts";

describeOnBothStores("alert rules and subscriptions, over HTTP", (place) => {
  let city: ServedCity;
  let folder = "";
  let [procurator, far, chief, deputy, technician, head] = [] as unknown as [Person, Person, Person, Person, Person, Person];

  beforeAll(async () => {
    folder = await place.emptyFolder();
    city = await openServedCity(place, { rows: 20 });
    [procurator, far, chief, deputy, technician, head] = await city.signInAll(
      "procurator.yueyanglou",
      "procurator.miluo",
      "chief-procurator",
      "deputy-chief",
      "technician",
      "head.yueyanglou",
    );
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    return city.close();
  });

  const order = (given: Partial<AlertRuleOrder>): AlertRuleOrder => ({
    title: "罚金",
    subject: "lead",
    conditions: {},
    recipient: { kind: "me" },
    isEnabled: true,
    version: 0,
    ...given,
  });
  const set = (person: Person, given: Partial<AlertRuleOrder>) => person.post<AlertRuleView>("/api/alerts", order(given));
  const look = () => technician.post("/api/notify/run");
  const told = async (person: Person, cause: string) =>
    (await person.get<RemindersPage>("/api/reminders?limit=100")).body.items.filter(
      (each) => each.cause === cause && each.settledAt === null,
    );
  const runModel = async () => city.finished((await city.asLocal<JobView>("POST", "/api/models/wrong-fines/runs", {})).body);
  let serial = 100;
  /** Ten judgments bring one lead. */
  async function newLeads(count: number): Promise<void> {
    const { file } = await writeJudgments(folder, { name: `more-${serial}.csv`, rows: count * 10, first: serial + 1 });
    serial += count * 10;
    await city.finished((await city.asLocal<JobView>("POST", "/api/intake", { path: file, dataset: "judgments" })).body);
    await runModel();
  }

  it("refuses conditions that make no sense, and groups of offices whose rules one does not set", async () => {
    expect(codeOf(await set(procurator, { conditions: { models: ["none"] } }))).toBe("ALERT_RULE_INVALID");
    expect(codeOf(await set(procurator, { conditions: { authorities: ["法院"] } }))).toBe("ALERT_RULE_INVALID");
    expect(codeOf(await set(procurator, { subject: "case", conditions: { window: { count: 2, days: 2 } } }))).toBe("ALERT_RULE_INVALID");
    const group = { kind: "group" as const, office: "yueyanglou", roles: ["department-head" as const] };
    expect(codeOf(await set(procurator, { recipient: group }))).toBe("NOT_ALLOWED");
    expect(codeOf(await set(chief, { recipient: group, subject: "case", conditions: { isOwn: true } }))).toBe("ALERT_RULE_INVALID");
  });

  it("a rule is changed by who may change it, as they last saw it; a group's that becomes one person's is theirs", async () => {
    const group = { kind: "group" as const, office: "yueyanglou", roles: ["department-head" as const] };
    const { id, version, owner } = (await set(chief, { title: "部门", recipient: group })).body;
    expect(codeOf(await set(far, { id, version, title: "改名" }))).toBe("ALERT_RULE_UNKNOWN");
    const changed = await set(chief, { id, version, title: "大额", conditions: { leastAmount: 500 }, recipient: group });
    expect(changed.body).toMatchObject({ id, version: version + 1, title: "大额", conditions: { leastAmount: 500 } });
    expect(codeOf(await set(chief, { id, version, title: "旧", recipient: group }))).toBe("VERSION_CONFLICT");
    const own = await set(deputy, { id, version: version + 1, title: "我的" });
    expect([own.status, own.body.mayChange, own.body.owner.id === owner.id]).toEqual([200, true, false]);
    expect((await deputy.post(`/api/alerts/${id}/remove`)).status).toBe(204);
  });

  it("new leads are told once, to those who may see them, and not again after reruns", async () => {
    await set(procurator, { title: "我的", conditions: { models: ["wrong-fines"] } });
    await set(far, { title: "别院的", conditions: { models: ["wrong-fines"] } });
    await set(chief, { title: "部门", recipient: { kind: "group", office: "yueyanglou", roles: ["department-head"] } });
    await look();
    expect(await told(procurator, "lead-alert")).toEqual([]);
    await newLeads(1);
    await look();
    const [first, ...more] = await told(procurator, "lead-alert");
    expect([first?.title.zh, more]).toEqual(["模型「罚金低于法定最低数额」在岳阳楼区人民检察院发现新线索 1 条", []]);
    expect(first?.why.zh).toMatch(/^您的订阅 alr_/);
    expect(JSON.stringify(first)).not.toContain("张三");
    expect((await told(head, "lead-alert")).map(({ why }) => why.zh.slice(0, 7))).toEqual(["本院的提醒规则"]);
    // Of another office's leads not even the number is told.
    expect(await told(far, "lead-alert")).toEqual([]);
    await runModel();
    await look();
    expect((await told(procurator, "lead-alert")).length).toBe(1);
    expect((await far.get<{ items: AlertRuleView[] }>("/api/alerts")).body.items.map(({ title }) => title)).toEqual(["别院的"]);
  });

  it("an amount and a count within days limit what is told", async () => {
    const large = (await set(procurator, { title: "大额", conditions: { leastAmount: 10_000_000 } })).body;
    const some = (await set(procurator, { title: "500 元", conditions: { leastAmount: 50_000 } })).body;
    const many = (await set(procurator, { title: "扎堆", conditions: { window: { count: 5, days: 30 } } })).body;
    const of = async (rule: AlertRuleView) => (await told(procurator, "lead-alert")).filter(({ why }) => why.zh.includes(rule.id));
    await newLeads(1);
    await look();
    expect([(await of(large)).length, (await of(some)).length, (await of(many)).length]).toEqual([0, 1, 0]);
    const { total } = (await city.asLocal<LeadPage>("GET", "/api/leads")).body;
    await newLeads(5 - total + 1);
    await look();
    expect((await of(many)).map(({ title }) => title.zh)).toEqual([`岳阳楼区人民检察院最近 30 日新线索达 ${total + (5 - total + 1)} 条`]);
    await newLeads(1);
    await look();
    expect((await of(many)).length).toBe(1);
  });

  it("a message that waits tells nothing of what its reader may no longer see, nor of a rule that was removed", async () => {
    const hook = await startReceiver();
    vi.stubEnv("YUEJIAN_NOTIFY_ALERTS", "secret");
    await technician.post("/api/notify/hosts", { host: "127.0.0.1", isPrivate: true, isAllowed: true, reason: "本机" });
    const channel = {
      id: null,
      kind: "webhook",
      title: "网关",
      office: "yueyang",
      settings: { url: hook.url, causes: ["lead-alert"], isAnyTime: true },
      secret: { from: "env", name: "YUEJIAN_NOTIFY_ALERTS" },
      isEnabled: true,
      version: 0,
    };
    expect((await technician.post("/api/notify/channels", channel)).status).toBe(200);
    hook.status = 503;
    await newLeads(1);
    await look();
    const rules = (await procurator.get<{ items: AlertRuleView[] }>("/api/alerts")).body.items;
    for (const { id } of rules.filter(({ mayChange }) => mayChange))
      expect((await procurator.post(`/api/alerts/${id}/remove`)).status).toBe(204);
    expect(codeOf(await far.post(`/api/alerts/${rules[0]?.id}/remove`))).toBe("ALERT_RULE_UNKNOWN");
    hook.status = 204;
    hook.calls.splice(0);
    await city.home.store.write((trx) =>
      trx.updateTable("notify_messages").set({ send_after: "2000-01-01" }).where("status", "=", "waiting").execute(),
    );
    await look();
    const items = hook.calls.flatMap(({ body }) => (JSON.parse(body) as { items: { recipient: string }[] }).items);
    expect(items.map(({ recipient }) => recipient)).toEqual([head.session.user.id]);
    await hook.close();
  });

  it("steps of cases are told to those who follow them and may see them, but one's own steps are not", async () => {
    for (const person of [procurator, head, far]) expect((await set(person, { title: "立案", subject: "case" })).status).toBe(200);
    const [lead] = (await procurator.get<LeadPage>("/api/leads?status=new&sort=oldest&limit=1")).body.items;
    const path = `/api/leads/${lead?.id}`;
    const ruledOut = (await procurator.get<LeadDetail>(path)).body.model.lawfulExplanations.map(({ id }) => id);
    let version = lead?.version ?? 0;
    for (const command of [
      { action: "assign", assignee: procurator.session.user.id },
      { action: "verify", note: "查证属实", ruledOut },
      { action: "file", note: "立案" },
    ])
      version = (await procurator.post<LeadView>(`${path}/commands`, { version, command })).body.version;
    await look();
    expect((await told(head, "case-alert")).map(({ title }) => title.zh.replace(/.*：/, ""))).toEqual(["立案"]);
    expect([(await told(procurator, "case-alert")).length, (await told(far, "case-alert")).length]).toEqual([0, 0]);
  });
});
