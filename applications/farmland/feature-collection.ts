import { isoOfDay } from "@yuejian/identifiers";
import type { PixelPolygon } from "@yuejian/imagery";
import type { GridPlace } from "./areas.ts";
import { CHANGE_CLASSES } from "./classify.ts";
import type { Detection, Violation } from "./detect-changes.ts";
import type { SeriesDetection } from "./detect-series.ts";
import type { DateInterval } from "./ground.ts";
import type { ChangedObject } from "./objects.ts";
import type { SeriesViolation } from "./series-violation.ts";

/** What every document about a spot on an image says. */
export const LEAD_NOT_PROOF = {
  zh: "卫星图斑是线索，不是证据；是否违法须由人实地核实",
  en: "A spot on a satellite image is a lead, not proof; whether it breaks the law is for people to verify on the ground",
};

/** Detections as GeoJSON (RFC 7946): longitude and latitude, outer rings counterclockwise. */
export function detectionFeatures(detection: Pick<Detection, "violations" | "pair">, dates: DateInterval): object {
  const place = { grid: detection.pair.before.grid, system: detection.pair.system };
  return collection(
    detection.violations.map((violation) => ({
      geometry: geometryOf(violation, place),
      properties: {
        ...sharedProperties(violation, dates),
        isLargeEnoughToConfirm: violation.isLargeEnoughToConfirm,
        indicesBefore: violation.before,
        indicesAfter: violation.after,
      },
    })),
  );
}

/** The same for a series. */
export function seriesFeatures({ violations, grid, system }: Pick<SeriesDetection, "violations" | "grid" | "system">): object {
  return collection(
    violations.map((violation) => ({
      geometry: geometryOf(violation, { grid, system }),
      properties: {
        ...sharedProperties(violation, violation.changed),
        surroundings: { compared: violation.surroundings.compared, cutShare: rounded(violation.surroundings.cutShare) },
        features: violation.years.map((year) => ({
          ...year,
          from: isoOfDay(year.from),
          to: isoOfDay(year.to),
          p95: rounded(year.p95),
          p10: rounded(year.p10),
          amplitude: rounded(year.amplitude),
          waterShare: year.waterShare === null ? null : rounded(year.waterShare),
          bareShare: rounded(year.bareShare),
        })),
      },
    })),
  );
}

function rounded(value: number): number {
  return Number(value.toFixed(3));
}

function collection(features: readonly { readonly geometry: object; readonly properties: object }[]): object {
  return { type: "FeatureCollection", features: features.map((feature, index) => ({ type: "Feature", id: index + 1, ...feature })) };
}

function sharedProperties(violation: Violation | SeriesViolation, { from, to }: DateInterval): object {
  const { area, element, parcels } = violation;
  return {
    class: violation.class,
    classTitle: CHANGE_CLASSES[violation.class],
    reason: violation.reason,
    confidence: violation.confidence,
    changedAfter: from,
    changedBy: to,
    pixels: violation.pixels,
    areaSquareMetres: area.squareMetres,
    areaErrorSquareMetres: area.errorSquareMetres,
    areaMu: area.mu,
    areaErrorMu: area.errorMu,
    areaHectares: area.hectares,
    areaAcres: area.acres,
    areaElement: element.state,
    areaLimits: element.limits,
    parcels: parcels.map(({ id, kind, area: taken }) => ({ id, kind, areaMu: taken.mu, areaErrorMu: taken.errorMu })),
    approvalsToCheck: violation.questionable,
    centre: violation.centre.map((degrees) => Number(degrees.toFixed(6))),
    note: LEAD_NOT_PROOF,
  };
}

function geometryOf({ outline }: ChangedObject, { grid, system }: GridPlace): object {
  const position = ([column, row]: readonly [number, number]) =>
    system.toLonLat(grid.west + column * grid.pixelWidth, grid.north - row * grid.pixelHeight).map((degrees) => Number(degrees.toFixed(8)));
  const rings = (polygon: PixelPolygon) => polygon.map((ring) => ring.map(position));
  const [first] = outline;
  return outline.length === 1 && first !== undefined
    ? { type: "Polygon", coordinates: rings(first) }
    : { type: "MultiPolygon", coordinates: outline.map(rings) };
}
