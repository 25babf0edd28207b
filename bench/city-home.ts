import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demoStaff } from "@yuejian/demo";
import { createApp, openHome } from "@yuejian/server";
import { cityFiles, deliveredFiles } from "./city-files.ts";

/** Of the fictitious staff of these homes. */
export const PASSWORD = "of this bench alone";

/** Folder of a home in which a synthetic city is taken in, linked and indexed, with the approvals that models on sensitive data need and without a run;
 *  made once, and not changed by who uses it. */
export async function cityHome(records: number): Promise<string> {
  const folder = join(tmpdir(), `yuejian-bench-city-home-${records}`);
  if (existsSync(folder)) return folder;
  const place = `${folder}.part`;
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  const home = await openHome(place, { workers: 1, log: () => {} });
  const app = await createApp(home, { local: true });
  const post = async (url: string, payload: object) => {
    const answer = await app.inject({ method: "POST", url, payload });
    if (answer.statusCode >= 400) throw new Error(`${url}: ${answer.body}`);
    return answer;
  };
  const done = async (url: string, payload: object): Promise<void> => {
    const started = performance.now();
    const { id } = (await post(url, payload)).json<{ id: string }>();
    const job = await home.jobs.wait(id);
    if (job.status !== "done") throw new Error(`${url}: ${job.error ?? job.status}`);
    process.stderr.write(`${url} ${JSON.stringify(payload)}: ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
  };
  const city = await cityFiles(records);
  for (const { name, dataset } of deliveredFiles(city)) await done("/api/intake", { path: join(city, "source", name), dataset });
  await post("/api/demo/staff", { staff: demoStaff().map((each) => ({ ...each, password: PASSWORD })) });
  await post("/api/demo/approvals", {});
  await done("/api/entities/runs", { full: true });
  await done("/api/lake/indexes", {});
  await app.close();
  await home.close();
  renameSync(place, folder);
  return folder;
}
