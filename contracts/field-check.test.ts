import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { metresToOutline } from "./index.ts";

const square = (west: number, south: number, side: number) => [
  [west, south],
  [west + side, south],
  [west + side, south + side],
  [west, south + side],
  [west, south],
];

describe("the distance to an outline", () => {
  const outline = { type: "Polygon", coordinates: [square(113, 29, 0.01), square(113.004, 29.004, 0.002)] };

  it("is nought inside, that to the edge in a hole, and null without rings", () => {
    expect(metresToOutline([113.001, 29.001], outline)).toBe(0);
    expect(metresToOutline([113.005, 29.005], outline)).toBeCloseTo(97, -1);
    expect(metresToOutline([113, 29], { type: "MultiPolygon", coordinates: [] })).toBeNull();
  });

  it("of a place north, east, south or west of a square is how far it is off that side", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 0, max: 3 }), (metres, side) => {
        const across = metres / (111_195 * Math.cos((29.005 * Math.PI) / 180));
        const along = metres / 111_195;
        const places: readonly (readonly [number, number])[] = [
          [113.005, 29.01 + along],
          [113.01 + across, 29.005],
          [113.005, 29 - along],
          [113 - across, 29.005],
        ];
        const found = metresToOutline(places[side] ?? [0, 0], { type: "MultiPolygon", coordinates: [outline.coordinates] });
        expect(Math.abs((found ?? -99) - metres)).toBeLessThanOrEqual(1 + metres * 0.002);
      }),
      { endOnFailure: true },
    );
  });
});
