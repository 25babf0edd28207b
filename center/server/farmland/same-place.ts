import { type AreaFile, placedAreas } from "@yuejian/farmland";
import { type Coverage, type Grid, type PixelPolygon, polygonCoverage, type ReferenceSystem, readGeoJson } from "@yuejian/imagery";

/** Two outlines are one place where they share so much of the smaller. */
const SHARED_PART = 0.3;

export interface KnownPlace {
  readonly id: string;
  /** GeoJSON, degrees. */
  readonly geometry: object;
}

/** For each outline the known place that it is: those that share most come first, none is given twice. */
export function samePlaces(
  outlines: readonly (readonly PixelPolygon[])[],
  known: readonly KnownPlace[],
  place: { readonly grid: Grid; readonly system: ReferenceSystem },
): readonly (string | null)[] {
  const own = outlines.map((outline) => polygonCoverage(outline, place.grid));
  const pairs: { at: number; id: string; shared: number }[] = [];
  for (const { id, coverage } of onGrid(known, place))
    own.forEach((coverageHere, at) => {
      if (coverageHere === null) return;
      const shared = sharedPart(coverageHere, coverage);
      if (shared >= SHARED_PART) pairs.push({ at, id, shared });
    });
  const found: (string | null)[] = outlines.map(() => null);
  const taken = new Set<string>();
  for (const { at, id } of pairs.toSorted((left, right) => right.shared - left.shared || left.at - right.at)) {
    if (found[at] !== null || taken.has(id)) continue;
    found[at] = id;
    taken.add(id);
  }
  return found;
}

function onGrid(known: readonly KnownPlace[], place: { readonly grid: Grid; readonly system: ReferenceSystem }) {
  const document = {
    type: "FeatureCollection",
    features: known.map(({ geometry }) => ({ type: "Feature", geometry, properties: {} })),
  };
  const file: AreaFile = { name: "farmland-violations", layer: readGeoJson(document, "farmland-violations") };
  return placedAreas(file, place, true).flatMap(({ coverage, index }) => {
    const id = known[index]?.id;
    return id === undefined ? [] : [{ id, coverage }];
  });
}

/** Pixels that both cover. */
function sharedPixels(one: Coverage, other: Coverage): number {
  let shared = 0;
  for (let row = 0; row < one.window.height; row++) {
    const line = one.window.row + row - other.window.row;
    if (line < 0 || line >= other.window.height) continue;
    for (let column = 0; column < one.window.width; column++) {
      const across = one.window.column + column - other.window.column;
      if (across < 0 || across >= other.window.width) continue;
      shared += Math.min(one.parts[row * one.window.width + column] ?? 0, other.parts[line * other.window.width + across] ?? 0);
    }
  }
  return shared;
}

function sharedPart(one: Coverage, other: Coverage): number {
  const smaller = Math.min(...[one, other].map(({ parts }) => parts.reduce((sum, part) => sum + part, 0)));
  return smaller === 0 ? 0 : sharedPixels(one, other) / smaller;
}

/** The office in whose district most of an outline lies; null where none does. */
export function officeOf(outline: readonly PixelPolygon[], districts: readonly District[], grid: Grid): string | null {
  const own = polygonCoverage(outline, grid);
  if (own === null) return null;
  const shares = districts.map(({ office, coverage }) => ({ office, pixels: sharedPixels(own, coverage) }));
  const best = shares.toSorted((left, right) => right.pixels - left.pixels)[0];
  return best !== undefined && best.pixels > 0 ? best.office : null;
}

export interface District {
  readonly office: string;
  readonly coverage: Coverage;
}
