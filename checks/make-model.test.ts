import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { YuejianError } from "@yuejian/contracts";
import { DICTIONARY } from "@yuejian/contracts/dictionary";
import { recordVersion } from "@yuejian/workbench";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MODELS_FOLDER } from "../applications/models/index.ts";
import { loadModel, loadPackages, readPackage } from "../center/server/work/index.ts";
import { makeModel } from "./make-model.ts";

/** Inside the tree, so that the packages' imports resolve; ignored by git. */
let place: URL;
let count = 0;

beforeEach(() => {
  place = pathToFileURL(`var/test-models/${process.pid}-${count++}/`);
  mkdirSync(place, { recursive: true });
  cpSync(new URL("wording.ts", MODELS_FOLDER), new URL("wording.ts", place));
});

afterEach(() => rmSync(place, { recursive: true, force: true }));

/** The refusal of a home that starts with these models, as code and place. */
async function refusal(): Promise<string> {
  try {
    await loadPackages(place, DICTIONARY);
  } catch (error) {
    if (!(error instanceof YuejianError)) throw error;
    return `${error.code} ${String(error.parameters["where"] ?? error.parameters["case"] ?? error.parameters["version"])}`;
  }
  return "accepted";
}

function rewrite(file: string, change: (text: string) => string): void {
  const url = new URL(`late-deaths/${file}`, place);
  writeFileSync(url, change(readFileSync(url, "utf8")));
}

/** What an author writes. */
function fillIn(): void {
  rewrite("manifest.ts", (text) => text.replaceAll(/待填写[^"]*/g, "写好了").replaceAll(/to be written[^"]*/g, "written"));
  rewrite("README.md", (text) => text.replaceAll("to be written", "people whom nobody expected here, by resident id"));
  for (const name of ["found", "lawful"]) {
    for (const copy of [1, 2]) {
      const content = readFileSync(new URL(`late-deaths/cases/${name}.json`, place), "utf8");
      writeFileSync(new URL(`late-deaths/cases/${name}-${copy}.json`, place), content.replace(`"${name}"`, `"${name}-${copy}"`));
    }
  }
}

async function release(): Promise<void> {
  const model = await loadModel(place, "late-deaths", DICTIONARY);
  const versions = recordVersion(model, await readPackage(place, "late-deaths"), DICTIONARY);
  writeFileSync(new URL("late-deaths/versions.json", place), JSON.stringify(versions));
}

test("a new model is whole but for what the author has to write", async () => {
  expect(makeModel(place, "late-deaths")).toEqual({ number: 101 });
  expect(readdirSync(new URL("late-deaths", place)).sort()).toEqual(["README.md", "cases", "index.ts", "manifest.ts", "rule.ts"]);
  expect(await refusal()).toBe("MANIFEST_INVALID README.md");
});

test("a new model starts once everything is written and its version recorded", async () => {
  makeModel(place, "late-deaths");
  fillIn();
  expect(await refusal()).toBe("MODEL_VERSION_UNRECORDED 1.0.0");
  await release();
  expect(await refusal()).toBe("accepted");
});

test("a new model is refused under a name that is none or taken, or a number that is taken, and nothing is made", () => {
  for (const name of ["", "Late", "-late", "../late", "late_deaths", "a".repeat(61)])
    expect(makeModel(place, name)).toHaveProperty("refused");
  expect(readdirSync(place)).toEqual(["wording.ts"]);
  expect(makeModel(place, "late-deaths", "107")).toEqual({ number: 107 });
  const before = readFileSync(new URL("late-deaths/rule.ts", place), "utf8");
  expect(makeModel(place, "late-deaths")).toHaveProperty("refused.en", "a model late-deaths exists; nothing was changed");
  expect(makeModel(place, "other", "107")).toHaveProperty("refused");
  expect(makeModel(place, "other", "soon")).toHaveProperty("refused");
  expect(makeModel(place, "other")).toEqual({ number: 108 });
  expect(readFileSync(new URL("late-deaths/rule.ts", place), "utf8")).toBe(before);
});

// A module is loaded once in a process: each test changes the files before they are first read.
test.each<[string, () => void, string]>([
  ["without a README", () => rmSync(new URL("late-deaths/README.md", place)), "MANIFEST_INVALID README.md"],
  [
    "whose README lacks a section",
    () => rewrite("README.md", (text) => text.replace("**Cannot find**", "Cannot find")),
    "MANIFEST_INVALID README.md",
  ],
  [
    "whose manifest has an unknown field",
    () => rewrite("manifest.ts", (text) => text.replace("number: 101", "number: 101,\n  extra: 1")),
    "MANIFEST_INVALID extra",
  ],
  ["with a case too few", () => rmSync(new URL("late-deaths/cases/lawful-1.json", place)), "MODEL_CASE_FAILED *"],
  ["with a case that is not JSON", () => rewrite("cases/found.json", () => "{"), "MODEL_CASE_FAILED found"],
  [
    "with a case that fails",
    () => rewrite("cases/found.json", (text) => text.replace("2023-04-02", "1999-04-02")),
    "MODEL_CASE_FAILED found",
  ],
  ["with a record that is not JSON", () => rewrite("versions.json", () => "{"), "MANIFEST_INVALID versions.json"],
  ["with a record that is none", () => rewrite("versions.json", () => '{"1.0.0": {"rule": 1}}'), "MANIFEST_INVALID versions.json"],
  [
    "whose rule uses a column that is not declared",
    () =>
      rewrite("rule.ts", (text) => text.replace('source("persons", inputColumns.persons)', 'source("persons", ["person_id", "phone"])')),
    "RULE_COLUMN_UNDECLARED rule.from.right",
  ],
  [
    "whose rule is not well typed",
    () => rewrite("rule.ts", (text) => text.replace('parameter("since")', "rule.integer(1)")),
    "RULE_TYPE_MISMATCH rule.from.left.where.right",
  ],
  [
    "whose rule multiplies rows",
    () => {
      rewrite("rule.ts", (text) =>
        text.replace(
          "group(unknown",
          'group(rule.join(unknown, source("deaths", inputColumns.deaths), { prefix: "d_", on: { office: "office" } })',
        ),
      );
    },
    "RULE_UNBOUNDED rule.from.on",
  ],
  [
    "whose id is not its folder",
    () => rewrite("manifest.ts", (text) => text.replace('id: "late-deaths"', 'id: "early-deaths"')),
    "MODEL_FOLDER_MISMATCH undefined",
  ],
])("a home does not start with a model %s", async (_title, plant, expected) => {
  makeModel(place, "late-deaths");
  fillIn();
  // A record of another version keeps the check from stopping there first.
  writeFileSync(new URL("late-deaths/versions.json", place), "{}");
  plant();
  expect(await refusal()).toBe(expected);
});

test("a recorded version with another rule, result, setting or case is refused, with the file, until its version is raised", async () => {
  makeModel(place, "late-deaths");
  fillIn();
  await release();
  const digest = "0".repeat(64);
  const versions = readFileSync(new URL("late-deaths/versions.json", place), "utf8");
  const changedTo = async (pattern: RegExp): Promise<string> => {
    rewrite("versions.json", () => versions.replace(pattern, (_all, name: string) => `"${name}":"${digest}"`));
    const error: unknown = await loadPackages(place, DICTIONARY).catch((cause: unknown) => cause);
    if (!(error instanceof YuejianError)) throw new Error("accepted");
    await expect(release()).rejects.toThrow("MODEL_VERSION_CHANGED");
    return `${error.code} ${String(error.parameters["what"])}`;
  };
  expect(await changedTo(/"(rule)":"\w+"/)).toBe("MODEL_VERSION_CHANGED rule.ts");
  expect(await changedTo(/"(settings)":"\w+"/)).toBe("MODEL_VERSION_CHANGED manifest.ts");
  expect(await changedTo(/"(lawful-1)":"\w+"/)).toBe("MODEL_VERSION_CHANGED cases/lawful-1.json");
  rewrite("versions.json", () => versions.replace('"lawful-1"', '"unlawful"'));
  await expect(loadPackages(place, DICTIONARY)).rejects.toThrow("cases/unlawful.json of model late-deaths differs");
  rewrite("versions.json", () => versions.replace(/"lawful-1":"\w+",/, ""));
  expect(await refusal()).toBe("MODEL_VERSION_UNRECORDED 1.0.0, cases/lawful-1.json");
  await release();
  expect(await refusal()).toBe("accepted");
  rewrite("versions.json", () => versions.replace('"1.0.0"', '"0.9.0"'));
  expect(await refusal()).toBe("MODEL_VERSION_UNRECORDED 1.0.0");
  await release();
  expect(await refusal()).toBe("accepted");
  expect(readFileSync(new URL("late-deaths/versions.json", place), "utf8")).toContain("0.9.0");
});
