import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describeMachine, sampleOf } from "./harness.ts";

/** Charges from facts: five-fold within the training material, and the held-out cases by the model that ships. Needs ../shared/data.
 *  `npm run bench -- charges [PART…]` */
const wanted = process.argv.slice(2);
if (existsSync(fileURLToPath(new URL("../../shared/data/text/lexeval", import.meta.url)))) {
  const results: Record<string, unknown>[] = [];
  for (const part of wanted.length === 0 ? ["development", "held-out"] : wanted) {
    const sample = await sampleOf({ name: part, script: new URL("charges-task.ts", import.meta.url), args: [part] });
    console.log(part, JSON.stringify(sample, null, 2));
    results.push({ name: part, ...sample });
  }
  const folder = new URL("results/", import.meta.url);
  mkdirSync(folder, { recursive: true });
  const name = wanted.length === 0 ? "charges" : `charges-${wanted.join("-")}`;
  writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify({ name, machine: describeMachine(), results }, null, 2)}\n`);
} else console.log("charges: ../shared/data/text/lexeval is not there, nothing is measured");
