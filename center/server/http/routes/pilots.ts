import {
  EndPilotBody,
  exact,
  NewPilotBody,
  PilotComparisonQuery,
  PilotComparisonShape,
  PilotShape,
  PilotsShape,
  type PilotView,
  WithdrawPilotBody,
} from "@yuejian/contracts/api";
import { Type } from "typebox";
import { daysAfter } from "../../casework/index.ts";
import { comparisonOf, endPilot, fixPilot, readPilot, withdrawPilot } from "../../pilots/index.ts";
import { notAllowed } from "../../policy/index.ts";
import type { Row } from "../../store/index.ts";
import type { App, Caller } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";
import { todayOf } from "../views/cases.ts";

const PilotPath = exact({ pilot: Type.String() });

/** The register of pilots, and what they changed. Only for those who see all offices: it compares them. */
export function pilotRoutes(app: App, { services }: RouteContext): void {
  const { store, policy, audit, accounts, clock } = services;
  const demandCity = ({ actor }: Caller): void => {
    if (policy.scope(actor).offices !== "all") throw notAllowed("case.configure");
  };

  app.get("/api/pilots", { config: { admission: "case.read" }, schema: { response: { 200: PilotsShape } } }, async ({ caller }) => {
    demandCity(caller);
    const rows = await store.db.selectFrom("pilots").selectAll().orderBy("starts_on", "desc").orderBy("id", "desc").execute();
    const items = await viewsOf(rows);
    return { items, total: items.length, offset: 0, limit: items.length };
  });

  app.post(
    "/api/pilots",
    { config: { admission: "case.configure" }, schema: { body: NewPilotBody, response: { 201: PilotShape } } },
    async ({ caller, body }, reply) => {
      demandCity(caller);
      const row = await fixPilot(services, body, caller.account);
      await audit.record({ actor: caller.account, action: "case.configure", subject: row.id, outcome: "done", detail: "pilot fixed" });
      return reply.code(201).send(await viewOf(row));
    },
  );

  app.post(
    "/api/pilots/:pilot/withdraw",
    { config: { admission: "case.configure" }, schema: { params: PilotPath, body: WithdrawPilotBody, response: { 200: PilotShape } } },
    async ({ caller, params, body }) => {
      demandCity(caller);
      const row = await withdrawPilot(services, { id: params.pilot, reason: body.reason, account: caller.account });
      await audit.record({ actor: caller.account, action: "case.configure", subject: row.id, outcome: "done", detail: "pilot withdrawn" });
      return viewOf(row);
    },
  );

  app.post(
    "/api/pilots/:pilot/end",
    { config: { admission: "case.configure" }, schema: { params: PilotPath, body: EndPilotBody, response: { 200: PilotShape } } },
    async ({ caller, params, body }) => {
      demandCity(caller);
      const row = await endPilot(services, { id: params.pilot, reason: body.reason, account: caller.account });
      await audit.record({ actor: caller.account, action: "case.configure", subject: row.id, outcome: "done", detail: "pilot ended" });
      return viewOf(row);
    },
  );

  app.get(
    "/api/pilots/:pilot/comparison",
    {
      config: { admission: "case.read" },
      schema: { params: PilotPath, querystring: PilotComparisonQuery, response: { 200: PilotComparisonShape } },
    },
    async ({ caller, params, query }) => {
      demandCity(caller);
      const pilot = await readPilot(store.db, params.pilot);
      const asked = query.until ?? todayOf(clock);
      // From its last day on it is nobody's pilot.
      const last = pilot.ended_on === null ? asked : daysAfter(pilot.ended_on, -1);
      const until = last < asked ? last : asked;
      return { pilot: await viewOf(pilot), until, ...(await comparisonOf(store.db, pilot, until)) };
    },
  );

  async function viewOf(row: Row<"pilots">): Promise<PilotView> {
    const [view] = await viewsOf([row]);
    return view as PilotView;
  }

  async function viewsOf(rows: readonly Row<"pilots">[]): Promise<PilotView[]> {
    const names = new Map((await accounts.all()).map(({ id, display_name: name }) => [id, name]));
    const entries = rows.map(({ outbox }) => outbox);
    const stated =
      entries.length === 0 ? [] : await store.db.selectFrom("outbox").select(["id", "ledger_index"]).where("id", "in", entries).execute();
    const indexes = new Map(stated.map(({ id, ledger_index: index }) => [id, index]));
    return rows.map((row) => ({
      id: row.id,
      title: row.title,
      function: row.function,
      offices: JSON.parse(row.offices) as string[],
      source: row.source,
      startsOn: row.starts_on,
      daysBefore: row.days_before,
      horizon: row.horizon,
      feature: row.feature,
      ended: row.ended_on === null ? null : { on: row.ended_on, reason: row.end_reason ?? "" },
      fixedAt: row.fixed_at,
      fixedBy: { id: row.fixed_by, name: names.get(row.fixed_by) ?? row.fixed_by },
      withdrawn: row.withdrawn_at === null ? null : { at: row.withdrawn_at, reason: row.withdraw_reason ?? "" },
      ledgerIndex: indexes.get(row.outbox) ?? null,
    }));
  }
}
