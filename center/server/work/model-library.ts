import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type DatasetSchema, type ModelCase, type SupervisionModel, YuejianError } from "@yuejian/contracts";
import { checkModel, checkModelsDiffer, parseCase } from "@yuejian/workbench";

/** The models of the house by id. */
export type ModelLibrary = ReadonlyMap<string, SupervisionModel>;

/** Loads every folder of models. One that is wrong stops the start: MANIFEST_INVALID, MODEL_FOLDER_MISMATCH, MODEL_DUPLICATE, RULE_…,
 *  each with the place of its fault. Folders that begin with `_` or `.` are no models. */
export async function loadModels(folder: URL, schemas: readonly DatasetSchema[]): Promise<ModelLibrary> {
  const root = fileURLToPath(folder);
  const entries = await readdir(root, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory() && /^[^_.]/.test(entry.name) && entry.name !== "node_modules")
    .map(({ name }) => name);
  const models: SupervisionModel[] = [];
  for (const name of names.sort()) {
    const file = path.join(root, name, "index.ts");
    if (!existsSync(file)) throw new YuejianError("MANIFEST_INVALID", { model: name, where: "index.ts", reason: "the folder has none" });
    models.push(checkModel(await exportedModel(file, name), name, schemas));
  }
  checkModelsDiffer(models);
  return new Map(models.map((model) => [model.manifest.id, model]));
}

async function exportedModel(file: string, name: string): Promise<unknown> {
  try {
    return ((await import(pathToFileURL(file).href)) as { model?: unknown }).model;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new YuejianError("MANIFEST_INVALID", { model: name, where: "index.ts", reason }, { cause });
  }
}

/** The golden cases of a model. MODEL_CASE_FAILED for one that is malformed. */
export async function loadCases(folder: URL, model: SupervisionModel, schemas: readonly DatasetSchema[]): Promise<ModelCase[]> {
  const { id } = model.manifest;
  const cases = path.join(fileURLToPath(folder), id, "cases");
  const files = existsSync(cases) ? (await readdir(cases)).filter((name) => name.endsWith(".json")).sort() : [];
  return Promise.all(
    files.map(async (file) => {
      const name = path.basename(file, ".json");
      return parseCase(await parsed(path.join(cases, file), id, name), name, { model, schemas });
    }),
  );
}

async function parsed(file: string, model: string, name: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (cause) {
    throw new YuejianError("MODEL_CASE_FAILED", { model, case: name, reason: "is not JSON" }, { cause });
  }
}
