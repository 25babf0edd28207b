import { chmod, mkdir, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import type { SourceContract, SourceSettings } from "@yuejian/contracts";
import type { NewSource, SourceLoadResult } from "@yuejian/contracts/api";
import { afterAll, beforeAll, expect, it } from "vitest";
import { serveJson } from "../../../platforms/data/connect/testing/json-server.ts";
import { type Home, openHome } from "../home/index.ts";
import { createServices } from "../http/services.ts";
import { actorOf } from "../identity/index.ts";
import { jobView } from "../jobs/index.ts";
import { keptThreads } from "../jobs/testing/kept-threads.ts";
import { describeOnBothStores } from "../testing/stores.ts";

const CONTRACT: SourceContract = {
  columns: [
    { name: "id", type: "integer", required: true },
    { name: "name", type: "text" },
    { name: "state", type: "text", allowed: ["a", "b"] },
  ],
  key: ["id"],
};

describeOnBothStores("sources", (place) => {
  let folder: string;
  let home: Home;
  beforeAll(async () => {
    folder = await place.emptyFolder();
    const databaseUrl = place.engine === "postgres" ? await place.emptyUrl() : undefined;
    home = await openHome(path.join(folder, "home"), {
      workers: 2,
      threads: 1,
      jobThreads: keptThreads,
      ...(databaseUrl === undefined ? {} : { databaseUrl }),
    });
  });
  afterAll(() => home.close());

  /** Each test has a dataset and a source of its own. */
  async function house(dataset: string) {
    const services = createServices(home);
    const account = await services.accounts.operator();
    const by = { account, actor: actorOf(account) };
    const add = (more: Partial<NewSource> & { settings: SourceSettings; kind: NewSource["kind"] }) =>
      services.sources.add(
        {
          name: dataset,
          owner: "王某",
          legalBasis: "数据共享协议 2026-3",
          dataClass: "personal",
          dataset,
          office: account.office,
          contract: CONTRACT as NewSource["contract"],
          ...more,
        },
        null,
        by,
      );
    const run = async (id: string) => {
      const job = jobView(await home.jobs.wait((await services.sources.run(id, by)).id));
      return { ...job, result: job.result as SourceLoadResult };
    };
    const alerts = async () => {
      const rows = await home.store.db
        .selectFrom("source_alerts")
        .innerJoin("sources", "sources.id", "source_alerts.source")
        .select(["source_alerts.kind", "times", "closed_at"])
        .where("sources.dataset", "=", dataset)
        .orderBy("opened_at")
        .orderBy("source_alerts.id")
        .execute();
      return rows.map(({ kind, times, closed_at }) => ({ kind, times, isOpen: closed_at === null }));
    };
    const batches = () => home.store.db.selectFrom("batches").select("id").where("dataset", "=", dataset).execute();
    return { services, by, add, run, alerts, batches };
  }

  it("take in what is new at an interface, keep the raw rows, and say who stands behind each batch", async () => {
    const { add, run, alerts } = await house("news");
    const rows = [
      { id: 1, name: "张三", state: "a" },
      { id: 2, name: "李四", state: "b" },
    ];
    const server = await serveJson(({ searchParams }) => rows.filter(({ id }) => id >= Number(searchParams.get("since") ?? 0)));
    try {
      const source = await add({
        kind: "http",
        settings: { url: server.url, paging: { by: "none" }, cursor: { column: "id", parameter: "since" } },
      });
      const first = await run(source.id);
      expect(first).toMatchObject({ status: "done", result: { status: "loaded", rowsAccepted: 2, alerts: [] } });
      expect((await run(source.id)).result).toMatchObject({ status: "unchanged", batches: [] });
      rows.push({ id: 3, name: "王五", state: "x" }, { id: 4, name: "赵六", state: "a" });
      const third = await run(source.id);
      expect(third.result).toMatchObject({ status: "loaded", rowsAccepted: 1, rowsQuarantined: 1, alerts: ["value-drift"] });
      expect(await alerts()).toEqual([{ kind: "value-drift", times: 1, isOpen: true }]);
      const kept = await home.store.db
        .selectFrom("batches")
        .innerJoin("source_batches", "source_batches.batch", "batches.id")
        .innerJoin("source_cursors", "source_cursors.source", "source_batches.source")
        .select(["batches.id", "batches.file_sha256", "batches.parser_version", "source_batches.source", "source_cursors.batch"])
        .where("batches.dataset", "=", "news")
        .orderBy("batches.sequence")
        .execute();
      expect(kept.map(({ source: each }) => each)).toEqual([source.id, source.id]);
      expect(kept[1]?.batch).toBe(kept[1]?.id);
      expect(await home.files.list()).toEqual(expect.arrayContaining(kept.map(({ file_sha256: sha256 }) => sha256)));
      const schema = home.schemas.get("news");
      expect(schema).toMatchObject({ dataClass: "personal", recordKey: ["id"] });
      const report = await home.doctor();
      expect(report.problems).toEqual([]);
    } finally {
      await server.close();
    }
  });

  it("that change their columns, send too much that is bad, or go away: nothing partial is seen, the alert names it, and the next load closes it", async () => {
    const { add, run, alerts, batches } = await house("drift");
    let body: unknown = [{ id: 1, name: "张三", state: "a" }];
    const server = await serveJson((_, response) => body ?? void response.writeHead(403).end());
    try {
      const source = await add({ kind: "http", settings: { url: server.url, paging: { by: "none" } } });
      body = [{ id: 1, name: "张三", phone: "1" }];
      expect(await run(source.id)).toMatchObject({ status: "failed", error: { code: "SOURCE_COLUMN_GONE" } });
      body = [{ id: "eins", name: "张三", state: "a" }];
      expect(await run(source.id)).toMatchObject({ status: "failed", error: { code: "SOURCE_TOO_MANY_BAD" } });
      body = null;
      expect(await run(source.id)).toMatchObject({ status: "failed", error: { code: "SOURCE_ACCESS_REFUSED" } });
      expect(await batches()).toEqual([]);
      expect(await alerts()).toEqual(
        ["column-gone", "column-new", "too-many-bad", "access-refused"].map((kind) => ({ kind, times: 1, isOpen: true })),
      );
      body = [{ id: 1, name: "张三", state: "a" }];
      expect(await run(source.id)).toMatchObject({ status: "done", result: { status: "loaded" } });
      expect((await alerts()).filter(({ isOpen }) => isOpen)).toEqual([]);
      const statements = await home.store.db
        .selectFrom("outbox")
        .select("id")
        .where("type", "=", "source.alerted")
        .where("subject", "=", source.id)
        .execute();
      expect(statements).toHaveLength(8);
      const loads = await home.store.db.selectFrom("source_loads").select("status").where("source", "=", source.id).orderBy("id").execute();
      expect(loads.map(({ status }) => status)).toEqual(["held", "held", "failed", "loaded"]);
    } finally {
      await server.close();
    }
  });

  it("of a folder: each file is dealt with once, a refused one again only when the contract is another", async () => {
    const { services, by, add, run, alerts } = await house("files");
    const watched = path.join(folder, "in");
    await mkdir(watched);
    const put = async (name: string, text: string) => {
      await writeFile(path.join(watched, name), text);
      await utimes(path.join(watched, name), 1, 1);
    };
    await put("1.csv", "id,name,state\n1,张三,a\n");
    await put("2.csv", "id,name,state,extra\n2,李四,a,x\n");
    const source = await add({ kind: "folder", settings: { folder: watched, settleSeconds: 0 } });
    const first = await run(source.id);
    expect(first.result).toMatchObject({
      status: "loaded",
      files: 2,
      rowsAccepted: 1,
      refused: [{ file: "2.csv" }],
      alerts: ["column-new"],
    });
    expect((await run(source.id)).result).toMatchObject({ status: "unchanged", files: 0 });
    expect((await alerts())[0]).toMatchObject({ kind: "column-new", isOpen: true });
    const contract = { ...CONTRACT, newColumns: "leave-out" } as unknown as NewSource["contract"];
    const changed = await services.sources.change(source.id, { version: 1, contract }, null, by);
    expect(changed.contract_version).toBe(2);
    const third = await run(source.id);
    expect(third.result).toMatchObject({ status: "loaded", files: 1, rowsAccepted: 1, refused: [] });
    expect((await run(source.id)).result).toMatchObject({ status: "unchanged", files: 0 });
  });

  it("a blocking rule of quality holds the load back", async () => {
    const { services, by, add, run, alerts, batches } = await house("blocked");
    let rows = [{ id: 1, name: "张三", state: "a" }];
    const server = await serveJson(() => rows);
    try {
      const source = await add({ kind: "http", settings: { url: server.url, paging: { by: "none" } } });
      await run(source.id);
      const schema = home.schemas.get("blocked");
      if (!schema) throw new Error("no dataset");
      await services.qualityRules.add(
        { schema, target: null, rule: { severity: "block", tolerance: 0, check: { kind: "allowed", column: "state", values: ["a"] } } },
        by.account,
      );
      rows = [
        { id: 1, name: "张三", state: "b" },
        { id: 2, name: "李四", state: "a" },
      ];
      expect(await run(source.id)).toMatchObject({ status: "failed", error: { code: "QUALITY_BLOCKED" } });
      expect(await batches()).toHaveLength(1);
      expect((await alerts()).filter(({ isOpen }) => isOpen)).toEqual([{ kind: "quality-blocked", times: 1, isOpen: true }]);
      rows = [{ id: 3, name: "王五", state: "a" }];
      expect(await run(source.id)).toMatchObject({ status: "done", result: { status: "loaded" } });
    } finally {
      await server.close();
    }
  });

  it("two loads of one source at once: one waits, and finds nothing left to do", async () => {
    const { services, by, add } = await house("twice");
    let now = 0;
    let most = 0;
    const server = await serveJson((_, response) => {
      most = Math.max(most, ++now);
      setTimeout(() => {
        now--;
        response.end(JSON.stringify([{ id: 1, name: "张三", state: "a" }]));
      }, 500);
      return undefined;
    });
    try {
      const source = await add({ kind: "http", settings: { url: server.url, paging: { by: "none" } } });
      const jobs = [await services.sources.run(source.id, by), await services.sources.run(source.id, by)];
      const done = await Promise.all(jobs.map(async ({ id }) => jobView(await home.jobs.wait(id)).result as SourceLoadResult));
      expect(done.map(({ status }) => status).sort()).toEqual(["loaded", "unchanged"]);
      expect(most).toBe(1);
    } finally {
      await server.close();
    }
  });

  it("a secret is read from its place, never shown, and refused where others can read it", async () => {
    const { services, add, run } = await house("secret");
    const server = await serveJson((_, response) =>
      server.asked.at(-1)?.headers.authorization === "Bearer s3cr3t" ? [] : void response.writeHead(401).end(),
    );
    try {
      const source = await add({
        kind: "http",
        settings: { url: server.url, paging: { by: "none" }, secretPrefix: "Bearer " },
        secret: { from: "file", name: "register" },
      });
      expect(await run(source.id)).toMatchObject({ error: { code: "SOURCE_SECRET_MISSING" } });
      const file = path.join(home.paths.secrets, "sources", "register");
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, "s3cr3t\n", { mode: 0o644 });
      expect(await run(source.id)).toMatchObject({ error: { code: "SOURCE_SECRET_OPEN" } });
      await chmod(file, 0o600);
      expect(await run(source.id)).toMatchObject({ status: "done", result: { status: "unchanged" } });
      const kept = await services.store.db.selectFrom("ledger_contents").select("content").execute();
      expect(JSON.stringify(kept)).not.toContain("s3cr3t");
      await expect(
        add({
          name: "x",
          kind: "http",
          settings: { url: server.url, paging: { by: "none" } },
          secret: { from: "env", name: "DATABASE_URL" },
        }),
      ).rejects.toThrow("YUEJIAN_SOURCE_");
    } finally {
      await server.close();
    }
  });

  it("with a refresh rule have a schedule, which goes when they are paused or removed", async () => {
    const { services, by, add } = await house("clock");
    const source = await add({ kind: "folder", settings: { folder: "/srv/in" }, refresh: { every: "minutes", minutes: 30 } });
    const schedules = async () => (await services.schedules.all()).filter(({ kind }) => kind === "load-source");
    expect(await schedules()).toMatchObject([{ id: source.schedule, is_enabled: 1 }]);
    const paused = await services.sources.change(source.id, { version: 1, isPaused: true }, null, by);
    expect(await schedules()).toEqual([]);
    await expect(services.sources.run(source.id, by)).rejects.toThrow("SOURCE_PAUSED");
    const resumed = await services.sources.change(source.id, { version: paused.version, isPaused: false }, null, by);
    expect(await schedules()).toMatchObject([{ id: resumed.schedule }]);
    await expect(services.sources.change(source.id, { version: 1, name: "x" }, null, by)).rejects.toThrow("VERSION_CONFLICT");
    await services.sources.remove(source.id, by);
    expect(await schedules()).toEqual([]);
    await expect(services.sources.get(source.id)).rejects.toThrow("SOURCE_UNKNOWN");
    await expect(add({ kind: "folder", settings: { folder: "in" } })).rejects.toThrow("SOURCE_SETTINGS_INVALID");
  });
});
