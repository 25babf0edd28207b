import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { describeMachine, sampleOf } from "./harness.ts";
import { shared } from "./spelling/read-material.ts";

/** Spelling: sentences of law (own test part), of official documents, of LawBench, and speed; each in a process of its own. Needs ../shared/data.
 *  `npm run bench -- spelling [PART…]` */
const PARTS = ["law", "odw", "lawbench", "speed"];
const wanted = process.argv.slice(2);
if (existsSync(shared("text/spelling"))) {
  const results: Record<string, unknown>[] = [];
  for (const part of wanted.length === 0 ? PARTS : wanted) {
    const sample = await sampleOf({ name: part, script: new URL("spelling-task.ts", import.meta.url), args: [part] });
    console.log(part, JSON.stringify(sample));
    results.push({ name: part, ...sample });
  }
  const folder = new URL("results/", import.meta.url);
  mkdirSync(folder, { recursive: true });
  const name = wanted.length === 0 ? "spelling" : `spelling-${wanted.join("-")}`;
  writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify({ name, machine: describeMachine(), results }, null, 2)}\n`);
} else console.log("spelling: ../shared/data/text/spelling is not there, nothing is measured");
