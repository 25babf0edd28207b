import { isAscii, isUtf8 } from "node:buffer";
import { type Encoding, YuejianError } from "@yuejian/contracts";
import { fileSuffix } from "../open-file.ts";
import type { DbfHeader } from "./dbf-header.ts";

/** Language drivers that name a code page. Drivers of Western pages are written by programs that never asked, over GBK texts as well. */
const DRIVERS: Readonly<Record<number, { readonly page: string; readonly encoding: Encoding | null; readonly isSure: boolean }>> = {
  0x4d: { page: "936", encoding: "gb18030", isSure: true },
  0x7a: { page: "936", encoding: "gb18030", isSure: true },
  0x4f: { page: "950", encoding: "big5", isSure: true },
  0x78: { page: "950", encoding: "big5", isSure: true },
  0x03: { page: "1252", encoding: "windows-1252", isSure: false },
  0x57: { page: "ANSI", encoding: null, isSure: false },
  0x01: { page: "437", encoding: null, isSure: false },
  0x02: { page: "850", encoding: null, isSure: false },
  0x00: { page: "", encoding: null, isSure: false },
};

export interface DbfEncoding {
  readonly encoding: Encoding;
  /** The page that the file claims, where its texts say otherwise. */
  readonly claimed: string | null;
}

/** `codePage`: content of the `.cpg` file beside it; `texts`: every text of the file that is not plain ASCII. */
export function dbfEncoding(file: string, { languageDriver }: DbfHeader, codePage: string | null, texts: TextCensus): DbfEncoding {
  const named = codePage === null ? null : encodingOfName(codePage);
  if (named !== null) return { encoding: named, claimed: null };
  const driver = Object.hasOwn(DRIVERS, languageDriver) ? DRIVERS[languageDriver] : undefined;
  if (driver?.isSure && driver.encoding !== null) return { encoding: driver.encoding, claimed: null };
  if (texts.count === 0) return { encoding: "utf-8", claimed: null };
  if (driver === undefined)
    throw new YuejianError("FILE_TYPE_UNKNOWN", { file, reason: `代码页标记 / language driver 0x${languageDriver.toString(16)}` });
  // A few texts are cut in the middle of a character, since fields have a fixed width.
  const isMostly = (count: number): boolean => count * 10 >= texts.count * 9;
  if (isMostly(texts.utf8)) return { encoding: "utf-8", claimed: driver.page === "" ? null : driver.page };
  if (driver.encoding === null || isMostly(texts.chinese)) return { encoding: "gb18030", claimed: driver.page === "" ? null : driver.page };
  return { encoding: driver.encoding, claimed: null };
}

/** Pairs of bytes with the high bit: nearly every Chinese text, hardly any Western one, where letters with accents stand among plain ones. */
// oxlint-disable-next-line no-control-regex -- all of ASCII
const GB2312 = /^(?:[\u0000-\u007f]|[\u00a1-\u00f7][\u00a1-\u00fe])+$/;

/** Counts what the texts of a file can be. */
export class TextCensus {
  count = 0;
  utf8 = 0;
  chinese = 0;

  add(bytes: Uint8Array): void {
    if (isAscii(bytes)) return;
    this.count++;
    if (isUtf8(bytes)) this.utf8++;
    if (GB2312.test(Buffer.from(bytes).toString("latin1"))) this.chinese++;
  }
}

function encodingOfName(text: string): Encoding | null {
  const name = text.trim().toLowerCase();
  if (/^utf-?8$|^65001$/.test(name)) return "utf-8";
  if (/^(cp)?936$|^gbk$|^gb2312$|^gb18030$/.test(name)) return "gb18030";
  if (/^(cp)?950$|^big-?5$/.test(name)) return "big5";
  return null;
}

export const CODE_PAGE_SUFFIX = ".cpg";

/** The name without its suffix, in lower case: files that belong together share it. */
export function stemOf(name: string): string {
  return name.slice(0, name.length - fileSuffix(name).length).toLowerCase();
}
