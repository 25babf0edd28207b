import { type Interval, shareOf } from "./rates.ts";

/** Share of decided leads that were true. */
export interface Measured {
  readonly confirmed: number;
  readonly decided: number;
  /** Null while nothing is decided. */
  readonly interval: Interval | null;
}

export function measured(confirmed: number, decided: number): Measured {
  return { confirmed, decided, interval: shareOf(confirmed, decided) };
}

/** Fewer decided leads say too little to stop a model. */
export const LEAST_DECIDED = 10;

/** A model stops when even the upper end of the 95 % interval lies below its floor: chance alone then no longer explains the shortfall. */
export function isBelowFloor({ decided, interval }: Measured, floor: number): boolean {
  return decided >= LEAST_DECIDED && interval !== null && interval.high < floor;
}

/** Leads of one major version are measured together: a minor one does not change what is found. */
export function majorOf(version: string): number {
  return Number(version.split(".")[0]);
}
