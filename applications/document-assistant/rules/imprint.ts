import type { CheckedDocument, CheckedParagraph } from "../document.ts";
import { daysIn } from "../facts/dates.ts";
import type { DocumentRule, RuleHit } from "../rule.ts";
import { isOfficial, STANDARD } from "./format.ts";

/** Lines at the end in which a document is signed. */
const LAST_LINES = 12;
const FIRST_LINES = 4;
const COPIES = /^\s*(抄送|抄报|主送)([：:]?)/;
/** 印发机关 and 印发日期 in one line. */
const PRINTED = /^\s*[\p{Script=Han}（）]{4,40}\s+([12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日)(印发)?\s*$/u;

/** 抄送 and the line of printing (7.4.2, 7.4.3). */
function* imprint(document: CheckedDocument): Generator<RuleHit> {
  if (!isOfficial(document)) return;
  const last = document.paragraphs.slice(-LAST_LINES);
  const copies = last.findIndex(({ text }) => COPIES.test(text));
  if (copies < 0) return;
  const { text, start } = last[copies] as CheckedParagraph;
  const [head = "", word = "", colon = ""] = COPIES.exec(text) ?? [];
  if (colon !== "：") {
    const at = start + head.length - colon.length;
    yield {
      start: start + head.indexOf(word),
      end: at + colon.length,
      suggestion: `${word}：`,
      reason: { zh: `“${word}”后标全角冒号`, en: `behind ${word} stands a colon of full width` },
    };
  }
  // The names may go on over several lines, to the line of printing.
  const printed = last.findIndex(({ text: line }) => PRINTED.test(line));
  const end = last.slice(copies, printed > copies ? printed : copies + 1).findLast((line) => line.text.trim() !== "");
  const whole = end?.text.trimEnd() ?? "";
  if (end && /[\p{Script=Han}），、；,;]$/u.test(whole) && whole.length > head.length) {
    const isMark = /[，、；,;]$/.test(whole);
    yield {
      start: end.start + whole.length - 1,
      end: end.start + whole.length,
      suggestion: isMark ? "。" : `${whole.slice(-1)}。`,
      reason: { zh: `最后一个${word}机关名称后标句号`, en: "behind the last of those who get a copy stands a full stop" },
    };
  }
  const line = last[printed];
  if (!line || printed < 0) return;
  const [, day = "", ending] = PRINTED.exec(line.text) ?? [];
  const at = line.start + line.text.indexOf(day);
  if (/年0|月0/.test(day) || ending === undefined)
    yield {
      start: at,
      end: at + day.length + (ending?.length ?? 0),
      suggestion: `${day.replace(/年0/, "年").replace(/月0/, "月")}印发`,
      reason: { zh: "印发日期的月、日不编虚位，后加“印发”二字", en: "the day of printing has no noughts, and 印发 behind it" },
    };
  if (printed < copies)
    yield {
      start: line.start,
      end: line.start + line.text.length,
      suggestion: null,
      reason: { zh: "印发机关和印发日期在抄送机关之下", en: "the line of printing stands below those who get a copy" },
    };
}

const OFFICE = /^\s*([\p{Script=Han}]{2,20}(?:人民检察院|人民法院|人民政府|公安局|监察委员会|司法局|管理局))\s*$/u;
const isDayAlone = (text: string): boolean => {
  const line = text.replaceAll(/\s/g, "");
  const [day] = daysIn(line);
  return day !== undefined && day.start === 0 && day.end === line.length;
};

/** The office stands above the day on which it signs (7.3.5). */
function* signature(document: CheckedDocument): Generator<RuleHit> {
  if (!isOfficial(document)) return;
  const lines = document.paragraphs
    .slice(Math.max(FIRST_LINES, document.paragraphs.length - LAST_LINES))
    .filter(({ text }) => text.trim() !== "");
  const days = lines.flatMap(({ text }, at) => (isDayAlone(text) ? [at] : []));
  const [day] = days;
  const below = day === undefined ? undefined : lines[day + 1];
  if (
    day === undefined ||
    days.length !== 1 ||
    !below ||
    !OFFICE.test(below.text) ||
    lines.slice(0, day).some(({ text }) => OFFICE.test(text))
  )
    return;
  yield {
    start: below.start,
    end: below.start + below.text.length,
    suggestion: null,
    reason: { zh: "发文机关署名在成文日期之上", en: "the issuing office stands above the day" },
  };
}

/** The office of the head and the one that signs. */
function* offices({ paragraphs }: CheckedDocument): Generator<RuleHit> {
  const head = paragraphs
    .slice(0, FIRST_LINES)
    .flatMap(({ text }) => /^\s*([\p{Script=Han}]{2,20}人民检察院)(?:文件)?\s*$/u.exec(text)?.[1] ?? [])[0];
  if (head === undefined) return;
  const last = paragraphs.slice(Math.max(FIRST_LINES, paragraphs.length - LAST_LINES));
  for (const [at, { text, start }] of last.entries()) {
    const own = /^\s*([\p{Script=Han}]{2,20}人民检察院)\s*$/u.exec(text)?.[1];
    // Whoever it is sent to stands behind 此致.
    if (own === undefined || /此致\s*$/.test(last.slice(0, at).findLast((line) => line.text.trim() !== "")?.text ?? "")) continue;
    if (head.endsWith(own) || own.endsWith(head)) continue;
    const from = start + text.indexOf(own);
    yield {
      start: from,
      end: from + own.length,
      suggestion: head,
      reason: { zh: `文头的发文机关是“${head}”`, en: `the head names ${head}` },
    };
  }
}

const NUMBERED = /^\s*(?:附件?[：:]\s*)?([0-9]{1,2})[.．、]/;

/** 附件3 in the text, where the note of attachments has two. */
function* attachmentsNamed({ paragraphs, text }: CheckedDocument): Generator<RuleHit> {
  const note = paragraphs.findIndex(({ text: line }, at) => at > 1 && /^\s*附件?[：:]/.test(line));
  const listed = new Set<number>();
  for (const { text: line } of note < 0 ? [] : paragraphs.slice(note)) {
    const number = NUMBERED.exec(line)?.[1];
    if (number === undefined && listed.size > 0) break;
    if (number !== undefined) listed.add(Number(number));
  }
  // One attachment alone has no number; attached pages begin with 附件1.
  const isSingle = note >= 0 && listed.size === 0;
  const pages = new Set(paragraphs.flatMap(({ text: line }) => /^\s*附件([0-9]{1,2})\s*$/.exec(line)?.[1] ?? []).map(Number));
  for (const found of text.matchAll(/(?:见|详见|按照?|填写|附有|随附)(?:本[\p{Script=Han}]{1,4})?(附件([0-9]{1,2}))(?![-—.．:：0-9])/gu)) {
    const [whole, written = "", number = ""] = found;
    if (listed.has(Number(number)) || pages.has(Number(number)) || (isSingle && number === "1")) continue;
    const start = found.index + whole.length - written.length;
    yield {
      start,
      end: start + written.length,
      suggestion: null,
      reason: { zh: `附件说明中没有附件 ${number}`, en: `the note of attachments has no number ${number}` },
    };
  }
}

export const IMPRINT_RULES: readonly DocumentRule[] = [
  {
    id: "format-imprint",
    title: { zh: "版记（抄送、印发）", en: "Imprint: copies and printing" },
    severity: "warning",
    source: `${STANDARD} 7.4`,
    find: imprint,
  },
  {
    id: "format-signature",
    title: { zh: "署名与成文日期的顺序", en: "Order of office and day" },
    severity: "warning",
    source: `${STANDARD} 7.3.5`,
    find: signature,
  },
  {
    id: "office-inconsistent",
    title: { zh: "发文机关前后不一致", en: "Office of the head against the one that signs" },
    severity: "error",
    source: `${STANDARD} 7.2.4、7.3.5`,
    find: offices,
  },
  {
    id: "attachment-unlisted",
    title: { zh: "附件未列出", en: "Attachment that is not listed" },
    severity: "error",
    source: `${STANDARD} 7.3.4`,
    find: attachmentsNamed,
  },
];
