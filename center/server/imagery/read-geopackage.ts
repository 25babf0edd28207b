import { DatabaseSync } from "node:sqlite";
import { YuejianError } from "@yuejian/contracts";
import { readWkb, referenceSystem, type VectorLayer } from "@yuejian/imagery";

/** The layer of areas of a GeoPackage; one that has several is refused, since nobody said which. The file comes from outside and is opened for reading only. VECTORS_UNREADABLE */
export function readGeoPackage(path: string, file: string): VectorLayer {
  const refuse = (where: string, zh: string, en: string, cause?: unknown) =>
    new YuejianError("VECTORS_UNREADABLE", { file, where, reason_zh: zh, reason_en: en }, cause === undefined ? {} : { cause });
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(path, { readOnly: true });
    const layers = database
      .prepare(
        "SELECT g.table_name AS name, g.column_name AS geometry, s.organization, s.organization_coordsys_id AS code, s.definition FROM gpkg_geometry_columns g JOIN gpkg_contents c ON c.table_name = g.table_name AND c.data_type = 'features' LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id WHERE upper(g.geometry_type_name) IN ('POLYGON', 'MULTIPOLYGON', 'GEOMETRY', 'SURFACE', 'MULTISURFACE')",
      )
      .all() as { name: string; geometry: string; organization: string | null; code: number | null; definition: string | null }[];
    const [layer] = layers;
    if (layer === undefined) throw refuse("gpkg_geometry_columns", "没有面图层", "it has no layer of areas");
    if (layers.length > 1) {
      const names = layers.map(({ name }) => name).join(", ");
      throw refuse("gpkg_geometry_columns", `有多个面图层（${names}），请只留一个`, `it has several layers of areas (${names}); leave one`);
    }
    const coded = /^epsg$/i.test(layer.organization ?? "") && layer.code !== null ? `EPSG:${layer.code}` : null;
    const crs = coded !== null && (referenceSystem(coded) !== null || !layer.definition) ? coded : (layer.definition ?? "");
    const rows = database.prepare(`SELECT * FROM "${layer.name.replaceAll('"', '""')}"`).all();
    const features = rows.flatMap((row, index) => {
      const { [layer.geometry]: geometry, ...properties } = row;
      if (geometry === null) return [];
      const body = geometry instanceof Uint8Array ? bodyOf(geometry) : null;
      const polygons = body === null ? null : readWkb(body);
      if (polygons === null) throw refuse(`${layer.name}[${index}].${layer.geometry}`, "不是面", "it is no area");
      return [{ polygons, properties }];
    });
    return { crs, features };
  } catch (cause) {
    if (cause instanceof YuejianError) throw cause;
    throw refuse("$", "不是可用的 GeoPackage", "it is no usable GeoPackage", cause);
  } finally {
    database?.close();
  }
}

/** Bytes of the envelope by its kind. */
const ENVELOPES = [0, 32, 48, 48, 64];

/** The well-known binary behind a GeoPackage's own header; null where there is none. */
function bodyOf(blob: Uint8Array): Uint8Array | null {
  const envelope = ENVELOPES[((blob[3] ?? 0) >> 1) & 7];
  if (blob[0] !== 0x47 || blob[1] !== 0x50 || envelope === undefined) return null;
  return blob.subarray(8 + envelope);
}
