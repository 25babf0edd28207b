import { RETENTION_ACTIONS, type RetentionAction, type RetentionBasis, rowRef, YuejianError } from "@yuejian/contracts";
import {
  DeletionBody,
  DeletionJournalShape,
  type DeletionOrderBody,
  type DeletionPlan,
  DeletionPlanShape,
  type DeletionRunDetail,
  DeletionRunDetailShape,
  type DeletionRunView,
  type DeletionView,
  exact,
  JobShape,
  RepeatedShape,
  RetentionRuleBody,
  RetentionRuleShape,
  type RetentionRules,
  RetentionRulesShape,
  type RetentionRuleView,
} from "@yuejian/contracts/api";
import { Type } from "typebox";
import { jobView } from "../../jobs/index.ts";
import { isPersonal } from "../../policy/index.ts";
import {
  type DeletionRequest,
  type DeletionResult,
  deletionJournal,
  endRule,
  type KeptRule,
  orderDeletion,
  planDeletion,
  readDeletions,
  readRules,
  readRun,
  repeatDeletions,
  ruleFor,
  setRule,
} from "../../retention/index.ts";
import type { Row } from "../../store/index.ts";
import { readSchemas } from "../../work/index.ts";
import type { App, Caller } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";

const RUNS = 50;
const DELETIONS = 200;

/** How long records of the lake are kept, and what was deleted of them. No answer holds a value of a record. */
export function recordRetentionRoutes(app: App, { home, services }: RouteContext): void {
  const { store, audit, accounts } = services;

  app.get(
    "/api/retention/rules",
    { config: { admission: "retention.read" }, schema: { response: { 200: RetentionRulesShape } } },
    async (): Promise<RetentionRules> => {
      const [rules, runs, names, schemas] = await Promise.all([
        readRules(store.db),
        store.db.selectFrom("deletion_runs").selectAll().orderBy("id", "desc").limit(RUNS).execute(),
        namesOf(),
        readSchemas(store.db),
      ]);
      const views: RetentionRuleView[] = [];
      for (const rule of rules) views.push(await ruleView(rule, names));
      return {
        rules: views,
        runs: runs.map((run) => runView(run, names)),
        datasets: [...schemas.values()].map(({ id, title, dataClass, columns, recordKey = [] }) => ({
          dataset: id,
          title,
          dataClass,
          dates: columns.filter(({ type }) => type === "date").map(({ name, title: words }) => ({ name, title: words })),
          personal: columns
            .filter((column) => isPersonal(column.dataClass) && !recordKey.includes(column.name))
            .map(({ name, title: words }) => ({ name, title: words })),
        })),
      };
    },
  );

  app.post(
    "/api/retention/rules",
    { config: { admission: "retention.manage" }, schema: { body: RetentionRuleBody, response: { 200: RetentionRuleShape } } },
    async ({ caller, body }) => {
      const { id, ...rule } = body;
      const kept = await setRule(home, {
        id,
        rule,
        schemas: await readSchemas(store.db),
        actor: caller.actor,
      });
      await noted(caller, "retention.manage", kept.id, `version ${kept.version}`);
      return ruleView(kept, await namesOf());
    },
  );

  app.post(
    "/api/retention/rules/:rule/end",
    {
      config: { admission: "retention.manage" },
      schema: { params: exact({ rule: Type.String() }), response: { 200: RetentionRuleShape } },
    },
    async ({ caller, params }) => {
      const kept = await endRule(home, { id: params.rule, actor: caller.actor });
      await noted(caller, "retention.manage", kept.id, "ended");
      return ruleView(kept, await namesOf());
    },
  );

  app.post(
    "/api/retention/plan",
    { config: { admission: "retention.read" }, schema: { body: DeletionBody, response: { 200: DeletionPlanShape } } },
    async ({ caller, body, raw }): Promise<DeletionPlan> => {
      const order = orderOf(body);
      const abort = new AbortController();
      const cancel = () => abort.abort();
      raw.socket?.once("close", cancel);
      const planned = await planDeletion(home, order, abort.signal).finally(() => raw.socket?.off("close", cancel));
      const schemas = await readSchemas(store.db);
      await noted(caller, "retention.read", order.rule ?? order.request?.batch ?? null, `${planned.length} datasets`);
      return {
        datasets: planned.map((each) => ({
          ...each,
          title: schemas.get(each.dataset)?.title ?? { zh: each.dataset, en: each.dataset },
        })) as never,
      };
    },
  );

  app.post(
    "/api/retention/deletions",
    { config: { admission: "retention.apply" }, schema: { body: DeletionBody, response: { 202: JobShape } } },
    async ({ caller, body }, reply) => {
      const { run, job } = await orderDeletion(home, { ...orderOf(body), actor: caller.actor });
      await noted(caller, "retention.apply", run, body.rule ?? (body.request ? "request" : "all automatic rules"));
      return reply.code(202).send(jobView(job));
    },
  );

  app.get(
    "/api/retention/journal",
    {
      config: { admission: "retention.read" },
      schema: { querystring: exact({ since: Type.Optional(Type.String({ maxLength: 40 })) }), response: { 200: DeletionJournalShape } },
    },
    async ({ caller, query }) => {
      const deletions = await deletionJournal(store.db, query.since ?? "");
      await noted(caller, "retention.read", null, `journal of ${deletions.length} deletions`);
      return { home: home.id, writtenAt: new Date(services.clock.now()).toISOString(), deletions };
    },
  );

  app.post(
    "/api/retention/repeat",
    { config: { admission: "retention.apply" }, schema: { body: DeletionJournalShape, response: { 202: RepeatedShape } } },
    async ({ caller, body }, reply) => {
      if (body.home !== home.id) throw new YuejianError("RETENTION_OF_ANOTHER", { home: body.home });
      const { run, ...ordered } = await repeatDeletions(home, { deletions: body.deletions, actor: caller.actor });
      await noted(caller, "retention.apply", run, `repeats ${ordered.repeated} deletions of a journal of ${body.writtenAt}`);
      return reply.code(202).send(ordered);
    },
  );

  app.get(
    "/api/retention/deletions/:run",
    {
      config: { admission: "retention.read" },
      schema: { params: exact({ run: Type.String() }), response: { 200: DeletionRunDetailShape } },
    },
    async ({ params }): Promise<DeletionRunDetail> => {
      const run = await readRun(store.db, params.run);
      const names = await namesOf();
      const { items, total } = await readDeletions(store.db, { run: run.id, limit: DELETIONS, offset: 0 });
      return { run: runView(run, names), deletions: items.map((row) => deletionView(row, names)), total };
    },
  );

  async function namesOf(): Promise<ReadonlyMap<string, string>> {
    return new Map((await accounts.all()).map(({ id, display_name: name }) => [id, name]));
  }

  function noted(
    { account }: Caller,
    action: "retention.read" | "retention.manage" | "retention.apply",
    subject: string | null,
    detail: string,
  ) {
    return audit.record({ actor: account, action, subject, outcome: "done", detail });
  }

  async function ruleView(rule: KeptRule, names: ReadonlyMap<string, string>): Promise<RetentionRuleView> {
    const { setBy, ...rest } = rule;
    const all = await readRules(store.db);
    const datasets = [...(await readSchemas(store.db)).values()]
      .filter((schema) => ruleFor(all, schema)?.id === rule.id)
      .map(({ id }) => id);
    return { ...rest, columns: [...rest.columns], setByName: names.get(setBy) ?? "", datasets };
  }
}

function orderOf({ rule, request }: DeletionOrderBody): { rule: string | null; request: DeletionRequest | null } {
  const isOne = request === undefined || (rule === undefined && (request.refs === undefined) !== (request.batch === undefined));
  if (!isOne)
    throw new YuejianError("REQUEST_INVALID", {
      where: "body",
      reason: "rule, or request with refs or batch",
      reason_zh: "应给出规则，或者申请（记录或批次之一）",
      reason_en: "give a rule, or a request with either refs or a batch",
    });
  return { rule: rule ?? null, request: (request as DeletionRequest | undefined) ?? null };
}

function runView(run: Row<"deletion_runs">, names: ReadonlyMap<string, string>): DeletionRunView {
  const result = run.result === null ? null : (JSON.parse(run.result) as DeletionResult);
  const request = run.request === null ? null : (JSON.parse(run.request) as DeletionRequest);
  return {
    id: run.id,
    rule: run.rule,
    isRequest: request !== null,
    reason: request?.reason ?? null,
    byName: names.get(run.actor) ?? "",
    at: run.at,
    job: run.job,
    finishedAt: run.finished_at,
    deleted: result?.deleted ?? 0,
    redacted: result?.redacted ?? 0,
    quarantined: result?.quarantined ?? 0,
    batches: result?.batches ?? 0,
    files: result?.files ?? 0,
    held: [...(result?.held ?? [])],
  };
}

function deletionView(
  row: Row<"row_deletions"> & { readonly ledger_index: number | null },
  names: ReadonlyMap<string, string>,
): DeletionView {
  return {
    id: row.id,
    run: row.run,
    batch: row.batch,
    dataset: row.dataset,
    action: (row.action in RETENTION_ACTIONS ? row.action : "delete") as RetentionAction,
    columns: JSON.parse(row.columns) as string[],
    rule: row.rule,
    ruleVersion: row.rule_version,
    title: row.title,
    basis: JSON.parse(row.basis) as RetentionBasis,
    reason: row.reason,
    byName: names.get(row.actor) ?? "",
    at: row.at,
    rows: row.row_count,
    quarantined: row.quarantined,
    firstRef: row.first_row === 0 ? null : rowRef(row.batch, row.first_row),
    entry: row.ledger_index,
  };
}
