import { HANDLED_CASE_STAGES, type HandledCaseStage } from "@yuejian/contracts";
import { dayFromIso } from "@yuejian/identifiers";
import type { StageInterval } from "./stages.ts";

export interface MinedCase {
  readonly intervals: readonly StageInterval[];
  readonly decidedOn: string | null;
  /** Day of the export that told of the case: what goes on lasted at least until then. */
  readonly asOf: string;
}

/** How long something took, in days. What goes on is censored: it lasted at least so long (Kaplan–Meier). */
export interface Duration {
  readonly ended: number;
  readonly goesOn: number;
  /** Null: too little of it has ended to say. */
  readonly medianDays: number | null;
  readonly p90Days: number | null;
}

export interface StageTime extends Duration {
  readonly stage: HandledCaseStage;
  readonly isWaiting: boolean;
  readonly totalDays: number;
  /** Of all days of all cases until their decision; null: a stage after it. */
  readonly share: number | null;
  /** Cases that came into the stage, and left it, within the window. More in than out: it fills up. */
  readonly entered: number;
  readonly left: number;
}

export interface Variant {
  readonly stages: readonly HandledCaseStage[];
  readonly cases: number;
  readonly medianDays: number;
  readonly p90Days: number;
}

export interface ProcessFigures {
  readonly cases: number;
  /** From acceptance to decision. */
  readonly whole: Duration;
  readonly stages: readonly StageTime[];
  readonly workingDays: number;
  readonly waitingDays: number;
  /** Of decided cases, the most frequent first. */
  readonly variants: readonly Variant[];
  readonly variantCount: number;
}

const AFTER_DECISION: ReadonlySet<HandledCaseStage> = new Set(["delivery", "archiving", "archived"]);
const STAGES = Object.keys(HANDLED_CASE_STAGES) as HandledCaseStage[];
const SHOWN_VARIANTS = 20;
/** Cases of the business system go back some decades. */
const MOST_DAYS = 40_000;

/** The stages that a case went through until its decision, in order: its variant. */
export function caseWay(intervals: readonly StageInterval[]): HandledCaseStage[] {
  return intervals.flatMap(({ stage }) => (AFTER_DECISION.has(stage) ? [] : [stage]));
}

/** How long an interval lasted; one that goes on, until the day of the export. */
export function intervalDays({ from, to }: Pick<StageInterval, "from" | "to">, asOf: string): number {
  return Math.max(0, dayFromIso(to ?? asOf) - dayFromIso(from));
}

/** Counts of lengths by day: percentiles without sorting, so that the whole is linear in the cases. */
class Lengths {
  readonly #ended: number[] = [];
  readonly #goesOn: number[] = [];
  ended = 0;
  goesOn = 0;
  total = 0;

  add(days: number, isOver: boolean): void {
    const at = Math.min(Math.max(0, days), MOST_DAYS);
    const counts = isOver ? this.#ended : this.#goesOn;
    counts[at] = (counts[at] ?? 0) + 1;
    if (isOver) this.ended += 1;
    else this.goesOn += 1;
    this.total += at;
  }

  /** First day by which the share has ended; null when that is never seen. */
  quantile(share: number): number | null {
    let atRisk = this.ended + this.goesOn;
    let surviving = 1;
    const longest = Math.max(this.#ended.length, this.#goesOn.length);
    for (let day = 0; day < longest; day++) {
      const ended = this.#ended[day] ?? 0;
      if (ended > 0) surviving *= 1 - ended / atRisk;
      // Rounding must not hide that the share is reached exactly.
      if (surviving <= 1 - share + 1e-12) return day;
      atRisk -= ended + (this.#goesOn[day] ?? 0);
    }
    return null;
  }

  duration(): Duration {
    return { ended: this.ended, goesOn: this.goesOn, medianDays: this.quantile(0.5), p90Days: this.quantile(0.9) };
  }
}

export interface ProcessMiner {
  add(mined: MinedCase): void;
  figures(): ProcessFigures;
}

/** Where the time of cases goes. Linear in the number of intervals; `window`: first and last day for what entered and left. */
export function processMiner(window: { readonly from: string; readonly to: string }): ProcessMiner {
  const stages = new Map(STAGES.map((stage) => [stage, { lengths: new Lengths(), entered: 0, left: 0 }]));
  const whole = new Lengths();
  const variants = new Map<string, { stages: HandledCaseStage[]; lengths: Lengths }>();
  const isInWindow = (day: string) => window.from <= day && day <= window.to;
  let count = 0;

  function add({ intervals, decidedOn, asOf }: MinedCase): void {
    const first = intervals[0];
    if (!first) return;
    count += 1;
    const length = dayFromIso(decidedOn ?? asOf) - dayFromIso(first.from);
    whole.add(length, decidedOn !== null);
    for (const { stage, from, to } of intervals) {
      const known = stages.get(stage);
      if (!known) continue;
      if (stage !== "archived") known.lengths.add(intervalDays({ from, to }, asOf), to !== null);
      if (isInWindow(from)) known.entered += 1;
      if (to !== null && isInWindow(to)) known.left += 1;
    }
    if (decidedOn === null) return;
    const way = caseWay(intervals);
    const key = way.join(" ");
    const variant = variants.get(key) ?? { stages: way, lengths: new Lengths() };
    variants.set(key, variant);
    variant.lengths.add(length, true);
  }

  return { add, figures: () => figuresOf({ stages, whole, variants, count }) };
}

function figuresOf({
  stages,
  whole,
  variants,
  count,
}: {
  readonly stages: ReadonlyMap<HandledCaseStage, { readonly lengths: Lengths; readonly entered: number; readonly left: number }>;
  readonly whole: Lengths;
  readonly variants: ReadonlyMap<string, { readonly stages: readonly HandledCaseStage[]; readonly lengths: Lengths }>;
  readonly count: number;
}): ProcessFigures {
  const daysOf = (isCounted: (stage: HandledCaseStage) => boolean) =>
    [...stages].reduce((sum, [stage, { lengths }]) => (isCounted(stage) ? sum + lengths.total : sum), 0);
  const all = daysOf((stage) => !AFTER_DECISION.has(stage));
  return {
    cases: count,
    whole: whole.duration(),
    stages: [...stages].flatMap(([stage, { lengths, entered, left }]): StageTime[] => {
      if (lengths.ended + lengths.goesOn === 0) return [];
      const { isWaiting } = HANDLED_CASE_STAGES[stage];
      const share = AFTER_DECISION.has(stage) || all === 0 ? null : lengths.total / all;
      return [{ stage, isWaiting, ...lengths.duration(), totalDays: lengths.total, share, entered, left }];
    }),
    workingDays: daysOf((stage) => !AFTER_DECISION.has(stage) && !HANDLED_CASE_STAGES[stage].isWaiting),
    waitingDays: daysOf((stage) => !AFTER_DECISION.has(stage) && HANDLED_CASE_STAGES[stage].isWaiting),
    variants: [...variants.values()]
      .sort((one, other) => other.lengths.ended - one.lengths.ended)
      .slice(0, SHOWN_VARIANTS)
      .map(({ stages: way, lengths }) => ({
        stages: way,
        cases: lengths.ended,
        medianDays: lengths.quantile(0.5) ?? 0,
        p90Days: lengths.quantile(0.9) ?? 0,
      })),
    variantCount: variants.size,
  };
}
