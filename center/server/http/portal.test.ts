import { once } from "node:events";
import { request as httpRequest, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text as readText } from "node:stream/consumers";
import type { CaseCommand } from "@yuejian/contracts";
import type {
  CaseDetail,
  CaseView,
  ErrorBody,
  LeadDetail,
  LeadPage,
  LeadView,
  NewReplyLink,
  OfficialDocumentView,
  PaperView,
  PortalFile,
  PortalView,
  ReplyLinkView,
  TemplatesView,
} from "@yuejian/contracts/api";
import { dayInChina } from "@yuejian/oversight";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { temporaryFolders } from "../testing/stores.ts";
import { type Answer, answered, codeOf, openServedCity, type Person, type ServedCity } from "./testing/served-city.ts";

const DAY = 86_400_000;
const LIMITS = { fileBytes: 1024, files: 3, totalBytes: 2500 };
const DRAFT = {
  kind: "suggestion-correction",
  receiver: "岳阳楼区人民法院",
  title: "关于规范罚金适用的检察建议",
  body: "经查，张三10等人判处罚金低于法定下限。",
  isUrgent: false,
  replyBy: null,
} as const;

const folders = temporaryFolders();

describe("templates, papers and the receiver's reply link, over HTTP", () => {
  let city: ServedCity;
  let later = 0;
  let [procurator, head, deputy, other] = [] as unknown as [Person, Person, Person, Person];
  beforeAll(async () => {
    city = await openServedCity(
      { engine: "sqlite", emptyFolder: folders, emptyUrl: folders },
      { rows: 60, clock: { now: () => Date.now() + later }, portalLimits: LIMITS },
    );
    [procurator, head, deputy, other] = await city.signInAll(
      "procurator.yueyanglou",
      "head.yueyanglou",
      "deputy-chief",
      "procurator.miluo",
    );
  });
  afterAll(() => city.close());

  const dayOn = (days: number) => dayInChina(Date.now() + later + days * DAY);
  const detail = async (id: string) => (await procurator.get<CaseDetail>(`/api/cases/${id}`)).body;
  async function go(id: string, steps: readonly (readonly [Person, CaseCommand])[]): Promise<CaseDetail> {
    for (const [person, command] of steps) {
      const { version } = (await detail(id)).case;
      const answer = await person.post(`/api/cases/${id}/commands`, { version, command });
      expect([answer.status, codeOf(answer)], command.action).toEqual([200, "200"]);
    }
    return detail(id);
  }
  async function servedCase(): Promise<CaseView> {
    const [lead] = (await procurator.get<LeadPage>("/api/leads?status=new&sort=oldest&limit=1")).body.items as [LeadView];
    const { model } = (await procurator.get<LeadDetail>(`/api/leads/${lead.id}`)).body;
    const ruledOut = model.lawfulExplanations.map((each) => each.id);
    let filed: LeadView = lead;
    for (const command of [
      { action: "assign", assignee: procurator.session.user.id },
      { action: "verify", note: "查证属实", ruledOut },
      { action: "file", note: "立案" },
    ])
      filed = (await procurator.post<LeadView>(`/api/leads/${lead.id}/commands`, { version: filed.version, command })).body;
    const served = await go(filed.caseId ?? "", [
      [procurator, { action: "draft", ...DRAFT }],
      [procurator, { action: "submit", note: "" }],
      [head, { action: "approve", note: "同意" }],
      [deputy, { action: "approve", note: "同意" }],
      [procurator, { action: "serve", servedOn: dayOn(0), way: "electronic", recipient: "立案庭", note: "", files: [] }],
    ]);
    return served.case;
  }
  const issue = async (id: string, days = 30) =>
    (await procurator.post<NewReplyLink>(`/api/cases/${id}/reply-links`, { expiresOn: dayOn(days) })).body;

  /** Somebody outside, who has nothing but the link. */
  async function ask<T>(token: string, method: "GET" | "POST", path = "", body?: object, remoteAddress = "192.0.2.1"): Promise<Answer<T>> {
    const given = { method, url: `/api/portal${path}`, headers: { "x-reply-link": token }, remoteAddress };
    return answered<T>(await city.web.inject({ ...given, ...(body ? { payload: body } : {}) }));
  }
  async function send(token: string, name: string, content: string): Promise<Answer<PortalFile>> {
    const boundary = "----reply";
    const payload = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n\r\n${content}\r\n--${boundary}--\r\n`;
    const headers = { "x-reply-link": token, "content-type": `multipart/form-data; boundary=${boundary}` };
    return answered(await city.web.inject({ method: "POST", url: "/api/portal/files", headers, payload }));
  }
  const words = (answer: Answer<unknown>) => (answer.body as ErrorBody).text;

  it("an office writes its own templates: bad fields are refused by name and place, two editors do not overwrite each other, drafts keep theirs", async () => {
    const path = "/api/instrument-templates/suggestion-correction";
    const before = (await head.get<TemplatesView>("/api/instrument-templates?office=yueyanglou")).body;
    const house = before.items.find(({ kind }) => kind === "suggestion-correction");
    expect([before.items.length, before.mayEdit, house?.version]).toEqual([16, true, 0]);
    const texts = { ...(house?.texts ?? { title: "", text: "", copies: "", outline: "" }), copies: "{{本院名称}}办公室" };
    const body = { office: "yueyanglou", version: 0, texts, note: "本院格式" };
    expect(codeOf(await procurator.post(path, body))).toBe("NOT_ALLOWED");
    expect(codeOf(await head.post(path, { ...body, office: "miluo" }))).toBe("NOT_ALLOWED");
    const wrong = await head.post(path, { ...body, texts: { ...texts, text: "{{正文}}\n请{{期限}}回复" } });
    expect([codeOf(wrong), words(wrong).zh]).toEqual(["TEMPLATE_INVALID", expect.stringContaining("第 2 行第 2 字：没有字段 {{期限}}")]);
    const sample = (await head.post<OfficialDocumentView>(`${path}/preview`, { office: "yueyanglou", texts })).body;
    expect([sample.marks, sample.copies]).toEqual([["样张"], "岳阳楼区人民检察院办公室"]);
    const set = (await head.post<TemplatesView>(path, body)).body.items.find(({ kind }) => kind === "suggestion-correction");
    expect(set).toMatchObject({ version: 1, versions: [{ version: 1, note: "本院格式", setByName: head.session.user.displayName }] });
    expect(codeOf(await deputy.post(path, body))).toBe("VERSION_CONFLICT");

    const { id } = await servedCase();
    expect((await detail(id)).instrument).toMatchObject({ templateVersion: 1 });
    await deputy.post(path, { ...body, version: 1, texts: { ...texts, copies: "别处" } });
    const shown = (await procurator.get<OfficialDocumentView>(`/api/cases/${id}/instrument`)).body;
    expect(shown.copies).toBe("岳阳楼区人民检察院办公室");
    expect((await head.get<{ texts: { copies: string } }>(`${path}/versions/1?office=yueyanglou`)).body.texts.copies).toBe(texts.copies);
    expect((await city.home.doctor({ isDeep: false })).problems).toEqual([]);
  });

  it("the receiver replies by the link alone: files, one reply, a receipt with the ledger's digests, evidence for items afterwards", async () => {
    const { id, number } = await servedCase();
    expect(codeOf(await other.post(`/api/cases/${id}/reply-links`, { expiresOn: dayOn(3) }))).toBe("CASE_UNKNOWN");
    expect(codeOf(await head.post(`/api/cases/${id}/reply-links`, { expiresOn: dayOn(3) }))).toBe("NOT_ALLOWED");
    expect(codeOf(await procurator.post(`/api/cases/${id}/reply-links`, { expiresOn: dayOn(400) }))).toBe("DAY_INVALID");
    expect(codeOf(await procurator.post(`/api/cases/${id}/papers`, { kind: "reply-receipt" }))).toBe("PAPER_NOT_YET");
    const { token, link } = await issue(id);
    expect(JSON.stringify((await detail(id)).history)).not.toContain(token);
    const kept = await city.home.store.db.selectFrom("reply_links").selectAll().where("id", "=", link.id).executeTakeFirstOrThrow();
    expect(JSON.stringify(kept)).not.toContain(token);

    const seen = (await ask<PortalView>(token, "GET")).body;
    expect(seen).toMatchObject({ receiver: DRAFT.receiver, mayReply: true, mayUpload: true, reply: null, items: [], files: [] });
    expect(seen.document.paragraphs.map(({ text }) => text)).toContain(DRAFT.body);
    const leadOf = (await procurator.get<CaseDetail>(`/api/cases/${id}`)).body.case;
    expect(JSON.stringify(seen)).not.toContain(leadOf.subject);

    const file = (await send(token, "整改报告.txt", "已更正")).body;
    expect(file).toMatchObject({ name: "整改报告.txt", type: "text", size: 9 });
    expect(codeOf(await ask(token, "POST", "/reply", { outcome: "accepted", text: "采纳", files: ["cfl_x"] }))).toBe("CASE_FILE_UNKNOWN");
    expect(codeOf(await ask(token, "POST", "/reply", { outcome: "accepted", text: " ", files: [] }))).toBe("REASON_NEEDED");
    expect(codeOf(await ask(token, "POST", "/reply", { outcome: "perhaps", text: "采纳", files: [] }))).toBe("REQUEST_INVALID");
    const twice = await Promise.all(
      [1, 2].map(() => ask<PortalView>(token, "POST", "/reply", { outcome: "partly", text: "部分采纳，理由如下", files: [file.id] })),
    );
    expect(twice.map(codeOf).sort()).toEqual(["200", expect.stringMatching(/^(REPLY_LINK_USED|STEP_NOT_ALLOWED|REPLY_NOT_AWAITED)$/)]);
    const again = await ask(token, "POST", "/reply", { outcome: "accepted", text: "再回复", files: [] });
    expect([again.status, codeOf(again), words(again).zh]).toEqual([409, "REPLY_LINK_USED", expect.stringContaining("回执编号 evt_")]);

    const replied = await vi.waitFor(async () => {
      const { body } = await ask<PortalView>(token, "GET");
      expect(body.reply?.receipt?.ledgerIndex).not.toBeNull();
      return body;
    });
    const receipt = replied.reply?.receipt;
    expect(replied).toMatchObject({ mayReply: false, mayUpload: true, reply: { outcome: "partly", text: "部分采纳，理由如下" } });
    expect(receipt).toMatchObject({ caseNumber: number, files: [{ sha256: file.sha256 }], ledgerIndex: expect.any(Number) });
    const stated = await city.home.store.db
      .selectFrom("outbox")
      .selectAll()
      .where("ledger_index", "=", receipt?.ledgerIndex ?? -1)
      .executeTakeFirstOrThrow();
    expect([stated.type, stated.subject, stated.content_sha256]).toEqual(["case.changed", id, receipt?.sha256]);

    const now = await detail(id);
    expect(now).toMatchObject({
      case: { stage: "rectification" },
      reply: { outcome: "partly", files: [file.id] },
      links: [{ state: "replied" }],
    });
    expect(now.history.filter(({ action }) => action === "reply").map(({ actorName }) => actorName)).toEqual([DRAFT.receiver]);
    expect(now.files.map(({ actorName }) => actorName)).toEqual([DRAFT.receiver]);

    const rectifying = await go(id, [[procurator, { action: "item-add", kind: "photo", title: "更正裁定张贴", due: dayOn(20) }]]);
    const item = rectifying.items[0]?.id ?? "";
    const photo = (await send(token, "现场.txt", "照片")).body;
    expect(codeOf(await ask(token, "POST", `/items/${item}`, { note: "已张贴", files: [] }))).toBe("EVIDENCE_NEEDED");
    const reported = (await ask<PortalView>(token, "POST", `/items/${item}`, { note: "已张贴", files: [photo.id] })).body;
    expect(reported.items).toMatchObject([{ status: "reported", note: "已张贴" }]);
    expect((await detail(id)).items).toMatchObject([{ status: "reported", files: [photo.id] }]);

    const paper = (await procurator.post<PaperView>(`/api/cases/${id}/papers`, { kind: "reply-receipt" })).body;
    expect(paper.number).toMatch(/^岳楼检回〔\d{4}〕1号$/);
    const sheet = (await procurator.get<OfficialDocumentView>(`/api/cases/${id}/papers/${paper.id}`)).body;
    expect(sheet.paragraphs.map(({ text }) => text).join()).toContain(file.name);
    const { document } = await city.home.store.db
      .selectFrom("case_papers")
      .selectAll()
      .where("id", "=", paper.id)
      .executeTakeFirstOrThrow();
    expect(document).toContain(file.sha256);
    expect((await city.home.doctor({ isDeep: false })).problems).toEqual([]);
  });

  it("a link that is over, taken back, replaced or unknown says so and what to do; guesses are paused, and so is a link that only errs", async () => {
    const { id } = await servedCase();
    const first = await issue(id);
    const { token, link } = await issue(id);
    const objecting = await servedCase();
    const objected = await issue(objecting.id);
    await ask(objected.token, "POST", "/reply", { outcome: "objected", text: "事实有误", files: [] });
    await go(objecting.id, [[procurator, { action: "answer-objection", answer: "amend", reason: "采纳异议" }]]);
    expect(words(await ask(objected.token, "GET")).zh).toContain("文书已修改，将另行送达");
    const replaced = await ask(first.token, "GET");
    expect([replaced.status, codeOf(replaced), words(replaced).zh]).toEqual([
      403,
      "REPLY_LINK_REVOKED",
      expect.stringContaining("已由新链接代替"),
    ]);
    for (let attempt = 0; attempt < 20; attempt++)
      expect(codeOf(await ask(token, "POST", "/reply", { outcome: "accepted", text: " ", files: [] }))).toBe("REASON_NEEDED");
    const paused = await ask(token, "GET");
    expect([paused.status, codeOf(paused)]).toEqual([429, "REPLY_LINK_LOCKED"]);
    later += 16 * 60_000;
    expect((await ask(token, "GET")).status).toBe(200);

    const guess = () => ask("A".repeat(43), "GET", "", undefined, "192.0.2.9");
    for (let attempt = 0; attempt < 5; attempt++) expect(codeOf(await guess())).toBe("REPLY_LINK_UNKNOWN");
    expect([(await guess()).status, codeOf(await guess())]).toEqual([429, "REPLY_LINK_LOCKED"]);
    expect((await ask(token, "GET", "", undefined, "192.0.2.9")).status, "who holds a link is not locked out by others").toBe(200);
    expect(codeOf(await ask("", "GET", "", undefined, "192.0.2.7"))).toBe("REPLY_LINK_UNKNOWN");

    expect(codeOf(await procurator.post(`/api/cases/${id}/reply-links/${link.id}/revoke`, { reason: " " }))).toBe("REASON_NEEDED");
    const revoked = await procurator.post<ReplyLinkView>(`/api/cases/${id}/reply-links/${link.id}/revoke`, { reason: "收文单位变更" });
    expect(revoked.body.state).toBe("revoked");
    expect(words(await ask(token, "GET")).zh).toContain("收文单位变更");
    const third = await issue(id, 1);
    later += 3 * DAY;
    const over = await ask(third.token, "POST", "/reply", { outcome: "accepted", text: "采纳", files: [] });
    expect([over.status, codeOf(over), words(over).zh]).toEqual([
      403,
      "REPLY_LINK_EXPIRED",
      expect.stringContaining("请向岳阳楼区人民检察院索取新链接"),
    ]);
    expect(codeOf(await send(third.token, "x.txt", "x"))).toBe("REPLY_LINK_EXPIRED");
  });

  it("too much is refused while it comes in, with the limit in the answer, and nothing of it stays", async () => {
    const signedIn = await city.signIn("procurator.yueyanglou");
    procurator = signedIn;
    [head, deputy] = [await city.signIn("head.yueyanglou"), await city.signIn("deputy-chief")];
    const { id } = await servedCase();
    const { token } = await issue(id);
    await city.web.listen({ port: 0, host: "127.0.0.1" });
    const { port } = city.web.server.address() as AddressInfo;
    const declared = { "x-reply-link": token, "content-type": "multipart/form-data; boundary=b", "content-length": String(5 * 1024 ** 3) };
    const huge = httpRequest({ port, host: "127.0.0.1", method: "POST", path: "/api/portal/files", headers: declared });
    huge.on("error", () => {});
    huge.write('--b\r\ncontent-disposition: form-data; name="file"; filename="全部.zip"\r\n\r\n');
    const [refusal] = (await once(huge, "response")) as [IncomingMessage];
    const told = JSON.parse(await readText(refusal)) as ErrorBody;
    huge.destroy();
    expect([refusal.statusCode, told.code]).toEqual([413, "ATTACHMENT_TOO_LARGE"]);

    const undeclared = await send(token, "大.txt", "x".repeat(5000));
    expect([undeclared.status, codeOf(undeclared)]).toEqual([413, "ATTACHMENT_TOO_LARGE"]);
    expect(codeOf(await send(token, "空.txt", ""))).toBe("ATTACHMENT_EMPTY");
    for (const name of ["1.txt", "2.txt", "3.txt"]) expect((await send(token, name, "x".repeat(800))).status).toBe(201);
    const full = await send(token, "4.txt", "x");
    expect([full.status, codeOf(full), words(full).zh]).toEqual([400, "REPLY_FILES_FULL", expect.stringContaining("最多上传 3 个文件")]);
    expect((await ask<PortalView>(token, "GET")).body.files.map(({ name }) => name)).toEqual(["1.txt", "2.txt", "3.txt"]);
    expect((await detail(id)).files).toHaveLength(3);
  });
});
