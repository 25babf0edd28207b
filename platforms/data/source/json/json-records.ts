import { YuejianError } from "@yuejian/contracts";
import type { MalformedLog } from "../malformed-log.ts";
import { CONTROL, quoteField } from "../record-text.ts";
import type { TableWriter } from "../table-writer.ts";
import type { TextFile } from "../text-pass.ts";
import type { JsonSink } from "./document-scanner.ts";
import { FIELD, type JsonFault, type JsonParser } from "./json-parser.ts";

const COMMA = 0x2c;
const QUOTE = 0x22;

/** Writes records as they come. Their columns are all known only at the end: `isRagged` says that a record brought a column after the first
 *  record was written, so that the file must be written once more. */
export class JsonRecords implements JsonSink {
  bytes: Uint8Array = new Uint8Array(0);
  number = 0;
  records = 0;
  longest = 0;
  isRagged = false;
  /** The first record that did not hold, for a file that has no other. */
  firstFault: { line: number; column: number; reason: string } | null = null;
  readonly #file: TextFile;
  readonly #parser: JsonParser;
  readonly #malformed: MalformedLog;
  readonly #writer: TableWriter;
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  #columns: number;

  constructor(file: TextFile, parser: JsonParser, to: { malformed: MalformedLog; writer: TableWriter }) {
    this.#file = file;
    this.#parser = parser;
    this.#malformed = to.malformed;
    this.#writer = to.writer;
    this.#columns = parser.columns.headings.length;
  }

  readonly record = (start: number, end: number, line: number): boolean => {
    this.number++;
    const { headings } = this.#parser.columns;
    if (headings.length > this.#columns) {
      if (headings.length > this.#file.limits.columns)
        throw new YuejianError("FILE_TYPE_UNKNOWN", { file: this.#file.name, reason: `> ${this.#file.limits.columns} 列 / columns` });
      if (this.records > 0) this.isRagged = true;
      this.#columns = headings.length;
    }
    const texts = this.#decoded();
    if (typeof texts === "string") {
      this.#set(
        { at: start, code: texts, reason: texts === "control-character" ? "控制字符 / control character" : "半个代理对 / lone surrogate" },
        { start, end, line },
      );
      return false;
    }
    this.records++;
    this.longest = Math.max(this.longest, 2 * (end - start) + this.#columns + 64);
    if (!this.isRagged) this.#write(line, texts);
    return false;
  };

  readonly fault = (fault: JsonFault, start: number, end: number, line: number): boolean => {
    this.number++;
    this.#set(fault, { start, end, line });
    return false;
  };

  /** Texts of the fields with escapes, by column. */
  #decoded(): ReadonlyMap<number, string> | "control-character" | "record-malformed" {
    const { kinds, seenIn, starts, ends, record } = this.#parser;
    const texts = new Map<number, string>();
    for (let column = 0; column < this.#columns; column++) {
      if (seenIn[column] !== record || kinds[column] !== FIELD.escaped) continue;
      const text = JSON.parse(this.#text((starts[column] ?? 0) - 1, (ends[column] ?? 0) + 1)) as string;
      if (CONTROL.test(text)) return "control-character";
      if (!text.isWellFormed()) return "record-malformed";
      texts.set(column, text);
    }
    return texts;
  }

  #write(line: number, texts: ReadonlyMap<number, string>): void {
    const writer = this.#writer;
    const { kinds, seenIn, starts, ends, record } = this.#parser;
    writer.number(this.number);
    writer.character(COMMA);
    writer.number(line);
    for (let column = 0; column < this.#columns; column++) {
      writer.character(COMMA);
      if (seenIn[column] !== record) continue;
      const start = starts[column] as number;
      const end = ends[column] as number;
      const kind = kinds[column];
      if (kind === FIELD.plain) writer.bytes(this.bytes, start, end);
      else if (kind === FIELD.quoted) {
        writer.character(QUOTE);
        writer.bytes(this.bytes, start, end);
        writer.character(QUOTE);
      } else if (kind === FIELD.escaped) writer.text(quoteField(texts.get(column) ?? "", ","));
      else if (kind === FIELD.json) writer.text(quoteField(withoutSpace(this.#text(start, end)), ","));
    }
    writer.character(0x0a);
  }

  #set({ at, code, reason }: JsonFault, { start, end, line }: { start: number; end: number; line: number }): void {
    const column = this.#text(start, Math.max(start, at)).length + 1;
    this.firstFault ??= { line, column, reason };
    this.#malformed.addReason({ row: this.number, line }, { code, column: null, value: `${column}: ${reason}` }, [this.#text(start, end)]);
  }

  #text(start: number, end: number): string {
    return this.#decoder.decode(this.bytes.subarray(start, end));
  }
}

/** JSON without the white space between its parts; numbers and strings stay as written. */
export function withoutSpace(json: string): string {
  return /[ \n\r\t]/.test(json) ? json.replaceAll(/"(?:[^"\\]|\\.)*"|[ \n\r\t]+/g, (part) => (part.startsWith('"') ? part : "")) : json;
}
