import { once } from "node:events";
import { createReadStream, createWriteStream, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { finished } from "node:stream/promises";
import { demoStaff } from "@yuejian/demo";
import { cityFiles, type DeliveredFile, deliveredFiles } from "./city-files.ts";
import { copyHome, runnableByPivot, type ServedHome, served } from "./detection-home.ts";
import { bench } from "./harness.ts";

/** Portions of new rows, one after the other in one home: the last three are counted, as in a house that has been at work for a while. */
const PORTIONS = 5;
const PART = 1000;
const LIMIT = 0.01;

/** Detection on a thousandth of new rows against a run over everything, of every model whose rule falls apart by a pivot; the aim is a hundredth of its processor time. The new rows are
 *  every thousandth row of every text file of a city, which the home has without them: they are about the people that it knows. Homes are made once and kept in the temporary folder; then a sample
 *  takes seconds; `node bench/detection-task.ts HOME each` is the increments alone, of each model.
 *  `node bench/detection.ts [RECORDS[,RECORDS…]] [ROUNDS]` */
const sizes = (process.argv[2] ?? "400000,9520000").split(",").map(Number);
const rounds = Number(process.argv[3] ?? 1);
const script = new URL("./detection-task.ts", import.meta.url);
const measurements: Parameters<typeof bench>[1][number][] = [];
for (const records of sizes) {
  const ready = await readyHome(records);
  measurements.push(
    { name: `${records} records`, script, args: [ready] },
    { name: `${records} records, each model alone`, script, args: [ready, "each"] },
  );
}
for (const { name, isCold, details } of await bench(sizes.length > 1 ? "detection" : `detection-${sizes[0]}`, measurements, rounds)) {
  if (isCold) continue;
  console.log(JSON.stringify(details, null, 1));
  if (!("all, processor ratio" in details)) continue;
  const ratio = Number(details["all, processor ratio"]);
  console.log(`${name}: ${ratio} of a run over everything, ${(ratio / LIMIT).toFixed(2)} × the limit of ${LIMIT}`);
}

/** The home of `detectionHome` in which every model that can is switched on and all portions were taken in, have indexes, and were looked at by nobody; and the catalogue's rows of each portion. Made once. */
async function readyHome(records: number): Promise<string> {
  const [from, source] = await detectionHome(records);
  const folder = join(tmpdir(), `yuejian-bench-detection-${records}-ready`);
  const indexed = async ({ home }: ServedHome) =>
    home.jobs.wait((await home.work.indexBatches({ actor: { id: "usr_operator", office: "yueyang" } })).id);
  if (existsSync(folder)) {
    // Of a home that was kept from before their form changed.
    await served(join(folder, "home"), indexed);
    return folder;
  }
  const place = `${folder}.part`;
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place);
  copyHome(from, join(place, "home"));
  const portions: unknown[] = [];
  await served(join(place, "home"), async (at) => {
    const { home, post, done, settle } = at;
    const { db } = home.store;
    for (const model of await runnableByPivot(home))
      await post(`/api/detection/${model}`, { isEnabled: true, reason: "bench", version: 0 });
    await settle();
    await home.store.write((trx) => trx.updateTable("detection_models").set({ is_enabled: 0 }).execute());
    const files = JSON.parse(readFileSync(join(source, "files.json"), "utf8")) as { name: string; dataset: string }[];
    for (let portion = 0; portion < PORTIONS; portion++) {
      const { last } = await db
        .selectFrom("batches")
        .select(({ fn }) => fn.max("sequence").as("last"))
        .executeTakeFirstOrThrow();
      for (const { name, dataset } of files) {
        await done("/api/intake", { path: join(source, String(portion), name), dataset });
        // A profile of millions of rows takes longer than everything that is measured here.
        for (const job of (await home.jobs.list({ statuses: ["queued"], offset: 0, limit: 100 })).items)
          if (job.kind === "measure-quality") await home.jobs.cancel(job.id);
      }
      await indexed(at);
      await settle();
      portions.push(await db.selectFrom("batches").selectAll().where("sequence", ">", last).orderBy("sequence").execute());
    }
  });
  writeFileSync(join(place, "portions.json"), JSON.stringify(portions));
  renameSync(place, folder);
  return folder;
}

/** A home in which every model ran over a city without its portions, and the folder of these; made once. */
async function detectionHome(records: number): Promise<[home: string, portions: string]> {
  const folder = join(tmpdir(), `yuejian-bench-detection-${records}`);
  if (!existsSync(folder)) {
    const place = `${folder}.part`;
    rmSync(place, { recursive: true, force: true });
    const city = await cityFiles(records);
    const files = deliveredFiles(city);
    await split(join(city, "utf8"), files, place);
    await takeIn(join(place, "home"), [
      ...files.filter(({ isWorkbook }) => isWorkbook).map(({ name, dataset }) => ({ path: join(city, "source", name), dataset })),
      ...files.filter(({ isWorkbook }) => !isWorkbook).map(({ name, dataset }) => ({ path: join(place, "most", name), dataset })),
    ]);
    rmSync(join(place, "most"), { recursive: true });
    renameSync(place, folder);
  }
  return [join(folder, "home"), join(folder, "portions")];
}

/** Rows of the text files: most into `most`, a thousandth each into `portions/0`, `portions/1` …, with the heading each. */
async function split(from: string, files: readonly DeliveredFile[], into: string): Promise<void> {
  const folders = [join(into, "most"), ...Array.from({ length: PORTIONS }, (_, at) => join(into, "portions", String(at)))];
  for (const folder of folders) mkdirSync(folder, { recursive: true });
  const texts = files.filter(({ isWorkbook }) => !isWorkbook);
  for (const { name } of texts) {
    const [most, ...portions] = folders.map((folder) => createWriteStream(join(folder, name)));
    let row = -1;
    for await (const line of createInterface({ input: createReadStream(join(from, name)) })) {
      if (row < 0) for (const file of [most, ...portions]) file?.write(`${line}\n`);
      else {
        const at = row % PART;
        const portion = at % (PART / PORTIONS) === 0 ? portions[at / (PART / PORTIONS)] : undefined;
        const file = portion ?? most;
        if (file && !file.write(`${line}\n`)) await once(file, "drain");
      }
      row += 1;
    }
    for (const file of [most, ...portions]) {
      file?.end();
      if (file) await finished(file);
    }
  }
  writeFileSync(join(into, "portions", "files.json"), JSON.stringify(texts.map(({ name, dataset }) => ({ name, dataset }))));
}

async function takeIn(place: string, files: readonly { readonly path: string; readonly dataset: string }[]): Promise<void> {
  mkdirSync(place, { recursive: true });
  await served(place, async ({ home, post, done, settle }) => {
    for (const { path, dataset } of files) await done("/api/intake", { path, dataset });
    await post("/api/demo/staff", { staff: demoStaff().map((each) => ({ ...each, password: "of this bench alone" })) });
    await post("/api/demo/approvals", {});
    await done("/api/lake/indexes", {});
    const delivered = new Set(files.map(({ dataset }) => dataset));
    for (const [model, { manifest }] of home.models)
      if (manifest.inputs.every(({ dataset }) => delivered.has(dataset))) await done(`/api/models/${model}/runs`, {});
    await settle();
  });
}
