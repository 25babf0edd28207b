import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { CaseCommand } from "@yuejian/contracts";
import type {
  CaseClocksPage,
  CaseConflict,
  CaseDetail,
  CaseFileView,
  CasePreview,
  CaseView,
  Handlers,
  InstrumentKinds,
  LeadDetail,
  LeadPage,
  LeadView,
  OfficialDocumentView,
  Purpose,
  WorkItem,
} from "@yuejian/contracts/api";
import { dayInChina } from "@yuejian/oversight";
import mammoth from "mammoth";
import { afterAll, beforeAll, expect, it } from "vitest";
import { writeJudgments } from "../testing/city.ts";
import { describeOnBothStores } from "../testing/stores.ts";
import { type Answer, codeOf, openServedCity, type Person, type ServedCity } from "./testing/served-city.ts";

const DAY = 86_400_000;
const DRAFT = {
  kind: "suggestion-correction",
  receiver: "岳阳楼区人民法院",
  title: "关于规范罚金适用的检察建议",
  body: "经查，张三10等人判处罚金低于法定下限。建议：一、……",
  isUrgent: false,
  replyBy: null,
} as const;

describeOnBothStores("supervision cases, over HTTP", (place) => {
  let city: ServedCity;
  let later = 0;
  let [procurator, head, deputy, chief, other, clerk, assistant] = [] as unknown as Person[] as [
    Person,
    Person,
    Person,
    Person,
    Person,
    Person,
    Person,
  ];
  beforeAll(async () => {
    city = await openServedCity(place, { rows: 200, clock: { now: () => Date.now() + later } });
    [procurator, head, deputy, chief, other, clerk, assistant] = await city.signInAll(
      "procurator.yueyanglou",
      "head.yueyanglou",
      "deputy-chief",
      "chief-procurator",
      "procurator.miluo",
      "clerk",
      "assistant",
    );
  });
  afterAll(() => city.close());

  const today = () => dayInChina(Date.now() + later);
  const dayOn = (days: number) => dayInChina(Date.now() + later + days * DAY);
  const detail = async (person: Person, id: string) => (await person.get<CaseDetail>(`/api/cases/${id}`)).body;
  const send = (person: Person, { id, version }: Pick<CaseView, "id" | "version">, command: CaseCommand) =>
    person.post<CaseDetail>(`/api/cases/${id}/commands`, { version, command });
  /** Gives commands one after the other, each at the version that the one before left. */
  async function go(id: string, steps: readonly (readonly [Person, CaseCommand])[]): Promise<CaseDetail> {
    let now = await detail(chief, id);
    for (const [person, command] of steps) {
      const answer = await send(person, now.case, command);
      expect([answer.status, codeOf(answer)], command.action).toEqual([200, "200"]);
      now = answer.body;
    }
    return now;
  }
  async function fileCase(): Promise<CaseView> {
    const [lead] = (await procurator.get<LeadPage>("/api/leads?status=new&sort=oldest&limit=1")).body.items as [LeadView];
    const path = `/api/leads/${lead.id}`;
    const { model } = (await procurator.get<LeadDetail>(path)).body;
    const ruledOut = model.lawfulExplanations.map((each) => each.id);
    let version = lead.version;
    const steps = [
      { action: "assign", assignee: procurator.session.user.id },
      { action: "verify", note: "查证属实", ruledOut },
      { action: "file", note: "立案" },
    ];
    let filed: LeadView = lead;
    for (const command of steps) {
      filed = (await procurator.post<LeadView>(`${path}/commands`, { version, command })).body;
      version = filed.version;
    }
    return (await detail(procurator, filed.caseId ?? "")).case;
  }
  async function upload(person: Person, id: string, name: string): Promise<Answer<CaseFileView>> {
    const boundary = "----case";
    const payload = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/plain\r\n\r\n${name} 的内容\r\n--${boundary}--\r\n`;
    const headers = { cookie: person.cookie, "x-csrf": person.session.csrf, "content-type": `multipart/form-data; boundary=${boundary}` };
    const response = await city.web.inject({ method: "POST", url: `/api/cases/${id}/files`, headers, payload });
    return { status: response.statusCode, body: response.json(), text: response.body, headers: response.headers };
  }
  const work = async (person: Person, id: string) =>
    (await person.get<{ items: WorkItem[] }>("/api/work")).body.items
      .filter(({ link }) => link === `/cases/${id}`)
      .map(({ kind, due }) => [kind, due]);
  const isWhole = async () => expect((await city.home.doctor({ isDeep: false })).problems).toEqual([]);

  it("goes from a filed lead to a closed case: tasks, approval by level, service, reply, rectification, look-back", async () => {
    const filed = await fileCase();
    expect(filed).toMatchObject({ stage: "filed", version: 1, next: { what: "draft", personName: procurator.session.user.displayName } });
    expect(await work(procurator, filed.id)).toEqual([["case-step", null]]);

    const tasked = await go(filed.id, [
      [procurator, { action: "task-add", title: "调取判决书", assignee: clerk.session.user.id, due: dayOn(5) }],
    ]);
    expect(await work(clerk, filed.id)).toEqual([["case-task", dayOn(5)]]);
    const evidence = (await upload(clerk, filed.id, "判决书.txt")).body;
    const task = tasked.tasks[0]?.id ?? "";
    expect(codeOf(await send(other, tasked.case, { action: "comment", note: "x" }))).toBe("CASE_UNKNOWN");
    expect(codeOf(await upload(other, filed.id, "x.txt"))).toBe("CASE_UNKNOWN");
    const drafted = await go(filed.id, [
      [clerk, { action: "task-report", task, result: "判决书证实", files: [evidence.id] }],
      [procurator, { action: "draft", ...DRAFT }],
      [procurator, { action: "submit", note: "请审批" }],
    ]);
    expect(drafted.tasks).toMatchObject([{ status: "done", files: [evidence.id] }]);
    expect(drafted.instrument?.body).not.toContain("张三10");
    expect(drafted.case).toMatchObject({
      stage: "approval",
      next: { what: "approve", level: "department-head", office: "yueyanglou" },
      due: null,
    });
    expect(await work(head, filed.id)).toEqual([["case-step", null]]);
    expect(codeOf(await send(procurator, drafted.case, { action: "approve", note: "同意" }))).toBe("NOT_ALLOWED");
    const approved = await go(filed.id, [
      [head, { action: "approve", note: "同意" }],
      [deputy, { action: "approve", note: "同意" }],
    ]);
    expect(approved.instrument).toMatchObject({
      number: `岳楼检建〔${today().slice(0, 4)}〕1号`,
      levels: ["department-head", "deputy-chief"],
    });

    const sheet = (await head.get<OfficialDocumentView>(`/api/cases/${filed.id}/instrument`)).body;
    expect(sheet).toMatchObject({
      issuer: "岳阳楼区人民检察院",
      marks: [],
      number: approved.instrument?.number,
      addressee: DRAFT.receiver,
    });
    expect(JSON.stringify(sheet)).not.toContain("张三10");
    const word = `/api/cases/${filed.id}/instrument/content`;
    expect(codeOf(await head.get(word))).toBe("PURPOSE_NEEDED");
    const asked = { subject: filed.id, legalBasis: "criminal-procedure-law-supervision" };
    const purpose = (await procurator.post<Purpose>("/api/purposes", asked)).body.id;
    const { rawPayload } = await city.web.inject({
      method: "GET",
      url: word,
      headers: { cookie: procurator.cookie, "x-purpose": purpose },
    });
    const { value } = await mammoth.extractRawText({ buffer: rawPayload });
    expect(value).toContain("张三10等人判处罚金低于法定下限");
    expect(value).toContain(approved.instrument?.number);

    const served = await go(filed.id, [
      [procurator, { action: "serve", servedOn: today(), way: "direct", recipient: "收发室", note: "", files: [evidence.id] }],
    ]);
    expect(served.instrument).toMatchObject({ recipient: "收发室", serviceFiles: [evidence.id] });
    expect(served.clocks.find(({ key }) => key === "reply")).toMatchObject({
      rule: "suggestion.general-reply",
      from: today(),
      stoppedOn: null,
      isOverdue: false,
    });
    expect(served.case.due).toBe(served.clocks.find(({ key }) => key === "reply")?.due);
    expect(served.undoable).toBeNull();
    const running = (await procurator.get<CaseClocksPage>("/api/case-clocks")).body;
    expect(running.items.map(({ case: id, key }) => [id, key])).toEqual([[filed.id, "reply"]]);
    expect(running.items[0]?.source?.zh).toContain("第十九条");

    const item = { action: "item-add", kind: "document", title: "更正裁定", due: dayOn(20) } as const;
    const rectifying = await go(filed.id, [
      [procurator, { action: "reply", outcome: "accepted", receivedOn: today(), text: "采纳建议", files: [] }],
      [procurator, item],
    ]);
    const itemId = rectifying.items[0]?.id ?? "";
    expect(codeOf(await send(procurator, rectifying.case, { action: "item-report", item: itemId, note: "已更正", files: [] }))).toBe(
      "EVIDENCE_NEEDED",
    );
    const proof = (await upload(procurator, filed.id, "裁定书.txt")).body;
    const waiting = await go(filed.id, [
      [procurator, { action: "item-report", item: itemId, note: "已更正", files: [proof.id] }],
      [procurator, { action: "item-accept", item: itemId, note: "" }],
      [procurator, { action: "look-back", note: "" }],
    ]);
    expect(codeOf(await send(head, waiting.case, { action: "close", reason: "整改到位" }))).toBe("LOOK_BACK_NEEDED");

    const rerun = async () => city.finished((await city.asLocal<{ id: string }>("POST", "/api/models/wrong-fines/runs", {})).body as never);
    await rerun();
    expect((await detail(head, filed.id)).lookBacks.at(-1)?.result).toMatchObject({ outcome: "no-new-data", newBatches: 0 });
    await go(filed.id, [[procurator, { action: "look-back", note: "再等一次" }]]);
    const folder = await place.emptyFolder();
    const { file } = await writeJudgments(folder, { name: "later.csv", rows: 3, first: 901 });
    await city.finished((await city.asLocal<{ id: string }>("POST", "/api/intake", { path: file, dataset: "judgments" })).body as never);
    await rerun();
    const looked = await detail(head, filed.id);
    expect(looked.lookBacks.at(-1)?.result).toMatchObject({ outcome: "found-again", newBatches: 1 });
    expect(looked.case.next).toMatchObject({ what: "conclude", level: "department-head" });
    expect(await work(head, filed.id)).toEqual([["case-step", null]]);
    expect(codeOf(await send(head, looked.case, { action: "close", reason: "整改到位" })), "against the data only a deputy closes").toBe(
      "LEVEL_NEEDED",
    );
    const ended = await go(filed.id, [[deputy, { action: "close", reason: "原判已由裁定更正，判决书记录不变" }]]);
    expect(ended.case).toMatchObject({ stage: "closed", status: "closed", next: null, due: null });
    expect(ended.may).toEqual(["comment"]);
    expect(codeOf(await send(deputy, ended.case, { action: "withdraw", reason: "x" }))).toBe("STEP_NOT_ALLOWED");
    expect((await chief.get<{ total: number }>("/api/cases?stage=closed")).body.total).toBe(1);
    await isWhole();
  });

  it("of two people the second sees what changed and loses nothing; a step can be looked at before, and taken back after", async () => {
    const { id, version } = await fileCase();
    const preview = await procurator.post<CasePreview>(`/api/cases/${id}/preview`, { version, command: { action: "draft", ...DRAFT } });
    expect(preview.body).toMatchObject({ stage: "drafting", next: { what: "submit" }, clocks: [], isUndoable: true });
    expect((await detail(procurator, id)).case.version).toBe(1);
    await go(id, [[head, { action: "comment", note: "请注意时效" }]]);
    const conflict = await procurator.post<CaseConflict>(`/api/cases/${id}/commands`, { version, command: { action: "draft", ...DRAFT } });
    expect([conflict.status, codeOf(conflict)]).toEqual([409, "VERSION_CONFLICT"]);
    expect(conflict.body.conflict).toMatchObject({ case: { version: 2 }, since: [{ action: "comment", words: ["请注意时效"] }] });
    expect(conflict.body.text.zh).toContain("备注");

    const submitted = await go(id, [
      [procurator, { action: "draft", ...DRAFT }],
      [procurator, { action: "submit", note: "" }],
    ]);
    expect(submitted.undoable).toMatchObject({ action: "submit" });
    const undo = (person: Person, seen: CaseDetail) =>
      person.post<CaseDetail>(`/api/cases/${id}/undo`, { version: seen.case.version, undoes: seen.undoable?.event ?? "" });
    expect(codeOf(await undo(clerk, submitted))).toBe("UNDO_NOT_POSSIBLE");
    const undone = (await undo(procurator, submitted)).body;
    expect(undone.case).toMatchObject({ stage: "drafting", version: submitted.case.version + 1 });
    expect(undone.history.filter((each) => each.isUndone).map(({ action }) => action)).toEqual(["submit"]);
    await isWhole();
  });

  it("takes the number only with an approval that holds, and asks those levels that the house set", async () => {
    const ids = [await fileCase(), await fileCase()].map((each) => each.id) as [string, string];
    const levels = { levels: ["chief-procurator"] };
    expect(codeOf(await head.post("/api/instrument-kinds/suggestion-correction/levels", levels))).toBe("NOT_ALLOWED");
    expect(codeOf(await chief.post("/api/instrument-kinds/suggestion-correction/levels", { levels: [] }))).toBe("REQUEST_INVALID");
    const set = await chief.post<InstrumentKinds>("/api/instrument-kinds/suggestion-correction/levels", levels);
    expect(set.body.items.find(({ kind }) => kind === "suggestion-correction")?.levels).toEqual(["chief-procurator"]);
    const { db } = city.home.store;
    const said = await db.selectFrom("outbox").select("subject").where("type", "=", "case-setting.changed").execute();
    expect(said).toEqual([{ subject: "suggestion-correction" }]);
    const numbers: (string | null | undefined)[] = [];
    for (const id of ids) {
      const asked = await go(id, [
        [procurator, { action: "draft", ...DRAFT }],
        [procurator, { action: "submit", note: "" }],
      ]);
      expect(codeOf(await send(deputy, asked.case, { action: "approve", note: "同意" }))).toBe("LEVEL_NEEDED");
      numbers.push((await go(id, [[chief, { action: "approve", note: "同意" }]])).instrument?.number);
    }
    expect(numbers.map((number) => number?.match(/(\d+)号/)?.[1])).toEqual(["2", "3"]);
    const again = await go(ids[0], [
      [procurator, { action: "redraft", reason: "事实有变" }],
      [procurator, { action: "draft", ...DRAFT, title: "修改稿" }],
      [procurator, { action: "submit", note: "" }],
      [chief, { action: "approve", note: "同意" }],
    ]);
    expect(again.instrument?.number, "what was taken back keeps its number").toBe(numbers[0]);
    await chief.post("/api/instrument-kinds/suggestion-correction/levels", { levels: ["department-head", "deputy-chief"] });
    await isWhole();
  });

  it("is handled by people of several lines, given on by proposal, recused and transferred; each sees it while they work on it", async () => {
    const { id } = await fileCase();
    const proposals = (await head.get<Handlers>(`/api/cases/${id}/handlers`)).body.items;
    expect(proposals[0]).toMatchObject({ place: 1 });
    expect(proposals.every(({ reason }) => reason.zh !== "")).toBe(true);
    expect(codeOf(await other.get(`/api/cases/${id}`))).toBe("CASE_UNKNOWN");
    const joined = await go(id, [[head, { action: "join", person: other.session.user.id, line: "public-interest", note: "联合办理" }]]);
    expect(joined.coHandlers).toMatchObject([{ name: other.session.user.displayName, line: "public-interest" }]);
    expect((await detail(other, id)).may).toEqual(expect.arrayContaining(["draft", "task-add", "comment"]));
    expect((await detail(other, id)).may).not.toContain("submit");
    expect(codeOf(await send(other, joined.case, { action: "submit", note: "" }))).toBe("STEP_NOT_ALLOWED");
    expect(codeOf(await send(head, joined.case, { action: "assign", owner: clerk.session.user.id, reason: "x" }))).toBe(
      "HANDLER_UNSUITABLE",
    );

    const me = procurator.session.user.id;
    const ask = { action: "recusal-ask", person: me, asker: "self", ground: "kin", reason: "系当事人近亲属" } as const;
    const asked = await go(id, [[procurator, ask]]);
    const [request] = asked.recusals;
    expect(request).toMatchObject({ person: me, status: "asked", isOfChief: false, mayDecide: false });
    expect(request?.article?.zh).toMatch(/第二十九条|第四十七条/);
    expect(await work(chief, id)).toEqual([["case-step", null]]);
    const decide = { action: "recusal-decide", recusal: request?.id ?? "", decision: "granted", meeting: null, reason: "属实" } as const;
    expect(codeOf(await send(deputy, asked.case, decide))).toBe("LEVEL_NEEDED");
    const recused = await go(id, [[chief, decide]]);
    expect(recused.recusals).toMatchObject([{ status: "granted", decidedByName: chief.session.user.displayName }]);
    expect(codeOf(await send(procurator, recused.case, { action: "comment", note: "x" }))).toBe("RECUSED");
    expect(codeOf(await upload(procurator, id, "x.txt"))).toBe("RECUSED");
    const basis = { subject: id, legalBasis: "criminal-procedure-law-supervision" };
    expect(codeOf(await procurator.post("/api/purposes", basis))).toBe("RECUSED");
    const technician = await city.signIn("technician");
    await technician.post("/api/notify/run");
    const told = (await head.get<{ items: { cause: string; link: string }[] }>("/api/reminders")).body.items;
    expect(told.filter(({ link }) => link === `/cases/${id}`).map(({ cause }) => cause)).toContain("case-recusal");
    expect(recused.case).toMatchObject({ owner: null, next: { what: "assign", office: "yueyanglou" } });
    const again = (await head.get<Handlers>(`/api/cases/${id}/handlers`)).body.items.find(
      ({ id: user }) => user === procurator.session.user.id,
    );
    expect(again).toMatchObject({ place: null, reason: { en: "is recused from this case" } });
    const offered = await go(id, [[head, { action: "offer-transfer", office: "miluo", reason: "指定管辖" }]]);
    const receiver = await city.signIn("head.miluo");
    expect((await detail(receiver, id)).may).toEqual(expect.arrayContaining(["accept-transfer", "refuse-transfer"]));
    expect(codeOf(await send(head, offered.case, { action: "accept-transfer", owner: other.session.user.id, note: "" }))).toBe(
      "NOT_ALLOWED",
    );
    expect(codeOf(await send(receiver, offered.case, { action: "accept-transfer", owner: assistant.session.user.id, note: "" }))).toBe(
      "HANDLER_UNSUITABLE",
    );
    const moved = await go(id, [[receiver, { action: "accept-transfer", owner: other.session.user.id, note: "接收" }]]);
    expect(moved.case).toMatchObject({ office: "miluo", ownerName: other.session.user.displayName });
    expect(codeOf(await head.get(`/api/cases/${id}`)), "gone with the case").toBe("CASE_UNKNOWN");
    await isWhole();
  });

  it("who was recused from a case that is merged is recused from the one that takes it in; a request that waits is decided first", async () => {
    const [one, two] = [await fileCase(), await fileCase()];
    const me = procurator.session.user.id;
    expect(two.owner).toBe(me);
    const ask = { action: "recusal-ask", person: me, asker: "self", ground: "kin", reason: "系当事人近亲属" } as const;
    const asked = await go(one.id, [[procurator, ask]]);
    const merge = { action: "merge", into: two.id, reason: "同类" } as const;
    expect(codeOf(await send(head, asked.case, merge))).toBe("MERGE_NOT_POSSIBLE");
    const recusal = asked.recusals[0]?.id ?? "";
    await go(one.id, [
      [chief, { action: "recusal-decide", recusal, decision: "granted", meeting: null, reason: "属实" }],
      [head, merge],
    ]);
    const target = await detail(head, two.id);
    expect([target.case.owner, target.recused.map(({ person }) => person)]).toEqual([null, [me]]);
    expect(codeOf(await send(procurator, target.case, { action: "comment", note: "x" }))).toBe("RECUSED");
    await isWhole();
  });

  it("merges into another; names are masked without a purpose and files closed", async () => {
    const [one, two] = [await fileCase(), await fileCase()];
    expect(codeOf(await send(head, one, { action: "merge", into: one.id, reason: "同类" }))).toBe("MERGE_NOT_POSSIBLE");
    const merged = await go(one.id, [[head, { action: "merge", into: two.id, reason: "同一法院同类问题" }]]);
    expect(merged.case).toMatchObject({ stage: "merged", status: "closed" });
    const target = await detail(head, two.id);
    expect(target).toMatchObject({ absorbed: [one.id], leads: [two.lead, one.lead] });
    expect(target.case.subjectName).toMatch(/•/);

    const kept = (await upload(procurator, two.id, "材料.txt")).body;
    const address = `/api/cases/${two.id}/files/${kept.id}/content`;
    expect(codeOf(await procurator.get(address))).toBe("PURPOSE_NEEDED");
    const purpose = (await procurator.post<Purpose>("/api/purposes", { subject: two.id, legalBasis: "criminal-procedure-law-supervision" }))
      .body;
    const headers = { "x-purpose": purpose.id };
    const opened = await procurator.get<CaseDetail>(`/api/cases/${two.id}`, headers);
    expect([opened.status, opened.body.case.subjectName.includes("•")]).toEqual([200, false]);
    expect((await procurator.get(address, headers)).text).toBe("材料.txt 的内容");
    await isWhole();
  });

  it("counts days by the home's calendar: a new table moves what runs, and silence is said only when the term is over", async () => {
    const { id } = await fileCase();
    const served = await go(id, [
      [procurator, { action: "draft", ...DRAFT }],
      [procurator, { action: "submit", note: "" }],
      [head, { action: "approve", note: "同意" }],
      [deputy, { action: "approve", note: "同意" }],
      [procurator, { action: "serve", servedOn: today(), way: "post", recipient: "收发室", note: "EMS", files: [] }],
    ]);
    const due = served.case.due ?? "";
    expect(codeOf(await send(procurator, served.case, { action: "no-reply", note: "逾期" }))).toBe("REPLY_NOT_OVERDUE");
    const recompute = async () => (await chief.post<{ moved: number }>("/api/case-clocks/recompute")).body.moved;
    expect(await recompute()).toBe(0);
    const table = path.join(city.home.folder, "holidays.json");
    const holidays = [{ name: "调休", from: due, to: due }];
    await writeFile(table, JSON.stringify({ years: [{ year: Number(due.slice(0, 4)), notice: "测试", holidays, workdays: [] }] }));
    expect(await recompute()).toBeGreaterThan(0);
    expect(((await detail(procurator, id)).case.due ?? "") > due, "a day off moves the last day").toBe(true);
    await rm(table);
    expect(await recompute()).toBeGreaterThan(0);
    expect((await detail(procurator, id)).case.due).toBe(due);
    later = Date.parse(`${due}T12:00:00Z`) + DAY - Date.now();
    const [late, lateHead] = [await city.signIn("procurator.yueyanglou"), await city.signIn("head.yueyanglou")];
    const overdue = (await late.get<{ items: CaseView[] }>("/api/cases?overdue=true")).body.items;
    expect(overdue.map((each) => [each.id, each.isOverdue])).toEqual([[id, true]]);
    const silent = (await send(late, served.case, { action: "no-reply", note: "多次催告未复" })).body;
    expect(silent.case).toMatchObject({ stage: "unanswered", next: { what: "press" } });
    expect(codeOf(await send(lateHead, silent.case, { action: "escalate", reason: "x" }))).toMatch(/LEVEL_NEEDED|LITIGATION_NOT_PROVIDED/);
    later = 0;
    await isWhole();
  });
});
