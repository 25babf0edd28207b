import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningPostgres, startPostgres } from "../../../checks/postgres/start-postgres.ts";
import { writeJudgments } from "../testing/city.ts";
import { temporaryFolders } from "../testing/stores.ts";
import { type Home, openHome } from "./index.ts";
import { openWorker } from "./open-worker.ts";

const program = fileURLToPath(new URL("./testing/worker-process.ts", import.meta.url));
const operator = { id: "usr_operator", office: "yueyang" };
const FILES = 12;

describe("two processes that work on one home's queue on PostgreSQL", () => {
  const folders = temporaryFolders();
  const children: ChildProcess[] = [];
  let postgres: RunningPostgres;
  let home: Home;

  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(async () => {
    for (const child of children) child.kill("SIGKILL");
    await home.close();
    await postgres.stop();
  });

  it("share it, and when one is killed in the middle the other finishes: every file is one batch, with its rows in the lake's tables", {
    timeout: 180_000,
  }, async () => {
    const client = new Client({ connectionString: postgres.url });
    await client.connect();
    await client.query("CREATE DATABASE lake");
    await client.end();
    const lakeUrl = new URL(postgres.url);
    lakeUrl.pathname = "/lake";
    const folder = await folders();
    home = await openHome(path.join(folder, "home"), { databaseUrl: postgres.url, lakeUrl: lakeUrl.href, workers: 0 });
    const owners = new Map<string, number>();
    home.jobs.subscribe(({ status, lease_owner: owner }) => {
      if (status === "running" && owner !== null) owners.set(owner, (owners.get(owner) ?? 0) + 1);
    });
    for (let at = 0; at < 2; at++) {
      const child = spawn(process.execPath, [program, home.folder, postgres.url, lakeUrl.href], { stdio: ["ignore", "pipe", "inherit"] });
      children.push(child);
      await once(child.stdout ?? process.stdin, "data");
    }
    const jobs = [];
    for (let file = 0; file < FILES; file++) {
      const made = await writeJudgments(folder, { name: `${file}.csv`, rows: 200, first: file * 200 + 1 });
      jobs.push(await home.work.intake({ path: made.file, dataset: "judgments", actor: operator }));
    }
    // Killed while it holds a job.
    const [victim] = children;
    const isHeldBy = async (pid: number | undefined) => {
      const { items } = await home.jobs.list({ statuses: ["running"], offset: 0, limit: 10 });
      return items.some(({ lease_owner: owner }) => owner?.split("/")[1] === String(pid));
    };
    while (owners.size < 2 || !(await isHeldBy(victim?.pid))) await new Promise((resolve) => setTimeout(resolve, 20));
    victim?.kill("SIGKILL");
    for (const { id } of jobs) expect((await home.jobs.wait(id)).status).toBe("done");
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
