/** How long one case took, in days; open ones have lasted at least that long. */
export interface Duration {
  readonly days: number;
  readonly isEnded: boolean;
  /** For how many cases it stands; one when not given. */
  readonly weight?: number;
}

/** One step of a Kaplan–Meier curve: the share of cases still open from this day on. */
export interface CurveStep {
  readonly day: number;
  readonly open: number;
  /** Cases, by weight, that had lasted that long and were known to be open until then. */
  readonly atRisk: number;
}

/** The share still open by day, open cases counted as long as they were seen (Kaplan and Meier 1958; weighted as by Xie and Liu 2005). A case that ended on a day was open until it; one whose
 *  sight ends on that day as well counts as open on it. Steps only where cases ended. */
export function openCurve(durations: readonly Duration[]): readonly CurveStep[] {
  const sorted = durations.toSorted((left, right) => left.days - right.days);
  const steps: CurveStep[] = [];
  let open = 1;
  let left = sorted.reduce((sum, { weight = 1 }) => sum + weight, 0);
  for (let at = 0; at < sorted.length; ) {
    const day = sorted[at]?.days ?? 0;
    let [ended, gone] = [0, 0];
    for (; sorted[at]?.days === day; at++) {
      const { weight = 1, isEnded } = sorted[at] ?? { isEnded: false };
      gone += weight;
      if (isEnded) ended += weight;
    }
    if (ended > 0) {
      // The last of all leave nothing, whatever their weights add up to in floating point.
      open = at === sorted.length && ended === gone ? 0 : open * (1 - ended / left);
      steps.push({ day, open, atRisk: left });
    }
    left -= gone;
  }
  return steps;
}

/** What is not known may change a mean by this share of it at most. */
const MOST_UNKNOWN = 0.05;

/** Mean days until the end, of the first `horizon` days: the area under the curve up to there. Behind the day until which cases were seen those still open are
 *  taken to stay so; null where that could change the mean by more than a twentieth. */
export function restrictedMean(durations: readonly Duration[], horizon: number): number | null {
  const longest = Math.max(0, ...durations.map(({ days }) => days));
  const curve = openCurve(durations);
  if (durations.length === 0) return null;
  let [mean, from, open] = [0, 0, 1];
  for (const step of curve) {
    if (step.day >= horizon) break;
    mean += open * (step.day - from);
    [from, open] = [step.day, step.open];
  }
  const unknown = open * Math.max(0, horizon - longest);
  mean += open * (horizon - from);
  return unknown > MOST_UNKNOWN * mean ? null : mean;
}
