import type { CheckedDocument } from "../document.ts";
import { accusedOf } from "../facts/accused.ts";
import { factsOf } from "../facts/facts.ts";
import { isOfOffice } from "../facts/kind.ts";
import type { CourseStep } from "../facts/step-words.ts";
import type { DatedEvent } from "../facts/steps.ts";
import { type Clash, toldBefore } from "./clashes.ts";
import { isKnownBefore } from "./course-order.ts";

/** What goes back to what was before, told in the clause of the day. */
const ASIDE =
  /此前|之前|以前|先前|早先|曾(?=[因以被于经]|$)|原(?!告|审|定)|早在|另查|又查|还查|再查|^系|证明|证实|载明|记载|供述|陈述|称$|不服|对$|就$|自$|从$|系$|(?:系|是|由)(?![^，。；]{0,6}(?:公安|检察|法院|局|院|所))[^，。；]{0,10}[于在]$|截至|截止|(?<!直)[至到]$|[“《（(][^”》）)]*$/;
/** What speaks for somebody else, at the end of the clause before. */
const SPEAKS = /(?:据[^，]{0,10}|显示|证明|证实|供述|陈述|辩称|声称|反映|认为|称|指出)$/;
const OF_A_NOUN =
  /^的(?=[，。；])|^[^，。；]{0,20}的(?![^，。；]{0,6}(?:供述|意见))\p{Script=Han}|^(?:止|开始(?=[，。；至到]|$)|以来|之?后|以后|期间|出?生|）|\)|》|”|、|\s*$)|^[至到][0-9同次]|^[（(]|^[^，。；]{0,4}出生/u;

/** 给工厂下了限期支付的指令书 */
const DONE = /^[^，。；的]{1,16}了/;
/** 进的厂, 打的电话, 签的合同 */
const CLEFT = /^[^，。；的]{1,6}的(?:\p{Script=Han}{1,2})?(?=[，。；]|$)/u;

export const isTold = ({ before, behind }: Pick<DatedEvent, "before" | "behind">): boolean => {
  const [own = "", last = ""] = before
    .slice(-40)
    .split(/[，；：]/)
    .reverse();
  return (
    (/\p{Script=Han}{2}|^[，]?[付给交转汇还取借退存收卖买骗偷抢][0-9]/u.test(behind) || /^(?:、|和|及|与)$/.test(behind)) &&
    (!OF_A_NOUN.test(behind) || DONE.test(behind) || (CLEFT.test(behind) && !/[对就按据将把于]$/.test(before))) &&
    !/^[，]?[\p{Script=Han}·]{0,8}曾(?=[因以被于经在多两对向])/u.test(behind) &&
    !/^[，]?(?:还|也|另外?)\p{Script=Han}{1,3}过/u.test(behind) &&
    (!ASIDE.test(own) || (/^[至到]$/.test(own) && /^[^，。；]{1,18}时(?:[，,]|$)/.test(behind))) &&
    !(own.length < 4 && SPEAKS.test(last)) &&
    // A label tells when something is set for.
    !(own === "" && /(?:时间|日期)$/.test(last))
  );
};

const leadOf = ({ before }: DatedEvent): string => (before.split(/[，；：。]/).at(-1) ?? "").replace(/[于在]$/, "");

/** Somebody else did the same: 甲3月1日进场，5月1日离场；乙4月1日进场. */
export const isTwin = (events: readonly DatedEvent[], second: DatedEvent): boolean =>
  leadOf(second) !== "" &&
  events.some(
    (each) =>
      each.start < second.start &&
      second.start - each.start < FAR &&
      leadOf(each) !== leadOf(second) &&
      /^\p{Script=Han}{2}/u.test(each.behind) &&
      each.behind.slice(0, 2) === second.behind.slice(0, 2),
  );

/** Another item, another matter. */
const BREAK =
  /约定|言明|载明|记载|(?<!要求[^，。；]{0,8})说明|显示|来?函|应付|表述|[？！\n]|(?<![0-9.])[0-9]{1,2}[、.．](?![0-9])|[0-9][）)]|[一二三四五六七八九十][、.．）)]|[①-⑳]|[0-9]\.[0-9](?![^。；]*；)/;
/** What is said by somebody, up to who does something next: 报案称被骗，公安局3月5日立案. */
const SAID = /称(?!量|重|职|其)/;
const FAR = 120;
const FINDS = /发现|查明|得知/;
const DOES = /^[，]?[^，。；]{0,4}(?:决定)?(?:立案|移送|受理|走访|约谈|制发|发出)/;
const DOES_ABOUT = /(?:遂|随即|随后|于是|后|即|并|又|再|经)[^，。；]{0,8}$/;

const ORGAN = /本院|我院|该院|[该你我]局|公安|检察院|法院|侦查机关|鉴定|价格认定|监察/;
/** What parties do among themselves is told by matters, not by days. */
const OF_PARTIES: ReadonlySet<CourseStep> = new Set(["contracted", "paid", "sued"]);
const BEGINS =
  /^(?:(?:本院|我院|该院|该局|你局|公安机关|侦查机关|\p{Script=Han}{2,14}(?:局|院|支队|大队|所))(?:又|再|即|遂|随后)?[于在]?)?$/u;

const MEASURES: ReadonlySet<CourseStep> = new Set(["held", "detained", "arrested", "bailed"]);
/** A sentence goes on with the course where it begins with its day, or with who takes the next step, and an organ takes it. */
function isOneCourse(between: string, { before, behind, step }: DatedEvent, accused: ReadonlySet<string>): boolean {
  if (!/。|\.(?=\p{Script=Han})/u.test(between)) return true;
  // 3月1日，被告人甲与乙争吵。3月8日，被告人甲持锤…
  const isOfAccused =
    before.trim() === "" &&
    (/^[^。；]{0,16}(?:被告人|嫌疑人|被不起诉人)/.test(behind) || [...accused].some((name) => behind.slice(0, 20).includes(name)));
  const isByOrgan = isOfAccused || (step !== null && !OF_PARTIES.has(step.step)) || ORGAN.test(before.slice(-14) + behind.slice(0, 24));
  return between.indexOf("。") === between.lastIndexOf("。") && BEGINS.test(before) && isByOrgan;
}

/** What a paragraph tells one after the other was done one after the other, unless it says that it goes back. */
export function* toldOutOfOrder(document: CheckedDocument): Generator<Clash> {
  if (!isOfOffice(document)) return;
  const { events, names } = factsOf(document);
  const accused = accusedOf(names);
  for (const [index, second] of events.entries()) {
    // A term, or what is told beside, may stand between.
    const first = events.slice(Math.max(0, index - 3), index).findLast(isTold);
    if (!first || first.on <= second.until || !isTold(second) || /^起(?:[至到算计]|[，,。；;]|$)/.test(second.behind)) continue;
    const between = document.text.slice(first.end, second.start);
    // What goes back to what is known to come first tells both in their right order.
    if (first.step && second.step && isKnownBefore(second.step.step, first.step.step)) continue;
    // What was found lies before it was found, unless something was done about it.
    if (FINDS.test(between) && !between.includes("。") && !DOES_ABOUT.test(second.before) && !DOES.test(second.behind)) continue;
    // What a hearing needs goes before it, wherever it is told.
    if (first.step?.step === "heard" && /通知|公告|邀请|告知|申请|受理|移送/.test(second.behind)) continue;
    // Since when something was so is told beside.
    if (between.includes("。") && second.behind.startsWith("起")) continue;
    // How somebody got well again is told beside.
    if (between.includes("。") && /[住出]院/.test(first.behind) && /付|赔/.test(second.behind)) continue;
    // What is done to a person is told together, and what is told him after that.
    if (between.includes("。") && first.step && MEASURES.has(first.step.step) && !(second.step && MEASURES.has(second.step.step))) continue;
    const lead = second.before.split(/[，；]/).at(-1) ?? "";
    const isSpeech = SAID.test(between) && (lead === "" || !BEGINS.test(lead));
    if (between.length > FAR || isSpeech || BREAK.test(between) || !isOneCourse(between, second, accused)) continue;
    if (!isTwin(events.slice(Math.max(0, index - 4), index), second)) yield toldBefore(first, second);
  }
}
