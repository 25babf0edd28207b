import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApp, openHome } from "@yuejian/server";
import { task } from "./harness.ts";

/** One sample: a copy of a home in which every model ran and every batch has an index, opened; then portions of a thousandth of new rows are taken in, and after each every
 *  model runs on them (`increment`) or over everything (`whole`), one after the other, as jobs; the last portion is counted. Taking in and making the indexes of the new batches are not counted: they are
 *  made for other uses too. `details`: processor milliseconds of each model. */
await task(async ([from = "", source = "", kind = ""]) => {
  const folder = mkdtempSync(join(tmpdir(), "yuejian-bench-detection-"));
  cpSync(from, folder, { recursive: true });
  const home = await openHome(folder, { workers: 1, log: () => {} });
  const app = await createApp(home, { local: true });
  const done = async (url: string, payload: object): Promise<{ status: string; result: string | null; error: string | null }> => {
    const answer = await app.inject({ method: "POST", url, payload });
    if (answer.statusCode >= 400) throw new Error(`${url}: ${answer.body}`);
    const job = await home.jobs.wait(answer.json<{ id: string }>().id);
    if (job.status !== "done") throw new Error(`${url}: ${job.error ?? job.status}`);
    return job;
  };
  const settle = async (): Promise<void> => {
    for (const { id } of await home.store.db.selectFrom("jobs").select("id").execute()) await home.jobs.wait(id);
  };
  /** Switched on a model runs once on what is new; switched off again, the next portion does not run it by itself. */
  const switched = async (id: string, isEnabled: boolean, version: number): Promise<void> => {
    const answer = await app.inject({ method: "POST", url: `/api/detection/${id}`, payload: { isEnabled, reason: "bench", version } });
    if (answer.statusCode >= 400) throw new Error(answer.body);
  };
  const runAll = async (portion: number) => {
    const details: Record<string, number | string> = {};
    let [seconds, processor] = [0, 0];
    for (const id of home.models.keys()) {
      const [start, used] = [performance.now(), process.cpuUsage()];
      if (kind === "whole") await done(`/api/models/${id}/runs`, {});
      else {
        await switched(id, true, 2 * portion);
        await settle();
      }
      seconds += (performance.now() - start) / 1000;
      const { user, system } = process.cpuUsage(used);
      processor += (user + system) / 1000;
      details[id] = Math.round((user + system) / 1000);
      if (kind !== "whole") await switched(id, false, 2 * portion + 1);
      const run = await home.store.db
        .selectFrom("run_scopes")
        .innerJoin("runs", "runs.id", "run_scopes.run")
        .selectAll()
        .where("model", "=", id)
        .orderBy("finished_at", "desc")
        .orderBy("id", "desc")
        .executeTakeFirst();
      details[`${id}, run`] = run?.base
        ? `${run.keys} values, ${run.findings} findings`
        : `everything${run?.reason ? ` (${run.reason})` : ""}, ${run?.findings} findings`;
    }
    return { seconds, details: { "all, processor milliseconds": Math.round(processor), ...details } };
  };
  try {
    const portions = JSON.parse(readFileSync(join(source, "files.json"), "utf8")) as { name: string; dataset: string }[][];
    let counted: { seconds: number; details: Record<string, number | string> } | null = null;
    for (const [at, files] of portions.entries()) {
      for (const { name, dataset } of files) await done("/api/intake", { path: join(source, name), dataset });
      await home.jobs.wait((await home.work.indexBatches({ actor: { id: "usr_operator", office: "yueyang" } })).id);
      await settle();
      counted = await runAll(at);
    }
    return counted ?? { seconds: 0, details: {} };
  } finally {
    await app.close();
    await home.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
