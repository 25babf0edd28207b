import type { CheckedDocument } from "../document.ts";
import { cellLabel } from "../facts/cells.ts";
import { factsOf } from "../facts/facts.ts";
import { isOfOffice, kindOf } from "../facts/kind.ts";
import { signedOn } from "../facts/signature.ts";
import type { CourseStep } from "../facts/step-words.ts";
import type { DatedEvent } from "../facts/steps.ts";
import { type Clash, clashOf } from "./clashes.ts";
import { isTold } from "./course-told.ts";
import { STEP_NAMES } from "./step-names.ts";

const FOUND = { zh: "发现、得知", en: "the finding" } as const;
const HAPPENED = { zh: "所发现的事项", en: "what was found" } as const;
const MADE = { zh: "文书的制作", en: "the making of the document" } as const;
const SERVED = { zh: "送达", en: "service" } as const;

/** 本院在办案中发现，梁某于 */
const FINDS =
  /(?:发现|查明|得知|获悉|反映|举报)[，：]?$|(?:发现|查明|得知|获悉|反映|举报)[^。；\n]*[，：]?(?!本院|我院|该局|你局|公安|法院)[\p{Script=Han}]{2,16}[于在]$/u;
const AFTERWARDS = /^[，]?[^，。；]{0,12}(?:立案|受理|约谈|调查|移送|移交|告知|制发|走访|核实|召开|抓获|到案|报案|报警)/;
const NEAR = 140;

/** What somebody finds out lies before the day on which he does. */
export function* foundClashes(document: CheckedDocument): Generator<Clash> {
  if (!isOfOffice(document)) return;
  const { text } = document;
  const { events } = factsOf(document);
  for (const [index, second] of events.entries()) {
    const first = events[index - 1];
    if (!first || second.on <= first.until || second.start - first.end > NEAR || !isTold(first) || second.step?.isPlanned) continue;
    const between = text.slice(first.end, second.start);
    if (/[。；\n]|约定|称|有效期|到期|期限/.test(between) || !FINDS.test(between) || AFTERWARDS.test(second.behind)) continue;
    yield clashOf([second, HAPPENED], [first, FOUND], "second");
  }
}

/** 审查你局于3月1日移送起诉的案件时，于3月8日发现: what is looked at comes first. */
const WHILE = /^[^。；\n]{0,60}(?:时|过程中|期间)[，,]?[^，。；\n]{0,8}[于在]?$/;

/** What is done while one looks at something that came before. */
export function* whileClashes(document: CheckedDocument): Generator<Clash> {
  if (!isOfOffice(document)) return;
  const { events } = factsOf(document);
  for (const [index, second] of events.entries()) {
    const first = events[index - 1];
    if (
      first?.step?.isAdnominal &&
      first.on > second.until &&
      WHILE.test(document.text.slice(first.end, second.start)) &&
      FINDING.test(second.behind)
    )
      yield clashOf([first, STEP_NAMES[first.step.step]], [second, FOUND], "second");
  }
}
const FINDING = /^[，]?[^，。；]{0,8}(?:发现|查明)/;

/** 判决作出后，自 */
const AFTER = /(立案|受理|收案|判决|宣判|逮捕|告知|退回)[^，。；]{0,6}(?:后|之后|以后)，?[^，。；]{0,10}[自于在]?$/;
const STEPS_AFTER: Readonly<Record<string, readonly CourseStep[]>> = {
  立案: ["filed"],
  受理: ["accepted"],
  收案: ["accepted"],
  判决: ["judged"],
  宣判: ["judged"],
  逮捕: ["arrested"],
  告知: ["told"],
  退回: ["returned"],
};

/** What is told to have been done after a step that has one day. */
export function* afterClashes(document: CheckedDocument): Generator<Clash> {
  if (!isOfOffice(document)) return;
  const { events, steps } = factsOf(document);
  for (const event of events) {
    const named = AFTER.exec(event.before)?.[1];
    const own = steps.filter(({ step, start }) => start < event.start && (STEPS_AFTER[named ?? ""] ?? []).includes(step));
    const [first] = own;
    if (first && own.every(({ on }) => on === first.on) && first.on > event.until && !event.step?.isPlanned)
      yield clashOf([first, STEP_NAMES[first.step]], [event, AFTERWARDS_NAME], "second");
  }
}
const AFTERWARDS_NAME = { zh: "其后的事项", en: "what followed it" } as const;

/** A receipt below what was signed: 我已于3月8日收到一份. */
export function* ownReceiptClashes(document: CheckedDocument): Generator<Clash> {
  const signed = signedOn(document);
  if (!signed || !isOfOffice(document)) return;
  for (const event of factsOf(document).events)
    if (event.start > signed.end && event.on < signed.on && /^[^，。；]{0,6}(?:收到|签收|收悉|领取|知悉)/.test(event.behind))
      yield clashOf([signed, MADE], [event, SERVED], "second");
}

const labelOf = (text: string, event: DatedEvent): string =>
  cellLabel(text, event) ?? event.before.slice(-16).replaceAll(/[：:\s\u3000]+$/g, "");

/** What is served was made before. */
export function* receiptClashes(document: CheckedDocument): Generator<Clash> {
  if (kindOf(document) !== "service-receipt") return;
  const labelled = factsOf(document).events.map((event) => ({ event, label: labelOf(document.text, event) }));
  const served = labelled.filter(({ label }) => /(?:送达|签收|收到|领取|投递|收件)[^，。；]{0,4}$/.test(label));
  for (const { event, label } of labelled)
    if (/(?:制作|签发|填发|作出|成文|落款|印发|文书)[^，。；]{0,4}$/.test(label))
      for (const each of served) if (event.on > each.event.until) yield clashOf([event, MADE], [each.event, SERVED], "second");
}
