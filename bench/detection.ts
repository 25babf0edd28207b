import { once } from "node:events";
import { createReadStream, createWriteStream, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { finished } from "node:stream/promises";
import { demoStaff } from "@yuejian/demo";
import { createApp, openHome } from "@yuejian/server";
import { cityFiles, type DeliveredFile, deliveredFiles } from "./city-files.ts";
import { bench } from "./harness.ts";

/** Portions of new rows, one after the other in one home: the last three are counted, as in a house that has been at work for a while. */
const PORTIONS = 5;
const PART = 1000;
const LIMIT = 0.01;

/** Detection on a thousandth of new rows against a run over everything, of every model whose rule falls apart by a pivot; the aim is a hundredth of its processor time. The new rows are
 *  every thousandth row of every text file of a city, which the home has without them: they are about the people that it knows.
 *  `node bench/detection.ts [RECORDS[,RECORDS…]] [ROUNDS]` */
const sizes = (process.argv[2] ?? "400000,9520000").split(",").map(Number);
const rounds = Number(process.argv[3] ?? 1);
const script = new URL("./detection-task.ts", import.meta.url);
const measurements: Parameters<typeof bench>[1][number][] = [];
for (const records of sizes) {
  const [home, portions] = await detectionHome(records);
  measurements.push({ name: `${records} records`, script, args: [home, portions] });
}
for (const { name, isCold, details } of await bench(sizes.length > 1 ? "detection" : `detection-${sizes[0]}`, measurements, rounds)) {
  if (isCold) continue;
  const ratio = Number(details["all, processor ratio"]);
  console.log(`${name}: ${ratio} of a run over everything, ${(ratio / LIMIT).toFixed(2)} × the limit of ${LIMIT}`);
  console.log(JSON.stringify(details, null, 1));
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
  const home = await openHome(place, { workers: 1, log: () => {} });
  const app = await createApp(home, { local: true });
  const post = async (url: string, payload: object) => {
    const answer = await app.inject({ method: "POST", url, payload });
    if (answer.statusCode >= 400) throw new Error(`${url}: ${answer.body}`);
    return answer;
  };
  const done = async (url: string, payload: object): Promise<void> => {
    const job = await home.jobs.wait((await post(url, payload)).json<{ id: string }>().id);
    if (job.status !== "done") throw new Error(`${url}: ${job.error ?? job.status}`);
  };
  for (const { path, dataset } of files) await done("/api/intake", { path, dataset });
  await post("/api/demo/staff", { staff: demoStaff().map((each) => ({ ...each, password: "of this bench alone" })) });
  await post("/api/demo/approvals", {});
  await done("/api/lake/indexes", {});
  for (const model of home.models.keys()) await done(`/api/models/${model}/runs`, {});
  for (const { id } of await home.store.db.selectFrom("jobs").select("id").execute()) await home.jobs.wait(id);
  await app.close();
  await home.close();
}
