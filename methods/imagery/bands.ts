/** What a band measures. */
export const BAND_ROLES = ["blue", "green", "red", "red-edge", "nir", "swir1", "swir2"] as const;

export type BandRole = (typeof BAND_ROLES)[number];

/** Roles of the bands of a file, null where a band has none of use, and how they were found. */
export interface BandRoles {
  readonly roles: readonly (BandRole | null)[];
  readonly source: "named" | "wavelengths" | "number of bands" | "unknown";
}

/** Centres in micrometres that the sensors Landsat, Sentinel-2 and Gaofen share. */
const RANGES: readonly (readonly [BandRole, number, number])[] = [
  ["blue", 0.45, 0.515],
  ["green", 0.525, 0.6],
  ["red", 0.62, 0.69],
  ["red-edge", 0.695, 0.79],
  ["nir", 0.79, 0.9],
  ["swir1", 1.5, 1.8],
  ["swir2", 2.0, 2.4],
];

const NAMES: readonly (readonly [BandRole, RegExp])[] = [
  ["blue", /\bblue\b|蓝/i],
  ["green", /\bgreen\b|绿/i],
  ["red-edge", /red[ _-]?edge|红边/i],
  ["red", /\bred\b|红/i],
  ["nir", /\bnir\b|near[ _-]?infra|近红外/i],
  ["swir1", /swir[ _-]?1|短波红外1/i],
  ["swir2", /swir[ _-]?2|短波红外2/i],
];

const SENTINEL2: readonly (BandRole | null)[] = [
  null,
  "blue",
  "green",
  "red",
  "red-edge",
  null,
  null,
  "nir",
  null,
  null,
  null,
  "swir1",
  "swir2",
];

/** Orders in which stacks of so many bands are usually written. Other numbers mean nothing by themselves. */
const BY_COUNT: ReadonlyMap<number, readonly (BandRole | null)[]> = new Map([
  [4, ["blue", "green", "red", "nir"]],
  [6, ["blue", "green", "red", "nir", "swir1", "swir2"]],
  [13, SENTINEL2],
]);

export interface BandHints {
  readonly count: number;
  readonly names?: readonly string[];
  /** Micrometres. */
  readonly wavelengths?: readonly number[];
}

/** A role that two bands claim goes to the first. */
export function bandRoles({ count, names = [], wavelengths = [] }: BandHints): BandRoles {
  if (wavelengths.length === count) {
    const roles = wavelengths.map((wavelength) => RANGES.find(([, from, to]) => wavelength >= from && wavelength < to)?.[0] ?? null);
    if (hasIndexBands(roles)) return { roles: once(roles), source: "wavelengths" };
  }
  if (names.length === count) {
    const roles = names.map((name) => NAMES.find(([, pattern]) => pattern.test(name))?.[0] ?? null);
    if (hasIndexBands(roles)) return { roles: once(roles), source: "named" };
  }
  const usual = BY_COUNT.get(count);
  return usual === undefined
    ? { roles: Array.from({ length: count }, () => null), source: "unknown" }
    : { roles: usual, source: "number of bands" };
}

function hasIndexBands(roles: readonly (BandRole | null)[]): boolean {
  return roles.includes("red") && roles.includes("nir");
}

function once(roles: readonly (BandRole | null)[]): (BandRole | null)[] {
  return roles.map((role, at) => (roles.indexOf(role) === at ? role : null));
}
