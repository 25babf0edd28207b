import { basename } from "node:path";
import { type Text, YuejianError } from "@yuejian/contracts";
import { dateInName, type SortedFolder, sortFolder } from "../imagery/index.ts";
import type { FarmlandRequest } from "./measure-images.ts";

/** How the images of a folder are looked at: two of different days are a pair, more a series; null where there are too few. */
export function methodOf({ images, masks }: Pick<SortedFolder, "images" | "masks">): "pair" | "series" | null {
  if (dayCount(images) < 2) return null;
  return images.length === 2 && masks.length === 0 ? "pair" : "series";
}

/** The request with a folder as it is told apart: which images, which areas. What cannot be used is a doubt of the run. SERIES_TOO_SHORT and what `sortFolder` refuses */
export async function settleRequest(
  { folder, ...request }: FarmlandRequest & { readonly folder?: string | undefined },
  today: string,
): Promise<{ readonly request: FarmlandRequest; readonly doubts: readonly Text[] }> {
  if (folder === undefined) return { request, doubts: [] };
  const found = await sortFolder(folder, today);
  const method = methodOf(found);
  if (method === null) throw new YuejianError("SERIES_TOO_SHORT", { name: basename(folder), dates: dayCount(found.images) });
  const [before, after] = found.images.toSorted((left, right) => (dayOf(left) < dayOf(right) ? -1 : 1));
  return {
    request: { ...found.areas, ...request, ...(method === "pair" ? { before, after } : { images: [...found.images, ...found.masks] }) },
    doubts: doubtsOf(found),
  };
}

const dayOf = (path: string) => dateInName(basename(path)) ?? "";
const dayCount = (images: readonly string[]) => new Set(images.map(dayOf)).size;

const NAMED = 5;

function doubtsOf({ files }: SortedFolder): Text[] {
  const left = files.filter(({ problem }) => problem !== null);
  if (left.length === 0) return [];
  const listed = (locale: "zh" | "en") =>
    left
      .slice(0, NAMED)
      .map(({ path, problem }) => (locale === "zh" ? `${path}（${problem?.zh ?? ""}）` : `${path} (${problem?.en ?? ""})`))
      .join(locale === "zh" ? "；" : "; ");
  return [
    {
      zh: `${left.length} 个文件没有使用：${listed("zh")}${left.length > NAMED ? "等" : ""}`,
      en: `${left.length} files were not used: ${listed("en")}${left.length > NAMED ? " and others" : ""}`,
    },
  ];
}
