import type { CaseEvent, CaseState } from "@yuejian/contracts";
import { type CaseClock, caseAfter, earliestDue, isOpen, nextOf } from "@yuejian/oversight";
import type { NewRow, Reading, Row } from "../store/index.ts";

export function caseEventOf(row: Row<"case_events">): CaseEvent {
  return {
    id: row.id,
    case: row.case_id,
    at: row.at,
    actor: row.actor,
    deed: JSON.parse(row.deed) as CaseEvent["deed"],
    facts: JSON.parse(row.facts) as CaseEvent["facts"],
  };
}

export function caseEventRow(
  { id, case: caseId, at, actor, deed, facts }: CaseEvent,
  version: number,
  outbox: number,
): NewRow<"case_events"> {
  const said = { action: deed.action, deed: JSON.stringify(deed), facts: JSON.stringify(facts) };
  return { id, case_id: caseId, case_version: version, at, actor, ...said, outbox };
}

/** What of a case's row follows from its state; `due` also from the calendar. */
export function caseColumns(state: CaseState): Omit<Row<"cases">, "id" | "data_class" | "business_line" | "outbox" | "due"> {
  const next = nextOf(state);
  return {
    version: state.version,
    number: state.number,
    lead: state.lead,
    model: state.model,
    subject: state.subject,
    subject_name: state.subjectName,
    office: state.office,
    owner: state.owner ?? "",
    status: isOpen(state.stage) ? "open" : "closed",
    opened_at: state.openedAt,
    stage: state.stage,
    next_what: next?.what ?? null,
    next_person: next?.person ?? null,
    next_level: next?.level ?? null,
    next_office: next?.office ?? null,
    receiver: state.instrument?.receiver ?? null,
    changed_at: state.changedAt,
    ended_at: state.endedAt,
  };
}

export function clockRows(state: CaseState, clocks: readonly CaseClock[]): { rows: NewRow<"case_clocks">[]; due: string | null } {
  const place = { case_id: state.id, office: state.office, business_line: state.line };
  const rows = clocks.map(({ key, kind, rule, from, due, stoppedOn, person }) => {
    const is_running = stoppedOn === null && isOpen(state.stage) ? 1 : 0;
    return { ...place, key, kind, rule, from_day: from, due, stopped_on: stoppedOn, person, is_running };
  });
  return { rows, due: earliestDue(clocks) };
}

export function peopleRows(state: CaseState): NewRow<"case_people">[] {
  const workers = new Set(state.tasks.map(({ assignee }) => assignee));
  return [
    ...(state.owner === null ? [] : [{ case_id: state.id, person: state.owner, part: "owner" as const }]),
    ...state.coHandlers.map(({ person }) => ({ case_id: state.id, person, part: "co-handler" as const })),
    ...[...workers]
      .filter((person) => !state.recused.includes(person))
      .map((person) => ({ case_id: state.id, person, part: "worker" as const })),
  ];
}

export function recusalRows({ id, recusals, recused, changedAt }: CaseState): NewRow<"case_recusals">[] {
  const asked = recusals.map((each) => {
    const { id: request, person, status, isOfChief } = each;
    return { id: request, case_id: id, person, status, is_of_chief: isOfChief ? 1 : 0, at: each.decidedAt ?? each.askedAt };
  });
  const granted = new Set(asked.flatMap(({ person, status }) => (status === "granted" ? [person] : [])));
  const own = recused.filter((person) => !granted.has(person));
  return [
    ...asked,
    ...own.map((person) => ({ id: `${id} ${person}`, case_id: id, person, status: "granted" as const, is_of_chief: 0, at: changedAt })),
  ];
}

async function historyOf(db: Reading, caseId: string): Promise<readonly CaseEvent[]> {
  const rows = await db.selectFrom("case_events").selectAll().where("case_id", "=", caseId).orderBy("case_version").execute();
  return rows.map(caseEventOf);
}

/** The case as its history leads to it; null when there is none or it does not hold together. */
export async function caseStateOf(
  db: Reading,
  caseId: string,
): Promise<{ readonly state: CaseState; readonly events: readonly CaseEvent[] } | null> {
  const events = await historyOf(db, caseId);
  const state = caseAfter(events);
  return state === null ? null : { state, events };
}
