import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decideChange, dilated, type Raster, reweightedMad } from "./index.ts";
import { symmetricEigen } from "./linear-algebra.ts";
import { minimumErrorThreshold } from "./thresholds.ts";

/** Numbers that look random and are always the same. */
function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

const WIDTH = 60;
const shape = { width: WIDTH, height: WIDTH };
const grid = { ...shape, west: 0, north: 0, pixelWidth: 10, pixelHeight: 10, crs: null };
const PLANTED = (at: number) => at % WIDTH >= 20 && at % WIDTH < 30 && Math.floor(at / WIDTH) >= 40 && Math.floor(at / WIDTH) < 50;

/** Four bands of smooth ground; the second date with noise, a gain and an offset a band, and a planted square. */
function scenes(seed: number): { before: Raster; after: Raster } {
  const random = noise(seed);
  const valid = new Uint8Array(WIDTH * WIDTH).fill(1);
  const ground = Array.from({ length: 4 }, () => {
    const [across, down, phase] = [2 + 6 * random(), 2 + 6 * random(), 6 * random()];
    return Float32Array.from(
      valid,
      (_, at) => 100 + 30 * Math.sin((at % WIDTH) / across + phase) + 30 * Math.cos(Math.floor(at / WIDTH) / down),
    );
  });
  const before = ground.map((band) => band.map((value) => value + 2 * normal(random)));
  const after = ground.map((band, index) =>
    band.map((value, at) => (0.6 + 0.2 * index) * (PLANTED(at) ? 170 - 25 * index : value + 2 * normal(random)) + 10 * index),
  );
  return { before: { grid, bands: before, valid }, after: { grid, bands: after, valid } };
}

describe("reweighted MAD", () => {
  test("stands out where something was planted, and a strong change does not spill over its edge", () => {
    const { before, after } = scenes(7);
    const found = reweightedMad(before, after);
    const { mask } = decideChange(found?.statistic ?? new Float32Array(), shape, { smoothingPixels: 0.8, bands: 4 });
    const wrong = [...mask].filter((value, at) => (value === 1) !== PLANTED(at)).length;
    expect(wrong).toBeLessThan(20);
    expect(found?.correlations.at(-1)).toBeGreaterThan(0.97);
  });

  test("gives the same statistic after a band was multiplied and shifted", () => {
    const { before, after } = scenes(3);
    const changed = { ...after, bands: after.bands.map((band, index) => band.map((value) => value * (index + 0.5) - 40)) };
    const [first, second] = [reweightedMad(before, after), reweightedMad(before, changed)];
    first?.statistic.forEach((value, at) => expect(second?.statistic[at]).toBeCloseTo(value, 1));
  });

  test("identical images show no change; too few pixels or a constant band give no answer; invalid pixels have none", () => {
    const { before, after } = scenes(5);
    const same = reweightedMad(before, before)?.statistic ?? new Float32Array();
    expect(same.every((value) => value < 0.01)).toBe(true);
    expect(decideChange(same, shape, { smoothingPixels: 0.8, bands: 4 }).mask.includes(1)).toBe(false);
    const few = new Uint8Array(WIDTH * WIDTH).fill(1, 0, 70);
    expect(reweightedMad({ ...before, valid: few }, after)).toBeNull();
    const flat = before.bands.map((band, index) => (index === 1 ? band.map(() => 0) : band));
    expect(reweightedMad({ ...before, bands: flat.map((band) => band.map(() => 3)) }, after)).toBeNull();
    const holed = before.valid.map((_, at) => Number(at !== 100));
    const found = reweightedMad({ ...before, valid: holed }, after);
    expect([found?.statistic[100], found?.pixels]).toEqual([Number.NaN, WIDTH * WIDTH - 1]);
  });
});

describe("thresholds", () => {
  test("two normal populations are cut between their means, however rare the second and however far the highest values", () => {
    for (const part of [0.3, 0.05, 0.01]) {
      const random = noise(11);
      const values = Float32Array.from({ length: 40_000 }, () => (random() < part ? 12 + 1.5 * normal(random) : 3 + normal(random)));
      values[5] = 4000;
      const threshold = minimumErrorThreshold(values) ?? 0;
      expect(threshold).toBeGreaterThan(5.5);
      expect(threshold).toBeLessThan(10);
    }
  });

  test("values that are all the same, or none, have no threshold", () => {
    expect(minimumErrorThreshold(new Float32Array(50).fill(2))).toBeNull();
    expect(minimumErrorThreshold(new Float32Array(50).fill(Number.NaN))).toBeNull();
    expect(minimumErrorThreshold(new Float32Array())).toBeNull();
  });
});

test("eigenvectors and eigenvalues put a symmetric matrix together again", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 10, maxLength: 10 }), (entries) => {
      const index = [0, 1, 2, 3, 1, 4, 5, 6, 2, 5, 7, 8, 3, 6, 8, 9];
      const matrix = Float64Array.from(index, (at) => entries[at] ?? 0);
      const { values, vectors } = symmetricEigen(matrix, 4);
      for (let row = 0; row < 4; row++)
        for (let column = 0; column < 4; column++) {
          let sum = 0;
          for (let at = 0; at < 4; at++) sum += (vectors[row * 4 + at] ?? 0) * (values[at] ?? 0) * (vectors[column * 4 + at] ?? 0);
          expect(sum).toBeCloseTo(matrix[row * 4 + column] ?? 0, 6);
        }
      expect([...values]).toEqual([...values].sort((left, right) => left - right));
    }),
    { endOnFailure: true },
  );
});

test("a mask grows by whole pixels in every direction, also at the rim", () => {
  fc.assert(
    fc.property(fc.uint8Array({ min: 0, max: 1, minLength: 56, maxLength: 56 }), fc.integer({ min: 0, max: 3 }), (mask, pixels) => {
      const plain = mask.map((_, at) =>
        Number(
          mask.some(
            (value, other) =>
              value === 1 && Math.abs((other % 8) - (at % 8)) <= pixels && Math.abs(Math.floor(other / 8) - Math.floor(at / 8)) <= pixels,
          ),
        ),
      );
      expect(dilated(mask, { width: 8, height: 7 }, pixels)).toEqual(plain);
    }),
    { endOnFailure: true },
  );
});
