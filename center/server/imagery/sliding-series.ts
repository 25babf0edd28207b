import { guarded, type SceneSeries } from "@yuejian/farmland";
import { type GridWindow, sharedRows, windowGrid } from "@yuejian/imagery";
import { KeptImages } from "./kept-images.ts";
import { daysOf, type SeriesPlan } from "./plan-series.ts";
import { DayReader, type Scene, type SceneTarget, type SceneValues } from "./read-series-window.ts";

/** Reads windows that follow one another downwards: rows that two of them share are read once, and what is held is used again. What a read gave holds until the next one only; what lies next to a cloud counts as not clear there. */
export class SlidingSeries {
  readonly #plan: SeriesPlan;
  readonly #colouredFrom: string;
  readonly #images = new KeptImages();
  readonly #reader = new DayReader(this.#images);
  #last: GridWindow | null = null;
  #held: SceneValues[] = [];
  /** What was clear in the last row, by day. */
  #ends: Uint8Array[] = [];

  /** Days before `colouredFrom` come without their redness, which nobody asks for: it takes memory. */
  constructor(plan: SeriesPlan, colouredFrom = "") {
    this.#plan = plan;
    this.#colouredFrom = colouredFrom;
  }

  async read(window: GridWindow): Promise<SceneSeries> {
    const { name, grid } = this.#plan;
    const { width, height, row } = window;
    const last = this.#last;
    const kept = last === null ? 0 : sharedRows(last, window);
    const sliding = { size: width * height, kept: kept * width, from: last === null ? 0 : (row - last.row) * width };
    const rest = { ...window, row: row + kept, height: height - kept };
    const scenes: Scene[] = [];
    this.#last = null;
    for (const [index, { date, images }] of daysOf(this.#plan).entries()) {
      const before = this.#held[index];
      const held = before && eachOf(before, (own) => slid(own, sliding));
      const target = held ? eachOf(held, (own) => own.subarray(sliding.kept, sliding.size) as typeof own) : this.#first(date);
      const fresh = await this.#reader.read(images, rest, target);
      this.#held[index] = held ?? fresh;
      const scene = { date, ...(held ? eachOf(held, (own) => own.subarray(0, sliding.size) as typeof own) : fresh) };
      const end = scene.clear.slice(-width);
      guardBelow(scene.clear, kept === 0 ? null : (this.#ends[index] ?? null), { width, kept: sliding.kept });
      this.#ends[index] = end;
      scenes.push(scene);
    }
    this.#last = window;
    return { name, grid: windowGrid(grid, window), isGuarded: true, scenes };
  }

  #first(date: string): SceneTarget {
    return date < this.#colouredFrom ? { redness: null } : {};
  }

  close(): Promise<void> {
    return this.#images.close();
  }
}

interface Sliding {
  readonly size: number;
  /** Values that stay, and the first of them. */
  readonly kept: number;
  readonly from: number;
}

/** Memory with room for so many values, of which those that stay lie at its beginning. */
function slid<Values extends Float32Array | Uint8Array>(own: Values, { size, kept, from }: Sliding): Values {
  if (own.length >= size) return own.copyWithin(0, from, from + kept) as Values;
  const larger = (own instanceof Float32Array ? new Float32Array(size) : new Uint8Array(size)) as Values;
  larger.set(own.subarray(from, from + kept));
  return larger;
}

/** Leaves out the edges of clouds in what is new, and in the last row of what stays, whose clouds are `above` as they were read. */
function guardBelow(clear: Uint8Array, above: Uint8Array | null, { width, kept }: { readonly width: number; readonly kept: number }): void {
  const from = above === null ? kept : kept - width;
  const raw = clear.slice(from);
  if (above !== null) raw.set(above);
  const seen = guarded(raw, { width, height: raw.length / width });
  for (let at = from; at < kept; at++) if (seen[at - from] === 0) clear[at] = 0;
  clear.set(seen.subarray(kept - from), kept);
}

type Change = <Values extends Float32Array | Uint8Array>(own: Values) => Values;

function eachOf({ ndvi, water, redness, clear }: SceneValues, change: Change): SceneValues {
  return {
    ndvi: change(ndvi),
    water: water === null ? null : change(water),
    redness: redness === null ? null : change(redness),
    clear: change(clear),
  };
}
