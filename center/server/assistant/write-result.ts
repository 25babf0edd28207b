import { randomBytes } from "node:crypto";
import { mkdir, realpath, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import { YuejianError } from "@yuejian/contracts";

/** Results appear whole: written beside their place, then renamed. What lies there under the name, a link too, is replaced and never followed. */
export async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  const temporary = join(dirname(file), `.${randomBytes(6).toString("hex")}.part`);
  try {
    await writeFile(temporary, content, { flag: "wx" });
    await rename(temporary, file);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw cause;
  }
}

/** Makes the folder of a result; FILE_OUTSIDE_FOLDER where a link leads out of the folder of results: then nothing is to be written there. */
export async function makeResultFolder(root: string, target: string): Promise<YuejianError | null> {
  const folder = dirname(target);
  await mkdir(folder, { recursive: true });
  const [inside, real] = [await realpath(root), await realpath(folder)];
  const isInside = `${real}${sep}`.startsWith(`${inside}${sep}`);
  return isInside ? null : new YuejianError("FILE_OUTSIDE_FOLDER", { file: target, folder: root });
}

export const resultJson = (result: object): string => `${JSON.stringify(result, null, 2)}\n`;
