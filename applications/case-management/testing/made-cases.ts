import type { HandledCase, HandledCaseDay, HandledCaseKind } from "@yuejian/contracts";
import { isoOfDay } from "@yuejian/identifiers";
import * as fc from "fast-check";
import { CASE_KINDS } from "../kinds.ts";

/** 2 January 2024. */
const FIRST = 19_724;

export function caseOf(days: HandledCase["days"], rest: Partial<Omit<HandledCase, "days">> = {}): HandledCase {
  return {
    number: "岳检刑诉受〔2026〕1号",
    office: "yueyang",
    department: "第一检察部",
    line: "ordinary-crime",
    kind: "prosecution-review",
    cause: "盗窃罪",
    suspects: ["R1"],
    handler: "张三",
    inCustody: true,
    suspensionGround: null,
    outcome: null,
    ...rest,
    days,
  };
}

/** What a case goes through, in an order that can have happened; how far it came is drawn. */
const WAY: readonly HandledCaseDay[] = [
  "accepted_on",
  "assigned_on",
  "extended_on",
  "returned_on",
  "received_again_on",
  "second_returned_on",
  "second_received_again_on",
  "submitted_on",
  "decided_on",
  "delivered_on",
  "archived_on",
];

const RETURNABLE: readonly HandledCaseKind[] = ["prosecution-review", "prosecution-fast-track"];

/** Cases that can have happened, of every kind. */
export const possibleCase: fc.Arbitrary<HandledCase> = fc
  .record({
    kind: fc.constantFrom(...(Object.keys(CASE_KINDS) as HandledCaseKind[])),
    start: fc.integer({ min: 0, max: 700 }),
    steps: fc.array(fc.integer({ min: 0, max: 40 }), { minLength: WAY.length, maxLength: WAY.length }),
    reached: fc.integer({ min: 0, max: WAY.length - 1 }),
    isExtended: fc.boolean(),
    returns: fc.integer({ min: 0, max: 2 }),
    inCustody: fc.constantFrom(true, false, null),
    detained: fc.integer({ min: 0, max: 20 }),
    left: fc.option(fc.integer({ min: 0, max: 30 })),
  })
  .map(({ kind, start, steps, reached, isExtended, returns, inCustody, detained, left }) => {
    const isReturnable = RETURNABLE.includes(kind);
    const days: Partial<Record<HandledCaseDay, string | null>> = {};
    let day = FIRST + start;
    WAY.forEach((name, at) => {
      const isLeftOut =
        at > reached ||
        (name === "extended_on" && !(isReturnable && isExtended)) ||
        (/returned_on|received_again_on/.test(name) && !(isReturnable && returns >= (name.startsWith("second") ? 2 : 1)));
      days[name] = isLeftOut ? null : isoOfDay(day);
      if (!isLeftOut) day += steps[at] ?? 0;
    });
    days.detained_on = isoOfDay(FIRST + start - detained);
    days.counsel_told_on = null;
    const isReply = ["filing-supervision", "custody-necessity", "public-interest"].includes(kind);
    days.notified_on = isReply && reached > 1 ? (days.assigned_on ?? null) : null;
    days.replied_on = days.notified_on === null || days.decided_on === null ? null : (days.decided_on ?? null);
    const mayLeaveOut = ["prosecution-review", "civil-supervision"].includes(kind) && left !== null && reached > 0;
    days.suspended_from = mayLeaveOut ? (days.assigned_on ?? null) : null;
    days.suspended_to = mayLeaveOut ? isoOfDay(FIRST + start + (steps[0] ?? 0) + (left ?? 0)) : null;
    return caseOf(days, {
      kind,
      inCustody,
      line: CASE_KINDS[kind].line,
      suspensionGround: mayLeaveOut ? (kind === "civil-supervision" ? "expert-work" : "psychiatric-appraisal") : null,
      outcome: days.decided_on ? (CASE_KINDS[kind].outcomes[0] ?? null) : null,
    });
  });
