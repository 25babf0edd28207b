import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { labelObjects, objectOutlines, type PixelRing, polygonCoverage } from "./index.ts";
import { floodLabels } from "./testing/flood-labels.ts";

const mask = fc.record({ width: fc.integer({ min: 1, max: 12 }), height: fc.integer({ min: 1, max: 12 }) }).chain((shape) =>
  fc.record({
    shape: fc.constant(shape),
    mask: fc.uint8Array({ min: 0, max: 1, minLength: shape.width * shape.height, maxLength: shape.width * shape.height }),
  }),
);

/** Twice the area, counterclockwise on the map positive. */
function doubleArea(ring: PixelRing): number {
  return ring.slice(1).reduce((sum, [x, y], at) => sum + x * (ring[at]?.[1] ?? 0) - (ring[at]?.[0] ?? 0) * y, 0);
}

describe("objects of a mask", () => {
  test("have the numbers that a flood from each pixel gives", () => {
    fc.assert(
      fc.property(mask, ({ mask: pixels, shape }) => {
        expect(labelObjects(pixels, shape)).toEqual(floodLabels(pixels, shape));
      }),
      { endOnFailure: true },
    );
  });

  test("a spiral whose arms meet late is one object", () => {
    const pixels = Uint8Array.from("1111100001111011000111111", Number);
    expect(labelObjects(pixels, { width: 5, height: 5 }).count).toBe(1);
  });
});

describe("outlines", () => {
  test("filled again, they give every object's pixels and nothing else; no ring meets itself", () => {
    fc.assert(
      fc.property(mask, ({ mask: pixels, shape }) => {
        const objects = labelObjects(pixels, shape);
        const outlines = objectOutlines(objects);
        expect(outlines.length).toBe(objects.count);
        outlines.forEach((polygons, index) => {
          const filled = new Float32Array(pixels.length);
          const coverage = polygonCoverage(polygons, shape);
          coverage?.parts.forEach((part, at) => {
            const { window } = coverage;
            filled[(window.row + Math.floor(at / window.width)) * shape.width + window.column + (at % window.width)] = part;
          });
          expect([...filled]).toEqual([...objects.labels].map((label) => Number(label === index + 1)));
          for (const polygon of polygons)
            polygon.forEach((ring, position) => {
              expect(ring.at(-1)).toEqual(ring[0]);
              const corners = ring.slice(1).map(String);
              expect(new Set(corners).size).toBe(corners.length);
              expect(doubleArea(ring) > 0).toBe(position === 0);
            });
        });
      }),
      { endOnFailure: true, numRuns: 300 },
    );
  });

  test("a lake with an island is a hole, and the island an object of its own", () => {
    const pixels = Uint8Array.from("1111110001101011000111111", Number);
    const outlines = objectOutlines(labelObjects(pixels, { width: 5, height: 5 }));
    expect(outlines.map((polygons) => polygons.map((rings) => rings.length))).toEqual([[2], [1]]);
    expect(outlines[1]).toEqual([
      [
        [
          [2, 2],
          [2, 3],
          [3, 3],
          [3, 2],
          [2, 2],
        ],
      ],
    ]);
  });
});

describe("coverage", () => {
  const place = fc.tuple(fc.double({ min: -3, max: 11, noNaN: true }), fc.double({ min: -3, max: 11, noNaN: true }));

  test("of a triangle agrees with a fine grid of points, also where it leaves the raster", () => {
    const shape = { width: 8, height: 8 };
    fc.assert(
      fc.property(place, place, place, (a, b, c) => {
        const fine = 40;
        const side = (p: readonly number[], q: readonly number[], x: number, y: number) =>
          ((q[0] ?? 0) - (p[0] ?? 0)) * (y - (p[1] ?? 0)) - ((q[1] ?? 0) - (p[1] ?? 0)) * (x - (p[0] ?? 0));
        const coverage = polygonCoverage([[[a, b, c, a]]], shape);
        for (let row = 0; row < 8; row++)
          for (let column = 0; column < 8; column++) {
            let inside = 0;
            for (let at = 0; at < fine * fine; at++) {
              const [x, y] = [column + ((at % fine) + 0.5) / fine, row + (Math.floor(at / fine) + 0.5) / fine];
              const [first, second, third] = [side(a, b, x, y), side(b, c, x, y), side(c, a, x, y)];
              if ((first >= 0 && second >= 0 && third >= 0) || (first <= 0 && second <= 0 && third <= 0)) inside++;
            }
            const { window, parts } = coverage ?? { window: { column: 0, row: 0, width: 0, height: 0 }, parts: new Float32Array() };
            const [x, y] = [column - window.column, row - window.row];
            const isWithin = x >= 0 && y >= 0 && x < window.width && y < window.height;
            const part = isWithin ? (parts[y * window.width + x] ?? 0) : 0;
            expect(Math.abs(part - inside / fine ** 2)).toBeLessThan(0.06);
          }
      }),
      { endOnFailure: true, numRuns: 60 },
    );
  });

  test("holes are cut out whatever the direction of rings, and overlapping areas count once", () => {
    const square = (from: number, to: number) =>
      [
        [from, from],
        [to, from],
        [to, to],
        [from, to],
        [from, from],
      ] as const;
    const sum = (parts: Float32Array | undefined) => parts?.reduce((total, part) => total + part, 0);
    const shape = { width: 10, height: 10 };
    const rings = [square(1, 9), square(2.5, 5)];
    expect(sum(polygonCoverage([rings], shape)?.parts)).toBeCloseTo(64 - 6.25, 5);
    expect(sum(polygonCoverage([rings.map((ring) => ring.toReversed())], shape)?.parts)).toBeCloseTo(64 - 6.25, 5);
    expect(sum(polygonCoverage([[square(1, 5)], [square(1, 5)]], shape)?.parts)).toBeCloseTo(16, 5);
    expect(polygonCoverage([[square(11, 15)]], shape)).toBeNull();
  });
});
