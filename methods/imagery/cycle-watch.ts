import { ABNORMAL, CYCLE_PARAMETERS, daysOfYearApart, NORMAL, quantile, REVIVED, UNSEEN, yearOf } from "./annual-cycle.ts";

/** Every observation of a pixel from a day on against the same season of the years before, for many pixels that were looked at on the same days: what only days decide is worked out once, and nothing is made anew for a pixel. */
export class CycleWatch {
  /** Days before the watch, and from it on: places in the series. */
  readonly #history: readonly number[];
  readonly #watched: readonly number[];
  /** By watched day: days of the years before in its season. */
  readonly #seasons: readonly (readonly number[])[];
  readonly #years: Int32Array;
  readonly #yearCounts: Int32Array;
  readonly #values: Float64Array;

  /** Days since 1970-01-01, ascending. */
  constructor(days: ArrayLike<number>, watchFrom: number) {
    const places = Array.from({ length: days.length }, (_, at) => at);
    this.#history = places.filter((at) => (days[at] ?? Number.NaN) < watchFrom);
    this.#watched = places.filter((at) => !((days[at] ?? Number.NaN) < watchFrom));
    this.#seasons = this.#watched.map((at) =>
      this.#history.filter((other) => daysOfYearApart(days[at] ?? Number.NaN, days[other] ?? Number.NaN) <= CYCLE_PARAMETERS.seasonDays),
    );
    this.#years = Int32Array.from(this.#history, (at) => yearOf(days[at] ?? 0, watchFrom));
    this.#yearCounts = new Int32Array(1 + Math.max(0, ...this.#years));
    this.#values = new Float64Array(this.#history.length);
  }

  /** Writes the marks of one pixel from a place on, one a day, and gives the years of its history; −1 where too little of it was clear to say anything, or nothing was green in the year before the watch: then there was no crop left to lose, and nothing is written. NDVI is NaN where cloud or nothing was seen. */
  mark(ndvi: ArrayLike<number>, marks: Uint8Array, from: number): number {
    const values = this.#values;
    this.#yearCounts.fill(0);
    let [count, greenest] = [0, Number.NEGATIVE_INFINITY];
    for (let each = 0; each < this.#history.length; each++) {
      const value = ndvi[this.#history[each] ?? 0] ?? Number.NaN;
      if (!Number.isFinite(value)) continue;
      values[count++] = value;
      const year = this.#years[each] ?? 0;
      if (year === 0 && value > greenest) greenest = value;
      this.#yearCounts[year] = (this.#yearCounts[year] ?? 0) + 1;
    }
    if (count < CYCLE_PARAMETERS.yearlyDates) return -1;
    let limit = Number.NaN;
    if (greenest < CYCLE_PARAMETERS.barren) {
      limit = limitOf(values, count);
      if (greenest < CYCLE_PARAMETERS.greenPart * quantile(values, 0.95, count)) return -1;
    }
    for (let each = 0; each < this.#watched.length; each++) {
      const at = this.#watched[each] ?? 0;
      const value = ndvi[at] ?? Number.NaN;
      let mark = UNSEEN;
      if (value >= CYCLE_PARAMETERS.barren && value < Infinity) mark = value >= CYCLE_PARAMETERS.revived ? REVIVED : NORMAL;
      else if (Number.isFinite(value)) {
        // Few pixels are so bare that it matters how bare they were before.
        if (Number.isNaN(limit)) limit = limitOf(values, count);
        mark = value >= limit ? NORMAL : this.#seasonMark(ndvi, this.#seasons[each] ?? [], value);
      }
      marks[from + at] = mark;
    }
    let years = 0;
    while (years < this.#yearCounts.length && (this.#yearCounts[years] ?? 0) >= CYCLE_PARAMETERS.yearlyDates) years++;
    return years;
  }

  #seasonMark(ndvi: ArrayLike<number>, season: readonly number[], value: number): number {
    let mark = UNSEEN;
    for (let each = 0; each < season.length; each++) {
      const before = ndvi[season[each] ?? 0] ?? Number.NaN;
      if (!Number.isFinite(before)) continue;
      if (value >= before - CYCLE_PARAMETERS.margin) return UNSEEN;
      mark = ABNORMAL;
    }
    return mark;
  }
}

/** So many values are put in order faster by the machine's own sort. */
const MANY = 64;

/** Sorts the values. */
function limitOf(values: Float64Array, count: number): number {
  if (count > MANY) values.subarray(0, count).sort();
  else insertInOrder(values, count);
  const [low, high] = [quantile(values, 0.1, count), quantile(values, 0.95, count)];
  return Math.min(CYCLE_PARAMETERS.barren, low + CYCLE_PARAMETERS.lowestPart * (high - low));
}

function insertInOrder(values: Float64Array, count: number): void {
  for (let at = 1; at < count; at++) {
    const value = values[at] ?? 0;
    let place = at - 1;
    for (; place >= 0 && (values[place] ?? 0) > value; place--) values[place + 1] = values[place] ?? 0;
    values[place + 1] = value;
  }
}
