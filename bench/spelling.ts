import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { describeMachine, sampleOf } from "./harness.ts";
import { shared } from "./spelling/read-material.ts";

/** Spelling, by the speller of the house: sentences of law (own test part), of LawBench, slips planted in unseen texts, and speed; by one that learned nothing of official documents: theirs. Each in a process of its
 *  own. Needs ../shared/data. `npm run bench -- spelling [PART…] [--without-odw FOLDER]`: the folder that `npm run train:spelling` wrote without them. */
const PARTS = ["law", "odw", "lawbench", "slips", "speed"];
const { values, positionals: wanted } = parseArgs({ options: { "without-odw": { type: "string" } }, allowPositionals: true });
const folder = values["without-odw"];
if (existsSync(shared("text/spelling"))) {
  const results: Record<string, unknown>[] = [];
  for (const part of wanted.length === 0 ? PARTS : wanted) {
    if (part === "odw" && folder === undefined) {
      console.log("odw: no --without-odw FOLDER, not measured");
      continue;
    }
    const sample = await sampleOf({
      name: part,
      script: new URL("spelling-task.ts", import.meta.url),
      args: part === "odw" ? [part, folder as string] : [part],
    });
    console.log(part, JSON.stringify(sample));
    results.push({ name: part, ...sample });
  }
  const out = new URL("results/", import.meta.url);
  mkdirSync(out, { recursive: true });
  const name = wanted.length === 0 ? "spelling" : `spelling-${wanted.join("-")}`;
  writeFileSync(new URL(`${name}.json`, out), `${JSON.stringify({ name, machine: describeMachine(), results }, null, 2)}\n`);
} else console.log("spelling: ../shared/data/text/spelling is not there, nothing is measured");
