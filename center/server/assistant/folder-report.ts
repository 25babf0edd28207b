import { writeFile } from "node:fs/promises";
import { extname, relative } from "node:path";
import { type DocumentReport, type Text, YuejianError } from "@yuejian/contracts";
import { documentRow, reportOf, ruleRow } from "@yuejian/document-assistant";
import { type Block, OFFICIAL_PAGE, type PrintedDocument, writeHtml, writeWord } from "@yuejian/documents";
import { documentsIn, type UnreadFile } from "./case-folder.ts";
import { type CheckedFile, checkFile, type FileCheck } from "./check-file.ts";

/** Suffixes of reports that can be written. */
export const REPORT_SUFFIXES = [".docx", ".json", ".html"] as const;

/** Every document of a folder checked, one after the other; a file that cannot be read is told and left where it is. FILE_NOT_FOUND */
export async function* checkFolder(folder: string, check: Omit<FileCheck, "out">): AsyncGenerator<CheckedFile | UnreadFile> {
  for (const file of await documentsIn(folder))
    try {
      const { written: _, ...checked } = await checkFile(file, check);
      yield checked;
    } catch (error) {
      if (!(error instanceof YuejianError)) throw error;
      yield { file, error };
    }
}

/** What was found in a folder, one document after the other and together; files are named by their path in it. */
export function folderReport(folder: string, entries: readonly (CheckedFile | UnreadFile)[], at: Date): DocumentReport {
  const named = (file: string): string => relative(folder, file);
  const checked = entries.flatMap((entry) =>
    "error" in entry ? [] : [{ ...entry, file: named(entry.file), scannedPages: entry.scanned.length }],
  );
  const unread = entries.flatMap((entry) => ("error" in entry ? [{ file: named(entry.file), reason: reasonOf(entry.error) }] : []));
  return reportOf(checked, { folder, at, unread });
}

export const reasonOf = (error: YuejianError): Text => ({ zh: error.textFor("zh"), en: error.textFor("en") });

/** Writes a report by the suffix of its file: Word, a page, or JSON. USAGE where the suffix is another. */
export async function writeReport(file: string, report: DocumentReport): Promise<void> {
  const suffix = extname(file).toLowerCase();
  if (suffix === ".json") return writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
  if (suffix === ".docx") return writeFile(file, await writeWord(printed(report)));
  if (suffix === ".html") return writeFile(file, writeHtml(printed(report)));
  throw new YuejianError("USAGE", { reason: `--report ${REPORT_SUFFIXES.join(" | ")}` });
}

function printed({ folder, at, characters, findings, rate, rules, documents, unread }: DocumentReport): PrintedDocument {
  const terms = (rows: readonly { readonly term: string; readonly value: string }[]): Block[] =>
    rows.length === 0 ? [{ kind: "paragraph", text: "没有。" }] : [{ kind: "terms", rows }];
  return {
    title: "文书检查报告",
    subtitle: folder,
    author: "岳检",
    language: "zh-CN",
    at: new Date(at),
    page: OFFICIAL_PAGE,
    blocks: [
      {
        kind: "paragraph",
        text: `共检查 ${documents.length} 份文书、${characters} 字，提示 ${findings} 处，每万字 ${rate} 处；${unread.length} 份读不了。每一处是否是差错由人判断。`,
      },
      { kind: "heading", level: 1, text: "按种类" },
      ...terms(rules.map(ruleRow)),
      { kind: "heading", level: 1, text: "逐份" },
      ...terms(documents.map(documentRow)),
      ...(unread.length === 0
        ? []
        : ([
            { kind: "heading", level: 1, text: "读不了的文件" },
            ...terms(unread.map(({ file, reason }) => ({ term: file, value: reason.zh }))),
          ] as Block[])),
    ],
  };
}
