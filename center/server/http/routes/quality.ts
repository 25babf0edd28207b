import {
  type DatasetSchema,
  QUALITY_SCORE_BASIS,
  type QualityCheck,
  type QualityOutcome,
  qualityCheckText,
  qualityScore,
  YuejianError,
} from "@yuejian/contracts";
import {
  exact,
  NewQualityRuleBody,
  QualityHistoryShape,
  QualityQuery,
  QualityRuleIdShape,
  type QualityRuleView,
  QualityShape,
} from "@yuejian/contracts/api";
import { measureRules, profile, profiledTable } from "@yuejian/data";
import { dayInChina } from "@yuejian/oversight";
import { Type } from "typebox";
import { rulesOf } from "../../quality/index.ts";
import type { App, Caller } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";
import { type LoadedDataset, readableDataset } from "../views/datasets.ts";
import { useForRules } from "../views/quality-session.ts";

const DatasetPath = exact({ dataset: Type.String() });
const RulePath = exact({ rule: Type.String() });

/** Loads that a history shows. */
const HISTORY = 60;

/** Quality of datasets: profiles and rules, over the rows that the caller may see. */
export function qualityRoutes(app: App, context: RouteContext): void {
  const { home, services, sessions } = context;
  const { clock, policy, store, qualityRules } = services;
  const loaded = (caller: Caller, id: string) => readableDataset(store.db, policy, caller.actor, id);
  const theirs = ({ batches }: LoadedDataset, caller: Caller) =>
    batches.filter((batch) => policy.covers(caller.actor, { office: batch.office }));

  app.get(
    "/api/datasets/:dataset/quality",
    {
      config: { admission: "data.read" },
      schema: { params: DatasetPath, querystring: QualityQuery, response: { 200: QualityShape } },
    },
    async ({ caller, params, query }) => {
      const dataset = await loaded(caller, params.dataset);
      const { schema } = dataset;
      const { batch } = query;
      if (batch !== undefined && !dataset.batches.some(({ id }) => id === batch)) throw new YuejianError("BATCH_UNKNOWN", { batch });
      const batches = theirs(dataset, caller).filter(({ id, retryOf }) => batch === undefined || id === batch || retryOf === batch);
      const rules = await rulesOf(store.db, schema);
      const now = clock.now();
      return useForRules(context, { caller, dataset, rules }, async (session) => {
        const of = { dataset: schema.id, batches, ...(batch === undefined ? {} : { batch }) };
        const profiled = await profile(session, home.lake, of);
        const table = profiledTable(schema.id, batch);
        const today = dayInChina(new Date(now).toISOString());
        const outcomes = await measureRules(session, { schema, table, today, rules, batches, now });
        return {
          ...profiled,
          score: qualityScore(outcomes),
          scoreBasis: QUALITY_SCORE_BASIS,
          rules: outcomes.map((each, at) => ruleView(each, schema, rules[at]?.office ?? null)),
        };
      });
    },
  );

  app.get(
    "/api/datasets/:dataset/quality/history",
    { config: { admission: "data.read" }, schema: { params: DatasetPath, response: { 200: QualityHistoryShape } } },
    async ({ caller, params }) => {
      const dataset = await loaded(caller, params.dataset);
      const batches = theirs(dataset, caller).slice(-HISTORY);
      const found =
        batches.length === 0
          ? []
          : await store.db
              .selectFrom("quality_runs")
              .selectAll()
              .where("dataset", "=", params.dataset)
              .where(
                "batch",
                "in",
                batches.map(({ id }) => id),
              )
              .execute();
      const runs = new Map(found.map((run) => [run.batch, run]));
      const items = batches.map(({ id: batch, file, createdAt }) => {
        const run = runs.get(batch);
        const outcomes = run ? (JSON.parse(run.outcomes) as QualityOutcome[]) : [];
        return {
          batch,
          fileName: file.name,
          at: run?.at ?? createdAt,
          rows: run?.rows ?? null,
          score: typeof run?.score === "number" ? run.score / 10 : null,
          rules: outcomes.map(({ rule, checked, broken, status }) => ({
            id: rule.id,
            title: qualityCheckText(rule.check, dataset.schema.columns),
            severity: rule.severity,
            checked,
            broken,
            status,
          })),
        };
      });
      return { items, scoreBasis: QUALITY_SCORE_BASIS };
    },
  );

  app.post(
    "/api/datasets/:dataset/quality/rules",
    {
      config: { admission: "quality.manage" },
      schema: { params: DatasetPath, body: NewQualityRuleBody, response: { 201: QualityRuleIdShape } },
    },
    async ({ caller, params, body }, reply) => {
      const dataset = await loaded(caller, params.dataset);
      const { schema } = dataset;
      const { severity, tolerance = 0 } = body;
      const check: QualityCheck = body.check;
      policy.demand(caller.actor, "quality.manage", { businessLines: schema.businessLines, dataClass: schema.dataClass });
      const target = check.kind === "foreign-key" ? (await loaded(caller, check.dataset)).schema : null;
      if (check.kind === "pattern") {
        const { pattern } = check;
        await sessions.use(schema, dataset.batches, policy.scope(caller.actor).offices, async (session) => {
          try {
            await session.select("SELECT regexp_full_match('', $1)", [pattern]);
          } catch (cause) {
            throw new YuejianError("QUALITY_RULE_INVALID", { reason: pattern }, { cause });
          }
        });
      }
      const { id } = await qualityRules.add({ schema, target, rule: { severity, tolerance, check } }, caller.account);
      return reply.code(201).send({ id });
    },
  );

  app.post(
    "/api/quality/rules/:rule/remove",
    { config: { admission: "quality.manage" }, schema: { params: RulePath, response: { 204: Type.Null() } } },
    async ({ caller, params }, reply) => {
      const { office, dataset } = await qualityRules.get(params.rule);
      await loaded(caller, dataset);
      policy.demand(caller.actor, "quality.manage", { office });
      await qualityRules.remove(params.rule, caller.account);
      return reply.code(204).send(null);
    },
  );
}

function ruleView({ rule, ...outcome }: QualityOutcome, schema: DatasetSchema, office: string | null): QualityRuleView {
  const { id, severity, tolerance, check } = rule;
  return {
    id,
    title: qualityCheckText(check, schema.columns),
    severity,
    tolerance,
    check: check as QualityRuleView["check"],
    office,
    ...outcome,
  };
}
