import { YuejianError } from "@yuejian/contracts";
import { DatasetShape, DatasetsShape, exact, QuarantinePageShape, QuarantineQuery, RecordsShape, RowsQuery } from "@yuejian/contracts/api";
import { breakingRows, hasShape, type LakeSession, profiledTable } from "@yuejian/data";
import { dayInChina } from "@yuejian/oversight";
import { type Static, Type } from "typebox";
import { isPersonal } from "../../policy/index.ts";
import { type DatasetRule, ruleNamed, rulesOf } from "../../quality/index.ts";
import type { App, Caller } from "../app-types.ts";
import { openingFor } from "../opening.ts";
import type { RouteContext } from "../route-context.ts";
import { batchViews, datasetSummary, type LoadedDataset, readableDataset, readableDatasets } from "../views/datasets.ts";
import { useForRules } from "../views/quality-session.ts";
import { quarantineView, recordView } from "../views/records.ts";

const DatasetPath = exact({ dataset: Type.String() });

export function dataRoutes(app: App, context: RouteContext): void {
  const { home, services, sessions } = context;
  const { store, policy, audit } = services;
  const loaded = (caller: Caller, id: string) => readableDataset(store.db, policy, caller.actor, id);
  const officesOf = (caller: Caller) => policy.scope(caller.actor).offices;
  const countRows = ({ schema, batches }: LoadedDataset, caller: Caller) =>
    batches.length === 0 ? 0 : sessions.use(schema, batches, officesOf(caller), (session) => session.count(schema.id));
  /** Batches of the caller's offices: what is set aside has no office column yet. */
  const theirBatches = ({ batches }: LoadedDataset, caller: Caller) =>
    batches.filter((batch) => policy.covers(caller.actor, { office: batch.office }));

  app.get("/api/datasets", { config: { admission: "data.read" }, schema: { response: { 200: DatasetsShape } } }, async ({ caller }) => {
    const datasets = await readableDatasets(store.db, policy, caller.actor);
    const items = await Promise.all(datasets.map(async (each) => datasetSummary(each, await countRows(each, caller))));
    return { items, total: items.length, offset: 0, limit: items.length };
  });

  app.get(
    "/api/datasets/:dataset",
    { config: { admission: "data.read" }, schema: { params: DatasetPath, response: { 200: DatasetShape } } },
    async ({ caller, params }) => {
      const dataset = await loaded(caller, params.dataset);
      const columns = dataset.schema.columns.map(({ name, title, type, semantic, dataClass, required }) => ({
        name,
        title,
        type,
        semantic,
        dataClass,
        required: required ?? false,
      }));
      return {
        summary: datasetSummary(dataset, await countRows(dataset, caller)),
        columns,
        recordKey: [...(dataset.schema.recordKey ?? [])],
        batches: await batchViews(store.db, theirBatches(dataset, caller)),
      };
    },
  );

  app.get(
    "/api/datasets/:dataset/rows",
    { config: { admission: "data.read" }, schema: { params: DatasetPath, querystring: RowsQuery, response: { 200: RecordsShape } } },
    async (request) => {
      const { caller, params, query } = request;
      const dataset = await loaded(caller, params.dataset);
      const { schema } = dataset;
      const opening = await openingFor(request, services);
      demandAskable(dataset, query, opening?.lead?.subject ?? null);
      const { offset = 0, limit = 50, rule, shape: _shape, ...filter } = query;
      const named = rule === undefined ? null : ruleNamed(await rulesOf(store.db, schema), rule);
      const found = await useForRules(context, { caller, dataset, rules: named ? [named] : [] }, (session) =>
        session.rows({
          ...filter,
          ...conditionOf(dataset, { ...query, rule: named, now: services.clock.now(), dialect: session.dialect }),
          dataset: schema.id,
          offset,
          limit,
        }),
      );
      const shown = found.items.map((row) => recordView(dataset, row, opening));
      const opened = shown.filter((each) => each.opened.length > 0);
      await opening?.note({
        subject: schema.id,
        references: opened.map((each) => each.view.ref),
        columns: opened.flatMap((each) => each.opened),
      });
      if (isPersonal(schema.dataClass)) {
        const asked = [
          query.batch,
          query.column,
          query.equals === undefined ? undefined : "equals",
          query.shape === undefined ? undefined : "shape",
          query.rule,
        ]
          .filter((each) => each !== undefined)
          .join(" ");
        await audit.record({
          actor: caller.account,
          action: "data.read",
          subject: schema.id,
          purpose: opening?.purpose ?? null,
          outcome: "done",
          detail: `rows ${asked} ${found.total} found`,
        });
      }
      return { items: shown.map((each) => each.view), total: found.total, offset, limit };
    },
  );

  app.get(
    "/api/datasets/:dataset/quarantine",
    {
      config: { admission: "data.read" },
      schema: { params: DatasetPath, querystring: QuarantineQuery, response: { 200: QuarantinePageShape } },
    },
    async (request) => {
      const { caller, params, query } = request;
      const dataset = await loaded(caller, params.dataset);
      const opening = await openingFor(request, services);
      const { offset = 0, limit = 50, ...filter } = query;
      const found = await home.lake.quarantine(theirBatches(dataset, caller), { ...filter, offset, limit });
      const shown = found.items.map((row) => quarantineView(dataset, row, opening));
      const opened = shown.filter((each) => each.opened.length > 0);
      if (opening?.batch) {
        await opening.note({
          subject: opening.batch,
          references: opened.map(({ view }) => `${view.batch}:${view.row}`),
          columns: opened.flatMap((each) => each.opened),
        });
      }
      return { items: shown.map((each) => each.view), total: found.total, offset, limit };
    },
  );
}

/** What is asked about quality, as SQL. QUALITY_RULE_INVALID */
function conditionOf(
  { schema }: LoadedDataset,
  {
    column,
    shape,
    rule,
    batch,
    now,
    dialect,
  }: Omit<Static<typeof RowsQuery>, "rule"> & {
    readonly rule: DatasetRule | null;
    readonly now: number;
    readonly dialect: LakeSession["dialect"];
  },
): { condition?: string } {
  const named = schema.columns.find((each) => each.name === column);
  const parts: string[] = [];
  if (named?.type === "text" && shape !== undefined) parts.push(hasShape(named, shape, dialect));
  if (rule) {
    const ground = { schema, table: profiledTable(schema.id, batch), today: dayInChina(now), dialect };
    parts.push(breakingRows(rule, ground) ?? "false");
  }
  return parts.length === 0 ? {} : { condition: parts.join(" AND ") };
}

/** A filter on the values of a closed column would confirm guesses about people: it needs a purpose, and only for its subject. */
function demandAskable({ schema }: LoadedDataset, query: Static<typeof RowsQuery>, subject: string | null): void {
  if (query.column === undefined) return;
  const column = schema.columns.find((each) => each.name === query.column);
  if (!column)
    throw new YuejianError("REQUEST_INVALID", {
      where: "query.column",
      reason: query.column,
      reason_zh: `没有列 ${query.column}`,
      reason_en: `there is no column ${query.column}`,
    });
  if (
    column.dataClass === "sealed" ||
    (isPersonal(column.dataClass) && (query.shape !== undefined || (query.equals !== undefined && query.equals !== subject)))
  )
    throw new YuejianError("PURPOSE_NEEDED");
}
