import {
  canonicalJson,
  type DatasetSchema,
  type ModelCase,
  type ModelManifest,
  type SupervisionModel,
  YuejianError,
} from "@yuejian/contracts";
import { encodeHex, sha256 } from "@yuejian/digests";
import { type CaseResult, parseCase, testModel } from "./model-cases.ts";
import { invalid } from "./model-context.ts";

/** What lies in a model's folder beside its code, as read from the disk. */
export interface PackageFiles {
  /** Null where there is none. */
  readonly readme: string | null;
  /** Content of `cases/NAME.json` by name, parsed. */
  readonly cases: Readonly<Record<string, unknown>>;
  /** Content of `versions.json`, parsed; null where there is none. */
  readonly versions: unknown;
}

/** What a version of a model is: digests, lower-case hex SHA-256 over canonical JSON. */
interface RecordedVersion {
  /** Of the rule: the rule digest of the version's runs. */
  readonly rule: string;
  /** Of what else decides findings: subject, office and the defaults of the parameters. */
  readonly settings: string;
  /** Of the rows and the findings of each golden case. */
  readonly cases: Readonly<Record<string, string>>;
}

type RecordedVersions = Readonly<Record<string, RecordedVersion>>;

/** In an author's text: still to be written. */
const UNWRITTEN = /待填写|to be written/;

const SECTIONS = ["Finds", "Cannot find", "Verify by hand"];

/** Checks what belongs to a model that `checkModel` accepted: its page, its golden cases, and that it still is what was recorded under its version.
 *  MANIFEST_INVALID, MODEL_CASE_FAILED, MODEL_VERSION_UNRECORDED or MODEL_VERSION_CHANGED, each with the place. */
export function checkPackage(model: SupervisionModel, files: PackageFiles, schemas: readonly DatasetSchema[]): readonly ModelCase[] {
  const { id, version } = model.manifest;
  checkPage(id, files.readme);
  checkWritten(model.manifest);
  const { cases, results } = passedCases(model, files, schemas);
  const recorded = readVersions(id, files.versions);
  const place = { model: id, version, file: `applications/models/${id}/versions.json` };
  const before = Object.hasOwn(recorded, version) ? recorded[version] : undefined;
  if (!before) throw new YuejianError("MODEL_VERSION_UNRECORDED", place);
  const change = changeBetween(before, versionOf(model, cases, results));
  if (change) throw new YuejianError("MODEL_VERSION_CHANGED", { ...place, what: change });
  const fresh = cases.find((each) => !Object.hasOwn(before.cases, each.name));
  if (fresh) throw new YuejianError("MODEL_VERSION_UNRECORDED", { ...place, version: `${version}, cases/${fresh.name}.json` });
  return cases;
}

/** The record with the model's present version in it: for the release of a version. New golden cases join a recorded version; anything else that
 *  differs from it is refused as MODEL_VERSION_CHANGED. */
export function recordVersion(model: SupervisionModel, files: PackageFiles, schemas: readonly DatasetSchema[]): RecordedVersions {
  const { id, version } = model.manifest;
  checkPage(id, files.readme);
  checkWritten(model.manifest);
  const { cases, results } = passedCases(model, files, schemas);
  const recorded = readVersions(id, files.versions);
  const present = versionOf(model, cases, results);
  const before = Object.hasOwn(recorded, version) ? recorded[version] : undefined;
  const what = before ? changeBetween(before, present) : null;
  if (what) throw new YuejianError("MODEL_VERSION_CHANGED", { model: id, version, what, file: `applications/models/${id}/versions.json` });
  return { ...recorded, [version]: present };
}

function checkPage(id: string, readme: string | null): void {
  if (readme === null) throw invalid(id, "README.md", "the folder has none");
  for (const section of SECTIONS) {
    const at = readme.search(new RegExp(`^\\*\\*${section}\\*\\*`, "m"));
    if (at < 0) throw invalid(id, "README.md", `has no paragraph that begins with **${section}**`);
    const [paragraph = ""] = readme.slice(at).split(/\n\s*\n/);
    if (paragraph.length < section.length + 30 || UNWRITTEN.test(paragraph))
      throw invalid(id, "README.md", `the paragraph **${section}** is still to be written`);
  }
}

function checkWritten(manifest: ModelManifest): void {
  for (const [name, value] of Object.entries(manifest)) {
    if (UNWRITTEN.test(JSON.stringify(value))) throw invalid(manifest.id, name, "is still to be written");
  }
}

function passedCases(model: SupervisionModel, files: PackageFiles, schemas: readonly DatasetSchema[]) {
  const { id } = model.manifest;
  const names = Object.keys(files.cases).sort();
  const cases = names.map((name) => parseCase(files.cases[name], name, { model, schemas }));
  const results = testModel(model, cases, schemas);
  const failed = results.find((each) => !each.passed);
  if (failed) {
    const reason = [...failed.missing.map((subject) => `− ${subject}`), ...failed.unexpected.map((subject) => `+ ${subject}`)].join(", ");
    throw new YuejianError("MODEL_CASE_FAILED", { model: id, case: failed.name, reason: reason || "the order of its subjects" });
  }
  return { cases, results };
}

function versionOf(model: SupervisionModel, cases: readonly ModelCase[], results: readonly CaseResult[]): RecordedVersion {
  const { subjectKey, officeColumn, parameters } = model.manifest;
  const defaults = Object.fromEntries(parameters.map((parameter) => [parameter.name, parameter.default]));
  return {
    rule: digestOf(model.rule),
    settings: digestOf({ subjectKey, officeColumn, defaults }),
    cases: Object.fromEntries(cases.map((each, at) => [each.name, digestOf({ rows: each.rows, findings: results[at]?.findings ?? [] })])),
  };
}

/** What of a recorded version is not so any more; null when all of it is. */
function changeBetween(before: RecordedVersion, present: RecordedVersion): string | null {
  const lost = Object.keys(before.cases).find((name) => !Object.hasOwn(present.cases, name));
  if (lost !== undefined) return `cases/${lost}.json`;
  // Before the rule: a changed result says more about what the change does.
  const changed = Object.keys(before.cases).find((name) => before.cases[name] !== present.cases[name]);
  if (changed !== undefined) return `cases/${changed}.json`;
  if (before.rule !== present.rule) return "rule.ts";
  return before.settings === present.settings ? null : "manifest.ts";
}

function readVersions(id: string, value: unknown): RecordedVersions {
  if (value === null) return {};
  const isRecord = (part: unknown): part is Readonly<Record<string, unknown>> =>
    typeof part === "object" && part !== null && !Array.isArray(part);
  const isDigest = (part: unknown) => typeof part === "string" && /^[0-9a-f]{64}$/.test(part);
  const isVersion = (part: unknown) =>
    isRecord(part) &&
    isDigest(part["rule"]) &&
    isDigest(part["settings"]) &&
    isRecord(part["cases"]) &&
    Object.values(part["cases"]).every(isDigest);
  if (!isRecord(value) || !Object.values(value).every(isVersion)) throw invalid(id, "versions.json", "is not a record of versions");
  return value as RecordedVersions;
}

function digestOf(value: unknown): string {
  return encodeHex(sha256(new TextEncoder().encode(canonicalJson(value))));
}
