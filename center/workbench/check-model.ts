import {
  DATA_CLASSES,
  type DataClass,
  type DatasetSchema,
  type ModelManifest,
  type SupervisionModel,
  YuejianError,
} from "@yuejian/contracts";
import { checkGrowth, checkRule, inputsOf, isOfType, parseRule, type ResultColumn } from "@yuejian/rules";
import { checkManifestShape } from "./manifest-shape.ts";
import { columnFacts, invalid, modelContext } from "./model-context.ts";

/** Checks what the file system gave as a model: the exported value, in a folder of that name, against the data dictionary.
 *  MODEL_FOLDER_MISMATCH, MANIFEST_INVALID, RULE_… with the place of the first fault. */
export function checkModel(value: unknown, folder: string, schemas: readonly DatasetSchema[]): SupervisionModel {
  if (typeof value !== "object" || value === null) throw invalid(folder, "model", "the folder's index.ts exports no model");
  const model = value as Partial<SupervisionModel>;
  const manifest = checkManifestShape(model.manifest, folder);
  if (manifest.id !== folder) throw new YuejianError("MODEL_FOLDER_MISMATCH", { model: manifest.id, folder });
  if (typeof model.explain !== "function") throw invalid(folder, "explain", "must be a function");
  const rule = parseRule(model.rule);
  const columns = checkRule(rule, modelContext(manifest, schemas));
  checkGrowth(rule, columnFacts(manifest, schemas));
  checkInputs(manifest, inputsOf(rule));
  checkSubject(manifest, columns);
  checkParameters(manifest);
  checkClass(manifest, schemas);
  return { manifest, rule, explain: model.explain.bind(model) };
}

/** Duplicate ids and numbers among checked models: MODEL_DUPLICATE. */
export function checkModelsDiffer(models: readonly SupervisionModel[]): void {
  for (const [index, { manifest }] of models.entries()) {
    const other = models.slice(index + 1).find((each) => each.manifest.id === manifest.id || each.manifest.number === manifest.number);
    if (other) {
      const model = other.manifest.id === manifest.id ? manifest.id : String(manifest.number);
      throw new YuejianError("MODEL_DUPLICATE", { model, folders: `${manifest.id}, ${other.manifest.id}` });
    }
  }
}

function checkInputs(manifest: ModelManifest, used: ReturnType<typeof inputsOf>): void {
  for (const [index, input] of manifest.inputs.entries()) {
    const where = `inputs[${index}]`;
    if (manifest.inputs.findIndex((each) => each.dataset === input.dataset && each.presence === input.presence) !== index) {
      throw invalid(manifest.id, where, `${input.dataset} is declared ${input.presence} twice`);
    }
    const use = used.find((each) => each.dataset === input.dataset && each.presence === input.presence);
    if (!use) throw invalid(manifest.id, where, `the rule does not use ${input.dataset} as ${input.presence}`);
    const idle = input.columns.find((name) => !use.columns.includes(name));
    if (idle) throw invalid(manifest.id, `${where}.columns`, `the rule does not use ${input.dataset}.${idle}; declare only what it needs`);
  }
  for (const use of used) {
    const input = manifest.inputs.find((each) => each.dataset === use.dataset && each.presence === use.presence);
    if (!input) throw invalid(manifest.id, "inputs", `the rule uses ${use.dataset} as ${use.presence}, which is not declared`);
    const column = use.columns.find((name) => !input.columns.includes(name));
    if (column) throw new YuejianError("RULE_COLUMN_UNDECLARED", { where: "rule", dataset: use.dataset, column });
  }
}

function checkSubject(manifest: ModelManifest, columns: readonly ResultColumn[]): void {
  const places = { subjectKey: manifest.subjectKey, subjectName: manifest.subjectName, officeColumn: manifest.officeColumn };
  for (const [where, name] of Object.entries(places)) {
    if (name === null) continue;
    const type = columns.find((column) => column.name === name)?.type;
    if (type !== "text") throw invalid(manifest.id, where, type ? `${name} must be text, not ${type}` : `the result has no column ${name}`);
  }
}

function checkParameters(manifest: ModelManifest): void {
  for (const [index, parameter] of manifest.parameters.entries()) {
    const where = `parameters[${index}]`;
    if (!isOfType(parameter.default, parameter.type)) throw invalid(manifest.id, `${where}.default`, `must be of type ${parameter.type}`);
    if (manifest.parameters.findIndex((each) => each.name === parameter.name) !== index)
      throw invalid(manifest.id, where, `${parameter.name} occurs twice`);
  }
}

function checkClass(manifest: ModelManifest, schemas: readonly DatasetSchema[]): void {
  const order = Object.keys(DATA_CLASSES) as DataClass[];
  let highest: DataClass = "public";
  for (const input of manifest.inputs) {
    for (const column of schemas.find((schema) => schema.id === input.dataset)?.columns ?? []) {
      if (input.columns.includes(column.name) && order.indexOf(column.dataClass) > order.indexOf(highest)) highest = column.dataClass;
    }
  }
  if (highest === "sealed") throw invalid(manifest.id, "inputs", "sealed columns are closed to models");
  if (manifest.dataClass !== highest) throw invalid(manifest.id, "dataClass", `must be ${highest}, the highest class among its columns`);
}
