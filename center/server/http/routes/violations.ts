import { LEAD_STATUSES, type LeadStatus, type Text, YuejianError } from "@yuejian/contracts";
import {
  CertificateQuery,
  exact,
  ViolationDetailShape,
  type ViolationsFilter,
  ViolationsQuery,
  ViolationsShape,
  type ViolationsView,
} from "@yuejian/contracts/api";
import { CHANGE_CLASSES } from "@yuejian/farmland";
import { measuredArea } from "@yuejian/imagery";
import { sql } from "kysely";
import { Type } from "typebox";
import {
  FARMLAND_MODEL,
  farmlandRuns,
  issueReport,
  resultOf,
  VIOLATION_COLUMNS,
  violationDetail,
  violationView,
} from "../../farmland/index.ts";
import { receivedChecks } from "../../field-checks/index.ts";
import { within } from "../../policy/index.ts";
import { entryProof } from "../../proofs/index.ts";
import type { App, Caller } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";
import { FARMLAND_LINES, farmlandOffices, readableViolation, visibleViolations } from "../views/farmland-access.ts";
import { sendPicture } from "../views/send-picture.ts";

const ViolationPath = exact({ violation: Type.String({ maxLength: 64 }) });
const MU = 10_000 / 15;

/** Violations on farmland: which there are, what is known of each, its pictures and its report. */
export function violationRoutes(app: App, { home, services, cosigning }: RouteContext): void {
  const { store, policy, clock, laws: library } = services;

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
    async ({ caller, params }) => violationDetail(store.db, await readableViolation(services, caller, params.violation)),
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
      const row = await readableViolation(services, caller, violation);
      const sha256 = which === "before" ? row.before_sha256 : row.after_sha256;
      if (sha256 === null) throw new YuejianError("FARMLAND_PICTURE_UNKNOWN", { date: which });
      return sendPicture(reply, home.files, sha256);
    },
  );

  app.get(
    "/api/farmland/violations/:violation/report",
    {
      config: { admission: "farmland.read" },
      schema: { params: ViolationPath, querystring: CertificateQuery, response: { 200: Type.Unknown() } },
    },
    async ({ caller, params, query: { format = "docx" } }, reply) => {
      const row = await readableViolation(services, caller, params.violation);
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
            mayOpen: policy.may(caller.actor, "lead.export", { office: row.office, businessLines: FARMLAND_LINES }),
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

  /** Land that is fields again, summed. */
  async function restoredOf(caller: Caller): Promise<ViolationsView["restored"]> {
    const { count, sum } = await store.db
      .selectFrom("farmland_violations")
      .select((build) => build.fn.countAll<number>().as("count"))
      .select((build) => build.fn.sum<number | string | null>("restored_square_metres").as("sum"))
      .where(within("farmland_violations.office", farmlandOffices(services, caller)))
      .where("restored_square_metres", ">", 0)
      .executeTakeFirstOrThrow();
    const { squareMetres, mu, hectares, acres } = measuredArea(Number(sum ?? 0), 0);
    return { violations: count, squareMetres, mu, hectares, acres };
  }

  function chosen(caller: Caller, { run, office, class: kind, confidence, element, state, mu, since }: ViolationsFilter) {
    let rows = visibleViolations(services, caller);
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
}
