import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { lookAlikesFrom, type SpellingExample } from "@yuejian/document-assistant";
import type { LookAlikes } from "@yuejian/text";

const DATA = fileURLToPath(new URL("../../../shared/data/", import.meta.url));

export const shared = (path: string): string => join(DATA, path);

/** Sentences as written and as meant: flag, written, meant, with tabs between; or JSON with questions and answers. */
export function readExamples(file: string): SpellingExample[] {
  if (file.endsWith(".json"))
    return (JSON.parse(readFileSync(file, "utf8")) as { question: string; answer: string }[]).map(({ question, answer }) => ({
      written: question,
      meant: answer,
    }));
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.split("\t"))
    .map(([, written = "", meant = ""]) => ({ written: written.replaceAll(/\s/g, ""), meant: meant.replaceAll(/\s/g, "") }));
}

/** Tenth of a sentence, by its meant form: a sentence and its versions with other errors fall into one. */
export const tenthOf = ({ meant }: SpellingExample): number => (createHash("md5").update(meant).digest()[0] as number) % 10;

/** Tenths of `law.train` that are kept apart for the figure; the rest is learned from. */
export const LAW_TEST: readonly number[] = [0, 1];

export const isLearned = (example: SpellingExample): boolean => !LAW_TEST.includes(tenthOf(example));

export function* markdownLines(folder: string): Generator<string> {
  for (const file of (readdirSync(folder, { recursive: true }) as string[]).filter((name) => name.endsWith(".md")).toSorted())
    yield* readFileSync(join(folder, file), "utf8").split("\n");
}

/** Lines of a text file, or of the values of a JSON file (of one value or one a line) that hold Chinese. */
export function readTexts(file: string): string[] {
  const text = readFileSync(file, "utf8");
  if (!/\.jsonl?$/.test(file)) return text.split("\n");
  const values: string[] = [];
  const gather = (value: unknown): void => {
    if (typeof value === "string") values.push(value);
    else if (typeof value === "object" && value !== null) for (const each of Object.values(value)) gather(each);
  };
  const whole = text.trimStart().startsWith("[") ? [text] : text.split("\n").filter((line) => line.trim() !== "");
  for (const each of whole) gather(JSON.parse(each));
  return values.flatMap((value) => value.split("\n")).filter((line) => /\p{Script=Han}/u.test(line));
}

export function readLookAlikes(): LookAlikes {
  return lookAlikesFrom(gunzipSync(readFileSync(new URL(import.meta.resolve("@yuejian/document-assistant/look-alikes")))));
}

/** Share of right sentences that may be changed. */
export const MOST_FALSE_ALARMS = 0.02;
