import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type RunningPostgres, startPostgres } from "../../../checks/postgres/start-postgres.ts";
import { openFileStore } from "../files/index.ts";
import { type RunningBucket, startBucket } from "../files/testing/start-bucket.ts";
import { writeJudgments } from "../testing/city.ts";
import { temporaryFolders } from "../testing/stores.ts";
import { type Home, openHome } from "./index.ts";
import { openWorker } from "./open-worker.ts";

const program = fileURLToPath(new URL("./testing/worker-process.ts", import.meta.url));
const operator = { id: "usr_operator", office: "yueyang" };
const FILES = 6;
const DOSSIERS = 5;

describe("two processes that work on one home's queue on PostgreSQL", () => {
  const folders = temporaryFolders();
  const children: ChildProcess[] = [];
  let postgres: RunningPostgres;
  let bucket: RunningBucket;
  let home: Home;

  beforeAll(async () => {
    [postgres, bucket] = await Promise.all([startPostgres(), startBucket()]);
    for (const [name, value] of Object.entries(bucket.environment)) vi.stubEnv(name, value);
  });
  afterAll(async () => {
    for (const child of children) child.kill("SIGKILL");
    await home.close();
    await Promise.all([postgres.stop(), bucket.stop()]);
    vi.unstubAllEnvs();
  });

  it("share it, and when one is killed in the middle the other finishes: every file is one batch, with its rows in the lake's tables, and the files are in the bucket", {
    timeout: 180_000,
  }, async () => {
    const client = new Client({ connectionString: postgres.url });
    await client.connect();
    await client.query("CREATE DATABASE lake");
    await client.end();
    const lakeUrl = new URL(postgres.url);
    lakeUrl.pathname = "/lake";
    const folder = await folders();
    const dossiers = await openFileStore(path.join(folder, "home", "files"));
    for (let at = 0; at < DOSSIERS; at++) await dossiers.put(Buffer.from(`dossier ${at}`));
    const urls = { databaseUrl: postgres.url, lakeUrl: lakeUrl.href, filesUrl: bucket.url };
    home = await openHome(path.join(folder, "home"), { ...urls, workers: 0 });
    const owners = new Map<string, number>();
    home.jobs.subscribe(({ status, lease_owner: owner }) => {
      if (status === "running" && owner !== null) owners.set(owner, (owners.get(owner) ?? 0) + 1);
    });
    for (let at = 0; at < 2; at++) {
      const child = spawn(process.execPath, [program, home.folder, ...Object.values(urls)], { stdio: ["ignore", "pipe", "inherit"] });
      children.push(child);
      await once(child.stdout ?? process.stdin, "data");
    }
    const jobs = [];
    for (let file = 0; file < FILES; file++) {
      const made = await writeJudgments(folder, { name: `${file}.csv`, rows: 200, first: file * 200 + 1 });
      jobs.push(await home.work.intake({ path: made.file, dataset: "judgments", actor: operator }));
    }
    jobs.push(await home.work.moveFiles({ actor: operator }));
    // Killed while it holds a job.
    const [victim] = children;
    const isHeldBy = async (pid: number | undefined) => {
      const { items } = await home.jobs.list({ statuses: ["running"], offset: 0, limit: 10 });
      return items.some(({ lease_owner: owner }) => owner?.split("/")[1] === String(pid));
    };
    while (owners.size < 2 || !(await isHeldBy(victim?.pid))) await new Promise((resolve) => setTimeout(resolve, 20));
    victim?.kill("SIGKILL");
    for (const { id } of jobs) expect((await home.jobs.wait(id)).status).toBe("done");
    const run = await home.jobs.wait((await home.work.runModel({ model: "wrong-fines", parameters: {}, actor: operator })).id);
    expect(run).toMatchObject({ status: "done" });
    expect(await home.store.db.selectFrom("leads").select("id").limit(1).executeTakeFirst()).toBeDefined();
    expect([await home.files.waiting(), (await home.files.list()).length]).toEqual([0, DOSSIERS]);
    const batches = await home.store.db.selectFrom("batches").select(["id", "file_sha256"]).execute();
    expect(batches.length).toBe(FILES);
    expect(new Set(batches.map(({ file_sha256: sha256 }) => sha256)).size).toBe(FILES);
    expect((await home.lakeTables?.loaded(batches.map(({ id }) => id)))?.size).toBe(FILES);
    expect(owners.size).toBe(2);
    expect((await home.doctor({ isDeep: false, sweep: true })).problems).toEqual([]);
  });

  it("are not started over a store that is a file, or beside a folder of another home", async () => {
    await expect(openWorker(home.folder, { databaseUrl: "store.sqlite" })).rejects.toMatchObject({ code: "STORE_SHARED_NEEDED" });
    await expect(openWorker(await folders(), { databaseUrl: postgres.url })).rejects.toMatchObject({ code: "HOME_MISMATCH" });
  });
});
