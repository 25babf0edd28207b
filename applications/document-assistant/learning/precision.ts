import { type WilsonInterval, wilsonInterval } from "@yuejian/distributions";

/** What was fixed beforehand: a rule is muted when at least so many of its findings were decided, and even the upper end of the share that people accepted lies
 *  under the bar. */
export const MUTE_BAR = { leastDecisions: 20, precision: 0.5 } as const;

export interface Decided {
  readonly accepted: number;
  readonly rejected: number;
}

export interface RulePrecision extends Decided {
  /** Null: nothing was decided. */
  readonly interval: WilsonInterval | null;
  readonly isUnderBar: boolean;
}

export function precisionOf({ accepted, rejected }: Decided): RulePrecision {
  const interval = wilsonInterval(accepted, accepted + rejected);
  const isUnderBar = interval !== null && accepted + rejected >= MUTE_BAR.leastDecisions && interval.high < MUTE_BAR.precision;
  return { accepted, rejected, interval, isUnderBar };
}
