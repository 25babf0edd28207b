import type { Text } from "@yuejian/contracts";
import type { CheckedDocument } from "../document.ts";
import { aboutWhom, accusedOf } from "../facts/accused.ts";
import { factsOf } from "../facts/facts.ts";
import { toldSpans } from "../facts/spans.ts";
import type { CourseStep } from "../facts/step-words.ts";
import type { DatedEvent } from "../facts/steps.ts";
import { type Clash, clashOf } from "./clashes.ts";
import { isOfWrongTerm } from "./terms.ts";

/** What somebody was punished for before. */
const FORMER =
  /曾[因于被]|(?<!不作)前科|刑满|假释|(?:被|受到?|给予)[^，。；]{0,16}行政(?:拘留|处罚)|劳动教养|强制(?:隔离)?戒毒|因[^，。；]{1,20}(?:罪|盗窃|诈骗|赌博|殴打|吸毒)[^，。；]{0,12}被[^，。；]{0,24}(?:判处|判决|拘留|处罚)/;
const RELEASED = /^[，]?[^，。；]{0,12}(?:刑满|执行完毕|假释|予以|被|提前)?(?:释放|假释|执行完毕|刑满)/;
/** Crimes that are judged while, or after, others are. */
const TOGETHER = /漏罪|数罪并罚|服刑|解回|另案|社区矫正|缓刑考验期|保外就医|监外执行|累计|屡教不改/;
/** Steps of the case of the document. */
const OF_CASE: ReadonlySet<CourseStep> = new Set(["caught", "detained", "arrested", "bailed", "accepted", "charged"]);
/** Days of a term that somebody is set free before its last day, or on the working day behind it. */
const LATE_MS = 4 * 86_400_000;

const FORMER_NAME: Text = { zh: "前次处罚", en: "the former punishment" };
const RELEASE_NAME: Text = { zh: "释放", en: "the release" };
const END_NAME: Text = { zh: "刑期届满", en: "the end of the sentence" };
const ACT_NAME: Text = { zh: "所述的行为", en: "the act told" };
const MEASURE_NAME: Text = { zh: "本案的强制措施", en: "a measure in this case" };

const isFormer = ({ before, behind }: DatedEvent): boolean =>
  FORMER.test(`${before.split(/此次|这次|本次|现因|又因|后因|；因/).at(-1) ?? ""}|${behind}`);

/** A former punishment behind what the case of the document is about, or behind what ended it. */
export function* formerClashes(document: CheckedDocument): Generator<Clash> {
  const { events, acts, names, steps } = factsOf(document);
  const former = events.filter((event) => isFormer(event) && (event.step === null || !OF_CASE.has(event.step.step)));
  if (former.length === 0) return;
  const accused = accusedOf(names);
  const spans = toldSpans(document).filter((span) => !isOfWrongTerm(document, span));
  for (const event of former) {
    const isRelease = RELEASED.test(event.behind);
    if (!isRelease) continue;
    // 刑期自…起至…止，于…刑满释放
    const span = spans.findLast(({ end }) => end <= event.start && event.start - end < 30);
    if (span && Date.parse(event.on) - Date.parse(span.last) > LATE_MS) {
      const last = { on: span.last, start: span.start, end: span.end };
      yield clashOf([event, RELEASE_NAME], [last, END_NAME], "first");
    }
  }
  if (TOGETHER.test(document.text)) return;
  const about = (at: number): ReadonlySet<string> | null => aboutWhom(document.text, at, accused);
  for (const event of former) {
    const whose = about(event.start);
    const isOwn = (at: number): boolean => {
      const other = about(at);
      return accused.size < 2 || (whose !== null && (other === null || !whose.isDisjointFrom(other)));
    };
    for (const act of acts ?? [])
      if (event.on > act.on && act.start > event.start && isOwn(act.start)) yield clashOf([event, FORMER_NAME], [act, ACT_NAME], "first");
    for (const step of steps)
      if (OF_CASE.has(step.step) && event.on > step.until && step.start > event.start && isOwn(step.start))
        yield clashOf([event, FORMER_NAME], [step, MEASURE_NAME], "first");
  }
}
