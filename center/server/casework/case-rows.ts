import { type CaseClock, caseClocks, caseDue, stageOf } from "@yuejian/case-management";
import type { HandledCase } from "@yuejian/contracts";
import type { WorkCalendar } from "@yuejian/deadlines";
import type { NewRow, Row } from "../store/index.ts";

/** Sorts behind every day. */
export const NO_DUE = "9999-12-31";

export function handledOf({ content }: Pick<Row<"handled_cases">, "content">): HandledCase {
  return JSON.parse(content) as HandledCase;
}

export type ClockRow = NewRow<"handled_case_clocks">;

function clockRowsOf(id: string, { office, line }: HandledCase, clocks: readonly CaseClock[]): ClockRow[] {
  return clocks.map(({ key, rule, from, due, stoppedOn }) => ({
    case_id: id,
    key,
    rule,
    from_day: from,
    due,
    stopped_on: stoppedOn,
    is_running: stoppedOn === null && due !== null ? 1 : 0,
    office,
    business_line: line,
  }));
}

/** The columns that follow from what the export told, and the clocks that follow from it and the calendar. */
export function derivedRows(id: string, handled: HandledCase, calendar: WorkCalendar) {
  const computed = caseClocks(handled, calendar);
  const { clocks } = computed;
  const { number, office, department, line, kind, handler, days } = handled;
  return {
    columns: {
      number,
      office,
      department,
      business_line: line,
      kind,
      handler,
      stage: stageOf(handled),
      status: days.decided_on ? ("closed" as const) : ("open" as const),
      accepted_on: days.accepted_on ?? "",
      decided_on: days.decided_on ?? null,
      due: caseDue(clocks) ?? NO_DUE,
      content: JSON.stringify(handled),
    },
    clocks: clockRowsOf(id, handled, clocks),
    computed,
  };
}
