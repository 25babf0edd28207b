import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dictionaryPage } from "./data-dictionary.ts";

/** Rules of the house that no other tool checks. Each rule is a function from the tree to problems, and each must catch its
 *  planted fault below, so that a rule that stopped working is noticed. */
interface TreeFile {
  readonly path: string;
  readonly text: string;
}

interface HouseRule {
  readonly name: string;
  check(files: readonly TreeFile[]): string[];
  readonly planted: readonly TreeFile[];
}

const TOP_FOLDERS = ["contracts", "methods", "platforms", "applications", "center", "cli", "demo", "bench", "checks"];

const isSource = ({ path }: TreeFile) => /\.tsx?$/.test(path);
const isPackageIndex = ({ path }: TreeFile) => path.endsWith("/index.ts");

const perLine = (files: readonly TreeFile[], pattern: RegExp, what: string) =>
  files.flatMap((file) => file.text.split("\n").flatMap((line, at) => (pattern.test(line) ? [`${file.path}:${at + 1}: ${what}`] : [])));

const rules: readonly HouseRule[] = [
  {
    name: "every top folder opens with a README",
    check: (files) =>
      TOP_FOLDERS.filter((folder) => !files.some(({ path }) => path === `${folder}/README.md`)).map(
        (folder) => `${folder}/ has no README.md`,
      ),
    planted: [],
  },
  {
    name: "an index lists its exports by name",
    check: (files) => perLine(files.filter(isPackageIndex), /^export \* from/, "export by name, not *"),
    planted: [{ path: "methods/planted/index.ts", text: 'export * from "./all.ts";' }],
  },
  {
    name: "folders and files carry names that say something",
    check: (files) =>
      files
        .filter(({ path }) => /(^|\/)(utils?|helpers?|common|misc|manager|data2|new|final)(\.[a-z.]+)?(\/|$)/.test(path))
        .map(({ path }) => `${path}: name says nothing`),
    planted: [{ path: "methods/utils/planted.ts", text: "" }],
  },
  {
    name: "files are in kebab-case",
    check: (files) =>
      files
        .filter((file) => isSource(file) && !/^[a-z0-9.-]+$/.test(file.path.split("/").at(-1) ?? ""))
        .map(({ path }) => `${path}: not in kebab-case`),
    planted: [{ path: "methods/plantedFile.ts", text: "" }],
  },
  {
    name: "no test is switched off, no type check either",
    check: (files) =>
      perLine(
        files.filter(isSource),
        /\b(it|test|describe)\.(only|todo|skip)\(|expect\(true\)|@ts-(ignore|nocheck)|\bas any\b/,
        "switched off",
      ),
    planted: [{ path: "methods/planted.test.ts", text: 'it.skip("planted", () => {});' }],
  },
  {
    name: "nothing is left open",
    check: (files) => perLine(files.filter(isSource), /\b(TODO|FIXME|XXX)\b|not implemented/i, "left open"),
    planted: [{ path: "methods/planted.ts", text: "// TODO" }],
  },
  {
    name: "no path of one machine stands in the tree",
    check: (files) => perLine(files, new RegExp(String.raw`(^|[\s"'(=])/(?:root|home/\w+|work)/`), "path of one machine"),
    planted: [{ path: "docs/planted.md", text: "see /work/somewhere" }],
  },
  {
    name: "a decision has a number of its own",
    check: (files) => {
      const pages = files.flatMap(({ path }) => /^docs\/decisions\/(\d{4})-/.exec(path) ?? []).filter((found) => /^\d{4}$/.test(found));
      return pages.filter((number, at) => pages.indexOf(number) !== at).map((number) => `docs/decisions/${number}-…: two pages`);
    },
    planted: [
      { path: "docs/decisions/0001-one.md", text: "" },
      { path: "docs/decisions/0001-other.md", text: "" },
    ],
  },
  {
    name: "tests belong to a runner",
    check: (files) => files.filter(({ path }) => /\.(spec|tests)\.tsx?$/.test(path)).map(({ path }) => `${path}: name it *.test.ts`),
    planted: [{ path: "methods/planted.spec.ts", text: "" }],
  },
];

/** Text files under version control, and new ones not ignored; what is planted on purpose stays out. */
function treeFiles(): TreeFile[] {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    encoding: "utf8",
    maxBuffer: 1 << 26,
  }).split("\0");
  return listed
    .filter(
      (path) => path !== "" && !path.startsWith("checks/violations/") && !path.includes("/fixtures/") && !path.startsWith("bench/results/"),
    )
    .filter(
      (path) =>
        /\.(tsx?|css|html|md|json|ya?ml|sol)$/.test(path) && path !== "package-lock.json" && path !== "checks/house.ts" && existsSync(path),
    )
    .map((path) => ({ path, text: readFileSync(path, "utf8") }));
}

const files = treeFiles();
const problems: string[] = [];
if (files.length < 100) problems.push(`only ${files.length} files seen: the check itself is broken`);
for (const rule of rules) {
  problems.push(...rule.check(files).map((problem) => `${rule.name}: ${problem}`));
  if (rule.check(rule.planted).length === 0) problems.push(`rule “${rule.name}” does not catch its planted fault`);
}
if (readFileSync("docs/data-dictionary.md", "utf8") !== dictionaryPage())
  problems.push("docs/data-dictionary.md is not current: node checks/data-dictionary.ts --write");

if (problems.length > 0) {
  console.error(problems.join("\n"));
  process.exit(1);
}
console.log(`house: ${files.length} files, ${rules.length} rules, every planted fault caught`);
