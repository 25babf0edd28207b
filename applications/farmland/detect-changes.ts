import { type Text, YuejianError } from "@yuejian/contracts";
import {
  availableIndices,
  type BandRole,
  decideChange,
  dilated,
  type Grid,
  harmonised,
  labelObjects,
  medianOf,
  type Raster,
  type ReferenceSystem,
  reweightedMad,
  roleBands,
  type SpectralIndex,
} from "@yuejian/imagery";
import { type AreaElement, areaElement } from "./area-element.ts";
import { type Classification, classifyPair, type Signature } from "./classify.ts";
import { pairDoubts } from "./doubts.ts";
import { type DetectionAreas, groundOf } from "./ground.ts";
import { type ChangedObject, measureObjects, objectSignatures } from "./objects.ts";
import { pairScenes, type Scene, type ScenePair } from "./scene.ts";

/** The same for every scene; docs/farmland.md says where each comes from. */
export const PAIR_PARAMETERS = {
  /** Deviation in pixels of the window over which the statistic is averaged. */
  smoothingPixels: 0.8,
  /** Pixels left out around pixels without a value, such as clouds and their shadows. */
  guardPixels: 1,
  leastPixels: 4,
  confirmedLeastPixels: 9,
  confirmedLeastHectares: 0.1,
} as const;

/** A change that a person should look at. Never more than possible: two dates cannot tell a harvest from a loss for good. */
export interface Violation extends ChangedObject, Classification {
  readonly confidence: "possible";
  /** Large enough to be confirmed by later images. */
  readonly isLargeEnoughToConfirm: boolean;
  readonly element: AreaElement;
  readonly before: Signature;
  readonly after: Signature;
}

export interface Detection {
  /** The shared ground. */
  readonly pair: { readonly before: { readonly grid: Grid }; readonly system: ReferenceSystem };
  /** 1 changed, 0 not changed, 255 cannot be compared; null where it was not kept. */
  readonly mask: Uint8Array | null;
  readonly violations: readonly Violation[];
  readonly threshold: number | null;
  readonly correlations: readonly number[];
  readonly bands: readonly (BandRole | null)[];
  readonly indices: readonly SpectralIndex[];
  readonly comparedPixels: number;
  readonly changedPixels: number;
  /** Null where no parcels were given: every change is shown. */
  readonly parcelCount: number | null;
  readonly approvalsSubtracted: readonly string[];
  readonly doubts: readonly Text[];
  /** Where the scene was worked on in pieces: how many, and from how many pixels of samples in how many iterations the method was learned. */
  readonly tiles: { readonly count: number; readonly iterations: number; readonly learnedFromPixels: number } | null;
}

/** IMAGES_LACK_PIXELS and what `pairScenes`, `readParcels`, `readApprovals` refuse. */
export function detectChanges(before: Scene, after: Scene, areas: DetectionAreas = {}): Detection {
  const pair = pairScenes(before, after);
  const { grid } = pair.before;
  const ground = groundOf(areas, { grid, system: pair.system }, { from: before.date, to: after.date });
  const { counted, parcels, questionable } = ground;
  const mad = reweightedMad(guarded(pair.before), guarded(pair.after));
  if (mad === null) throw new YuejianError("IMAGES_LACK_PIXELS", { before: before.name, after: after.name, pixels: comparable(pair) });
  const { mask, threshold } = decideChange(mad.statistic, grid, { ...PAIR_PARAMETERS, bands: pair.roles.length });
  const objects = labelObjects(counted === null ? mask : mask.map((value, at) => (value === 1 && (counted[at] ?? 0) > 0 ? 1 : 0)), grid);
  const { signatures, indices } = signaturesOf(pair, mad.statistic);
  const [was, is] = [signatures.before(objects), signatures.after(objects)];
  const violations = measureObjects(objects, ground, PAIR_PARAMETERS.leastPixels).map((object) =>
    pairViolation(
      object,
      { before: was[object.label - 1] ?? {}, after: is[object.label - 1] ?? {} },
      { day: after.date, isFarmland: parcels !== null },
    ),
  );
  const changedPixels = mask.reduce((sum, value) => sum + Number(value === 1), 0);
  return {
    pair,
    mask,
    violations,
    threshold,
    correlations: mad.correlations,
    bands: pair.roles,
    indices,
    comparedPixels: mad.pixels,
    changedPixels,
    parcelCount: parcels?.length ?? null,
    approvalsSubtracted: ground.subtracted.map(({ id }) => id),
    doubts: pairDoubts({
      before,
      after,
      indices,
      correlations: mad.correlations,
      changedShare: changedPixels / mad.pixels,
      comparedShare: mad.pixels / (grid.width * grid.height),
      questionable,
    }),
    tiles: null,
  };
}

/** `day` is that of the second image. */
export function pairViolation(
  object: ChangedObject,
  { before, after }: { readonly before: Signature; readonly after: Signature },
  { day, isFarmland }: { readonly day: string | null; readonly isFarmland: boolean },
): Violation {
  return {
    ...object,
    ...classifyPair(before, after),
    confidence: "possible",
    isLargeEnoughToConfirm: isLargeEnoughToConfirm(object),
    element: areaElement(object.areaByKind, { onDate: day ?? FALLBACK_DAY, isFarmland }),
    before,
    after,
  };
}

export function isLargeEnoughToConfirm({ pixels, area }: Pick<ChangedObject, "pixels" | "area">): boolean {
  return pixels >= PAIR_PARAMETERS.confirmedLeastPixels && area.hectares >= PAIR_PARAMETERS.confirmedLeastHectares;
}

/** No larger than its error: it may be an edge between two fields. A road may be so narrow. */
export function isSliver({ area }: Pick<ChangedObject, "area">, { class: kind }: Classification): boolean {
  return kind !== "building-road" && area.squareMetres <= area.errorSquareMetres;
}

/** Legal numbers are asked for a day; where the images have none, for the first after the interpretation's own. */
const FALLBACK_DAY = "2020-01-01";

function comparable({ before, after }: ScenePair): number {
  return before.valid.reduce((sum, value, at) => sum + (value & (after.valid[at] ?? 0)), 0);
}

/** Pixels beside those without a value get none either. */
export function guarded(raster: Raster): Raster {
  if (!raster.valid.includes(0)) return raster;
  const invalid = dilated(
    raster.valid.map((value) => 1 - value),
    raster.grid,
    PAIR_PARAMETERS.guardPixels,
  );
  return { ...raster, valid: invalid.map((value) => 1 - value) };
}

/** Indices of both dates on one scale: the second image is brought to the first by the half of the pixels that changed least. */
function signaturesOf({ before, after, roles }: ScenePair, statistic: Float32Array) {
  const median = medianOf(statistic);
  const isUnchanged = (at: number) => (statistic[at] ?? Number.NaN) <= median;
  const first = roleBands(before.bands, roles);
  const second = roleBands(
    after.bands.map((band, index) => harmonised(band, before.bands[index] ?? band, isUnchanged)),
    roles,
  );
  const indices = availableIndices(first);
  type Objects = Parameters<typeof objectSignatures>[0];
  return {
    indices,
    signatures: {
      before: (objects: Objects) => objectSignatures(objects, first, indices),
      after: (objects: Objects) => objectSignatures(objects, second, indices),
    },
  };
}
