import { CYCLE_PARAMETERS, YEAR } from "./annual-cycle.ts";

const FEW = 4;

/** The least of what a pixel showed in the season of each watched day, in the years before: a minimum over a window that slides around the year, so that every day of the past is looked at once or twice however many days are watched. */
export class SeasonFloors {
  /** Places in the series of the past, once around the year and on until the last season ends. */
  readonly #past: Int32Array;
  /** Watched days around the year, and by each the first and one behind the last of its season in `#past`. */
  readonly #order: Int32Array;
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  /** Those that may still be the least, from the least on, and their values. */
  readonly #waiting: Int32Array;
  readonly #least: Float64Array;
  /** By watched day the first few places of its season, −1 where it has fewer. */
  readonly #few: Int32Array;

  /** The first `past` days lie before the watch. */
  constructor(days: ArrayLike<number>, past: number) {
    const history = Array.from({ length: past }, (_, place) => place);
    const watched = Array.from({ length: days.length - past }, (_, each) => past + each);
    const phaseOf = (place: number) => (((days[place] ?? Number.NaN) % YEAR) + YEAR) % YEAR;
    const around = history.map((place) => ({ place, phase: phaseOf(place) })).sort((left, right) => left.phase - right.phase);
    const turns = [-1, 0, 1].flatMap((turn) => around.map(({ place, phase }) => ({ place, phase: phase + turn * YEAR })));
    const seasons = watched.map((place, index) => ({ index, phase: phaseOf(place) })).sort((left, right) => left.phase - right.phase);
    const from = (phase: number) => countOf(turns, (each) => each.phase < phase);
    const starts = seasons.map(({ phase }) => from(phase - CYCLE_PARAMETERS.seasonDays));
    const ends = seasons.map(({ phase }) => countOf(turns, (each) => each.phase <= phase + CYCLE_PARAMETERS.seasonDays));
    const [first, last] = [starts[0] ?? 0, ends.at(-1) ?? 0];
    this.#past = Int32Array.from(turns.slice(first, last), ({ place }) => place);
    this.#order = Int32Array.from(seasons, ({ index }) => index);
    this.#starts = Int32Array.from(starts, (start) => start - first);
    this.#ends = Int32Array.from(ends, (end) => end - first);
    this.#waiting = new Int32Array(this.#past.length);
    this.#least = new Float64Array(this.#past.length);
    this.#few = new Int32Array(FEW * watched.length).fill(-1);
    for (const [each, { index }] of seasons.entries())
      this.#few.set(
        turns.slice(starts[each], Math.min(ends[each] ?? 0, (starts[each] ?? 0) + FEW)).map(({ place }) => place),
        FEW * index,
      );
  }

  /** Whether one of the first days of a season was as bare as this already: then its least need not be known. Of most pixels one was. */
  isAsBare(values: ArrayLike<number>, watchedDay: number, value: number): boolean {
    for (let each = FEW * watchedDay; each < FEW * (watchedDay + 1); each++) {
      const place = this.#few[each] ?? -1;
      const before = place < 0 ? Number.NaN : (values[place] ?? Number.NaN);
      if (before - before === 0 && value >= before - CYCLE_PARAMETERS.margin) return true;
    }
    return false;
  }

  /** By watched day; NaN where nothing of its season was seen. */
  fill(values: ArrayLike<number>, floors: Float64Array): void {
    const past = this.#past;
    const order = this.#order;
    const starts = this.#starts;
    const ends = this.#ends;
    const waiting = this.#waiting;
    const least = this.#least;
    let head = 0;
    let tail = 0;
    let next = 0;
    for (let each = 0; each < order.length; each++) {
      const end = ends[each] ?? 0;
      for (; next < end; next++) {
        const value = values[past[next] ?? 0] ?? Number.NaN;
        // Infinity less itself is no number either.
        if (value - value !== 0) continue;
        while (tail > head && (least[tail - 1] ?? 0) >= value) tail--;
        waiting[tail] = next;
        least[tail++] = value;
      }
      const start = starts[each] ?? 0;
      while (head < tail && (waiting[head] ?? 0) < start) head++;
      floors[order[each] ?? 0] = head === tail ? Number.NaN : (least[head] ?? Number.NaN);
    }
  }
}

/** How many at the beginning are so. */
function countOf<Each>(sorted: readonly Each[], isSo: (each: Each) => boolean): number {
  const end = sorted.findIndex((each) => !isSo(each));
  return end < 0 ? sorted.length : end;
}
