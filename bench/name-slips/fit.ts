/** One reading of a place: what speaks for it and against it, and whether it is right. */
export interface Lesson {
  readonly signs: readonly string[];
  readonly isSlip: boolean;
  readonly weight: number;
}

const ROUNDS = 400;
const STEP = 0.5;
/** What a weight costs: signs that are seldom met weigh little. */
const RIDGE = 2;

/** Logarithms of odds of signs by logistic regression, and what every reading weighs. */
export function fitWeights(lessons: readonly Lesson[]): Map<string, number> {
  const at = new Map([["base", 0]]);
  for (const { signs } of lessons) for (const sign of signs) if (!at.has(sign)) at.set(sign, at.size);
  const rows = lessons.map(({ signs }) => [0, ...signs.map((sign) => at.get(sign) ?? 0)]);
  const weights = new Float64Array(at.size);
  const [squares, total] = [new Float64Array(at.size), lessons.reduce((sum, { weight }) => sum + weight, 0)];
  for (let round = 0; round < ROUNDS; round += 1) {
    const slope = new Float64Array(at.size);
    for (const [row, each] of rows.entries()) {
      const { isSlip, weight } = lessons[row] as Lesson;
      let sum = 0;
      for (const sign of each) sum += weights[sign] ?? 0;
      const error = weight * ((isSlip ? 1 : 0) - 1 / (1 + Math.exp(-sum)));
      for (const sign of each) slope[sign] = (slope[sign] ?? 0) + error;
    }
    for (const [sign, value] of slope.entries()) {
      const pull = (value - (sign === 0 ? 0 : RIDGE * (weights[sign] ?? 0))) / total;
      squares[sign] = (squares[sign] ?? 0) + pull * pull;
      weights[sign] = (weights[sign] ?? 0) + (STEP * pull) / (Math.sqrt(squares[sign] ?? 0) + 1e-9);
    }
  }
  return new Map(
    [...at]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([sign, index]) => [sign, Math.round((weights[index] ?? 0) * 10) / 10]),
  );
}
