import { readFileSync } from "node:fs";
import { type CommittedColumn, canonicalJson, type OpenedRecord, YuejianError } from "@yuejian/contracts";
import { describe, expect, it } from "vitest";
import {
  cellDigest,
  decodeHex,
  encodeHex,
  leafHash,
  recordLeafData,
  recordLeafHash,
  restDigest,
  rootOfLeafHashes,
  sha256,
} from "./index.ts";

interface VectorRecord {
  name?: string;
  columns?: CommittedColumn[];
  row: number;
  line: number;
  cells: { column: string; salt: string; value: string | null; digest: string }[];
  rest: { salt: string; values: (string | null)[]; digest: string };
  leafHash: string;
}
const vectors = JSON.parse(readFileSync(new URL("fixtures/record-commitment.json", import.meta.url), "utf8")) as {
  columns: CommittedColumn[];
  columnsDigest: string;
  records: (VectorRecord & { leafData: string })[];
  roots: string[];
  shapes: VectorRecord[];
};
const bytes = (hex: string) => decodeHex(hex) ?? expect.fail(`bad test data ${hex}`);

function opened(record: VectorRecord, columns: readonly CommittedColumn[]): OpenedRecord {
  const together = columns.filter((column) => !column.alone);
  return {
    row: record.row,
    line: record.line,
    columns,
    cells: Object.fromEntries(record.cells.map(({ column, salt, value }) => [column, { salt, value }])),
    rest: {
      salt: record.rest.salt,
      values: Object.fromEntries(together.map((column, index) => [column.name, record.rest.values[index] ?? null])),
    },
  };
}

describe("golden vectors of a separate program", () => {
  it.each(vectors.records)("record $row", (record) => {
    for (const cell of record.cells) expect(encodeHex(cellDigest({ ...cell, salt: bytes(cell.salt) }))).toBe(cell.digest);
    const rest = restDigest({ salt: bytes(record.rest.salt), line: record.line, values: record.rest.values });
    expect(encodeHex(rest)).toBe(record.rest.digest);
    const data = recordLeafData({ row: record.row, cellDigests: record.cells.map((cell) => bytes(cell.digest)), rest });
    expect(encodeHex(data)).toBe(record.leafData);
    expect(encodeHex(leafHash(data))).toBe(record.leafHash);
    expect(encodeHex(recordLeafHash(opened(record, vectors.columns)))).toBe(record.leafHash);
  });

  it.each(vectors.shapes)("$name", (shape) => {
    expect(encodeHex(recordLeafHash(opened(shape, shape.columns ?? [])))).toBe(shape.leafHash);
  });

  it("roots and the digest of the columns", () => {
    const leaves = vectors.records.map((record) => bytes(record.leafHash));
    expect(leaves.length).toBe(5);
    vectors.roots.forEach((root, size) => expect(encodeHex(rootOfLeafHashes(leaves.slice(0, size)))).toBe(root));
    expect(encodeHex(sha256(new TextEncoder().encode(canonicalJson(vectors.columns))))).toBe(vectors.columnsDigest);
  });
});

describe("an opened record", () => {
  const first = vectors.records[0] ?? expect.fail("no vectors");
  const record = opened(first, vectors.columns);

  it("keeps its leaf when a personal cell is withheld", () => {
    const digest = first.cells[0]?.digest ?? "";
    expect(encodeHex(recordLeafHash({ ...record, cells: { ...record.cells, name: { digest } } }))).toBe(first.leafHash);
  });

  const { note: _, ...withoutNote } = record.rest.values;
  const rest = (values: Record<string, string | null>) => ({ ...record, rest: { ...record.rest, values } });
  const hostile: [string, OpenedRecord][] = [
    ["an empty text", rest({ ...record.rest.values, note: "" })],
    ["a separator inside a text", rest({ ...record.rest.values, note: "a\u001fb" })],
    ["a null mark as text", rest({ ...record.rest.values, note: "\u001e" })],
    ["a lone surrogate", rest({ ...record.rest.values, note: "\ud842" })],
    ["a missing value", rest(withoutNote)],
    ["a value of no column", rest({ ...record.rest.values, extra: "1" })],
    ["a column named twice", { ...record, columns: [...record.columns, ...record.columns.slice(0, 1)] }],
    ["a missing cell", { ...record, cells: {} }],
    [
      "a cell under an inherited name",
      { ...record, columns: [{ name: "toString", alone: true }], cells: {}, rest: { ...record.rest, values: {} } },
    ],
    ["a short salt", { ...record, rest: { ...record.rest, salt: "00" } }],
    ["a salt in upper case", { ...record, rest: { ...record.rest, salt: record.rest.salt.toUpperCase() } }],
    ["a short digest", { ...record, cells: { ...record.cells, name: { digest: "00" } } }],
    ["row 0", { ...record, row: 0 }],
    ["a fractional line", { ...record, line: 1.5 }],
  ];
  it.each(hostile)("is refused as PROOF_MALFORMED with %s", (_, bad) => {
    const refusal = (() => {
      try {
        return recordLeafHash(bad);
      } catch (error) {
        return error;
      }
    })();
    expect(refusal).toBeInstanceOf(YuejianError);
    expect(refusal).toMatchObject({ code: "PROOF_MALFORMED" });
  });
});
