import { BUSINESS_LINES, DATA_CLASSES, type ModelManifest } from "@yuejian/contracts";
import { invalid } from "./model-context.ts";

type Check = (value: unknown) => string | null;

const text: Check = (value) => (typeof value === "string" && value.trim() !== "" ? null : "must be a text that is not empty");
const matching =
  (pattern: RegExp): Check =>
  (value) =>
    typeof value === "string" && pattern.test(value) ? null : `must match ${pattern.source}`;
const among =
  (names: readonly string[]): Check =>
  (value) =>
    typeof value === "string" && names.includes(value) ? null : `must be one of ${names.join(", ")}`;
const column = matching(/^[a-z][a-z0-9_]{0,62}$/);
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || value === null ? null : check(value);

/** All of these fields and no others; fields that may be missing are wrapped in `optional`. */
function fields(shape: Readonly<Record<string, Check>>): Check {
  return (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return "must be an object";
    const given = value as Readonly<Record<string, unknown>>;
    const unknown = Object.keys(given).find((name) => !Object.hasOwn(shape, name));
    if (unknown) return `has the unknown field ${unknown}`;
    for (const [name, check] of Object.entries(shape)) {
      const fault = check(given[name]);
      if (fault) return `${name} ${fault}`;
    }
    return null;
  };
}

function list(check: Check, least: number): Check {
  return (value) => {
    if (!Array.isArray(value) || value.length < least) return `must be a list of at least ${least}`;
    for (const [index, item] of value.entries()) {
      const fault = check(item);
      if (fault) return `[${index}] ${fault}`;
    }
    return null;
  };
}

const bilingual = fields({ zh: text, en: text });

const MANIFEST: Readonly<Record<keyof ModelManifest, Check>> = {
  id: matching(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/),
  number: (value) => (Number.isSafeInteger(value) && Number(value) > 0 ? null : "must be a whole number above 0"),
  version: matching(/^\d+\.\d+\.\d+$/),
  title: bilingual,
  summary: bilingual,
  businessLine: among(Object.keys(BUSINESS_LINES)),
  legalBasis: list(fields({ law: text, article: text, text: bilingual }), 1),
  subjectKey: column,
  subjectName: column,
  officeColumn: optional(column),
  inputs: list(fields({ dataset: text, presence: among(["present", "absent"]), columns: list(column, 1) }), 1),
  parameters: list(
    fields({
      name: column,
      type: among(["text", "integer", "decimal", "amount", "date", "boolean"]),
      title: bilingual,
      default: (value) => (["string", "number", "boolean"].includes(typeof value) ? null : "must be a text, number or boolean"),
      legalNumber: optional(text),
    }),
    0,
  ),
  lawfulExplanations: list(fields({ id: matching(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/), title: bilingual, howToCheck: bilingual }), 1),
  settledBy: list(bilingual, 1),
  finds: bilingual,
  cannotFind: bilingual,
  verifyByHand: bilingual,
  dataClass: among(Object.keys(DATA_CLASSES)),
  precisionFloor: (value) => (typeof value === "number" && value >= 0 && value <= 1 ? null : "must be a number from 0 to 1"),
};

/** MANIFEST_INVALID with the first field that is missing, unknown or wrong. */
export function checkManifestShape(value: unknown, folder: string): ModelManifest {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw invalid(folder, "manifest", "must be an object");
  const given = value as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(MANIFEST, name));
  if (unknown) throw invalid(folder, unknown, "there is no such field");
  for (const [name, check] of Object.entries(MANIFEST)) {
    const fault = check(given[name]);
    if (fault) throw invalid(folder, name, fault);
  }
  if (given["officeColumn"] === undefined) throw invalid(folder, "officeColumn", "must be a column or null");
  const manifest = value as ModelManifest;
  const ids = manifest.lawfulExplanations.map((each) => each.id);
  if (new Set(ids).size !== ids.length) throw invalid(folder, "lawfulExplanations", "two have the same id");
  return manifest;
}
