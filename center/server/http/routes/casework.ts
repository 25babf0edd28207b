import { clockTitle, processMiner, stageIntervals } from "@yuejian/case-management";
import { YuejianError } from "@yuejian/contracts";
import {
  CaseBoardQuery,
  CaseBoardShape,
  CaseCalendarQuery,
  CaseCalendarShape,
  CaseProcessQuery,
  CaseProcessShape,
  DueClocksQuery,
  DueClocksShape,
  exact,
  HandledCaseDetailShape,
  HandledCasesQuery,
  HandledCasesShape,
  JobShape,
  ProcessCasesQuery,
  ProcessCasesShape,
} from "@yuejian/contracts/api";
import { dayFromIso, isoOfDay } from "@yuejian/identifiers";
import { Type } from "typebox";
import { readCalendar } from "../../cases/index.ts";
import {
  acceptedCases,
  boardOf,
  calendarOf,
  casesBehind,
  daysAfter,
  dueClocks,
  handledCaseDetail,
  handledCaseView,
  handledOf,
  type KeptVersion,
  noticeRows,
  noticeView,
  type Onlooker,
  pageOfCases,
} from "../../casework/index.ts";
import { featureStates } from "../../features/index.ts";
import { jobView } from "../../jobs/index.ts";
import type { App, Caller } from "../app-types.ts";
import { featureGate } from "../feature-gate.ts";
import type { RouteContext } from "../route-context.ts";
import { todayOf } from "../views/cases.ts";
import { readableHandledCase } from "../views/handled-case-access.ts";
import { mayAnswer } from "./casework-notices.ts";

/** The longest span of a calendar. */
const CALENDAR_DAYS = 93;
/** Days before the newest, over which comings and goings of a stage are counted. */
const WINDOW_DAYS = 90;

/** The cases of the business system: lists, boards, days, and where time goes. */
export function caseworkRoutes(app: App, { home, services }: RouteContext): void {
  const { store, policy, audit, clock, shared } = services;
  const demandFeature = featureGate(services);
  const onlookerOf = ({ actor }: Caller): Onlooker => ({ person: actor.id, scope: policy.scope(actor), today: todayOf(clock) });

  app.get(
    "/api/casework/cases",
    { config: { admission: "case.read" }, schema: { querystring: HandledCasesQuery, response: { 200: HandledCasesShape } } },
    async ({ caller, query }) => {
      const onlooker = onlookerOf(caller);
      const { rows, ...page } = await pageOfCases(store.db, onlooker, query);
      return { items: rows.map((row) => handledCaseView(row, onlooker)), ...page };
    },
  );

  app.get(
    "/api/casework/cases/:case",
    {
      config: { admission: "case.read" },
      schema: { params: exact({ case: Type.String({ maxLength: 64 }) }), response: { 200: HandledCaseDetailShape } },
    },
    async ({ caller, params }) => {
      const onlooker = onlookerOf(caller);
      const found = await readableHandledCase(services, caller, params.case);
      const { file } = await store.db
        .selectFrom("casework_imports")
        .select("file")
        .where("id", "=", found.import)
        .executeTakeFirstOrThrow();
      const row = { ...found, file };
      const versions: KeptVersion[] = await store.db
        .selectFrom("handled_case_versions")
        .innerJoin("casework_imports", "casework_imports.id", "handled_case_versions.import")
        .selectAll("handled_case_versions")
        .select("casework_imports.file")
        .where("case_id", "=", row.id)
        .orderBy("version")
        .execute();
      const states = await featureStates(store.db, onlooker.today);
      const areGiven = states.stateIn("case-notices", row.office).isOn;
      const notices = await noticeRows(store.db).where("casework_notices.case_id", "=", row.id).orderBy("casework_notices.id").execute();
      return {
        ...handledCaseDetail(row, versions, { ...onlooker, calendar: await readCalendar(home.folder) }),
        notices: notices.flatMap((notice) => (areGiven ? [noticeView(notice, mayAnswer(policy, caller.actor, notice))] : [])),
      };
    },
  );

  app.get(
    "/api/casework/board",
    { config: { admission: "case.read" }, schema: { querystring: CaseBoardQuery, response: { 200: CaseBoardShape } } },
    async ({ caller, query }) => {
      const onlooker = onlookerOf(caller);
      const { by, ...filter } = query;
      const count = () => boardOf(store.db, onlooker, by, filter);
      const { scope, today } = onlooker;
      const rows = await (filter.mine === true ? count() : shared(["handled cases", scope, today, by, filter], count));
      const sum = (name: "open" | "overdue" | "soon" | "withoutDue") => rows.reduce((total, row) => total + row[name], 0);
      const total = { open: sum("open"), overdue: sum("overdue"), soon: sum("soon"), withoutDue: sum("withoutDue") };
      return { today: onlooker.today, rows: [...rows], total };
    },
  );

  app.get(
    "/api/casework/calendar",
    { config: { admission: "case.read" }, schema: { querystring: CaseCalendarQuery, response: { 200: CaseCalendarShape } } },
    async ({ caller, query }) => {
      const [first, last] = [dayFromIso(query.from), dayFromIso(query.to)];
      if (last < first || last - first >= CALENDAR_DAYS)
        throw new YuejianError("REQUEST_INVALID", {
          where: "query.to",
          reason: `${CALENDAR_DAYS} days at most`,
          reason_zh: `应不早于起始日，且不超过 ${CALENDAR_DAYS} 天`,
          reason_en: `no earlier than the first day, and ${CALENDAR_DAYS} days at most`,
        });
      const found = await calendarOf(store.db, onlookerOf(caller), query);
      const calendar = await readCalendar(home.folder);
      const count = (by: "due" | "rule") =>
        found.reduce((counts, row) => counts.set(row[by], (counts.get(row[by]) ?? 0) + row.clocks), new Map<string, number>());
      const perDay = count("due");
      return {
        days: Array.from({ length: last - first + 1 }, (_unused, at) => {
          const day = isoOfDay(first + at);
          return { day, isWorkingDay: calendar.isWorkingDay(first + at), clocks: perDay.get(day) ?? 0 };
        }),
        rules: [...count("rule")].map(([rule, clocks]) => ({ rule, title: clockTitle(rule), clocks })),
      };
    },
  );

  app.get(
    "/api/casework/clocks",
    { config: { admission: "case.read" }, schema: { querystring: DueClocksQuery, response: { 200: DueClocksShape } } },
    async ({ caller, query }) => {
      const onlooker = onlookerOf(caller);
      const { rows, next } = await dueClocks(store.db, onlooker, query);
      const items = rows.map(({ clock: { rule, due }, row }) => {
        return { case: handledCaseView(row, onlooker), rule, title: clockTitle(rule), due: due ?? "" };
      });
      return { items, next };
    },
  );

  app.get(
    "/api/casework/process",
    { config: { admission: "case.read" }, schema: { querystring: CaseProcessQuery, response: { 200: CaseProcessShape } } },
    async ({ caller, query }) => {
      await demandFeature(caller, "smart-boards");
      const onlooker = onlookerOf(caller);
      const window = windowOf(onlooker);
      const miner = processMiner(window);
      for await (const rows of acceptedCases(store.db, onlooker, query))
        for (const row of rows) {
          const handled = handledOf(row);
          miner.add({ intervals: stageIntervals(handled), decidedOn: handled.days.decided_on ?? null, asOf: row.as_of });
        }
      const { stages, variants, ...figures } = miner.figures();
      return { ...figures, window, stages: [...stages], variants: variants.map((each) => ({ ...each, stages: [...each.stages] })) };
    },
  );

  app.get(
    "/api/casework/process/cases",
    { config: { admission: "case.read" }, schema: { querystring: ProcessCasesQuery, response: { 200: ProcessCasesShape } } },
    async ({ caller, query }) => {
      await demandFeature(caller, "smart-boards");
      const onlooker = onlookerOf(caller);
      const { total, items } = await casesBehind(store.db, onlooker, { ...query, window: windowOf(onlooker) });
      return { total, items: items.map(({ row, ...interval }) => ({ case: handledCaseView(row, onlooker), ...interval })) };
    },
  );

  app.post(
    "/api/casework/clocks/recompute",
    { config: { admission: "casework.import" }, schema: { response: { 202: JobShape } } },
    async ({ caller }, reply) => {
      const job = await home.work.recomputeCases({ day: todayOf(clock), actor: caller.actor });
      await audit.record({ actor: caller.account, action: "casework.import", subject: "clocks", outcome: "done", detail: `job ${job.id}` });
      return reply.code(202).send(jobView(job));
    },
  );
}

const windowOf = ({ today }: Onlooker) => ({ from: daysAfter(today, -WINDOW_DAYS), to: today });
