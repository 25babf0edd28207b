import { constants } from "node:fs";
import { access, realpath, stat } from "node:fs/promises";
import { isAbsolute } from "node:path";
import { type Text, YuejianError } from "@yuejian/contracts";
import { areNested } from "../assistant/index.ts";

export interface WatchPaths {
  readonly pathIn: string;
  readonly pathOut: string;
}

interface Around {
  /** The home's folder. */
  readonly home: string;
  /** Folders of the other watches. */
  readonly others: readonly (WatchPaths & { readonly name: string })[];
}

const SIDES = {
  pathIn: { zh: "看守的文件夹", en: "The folder that is watched" },
  pathOut: { zh: "结果文件夹", en: "The folder of results" },
} as const;

/** Both folders as they really lie, after all links; or why they will not do. DOCUMENT_WATCH_PATH */
export async function settlePaths({ pathIn, pathOut }: WatchPaths, { home, others }: Around): Promise<WatchPaths> {
  const real = { pathIn: await folderAt("pathIn", pathIn), pathOut: await folderAt("pathOut", pathOut) };
  if (areNested(real.pathIn, real.pathOut))
    throw refused("pathOut", pathOut, {
      zh: "与看守的文件夹相同，或者一个在另一个里面：结果会被当作新的文书",
      en: "it is the folder that is watched, or one lies in the other: results would be taken for new documents",
    });
  const house = await realpath(home);
  for (const side of ["pathIn", "pathOut"] as const) {
    if (areNested(real[side], house))
      throw refused(side, real[side], {
        zh: `在岳检的数据目录（${house}）里面，或者包含它`,
        en: `it lies in the home of the house (${house}) or around it`,
      });
    for (const { name, pathIn: otherIn, pathOut: otherOut } of others)
      if (areNested(real[side], otherIn) || (side === "pathIn" && areNested(real.pathIn, otherOut)))
        throw refused(side, real[side], {
          zh: `与看守文件夹「${name}」的路径重叠：文书会被校核两次，或者结果会被当作新的文书`,
          en: `it overlaps with the folders of “${name}”: documents would be checked twice, or results taken for new documents`,
        });
  }
  return real;
}

async function folderAt(side: keyof typeof SIDES, path: string): Promise<string> {
  if (!isAbsolute(path))
    throw refused(side, path, { zh: "不是绝对路径：请从根目录写起", en: "it is no absolute path: begin with the root" });
  let real: string;
  try {
    real = await realpath(path);
  } catch (cause) {
    throw refused(side, path, { zh: "没有这个文件夹：请先建好", en: "there is no such folder: make it first" }, cause);
  }
  if (!(await stat(real)).isDirectory()) throw refused(side, path, { zh: "不是文件夹", en: "it is no folder" });
  try {
    await access(real, side === "pathIn" ? constants.R_OK | constants.X_OK : constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    const reason =
      side === "pathIn"
        ? { zh: "岳检不能读取它：请给运行岳检的用户读的权限", en: "the house may not read it: give the user that runs it the right to" }
        : { zh: "岳检不能写入：请给运行岳检的用户写的权限", en: "the house may not write there: give the user that runs it the right to" };
    throw refused(side, path, reason, cause);
  }
  return real;
}

function refused(side: keyof typeof SIDES, path: string, { zh, en }: Text, cause?: unknown): YuejianError {
  const what = SIDES[side];
  return new YuejianError(
    "DOCUMENT_WATCH_PATH",
    { what: what.en, what_zh: what.zh, what_en: what.en, path, reason: en, reason_zh: zh, reason_en: en },
    { cause },
  );
}

/** Whether both folders are still where they were when they were set: none went, and none became a link. DOCUMENT_WATCH_PATH */
export async function demandSamePaths(paths: WatchPaths): Promise<void> {
  for (const side of ["pathIn", "pathOut"] as const)
    if ((await folderAt(side, paths[side])) !== paths[side])
      throw refused(side, paths[side], {
        zh: "现在是指向别处的链接，不是当初设置的文件夹",
        en: "it is a link to somewhere else now, not the folder that was set",
      });
}
