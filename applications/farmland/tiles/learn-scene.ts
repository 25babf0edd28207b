import { type GridWindow, learnLimits, learnMad, madStatistic, type RasterPair, scalingOf, smoothed } from "@yuejian/imagery";
import { guarded, PAIR_PARAMETERS } from "../detect-changes.ts";
import type { TileMethod } from "./find-in-tile.ts";

/** A scene of more pixels teaches by samples of this many pixels on a side, evenly spread. */
const SAMPLE_SIDE = 128;
const SAMPLES_ACROSS = 8;

/** What is read before the tiles: all of a small scene, else samples from one block of the files each. */
export function sampleWindows(
  { width, height }: { readonly width: number; readonly height: number },
  blockHeight: number,
  { wholePixels = (SAMPLE_SIDE * SAMPLES_ACROSS) ** 2, across = SAMPLES_ACROSS } = {},
): GridWindow[] {
  if (width * height <= wholePixels) return [{ column: 0, row: 0, width, height }];
  const places = (length: number, block: number) => {
    const side = Math.min(SAMPLE_SIDE, length);
    const count = Math.min(across, Math.floor(length / side));
    return Array.from({ length: count }, (_, each) => {
      const middle = ((each + 0.5) * length) / count;
      const start = block >= side ? Math.floor(middle / block) * block : middle - side / 2;
      return { start: Math.min(length - side, Math.floor(start)), side };
    });
  };
  const columns = places(width, SAMPLE_SIDE);
  return places(height, blockHeight).flatMap((row) =>
    columns.map((column) => ({ column: column.start, row: row.start, width: column.side, height: row.side })),
  );
}

export interface LearnedScene {
  readonly method: Extract<TileMethod, { kind: "alteration" }>;
  readonly iterations: number;
  /** Pixels that taught. */
  readonly pixels: number;
}

/** The transformation, the threshold and the scales that the samples teach; the iterations run over the same pixels every time. Null where too few pixels can be compared. */
export function learnScene(samples: readonly RasterPair[]): LearnedScene | null {
  const pairs = samples.map(({ before, after }) => ({ before: guarded(before), after: guarded(after) }));
  const learned = learnMad(pairs);
  if (learned === null) return null;
  const { transform, iterations, pixels } = learned;
  const statistics = pairs.map(({ before, after }) => madStatistic(before, after, transform));
  const averages = statistics.map((statistic, at) =>
    smoothed(statistic, pairs[at]?.before.grid ?? { width: 0, height: 0 }, PAIR_PARAMETERS.smoothingPixels),
  );
  const bandCount = samples[0]?.before.bands.length ?? 0;
  const limits = learnLimits(joined(averages), joined(statistics), bandCount);
  const scalings = Array.from({ length: bandCount }, (_, index) =>
    scalingOf(
      samples.map(({ before, after }, piece) => ({
        band: after.bands[index] ?? new Float32Array(),
        reference: before.bands[index] ?? new Float32Array(),
        isUnchanged: (at) => (statistics[piece]?.[at] ?? Number.NaN) <= (limits?.median ?? Infinity),
      })),
    ),
  );
  return { method: { kind: "alteration", transform, limits, scalings }, iterations, pixels };
}

function joined(pieces: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
