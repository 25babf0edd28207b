import { type CaseClockKind, type CaseState, instrumentKind, type Text } from "@yuejian/contracts";
import { citation, computeDeadline, deadlineDoubts, explainDeadline, type WorkCalendar } from "@yuejian/deadlines";
import { dayInChina } from "../china-days.ts";

/** A day by which something of a case is to be done. */
export interface CaseClock {
  /** Names it within the case: `reply`, `objection`, or the id of a task or item. */
  readonly key: string;
  readonly kind: CaseClockKind;
  /** Statutory clock, counted by `methods/deadlines`; null: the day was set by people, or the law says «at once». */
  readonly rule: string | null;
  readonly title: Text;
  readonly from: string;
  readonly due: string;
  /** Day from which it runs no more; null while it runs. */
  readonly stoppedOn: string | null;
  /** Who has to act, where it is one of the house. */
  readonly person: string | null;
}

/** Every clock of a case, as its events and the calendar give them. */
export function caseClocks(state: CaseState, calendar: WorkCalendar): readonly CaseClock[] {
  const ended = state.endedAt === null ? null : dayInChina(state.endedAt);
  return [...replyClock(state, calendar), ...objectionClock(state), ...itemClocks(state, ended), ...taskClocks(state, ended)];
}

/** Last day for the reply; null where no instrument is with its receiver. */
export function replyDue(state: CaseState, calendar: WorkCalendar): string | null {
  return replyClock(state, calendar)[0]?.due ?? null;
}

/** The statutory clock that the reply runs by; null: the instrument names the day. */
export function replyRule({ instrument }: Pick<CaseState, "instrument">): string | null {
  if (!instrument || instrument.replyBy !== null) return null;
  const { replyClock: rule, urgentClock } = instrumentKind(instrument.kind);
  return instrument.isUrgent ? (urgentClock ?? rule) : rule;
}

function replyClock(state: CaseState, calendar: WorkCalendar): readonly CaseClock[] {
  const { instrument, reply, stage } = state;
  if (!instrument || instrument.servedOn === null) return [];
  const rule = replyRule(state);
  const due = rule === null ? instrument.replyBy : computeDeadline({ rule, from: instrument.servedOn }, calendar).end;
  if (due === null) return [];
  const isRunning = stage === "served" || stage === "unanswered";
  const stopped = reply?.receivedOn ?? dayInChina(state.lookBacks[0]?.startedAt ?? state.endedAt ?? state.changedAt);
  const title = { zh: `${instrument.receiver}的回复`, en: `Reply of ${instrument.receiver}` };
  return [
    {
      key: "reply",
      kind: "reply",
      rule,
      title,
      from: instrument.servedOn,
      due,
      stoppedOn: isRunning ? null : stopped,
      person: state.owner,
    },
  ];
}

/** An objection is examined at once: its own day is the last one. */
function objectionClock({ reply, owner, endedAt }: CaseState): readonly CaseClock[] {
  if (reply?.outcome !== "objected") return [];
  const title = { zh: "异议复核", en: "Re-check of the objection" };
  const day = reply.receivedOn;
  const stopped = reply.answeredAt ?? endedAt;
  const stoppedOn = stopped === null ? null : dayInChina(stopped);
  return [{ key: "objection", kind: "objection", rule: null, title, from: day, due: day, stoppedOn, person: owner }];
}

function itemClocks({ items, owner }: CaseState, ended: string | null): readonly CaseClock[] {
  return items.map(({ id, title, due, addedAt, settledAt }) => {
    const stoppedOn = settledAt === null ? ended : dayInChina(settledAt);
    return { key: id, kind: "item", rule: null, title: { zh: title, en: title }, from: dayInChina(addedAt), due, stoppedOn, person: owner };
  });
}

function taskClocks({ tasks }: CaseState, ended: string | null): readonly CaseClock[] {
  return tasks.map(({ id, title, due, addedAt, settledAt, assignee }) => {
    const stoppedOn = settledAt === null ? ended : dayInChina(settledAt);
    return {
      key: id,
      kind: "task",
      rule: null,
      title: { zh: title, en: title },
      from: dayInChina(addedAt),
      due,
      stoppedOn,
      person: assignee,
    };
  });
}

/** What a clock's day rests on, for a person. */
export interface ClockReason {
  readonly sentence: Text;
  /** Law and article; null for days that people set. */
  readonly source: Text | null;
  readonly doubts: readonly Text[];
  readonly whenOver: Text | null;
}

export function explainClock(
  { kind, rule, from, due }: Pick<CaseClock, "kind" | "rule" | "from" | "due">,
  calendar: WorkCalendar,
): ClockReason {
  if (rule !== null) {
    const deadline = computeDeadline({ rule, from }, calendar);
    return {
      sentence: explainDeadline(deadline, calendar),
      source: citation(deadline.number.law, deadline.number.article),
      doubts: deadlineDoubts(deadline, calendar),
      whenOver: deadline.clock.whenOver,
    };
  }
  if (kind === "objection")
    return {
      sentence: {
        zh: `${from}收到异议，应当立即复核；法律没有规定天数`,
        en: `The objection came on ${from} and is examined at once; no law gives a number of days`,
      },
      source: null,
      doubts: [],
      whenOver: null,
    };
  const by =
    kind === "reply"
      ? { zh: "文书写明的日期", en: "The day that the instrument names" }
      : { zh: "办案人员定的日期", en: "A day set by the handlers" };
  return { sentence: { zh: `${by.zh}：${due}`, en: `${by.en}: ${due}` }, source: null, doubts: [], whenOver: null };
}

/** The earliest day among clocks that run; null when none does. */
export function earliestDue(clocks: readonly CaseClock[]): string | null {
  return clocks.reduce<string | null>(
    (first, { due, stoppedOn }) => (stoppedOn === null && (first === null || due < first) ? due : first),
    null,
  );
}
