import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

/** What a run of tests, or the walk through the browser, spent its time on. */
export interface KeptTimes {
  readonly endedAt: string;
  /** From start to end; parts that ran side by side add up to more. */
  readonly seconds: number;
  readonly parts: readonly { readonly name: string; readonly seconds: number }[];
}

export const PARTS = ["unit", "browser"] as const;

const fileOf = (part: (typeof PARTS)[number]) =>
  fileURLToPath(new URL(`../../node_modules/.cache/yuejian-times/${part}.json`, import.meta.url));

export function keepTimes(part: (typeof PARTS)[number], times: Omit<KeptTimes, "endedAt">): void {
  mkdirSync(dirname(fileOf(part)), { recursive: true });
  writeFileSync(fileOf(part), JSON.stringify({ endedAt: new Date().toISOString(), ...times } satisfies KeptTimes));
}

/** Null when there was no run yet. */
export function keptTimes(part: (typeof PARTS)[number]): KeptTimes | null {
  try {
    return JSON.parse(readFileSync(fileOf(part), "utf8")) as KeptTimes;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw cause;
  }
}
