import { ELEMENT, fieldText } from "./wat-field.ts";

/** Text of the WASM function that takes a point of edwards25519 in its 32 bytes to a multiple of it, the same multiplier for all points.
 *  Extended coordinates X, Y, Z, T with xy = T/Z (Hisil, Wong, Carter, Dawson 2008); a = −1. */

/** Fixed addresses, in bytes. The constants are set by the caller before the first point. */
export const PLACES = {
  /** Elements d, 2d, √−1, 1 and 0. */
  d: 0,
  twiceD: ELEMENT,
  rootOfMinusOne: 2 * ELEMENT,
  one: 3 * ELEMENT,
  zero: 4 * ELEMENT,
  /** Four elements of the powers. */
  scratch: 5 * ELEMENT,
  /** Six elements of the functions here. */
  work: 9 * ELEMENT,
  /** The point: X, Y, Z, T. */
  point: 16 * ELEMENT,
  /** P, 3P … 15P, each as Y+X, Y−X, 2d·T, 2Z. */
  table: 20 * ELEMENT,
  /** 32 bytes of the point given, 32 of the point found. */
  given: 52 * ELEMENT,
  found: 52 * ELEMENT + 32,
  /** Scratch of encodings: 96 bytes. */
  bytes: 52 * ELEMENT + 64,
  /** Digits of the multiplier, one byte each from the lowest: zero, or odd between −15 and 15, at most one in five other than zero. */
  digits: 54 * ELEMENT,
} as const;

/** Room for digits of a multiplier below 2^254. */
export const DIGITS = 256;

const at = (place: number, slot = 0): string => `(i32.const ${place + slot * ELEMENT})`;
const work = (slot: number): string => at(PLACES.work, slot);
const [X, Y, Z, T] = [0, 1, 2, 3].map((slot) => at(PLACES.point, slot)) as [string, string, string, string];
const multiply = (into: string, left: string, right: string): string => `(call $multiply ${into} ${left} ${right})`;
const square = (into: string, of: string): string => `(call $square ${into} ${of} (i32.const 1))`;
const add = (into: string, left: string, right: string): string => `(call $add ${into} ${left} ${right})`;
const subtract = (into: string, left: string, right: string, looseness: 2 | 4): string =>
  `(call $subtract${looseness} ${into} ${left} ${right})`;
const tighten = (what: string): string => `(call $tighten ${what} ${what})`;

/** Doubling, E·F, G·H, F·G and, for an addition that follows, E·H. */
function doubleText(): string {
  const [a, b, c, e, f, g] = [0, 1, 2, 3, 4, 5].map(work) as [string, string, string, string, string, string];
  return `(func $double (param $needs_t i32)
    ${square(a, X)} ${square(b, Y)} ${square(c, Z)}
    ${add(e, X, Y)} ${square(e, e)}
    ${add(g, b, a)} ${subtract(f, b, a, 2)}
    ${subtract(e, e, g, 4)}
    ${add(c, c, c)} ${subtract(c, c, f, 4)}
    ${multiply(X, e, c)} ${multiply(Y, g, f)} ${multiply(Z, f, c)}
    (if (local.get $needs_t) (then ${multiply(T, e, g)})))`;
}

/** Adds the entry of the table, or its negative. */
function addEntryText(): string {
  const [a, b, c, d, e] = [0, 1, 2, 3, 4].map(work) as [string, string, string, string, string];
  const part = (slot: number): string => `(i32.add (local.get $entry) (i32.const ${slot * ELEMENT}))`;
  const body = (isNegative: boolean): string => `
    ${add(a, Y, X)} ${multiply(a, a, part(isNegative ? 1 : 0))}
    ${subtract(b, Y, X, 2)} ${multiply(b, b, part(isNegative ? 0 : 1))}
    ${multiply(c, T, part(2))} ${multiply(d, Z, part(3))}
    ${subtract(e, a, b, 2)} ${add(a, a, b)}
    ${isNegative ? `${subtract(b, d, c, 2)} ${add(d, d, c)}` : `${add(b, d, c)} ${subtract(d, d, c, 2)}`}
    ${multiply(X, e, d)} ${multiply(Y, a, b)} ${multiply(Z, d, b)} ${multiply(T, e, a)}`;
  return `(func $add_entry (param $entry i32) ${body(false)})
    (func $subtract_entry (param $entry i32) ${body(true)})`;
}

/** The point as an entry of the table. */
function keepEntryText(): string {
  const part = (slot: number): string => `(i32.add (local.get $entry) (i32.const ${slot * ELEMENT}))`;
  return `(func $keep_entry (param $entry i32)
    ${add(part(0), Y, X)} (call $tighten ${part(0)} ${part(0)})
    ${subtract(part(1), Y, X, 2)} (call $tighten ${part(1)} ${part(1)})
    ${multiply(part(2), T, at(PLACES.twiceD))}
    ${add(part(3), Z, Z)} (call $tighten ${part(3)} ${part(3)}))`;
}

const bytesAt = (slot: number): string => `(i32.const ${PLACES.bytes + 32 * slot})`;

function equalText(): string {
  const word = (slot: number, offset: number): string => `(i64.load offset=${offset} ${bytesAt(slot)})`;
  const same = [0, 8, 16, 24].map((offset) => `(i64.eq ${word(0, offset)} ${word(1, offset)})`);
  return `(func $equal (param $a i32) (param $b i32) (result i32)
    (call $to_bytes ${bytesAt(0)} (local.get $a)) (call $to_bytes ${bytesAt(1)} (local.get $b))
    ${same.reduce((all, one) => `(i32.and ${all} ${one})`)})
    (func $is_zero (param $a i32) (result i32)
      (call $to_bytes ${bytesAt(0)} (local.get $a))
      (i64.eqz ${[0, 8, 16, 24].map((offset) => word(0, offset)).reduce((all, one) => `(i64.or ${all} ${one})`)}))`;
}

/** RFC 8032 §5.1.3: PLACES.given → PLACES.point; 0 where the bytes are none of a point, or not the shortest way to write it. */
function decodeText(): string {
  const [u, v, v3, x, check] = [0, 1, 2, 3, 4].map(work) as [string, string, string, string, string];
  const given = (offset: number): string => `(i64.load offset=${offset} (i32.const ${PLACES.given}))`;
  const highest = "(i64.const 0x7fffffffffffffff)";
  const canonical = [0, 8, 16, 24].map((offset) => {
    const said = offset === 24 ? `(i64.and ${given(offset)} ${highest})` : given(offset);
    return `(i64.eq ${said} (i64.load offset=${offset} ${bytesAt(0)}))`;
  });
  return `(func $decode (result i32) (local $sign i32)
    (local.set $sign (i32.wrap_i64 (i64.shr_u ${given(24)} (i64.const 63))))
    (call $from_bytes ${Y} (i32.const ${PLACES.given}))
    (call $to_bytes ${bytesAt(0)} ${Y})
    (if (i32.eqz ${canonical.reduce((all, one) => `(i32.and ${all} ${one})`)}) (then (return (i32.const 0))))
    (call $copy ${Z} ${at(PLACES.one)})
    ${square(u, Y)} ${multiply(v, u, at(PLACES.d))}
    ${subtract(u, u, Z, 2)} ${tighten(u)} ${add(v, v, Z)} ${tighten(v)}
    ${square(v3, v)} ${multiply(v3, v3, v)}
    ${square(x, v3)} ${multiply(x, x, v)} ${multiply(x, x, u)}
    (call $root_power ${check} ${x})
    ${multiply(x, check, v3)} ${multiply(x, x, u)}
    ${square(check, x)} ${multiply(check, check, v)}
    (if (i32.eqz (call $equal ${check} ${u})) (then
      ${add(check, check, u)} ${tighten(check)}
      (if (i32.eqz (call $is_zero ${check})) (then (return (i32.const 0))))
      ${multiply(x, x, at(PLACES.rootOfMinusOne))}))
    (if (i32.and (call $is_zero ${x}) (local.get $sign)) (then (return (i32.const 0))))
    (call $to_bytes ${bytesAt(0)} ${x})
    (if (i32.ne (i32.and (i32.load ${bytesAt(0)}) (i32.const 1)) (local.get $sign)) (then
      ${subtract(x, at(PLACES.zero), x, 2)} ${tighten(x)}))
    (call $copy ${X} ${x})
    ${multiply(T, X, Y)}
    (i32.const 1))`;
}

/** The point to PLACES.found (RFC 8032 §5.1.2). */
function encodeText(): string {
  const [inverse, x, y] = [0, 1, 2].map(work) as [string, string, string];
  return `(func $encode
    (call $invert ${inverse} ${Z})
    ${multiply(x, X, inverse)} ${multiply(y, Y, inverse)}
    (call $to_bytes ${bytesAt(0)} ${x}) (call $to_bytes (i32.const ${PLACES.found}) ${y})
    (i64.store offset=24 (i32.const ${PLACES.found}) (i64.or (i64.load offset=24 (i32.const ${PLACES.found}))
      (i64.shl (i64.load ${bytesAt(0)}) (i64.const 63)))))`;
}

/** PLACES.given times eight times the multiplier of PLACES.digits → PLACES.found; 0 where the bytes are no point, or one that eight times makes nothing. */
function multipleText(): string {
  const entry = (slot: number): string => `(i32.const ${PLACES.table + slot * 4 * ELEMENT})`;
  // The last entry holds 2P until the entry that belongs there is made, with its help.
  const odd = [1, 2, 3, 4, 5, 6, 7].map((slot) => `(call $add_entry ${entry(7)}) (call $keep_entry ${entry(slot)})`);
  const chosen = (digit: string): string => `(i32.add ${entry(0)} (i32.mul (i32.shr_u ${digit} (i32.const 1)) (i32.const ${4 * ELEMENT})))`;
  const digit = "(local.get $digit)";
  return `(func $multiple (export "multiple") (result i32) (local $at i32) (local $digit i32)
    (if (i32.eqz (call $decode)) (then (return (i32.const 0))))
    (call $double (i32.const 0)) (call $double (i32.const 0)) (call $double (i32.const 1))
    (if (call $is_zero ${X}) (then (if (call $equal ${Y} ${Z}) (then (return (i32.const 0))))))
    (call $keep_entry ${entry(0)})
    (call $double (i32.const 1)) (call $keep_entry ${entry(7)}) (call $subtract_entry ${entry(0)})
    ${odd.join("\n")}
    (call $copy ${X} ${at(PLACES.zero)}) (call $copy ${Y} ${at(PLACES.one)})
    (call $copy ${Z} ${at(PLACES.one)}) (call $copy ${T} ${at(PLACES.zero)})
    (local.set $at (i32.const ${DIGITS - 1}))
    (loop $next
      (local.set $digit (i32.load8_s offset=${PLACES.digits} (local.get $at)))
      (call $double (i32.ne ${digit} (i32.const 0)))
      (if (i32.gt_s ${digit} (i32.const 0)) (then (call $add_entry ${chosen(digit)})))
      (if (i32.lt_s ${digit} (i32.const 0)) (then (call $subtract_entry ${chosen(`(i32.sub (i32.const 0) ${digit})`)})))
      (br_if $next (i32.ge_s (local.tee $at (i32.sub (local.get $at) (i32.const 1))) (i32.const 0))))
    (call $encode)
    (i32.const 1))`;
}

export function pointsText(): string {
  return [
    fieldText(PLACES.scratch),
    doubleText(),
    addEntryText(),
    keepEntryText(),
    equalText(),
    decodeText(),
    encodeText(),
    multipleText(),
  ].join("\n");
}
