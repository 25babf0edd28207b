import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { type SourceKind, type SourceSettings, YuejianError } from "@yuejian/contracts";
import {
  ChangeSourceBody,
  exact,
  JobShape,
  NewSourceBody,
  SourceAlertsQuery,
  SourceAlertsShape,
  SourceLoadsQuery,
  SourceLoadsShape,
  SourceLookBody,
  SourceLookShape,
  SourceSettingsShapes,
  SourceShape,
  SourcesShape,
} from "@yuejian/contracts/api";
import { connectorOf, inferContract } from "@yuejian/data";
import { Type } from "typebox";
import { jobView } from "../../jobs/index.ts";
import { within } from "../../policy/index.ts";
import { readSecret, type Source, viewAlert, viewLoads, viewSource } from "../../sources/index.ts";
import type { App, Caller } from "../app-types.ts";
import { allowedPath } from "../intake-path.ts";
import { intakeTarget } from "../intake-target.ts";
import type { RouteContext } from "../route-context.ts";
import { validatorOf } from "../validation.ts";

const SourcePath = exact({ source: Type.String() });
const LOOK_ROWS = 1000;
const LOOK_MS = 60_000;

const checkSettings = {
  folder: validatorOf(SourceSettingsShapes.folder, "body"),
  postgres: validatorOf(SourceSettingsShapes.postgres, "body"),
  mysql: validatorOf(SourceSettingsShapes.mysql, "body"),
  http: validatorOf(SourceSettingsShapes.http, "body"),
} as const satisfies Record<SourceKind, unknown>;

/** Systems that deliver: who may read data sees them, who may set them up sees where they are. A secret is never part of an answer. */
export function sourceRoutes(app: App, { home, services, intakeFolders }: RouteContext): void {
  const { audit, policy, sources, store } = services;
  const demandIntake = intakeTarget(home, policy);
  const maySee = ({ actor }: Caller, { office }: Pick<Source, "office">) => policy.may(actor, "data.read", { office });
  const objectOf = ({ office, dataset }: Pick<Source, "office" | "dataset">) => {
    const schema = home.schemas.get(dataset);
    return { office, ...(schema ? { businessLines: schema.businessLines, dataClass: schema.dataClass } : {}) };
  };
  const view = (source: Source, { actor }: Caller) =>
    viewSource(store.db, source, {
      now: services.clock.now(),
      mayManage: policy.may(actor, "source.manage", objectOf(source)),
      mayRun: policy.may(actor, "data.intake", objectOf(source)),
    });

  async function seen(id: string, caller: Caller): Promise<Source> {
    const source = await sources.get(id);
    if (!maySee(caller, source)) throw new YuejianError("SOURCE_UNKNOWN", { source: id });
    return source;
  }

  async function managed(id: string, caller: Caller): Promise<Source> {
    const source = await seen(id, caller);
    policy.demand(caller.actor, "source.manage", objectOf(source));
    return source;
  }

  /** A path on this machine is named by callers on this machine, or lies in a folder that is open to intake. */
  async function settled(kind: SourceKind, settings: SourceSettings, caller: Caller): Promise<SourceSettings> {
    const checked = checkSettings[kind](settings);
    if ("error" in checked) throw checked.error;
    if (!("folder" in settings)) return settings;
    if (caller.session !== null && intakeFolders === null)
      throw new YuejianError("FILE_OUTSIDE_FOLDER", { file: settings.folder, folder: "YUEJIAN_INTAKE_FOLDERS" });
    const folder = await allowedPath(settings.folder, intakeFolders, true);
    if (folder === home.paths.folder || folder.startsWith(`${home.paths.folder}/`))
      throw new YuejianError("SOURCE_SETTINGS_INVALID", {
        reason: "the folder lies in the home",
        reason_zh: "文件夹不能在系统的数据目录里",
        reason_en: "the folder must not lie in the home",
      });
    return { ...settings, folder };
  }

  app.get("/api/sources", { config: { admission: "data.read" }, schema: { response: { 200: SourcesShape } } }, async ({ caller }) => {
    const found = (await sources.list()).filter((source) => maySee(caller, source));
    const items = await Promise.all(found.map((source) => view(source, caller)));
    return { items, total: items.length, offset: 0, limit: items.length };
  });

  app.post(
    "/api/sources",
    { config: { admission: "source.manage" }, schema: { body: NewSourceBody, response: { 201: SourceShape } } },
    async ({ caller, body }, reply) => {
      const office = body.office ?? caller.actor.office;
      demandIntake(caller.actor, body.dataset, office);
      policy.demand(caller.actor, "source.manage", objectOf({ office, dataset: body.dataset }));
      const settings = await settled(body.kind, body.settings, caller);
      const source = await sources.add({ ...body, settings, office }, home.schemas.get(body.dataset) ?? null, caller);
      return reply.code(201).send(await view(source, caller));
    },
  );

  app.post(
    "/api/sources/look",
    { config: { admission: "source.manage" }, schema: { body: SourceLookBody, response: { 200: SourceLookShape } } },
    async ({ caller, body }) => {
      const { kind, secret = null, rows = LOOK_ROWS } = body;
      const settings = await settled(kind, body.settings, caller);
      const connector = connectorOf(kind);
      connector.check(settings, { secret, contract: null });
      await audit.record({
        actor: caller.account,
        action: "source.manage",
        subject: null,
        outcome: "done",
        detail: `look at a ${kind} source`,
      });
      const folder = join(home.paths.scratch, services.ids.next("upl"));
      await mkdir(folder, { recursive: true, mode: 0o700 });
      try {
        const look = await connector.look({
          name: kind,
          settings,
          secret: await readSecret(secret, home.paths.secrets),
          signal: AbortSignal.timeout(LOOK_MS),
          folder,
          rows,
        });
        return { contract: inferContract(look) as never, rows: look.rows.length };
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  );

  app.get(
    "/api/sources/alerts",
    { config: { admission: "data.read" }, schema: { querystring: SourceAlertsQuery, response: { 200: SourceAlertsShape } } },
    async ({ caller, query }) => {
      const { offset = 0, limit = 50, source, open } = query;
      let found = store.db
        .selectFrom("source_alerts")
        .innerJoin("sources", "sources.id", "source_alerts.source")
        .where(within("sources.office", policy.scope(caller.actor).offices));
      if (source !== undefined) found = found.where("source_alerts.source", "=", source);
      if (open === true) found = found.where("closed_at", "is", null);
      const rows = await found
        .selectAll("source_alerts")
        .select("sources.name as sourceName")
        .orderBy("opened_at", "desc")
        .orderBy("source_alerts.id", "desc")
        .offset(offset)
        .limit(limit)
        .execute();
      const { total } = await found.select((build) => build.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
      return { items: rows.map(({ sourceName, ...alert }) => viewAlert(alert, sourceName)), total, offset, limit };
    },
  );

  app.post(
    "/api/sources/alerts/:alert/acknowledge",
    { config: { admission: "source.manage" }, schema: { params: exact({ alert: Type.String() }), response: { 204: Type.Null() } } },
    async ({ caller, params }, reply) => {
      const alert = await store.db.selectFrom("source_alerts").select("source").where("id", "=", params.alert).executeTakeFirst();
      if (!alert) throw new YuejianError("SOURCE_ALERT_UNKNOWN", { alert: params.alert });
      await managed(alert.source, caller);
      await sources.acknowledge(params.alert, caller);
      return reply.code(204).send(null);
    },
  );

  app.get(
    "/api/sources/:source",
    { config: { admission: "data.read" }, schema: { params: SourcePath, response: { 200: SourceShape } } },
    async ({ caller, params }) => view(await seen(params.source, caller), caller),
  );

  app.post(
    "/api/sources/:source",
    { config: { admission: "source.manage" }, schema: { params: SourcePath, body: ChangeSourceBody, response: { 200: SourceShape } } },
    async ({ caller, params, body }) => {
      const source = await managed(params.source, caller);
      const { settings } = body;
      const change = settings === undefined ? body : { ...body, settings: await settled(source.kind, settings, caller) };
      return view(await sources.change(source.id, change, home.schemas.get(source.dataset) ?? null, caller), caller);
    },
  );

  app.post(
    "/api/sources/:source/remove",
    { config: { admission: "source.manage" }, schema: { params: SourcePath, response: { 204: Type.Null() } } },
    async ({ caller, params }, reply) => {
      await sources.remove((await managed(params.source, caller)).id, caller);
      return reply.code(204).send(null);
    },
  );

  app.post(
    "/api/sources/:source/run",
    { config: { admission: "data.intake" }, schema: { params: SourcePath, response: { 202: JobShape } } },
    async ({ caller, params }, reply) => {
      const source = await seen(params.source, caller);
      demandIntake(caller.actor, source.dataset, source.office);
      return reply.code(202).send(jobView(await sources.run(source.id, caller)));
    },
  );

  app.get(
    "/api/sources/:source/loads",
    {
      config: { admission: "data.read" },
      schema: { params: SourcePath, querystring: SourceLoadsQuery, response: { 200: SourceLoadsShape } },
    },
    async ({ caller, params, query }) => {
      const { offset = 0, limit = 50 } = query;
      const { id } = await seen(params.source, caller);
      const { total } = await store.db
        .selectFrom("source_loads")
        .select((build) => build.fn.countAll<number>().as("total"))
        .where("source", "=", id)
        .executeTakeFirstOrThrow();
      return { items: await viewLoads(store.db, id, { offset, limit }), total, offset, limit };
    },
  );
}
