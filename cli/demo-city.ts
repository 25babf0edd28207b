import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type ErrorCode, YuejianError } from "@yuejian/contracts";
import type { FarmlandStarted, IntakeResult, ModelSummary, RunView } from "@yuejian/contracts/api";
import { awaitJob, type Client } from "./client.ts";
import type { Output } from "./output.ts";

export interface DemoRequest {
  readonly records: number;
  readonly seed: number;
}

export interface DemoResult {
  readonly records: number;
  readonly seed: number;
  readonly rowsAccepted: number;
  readonly rowsQuarantined: number;
  readonly files: number;
  readonly findings: Readonly<Record<string, number>>;
  /** Models that could not run here, with the code of the reason: the city lacks a dataset, or a person has to approve first. */
  readonly notRun: Readonly<Record<string, string>>;
  readonly leads: number;
  /** Places that a series of images shows, and the leads that they became. */
  readonly farmland: FarmlandResult;
  readonly seconds: { readonly generation: number; readonly intake: number; readonly models: number };
}

type FarmlandResult = { readonly violations: number; readonly newLeads: number };

/** What keeps one model from running without a fault in the city. */
const MAY_NOT_RUN: readonly ErrorCode[] = ["MODEL_INPUT_MISSING", "MODEL_NEEDS_ASSESSMENT"];

/** Files whose loads wait in the queue together: one is read while the engine works at another. */
const FILES_AT_ONCE = 2;

/** Folder of a home's synthetic city; `done` in it says that everything was taken in. */
const folderOf = (homeFolder: string) => join(homeFolder, "demo");

/** Where names and password of the fictitious staff stand; null without a synthetic city. */
export function staffFileOf(homeFolder: string): string | null {
  const file = join(folderOf(homeFolder), "staff.json");
  return existsSync(file) ? file : null;
}

/** A city begun but not finished, for example because the process was killed. */
export async function unfinishedDemo(homeFolder: string): Promise<DemoRequest | null> {
  const folder = folderOf(homeFolder);
  if (!existsSync(join(folder, "request.json")) || existsSync(join(folder, "done"))) return null;
  return JSON.parse(await readFile(join(folder, "request.json"), "utf8")) as DemoRequest;
}

/** Makes the synthetic city and takes it in through the same doors as real files. Safe to repeat: every step is idempotent. */
export async function makeDemoCity(homeFolder: string, request: DemoRequest, client: Client, output: Output): Promise<DemoResult> {
  const folder = folderOf(homeFolder);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await rm(join(folder, "done"), { force: true });
  await writeFile(join(folder, "request.json"), JSON.stringify(request));
  const zh = output.locale === "zh";
  const { generateCity } = await import("@yuejian/server");
  const started = performance.now();
  const city = await generateCity({
    ...request,
    folder,
    onProgress: (rows: number) =>
      output.progress(zh ? `生成虚构城市：${rows.toLocaleString()} 条` : `making the synthetic city: ${rows.toLocaleString()} records`),
  });
  const generated = performance.now();
  await makeStaff(folder, client, output);

  const waiting = [...city.files];
  const taken: IntakeResult[] = [];
  const takeIn = async (): Promise<void> => {
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      const { name, dataset } = file;
      const job = await client.post<{ id: string }>("/api/intake", { path: join(folder, name), dataset });
      const result = await awaitJob<IntakeResult>(client, job.id, ({ progress }) =>
        output.progress(`${taken.length}/${city.files.length} ${name}: ${progress.stage[output.locale]} ${progress.done.toLocaleString()}`),
      );
      taken.push(result);
      output.note(
        zh
          ? `${name} → ${dataset}：接收 ${result.rowsAccepted.toLocaleString()}，隔离 ${result.rowsQuarantined}`
          : `${name} → ${dataset}: ${result.rowsAccepted.toLocaleString()} accepted, ${result.rowsQuarantined} quarantined`,
      );
    }
  };
  await Promise.all(Array.from({ length: FILES_AT_ONCE }, takeIn));
  const rowsAccepted = taken.reduce((sum, result) => sum + result.rowsAccepted, 0);
  const rowsQuarantined = taken.reduce((sum, result) => sum + result.rowsQuarantined, 0);
  const takenIn = performance.now();

  // Models on sensitive data and on sealed records run only with an approval; those of the city say that they are of the demo.
  await client.post("/api/demo/approvals");
  const findings: Record<string, number> = {};
  const notRun: Record<string, string> = {};
  let leads = 0;
  for (const model of (await client.get<{ items: ModelSummary[] }>("/api/models", { limit: 500 })).items) {
    // Its rows are what images show: it runs with them, below.
    if (model.id === "farmland") continue;
    const running = async (): Promise<RunView> => {
      const job = await client.post<{ id: string }>(`/api/models/${model.id}/runs`, {});
      return awaitJob<RunView>(client, job.id, ({ progress }) => output.progress(`${model.id}: ${progress.stage[output.locale]}`));
    };
    const run = await running().catch((error: unknown) => {
      if (!(error instanceof YuejianError) || !MAY_NOT_RUN.includes(error.code)) throw error;
      notRun[model.id] = error.code;
      output.note(error.textFor(output.locale));
      return null;
    });
    if (!run) continue;
    findings[model.id] = run.findings;
    leads += run.newLeads;
    output.note(
      zh
        ? `模型 ${model.title.zh}：发现 ${run.findings} 个，新线索 ${run.newLeads} 条`
        : `model ${model.title.en}: ${run.findings} findings, ${run.newLeads} new leads`,
    );
  }
  const farmland = await makeFarmland(join(folder, "farmland"), request, client, output);
  await writeFile(join(folder, "done"), "");
  const seconds = {
    generation: (generated - started) / 1000,
    intake: (takenIn - generated) / 1000,
    models: (performance.now() - takenIn) / 1000,
  };
  return { ...request, rowsAccepted, rowsQuarantined, files: city.files.length, findings, notRun, leads, farmland, seconds };
}

/** A small landscape over four years, as a folder of images with parcels, approvals and districts, looked at like every delivery. */
async function makeFarmland(folder: string, { seed }: DemoRequest, client: Client, output: Output): Promise<FarmlandResult> {
  const { generateFarmland } = await import("@yuejian/server");
  for (const { name, bytes } of generateFarmland({ seed }).files) {
    const file = join(folder, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, bytes);
  }
  const started = await client.post<FarmlandStarted>("/api/farmland/runs", {
    images: join(folder, "images"),
    parcels: join(folder, "parcels.geojson"),
    approvals: join(folder, "approvals.geojson"),
    boundaries: join(folder, "districts.geojson"),
  });
  const what = output.locale === "zh" ? "耕地影像：" : "images of farmland: ";
  const result = await awaitJob<FarmlandResult>(client, started.job.id, ({ progress }) =>
    output.progress(`${what}${progress.stage[output.locale]}`),
  );
  output.note(
    output.locale === "zh"
      ? `${what}图斑 ${result.violations} 处，新线索 ${result.newLeads} 条`
      : `${what}${result.violations} violations, ${result.newLeads} new leads`,
  );
  return { violations: result.violations, newLeads: result.newLeads };
}

/** Accounts of the fictitious staff, all with one password that only this home has; it stands in a file that only its owner reads. */
async function makeStaff(folder: string, client: Client, output: Output): Promise<void> {
  const file = join(folder, "staff.json");
  const known = existsSync(file) ? (JSON.parse(await readFile(file, "utf8")) as { password: string }) : null;
  const password = known?.password ?? randomBytes(12).toString("base64url");
  const { demoStaff } = await import("@yuejian/server");
  const staff = demoStaff();
  if (!known) await writeFile(file, JSON.stringify({ password, accounts: staff.map(({ name }) => name) }, null, 2), { mode: 0o600 });
  await client.post("/api/demo/staff", { staff: staff.map((each) => ({ ...each, password })) });
  output.note(
    output.locale === "zh"
      ? `虚构人员账号 ${staff.length} 个，密码见 ${file}`
      : `${staff.length} accounts of fictitious staff; their password is in ${file}`,
  );
}
