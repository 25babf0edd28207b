import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type DatasetSchema, type ModelCase, type SupervisionModel, YuejianError } from "@yuejian/contracts";
import { checkModel, checkModelsDiffer, checkPackage, type PackageFiles, parseCase } from "@yuejian/workbench";

/** The models of the house by id. */
export type ModelLibrary = ReadonlyMap<string, SupervisionModel>;

/** Loads every folder of models. One that is wrong stops the start: MANIFEST_INVALID, MODEL_FOLDER_MISMATCH, MODEL_DUPLICATE, RULE_…, each with the
 *  place of its fault. Folders that begin with `_` or `.` are no models. For workers of a home, which checked the packages when it opened. */
export async function loadModels(folder: URL, schemas: readonly DatasetSchema[]): Promise<ModelLibrary> {
  const models: SupervisionModel[] = [];
  for (const name of await modelFolders(folder)) models.push(await loadModel(folder, name, schemas));
  checkModelsDiffer(models);
  return new Map(models.map((model) => [model.manifest.id, model]));
}

/** The same, and runs the golden cases and compares them with what is recorded of the versions. One that is wrong stops the start:
 *  also MODEL_CASE_FAILED and MODEL_VERSION_…, with the place. */
export async function loadPackages(folder: URL, schemas: readonly DatasetSchema[]): Promise<ModelLibrary> {
  const models = await loadModels(folder, schemas);
  for (const [name, model] of models) checkPackage(model, await readPackage(folder, name), schemas);
  return models;
}

/** Names of the folders that are models, in order. */
async function modelFolders(folder: URL): Promise<readonly string[]> {
  const entries = await readdir(fileURLToPath(folder), { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && /^[^_.]/.test(entry.name) && entry.name !== "node_modules")
    .map(({ name }) => name)
    .sort();
}

/** One model's code, checked; not what lies beside it. */
export async function loadModel(folder: URL, name: string, schemas: readonly DatasetSchema[]): Promise<SupervisionModel> {
  const file = path.join(fileURLToPath(folder), name, "index.ts");
  if (!existsSync(file)) throw new YuejianError("MANIFEST_INVALID", { model: name, where: "index.ts", reason: "the folder has none" });
  return checkModel(await exportedModel(file, name), name, schemas);
}

async function exportedModel(file: string, name: string): Promise<unknown> {
  try {
    return ((await import(pathToFileURL(file).href)) as { model?: unknown }).model;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new YuejianError("MANIFEST_INVALID", { model: name, where: "index.ts", reason }, { cause });
  }
}

/** What lies beside a model's code. */
export async function readPackage(folder: URL, model: string): Promise<PackageFiles> {
  const place = path.join(fileURLToPath(folder), model);
  const [readme, versions] = [path.join(place, "README.md"), path.join(place, "versions.json")];
  const unreadable = (where: string) => (cause: unknown) =>
    new YuejianError("MANIFEST_INVALID", { model, where, reason: "is not JSON" }, { cause });
  return {
    readme: existsSync(readme) ? await readFile(readme, "utf8") : null,
    cases: await readCases(folder, model),
    versions: existsSync(versions) ? await readJson(versions, unreadable("versions.json")) : null,
  };
}

async function readCases(folder: URL, model: string): Promise<Readonly<Record<string, unknown>>> {
  const cases = path.join(fileURLToPath(folder), model, "cases");
  const files = existsSync(cases) ? (await readdir(cases)).filter((name) => name.endsWith(".json")).sort() : [];
  const read = async (file: string) => {
    const name = path.basename(file, ".json");
    const unreadable = (cause: unknown) => new YuejianError("MODEL_CASE_FAILED", { model, case: name, reason: "is not JSON" }, { cause });
    return [name, await readJson(path.join(cases, file), unreadable)] as const;
  };
  return Object.fromEntries(await Promise.all(files.map(read)));
}

/** The golden cases of a model. MODEL_CASE_FAILED for one that is malformed. */
export async function loadCases(folder: URL, model: SupervisionModel, schemas: readonly DatasetSchema[]): Promise<ModelCase[]> {
  const cases = await readCases(folder, model.manifest.id);
  return Object.entries(cases).map(([name, value]) => parseCase(value, name, { model, schemas }));
}

async function readJson(file: string, unreadable: (cause: unknown) => YuejianError): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (cause) {
    throw unreadable(cause);
  }
}
