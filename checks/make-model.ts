import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Text } from "@yuejian/contracts";

const TEMPLATE = new URL("./model-template/", import.meta.url);
const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Highest number in the catalogue of supervision models known from practice, with room; a model of one's own comes after it. */
const CATALOGUE_END = 100;

/** Makes the folder of a next model from the template, or says why not and changes nothing. Everything in it runs; what the author has to write says
 *  so, and `checkPackage` refuses the model until it is written. */
export function makeModel(models: URL, name: string, given?: string): { readonly number: number } | { readonly refused: Text } {
  if (!NAME.test(name) || name.length > 60)
    return refused(
      "名称用小写英文字母、数字和连字符，以字母开头，例如 late-deaths",
      "a name is lower-case letters, digits and hyphens, a letter first, such as late-deaths",
    );
  const root = fileURLToPath(models);
  const folder = path.join(root, name);
  if (existsSync(folder)) return refused(`模型 ${name} 已经存在，没有改动任何文件`, `a model ${name} exists; nothing was changed`);
  const taken = numbersTaken(root);
  const number = given === undefined ? Math.max(CATALOGUE_END, ...taken) + 1 : Number(given);
  if (!Number.isSafeInteger(number) || number < 1 || taken.includes(number))
    return refused(`目录编号 ${given} 无效或者已被占用`, `the number ${given} is none or is taken`);
  const words = {
    name,
    camel: name.replaceAll(/-([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase()),
    number: String(number),
  };
  const template = fileURLToPath(TEMPLATE);
  for (const file of filesBelow(template)) {
    const place = path.join(folder, path.relative(template, file).replace(/\.template$/, ""));
    mkdirSync(path.dirname(place), { recursive: true });
    const content = readFileSync(file, "utf8").replaceAll(/\{\{(name|camel|number)\}\}/g, (_all, word: keyof typeof words) => words[word]);
    writeFileSync(place, content, { flag: "wx" });
  }
  return { number };
}

const refused = (zh: string, en: string) => ({ refused: { zh, en } });

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const place = path.join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(place) : [place];
  });
}

function numbersTaken(root: string): number[] {
  return readdirSync(root, { withFileTypes: true }).flatMap((entry) => {
    const manifest = path.join(root, entry.name, "manifest.ts");
    const match = entry.isDirectory() && existsSync(manifest) ? /^\s*number: (\d+),/m.exec(readFileSync(manifest, "utf8")) : null;
    return match ? [Number(match[1])] : [];
  });
}
