import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { photoSize, writePng } from "./index.ts";

const segment = (marker: number, ...body: number[]) => [0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 0xff, ...body];
const frame = segment(0xc2, 8, 0x01, 0x00, 0x02, 0x80, 3, 1, 0x22, 0);

describe("the size of a photo", () => {
  it("stands in a PNG's head and in a JPEG's frame, behind whatever tables and fill bytes", () => {
    const png = writePng({ width: 7, height: 5, channels: 1, pixels: new Uint8Array(35) });
    expect(photoSize(png)).toEqual({ kind: "png", width: 7, height: 5 });
    const jpeg = Uint8Array.of(0xff, 0xd8, ...segment(0xe1, 1, 2, 3), ...segment(0xc4, 9, 9), 0xff, ...frame);
    expect(photoSize(jpeg)).toEqual({ kind: "jpeg", width: 640, height: 256 });
  });

  it("is null for what is broken before it, and no bytes make it throw", () => {
    expect(photoSize(Uint8Array.of(0xff, 0xd8, ...frame.slice(0, 6)))).toBeNull();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        for (const head of [[], [0xff, 0xd8, 0xff], [0x89, 0x50, 0x4e, 0x47]]) photoSize(Uint8Array.of(...head, ...bytes));
      }),
      { endOnFailure: true },
    );
  });
});
