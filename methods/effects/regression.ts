import { studentQuantile, studentTwoSided } from "@yuejian/distributions";
import { at, dot, inverted, type Matrix, quadratic } from "./matrices.ts";

export interface Estimate {
  readonly value: number;
  readonly error: number;
  /** Satterthwaite's degrees of freedom. */
  readonly freedom: number;
  /** Of 95 %. */
  readonly low: number;
  readonly high: number;
  readonly probability: number;
}

export interface Fit {
  readonly coefficients: readonly number[];
  /** Of neighbouring periods. */
  readonly autocorrelation: number;
  /** A linear combination of the coefficients with its uncertainty. */
  estimate(weights: readonly number[]): Estimate;
}

const MOST = 0.95;

/** Linear regression whose errors follow their predecessors (AR(1)), by restricted maximum likelihood with Satterthwaite's degrees of freedom: of the ways that Turner
 *  et al. (2021, BMC Medical Research Methodology 21: 181) compare for interrupted time series the one that covers best. Null: the columns of the design depend on each other. */
export function fitAutocorrelated(design: Matrix, values: readonly number[]): Fit | null {
  if (fitAt(design, values, 0) === null) return null;
  const autocorrelation = bestOf((rho) => fitAt(design, values, rho)?.likelihood ?? Number.NEGATIVE_INFINITY);
  const fit = fitAt(design, values, autocorrelation);
  if (fit === null) return null;
  const spread = fit.residual / fit.rest;
  return {
    coefficients: fit.coefficients,
    autocorrelation,
    estimate(weights) {
      const value = dot(weights, fit.coefficients);
      const variance = spread * quadratic(weights, fit.inverse);
      const freedom = freedomOf({ design, values, weights, autocorrelation, spread, variance, rest: fit.rest });
      const error = Math.sqrt(variance);
      const reach = studentQuantile(0.05, freedom) * error;
      return {
        value,
        error,
        freedom,
        low: value - reach,
        high: value + reach,
        probability: studentTwoSided(Math.abs(value) / error, freedom),
      };
    },
  };
}

interface Fitted {
  readonly coefficients: readonly number[];
  /** (X′V⁻¹X)⁻¹, for innovations of variance 1. */
  readonly inverse: Matrix;
  readonly logDeterminant: number;
  /** Weighted sum of squares. */
  readonly residual: number;
  /** Periods less coefficients. */
  readonly rest: number;
  /** Restricted, profiled over the variance, up to a constant. */
  readonly likelihood: number;
}

function fitAt(design: Matrix, values: readonly number[], rho: number): Fitted | null {
  const rows = whitened(design, rho);
  const column = whitened(
    values.map((value) => [value]),
    rho,
  ).map((row) => row[0] as number);
  const size = (rows[0] as number[]).length;
  const cross = Array.from({ length: size }, (_r, row) =>
    Array.from({ length: size }, (_c, other) => rows.reduce((total, each) => total + (each[row] as number) * (each[other] as number), 0)),
  );
  const solved = inverted(cross);
  if (solved === null) return null;
  const right = Array.from({ length: size }, (_r, row) =>
    rows.reduce((total, each, index) => total + (each[row] as number) * (column[index] as number), 0),
  );
  const coefficients = solved.inverse.map((row) => dot(row, right));
  const residual = rows.reduce((total, row, index) => total + ((column[index] as number) - dot(row, coefficients)) ** 2, 0);
  const rest = values.length - size;
  const { inverse, logDeterminant } = solved;
  const likelihood = -0.5 * (rest * Math.log(Math.max(residual, 1e-300)) - Math.log(1 - rho * rho) + logDeterminant);
  return { coefficients, inverse, logDeterminant, residual, rest, likelihood };
}

/** Prais and Winsten (1954): so that what is left is independent. */
function whitened(rows: Matrix, rho: number): number[][] {
  return rows.map((row, index) =>
    row.map((value, column) => (index === 0 ? Math.sqrt(1 - rho * rho) * value : value - rho * at(rows, index - 1, column))),
  );
}

/** On a grid, then by golden section around its best. */
function bestOf(likelihood: (rho: number) => number): number {
  const step = 0.05;
  let [best, highest] = [0, Number.NEGATIVE_INFINITY];
  for (let rho = -MOST; rho <= MOST + 1e-9; rho += step) {
    const found = likelihood(rho);
    if (found > highest) [best, highest] = [rho, found];
  }
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [Math.max(-MOST, best - step), Math.min(MOST, best + step)];
  while (high - low > 1e-7) {
    const [left, right] = [high - golden * (high - low), low + golden * (high - low)];
    if (likelihood(left) < likelihood(right)) low = left;
    else high = right;
  }
  return (low + high) / 2;
}

interface Freedom {
  readonly design: Matrix;
  readonly values: readonly number[];
  readonly weights: readonly number[];
  readonly autocorrelation: number;
  readonly spread: number;
  readonly variance: number;
  readonly rest: number;
}

/** 2v²/(g′Ag): how surely the variance v of the estimate is known, with g its gradient and A the inverse information of (ln s², ρ). At least 1, at most as without autocorrelation. */
function freedomOf({ design, values, weights, autocorrelation, spread, variance, rest }: Freedom): number {
  const step = 1e-3;
  const rho = Math.min(MOST - step, Math.max(step - MOST, autocorrelation));
  // −2 ln L(ln s², ρ), up to a constant.
  const deviance = (logSpread: number, at: number): number => {
    const fit = fitAt(design, values, at) as Fitted;
    return rest * logSpread - Math.log(1 - at * at) + fit.logDeterminant + fit.residual / Math.exp(logSpread);
  };
  const varianceAt = (at: number): number => spread * quadratic(weights, (fitAt(design, values, at) as Fitted).inverse);
  const logSpread = Math.log(spread);
  const middle = deviance(logSpread, rho);
  const [up, down] = [deviance(logSpread, rho + step), deviance(logSpread, rho - step)];
  const [more, less] = [deviance(logSpread + step, rho), deviance(logSpread - step, rho)];
  const mixed =
    (deviance(logSpread + step, rho + step) -
      deviance(logSpread + step, rho - step) -
      deviance(logSpread - step, rho + step) +
      deviance(logSpread - step, rho - step)) /
    (4 * step * step);
  const information: Matrix = [
    [(more - 2 * middle + less) / (2 * step * step), mixed / 2],
    [mixed / 2, (up - 2 * middle + down) / (2 * step * step)],
  ];
  const known = inverted(information);
  if (known === null) return 1;
  const gradient = [variance, (varianceAt(rho + step) - varianceAt(rho - step)) / (2 * step)];
  return Math.min(rest, Math.max(1, (2 * variance * variance) / quadratic(gradient, known.inverse)));
}
