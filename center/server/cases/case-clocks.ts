import { HOLIDAY_TABLE, type WorkCalendar, workCalendar } from "@yuejian/deadlines";
import { caseAfter } from "@yuejian/oversight";
import { holidayFile, holidayStamp } from "../holidays/index.ts";
import type { Store } from "../store/index.ts";
import { caseEventOf } from "./case-rows.ts";
import { writeClocks } from "./save-case.ts";

const calendars = new Map<string, { readonly stamp: string; readonly calendar: WorkCalendar }>();

/** Days off as the product and the office know them now. HOLIDAY_TABLE_INVALID */
export async function readCalendar(homeFolder: string): Promise<WorkCalendar> {
  const stamp = holidayStamp(homeFolder);
  const known = calendars.get(homeFolder);
  if (known?.stamp === stamp) return known.calendar;
  const own = await holidayFile(homeFolder).read();
  const calendar = workCalendar(HOLIDAY_TABLE, ...(own === null ? [] : [own]));
  // Of a file that was changed meanwhile nothing is kept.
  if (holidayStamp(homeFolder) === stamp) calendars.set(homeFolder, { stamp, calendar });
  return calendar;
}

const PAGE = 500;

/** Works the clocks of all open cases out anew, after days off or the table of legal numbers have changed. Each page is a transaction of its own. */
export async function recomputeClocks(store: Store, calendar: WorkCalendar): Promise<{ readonly cases: number; readonly moved: number }> {
  let cases = 0;
  let moved = 0;
  for (let after = ""; ; ) {
    const done = await store.write(async (trx) => {
      const open = trx.selectFrom("cases").select("id").where("status", "=", "open").where("id", ">", after).orderBy("id").limit(PAGE);
      const ids = (await open.execute()).map(({ id }) => id);
      if (ids.length === 0) return null;
      const rows = await trx
        .selectFrom("case_events")
        .selectAll()
        .where("case_id", "in", ids)
        .orderBy("case_id")
        .orderBy("case_version")
        .execute();
      const byCase = Map.groupBy(rows, (row) => row.case_id);
      for (const id of ids) {
        const state = caseAfter((byCase.get(id) ?? []).map(caseEventOf));
        if (state && (await writeClocks(trx, state, calendar))) moved += 1;
      }
      cases += ids.length;
      return ids.at(-1) ?? null;
    });
    if (done === null) return { cases, moved };
    after = done;
  }
}
