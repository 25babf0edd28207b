import type { Effect } from "@yuejian/effects";

/** A change with its intervals, as it goes out. */
export const effectMembers = ({ effect, low, high, step, yearlyTrend, probability, comparison }: Effect) => ({
  effect: { value: effect, low, high },
  step,
  yearlyTrend,
  probability,
  comparison,
});
