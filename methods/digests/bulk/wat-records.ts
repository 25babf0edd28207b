import { RECORD_COMMITMENT } from "@yuejian/contracts";
import { JOB_BYTES } from "./wat-messages.ts";

/** One column for the kernel: 1 when committed alone, address and length of what stands between salt and value (name ‖ 0x1f). */
export const COLUMN_BYTES = 12;

/** Bytes that vector copies may write or read beyond a region. */
export const SLACK = 32;

export const ROW_STATUS = { ok: 0, malformed: 1, arenaTooSmall: 2 } as const;

/** $rows lays out the padded messages of whole rows and notes them as jobs, until the input, `max_rows` or the arena ends.
 *  Results in globals: rows laid out, bytes consumed, status (of the first row not laid out), ends of both job lists. */
export function recordsText(): string {
  return [globalsText, countFunction, rowEndFunction, padFunction, rowsFunction()].join("\n");
}

const globalsText = ["rows", "consumed", "status", "first_end", "second_end"]
  .map((name) => `(global $${name} (export "${name}") (mut i32) (i32.const 0))`)
  .join("\n");

const { separator, nullMark } = RECORD_COMMITMENT;

/** Row ends (0x1e 0x0a) in [at, end); the byte at `end` must not be 0x0a. */
const countFunction = `(func $count (export "count") (param $at i32) (param $end i32) (result i32) (local $count i32) (local $mask i32)
  (block $done (loop $next
    (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
    (local.set $mask (i32.and
      (i8x16.bitmask (i8x16.eq (v128.load (local.get $at)) (i8x16.splat (i32.const ${nullMark}))))
      (i8x16.bitmask (i8x16.eq (v128.load offset=1 (local.get $at)) (i8x16.splat (i32.const 0x0a))))))
    (if (i32.gt_u (i32.add (local.get $at) (i32.const 16)) (local.get $end))
      (then (local.set $mask (i32.and (local.get $mask)
        (i32.sub (i32.shl (i32.const 1) (i32.sub (local.get $end) (local.get $at))) (i32.const 1))))))
    (local.set $count (i32.add (local.get $count) (i32.popcnt (local.get $mask))))
    (local.set $at (i32.add (local.get $at) (i32.const 16)))
    (br $next)))
  (local.get $count))`;

/** Address after the row's 0x1e 0x0a; 0 when the row is not whole; -1 when a 0x1e stands where no null mark can be. */
const rowEndFunction = `(func $row_end (param $at i32) (param $end i32) (result i32) (local $mask i32) (local $mark i32) (local $after i32)
  (loop $next
    (if (i32.ge_u (local.get $at) (local.get $end)) (then (return (i32.const 0))))
    (local.set $mask (i8x16.bitmask (i8x16.eq (v128.load (local.get $at)) (i8x16.splat (i32.const ${nullMark})))))
    (block $clear (loop $marks
      (br_if $clear (i32.eqz (local.get $mask)))
      (local.set $mark (i32.add (local.get $at) (i32.ctz (local.get $mask))))
      (if (i32.ge_u (i32.add (local.get $mark) (i32.const 1)) (local.get $end)) (then (return (i32.const 0))))
      (if (i32.ne (i32.load8_u (i32.sub (local.get $mark) (i32.const 1))) (i32.const ${separator})) (then (return (i32.const -1))))
      (local.set $after (i32.load8_u offset=1 (local.get $mark)))
      (if (i32.eq (local.get $after) (i32.const 0x0a)) (then (return (i32.add (local.get $mark) (i32.const 2)))))
      (if (i32.ne (local.get $after) (i32.const ${separator})) (then (return (i32.const -1))))
      (local.set $mask (i32.and (local.get $mask) (i32.sub (local.get $mask) (i32.const 1))))
      (br $marks)))
    (local.set $at (i32.add (local.get $at) (i32.const 16)))
    (br $next))
  (unreachable))`;

/** Pads the message of \`length\` bytes at \`at\` (FIPS 180-4 §5.1.1) and gives its blocks. */
const padFunction = `(func $pad (param $at i32) (param $length i32) (result i32) (local $blocks i32) (local $end i32) (local $zero i32) (local $bits i32)
  (local.set $blocks (i32.shr_u (i32.add (local.get $length) (i32.const 72)) (i32.const 6)))
  (local.set $end (i32.add (local.get $at) (i32.shl (local.get $blocks) (i32.const 6))))
  (local.set $zero (i32.add (local.get $at) (local.get $length)))
  (i32.store8 (local.get $zero) (i32.const 0x80))
  (local.set $zero (i32.add (local.get $zero) (i32.const 1)))
  (loop $more
    (v128.store (local.get $zero) (v128.const i32x4 0 0 0 0))
    (local.set $zero (i32.add (local.get $zero) (i32.const 16)))
    (br_if $more (i32.lt_u (local.get $zero) (local.get $end))))
  (local.set $bits (i32.shl (local.get $length) (i32.const 3)))
  (i32.store8 (i32.sub (local.get $end) (i32.const 4)) (i32.shr_u (local.get $bits) (i32.const 24)))
  (i32.store8 (i32.sub (local.get $end) (i32.const 3)) (i32.shr_u (local.get $bits) (i32.const 16)))
  (i32.store8 (i32.sub (local.get $end) (i32.const 2)) (i32.shr_u (local.get $bits) (i32.const 8)))
  (i32.store8 (i32.sub (local.get $end) (i32.const 1)) (local.get $bits))
  (local.get $blocks))`;

let label = 0;

/** Copies `length` bytes in whole vectors, so up to 15 bytes more are written: what follows must be written afterwards. */
export function copy(into: string, from: string, length: string): string {
  const name = `$copy${label++}`;
  return `(local.set $to ${into}) (local.set $from ${from}) (local.set $left ${length})
    (loop ${name}
      (v128.store (local.get $to) (v128.load (local.get $from)))
      (local.set $to (i32.add (local.get $to) (i32.const 16)))
      (local.set $from (i32.add (local.get $from) (i32.const 16)))
      (local.set $left (i32.sub (local.get $left) (i32.const 16)))
      (br_if ${name} (i32.gt_s (local.get $left) (i32.const 0))))`;
}

/** Sets $stop to the next separator at or after $p; a separator stands behind the input, so the search ends. */
function findSeparator(): string {
  const name = `$find${label++}`;
  return `(local.set $stop (local.get $p))
    (block ${name}_end (loop ${name}
      (local.set $mask (i8x16.bitmask (i8x16.eq (v128.load (local.get $stop)) (i8x16.splat (i32.const ${separator})))))
      (br_if ${name}_end (local.get $mask))
      (local.set $stop (i32.add (local.get $stop) (i32.const 16)))
      (br ${name})))
    (local.set $stop (i32.add (local.get $stop) (i32.ctz (local.get $mask))))
    (if (i32.or (i32.ge_u (local.get $stop) (local.get $row_end)) (i32.eq (local.get $stop) (local.get $p)))
      (then (global.set $status (i32.const ${ROW_STATUS.malformed})) (br $end)))`;
}

/** The same for a record number or a line, which start with a digit from 1 to 9. */
function findPosition(): string {
  return `${findSeparator()}
    (if (i32.gt_u (i32.sub (i32.load8_u (local.get $p)) (i32.const 0x31)) (i32.const 8))
      (then (global.set $status (i32.const ${ROW_STATUS.malformed})) (br $end)))`;
}

const job = (list: string, message: string, blocks: string, digest: string): string => `
    (i32.store (local.get ${list}) ${message})
    (i32.store offset=4 (local.get ${list}) ${blocks})
    (i32.store offset=8 (local.get ${list}) ${digest})
    (local.set ${list} (i32.add (local.get ${list}) (i32.const ${JOB_BYTES})))`;

const blockBytes = (blocks: string): string => `(i32.shl ${blocks} (i32.const 6))`;
const sum = (...terms: readonly string[]): string => terms.reduce((left, right) => `(i32.add ${left} ${right})`);

function rowsFunction(): string {
  const parameters = [
    "in",
    "in_end",
    "max_rows",
    "columns",
    "columns_end",
    "alone",
    "overhead",
    "salts",
    "first",
    "second",
    "out",
    "arena",
    "arena_end",
  ];
  const locals = [
    "p",
    "stop",
    "mask",
    "row_end",
    "leaf",
    "slot",
    "rest",
    "rest_at",
    "cell",
    "blocks",
    "column",
    "to",
    "from",
    "left",
    "rows",
    "length",
  ];
  return `(func $rows_of (export "layout") ${parameters.map((name) => `(param $${name} i32)`).join(" ")}
    ${locals.map((name) => `(local $${name} i32)`).join(" ")}
  (global.set $status (i32.const ${ROW_STATUS.ok}))
  (local.set $p (local.get $in))
  (global.set $consumed (i32.const 0))
  (block $end (loop $row
    (br_if $end (i32.ge_u (local.get $rows) (local.get $max_rows)))
    (local.set $row_end (call $row_end (local.get $p) (local.get $in_end)))
    (br_if $end (i32.eqz (local.get $row_end)))
    (if (i32.eq (local.get $row_end) (i32.const -1)) (then (global.set $status (i32.const ${ROW_STATUS.malformed})) (br $end)))
    (if (i32.gt_u ${sum("(i32.shl (i32.sub (local.get $row_end) (local.get $p)) (i32.const 1))", "(local.get $overhead)")} (i32.sub (local.get $arena_end) (local.get $arena)))
      (then (if (i32.eqz (local.get $rows)) (then (global.set $status (i32.const ${ROW_STATUS.arenaTooSmall})))) (br $end)))

    ;; leaf: 0x00 0x4c ‖ record number ‖ 0x1f ‖ digests, which the first jobs fill in
    (local.set $leaf (local.get $arena))
    (i32.store16 (local.get $leaf) (i32.const ${RECORD_COMMITMENT.leafTag << 8}))
    ${findPosition()}
    (local.set $length (i32.add (i32.sub (local.get $stop) (local.get $p)) (i32.const 1)))
    ${copy("(i32.add (local.get $leaf) (i32.const 2))", "(local.get $p)", "(local.get $length)")}
    (local.set $slot ${sum("(local.get $leaf)", "(i32.const 2)", "(local.get $length)")})
    (local.set $blocks (call $pad (local.get $leaf)
      ${sum("(i32.const 2)", "(local.get $length)", "(i32.shl (i32.add (local.get $alone) (i32.const 1)) (i32.const 5))")}))
    ${job("$second", "(local.get $leaf)", "(local.get $blocks)", "(local.get $out)")}
    (local.set $out (i32.add (local.get $out) (i32.const 32)))
    (local.set $rest (i32.add (local.get $leaf) ${blockBytes("(local.get $blocks)")}))

    ;; rest: 0x52 ‖ salt ‖ line; its values follow while the columns are walked, so room for the whole row is left before the cells
    (i32.store8 (local.get $rest) (i32.const ${RECORD_COMMITMENT.restTag}))
    (v128.store offset=1 (local.get $rest) (v128.load (i32.add (local.get $salts) (i32.shl (local.get $alone) (i32.const 4)))))
    (local.set $arena (i32.and ${sum("(local.get $rest)", "(i32.sub (local.get $row_end) (local.get $p))", "(i32.const 192)")} (i32.const -64)))
    (local.set $p (i32.add (local.get $stop) (i32.const 1)))
    ${findPosition()}
    (local.set $rest_at (i32.add (local.get $rest) (i32.const 17)))
    ${copy("(local.get $rest_at)", "(local.get $p)", "(i32.sub (local.get $stop) (local.get $p))")}
    (local.set $rest_at ${sum("(local.get $rest_at)", "(i32.sub (local.get $stop) (local.get $p))")})

    (local.set $column (local.get $columns))
    (block $columns_done (loop $next_column
      (br_if $columns_done (i32.ge_u (local.get $column) (local.get $columns_end)))
      (local.set $p (i32.add (local.get $stop) (i32.const 1)))
      ${findSeparator()}
      (if (i32.load (local.get $column))
        (then
          ;; cell: 0x43 ‖ salt ‖ name ‖ 0x1f ‖ value
          (local.set $cell (local.get $arena))
          (i32.store8 (local.get $cell) (i32.const ${RECORD_COMMITMENT.cellTag}))
          (v128.store offset=1 (local.get $cell) (v128.load (local.get $salts)))
          (local.set $salts (i32.add (local.get $salts) (i32.const 16)))
          ${copy("(i32.add (local.get $cell) (i32.const 17))", "(i32.load offset=4 (local.get $column))", "(i32.load offset=8 (local.get $column))")}
          (local.set $length ${sum("(i32.const 17)", "(i32.load offset=8 (local.get $column))")})
          ${copy("(i32.add (local.get $cell) (local.get $length))", "(local.get $p)", "(i32.sub (local.get $stop) (local.get $p))")}
          (local.set $blocks (call $pad (local.get $cell) ${sum("(local.get $length)", "(i32.sub (local.get $stop) (local.get $p))")}))
          ${job("$first", "(local.get $cell)", "(local.get $blocks)", "(local.get $slot)")}
          (local.set $slot (i32.add (local.get $slot) (i32.const 32)))
          (local.set $arena (i32.add (local.get $arena) ${blockBytes("(local.get $blocks)")})))
        (else
          (local.set $length (i32.add (i32.sub (local.get $stop) (local.get $p)) (i32.const 1)))
          ${copy("(local.get $rest_at)", "(i32.sub (local.get $p) (i32.const 1))", "(local.get $length)")}
          (local.set $rest_at (i32.add (local.get $rest_at) (local.get $length)))))
      (local.set $column (i32.add (local.get $column) (i32.const ${COLUMN_BYTES})))
      (br $next_column)))
    (if (i32.ne (i32.add (local.get $stop) (i32.const 3)) (local.get $row_end))
      (then (global.set $status (i32.const ${ROW_STATUS.malformed})) (br $end)))
    (local.set $salts (i32.add (local.get $salts) (i32.const 16)))
    (local.set $blocks (call $pad (local.get $rest) (i32.sub (local.get $rest_at) (local.get $rest))))
    ${job("$first", "(local.get $rest)", "(local.get $blocks)", "(local.get $slot)")}
    (local.set $p (local.get $row_end))
    (local.set $rows (i32.add (local.get $rows) (i32.const 1)))
    (global.set $consumed (i32.sub (local.get $p) (local.get $in)))
    (global.set $first_end (local.get $first))
    (global.set $second_end (local.get $second))
    (br $row)))
  (global.set $rows (local.get $rows)))`;
}
