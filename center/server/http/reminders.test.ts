import { createHmac } from "node:crypto";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import type {
  JobView,
  NotifyChannels,
  NotifyChannelView,
  NotifyMessageView,
  NotifyRun,
  ReminderPreferences,
  ReminderRulesView,
  RemindersPage,
} from "@yuejian/contracts/api";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { bodyOf, type CallReceiver, headerOf, type MailReceiver, startMailServer, startReceiver } from "../notify/testing/receivers.ts";
import { describeOnBothStores } from "../testing/stores.ts";
import { codeOf, openServedCity, type Person, type ServedCity } from "./testing/served-city.ts";

const HEADINGS = "部门受案号,承办单位,承办部门,案件类别,案由,人员编号,承办检察官,羁押状态,受理日期,分案日期,审结日期,审结情况";
/** A Wednesday, ten in the morning in China. The term of case 1 ends on Saturday 2026-03-21, in custody. */
const WEDNESDAY = Date.parse("2026-03-18T02:00:00Z");

const NUMBER = "岳楼检刑诉受〔2026〕1号";
/** Hyphens stand in no identifier of the system, so that this number is never found inside one by chance. */
const SUSPECT = "RY-2026-1";
const row = (ended = ",") =>
  `岳楼检刑诉受[2026]1号,岳阳楼区,第一检察部,审查起诉,盗窃,${SUSPECT},{procurator},在押,2026-02-21,2026-02-23,${ended}`;

describeOnBothStores("reminders, over HTTP", (place) => {
  let city: ServedCity;
  let folder = "";
  let now = WEDNESDAY;
  let mail: MailReceiver;
  let hook: CallReceiver;
  let [procurator, head, chief, technician] = [] as unknown as [Person, Person, Person, Person];

  async function importRows(name: string, rows: readonly string[]): Promise<void> {
    const file = path.join(folder, name);
    await writeFile(file, `${[HEADINGS, ...rows].join("\n").replaceAll("{procurator}", procurator.session.user.displayName)}\n`);
    await city.finished((await city.asLocal<JobView>("POST", "/api/casework/imports", { path: file })).body);
    // The rules look at the cases afterwards, and what they find is a cause too.
    const looking = await city.home.store.db.selectFrom("jobs").select("id").where("kind", "=", "recompute-cases").execute();
    for (const { id } of looking) await city.home.jobs.wait(id);
  }
  async function signIn(): Promise<void> {
    [procurator, head, chief, technician] = await city.signInAll(
      "procurator.yueyanglou",
      "head.yueyanglou",
      "chief-procurator",
      "technician",
    );
  }
  async function at(moment: number): Promise<void> {
    now = moment;
    await signIn();
  }
  const run = async () => (await technician.post<NotifyRun>("/api/notify/run")).body;
  const mine = async (person: Person) => (await person.get<RemindersPage>("/api/reminders?unread=true")).body;
  const messages = async (status = "") =>
    (await technician.get<{ items: NotifyMessageView[] }>(`/api/notify/messages${status && `?status=${status}`}`)).body.items;
  const prefer = (person: Person, given: Partial<ReminderPreferences>) =>
    person.post<ReminderPreferences>("/api/reminders/preferences", {
      locale: "zh",
      address: null,
      mail: "off",
      digestAt: "08:30",
      muted: [],
      ...given,
    });
  const mailChannel = (more: object = {}) => ({
    id: null,
    kind: "mail",
    title: "内网邮件",
    office: "yueyang",
    settings: {
      host: "127.0.0.1",
      port: mail.port,
      security: "plain",
      user: null,
      from: "yuejian@jcy.example",
      domains: ["jcy.example"],
      console: "https://yuejian.jcy.example",
      authority: null,
    },
    secret: null,
    isEnabled: true,
    version: 0,
    ...more,
  });

  beforeAll(async () => {
    folder = await place.emptyFolder();
    [mail, hook] = await Promise.all([startMailServer(), startReceiver()]);
    city = await openServedCity(place, { rows: 20, clock: { now: () => now } });
    await signIn();
    await importRows("cases.csv", [row()]);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await city.close();
    await Promise.all([mail.close(), hook.close()]);
  });

  it("tells the handler before the end, with clock and article, once however often it is looked", async () => {
    expect(await run()).toMatchObject({ reminders: 1, sent: 0 });
    expect(await run()).toMatchObject({ reminders: 0 });
    const { items, unread } = await mine(procurator);
    expect(unread).toBe(1);
    expect(items[0]).toMatchObject({
      cause: "case-clock",
      level: "before",
      due: "2026-03-21",
      title: { zh: expect.stringContaining(NUMBER) },
    });
    expect(items[0]?.why.zh).toMatch(/期限至 2026-03-21（《刑事诉讼法》第一百七十二条.*）。按本院规则，期满前 3 日起提醒承办人/);
    expect((await mine(head)).unread).toBe(0);
    expect((await procurator.post("/api/reminders/read", { ids: [] })).status).toBe(204);
    expect((await mine(procurator)).unread).toBe(0);
    expect((await procurator.get<RemindersPage>("/api/reminders")).body.total).toBe(1);
  });

  it("is set up by those who run the machine, with bounds, and refused to others", async () => {
    expect(codeOf(await procurator.post("/api/notify/channels", mailChannel()))).toBe("NOT_ALLOWED");
    const plainOutside = { ...mailChannel().settings, host: "mail.jcy.example" };
    expect(codeOf(await technician.post("/api/notify/channels", mailChannel({ settings: plainOutside })))).toBe("NOTIFY_SETTINGS_INVALID");
    const withAccount = { ...mailChannel().settings, user: "yuejian" };
    expect(codeOf(await technician.post("/api/notify/channels", mailChannel({ settings: withAccount })))).toBe("NOTIFY_SETTINGS_INVALID");
    const foreign = { from: "env", name: "DATABASE_URL" };
    expect(codeOf(await technician.post("/api/notify/channels", mailChannel({ secret: foreign })))).toBe("NOTIFY_SETTINGS_INVALID");
    const set = await technician.post<NotifyChannelView>("/api/notify/channels", mailChannel());
    expect([set.status, set.body.version]).toEqual([200, 1]);
    expect(codeOf(await technician.post("/api/notify/channels", mailChannel()))).toBe("NOTIFY_CHANNEL_EXISTS");
    expect(codeOf(await technician.post("/api/notify/channels", mailChannel({ id: set.body.id, version: 0 })))).toBe("VERSION_CONFLICT");
    const tested = await technician.post(`/api/notify/channels/${set.body.id}/test`, { to: "it@jcy.example" });
    expect(tested.status).toBe(200);
    expect(mail.received.splice(0).map(({ to }) => to)).toEqual([["it@jcy.example"]]);
    expect(codeOf(await technician.post(`/api/notify/channels/${set.body.id}/test`, { to: "it@elsewhere.example" }))).toBe(
      "NOTIFY_ADDRESS_REFUSED",
    );
    expect(codeOf(await prefer(procurator, { address: "me@elsewhere.example", mail: "each" }))).toBe("NOTIFY_ADDRESS_REFUSED");
    expect(codeOf(await prefer(procurator, { mail: "each" }))).toBe("NOTIFY_ADDRESS_REFUSED");
    expect((await prefer(procurator, { address: "p@jcy.example", mail: "each", muted: ["case-clock"] })).status).toBe(200);
    expect((await prefer(head, { address: "h@jcy.example", mail: "each", locale: "en" })).status).toBe(200);
    expect((await prefer(chief, { address: "c@jcy.example", mail: "daily" })).status).toBe(200);
  });

  it("tells the head at the end and who leads after it; mail waits for a working day and says nothing but number and term", async () => {
    await at(Date.parse("2026-03-21T02:00:00Z"));
    expect(await run()).toMatchObject({ reminders: 2, sent: 0 });
    expect((await mine(head)).items[0]).toMatchObject({ level: "end", why: { zh: expect.stringContaining("期满当日报部门负责人") } });
    expect((await mine(chief)).unread).toBe(0);
    await at(Date.parse("2026-03-22T12:00:00Z"));
    expect(await run()).toMatchObject({ reminders: 1, sent: 0 });
    expect((await mine(chief)).items[0]).toMatchObject({
      level: "over",
      why: { zh: expect.stringMatching(/逾期满 1 日，按本院规则报院领导/) },
    });
    const waiting = await messages("waiting");
    expect(new Set(waiting.map(({ sendAfter }) => sendAfter))).toEqual(new Set(["2026-03-23T00:00:00.000Z", "2026-03-23T00:30:00.000Z"]));
    await at(Date.parse("2026-03-23T00:31:00Z"));
    expect(await run()).toMatchObject({ sent: 3, failed: 0 });
    const byAddress = new Map(mail.received.splice(0).map((each) => [each.to[0], each]));
    expect(new Set(byAddress.keys())).toEqual(new Set(["c@jcy.example", "h@jcy.example", "p@jcy.example"]));
    const toHead = byAddress.get("h@jcy.example");
    expect(toHead && bodyOf(toHead)).toContain(`${NUMBER}: `);
    expect(toHead && bodyOf(toHead)).toContain("By the office's rules on the last day the head of the department is told.");
    expect(toHead && bodyOf(toHead)).toContain("https://yuejian.jcy.example/cases/handled/hcs_");
    expect(toHead && headerOf(toHead, "Auto-Submitted")).toBe("auto-generated");
    for (const each of byAddress.values()) {
      expect(bodyOf(each)).not.toContain(procurator.session.user.displayName);
      expect(bodyOf(each)).not.toContain("盗窃");
      expect(bodyOf(each)).not.toContain(SUSPECT);
    }
    await city.home.drain.empty();
    const stated = await city.home.store.db.selectFrom("outbox").select("ledger_index").where("type", "=", "reminder.escalated").execute();
    expect(stated.map(({ ledger_index: index }) => index !== null)).toEqual([true, true]);
  });

  it("sends webhooks to listed hosts alone, signed, tries again what may pass, and shows what failed with its reason", async () => {
    vi.stubEnv("YUEJIAN_NOTIFY_HOOK", "a secret of the office");
    const order = {
      id: null,
      kind: "webhook",
      title: "值班大屏",
      office: "yueyang",
      settings: { url: hook.url, causes: [], isAnyTime: true },
      secret: { from: "env", name: "YUEJIAN_NOTIFY_HOOK" },
      isEnabled: true,
      version: 0,
    };
    expect(codeOf(await technician.post("/api/notify/channels", order))).toBe("NOTIFY_HOST_REFUSED");
    const host = { host: "127.0.0.1", isPrivate: false, reason: "本机网关", isAllowed: true };
    expect((await technician.post("/api/notify/hosts", host)).status).toBe(204);
    const set = (await technician.post<NotifyChannelView>("/api/notify/channels", order)).body;
    expect(codeOf(await technician.post(`/api/notify/channels/${set.id}/test`, { to: null }))).toBe("NOTIFY_HOST_REFUSED");
    expect(hook.calls).toEqual([]);
    expect((await technician.post("/api/notify/hosts", { ...host, isPrivate: true })).status).toBe(204);
    expect((await technician.post(`/api/notify/channels/${set.id}/test`, { to: null })).status).toBe(200);
    const [test] = hook.calls.splice(0);
    const signed = `${String(test?.headers["x-yuejian-timestamp"])}.${test?.body}`;
    expect(test?.headers["x-yuejian-signature"]).toBe(
      `sha256=${createHmac("sha256", "a secret of the office").update(signed).digest("hex")}`,
    );

    await importRows("second.csv", [
      "岳楼检刑诉受[2026]2号,岳阳楼区,第一检察部,审查起诉,诈骗,R2,{procurator},在押,2026-02-25,2026-02-26,,",
    ]);
    hook.status = 503;
    mail.answer = { code: 550, text: "mailbox gone" };
    expect(await run()).toMatchObject({ reminders: 1, sent: 0, failed: 1 });
    expect(await messages("waiting")).toMatchObject([{ attempts: 1, reason: { zh: expect.stringContaining("HTTP 503") } }]);
    hook.status = 204;
    expect(await run()).toMatchObject({ sent: 0 });
    await at(now + 61_000);
    expect(await run()).toMatchObject({ sent: 1, failed: 0 });
    const ids = hook.calls.splice(0).map(({ headers }) => headers["x-yuejian-message"]);
    expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
    hook.status = 302;
    expect(codeOf(await technician.post(`/api/notify/channels/${set.id}/test`, { to: null }))).toBe("NOTIFY_REFUSED");
    hook.status = 204;
    expect(
      (await technician.get<NotifyChannels>("/api/notify/channels")).body.items.map(({ title, sent, failed }) => [title, sent, failed]),
    ).toEqual([
      ["内网邮件", 3, 0],
      ["值班大屏", 1, 0],
    ]);
  });

  it("a refused mail fails with the server's words, and is sent again by hand under the same id", async () => {
    expect((await prefer(procurator, { address: "p@jcy.example", mail: "each" })).status).toBe(200);
    await importRows("third.csv", ["岳楼检刑诉受[2026]3号,岳阳楼区,第一检察部,审查起诉,诈骗,R3,{procurator},在押,2026-02-25,2026-02-26,,"]);
    expect(await run()).toMatchObject({ reminders: 1, failed: 1 });
    const [failed] = await messages("failed");
    expect(failed).toMatchObject({ attempts: 1, kind: "mail", reason: { en: expect.stringContaining("550 mailbox gone") } });
    mail.answer = null;
    expect((await technician.post(`/api/notify/messages/${failed?.id}/retry`)).status).toBe(204);
    expect(await run()).toMatchObject({ sent: 1, failed: 0 });
    expect(headerOf(mail.received.splice(0)[0] ?? { raw: "" }, "Message-ID")).toContain(failed?.id);
    expect(codeOf(await technician.post(`/api/notify/messages/${failed?.id}/retry`))).toBe("NOTIFY_NOT_RETRIABLE");
  });

  it("what is settled, or no longer to be seen, is told nobody any more", async () => {
    await at(Date.parse("2026-03-27T12:00:00Z"));
    expect(await run()).toMatchObject({ reminders: 6, sent: 1 });
    const waiting = await messages("waiting");
    expect(waiting.length).toBe(3);
    await importRows("decided.csv", [
      row("2026-03-26,起诉"),
      "岳楼检刑诉受[2026]2号,岳阳楼区,第一检察部,审查起诉,诈骗,R2,{procurator},在押,2026-02-25,2026-02-26,2026-03-26,起诉",
      "岳楼检刑诉受[2026]3号,岳阳楼区,第一检察部,审查起诉,诈骗,R3,{procurator},在押,2026-02-25,2026-02-26,2026-03-26,起诉",
    ]);
    await at(Date.parse("2026-03-30T02:00:00Z"));
    expect(await run()).toMatchObject({ reminders: 0, sent: 0, failed: 0, waiting: 0 });
    expect((await mine(chief)).unread).toBe(0);
    expect((await messages("dropped")).map(({ reason }) => reason?.zh)).toEqual(Array(3).fill("事项已经办理，或收件人已无权查看"));
  });

  it("an office sets its rules within bounds, with a reason, at the version that was seen", async () => {
    const own = { office: "yueyanglou", handlerDaysBefore: 5, headDaysBefore: 2, leadDaysAfter: 3, sendFrom: "09:00", sendUntil: "17:30" };
    const change = { ...own, reason: "案多人少", version: 0 };
    expect(codeOf(await head.post("/api/notify/rules", change))).toBe("NOT_ALLOWED");
    expect(codeOf(await chief.post("/api/notify/rules", { ...change, leadDaysAfter: 11 }))).toBe("REQUEST_INVALID");
    expect(codeOf(await chief.post("/api/notify/rules", { ...change, headDaysBefore: 5 }))).toBe("NOTIFY_SETTINGS_INVALID");
    expect(codeOf(await chief.post("/api/notify/rules", { ...change, reason: " " }))).toBe("REASON_NEEDED");
    expect((await chief.post<ReminderRulesView>("/api/notify/rules", change)).body).toMatchObject({ version: 1, leadDaysAfter: 3 });
    expect(codeOf(await chief.post("/api/notify/rules", change))).toBe("VERSION_CONFLICT");
    const seen = (await head.get<{ items: ReminderRulesView[] }>("/api/notify/rules")).body.items;
    expect(seen.map(({ office, handlerDaysBefore, mayChange }) => [office, handlerDaysBefore, mayChange])).toEqual([
      ["yueyanglou", 5, false],
    ]);
  });

  it("tells who runs sources and jobs of what failed", async () => {
    const file = path.join(folder, "broken.csv");
    await writeFile(file, "a,b\n");
    const job = (await city.asLocal<JobView>("POST", "/api/intake", { path: file, dataset: "judgments" }, "case-manager")).body;
    await city.home.jobs.wait(job.id);
    await run();
    const manager = await city.signIn("case-manager");
    expect((await mine(manager)).items.filter(({ cause }) => cause === "job-failed")).toMatchObject([
      { link: `/jobs/${job.id}`, level: "event" },
    ]);
  });
});
