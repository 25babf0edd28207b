import { createHash } from "node:crypto";
import type { CommittedColumn } from "@yuejian/contracts";
import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { encodeHex } from "../hex.ts";
import { verifyInclusion } from "../merkle-proof.ts";
import { inclusionPath, rootOfLeafHashes } from "../merkle-tree.ts";
import { recordLeafHash } from "../record-commitment.ts";
import { type BulkHasher, createBulkHasher, storedInclusionPath } from "./index.ts";

let hasher: BulkHasher;
beforeAll(async () => {
  hasher = await createBulkHasher();
});

const numberedHash = (index: number): Uint8Array => new Uint8Array(createHash("sha256").update(String(index)).digest());
const split = (hashes: Uint8Array): Uint8Array[] =>
  Array.from({ length: hashes.length / 32 }, (_, index) => hashes.slice(32 * index, 32 * index + 32));

describe("tree", () => {
  it("of no leaves has the hash of no bytes", () => {
    expect(encodeHex(hasher.treeLevels(new Uint8Array(0)).root)).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  });

  it.each([1, 2, 3, 255, 256, 257, 511, 512, 513, 1023, 4095, 4096, 4097, 6000])(
    "of %i leaves agrees with the plain tree, root and paths",
    (size) => {
      const leaves = Array.from({ length: size }, (_, index) => numberedHash(index));
      const flat = new Uint8Array(Buffer.concat(leaves));
      const tree = hasher.treeLevels(flat);
      expect(tree.root).toEqual(rootOfLeafHashes(leaves));
      for (const index of new Set([0, 1, 254, 255, 256, size >> 1, size - 1].filter((each) => each < size))) {
        let read = 0;
        const path = storedInclusionPath(tree, index, (start, count) => {
          read += count;
          return flat.subarray(32 * start, 32 * (start + count));
        });
        expect(read).toBeLessThanOrEqual(512);
        expect(path).toEqual(inclusionPath(leaves, index));
        expect(verifyInclusion({ index, size, leafHash: leaves[index] ?? flat, path, root: tree.root })).toBe(true);
      }
    },
  );

  it("in pieces of any size is the tree in one go", () => {
    const flat = new Uint8Array(Buffer.concat(Array.from({ length: 5000 }, (_, index) => numberedHash(index))));
    const whole = hasher.treeLevels(flat);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 8 }), (sizes) => {
        const builder = hasher.startTree();
        let at = 0;
        for (const size of [...sizes, 5000]) {
          builder.append(flat.subarray(32 * at, 32 * Math.min(5000, at + size)));
          at = Math.min(5000, at + size);
        }
        expect(builder.finish()).toEqual(whole);
      }),
      { numRuns: 20 },
    );
  });
});

interface Row {
  readonly number: number;
  readonly line: number;
  readonly values: readonly (string | null)[];
}

const encodeRows = (rows: readonly Row[]): Uint8Array =>
  new TextEncoder().encode(
    rows.map((row) => `${[row.number, row.line, ...row.values.map((value) => value ?? "\u001e"), "\u001e"].join("\u001f")}\n`).join(""),
  );

const expectedHashes = (rows: readonly Row[], columns: readonly CommittedColumn[], salts: Uint8Array): Uint8Array[] => {
  const alone = columns.filter((column) => column.alone).length;
  return rows.map((row, index) => {
    let at = index * 16 * (alone + 1);
    const salt = (): string => encodeHex(salts.subarray(at, (at += 16)));
    const named = columns.map((column, position) => ({ ...column, value: row.values[position] ?? null }));
    const cells = Object.fromEntries(named.filter((each) => each.alone).map(({ name, value }) => [name, { salt: salt(), value }]));
    const values = Object.fromEntries(named.filter((each) => !each.alone).map(({ name, value }) => [name, value]));
    return recordLeafHash({ row: row.number, line: row.line, columns, cells, rest: { salt: salt(), values } });
  });
};

const saltsFor = (rows: number, columns: readonly CommittedColumn[]): Uint8Array => {
  const bytes = new Uint8Array(rows * 16 * (columns.filter((column) => column.alone).length + 1));
  for (let at = 0; at < bytes.length; at++) bytes[at] = (at * 2_654_435_761) >>> 24;
  return bytes;
};

const value = fc.option(
  fc
    .oneof(
      fc.string({ unit: "binary", maxLength: 90 }),
      fc.constantFrom("a\nb", "\n", "\r\n", "'\"", "岳阳", "𠮷".repeat(30), "x".repeat(54), "x".repeat(119)),
    )
    .map((text) => text.replaceAll("\u001e", "?").replaceAll("\u001f", "?") || "空")
    .map((text) => (text.isWellFormed() ? text : text.toWellFormed())),
  { nil: null },
);

const batch = fc.integer({ min: 1, max: 7 }).chain((width) =>
  fc.record({
    columns: fc
      .uniqueArray(fc.stringMatching(/^[a-z][a-z0-9_]{0,40}$/), { minLength: width, maxLength: width })
      .chain((names) => fc.tuple(...names.map((name) => fc.record({ name: fc.constant(name), alone: fc.boolean() })))),
    rows: fc.array(
      fc.record({
        number: fc.integer({ min: 1, max: 2 ** 31 }),
        line: fc.integer({ min: 1, max: 2 ** 31 }),
        values: fc.array(value, { minLength: width, maxLength: width }),
      }),
      { maxLength: 40 },
    ),
  }),
);

describe("records", () => {
  it("agree with the portable commitment for any text, null and column choice, in pieces cut anywhere", () => {
    fc.assert(
      fc.property(batch, fc.array(fc.nat(), { maxLength: 5 }), ({ columns, rows }, cuts) => {
        const bytes = encodeRows(rows);
        const salts = saltsFor(rows.length, columns);
        const records = hasher.startRecords(columns);
        const found: Uint8Array[] = [];
        let at = 0;
        let saltAt = 0;
        for (const cut of [...cuts.map((each) => each % (bytes.length + 1)).sort((left, right) => left - right), bytes.length]) {
          const piece = bytes.subarray(at, cut);
          const needed = records.rowsIn(piece) * records.saltBytesPerRow;
          found.push(...split(records.append(piece, salts.subarray(saltAt, saltAt + needed))));
          saltAt += needed;
          at = cut;
        }
        expect(records.finish()).toBe(rows.length);
        expect(found).toEqual(expectedHashes(rows, columns, salts));
      }),
      { numRuns: 120 },
    );
  });

  it("agree with the portable commitment over many rows and around values of 64 KiB and 1 MiB", () => {
    const columns = [
      { name: "name", alone: true },
      { name: "remarks", alone: false },
      { name: "statement", alone: true },
    ];
    const rows = Array.from({ length: 5000 }, (_, index) => ({
      number: index + 1,
      line: 2 * index + 2,
      values: [`人${index}`, index % 3 === 0 ? null : "r".repeat(index % 200) || "-", index % 7 === 0 ? null : `s${index}`],
    }));
    for (const [index, length] of [
      [10, 65_535],
      [11, 65_536],
      [2000, 300_000],
      [4999, 1_048_577],
    ] as const) {
      rows[index] = { number: index + 1, line: 2 * index + 2, values: ["长", "文".repeat(length / 3), "z".repeat(length)] };
    }
    const salts = saltsFor(rows.length, columns);
    expect(split(hasher.recordLeaves({ bytes: encodeRows(rows), columns, salts }))).toEqual(expectedHashes(rows, columns, salts));
  });

  const one = [{ name: "a", alone: true }];
  const refuse = (text: string): void => {
    expect(() => hasher.recordLeaves({ bytes: new TextEncoder().encode(text), columns: one, salts: new Uint8Array(320) })).toThrow(
      RangeError,
    );
  };

  it.each([
    ["too few columns", "1\u001f2\u001f\u001e\n"],
    ["too many columns", "1\u001f2\u001fa\u001fb\u001f\u001e\n"],
    ["an empty value", "1\u001f2\u001f\u001f\u001e\n"],
    ["a null mark inside a value", "1\u001f2\u001fa\u001eb\u001f\u001e\n"],
    ["record number 0", "0\u001f2\u001fa\u001f\u001e\n"],
    ["no line", "1\u001f\u001e\u001fa\u001f\u001e\n"],
    ["an unfinished row", "1\u001f2\u001fa\u001f\u001e"],
    ["a bad row after a good one", "1\u001f2\u001fa\u001f\u001e\n2\u001f3\u001f\u001e\n"],
  ])("with %s are refused", (_, text) => refuse(text));

  it("without enough salts are refused", () => {
    expect(() =>
      hasher.recordLeaves({ bytes: encodeRows([{ number: 1, line: 2, values: ["x"] }]), columns: one, salts: new Uint8Array(31) }),
    ).toThrow(RangeError);
  });
});
