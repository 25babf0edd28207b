import type { CaseAction } from "@yuejian/contracts";
import { CaseMovesShape, exact, SupervisionBoardQuery, SupervisionBoardShape } from "@yuejian/contracts/api";
import { CASE_STEPS, caseMoves } from "@yuejian/oversight";
import { Type } from "typebox";
import { readCalendar } from "../../cases/index.ts";
import type { App } from "../app-types.ts";
import { featureGate } from "../feature-gate.ts";
import { opensNothing } from "../opening.ts";
import type { RouteContext } from "../route-context.ts";
import { type CaseRow, caseActorOf, objectFor, readableCase } from "../views/case-access.ts";
import { caseBoard } from "../views/case-board.ts";
import { shownCase, todayOf } from "../views/cases.ts";

/** Supervision cases by stage, and where each could go from there. */
export function caseBoardRoutes(app: App, { home, services }: RouteContext): void {
  const { store, policy, clock, shared } = services;
  const demandFeature = featureGate(services);

  app.get(
    "/api/cases/board",
    { config: { admission: "case.read" }, schema: { querystring: SupervisionBoardQuery, response: { 200: SupervisionBoardShape } } },
    async ({ caller, query }) => {
      await demandFeature(caller, "smart-boards");
      const unopened = { opens: opensNothing, opensSealed: false, today: todayOf(clock) };
      const viewOf = (row: CaseRow) => shownCase(home, row, unopened).view;
      return { columns: await caseBoard({ db: store.db, policy, shared, actor: caller.actor, today: unopened.today, viewOf }, query) };
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
