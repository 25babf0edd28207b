/** A difference between chosen units and the others, with what chance alone would give. */
export interface PermutationResult {
  /** Mean of the chosen minus mean of the others. */
  readonly difference: number;
  /** Share of all choices of as many units whose difference is at least as large either way; the choice itself is one of them. */
  readonly probability: number;
  /** Differences that are not refuted at the level; null ends are open. */
  readonly interval: readonly [number | null, number | null];
  readonly choices: number;
}

const TOLERANCE = 1e-9;

/** Number of ways to choose `chosen` of `units`. */
export function choicesOf(units: number, chosen: number): number {
  let count = 1;
  for (let at = 1; at <= chosen; at++) count = (count * (units - chosen + at)) / at;
  return Math.round(count);
}

/** Exact inference over all choices (Fisher 1935): what is refuted is the sharp hypothesis of one same effect on every chosen unit. The interval holds the effects
 *  that a two-sided test at `level` does not refute. `isChosen` for each value, some and not all true. */
export function permute(values: readonly number[], isChosen: readonly boolean[], level: number): PermutationResult {
  const units = values.length;
  const chosen = isChosen.filter(Boolean).length;
  if (chosen === 0 || chosen === units || isChosen.length !== units) throw new RangeError("some units are to be chosen, and not all");
  const difference = differenceOf(values, isChosen);
  // Under an effect, what it adds to the chosen ones is taken off, and each choice differs by a line over the effect.
  const lines = Array.from(choices(units, chosen), (choice) => ({
    at: differenceOf(values, choice),
    slope: differenceOf(
      isChosen.map((each) => (each ? 1 : 0)),
      choice,
    ),
  }));
  const probabilityAt = (effect: number): number => {
    const own = Math.abs(difference - effect);
    return lines.filter(({ at, slope }) => Math.abs(at - effect * slope) >= own - TOLERANCE).length / lines.length;
  };
  const turns = lines
    .flatMap(({ at, slope }) => [
      ...(1 - slope > TOLERANCE ? [(difference - at) / (1 - slope)] : []),
      ...(1 + slope > TOLERANCE ? [(difference + at) / (1 + slope)] : []),
    ])
    .toSorted((left, right) => left - right);
  const [first = difference, last = difference] = [turns[0], turns.at(-1)];
  const span = Math.max(1, last - first);
  const isKept = (effect: number): boolean => probabilityAt(effect) > level;
  const kept = turns.filter(
    (turn, at) =>
      isKept(turn) || isKept((turn + (turns[at + 1] ?? turn + span)) / 2) || isKept((turn + (turns[at - 1] ?? turn - span)) / 2),
  );
  return {
    difference,
    probability: probabilityAt(0),
    interval: [isKept(first - span) ? null : (kept[0] ?? difference), isKept(last + span) ? null : (kept.at(-1) ?? difference)],
    choices: lines.length,
  };
}

function differenceOf(values: readonly number[], isChosen: readonly boolean[]): number {
  const mean = (wanted: boolean): number => {
    const some = values.filter((_value, at) => isChosen[at] === wanted);
    return some.reduce((sum, value) => sum + value, 0) / some.length;
  };
  return mean(true) - mean(false);
}

function* choices(units: number, chosen: number): Generator<boolean[]> {
  if (chosen < 0 || chosen > units) return;
  if (units === 0) {
    yield [];
    return;
  }
  for (const rest of choices(units - 1, chosen - 1)) yield [...rest, true];
  for (const rest of choices(units - 1, chosen)) yield [...rest, false];
}
