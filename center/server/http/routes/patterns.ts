import { YuejianError } from "@yuejian/contracts";
import {
  exact,
  JobShape,
  PatternDecisionBody,
  PatternDetailShape,
  PatternProposalBody,
  PatternProposedShape,
  PatternSearchBody,
  PatternsQuery,
  PatternsShape,
  RuleCauseBody,
  RuleCauseShape,
  RuleCausesShape,
  type RuleCauseView,
} from "@yuejian/contracts/api";
import { Type } from "typebox";
import { changeCase, previewCase } from "../../cases/index.ts";
import { judgePattern, type PatternNames, type PatternNumbers, readPattern, rowsOf, setCause } from "../../governance/index.ts";
import { jobView } from "../../jobs/index.ts";
import type { Row } from "../../store/index.ts";
import type { App, Caller } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";
import { admittedOrder } from "../views/case-orders.ts";
import { newestSearch, patternDetail, patternView, searchViews, seesPattern } from "../views/patterns.ts";

const PatternPath = exact({ pattern: Type.String() });
const MONTHS = 24;

/** Patterns of rules, causes, places, authorities and times. People decide what becomes of them. */
export function patternRoutes(app: App, context: RouteContext): void {
  const { home, services } = context;
  const { store, policy, audit, accounts } = services;
  const names: PatternNames = { offices: home.offices, manifestOf: (rule) => home.models.get(rule)?.manifest ?? null };

  app.get(
    "/api/patterns",
    { config: { admission: "pattern.read" }, schema: { querystring: PatternsQuery, response: { 200: PatternsShape } } },
    async ({ caller, query }) => {
      const { offset = 0, limit = 50, status, past } = query;
      const newest = await newestSearch(store.db);
      const all = await store.db
        .selectFrom("patterns")
        .selectAll()
        .$if(status !== undefined, (found) => found.where("status", "=", status as Row<"patterns">["status"]))
        .$if(past !== true, (found) => found.where("search", "=", newest ?? ""))
        .execute();
      const rows = all
        .filter((row) => seesPattern(policy, caller.actor, row))
        .toSorted((one, other) => adjustedOf(one) - adjustedOf(other));
      const shown = rows.slice(offset, offset + limit);
      const searches = await searchViews(store.db, [...shown.map(({ search }) => search), ...(newest === null ? [] : [newest])]);
      return {
        items: shown.flatMap((row) => {
          const search = searches.get(row.search);
          return search ? [patternView(names, row, { search, newest })] : [];
        }),
        total: rows.length,
        offset,
        limit,
        search: newest === null ? null : (searches.get(newest) ?? null),
      };
    },
  );

  app.post(
    "/api/patterns/searches",
    { config: { admission: "pattern.search" }, schema: { body: PatternSearchBody, response: { 202: JobShape } } },
    async ({ caller, body }, reply) => {
      const job = await home.work.findPatterns({ months: body.months ?? MONTHS, actor: caller.actor });
      await noted(caller, "pattern.search", null, `over ${body.months ?? MONTHS} months`);
      return reply.code(202).send(jobView(job));
    },
  );

  app.get(
    "/api/patterns/:pattern",
    { config: { admission: "pattern.read" }, schema: { params: PatternPath, response: { 200: PatternDetailShape } } },
    async ({ caller, params }) => detailOf(caller, await seen(caller, params.pattern)),
  );

  for (const action of ["dismiss", "reopen"] as const)
    app.post(
      `/api/patterns/:pattern/${action}`,
      {
        config: { admission: "pattern.decide" },
        schema: { params: PatternPath, body: PatternDecisionBody, response: { 200: PatternDetailShape } },
      },
      async ({ caller, params, body }) => {
        const { id } = await seen(caller, params.pattern);
        const row = await judgePattern(home, { pattern: id, action, ...body, account: caller.account });
        await noted(caller, "pattern.decide", id, action);
        return detailOf(caller, row);
      },
    );

  app.post(
    "/api/patterns/:pattern/propose",
    {
      config: { admission: "pattern.read" },
      schema: { params: PatternPath, body: PatternProposalBody, response: { 200: PatternProposedShape } },
    },
    async ({ caller, params, body }) => {
      const { id } = await seen(caller, params.pattern);
      const { into, draft, reason, version } = body;
      if (draft === null && body.merge.length === 0)
        throw new YuejianError("REQUEST_INVALID", {
          where: "body",
          reason: "neither a merge nor a draft",
          reason_zh: "既没有要合并的案件，也没有文书草稿",
          reason_en: "neither a merge nor a draft",
        });
      // What cannot be drafted is refused before anything is merged: a merge cannot be taken back.
      if (draft !== null) await previewCase(store.db, home, await admittedOrder(context, caller, { ...into, command: draft }));
      const [merged, refused]: [string[], { case: string; text: { zh: string; en: string } }[]] = [[], []];
      for (const each of body.merge.filter((other) => other.case !== into.case)) {
        try {
          const command = { action: "merge", into: into.case, reason } as const;
          await changeCase(home, await admittedOrder(context, caller, { ...each, command }));
          await noted(caller, "case.transfer", each.case, `merge into ${into.case}, for pattern ${id}`);
          merged.push(each.case);
        } catch (cause) {
          if (!(cause instanceof YuejianError)) throw cause;
          refused.push({ case: each.case, text: { zh: cause.textFor("zh"), en: cause.textFor("en") } });
        }
      }
      if (draft !== null) {
        await changeCase(
          home,
          await admittedOrder(context, caller, { case: into.case, version: into.version + merged.length, command: draft }),
        );
        await noted(caller, "case.handle", into.case, `draft, for pattern ${id}`);
      }
      const row = await judgePattern(home, { pattern: id, version, action: "propose", reason, case: into.case, account: caller.account });
      await noted(caller, "pattern.decide", id, `proposed in ${into.case}, ${merged.length} merged, ${refused.length} refused`);
      return { pattern: await viewOf(row), case: into.case, merged, refused };
    },
  );

  app.get("/api/pattern-causes", { config: { admission: "pattern.read" }, schema: { response: { 200: RuleCausesShape } } }, async () => ({
    items: await causes(),
  }));

  app.post(
    "/api/pattern-causes/:rule",
    {
      config: { admission: "pattern.decide" },
      schema: { params: exact({ rule: Type.String() }), body: RuleCauseBody, response: { 200: RuleCauseShape } },
    },
    async ({ caller, params: { rule }, body }) => {
      const model = home.models.get(rule);
      if (!model) throw new YuejianError("MODEL_UNKNOWN", { model: rule });
      policy.demand(caller.actor, "pattern.decide", { businessLines: [model.manifest.businessLine] });
      await setCause(home, { ...body, rule, account: caller.account });
      await noted(caller, "pattern.decide", rule, `cause ${body.cause ?? "none"}`);
      return (await causes()).find((each) => each.rule === rule);
    },
  );

  /** A pattern that may not be seen is answered like one that does not exist. */
  async function seen(caller: Caller, id: string): Promise<Row<"patterns">> {
    const row = await readPattern(store.db, id);
    if (!seesPattern(policy, caller.actor, row)) throw new YuejianError("PATTERN_UNKNOWN", { pattern: id });
    return row;
  }

  async function detailOf({ actor }: Caller, row: Row<"patterns">) {
    const nameOf = new Map((await accounts.all()).map(({ id, display_name: name }) => [id, name]));
    return patternDetail({ db: store.db, policy, actor, names, nameOf }, row, await rowsOf(store.db, row, policy.scope(actor)));
  }

  async function viewOf(row: Row<"patterns">) {
    const search = (await searchViews(store.db, [row.search])).get(row.search);
    if (!search) throw new TypeError("a pattern has its search");
    return patternView(names, row, { search, newest: await newestSearch(store.db) });
  }

  async function causes(): Promise<RuleCauseView[]> {
    const known = new Map((await store.db.selectFrom("rule_causes").selectAll().execute()).map((row) => [row.rule, row]));
    return [...home.models.values()].map(({ manifest: { id, title } }) => {
      const row = known.get(id);
      return { rule: id, title, version: row?.version ?? 0, cause: row?.cause ?? null, setAt: row?.at ?? null };
    });
  }

  function noted(caller: Caller, action: string, subject: string | null, detail: string): Promise<void> {
    return audit.record({ actor: caller.account, action, subject, outcome: "done", detail });
  }
}

const adjustedOf = ({ content }: Row<"patterns">): number => (JSON.parse(content) as PatternNumbers).adjusted;
