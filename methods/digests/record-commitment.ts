import { type OpenedCell, type OpenedRecord, RECORD_COMMITMENT, YuejianError } from "@yuejian/contracts";
import { decodeHex } from "./hex.ts";
import { leafHash } from "./merkle-tree.ts";
import { sha256 } from "./sha256.ts";

/** Digest of one column committed alone. PROOF_MALFORMED for a text that standardisation never yields (see contracts/record-commitment). */
export function cellDigest(cell: { salt: Uint8Array; column: string; value: string | null }): Uint8Array {
  requireSalt(cell.salt, cell.column);
  return sha256(CELL_TAG, cell.salt, textBytes(cell.column, cell.column), SEPARATOR, valueBytes(cell.value, cell.column));
}

/** Digest of all other columns of a row together; `line` is the 1-based line in the source file. */
export function restDigest(rest: { salt: Uint8Array; line: number; values: readonly (string | null)[] }): Uint8Array {
  requireSalt(rest.salt, "rest");
  const parts = [REST_TAG, rest.salt, countBytes(rest.line, "line")];
  for (const value of rest.values) parts.push(SEPARATOR, valueBytes(value, "rest"));
  return sha256(...parts);
}

/** Leaf of the record tree from the digests of its cells, in schema order, and of the rest. */
export function recordLeafData(record: { row: number; cellDigests: readonly Uint8Array[]; rest: Uint8Array }): Uint8Array {
  const digests = [...record.cellDigests, record.rest];
  if (digests.some((digest) => digest.length !== 32)) throw malformed("cells", "a digest is not 32 bytes long");
  const head = countBytes(record.row, "row");
  const data = new Uint8Array(1 + head.length + 1 + 32 * digests.length);
  data[0] = RECORD_COMMITMENT.leafTag;
  data.set(head, 1);
  data[1 + head.length] = RECORD_COMMITMENT.separator;
  digests.forEach((digest, index) => {
    data.set(digest, 2 + head.length + 32 * index);
  });
  return data;
}

/** Leaf hash of an opened row. Cells and values must name exactly the columns, or the row proves something else than it shows. */
export function recordLeafHash(opened: OpenedRecord): Uint8Array {
  const names = opened.columns.map((column) => column.name);
  if (new Set(names).size !== names.length) throw malformed("columns", "a column is named twice");
  const alone = opened.columns.filter((column) => column.alone);
  const together = opened.columns.filter((column) => !column.alone);
  requireMembers(opened.cells, alone, "cells");
  requireMembers(opened.rest.values, together, "rest.values");
  return leafHash(
    recordLeafData({
      row: opened.row,
      cellDigests: alone.map((column) => openedDigest(column.name, opened.cells[column.name])),
      rest: restDigest({
        salt: hexBytes(opened.rest.salt, RECORD_COMMITMENT.saltBytes, "rest.salt"),
        line: opened.line,
        values: together.map((column) => opened.rest.values[column.name] ?? null),
      }),
    }),
  );
}

const CELL_TAG = Uint8Array.of(RECORD_COMMITMENT.cellTag);
const REST_TAG = Uint8Array.of(RECORD_COMMITMENT.restTag);
const SEPARATOR = Uint8Array.of(RECORD_COMMITMENT.separator);
const NULL_MARK = Uint8Array.of(RECORD_COMMITMENT.nullMark);
const encoder = new TextEncoder();

function openedDigest(column: string, cell: OpenedCell | undefined): Uint8Array {
  if (cell === undefined) throw malformed(column, "the cell is missing");
  if ("digest" in cell) return hexBytes(cell.digest, 32, column);
  return cellDigest({ salt: hexBytes(cell.salt, RECORD_COMMITMENT.saltBytes, column), column, value: cell.value });
}

function requireMembers(members: Readonly<Record<string, unknown>>, columns: readonly { name: string }[], where: string): void {
  const isComplete = columns.every((column) => Object.hasOwn(members, column.name));
  if (!isComplete || Object.keys(members).length !== columns.length) throw malformed(where, "the members are not the columns");
}

function requireSalt(salt: Uint8Array, where: string): void {
  if (salt.length !== RECORD_COMMITMENT.saltBytes) throw malformed(where, `a salt has ${RECORD_COMMITMENT.saltBytes} bytes`);
}

function valueBytes(value: string | null, where: string): Uint8Array {
  return value === null ? NULL_MARK : textBytes(value, where);
}

function textBytes(text: string, where: string): Uint8Array {
  if (text === "") throw malformed(where, "empty text: an empty value is null");
  if (text.includes("\u001e") || text.includes("\u001f")) throw malformed(where, "a separator byte inside a text");
  // A lone surrogate would be written as U+FFFD: two texts, one digest.
  if (!text.isWellFormed()) throw malformed(where, "a text that is not well-formed Unicode");
  return encoder.encode(text);
}

function countBytes(count: number, where: string): Uint8Array {
  if (!Number.isSafeInteger(count) || count < 1) throw malformed(where, "not a position from 1");
  return encoder.encode(String(count));
}

function hexBytes(text: string, length: number, where: string): Uint8Array {
  const bytes = decodeHex(text, length);
  if (bytes === null) throw malformed(where, `not ${length} bytes of lower-case hexadecimal`);
  return bytes;
}

function malformed(where: string, reason: string): YuejianError {
  return new YuejianError("PROOF_MALFORMED", { where, reason });
}
