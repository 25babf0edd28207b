import { basename } from "node:path";
import { type BusinessLine, LEAD_STATUSES, type LeadStatus, type Text, YuejianError } from "@yuejian/contracts";
import {
  CertificateQuery,
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
  ViolationDetailShape,
  type ViolationsFilter,
  ViolationsQuery,
  ViolationsShape,
  type ViolationsView,
} from "@yuejian/contracts/api";
import { CHANGE_CLASSES } from "@yuejian/farmland";
import { measuredArea, referenceSystem } from "@yuejian/imagery";
import type { FastifyReply } from "fastify";
import { sql } from "kysely";
import { Type } from "typebox";
import {
  FARMLAND_MODEL,
  type FarmlandRequest,
  farmlandRuns,
  issueReport,
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
  VIOLATION_COLUMNS,
  violationDetail,
  violationRows,
  violationView,
} from "../../farmland/index.ts";
import { receivedChecks } from "../../field-checks/index.ts";
import { jobView } from "../../jobs/index.ts";
import { within } from "../../policy/index.ts";
import { entryProof } from "../../proofs/index.ts";
import type { App, Caller } from "../app-types.ts";
import { allowedPath } from "../intake-path.ts";
import type { RouteContext } from "../route-context.ts";

const RunPath = exact({ run: Type.String({ maxLength: 64 }) });
const ViolationPath = exact({ violation: Type.String({ maxLength: 64 }) });
/** Whose work a violation is (applications/models/farmland). */
const LINES: readonly BusinessLine[] = ["public-interest"];
const MU = 10_000 / 15;

/** Farmland: images looked at, what changed, and where. */
export function farmlandRoutes(app: App, { home, services, intakeFolders, cosigning }: RouteContext): void {
  const { store, audit, policy, clock, laws: library } = services;

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
      const visible = within("farmland_runs.office", officesOf(caller));
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
      const row = await readableRun(caller, params.run);
      const [run] = await runViews(store.db, [row]);
      if (!run) throw new YuejianError("FARMLAND_RUN_UNKNOWN", { run: params.run });
      return runDetail(run, row);
    },
  );

  app.get(
    "/api/farmland/runs/:run/map",
    { config: { admission: "farmland.read" }, schema: { params: RunPath, response: { 200: FarmlandMapShape } } },
    async ({ caller, params }) => {
      const offices = officesOf(caller);
      return runMap(store.db, await shownRun(caller, params.run), (office) => offices === "all" || offices.includes(office));
    },
  );

  app.get(
    "/api/farmland/runs/:run/parts",
    {
      config: { admission: "farmland.read" },
      schema: { params: RunPath, querystring: FarmlandPartsQuery, response: { 200: FarmlandPartsShape } },
    },
    async ({ caller, params, query: { since = 0 } }) => {
      const offices = officesOf(caller);
      const row = await readableRun(caller, params.run);
      return runParts(store.db, row, { since, sees: (office) => offices === "all" || offices.includes(office) });
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
      const row = await shownRun(caller, run);
      const picture = await store.db
        .selectFrom("farmland_pictures")
        .select("sha256")
        .where("run", "=", row.id)
        .where("date", "=", date)
        .executeTakeFirst();
      if (!picture) throw new YuejianError("FARMLAND_PICTURE_UNKNOWN", { date });
      return sendPicture(reply, picture.sha256);
    },
  );

  app.get(
    "/api/farmland/runs/:run/curve",
    {
      config: { admission: "farmland.read" },
      schema: { params: RunPath, querystring: FarmlandCurveQuery, response: { 200: FarmlandCurveShape } },
    },
    async ({ caller, params, query: { x, y } }) => {
      const row = await shownRun(caller, params.run);
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
      const offices = office === undefined ? officesOf(caller) : [office];
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
    async ({ caller, params }) => {
      const offices = officesOf(caller);
      return restorationView(store.db, params.restoration, (office) => offices === "all" || offices.includes(office));
    },
  );

  app.get(
    "/api/farmland/violations",
    { config: { admission: "farmland.read" }, schema: { querystring: ViolationsQuery, response: { 200: ViolationsShape } } },
    async ({ caller, query }) => {
      const { offset = 0, limit = 50 } = query;
      const rows = await chosen(caller, query)
        .select([...VIOLATION_COLUMNS])
        .orderBy("farmland_violations.area_square_metres", "desc")
        .orderBy("farmland_violations.id")
        .limit(limit)
        .offset(offset)
        .execute();
      const { total } = await chosen(caller, query)
        .select((build) => build.fn.countAll<number>().as("total"))
        .executeTakeFirstOrThrow();
      return { items: rows.map(violationView), total, offset, limit, facets: await facetsOf(caller), restored: await restoredOf(caller) };
    },
  );

  app.get(
    "/api/farmland/violations/:violation",
    { config: { admission: "farmland.read" }, schema: { params: ViolationPath, response: { 200: ViolationDetailShape } } },
    async ({ caller, params }) => violationDetail(store.db, await readableViolation(caller, params.violation)),
  );

  app.get(
    "/api/farmland/violations/:violation/pictures/:which",
    {
      config: { admission: "farmland.read" },
      schema: {
        params: exact({ violation: Type.String({ maxLength: 64 }), which: Type.Enum(["before", "after"]) }),
        response: { 200: Type.Unknown() },
      },
    },
    async ({ caller, params: { violation, which } }, reply) => {
      const row = await readableViolation(caller, violation);
      const sha256 = which === "before" ? row.before_sha256 : row.after_sha256;
      if (sha256 === null) throw new YuejianError("FARMLAND_PICTURE_UNKNOWN", { date: which });
      return sendPicture(reply, sha256);
    },
  );

  app.get(
    "/api/farmland/violations/:violation/report",
    {
      config: { admission: "farmland.read" },
      schema: { params: ViolationPath, querystring: CertificateQuery, response: { 200: Type.Unknown() } },
    },
    async ({ caller, params, query: { format = "docx" } }, reply) => {
      const row = await readableViolation(caller, params.violation);
      const run = await farmlandRuns(store.db).where("farmland_runs.id", "=", row.last_run).executeTakeFirstOrThrow();
      const model = home.models.get(FARMLAND_MODEL);
      const result = resultOf(run);
      if (model === undefined || result === null) throw new YuejianError("FARMLAND_RUN_UNKNOWN", { run: row.last_run });
      const bytes = await issueReport(
        { ...services, files: home.files, offices: home.offices, library, manifest: model.manifest },
        {
          row,
          detail: await violationDetail(store.db, row),
          run: result,
          measuredAt: run.finished_at ?? run.at,
          checks: await receivedChecks(store.db, row.id, {
            now: clock.now(),
            mayOpen: policy.may(caller.actor, "lead.export", { office: row.office, businessLines: LINES }),
          }),
          proof: run.ledger_index === null ? null : await entryProof({ ...home, cosigning }, run.ledger_index),
          format,
          by: caller.account,
        },
      );
      void reply.type(format === "pdf" ? "application/pdf" : "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
      void reply.header("content-disposition", `attachment; filename="${row.id}.${format}"`);
      return Buffer.from(bytes);
    },
  );

  /** Offices whose runs and violations the caller sees; none for who does not work on such matters. */
  function officesOf({ actor }: Caller): readonly string[] | "all" {
    return policy.covers(actor, { businessLines: LINES }) ? policy.scope(actor).offices : [];
  }

  /** A browser may name paths only where folders for them are set; on this machine any. FARMLAND_REQUEST_UNCLEAR, FARMLAND_FOLDERS_UNSET and what `allowedPath` refuses */
  async function checkedRequest(body: FarmlandRunRequest, caller: Caller): Promise<FarmlandRequest & { readonly folder?: string }> {
    const { images, before, after, folder, upload, from } = body;
    const pair = before === undefined && after === undefined ? undefined : before === undefined || after === undefined ? null : before;
    const named = [images, pair, folder, upload].filter((each) => each !== undefined);
    if (named.length !== 1 || named[0] === null) throw new YuejianError("FARMLAND_REQUEST_UNCLEAR");
    const namesPaths = Object.entries(body).some(([name]) => !["upload", "from", "office"].includes(name));
    if (namesPaths) demandFolders(caller);
    const paths: Record<string, string> = upload === undefined ? {} : { folder: uploadFolder(home, await readableUpload(caller, upload)) };
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

  async function readableUpload(caller: Caller, upload: string): Promise<string> {
    const row = await store.db
      .selectFrom("farmland_uploads")
      .select("id")
      .where("id", "=", upload)
      .where(within("office", officesOf(caller)))
      .executeTakeFirst();
    if (!row) throw new YuejianError("FARMLAND_UPLOAD_UNKNOWN", { upload });
    return row.id;
  }

  function demandFolders({ session }: Pick<Caller, "session">): void {
    if (session !== null && intakeFolders === null) throw new YuejianError("FARMLAND_FOLDERS_UNSET");
  }

  /** Land that is fields again, summed. */
  async function restoredOf(caller: Caller): Promise<ViolationsView["restored"]> {
    const { count, sum } = await store.db
      .selectFrom("farmland_violations")
      .select((build) => build.fn.countAll<number>().as("count"))
      .select((build) => build.fn.sum<number | string | null>("restored_square_metres").as("sum"))
      .where(within("farmland_violations.office", officesOf(caller)))
      .where("restored_square_metres", ">", 0)
      .executeTakeFirstOrThrow();
    const { squareMetres, mu, hectares, acres } = measuredArea(Number(sum ?? 0), 0);
    return { violations: count, squareMetres, mu, hectares, acres };
  }

  /** Also one of another office that saw violations of the caller's: they are shown on its images. */
  async function shownRun(caller: Caller, id: string) {
    const offices = within("farmland_violations.office", officesOf(caller));
    const seen = await store.db
      .selectFrom("farmland_sightings")
      .innerJoin("farmland_violations", "farmland_violations.id", "farmland_sightings.violation")
      .select("run")
      .where("run", "=", id)
      .where(offices)
      .limit(1)
      .executeTakeFirst();
    if (!seen) return readableRun(caller, id);
    return farmlandRuns(store.db).where("farmland_runs.id", "=", id).executeTakeFirstOrThrow();
  }

  async function readableRun(caller: Caller, id: string) {
    const row = await farmlandRuns(store.db)
      .where("farmland_runs.id", "=", id)
      .where(within("farmland_runs.office", officesOf(caller)))
      .executeTakeFirst();
    if (!row) throw new YuejianError("FARMLAND_RUN_UNKNOWN", { run: id });
    return row;
  }

  async function readableViolation(caller: Caller, id: string) {
    const row = await violationRows(store.db, FARMLAND_MODEL)
      .select([...VIOLATION_COLUMNS])
      .where("farmland_violations.id", "=", id)
      .where(within("farmland_violations.office", officesOf(caller)))
      .executeTakeFirst();
    if (!row) throw new YuejianError("VIOLATION_UNKNOWN", { violation: id });
    return row;
  }

  function chosen(caller: Caller, { run, office, class: kind, confidence, element, state, mu, since }: ViolationsFilter) {
    let rows = violationRows(store.db, FARMLAND_MODEL).where(within("farmland_violations.office", officesOf(caller)));
    if (run !== undefined)
      rows = rows.where(sql<boolean>`farmland_violations.id in (select violation from farmland_sightings as seen where seen.run = ${run})`);
    if (office !== undefined) rows = rows.where("farmland_violations.office", "=", office);
    if (kind !== undefined) rows = rows.where("farmland_violations.class", "=", kind);
    if (confidence !== undefined) rows = rows.where("farmland_violations.confidence", "=", confidence);
    if (element !== undefined) rows = rows.where("farmland_violations.area_element", "=", element);
    if (state === "none") rows = rows.where("leads.id", "is", null);
    else if (state !== undefined) rows = rows.where("leads.status", "=", state);
    if (mu !== undefined) rows = rows.where("farmland_violations.area_square_metres", ">=", Math.round(mu * MU));
    if (since !== undefined) rows = rows.where("farmland_violations.changed_to", ">=", since);
    return rows;
  }

  async function facetsOf(caller: Caller): Promise<ViolationsView["facets"]> {
    const count = async (column: "farmland_violations.class" | "farmland_violations.office" | "leads.status") => {
      const rows = await chosen(caller, {})
        .select([sql<string | null>`${sql.ref(column)}`.as("id")])
        .select((build) => build.fn.countAll<number>().as("count"))
        .groupBy(column)
        .orderBy("count", "desc")
        .execute();
      return rows.map(({ id, count: found }) => ({ id, count: found }));
    };
    const titled = (rows: readonly { id: string | null; count: number }[], title: (id: string | null) => Text) =>
      rows.map(({ id, count: found }) => ({ id: id ?? "none", title: title(id), count: found }));
    const same = (id: string | null): Text => ({ zh: id ?? "", en: id ?? "" });
    return {
      classes: titled(await count("farmland_violations.class"), (id) =>
        id !== null && Object.hasOwn(CHANGE_CLASSES, id) ? CHANGE_CLASSES[id as keyof typeof CHANGE_CLASSES] : same(id),
      ),
      offices: titled(await count("farmland_violations.office"), (id) => home.offices.find((each) => each.id === id)?.name ?? same(id)),
      states: titled(await count("leads.status"), (id) =>
        id === null ? { zh: "未成线索", en: "No lead" } : LEAD_STATUSES[id as LeadStatus],
      ),
    };
  }

  async function sendPicture(reply: FastifyReply, sha256: string): Promise<FastifyReply> {
    const { content, size } = await home.files.read(sha256);
    void reply.header("content-type", "image/png");
    void reply.header("content-length", size);
    // Pictures never change under their address for as long as their run stands.
    void reply.header("cache-control", "private, max-age=3600");
    return reply.send(content);
  }
}
