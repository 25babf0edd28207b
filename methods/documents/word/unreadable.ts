import { type Text, YuejianError } from "@yuejian/contracts";

const REASONS = {
  damaged: { zh: "压缩包或其中的 XML 不完整", en: "the archive or the XML in it is damaged" },
  "damaged-old": {
    zh: "旧格式 Word 文件（.doc）不完整或已损坏",
    en: "it is a file of the old form of Word (.doc) that is cut off or damaged",
  },
  encrypted: {
    zh: "设有打开密码；请在 Word 中去掉密码，另存为 .docx",
    en: "it has a password: take it off in Word and save the file as .docx",
  },
  older: {
    zh: "是 Word 95 或更早版本的文件；请用 Word 打开后另存为 .docx",
    en: "it is of Word 95 or before: open it in Word and save it as .docx",
  },
  excel: { zh: "实际是 Excel 工作簿，不是 Word 文档", en: "it is a workbook of Excel" },
  powerpoint: { zh: "实际是 PowerPoint 演示文稿，不是 Word 文档", en: "it is a presentation of PowerPoint" },
  mail: { zh: "实际是 Outlook 邮件，不是 Word 文档", en: "it is a mail of Outlook" },
  "no-word": {
    zh: "是其他程序的复合文件，其中没有 Word 文档；请用原来的程序打开后另存为 .docx",
    en: "it is a compound file of another program and holds no Word document: open it in that program and save it as .docx",
  },
  rtf: {
    zh: "实际是 RTF 文件；请用 Word 打开后另存为 .docx",
    en: "it is an RTF file: open it in Word and save it as .docx",
  },
  "web-archive": {
    zh: "实际是单个文件网页（MHTML）；请用 Word 打开后另存为 .docx",
    en: "it is a web page in a single file (MHTML): open it in Word and save it as .docx",
  },
  "flat-xml": {
    zh: "实际是 Word 的 XML 文件；请用 Word 打开后另存为 .docx",
    en: "it is an XML file of Word: open it in Word and save it as .docx",
  },
  "no-text": { zh: "其中没有正文", en: "it holds no text" },
  "too-large": { zh: "正文解压后超过 64 MB", en: "its text unpacks to more than 64 MB" },
  "too-large-whole": { zh: "解压后超过 1 GB", en: "it unpacks to more than 1 GB" },
  "declares-type": { zh: "XML 含有文档类型声明", en: "its XML declares a document type" },
} as const satisfies Record<string, Text>;

export type DamageReason = keyof typeof REASONS;

export function unreadable(file: string, reason: DamageReason, cause?: unknown): YuejianError {
  const { zh, en } = REASONS[reason];
  return new YuejianError("DOCUMENT_UNREADABLE", { file, reason: en, reason_zh: zh, reason_en: en }, { cause });
}
