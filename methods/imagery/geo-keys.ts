/** Keys of a GeoTIFF by name, as OGC 19-008 names them. */
export type GeoKeys = Readonly<Record<string, unknown>>;

const USER_DEFINED = 32_767;

/** The reference system that the keys name: a code, or a definition put together from the projection's parameters. Null where they name none
 *  that can be understood. */
export function systemOfGeoKeys(keys: GeoKeys): string | null {
  const number = (name: string): number | null => {
    const value = keys[name];
    return typeof value === "number" && Number.isFinite(value) ? value : null;
  };
  const model = number("GTModelTypeGeoKey");
  const code = number(model === 2 ? "GeographicTypeGeoKey" : "ProjectedCSTypeGeoKey");
  if (code !== null && code !== 0 && code !== USER_DEFINED) return `EPSG:${code}`;
  const citation = [keys["GTCitationGeoKey"], keys["PCSCitationGeoKey"], keys["GeogCitationGeoKey"]].filter(
    (each) => typeof each === "string",
  );
  const base = number("GeographicTypeGeoKey");
  if (citation.some((each) => /beijing|xi'?an|krass/i.test(each)) || (base !== null && [4214, 4610].includes(base))) return null;
  if (model === 2) return base === USER_DEFINED || base === null ? null : `EPSG:${base}`;
  const projection = projectionOf(number);
  return projection === null ? null : `${projection} ${ellipsoidOf(number)} +towgs84=0,0,0 +units=m +no_defs`;
}

/** A datum that the keys do not name is taken for one of WGS 84's kind. */
function ellipsoidOf(number: (name: string) => number | null): string {
  const [axis, flattening] = [number("GeogSemiMajorAxisGeoKey"), number("GeogInvFlatteningGeoKey")];
  return axis !== null && flattening !== null ? `+a=${axis} +rf=${flattening}` : "+ellps=GRS80";
}

function projectionOf(number: (name: string) => number | null): string | null {
  const first = (...names: readonly string[]): number => {
    for (const name of names) {
      const value = number(name);
      if (value !== null) return value;
    }
    return 0;
  };
  const origin = `+lat_0=${first("ProjNatOriginLatGeoKey", "ProjFalseOriginLatGeoKey", "ProjCenterLatGeoKey")} +lon_0=${first("ProjNatOriginLongGeoKey", "ProjFalseOriginLongGeoKey", "ProjCenterLongGeoKey")}`;
  const shift = `+x_0=${first("ProjFalseEastingGeoKey", "ProjFalseOriginEastingGeoKey")} +y_0=${first("ProjFalseNorthingGeoKey", "ProjFalseOriginNorthingGeoKey")}`;
  const parallels = `+lat_1=${first("ProjStdParallel1GeoKey")} +lat_2=${first("ProjStdParallel2GeoKey")}`;
  const unit = number("ProjLinearUnitsGeoKey");
  if (unit !== null && unit !== 9001) return null;
  switch (number("ProjCoordTransGeoKey") ?? 0) {
    case 1:
      return `+proj=tmerc ${origin} +k=${number("ProjScaleAtNatOriginGeoKey") ?? 1} ${shift}`;
    case 8:
      return `+proj=lcc ${origin} ${parallels} ${shift}`;
    case 11:
      return `+proj=aea ${origin} ${parallels} ${shift}`;
    default:
      return null;
  }
}
