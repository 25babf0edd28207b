import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describeMachine, sampleOf } from "./harness.ts";

/** Laws: reading, search (quality and speed, SQLite's own search beside it), citations, each once, in a process of its own. Needs ../shared/data.
 *  `npm run bench -- laws [PART…]` */
const PARTS = ["read", "citations", "speed", "speed-million", "fts5-trigram", "fts5-pairs", "development", "held-out"];
const wanted = process.argv.slice(2);
if (existsSync(fileURLToPath(new URL("../../shared/data/laws", import.meta.url)))) {
  const results: Record<string, unknown>[] = [];
  for (const part of wanted.length === 0 ? PARTS : wanted) {
    const sample = await sampleOf({ name: part, script: new URL("laws-task.ts", import.meta.url), args: [part] });
    console.log(part, JSON.stringify(sample));
    results.push({ name: part, ...sample });
  }
  const folder = new URL("results/", import.meta.url);
  mkdirSync(folder, { recursive: true });
  const name = wanted.length === 0 ? "laws" : `laws-${wanted.join("-")}`;
  writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify({ name, machine: describeMachine(), results }, null, 2)}\n`);
} else console.log("laws: ../shared/data/laws is not there, nothing is measured");
