import type { SpellingEditKind } from "../spelling-edit.ts";

export type SlipKind = Exclude<SpellingEditKind, "replaced">;
export const SLIP_KINDS = ["missing", "surplus", "swapped"] as const satisfies readonly SlipKind[];

/** Characters that may be missing, too many or out of order: what to take away at a place of a line, and what to put there. */
export interface Slip {
  readonly kind: SlipKind;
  /** Place in the line, its start mark counted. */
  readonly at: number;
  readonly removed: number;
  readonly inserted: readonly number[];
}

export interface WeighedSlip extends Slip {
  readonly evidence: Float32Array;
}

/** The line as it would be. */
export const withSlip = (line: readonly number[], { at, removed, inserted }: Slip): number[] => [
  ...line.slice(0, at),
  ...inserted,
  ...line.slice(at + removed),
];
