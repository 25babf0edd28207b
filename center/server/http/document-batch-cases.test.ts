import { mkdir, readFile, realpath, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type {
  DocumentBatchDetail,
  DocumentBatchView,
  DocumentCheckDetail,
  DocumentWatchDetail,
  DocumentWatchView,
  HandledCases,
  JobView,
  LeadDetail,
  LeadPage,
  LeadView,
  Purpose,
} from "@yuejian/contracts/api";
import { afterAll, beforeAll, expect, it } from "vitest";
import { eraseOldBatches } from "../document-batches/erase-batches.ts";
import { folderLooker } from "../document-watches/index.ts";
import { describeOnBothStores } from "../testing/stores.ts";
import { answered, codeOf, openServedCity, type Person, type ServedCity, withoutSpelling } from "./testing/served-city.ts";

const HEADINGS = "部门受案号,承办单位,承办部门,案件类别,案由,人员编号,承办检察官,羁押状态,受理日期,分案日期,审结日期,审结情况";
const NUMBER = "岳楼检刑诉受〔2026〕1号";
const RECORD = (born: string) => `讯问笔录\n被讯问人张三，女，${born}出生。`;

describeOnBothStores("batches and folders of a case, over HTTP", (place) => {
  let city: ServedCity;
  let handled = "";
  let [reader, far, chief] = [] as unknown as [Person, Person, Person];
  beforeAll(async () => {
    city = await openServedCity(place, { rows: 60 });
    [reader, far, chief] = await city.signInAll("procurator.yueyanglou", "procurator.miluo", "chief-procurator");
    await withoutSpelling(chief);
    const file = join(await place.emptyFolder(), "cases.csv");
    const row = `${NUMBER},岳阳楼区,第一检察部,审查起诉,盗窃,R1,${reader.session.user.displayName},在押,2026-03-16,2026-03-16,,`;
    await writeFile(file, `${HEADINGS}\n${row}\n`);
    await city.finished((await city.asLocal<JobView>("POST", "/api/casework/imports", { path: file })).body);
    handled = (await reader.get<HandledCases>("/api/casework/cases")).body.items[0]?.id ?? "";
  });
  afterAll(() => city.close());

  type Headers = Readonly<Record<string, string>>;
  const send = async (batch: string, path: string, content: string) => {
    const form = new FormData();
    form.set("path", path);
    form.set("file", new Blob([content]), "file");
    const sent = new Response(form);
    const headers = {
      cookie: reader.cookie,
      "x-csrf": reader.session.csrf,
      "content-type": String(sent.headers.get("content-type")),
    };
    const payload = Buffer.from(await sent.arrayBuffer());
    answered(await city.web.inject({ method: "POST", url: `/api/documents/batches/${batch}/files`, payload, headers }));
  };
  const detail = async (batch: string) => (await reader.get<DocumentBatchDetail>(`/api/documents/batches/${batch}`)).body;
  const checked = async (files: Readonly<Record<string, string>>, of: string, headers: Headers = {}) => {
    const { id } = (await reader.post<DocumentBatchView>("/api/documents/batches", { name: "卷宗", case: of }, headers)).body;
    for (const [path, content] of Object.entries(files)) await send(id, path, content);
    const { job } = (await reader.post<DocumentBatchView>(`/api/documents/batches/${id}/start`, {}, headers)).body;
    await city.home.jobs.wait(job ?? "");
    return detail(id);
  };
  const opened = async ({ files }: DocumentBatchDetail, at: number, headers: Headers = {}) =>
    (await reader.get<DocumentCheckDetail>(`/api/documents/checks/${files[at]?.check?.id}`, headers)).body;
  const saidOf = ({ text }: DocumentCheckDetail, rule: string) =>
    text?.findings.filter((each) => each.rule === rule).map(({ text: words, reason }) => `${words} ${reason.zh}`) ?? [];
  const givenOf = async (batch: string) =>
    (await city.home.store.db.selectFrom("document_batches").select("given").where("id", "=", batch).executeTakeFirstOrThrow()).given;

  it("each file is compared with the case and with the others of the batch, whichever comes first, and what was known of the case goes when it is done", async () => {
    const indictment = "起诉书\n被告人张三，女，1990年6月29日出生。\n本院于2026年3月15日受理，被告人张三犯诈骗罪。";
    const files = { "起诉书.txt": indictment, "笔录1.txt": RECORD("1990年6月27日"), "笔录2.txt": RECORD("1990年6月27日") };
    const done = await checked(files, handled);
    expect(done.batch).toMatchObject({ state: "done", handledCase: handled, case: null, caseNumber: NUMBER, files: { checked: 3 } });
    const first = await opened(done, 0);
    expect(first.check).toMatchObject({ handledCase: handled, caseNumber: NUMBER });
    expect(first.compared?.others).toEqual(["笔录1.txt", "笔录2.txt"]);
    expect(saidOf(first, "case-inconsistent")).toEqual([expect.stringContaining("为“1990-06-27”")]);
    expect(saidOf(first, "record-mismatch")).toEqual([
      expect.stringContaining(`2026年3月15日 与业务系统（${NUMBER}）不一致`),
      expect.stringContaining("诈骗罪 与业务系统"),
    ]);
    expect((await opened(done, 2)).compared?.others).toEqual(["起诉书.txt", "笔录1.txt"]);
    expect(await givenOf(done.batch.id)).toBeNull();
    // The same folder again: an earlier state of its documents says nothing.
    const again = await checked({ ...files, "笔录1.txt": RECORD("1990年6月28日") }, handled);
    expect((await opened(again, 0)).compared?.others).toEqual(["笔录1.txt", "笔录2.txt"]);
    expect(again.files[0]?.check?.isCounted).toBe(false);
    const audit = await city.asLocal<{ items: { detail: string }[] }>("GET", `/api/audit?subject=${handled}`, undefined, "auditor");
    expect(audit.body.items.map((entry) => entry.detail)).toContainEqual(expect.stringContaining(`${done.batch.id}: batch begun, 3 files`));
  });

  it("a case that one may not see is not there; a supervision case opens for a purpose, when the batch is made, begun and handed out", async () => {
    expect(codeOf(await far.post("/api/documents/batches", { case: handled }))).toBe("CASE_UNKNOWN");
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
    const stated = await reader.post<Purpose>("/api/purposes", { subject: id, legalBasis: "criminal-procedure-law-supervision" });
    const purpose = { "x-purpose": stated.body.id };
    expect(codeOf(await reader.post("/api/documents/batches", { case: id }))).toBe("PURPOSE_NEEDED");
    const { body: made } = await reader.post<DocumentBatchView>("/api/documents/batches", { case: id }, purpose);
    await send(made.id, "审查报告.txt", "审查报告\n犯罪嫌疑人涉嫌受贿罪。");
    expect(codeOf(await reader.post(`/api/documents/batches/${made.id}/start`))).toBe("PURPOSE_NEEDED");
    const { body: begun } = await reader.post<DocumentBatchView>(`/api/documents/batches/${made.id}/start`, {}, purpose);
    await city.home.jobs.wait(begun.job ?? "");
    const done = await detail(made.id);
    expect(done.batch).toMatchObject({ state: "done", case: id });
    const check = await opened(done, 0, purpose);
    expect(check.compared?.records[0]?.zh).toContain("所依据的数据");
    expect(saidOf(check, "record-mismatch")).toHaveLength(1);
    expect(codeOf(await reader.get(`/api/documents/checks/${check.check.id}`))).toBe("PURPOSE_NEEDED");
    expect(codeOf(await reader.get(`/api/documents/batches/${made.id}/report?form=json`))).toBe("PURPOSE_NEEDED");
    expect((await reader.get(`/api/documents/batches/${made.id}/report?form=json`, purpose)).status).toBe(200);
    const revealed = await city.home.store.db
      .selectFrom("outbox")
      .select("id")
      .where("type", "=", "record.revealed")
      .where("subject", "=", id)
      .execute();
    expect(revealed).toHaveLength(1);
  });

  it("what was known of the case goes at night where no job needs it; without it nothing is checked, and starting again opens the case anew", async () => {
    const { body: made } = await reader.post<DocumentBatchView>("/api/documents/batches", { case: handled });
    await send(made.id, "a.txt", RECORD("1990年6月27日"));
    await city.home.store.write((trx) =>
      trx
        .updateTable("document_batches")
        .set({ given: '{"comparison":{"records":[],"others":[],"unread":[]},"purpose":null}', job: "job_over" })
        .where("id", "=", made.id)
        .execute(),
    );
    await eraseOldBatches(city.home, async () => {});
    expect(await givenOf(made.id)).toBeNull();
    const { body: begun } = await reader.post<DocumentBatchView>(`/api/documents/batches/${made.id}/start`);
    await city.home.jobs.wait(begun.job ?? "");
    expect((await opened(await detail(made.id), 0)).compared?.records.map(({ zh }) => zh)).toEqual([`业务系统（${NUMBER}）`]);
  });

  it("a watched folder names a case of the business system that its setter may see, and compares what arrives with it and with what lies there", async () => {
    const root = await realpath(await place.emptyFolder());
    const [pathIn, pathOut] = [join(root, "in"), join(root, "out")];
    await Promise.all([mkdir(pathIn), mkdir(pathOut)]);
    await writeFile(join(pathIn, "起诉书.txt"), "起诉书\n被告人张三，女，1990年6月29日出生。\n被告人张三犯诈骗罪。");
    await writeFile(join(pathIn, "笔录.txt"), RECORD("1990年6月27日"));
    const order = { name: "本案", office: "yueyanglou", pathIn, pathOut, reason: "试用" };
    const set = (more: object) => city.asLocal<DocumentWatchView>("POST", "/api/documents/watches", { ...order, ...more });
    expect(codeOf(await set({ case: "cas_1" }))).toBe("DOCUMENT_WATCH_CASE");
    expect(codeOf(await set({ case: "hcs_none" }))).toBe("CASE_UNKNOWN");
    const { body: watch } = await set({ case: handled });
    expect(watch).toMatchObject({ handledCase: handled, caseNumber: NUMBER });
    const lookAtAll = folderLooker(city.home);
    await lookAtAll();
    await lookAtAll();
    const read = async () => (await city.asLocal<DocumentWatchDetail>("GET", `/api/documents/watches/${watch.id}`)).body;
    await city.home.jobs.wait((await read()).watch.job ?? "");
    expect((await read()).watch.counts).toMatchObject({ checked: 2, refused: 0 });
    const { findings } = JSON.parse(await readFile(join(pathOut, "起诉书.txt.json"), "utf8")) as {
      findings: { rule: string; reason: { zh: string } }[];
    };
    const reasons = findings.map(({ rule, reason }) => `${rule} ${reason.zh}`).join("\n");
    expect(reasons).toContain(`业务系统（${NUMBER}）`);
    expect(reasons).toContain("同案文书笔录.txt为“1990-06-27”");
  });
});
