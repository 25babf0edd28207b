import type { CheckedDocument } from "../document.ts";
import { aboutWhom, accusedOf } from "../facts/accused.ts";
import { factsOf } from "../facts/facts.ts";
import { kindOf } from "../facts/kind.ts";
import type { CourseStep } from "../facts/step-words.ts";
import type { DatedEvent } from "../facts/steps.ts";
import { type Clash, toldBefore } from "./clashes.ts";
import { recordDay } from "./course-document.ts";
import { isByOffice, LOOKED_INTO } from "./course-office.ts";
import { isTold, isTwin } from "./course-told.ts";
import { isOfWrongTerm } from "./terms.ts";

/** Steps that are told in the story of a case, beside what is no step at all. */
const OF_STORY: ReadonlySet<CourseStep> = new Set([
  "founded",
  "joined",
  "contracted",
  "paid",
  "occurred",
  "alarmed",
  "died",
  "surveyed",
  "served",
  "executed",
  "reported",
]);
/** What the story may end with; told before it, it is the course of the case. */
const ENDS_IT: ReadonlySet<CourseStep> = new Set([...OF_STORY, "filed", "heard", "petitioned", "sought"]);

/** What begins another story, goes back, or is told by somebody. */
const BREAK =
  /另查|还查|又查|再查|为例|证[实明据]|[归到]案后|查明[：:，\n]|经[^，。；]{0,6}(?:审查|审理|调查|查)[：:]|事实[：:】\n]|(?:指控|认定)[：:]|\n\s*(?:第?[（(【]?[0-9一二三四五六七八九十]{1,3}[)）、.．部]|[①-⑳【])|[。；：]\s*[（(]?[0-9一二三四五六七八九十]{1,2}[)）、.．]/;
/** In the sentence that goes on: what is told by somebody or something, and what was before. */
const SPOKEN = /约定|言明|载明|记载|显示|陈述|供述|供称|[声辩]称|此前|之前|以前|曾(?=[因以被于经在多两对向])/;
/** What is told behind the story it belongs to, at any place of it. */
const BESIDE = /[住出]院|追逃|通缉|拘留|逮捕|鉴定|认定|检验|价格|评估|退|赔|谅解|归还|上缴|追缴|发还|查获|曾(?=[因以被于经])/;
/** One act that goes on from another. */
const AGAIN = /^[^。；]{0,30}(?:又|再次|再|同样|继续)/;
/** Another case. */
const ANOTHER = /判处|刑满|前科|因犯|行政处罚|行政拘留/;
/** Documents of the office about what somebody did. */
const OF_DEEDS = /被告人|嫌疑人|被不起诉人|被害人|司法救助|支持起诉|罪犯|[讯询]\s*问\s*笔\s*录|检\s*察\s*建\s*议|纠\s*正|检\s*察\s*意\s*见/;
const CIVIL = /原告|被告(?!人|单位)|甲方|案外人|贷款/;
const FAR = 500;
/** A case is filed behind all that was done, item by item. */
const FAR_BEFORE_END = 1500;
const ITEMS = /[。；：\n]\s*(?:[（(]?[0-9一二三四五六七八九十]{1,3}[)）、.．]|[①-⑳])/g;

const isOfStory = (event: DatedEvent, steps: ReadonlySet<CourseStep>): boolean =>
  isTold(event) && (event.step === null || (steps.has(event.step.step) && !event.step.isPlanned));

/** A question, and the answer to one about the course of the case. */
function isOfCourse(text: string, at: number): boolean {
  const line = text.lastIndexOf("\n", at - 1) + 1;
  if (/^\s*问[：:](?![^\n]*答[：:])/.test(text.slice(line, at))) return true;
  const asked =
    text
      .slice(text.lastIndexOf("\n", line - 2) + 1, at)
      .split("答")
      .at(-2) ?? "";
  return /问[：:][^\n]*(?:抓|拘留|逮捕|强制措施|告知|权利|处罚|前科|到案)/.test(asked);
}

/** What is told one after the other of what happened, sentence by sentence and answer by answer, happened one after the other. */
export function* storyClashes(document: CheckedDocument): Generator<Clash> {
  const { text } = document;
  const kind = kindOf(document);
  if (kind === null || !OF_DEEDS.test(text) || CIVIL.test(text)) return;
  const { events, names, acts } = factsOf(document);
  // Acts need not be told in their order.
  const starts = new Set(acts?.map(({ start }) => start));
  const isAct = ({ start }: DatedEvent): boolean => starts.has(start);
  const accused = accusedOf(names);
  const written = recordDay(document);
  let first: DatedEvent | null = null;
  for (const second of events) {
    if (!isOfStory(second, ENDS_IT) || second.start === written?.start || isOfCourse(text, second.at)) continue;
    if (LOOKED_INTO.has(kind) && isByOffice(second)) continue;
    const last: DatedEvent | null = first;
    // A stretch that may be wrong itself is nothing to go by.
    first = !isOfWrongTerm(document, second) && (isOfStory(second, OF_STORY) || last !== null) ? second : null;
    if (!last || last.on <= second.until) continue;
    const between = text.slice(last.end, second.start);
    if (second.behind.startsWith("起") && /[。\n]/.test(between)) continue;
    const isEnd = second.step?.step === "filed";
    if (between.length > (isEnd ? FAR_BEFORE_END : FAR) || BREAK.test(isEnd ? between.replaceAll(ITEMS, "") : between)) continue;
    if (SPOKEN.test(between.split(/[。\n]/).at(-1) ?? "")) continue;
    if (second.step?.step !== "heard" && BESIDE.test(last.behind.slice(0, 30))) continue;
    if (
      ANOTHER.test(second.before + second.behind) ||
      (isAct(last) && isAct(second) && /[。\n]/.test(between) && !AGAIN.test(second.behind))
    )
      continue;
    const [one, other] = [aboutWhom(text, last.start, accused), aboutWhom(text, second.start, accused)];
    if ((one && other && one.isDisjointFrom(other) && second.step?.step !== "joined") || isTwin(events, second)) continue;
    yield toldBefore(last, second);
  }
}
