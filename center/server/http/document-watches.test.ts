import { mkdir, readdir, readFile, realpath, rename, rm, symlink, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import type {
  DocumentStatisticsView,
  DocumentWatchDetail,
  DocumentWatchesView,
  DocumentWatchView,
  JobView,
  RemindersPage,
} from "@yuejian/contracts/api";
import { unpackWord, wordText } from "@yuejian/documents";
import { Document, Packer, Paragraph } from "docx";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createCheckDesk } from "../document-checks/index.ts";
import { folderLooker } from "../document-watches/index.ts";
import { checkFolderHandler } from "../document-watches/watch-handler.ts";
import { type JobContext, JobQueue, type NewJob } from "../jobs/index.ts";
import type { StoreTransaction } from "../store/index.ts";
import { describeOnBothStores } from "../testing/stores.ts";
import type { Workplace } from "../work/workplace.ts";
import { codeOf, openServedCity, type Person, type ServedCity, withoutSpelling } from "./testing/served-city.ts";

const OLD_WORD = new URL("../../../methods/documents/old-word/testing/indictment.doc", import.meta.url);

describeOnBothStores("folders that the house watches, over HTTP", (place) => {
  let city: ServedCity;
  let root: string;
  let later = 0;
  let [reader, chief] = [] as unknown as [Person, Person];
  beforeAll(async () => {
    city = await openServedCity(place, { rows: 60, clock: { now: () => Date.now() + later } });
    root = await realpath(await place.emptyFolder());
    [reader, chief] = await city.signInAll("procurator.yueyanglou", "chief-procurator");
    await withoutSpelling(chief, "yueyanglou");
  });
  afterAll(() => city.close());

  const folder = async (name: string) => {
    await mkdir(join(root, name), { recursive: true });
    return join(root, name);
  };
  const order = (pathIn: string, pathOut: string) => ({ name: "收文", office: "yueyanglou", pathIn, pathOut, reason: "试用" });
  const set = (pathIn: string, pathOut: string) =>
    city.asLocal<DocumentWatchView>("POST", "/api/documents/watches", order(pathIn, pathOut));
  const reasonOf = async (pathIn: string, pathOut: string) => {
    const answer = await set(pathIn, pathOut);
    expect(codeOf(answer)).toBe("DOCUMENT_WATCH_PATH");
    return answer.text;
  };
  const look = async (watch: string): Promise<DocumentWatchDetail> => {
    // What is the same in two looks is whole.
    const lookAtAll = folderLooker(city.home);
    await lookAtAll();
    await lookAtAll();
    const { body } = await city.asLocal<DocumentWatchDetail>("GET", `/api/documents/watches/${watch}`);
    if (body.watch.job !== null && body.watch.state === "working")
      await city.finished((await city.asLocal<JobView>("GET", `/api/jobs/${body.watch.job}`)).body);
    return (await city.asLocal<DocumentWatchDetail>("GET", `/api/documents/watches/${watch}`)).body;
  };
  const change = (watch: DocumentWatchView, body: object) =>
    city.asLocal<DocumentWatchView>("POST", `/api/documents/watches/${watch.id}`, { version: watch.version, reason: "试用", ...body });

  it("what arrives is checked by the office's rules, results lie in the other folder, and the page tells files, failures and counts", async () => {
    const [pathIn, pathOut] = [await folder("in"), await folder("out")];
    await mkdir(join(pathIn, "内"));
    const word = await Packer.toBuffer(new Document({ sections: [{ children: [new Paragraph("经查其银行帐户，价值3200元元。")] }] }));
    await writeFile(join(pathIn, "内/起诉书.docx"), word);
    await writeFile(join(pathIn, "笔录.txt"), "银行帐户，其它。");
    await writeFile(join(pathIn, "旧.doc"), await readFile(OLD_WORD));
    await writeFile(join(pathIn, "坏.docx"), new Uint8Array([0x50, 0x4b, 3, 4]));
    const { body: watch } = await set(pathIn, pathOut);
    expect(watch).toMatchObject({ office: "yueyanglou", isOn: true, version: 1, state: "on" });
    const { watch: after, files } = await look(watch.id);
    expect(after).toMatchObject({ state: "on", counts: { checked: 3, refused: 1 }, trouble: null });
    expect(Object.fromEntries(files.map(({ name, isRefused }) => [name, isRefused]))).toEqual({
      "内/起诉书.docx": false,
      "坏.docx": true,
      "旧.doc": false,
      "笔录.txt": false,
    });
    const copy = await readFile(join(pathOut, "内/起诉书.docx"));
    expect(wordText("a", unpackWord("a", copy)).paragraphs[0]?.text).toBe("经查其银行账户，价值3200元。");
    expect(await readFile(join(pathOut, "笔录.txt"), "utf8")).toBe("银行账户，其他。\n");
    const old = JSON.parse(await readFile(join(pathOut, "旧.doc.json"), "utf8"));
    expect(old).toMatchObject({ form: "doc", unmarked: { zh: expect.stringContaining("另存为 .docx") } });
    expect(old.findings.map(({ text }: { text: string }) => text)).toContain("元元");
    expect(await readdir(pathOut)).not.toContain("旧.doc");
    expect(JSON.parse(await readFile(join(pathOut, "坏.docx.json"), "utf8")).unread.zh).toContain("不完整");
    expect(new Uint8Array(await readFile(join(pathIn, "内/起诉书.docx")))).toEqual(new Uint8Array(word));
    expect((await readdir(pathOut, { recursive: true })).filter((name) => name.endsWith(".part"))).toEqual([]);
    const checks = await city.home.store.db.selectFrom("document_checks").selectAll().where("actor", "=", watch.id).execute();
    expect(checks.map(({ source, office, name, paragraphs }) => [source, office, name, paragraphs])).toEqual(
      Array.from({ length: 3 }, () => ["folder", "yueyanglou", null, null]),
    );
    const statistics = (await chief.get<DocumentStatisticsView>("/api/documents/statistics?office=yueyanglou")).body;
    expect(statistics.totals[0]?.documents).toBe(3);
    const again = await look(watch.id);
    expect([again.watch.job, again.watch.counts]).toEqual([after.job, after.counts]);
    await writeFile(join(pathIn, "笔录.txt"), "银行帐户，其它，帐目。");
    const changed = await look(watch.id);
    expect(changed.watch.counts.checked).toBe(3);
    expect(changed.files[0]?.name).toBe("笔录.txt");
    await change(changed.watch, { isRemoved: true });
  });

  it("is switched off, paused until a moment, and removed, each with its reason, in the audit and on the ledger", async () => {
    const [pathIn, pathOut] = [await folder("switch/in"), await folder("switch/out")];
    const { body: watch } = await set(pathIn, pathOut);
    expect(codeOf(await change(watch, { isOn: false, reason: " " }))).toBe("REASON_NEEDED");
    const { body: off } = await change(watch, { isOn: false });
    expect(off).toMatchObject({ state: "off", version: 2 });
    expect(codeOf(await change(watch, { isOn: true }))).toBe("VERSION_CONFLICT");
    await writeFile(join(pathIn, "a.txt"), "银行帐户");
    expect((await look(watch.id)).watch.job).toBeNull();
    const { body: on } = await change(off, { isOn: true });
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const { body: paused } = await change(on, { pausedUntil: until });
    expect(paused).toMatchObject({ state: "paused", pausedUntil: until });
    expect((await look(watch.id)).watch.job).toBeNull();
    expect(codeOf(await change(paused, { pausedUntil: "2020-01-01T00:00:00Z" }))).toBe("DAY_INVALID");
    const { body: resumed } = await change(paused, { pausedUntil: null });
    expect((await look(watch.id)).watch.counts.checked).toBe(1);
    await change((await look(resumed.id)).watch, { isRemoved: true });
    expect(codeOf(await change(resumed, { isOn: true }))).toBe("DOCUMENT_WATCH_UNKNOWN");
    const stated = await city.home.store.db
      .selectFrom("outbox")
      .select("id")
      .where("type", "=", "document-watch.changed")
      .where("subject", "=", watch.id)
      .execute();
    expect(stated).toHaveLength(6);
    const audit = await city.asLocal<{ items: { detail: string }[] }>("GET", `/api/audit?subject=${watch.id}`, undefined, "auditor");
    expect(audit.body.items.map(({ detail }) => detail)).toContain("yueyanglou: watched folder paused");
  });

  it("paths that lead into the home, into each other, to nowhere or through links are refused with what is wrong", async () => {
    const [pathIn, pathOut] = [await folder("paths/in"), await folder("paths/out")];
    const home = await realpath(city.home.folder);
    expect(await reasonOf("paths/in", pathOut)).toContain("不是绝对路径");
    expect(await reasonOf(join(root, "paths/none"), pathOut)).toContain("没有这个文件夹");
    await writeFile(join(root, "paths/file"), "");
    expect(await reasonOf(join(root, "paths/file"), pathOut)).toContain("不是文件夹");
    expect(await reasonOf(pathIn, pathIn)).toContain("与看守的文件夹相同");
    expect(await reasonOf(pathIn, await folder("paths/in/out"))).toContain("与看守的文件夹相同");
    expect(await reasonOf(home, pathOut)).toContain("数据目录");
    expect(await reasonOf("/", pathOut)).toContain("一个在另一个里面");
    await symlink(join(home, "files"), join(root, "paths/link"));
    expect(await reasonOf(pathIn, join(root, "paths/link"))).toContain("数据目录");
    const { body: watch } = await set(pathIn, pathOut);
    expect(await reasonOf(await folder("paths/in/below"), await folder("paths/other"))).toContain("重叠");
    expect(await reasonOf(pathOut, await folder("paths/other"))).toContain("重叠");
    await change(watch, { isRemoved: true });
  });

  it("a link in the folder is not followed, and a folder that became a link is told instead of read", async () => {
    const [pathIn, pathOut, secret] = [await folder("links/in"), await folder("links/out"), await folder("links/secret")];
    await writeFile(join(secret, "密.txt"), "银行帐户");
    await symlink(join(secret, "密.txt"), join(pathIn, "密.txt"));
    await symlink(secret, join(pathIn, "夹"));
    await writeFile(join(pathIn, "a.txt"), "银行帐户");
    await mkdir(join(pathIn, "下"));
    await writeFile(join(pathIn, "下/b.txt"), "银行帐户");
    // A link among the results leads out of them.
    await symlink(secret, join(pathOut, "下"));
    const { body: watch } = await set(pathIn, pathOut);
    const { files } = await look(watch.id);
    expect(Object.fromEntries(files.map(({ name, refused }) => [name, refused?.code ?? null]))).toEqual({
      "a.txt": null,
      "下/b.txt": "FILE_OUTSIDE_FOLDER",
    });
    expect(await readdir(secret)).toEqual(["密.txt"]);
    await rename(pathIn, join(root, "links/moved"));
    await symlink(secret, pathIn);
    const { watch: troubled } = await look(watch.id);
    expect(troubled).toMatchObject({ state: "trouble", trouble: { code: "DOCUMENT_WATCH_PATH" } });
    expect(troubled.trouble?.text.zh).toContain("指向别处");
    expect(troubled.troubleSince).not.toBeNull();
    expect((await look(watch.id)).watch.troubleSince).toBe(troubled.troubleSince);
    const told = async () => {
      await city.asLocal("POST", "/api/notify/run");
      const { items } = (await city.asLocal<RemindersPage>("GET", "/api/reminders?unread=true")).body;
      return items.flatMap(({ cause, title, link }) => (cause === "watched-folder" ? [`${title.zh} ${link}`] : []));
    };
    expect(await told()).toEqual([]);
    later = 11 * 60_000;
    expect(await told()).toEqual([`监看的目录「收文」无法查看，新到的文书没有校核 /documents/folders/${watch.id}`]);
    await rm(pathIn);
    await rename(join(root, "links/moved"), pathIn);
    expect((await look(watch.id)).watch).toMatchObject({ state: "on", trouble: null, troubleSince: null });
    expect(await told()).toEqual([]);
    await change(troubled, { isRemoved: true });
  });

  it("what a worker cannot see though the house does is told with the machine, stands until a job went well, and is tried again after a while", async () => {
    const [pathIn, pathOut] = [await folder("worker/in"), await folder("worker/out")];
    const { body: watch } = await set(pathIn, pathOut);
    await writeFile(join(pathIn, "a.txt"), "银行帐户");
    const { store, ids } = city.home;
    let now = Date.now();
    const added: NewJob[] = [];
    /** A queue on which no machine works. */
    const add = async (job: NewJob, trx?: StoreTransaction) => {
      added.push(job);
      return new JobQueue({ store, clock: city.home.clock, ids }).add({ ...job, runAfter: "2999-01-01T00:00:00.000Z" }, trx);
    };
    const lookAtAll = folderLooker({ store, clock: { now: () => now }, jobs: { add } });
    const read = async () => (await city.asLocal<DocumentWatchDetail>("GET", `/api/documents/watches/${watch.id}`)).body.watch;
    await lookAtAll();
    await lookAtAll();
    expect(added).toHaveLength(1);
    await rename(pathOut, join(root, "worker/elsewhere"));
    const progress = { signal: new AbortController().signal, report() {} };
    const context = { home: city.home, job: { id: "job", attempt: 1, leaseOwner: "test" }, progress, fence: async () => {} };
    const desk = createCheckDesk();
    const failure = await checkFolderHandler(desk)({ watch: watch.id }, context as unknown as JobContext<Workplace>).catch(
      (cause: unknown) => cause,
    );
    expect(failure).toMatchObject({ code: "DOCUMENT_WATCH_UNSEEN", parameters: { machine: hostname() } });
    await rename(join(root, "worker/elsewhere"), pathOut);
    const { job } = await read();
    const failed = { status: "failed" as const, error: JSON.stringify(failure), finished_at: new Date(now).toISOString() };
    await store.write((trx) =>
      trx
        .updateTable("jobs")
        .set(failed)
        .where("id", "=", job ?? "")
        .execute(),
    );
    await lookAtAll();
    const told = await read();
    expect(told).toMatchObject({ state: "trouble", trouble: { code: "DOCUMENT_WATCH_UNSEEN" }, job });
    now += 11 * 60_000;
    await lookAtAll();
    expect(added).toHaveLength(2);
    expect(await read()).toMatchObject({ trouble: { code: "DOCUMENT_WATCH_UNSEEN" }, troubleSince: told.troubleSince });
    await desk.close();
    await change(await read(), { isRemoved: true });
  });

  it("is set by those who may configure in all offices, and from a browser only where the machine says which folders", async () => {
    const [pathIn, pathOut] = [await folder("rights/in"), await folder("rights/out")];
    expect(codeOf(await reader.get("/api/documents/watches"))).toBe("NOT_ALLOWED");
    expect(codeOf(await reader.post("/api/documents/watches", order(pathIn, pathOut)))).toBe("NOT_ALLOWED");
    expect(codeOf(await chief.post("/api/documents/watches", order(pathIn, pathOut)))).toBe("DOCUMENT_FOLDERS_UNSET");
    const { body } = await chief.get<DocumentWatchesView>("/api/documents/watches");
    expect(body).toMatchObject({ mayConfigure: true, within: null });
  });
});
