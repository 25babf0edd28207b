import type { Random } from "./random.ts";

/** An urn: `total` balls of which `marked` are marked; `drawn` are drawn without putting back. How many of the drawn are marked? */
export interface Urn {
  readonly total: number;
  readonly marked: number;
  readonly drawn: number;
}

const TABLE = Float64Array.from({ length: 256 }, () => 0);
for (let at = 2; at < TABLE.length; at++) TABLE[at] = (TABLE[at - 1] as number) + Math.log(at);

/** ln n!, by the table, else by Stirling's series (error below 1e-12 relative from 256 on). */
export function logFactorial(n: number): number {
  if (n < TABLE.length) return TABLE[n] as number;
  const inverse = 1 / n;
  const square = inverse * inverse;
  return n * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI * n) + inverse * (1 / 12 - square * (1 / 360 - square / 1260));
}

const logChoose = (n: number, k: number): number => logFactorial(n) - logFactorial(k) - logFactorial(n - k);

export const leastOf = ({ total, marked, drawn }: Urn): number => Math.max(0, drawn + marked - total);
export const mostOf = ({ marked, drawn }: Urn): number => Math.min(marked, drawn);

export function probabilityOf(urn: Urn, count: number): number {
  if (count < leastOf(urn) || count > mostOf(urn)) return 0;
  const { total, marked, drawn } = urn;
  return Math.exp(logChoose(marked, count) + logChoose(total - marked, drawn - count) - logChoose(total, drawn));
}

/** P(X ≥ count): Fisher's exact test, one-sided. */
export function upperTail(urn: Urn, count: number): number {
  if (count <= leastOf(urn)) return 1;
  const most = mostOf(urn);
  let [sum, term] = [0, probabilityOf(urn, count)];
  for (let at = count; at <= most && term > 0; at++) {
    sum += term;
    term *= ratioUp(urn, at);
    if (term < sum * 1e-17) break;
  }
  return Math.min(1, sum);
}

/** P(at + 1) / P(at). */
function ratioUp({ total, marked, drawn }: Urn, at: number): number {
  return ((marked - at) * (drawn - at)) / ((at + 1) * (total - marked - drawn + at + 1));
}

/** One draw, exact: outward from the mode, each step by the ratio of neighbouring probabilities. */
export function drawFrom(urn: Urn, random: Random): number {
  const [least, most] = [leastOf(urn), mostOf(urn)];
  if (least === most) return least;
  const mode = Math.min(most, Math.max(least, Math.floor(((urn.drawn + 1) * (urn.marked + 1)) / (urn.total + 2))));
  let rest = random();
  let [up, down] = [probabilityOf(urn, mode), 0];
  let [above, below] = [mode, mode - 1];
  down = below >= least ? up / ratioUp(urn, below) : 0;
  for (;;) {
    const hasAbove = above <= most;
    const hasBelow = below >= least;
    // Rounding may leave a rest beyond the last value.
    if (!hasAbove && !hasBelow) return mode;
    if (hasAbove && (up >= down || !hasBelow)) {
      if (rest < up) return above;
      rest -= up;
      up *= ratioUp(urn, above);
      above++;
    } else {
      if (rest < down) return below;
      rest -= down;
      below--;
      down = below >= least ? down / ratioUp(urn, below) : 0;
    }
    if (up < 1e-300 && down < 1e-300) return mode;
  }
}
