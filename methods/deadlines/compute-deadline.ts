import { type ClockGround, type LegalNumber, type StatutoryClock, type Text, YuejianError } from "@yuejian/contracts";
import { type WorkCalendar, workingDayAfter, workingDayFrom } from "./calendar.ts";
import { statutoryClock } from "./clocks/all.ts";
import { addMonths, type Day, isoMoment, isoOf, minutesOf, readMoment } from "./days.ts";
import type { Deadline, DeadlineRequest, DeadlineStep } from "./deadline.ts";
import { legalNumber, legalNumberEntry, legalNumberHistory } from "./legal-numbers.ts";

/** A term while it runs. Months are counted first, from its first day; then days. */
interface Term {
  readonly start: Day;
  readonly minute: number | null;
  readonly number: LegalNumber;
  months: number;
  days: number;
  /** Suspended days and days on the way. */
  leftOut: number;
  /** Extensions of this term, by id. */
  readonly extended: string[];
  isFinal: boolean;
  /** Last day of the newest suspension. */
  suspendedUntil: Day | null;
}

type Event =
  | { readonly at: Day; readonly rank: 0; readonly restart: NonNullable<DeadlineRequest["restarts"]>[number] }
  | { readonly at: Day; readonly rank: 1; readonly extension: NonNullable<DeadlineRequest["extensions"]>[number] }
  | { readonly at: Day; readonly rank: 2; readonly suspension: NonNullable<DeadlineRequest["suspensions"]>[number] };

const NO_STEPS: readonly DeadlineStep[] = [];

/** The last day of a clock by the law's rules: the first day does not count, months end as SPC Interpretation (2021) 202 says, a last day that is a day
 *  off moves to the next working day unless a person is in custody, hours count as hours. Throws coded errors of kind input or missing. */
export function computeDeadline(request: DeadlineRequest, calendar: WorkCalendar): Deadline {
  const clock = statutoryClock(request.rule);
  const from = dayIn(request.from, "from");
  const standsInCustody = clock.custody === "always" || (clock.custody === "possible" && request.inCustody === true);
  const counting: Counting = { clock, calendar, standsInCustody };
  let term = begin(clock, from);
  const events = eventsOf(request);
  const steps: DeadlineStep[] = [];
  for (const event of events) {
    if (event.rank === 0) {
      const { ground, afterEnd } = checkRestart(event.restart, { term, steps, counting });
      term = begin(clock, { day: event.at, minute: null });
      steps.push({ kind: "restart", on: isoOf(event.at), ground, afterEnd });
    } else if (event.rank === 1) steps.push(extend(term, event, counting));
    else steps.push(suspend(term, event, counting));
  }
  if (request.travelDays !== undefined && request.travelDays !== 0) steps.push(travel(term, request.travelDays, counting));
  const unit = term.number.unit;
  const nominal = unit === "hour" ? null : nominalEnd(term, counting);
  const end = nominal === null ? null : rolled(nominal, counting);
  const startMinutes = minutesOf(term.start, term.minute ?? 0);
  const isTimed = nominal === null;
  return {
    clock,
    number: term.number,
    start: isTimed ? isoMoment(startMinutes) : isoOf(term.start),
    end: end === null ? isoMoment(startMinutes + term.number.value * 60) : isoOf(end),
    nominalEnd: nominal === null ? isoMoment(startMinutes + term.number.value * 60) : isoOf(nominal),
    standsInCustody,
    isCustodyAsked: request.inCustody === true,
    isTimeGiven: term.minute !== null,
    steps: steps.length === 0 ? NO_STEPS : steps,
  };
}

interface Counting {
  readonly clock: StatutoryClock;
  readonly calendar: WorkCalendar;
  readonly standsInCustody: boolean;
}

function begin(clock: StatutoryClock, { day, minute }: { day: Day; minute: number | null }): Term {
  const number = numberInForce(clock.id, day);
  const { value, unit } = number;
  return {
    start: day,
    minute,
    number,
    months: unit === "month" ? value : unit === "year" ? value * 12 : 0,
    days: unit === "day" ? value : 0,
    leftOut: 0,
    extended: [],
    isFinal: false,
    suspendedUntil: null,
  };
}

function nominalEnd({ start, number, months, days, leftOut }: Term, { clock, calendar }: Counting): Day {
  if (number.unit === "working-day") return workingDayAfter(start, number.value, calendar) + leftOut;
  const sign = clock.direction === "before" ? -1 : 1;
  const afterMonths = months === 0 ? start : addMonths(start, sign * months, sign === 1);
  return afterMonths + sign * (days + leftOut);
}

function rolled(nominal: Day, { clock, calendar, standsInCustody }: Counting): Day {
  return standsInCustody ? nominal : workingDayFrom(nominal, clock.direction === "before" ? -1 : 1, calendar);
}

function extend(term: Term, { at, extension }: Extract<Event, { rank: 1 }>, counting: Counting): DeadlineStep {
  const { clock } = counting;
  const { id } = extension;
  const refuse = (reason: Text): never => {
    throw new YuejianError("DEADLINE_EXTENSION_REFUSED", { rule: clock.id, extension: id, reason_zh: reason.zh, reason_en: reason.en });
  };
  if (clock.extensions.length === 0) refuse({ zh: "法律没有规定这一期限可以延长", en: "no law lets this term be extended" });
  const rule = clock.extensions.find((each) => each.id === id);
  if (!rule)
    throw new YuejianError("DEADLINE_EXTENSION_UNKNOWN", {
      rule: clock.id,
      extension: id,
      extensions: clock.extensions.map((each) => each.id).join(", "),
    });
  const end = rolled(nominalEnd(term, counting), counting);
  if (at < term.start || at > end)
    throw new YuejianError("DEADLINE_EXTENSION_OUTSIDE_TERM", {
      extension: id,
      approved: extension.approved,
      start: isoOf(term.start),
      end: isoOf(end),
    });
  if (term.extended.includes(id)) refuse({ zh: "这一期限已作过同样的延长", en: "this term was extended by it already" });
  if (term.isFinal) refuse({ zh: "已延长至最长期限", en: "the term was extended to its full length already" });
  if (rule.after !== null && !term.extended.includes(rule.after))
    refuse({ zh: `须先有延长 ${rule.after}`, en: `${rule.after} has to come first` });
  const number = numberInForce(id, at);
  const least = rule.isUpTo ? (rule.least === null ? 1 : legalNumber(rule.least, isoOf(at))) : number.value;
  const amount = extension.amount ?? number.value;
  if (!Number.isSafeInteger(amount) || amount < least || amount > number.value)
    throw new YuejianError("DEADLINE_EXTENSION_AMOUNT", { extension: id, amount, least, most: number.value, unit: number.unit });
  if (rule.effect === "reaches") {
    term.days = Math.max(term.days, number.value);
    term.isFinal = true;
  } else if (number.unit === "month") term.months += amount;
  else term.days += amount;
  term.extended.push(id);
  const isAmountGiven = !rule.isUpTo || extension.amount !== undefined;
  return { kind: "extension", number, effect: rule.effect, approved: isoOf(at), amount, isAmountGiven };
}

function suspend(term: Term, { at, suspension }: Extract<Event, { rank: 2 }>, counting: Counting): DeadlineStep {
  const { clock } = counting;
  const to = dayIn(suspension.to, "suspension").day;
  const refuse = (zh: string, en: string): never => {
    throw new YuejianError("DEADLINE_SUSPENSION_REFUSED", {
      rule: clock.id,
      from: suspension.from,
      to: suspension.to,
      reason_zh: zh,
      reason_en: en,
    });
  };
  if (clock.suspensions.length === 0) refuse("法律没有规定这一期限可以扣除时间", "no law lets this term leave out time");
  const named = clock.suspensions.find(({ id }) => id === suspension.ground);
  if (suspension.ground !== undefined && !named) {
    const known = clock.suspensions.map(({ id }) => id).join(", ");
    refuse(`没有事由 ${suspension.ground}；可用的：${known}`, `there is no ground ${suspension.ground}; it has: ${known}`);
  }
  if (to < at) refuse("截止日早于起始日", "it ends before it begins");
  if (at < term.start) refuse("早于期限起算日", "it begins before the term");
  if (at > nominalEnd(term, counting)) refuse("期限已届满", "the term is over by then");
  if (term.suspendedUntil !== null && at <= term.suspendedUntil) refuse("与另一段扣除的时间重叠", "another time left out overlaps it");
  const days = Math.max(0, to - Math.max(at, term.start + 1) + 1);
  term.leftOut += days;
  term.suspendedUntil = to;
  const ground = named ?? (clock.suspensions.length === 1 ? clock.suspensions[0] : undefined) ?? null;
  return { kind: "suspension", from: isoOf(at), to: isoOf(to), days, ground };
}

function checkRestart(
  { on, ground: id }: NonNullable<DeadlineRequest["restarts"]>[number],
  { term, steps, counting }: { term: Term; steps: readonly DeadlineStep[]; counting: Counting },
): { ground: ClockGround; afterEnd: string | null } {
  const { clock } = counting;
  const refuse = (zh: string, en: string): never => {
    throw new YuejianError("DEADLINE_RESTART_REFUSED", { rule: clock.id, on, ground: id, reason_zh: zh, reason_en: en });
  };
  const at = dayIn(on, "restart").day;
  const known = clock.restarts.map((each) => each.id).join(", ");
  const ground =
    clock.restarts.find((each) => each.id === id) ??
    refuse(
      known === "" ? "法律没有规定这一期限可以重新计算" : `没有此事由；可用的：${known}`,
      known === "" ? "no law lets this term restart" : `there is no such ground; it has: ${known}`,
    );
  if (at < term.start) refuse("早于期限起算日", "it is before the term began");
  if (term.suspendedUntil !== null && at <= term.suspendedUntil) refuse("在扣除的时间之内", "it lies within time left out");
  if (ground.times !== null) {
    const most = legalNumber(ground.times, isoOf(at));
    const before = steps.filter((step) => step.kind === "restart" && step.ground.id === id).length;
    if (before >= most) refuse(`以 ${most} 次为限`, `${most} times at most`);
  }
  const end = rolled(nominalEnd(term, counting), counting);
  return { ground, afterEnd: at > end ? isoOf(end) : null };
}

function travel(term: Term, days: number, { clock }: Counting): DeadlineStep {
  const refuse = (zh: string, en: string): never => {
    throw new YuejianError("DEADLINE_TRAVEL_REFUSED", { rule: clock.id, days, reason_zh: zh, reason_en: en });
  };
  if (!clock.excludesTravel) refuse("这一期限不扣除在途时间", "this term leaves out no time on the way");
  if (!Number.isSafeInteger(days) || days < 0 || days > 365) refuse("应为 0 至 365 的整数", "a whole number from 0 to 365 is expected");
  term.leftOut += days;
  return { kind: "travel", days };
}

/** In the order of their days; on one day the restart comes first, for the rest then belongs to the new term. */
function eventsOf({ restarts, extensions, suspensions }: DeadlineRequest): readonly Event[] {
  if (!restarts && !extensions && !suspensions) return [];
  const events: Event[] = [
    ...(restarts ?? []).map((restart) => ({ at: dayIn(restart.on, "restart").day, rank: 0 as const, restart })),
    ...(extensions ?? []).map((extension) => ({ at: dayIn(extension.approved, "approved").day, rank: 1 as const, extension })),
    ...(suspensions ?? []).map((suspension) => ({ at: dayIn(suspension.from, "suspension").day, rank: 2 as const, suspension })),
  ];
  return events.sort((left, right) => left.at - right.at || left.rank - right.rank);
}

function dayIn(text: string, where: string): { readonly day: Day; readonly minute: number | null } {
  const moment = readMoment(text);
  if (!moment) throw new YuejianError("DEADLINE_DATE_INVALID", { date: text, where });
  return moment;
}

function numberInForce(id: string, day: Day): LegalNumber {
  const date = isoOf(day);
  try {
    return legalNumberEntry(id, date);
  } catch (cause) {
    const intervals = legalNumberHistory(id);
    throw new YuejianError(
      "DEADLINE_OUTSIDE_VALIDITY",
      {
        rule: id,
        date,
        intervals_zh: intervals
          .map(({ validFrom, validUntil }) => `自 ${validFrom} 起${validUntil === null ? "" : `，${validUntil} 前`}`)
          .join("；"),
        intervals_en: intervals
          .map(({ validFrom, validUntil }) => `from ${validFrom}${validUntil === null ? "" : ` until before ${validUntil}`}`)
          .join("; "),
      },
      { cause },
    );
  }
}
