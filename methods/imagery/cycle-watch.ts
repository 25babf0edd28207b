import { ABNORMAL, CYCLE_PARAMETERS, NORMAL, REVIVED, UNSEEN, yearOf } from "./annual-cycle.ts";
import { select } from "./order-statistic.ts";
import { SeasonFloors } from "./season-floors.ts";

/** Every observation of a pixel from a day on against the same season of the years before, for many pixels that were looked at on the same days: what only days decide is worked out once, nothing is made anew for a pixel, and the work grows with the number of days and no faster. */
export class CycleWatch {
  readonly #days: number;
  readonly #past: number;
  readonly #seasons: SeasonFloors;
  readonly #floors: Float64Array;
  readonly #years: Int32Array;
  readonly #yearCounts: Int32Array;
  readonly #values: Float64Array;

  /** Days since 1970-01-01, ascending. */
  constructor(days: ArrayLike<number>, watchFrom: number) {
    this.#days = days.length;
    let past = 0;
    while (past < days.length && (days[past] ?? Number.NaN) < watchFrom) past++;
    this.#past = past;
    this.#seasons = new SeasonFloors(days, past);
    this.#floors = new Float64Array(days.length - past);
    this.#years = Int32Array.from({ length: past }, (_, at) => yearOf(days[at] ?? 0, watchFrom));
    this.#yearCounts = new Int32Array(1 + Math.max(0, ...this.#years));
    this.#values = new Float64Array(past);
  }

  /** So many days lie before the watch: they are never marked. */
  get past(): number {
    return this.#past;
  }

  /** Writes the marks of one pixel from a place on, one a day, and gives the years of its history; −1 where too little of it was clear to say anything, or nothing was green in the year before the watch: then there was no crop left to lose, and nothing is written. NDVI is NaN where cloud or nothing was seen. */
  mark(ndvi: ArrayLike<number>, marks: Uint8Array, from: number): number {
    const values = this.#values;
    const years = this.#years;
    const yearCounts = this.#yearCounts;
    const past = this.#past;
    const days = this.#days;
    yearCounts.fill(0);
    let count = 0;
    let greenest = Number.NEGATIVE_INFINITY;
    for (let at = 0; at < past; at++) {
      const value = ndvi[at] ?? Number.NaN;
      // Infinity less itself is no number either.
      if (value - value !== 0) continue;
      values[count++] = value;
      const year = years[at] ?? 0;
      if (year === 0 && value > greenest) greenest = value;
      yearCounts[year] = (yearCounts[year] ?? 0) + 1;
    }
    if (count < CYCLE_PARAMETERS.yearlyDates) return -1;
    let limit = Number.NaN;
    if (greenest < CYCLE_PARAMETERS.barren) {
      const range = rangeOf(values, count);
      limit = limitOf(range);
      if (greenest < CYCLE_PARAMETERS.greenPart * range.high) return -1;
    }
    let isFloored = false;
    for (let at = past; at < days; at++) {
      const value = ndvi[at] ?? Number.NaN;
      let mark = UNSEEN;
      if (value >= CYCLE_PARAMETERS.barren && value < Infinity) mark = value >= CYCLE_PARAMETERS.revived ? REVIVED : NORMAL;
      else if (value - value === 0) {
        // Few pixels are so bare that it matters how bare they were before.
        if (Number.isNaN(limit)) limit = limitOf(rangeOf(values, count));
        if (value >= limit) mark = NORMAL;
        else if (!this.#seasons.isAsBare(ndvi, at - past, value)) {
          if (!isFloored) this.#seasons.fill(ndvi, this.#floors);
          isFloored = true;
          // NaN where the season was never seen: that says nothing.
          if (value < (this.#floors[at - past] ?? Number.NaN) - CYCLE_PARAMETERS.margin) mark = ABNORMAL;
        }
      }
      marks[from + at] = mark;
    }
    let whole = 0;
    while (whole < yearCounts.length && (yearCounts[whole] ?? 0) >= CYCLE_PARAMETERS.yearlyDates) whole++;
    return whole;
  }
}

interface Range {
  readonly low: number;
  readonly high: number;
}

function limitOf({ low, high }: Range): number {
  return Math.min(CYCLE_PARAMETERS.barren, low + CYCLE_PARAMETERS.lowestPart * (high - low));
}

/** 10th and 95th percentile of the first `count` values, whose order changes. */
function rangeOf(values: Float64Array, count: number): Range {
  const lowPlace = 0.1 * (count - 1);
  const highPlace = 0.95 * (count - 1);
  const low = between(values, lowPlace, { start: 0, count });
  // What lies below the one cannot be the other.
  return { low, high: between(values, highPlace, { start: Math.floor(lowPlace), count }) };
}

/** The value at a place in order, between two of them where it lies there. */
function between(values: Float64Array, place: number, part: { readonly start: number; readonly count: number }): number {
  const whole = Math.floor(place);
  const below = select(values, whole, part);
  let above = whole === place ? below : Number.POSITIVE_INFINITY;
  if (whole !== place) for (let at = whole + 1; at < part.count; at++) above = Math.min(above, values[at] ?? above);
  return below + (place - whole) * (above - below);
}
