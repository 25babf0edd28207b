import type { ViolationDetail } from "../../farmland/index.ts";
import type { Home } from "../../home/index.ts";

const ring = [
  [113.1, 29.35],
  [113.102, 29.35],
  [113.102, 29.352],
  [113.1, 29.352],
  [113.1, 29.35],
];

const detail: ViolationDetail = {
  class: "building-road",
  classTitle: { zh: "建筑或道路", en: "building or road" },
  reason: { zh: "植被消失，地表灰色", en: "vegetation gone, grey ground" },
  confidence: "possible",
  changedAfter: "2026-01-05",
  changedBy: "2026-02-14",
  pixels: 60,
  areaSquareMetres: 6000,
  areaErrorSquareMetres: 400,
  areaMu: 9,
  areaErrorMu: 0.6,
  areaHectares: 0.6,
  areaAcres: 1.48,
  areaElement: "cannot-tell",
  areaLimits: [],
  parcels: [{ id: "P-17", kind: "basic", areaMu: 9, areaErrorMu: 0.6 }],
  approvalsToCheck: [],
  centre: [113.101, 29.351],
  geometry: { type: "Polygon", coordinates: [ring] },
  method: "series",
  isLarge: true,
  imagesFrom: "2022-11-05",
  imagesTo: "2026-10-25",
  curve: [],
};

/** A violation of an office as a run keeps it, without images and without a lead. */
export async function plantViolation({ store }: Pick<Home, "store">, id: string, office: string): Promise<void> {
  const run = `fru_${id}`;
  const at = "2026-11-01T00:00:00.000Z";
  await store.write(async (trx) => {
    await trx
      .insertInto("farmland_runs")
      .values({
        id: run,
        job: `job_${id}`,
        office,
        actor: "system",
        at,
        name: "images",
        request: "{}",
        finished_at: at,
        result: null,
        series_sha256: null,
        batch: null,
        model_run: null,
        outbox: null,
      })
      .execute();
    await trx
      .insertInto("farmland_violations")
      .values({
        id,
        office,
        first_run: run,
        last_run: run,
        class: detail.class,
        confidence: detail.confidence,
        area_element: detail.areaElement,
        area_square_metres: detail.areaSquareMetres,
        changed_to: detail.changedBy,
        images_to: detail.imagesTo,
        west: 113_100_000,
        south: 29_350_000,
        east: 113_102_000,
        north: 29_352_000,
        first_at: at,
        changed_at: at,
        restoration: null,
        restored: null,
        restored_to: null,
        restored_square_metres: null,
      })
      .execute();
    const pictures = { before_date: null, before_sha256: null, after_date: null, after_sha256: null };
    await trx
      .insertInto("farmland_sightings")
      .values({ run, violation: id, position: 0, detail: JSON.stringify(detail), ...pictures })
      .execute();
  });
}
