import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { lookAlikesFrom, type SpellingExample } from "@yuejian/document-assistant";
import type { LookAlikes } from "@yuejian/text";

const DATA = fileURLToPath(new URL("../../../shared/data/", import.meta.url));

export const shared = (path: string): string => join(DATA, path);

/** Sentences as written and as meant: flag, written, meant, with tabs between. */
export function readExamples(file: string): SpellingExample[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.split("\t"))
    .map(([, written = "", meant = ""]) => ({ written: written.replaceAll(/\s/g, ""), meant: meant.replaceAll(/\s/g, "") }));
}

/** Tenth of a sentence, by its meant form: a sentence and its versions with other errors fall into one. */
export const tenthOf = ({ meant }: SpellingExample): number => (createHash("md5").update(meant).digest()[0] as number) % 10;

/** Tenths of `law.train`: kept apart for the figure, for choosing the bar, the rest for learning. */
export const LAW_TEST: readonly number[] = [0, 1];
export const LAW_CHOICE: readonly number[] = [2, 3];

export function* markdownLines(folder: string): Generator<string> {
  for (const file of (readdirSync(folder, { recursive: true }) as string[]).filter((name) => name.endsWith(".md")).toSorted())
    yield* readFileSync(join(folder, file), "utf8").split("\n");
}

export function readLookAlikes(): LookAlikes {
  return lookAlikesFrom(gunzipSync(readFileSync(new URL(import.meta.resolve("@yuejian/document-assistant/look-alikes")))));
}
