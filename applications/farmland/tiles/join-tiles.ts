import { joinRuns, keptRuns, type ReferenceSystem, runOutlines, type SpectralIndex } from "@yuejian/imagery";
import type { Signature } from "../classify.ts";
import { PAIR_PARAMETERS, pairViolation, type Violation } from "../detect-changes.ts";
import { changedObject } from "../objects.ts";
import type { TileFound, TileRun } from "./find-in-tile.ts";
import type { IndexSums, ObjectSums } from "./tile-objects.ts";

/** What all tiles of a scene found together. */
export interface JoinedTiles {
  readonly violations: readonly Violation[];
  readonly indices: readonly SpectralIndex[];
  readonly comparedPixels: number;
  readonly changedPixels: number;
  readonly subtracted: readonly string[];
  readonly questionable: readonly string[];
}

/** Objects that lie in several tiles become one; outlines and areas are those of the whole. */
export function joinTiles(
  { grid, dates }: TileRun,
  tiles: readonly TileFound[],
  { system, hasParcels }: { readonly system: ReferenceSystem; readonly hasParcels: boolean },
): JoinedTiles {
  const { objects, numbers } = joinRuns(tiles.map((tile) => tile.objects));
  const sums = mergedSums(tiles, numbers, objects.count);
  // Parts of pixels add up with rounding.
  const isKept = (label: number) => (sums[label - 1]?.pixels ?? 0) >= PAIR_PARAMETERS.leastPixels - 1e-3;
  const kept = sums.filter((_, index) => isKept(index + 1));
  const outlines = runOutlines(keptRuns(objects, isKept));
  const violations = kept.map((own, index) => {
    const parcels = [...own.parcels]
      .sort(([left], [right]) => left - right)
      .map(([, { id, kind, pixels, edges }]) => ({ id, kind, sums: { pixels, edges } }));
    const object = changedObject(
      { label: index + 1, sums: own, parcels, questionable: [...own.questionable], outline: outlines[index] ?? [] },
      { grid, system, hasParcels },
    );
    return pairViolation(
      object,
      { before: signatureOf(own.before), after: signatureOf(own.after) },
      { day: dates.to, isFarmland: hasParcels },
    );
  });
  const total = (which: "comparedPixels" | "changedPixels") => tiles.reduce((sum, tile) => sum + tile[which], 0);
  const together = (which: "subtracted" | "questionable") => [...new Set(tiles.flatMap((tile) => tile[which]))];
  return {
    violations,
    indices: tiles[0]?.indices ?? [],
    comparedPixels: total("comparedPixels"),
    changedPixels: total("changedPixels"),
    subtracted: together("subtracted"),
    questionable: together("questionable"),
  };
}

function mergedSums(tiles: readonly TileFound[], numbers: readonly Int32Array[], count: number): ObjectSums[] {
  const merged: (ObjectSums | undefined)[] = Array.from({ length: count }, () => undefined);
  tiles.forEach((tile, piece) => {
    tile.sums.forEach((sums, index) => {
      const at = (numbers[piece]?.[index] ?? 0) - 1;
      const known = merged[at];
      if (known === undefined) merged[at] = sums;
      else addSums(known, sums);
    });
  });
  return merged.flatMap((each) => each ?? []);
}

function addSums(known: ObjectSums, more: ObjectSums): void {
  for (const field of ["members", "column", "row", "pixels", "edges"] as const) known[field] += more[field];
  for (const [place, taken] of more.parcels) {
    const own = known.parcels.get(place);
    if (own === undefined) known.parcels.set(place, taken);
    else {
      own.pixels += taken.pixels;
      own.edges += taken.edges;
    }
  }
  for (const id of more.questionable) known.questionable.add(id);
  for (const which of ["before", "after"] as const)
    for (const [name, { sum, count }] of more[which]) {
      const own = known[which].get(name);
      if (own === undefined) known[which].set(name, { sum, count });
      else {
        own.sum += sum;
        own.count += count;
      }
    }
}

function signatureOf(sums: IndexSums): Signature {
  return Object.fromEntries([...sums].map(([name, { sum, count }]) => [name, Number((sum / count).toFixed(4))]));
}
