import { silentProgress, YuejianError } from "@yuejian/contracts";
import {
  exact,
  JobShape,
  LoadBody,
  MappingShape,
  MappingsShape,
  type MappingView,
  NewMappingBody,
  PathPreviewBody,
  PreviewBody,
  PreviewShape,
  UploadShape,
} from "@yuejian/contracts/api";
import { preview } from "@yuejian/data";
import type { FastifyRequest } from "fastify";
import { type Static, Type } from "typebox";
import { jobView } from "../../jobs/index.ts";
import { type Mapping, savedMapping } from "../../mappings/index.ts";
import type { App } from "../app-types.ts";
import { allowedPath } from "../intake-path.ts";
import { intakeTarget } from "../intake-target.ts";
import type { RouteContext } from "../route-context.ts";
import { receiveUpload } from "../upload.ts";
import { previewView } from "../views/preview.ts";

const UploadPath = exact({ upload: Type.String() });
const MappingPath = exact({ mapping: Type.String() });

/** Uploads wait here while their sender says what the columns mean and looks at what loading would do. */
export function mappingRoutes(app: App, { home, services, uploadLimit, intakeFolders }: RouteContext): void {
  const { audit, mappings, policy, store, uploads } = services;
  const demandIntake = intakeTarget(home, policy);

  app.post(
    "/api/uploads",
    { config: { admission: "data.intake" }, schema: { consumes: ["multipart/form-data"], response: { 201: UploadShape } } },
    async (request, reply) => {
      const file = await receiveUpload(request, home.paths.scratch, uploadLimit);
      try {
        const { id, name, size, expires_at: expiresAt } = await uploads.add(file, request.caller.account);
        reply.code(201);
        return { id, name, size, expiresAt };
      } catch (cause) {
        await file.discard();
        throw cause;
      }
    },
  );

  app.post(
    "/api/uploads/:upload/discard",
    { config: { admission: "data.intake" }, schema: { params: UploadPath, response: { 204: Type.Null() } } },
    async ({ caller, params }, reply) => {
      await uploads.discard(await uploads.get(params.upload, caller.account));
      return reply.code(204).send(null);
    },
  );

  app.post(
    "/api/uploads/:upload/preview",
    { config: { admission: "data.intake" }, schema: { params: UploadPath, body: PreviewBody, response: { 200: PreviewShape } } },
    async (request) => {
      const { path, name } = await uploads.get(request.params.upload, request.caller.account);
      return look(request, { path, name, isOwn: true }, request.body);
    },
  );

  app.post(
    "/api/intake/preview",
    { config: { admission: "data.intake", localOnly: true }, schema: { body: PathPreviewBody, response: { 200: PreviewShape } } },
    async (request) => {
      const path = await allowedPath(request.body.path, intakeFolders);
      return look(request, { path, isOwn: false }, request.body);
    },
  );

  app.post(
    "/api/uploads/:upload/load",
    { config: { admission: "data.intake" }, schema: { params: UploadPath, body: LoadBody, response: { 202: JobShape } } },
    async ({ caller, params, body }, reply) => {
      const { saveAs, ...order } = body;
      demandIntake(caller.actor, order.dataset, order.office);
      const office = order.office ?? caller.actor.office;
      if (saveAs) policy.demand(caller.actor, "mapping.manage", { office });
      const upload = await uploads.get(params.upload, caller.account);
      const job = await store.write(async (trx) => {
        await uploads.handOver(trx, upload);
        if (saveAs && !order.create)
          await mappings.saveIn(trx, { ...saveAs, dataset: order.dataset, office, mapping: order.mapping ?? {} }, caller.account);
        const added = await home.work.intake({ ...order, path: upload.path, name: upload.name, isUpload: true, actor: caller.actor }, trx);
        const detail = `job ${added.id}`;
        await audit.recordIn(trx, { actor: caller.account, action: "data.intake", subject: order.dataset, outcome: "done", detail });
        return added;
      });
      return reply.code(202).send(jobView(job));
    },
  );

  app.get("/api/mappings", { config: { admission: "data.intake" }, schema: { response: { 200: MappingsShape } } }, async ({ caller }) => {
    const seen = (await mappings.list()).filter(({ office }) => policy.covers(caller.actor, { office }));
    const items = await Promise.all(seen.map(view));
    return { items, total: items.length, offset: 0, limit: items.length };
  });

  app.post(
    "/api/mappings",
    { config: { admission: "mapping.manage" }, schema: { body: NewMappingBody, response: { 201: MappingShape } } },
    async ({ caller, body }, reply) => {
      demandIntake(caller.actor, body.dataset, body.office);
      const office = body.office ?? caller.actor.office;
      policy.demand(caller.actor, "mapping.manage", { office });
      const saved = await store.write((trx) => mappings.saveIn(trx, { ...body, office }, caller.account));
      return reply.code(201).send(await view(saved));
    },
  );

  app.post(
    "/api/mappings/:mapping/remove",
    { config: { admission: "mapping.manage" }, schema: { params: MappingPath, response: { 204: Type.Null() } } },
    async ({ caller, params }, reply) => {
      const { office } = await mappings.get(params.mapping);
      if (!policy.covers(caller.actor, { office })) throw new YuejianError("MAPPING_UNKNOWN", { mapping: params.mapping });
      policy.demand(caller.actor, "mapping.manage", { office });
      await mappings.remove(params.mapping, caller.account);
      return reply.code(204).send(null);
    },
  );

  async function look(
    { caller, raw }: Pick<FastifyRequest, "caller" | "raw">,
    file: { readonly path: string; readonly name?: string; readonly isOwn: boolean },
    { dataset, office = caller.actor.office, sheet, member, mapping, rows }: Static<typeof PreviewBody>,
  ) {
    const schema = dataset === undefined ? null : home.schemas.get(dataset);
    if (schema === undefined) throw new YuejianError("DATASET_UNKNOWN", { dataset });
    demandIntake(caller.actor, dataset, office);
    const abort = new AbortController();
    const cancel = () => abort.abort();
    raw.socket?.once("close", cancel);
    try {
      const seen = await preview(
        {
          path: file.path,
          schema,
          savedMapping: (headings) => savedMapping(store.db, { dataset: schema?.id ?? "", office, headings }),
          ...(file.name === undefined ? {} : { name: file.name }),
          ...(mapping === undefined ? {} : { mapping }),
          ...(rows === undefined ? {} : { shown: rows }),
          ...(sheet === undefined && member === undefined
            ? {}
            : { part: { ...(sheet === undefined ? {} : { sheet }), ...(member === undefined ? {} : { member }) } }),
        },
        {
          scratchFolder: home.paths.scratch,
          clock: home.clock,
          ids: home.ids,
          progress: { ...silentProgress, signal: abort.signal },
        },
      );
      await audit.record({
        actor: caller.account,
        action: "data.intake",
        subject: dataset ?? null,
        outcome: "done",
        detail: `preview of ${seen.judged} records, ${file.isOwn ? "own upload" : "file on this machine, masked"}`,
      });
      const schemas = [...home.schemas.values()].filter((each) => policy.may(caller.actor, "data.intake", each));
      return previewView(seen, { schema, schemas, isOwn: file.isOwn });
    } finally {
      raw.socket?.removeListener("close", cancel);
    }
  }

  async function view(row: Mapping): Promise<MappingView> {
    const { id, name, version, dataset, office, changed_at: changedAt } = row;
    const person = await store.db.selectFrom("users").select("display_name").where("id", "=", row.actor).executeTakeFirst();
    return {
      id,
      name,
      version,
      dataset,
      office,
      changedAt,
      headings: JSON.parse(row.headings) as string[],
      mapping: JSON.parse(row.mapping) as MappingView["mapping"],
      savedBy: person?.display_name ?? row.actor,
    };
  }
}
