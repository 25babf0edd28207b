import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describeMachine, sampleOf } from "./harness.ts";

export interface MeasuredParts {
  readonly name: string;
  readonly script: URL;
  readonly parts: readonly string[];
  /** What has to be there, from the folder of public data. */
  readonly needs: string;
}

/** Measures the parts that the command line names (all when none), each once in a process of its own, and keeps the results. */
export async function measureParts({ name, script, parts, needs }: MeasuredParts): Promise<void> {
  if (!existsSync(fileURLToPath(new URL(`../../shared/data/${needs}`, import.meta.url)))) {
    console.log(`${name}: ../shared/data/${needs} is not there, nothing is measured`);
    return;
  }
  const wanted = process.argv.slice(2);
  const results: Record<string, unknown>[] = [];
  for (const part of wanted.length === 0 ? parts : wanted) {
    const sample = await sampleOf({ name: part, script, args: [part] });
    console.log(part, JSON.stringify(sample, null, 2));
    results.push({ name: part, ...sample });
  }
  const folder = new URL("results/", import.meta.url);
  mkdirSync(folder, { recursive: true });
  const file = wanted.length === 0 ? name : `${name}-${wanted.join("-")}`;
  writeFileSync(new URL(`${file}.json`, folder), `${JSON.stringify({ name: file, machine: describeMachine(), results }, null, 2)}\n`);
}
