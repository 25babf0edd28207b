import { INSTRUMENT_KINDS, type InstrumentKind } from "./instrument.ts";
import type { StepDecision } from "./procedural-step.ts";
import type { Text } from "./text.ts";

/** Documents of a case beside its instrument: written when they are issued, numbered, approved by nobody. */
export const CASE_PAPERS = {
  "reply-receipt": { zh: "回复回执", en: "Receipt of a reply", series: "回" },
  "look-back-report": { zh: "回头看报告", en: "Look-back report", series: "看" },
} as const satisfies Record<string, Text & { readonly series: string }>;

export type CasePaper = keyof typeof CASE_PAPERS;

export type DocumentKind = InstrumentKind | CasePaper;

/** Everything that an office writes by a template. */
export const DOCUMENT_KINDS: Readonly<Record<DocumentKind, Text>> = { ...INSTRUMENT_KINDS, ...CASE_PAPERS };

/** Documents of procedural steps, each of one decision: numbered and frozen with it. */
export const STEP_DOCUMENTS = {
  "step-recusal-granted": { zh: "回避决定书", en: "Decision on a recusal" },
  "step-recusal-refused": { zh: "驳回回避申请决定书", en: "Refusal of a recusal" },
  "step-refusal-upheld": { zh: "回避复议决定书", en: "Reconsideration of a recusal" },
  "step-custody-proposed": { zh: "释放或者变更强制措施建议书", en: "Proposal to release or to change the measure" },
  "step-custody-needed": { zh: "不同意变更强制措施告知书", en: "Notice that custody is still needed" },
  "step-access-arranged": { zh: "阅卷安排告知书", en: "Appointment to read the file" },
  "step-access-refused": { zh: "不予许可阅卷通知书", en: "Refusal to let the file be read" },
} as const satisfies Readonly<Partial<Record<`step-${StepDecision}`, Text>>>;

export type StepDocument = keyof typeof STEP_DOCUMENTS;

export type TemplateKind = DocumentKind | StepDocument;

/** Everything of which an office may have a wording of its own. */
export const TEMPLATE_KINDS: Readonly<Record<TemplateKind, Text>> = { ...DOCUMENT_KINDS, ...STEP_DOCUMENTS };

export function isStepDocument(kind: TemplateKind): kind is StepDocument {
  return Object.hasOwn(STEP_DOCUMENTS, kind);
}

/** What an office settles of one kind of document. */
export interface TemplateTexts {
  /** One line. */
  readonly title: string;
  /** Paragraph by line. */
  readonly text: string;
  /** 抄送机关; may be empty. */
  readonly copies: string;
  /** With which the text of a new draft begins; no fields. Empty for papers. */
  readonly outline: string;
}

/** Versions count from 1 within the office and kind; 0 is the wording that comes with the house. */
export interface InstrumentTemplate {
  readonly kind: TemplateKind;
  readonly version: number;
  readonly texts: TemplateTexts;
}

export interface TemplateField extends Text {
  /** Whole paragraphs: it stands alone on its line of the text. */
  readonly isBlock: boolean;
  readonly in: "all" | "instruments" | "papers" | "look-back-report" | "steps";
  /** Text without it says nothing: it has to stand there once. */
  readonly isNeeded?: boolean;
}

/** Fields that a template may name, as `{{正文}}` or `{{body}}`. */
export const TEMPLATE_FIELDS = {
  office: { zh: "本院名称", en: "the office's name", isBlock: false, in: "all" },
  receiver: { zh: "收文单位", en: "the receiving authority", isBlock: false, in: "all" },
  title: { zh: "标题", en: "the instrument's title", isBlock: false, in: "all" },
  number: { zh: "文号", en: "the instrument's number", isBlock: false, in: "all" },
  case: { zh: "案号", en: "the case's number", isBlock: false, in: "all" },
  kind: { zh: "文书种类", en: "the kind of instrument", isBlock: false, in: "all" },
  replyTerm: { zh: "回复期限", en: "the term of the reply", isBlock: false, in: "instruments" },
  body: { zh: "正文", en: "the draft's text", isBlock: true, in: "instruments", isNeeded: true },
  servedOn: { zh: "送达日期", en: "the day of service", isBlock: false, in: "papers" },
  way: { zh: "送达方式", en: "the way of service", isBlock: false, in: "papers" },
  receivedOn: { zh: "收到日期", en: "the day of the reply", isBlock: false, in: "papers" },
  outcome: { zh: "回复结果", en: "the reply's outcome", isBlock: false, in: "papers" },
  reply: { zh: "回复内容", en: "the reply's text", isBlock: true, in: "papers" },
  replyFiles: { zh: "回复材料", en: "the reply's files with their digests", isBlock: true, in: "papers" },
  items: { zh: "整改事项", en: "the items of rectification", isBlock: true, in: "look-back-report" },
  lookBack: { zh: "回头看结果", en: "the look-back's result", isBlock: true, in: "look-back-report", isNeeded: true },
  requester: { zh: "申请人", en: "who asked, by part", isBlock: false, in: "steps" },
  requestedOn: { zh: "申请日期", en: "the day of the request", isBlock: false, in: "steps" },
  reason: { zh: "理由", en: "the decision's reason", isBlock: true, in: "steps" },
} as const satisfies Record<string, TemplateField>;

export type TemplateFieldName = keyof typeof TEMPLATE_FIELDS;

/** Fields that a kind of document may name. */
export function fieldsOf(kind: TemplateKind): readonly TemplateFieldName[] {
  if (isStepDocument(kind)) return ["office", "case", "number", "requester", "requestedOn", "reason"];
  const group = kind in CASE_PAPERS ? "papers" : "instruments";
  return (Object.keys(TEMPLATE_FIELDS) as TemplateFieldName[]).filter((name) => {
    const { in: where } = TEMPLATE_FIELDS[name];
    return where === "all" || where === group || where === kind;
  });
}
