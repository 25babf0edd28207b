import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demoStaff } from "@yuejian/demo";
import { createApp, openHome } from "@yuejian/server";

interface Delivered {
  readonly name: string;
  readonly dataset: string;
}

/** Of the fictitious staff of these homes. */
export const PASSWORD = "of this bench alone";

/** Folder of a home in which the city that `bench/intake-city.ts` prepared is taken in and linked; made once, and not changed by who uses it. */
export async function cityHome(records: number): Promise<string> {
  const city = join(tmpdir(), `yuejian-bench-intake-city-${records}`);
  if (!existsSync(city)) throw new Error(`${city} is not there: run bench/intake-city.ts ${records} first`);
  const folder = join(tmpdir(), `yuejian-bench-city-home-${records}`);
  if (existsSync(folder)) return folder;
  const place = `${folder}.part`;
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  const home = await openHome(place, { workers: 1, log: () => {} });
  const app = await createApp(home, { local: true });
  const done = async (url: string, payload: object): Promise<void> => {
    const answer = await app.inject({ method: "POST", url, payload });
    if (answer.statusCode >= 400) throw new Error(`${url}: ${answer.body}`);
    const started = performance.now();
    const job = await home.jobs.wait(answer.json<{ id: string }>().id);
    if (job.status !== "done") throw new Error(`${url}: ${job.error ?? job.status}`);
    process.stderr.write(`${url} ${JSON.stringify(payload)}: ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
  };
  const files = JSON.parse(readFileSync(join(city, "files.json"), "utf8")) as Delivered[];
  for (const { name, dataset } of files) await done("/api/intake", { path: join(city, "source", name), dataset });
  await app.inject({
    method: "POST",
    url: "/api/demo/staff",
    payload: { staff: demoStaff().map((each) => ({ ...each, password: PASSWORD })) },
  });
  await done("/api/entities/runs", { full: true });
  await done("/api/lake/indexes", {});
  await app.close();
  await home.close();
  renameSync(place, folder);
  return folder;
}
