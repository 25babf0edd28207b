import { CASE_STAGES, type CaseAction, type CaseStage } from "@yuejian/contracts";
import { CaseMovesShape, exact, SupervisionBoardQuery, SupervisionBoardShape } from "@yuejian/contracts/api";
import { CASE_STEPS, caseMoves, isOpen } from "@yuejian/oversight";
import { type RawBuilder, sql } from "kysely";
import { Type } from "typebox";
import { readCalendar } from "../../cases/index.ts";
import { visible } from "../../policy/index.ts";
import type { App } from "../app-types.ts";
import { featureGate } from "../feature-gate.ts";
import { opensNothing } from "../opening.ts";
import type { RouteContext } from "../route-context.ts";
import { caseActorOf, caseRows, casesBeyondScope, casesOf, objectFor, readableCase, visibleCases } from "../views/case-access.ts";
import { shownCase, todayOf } from "../views/cases.ts";

/** Supervision cases by stage, and where each could go from there. */
export function caseBoardRoutes(app: App, { home, services }: RouteContext): void {
  const { store, policy, clock } = services;
  const demandFeature = featureGate(services);

  app.get(
    "/api/cases/board",
    { config: { admission: "case.read" }, schema: { querystring: SupervisionBoardQuery, response: { 200: SupervisionBoardShape } } },
    async ({ caller, query: { office, line, mine, perStage = 20 } }) => {
      await demandFeature(caller, "smart-boards");
      const unopened = { opens: opensNothing, opensSealed: false, today: todayOf(clock) };
      // The few cases of a person are found by the person, not by an index of these.
      const column = (name: "office" | "business_line" | "stage") =>
        mine === true ? sql<string>`cases.${sql.ref(name)} || ''` : sql<string>`cases.${sql.ref(name)}`;
      const wanted = [
        ...(office === undefined ? [] : [sql<boolean>`${column("office")} = ${office}`]),
        ...(line === undefined ? [] : [sql<boolean>`${column("business_line")} = ${line}`]),
      ];
      const all = (...conditions: readonly RawBuilder<boolean>[]) => sql<boolean>`${sql.join([...conditions, ...wanted], sql` and `)}`;
      // In two parts without overlap, each counted in an index. Who works on a case sees it.
      const inScope = sql<boolean>`(${visible(policy.scope(caller.actor), "cases")})`;
      const isOwn = sql<boolean>`cases.id in (${casesOf(caller.actor.id)})`;
      const isBeyond = sql<boolean>`cases.id in ${casesBeyondScope(policy, caller.actor)} and not ${inScope}`;
      const parts = mine === true ? [isOwn] : [inScope, isBeyond];
      const condition = all(mine === true ? isOwn : visibleCases(policy, caller.actor));
      const counted = sql`count(*) as total, count(case when status = 'open' and due < ${unopened.today} then 1 end) as overdue`;
      const { rows: counts } = await sql<{ stage: CaseStage; total: number; overdue: number }>`
        select stage, cast(sum(total) as bigint) as total, cast(sum(overdue) as bigint) as overdue from (
          ${sql.join(
            parts.map((part) => sql`select stage, ${counted} from cases where ${all(part)} group by stage`),
            sql` union all `,
          )}
        ) as part group by stage`.execute(store.db);
      const byStage = new Map(counts.map((row) => [row.stage, row]));
      const columns = (Object.keys(CASE_STAGES) as CaseStage[]).map(async (stage) => {
        const { total = 0, overdue = 0 } = byStage.get(stage) ?? {};
        const found = caseRows(store.db).where(condition).where(column("stage"), "=", stage);
        const sorted = isOpen(stage) ? found.orderBy(sql`coalesce(cases.due, '9999')`) : found.orderBy("cases.ended_at", "desc");
        const rows = total === 0 ? [] : await sorted.orderBy("cases.id").limit(perStage).execute();
        return { stage, isOpen: isOpen(stage), total, overdue, items: rows.map((row) => shownCase(home, row, unopened).view) };
      });
      return { columns: await Promise.all(columns) };
    },
  );

  app.get(
    "/api/cases/:case/moves",
    { config: { admission: "case.read" }, schema: { params: exact({ case: Type.String() }), response: { 200: CaseMovesShape } } },
    async ({ caller, params }) => {
      const { row, state } = await readableCase(services, caller, params.case);
      const context = { actor: caseActorOf(policy, caller.actor, row), today: todayOf(clock), calendar: await readCalendar(home.folder) };
      const mayGive = (action: CaseAction) => policy.may(caller.actor, CASE_STEPS[action].right, objectFor(state, action, caller.actor));
      return { case: row.id, version: row.version, moves: caseMoves(state, context, mayGive) };
    },
  );
}
