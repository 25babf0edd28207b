import { INSTRUMENT_KINDS, type InstrumentKind, instrumentKind, YuejianError } from "@yuejian/contracts";
import {
  CaseClocksShape,
  exact,
  InstrumentKindsQuery,
  InstrumentKindsShape,
  LevelsBody,
  PageQuery,
  RecomputedShape,
  ShareBody,
  SharesShape,
} from "@yuejian/contracts/api";
import { explainClock } from "@yuejian/oversight";
import { Type } from "typebox";
import { approvalLevels, caseShares, readCalendar, recomputeClocks, setApprovalLevels, setCaseShare } from "../../cases/index.ts";
import { notAllowed } from "../../policy/index.ts";
import type { StoreTransaction } from "../../store/index.ts";
import type { App, Caller } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";
import { visibleCases } from "../views/case-access.ts";
import { todayOf } from "../views/cases.ts";

/** What the house settles for all cases, and the clocks that run in them. */
export function caseSettingRoutes(app: App, { home, services }: RouteContext): void {
  const { store, policy, audit, outbox, accounts, clock } = services;

  app.get(
    "/api/instrument-kinds",
    { config: { admission: "case.read" }, schema: { querystring: InstrumentKindsQuery, response: { 200: InstrumentKindsShape } } },
    ({ query }) => kinds(query.office ?? null),
  );

  app.post(
    "/api/instrument-kinds/:kind/levels",
    {
      config: { admission: "case.configure" },
      schema: { params: exact({ kind: Type.String() }), body: LevelsBody, response: { 200: InstrumentKindsShape } },
    },
    async ({ caller, params, body }) => {
      if (!Object.hasOwn(INSTRUMENT_KINDS, params.kind)) throw new YuejianError("NOT_FOUND", { path: params.kind });
      const { levels, office = null } = body;
      demandSetting(caller, office);
      await store.write(async (trx) => {
        await setApprovalLevels(trx, { kind: params.kind as InstrumentKind, levels, office });
        const detail = `${office ?? "all offices"}: ${levels.join(" → ") || "as the house"}`;
        await noteSetting(trx, caller, { subject: params.kind, content: { levels, ...(office === null ? {} : { office }) }, detail });
      });
      return kinds(office);
    },
  );

  app.get(
    "/api/case-shares",
    { config: { admission: "case.assign" }, schema: { querystring: InstrumentKindsQuery, response: { 200: SharesShape } } },
    ({ query }) => shares(query.office ?? null),
  );

  app.post(
    "/api/case-shares",
    { config: { admission: "case.configure" }, schema: { body: ShareBody, response: { 200: SharesShape } } },
    async ({ caller, body: { user, share, expertise = [], office = null } }) => {
      demandSetting(caller, office);
      if (!(await accounts.byId(user))) throw new YuejianError("USER_UNKNOWN", { user });
      await store.write(async (trx) => {
        await setCaseShare(trx, { office, user, own: share === null ? null : { share, expertise } });
        const detail = `${office ?? "all offices"}: ${share === null ? "as the house" : `share ${share}`} ${expertise.join(", ")}`.trim();
        await noteSetting(trx, caller, { subject: user, content: { share, expertise, ...(office === null ? {} : { office }) }, detail });
      });
      return shares(office);
    },
  );

  app.get(
    "/api/case-clocks",
    { config: { admission: "case.read" }, schema: { querystring: exact(PageQuery), response: { 200: CaseClocksShape } } },
    async ({ caller, query: { offset = 0, limit = 50 } }) => {
      const running = store.db
        .selectFrom("case_clocks")
        .innerJoin("cases", "cases.id", "case_clocks.case_id")
        .where("case_clocks.stopped_on", "is", null)
        .where(visibleCases(policy, caller.actor));
      const rows = await running
        .leftJoin("users", "users.id", "case_clocks.person")
        .selectAll("case_clocks")
        .select(["cases.number", "cases.office", "cases.stage", "users.display_name"])
        .orderBy("case_clocks.due")
        .orderBy("case_clocks.case_id")
        .orderBy("case_clocks.key")
        .limit(limit)
        .offset(offset)
        .execute();
      const { total } = await running.select((build) => build.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
      const [calendar, today] = [await readCalendar(home.folder), todayOf(clock)];
      const items = rows.map((row) => {
        const { case_id: id, number, office, stage, key, kind, rule, from_day: from, due } = row;
        const { sentence, source } = explainClock({ kind, rule, from, due }, calendar);
        return {
          case: id,
          number,
          office,
          stage,
          key,
          kind,
          rule,
          from,
          due,
          isOverdue: due < today,
          personName: row.display_name,
          sentence,
          source,
        };
      });
      return { items, total, offset, limit };
    },
  );

  app.post(
    "/api/case-clocks/recompute",
    { config: { admission: "case.configure" }, schema: { response: { 200: RecomputedShape } } },
    async ({ caller }) => {
      const done = await recomputeClocks(store, await readCalendar(home.folder));
      await audit.record({
        actor: caller.account,
        action: "case.configure",
        subject: null,
        outcome: "done",
        detail: `clocks of ${done.cases} cases, ${done.moved} moved`,
      });
      return done;
    },
  );

  /** What holds in all offices is set by who sees all of them. OFFICE_UNKNOWN, NOT_ALLOWED */
  function demandSetting({ actor }: Caller, office: string | null): void {
    if (office !== null && !home.offices.some(({ id }) => id === office)) throw new YuejianError("OFFICE_UNKNOWN", { office });
    if (office === null && policy.scope(actor).offices !== "all") throw notAllowed("case.configure");
    if (office !== null) policy.demand(actor, "case.configure", { office });
  }

  async function noteSetting(
    trx: StoreTransaction,
    { account, actor }: Caller,
    { subject, content, detail }: { subject: string; content: Readonly<Record<string, unknown>>; detail: string },
  ): Promise<void> {
    await outbox.record(trx, { type: "case-setting.changed", subject, organisation: actor.office, content: { subject, ...content } });
    await audit.recordIn(trx, { actor: account, action: "case.configure", subject, outcome: "done", detail });
  }

  async function kinds(office: string | null) {
    const set = await approvalLevels(store.db, office);
    const items = (Object.keys(INSTRUMENT_KINDS) as InstrumentKind[]).map((kind) => {
      const { zh, en, series, replyClock, urgentClock, maySue, lines } = instrumentKind(kind);
      const { levels, from: levelsFrom } = set.get(kind) ?? { levels: [], from: "kind" as const };
      return { kind, title: { zh, en }, series, replyClock, urgentClock, maySue, lines: [...lines], levels: [...levels], levelsFrom };
    });
    return { items };
  }

  async function shares(office: string | null) {
    const set = await caseShares(store.db, office);
    const names = new Map((await accounts.all()).map(({ id, display_name: name }) => [id, name]));
    const items = [...set].map(([user, { share, expertise, from }]) => ({
      user,
      name: names.get(user) ?? user,
      share,
      expertise: [...expertise],
      from,
    }));
    return { items };
  }
}
