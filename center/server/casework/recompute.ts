import { sql } from "kysely";
import { readCalendar } from "../cases/index.ts";
import type { JobHandler } from "../jobs/index.ts";
import { chunks, type Row, type StoreTransaction } from "../store/index.ts";
import type { CaseRecomputeJob } from "../work/job-kinds.ts";
import type { Workplace } from "../work/workplace.ts";
import { type ClockRow, derivedRows, handledOf } from "./case-rows.ts";
import { type Looked, lookAgain } from "./notices.ts";
import { recomputeSteps, STEP_CLOCK } from "./steps.ts";

const PAGE = 2000;
const STAGE = { zh: "重新计算期限", en: "Working days out" };

/** Works all clocks out anew, after days off or legal numbers have changed, and lets the rules look at every case at the end of a day; what stays as it was is
 *  not written. Each page is a transaction of its own. Repeating it finds nothing to do. Result: `{ cases, moved, opened, closed }`. */
export const recomputeCasesHandler: JobHandler<Workplace> = async (input, { home, job, progress, fence }) => {
  const { day } = input as unknown as Omit<CaseRecomputeJob, "actor">;
  const calendar = await readCalendar(home.folder);
  const { total } = await home.store.db
    .selectFrom("handled_cases")
    .select((build) => build.fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  await home.store.write(async (trx) => {
    await fence(trx);
    await recomputeSteps(trx, calendar);
  });
  let cases = 0;
  let moved = 0;
  let opened = 0;
  let closed = 0;
  for (let after = ""; ; ) {
    const done = await home.store.write(async (trx) => {
      await fence(trx);
      const rows = await trx
        .selectFrom("handled_cases")
        .select(["id", "content", "stage", "due", "status", "office", "business_line", "person"])
        .where("id", ">", after)
        .orderBy("id")
        .limit(PAGE)
        .execute();
      const last = rows.at(-1);
      if (!last) return null;
      const known = await trx
        .selectFrom("handled_case_clocks")
        .selectAll()
        .where("case_id", ">", after)
        .where("case_id", "<=", last.id)
        .where("key", "not like", `${STEP_CLOCK}%`)
        .orderBy("case_id")
        .orderBy("key")
        .execute();
      const stale: { row: (typeof rows)[number]; derived: ReturnType<typeof derivedRows> }[] = [];
      const notices = await trx
        .selectFrom("casework_notices")
        .selectAll()
        .where("case_id", ">", after)
        .where("case_id", "<=", last.id)
        .execute();
      const looked: Looked[] = [];
      let at = 0;
      for (const row of rows) {
        const handled = handledOf(row);
        const derived = derivedRows(row.id, handled, calendar);
        looked.push({ row, handled, clocks: derived.computed });
        let isSame = derived.columns.due === row.due && derived.columns.stage === row.stage && derived.columns.status === row.status;
        const sorted = derived.clocks.length < 2 ? derived.clocks : derived.clocks.toSorted((one, other) => (one.key < other.key ? -1 : 1));
        for (const clock of sorted) {
          const before = known[at];
          if (before?.case_id !== row.id || !isSameClock(before, clock)) isSame = false;
          if (before?.case_id === row.id) at += 1;
        }
        for (; known[at]?.case_id === row.id; at += 1) isSame = false;
        if (!isSame) stale.push({ row, derived });
      }
      await rewrite(trx, stale);
      const found = await lookAgain(trx, home, { looked, known: notices, day, organisation: job.office });
      opened += found.opened;
      closed += found.closed;
      cases += rows.length;
      moved += stale.length;
      return last.id;
    });
    if (done === null) return { cases, moved, opened, closed };
    after = done;
    progress.report(cases, total, STAGE);
  }
};

function isSameClock(before: Row<"handled_case_clocks">, clock: ClockRow): boolean {
  return (
    before.key === clock.key &&
    before.rule === clock.rule &&
    before.from_day === clock.from_day &&
    before.due === clock.due &&
    before.stopped_on === clock.stopped_on
  );
}

async function rewrite(
  trx: StoreTransaction,
  stale: readonly { row: { id: string }; derived: ReturnType<typeof derivedRows> }[],
): Promise<void> {
  if (stale.length === 0) return;
  await trx
    .deleteFrom("handled_case_clocks")
    .where(
      "case_id",
      "in",
      stale.map(({ row }) => row.id),
    )
    .where("key", "not like", `${STEP_CLOCK}%`)
    .execute();
  await insertClocks(
    trx,
    stale.flatMap(({ derived }) => derived.clocks),
  );
  // One statement for the page: a week of days off more may move every case.
  const changes = sql.join(
    stale.map(({ row, derived: { columns } }) => sql`(${row.id}, ${columns.due}, ${columns.stage}, ${columns.status})`),
  );
  await sql`with changed (id, due, stage, status) as (values ${changes})
    update handled_cases set due = changed.due, stage = changed.stage, status = changed.status from changed where handled_cases.id = changed.id`.execute(
    trx,
  );
}

/** Nine columns a row: SQLite allows 32,766 parameters a statement. */
const CLOCK_PIECE = 3000;

export async function insertClocks(trx: StoreTransaction, clocks: readonly ClockRow[]): Promise<void> {
  for (const piece of chunks(clocks, CLOCK_PIECE))
    await trx
      .insertInto("handled_case_clocks")
      .values([...piece])
      .execute();
}
