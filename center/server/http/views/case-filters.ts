import type { CaseFilterQuery } from "@yuejian/contracts/api";
import { REACHED } from "@yuejian/oversight";
import { sql } from "kysely";
import { monthNamed, startOfMonth } from "../../governance/index.ts";
import { within } from "../../policy/index.ts";

/** What figures of cases open by: conditions on `cases`. */
export function caseFilters({ open, reached, dueFrom, dueTo, openedIn, closedIn }: CaseFilterQuery): ReturnType<typeof sql<boolean>>[] {
  return [
    ...(open === true ? [sql<boolean>`cases.status = 'open'`] : []),
    ...(reached === undefined ? [] : [within("cases.stage", REACHED[reached])]),
    ...(dueFrom === undefined ? [] : [sql<boolean>`(cases.status = 'open' and cases.due >= ${dueFrom})`]),
    ...(dueTo === undefined ? [] : [sql<boolean>`(cases.status = 'open' and cases.due <= ${dueTo})`]),
    ...(openedIn === undefined ? [] : [inMonth("cases.opened_at", openedIn)]),
    ...(closedIn === undefined ? [] : [inMonth("cases.ended_at", closedIn), sql<boolean>`cases.stage = 'closed'`]),
  ];
}

function inMonth(column: string, month: string) {
  const start = monthNamed(month);
  return sql<boolean>`(${sql.ref(column)} >= ${startOfMonth(start)} and ${sql.ref(column)} < ${startOfMonth(start + 1)})`;
}
