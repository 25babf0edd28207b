import { fill, LAW_FAULTS, type LawFaultCode, type Text } from "@yuejian/contracts";
import type { LawImportView, LawView } from "@yuejian/contracts/api";
import type { CitationState } from "@yuejian/text";
import type { Row } from "../store/index.ts";
import type { KnownLaw, KnownVersion } from "./library.ts";

export function versionView({ id, title, versionOn, from, until, file, articles }: KnownVersion): LawView["versions"][number] {
  return { id, title, versionOn, effectiveOn: from, until, articles, file };
}

export function lawView({ id, name, level, issuer, region, repealed, versions }: KnownLaw): LawView {
  return { id, name, level, issuer, region, repealed, versions: versions.map(versionView) };
}

export function lawImportView(
  row: Omit<Row<"law_imports">, "outbox" | "actor" | "notes"> & { readonly ledger_index: number | null },
): LawImportView {
  const { id, job, place, office, at, files, texts, added, changed, same, refused, ledger_index: ledgerIndex } = row;
  return { id, job, place, office, at, files, texts, added, changed, same, refused, ledgerIndex };
}

const NOTES: Readonly<Record<string, Text>> = {
  "no-law": { zh: "文件里没有法规文本", en: "the file holds no legal text" },
  "form-unread": {
    zh: "不读取 {form} 格式，请另存为 .docx、文本或者 HTML",
    en: "files of the form {form} are not read; save it as .docx, text or HTML",
  },
  unreadable: { zh: "{zh}", en: "{en}" },
  encoding: { zh: "按 {encoding} 编码读取", en: "read as {encoding}" },
  remainder: { zh: "「{law}」中不属于任何条文：{text}", en: "in “{law}”, part of no article: {text}" },
  "name-shared": {
    zh: "「{law}」的名称没有写明是哪里、哪个机关的，按「{name}」导入，以便与同名的其他法规区分",
    en: "the name “{law}” does not tell whose it is: taken in as “{name}”, so that it is told from others of that name",
  },
  "twice-different": {
    zh: "「{law}」（{day}）已由 {other} 导入，文本不同（{place}），没有导入",
    en: "“{law}” ({day}) stands already, from {other}, with another text ({place}): not taken in",
  },
};

export function noteText(code: string, parameters: Readonly<Record<string, string>>): Text {
  const words = NOTES[code] ?? LAW_FAULTS[code as LawFaultCode] ?? { zh: code, en: code };
  const law = parameters["law"] === undefined || code in NOTES ? "" : `《${parameters["law"]}》`;
  return { zh: law + fill(words.zh, parameters), en: `${law}${law === "" ? "" : " "}${fill(words.en, parameters)}` };
}

const STATES: Readonly<Record<CitationState, Text>> = {
  resolved: { zh: "找到", en: "found" },
  "law-unknown": { zh: "没有导入这部法律", en: "this law has not been imported" },
  "law-ambiguous": { zh: "名称对应几部法律", en: "several laws have this name" },
  "law-repealed": { zh: "该日已经废止", en: "repealed by that day" },
  "law-not-yet": { zh: "该日尚未施行", en: "not yet in force on that day" },
  "version-not-held": { zh: "没有导入该日有效的文本", en: "the wording of that day has not been imported" },
  "article-absent": { zh: "没有这一条", en: "there is no such article" },
  "paragraph-absent": { zh: "没有这一款", en: "there is no such paragraph" },
  "item-absent": { zh: "没有这一项", en: "there is no such item" },
  "no-context": { zh: "无从知道指哪部法律", en: "nothing tells which law is meant" },
};

export const stateText = (state: CitationState): Text => STATES[state];
