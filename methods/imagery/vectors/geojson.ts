import { YuejianError } from "@yuejian/contracts";

/** An area with its properties; rings in the coordinates of `crs`. */
export interface VectorFeature {
  readonly polygons: readonly VectorPolygon[];
  readonly properties: Readonly<Record<string, unknown>>;
}

export type VectorPolygon = readonly (readonly (readonly [x: number, y: number])[])[];

export interface VectorLayer {
  readonly crs: string;
  readonly features: readonly VectorFeature[];
}

/** Areas of a GeoJSON document: longitude and latitude (RFC 7946), or the system that an old-style `crs` member names. Features without
 *  geometry are left out. VECTORS_UNREADABLE names the place of the first fault. The document comes from outside. */
export function readGeoJson(document: unknown, file: string): VectorLayer {
  const refuse = (where: string, zh: string, en: string) =>
    new YuejianError("VECTORS_UNREADABLE", { file, where, reason_zh: zh, reason_en: en });
  if (!isObject(document)) throw refuse("$", "不是 GeoJSON", "it is no GeoJSON");
  const list = document["type"] === "FeatureCollection" ? document["features"] : document["type"] === "Feature" ? [document] : null;
  if (!Array.isArray(list)) throw refuse("$.type", "应为 FeatureCollection", "it should be a FeatureCollection");
  const features = list.flatMap((feature: unknown, index): VectorFeature[] => {
    const where = `features[${index}]`;
    if (!isObject(feature)) throw refuse(where, "不是要素", "it is no feature");
    const { geometry, properties } = feature;
    if (geometry === null || geometry === undefined) return [];
    if (!isObject(geometry)) throw refuse(`${where}.geometry`, "不是几何", "it is no geometry");
    const { type, coordinates } = geometry;
    const polygons = type === "Polygon" ? [coordinates] : type === "MultiPolygon" && Array.isArray(coordinates) ? coordinates : null;
    if (polygons === null)
      throw refuse(`${where}.geometry.type`, `应为 Polygon 或 MultiPolygon，而不是 ${String(type)}`, `${String(type)} is no polygon`);
    if (!polygons.every(isPolygon))
      throw refuse(
        `${where}.geometry.coordinates`,
        "不是由至少四个坐标点组成的闭合环",
        "its rings are not closed lists of at least four positions",
      );
    const { id } = feature;
    return [{ polygons, properties: { ...(id === undefined ? {} : { id }), ...(isObject(properties) ? properties : {}) } }];
  });
  return { crs: crsOf(document), features };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isPolygon(value: unknown): value is VectorPolygon {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every(
      (ring: unknown) =>
        Array.isArray(ring) &&
        ring.length >= 4 &&
        ring.every((position: unknown) => Array.isArray(position) && Number.isFinite(position[0]) && Number.isFinite(position[1])) &&
        isSamePlace(ring[0], ring.at(-1)),
    )
  );
}

function isSamePlace(first: unknown, last: unknown): boolean {
  return Array.isArray(first) && Array.isArray(last) && first[0] === last[0] && first[1] === last[1];
}

function crsOf(document: Readonly<Record<string, unknown>>): string {
  const { crs } = document;
  const properties = isObject(crs) ? crs["properties"] : null;
  const name = isObject(properties) ? String(properties["name"]) : "";
  const code = /EPSG:{1,2}(\d+)$/i.exec(name)?.[1];
  if (code !== undefined) return `EPSG:${code}`;
  return name === "" || /CRS84$/i.test(name) ? "EPSG:4326" : name;
}
