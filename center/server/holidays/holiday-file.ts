import { statSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { type HolidaySource, YuejianError } from "@yuejian/contracts";
import { readHolidayTable } from "@yuejian/deadlines";

/** In a home: the years of days off that the office keeps itself. */
export const HOLIDAY_FILE = "holidays.json";

/** A century of notices is a tenth of this. */
const LARGEST_BYTES = 1 << 20;

/** The office's table in its home; read each time, so that a changed file counts at once. */
export function holidayFile(homeFolder: string): HolidaySource {
  const path = join(homeFolder, HOLIDAY_FILE);
  return {
    async read() {
      const content = await contentOf(path);
      return content === null ? null : parseHolidayTable(content, path);
    },
  };
}

/** Another one whenever the office's table is another. Asked without waiting, because every answer about days asks. */
export function holidayStamp(homeFolder: string): string {
  const found = statSync(join(homeFolder, HOLIDAY_FILE), { bigint: true, throwIfNoEntry: false });
  return found === undefined ? "" : [found.ino, found.size, found.mtimeNs, found.ctimeNs].join();
}

/** Any file as a table; FILE_NOT_FOUND when there is none. */
export async function readHolidayFile(path: string): ReturnType<HolidaySource["read"]> {
  const content = await contentOf(path);
  if (content === null) throw new YuejianError("FILE_NOT_FOUND", { file: path });
  return parseHolidayTable(content, path);
}

function parseHolidayTable(content: Uint8Array, path: string): ReturnType<typeof readHolidayTable> {
  let parsed: unknown;
  try {
    // A byte order mark, as editors on Windows put it, is none of the JSON.
    parsed = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(content));
  } catch (cause) {
    throw new YuejianError(
      "HOLIDAY_TABLE_INVALID",
      { file: path, where: "$", reason_zh: "不是 UTF-8 编码的 JSON", reason_en: "it is no JSON in UTF-8" },
      { cause },
    );
  }
  return readHolidayTable(parsed, path);
}

async function contentOf(path: string): Promise<Uint8Array | null> {
  const tooLarge = () =>
    new YuejianError("HOLIDAY_TABLE_INVALID", { file: path, where: "$", reason_zh: "大于 1 MB", reason_en: "it is larger than 1 MB" });
  try {
    const handle = await open(path);
    try {
      const { size } = await handle.stat();
      if (size > LARGEST_BYTES) throw tooLarge();
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch (cause) {
    if (cause instanceof YuejianError) throw cause;
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return null;
    throw new YuejianError("FILE_UNREADABLE", { file: path, reason: cause instanceof Error ? cause.message : String(cause) }, { cause });
  }
}
