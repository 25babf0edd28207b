import type { Text } from "@yuejian/contracts";
import type { CheckedDocument, CheckedParagraph } from "../document.ts";
import { readOnce } from "./read-once.ts";

/** Kinds of documents by their titles, the longer title before the shorter. */
const TITLES = [
  ["不起诉决定书", "non-prosecution-decision"],
  ["起诉书", "indictment"],
  ["量刑建议书", "sentencing-proposal"],
  ["检察建议书", "suggestion"],
  ["纠正违法通知书", "correction-notice"],
  ["审查逮捕意见书", "arrest-review-opinion"],
  ["审查报告", "review-report"],
  ["审结报告", "review-report"],
  ["讯问笔录", "interrogation-record"],
  ["询问笔录", "witness-record"],
  ["告知书", "notice"],
  ["抗诉书", "protest"],
  ["补充侦查提纲", "investigation-outline"],
  ["听证通知书", "hearing-notice"],
  ["听证会通知书", "hearing-notice"],
  ["听证会通知", "hearing-notice"],
  ["听证通知", "hearing-notice"],
  ["认罪认罚具结书", "plea-statement"],
  ["检察意见书", "office-opinion"],
  ["意见书", "opinion"],
  ["建议书", "proposal"],
  ["决定书", "decision"],
  ["通知书", "notification"],
  ["通知立案书", "notification"],
  ["通知撤销案件书", "notification"],
  ["理由说明书", "statement"],
  ["抗诉报告书", "petition-report"],
  ["送达回证", "service-receipt"],
  ["函", "letter"],
  ["公告", "announcement"],
  ["公示", "announcement"],
] as const;
export type RecognisedKind = (typeof TITLES)[number][1];

/** For people; `other`: none of them, or not to be told. */
export const KIND_NAMES: Readonly<Record<RecognisedKind | "other", Text>> = {
  "non-prosecution-decision": { zh: "不起诉决定书", en: "Decision not to prosecute" },
  indictment: { zh: "起诉书", en: "Indictment" },
  "sentencing-proposal": { zh: "量刑建议书", en: "Sentencing proposal" },
  suggestion: { zh: "检察建议书", en: "Procuratorial suggestion" },
  "correction-notice": { zh: "纠正违法通知书", en: "Notice of correction" },
  "arrest-review-opinion": { zh: "审查逮捕意见书", en: "Opinion on arrest" },
  "review-report": { zh: "审查报告", en: "Review report" },
  "interrogation-record": { zh: "讯问笔录", en: "Record of interrogation" },
  "witness-record": { zh: "询问笔录", en: "Record of a witness" },
  notice: { zh: "告知书", en: "Notice" },
  protest: { zh: "抗诉书", en: "Protest" },
  "investigation-outline": { zh: "补充侦查提纲", en: "Outline of the supplementary investigation" },
  "hearing-notice": { zh: "听证通知书", en: "Notice of a hearing" },
  "plea-statement": { zh: "认罪认罚具结书", en: "Signed plea" },
  "office-opinion": { zh: "检察意见书", en: "Opinion to another office" },
  opinion: { zh: "意见书", en: "Opinion" },
  proposal: { zh: "建议书", en: "Proposal" },
  decision: { zh: "决定书", en: "Decision" },
  notification: { zh: "通知书", en: "Notification" },
  statement: { zh: "理由说明书", en: "Statement of reasons" },
  "petition-report": { zh: "提请抗诉报告书", en: "Report that asks for a protest" },
  "service-receipt": { zh: "送达回证", en: "Receipt of service" },
  letter: { zh: "函", en: "Letter" },
  announcement: { zh: "公告", en: "Announcement" },
  other: { zh: "其他", en: "Other" },
};

/** Lines in which a title is looked for, and how long one may be. */
const FIRST_LINES = 4;
const LONGEST_TITLE = 60;

/** An official document has its number alone in a line, with blank lines between it, the office and the title (GB/T 9704-2012, 7.2.5, 7.3.1). */
const NUMBER = /^\s*[\p{Script=Han}]{2,20}[〔[（(【][0-9]{2,4}[〕\])）】]第?[0-9]+号\s*$/u;
const HEAD_LINES = 10;

/** The first lines without blanks. */
export const headLines = ({ paragraphs }: CheckedDocument): string[] =>
  paragraphs.slice(0, FIRST_LINES).map(({ text }) => text.replaceAll(/\s/g, ""));

function firstLines({ paragraphs }: CheckedDocument): readonly CheckedParagraph[] {
  const head = paragraphs.slice(0, HEAD_LINES);
  const isOfficial = head.some(({ text }) => NUMBER.test(text));
  return (isOfficial ? head.filter(({ text }) => text.trim() !== "") : head).slice(0, FIRST_LINES);
}

/** The line of the document's own number. */
export const numberLine = ({ paragraphs }: CheckedDocument): CheckedParagraph | null =>
  paragraphs.slice(0, HEAD_LINES).find(({ text }) => NUMBER.test(text)) ?? null;

/** 2024年3月6日制作起诉书: a step of a list. */
const OF_A_DAY = /^[12][0-9]{3}(?:年|[.-][0-9])/;

/** By the title in the first lines; null: another kind, or none that is known. */
export function kindOf(document: CheckedDocument): RecognisedKind | null {
  for (const { text } of firstLines(document)) {
    // 询问笔录（第二次）
    const title = text.replaceAll(/\s/g, "").replace(/（[^（）]{1,12}）$/, "");
    if (title.length > LONGEST_TITLE || OF_A_DAY.test(title)) continue;
    for (const [ending, kind] of TITLES) if (title.endsWith(ending)) return kind;
  }
  return null;
}

const OFFICE_ALONE = /^[\p{Script=Han}]{2,14}人民检察院$/u;

/** Of an office, and of a case: of a kind that is known, or headed by the name of an office alone in a line. */
export const isOfOffice = (document: CheckedDocument): boolean =>
  kindOf(document) !== null || firstLines(document).some(({ text }) => OFFICE_ALONE.test(text.replaceAll(/\s/g, "")));

const LAST_LINES = 8;
/** Signed in one of the last lines by an office of cases. */
export const isSealedByOffice = ({ paragraphs }: CheckedDocument): boolean =>
  paragraphs.slice(-LAST_LINES).some(({ text }) => OFFICE_ALONE.test(text.replaceAll(/\s/g, "")) && !text.includes("最高"));

/** What an office tells of its own work: 关于某某情况的报告. */
const REPORT = /(?:报告|通报|情况|总结|方案|说明|请示|汇报|纪要|小结|提纲|清单|笔录|记录)$/;
/** Paragraphs that a statute is numbered by. */
const STATUTE = /^\s*第[一二三]条/m;
/** Of an office, or a report of its own that no name of an office heads. */
export const isOfOfficeOrReport = readOnce(
  (document) =>
    isOfOffice(document) ||
    (headLines(document).some((line) => line.length <= LONGEST_TITLE && REPORT.test(line)) &&
      /本院|我院/.test(document.text) &&
      (document.text.includes("检察") || !document.text.includes("人民法院")) &&
      !STATUTE.test(document.text)),
);

/** What is numbered by articles, or bears the title of a rule: 某某条例, 关于……的解释. */
const ARTICLE = /^\s*第[一二三四五六七八九十百0-9]{1,5}[条章]/m;
const RULE_TITLE = /(?:法|条例|规定|规则|办法|细则|解释|标准|准则|批复|决定|章程)(?:（[^（）]{1,12}）)?$/;
/** Of somebody's work on something that happened, and no rule that is laid down for all. */
export const isNoRule = readOnce(
  (document) =>
    isOfOfficeOrReport(document) ||
    !(ARTICLE.test(document.text) || headLines(document).some((line) => line.length <= LONGEST_TITLE && RULE_TITLE.test(line))),
);
