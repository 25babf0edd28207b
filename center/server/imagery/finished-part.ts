import type { Violation } from "@yuejian/farmland";
import type { Grid, GridWindow, ReferenceSystem } from "@yuejian/imagery";

/** What one part of the images showed while others are still being looked at. Objects end at its border: with what lies beyond they may turn out larger, or be one. */
export interface FinishedPart<Found = Violation> {
  /** Parts in all. */
  readonly parts: number;
  /** The ground of the whole. */
  readonly grid: Grid;
  readonly system: ReferenceSystem;
  /** What this part answers for; parts cover the grid and do not overlap. */
  readonly window: GridWindow;
  readonly found: readonly Found[];
}

/** Told of each part as it is done, in any order; the work waits for it, and ends where it rejects. */
export type OnPart<Found = Violation> = (part: FinishedPart<Found>) => Promise<void>;
