import { existsSync, readdirSync } from "node:fs";
import { cruise, type ICruiseOptions, type ICruiseResult } from "dependency-cruiser";
import { layerRules } from "./layer-rules.ts";

/** Checks the direction of imports, and that every rule still reports its planted violation. */
const VIOLATIONS = "checks/violations";
const FOLDERS = ["contracts", "methods", "platforms", "applications", "center", "cli", "demo", "bench", "checks"];
const FEWEST_MODULES = 60;

const options: ICruiseOptions = {
  ruleSet: { forbidden: [...layerRules] },
  validate: true,
  tsPreCompilationDeps: true,
  doNotFollow: { path: "node_modules" },
  combinedDependencies: true,
  enhancedResolveOptions: {
    exportsFields: ["exports"],
    conditionNames: ["import", "types", "default"],
    extensions: [".ts", ".tsx", ".js", ".json"],
  },
};

async function cruised(folders: readonly string[], exclude: string): Promise<ICruiseResult> {
  const { output } = await cruise([...folders], { ...options, exclude: { path: exclude } });
  if (typeof output === "string") throw new TypeError("dependency-cruiser answered with text");
  return output;
}

const problems: string[] = [];

const tree = await cruised(
  FOLDERS.filter((folder) => existsSync(folder)),
  "(^|/)(dist|fixtures)/|^checks/violations/",
);
const own = tree.modules.filter((module) => !module.source.includes("node_modules") && !module.coreModule);
if (own.length < FEWEST_MODULES) problems.push(`only ${own.length} modules seen: the check itself is broken`);
for (const violation of tree.summary.violations) problems.push(`${violation.rule.name}: ${violation.from} → ${violation.to}`);

const planted = await cruised([VIOLATIONS], "(^|/)dist/");
const reported = new Set(
  planted.summary.violations
    .filter((each) => each.from.startsWith(VIOLATIONS))
    .map((each) => `${each.rule.name} ${each.from.split("/")[2]}`),
);
const folders = new Set(readdirSync(VIOLATIONS));
for (const { name } of layerRules) {
  if (!name) continue;
  if (!folders.has(name)) problems.push(`rule ${name} has no planted violation in ${VIOLATIONS}/${name}`);
  else if (!reported.has(`${name} ${name}`)) problems.push(`rule ${name} does not report its planted violation`);
}

if (problems.length > 0) {
  console.error(problems.join("\n"));
  process.exit(1);
}
console.log(`layers: ${own.length} modules, ${layerRules.length} rules, every planted violation reported`);
