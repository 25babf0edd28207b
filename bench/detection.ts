import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { demoStaff } from "@yuejian/demo";
import { createApp, generateCity, openHome } from "@yuejian/server";
import { bench } from "./harness.ts";

/** Portions of new rows, one after the other in one home: the last is counted, as in a house that has been at work for a while. */
const PORTIONS = 3;

/** Detection on a thousandth of new rows against a run over everything; the aim is a hundredth of its processor time. `node bench/detection.ts [RECORDS] [ROUNDS]` */
const records = Number(process.argv[2] ?? 2_000_000);
const rounds = Number(process.argv[3] ?? 3);
const folder = join(tmpdir(), `yuejian-bench-detection-${records}`);
const source = join(tmpdir(), `yuejian-bench-detection-portions-${records}`);
if (!existsSync(source)) await prepareNew();
if (!existsSync(folder)) await takeIn(`${folder}.part`);

const script = new URL("./detection-task.ts", import.meta.url);
const results = await bench(
  `detection-${records}`,
  [
    { name: "whole", script, args: [folder, source, "whole"] },
    { name: "increment", script, args: [folder, source, "increment"], peer: "whole" },
  ],
  rounds,
);
for (const { name, isCold, details } of results) if (!isCold) console.log(name, JSON.stringify(details, null, 1));

/** Other people's records of the same kinds, a thousandth as many. */
async function prepareNew(): Promise<void> {
  const place = `${source}.part`;
  rmSync(place, { recursive: true, force: true });
  const portions: { name: string; dataset: string }[][] = [];
  for (let portion = 0; portion < PORTIONS; portion++) {
    const city = await generateCity({ records: Math.max(2000, records / 1000), seed: 7 + portion, folder: join(place, String(portion)) });
    portions.push(city.files.map(({ path, dataset }) => ({ name: join(String(portion), basename(path)), dataset })));
  }
  writeFileSync(join(place, "files.json"), JSON.stringify(portions));
  renameSync(place, source);
}

async function takeIn(place: string): Promise<void> {
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  const sources = join(tmpdir(), `yuejian-bench-detection-files-${records}`);
  const city = await generateCity({ records, seed: 20_264, folder: sources });
  const home = await openHome(place, { workers: 1, log: () => {} });
  const app = await createApp(home, { local: true });
  const done = async (url: string, payload: object): Promise<void> => {
    const answer = await app.inject({ method: "POST", url, payload });
    if (answer.statusCode >= 400) throw new Error(`${url}: ${answer.body}`);
    const job = await home.jobs.wait(answer.json<{ id: string }>().id);
    if (job.status !== "done") throw new Error(`${url}: ${job.error ?? job.status}`);
  };
  for (const { path, dataset } of city.files) await done("/api/intake", { path, dataset });
  await app.inject({
    method: "POST",
    url: "/api/demo/staff",
    payload: { staff: demoStaff().map((each) => ({ ...each, password: "of this bench alone" })) },
  });
  await app.inject({ method: "POST", url: "/api/demo/approvals", payload: {} });
  await home.jobs.wait((await home.work.indexBatches({ actor: { id: "usr_operator", office: "yueyang" } })).id);
  for (const model of home.models.keys()) await done(`/api/models/${model}/runs`, {});
  for (const { id } of await home.store.db.selectFrom("jobs").select("id").execute()) await home.jobs.wait(id);
  await app.close();
  await home.close();
  rmSync(sources, { recursive: true, force: true });
  renameSync(place, folder);
}
