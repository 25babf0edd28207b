import { type BusinessLine, type CaseEvent, type CaseState, type SupervisionCase, type VerificationTask } from "@yuejian/contracts";
import { HOLIDAY_TABLE, type WorkCalendar, workCalendar } from "@yuejian/deadlines";
import { caseAfter, caseClocks, isOpen } from "@yuejian/oversight";
import { sql } from "kysely";
import { heldNames } from "../laws/held-names.ts";
import type { Outbox } from "../outbox/index.ts";
import type { NewRow, Row, StoreTransaction } from "../store/index.ts";
import { noteCitations } from "./case-citations.ts";
import { caseColumns, caseEventRow, clockRows, peopleRows, recusalRows } from "./case-rows.ts";

export interface SavedCase {
  readonly state: CaseState;
  readonly event: CaseEvent;
  /** Null: the clocks stay as they are, because the event moves none. */
  readonly calendar: WorkCalendar | null;
}

/** Saves a changed case with its event, its statement, its clocks and its people. The caller holds the case at the version before. */
export async function saveCase(trx: StoreTransaction, outbox: Outbox, { state, event, calendar }: SavedCase): Promise<void> {
  const entry = await outbox.record(trx, {
    type: "case.changed",
    subject: state.id,
    organisation: state.office,
    content: {
      case: { id: state.id, number: state.number, version: state.version, stage: state.stage, office: state.office, owner: state.owner },
      event: { id: event.id, at: event.at, actor: event.actor, action: event.deed.action, facts: { ...event.facts } },
    },
    // What people wrote may tell of a person; it can be erased alone.
    sealed: { deed: JSON.stringify(event.deed) },
  });
  await trx
    .insertInto("case_events")
    .values(caseEventRow(event, state.version, entry))
    .execute();
  const before = await trx
    .selectFrom("cases")
    .select(["office", "business_line", "stage"])
    .where("id", "=", state.id)
    .executeTakeFirstOrThrow();
  await trx.updateTable("cases").set(caseColumns(state)).where("id", "=", state.id).execute();
  await moveCounts(trx, before, { ...before, office: state.office, stage: state.stage });
  if (event.deed.action === "draft" || event.deed.action === "undo") await noteCitations(trx, state, await heldNames(trx));
  if (calendar) await writeClocks(trx, state, calendar);
  await placeClocks(trx, state);
  await writeRecusals(trx, state, event);
  await trx.deleteFrom("case_people").where("case_id", "=", state.id).execute();
  const people = peopleRows(state);
  if (people.length > 0) await trx.insertInto("case_people").values(people).execute();
}

type Counted = Pick<Row<"cases">, "office" | "business_line" | "stage">;

/** The counters of cases follow a change. */
async function moveCounts(trx: StoreTransaction, before: Counted | null, after: Counted): Promise<void> {
  if (before?.office === after.office && before.stage === after.stage) return;
  const add = (counted: Counted, cases: number) =>
    trx
      .insertInto("case_counts")
      .values({ ...counted, cases })
      .onConflict((conflict) =>
        conflict
          .columns(["office", "business_line", "stage"])
          .doUpdateSet((build) => ({ cases: sql<number>`${build.ref("case_counts.cases")} + ${build.ref("excluded.cases")}` })),
      )
      .execute();
  if (before) await add(before, -1);
  await add(after, 1);
}

async function writeRecusals(trx: StoreTransaction, state: CaseState, { deed }: CaseEvent): Promise<void> {
  if (!["recuse", "recusal-ask", "recusal-again", "recusal-decide", "absorbed", "undo"].includes(deed.action)) return;
  await trx.deleteFrom("case_recusals").where("case_id", "=", state.id).execute();
  const rows = recusalRows(state);
  if (rows.length > 0) await trx.insertInto("case_recusals").values(rows).execute();
}

/** The calendar finds clocks by the case's office and line, and whether it is open, without the case. */
async function placeClocks(trx: StoreTransaction, { id, office, line, stage }: CaseState): Promise<void> {
  const isRunning = isOpen(stage) ? sql<number>`case when stopped_on is null then 1 else 0 end` : 0;
  await trx.updateTable("case_clocks").set({ office, business_line: line, is_running: isRunning }).where("case_id", "=", id).execute();
}

/** Puts the clocks of a case down anew; says whether anything moved. */
export async function writeClocks(trx: StoreTransaction, state: CaseState, calendar: WorkCalendar): Promise<boolean> {
  const { rows, due } = clockRows(state, caseClocks(state, calendar));
  const before = await trx.selectFrom("case_clocks").selectAll().where("case_id", "=", state.id).orderBy("key").execute();
  const sorted = rows.toSorted((one, other) => (one.key < other.key ? -1 : 1));
  const isSame =
    before.length === sorted.length &&
    before.every(
      (each, at) =>
        sorted[at]?.key === each.key &&
        sorted[at]?.due === each.due &&
        sorted[at]?.stopped_on === each.stopped_on &&
        sorted[at]?.person === each.person,
    );
  if (!isSame) {
    await trx.deleteFrom("case_clocks").where("case_id", "=", state.id).execute();
    if (rows.length > 0) await trx.insertInto("case_clocks").values(rows).execute();
  }
  await trx.updateTable("cases").set({ due }).where("id", "=", state.id).execute();
  return !isSame;
}

export interface NewCase {
  readonly filing: SupervisionCase;
  readonly eventId: string;
  readonly actor: string;
  readonly line: BusinessLine;
  readonly dataClass: string;
  /** Tasks that go on, and the files that belong to them. */
  readonly tasks: readonly VerificationTask[];
  readonly files: readonly NewRow<"case_files">[];
}

/** A lead becomes a case: its row, its first event and the statement `case.created`. */
export async function openCaseIn(
  trx: StoreTransaction,
  outbox: Outbox,
  { filing, eventId, actor, line, dataClass, tasks, files }: NewCase,
): Promise<void> {
  const over = tasks.length === 0 ? {} : { tasks, files: files.map(({ id }) => id) };
  const event: CaseEvent = {
    id: eventId,
    case: filing.id,
    at: filing.openedAt,
    actor,
    deed: { action: "filed", filing, line, ...over },
    facts: {},
  };
  const state = caseAfter([event]);
  if (state === null) throw new TypeError("a filed case has a state");
  const entry = await outbox.record(trx, {
    type: "case.created",
    subject: filing.id,
    organisation: filing.office,
    content: { case: filing },
    // What people wrote may tell of a person; it can be erased alone.
    ...(tasks.length === 0 ? {} : { sealed: { tasks: JSON.stringify(tasks) } }),
  });
  const columns = caseColumns(state);
  await trx
    .insertInto("cases")
    .values({ id: filing.id, business_line: line, data_class: dataClass, due: null, outbox: entry, ...columns })
    .execute();
  await moveCounts(trx, null, { office: columns.office, business_line: line, stage: columns.stage });
  await trx
    .insertInto("case_events")
    .values(caseEventRow(event, 1, entry))
    .execute();
  const people = peopleRows(state);
  if (people.length > 0) await trx.insertInto("case_people").values(people).execute();
  if (files.length > 0)
    await trx
      .insertInto("case_files")
      .values([...files])
      .execute();
  // People set the days of tasks: no calendar moves them.
  if (tasks.length > 0) await writeClocks(trx, state, workCalendar(HOLIDAY_TABLE));
}
