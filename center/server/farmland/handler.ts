import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import { intakeFile } from "@yuejian/data";
import type { JobContext, JobHandler } from "../jobs/index.ts";
import { ownBatch } from "../work/correction-handler.ts";
import { runOnNew } from "../work/detect-handler.ts";
import { intakePorts } from "../work/intake-handlers.ts";
import { beginRun, earlierRun } from "../work/run-handler.ts";
import type { Workplace } from "../work/workplace.ts";
import { digestInputs } from "./digest-inputs.ts";
import { districtsOn, readDistricts } from "./districts.ts";
import { type DrawnPictures, drawPictures } from "./draw-pictures.ts";
import { type FarmlandRequest, measureImages } from "./measure-images.ts";
import { forgetParts, keepParts } from "./parts.ts";
import { readDays } from "./read-days.ts";
import { saveRun } from "./save-run.ts";
import { settleRequest } from "./settle-request.ts";
import { sharedTiles } from "./shared-tiles.ts";
import { violationRecords } from "./violation-records.ts";

const SORTING = { zh: "查看文件", en: "Looking at the files" };
const MEASURING = { zh: "比对影像", en: "Comparing images" };
const RECORDING = { zh: "登记图斑", en: "Recording violations" };
const LEADS = { zh: "生成线索", en: "Making leads" };

/** The model that makes leads of what is measured (applications/models/farmland). */
export const FARMLAND_MODEL = "farmland";
const DATASET = "farmland-violations";

/** Looks for changes in images, keeps them with their pictures, takes them in as records, and lets the model make leads of them. A further attempt goes on where the one
 *  before stopped: what was measured is not measured again. Result: `{ run, violations, newLeads }`. */
export const measureFarmlandHandler: JobHandler<Workplace> = async (input, context) => {
  const { run: id } = input as { run: string };
  const { home, progress, fence } = context;
  const row = await home.store.db.selectFrom("farmland_runs").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw new YuejianError("FARMLAND_RUN_UNKNOWN", { run: id });
  // A model that may not run is said before anything is measured.
  const running = await beginRun(FARMLAND_MODEL, context);
  if (row.finished_at === null) {
    const asked = JSON.parse(row.request) as FarmlandRequest & { readonly folder?: string };
    progress.report(0, null, SORTING);
    const settled = await settleRequest(asked, new Date(home.clock.now()).toISOString().slice(0, 10));
    // What was found so far goes with the attempt; what a killed one leaves is shown nowhere, and goes with the next.
    await measure(id, settled, context).catch(async (cause: unknown) => {
      await home.store.write((trx) => forgetParts(trx, id));
      throw cause;
    });
  }
  progress.report(0, null, RECORDING);
  const records = await violationRecords(home.store.db, id);
  const batch = (await ownBatch(context)) ?? (await takenIn(id, records, context));
  progress.report(0, null, LEADS);
  const modelRun = (await earlierRun(context)) ?? (batch === null ? null : await runOnNew(running));
  await home.store.write(async (trx) => {
    await fence(trx);
    await trx
      .updateTable("farmland_runs")
      .set({ batch, model_run: modelRun?.id ?? null })
      .where("id", "=", id)
      .execute();
  });
  return { run: id, violations: records.length, newLeads: modelRun?.newLeads ?? 0 };
};

async function measure(
  id: string,
  { request, doubts }: Awaited<ReturnType<typeof settleRequest>>,
  context: JobContext<Workplace>,
): Promise<void> {
  const { home, progress } = context;
  progress.report(0, null, MEASURING);
  const named = request.boundaries === undefined ? null : await readDistricts(request.boundaries, home.offices);
  await home.store.write(async (trx) => {
    await context.fence(trx);
    await forgetParts(trx, id);
  });
  const found = await measureImages(request, {
    progress,
    onPart: keepParts(context, { run: id, districts: named }),
    runner: sharedTiles(id, context),
  });
  const images = { ...found, doubts: [...doubts, ...found.doubts] };
  const inputs = await digestInputs(images.files, context);
  const districts = named === null ? [] : districtsOn(named, images);
  const { curves, series } = await readDays(images, (done, total) =>
    report(context, { done, total, stage: { zh: "读取各期曲线", en: "Reading the curves" } }),
  );
  const pictures: DrawnPictures = await drawPictures(images, {
    files: home.files,
    curves,
    onProgress: (done, total) => report(context, { done, total, stage: { zh: "绘制影像图", en: "Drawing pictures" } }),
  });
  const kept = await home.files.put(series.bytes);
  await saveRun(context, { id, images, inputs, districts, pictures, series: { sha256: kept.sha256, shape: series.shape } });
}

interface Step {
  readonly done: number;
  readonly total: number;
  readonly stage: { readonly zh: string; readonly en: string };
}

function report({ progress }: JobContext<Workplace>, { done, total, stage }: Step): void {
  if (progress.signal.aborted) throw new YuejianError("JOB_CANCELLED");
  progress.report(done, total, stage);
}

/** Null where there is nothing to take in. */
async function takenIn(id: string, records: readonly object[], context: JobContext<Workplace>): Promise<string | null> {
  if (records.length === 0) return null;
  const { home, job } = context;
  const name = `${id}.ndjson`;
  const path = join(home.paths.scratch, name);
  await writeFile(path, records.map((record) => `${JSON.stringify(record)}\n`).join(""));
  try {
    const { parts } = await intakeFile({ path, dataset: DATASET, office: job.office, name }, intakePorts(context));
    const [part] = parts;
    if (!part) throw new YuejianError("FILE_EMPTY", { file: name });
    return part.batch.id;
  } finally {
    await rm(path, { force: true });
  }
}
