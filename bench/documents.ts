import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { describeMachine, sampleOf } from "./harness.ts";
import { shared } from "./spelling/read-material.ts";

/** The document assistant's rules: planted faults in the sets that are there to be looked at, false alarms over official texts, speed of the rules, and a file of thirty pages; each in a process of its own.
 *  Only where they are named: closed sets (`document-families/sets.ts`), for each run is a look, and `SET-slips`, lost, surplus and swapped characters by the speller. Needs ../shared/data.
 *  `npm run bench -- documents [PART…]` */
const PARTS = ["development", "second", "official-texts", "files"];
const wanted = process.argv.slice(2);
if (existsSync(shared("laws"))) {
  const results: Record<string, unknown>[] = [];
  for (const part of wanted.length === 0 ? PARTS : wanted) {
    const sample = await sampleOf({ name: part, script: new URL("documents-task.ts", import.meta.url), args: [part] });
    console.log(part, JSON.stringify(sample));
    results.push({ name: part, ...sample });
  }
  const folder = new URL("results/", import.meta.url);
  mkdirSync(folder, { recursive: true });
  const name = wanted.length === 0 ? "documents" : `documents-${wanted.join("-")}`;
  writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify({ name, machine: describeMachine(), results }, null, 2)}\n`);
} else console.log("documents: ../shared/data/laws is not there, nothing is measured");
