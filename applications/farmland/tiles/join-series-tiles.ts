import { ALERT_LEVELS, type AlertLevel } from "@yuejian/imagery";
import type { SeriesViolation } from "../series-violation.ts";

/** A violation in columns and rows of the whole scene. Plain data. */
export interface PlacedViolation {
  /** Row × width + column of its first pixel: its tile is the one in whose core that lies. */
  readonly first: number;
  /** It may look different in a larger window. */
  readonly isUnsure: boolean;
  readonly violation: SeriesViolation;
}

/** What one tile answers for. Plain data. */
export interface SeriesTileFound {
  readonly found: readonly PlacedViolation[];
  /** What is left over and merely possible. */
  readonly possible: readonly PlacedViolation[];
  /** Pixels of the core by level. */
  readonly pixels: Readonly<Record<AlertLevel, number>>;
  /** A pixel of the core has years enough before the watch for a confirmation. */
  readonly hasHistory: boolean;
  /** Numbers of approvals. */
  readonly subtracted: readonly string[];
  readonly questionable: readonly string[];
  /** Objects that even a larger window could not show whole. */
  readonly cut: number;
}

/** From north to south; then, in the order of their first pixels, what is merely possible. The order of the tiles changes nothing. */
export function joinSeriesTiles(tiles: readonly SeriesTileFound[]) {
  const inOrder = tiles.flatMap(({ found }) => found).sort(byPlace);
  const possible = tiles.flatMap((tile) => tile.possible).sort((left, right) => left.first - right.first);
  return {
    violations: [...inOrder, ...possible].map(({ violation }, index): SeriesViolation => ({ ...violation, label: index + 1 })),
    pixels: Object.fromEntries(ALERT_LEVELS.map((level) => [level, tiles.reduce((sum, { pixels }) => sum + pixels[level], 0)])) as Record<
      AlertLevel,
      number
    >,
    hasHistory: tiles.some((tile) => tile.hasHistory),
    subtracted: new Set(tiles.flatMap(({ subtracted }) => subtracted)),
    questionable: [...new Set(tiles.flatMap(({ questionable }) => questionable))],
    cut: tiles.reduce((sum, tile) => sum + tile.cut, 0),
  };
}

function byPlace(left: PlacedViolation, right: PlacedViolation): number {
  return right.violation.centre[1] - left.violation.centre[1] || left.first - right.first;
}
