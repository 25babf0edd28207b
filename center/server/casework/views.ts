import { CASE_COLUMNS, caseClocks, clockState, clockTitle, explainClock, stageIntervals } from "@yuejian/case-management";
import {
  fill,
  HANDLED_CASE_DAYS,
  HANDLED_CASE_REFUSALS,
  HANDLED_CASE_STAGES,
  type HandledCase,
  type HandledCaseDay,
  type HandledCaseRefusal,
  QUARANTINE_CODES,
  type QuarantineCode,
  type Text,
} from "@yuejian/contracts";
import type { CaseImportView, HandledCaseDetail, HandledCaseView } from "@yuejian/contracts/api";
import type { WorkCalendar } from "@yuejian/deadlines";
import { dayFromIso } from "@yuejian/identifiers";
import type { Row } from "../store/index.ts";
import { handledOf, NO_DUE } from "./case-rows.ts";
import type { Onlooker } from "./queries.ts";

export function handledCaseView(row: Row<"handled_cases">, { person, today }: Pick<Onlooker, "person" | "today">): HandledCaseView {
  const { cause, inCustody } = handledOf(row);
  const due = row.due === NO_DUE ? null : row.due;
  return {
    id: row.id,
    number: row.number,
    version: row.version,
    office: row.office,
    department: row.department,
    businessLine: row.business_line,
    kind: row.kind,
    cause,
    handler: row.handler,
    isMine: row.person === person,
    inCustody,
    stage: row.stage,
    isOpen: row.status === "open",
    acceptedOn: row.accepted_on,
    decidedOn: row.decided_on,
    due,
    isOverdue: due !== null && due < today,
    asOf: row.as_of,
  };
}

export type KeptVersion = Row<"handled_case_versions"> & { readonly file: string };

/** All that is known of a case: each clock with its derivation, the stages, what imports changed. `versions`: what it was before, oldest first. */
export function handledCaseDetail(
  row: Row<"handled_cases"> & { readonly file: string },
  versions: readonly KeptVersion[],
  { calendar, ...onlooker }: Pick<Onlooker, "person" | "today"> & { readonly calendar: WorkCalendar },
): Omit<HandledCaseDetail, "notices"> {
  const { today } = onlooker;
  const handled = handledOf(row);
  const { clocks, unknown } = caseClocks(handled, calendar);
  const all = [...versions, { version: row.version, content: row.content, as_of: row.as_of, import: row.import, file: row.file }];
  return {
    case: handledCaseView(row, onlooker),
    suspects: [...handled.suspects],
    outcome: handled.outcome,
    days: Object.entries(HANDLED_CASE_DAYS).flatMap(([column, title]) => {
      const day = handled.days[column as HandledCaseDay];
      return day ? [{ column, title, day }] : [];
    }),
    clocks: clocks.map((clock) => {
      const { key, rule, from, due, stoppedOn } = clock;
      const { doubts, ...explained } = explainClock(clock, handled, calendar);
      return { key, rule, from, due, stoppedOn, state: clockState(clock, today), ...explained, doubts: [...doubts] };
    }),
    unknown: unknown.map(({ key, rule, reason }) => ({ key, title: clockTitle(rule), reason })),
    stages: stageIntervals(handled).map(({ stage, from, to }) => ({
      stage,
      isWaiting: HANDLED_CASE_STAGES[stage].isWaiting,
      from,
      to,
      days: stage === "archived" ? 0 : Math.max(0, dayFromIso(to ?? row.as_of) - dayFromIso(from)),
    })),
    versions: all
      .map(({ version, as_of: asOf, import: batch, file, content }, at) => {
        const before = all[at - 1];
        const changed = before ? changedMembers(JSON.parse(before.content) as HandledCase, JSON.parse(content) as HandledCase) : [];
        return { version, asOf, import: batch, file, changed };
      })
      .reverse(),
  };
}

const TITLES: ReadonlyMap<string, Text> = new Map(CASE_COLUMNS.map(({ name, title }) => [name, title]));
const MEMBER_COLUMNS: Readonly<Record<string, string>> = { inCustody: "in_custody", suspensionGround: "suspension_ground" };

function changedMembers(before: HandledCase, after: HandledCase): Text[] {
  const flat = ({ days, ...rest }: HandledCase): Readonly<Record<string, unknown>> => ({ ...rest, ...days });
  const [one, other] = [flat(before), flat(after)];
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return names.flatMap((name) => {
    const isSame = JSON.stringify(one[name] ?? null) === JSON.stringify(other[name] ?? null);
    return isSame ? [] : [TITLES.get(MEMBER_COLUMNS[name] ?? name) ?? { zh: name, en: name }];
  });
}

export function caseImportView(
  row: Row<"casework_imports"> & { readonly ledger_index: number | null; readonly actor_name: string | null },
): CaseImportView {
  const mapping = JSON.parse(row.mapping) as Readonly<Record<string, string | null>>;
  const { id, job, file, size, sha256, sm3, office, at, rows, accepted, applied, added, changed, same, refused } = row;
  return {
    id,
    job,
    file,
    size,
    sha256,
    sm3,
    office,
    at,
    rows,
    accepted,
    applied,
    added,
    changed,
    same,
    refused,
    asOf: row.as_of,
    actorName: row.actor_name ?? row.actor,
    ignoredHeadings: JSON.parse(row.ignored) as string[],
    absentColumns: CASE_COLUMNS.flatMap(({ name, title }) => (mapping[name] ? [] : [title])),
    ledgerIndex: row.ledger_index,
  };
}

/** A reason as people read it. */
export function refusalView({ code, column, parameters }: HandledCaseRefusal) {
  const known: Text =
    code in HANDLED_CASE_REFUSALS
      ? HANDLED_CASE_REFUSALS[code as keyof typeof HANDLED_CASE_REFUSALS]
      : QUARANTINE_CODES[code as QuarantineCode];
  const value = parameters["value"];
  const isTold = known.zh.includes("{value}") || value === undefined;
  return {
    code,
    column,
    columnTitle: column === null ? null : (TITLES.get(column) ?? null),
    text: {
      zh: `${fill(known.zh, parameters)}${isTold ? "" : `：「${value}」`}`,
      en: `${fill(known.en, parameters)}${isTold ? "" : `: “${value}”`}`,
    },
  };
}
