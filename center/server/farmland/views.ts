import { type FieldRecord, type Text, YuejianError } from "@yuejian/contracts";
import type {
  FarmlandMap,
  FarmlandRunDetail,
  FarmlandRunView,
  RestorationView,
  ViolationDetailView,
  ViolationView,
} from "@yuejian/contracts/api";
import { LEAD_NOT_PROOF, RESTORATIONS, type Restoration, type RestoredPlot } from "@yuejian/farmland";
import { measuredArea, referenceSystem } from "@yuejian/imagery";
import { jobView } from "../jobs/index.ts";
import type { Reading, Row } from "../store/index.ts";
import type { RestorationSummary } from "./restoration-handler.ts";
import type { RunResult } from "./save-run.ts";
import type { ViolationDetail } from "./violation-detail.ts";
import { placeName } from "./violation-records.ts";

type RunRow = Row<"farmland_runs"> & { readonly ledger_index: number | null };

export function farmlandRuns(db: Reading) {
  return db
    .selectFrom("farmland_runs")
    .leftJoin("outbox", "outbox.id", "farmland_runs.outbox")
    .selectAll("farmland_runs")
    .select("outbox.ledger_index");
}

export async function runViews(db: Reading, rows: readonly RunRow[]): Promise<FarmlandRunView[]> {
  if (rows.length === 0) return [];
  const found = await db
    .selectFrom("jobs")
    .selectAll()
    .where(
      "id",
      "in",
      rows.map(({ job }) => job),
    )
    .execute();
  const jobs = new Map(found.map((job) => [job.id, jobView(job)]));
  return rows.map((row): FarmlandRunView => {
    const result = resultOf(row);
    const [first, last] = [result?.dates[0], result?.dates.at(-1)];
    return {
      id: row.id,
      name: row.name,
      office: row.office,
      actor: row.actor,
      at: row.at,
      job: jobs.get(row.job) ?? null,
      finishedAt: row.finished_at,
      method: result?.method ?? null,
      dates: first === undefined || last === undefined ? null : { first, last, count: result?.dates.length ?? 0 },
      watchFrom: result?.watchFrom ?? null,
      violations: result?.violations ?? null,
      newViolations: result?.newViolations ?? null,
      ledgerIndex: row.ledger_index,
    };
  });
}

export function resultOf({ result }: Pick<RunRow, "result">): RunResult | null {
  return result === null ? null : (JSON.parse(result) as RunResult);
}

export function runDetail(run: FarmlandRunView, row: RunRow): FarmlandRunDetail {
  const result = resultOf(row);
  return {
    run,
    inputs: [...(result?.inputs ?? [])],
    parameters: { ...(result?.parameters as FarmlandRunDetail["parameters"] | undefined) },
    threshold: result?.threshold ?? null,
    doubts: [...(result?.doubts ?? [])],
    approvalsSubtracted: [...(result?.approvalsSubtracted ?? [])],
    violationsSha256: result?.violationsSha256 ?? null,
    batch: row.batch,
    modelRun: row.model_run,
    note: LEAD_NOT_PROOF,
  };
}

/** Violations with what their newest run measured, and their leads. */
export function violationRows(db: Reading, model: string) {
  return db
    .selectFrom("farmland_violations")
    .innerJoin("farmland_sightings", (join) =>
      join
        .onRef("farmland_sightings.violation", "=", "farmland_violations.id")
        .onRef("farmland_sightings.run", "=", "farmland_violations.last_run"),
    )
    .leftJoin("leads", (join) => join.onRef("leads.subject", "=", "farmland_violations.id").on("leads.model", "=", model));
}

export const VIOLATION_COLUMNS = [
  "farmland_violations.id",
  "farmland_violations.office",
  "farmland_violations.first_run",
  "farmland_violations.last_run",
  "farmland_violations.restored",
  "farmland_violations.restored_to",
  "farmland_violations.restored_square_metres",
  "farmland_sightings.detail",
  "farmland_sightings.before_date",
  "farmland_sightings.before_sha256",
  "farmland_sightings.after_date",
  "farmland_sightings.after_sha256",
  "leads.id as lead",
  "leads.version as lead_version",
  "leads.status as lead_status",
  "leads.assignee as lead_assignee",
  "leads.case_id as lead_case",
] as const;

export interface ViolationRow {
  readonly id: string;
  readonly office: string;
  readonly first_run: string;
  readonly last_run: string;
  readonly restored: string | null;
  readonly restored_to: string | null;
  readonly restored_square_metres: number | null;
  readonly detail: string;
  readonly before_date: string | null;
  readonly before_sha256: string | null;
  readonly after_date: string | null;
  readonly after_sha256: string | null;
  readonly lead: string | null;
  readonly lead_version: number | null;
  readonly lead_status: Row<"leads">["status"] | null;
  readonly lead_assignee: string | null;
  readonly lead_case: string | null;
}

export function violationView(row: ViolationRow): ViolationView {
  const detail = JSON.parse(row.detail) as ViolationDetail;
  return {
    id: row.id,
    name: placeName(detail),
    office: row.office,
    class: detail.class,
    classTitle: detail.classTitle,
    confidence: detail.confidence as ViolationView["confidence"],
    areaElement: detail.areaElement,
    area: {
      squareMetres: detail.areaSquareMetres,
      errorSquareMetres: detail.areaErrorSquareMetres,
      mu: detail.areaMu,
      errorMu: detail.areaErrorMu,
      hectares: detail.areaHectares,
      acres: detail.areaAcres,
    },
    changedAfter: detail.changedAfter,
    changedBy: detail.changedBy,
    imagesTo: detail.imagesTo,
    centre: [detail.centre[0], detail.centre[1]],
    firstRun: row.first_run,
    lastRun: row.last_run,
    restored: restoredOf(row),
    lead:
      row.lead === null || row.lead_status === null
        ? null
        : {
            id: row.lead,
            version: row.lead_version ?? 0,
            status: row.lead_status,
            assignee: row.lead_assignee,
            caseId: row.lead_case,
          },
  };
}

function restoredOf({ restored, restored_to: to, restored_square_metres: squareMetres }: ViolationRow): ViolationView["restored"] {
  if (restored === null || to === null) return null;
  const verdict = restored as Restoration;
  const { mu } = measuredArea(squareMetres ?? 0, 0);
  return { verdict, title: RESTORATIONS[verdict], squareMetres: squareMetres ?? 0, mu, to };
}

/** What a look at violations found. RESTORATION_UNKNOWN */
export async function restorationView(db: Reading, id: string, sees: (office: string) => boolean): Promise<RestorationView> {
  const row = await db
    .selectFrom("farmland_restorations")
    .leftJoin("outbox", "outbox.id", "farmland_restorations.outbox")
    .selectAll("farmland_restorations")
    .select("outbox.ledger_index")
    .where("farmland_restorations.id", "=", id)
    .executeTakeFirst();
  if (!row || !sees(row.office)) throw new YuejianError("RESTORATION_UNKNOWN", { restoration: id });
  const job = await db.selectFrom("jobs").selectAll().where("id", "=", row.job).executeTakeFirst();
  const plots = await db
    .selectFrom("farmland_restored")
    .innerJoin("farmland_violations", "farmland_violations.id", "farmland_restored.violation")
    .select(["office", "detail"])
    .where("farmland_restored.restoration", "=", id)
    .orderBy("farmland_restored.violation")
    .execute();
  const summary = row.result === null ? null : (JSON.parse(row.result) as RestorationSummary);
  return {
    id,
    name: row.name,
    at: row.at,
    job: job === undefined ? null : jobView(job),
    finishedAt: row.finished_at,
    from: summary?.from ?? null,
    to: summary?.to ?? null,
    counts: { ...summary?.counts },
    restored: summary?.restored ?? null,
    doubts: [...(summary?.doubts ?? [])],
    inputs: [...(summary?.inputs ?? [])],
    plots: plots
      .filter(({ office }) => sees(office))
      .map(({ detail }) => {
        const { id: violation, verdict, reason, area, restored } = JSON.parse(detail) as RestoredPlot;
        return { violation, verdict, title: RESTORATIONS[verdict], reason, area, restored };
      }),
    ledgerIndex: row.ledger_index,
    note: LEAD_NOT_PROOF,
  };
}

export async function violationDetail(db: Reading, row: ViolationRow): Promise<ViolationDetailView> {
  const detail = JSON.parse(row.detail) as ViolationDetail;
  const run = await farmlandRuns(db).where("farmland_runs.id", "=", row.last_run).executeTakeFirstOrThrow();
  const result = resultOf(run);
  const sightings = await db
    .selectFrom("farmland_sightings")
    .innerJoin("farmland_runs", "farmland_runs.id", "farmland_sightings.run")
    .select(["farmland_runs.id", "farmland_runs.finished_at", "farmland_sightings.detail"])
    .where("violation", "=", row.id)
    .orderBy("farmland_runs.finished_at", "desc")
    .execute();
  return {
    violation: violationView(row),
    reason: detail.reason,
    pixels: detail.pixels,
    limits: detail.areaLimits.map((limit) => ({ ...limit })),
    parcels: detail.parcels.map((parcel) => ({ ...parcel })),
    approvalsToCheck: [...detail.approvalsToCheck],
    approvalsSubtracted: [...(result?.approvalsSubtracted ?? [])],
    geometry: detail.geometry as ViolationDetailView["geometry"],
    method: detail.method,
    curve: detail.curve.map((point) => ({ ...point })),
    pictures: { before: row.before_date, after: row.after_date },
    doubts: (result?.doubts ?? []).map((doubt): Text => ({ ...doubt })),
    sightings: sightings.map((sighting) => {
      const seen = JSON.parse(sighting.detail) as ViolationDetail;
      return {
        run: sighting.id,
        at: sighting.finished_at ?? "",
        confidence: seen.confidence,
        areaMu: seen.areaMu,
        imagesTo: seen.imagesTo,
      };
    }),
    ledgerIndex: run.ledger_index,
    note: LEAD_NOT_PROOF,
  };
}

/** Pictures and outlines of a run in the coordinates of its grid. FARMLAND_RUN_UNKNOWN while nothing was measured. */
export async function runMap(db: Reading, row: RunRow, sees: (office: string) => boolean): Promise<FarmlandMap> {
  const result = resultOf(row);
  const system = result?.grid.crs == null ? null : referenceSystem(result.grid.crs);
  if (result === null || system === null) throw new YuejianError("FARMLAND_RUN_UNKNOWN", { run: row.id });
  const { west, north, width, height, pixelWidth, pixelHeight } = result.grid;
  const days = await db.selectFrom("farmland_pictures").selectAll().where("run", "=", row.id).orderBy("date").execute();
  const sightings = await db
    .selectFrom("farmland_sightings")
    .innerJoin("farmland_violations", "farmland_violations.id", "farmland_sightings.violation")
    .select(["violation", "office", "detail"])
    .where("run", "=", row.id)
    .orderBy("position")
    .execute();
  return {
    run: row.id,
    system: system.name,
    extent: [west, north - height * pixelHeight, west + width * pixelWidth, north],
    pixel: pixelWidth,
    colours: result.colours,
    days: days.map(({ date, width: across, height: down }) => ({ date, width: across, height: down })),
    outlines: sightings
      .filter(({ office }) => sees(office))
      .map(({ violation, detail }) => ({
        violation,
        polygons: polygonsOf((JSON.parse(detail) as ViolationDetail).geometry).map((polygon) =>
          polygon.map((ring) => ring.map(([longitude, latitude]) => [...system.fromLonLat(longitude, latitude)] as [number, number])),
        ),
      })),
    checks: (await recordsOf(db, row.id)).flatMap(({ check, violation, office, position }) => {
      if (!sees(office) || position.state !== "measured") return [];
      const [x, y] = system.fromLonLat(Number(position.longitude), Number(position.latitude));
      return [{ check, violation, at: [x, y] as [number, number], accuracyMetres: position.accuracyMetres }];
    }),
  };
}

/** Positions of field checks of what a run saw. */
async function recordsOf(db: Reading, run: string) {
  const rows = await db
    .selectFrom("field_checks")
    .innerJoin("farmland_sightings", "farmland_sightings.violation", "field_checks.violation")
    .select(["field_checks.id", "field_checks.violation", "field_checks.office", "field_checks.record"])
    .where("farmland_sightings.run", "=", run)
    .where("field_checks.received_at", "is not", null)
    .execute();
  return rows.flatMap(({ id, violation, office, record }) =>
    record === null ? [] : [{ check: id, violation, office, position: (JSON.parse(record) as FieldRecord).position }],
  );
}

type Degrees = readonly (readonly (readonly [number, number])[])[];

function polygonsOf(geometry: object): readonly Degrees[] {
  const { type, coordinates } = geometry as { type: string; coordinates: readonly unknown[] };
  return (type === "Polygon" ? [coordinates] : coordinates) as readonly Degrees[];
}
