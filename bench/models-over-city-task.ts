import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApp, openHome } from "@yuejian/server";
import { task } from "./harness.ts";

/** One sample: a copy of a home with a city and no run, opened; then every model runs over it once, one after the other, as its users run them: a
 *  job, the snapshot, the rule, findings and leads saved. The opening of the home and of its worker
 *  thread, which takes in one resident first, are not counted. `details`: milliseconds, those of the
 *  processor (which neighbours on the machine change little) and findings of each. */
await task(async ([from = ""]) => {
  const folder = mkdtempSync(join(tmpdir(), "yuejian-bench-models-"));
  cpSync(from, folder, { recursive: true });
  const home = await openHome(folder, { workers: 1, log: () => {} });
  const app = await createApp(home, { local: true });
  try {
    await startThread(folder, app, (id) => home.jobs.wait(id));
    const details: Record<string, number> = {};
    let [seconds, processor] = [0, 0];
    for (const { id } of [...home.models.values()].map(({ manifest }) => manifest)) {
      const [start, used] = [performance.now(), process.cpuUsage()];
      const answer = await app.inject({ method: "POST", url: `/api/models/${id}/runs`, payload: {} });
      const job = answer.json<{ id: string }>();
      await home.jobs.wait(job.id);
      const milliseconds = performance.now() - start;
      seconds += milliseconds / 1000;
      const { user, system } = process.cpuUsage(used);
      const done = (await app.inject({ url: `/api/jobs/${job.id}` })).json<{ status: string; result: { findings: number } }>();
      if (done.status !== "done") throw new Error(`${id} ended as ${done.status}`);
      details[`${id}, milliseconds`] = Math.round(milliseconds);
      details[`${id}, processor milliseconds`] = Math.round((user + system) / 1000);
      processor += (user + system) / 1000;
      details[`${id}, findings`] = done.result.findings;
    }
    return { seconds, details: { "all, processor milliseconds": Math.round(processor), ...details } };
  } finally {
    await app.close();
    await home.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

async function startThread(
  folder: string,
  app: Awaited<ReturnType<typeof createApp>>,
  wait: (job: string) => Promise<unknown>,
): Promise<void> {
  const path = join(folder, "one-resident.csv");
  writeFileSync(path, "姓名,公民身份号码,性别,出生日期,辖区\n李一,990602199001010012,男,1990-01-01,岳阳楼区\n");
  const answer = await app.inject({ method: "POST", url: "/api/intake", payload: { path, dataset: "persons" } });
  if (answer.statusCode >= 400) throw new Error(answer.body);
  await wait(answer.json<{ id: string }>().id);
  // What a load sets going (its index, linking, quality) is not of the models.
  for (;;) {
    const { items } = (await app.inject({ url: "/api/jobs?status=queued,running" })).json<{ items: readonly { id: string }[] }>();
    if (items.length === 0) return;
    for (const { id } of items) await wait(id);
  }
}
