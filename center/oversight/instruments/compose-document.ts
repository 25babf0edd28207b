import {
  type CasePaper,
  type CaseState,
  type FieldValues,
  filledLine,
  type InstrumentTemplate,
  instrumentKind,
  LOOK_BACK_OUTCOMES,
  type OfficialDocument,
  type OfficialParagraph,
  RECTIFICATION_KINDS,
  RECTIFICATION_STATUSES,
  REPLY_OUTCOMES,
  SERVICE_WAYS,
  TEMPLATE_KINDS,
} from "@yuejian/contracts";
import { amountText, legalNumberEntry } from "@yuejian/deadlines";
import { replyRule } from "../cases/case-clocks.ts";
import { dayInChina } from "../china-days.ts";
import { houseTemplate } from "./house-templates.ts";
import { filledText } from "./template-text.ts";

export interface ComposeFacts {
  /** Name of the office that issues it. */
  readonly office: string;
  /** Today in China: the law's terms as they are then, while nothing is approved. */
  readonly today: string;
}

const CLAUSE = /^[一二三四五六七八九十]+、/;
const ITEM = /^（[一二三四五六七八九十]+）/;
const ENDS_A_SENTENCE = /[。；：！？]$/;
/** Characters of a line of the page: a heading stands on one. */
const LINE = 28;

/** The instrument as it is or would be sent; null when the case has none. The template is the one that was frozen with the draft. */
export function composeInstrument(state: CaseState, { office, today }: ComposeFacts): OfficialDocument | null {
  const { instrument } = state;
  if (instrument === null) return null;
  const last = instrument.approvals.at(-1);
  const isApproved = last !== undefined && instrument.approvals.length === instrument.levels.length;
  const { texts } = instrument.template ?? houseTemplate(instrument.kind);
  const day = isApproved ? dayInChina(last.at) : null;
  const values: FieldValues = {
    ...commonValues(state, office),
    replyTerm: replyTerm(state, day ?? today),
    body: instrument.body.split("\n"),
  };
  return {
    issuer: office,
    marks: [...(instrument.isUrgent ? ["加急"] : []), ...(isApproved ? [] : ["送审稿"])],
    number: instrument.number,
    title: filledLine(texts.title, values).trim(),
    addressee: instrument.receiver,
    paragraphs: paragraphsOf(filledText(texts.text, values)),
    date: day === null ? null : officialDay(day),
    copies: filledLine(texts.copies, values).trim(),
  };
}

export interface PaperFacts extends ComposeFacts {
  readonly number: string | null;
  readonly files: readonly { readonly id: string; readonly name: string; readonly sha256: string }[];
}

/** A paper of a case whose instrument was answered. */
export function composePaper(
  state: CaseState,
  template: InstrumentTemplate,
  { office, today, number, files }: PaperFacts,
): OfficialDocument {
  const { instrument, reply, items, lookBacks } = state;
  const kept = (reply?.files ?? []).flatMap((id) => files.find((each) => each.id === id) ?? []);
  const values: FieldValues = {
    ...commonValues(state, office),
    servedOn: instrument?.servedOn == null ? "" : officialDay(instrument.servedOn),
    way: instrument?.way == null ? "" : SERVICE_WAYS[instrument.way].zh,
    receivedOn: reply === null ? "（未收到）" : officialDay(reply.receivedOn),
    outcome: reply === null ? "未回复" : REPLY_OUTCOMES[reply.outcome].zh,
    reply: (reply?.text ?? "").split("\n"),
    replyFiles: kept.length === 0 ? ["（没有附件）"] : kept.map(({ name, sha256 }, at) => `${at + 1}．${name}（SHA-256：${sha256}）`),
    items: items
      .filter(({ status }) => status !== "cancelled")
      .map(({ title, kind, status, due }, at) => {
        return `${at + 1}．${title}（${RECTIFICATION_KINDS[kind].zh}，期限${officialDay(due)}，${RECTIFICATION_STATUSES[status].zh}）`;
      }),
    lookBack: lookBacks.map(({ result, startedAt }) => {
      const day = officialDay(dayInChina(result?.at ?? startedAt));
      return result === null ? `${day}开始，尚无结果。` : `${day}：${LOOK_BACK_OUTCOMES[result.outcome].zh}（运行编号${result.run}）。`;
    }),
  };
  return {
    issuer: office,
    marks: [],
    number,
    title: filledLine(template.texts.title, values).trim(),
    addressee: template.kind === "reply-receipt" ? (instrument?.receiver ?? null) : null,
    paragraphs: paragraphsOf(filledText(template.texts.text, values)),
    date: officialDay(today),
    copies: filledLine(template.texts.copies, values).trim(),
  };
}

/** How a template looks, filled with invented values. */
export function composeSample({ kind, texts }: InstrumentTemplate, { office, today }: ComposeFacts): OfficialDocument {
  const day = officialDay(today);
  const values: FieldValues = {
    office,
    receiver: "某某市某某局",
    title: "关于规范某某工作的检察建议",
    number: "某检建〔2026〕1号",
    case: "某检监〔2026〕1号",
    kind: TEMPLATE_KINDS[kind].zh,
    replyTerm: "自收到本文书之日起2个月内",
    body: ["一、查明的事实", "（起草人填写的正文）"],
    servedOn: day,
    way: SERVICE_WAYS.direct.zh,
    receivedOn: day,
    outcome: REPLY_OUTCOMES.accepted.zh,
    reply: ["（回复的内容）"],
    replyFiles: ["1．材料（SHA-256：……）"],
    items: ["1．（整改事项）"],
    lookBack: ["（回头看结果）"],
  };
  return {
    issuer: office,
    marks: ["样张"],
    number: null,
    title: filledLine(texts.title, values).trim(),
    addressee: kind === "look-back-report" ? null : "某某市某某局",
    paragraphs: paragraphsOf(filledText(texts.text, values)),
    date: day,
    copies: filledLine(texts.copies, values).trim(),
  };
}

/** Whether a case has what a paper tells of. */
export function mayIssue(paper: CasePaper, { instrument, reply, lookBacks }: CaseState): boolean {
  if (instrument?.servedOn == null) return false;
  return paper === "reply-receipt" ? reply !== null : lookBacks.some(({ result }) => result !== null);
}

function commonValues({ number, instrument }: CaseState, office: string): FieldValues {
  return {
    office,
    case: number,
    receiver: instrument?.receiver ?? "",
    title: instrument?.title ?? "",
    number: instrument?.number ?? "尚未编号",
    kind: instrument ? instrumentKind(instrument.kind).zh : "",
  };
}

/** 自收到本文书之日起2个月内, or 于2026年3月1日前. */
function replyTerm(state: CaseState, on: string): string {
  const rule = replyRule(state);
  if (rule === null) return state.instrument?.replyBy == null ? "" : `于${officialDay(state.instrument.replyBy)}前`;
  const { value, unit } = legalNumberEntry(rule, on);
  return `自收到本文书之日起${amountText(value, unit).zh}内`;
}

function paragraphsOf(lines: readonly string[]): readonly OfficialParagraph[] {
  return lines.map((text) => {
    const isHeading = text.length <= LINE && !ENDS_A_SENTENCE.test(text);
    if (isHeading && CLAUSE.test(text)) return { style: "clause", text };
    return { style: isHeading && ITEM.test(text) ? "item" : "text", text };
  });
}

/** 2026年3月1日: the standard writes days and months without zeros. */
function officialDay(day: string): string {
  const [year, month, date] = day.split("-").map(Number);
  return `${year}年${month}月${date}日`;
}
