import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { OfficialDocument, StepCommand } from "@yuejian/contracts";
import type {
  CaseCalendar,
  HandledCases,
  JobView,
  NewStep,
  OfficialDocumentView,
  RemindersPage,
  Steps,
  StepView,
  TemplatesView,
  WorkItem,
} from "@yuejian/contracts/api";
import mammoth from "mammoth";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeOnBothStores } from "../testing/stores.ts";
import { codeOf, openServedCity, type Person, type ServedCity } from "./testing/served-city.ts";

const HEADINGS = "部门受案号,承办单位,承办部门,案件类别,案由,人员编号,承办检察官,羁押状态,受理日期,分案日期,审结日期,审结情况";
/** A Wednesday. */
const NOW = Date.parse("2026-03-18T02:00:00Z");

describeOnBothStores("procedural steps of handled cases, over HTTP", (place) => {
  let city: ServedCity;
  let folder = "";
  let now = NOW;
  let id = "";
  let [procurator, head, chief, far, technician] = [] as unknown as [Person, Person, Person, Person, Person];

  async function importCases(name: string, assignedOn = "2026-03-16"): Promise<void> {
    const file = path.join(folder, name);
    const row = `岳楼检刑诉受[2026]1号,岳阳楼区,第一检察部,审查起诉,盗窃,R1,${procurator.session.user.displayName},在押,2026-03-16,${assignedOn},,`;
    await writeFile(file, `${HEADINGS}\n${row}\n`);
    await city.finished((await city.asLocal<JobView>("POST", "/api/casework/imports", { path: file })).body);
    const looking = await city.home.store.db.selectFrom("jobs").select("id").where("kind", "=", "recompute-cases").execute();
    for (const job of looking) await city.home.jobs.wait(job.id);
  }
  async function at(moment: string): Promise<void> {
    now = Date.parse(moment);
    [procurator, head, chief, far, technician] = await city.signInAll(
      "procurator.yueyanglou",
      "head.yueyanglou",
      "chief-procurator",
      "procurator.miluo",
      "technician",
    );
  }
  beforeAll(async () => {
    folder = await place.emptyFolder();
    city = await openServedCity(place, { rows: 20, clock: { now: () => now } });
    await at("2026-03-18T02:00:00Z");
    await importCases("cases.csv");
    id = (await procurator.get<HandledCases>("/api/casework/cases")).body.items[0]?.id ?? "";
  });
  afterAll(() => city.close());

  const open = (person: Person, given: Partial<NewStep>) =>
    person.post<StepView>(`/api/casework/cases/${id}/steps`, {
      kind: "file-access",
      requester: "lawyer",
      requestedOn: "2026-03-18",
      note: "",
      ...given,
    });
  const act = (person: Person, { id: step, version }: Pick<StepView, "id" | "version">, command: StepCommand) =>
    person.post<StepView>(`/api/casework/steps/${step}/commands`, { version, command });
  const steps = async (person: Person) => (await person.get<Steps>(`/api/casework/cases/${id}/steps`)).body;
  const work = async (person: Person) =>
    (await person.get<{ items: WorkItem[] }>("/api/work")).body.items.filter((item) => item.kind === "procedural-step");

  it("counsel's reading is due in three working days by its article, stands in the calendar and in «my work», and is served with a document", async () => {
    const opened = (await open(procurator, {})).body;
    expect(opened.clock).toMatchObject({ rule: "counsel.read-file", due: "2026-03-23", isOverdue: false });
    expect(opened.clock?.sentence.zh).toContain("第四十九条");
    expect(opened.decisions.map(({ decision }) => decision)).toEqual(["access-arranged"]);
    expect((await work(procurator)).map(({ due, title }) => [due, title.zh])).toEqual([
      ["2026-03-23", "岳楼检刑诉受〔2026〕1号：辩护人阅卷待决定"],
    ]);
    const calendar = (await procurator.get<CaseCalendar>("/api/casework/calendar?from=2026-03-20&to=2026-03-25")).body;
    expect(JSON.stringify(calendar)).toContain("counsel.read-file");
    // An import and the nightly look leave the step's clock alone.
    await importCases("again.csv", "2026-03-17");
    const clocks = await city.home.store.db
      .selectFrom("handled_case_clocks")
      .select(["key", "due"])
      .where("rule", "=", "counsel.read-file")
      .execute();
    expect(clocks).toEqual([{ key: `step-${opened.id}`, due: "2026-03-23" }]);
    const decided = await act(procurator, opened, {
      action: "decide",
      decision: "access-arranged",
      on: "2026-03-18",
      reason: "3月20日上午九时，第一阅卷室",
    });
    expect(decided.body).toMatchObject({ status: "decided", clock: null, documentNumber: "岳楼检阅告〔2026〕1号", mayServe: true });
    const sheet = (await head.get<OfficialDocumentView>(`/api/casework/steps/${opened.id}/document`)).body;
    expect(sheet.paragraphs.map(({ text }) => text).join("")).toContain("辩护律师（值班律师）于2026年3月18日申请查阅");
    const { rawPayload } = await city.web.inject({
      method: "GET",
      url: `/api/casework/steps/${opened.id}/document/content`,
      headers: { cookie: procurator.cookie },
    });
    expect((await mammoth.extractRawText({ buffer: rawPayload })).value).toContain("第一阅卷室");
    expect(
      codeOf(await act(procurator, decided.body, { action: "decide", decision: "access-arranged", on: "2026-03-18", reason: "" })),
    ).toBe("STEP_REFUSED");
    const served = await act(procurator, decided.body, { action: "serve", on: "2026-03-18", to: "辩护人" });
    expect(served.body).toMatchObject({ status: "closed", servedOn: "2026-03-18" });
    expect(await work(procurator)).toEqual([]);
    await city.home.drain.empty();
    const stated = await city.home.store.db
      .selectFrom("outbox")
      .select("ledger_index")
      .where("type", "=", "procedural-step.changed")
      .execute();
    expect(stated.map(({ ledger_index: index }) => index !== null)).toEqual([true, true, true]);
  });

  it("a lawyer is refused nothing, another counsel only with the reason, within three days", async () => {
    const lawyer = (await open(procurator, {})).body;
    expect(codeOf(await act(procurator, lawyer, { action: "decide", decision: "access-refused", on: "2026-03-18", reason: "x" }))).toBe(
      "STEP_REFUSED",
    );
    expect((await act(procurator, lawyer, { action: "withdraw", reason: "已电话约定" })).body.status).toBe("withdrawn");
    const other = (await open(procurator, { requester: "other-counsel" })).body;
    expect(other.clock).toMatchObject({ rule: "counsel.non-lawyer-permission", due: "2026-03-23" });
    expect(codeOf(await act(procurator, other, { action: "decide", decision: "access-refused", on: "2026-03-18", reason: " " }))).toBe(
      "STEP_REFUSED",
    );
    const refused = await act(procurator, other, { action: "decide", decision: "access-refused", on: "2026-03-18", reason: "可能串供" });
    expect(refused.body.documentNumber).toBe("岳楼检阅复〔2026〕1号");
    expect(codeOf(await act(procurator, other, { action: "serve", on: "2026-03-18", to: "x" }))).toBe("VERSION_CONFLICT");
  });

  it("recusal is decided by the chief; its refusal starts five days, and reconsideration three", async () => {
    const asked = (await open(procurator, { kind: "recusal", requester: "party" })).body;
    expect([asked.clock, asked.words[0]?.zh]).toEqual([null, expect.stringContaining("法律没有规定作出回避决定的日数")]);
    expect((await work(chief)).map(({ id: step }) => step)).toEqual([asked.id]);
    const refusal: StepCommand = { action: "decide", decision: "recusal-refused", on: "2026-03-18", reason: "不属于法定情形" };
    expect(codeOf(await act(head, asked, refusal))).toBe("STEP_REFUSED");
    const template = (given: object) => head.post<TemplatesView>("/api/instrument-templates/step-recusal-refused", given);
    const texts = {
      title: "驳回回避申请决定书",
      text: "{{申请人}}：\n{{理由}}\n经{{本院名称}}检察长决定，予以驳回。",
      copies: "",
      outline: "",
    };
    const wrong = await template({ office: "yueyanglou", version: 0, texts: { ...texts, text: "{{正文}}" }, note: "" });
    expect(codeOf(wrong), "a field of other documents").toBe("TEMPLATE_INVALID");
    const kept = (await template({ office: "yueyanglou", version: 0, texts, note: "本院写法" })).body;
    expect(kept.items.find(({ kind }) => kind === "step-recusal-refused")?.version).toBe(1);
    const refused = (await act(chief, asked, refusal)).body;
    const { document } = await city.home.store.db
      .selectFrom("procedural_steps")
      .select("document")
      .where("id", "=", asked.id)
      .executeTakeFirstOrThrow();
    expect((JSON.parse(document ?? "{}") as OfficialDocument).paragraphs.map(({ text }) => text)).toEqual([
      "当事人或其法定代理人：",
      "不属于法定情形",
      "经岳阳楼区人民检察院检察长决定，予以驳回。",
    ]);
    const served = (await act(procurator, refused, { action: "serve", on: "2026-03-18", to: "当事人" })).body;
    expect(served.clock).toMatchObject({ rule: "recusal.petition", due: "2026-03-23" });
    const again = (await act(procurator, served, { action: "follow", outcome: "asked-again", on: "2026-03-18", note: "" })).body;
    expect(again).toMatchObject({ status: "open", clock: { rule: "recusal.reconsideration", due: "2026-03-23" } });
    const upheld = (await act(chief, again, { action: "decide", decision: "refusal-upheld", on: "2026-03-18", reason: "理由同前" })).body;
    expect(upheld).toMatchObject({ status: "decided", documentNumber: "岳楼检避复〔2026〕1号" });
    expect(upheld.history.map(({ words }) => words.zh.split(" · ")[0])).toEqual(["提出", "决定", "送达", "后续", "决定"]);
  });

  it("a proposal on custody waits ten days for the organ's answer, and its end is told the handler and the head", async () => {
    const asked = (await open(procurator, { kind: "custody-necessity", requester: "suspect" })).body;
    expect(asked.clock).toMatchObject({ rule: "custody.change-application", due: "2026-03-23" });
    expect(asked.words.map(({ zh }) => zh).join("")).toContain("按较早的一天提醒");
    const proposal: StepCommand = { action: "decide", decision: "custody-proposed", on: "2026-03-18", reason: "患病" };
    const proposed = (await act(procurator, asked, proposal)).body;
    const served = (await act(procurator, proposed, { action: "serve", on: "2026-03-18", to: "公安机关" })).body;
    expect(served.clock).toMatchObject({ rule: "custody-necessity.answer", due: "2026-03-30" });
    await at("2026-03-30T02:00:00Z");
    await technician.post("/api/notify/run");
    const told = async (person: Person) =>
      (await person.get<RemindersPage>("/api/reminders?limit=100")).body.items
        .filter(({ title }) => title.zh.includes("对释放或者变更强制措施建议的回复"))
        .map(({ level, due }) => [level, due]);
    expect(await told(procurator)).toEqual([["end", "2026-03-30"]]);
    expect(await told(head)).toEqual([["end", "2026-03-30"]]);
    const closed = await act(procurator, served, { action: "follow", outcome: "no-answer", on: "2026-03-30", note: "" });
    expect(closed.body.status).toBe("closed");
  });

  it("opinions and pleas are heard within the case's own term; days that cannot be, and strangers, are refused", async () => {
    const heard = (await open(procurator, { kind: "counsel-opinion" })).body;
    expect(heard.words[0]?.zh).toContain("审查期限届满");
    expect(
      (await act(procurator, heard, { action: "decide", decision: "opinion-written", on: "2026-03-20", reason: "" })).body.status,
    ).toBe("closed");
    expect(codeOf(await open(procurator, { kind: "plea-leniency", requester: "party" }))).toBe("STEP_REFUSED");
    expect(codeOf(await open(procurator, { requestedOn: "2026-04-01" }))).toBe("STEP_REFUSED");
    const plea = (await open(procurator, { kind: "plea-leniency", requester: "suspect" })).body;
    expect(codeOf(await act(procurator, plea, { action: "decide", decision: "pledge-signed", on: "2026-03-17", reason: "" }))).toBe(
      "STEP_REFUSED",
    );
    expect((await act(procurator, plea, { action: "decide", decision: "pledge-signed", on: "2026-03-19", reason: "" })).body.status).toBe(
      "closed",
    );
    expect(codeOf(await open(far, {}))).toBe("CASE_UNKNOWN");
    expect(codeOf(await act(far, plea, { action: "withdraw", reason: "x" }))).toBe("STEP_UNKNOWN");
    expect((await steps(head)).items.length).toBe(7);
    expect(codeOf(await head.get(`/api/casework/steps/${plea.id}/document`))).toBe("STEP_DOCUMENT_MISSING");
  });
});
