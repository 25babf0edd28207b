import { type Text, YuejianError } from "@yuejian/contracts";

const REASONS = {
  damaged: { zh: "压缩包或其中的 XML 不完整", en: "the archive or the XML in it is damaged" },
  encrypted: { zh: "旧格式（.doc）或者设有密码", en: "it is of the old format (.doc) or has a password" },
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
