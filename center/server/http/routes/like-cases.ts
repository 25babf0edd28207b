import { YuejianError } from "@yuejian/contracts";
import {
  ChargesBody,
  ChargesShape,
  exact,
  JobShape,
  JudgmentImportBody,
  JudgmentImportsQuery,
  JudgmentImportsShape,
  JudgmentShape,
  LikeCasesBody,
  LikeCasesShape,
} from "@yuejian/contracts/api";
import { Type } from "typebox";
import { jobView } from "../../jobs/index.ts";
import { createCaseShelves, findLikeCases, judgmentImportView, judgmentView, suggestChargesOf } from "../../like-cases/index.ts";
import { within } from "../../policy/index.ts";
import type { App } from "../app-types.ts";
import { allowedPath } from "../intake-path.ts";
import type { RouteContext } from "../route-context.ts";
import { todayOf } from "../views/cases.ts";

/** Charges that a text of facts may be about, and cases like it. */
export function likeCaseRoutes(app: App, { home, services, intakeFolders }: RouteContext): void {
  const { store, policy, audit, clock, laws: library } = services;
  const shelfOf = createCaseShelves(store, library);

  app.post(
    "/api/laws/charges",
    { config: { admission: "law.read" }, schema: { body: ChargesBody, response: { 200: ChargesShape } } },
    ({ body }) => suggestChargesOf(library, body, todayOf(clock)),
  );

  app.post(
    "/api/like-cases",
    { config: { admission: "judgment.read" }, schema: { body: LikeCasesBody, response: { 200: LikeCasesShape } } },
    async ({ caller, body }) => {
      const answer = await findLikeCases(await shelfOf(policy.scope(caller.actor)), body);
      await audit.record({
        actor: caller.account,
        action: "judgment.read",
        subject: "like-cases",
        outcome: "done",
        detail: `${answer.compared} compared, ${answer.results.length} shown`,
      });
      return answer;
    },
  );

  app.get(
    "/api/judgments/:judgment",
    {
      config: { admission: "judgment.read" },
      schema: { params: exact({ judgment: Type.String({ maxLength: 64 }) }), response: { 200: JudgmentShape } },
    },
    async ({ caller, params: { judgment } }) => {
      const row = await store.db
        .selectFrom("judgments")
        .selectAll()
        .where("id", "=", judgment)
        .where(within("judgments.office", policy.scope(caller.actor).offices))
        .executeTakeFirst();
      if (!row) throw new YuejianError("JUDGMENT_UNKNOWN", { judgment });
      await audit.record({ actor: caller.account, action: "judgment.read", subject: judgment, outcome: "done", detail: "opened" });
      return judgmentView(row);
    },
  );

  app.post(
    "/api/judgments/imports",
    { config: { admission: "judgment.import", localOnly: true }, schema: { body: JudgmentImportBody, response: { 202: JobShape } } },
    async ({ caller, body: { path: given, sheet } }, reply) => {
      const path = await allowedPath(given, intakeFolders);
      const job = await home.work.importJudgments({ path, sheet, actor: caller.actor });
      await audit.record({ actor: caller.account, action: "judgment.import", subject: job.id, outcome: "done", detail: "import queued" });
      return reply.code(202).send(jobView(job));
    },
  );

  app.get(
    "/api/judgments/imports",
    { config: { admission: "judgment.read" }, schema: { querystring: JudgmentImportsQuery, response: { 200: JudgmentImportsShape } } },
    async ({ caller, query: { offset = 0, limit = 50 } }) => {
      const mine = within("judgment_imports.office", policy.scope(caller.actor).offices);
      const rows = await store.db
        .selectFrom("judgment_imports")
        .selectAll()
        .where(mine)
        .orderBy("id", "desc")
        .limit(limit)
        .offset(offset)
        .execute();
      const { total } = await store.db
        .selectFrom("judgment_imports")
        .where(mine)
        .select((build) => build.fn.countAll<number>().as("total"))
        .executeTakeFirstOrThrow();
      return { items: rows.map(judgmentImportView), total, offset, limit };
    },
  );
}
