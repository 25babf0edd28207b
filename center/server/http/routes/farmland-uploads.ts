import { rm } from "node:fs/promises";
import { YuejianError } from "@yuejian/contracts";
import {
  exact,
  type FarmlandFiles,
  FarmlandFilesShape,
  FarmlandFolderBody,
  type FarmlandUpload,
  FarmlandUploadBody,
  FarmlandUploadShape,
  FarmlandUploadsShape,
  UploadedPieceShape,
} from "@yuejian/contracts/api";
import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import { addPiece, methodOf, UNUSED_DAYS, UPLOAD_LIMITS, unpackUpload, uploadedFiles, uploadFolder } from "../../farmland/index.ts";
import { sortFolder } from "../../imagery/index.ts";
import { isFinished } from "../../jobs/index.ts";
import type { Row } from "../../store/index.ts";
import type { App } from "../app-types.ts";
import { allowedPath } from "../intake-path.ts";
import { placeOf } from "../receive-folder.ts";
import type { RouteContext } from "../route-context.ts";
import { readableUpload, visibleUploads } from "../views/farmland-access.ts";

const UploadPath = exact({ upload: Type.String({ maxLength: 64 }) });
const DAY_MS = 86_400_000;

/** Images and areas sent from a browser, piece by piece: kept in a folder of the home until somebody removes them. */
export function farmlandUploadRoutes(app: App, { home, services, intakeFolders }: RouteContext): void {
  const { store, audit, policy, clock } = services;

  app.post(
    "/api/farmland/uploads",
    { config: { admission: "farmland.run" }, schema: { body: FarmlandUploadBody, response: { 201: FarmlandUploadShape } } },
    async ({ caller, body }, reply) => {
      const office = body.office ?? caller.actor.office;
      if (!home.offices.some(({ id }) => id === office)) throw new YuejianError("OFFICE_UNKNOWN", { office });
      policy.demand(caller.actor, "farmland.run", { office });
      await sweep();
      const row = { id: home.ids.next("fup"), office, actor: caller.actor.id, at: new Date(clock.now()).toISOString(), run: null };
      await store.write(async (trx) => {
        await trx.insertInto("farmland_uploads").values(row).execute();
        await audit.recordIn(trx, {
          actor: caller.account,
          action: "farmland.run",
          subject: row.id,
          outcome: "done",
          detail: "upload begun",
        });
      });
      return reply.code(201).send(await viewOf(row));
    },
  );

  app.get(
    "/api/farmland/uploads",
    { config: { admission: "farmland.run" }, schema: { response: { 200: FarmlandUploadsShape } } },
    async ({ caller }) => {
      const rows = await visibleUploads(services, caller).orderBy("at", "desc").limit(100).execute();
      return { items: await Promise.all(rows.map(viewOf)) };
    },
  );

  app.get(
    "/api/farmland/uploads/:upload",
    { config: { admission: "farmland.run" }, schema: { params: UploadPath, response: { 200: FarmlandUploadShape } } },
    async ({ caller, params }) => viewOf(await readableUpload(services, caller, params.upload)),
  );

  app.post(
    "/api/farmland/uploads/:upload/files",
    {
      config: { admission: "farmland.run" },
      schema: { params: UploadPath, consumes: ["multipart/form-data"], response: { 200: UploadedPieceShape } },
    },
    async (request) => {
      const { id } = await readableUpload(services, request.caller, request.params.upload);
      return receivePiece(request, uploadFolder(home, id));
    },
  );

  app.post(
    "/api/farmland/uploads/:upload/check",
    { config: { admission: "farmland.run" }, schema: { params: UploadPath, response: { 200: FarmlandFilesShape } } },
    async ({ caller, params }) => {
      const { id } = await readableUpload(services, caller, params.upload);
      const faults = await unpackUpload(uploadFolder(home, id));
      const { files, method } = await told(uploadFolder(home, id));
      const problemOf = (path: string) => faults.find((each) => each.path === path)?.fault.toJSON().text;
      return { files: files.map((file) => ({ ...file, problem: problemOf(file.path) ?? file.problem })), method };
    },
  );

  app.post(
    "/api/farmland/folders",
    { config: { admission: "farmland.run", localOnly: true }, schema: { body: FarmlandFolderBody, response: { 200: FarmlandFilesShape } } },
    async ({ body }) => told(await allowedPath(body.folder, intakeFolders, true)),
  );

  app.delete(
    "/api/farmland/uploads/:upload",
    { config: { admission: "farmland.run" }, schema: { params: UploadPath, response: { 204: Type.Null() } } },
    async ({ caller, params }, reply) => {
      const { id, run } = await readableUpload(services, caller, params.upload);
      if (run !== null && (await isBusy(run))) throw new YuejianError("FARMLAND_UPLOAD_BUSY", { run });
      await store.write(async (trx) => {
        await trx.deleteFrom("farmland_uploads").where("id", "=", id).execute();
        await audit.recordIn(trx, {
          actor: caller.account,
          action: "farmland.run",
          subject: id,
          outcome: "done",
          detail: "upload removed",
        });
      });
      await rm(uploadFolder(home, id), { recursive: true, force: true });
      return reply.code(204).send(null);
    },
  );

  async function viewOf({ id, office, at, run }: Row<"farmland_uploads">): Promise<FarmlandUpload> {
    const files = await uploadedFiles(uploadFolder(home, id));
    return { id, office, at, run, files, bytes: files.reduce((sum, { size }) => sum + size, 0), limits: { ...UPLOAD_LIMITS } };
  }

  async function told(folder: string): Promise<FarmlandFiles> {
    const found = await sortFolder(folder, new Date(clock.now()).toISOString().slice(0, 10));
    return { files: found.files.map((file) => ({ ...file })), method: methodOf(found) };
  }

  async function isBusy(run: string): Promise<boolean> {
    const job = await store.db
      .selectFrom("farmland_runs")
      .innerJoin("jobs", "jobs.id", "farmland_runs.job")
      .select("jobs.status")
      .where("farmland_runs.id", "=", run)
      .executeTakeFirst();
    return job !== undefined && !isFinished(job);
  }

  /** Those that nobody used go, so that what was begun and left does not fill the disk. */
  async function sweep(): Promise<void> {
    const before = new Date(clock.now() - UNUSED_DAYS * DAY_MS).toISOString();
    const old = await store.db.selectFrom("farmland_uploads").select("id").where("run", "is", null).where("at", "<", before).execute();
    for (const { id } of old) {
      await store.write((trx) => trx.deleteFrom("farmland_uploads").where("id", "=", id).execute());
      await rm(uploadFolder(home, id), { recursive: true, force: true });
    }
  }
}

/** Fields come before the piece. REQUEST_INVALID and what `addPiece` refuses */
async function receivePiece(request: FastifyRequest, folder: string): Promise<{ path: string; size: number }> {
  const fields: Record<string, string> = {};
  for await (const part of request.parts({ limits: { files: 1, fields: 4, fileSize: UPLOAD_LIMITS.fileBytes } })) {
    if (part.type === "field") {
      fields[part.fieldname] = String(part.value);
      continue;
    }
    const path = placeOf(fields["path"] ?? part.filename);
    const offset = Number(fields["offset"] ?? "0");
    try {
      return { path, size: await addPiece(folder, { path, offset, content: part.file }) };
    } catch (cause) {
      // The rest is not read: a sender in the middle of a large piece is told at once.
      part.file.resume();
      throw cause;
    }
  }
  throw new YuejianError("REQUEST_INVALID", { where: "body.file", reason: "is missing", reason_zh: "缺少", reason_en: "is missing" });
}
