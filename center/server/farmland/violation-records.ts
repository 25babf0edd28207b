import type { Reading } from "../store/index.ts";
import type { ViolationDetail } from "./violation-detail.ts";

/** What a run measured as records of `farmland-violations`, in the order of the run: of each place only where its measurement is the newest. */
export async function violationRecords(db: Reading, run: string): Promise<object[]> {
  const rows = await db
    .selectFrom("farmland_sightings")
    .innerJoin("farmland_violations", "farmland_violations.id", "farmland_sightings.violation")
    .select(["farmland_violations.id", "office", "detail"])
    .where("farmland_sightings.run", "=", run)
    .where("farmland_violations.last_run", "=", run)
    .orderBy("position")
    .execute();
  return rows.map(({ id, office, detail }) => recordOf({ id, office, run, detail: JSON.parse(detail) as ViolationDetail }));
}

function recordOf({ id, office, run, detail }: { id: string; office: string; run: string; detail: ViolationDetail }): object {
  const { parcels, centre, approvalsToCheck } = detail;
  const listed = (values: readonly string[]) => (values.length === 0 ? null : values.join("、"));
  return {
    violation: id,
    name: placeName(detail),
    run,
    method: detail.method,
    class: detail.class,
    confidence: detail.confidence,
    is_large: detail.isLarge,
    area_square_metres: detail.areaSquareMetres,
    area_mu: detail.areaMu,
    area_error_mu: detail.areaErrorMu,
    area_element: detail.areaElement,
    changed_after: detail.changedAfter,
    changed_by: detail.changedBy,
    parcels: listed(parcels.map((parcel) => parcel.id)),
    approvals_to_check: listed(approvalsToCheck),
    longitude: centre[0],
    latitude: centre[1],
    images_from: detail.imagesFrom,
    images_to: detail.imagesTo,
    office,
  };
}

const NAMED_PARCELS = 2;

/** What people call a place: its parcels and its middle. */
export function placeName({ parcels, centre }: Pick<ViolationDetail, "parcels" | "centre">): string {
  const position = centre.map((degrees) => degrees.toFixed(6)).join("，");
  if (parcels.length === 0) return `图斑（${position}）`;
  const named = parcels.slice(0, NAMED_PARCELS).map(({ id }) => id);
  return `地块 ${named.join("、")}${parcels.length > NAMED_PARCELS ? ` 等 ${parcels.length} 块` : ""}（${position}）`;
}
