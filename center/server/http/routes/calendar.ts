import { YuejianError } from "@yuejian/contracts";
import { type CalendarFilter, CalendarQuery, CalendarShape } from "@yuejian/contracts/api";
import { isWeekend, unknownYears, type WorkCalendar } from "@yuejian/deadlines";
import { dayFromIso, isoOfDay } from "@yuejian/identifiers";
import { Type } from "typebox";
import { type DueReader, dueDays, iCalendar } from "../../calendar/index.ts";
import { readCalendar } from "../../cases/index.ts";
import type { App, Caller } from "../app-types.ts";
import { featureGate } from "../feature-gate.ts";
import type { RouteContext } from "../route-context.ts";
import { casesBeyondScope } from "../views/case-access.ts";
import { todayOf } from "../views/cases.ts";

/** The longest span of a calendar. */
const MOST_DAYS = 93;
/** A file has all of them: more than there are cases. */
const ALL_OF_A_DAY = 1_000_000;

/** Days by which something of a case ends: of supervision cases and of the business system's, as far as the reader may see them. */
export function calendarRoutes(app: App, { home, services }: RouteContext): void {
  const { store, policy, audit, clock, shared } = services;
  const demandFeature = featureGate(services);
  const readerOf = ({ actor }: Caller): DueReader => ({
    person: actor.id,
    scope: policy.scope(actor),
    casesBeyond: casesBeyondScope(policy, actor),
    today: todayOf(clock),
    shared,
  });

  app.get(
    "/api/calendar",
    { config: { admission: "case.read" }, schema: { querystring: CalendarQuery, response: { 200: CalendarShape } } },
    async ({ caller, query }) => {
      await demandFeature(caller, "smart-boards");
      const [first, last] = spanOf(query);
      const reader = readerOf(caller);
      const found = await dueDays(store.db, reader, query);
      const calendar = await readCalendar(home.folder);
      const days = Array.from({ length: last - first + 1 }, (_unused, at) => {
        const day = isoOfDay(first + at);
        const { total = 0, entries = [] } = found.get(day) ?? {};
        return { day, ...dayOff(first + at, calendar), total, entries: [...entries] };
      });
      return { today: reader.today, days, unknownYears: [...unknownYears(first, last, calendar)] };
    },
  );

  app.get(
    "/api/calendar.ics",
    { config: { admission: "case.read" }, schema: { querystring: CalendarQuery, response: { 200: Type.String() } } },
    async ({ caller, query }, reply) => {
      await demandFeature(caller, "smart-boards");
      spanOf(query);
      // A file of all is too large to be kept for others.
      const reader = { ...readerOf(caller), shared: <Answer>(_key: readonly unknown[], work: () => Promise<Answer>) => work() };
      const found = await dueDays(store.db, reader, { ...query, perDay: ALL_OF_A_DAY });
      const entries = [...found].flatMap(([due, day]) => day.entries.map((entry) => ({ ...entry, due })));
      const detail = `${query.from} – ${query.to}, ${entries.length} clocks`;
      await audit.record({ actor: caller.account, action: "case.read", subject: "calendar", outcome: "done", detail });
      void reply.header("content-disposition", `attachment; filename="yuejian-${query.from}.ics"`);
      return reply
        .type("text/calendar; charset=utf-8")
        .send(iCalendar(entries, { home: home.id, now: new Date(clock.now()).toISOString() }));
    },
  );
}

function spanOf({ from, to }: Pick<CalendarFilter, "from" | "to">): [first: number, last: number] {
  const [first, last] = [dayFromIso(from), dayFromIso(to)];
  if (last < first || last - first >= MOST_DAYS)
    throw new YuejianError("REQUEST_INVALID", {
      where: "query.to",
      reason: `${MOST_DAYS} days at most`,
      reason_zh: `应不早于起始日，且不超过 ${MOST_DAYS} 天`,
      reason_en: `no earlier than the first day, and ${MOST_DAYS} days at most`,
    });
  return [first, last];
}

/** Weekends need no word: every calendar shows them. */
function dayOff(day: number, calendar: WorkCalendar) {
  const isWorkingDay = calendar.isWorkingDay(day);
  if (isWorkingDay) return { isWorkingDay, note: isWeekend(day) ? { zh: "调休上班", en: "a working weekend" } : null };
  const note = calendar.nameOf(day);
  return { isWorkingDay, note: isWeekend(day) && note.zh.startsWith("周") ? null : note };
}
