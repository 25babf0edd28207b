import { array, assert, property, uint8Array } from "fast-check";
import { expect, it } from "vitest";
import { digestFile, FileDigester } from "./index.ts";

it("gives the digests of the whole, however the file is cut", () => {
  assert(
    property(array(uint8Array({ maxLength: 300 }), { maxLength: 12 }), (pieces) => {
      const digester = new FileDigester();
      for (const piece of pieces) digester.update(piece);
      expect(digester.digests()).toEqual(digestFile(new Uint8Array(pieces.flatMap((piece) => [...piece]))));
    }),
  );
});
