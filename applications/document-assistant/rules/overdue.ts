import { YuejianError } from "@yuejian/contracts";
import { computeDeadline, type DeadlineRequest } from "@yuejian/deadlines";
import { dayFromIso, isoOfDay } from "@yuejian/identifiers";
import type { CheckedDocument } from "../document.ts";
import { accusedOf } from "../facts/accused.ts";
import type { DatedPlace } from "../facts/dates.ts";
import { factsOf } from "../facts/facts.ts";
import { kindOf, type RecognisedKind } from "../facts/kind.ts";
import { readOnce } from "../facts/read-once.ts";
import { signedOn } from "../facts/signature.ts";
import type { CourseStep } from "../facts/step-words.ts";
import type { DatedStep } from "../facts/steps.ts";
import { firstAt, type RuleHit } from "../rule.ts";
import { stepClashes } from "./course-steps.ts";
import { limitsTooLate } from "./limited.ts";
import { CALENDAR, isToldLate, toldTermTooLate } from "./told-deadlines.ts";

/** Steps and decisions beyond what the law gives them, counted from the step before. */
export const tooLate = readOnce((document): readonly RuleHit[] => {
  const { steps, hasUnrealStep } = factsOf(document);
  // Where days are out of order none of them can be counted from.
  if (hasUnrealStep || stepClashes(document).length > 0) return [];
  return firstAt([
    ...protestTooLate(document, steps),
    ...stepsTooLate(document, steps),
    ...reviewTooLate(document, steps),
    ...toldTermTooLate(document),
    ...limitsTooLate(document),
  ]);
});

/** What the review of a case takes: the rights told (CPL 34, 46), the decision (CPL 172), counted anew after each return (CPL 175). */
function* reviewTooLate(document: CheckedDocument, steps: readonly DatedStep[]): Generator<RuleHit> {
  const { text } = document;
  const [kind, signed] = [kindOf(document), signedOn(document)];
  const accepted = steps.find(({ step }) => step === "accepted");
  if (!accepted) {
    const petitioned = steps.findLast(({ step, end }) => step === "petitioned" && /^向(?:本院|我院)/.test(text.slice(end)));
    if (petitioned && signed && isPetition(kind, text)) yield* over(signed, petitioned.on, { ...OF_PETITION, days: DAYS_TO_ACCEPT });
    return;
  }
  const told = steps.find(({ step, start }) => step === "told" && start > accepted.start);
  if (told) yield* over(told, accepted.on, { rule: "prosecution.tell-counsel", article: "刑事诉讼法第三十四条第二款" });
  // The notice itself tells the rights.
  if (!told && signed && kind === "notice" && /权利|有权/.test(text))
    yield* over(signed, accepted.on, { rule: "prosecution.tell-counsel", article: "刑事诉讼法第三十四条第二款、第四十六条第二款" });
  if (CIVIL.test(text)) {
    if (signed && isPetition(kind, text)) yield* over(signed, accepted.on, OF_PETITION);
    return;
  }
  // A return is a decision too, in its time: of an outline the day under it.
  const received = (on: string): DatedStep[] => steps.filter(({ step, on: day }) => (step === "accepted" || step === "again") && day <= on);
  const newestOf = (on: string): DatedStep => received(on).reduce((last, each) => (each.on > last.on ? each : last), accepted);
  const isOutline = signed !== null && kind === "investigation-outline" && !steps.some(({ step }) => step === "returned");
  const held = steps.some(({ step }) => step === "held");
  if (!held)
    for (const back of [...steps.filter(({ step }) => step === "returned"), ...(isOutline ? [signed] : [])])
      if (back.on >= accepted.on) yield* over(back, newestOf(back.on).on, REVIEW);
  if (isOutline) return;
  // Returned on a day that is not told.
  if (/退回[^，。；\n]{0,12}(?:补充侦查|补充调查)/.test(text) && !steps.some(({ step }) => step === "returned")) return;
  const decided = steps.find(({ step, on }) => (step === "spared" || step === "charged") && on >= accepted.on);
  const isEnding = kind !== null && (ENDING.has(kind) || (kind === "sentencing-proposal" && !/开庭|庭审|调整|变更/.test(text)));
  const end = decided ?? (isEnding ? signed : null);
  if (!end) return;
  // The newest receipt counts, however the course is told; while the office decides on a measure in a case of the commission of supervision no day does (CPL 170).
  const newest = newestOf(end.on);
  const started = (held ? steps.find(({ step, on }) => step === "arrested" && on >= newest.on) : undefined) ?? newest;
  if (steps.some(({ step, on }) => step === "returned" && on > started.on)) return;
  if (kind === "indictment" && text.includes("速裁")) {
    const isLong = /有期徒刑[一二三四五六七八九十]+年(?!以[上下])/.test(text);
    yield* over(end, started.on, {
      rule: "prosecution.fast-track",
      article: "刑事诉讼法第一百七十二条第一款",
      ...(isLong ? { extension: "prosecution.fast-track-over-one-year" } : {}),
    });
    return;
  }
  yield* over(end, started.on, REVIEW);
}

const OF_PETITION = { rule: "civil-supervision.review", article: "民事诉讼法第二百二十条第二款" } as const;
/** A petition is taken up some days after it was filed. */
const DAYS_TO_ACCEPT = 7;

/** Days of fetching files, of appraisal and of a suspension do not count. */
const isPetition = (kind: RecognisedKind | null, text: string): boolean =>
  kind !== null && OF_PETITIONS.has(kind) && CIVIL.test(text) && !/调卷|调阅|鉴定|评估|审计|专家|中止|延长/.test(text);

const REVIEW = {
  rule: "prosecution.review",
  article: "刑事诉讼法第一百七十二条第一款",
  extension: "prosecution.review-extension",
} as const;

const ENDING: ReadonlySet<RecognisedKind> = new Set(["indictment", "non-prosecution-decision", "review-report"]);

/** A step that follows another of the same person by the law's term. */
interface Clock {
  readonly from: CourseStep;
  readonly to: CourseStep;
  readonly rule: string;
  readonly article: string;
  readonly extension?: string;
  /** Days that may lie between what the law counts to and the step. */
  readonly grace?: (document: CheckedDocument, to: DatedStep) => number;
  /** Which steps are meant, and whether the term is told to be another. */
  readonly applies?: (document: CheckedDocument, from: DatedStep, to: DatedStep) => boolean;
}

const MORE_THAN_SEVEN = /流窜|多次|结伙|延长[^，。；]{0,8}(?:拘留|提请|(?<!侦查)羁押)/;

/** Nobody told of who did it with others, several times or on the run, for whom the police have thirty days. */
function isOfOneAct(document: CheckedDocument): boolean {
  const { acts, names } = factsOf(document);
  const days = new Set(acts?.map(({ on }) => on)).size;
  return days > 0 && days < 3 && accusedOf(names).size < 2 && !MORE_THAN_SEVEN.test(document.text);
}

const clauseOf = (text: string, { start, end }: DatedStep): string => text.slice(Math.max(0, start - 16), end + 24);

const CLOCKS: readonly Clock[] = [
  {
    from: "detained",
    to: "asked",
    rule: "arrest.request",
    article: "刑事诉讼法第九十一条第一款",
    extension: "arrest.request-extension-most",
    applies: isOfOneAct,
  },
  {
    from: "detained",
    to: "asked",
    rule: "arrest.request",
    article: "刑事诉讼法第九十一条第二款",
    extension: "arrest.request-serial",
    applies: (document) => !isOfOneAct(document),
  },
  {
    from: "asked",
    to: "arrested",
    rule: "arrest.decision-in-custody",
    article: "刑事诉讼法第九十一条第三款",
    grace: daysToExecute,
    // What the office investigates itself has a term of its own (CPL 167).
    applies: ({ text }) => !/直接受理|自侦|自行侦查/.test(text),
  },
  { from: "asked", to: "unarrested", rule: "arrest.decision-in-custody", article: "刑事诉讼法第九十一条第三款" },
  {
    from: "detained",
    to: "arrested",
    rule: "arrest.decision-supervision-organ",
    article: "刑事诉讼法第一百七十条第二款",
    extension: "arrest.decision-supervision-organ-extension",
    applies: ({ text }, from) => text.includes("留置") && /先行拘留/.test(clauseOf(text, from)),
  },
  {
    from: "returned",
    to: "again",
    rule: "prosecution.supplementary-investigation",
    article: "刑事诉讼法第一百七十五条第三款",
    grace: () => DAYS_ON_THE_WAY,
  },
  ...(["explained", "answered"] as const).map(
    (to): Clock => ({
      from: "demanded",
      to,
      rule: "filing-supervision.reasons",
      article: "人民检察院刑事诉讼规则第五百六十条",
      grace: () => DAYS_ON_THE_WAY,
    }),
  ),
  { from: "effective", to: "registered", rule: "correction.report-within-days", article: "社区矫正法第二十一条第一款" },
];

/** A term runs from receipt, and what is told is the day of sending. */
const DAYS_ON_THE_WAY = 3;

/** What is executed may be so some days after it was decided. */
function daysToExecute({ text }: CheckedDocument, { end }: DatedStep): number {
  return /^[^，。；]{0,8}批准|^[，]?(?:本院|我院)[^，。；]{0,6}(?:批准|决定)/.test(text.slice(end, end + 16)) ? 0 : 2;
}

function* stepsTooLate(document: CheckedDocument, steps: readonly DatedStep[]): Generator<RuleHit> {
  for (const clock of CLOCKS)
    for (const later of steps.filter(({ step }) => step === clock.to)) {
      const firsts = steps.filter(({ step, on }) => step === clock.from && on <= later.on);
      const first = firsts.findLast(({ start }) => start < later.start) ?? firsts[0];
      if (!first || clock.applies?.(document, first, later) === false || isToldLate(document.text, later)) continue;
      yield* over(later, first.on, { ...clock, days: clock.grace?.(document, later) ?? 0 });
    }
  // Whoever decides on an arrest signs what he decided.
  const [kind, signed] = [kindOf(document), signedOn(document)];
  const asked =
    steps.find(({ step }) => step === "asked") ?? steps.find(({ step }) => step === "accepted" && kind === "arrest-review-opinion");
  // Who asks for another measure is answered within three days.
  const reviewed = steps.find(({ step }) => step === "reviewed");
  if (signed && reviewed && /变更强制措施[^\n]{0,10}(?:答复|决定|通知)/.test(document.text.slice(0, TITLE)))
    yield* over(signed, reviewed.on, { rule: "custody.change-application", article: "刑事诉讼法第九十七条" });
  if (!signed || !asked || (kind !== "arrest-review-opinion" && kind !== "statement")) return;
  if (
    steps.some(({ step, on }) => step === "detained" && on <= asked.on) &&
    !steps.some(({ step, on }) => step === "arrested" && on >= asked.on)
  )
    yield* over(signed, asked.on, { rule: "arrest.decision-in-custody", article: "刑事诉讼法第九十一条第三款" });
}

const TITLE = 120;
const CIVIL = /民事(?:诉讼|检察)?监督|监督申请|申请监督/;
const OF_PETITIONS: ReadonlySet<RecognisedKind> = new Set(["decision", "suggestion", "protest", "review-report"]);

/** A protest against what is not yet in effect: ten days from the judgment, five from a ruling (CPL 230). */
function* protestTooLate(document: CheckedDocument, steps: readonly DatedStep[]): Generator<RuleHit> {
  const received = steps.findLast(({ step }) => step === "received");
  const signed = kindOf(document) === "protest" ? signedOn(document) : null;
  if (!received || !signed || /审判监督程序|再审|第二百五十四条/.test(document.text)) return;
  const sentence = document.text.slice(received.end, received.end + 24);
  const rule = /^[^。]{0,12}裁定/.test(sentence) ? "protest.ruling" : "protest.judgment";
  yield* over(signed, received.on, { rule, article: "刑事诉讼法第二百三十条" });
}

function* over(
  { on, start, end }: DatedPlace,
  from: string,
  { rule, article, extension, days = 0 }: Pick<Clock, "rule" | "article" | "extension"> & { readonly days?: number },
): Generator<RuleHit> {
  const last = lastDay({ rule, from, ...(extension === undefined ? {} : { extensions: [{ id: extension, approved: from }] }) });
  if (last !== null && on > isoOfDay(dayFromIso(last) + days))
    yield {
      start,
      end,
      suggestion: null,
      reason: { zh: `自 ${from} 起应当不晚于 ${last}（${article}）`, en: `counted from ${from} this was due by ${last} (${article})` },
    };
}

/** Null: the table of legal numbers does not reach so far back. */
function lastDay(request: DeadlineRequest): string | null {
  try {
    return computeDeadline(request, CALENDAR).end.slice(0, 10);
  } catch (cause) {
    if (cause instanceof YuejianError && cause.code === "DEADLINE_OUTSIDE_VALIDITY") return null;
    throw cause;
  }
}
