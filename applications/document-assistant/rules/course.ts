import { factsOf } from "../facts/facts.ts";
import { readOnce } from "../facts/read-once.ts";
import type { DocumentRule, RuleHit } from "../rule.ts";
import { type Clash, wrongDays } from "./clashes.ts";
import { actClashes } from "./course-acts.ts";
import { documentClashes } from "./course-document.ts";
import { formerClashes } from "./course-former.ts";
import { afterClashes, foundClashes, ownReceiptClashes, receiptClashes, whileClashes } from "./course-found.ts";
import { listedClashes } from "./course-listed.ts";
import { numberClashes } from "./course-numbers.ts";
import { officeClashes } from "./course-office.ts";
import { petitionClashes } from "./course-petitions.ts";
import { calledClashes, countedClashes, itemClashes, listClashes, spanClashes } from "./course-spans.ts";
import { stepClashes } from "./course-steps.ts";
import { storyClashes } from "./course-story.ts";
import { termClashes } from "./course-terms.ts";
import { toldOutOfOrder } from "./course-told.ts";
import { tooLate } from "./overdue.ts";
import { bareHourClashes, hourClashes, plainClashes, reportClashes, sameDayClashes, tellingClashes, timesClashes } from "./plain-order.ts";

const CLASHES = [
  stepClashes,
  actClashes,
  documentClashes,
  spanClashes,
  countedClashes,
  calledClashes,
  listClashes,
  itemClashes,
  formerClashes,
  numberClashes,
  listedClashes,
  termClashes,
  toldOutOfOrder,
  storyClashes,
  officeClashes,
  petitionClashes,
  foundClashes,
  receiptClashes,
  ownReceiptClashes,
  whileClashes,
  afterClashes,
  plainClashes,
  tellingClashes,
  hourClashes,
  bareHourClashes,
  sameDayClashes,
  timesClashes,
  reportClashes,
];

/** A day that does not exist may be any, and what counts from it too. */
const clashesIn = readOnce((document): readonly Clash[] =>
  factsOf(document).hasUnrealStep ? [] : CLASHES.flatMap((clashes) => [...clashes(document)]),
);

const outOfOrder = readOnce((document): readonly RuleHit[] => [...wrongDays(clashesIn(document))]);

/** Days (ISO) that others of the document contradict, whichever of them is wrong. What is told out of turn need not be wrong. */
export const contradictedDays = readOnce(
  (document): ReadonlySet<string> =>
    new Set(clashesIn(document).flatMap(({ first, second, isOfTelling }) => (isOfTelling ? [] : [first.on, second.on]))),
);

export const COURSE_RULES: readonly DocumentRule[] = [
  {
    id: "date-order",
    title: { zh: "诉讼阶段的日期先后颠倒", en: "Days of the steps out of order" },
    severity: "error",
    source: null,
    find: outOfOrder,
  },
  {
    id: "deadline-exceeded",
    title: { zh: "超过法定期限", en: "Beyond the statutory term" },
    severity: "warning",
    source: "刑事诉讼法",
    find: tooLate,
  },
];
