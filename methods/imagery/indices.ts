import { BAND_ROLES, type BandRole } from "./bands.ts";

/** Indices of surface cover, −1 to 1.
 *  NDVI vegetation (Rouse 1974); MNDWI water (Xu 2006); NDWI water without short-wave infrared (McFeeters 1996); NDBI built-up
 *  (Zha 2003); BSI bare soil (Rikimaru 2002); LSWI moisture of leaf and soil (Xiao 2002). */
export const SPECTRAL_INDICES = ["ndvi", "mndwi", "ndwi", "ndbi", "bsi", "lswi"] as const;

export type SpectralIndex = (typeof SPECTRAL_INDICES)[number];

/** Each index is (Σ plus − Σ minus) / (Σ plus + Σ minus). */
const FORMULAS: Readonly<Record<SpectralIndex, { readonly plus: readonly BandRole[]; readonly minus: readonly BandRole[] }>> = {
  ndvi: { plus: ["nir"], minus: ["red"] },
  mndwi: { plus: ["green"], minus: ["swir1"] },
  ndwi: { plus: ["green"], minus: ["nir"] },
  ndbi: { plus: ["swir1"], minus: ["nir"] },
  bsi: { plus: ["swir1", "red"], minus: ["nir", "blue"] },
  lswi: { plus: ["nir"], minus: ["swir1"] },
};

export type RoleBands = Readonly<Partial<Record<BandRole, Float32Array>>>;

/** The bands of a raster by their role; bands without a role are left out. */
export function roleBands(bands: readonly Float32Array[], roles: readonly (BandRole | null)[]): RoleBands {
  return Object.fromEntries(
    BAND_ROLES.flatMap((role) => {
      const band = bands[roles.indexOf(role)];
      return band === undefined ? [] : [[role, band]];
    }),
  );
}

/** Indices that can be computed from the bands that are there. */
export function availableIndices(bands: RoleBands): readonly SpectralIndex[] {
  return SPECTRAL_INDICES.filter((index) => [...FORMULAS[index].plus, ...FORMULAS[index].minus].every((role) => bands[role] !== undefined));
}

/** One index for every pixel, NaN where the bands add up to nothing; written into `target` where one is given. Null when a band is missing. */
export function spectralIndex(index: SpectralIndex, bands: RoleBands, target?: Float32Array): Float32Array | null {
  const { plus, minus } = FORMULAS[index];
  const take = (roles: readonly BandRole[]) => roles.flatMap((role) => bands[role] ?? []);
  const [added, taken] = [take(plus), take(minus)];
  if (added.length < plus.length || taken.length < minus.length) return null;
  const [one, other] = [added[0], taken[0]];
  const length = one?.length ?? 0;
  const values = target ?? new Float32Array(length);
  if (one !== undefined && other !== undefined && added.length === 1 && taken.length === 1) {
    for (let at = 0; at < length; at++) {
      const high = one[at] ?? 0;
      const low = other[at] ?? 0;
      const sum = high + low;
      values[at] = sum > 0 ? (high - low) / sum : Number.NaN;
    }
    return values;
  }
  for (let at = 0; at < length; at++) {
    let [high, low] = [0, 0];
    for (const band of added) high += band[at] ?? 0;
    for (const band of taken) low += band[at] ?? 0;
    const sum = high + low;
    values[at] = sum > 0 ? (high - low) / sum : Number.NaN;
  }
  return values;
}

/** How much more red than blue a surface reflects, −1 to 1: soils do, concrete and roofs hardly. Null without these bands. */
export function redness({ red, blue }: RoleBands, target?: Float32Array): Float32Array | null {
  return red === undefined || blue === undefined ? null : spectralIndex("ndvi", { nir: red, red: blue }, target);
}
