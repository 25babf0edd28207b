import type { HandledCase, HandledCaseDay, HandledCaseStage } from "@yuejian/contracts";
import { dayFromIso, isoOfDay } from "@yuejian/identifiers";

export interface StageInterval {
  readonly stage: HandledCaseStage;
  /** First day of it, and first day that is no longer of it; null: it goes on. */
  readonly from: string;
  readonly to: string | null;
}

/** What begins on which day; where days are equal the later in this list comes last and counts. */
const BEGINNINGS: readonly (readonly [HandledCaseDay, HandledCaseStage])[] = [
  ["assigned_on", "review"],
  ["notified_on", "reply"],
  ["replied_on", "review"],
  ["returned_on", "supplementary"],
  ["received_again_on", "review"],
  ["second_returned_on", "supplementary"],
  ["second_received_again_on", "review"],
  ["submitted_on", "approval"],
];

/** Where the case was, in order and without gaps; stages that took no day are left out, but the last. After the decision only what the export tells
 *  of: without a column for delivery or archiving there is no such stage. */
export function stageIntervals(handled: Pick<HandledCase, "days">): readonly StageInterval[] {
  const { days } = handled;
  const accepted = days.accepted_on;
  if (!accepted) return [];
  const decided = days.decided_on ?? null;
  const marks: { day: string; stage: HandledCaseStage; rank: number }[] = [
    // Without the column nobody can say how long it waited to be assigned.
    { day: accepted, stage: days.assigned_on === undefined ? "review" : "acceptance", rank: -1 },
  ];
  BEGINNINGS.forEach(([name, stage], rank) => {
    const day = days[name];
    if (day && (decided === null || day <= decided)) marks.push({ day, stage, rank });
  });
  if (decided !== null) {
    if (days.delivered_on !== undefined) marks.push({ day: decided, stage: "delivery", rank: 90 });
    else if (days.archived_on !== undefined) marks.push({ day: decided, stage: "archiving", rank: 90 });
    if (days.delivered_on && days.archived_on !== undefined) marks.push({ day: days.delivered_on, stage: "archiving", rank: 91 });
    if (days.archived_on) marks.push({ day: days.archived_on, stage: "archived", rank: 92 });
  }
  marks.sort((left, right) => (left.day < right.day ? -1 : left.day > right.day ? 1 : left.rank - right.rank));
  const isEndKnown = decided !== null && days.delivered_on === undefined && days.archived_on === undefined;
  const base: StageInterval[] = [];
  marks.forEach(({ day: from, stage }, at) => {
    const next = marks[at + 1];
    const to = next ? next.day : isEndKnown ? decided : stage === "delivery" ? (days.delivered_on ?? null) : null;
    if (next && to === from) return;
    const last = base.at(-1);
    if (last?.stage === stage) base[base.length - 1] = { ...last, to };
    else base.push({ stage, from, to });
  });
  return withTimeLeftOut(base, days);
}

function withTimeLeftOut(base: readonly StageInterval[], days: HandledCase["days"]): readonly StageInterval[] {
  const from = days.suspended_from;
  if (!from) return base;
  const until = days.suspended_to ? isoOfDay(dayFromIso(days.suspended_to) + 1) : null;
  const isBefore = (one: string | null, other: string | null) => one !== null && (other === null || one < other);
  return base.flatMap((interval) => {
    const { stage, to } = interval;
    const start = from > interval.from ? from : interval.from;
    const end = isBefore(until, to) ? until : to;
    if (stage !== "review" || !isBefore(start, end)) return [interval];
    return [
      { stage, from: interval.from, to: start },
      { stage: "suspended" as const, from: start, to: end },
      ...(end === to || end === null ? [] : [{ stage, from: end, to }]),
    ].filter(({ from: first, to: last }) => first !== last);
  });
}

/** Where the case stands by what the export told. */
export function stageOf(handled: Pick<HandledCase, "days">): HandledCaseStage {
  return stageIntervals(handled).at(-1)?.stage ?? "acceptance";
}
