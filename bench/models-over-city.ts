import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demoStaff } from "@yuejian/demo";
import { createApp, generateCity, openHome } from "@yuejian/server";
import { bench } from "./harness.ts";

/** All models over the synthetic city, against the limit of two seconds for all of them together. `node bench/models-over-city.ts [RECORDS] [ROUNDS]` */
const records = Number(process.argv[2] ?? 200_000);
const rounds = Number(process.argv[3] ?? 5);
const LIMIT_SECONDS = 2;
const folder = join(tmpdir(), `yuejian-bench-city-${records}`);
if (!existsSync(folder)) await takeIn(`${folder}.part`);

const results = await bench(
  "models-over-city",
  [{ name: "all models", script: new URL("./models-over-city-task.ts", import.meta.url), args: [folder] }],
  rounds,
);
for (const { isCold, medianSeconds, details } of results) {
  console.log(
    `${isCold ? "cold" : "warm"}: ${medianSeconds.toFixed(2)} s, ${(medianSeconds / LIMIT_SECONDS).toFixed(2)} × the limit of ${LIMIT_SECONDS} s`,
  );
  if (!isCold) console.log(JSON.stringify(details, null, 1));
}

/** A home with the city and the approvals that models on sensitive data need, and without a run. */
async function takeIn(place: string): Promise<void> {
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  const sources = join(tmpdir(), `yuejian-bench-city-files-${records}`);
  const city = await generateCity({ records, seed: 20_264, folder: sources });
  const home = await openHome(place, { log: () => {} });
  const app = await createApp(home, { local: true });
  const post = async (url: string, payload: object) => {
    const answer = await app.inject({ method: "POST", url, payload });
    if (answer.statusCode >= 400) throw new Error(`${url}: ${answer.body}`);
    return answer.json<{ id: string }>();
  };
  for (const { path, dataset } of city.files) await home.jobs.wait((await post("/api/intake", { path, dataset })).id);
  await post("/api/demo/staff", { staff: demoStaff().map((each) => ({ ...each, password: "of this bench alone" })) });
  await post("/api/demo/approvals", {});
  await app.close();
  await home.close();
  rmSync(sources, { recursive: true, force: true });
  renameSync(place, folder);
}
