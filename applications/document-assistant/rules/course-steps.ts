import { type CheckedDocument, placeIn } from "../document.ts";
import { aboutWhom, accusedOf } from "../facts/accused.ts";
import { factsOf } from "../facts/facts.ts";
import { readOnce } from "../facts/read-once.ts";
import type { CourseStep } from "../facts/step-words.ts";
import type { DatedStep } from "../facts/steps.ts";
import { type Clash, clashOf } from "./clashes.ts";
import { ANYWHERE, IN_PARAGRAPH, isOfOneCourse, OF_SUPERVISION, TOLD_ONCE } from "./course-order.ts";
import { STEP_NAMES } from "./step-names.ts";

/** A step, and those of the accused whom it is told of; null: all, or it is not told. */
interface OwnStep extends DatedStep {
  readonly about: ReadonlySet<string> | null;
  readonly paragraph: number;
}

const isOfOthers = (one: OwnStep, other: OwnStep): boolean =>
  one.about !== null && other.about !== null && one.about.isDisjointFrom(other.about);
const isOfSame = (one: OwnStep, other: OwnStep): boolean => one.about !== null && other.about !== null && !isOfOthers(one, other);
const apart = (first: DatedStep, second: DatedStep): number => (Date.parse(second.on) - Date.parse(first.until)) / 86_400_000;
const isOneDay = (steps: readonly DatedStep[]): boolean => new Set(steps.map(({ on }) => on)).size === 1;

/** Steps that lie before others that have to come first. What several people have on several days is compared person by person. */
export const stepClashes = readOnce((document): readonly Clash[] =>
  [...clashesIn(document)].filter(({ first, second }) => {
    const [one, other] = first.start < second.start ? [first, second] : [second, first];
    return !TURNS.test(document.text.slice(one.end, other.start).split("\n", 1)[0] ?? "");
  }),
);
/** What goes over to somebody else, or to another matter: 其妻, 而冉某. */
const TURNS =
  /[，；。](?:而(?![后且])|另(?:一|有|外)|其(?:妻|夫|父|母|兄|弟|姐|妹|子(?!女)|女|丈夫|同伙)|同案|此前|在此之前|所附|附有|随附)/;

function* clashesIn(document: CheckedDocument): Generator<Clash> {
  const { names, steps: all } = factsOf(document);
  const accused = accusedOf(names);
  const steps = all.map(
    (step): OwnStep => ({
      ...step,
      about: aboutWhom(document.text, step.start, accused),
      paragraph: placeIn(document, step.start).paragraph,
    }),
  );
  const byStep = Map.groupBy(steps, ({ step }) => step);
  const isOfSupervision = byStep.has("held") && /监察委|监委/.test(document.text);
  for (const { earlier, later } of isOfSupervision ? [...OF_SUPERVISION, ...ANYWHERE] : ANYWHERE) {
    const [firsts, seconds] = [byStep.get(earlier) ?? [], byStep.get(later) ?? []];
    // Who broke the terms of his bail is detained after it.
    if (earlier === "detained" && later === "bailed" && /违反[^，。；]{0,4}(?:取保|监视)/.test(document.text)) continue;
    if (isOfSupervision && BY_OFFICE.has(earlier) && (later === "accepted" || later === "told")) continue;
    const isOfOffice = isOfSupervision && earlier === "arrested" && later === "returned";
    for (const second of seconds) {
      const own = firsts.filter(
        (each) => (isOfOffice || isOfOneCourse(each, second)) && !isOfOthers(each, second) && !isChanged(each, steps),
      );
      const first = besideOf(own, second) ?? (isOneDay(firsts) ? own[0] : undefined);
      if (first && first.on > second.until) yield clash(first, second);
    }
    // What all of them wait for: 移送审查起诉 of people who were held on several days.
    const [last] = seconds;
    if (!last || !OF_PEOPLE.has(earlier) || !isOneDay(seconds) || isOneDay(firsts)) continue;
    for (const first of firsts)
      if (first.on > last.until && isOfOneCourse(first, last) && !isOfOthers(first, last)) yield clash(first, last);
  }
  // The office goes on with a measure after it has taken in the case.
  for (const second of byStep.get("bailed") ?? []) {
    if (!/^[^，。；]{0,12}(?:继续|重新)/.test(document.text.slice(second.end, second.end + 24))) continue;
    const [first] = byStep.get("accepted") ?? [];
    if (first && first.on > second.until) yield clash(first, second);
  }
  yield* heldTooLong(steps);
  // Whoever was caught once was not held before.
  for (const second of byStep.get("detained") ?? []) {
    const own = (byStep.get("caught") ?? []).filter((each) => accused.size < 2 || isOfSame(each, second));
    const [first] = own;
    if (first && isOneDay(own) && first.on > second.until && !/在逃|逃跑|追逃|网逃/.test(document.text) && !isFreed(steps, second, first))
      yield clash(first, second);
  }
  for (const { earlier, later } of TOLD_ONCE) {
    const [firsts, seconds] = [byStep.get(earlier) ?? [], byStep.get(later) ?? []];
    const [first] = firsts;
    if (!first || !isOneDay(firsts) || !(isOneDay(seconds) || earlier === "occurred")) continue;
    for (const second of seconds) if (first.on > second.until) yield clash(first, second);
  }
  for (const [index, second] of steps.entries()) {
    const first = steps
      .slice(0, index)
      .findLast((each) => each.paragraph === second.paragraph && !isOfOthers(each, second) && isInOrder(document, each, second));
    if (first && first.on > second.until) yield clash(first, second);
  }
}

/** What the office decides on itself where the case comes from the commission of supervision. */
const BY_OFFICE: ReadonlySet<CourseStep> = new Set(["detained", "arrested", "bailed"]);

/** Bail in place of an arrest comes at any stage. */
const isChanged = ({ step, on }: OwnStep, steps: readonly OwnStep[]): boolean =>
  step === "bailed" && steps.some((each) => each.step === "arrested" && each.on <= on);

/** Steps that each person of a case is subjected to on a day of his own. */
const OF_PEOPLE: ReadonlySet<CourseStep> = new Set(["caught", "detained", "asked", "arrested", "bailed", "custodial", "pleaded"]);

const isFreed = (steps: readonly OwnStep[], { on }: OwnStep, { on: until }: OwnStep): boolean =>
  steps.some(
    (each) => (each.step === "bailed" || each.step === "released" || each.step === "withdrawn") && each.on >= on && each.on <= until,
  );

/** Of several days of a step the one that another goes by: of the same person, in its paragraph. */
function besideOf(own: readonly OwnStep[], second: OwnStep): OwnStep | undefined {
  const near = own.filter(({ paragraph }) => paragraph === second.paragraph);
  const same = own.filter((each) => isOfSame(each, second));
  return near.findLast(({ start }) => start < second.start) ?? near[0] ?? (same.length > 0 && isOneDay(same) ? same[0] : undefined);
}

/** The most days of a detention before an arrest are thirty-seven (CPL 91); a week more for what is told roughly. */
const LONGEST_DETENTION = 44;

/** The most days of a 留置 are eight months (监察法), a week more for what is told roughly. */
const LONGEST_HOLDING = 253;

/** A person who is told to have been detained far longer than anybody may be: one of the two days is another. */
function* heldTooLong(steps: readonly OwnStep[]): Generator<Clash> {
  for (const [index, first] of steps.entries()) {
    const second = steps[index + 1];
    if (first.step !== "detained" || !second || second.paragraph !== first.paragraph || isOfOthers(first, second)) continue;
    if (second.step !== "arrested" && second.step !== "bailed") continue;
    if (apart(first, second) > LONGEST_DETENTION) yield clash(second, first);
  }
  const held = steps.filter(({ step }) => step === "held");
  const taken = steps.filter(({ step }) => step === "accepted");
  for (const first of held)
    for (const second of isOneDay(taken) ? taken.slice(0, 1) : []) if (apart(first, second) > LONGEST_HOLDING) yield clash(second, first);
}

/** How far behind a contract the first payment on it is told. */
const BESIDE = 60;

/** Two steps of which the one told first was taken first: a sent case is taken in, a return is followed by a new transfer and that by another return, and judgments by those on appeal. */
function isInOrder({ text }: CheckedDocument, first: DatedStep, second: DatedStep): boolean {
  if (IN_PARAGRAPH.some(({ earlier, later }) => first.step === earlier && second.step === later)) return true;
  if (first.step === "accepted" && second.step === "accepted") return first.isSent && !second.isSent;
  if (first.step === "again" && second.step === "returned") return true;
  // What was issued is received.
  if (first.step === "suggested" && second.step === "suggested")
    return /^[^，。；]{0,4}的/.test(text.slice(first.end)) && /^[^，。；]{0,6}收/.test(text.slice(second.end));
  if (first.step === "contracted" && second.step === "paid") return second.start - first.end < BESIDE;
  if (first.step !== second.step) return false;
  if (first.step === "returned" || first.step === "again") return true;
  return first.step === "judged" && /上诉|二审|再审|发回/.test(text.slice(first.end, second.end + 40));
}

const clash = (first: DatedStep, second: DatedStep): Clash =>
  clashOf([first, STEP_NAMES[first.step]], [second, STEP_NAMES[second.step]], "second");
