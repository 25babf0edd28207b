import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { isFinished } from "../jobs/index.ts";
import { keptThreads } from "../jobs/testing/kept-threads.ts";
import { describeOnBothStores } from "../testing/stores.ts";
import { type Home, openHome } from "./index.ts";

const busy = fileURLToPath(new URL("./testing/busy-home.ts", import.meta.url));
/** After how many answers of its own each process is killed, or a moment later. */
const ROUNDS = [0, 2, 5, 9];

describeOnBothStores("a home that is killed while it loads, runs and changes leads", (place) => {
  it("has lost nothing that was answered, holds nothing twice, and goes on with what was begun", { timeout: 240_000 }, async () => {
    const folder = await place.emptyFolder();
    const databaseUrl = place.engine === "postgres" ? await place.emptyUrl() : "-";
    for (const [round, answers] of ROUNDS.entries()) {
      const child = spawn(process.execPath, [busy, folder, databaseUrl, String(round)], { stdio: ["ignore", "pipe", "inherit"] });
      await answered(child, answers);
      const delay = Math.floor(Math.random() * 300);
      await new Promise((resolve) => setTimeout(resolve, delay));
      child.kill("SIGKILL");
      expect(await once(child, "exit")).toEqual([null, "SIGKILL"]);

      const home = await openHome(path.join(folder, "home"), { jobThreads: keptThreads, ...(databaseUrl === "-" ? {} : { databaseUrl }) });
      const { items } = await home.jobs.list({ statuses: ["queued", "running"], offset: 0, limit: 100 });
      for (const { id } of items) expect(isFinished(await home.jobs.wait(id))).toBe(true);
      const failed = await home.jobs.list({ statuses: ["failed"], offset: 0, limit: 100 });
      expect(failed.items.filter(({ error }) => !error?.includes("MODEL_INPUT_MISSING"))).toEqual([]);
      const report = await home.doctor();
      expect(report.problems, `killed ${delay} ms after ${answers} answers`).toEqual([]);
      await expectDiary(home, (await readFile(path.join(folder, "diary"), "utf8").catch(() => "")).split("\n"));
      await home.close();
    }
  });
});

/** Until it has said that it is open, and so many answers more. */
async function answered(child: ChildProcess, answers: number): Promise<void> {
  let said = 0;
  while (said < 1 + answers) said += String(await once(child.stdout as Readable, "data")).split("\n").length - 1;
}

/** What was answered is there; each file was loaded once. */
async function expectDiary({ store }: Home, lines: readonly string[]): Promise<void> {
  const batches = await store.db.selectFrom("batches").selectAll().execute();
  const rows = new Map(batches.map((batch) => [batch.id, batch.rows_accepted]));
  const runs = new Set((await store.db.selectFrom("runs").select("id").execute()).map(({ id }) => id));
  const versions = new Map(
    (await store.db.selectFrom("leads").select(["id", "version"]).execute()).map(({ id, version }) => [id, version]),
  );
  for (const line of lines) {
    const [what, id = "", count] = line.split(" ");
    if (what === "batch") expect(rows.get(id)).toBe(Number(count));
    if (what === "run") expect(runs.has(id)).toBe(true);
    if (what === "lead") expect(versions.get(id)).toBeGreaterThanOrEqual(Number(count));
  }
  expect(new Set(batches.map(({ file_sha256: sha256 }) => sha256)).size).toBe(batches.length);
}
