import { writeFile } from "node:fs/promises";
import path from "node:path";
import type {
  AuditEntry,
  CaseDetail,
  CaseFileView,
  DocumentCasesView,
  DocumentCheckDetail,
  DocumentRulesView,
  HandledCases,
  JobView,
  LeadDetail,
  LeadPage,
  LeadView,
  NewDocumentKey,
  Purpose,
  StepView,
  SystemCheckView,
} from "@yuejian/contracts/api";
import { OFFICIAL_PAGE } from "@yuejian/documents";
import { Document, Packer, Paragraph } from "docx";
import { afterAll, beforeAll, expect, it } from "vitest";
import { eraseOldTexts } from "../document-checks/erase-texts.ts";
import { printPdf } from "../documents/print-pdf.ts";
import { drawPages, scannedPdf } from "../readers/testing/scanned-pdf.ts";
import { describeOnBothStores } from "../testing/stores.ts";
import { type Answer, answered, codeOf, openServedCity, type Person, type ServedCity, withoutSpelling } from "./testing/served-city.ts";

const HEADINGS = "部门受案号,承办单位,承办部门,案件类别,案由,人员编号,承办检察官,羁押状态,受理日期,分案日期,审结日期,审结情况";
const NUMBER = "岳楼检刑诉受〔2026〕1号";
const TEXT = "起诉书\n被告人张三，女，1990年6月29日出生。\n本院于2026年3月15日受理，被告人张三犯诈骗罪，存入其银行帐户。";

describeOnBothStores("documents of cases that are checked, over HTTP", (place) => {
  let now = Date.parse("2026-03-18T02:00:00Z");
  let city: ServedCity;
  let handled = "";
  let [reader, colleague, far, clerk, chief] = [] as unknown as [Person, Person, Person, Person, Person];
  beforeAll(async () => {
    city = await openServedCity(place, { rows: 60, clock: { now: () => now } });
    [reader, colleague, far, clerk, chief] = await city.signInAll(
      "procurator.yueyanglou",
      "head.yueyanglou",
      "procurator.miluo",
      "clerk",
      "chief-procurator",
    );
    // What it needs takes long to load, and nothing here is about it.
    await withoutSpelling(chief);
    const file = path.join(await place.emptyFolder(), "cases.csv");
    const row = `${NUMBER},岳阳楼区,第一检察部,审查起诉,盗窃,R1,${reader.session.user.displayName},在押,2026-03-16,2026-03-16,,`;
    await writeFile(file, `${HEADINGS}\n${row}\n`);
    await city.finished((await city.asLocal<JobView>("POST", "/api/casework/imports", { path: file })).body);
    handled = (await reader.get<HandledCases>("/api/casework/cases")).body.items[0]?.id ?? "";
  });
  afterAll(() => city.close());

  type Sent = readonly [field: string, name: string, content: string | Uint8Array];
  const form = async <T>(headers: Record<string, string>, url: string, files: readonly Sent[], fields: Record<string, string> = {}) => {
    const data = new FormData();
    for (const [name, value] of Object.entries(fields)) data.set(name, value);
    for (const [field, name, content] of files)
      data.append(field, new Blob([typeof content === "string" ? content : new Uint8Array(content)]), name);
    const sent = new Response(data);
    const payload = Buffer.from(await sent.arrayBuffer());
    const type = { "content-type": String(sent.headers.get("content-type")) };
    return answered<T>(await city.web.inject({ method: "POST", url, payload, headers: { ...headers, ...type } }));
  };
  const upload = <T = DocumentCheckDetail>(
    files: readonly Sent[],
    fields: Record<string, string> = {},
    { person = reader, purpose, url = "/api/documents/checks/upload" }: { person?: Person; purpose?: string; url?: string } = {},
  ): Promise<Answer<T>> =>
    form<T>(
      { cookie: person.cookie, "x-csrf": person.session.csrf, ...(purpose === undefined ? {} : { "x-purpose": purpose }) },
      url,
      files,
      fields,
    );
  const saidOf = (detail: DocumentCheckDetail, rule: string) =>
    detail.text?.findings.filter((each) => each.rule === rule).map(({ text, reason }) => `${text} ${reason.zh}`) ?? [];
  const decide = (check: string, position: number, decision: "accepted" | "rejected" | null) =>
    reader.post(`/api/documents/checks/${check}/decisions`, { decisions: [{ position, decision }] });
  const findingOf = ({ text }: DocumentCheckDetail, rule: string) => text?.findings.find((each) => each.rule === rule);
  const countedOf = async (rule: string) => {
    const { rules } = (await reader.get<DocumentRulesView>("/api/documents/rules")).body;
    const { accepted = -1, rejected = -1 } = rules.find((each) => each.rule === rule) ?? {};
    return { accepted, rejected };
  };

  it("cases are found by their number among those that the person may open", async () => {
    const named = async (person: Person, text: string) =>
      (await person.get<DocumentCasesView>(`/api/documents/cases?text=${encodeURIComponent(text)}`)).body.items.map(({ number }) => number);
    expect(await named(reader, "")).toEqual([NUMBER]);
    expect(await named(reader, "[2026]1")).toEqual([NUMBER]);
    expect(await named(colleague, "岳楼检刑诉受[2026")).toEqual([NUMBER]);
    expect(await named(colleague, "%")).toEqual([]);
    expect(await named(far, NUMBER)).toEqual([]);
  });

  it("a document of a case of the business system is compared with its days and cause, a file's record and what came along; one that cannot be read is named", async () => {
    const record = JSON.stringify({ source: "登记", people: [{ name: "张三", bornOn: "1990-06-28" }] });
    const { status, body } = await upload(
      [
        ["file", "起诉书.txt", TEXT],
        ["record", "案件.json", record],
        ["others", "笔录.txt", "讯问笔录\n被讯问人张三，女，1990年6月27日出生。"],
        ["others", "坏.docx", new Uint8Array([0x50, 0x4b, 3, 4])],
      ],
      { case: handled },
    );
    expect([status, body.check.handledCase, body.check.caseNumber, body.check.case]).toEqual([201, handled, NUMBER, null]);
    expect(saidOf(body, "record-mismatch")).toEqual([
      expect.stringContaining("1990年6月29日 与登记不一致"),
      expect.stringContaining(`2026年3月15日 与业务系统（${NUMBER}）不一致`),
      expect.stringContaining("诈骗罪 与业务系统"),
    ]);
    expect(saidOf(body, "case-inconsistent")).toEqual([expect.stringContaining("同案文书笔录.txt为“1990-06-27”")]);
    expect(body.compared).toMatchObject({ others: ["笔录.txt"], unread: [{ name: "坏.docx" }] });
    expect(body.compared?.records.map(({ zh }) => zh)).toEqual([`业务系统（${NUMBER}）`, "登记"]);
    const audit = await city.asLocal<{ items: AuditEntry[] }>("GET", `/api/audit?subject=${handled}`, undefined, "auditor");
    expect(audit.body.items[0]).toMatchObject({ action: "document.check", outcome: "done" });
    expect(codeOf(await upload([["file", "起诉书.txt", TEXT]], { case: handled }, { person: far }))).toBe("CASE_UNKNOWN");
    expect(
      codeOf(
        await upload([
          ["file", "a.txt", TEXT],
          ["record", "r.json", "["],
        ]),
      ),
    ).toBe("FILE_UNREADABLE");
    expect(codeOf(await upload([["record", "r.json", "{}"]]))).toBe("REQUEST_INVALID");
    const many = Array.from({ length: 21 }, (_, at): Sent => ["others", `${at}.txt`, "甲"]);
    expect(codeOf(await upload([["file", "a.txt", TEXT], ...many]))).toBe("DOCUMENT_OTHERS_TOO_MANY");
  });

  it("what the same person had checked for the case before is compared, an earlier check of the same document is not", async () => {
    await upload([["file", "补充侦查提纲.txt", "补充侦查提纲\n犯罪嫌疑人张三，女，1990年6月26日出生。"]], { case: handled });
    await upload([["file", "起诉书.txt", TEXT]], { case: handled });
    const { body } = await upload([["file", "起诉书.txt", `${TEXT}\n此致`]], { case: handled });
    expect(body.compared?.others).toEqual(["补充侦查提纲.txt"]);
    expect(saidOf(body, "case-inconsistent")).toEqual([expect.stringContaining("同案文书补充侦查提纲.txt为“1990-06-26”")]);
    const other = await colleague.post<DocumentCheckDetail>("/api/documents/checks", { text: TEXT, name: "另一份", case: handled });
    expect(other.body.compared?.others).toEqual([]);
  });

  it("what was rejected is rejected in the next check of the document, and of all that is said of the same words the newest word counts once", async () => {
    const before = await countedOf("wording-confused");
    const first = (
      await upload([["file", "量刑建议书.txt", "量刑建议书\n存入其银行帐户。\n存入其银行帐户。\n另一银行帐户。"]], { case: handled })
    ).body;
    const [one, two, third] = first.text?.findings.filter(({ rule }) => rule === "wording-confused").map(({ position }) => position) ?? [];
    expect(first.check.isCounted).toBe(true);
    await decide(first.check.id, one ?? -1, "rejected");
    await decide(first.check.id, two ?? -1, "rejected");
    await decide(first.check.id, third ?? -1, "accepted");
    expect(await countedOf("wording-confused")).toEqual({ accepted: before.accepted + 1, rejected: before.rejected + 1 });
    const second = (
      await upload([["file", "量刑建议书.txt", "量刑建议书\n存入其银行帐户。\n\n另一银行帐户。\n存入其银行帐户。\n此致"]], {
        case: handled,
      })
    ).body;
    expect(second.check.isCounted).toBe(false);
    const shown = second.text?.findings.filter(({ rule }) => rule === "wording-confused") ?? [];
    expect(shown.map(({ decision, before: said }) => [decision, said])).toEqual([
      ["rejected", "rejected"],
      [null, "accepted"],
      ["rejected", "rejected"],
    ]);
    now += 1000;
    await decide(second.check.id, shown[0]?.position ?? -1, "accepted");
    expect(await countedOf("wording-confused")).toEqual({ accepted: before.accepted + 2, rejected: before.rejected });
    const again = (await reader.get<DocumentCheckDetail>(`/api/documents/checks/${first.check.id}`)).body;
    expect(again.text?.findings.map(({ position, decision }) => [position, decision])).toEqual(
      expect.arrayContaining([
        [one, "accepted"],
        [two, "rejected"],
        [third, "accepted"],
      ]),
    );
    const same = (await upload([["file", "改名.txt", "量刑建议书\n存入其银行帐户。\n存入其银行帐户。\n另一银行帐户。"]])).body;
    expect(same.text?.findings.filter(({ rule }) => rule === "wording-confused").map(({ decision }) => decision)).toEqual([
      "accepted",
      "rejected",
      "accepted",
    ]);
    const final = (await upload([["file", "量刑建议书.txt", "量刑建议书\n此致"]], { case: handled, stage: "final" })).body;
    expect(final.check.isCounted).toBe(true);
  });

  it("where the words of an earlier check are erased, what counts of it stands", async () => {
    const text = "不起诉决定书\n开立银行帐户。";
    const first = (await upload([["file", "不起诉决定书.txt", text]])).body;
    const { position = -1 } = findingOf(first, "wording-confused") ?? {};
    await decide(first.check.id, position, "accepted");
    const counted = await countedOf("wording-confused");
    await reader.post(`/api/documents/checks/${first.check.id}/erase`);
    const second = (await upload([["file", "不起诉决定书.txt", text]])).body;
    expect(findingOf(second, "wording-confused")).toMatchObject({ decision: null, before: null });
    await decide(second.check.id, position, "rejected");
    expect(await countedOf("wording-confused")).toEqual(counted);
    const kept = await city.home.store.db.selectFrom("document_findings").selectAll().where("check_id", "=", first.check.id).execute();
    expect(kept.every(({ words, content }) => words === null && content === null)).toBe(true);
  });

  it("a Word file is checked against GB/T 9704", async () => {
    const bytes = await Packer.toBuffer(
      new Document({
        sections: [{ children: ["岳楼检建〔2026〕012号", "检察建议书", "岳阳市某局："].map((line) => new Paragraph(line)) }],
      }),
    );
    const { body } = await upload([["file", "检察建议书.docx", bytes]]);
    expect(body.text?.findings.map(({ rule }) => rule)).toEqual(expect.arrayContaining(["format-page", "format-number"]));
  });

  it("the document of a procedural step is checked by who may see it, and compared with its case", async () => {
    const opened = (
      await reader.post<StepView>(`/api/casework/cases/${handled}/steps`, {
        kind: "custody-necessity",
        requester: "suspect",
        requestedOn: "2026-03-18",
        note: "",
      })
    ).body;
    const url = `/api/casework/steps/${opened.id}/document-checks`;
    expect(codeOf(await reader.post(url))).toBe("STEP_DOCUMENT_MISSING");
    const [decision] = opened.decisions.filter(({ hasDocument }) => hasDocument);
    await reader.post(`/api/casework/steps/${opened.id}/commands`, {
      version: opened.version,
      command: { action: "decide", decision: decision?.decision, on: "2026-03-18", reason: "没有继续羁押必要，已存入帐户" },
    });
    const { status, body } = await reader.post<DocumentCheckDetail>(url);
    expect([status, body.check.source, body.check.handledCase, body.check.format]).toEqual([201, "case", handled, "docx"]);
    expect(body.compared?.records.map(({ zh }) => zh)).toEqual([`业务系统（${NUMBER}）`]);
    expect(codeOf(await far.post(url))).toBe("STEP_UNKNOWN");
    const indictment = (await reader.post<DocumentCheckDetail>("/api/documents/checks", { text: TEXT, name: "新", case: handled })).body;
    expect(indictment.compared?.others).toContain(body.check.name);
  });

  async function supervisionCase(): Promise<{ id: string; lead: string; purpose: string }> {
    const [lead] = (await reader.get<LeadPage>("/api/leads?status=new&sort=oldest&limit=1")).body.items;
    if (!lead) throw new Error("no lead");
    const { model } = (await reader.get<LeadDetail>(`/api/leads/${lead.id}`)).body;
    let filed = lead;
    for (const command of [
      { action: "assign", assignee: reader.session.user.id },
      { action: "verify", note: "查证属实", ruledOut: model.lawfulExplanations.map((each) => each.id) },
      { action: "file", note: "立案" },
    ])
      filed = (await reader.post<LeadView>(`/api/leads/${lead.id}/commands`, { version: filed.version, command })).body;
    const id = filed.caseId ?? "";
    const { body } = await reader.post<Purpose>("/api/purposes", { subject: id, legalBasis: "criminal-procedure-law-supervision" });
    return { id, lead: lead.id, purpose: body.id };
  }

  it("documents of a supervision case are compared with the rows that its purpose opens, with its instrument and papers; its files are checked where they lie", async () => {
    const { id, lead, purpose } = await supervisionCase();
    const { rows } = (await reader.get<LeadDetail>(`/api/leads/${lead}`, { "x-purpose": purpose })).body;
    const charge = String(rows[0]?.values["charge"]);
    const text = "审查报告\n犯罪嫌疑人涉嫌受贿罪。\n证人王五郎，1970年1月2日出生。";
    expect(codeOf(await reader.post("/api/documents/checks", { text, name: "审查报告", case: id }))).toBe("PURPOSE_NEEDED");
    expect(codeOf(await far.post("/api/documents/checks", { text, name: "审查报告", case: id }))).toBe("CASE_UNKNOWN");
    const { body } = await reader.post<DocumentCheckDetail>(
      "/api/documents/checks",
      { text, name: "审查报告", case: id },
      { "x-purpose": purpose },
    );
    expect([body.check.case, body.check.handledCase]).toEqual([id, null]);
    expect(body.compared?.records[0]?.zh).toContain("所依据的数据");
    expect(saidOf(body, "record-mismatch")).toEqual([expect.stringMatching(new RegExp(`^受贿罪 与案件.*为“${charge}”$`))]);
    expect(codeOf(await reader.get(`/api/documents/checks/${body.check.id}`))).toBe("PURPOSE_NEEDED");
    const revealed = await city.home.store.db
      .selectFrom("outbox")
      .select("id")
      .where("type", "=", "record.revealed")
      .where("subject", "=", id)
      .execute();
    expect(revealed).toHaveLength(1);

    const { version } = (await reader.get<CaseDetail>(`/api/cases/${id}`)).body.case;
    const command = {
      action: "draft",
      kind: "suggestion-correction",
      receiver: "岳阳楼区人民法院",
      title: "关于规范罚金适用的检察建议",
      isUrgent: false,
      replyBy: null,
      body: "经查，被告人犯受贿罪，罚金没有存入指定帐户。证人王五郎，1970年1月3日出生。",
    };
    expect((await reader.post(`/api/cases/${id}/commands`, { version, command })).status).toBe(200);
    const ofCase = (given: object) =>
      reader.post<DocumentCheckDetail & JobView>(`/api/cases/${id}/document-checks`, given, { "x-purpose": purpose });
    const instrument = (await ofCase({})).body;
    expect([instrument.check.source, instrument.compared?.others]).toEqual(["case", ["审查报告"]]);
    expect(saidOf(instrument, "case-inconsistent").join()).toContain("同案文书审查报告为“1970-01-02”");
    expect(saidOf(instrument, "record-mismatch").join()).toContain("受贿罪 与案件");

    const kept = async (file: string, content: string | Uint8Array) =>
      (await upload<CaseFileView>([["file", file, content]], {}, { url: `/api/cases/${id}/files`, purpose })).body;
    const file = await kept("情况说明.txt", "情况说明\n开立银行帐户。");
    const checked = (await ofCase({ file: file.id })).body;
    expect(checked.check).toMatchObject({ name: "情况说明.txt", source: "case", case: id, format: "text" });
    expect(checked.compared?.others).toEqual(expect.arrayContaining(["审查报告"]));
    expect(codeOf(await ofCase({ file: "cfl_none" }))).toBe("CASE_FILE_UNKNOWN");
    expect(codeOf(await ofCase({ paper: "cpp_none" }))).toBe("PAPER_UNKNOWN");
  });

  it("scans are recognised by a job and then checked; other systems are refused by name; nothing of the scan is left", async () => {
    const blocks = [{ kind: "paragraph", text: "经审查查明，张三窃得电动自行车一辆，价值3200元元。上述事实有证人证言证实。" }] as const;
    const pdf = await printPdf({ title: "说明", author: "测试", language: "zh-CN", at: new Date(0), page: OFFICIAL_PAGE, blocks });
    const scan = scannedPdf(await drawPages(pdf));
    const { status, body: job } = await upload<JobView>([["file", "张三扫描.pdf", scan]], { case: handled }, { person: reader });
    expect([status, job.kind, job.actor]).toEqual([202, "check-scan", reader.session.user.id]);
    expect(JSON.stringify(job)).not.toContain("张三");
    const done = await city.finished(job);
    const { check } = done.result as { check: string };
    const { body } = await reader.get<DocumentCheckDetail>(`/api/documents/checks/${check}`);
    expect(body.check).toMatchObject({ format: "paged", scanned: 1, name: "张三扫描.pdf", handledCase: handled });
    expect(done.progress).toMatchObject({ done: 1, total: 1 });
    const doubled = findingOf(body, "unit-doubled");
    expect(doubled).toMatchObject({ place: { page: 1 }, reason: { zh: expect.stringContaining("由扫描件识别") } });
    expect(doubled?.place?.recognised).toBeGreaterThan(0.5);
    expect(await city.home.store.db.selectFrom("document_scans").selectAll().execute()).toEqual([]);

    const { body: given } = await chief.post<NewDocumentKey>("/api/documents/keys", { name: "办案系统", expiresOn: "2026-12-31" });
    const asSystem = { authorization: `Bearer ${given.token}` };
    const url = "/api/documents/system-checks/upload";
    expect(codeOf(await form(asSystem, url, [["file", "扫描.pdf", scan]]))).toBe("DOCUMENT_SCANNED");
    const record = JSON.stringify({ source: "办案系统", charges: ["盗窃罪"] });
    const known = await form<SystemCheckView>(asSystem, url, [
      ["file", "起诉书.txt", TEXT],
      ["record", "案件.json", record],
    ]);
    expect(known.body.findings.map(({ rule }) => rule)).toContain("record-mismatch");
    expect(codeOf(await form(asSystem, url, [["file", "起诉书.txt", TEXT]], { case: handled }))).toBe("REQUEST_INVALID");
  }, 300_000);

  it("at most three scans of a person wait; one that waits is cancelled by who sent it, a clerk too, and what is left of it goes after two days", async () => {
    const picture = scannedPdf([{ width: 2, height: 2, pixels: new Uint8Array(4) }]);
    await city.home.jobs.stop();
    const sent = async (at: number) =>
      upload<JobView>([["file", `${at}.pdf`, Buffer.concat([picture, Buffer.from(`%${at}`)])]], {}, { person: clerk });
    const jobs = [await sent(1), await sent(2), await sent(3)].map(({ body }) => body.id);
    expect(codeOf(await sent(4))).toBe("DOCUMENTS_WAITING");
    for (const job of jobs) expect((await clerk.post<JobView>(`/api/jobs/${job}/cancel`)).body.status).toBe("cancelled");
    const left = await city.home.store.db.selectFrom("document_scans").select("file_sha256").execute();
    expect(left).toHaveLength(3);
    expect((await sent(5)).status).toBe(202);
    const ports = { store: city.home.store, files: city.home.files, clock: { now: () => now + 3 * 86_400_000 } };
    await eraseOldTexts(ports, async () => {});
    expect(await city.home.store.db.selectFrom("document_scans").selectAll().execute()).toEqual([]);
    expect(await city.home.files.has(left[0]?.file_sha256 ?? "")).toBe(false);
  });
});
