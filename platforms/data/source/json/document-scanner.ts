import { type JsonFault, type JsonParser, MOST_DEPTH } from "./json-parser.ts";

/** Receives records in order: [start, end) in the scanned bytes, or where a record does not hold. True: no more are wanted. */
export interface JsonSink {
  record(start: number, end: number, line: number): boolean;
  fault(fault: JsonFault, start: number, end: number, line: number): boolean;
}

const VALUE = 0;
const FIRST_VALUE = 1;
const KEY = 2;
const FIRST_KEY = 3;
const AFTER_VALUE = 4;
const DONE = 5;

interface Frame {
  readonly isArray: boolean;
  readonly path: string;
}

/** Finds the one array of objects in a JSON document, wherever it stands outside of other objects' arrays, and reports its elements. */
export class DocumentScanner {
  /** Line of the next byte, from 1. */
  line = 1;
  /** Where that byte stands. */
  position = 0;
  /** Paths of the arrays that hold objects: the first is taken; two are one too many. */
  readonly arrays: string[] = [];
  /** The document is one object without any array of objects. */
  isSingleObject = false;
  isDone = false;
  readonly #frames: Frame[] = [];
  #state = VALUE;
  #key = "";
  #records: Frame | null = null;

  /** Reports what is whole in [from, end) and gives the position of what is not; −1 when the document is wrong (the parser's `fault`). */
  scan(
    parser: JsonParser,
    bytes: Uint8Array,
    { from, end, isLast }: { from: number; end: number; isLast: boolean },
    sink: JsonSink,
  ): number {
    let at = from;
    for (;;) {
      at = this.#space(bytes, at, end);
      this.position = at;
      if (at >= end) return at;
      const byte = bytes[at] as number;
      if (this.#state === DONE) return parser.fail(at, "结尾之后还有内容 / content after the end");
      const frame = this.#frames.at(-1);
      if (this.#state === AFTER_VALUE) {
        if (byte === 0x2c) this.#state = frame?.isArray ? VALUE : KEY;
        else if (byte === (frame?.isArray ? 0x5d : 0x7d)) this.#leave();
        else return parser.fail(at, "应为逗号或结束括号 / a comma or a closing bracket is expected");
        at++;
        continue;
      }
      if (this.#state === KEY || this.#state === FIRST_KEY) {
        if (byte === 0x7d && this.#state === FIRST_KEY) {
          this.#leave();
          at++;
          continue;
        }
        if (byte !== 0x22) return parser.fail(at, "应为字段名 / a key is expected");
        const keyEnd = parser.readString(at);
        const colon = keyEnd < 0 ? -1 : parser.space(keyEnd);
        if (keyEnd < 0 || colon >= end) return parser.fault === null ? at : -1;
        if (bytes[colon] !== 0x3a) return parser.fail(colon, "应为冒号 / a colon is expected");
        this.#key = Buffer.from(bytes.buffer, bytes.byteOffset + at + 1, keyEnd - at - 2).toString("utf8");
        this.#countLines(bytes, at, colon);
        at = colon + 1;
        this.#state = VALUE;
        continue;
      }
      if (byte === 0x5d && this.#state === FIRST_VALUE) {
        this.#leave();
        at++;
        continue;
      }
      const isElement = frame?.isArray === true;
      if (isElement && byte === 0x7b && this.#records === null) {
        this.#records = frame;
        this.arrays.push(frame.path);
      }
      if (frame !== undefined && frame === this.#records) {
        const next = this.#element(parser, at, byte);
        if (next < 0) return parser.fault === null ? (isLast ? parser.fail(end, ENDS) : at) : -1;
        if (this.#reported(parser, at, next, sink)) {
          this.isDone = true;
          return next;
        }
        this.#countLines(bytes, at, next);
        parser.fault = null;
        at = next;
        this.#state = AFTER_VALUE;
        continue;
      }
      if (isElement && byte === 0x7b) {
        this.arrays.push(frame.path);
        return parser.fail(at, "records");
      }
      if (byte === 0x7b || byte === 0x5b) {
        if (this.#frames.length >= MOST_DEPTH) return parser.fail(at, `嵌套超过 ${MOST_DEPTH} 层 / nested deeper than ${MOST_DEPTH}`);
        const path = frame === undefined ? "$" : frame.isArray ? `${frame.path}[]` : `${frame.path}.${this.#key}`;
        this.#frames.push({ isArray: byte === 0x5b, path });
        this.#state = byte === 0x5b ? FIRST_VALUE : FIRST_KEY;
        at++;
        continue;
      }
      if (frame === undefined) return parser.fail(at, "应为数组或对象 / an array or an object is expected");
      const next = parser.skipValue(at, this.#frames.length);
      if (next < 0) return parser.fault === null ? at : -1;
      at = next;
      this.#state = AFTER_VALUE;
    }
  }

  /** Nothing is left to read: the document must have ended. */
  isWhole(): boolean {
    return this.#state === DONE;
  }

  /** An element of the array of records; one that is no object is set aside when it is a value at all. */
  #element(parser: JsonParser, at: number, byte: number): number {
    if (byte === 0x7b) {
      const end = parser.readRecord(at);
      const { fault } = parser;
      if (end >= 0 || fault === null || fault.code === "record-malformed") return end;
      // The object is whole JSON all the same: a key stands in it twice, say.
      parser.fault = null;
      const skipped = parser.skipValue(at, this.#frames.length);
      if (skipped >= 0) parser.fault = fault;
      return skipped;
    }
    const end = parser.skipValue(at, this.#frames.length);
    if (end >= 0) parser.fail(at, "不是对象 / no object");
    return end;
  }

  #reported(parser: JsonParser, start: number, end: number, sink: JsonSink): boolean {
    return parser.fault === null ? sink.record(start, end, this.line) : sink.fault(parser.fault, start, end, this.line);
  }

  #leave(): void {
    const left = this.#frames.pop();
    if (left !== undefined && !left.isArray && this.#frames.length === 0 && this.arrays.length === 0) this.isSingleObject = true;
    this.#state = this.#frames.length === 0 ? DONE : AFTER_VALUE;
  }

  #space(bytes: Uint8Array, from: number, end: number): number {
    let at = from;
    for (; at < end; at++) {
      const byte = bytes[at];
      if (byte === 0x0a) this.line++;
      else if (byte !== 0x20 && byte !== 0x0d && byte !== 0x09) break;
    }
    return at;
  }

  #countLines(bytes: Uint8Array, from: number, to: number): void {
    const part = bytes.subarray(from, to);
    for (let at = part.indexOf(0x0a); at >= 0; at = part.indexOf(0x0a, at + 1)) this.line++;
  }
}

export const ENDS = "文件在此处中断 / the file ends here";
