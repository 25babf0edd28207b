import { writeFile } from "node:fs/promises";
import { extname, relative } from "node:path";
import { type DocumentReport, type Locale, type Text, YuejianError } from "@yuejian/contracts";
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
export async function writeReport(file: string, report: DocumentReport, locale: Locale): Promise<void> {
  const form = REPORT_SUFFIXES.find((suffix) => suffix === extname(file).toLowerCase());
  if (form === undefined) throw new YuejianError("USAGE", { reason: `--report ${REPORT_SUFFIXES.join(" | ")}` });
  await writeFile(file, await reportFile(report, form, locale));
}

/** The same as its bytes. JSON is of no language. */
export async function reportFile(report: DocumentReport, form: (typeof REPORT_SUFFIXES)[number], locale: Locale): Promise<Buffer> {
  if (form === ".json") return Buffer.from(`${JSON.stringify(report, null, 2)}\n`);
  return form === ".docx" ? Buffer.from(await writeWord(printed(report, locale))) : Buffer.from(writeHtml(printed(report, locale)));
}

const WORDS = {
  zh: {
    title: "文书检查报告",
    author: "岳检",
    language: "zh-CN",
    all: ({ documents, characters, findings, rate, unread }: DocumentReport) =>
      `共检查 ${documents.length} 份文书、${characters} 字，提示 ${findings} 处，每万字 ${rate} 处；${unread.length} 份读不了。每一处是否是差错由人判断。`,
    kinds: "按种类",
    each: "逐份",
    unread: "读不了的文件",
    none: "没有。",
  },
  en: {
    title: "Report on documents",
    author: "Yuejian",
    language: "en",
    all: ({ documents, characters, findings, rate, unread }: DocumentReport) =>
      `${documents.length} documents of ${characters} characters were checked, with ${findings} findings, ${rate} for 10,000 characters; ${unread.length} could not be read. Whether each is an error is for a person to say.`,
    kinds: "By kind",
    each: "Each document",
    unread: "Files that could not be read",
    none: "None.",
  },
} as const;

function printed(report: DocumentReport, locale: Locale): PrintedDocument {
  const { folder, at, rules, documents, unread } = report;
  const words = WORDS[locale];
  const terms = (rows: readonly { readonly term: string; readonly value: string }[]): Block[] =>
    rows.length === 0 ? [{ kind: "paragraph", text: words.none }] : [{ kind: "terms", rows }];
  return {
    title: words.title,
    subtitle: folder,
    author: words.author,
    language: words.language,
    at: new Date(at),
    page: OFFICIAL_PAGE,
    blocks: [
      { kind: "paragraph", text: words.all(report) },
      { kind: "heading", level: 1, text: words.kinds },
      ...terms(rules.map((rule) => ruleRow(rule, locale))),
      { kind: "heading", level: 1, text: words.each },
      ...terms(documents.map((document) => documentRow(document, locale))),
      ...(unread.length === 0
        ? []
        : ([
            { kind: "heading", level: 1, text: words.unread },
            ...terms(unread.map(({ file, reason }) => ({ term: file, value: reason[locale] }))),
          ] as Block[])),
    ],
  };
}
