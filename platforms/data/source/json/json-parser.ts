import type { QuarantineCode } from "@yuejian/contracts";
import { JsonColumns, type JsonLevel } from "./json-columns.ts";

/** Objects and arrays inside one another; anything deeper is an attack or an accident. */
export const MOST_DEPTH = 100;

/** How the bytes of a value become the text of a field. */
export const FIELD = {
  /** As they stand: numbers, true, false, strings without escapes and commas. */
  plain: 0,
  /** As they stand, between quotes. */
  quoted: 1,
  /** A string with escapes. */
  escaped: 2,
  /** An array or an empty object: its JSON without the white space. */
  json: 3,
  empty: 4,
} as const;

/** `"\\/bfnrt` */
const ESCAPES = new Set([0x22, 0x5c, 0x2f, 0x62, 0x66, 0x6e, 0x72, 0x74]);

function isHexDigit(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66);
}

export interface JsonFault {
  readonly at: number;
  readonly code: QuarantineCode;
  readonly reason: string;
}

/** Reads one value after the other in UTF-8 bytes, strictly by RFC 8259, without recursion deeper than `MOST_DEPTH`. Methods give the position
 *  behind what they read, or −1: then `fault` says why, and without a fault the bytes ended first. */
export class JsonParser {
  readonly columns = new JsonColumns();
  fault: JsonFault | null = null;
  /** Values of the record by column: valid where `seenIn` is the record's number. */
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  readonly kinds: number[] = [];
  readonly seenIn: number[] = [];
  record = 0;
  #bytes = new Uint8Array(0);
  #end = 0;
  #hasEscape = false;
  #hasComma = false;
  #deleteAt = -1;

  use(bytes: Uint8Array, end: number): void {
    this.#bytes = bytes as Uint8Array<ArrayBuffer>;
    this.#end = end;
    this.fault = null;
  }

  /** An object whose values become fields. With a fault and a position, the object is whole and still no record. */
  readRecord(at: number): number {
    this.record++;
    const before = this.columns.headings.length;
    this.#deleteAt = -1;
    const end = this.#bytes[at] === 0x7b ? this.#object(at, this.columns.root, 1) : this.#failAt(at, "不是对象 / no object");
    if (end >= 0 && this.#deleteAt >= 0) this.#failAt(this.#deleteAt, "控制字符 / control character", "control-character");
    if (end < 0 || this.fault !== null) this.columns.forget(before);
    else this.columns.keep();
    return end;
  }

  /** Behind a value of any kind. */
  skipValue(at: number, depth: number): number {
    const byte = this.#bytes[at];
    if (at >= this.#end) return -1;
    if (byte === 0x22) return this.readString(at);
    if (byte === 0x7b || byte === 0x5b) return this.#skipContainer(at, depth);
    return this.#scalar(at);
  }

  /** Behind white space. */
  space(at: number): number {
    let next = at;
    while (next < this.#end) {
      const byte = this.#bytes[next] as number;
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) break;
      next++;
    }
    return next;
  }

  /** Behind the closing quote. */
  readString(at: number): number {
    const bytes = this.#bytes;
    const end = this.#end;
    this.#hasEscape = false;
    this.#hasComma = false;
    for (let next = at + 1; next < end; next++) {
      const byte = bytes[next] as number;
      if (byte === 0x22) return next + 1;
      if (byte === 0x2c) this.#hasComma = true;
      else if (byte === 0x5c) {
        this.#hasEscape = true;
        next++;
        if (next >= end) return -1;
        const letter = bytes[next] as number;
        if (letter === 0x75) {
          if (next + 4 >= end) return -1;
          for (let digit = 1; digit <= 4; digit++)
            if (!isHexDigit(bytes[next + digit] as number)) return this.#failAt(next, "转义不合法 / invalid escape");
          next += 4;
        } else if (!ESCAPES.has(letter)) return this.#failAt(next, "转义不合法 / invalid escape");
      } else if (byte < 0x20) return this.#failAt(next, "字符串中有控制字符 / control character in a string");
      else if (byte === 0x7f) this.#deleteAt = next;
    }
    return -1;
  }

  fail(at: number, reason: string): -1 {
    return this.#failAt(at, reason);
  }

  #object(start: number, level: JsonLevel, depth: number): number {
    if (depth > MOST_DEPTH) return this.#failAt(start, `嵌套超过 ${MOST_DEPTH} 层 / nested deeper than ${MOST_DEPTH}`);
    const bytes = this.#bytes;
    let at = this.space(start + 1);
    if (bytes[at] === 0x7d && at < this.#end) return at + 1;
    for (let next = 0; ; ) {
      if (at >= this.#end) return -1;
      if (bytes[at] !== 0x22) return this.#failAt(at, "应为字段名 / a key is expected");
      const keyEnd = this.readString(at);
      if (keyEnd < 0) return -1;
      const key = level.find(bytes, { start: at + 1, end: keyEnd - 1, next });
      if (key === null) return this.#failAt(at, "字段名的转义不合法 / invalid escape in a key");
      if (key.seenIn === this.record) return this.#failAt(at, key.path, "field-twice");
      key.seenIn = this.record;
      next = key.position + 1;
      at = this.space(keyEnd);
      if (at >= this.#end) return -1;
      if (bytes[at] !== 0x3a) return this.#failAt(at, "应为冒号 / a colon is expected");
      at = this.space(at + 1);
      if (at >= this.#end) return -1;
      const first = bytes[at];
      const valueEnd = first === 0x7b && !this.#isEmptyObject(at) ? this.#object(at, key.level, depth + 1) : this.skipValue(at, depth + 1);
      if (valueEnd < 0) return -1;
      if (first !== 0x7b || this.#isEmptyObject(at)) {
        const column = this.columns.columnOf(key);
        if (this.seenIn[column] === this.record) return this.#failAt(at, key.path, "field-twice");
        this.#take(column, at, valueEnd);
      }
      at = this.space(valueEnd);
      if (at >= this.#end) return -1;
      if (bytes[at] === 0x7d) return at + 1;
      if (bytes[at] !== 0x2c) return this.#failAt(at, "应为逗号或 } / a comma or } is expected");
      at = this.space(at + 1);
    }
  }

  #isEmptyObject(at: number): boolean {
    const next = this.space(at + 1);
    return next < this.#end && this.#bytes[next] === 0x7d;
  }

  #take(column: number, start: number, end: number): void {
    const first = this.#bytes[start];
    this.seenIn[column] = this.record;
    if (first === 0x22) {
      this.starts[column] = start + 1;
      this.ends[column] = end - 1;
      this.kinds[column] = this.#hasEscape ? FIELD.escaped : this.#hasComma ? FIELD.quoted : FIELD.plain;
      return;
    }
    this.starts[column] = start;
    this.ends[column] = end;
    this.kinds[column] = first === 0x6e ? FIELD.empty : first === 0x5b || first === 0x7b ? FIELD.json : FIELD.plain;
  }

  #skipContainer(start: number, depth: number): number {
    if (depth > MOST_DEPTH) return this.#failAt(start, `嵌套超过 ${MOST_DEPTH} 层 / nested deeper than ${MOST_DEPTH}`);
    const bytes = this.#bytes;
    const isObject = bytes[start] === 0x7b;
    const close = isObject ? 0x7d : 0x5d;
    let at = this.space(start + 1);
    if (at < this.#end && bytes[at] === close) return at + 1;
    for (;;) {
      if (at >= this.#end) return -1;
      if (isObject) {
        if (bytes[at] !== 0x22) return this.#failAt(at, "应为字段名 / a key is expected");
        const keyEnd = this.readString(at);
        if (keyEnd < 0) return -1;
        at = this.space(keyEnd);
        if (at >= this.#end) return -1;
        if (bytes[at] !== 0x3a) return this.#failAt(at, "应为冒号 / a colon is expected");
        at = this.space(at + 1);
      }
      const end = this.skipValue(at, depth + 1);
      if (end < 0) return -1;
      at = this.space(end);
      if (at >= this.#end) return -1;
      if (bytes[at] === close) return at + 1;
      if (bytes[at] !== 0x2c) return this.#failAt(at, "应为逗号或结束括号 / a comma or a closing bracket is expected");
      at = this.space(at + 1);
    }
  }

  /** A number, true, false or null. A number at the very end of the bytes may go on. */
  #scalar(at: number): number {
    const bytes = this.#bytes;
    const byte = bytes[at] as number;
    if (byte === 0x74) return this.#word(at, "true");
    if (byte === 0x66) return this.#word(at, "false");
    if (byte === 0x6e) return this.#word(at, "null");
    let next = byte === 0x2d ? at + 1 : at;
    const digits = (): number => {
      const from = next;
      while (next < this.#end && (bytes[next] as number) >= 0x30 && (bytes[next] as number) <= 0x39) next++;
      return next - from;
    };
    const isZero = bytes[next] === 0x30;
    const whole = digits();
    if (next >= this.#end && whole + next - at > 0) return -1;
    if (whole === 0 || (isZero && whole > 1)) return this.#failAt(at, "不是合法的值 / no valid value");
    if (bytes[next] === 0x2e) {
      next++;
      if (digits() === 0 && next < this.#end) return this.#failAt(next, "小数点后没有数字 / no digit after the point");
    }
    if (next < this.#end && ((bytes[next] as number) | 0x20) === 0x65) {
      next++;
      if (bytes[next] === 0x2b || bytes[next] === 0x2d) next++;
      if (digits() === 0 && next < this.#end) return this.#failAt(next, "指数没有数字 / no digit in the exponent");
    }
    return next >= this.#end ? -1 : next;
  }

  #word(at: number, word: string): number {
    for (let index = 0; index < word.length; index++) {
      if (at + index >= this.#end) return -1;
      if (this.#bytes[at + index] !== word.charCodeAt(index)) return this.#failAt(at, "不是合法的值 / no valid value");
    }
    return at + word.length;
  }

  #failAt(at: number, reason: string, code: QuarantineCode = "record-malformed"): -1 {
    this.fault ??= { at, code, reason };
    return -1;
  }
}
