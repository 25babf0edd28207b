import { QUALITY_SCORE_BASIS, qualityCheckText, qualityScore, YuejianError } from "@yuejian/contracts";
import { exact, QualityQuery, type QualityRuleView, QualityShape } from "@yuejian/contracts/api";
import { measureRules, profile, profiledTable } from "@yuejian/data";
import { dayInChina } from "@yuejian/oversight";
import { Type } from "typebox";
import { rulesOf } from "../../quality/index.ts";
import type { App } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";
import { readableDataset } from "../views/datasets.ts";

const DatasetPath = exact({ dataset: Type.String() });

/** Quality of datasets: profiles and rules, over the rows that the caller may see. */
export function qualityRoutes(app: App, { home, services, sessions }: RouteContext): void {
  const { clock, policy, store } = services;

  app.get(
    "/api/datasets/:dataset/quality",
    {
      config: { admission: "data.read" },
      schema: { params: DatasetPath, querystring: QualityQuery, response: { 200: QualityShape } },
    },
    async ({ caller, params, query }) => {
      const { schema, batches } = await readableDataset(store.db, policy, caller.actor, params.dataset);
      const theirs = batches.filter((batch) => policy.covers(caller.actor, { office: batch.office }));
      const { batch } = query;
      if (batch !== undefined && !batches.some(({ id }) => id === batch)) throw new YuejianError("BATCH_UNKNOWN", { batch });
      const rules = rulesOf(schema);
      const now = clock.now();
      return sessions.use(schema, batches, policy.scope(caller.actor).offices, async (session) => {
        const profiled = await profile(session, home.lake, {
          dataset: schema.id,
          batches: theirs,
          ...(batch === undefined ? {} : { batch }),
        });
        const table = profiledTable(schema.id, batch);
        const outcomes = await measureRules(session, {
          schema,
          table,
          today: dayInChina(new Date(now).toISOString()),
          rules,
          batches: theirs,
          now,
        });
        return {
          ...profiled,
          score: qualityScore(outcomes),
          scoreBasis: QUALITY_SCORE_BASIS,
          rules: outcomes.map(({ rule: { id, severity, tolerance, check }, ...outcome }, at) => ({
            id,
            title: qualityCheckText(check, schema.columns),
            severity,
            tolerance,
            check: check as QualityRuleView["check"],
            office: rules[at]?.office ?? null,
            ...outcome,
          })),
        };
      });
    },
  );
}
