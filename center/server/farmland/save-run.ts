import { createHash } from "node:crypto";
import { canonicalJson, type Text } from "@yuejian/contracts";
import { LEAD_NOT_PROOF } from "@yuejian/farmland";
import type { Grid } from "@yuejian/imagery";
import type { JobContext } from "../jobs/index.ts";
import type { StoreTransaction } from "../store/index.ts";
import type { Workplace } from "../work/workplace.ts";
import type { DrawnObject, DrawnPictures } from "./draw-pictures.ts";
import type { SeriesShape } from "./kept-series.ts";
import type { MeasuredImages } from "./measure-images.ts";
import { forgetParts } from "./parts.ts";
import { type District, officeOf, samePlaces } from "./same-place.ts";
import type { ViolationDetail } from "./violation-detail.ts";

export interface RunInput {
  readonly role: string;
  readonly file: string;
  readonly size: number;
  readonly sha256: string;
  readonly sm3: string;
}

/** What is kept of a finished run beside its violations. */
export interface RunResult {
  readonly method: "series" | "pair";
  readonly parameters: object;
  readonly threshold: number | null;
  readonly watchFrom: string | null;
  readonly dates: readonly string[];
  readonly grid: Grid;
  readonly colours: string;
  readonly approvalsSubtracted: readonly string[];
  readonly doubts: readonly Text[];
  readonly inputs: readonly RunInput[];
  readonly violations: number;
  readonly newViolations: number;
  /** Of the canonical JSON of `[id, detail]` of every violation, in order. */
  readonly violationsSha256: string;
  readonly shape: SeriesShape;
}

export interface MeasuredRun {
  readonly id: string;
  readonly images: MeasuredImages;
  readonly inputs: readonly RunInput[];
  readonly districts: readonly District[];
  readonly pictures: DrawnPictures;
  readonly series: { readonly sha256: string; readonly shape: SeriesShape };
}

/** Keeps what a run measured, with the statement of it, in one transaction: places that are known are found again, others are new. */
export async function saveRun({ home, job, fence }: JobContext<Workplace>, run: MeasuredRun): Promise<void> {
  const { id, images, pictures, districts, series } = run;
  const now = new Date(home.clock.now()).toISOString();
  await home.store.write(async (trx) => {
    await fence(trx);
    const boxes = pictures.objects.map(({ detail }) => boxOf(detail.geometry));
    const known = await placesNear(trx, boxes);
    const same = samePlaces(
      images.objects.map(({ outline }) => outline),
      known,
      images,
    );
    const ids: string[] = [];
    let newViolations = 0;
    for (const [at, object] of pictures.objects.entries()) {
      const outline = images.objects[at]?.outline ?? [];
      const box = boxes[at] as Box;
      const earlier = same[at] ?? null;
      const office = officeOf(outline, districts, images.grid) ?? job.office;
      const violation = earlier ?? home.ids.next("vio");
      const row = { ...rowOf(object.detail, box), last_run: id, changed_at: now };
      if (earlier === null) {
        newViolations++;
        await trx
          .insertInto("farmland_violations")
          .values({ id: violation, office, first_run: id, first_at: now, ...UNTOUCHED, ...row })
          .execute();
      } else
        await trx
          .updateTable("farmland_violations")
          .set(row)
          .where("id", "=", violation)
          // Older images say nothing about how a place is now.
          .where("images_to", "<=", object.detail.imagesTo)
          .execute();
      await trx
        .insertInto("farmland_sightings")
        .values(sightingRow(object, { run: id, violation, position: at }))
        .execute();
      ids.push(violation);
    }
    const result: RunResult = { ...resultOf(run, ids), newViolations };
    const outbox = await home.outbox.record(trx, {
      type: "farmland.measured",
      subject: id,
      organisation: job.office,
      content: { id, actor: job.actor, finishedAt: now, ...stated(result), note: LEAD_NOT_PROOF },
    });
    await forgetParts(trx, id);
    for (const day of pictures.days)
      await trx
        .insertInto("farmland_pictures")
        .values({ run: id, ...day })
        .execute();
    await trx
      .updateTable("farmland_runs")
      .set({ finished_at: now, result: JSON.stringify(result), series_sha256: series.sha256, outbox })
      .where("id", "=", id)
      .execute();
  });
}

function resultOf({ images, inputs, pictures, series }: MeasuredRun, ids: readonly string[]): Omit<RunResult, "newViolations"> {
  const { method, parameters, threshold, watchFrom, dates, grid, system, approvalsSubtracted, doubts } = images;
  const said = pictures.objects.map(({ detail }, at) => [ids[at], detail]);
  return {
    method,
    parameters,
    threshold,
    watchFrom,
    dates,
    grid: { ...grid, crs: system.name },
    colours: pictures.colours,
    approvalsSubtracted,
    doubts,
    inputs,
    violations: ids.length,
    violationsSha256: createHash("sha256").update(canonicalJson(said)).digest("hex"),
    shape: series.shape,
  };
}

/** What the ledger is told: everything to repeat the run, and a digest over what it found. */
function stated({ violations, violationsSha256, ...result }: RunResult) {
  return { ...result, violations: { count: violations, sha256: violationsSha256 } };
}

/** Nobody looked yet at what became of it. */
const UNTOUCHED = { restoration: null, restored: null, restored_to: null, restored_square_metres: null };

function rowOf(detail: ViolationDetail, box: Box) {
  return {
    class: detail.class,
    confidence: detail.confidence,
    area_element: detail.areaElement,
    area_square_metres: Math.round(detail.areaSquareMetres),
    changed_to: detail.changedBy,
    images_to: detail.imagesTo,
    ...box,
  };
}

function sightingRow({ detail, before, after }: DrawnObject, place: { run: string; violation: string; position: number }) {
  return {
    ...place,
    detail: JSON.stringify(detail),
    before_date: before?.date ?? null,
    before_sha256: before?.sha256 ?? null,
    after_date: after?.date ?? null,
    after_sha256: after?.sha256 ?? null,
  };
}

/** Millionths of a degree. */
interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

function boxOf(geometry: object): Box {
  const { type, coordinates } = geometry as { type: string; coordinates: readonly unknown[] };
  const polygons = (type === "Polygon" ? [coordinates] : coordinates) as readonly (readonly (readonly [number, number])[])[][];
  const points = polygons.flatMap(([ring]) => ring ?? []);
  const across = points.map(([x]) => x);
  const up = points.map(([, y]) => y);
  const scaled = (value: number, round: (value: number) => number) => round(value * 1e6);
  return {
    west: scaled(Math.min(...across), Math.floor),
    south: scaled(Math.min(...up), Math.floor),
    east: scaled(Math.max(...across), Math.ceil),
    north: scaled(Math.max(...up), Math.ceil),
  };
}

/** Known places that may touch one of the boxes, as they were measured last. */
async function placesNear(trx: StoreTransaction, boxes: readonly Box[]): Promise<{ id: string; geometry: object }[]> {
  if (boxes.length === 0) return [];
  const most = (pick: (box: Box) => number, choose: (left: number, right: number) => number) =>
    boxes.map(pick).reduce((left, right) => choose(left, right));
  const rows = await trx
    .selectFrom("farmland_violations")
    .innerJoin("farmland_sightings", (join) =>
      join
        .onRef("farmland_sightings.violation", "=", "farmland_violations.id")
        .onRef("farmland_sightings.run", "=", "farmland_violations.last_run"),
    )
    .select(["farmland_violations.id", "farmland_sightings.detail"])
    .where(
      "west",
      "<=",
      most(({ east }) => east, Math.max),
    )
    .where(
      "east",
      ">=",
      most(({ west }) => west, Math.min),
    )
    .where(
      "south",
      "<=",
      most(({ north }) => north, Math.max),
    )
    .where(
      "north",
      ">=",
      most(({ south }) => south, Math.min),
    )
    .orderBy("farmland_violations.id")
    .execute();
  return rows.map(({ id, detail }) => ({ id, geometry: (JSON.parse(detail) as ViolationDetail).geometry }));
}
