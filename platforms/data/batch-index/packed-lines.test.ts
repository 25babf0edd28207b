import * as fc from "fast-check";
import { expect, test } from "vitest";
import { LinePacker, LineUnpacker } from "./packed-lines.ts";

const bytesOf = (text: string): Uint8Array => Buffer.from(text);

/** Texts with much in common, some of it long, in several scripts. */
const text = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("岳阳市", "null,", "430602", "𠮷", "ab", "x".repeat(600), "城乡居民".repeat(90)),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join("").toWellFormed());

test("whatever is packed is unpacked as it was, one text after the other, whoever unpacked something between", () => {
  fc.assert(
    fc.property(text, fc.array(text, { minLength: 1, maxLength: 5 }), (beginning, texts) => {
      const packer = new LinePacker(bytesOf(beginning));
      const packed = texts.map((each) => packer.pack(bytesOf(each)));
      const [mine, other] = [new LineUnpacker(bytesOf(beginning)), new LineUnpacker(bytesOf(`other ${beginning}`))];
      for (const [at, each] of packed.entries()) {
        expect(mine.unpack(each)).toBe(texts[at]);
        other.unpack(new LinePacker(bytesOf(`other ${beginning}`)).pack(bytesOf("something else")));
      }
    }),
    { numRuns: 300 },
  );
});

test("what stands in the beginning, or stood in the text before, is told in a few bytes", () => {
  const line = '[12,13,null,"张三","430602199001011234","职工养老",202505,415380]';
  const packer = new LinePacker(bytesOf(line));
  expect(packer.pack(bytesOf(line)).length).toBeLessThan(8);
  expect(packer.pack(bytesOf("y".repeat(5000))).length).toBeLessThan(40);
  // Nothing is learned from one text for the next: each is unpacked by itself.
  expect(packer.pack(bytesOf("未见过的文字")).length).toBeGreaterThan(18);
  expect(packer.pack(bytesOf("未见过的文字")).length).toBeGreaterThan(18);
});

test("bytes that were not packed so give a text or a RangeError, never more than 255 times their size", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      try {
        expect(Buffer.byteLength(new LineUnpacker(bytesOf("beginning")).unpack(bytes))).toBeLessThan(3 * 256 * (bytes.length + 1));
      } catch (cause) {
        expect(cause).toBeInstanceOf(RangeError);
      }
    }),
    { numRuns: 500 },
  );
});
