import { basename } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import {
  exact,
  FarmlandCurveQuery,
  FarmlandCurveShape,
  FarmlandMapShape,
  FarmlandPartsQuery,
  FarmlandPartsShape,
  FarmlandRunBody,
  FarmlandRunDetailShape,
  type FarmlandRunRequest,
  FarmlandRunsQuery,
  FarmlandRunsShape,
  FarmlandStartedShape,
  RestorationBody,
  RestorationShape,
  RestorationStartedShape,
} from "@yuejian/contracts/api";
import { referenceSystem } from "@yuejian/imagery";
import { Type } from "typebox";
import {
  type FarmlandRequest,
  farmlandRuns,
  type RestorationOrder,
  readCurve,
  restorationView,
  resultOf,
  runDetail,
  runMap,
  runParts,
  runViews,
  uploadedFiles,
  uploadFolder,
} from "../../farmland/index.ts";
import { jobView } from "../../jobs/index.ts";
import { within } from "../../policy/index.ts";
import type { App, Caller } from "../app-types.ts";
import { allowedPath } from "../intake-path.ts";
import type { RouteContext } from "../route-context.ts";
import { farmlandOffices, readableRun, readableUpload, seesOffice, shownRun } from "../views/farmland-access.ts";
import { sendPicture } from "../views/send-picture.ts";

const RunPath = exact({ run: Type.String({ maxLength: 64 }) });

/** Farmland: images looked at, and what each run and each later measuring found. */
export function farmlandRoutes(app: App, { home, services, intakeFolders }: RouteContext): void {
  const { store, audit, policy, clock } = services;

  app.post(
    "/api/farmland/runs",
    { config: { admission: "farmland.run" }, schema: { body: FarmlandRunBody, response: { 202: FarmlandStartedShape } } },
    async ({ caller, body }, reply) => {
      const office = body.office ?? caller.actor.office;
      if (!home.offices.some(({ id }) => id === office)) throw new YuejianError("OFFICE_UNKNOWN", { office });
      policy.demand(caller.actor, "farmland.run", { office });
      const request = await checkedRequest(body, caller);
      const run = home.ids.next("fru");
      const name = body.upload === undefined ? basename(body.folder ?? body.images ?? body.after ?? "") : await nameOfUpload(body.upload);
      const job = await store.write(async (trx) => {
        const added = await home.work.measureFarmland({ run, name, actor: { id: caller.actor.id, office } }, trx);
        await trx
          .insertInto("farmland_runs")
          .values({
            id: run,
            job: added.id,
            office,
            actor: caller.actor.id,
            at: new Date(clock.now()).toISOString(),
            name,
            request: JSON.stringify(request),
            finished_at: null,
            result: null,
            series_sha256: null,
            batch: null,
            model_run: null,
            outbox: null,
          })
          .execute();
        if (body.upload !== undefined) await trx.updateTable("farmland_uploads").set({ run }).where("id", "=", body.upload).execute();
        await audit.recordIn(trx, { actor: caller.account, action: "farmland.run", subject: run, outcome: "done", detail: "queued" });
        return added;
      });
      return reply.code(202).send({ run, job: jobView(job) });
    },
  );

  app.get(
    "/api/farmland/runs",
    { config: { admission: "farmland.read" }, schema: { querystring: FarmlandRunsQuery, response: { 200: FarmlandRunsShape } } },
    async ({ caller, query: { offset = 0, limit = 50 } }) => {
      const visible = within("farmland_runs.office", farmlandOffices(services, caller));
      const rows = await farmlandRuns(store.db).where(visible).orderBy("farmland_runs.at", "desc").limit(limit).offset(offset).execute();
      const { total } = await store.db
        .selectFrom("farmland_runs")
        .select((build) => build.fn.countAll<number>().as("total"))
        .where(visible)
        .executeTakeFirstOrThrow();
      return { items: await runViews(store.db, rows), total, offset, limit };
    },
  );

  app.get(
    "/api/farmland/runs/:run",
    { config: { admission: "farmland.read" }, schema: { params: RunPath, response: { 200: FarmlandRunDetailShape } } },
    async ({ caller, params }) => {
      const row = await readableRun(services, caller, params.run);
      const [run] = await runViews(store.db, [row]);
      if (!run) throw new YuejianError("FARMLAND_RUN_UNKNOWN", { run: params.run });
      return runDetail(run, row);
    },
  );

  app.get(
    "/api/farmland/runs/:run/map",
    { config: { admission: "farmland.read" }, schema: { params: RunPath, response: { 200: FarmlandMapShape } } },
    async ({ caller, params }) => {
      return runMap(store.db, await shownRun(services, caller, params.run), seesOffice(services, caller));
    },
  );

  app.get(
    "/api/farmland/runs/:run/parts",
    {
      config: { admission: "farmland.read" },
      schema: { params: RunPath, querystring: FarmlandPartsQuery, response: { 200: FarmlandPartsShape } },
    },
    async ({ caller, params, query: { since = 0 } }) => {
      const row = await readableRun(services, caller, params.run);
      return runParts(store.db, row, { since, sees: seesOffice(services, caller) });
    },
  );

  app.get(
    "/api/farmland/runs/:run/pictures/:date",
    {
      config: { admission: "farmland.read" },
      schema: {
        params: exact({ run: Type.String({ maxLength: 64 }), date: Type.String({ maxLength: 10 }) }),
        response: { 200: Type.Unknown() },
      },
    },
    async ({ caller, params: { run, date } }, reply) => {
      const row = await shownRun(services, caller, run);
      const picture = await store.db
        .selectFrom("farmland_pictures")
        .select("sha256")
        .where("run", "=", row.id)
        .where("date", "=", date)
        .executeTakeFirst();
      if (!picture) throw new YuejianError("FARMLAND_PICTURE_UNKNOWN", { date });
      return sendPicture(reply, home.files, picture.sha256);
    },
  );

  app.get(
    "/api/farmland/runs/:run/curve",
    {
      config: { admission: "farmland.read" },
      schema: { params: RunPath, querystring: FarmlandCurveQuery, response: { 200: FarmlandCurveShape } },
    },
    async ({ caller, params, query: { x, y } }) => {
      const row = await shownRun(services, caller, params.run);
      const result = resultOf(row);
      const system = result?.grid.crs == null ? null : referenceSystem(result.grid.crs);
      if (result === null || system === null || row.series_sha256 === null) throw new YuejianError("FARMLAND_POINT_OUTSIDE");
      const { west, north, width, height, pixelWidth, pixelHeight } = result.grid;
      const [column, line] = [Math.floor((x - west) / pixelWidth), Math.floor((north - y) / pixelHeight)];
      if (column < 0 || line < 0 || column >= width || line >= height) throw new YuejianError("FARMLAND_POINT_OUTSIDE");
      const [longitude, latitude] = system.toLonLat(x, y);
      const points = await readCurve(home.files, { sha256: row.series_sha256, shape: result.shape }, { column, row: line });
      return { longitude, latitude, block: result.shape.factor, points };
    },
  );

  app.post(
    "/api/farmland/restorations",
    { config: { admission: "farmland.run" }, schema: { body: RestorationBody, response: { 202: RestorationStartedShape } } },
    async ({ caller, body: { images, from, office } }, reply) => {
      if (office !== undefined && !home.offices.some(({ id }) => id === office)) throw new YuejianError("OFFICE_UNKNOWN", { office });
      policy.demand(caller.actor, "farmland.run", { office: office ?? caller.actor.office });
      demandFolders(caller);
      const path = await allowedPath(images, intakeFolders, true);
      const offices = office === undefined ? farmlandOffices(services, caller) : [office];
      const order: RestorationOrder = { images: path, offices, ...(from === undefined ? {} : { from }) };
      const restoration = home.ids.next("fre");
      const job = await store.write(async (trx) => {
        const actor = { id: caller.actor.id, office: office ?? caller.actor.office };
        const added = await home.work.measureRestoration({ restoration, name: basename(path), actor }, trx);
        await trx
          .insertInto("farmland_restorations")
          .values({
            id: restoration,
            job: added.id,
            office: actor.office,
            actor: actor.id,
            at: new Date(clock.now()).toISOString(),
            name: basename(path),
            request: JSON.stringify(order),
            finished_at: null,
            result: null,
            outbox: null,
          })
          .execute();
        await audit.recordIn(trx, {
          actor: caller.account,
          action: "farmland.run",
          subject: restoration,
          outcome: "done",
          detail: "queued",
        });
        return added;
      });
      return reply.code(202).send({ restoration, job: jobView(job) });
    },
  );

  app.get(
    "/api/farmland/restorations/:restoration",
    {
      config: { admission: "farmland.read" },
      schema: { params: exact({ restoration: Type.String({ maxLength: 64 }) }), response: { 200: RestorationShape } },
    },
    async ({ caller, params }) => restorationView(store.db, params.restoration, seesOffice(services, caller)),
  );

  /** A browser may name paths only where folders for them are set; on this machine any. FARMLAND_REQUEST_UNCLEAR, FARMLAND_FOLDERS_UNSET and what `allowedPath` refuses */
  async function checkedRequest(body: FarmlandRunRequest, caller: Caller): Promise<FarmlandRequest & { readonly folder?: string }> {
    const { images, before, after, folder, upload, from } = body;
    const pair = before === undefined && after === undefined ? undefined : before === undefined || after === undefined ? null : before;
    const named = [images, pair, folder, upload].filter((each) => each !== undefined);
    if (named.length !== 1 || named[0] === null) throw new YuejianError("FARMLAND_REQUEST_UNCLEAR");
    const namesPaths = Object.entries(body).some(([name]) => !["upload", "from", "office"].includes(name));
    if (namesPaths) demandFolders(caller);
    const paths: Record<string, string> =
      upload === undefined ? {} : { folder: uploadFolder(home, (await readableUpload(services, caller, upload)).id) };
    for (const role of ["folder", "images", "before", "after", "parcels", "approvals", "boundaries"] as const) {
      const path = body[role];
      if (path !== undefined) paths[role] = await allowedPath(path, intakeFolders, true);
    }
    return { ...paths, ...(from === undefined ? {} : { from }) };
  }

  /** What people call an upload: its first file. */
  async function nameOfUpload(upload: string): Promise<string> {
    const files = await uploadedFiles(uploadFolder(home, upload));
    return files.length < 2 ? basename(files[0]?.path ?? upload) : `${basename(files[0]?.path ?? upload)} … (${files.length})`;
  }

  function demandFolders({ session }: Pick<Caller, "session">): void {
    if (session !== null && intakeFolders === null) throw new YuejianError("FARMLAND_FOLDERS_UNSET");
  }
}
