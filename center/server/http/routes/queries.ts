import { YuejianError } from "@yuejian/contracts";
import {
  ExportBody,
  exact,
  NewSavedQueryBody,
  PageQuery,
  PastQueriesShape,
  QueryBody,
  QueryPageQuery,
  QueryPlanShape,
  QueryShape,
  type QueryStatus,
  QueryTablesShape,
  type QueryView,
  SavedQueriesShape,
  SavedQueryBody,
  SavedQueryShape,
} from "@yuejian/contracts/api";
import type { FastifyRequest } from "fastify";
import { type Static, Type } from "typebox";
import { type HeldQuery, type KeptExport, type QueryRequest, queryGround } from "../../queries/index.ts";
import type { App } from "../app-types.ts";
import { openingFor } from "../opening.ts";
import type { RouteContext } from "../route-context.ts";
import { queryDatasets, queryTables } from "../views/query-datasets.ts";

const QueryPath = exact({ query: Type.String() });
const ExportPath = exact({ export: Type.String() });
const admission = "query.run";

const MEDIA = {
  csv: "text/csv; charset=utf-8",
  ndjson: "application/x-ndjson",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const;

/** People's SELECTs over what the policy lets each of them see. */
export function queryRoutes(app: App, context: RouteContext): void {
  const { home, services } = context;
  const { store, clock, policy, queries, savedQueries } = services;

  async function requestOf(request: FastifyRequest, body: Static<typeof QueryBody> | Static<typeof ExportBody>): Promise<QueryRequest> {
    const { account, actor } = request.caller;
    const opening = await openingFor(request, services);
    const datasets = await queryDatasets(store.db, policy, actor);
    const { offices } = policy.scope(actor);
    const ground = await queryGround({ db: store.db, clock }, datasets, { offices, opening });
    return { sql: body.sql, values: body.values ?? {}, isConfirmed: body.confirmed ?? false, ground, opening, account };
  }

  app.get("/api/queries/tables", { config: { admission }, schema: { response: { 200: QueryTablesShape } } }, async ({ caller }) => {
    const datasets = await queryDatasets(store.db, policy, caller.actor);
    const items = queryTables(datasets, (office) => policy.covers(caller.actor, { office }));
    return { dialect: home.queries.dialect, items };
  });

  app.post(
    "/api/queries/estimate",
    { config: { admission }, schema: { body: QueryBody, response: { 200: QueryPlanShape } } },
    async (request) => {
      const { estimate, datasets, masked, comparedMasked } = await queries.estimate({
        ...(await requestOf(request, request.body)),
        isConfirmed: true,
      });
      return { estimate, datasets: [...datasets], masked: [...masked], comparedMasked: [...comparedMasked] };
    },
  );

  app.post(
    "/api/queries",
    { config: { admission }, schema: { body: QueryBody, response: { 202: QueryShape } } },
    async (request, reply) => {
      const { maxRows } = request.body;
      const started = queries.start(await requestOf(request, request.body), { maxRows });
      return reply.code(202).send(viewOf(started, {}));
    },
  );

  app.post(
    "/api/queries/export",
    { config: { admission: "query.export" }, schema: { body: ExportBody, response: { 202: QueryShape } } },
    async (request, reply) => {
      const started = queries.startExport(await requestOf(request, request.body), request.body.format);
      return reply.code(202).send(viewOf(started, {}));
    },
  );

  app.get(
    "/api/queries/:query",
    { config: { admission }, schema: { params: QueryPath, querystring: QueryPageQuery, response: { 200: QueryShape } } },
    ({ caller, params, query }) => viewOf(queries.get(params.query, caller.account.id), query),
  );

  app.post(
    "/api/queries/:query/cancel",
    { config: { admission }, schema: { params: QueryPath, response: { 204: Type.Null() } } },
    async ({ caller, params }, reply) => {
      queries.cancel(params.query, caller.account.id);
      return reply.code(204).send(null);
    },
  );

  app.get(
    "/api/queries",
    { config: { admission }, schema: { querystring: exact(PageQuery), response: { 200: PastQueriesShape } } },
    async ({ caller, query }) => {
      const { offset = 0, limit = 50 } = query;
      const own = store.db.selectFrom("queries").where("user", "=", caller.account.id);
      const [rows, counted] = await Promise.all([
        own.selectAll().orderBy("id", "desc").limit(limit).offset(offset).execute(),
        own.select((build) => build.fn.countAll<number>().as("total")).executeTakeFirstOrThrow(),
      ]);
      const items = rows.map(({ id, at, sql, parameters, kind, status, code, rows: found, milliseconds, purpose, export: kept }) => ({
        id,
        at,
        sql,
        values: JSON.parse(parameters) as Record<string, string | number | boolean | null>,
        kind: kind as "rows",
        status: status as QueryStatus,
        code,
        rows: found,
        seconds: milliseconds / 1000,
        purpose,
        export: kept === null ? null : (JSON.parse(kept) as KeptExport).id,
      }));
      return { items, total: counted.total, offset, limit };
    },
  );

  /** The caller's own export. EXPORT_UNKNOWN */
  async function exported(request: FastifyRequest, id: string): Promise<KeptExport> {
    const rows = await store.db
      .selectFrom("queries")
      .select("export")
      .where("user", "=", request.caller.account.id)
      .where("export", "like", `%"id":"${id.replaceAll(/[^\w]/g, "")}"%`)
      .execute();
    const kept = rows.map((row) => JSON.parse(String(row.export)) as KeptExport).find((each) => each.id === id);
    if (!kept) throw new YuejianError("EXPORT_UNKNOWN", { export: id });
    return kept;
  }

  app.get(
    "/api/exports/:export/file",
    { config: { admission: "query.export" }, schema: { params: ExportPath, response: { 200: Type.Unknown() } } },
    async (request, reply) => {
      const { id, format, sha256 } = await exported(request, request.params.export);
      void reply.type(MEDIA[format]).header("content-disposition", `attachment; filename="${id}.${format}"`);
      return reply.send((await home.files.read(sha256)).content);
    },
  );

  app.get(
    "/api/exports/:export/manifest",
    { config: { admission: "query.export" }, schema: { params: ExportPath, response: { 200: Type.Unknown() } } },
    async (request, reply) => {
      const { id, manifest } = await exported(request, request.params.export);
      void reply.type("application/json").header("content-disposition", `attachment; filename="${id}.manifest.json"`);
      return Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
    },
  );

  app.get("/api/saved-queries", { config: { admission }, schema: { response: { 200: SavedQueriesShape } } }, async ({ caller }) => ({
    items: await savedQueries.list(caller.account),
  }));

  app.post(
    "/api/saved-queries",
    { config: { admission }, schema: { body: NewSavedQueryBody, response: { 201: SavedQueryShape } } },
    async ({ caller, body }, reply) => reply.code(201).send(await savedQueries.add(body, caller.account)),
  );

  app.get(
    "/api/saved-queries/:query/versions",
    { config: { admission }, schema: { params: QueryPath, response: { 200: SavedQueriesShape } } },
    async ({ caller, params }) => ({ items: await savedQueries.versions(params.query, caller.account) }),
  );

  app.post(
    "/api/saved-queries/:query",
    { config: { admission }, schema: { params: QueryPath, body: SavedQueryBody, response: { 200: SavedQueryShape } } },
    ({ caller, params, body }) => savedQueries.change(params.query, body, caller.account),
  );

  app.post(
    "/api/saved-queries/:query/remove",
    { config: { admission }, schema: { params: QueryPath, response: { 204: Type.Null() } } },
    async ({ caller, params }, reply) => {
      await savedQueries.remove(params.query, caller.account);
      return reply.code(204).send(null);
    },
  );
}

function viewOf(query: HeldQuery, { offset = 0, limit = 100 }: Static<typeof QueryPageQuery>): QueryView {
  const { id, status, startedAt, percentage, estimate, error, snapshot, answer, export: kept } = query;
  return {
    id,
    status,
    startedAt,
    percentage,
    estimate,
    error: error && (error.toJSON() as NonNullable<QueryView["error"]>),
    snapshot,
    datasets: [...(answer?.datasets ?? [])],
    masked: [...(answer?.masked ?? [])],
    comparedMasked: [...(answer?.comparedMasked ?? [])],
    columns: [...(answer?.columns ?? [])],
    rows: (answer?.rows ?? []).slice(offset, offset + limit).map((row) => [...row]),
    offset,
    limit,
    rowCount: answer?.rowCount ?? 0,
    isTruncated: answer?.isTruncated ?? false,
    seconds: answer?.seconds ?? 0,
    export: kept && { id: kept.id, format: kept.format, size: kept.size, sha256: kept.sha256, sm3: kept.sm3 },
  };
}
