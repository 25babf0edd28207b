import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type GridWindow,
  joinRuns,
  keptRuns,
  labelObjects,
  labelRuns,
  objectOutlines,
  type RunObjects,
  runOutlines,
  type Shape,
} from "./index.ts";
import { floodLabels } from "./testing/flood-labels.ts";

const mask = fc.record({ width: fc.integer({ min: 1, max: 14 }), height: fc.integer({ min: 1, max: 14 }) }).chain((shape) =>
  fc.record({
    shape: fc.constant(shape),
    mask: fc.uint8Array({ min: 0, max: 1, minLength: shape.width * shape.height, maxLength: shape.width * shape.height }),
    tile: fc.record({ width: fc.integer({ min: 1, max: 6 }), height: fc.integer({ min: 1, max: 6 }) }),
  }),
);

function filled({ rows, starts, ends, labels }: RunObjects, { width, height }: Shape): Int32Array {
  const pixels = new Int32Array(width * height);
  labels.forEach((label, run) =>
    pixels.fill(label, (rows[run] ?? 0) * width + (starts[run] ?? 0), (rows[run] ?? 0) * width + (ends[run] ?? 0)),
  );
  return pixels;
}

function inPieces(pixels: Uint8Array, { width, height }: Shape, tile: Shape): { objects: RunObjects & { readonly window: GridWindow } }[] {
  const pieces = [];
  for (let row = 0; row < height; row += tile.height)
    for (let column = 0; column < width; column += tile.width) {
      const window = { column, row, width: Math.min(tile.width, width - column), height: Math.min(tile.height, height - row) };
      const part = Uint8Array.from(
        { length: window.width * window.height },
        (_, at) => pixels[(row + Math.floor(at / window.width)) * width + column + (at % window.width)] ?? 0,
      );
      const own = labelRuns(part, window);
      pieces.push({
        objects: {
          ...own,
          window,
          rows: own.rows.map((each) => each + row),
          starts: own.starts.map((each) => each + column),
          ends: own.ends.map((each) => each + column),
        },
      });
    }
  return pieces;
}

describe("objects as runs", () => {
  test("are those of the whole raster, numbers included", () => {
    fc.assert(
      fc.property(mask, ({ mask: pixels, shape }) => {
        const runs = labelRuns(pixels, shape);
        const whole = floodLabels(pixels, shape);
        expect(runs.count).toBe(whole.count);
        expect(filled(runs, shape)).toEqual(whole.labels);
      }),
      { endOnFailure: true },
    );
  });

  test("cut into tiles and joined, in any order of the tiles, they are the same, and each tile's objects are known in the whole", () => {
    fc.assert(
      fc.property(mask, fc.infiniteStream(fc.nat()), ({ mask: pixels, shape, tile }, random) => {
        const pieces = inPieces(pixels, shape, tile)
          .map((piece) => ({ ...piece, at: random.next().value }))
          .sort((left, right) => left.at - right.at)
          .map(({ objects }) => objects);
        const joined = joinRuns(pieces);
        const whole = floodLabels(pixels, shape);
        expect(joined.objects.count).toBe(whole.count);
        expect(filled(joined.objects, shape)).toEqual(whole.labels);
        for (const [index, piece] of pieces.entries())
          for (const [run, label] of piece.labels.entries())
            expect(joined.numbers[index]?.[label - 1]).toBe(whole.labels[(piece.rows[run] ?? 0) * shape.width + (piece.starts[run] ?? 0)]);
      }),
      { endOnFailure: true },
    );
  });

  test("left out, they change nothing about the others", () => {
    fc.assert(
      fc.property(mask, ({ mask: pixels, shape }) => {
        const runs = labelRuns(pixels, shape);
        const odd = keptRuns(runs, (label) => label % 2 === 1);
        expect(filled(odd, shape)).toEqual(filled(runs, shape).map((label) => (label % 2 === 1 ? (label + 1) / 2 : 0)));
      }),
      { endOnFailure: true },
    );
  });
});

describe("outlines of runs", () => {
  test("cut into tiles and joined, they are those of the whole raster, holes included", () => {
    fc.assert(
      fc.property(mask, ({ mask: pixels, shape, tile }) => {
        const pieces = inPieces(pixels, shape, tile).map(({ objects }) => objects);
        expect(runOutlines(joinRuns(pieces).objects)).toEqual(objectOutlines(labelObjects(pixels, shape)));
      }),
      { endOnFailure: true },
    );
  });

  test("no polygon falls apart inside: there are as many as parts that hang together by edges", () => {
    fc.assert(
      fc.property(mask, ({ mask: pixels, shape }) => {
        expect(runOutlines(labelRuns(pixels, shape)).flat().length).toBe(edgeParts(pixels, shape));
      }),
      { endOnFailure: true },
    );
  });
});

function edgeParts(pixels: Uint8Array, { width }: Shape): number {
  const open = Uint8Array.from(pixels);
  const flood = (at: number): void => {
    if (open[at] !== 1) return;
    open[at] = 0;
    flood(at - width);
    flood(at + width);
    if (at % width > 0) flood(at - 1);
    if (at % width < width - 1) flood(at + 1);
  };
  let parts = 0;
  for (let at = 0; at < open.length; at++) {
    parts += open[at] ?? 0;
    flood(at);
  }
  return parts;
}
