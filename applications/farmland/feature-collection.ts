import type { PixelPolygon } from "@yuejian/imagery";
import { CHANGE_CLASSES } from "./classify.ts";
import type { Detection, Violation } from "./detect-changes.ts";

/** What every document about a spot on an image says. */
export const LEAD_NOT_PROOF = {
  zh: "卫星图斑是线索，不是证据；是否违法须由人实地核实",
  en: "A spot on a satellite image is a lead, not proof; whether it breaks the law is for people to verify on the ground",
};

/** Detections as GeoJSON (RFC 7946): longitude and latitude, outer rings counterclockwise. */
export function detectionFeatures(detection: Detection, dates: { readonly from: string | null; readonly to: string | null }): object {
  return {
    type: "FeatureCollection",
    features: detection.violations.map((violation, index) => ({
      type: "Feature",
      id: index + 1,
      geometry: geometryOf(violation, detection),
      properties: propertiesOf(violation, dates),
    })),
  };
}

function propertiesOf(violation: Violation, { from, to }: { readonly from: string | null; readonly to: string | null }): object {
  const { area, element, parcels } = violation;
  return {
    class: violation.class,
    classTitle: CHANGE_CLASSES[violation.class],
    reason: violation.reason,
    confidence: violation.confidence,
    isLargeEnoughToConfirm: violation.isLargeEnoughToConfirm,
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
    indicesBefore: violation.before,
    indicesAfter: violation.after,
    note: LEAD_NOT_PROOF,
  };
}

function geometryOf({ outline }: Violation, { pair }: Detection): object {
  const { grid } = pair.before;
  const position = ([column, row]: readonly [number, number]) =>
    pair.system
      .toLonLat(grid.west + column * grid.pixelWidth, grid.north - row * grid.pixelHeight)
      .map((degrees) => Number(degrees.toFixed(8)));
  const rings = (polygon: PixelPolygon) => polygon.map((ring) => ring.map(position));
  const [first] = outline;
  return outline.length === 1 && first !== undefined
    ? { type: "Polygon", coordinates: rings(first) }
    : { type: "MultiPolygon", coordinates: outline.map(rings) };
}
