import type { CHANGE_CLASSES, SceneSeries } from "@yuejian/farmland";
import { polygonCoverage } from "@yuejian/imagery";

/** Pixels of ten metres along each side. */
export const SIDE = 200;
const SIZE = SIDE * SIDE;
const START = Date.UTC(2022, 0, 1) / 86_400_000;
const WATCH = Date.UTC(2025, 0, 1) / 86_400_000;
const END = Date.UTC(2025, 11, 31) / 86_400_000;
/** Long landscapes go on for two years, in the first of which what was built is put right or not, and are looked at in the last. */
const UNDONE = Date.UTC(2026, 0, 1) / 86_400_000;
const LOOKED_AT = Date.UTC(2027, 0, 1) / 86_400_000;
const LONG_END = Date.UTC(2027, 11, 31) / 86_400_000;
const EVERY_DAYS = 10;

/** Reflectance × 10,000 in blue, green, red, near infrared, short-wave infrared. */
const COVERS = {
  leaf: [300, 600, 350, 4200, 1600],
  soil: [900, 1300, 1700, 2400, 3000],
  water: [600, 750, 500, 300, 120],
  concrete: [1800, 1900, 2000, 2250, 2450],
  canopy: [250, 450, 300, 3200, 1300],
} as const;

type Cover = keyof typeof COVERS;

/** Share of green ground by day of the year, and the days on which the field stands under water. */
interface Crop {
  readonly green: (day: number) => number;
  readonly flooded: readonly (readonly [number, number])[];
}

const bump = (middle: number, width: number) => (day: number) => {
  const apart = Math.min(Math.abs(day - middle), 365 - Math.abs(day - middle));
  return Math.exp(-((apart / width) ** 2));
};
const most =
  (...parts: ((day: number) => number)[]) =>
  (day: number) =>
    Math.max(...parts.map((part) => part(day)));

const CROPS: readonly Crop[] = [
  {
    green: most(bump(165, 32), bump(260, 32)),
    flooded: [
      [108, 128],
      [198, 215],
    ],
  },
  { green: most(bump(85, 45), bump(225, 40)), flooded: [[150, 172]] },
  { green: most(bump(95, 45), bump(225, 35)), flooded: [] },
  { green: (day) => 0.45 + 0.25 * Math.sin(day / 17), flooded: [] },
  { green: (day) => 0.35 + 0.15 * bump(190, 90)(day), flooded: [] },
  // Ploughed and left bare into summer.
  { green: (day) => (day < 170 ? 0.08 : 0.6 * bump(240, 45)(day)), flooded: [] },
];
/** How often each crop is grown; the last is rare. */
const SHARES = [0.25, 0.25, 0.22, 0.1, 0.12, 0.06];

export interface PlantedChange {
  readonly class: keyof typeof CHANGE_CLASSES;
  readonly date: string;
  readonly squareMetres: number;
  readonly isApproved: boolean;
  /** Part of each pixel of the landscape. */
  readonly parts: Float32Array;
  readonly corners: readonly (readonly [number, number])[];
  readonly day: number;
  /** Days for which the ground lies bare first. */
  readonly clearing: number;
  readonly cover: Cover;
  /** In long landscapes, what became of it. */
  readonly fate?: Fate;
}

type Verdict = "restored" | "partly" | "demolished" | "not-restored" | "cannot-tell";

export interface Fate {
  readonly verdict: Verdict;
  /** From this day on the ground is put right, lying bare first. */
  readonly day: number;
  readonly bareDays: number;
  /** 1 where a pixel is put right: all of it, or what lies on one side of a line. */
  readonly replanted: Uint8Array | null;
  readonly vigour: number;
  /** Share of weeds where nothing is planted. */
  readonly weeds: number;
}

/** Water over everything for some days, and nothing green for some more. */
interface Flood {
  readonly column: number;
  readonly row: number;
  readonly radius: number;
  readonly day: number;
  readonly wetDays: number;
  readonly bareDays: number;
}

interface Field {
  readonly crops: number[];
  readonly vigour: number;
  readonly shift: number;
  readonly brightness: number;
}

/** The same numbers for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Four years of fields that rotate their crops, with conversions in the first eight months of the last; everything follows from the seed. A long landscape adds two years, floods, trees planted
 *  in fields (a canopy that closes in a year and a half to two and a half), and a fate for each conversion; it draws from numbers of its own, so that the four years are the same but for these. */
export class Landscape {
  readonly grid = { width: SIDE, height: SIDE, west: 500_000, north: 3_250_000, pixelWidth: 10, pixelHeight: 10, crs: "EPSG:4547" };
  readonly watchFrom = isoOf(WATCH);
  readonly planted: PlantedChange[] = [];
  readonly #random: () => number;
  readonly #fieldOf = new Int32Array(SIZE);
  readonly #fields: Field[] = [];
  readonly #floods: Flood[] = [];
  readonly #isLong: boolean;
  readonly lookedAtFrom = isoOf(LOOKED_AT);

  constructor(seed: number, isLong = false) {
    this.#random = randomOf(Math.imul(seed, 0x9e_37_79_b1));
    this.#isLong = isLong;
    this.#split({ left: 0, top: 0, width: SIDE, height: SIDE });
    while (this.planted.length < 14) this.#plant();
    if (isLong) this.#lengthen(randomOf(Math.imul(seed, 0x85_eb_ca_6b) ^ 0x5a_5a));
  }

  dates(): readonly number[] {
    const end = this.#isLong ? LONG_END : END;
    return Array.from({ length: Math.floor((end - START) / EVERY_DAYS) + 1 }, (_, at) => START + at * EVERY_DAYS);
  }

  /** Approved changes as areas whose approval held all the time. */
  approvals(): { crs: string; features: { polygons: [number, number][][][]; properties: Record<string, string> }[] } {
    return {
      crs: this.grid.crs,
      features: this.planted
        .filter(({ isApproved }) => isApproved)
        .map(({ corners }, at) => ({
          polygons: [[corners.map(([x, y]): [number, number] => [this.grid.west + 10 * x, this.grid.north - 10 * y])]],
          properties: { number: `A${at}`, valid_from: "2020-01-01", valid_to: "2030-01-01" },
        })),
    };
  }

  scenes(): SceneSeries["scenes"] {
    return this.dates().map((day) => this.#scene(day));
  }

  /** Fields of one to six hectares, by splitting in two. */
  #split(area: { left: number; top: number; width: number; height: number }): void {
    const { left, top, width, height } = area;
    const random = this.#random;
    if (width * height <= 600 && (width * height <= 200 || random() < 0.4)) {
      const draw = () => {
        let rest = random();
        return SHARES.findIndex((share) => (rest -= share) < 0);
      };
      const usual = Math.max(0, draw());
      const crops = Array.from({ length: 4 }, () => (random() < 0.3 ? Math.max(0, draw()) : usual));
      this.#fields.push({ crops, vigour: 0.8 + 0.2 * random(), shift: 12 * (random() - 0.5), brightness: 0.8 + 0.4 * random() });
      for (let row = top; row < top + height; row++)
        this.#fieldOf.fill(this.#fields.length - 1, row * SIDE + left, row * SIDE + left + width);
      return;
    }
    const part = 0.35 + 0.3 * random();
    if (width > height) {
      const cut = Math.round(width * part);
      this.#split({ left, top, width: cut, height });
      this.#split({ left: left + cut, top, width: width - cut, height });
    } else {
      const cut = Math.round(height * part);
      this.#split({ left, top, width, height: cut });
      this.#split({ left, top: top + cut, width, height: height - cut });
    }
  }

  /** A rectangle, turned, 0.05 to 1.5 ha, at least four pixels from others. */
  #plant(): void {
    const random = this.#random;
    const kind = (["building", "road", "pond", "pit"] as const)[Math.floor(4 * random())] ?? "building";
    const squareMetres = 500 * 30 ** random();
    const across = kind === "road" ? 12 + 8 * random() : Math.sqrt(squareMetres / (1 + 2 * random()));
    const along = squareMetres / across;
    if (along > 400) return;
    const [x, y, angle] = [20 + (SIDE - 40) * random(), 20 + (SIDE - 40) * random(), Math.PI * random()];
    const shape = this.#rectangle({ along, across, x, y, angle });
    if (shape === null) return;
    const day = WATCH + Math.floor(240 * random());
    this.planted.push({
      class: kind === "pond" ? "pond-lake" : kind === "pit" ? "mining-bare" : "building-road",
      date: isoOf(day),
      squareMetres,
      isApproved: this.planted.length % 5 === 4,
      ...shape,
      day,
      clearing: kind === "building" || kind === "road" ? 20 + 40 * random() : 0,
      cover: kind === "pond" ? "water" : kind === "pit" ? "soil" : "concrete",
    });
  }

  #lengthen(random: () => number): void {
    for (const field of this.#fields) {
      const [usual = 0] = field.crops;
      for (let year = 0; year < 2; year++) field.crops.push(random() < 0.3 ? Math.floor(CROPS.length * random()) : usual);
    }
    this.planted.forEach((plant, at) => {
      this.planted[at] = { ...plant, fate: fateOf(plant, random) };
    });
    for (let tries = 0, trees = 0; trees < 3 && tries < 200; tries++) trees += Number(this.#plantTrees(random));
    // One in the year in which conversions happen, one in the year that is looked at, one in any.
    for (const year of [2025, 2027, 2023 + Math.floor(5 * random())])
      this.#floods.push({
        column: SIDE * random(),
        row: SIDE * random(),
        radius: 15 + 30 * random(),
        day: Date.UTC(year, 5, 1) / 86_400_000 + Math.floor(75 * random()),
        wetDays: 15 + 35 * random(),
        bareDays: 30 + 60 * random(),
      });
  }

  /** Trees on 0.2 to 2 ha of fields, at least four pixels from other changes. */
  #plantTrees(random: () => number): boolean {
    const squareMetres = 2000 * 10 ** random();
    const across = Math.sqrt(squareMetres / (1 + 2 * random()));
    const shape = this.#rectangle({
      along: squareMetres / across,
      across,
      x: 25 + (SIDE - 50) * random(),
      y: 25 + (SIDE - 50) * random(),
      angle: Math.PI * random(),
    });
    if (shape === null) return false;
    const day = WATCH + Math.floor(240 * random());
    this.planted.push({
      ...shape,
      class: "plantation",
      date: isoOf(day),
      squareMetres,
      isApproved: false,
      day,
      clearing: 500 + 400 * random(),
      cover: "canopy",
    });
    return true;
  }

  /** Null where it lies too near to another change. */
  #rectangle({ along, across, x, y, angle }: { along: number; across: number; x: number; y: number; angle: number }) {
    const corner = (u: number, v: number) =>
      [
        x + (u * along * Math.cos(angle) - v * across * Math.sin(angle)) / 20,
        y + (u * along * Math.sin(angle) + v * across * Math.cos(angle)) / 20,
      ] as const;
    const corners = [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1), corner(-1, -1)];
    const coverage = polygonCoverage([[corners]], this.grid);
    if (coverage === null || this.planted.some(({ parts }) => touches(parts, coverage.window))) return null;
    const parts = new Float32Array(SIZE);
    coverage.parts.forEach((part, at) => {
      const { window } = coverage;
      parts[(window.row + Math.floor(at / window.width)) * SIDE + window.column + (at % window.width)] = part;
    });
    return { corners, parts };
  }

  #scene(day: number): SceneSeries["scenes"][number] {
    const random = this.#random;
    const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const year = Math.min(this.#isLong ? 5 : 3, Math.floor((day - START) / 365.25));
    const light = 1 + 0.02 * normal();
    const active = this.planted.filter((plant) => day >= plant.day);
    const [ndvi, water, redness] = [new Float32Array(SIZE), new Float32Array(SIZE), new Float32Array(SIZE)];
    const floods = this.#floods.filter((flood) => day >= flood.day && day < flood.day + flood.wetDays + flood.bareDays);
    const value = [0, 0, 0, 0, 0];
    for (let at = 0; at < SIZE; at++) {
      const field = this.#fields[this.#fieldOf[at] ?? 0] as Field;
      const crop = CROPS[field.crops[year] ?? 0] as Crop;
      const dayOfYear = ((day - START) % 365.25) + field.shift;
      const flood = floods.find(({ column, row, radius }) => Math.hypot((at % SIDE) - column, Math.floor(at / SIDE) - row) < radius);
      const green = flood === undefined ? Math.min(1, Math.max(0, field.vigour * crop.green(dayOfYear))) : 0;
      const isFlooded =
        flood === undefined ? crop.flooded.some(([from, to]) => dayOfYear >= from && dayOfYear <= to) : day < flood.day + flood.wetDays;
      for (let band = 0; band < 5; band++) {
        const ground = isFlooded ? (COVERS.water[band] ?? 0) : field.brightness * (COVERS.soil[band] ?? 0);
        let seen = green * (COVERS.leaf[band] ?? 0) + (1 - green) * ground;
        for (const plant of active) {
          const part = plant.parts[at] ?? 0;
          if (part === 0) continue;
          const field = seen;
          seen = (1 - part) * field + part * groundOf(plant, { at, day, band, field });
        }
        value[band] = Math.max(1, seen * light + 50 * normal());
      }
      const [blue = 1, greenLight = 1, red = 1, nir = 1, swir = 1] = value;
      ndvi[at] = (nir - red) / (nir + red);
      water[at] = (greenLight - swir) / (greenLight + swir);
      redness[at] = (red - blue) / (red + blue);
    }
    const clear = this.#clouds(ndvi);
    for (const { fate, parts } of active)
      if (fate?.verdict === "cannot-tell" && day >= LOOKED_AT && (day - LOOKED_AT) % 180 >= EVERY_DAYS)
        parts.forEach((part, at) => {
          if (part > 0) clear[at] = 0;
        });
    return { date: isoOf(day), ndvi, water, redness, clear };
  }

  /** Discs until a drawn share of the scene is hidden, half of it on average; what they hide is bright, and their masks are a pixel too small. */
  #clouds(ndvi: Float32Array): Uint8Array {
    const random = this.#random;
    const clear = new Uint8Array(SIZE).fill(1);
    const wanted = random() * SIZE;
    let hidden = 0;
    while (hidden < wanted) {
      const [x, y, radius] = [SIDE * random(), SIDE * random(), 8 + 30 * random()];
      for (let row = Math.max(0, Math.floor(y - radius)); row < Math.min(SIDE, y + radius); row++)
        for (let column = Math.max(0, Math.floor(x - radius)); column < Math.min(SIDE, x + radius); column++) {
          const distance = Math.hypot(column + 0.5 - x, row + 0.5 - y);
          const at = row * SIDE + column;
          if (distance > radius) continue;
          ndvi[at] = 0.05;
          if (distance > radius - 1 || clear[at] === 0) continue;
          clear[at] = 0;
          hidden++;
        }
    }
    return clear;
  }
}

/** Reflectance in a band of what stands on changed ground. */
function groundOf(plant: PlantedChange, { at, day, band, field }: { at: number; day: number; band: number; field: number }): number {
  const of = (cover: Cover) => COVERS[cover][band] ?? 0;
  const { fate } = plant;
  if (plant.class === "plantation") {
    const canopy = Math.min(0.95, 0.1 + (0.85 * (day - plant.day)) / plant.clearing);
    const weeds = 0.25 + 0.2 * bump(180, 60)((day - START) % 365.25);
    return canopy * of("canopy") + (1 - canopy) * (weeds * of("leaf") + (1 - weeds) * of("soil"));
  }
  const standing = of(day < plant.day + plant.clearing ? "soil" : plant.cover);
  if (fate === undefined || day < fate.day || fate.verdict === "not-restored" || fate.verdict === "cannot-tell") return standing;
  if (fate.verdict === "demolished") return fate.weeds * of("leaf") + (1 - fate.weeds) * of("soil");
  if (fate.replanted?.[at] === 0) return standing;
  return day < fate.day + fate.bareDays ? of("soil") : fate.vigour * field + (1 - fate.vigour) * of("soil");
}

/** A pit is not demolished: it is filled and planted, or not. */
function fateOf(plant: PlantedChange, random: () => number): Fate {
  const verdicts: readonly Verdict[] =
    plant.cover === "soil"
      ? ["restored", "partly", "not-restored", "cannot-tell"]
      : ["restored", "partly", "demolished", "not-restored", "cannot-tell"];
  const verdict = verdicts[Math.floor(verdicts.length * random())] ?? "not-restored";
  const [bareDays, vigour, weeds, share] = [20 + 40 * random(), 0.85 + 0.15 * random(), 0.1 + 0.1 * random(), 0.3 + 0.4 * random()];
  const day = UNDONE + Math.floor(270 * random());
  return { verdict, day, bareDays, vigour, weeds, replanted: verdict === "partly" ? oneSideOf(plant.parts, share) : null };
}

/** The northern part of an area. */
function oneSideOf(parts: Float32Array, share: number): Uint8Array {
  const wanted = share * parts.reduce((sum, part) => sum + part, 0);
  let taken = 0;
  return Uint8Array.from(parts, (part) => {
    taken += part;
    return Number(taken <= wanted);
  });
}

function touches(parts: Float32Array, window: { column: number; row: number; width: number; height: number }): boolean {
  for (let row = Math.max(0, window.row - 4); row < Math.min(SIDE, window.row + window.height + 4); row++)
    for (let column = Math.max(0, window.column - 4); column < Math.min(SIDE, window.column + window.width + 4); column++)
      if ((parts[row * SIDE + column] ?? 0) > 0) return true;
  return false;
}

function isoOf(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}
