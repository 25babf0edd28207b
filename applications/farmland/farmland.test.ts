import { measuredArea } from "@yuejian/imagery";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { areaElement } from "./area-element.ts";
import type { AreaFile } from "./areas.ts";
import { detectChanges } from "./detect-changes.ts";
import { detectionFeatures } from "./feature-collection.ts";
import type { Scene } from "./scene.ts";
import { MADE_GRID, madeArea, madePair } from "./testing/made-scenes.ts";

const HOUSE = { column: 20, row: 30, width: 9, height: 8, cover: "concrete" } as const;
const POND = { column: 60, row: 50, width: 12, height: 10, cover: "water" } as const;
const PIT = { column: 90, row: 70, width: 7, height: 7, cover: "soil" } as const;
const PLANTED = [HOUSE, POND, PIT];

const file = (...features: AreaFile["layer"]["features"]): AreaFile => ({ name: "areas", layer: { crs: "EPSG:4547", features } });
const everywhere = (kind: string) => madeArea({ column: 0, row: 0, width: 120, height: 100 }, { id: "P1", kind });

function refusal(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
  return null;
}

describe("changes between two images", () => {
  test("what was planted is found with its class and its area within the error; nothing else is", () => {
    for (const seed of [1, 2, 3]) {
      const { before, after } = madePair(seed, PLANTED);
      const { violations } = detectChanges(before, after, { parcels: file(everywhere("permanent basic farmland")) });
      expect(violations.map((each) => each.class)).toEqual(["building-road", "pond-lake", "mining-bare"]);
      violations.forEach(({ area, confidence, parcels }, index) => {
        const { width, height } = PLANTED[index] ?? HOUSE;
        expect(Math.abs(area.squareMetres - width * height * 100)).toBeLessThan(area.errorSquareMetres);
        expect(confidence).toBe("possible");
        expect(parcels).toMatchObject([{ id: "P1", kind: "basic" }]);
      });
    }
  });

  test("the same ground on both dates gives hardly any object, none of them on a large area", () => {
    for (const seed of [4, 5]) {
      const { before, after } = madePair(seed, []);
      const found = detectChanges(before, after).violations;
      expect(found.reduce((sum, { pixels }) => sum + pixels, 0)).toBeLessThan(120);
    }
  });

  test("only parcels count: an object that crosses a boundary is measured inside, and one outside is left out", () => {
    const { before, after } = madePair(1, PLANTED);
    const half = madeArea({ column: 0, row: 0, width: 24.5, height: 100 }, { id: "P7", kind: "耕地" });
    const { violations } = detectChanges(before, after, { parcels: file(half) });
    expect(violations).toHaveLength(1);
    expect(Math.abs((violations[0]?.area.squareMetres ?? 0) - 4.5 * 8 * 100)).toBeLessThan(violations[0]?.area.errorSquareMetres ?? 0);
    expect(violations[0]?.parcels).toMatchObject([{ id: "P7", kind: "other" }]);
  });

  test("an approval that was valid throughout is subtracted; one that began between the images is left to people; one that had ended is ignored", () => {
    const { before, after } = madePair(1, PLANTED);
    const approvalFor = (from: string, to: string) => file(madeArea(HOUSE, { number: "A1", valid_from: from, valid_to: to }));
    const detect = (approvals: AreaFile) => detectChanges(before, after, { parcels: file(everywhere("basic")), approvals });
    const valid = detect(approvalFor("2024-01-01", "2026年1月1日"));
    expect(valid.violations.map((each) => each.class)).toEqual(["pond-lake", "mining-bare"]);
    expect(valid.approvalsSubtracted).toEqual(["A1"]);
    const begun = detect(approvalFor("2024-12-01", "2026-01-01"));
    expect(begun.violations.map((each) => each.questionable)).toEqual([["A1"], [], []]);
    expect(begun.doubts.map(({ en }) => en).join()).toContain("1 approvals were valid for a part of the time");
    expect(detect(approvalFor("2020-01-01", "2023-01-01")).violations.map((each) => each.questionable)).toEqual([[], [], []]);
    expect(refusal(() => detect(approvalFor("soon", "2026-01-01")))).toBe("VECTORS_UNREADABLE");
  });

  test("outlines are longitudes and latitudes around what was planted, outer ring counterclockwise", () => {
    const { before, after } = madePair(1, PLANTED);
    const collection = JSON.parse(
      JSON.stringify(detectionFeatures(detectChanges(before, after), { from: before.date, to: after.date })),
    ) as {
      features: { geometry: { type: string; coordinates: unknown[] }; properties: Record<string, unknown> }[];
    };
    const [feature] = collection.features;
    // The first ring of a polygon or of the first of several.
    const numbers = (feature?.geometry.coordinates ?? []).flat(feature?.geometry.type === "MultiPolygon" ? 1 : 0)[0] as
      | [number, number][]
      | undefined;
    const ring = numbers ?? [];
    const doubleArea = ring.slice(1).reduce((sum, [x, y], at) => sum + (ring[at]?.[0] ?? 0) * y - x * (ring[at]?.[1] ?? 0), 0);
    expect(doubleArea).toBeGreaterThan(0);
    for (const [longitude, latitude] of ring) {
      expect(Math.abs(longitude - 114.0026)).toBeLessThan(0.002);
      expect(Math.abs(latitude - 29.3631)).toBeLessThan(0.02);
    }
    expect(feature?.properties).toMatchObject({ class: "building-road", changedAfter: "2024-04-10", changedBy: "2025-04-20" });
    // Without parcels nobody said that it is farmland.
    expect(feature?.properties["areaElement"]).not.toBe("reached");
  });

  test("without short-wave infrared the result says so and still tells water", () => {
    const { before, after } = madePair(1, PLANTED);
    const four = (scene: Scene): Scene => ({
      ...scene,
      raster: { ...scene.raster, bands: scene.raster.bands.slice(0, 4) },
      roles: scene.roles.slice(0, 4),
    });
    const { violations, doubts, indices } = detectChanges(four(before), four(after));
    expect(indices).toEqual(["ndvi", "ndwi"]);
    expect(doubts.map(({ en }) => en).join()).toContain("no short-wave infrared");
    expect(violations.map((each) => each.class)).toContain("pond-lake");
  });
});

describe("inputs that do not belong together are refused by name", () => {
  const { before, after } = madePair(1, [HOUSE]);
  const moved = (grid: Partial<typeof MADE_GRID>): Scene => ({ ...after, raster: { ...after.raster, grid: { ...MADE_GRID, ...grid } } });
  test.each([
    ["another zone", moved({ crs: "EPSG:4548" }), "IMAGE_SYSTEMS_DIFFER"],
    ["an old datum", moved({ crs: "EPSG:2435" }), "IMAGE_SYSTEM_UNKNOWN"],
    ["half a pixel aside", moved({ west: 500_005 }), "IMAGE_GRIDS_DIFFER"],
    ["other pixels", moved({ pixelWidth: 20, pixelHeight: 20 }), "IMAGE_GRIDS_DIFFER"],
    ["another place", moved({ north: 3_350_000 }), "IMAGES_APART"],
    ["swapped", { ...after, date: "2023-04-10" }, "IMAGE_ORDER"],
    ["no bands in common", { ...after, roles: [null, null, null, null, null, null] }, "IMAGE_BANDS_DIFFER"],
    ["all cloud", { ...after, raster: { ...after.raster, valid: new Uint8Array(12_000) } }, "IMAGES_LACK_PIXELS"],
  ] as const)("%s", (_, scene, code) => {
    expect(refusal(() => detectChanges(before, scene))).toBe(code);
  });

  test("parcels in another place", () => {
    const far = madeArea({ column: 5000, row: 0, width: 10, height: 10 }, {});
    expect(refusal(() => detectChanges(before, after, { parcels: file(far) }))).toBe("VECTORS_OUTSIDE_IMAGE");
  });
});

describe("the area element", () => {
  const mu = (amount: number, error: number) => measuredArea(amount * (10_000 / 15), error * (10_000 / 15));
  const judge = (kind: "basic" | "other" | "unknown", amount: number, error: number) =>
    areaElement(new Map([[kind, mu(amount, error)]]), { onDate: "2025-04-20", isFarmland: true }).state;

  test("is five mu of basic and ten of other farmland, with the error on the land user's side", () => {
    expect([judge("basic", 5.5, 0.4), judge("basic", 5.2, 0.4), judge("basic", 4.5, 0.4)]).toEqual([
      "reached",
      "cannot-tell",
      "not-reached",
    ]);
    expect([judge("other", 10.5, 0.4), judge("other", 9.8, 0.4), judge("other", 5.5, 0.4)]).toEqual([
      "reached",
      "cannot-tell",
      "not-reached",
    ]);
    expect([judge("unknown", 11, 0.4), judge("unknown", 7, 0.4), judge("unknown", 4, 0.4)]).toEqual([
      "reached",
      "cannot-tell",
      "not-reached",
    ]);
    expect(areaElement(new Map([["unknown", mu(30, 1)]]), { onDate: "2025-04-20", isFarmland: false }).state).toBe("cannot-tell");
  });

  test("never goes from reached to not reached by taking more land", () => {
    const order = ["not-reached", "cannot-tell", "reached"];
    fc.assert(
      fc.property(fc.double({ min: 0, max: 30, noNaN: true }), fc.double({ min: 0, max: 5, noNaN: true }), (amount, more) => {
        for (const kind of ["basic", "other", "unknown"] as const)
          expect(order.indexOf(judge(kind, amount + more, 0.5))).toBeGreaterThanOrEqual(order.indexOf(judge(kind, amount, 0.5)));
      }),
      { endOnFailure: true },
    );
  });
});
