import { readFile } from "node:fs/promises";
import type {
  DocumentBatchDetail,
  DocumentBatchesView,
  DocumentBatchFileView,
  DocumentBatchView,
  DocumentCheckDetail,
  JobView,
} from "@yuejian/contracts/api";
import { unpackWord, wordText } from "@yuejian/documents";
import { Document, Packer, Paragraph } from "docx";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, expect, it } from "vitest";
import { checkDocumentsHandler } from "../document-batches/batch-handler.ts";
import { createCheckDesk } from "../document-checks/index.ts";
import type { JobContext } from "../jobs/index.ts";
import { describeOnBothStores } from "../testing/stores.ts";
import type { Workplace } from "../work/workplace.ts";
import { answered, codeOf, openServedCity, type Person, type ServedCity, withoutSpelling } from "./testing/served-city.ts";

const DAY = 86_400_000;
const OLD_WORD = new URL("../../../methods/documents/old-word/testing/indictment.doc", import.meta.url);
const WORD = (...lines: string[]) => Packer.toBuffer(new Document({ sections: [{ children: lines.map((line) => new Paragraph(line)) }] }));

describeOnBothStores("many documents at once, over HTTP", (place) => {
  let now = Date.parse("2026-03-20T02:00:00Z");
  let city: ServedCity;
  let [reader, colleague, technician] = [] as unknown as [Person, Person, Person];
  beforeAll(async () => {
    city = await openServedCity(place, { rows: 60, clock: { now: () => now } });
    let chief: Person;
    [reader, colleague, technician, chief] = await city.signInAll(
      "procurator.yueyanglou",
      "head.yueyanglou",
      "technician",
      "chief-procurator",
    );
    await withoutSpelling(chief, "yueyanglou");
  });
  afterAll(() => city.close());

  const begin = async (body: object = {}) => (await reader.post<DocumentBatchView>("/api/documents/batches", body)).body.id;
  const send = async (batch: string, path: string, content: Uint8Array | string, fields: Record<string, string> = {}) => {
    const form = new FormData();
    for (const [key, value] of Object.entries({ path, ...fields })) form.set(key, value);
    form.set("file", new Blob([typeof content === "string" ? content : new Uint8Array(content)]), "file");
    const sent = new Response(form);
    const headers = {
      cookie: reader.cookie,
      "x-csrf": reader.session.csrf,
      "content-type": String(sent.headers.get("content-type")),
    };
    const payload = Buffer.from(await sent.arrayBuffer());
    const url = `/api/documents/batches/${batch}/files`;
    return answered<DocumentBatchFileView>(await city.web.inject({ method: "POST", url, payload, headers }));
  };
  const detail = async (batch: string) => (await reader.get<DocumentBatchDetail>(`/api/documents/batches/${batch}`)).body;
  const start = async (batch: string) => {
    const { body } = await reader.post<DocumentBatchView>(`/api/documents/batches/${batch}/start`);
    const job = (await reader.get<JobView>(`/api/jobs/${body.job}`)).body;
    return city.finished(job);
  };
  const bytesOf = async (path: string) => {
    const answer = await city.web.inject({ method: "GET", url: `/api/documents/batches/${path}`, headers: { cookie: reader.cookie } });
    return answer.rawPayload;
  };

  it("files are checked one by one as a job; what cannot be read is told by name, and each document opens as a check of its own", async () => {
    const batch = await begin({ name: "三月", stage: "final", writtenOn: "2026-03-10" });
    await send(batch, "三月/起诉书.docx", await WORD("起诉书", "经查其银行帐户，价值3200元元。"));
    const first = await send(batch, "三月/内/笔录.txt", "经查其银行帐户。");
    const again = await send(batch, "三月/内/笔录.txt", "经查其银行帐户。");
    expect([first.body.position, again.body.position, again.body.state]).toEqual([1, 1, "waiting"]);
    await send(batch, "三月/损坏.docx", new Uint8Array([0x50, 0x4b, 3, 4]));
    await send(batch, "三月/加密.docx", new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0, 0]));
    await send(batch, "三月/表.xlsx.bin", "A1");
    await send(batch, "三月/空.txt", "");
    const large = await send(batch, "三月/大.pdf", "", { tooLarge: "99999999" });
    expect(large.body).toMatchObject({ state: "refused", size: 99_999_999, refused: { code: "DOCUMENT_TOO_LARGE" } });
    expect((await detail(batch)).batch).toMatchObject({ state: "collecting", files: { all: 7, waiting: 5, refused: 2 } });
    const job = await start(batch);
    expect(job).toMatchObject({ status: "done", result: { checked: 2, refused: 5 } });
    expect(JSON.stringify(job)).not.toContain("起诉书");
    const { batch: done, files } = await detail(batch);
    expect(done).toMatchObject({ state: "done", name: "三月", files: { all: 7, waiting: 0, checked: 2, refused: 5 } });
    expect(files.map(({ path, state, refused }) => [path, state, refused?.code ?? null])).toEqual([
      ["三月/起诉书.docx", "checked", null],
      ["三月/内/笔录.txt", "checked", null],
      ["三月/损坏.docx", "refused", "DOCUMENT_UNREADABLE"],
      ["三月/加密.docx", "refused", "DOCUMENT_UNREADABLE"],
      ["三月/表.xlsx.bin", "refused", "FILE_UNREADABLE"],
      ["三月/空.txt", "refused", "DOCUMENT_EMPTY"],
      ["三月/大.pdf", "refused", "DOCUMENT_TOO_LARGE"],
    ]);
    expect(files[0]?.check).toMatchObject({ format: "docx", findings: { error: expect.any(Number) }, isCounted: true });
    const check = files[0]?.check?.id ?? "";
    const opened = (await reader.get<DocumentCheckDetail>(`/api/documents/checks/${check}`)).body;
    expect(opened.check).toMatchObject({ stage: "final", writtenOn: "2026-03-10", name: "三月/起诉书.docx" });
    expect(opened.text?.findings.map(({ text }) => text)).toEqual(expect.arrayContaining(["帐", "元元"]));
    const counted = files.flatMap((file) =>
      file.check ? [file.check.findings.error + file.check.findings.warning + file.check.findings.hint] : [],
    );
    expect(counted.reduce((sum, each) => sum + each, 0)).toBe(done.findings.error + done.findings.warning + done.findings.hint);
    expect(files[0]?.check?.open).toBe(counted[0]);
  });

  it("is seen by who made it alone, and not by who may not have documents checked", async () => {
    const batch = await begin();
    expect(codeOf(await colleague.get(`/api/documents/batches/${batch}`))).toBe("DOCUMENT_BATCH_UNKNOWN");
    expect(codeOf(await colleague.post(`/api/documents/batches/${batch}/start`))).toBe("DOCUMENT_BATCH_UNKNOWN");
    expect((await colleague.get<DocumentBatchesView>("/api/documents/batches")).body.total).toBe(0);
    expect(codeOf(await technician.post("/api/documents/batches", {}))).toBe("NOT_ALLOWED");
    expect(codeOf(await reader.post(`/api/documents/batches/${batch}/start`))).toBe("DOCUMENT_BATCH_EMPTY");
    expect((await reader.get<DocumentBatchesView>("/api/documents/batches")).body.items[0]?.id).toBe(batch);
  });

  it("gives one report in both languages, and all its Word files or none", async () => {
    const batch = await begin({ name: "报告" });
    await send(batch, "甲.docx", await WORD("经查其银行帐户。", "附件：1.甲", "3.乙"));
    await send(batch, "乙.docx", await WORD("其它问题。"));
    await send(batch, "丙.txt", "银行帐户");
    await send(batch, "戊.doc", await readFile(OLD_WORD));
    await send(batch, "丁.doc", new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0, 0]));
    expect(codeOf(await reader.get(`/api/documents/batches/${batch}/report?form=json`))).toBe("DOCUMENT_BATCH_RUNNING");
    expect(codeOf(await reader.get(`/api/documents/batches/${batch}/documents?form=changes`))).toBe("DOCUMENT_BATCH_RUNNING");
    await start(batch);
    const report = JSON.parse((await bytesOf(`${batch}/report?form=json`)).toString("utf8"));
    expect(report).toMatchObject({ folder: "报告", unread: [{ file: "丁.doc" }] });
    expect(report.documents.map(({ file }: { file: string }) => file)).toEqual(["甲.docx", "乙.docx", "丙.txt", "戊.doc"]);
    const page = (await bytesOf(`${batch}/report?form=html&language=en`)).toString("utf8");
    expect(page).toContain("for 10,000 characters");
    expect(page).not.toContain("每万字");
    const zip = unzipSync(await bytesOf(`${batch}/documents?form=changes`));
    expect(Object.keys(zip).toSorted()).toEqual(["乙-修订.docx", "文书检查报告.docx", "甲-修订.docx"].toSorted());
    const first = wordText("甲", unpackWord("甲", Buffer.from(zip["甲-修订.docx"] as Uint8Array)));
    expect(first.paragraphs.map(({ text }) => text)).toEqual(["经查其银行账户。", "附件：1.甲", "2.乙"]);
    const { files } = await detail(batch);
    expect(files.find(({ path }) => path === "戊.doc")?.check?.format).toBe("doc");
    const old = await begin();
    await send(old, "戊.doc", await readFile(OLD_WORD));
    await start(old);
    expect(codeOf(await reader.get(`/api/documents/batches/${old}/documents?form=changes`))).toBe("DOCUMENT_OLD_WORD");
    await reader.post(`/api/documents/checks/${files[1]?.check?.id}/erase`);
    expect(codeOf(await reader.get(`/api/documents/batches/${batch}/documents?form=remarks`))).toBe("DOCUMENT_TEXT_ERASED");
  });

  it("goes on behind what was committed when an attempt ends in the middle: nothing is lost and nothing is checked twice", async () => {
    const batch = await begin();
    for (const [at, word] of ["帐户", "其它", "帐目"].entries()) await send(batch, `${at}.txt`, `第${at}份，银行${word}。`);
    const desk = createCheckDesk();
    const checks = async () => (await detail(batch)).files.flatMap(({ check }) => check?.id ?? []);
    /** Until so many are done. */
    const attempt = (until: number) => {
      const abort = new AbortController();
      const progress = { signal: abort.signal, report: (done: number) => done === until && abort.abort() };
      const context = { home: city.home, job: { id: "job", attempt: 1 }, progress, fence: async () => {} };
      return checkDocumentsHandler(desk)({ batch }, context as unknown as JobContext<Workplace>);
    };
    await expect(attempt(1)).rejects.toMatchObject({ code: "JOB_CANCELLED" });
    const before = await checks();
    expect(before).toHaveLength(1);
    expect(await attempt(-1)).toMatchObject({ checked: 3, refused: 0 });
    const after = await checks();
    expect(after).toHaveLength(3);
    expect(after[0]).toBe(before[0]);
    await desk.close();
  });

  it("a file that broke the house in every attempt is refused by name, and the others are checked", async () => {
    const batch = await begin();
    await send(batch, "a.txt", "银行帐户甲");
    await send(batch, "b.txt", "银行帐户乙");
    await city.home.store.write((trx) =>
      trx.updateTable("document_batch_files").set({ tries: 3 }).where("batch", "=", batch).where("position", "=", 0).execute(),
    );
    await start(batch);
    expect((await detail(batch)).files.map(({ state, refused }) => [state, refused?.code ?? null])).toEqual([
      ["refused", "DOCUMENT_FAILED"],
      ["checked", null],
    ]);
  });

  it("when its time is over names, texts and files go, and figures stay", async () => {
    const batch = await begin({ name: "要删的" });
    const word = await WORD("要删的银行帐户。");
    await send(batch, "甲.docx", word);
    await send(batch, "乙.txt", "要删的银行帐户");
    await send(batch, "丙.doc", new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0, 0]));
    await start(batch);
    const checks = (await detail(batch)).files.flatMap(({ check }) => check?.id ?? []);
    const [{ file_sha256: kept } = { file_sha256: null }] = await city.home.store.db
      .selectFrom("document_checks")
      .select("file_sha256")
      .where("id", "in", checks)
      .where("file_sha256", "is not", null)
      .execute();
    expect(await city.home.files.list()).toContain(kept);
    // Jobs go by the clock of the machine.
    const over = "2026-04-19T02:00:00.000Z";
    await city.home.store.write((trx) => trx.updateTable("document_checks").set({ keep_until: over }).where("id", "in", checks).execute());
    now += 31 * DAY;
    reader = await city.signIn("procurator.yueyanglou");
    const job = await city.asLocal<JobView>("POST", "/api/retention/expire", {}, "chief-procurator");
    await city.finished(job.body);
    const { batch: erased, files } = await detail(batch);
    expect(erased).toMatchObject({ state: "erased", name: null, files: { checked: 2, refused: 1 } });
    expect(files.map(({ path, refused }) => [path, refused])).toEqual([
      [null, null],
      [null, null],
      [null, null],
    ]);
    expect(await city.home.files.list()).not.toContain(kept);
    expect(codeOf(await reader.get(`/api/documents/batches/${batch}/report?form=json`))).toBe("DOCUMENT_BATCH_CLOSED");
    const waiting = await begin();
    await send(waiting, "丁.txt", "还没有校核");
    const { body } = await reader.post<DocumentBatchDetail>(`/api/documents/batches/${waiting}/erase`);
    expect(body.files).toMatchObject([{ state: "dropped", path: null }]);
    const left = await city.home.store.db.selectFrom("document_batch_files").select("sha256").where("sha256", "is not", null).execute();
    expect(left.length).toBeLessThanOrEqual(3);
  });
});
