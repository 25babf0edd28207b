import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createApp, generateCity, openHome } from "@yuejian/server";
import { describeMachine, type Sample, sampleOf } from "./harness.ts";

/** The lake on PostgreSQL beside DuckDB over the same batches, in one run: rows a second of the load, bytes, all models, one person's rows; and from
 *  the sizes the slopes that docs/scale.md computes with. `node bench/lake-postgres.ts [RECORDS…]` */
const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [100_000, 500_000, 1_000_000];
const script = new URL("./lake-postgres-task.ts", import.meta.url);
const samples: { records: number; sample: Sample }[] = [];
for (const records of sizes) {
  const folder = join(tmpdir(), `yuejian-bench-lake-${records}`);
  if (!existsSync(folder)) await takeIn(`${folder}.part`, folder, records);
  const sample = await sampleOf({ name: `${records} records`, script, args: [folder] });
  samples.push({ records, sample });
  console.log(records, JSON.stringify(sample.details, null, 1));
}
const value = (sample: Sample, name: string): number => Number(sample.details[name]);
const [least, most] = [samples[0], samples.at(-1)];
/** Growth for each row between the smallest and the largest size. */
const slopes =
  least && most && least !== most
    ? Object.fromEntries(
        Object.keys(most.sample.details)
          .filter((name) => name !== "rows")
          .map((name) => [
            name,
            (value(most.sample, name) - value(least.sample, name)) / (value(most.sample, "rows") - value(least.sample, "rows")),
          ]),
      )
    : {};
console.log("a row more costs", slopes);
const machine = describeMachine();
const results = fileURLToPath(new URL("./results/", import.meta.url));
mkdirSync(results, { recursive: true });
writeFileSync(join(results, "lake-postgres.json"), `${JSON.stringify({ name: "lake-postgres", machine, samples, slopes }, null, 2)}\n`);

/** A home with the city, its lake read from files. */
async function takeIn(place: string, folder: string, records: number): Promise<void> {
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  const sources = `${folder}.files`;
  const city = await generateCity({ records, seed: 20_264, folder: sources });
  const home = await openHome(place, { log: () => {}, lakeUrl: "" });
  const app = await createApp(home, { local: true });
  for (const { path, dataset } of city.files) {
    const answer = await app.inject({ method: "POST", url: "/api/intake", payload: { path, dataset } });
    if (answer.statusCode >= 400) throw new Error(answer.body);
    const job = await home.jobs.wait(answer.json<{ id: string }>().id);
    if (job.status !== "done") throw new Error(`${path}: ${job.error ?? job.status}`);
  }
  await app.close();
  await home.close();
  rmSync(sources, { recursive: true, force: true });
  renameSync(place, folder);
}
