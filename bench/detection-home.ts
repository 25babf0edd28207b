import { cpSync, linkSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pivotOf } from "@yuejian/rules";
import { createApp, openHome } from "@yuejian/server";

type Home = Awaited<ReturnType<typeof openHome>>;

export interface ServedHome {
  readonly home: Home;
  readonly post: (url: string, payload: object) => Promise<{ id: string }>;
  /** Until the job that it starts is done. */
  readonly done: (url: string, payload: object) => Promise<void>;
  /** Until no job waits or runs. */
  readonly settle: () => Promise<void>;
}

/** A home at work with one thread, until the work is done. */
export async function served<Result>(folder: string, work: (served: ServedHome) => Promise<Result>): Promise<Result> {
  const home = await openHome(folder, { workers: 1, log: () => {} });
  const app = await createApp(home, { local: true });
  const post = async (url: string, payload: object) => {
    const answer = await app.inject({ method: "POST", url, payload });
    if (answer.statusCode >= 400) throw new Error(`${url}: ${answer.body}`);
    return answer.json<{ id: string }>();
  };
  try {
    return await work({
      home,
      post,
      async done(url, payload) {
        const job = await home.jobs.wait((await post(url, payload)).id);
        if (job.status !== "done") throw new Error(`${url}: ${job.error ?? job.status}`);
      },
      async settle() {
        const open = () => home.store.db.selectFrom("jobs").select("id").where("status", "in", ["queued", "running"]).execute();
        for (let jobs = await open(); jobs.length > 0; jobs = await open()) for (const { id } of jobs) await home.jobs.wait(id);
      },
    });
  } finally {
    await app.close();
    await home.close();
  }
}

/** Models that ran and whose rule falls apart by a pivot. */
export async function runnableByPivot({ store, models }: Home): Promise<string[]> {
  const ran = new Set((await store.db.selectFrom("runs").select("model").distinct().execute()).map(({ model }) => model));
  return [...models.values()].flatMap(({ manifest, rule }) =>
    ran.has(manifest.id) && "places" in pivotOf(rule, manifest.subjectKey) ? [manifest.id] : [],
  );
}

/** A copy of a home. Files of the lake are written once, so that the copy shares them. */
export function copyHome(from: string, into: string): void {
  mkdirSync(into);
  for (const name of readdirSync(from))
    if (name === "lake") share(join(from, name), join(into, name));
    else cpSync(join(from, name), join(into, name), { recursive: true, preserveTimestamps: true });
}

function share(from: string, into: string): void {
  mkdirSync(into);
  for (const entry of readdirSync(from, { withFileTypes: true }))
    if (entry.isDirectory()) share(join(from, entry.name), join(into, entry.name));
    else linkSync(join(from, entry.name), join(into, entry.name));
}
