import { mkdir, readdir, readFile, realpath, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type {
  DocumentBatchDetail,
  DocumentBatchView,
  DocumentCheckDetail,
  DocumentWatchDetail,
  DocumentWatchView,
  JobView,
} from "@yuejian/contracts/api";
import { OFFICIAL_PAGE } from "@yuejian/documents";
import { afterAll, beforeAll, expect, it } from "vitest";
import { checkDocumentsHandler } from "../document-batches/batch-handler.ts";
import { createCheckDesk } from "../document-checks/index.ts";
import { folderLooker } from "../document-watches/index.ts";
import { printPdf } from "../documents/print-pdf.ts";
import type { JobContext } from "../jobs/index.ts";
import { drawPages, scannedPdf } from "../readers/testing/scanned-pdf.ts";
import { describeOnBothStores } from "../testing/stores.ts";
import type { Workplace } from "../work/workplace.ts";
import { answered, openServedCity, type Person, type ServedCity, withoutSpelling } from "./testing/served-city.ts";

const dots = (pages: number) => scannedPdf(Array.from({ length: pages }, () => ({ width: 2, height: 2, pixels: new Uint8Array(4) })));

describeOnBothStores("scans among many documents, over HTTP", (place) => {
  let city: ServedCity;
  let scanOf: (pages: number) => Uint8Array;
  let [reader, chief] = [] as unknown as [Person, Person];
  beforeAll(async () => {
    city = await openServedCity(place, { rows: 60 });
    [reader, chief] = await city.signInAll("procurator.yueyanglou", "chief-procurator");
    await withoutSpelling(chief, "yueyanglou");
    const blocks = [{ kind: "paragraph", text: "经审查查明，张三窃得电动自行车一辆，价值3200元元。上述事实有证人证言证实。" }] as const;
    const [page] = await drawPages(
      await printPdf({ title: "说明", author: "测试", language: "zh-CN", at: new Date(0), page: OFFICIAL_PAGE, blocks }),
    );
    if (!page) throw new RangeError("no page");
    scanOf = (pages) => scannedPdf(Array.from({ length: pages }, () => page));
  });
  const desk = createCheckDesk();
  afterAll(async () => {
    await desk.close();
    await city.close();
  });

  const batchOf = async (files: Readonly<Record<string, Uint8Array | string>>) => {
    const batch = (await reader.post<DocumentBatchView>("/api/documents/batches", { name: "扫描" })).body.id;
    for (const [path, content] of Object.entries(files)) {
      const form = new FormData();
      form.set("path", path);
      form.set("file", new Blob([typeof content === "string" ? content : new Uint8Array(content)]), "file");
      const sent = new Response(form);
      const headers = {
        cookie: reader.cookie,
        "x-csrf": reader.session.csrf,
        "content-type": String(sent.headers.get("content-type")),
      };
      const payload = Buffer.from(await sent.arrayBuffer());
      answered(await city.web.inject({ method: "POST", url: `/api/documents/batches/${batch}/files`, payload, headers }));
    }
    return batch;
  };
  const detail = async (batch: string) => (await reader.get<DocumentBatchDetail>(`/api/documents/batches/${batch}`)).body;
  const start = async (batch: string) =>
    (await reader.get<JobView>(`/api/jobs/${(await reader.post<DocumentBatchView>(`/api/documents/batches/${batch}/start`)).body.job}`))
      .body;

  it("are recognised behind the other files, page by page, with their place told while they wait; one with too many pages is refused by name", async () => {
    const batch = await batchOf({ "扫描.pdf": scanOf(2), "太长.pdf": dots(61), "a.txt": "银行帐户", "b.txt": "其它问题" });
    const told: { ended: number; stage: string }[] = [];
    const places: (readonly (readonly [isScan: boolean, ahead: number | null])[])[] = [];
    const signal = new AbortController().signal;
    const report = (ended: number, _: number, { zh: stage }: { zh: string }) => void told.push({ ended, stage });
    let looked = Promise.resolve();
    const context = {
      home: city.home,
      job: { id: "job", attempt: 1, leaseOwner: "test" },
      progress: {
        signal,
        report(ended: number, all: number, stage: { zh: string }) {
          report(ended, all, stage);
          if (ended === 2)
            looked = looked.then(async () => void places.push((await detail(batch)).files.map((file) => [file.isScan, file.ahead])));
        },
      },
      fence: async () => {},
    };
    expect((await detail(batch)).files.map(({ ahead }) => ahead)).toEqual([0, 1, 2, 3]);
    expect(await checkDocumentsHandler(desk)({ batch }, context as unknown as JobContext<Workplace>)).toMatchObject({
      checked: 3,
      refused: 1,
    });
    await looked;
    expect(places[0]).toEqual([
      [true, 0],
      [true, 1],
      [false, null],
      [false, null],
    ]);
    const stages = told.filter(({ stage }) => stage.includes("扫描件"));
    expect(stages.map(({ ended, stage }) => `${ended} ${stage}`)).toEqual([
      "2 第 1 份是扫描件，正在识别第 1 / 2 页",
      "2 第 1 份是扫描件，正在识别第 2 / 2 页",
      "2 第 1 份是扫描件，正在识别第 2 / 2 页",
    ]);
    const { files, batch: done } = await detail(batch);
    expect(done).toMatchObject({ files: { all: 4, waiting: 0, checked: 3, refused: 1 } });
    expect(files[0]).toMatchObject({ isScan: true, ahead: null, check: { format: "paged", scanned: 2 } });
    expect(files[1]).toMatchObject({
      state: "refused",
      refused: { code: "FILE_UNREADABLE", text: { zh: expect.stringContaining("超过 60 页") } },
    });
    const { text } = (await reader.get<DocumentCheckDetail>(`/api/documents/checks/${files[0]?.check?.id}`)).body;
    expect(text?.findings.find(({ rule }) => rule === "unit-doubled")).toMatchObject({
      place: { page: 1, recognised: expect.any(Number) },
    });
  });

  it("are cancelled with their batch, also after other files were checked, and go on with it", async () => {
    const batch = await batchOf({ "扫描.pdf": dots(4), "a.txt": "银行帐户" });
    const job = await start(batch);
    await new Promise<void>((resolve, reject) => {
      const end = city.home.jobs.subscribe(({ id, stage_zh: stage, status }) => {
        if (id !== job.id || !(stage.includes("扫描件") || status === "done")) return;
        end();
        city.home.jobs.cancel(id).then(() => resolve(), reject);
      });
    });
    expect((await city.home.jobs.wait(job.id)).status).toBe("cancelled");
    const { batch: stopped, files } = await detail(batch);
    expect([stopped.state, files.map(({ state, ahead }) => [state, ahead])]).toEqual([
      "stopped",
      [
        ["waiting", 0],
        ["checked", null],
      ],
    ]);
    await city.finished(await start(batch));
    expect((await detail(batch)).batch).toMatchObject({ state: "done", files: { checked: 1, refused: 1 } });
  });

  it("give way to other jobs after many pages, and go on in a job of their own", async () => {
    const batch = await batchOf({ "1.pdf": dots(1), "2.pdf": dots(1), "3.pdf": dots(1) });
    const progress = { signal: new AbortController().signal, report() {} };
    const context = { home: city.home, job: { id: "job", attempt: 1, leaseOwner: "test" }, progress, fence: async () => {} };
    expect(await checkDocumentsHandler(desk, 2)({ batch }, context as unknown as JobContext<Workplace>)).toMatchObject({ refused: 2 });
    const { job } = (await detail(batch)).batch;
    await city.home.jobs.wait(job ?? "");
    expect((await detail(batch)).batch).toMatchObject({ state: "done", job, files: { waiting: 0, refused: 3 } });
  });

  it("are recognised in a watched folder behind what has text, and their findings lie in the folder of results", async () => {
    const root = await realpath(await place.emptyFolder());
    const [pathIn, pathOut] = [join(root, "in"), join(root, "out")];
    await Promise.all([mkdir(pathIn), mkdir(pathOut)]);
    await writeFile(join(pathIn, "1扫描.pdf"), scanOf(1));
    await writeFile(join(pathIn, "2笔录.txt"), "银行帐户");
    await writeFile(join(pathIn, "3太长.pdf"), dots(61));
    const order = { name: "收文", office: "yueyanglou", pathIn, pathOut, reason: "试用" };
    const { body: watch } = await city.asLocal<DocumentWatchView>("POST", "/api/documents/watches", order);
    const lookAtAll = folderLooker(city.home);
    await lookAtAll();
    await lookAtAll();
    const read = async () => (await city.asLocal<DocumentWatchDetail>("GET", `/api/documents/watches/${watch.id}`)).body;
    await city.home.jobs.wait((await read()).watch.job ?? "");
    const { files } = await read();
    expect(files.map(({ name, isRefused }) => [name, isRefused])).toEqual([
      ["3太长.pdf", true],
      ["1扫描.pdf", false],
      ["2笔录.txt", false],
    ]);
    expect((await readdir(pathOut)).toSorted()).toEqual([
      ".yuejian-watch.json",
      "1扫描.pdf.json",
      "2笔录.txt",
      "2笔录.txt.json",
      "3太长.pdf.json",
    ]);
    const found = JSON.parse(await readFile(join(pathOut, "1扫描.pdf.json"), "utf8"));
    expect(found).toMatchObject({ scanned: [1] });
    expect(found.findings.map(({ rule }: { rule: string }) => rule)).toContain("unit-doubled");
  });
});
