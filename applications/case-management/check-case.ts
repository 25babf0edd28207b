import {
  HANDLED_CASE_DAYS,
  HANDLED_CASE_KINDS,
  HANDLED_CASE_OUTCOMES,
  type HandledCase,
  type HandledCaseDay,
  type HandledCaseRefusal,
} from "@yuejian/contracts";
import { CASE_KINDS, clockOf, EXTENSION_DAYS, RETURN_GROUND } from "./kinds.ts";

/** What cannot have happened in another order. The same day is no disorder: exports know days only. */
const ORDER: readonly (readonly [earlier: HandledCaseDay, later: HandledCaseDay])[] = [
  ["accepted_on", "assigned_on"],
  ["accepted_on", "counsel_told_on"],
  ["accepted_on", "returned_on"],
  ["accepted_on", "suspended_from"],
  ["accepted_on", "decided_on"],
  ["assigned_on", "submitted_on"],
  ["assigned_on", "decided_on"],
  ["detained_on", "decided_on"],
  ["accepted_on", "extended_on"],
  ["extended_on", "second_extended_on"],
  ["second_extended_on", "third_extended_on"],
  ["returned_on", "received_again_on"],
  ["received_again_on", "second_returned_on"],
  ["second_returned_on", "second_received_again_on"],
  ["returned_on", "decided_on"],
  ["second_returned_on", "decided_on"],
  ["received_again_on", "decided_on"],
  ["second_received_again_on", "decided_on"],
  ["suspended_from", "suspended_to"],
  ["accepted_on", "notified_on"],
  ["notified_on", "replied_on"],
  ["submitted_on", "decided_on"],
  ["decided_on", "delivered_on"],
  ["delivered_on", "archived_on"],
  ["decided_on", "archived_on"],
];

/** The second cannot be without the first. */
const NEEDS: readonly (readonly [first: HandledCaseDay, second: HandledCaseDay])[] = [
  ["returned_on", "received_again_on"],
  ["received_again_on", "second_returned_on"],
  ["second_returned_on", "second_received_again_on"],
  ["extended_on", "second_extended_on"],
  ["second_extended_on", "third_extended_on"],
  ["suspended_from", "suspended_to"],
  ["notified_on", "replied_on"],
  ["decided_on", "delivered_on"],
  ["decided_on", "archived_on"],
];

/** Why the case cannot be as it says; empty when it can. `asOf`: the day of the export. */
export function checkCase(handled: HandledCase, asOf: string): HandledCaseRefusal[] {
  return [...checkDays(handled, asOf), ...checkGrounds(handled), ...checkOutcome(handled)];
}

function checkDays({ days }: HandledCase, asOf: string): HandledCaseRefusal[] {
  const refusals: HandledCaseRefusal[] = [];
  for (const [earlier, later] of ORDER) {
    const [before, after] = [days[earlier], days[later]];
    if (!before || !after || before <= after) continue;
    refusals.push({
      code: "days-out-of-order",
      column: later,
      parameters: {
        ...titled("value", HANDLED_CASE_DAYS[later]),
        day: after,
        ...titled("other", HANDLED_CASE_DAYS[earlier]),
        otherDay: before,
      },
    });
  }
  for (const [first, second] of NEEDS) {
    if (!days[second] || days[first]) continue;
    const parameters = { ...titled("value", HANDLED_CASE_DAYS[second]), ...titled("other", HANDLED_CASE_DAYS[first]) };
    refusals.push({ code: "day-needs-other", column: second, parameters });
  }
  for (const [column, day] of Object.entries(days)) {
    // Time may be left out until a day that is still to come.
    if (day === null || day <= asOf || column === "suspended_to") continue;
    refusals.push({ code: "day-in-future", column, parameters: { value: day, other: asOf } });
  }
  return refusals;
}

/** Nothing lengthens or restarts a term for which no law says so. */
function checkGrounds(handled: HandledCase): HandledCaseRefusal[] {
  const { days, kind, suspensionGround } = handled;
  const { term } = CASE_KINDS[kind];
  const clock = term && clockOf(term, handled);
  const refusals: HandledCaseRefusal[] = [];
  const without = (column: HandledCaseDay) => {
    if (!days[column]) return;
    const parameters = { ...titled("kind", HANDLED_CASE_KINDS[kind]), ...titled("value", HANDLED_CASE_DAYS[column]) };
    refusals.push({ code: "clock-without-ground", column, parameters });
  };
  if (!clock || clock.extensions.length === 0) for (const column of EXTENSION_DAYS) without(column);
  if (!clock?.restarts.some(({ id }) => id === RETURN_GROUND))
    for (const column of ["returned_on", "second_returned_on"] as const) without(column);
  if (!clock || clock.suspensions.length === 0) without("suspended_from");
  else if (days.suspended_from && clock.suspensions.length > 1 && suspensionGround === null) {
    const other = clock.suspensions.map(({ title }) => title.zh).join("、");
    refusals.push({ code: "ground-needed", column: "suspension_ground", parameters: { other } });
  }
  return refusals;
}

function checkOutcome({ kind, outcome, days }: HandledCase): HandledCaseRefusal[] {
  if (outcome === null) return [];
  const refusals: HandledCaseRefusal[] = [];
  if (!CASE_KINDS[kind].outcomes.includes(outcome)) {
    const parameters = { ...titled("kind", HANDLED_CASE_KINDS[kind]), ...titled("value", HANDLED_CASE_OUTCOMES[outcome]) };
    refusals.push({ code: "outcome-of-other-kind", column: "outcome", parameters });
  }
  if (!days.decided_on) refusals.push({ code: "outcome-without-day", column: "outcome", parameters: {} });
  return refusals;
}

/** A word in both languages: `{name}` in Chinese, `{name_en}` in English. */
function titled(name: string, { zh, en }: { readonly zh: string; readonly en: string }): Record<string, string> {
  return { [name]: zh, [`${name}_en`]: en };
}
