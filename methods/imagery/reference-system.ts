import proj4, { type Converter } from "proj4";

/** A reference system of coordinates, as far as areas and outlines need it. Longitude and latitude are WGS 84, degrees; CGCS2000 is
 *  taken to be the same (they differ by centimetres). */
export interface ReferenceSystem {
  /** `EPSG:4528`, or the definition where there is no code. */
  readonly name: string;
  toLonLat(x: number, y: number): readonly [longitude: number, latitude: number];
  fromLonLat(longitude: number, latitude: number): readonly [x: number, y: number];
  /** Square metres on the ellipsoid for one square unit at a place: what a projection stretches is taken back. */
  squareMetresAt(x: number, y: number): number;
}

/** WGS 84. */
const SEMI_MAJOR = 6_378_137;
const ECCENTRICITY_SQUARED = 0.006_694_379_990_14;

/** Null where the system is unknown, or its datum is one whose shift is not public (Beijing 1954, Xi'an 1980): coordinates would be off
 *  by a hundred metres. */
export function referenceSystem(definition: string): ReferenceSystem | null {
  const epsg = /^EPSG:(\d+)$/i.exec(definition.trim());
  const usable = epsg ? definitionOf(Number(epsg[1])) : SHIFTED_DATUM.test(definition) ? null : definition;
  if (usable === null) return null;
  let converter: Converter;
  try {
    converter = proj4(usable, "EPSG:4326");
  } catch {
    return null;
  }
  const toLonLat = (x: number, y: number) => converter.forward<[number, number]>([x, y]);
  return {
    name: epsg ? `EPSG:${epsg[1]}` : definition,
    toLonLat,
    fromLonLat: (longitude, latitude) => converter.inverse<[number, number]>([longitude, latitude]),
    squareMetresAt: (x, y) => squareMetresAt(toLonLat, x, y),
  };
}

/** Brings coordinates from one system to another; they stay as they are where both are the same. */
export function transformation(from: ReferenceSystem, to: ReferenceSystem): (x: number, y: number) => readonly [x: number, y: number] {
  return from.name === to.name ? (x, y) => [x, y] : (x, y) => to.fromLonLat(...from.toLonLat(x, y));
}

const SHIFTED_DATUM = /beijing|xi'?an|krass|pulkovo/i;

/** CGCS2000 by zone: 6° zones 13–23, 3° zones 25–45, each with and without the zone's number before the easting. Others that proj4
 *  knows: WGS 84, its UTM zones, the web's Mercator. */
function definitionOf(code: number): string | null {
  const gauss = (meridian: number, falseEasting: number) =>
    `+proj=tmerc +lat_0=0 +lon_0=${meridian} +k=1 +x_0=${falseEasting} +y_0=0 +ellps=GRS80 +towgs84=0,0,0 +units=m +no_defs`;
  const within = (first: number, count: number) => code >= first && code < first + count;
  if (code === 4490) return "+proj=longlat +ellps=GRS80 +towgs84=0,0,0 +no_defs";
  if (within(4491, 11)) return gauss(75 + 6 * (code - 4491), (13 + code - 4491) * 1e6 + 500_000);
  if (within(4502, 11)) return gauss(75 + 6 * (code - 4502), 500_000);
  if (within(4513, 21)) return gauss(75 + 3 * (code - 4513), (25 + code - 4513) * 1e6 + 500_000);
  if (within(4534, 21)) return gauss(75 + 3 * (code - 4534), 500_000);
  const name = `EPSG:${code}`;
  return proj4.defs(name) === undefined ? null : name;
}

function squareMetresAt(toLonLat: ReferenceSystem["toLonLat"], x: number, y: number): number {
  const [, latitude] = toLonLat(x, y);
  // Geographic systems count in degrees: a step of a metre would leave the globe.
  const step = Math.abs(x) <= 360 && Math.abs(y) <= 90 && Math.abs(latitude - y) < 1 ? 1e-4 : 10;
  const [[east0, north0], [east1, north1]] = [toLonLat(x - step, y), toLonLat(x + step, y)];
  const [[east2, north2], [east3, north3]] = [toLonLat(x, y - step), toLonLat(x, y + step)];
  const radians = Math.PI / 180;
  const determinant = ((east1 - east0) * (north3 - north2) - (east3 - east2) * (north1 - north0)) * (radians / (2 * step)) ** 2;
  const sine = Math.sin(latitude * radians);
  const curvature = 1 - ECCENTRICITY_SQUARED * sine * sine;
  const [meridian, prime] = [(SEMI_MAJOR * (1 - ECCENTRICITY_SQUARED)) / curvature ** 1.5, SEMI_MAJOR / Math.sqrt(curvature)];
  return Math.abs(determinant) * meridian * prime * Math.cos(latitude * radians);
}

/** Whether both give a place the same coordinates, to a part of a unit; asked at one place of their common ground. */
export function isSameSystem(
  first: ReferenceSystem,
  second: ReferenceSystem,
  place: readonly [x: number, y: number],
  part: number,
): boolean {
  if (first.name === second.name) return true;
  const [x, y] = second.fromLonLat(...first.toLonLat(...place));
  return Math.abs(x - place[0]) <= part && Math.abs(y - place[1]) <= part;
}
