import { HANDLED_CASE_DAYS, type HandledCase, type HandledCaseDay, type Text, YuejianError } from "@yuejian/contracts";
import {
  citation,
  computeDeadline,
  type Deadline,
  type DeadlineRequest,
  deadlineDoubts,
  explainDeadline,
  legalNumberHistory,
  type WorkCalendar,
} from "@yuejian/deadlines";
import { CASE_KINDS, type ClockPlan, clockOf, EXTENSION_DAYS, OWN_END, RETURN_GROUND, ruleOf } from "./kinds.ts";

/** A term of a case: each return for supplementary investigation ends one and begins the next. */
export interface CaseClock {
  /** `review`, `review-2` …: the same term keeps its key. */
  readonly key: string;
  readonly rule: string;
  readonly from: string;
  /** Last day; null while time is left out without a known end. */
  readonly due: string | null;
  readonly stoppedOn: string | null;
  readonly request: DeadlineRequest;
  /** Days of the export that do not count for the term, and why. */
  readonly notCounted: readonly { readonly day: HandledCaseDay; readonly on: string; readonly reason: Text }[];
}

/** A clock that the kind has and that cannot be computed: nobody may take that for being in time. */
export interface UnknownClock {
  readonly key: string;
  readonly rule: string;
  readonly reason: Text;
}

export interface CaseClocks {
  readonly clocks: readonly CaseClock[];
  readonly unknown: readonly UnknownClock[];
}

const RETURNS: readonly (readonly [returned: HandledCaseDay, again: HandledCaseDay])[] = [
  ["returned_on", "received_again_on"],
  ["second_returned_on", "second_received_again_on"],
];
const SUPPLEMENTARY = "prosecution.supplementary-investigation";

export function caseClocks(handled: HandledCase, calendar: WorkCalendar): CaseClocks {
  const { term, others } = CASE_KINDS[handled.kind];
  const clocks: CaseClock[] = [];
  const unknown: UnknownClock[] = [];
  if (term) termClocks(term, handled, { calendar, clocks, unknown });
  for (const plan of others) {
    const from = startOf(plan, handled, unknown);
    if (from === null) continue;
    const request = { rule: plan.rule, from };
    put(
      plan,
      { key: plan.key, request, stoppedOn: earliest(plan.until, handled), notCounted: [], isPaused: false },
      { calendar, clocks, unknown },
    );
  }
  return { clocks, unknown };
}

interface Found {
  readonly calendar: WorkCalendar;
  readonly clocks: CaseClock[];
  readonly unknown: UnknownClock[];
}

function termClocks(plan: ClockPlan, handled: HandledCase, found: Found): void {
  const { days } = handled;
  const from = startOf(plan, handled, found.unknown);
  if (from === null) return;
  const { calendar } = found;
  const clock = clockOf(plan, handled);
  const isCustody = handled.inCustody !== false;
  const stop = earliest(plan.until, handled);
  const returns = RETURNS.flatMap(([returned, again]) => {
    const on = days[returned];
    return on ? [{ on, again: days[again] ?? null }] : [];
  });
  let request: DeadlineRequest = { rule: clock.id, from, ...(clock.custody === "possible" ? { inCustody: isCustody } : {}) };
  let start = from;
  for (let term = 0; term <= returns.length; term++) {
    const returned = returns[term];
    const notCounted: CaseClock["notCounted"][number][] = [];
    const add = (day: HandledCaseDay, longer: DeadlineRequest) => {
      const reason = refusalOf(longer, calendar);
      if (reason === null) request = longer;
      else notCounted.push({ day, on: days[day] ?? "", reason });
    };
    const isOfTerm = (day: string | null | undefined): day is string =>
      typeof day === "string" && (term === 0 || day >= start) && (returned === undefined || day < (returned.again ?? "9"));
    for (const day of EXTENSION_DAYS) {
      const approved = days[day];
      const [extension] = clock.extensions;
      if (extension && isOfTerm(approved))
        add(day, { ...request, extensions: [...(request.extensions ?? []), { id: extension.id, approved }] });
    }
    const suspended = days.suspended_from;
    if (isOfTerm(suspended) && days.suspended_to) {
      const ground = handled.suspensionGround === null ? {} : { ground: handled.suspensionGround };
      add("suspended_from", {
        ...request,
        suspensions: [...(request.suspensions ?? []), { from: suspended, to: days.suspended_to, ...ground }],
      });
    }
    const stoppedOn = returned?.on ?? stop;
    const isPaused = isOfTerm(suspended) && !days.suspended_to && stoppedOn === null && clock.suspensions.length > 0;
    put(plan, { key: numbered(plan.key, term), request, stoppedOn, notCounted, isPaused }, found);
    if (!returned) return;
    const supplementary = { rule: SUPPLEMENTARY, from: returned.on, inCustody: isCustody };
    const own = { ...plan, rule: SUPPLEMENTARY };
    put(
      own,
      { key: numbered("supplementary", term), request: supplementary, stoppedOn: returned.again ?? stop, notCounted: [], isPaused: false },
      found,
    );
    if (returned.again === null) return;
    const restarted = { ...request, restarts: [...(request.restarts ?? []), { on: returned.again, ground: RETURN_GROUND }] };
    const refusal = refusalOf(restarted, calendar);
    if (refusal !== null) {
      found.unknown.push({ key: numbered(plan.key, term + 1), rule: clock.id, reason: refusal });
      return;
    }
    request = restarted;
    start = returned.again;
  }
}

const numbered = (key: string, term: number) => (term === 0 ? key : `${key}-${term + 1}`);

/** The day that sets a clock going; null when there is none, or when its end could not be told. */
function startOf(plan: ClockPlan, handled: HandledCase, unknown: UnknownClock[]): string | null {
  const start = handled.days[plan.from];
  const rule = ruleOf(plan, handled);
  if (!start) {
    // A notice that was not sent sets nothing going; a case without its first day has a clock that nobody can see.
    if (plan.from !== "notified_on" || start === undefined) unknown.push({ key: plan.key, rule, reason: lacking(plan.from) });
    return null;
  }
  const end = OWN_END[plan.key];
  if (end !== undefined && handled.days[end] === undefined) {
    unknown.push({ key: plan.key, rule, reason: lacking(end) });
    return null;
  }
  return start;
}

function lacking(day: HandledCaseDay): Text {
  const { zh, en } = HANDLED_CASE_DAYS[day];
  return { zh: `导出数据没有「${zh}」，无法判断`, en: `the export does not tell “${en}”: nobody can say` };
}

function put(
  plan: ClockPlan,
  { isPaused, ...given }: Pick<CaseClock, "key" | "request" | "stoppedOn" | "notCounted"> & { readonly isPaused: boolean },
  { calendar, clocks, unknown }: Found,
): void {
  try {
    const { start, end } = computeDeadline(given.request, calendar);
    clocks.push({ ...given, rule: given.request.rule, from: start, due: isPaused ? null : end });
  } catch (cause) {
    unknown.push({ key: given.key, rule: plan.rule, reason: reasonOf(cause) });
  }
}

function refusalOf(request: DeadlineRequest, calendar: WorkCalendar): Text | null {
  try {
    computeDeadline(request, calendar);
    return null;
  } catch (cause) {
    return reasonOf(cause);
  }
}

function reasonOf(cause: unknown): Text {
  if (!(cause instanceof YuejianError)) throw cause;
  return { zh: cause.textFor("zh"), en: cause.textFor("en") };
}

function earliest(names: readonly HandledCaseDay[], { days }: HandledCase): string | null {
  return names.reduce<string | null>((first, name) => {
    const day = days[name] ?? null;
    return day !== null && (first === null || day < first) ? day : first;
  }, null);
}

export type ClockState = "running" | "paused" | "overdue" | "kept" | "missed";

/** How a clock stands at the end of a day, by what the export told. */
export function clockState({ due, stoppedOn }: Pick<CaseClock, "due" | "stoppedOn">, day: string): ClockState {
  if (due === null) return "paused";
  if (stoppedOn !== null) return stoppedOn <= due ? "kept" : "missed";
  return day <= due ? "running" : "overdue";
}

/** The earliest last day of those that run; null when none does. */
export function caseDue(clocks: readonly Pick<CaseClock, "due" | "stoppedOn">[]): string | null {
  return clocks.reduce<string | null>(
    (first, { due, stoppedOn }) => (stoppedOn === null && due !== null && (first === null || due < first) ? due : first),
    null,
  );
}

export interface ClockExplanation {
  readonly title: Text;
  readonly sentence: Text;
  readonly source: Text;
  readonly doubts: readonly Text[];
  readonly whenOver: Text;
}

const CUSTODY_ASSUMED: Text = {
  zh: "导出数据没有说明是否在押：按在押计算（较早的一天）",
  en: "the export does not say whether anybody is in custody: counted as in custody, which is the earlier day",
};

export function explainClock(
  { request, due, notCounted }: Pick<CaseClock, "request" | "due" | "notCounted">,
  { inCustody }: Pick<HandledCase, "inCustody">,
  calendar: WorkCalendar,
): ClockExplanation {
  const deadline: Deadline = computeDeadline(request, calendar);
  const { number, clock } = deadline;
  const paused: Text = {
    zh: "正在扣除的时间尚无截止日，恢复后才能确定期满日",
    en: "time is being left out without a known end: the last day follows when it ends",
  };
  return {
    title: number.title,
    sentence: due === null ? paused : explainDeadline(deadline, calendar),
    source: citation(number.law, number.article),
    doubts: [
      ...deadlineDoubts(deadline, calendar),
      ...(inCustody === null && clock.custody !== "none" ? [CUSTODY_ASSUMED] : []),
      ...notCounted.map(({ day, reason }) => ({
        zh: `「${HANDLED_CASE_DAYS[day].zh}」未计入：${reason.zh}`,
        en: `“${HANDLED_CASE_DAYS[day].en}” does not count: ${reason.en}`,
      })),
    ],
    whenOver: clock.whenOver,
  };
}

/** What a clock is called, without computing it. */
export function clockTitle(rule: string): Text {
  return legalNumberHistory(rule).at(-1)?.title ?? { zh: rule, en: rule };
}
