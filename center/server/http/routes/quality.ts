import {
  type DatasetSchema,
  QUALITY_SCORE_BASIS,
  type QualityCheck,
  type QualityOutcome,
  qualityCheckText,
  YuejianError,
} from "@yuejian/contracts";
import {
  exact,
  JobShape,
  NewQualityRuleBody,
  QualityHistoryShape,
  QualityQuery,
  QualityRuleIdShape,
  type QualityRuleView,
  QualityShape,
} from "@yuejian/contracts/api";
import { Type } from "typebox";
import { jobView } from "../../jobs/index.ts";
import { datasetsBehind, keptQuality, measureQuality, type QualityQuestion, rulesOf } from "../../quality/index.ts";
import type { App, Caller } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";
import { type LoadedDataset, readableDataset, readableDatasets } from "../views/datasets.ts";

const DatasetPath = exact({ dataset: Type.String() });
const RulePath = exact({ rule: Type.String() });

/** Up to so many rows a report that loads have overtaken is measured while the reader waits: its numbers lead to rows, and these are of now. */
const MEASURED_AT_ONCE = 200_000;

/** Loads that a history shows. */
const HISTORY = 60;

/** Quality of datasets: profiles and rules, over the rows that the caller may see. */
export function qualityRoutes(app: App, context: RouteContext): void {
  const { home, services, sessions } = context;
  const { clock, policy, store, qualityRules } = services;
  const loaded = (caller: Caller, id: string) => readableDataset(store.db, policy, caller.actor, id);
  const theirs = ({ batches }: LoadedDataset, caller: Caller) =>
    batches.filter((batch) => policy.covers(caller.actor, { office: batch.office }));

  /** Whose rows, and which other datasets rules may look into, where the caller may not read them all. */
  const questionOf = async (caller: Caller, schema: DatasetSchema): Promise<QualityQuestion> => {
    const { offices } = policy.scope(caller.actor);
    const behind = datasetsBehind(await rulesOf(store.db, schema)).filter((id) => id !== schema.id);
    const readable = behind.length === 0 ? [] : (await readableDatasets(store.db, policy, caller.actor)).map((each) => each.schema.id);
    const open = behind.filter((id) => readable.includes(id));
    return { dataset: schema.id, offices, ...(open.length === behind.length ? {} : { readable: open }) };
  };

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
      const question = { ...(await questionOf(caller, schema)), ...(batch === undefined ? {} : { batch }) };
      const measuring = { store, lake: home.lake, clock };
      const kept = await keptQuality(measuring, question);
      const mayStay = kept !== null && !(kept.isOutdated && kept.profile.rows <= MEASURED_AT_ONCE);
      const measured = mayStay ? kept : await measureQuality(measuring, question);
      return {
        ...measured.profile,
        score: measured.score,
        scoreBasis: QUALITY_SCORE_BASIS,
        rules: measured.outcomes.map(({ office, ...each }) => ruleView(each, schema, office)),
        measuredAt: measured.at,
        isOutdated: measured.isOutdated,
      };
    },
  );

  app.post(
    "/api/datasets/:dataset/quality/measure",
    { config: { admission: "data.read" }, schema: { params: DatasetPath, response: { 202: JobShape } } },
    async ({ caller, params }, reply) => {
      const { schema } = await loaded(caller, params.dataset);
      const { offices, readable } = await questionOf(caller, schema);
      const circle = { ...(offices === "all" ? {} : { offices }), ...(readable === undefined ? {} : { readable }) };
      const { id, office } = caller.account;
      const job = await home.work.measureQuality({ dataset: schema.id, ...circle, isAgain: true, actor: { id, office } });
      return reply.code(202).send(jobView(job));
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
