import {
  availableIndices,
  type BandRole,
  type ChangeLimits,
  changedWhere,
  type Grid,
  type MadTransform,
  madStatistic,
  type RasterPair,
  type ReferenceSystem,
  type RunPiece,
  roleBands,
  type Scaling,
  type SpectralIndex,
  smoothed,
  windowGrid,
} from "@yuejian/imagery";
import { guarded, PAIR_PARAMETERS } from "../detect-changes.ts";
import { type DateInterval, type DetectionAreas, groundOf } from "../ground.ts";
import type { TileAreas } from "./tile-areas.ts";
import { addSignatures, bandsAt, cropped, type ObjectSums, objectsOfTile, sumObjects } from "./tile-objects.ts";
import type { Tile } from "./tile-plan.ts";

/** How pixels are judged, with what the scene taught beforehand. Plain data. */
export type TileMethod =
  | {
      readonly kind: "alteration";
      readonly transform: MadTransform;
      /** Null where all pixels are alike: nothing changed. */
      readonly limits: ChangeLimits | null;
      /** By band: brings the second date to the scale of the first. */
      readonly scalings: readonly (Scaling | null)[];
    }
  /** The vegetation index fell by so much or more. */
  | { readonly kind: "difference"; readonly fall: number };

/** What all tiles of a scene have in common. Plain data. */
export interface TileRun {
  /** The shared ground. */
  readonly grid: Grid;
  readonly roles: readonly (BandRole | null)[];
  readonly dates: DateInterval;
  readonly method: TileMethod;
  readonly keepsMask: boolean;
}

export interface TileFound {
  readonly objects: RunPiece;
  readonly sums: readonly ObjectSums[];
  readonly indices: readonly SpectralIndex[];
  /** Of the core: 1 changed, 0 not changed, 255 cannot be compared; null where nobody asked. */
  readonly mask: Uint8Array | null;
  readonly comparedPixels: number;
  readonly changedPixels: number;
  /** Numbers of approvals. */
  readonly subtracted: readonly string[];
  readonly questionable: readonly string[];
}

/** Pixels around a tile's core that decide about it: the guard around what has no value, the reach of the averages, and one for the sides of the outermost objects. */
export function haloOf(kind: TileMethod["kind"]): number {
  const reach = kind === "difference" ? 0 : Math.max(1, Math.ceil(4 * PAIR_PARAMETERS.smoothingPixels));
  return PAIR_PARAMETERS.guardPixels + reach + 1;
}

interface TileInput {
  readonly tile: Tile;
  /** Both dates over the tile's window. */
  readonly pair: RasterPair;
  readonly system: ReferenceSystem;
  readonly parcels: TileAreas | null;
  readonly approvals: TileAreas | null;
}

export function findInTile(
  { grid, roles, dates, method, keepsMask }: TileRun,
  { tile, pair, system, parcels, approvals }: TileInput,
): TileFound {
  const { core, window } = tile;
  const areas: DetectionAreas = { ...(parcels && { parcels: parcels.file }), ...(approvals && { approvals: approvals.file }) };
  const ground = groundOf(areas, { grid: windowGrid(grid, window), system }, dates, { mayLieOutside: true });
  const guardedPair = { before: guarded(pair.before), after: guarded(pair.after) };
  const mask = method.kind === "difference" ? fallen(guardedPair, roles, method.fall) : altered(guardedPair, method);
  const { counted } = ground;
  const wanted = counted === null ? mask : mask.map((value, at) => (value === 1 && (counted[at] ?? 0) > 0 ? 1 : 0));
  const objects = objectsOfTile(wanted, tile, PAIR_PARAMETERS.leastPixels);
  const sums = sumObjects(objects, { mask: wanted, tile, ground, places: parcels?.places ?? [] });
  const indices = availableIndices(roleBands(pair.before.bands, roles));
  addSignatures(sums, objects, {
    window,
    indices,
    bandsOf(which, pixels) {
      const bands = bandsAt(pair[which], pixels);
      return roleBands(
        which === "after" && method.kind === "alteration" ? bands.map((band, at) => scaled(band, method.scalings[at])) : bands,
        roles,
      );
    },
  });
  const own = cropped(mask, window, core);
  let [comparedPixels, changedPixels] = [0, 0];
  for (let at = 0; at < own.length; at++) {
    if (own[at] !== 255) comparedPixels++;
    if (own[at] === 1) changedPixels++;
  }
  return {
    objects,
    sums,
    indices,
    mask: keepsMask ? own : null,
    comparedPixels,
    changedPixels,
    subtracted: ground.subtracted.map(({ id }) => id),
    questionable: ground.questionable.map(({ id }) => id),
  };
}

function scaled(band: Float32Array, scaling: Scaling | null | undefined): Float32Array {
  return scaling ? band.map((value) => value * scaling.gain + scaling.offset) : band;
}

function altered({ before, after }: RasterPair, { transform, limits }: Extract<TileMethod, { kind: "alteration" }>): Uint8Array {
  const statistic = madStatistic(before, after, transform);
  if (limits === null) return Uint8Array.from(statistic, (value) => (Number.isNaN(value) ? 255 : 0));
  const { smoothingPixels } = PAIR_PARAMETERS;
  return changedWhere({ statistic, averaged: smoothed(statistic, before.grid, smoothingPixels) }, before.grid, { smoothingPixels, limits });
}

/** Where the sum of red and near infrared is nothing there is no index to compare. */
function fallen({ before, after }: RasterPair, roles: TileRun["roles"], fall: number): Uint8Array {
  const [first, second] = [roleBands(before.bands, roles), roleBands(after.bands, roles)];
  const { nir: nir0, red: red0 } = first;
  const { nir: nir1, red: red1 } = second;
  const mask = new Uint8Array(before.valid.length);
  if (!nir0 || !red0 || !nir1 || !red1) return mask.fill(255);
  const validBefore = before.valid;
  const validAfter = after.valid;
  for (let at = 0; at < mask.length; at++) {
    // No arrays of two in here: they double the time.
    const highBefore = nir0[at] ?? 0;
    const lowBefore = red0[at] ?? 0;
    const highAfter = nir1[at] ?? 0;
    const lowAfter = red1[at] ?? 0;
    const sumBefore = highBefore + lowBefore;
    const sumAfter = highAfter + lowAfter;
    if (((validBefore[at] ?? 0) & (validAfter[at] ?? 0)) === 0 || !(sumBefore > 0) || !(sumAfter > 0)) mask[at] = 255;
    else if ((highBefore - lowBefore) / sumBefore - (highAfter - lowAfter) / sumAfter >= fall) mask[at] = 1;
  }
  return mask;
}
