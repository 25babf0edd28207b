import type { CourseStep } from "../facts/step-words.ts";
import type { DatedStep } from "../facts/steps.ts";

/** Steps each of which comes after all before it in its line, wherever they are told. */
const LINES: readonly (readonly CourseStep[])[] = [
  ["filed", "detained", "asked", "arrested", "accepted", "told", "pleaded", "charged", "tried", "judged", "received"],
  ["filed", "bailed", "accepted"],
  ["detained", "unarrested", "accepted"],
  ["asked", "unarrested"],
  ["petitioned", "heard"],
  ["filed", "heard"],
  ["filed", "interviewed"],
  ["filed", "listened"],
  ["detained", "bailed"],
  ["filed", "detained", "withdrawn"],
  ["bailed", "withdrawn"],
  ["held", "accepted", "announced"],
  ["filed", "concluded", "accepted"],
  ["detained", "custodial", "accepted"],
  ["arrested", "reviewed"],
  ["accepted", "told", "returned"],
  ["accepted", "told", "proposed"],
  ["accepted", "invited", "heard"],
  ["sought", "accepted"],
  ["sought", "supported"],
  ["accepted", "again"],
  ["told", "again"],
  ["accepted", "extended", "charged"],
  ["accepted", "listened", "charged"],
  ["accepted", "told", "spared"],
  ["pleaded", "spared"],
  ["listened", "spared"],
  ["filed", "spared"],
  ["received", "protested"],
  ["judged", "effective", "registered"],
  ["judged", "refused", "petitioned"],
  ["judged", "imprisoned"],
  ["filed", "informed"],
  ["reported", "filed"],
  ["informed", "suggested"],
  ["filed", "suggested"],
  ["suggested", "answered", "visited"],
  ["petitioned", "accepted", "heard"],
  ["demanded", "explained"],
];

/** Steps that have their order where a paragraph tells them in it; the other way round they may be of two matters. */
const TOLD_IN_ORDER: readonly (readonly CourseStep[])[] = [
  ["contracted", "sued", "judged", "appealed"],
  ["paid", "sued"],
  ["judged", "petitioned"],
  ["returned", "again"],
  ["again", "charged"],
  ["again", "spared"],
  ["alarmed", "filed"],
  ["caught", "detained"],
  ["occurred", "alarmed"],
  ["petitioned", "demanded", "explained"],
  ["demanded", "answered"],
];

/** Steps that have their order where each of them is told once in the document. */
const ONCE: readonly (readonly CourseStep[])[] = [
  ["contracted", "sued", "judged", "petitioned"],
  ["judged", "executed", "petitioned"],
  ["sought", "supported", "judged"],
  ["occurred", "surveyed"],
  ["occurred", "filed"],
  ["occurred", "detained", "arrested"],
  ["joined", "occurred", "accepted"],
  ["founded", "joined"],
];

export interface OrderedPair {
  readonly earlier: CourseStep;
  readonly later: CourseStep;
}

const pairsOf = (lines: readonly (readonly CourseStep[])[]): OrderedPair[] => [
  ...new Map(
    lines
      .flatMap((line) => line.flatMap((earlier, index) => line.slice(index + 1).map((later) => ({ earlier, later }))))
      .map((pair) => [`${pair.earlier} ${pair.later}`, pair] as const),
  ).values(),
];

export const ANYWHERE = pairsOf(LINES);
/** Whether a step is known to come before another. */
export const isKnownBefore = (earlier: CourseStep, later: CourseStep): boolean =>
  [...ANYWHERE, ...IN_PARAGRAPH, ...TOLD_ONCE].some((pair) => pair.earlier === earlier && pair.later === later);

/** After a case of the commission of supervision is taken in, the office holds the person itself. */
export const OF_SUPERVISION = pairsOf([["held", "accepted", "detained", "arrested", "returned"]]);

export const TOLD_ONCE = pairsOf(ONCE);
export const IN_PARAGRAPH = pairsOf(TOLD_IN_ORDER);

/** Steps that the office takes in a case that a court decided before: it is petitioned for, or protests. */
const OF_A_REVIEW: ReadonlySet<CourseStep> = new Set(["filed", "accepted", "told", "listened"]);

/** Measures that every organ may take, at its own stage. */
const BY_ANY: ReadonlySet<CourseStep> = new Set(["detained", "asked", "arrested", "bailed"]);

const OF_COURTS: ReadonlySet<CourseStep> = new Set(["tried", "judged", "received", "effective", "imprisoned"]);

/** A judgment that lies so far before the steps of a case is of a former one. */
const FORMER_MS = 200 * 86_400_000;

/** Whether the two may be of one course at all: the office and the courts arrest, and set free on bail, at any stage; and what is decided by a court may be reviewed. */
export function isOfOneCourse(earlier: DatedStep, later: DatedStep): boolean {
  if (BY_ANY.has(earlier.step) && earlier.by !== null) return false;
  // A court takes in what the office has charged.
  if (earlier.step === "accepted" && earlier.by === "court") return false;
  if (!OF_COURTS.has(later.step)) return true;
  if (OF_A_REVIEW.has(earlier.step) && !(earlier.step === "accepted" && earlier.isSent)) return false;
  return OF_COURTS.has(earlier.step) || Date.parse(earlier.on) - Date.parse(later.on) < FORMER_MS;
}
