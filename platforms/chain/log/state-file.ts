import { hash } from "node:crypto";
import { crc32c } from "../format/index.ts";
import { type Disk, readFile, replaceFile } from "./disk.ts";
import { corrupt } from "./log-files.ts";

/** What was saved last, and whether all that lies beside it is as it should be: what is not is mended by the next two savings. */
export interface KeptState {
  readonly text: string;
  readonly isWhole: boolean;
}

/** A small text of which the newest version must never be lost once `save` has returned: two files, `path` and `path.2`, written in turn and in place, so that a
 *  saving costs one write and one sync of bytes that the file has already, and a crash tears the version that nobody was told of. Decision 27.
 *
 *  | at | bytes | in each file |
 *  |----|-------|--------------|
 *  | 0  | 31    | `told N C`: the newest version of which somebody may have been told, and a CRC-32C of that; rewritten, never waited for, when the other file was synced |
 *  | 31 | 95    | `state N LENGTH SHA-256`: number and length of this version, digest over these and the text |
 *  | 126| …     | the text, then newlines where a longer version stood before |
 *
 *  A file that is damaged counts as torn unless the other one knows that somebody was told of a newer version than its own. A single file that is no such
 *  thing is taken as the text itself, for its reader to judge. MUST NOT be open twice. */
export class StateFile {
  readonly #disk: Disk;
  readonly #paths: readonly [string, string];
  #version = 0;
  /** Which of the two holds the newest version. */
  #newest: 0 | 1 = 1;

  constructor(disk: Disk, path: string) {
    this.#disk = disk;
    this.#paths = [path, `${path}.2`];
  }

  exists(): boolean {
    return this.#paths.some((path) => this.#disk.exists(path));
  }

  /** LOG_CORRUPT when no version is readable, or the newest of which somebody was told is not. Changes nothing. */
  read(): KeptState {
    const [path, path2] = this.#paths;
    if (!this.#disk.exists(path)) throw corrupt(path, 0, "the state is missing");
    const content = readFile(this.#disk, path);
    const first = decode(content);
    const hasSecond = this.#disk.exists(path2);
    if (first === null && !hasSecond) {
      this.#version = 0;
      this.#newest = 1;
      return { text: decodeText(content, path), isWhole: true };
    }
    const second = hasSecond ? decode(readFile(this.#disk, path2)) : null;
    const valid = [first, second].filter((each) => each !== null);
    const [newest] = valid.toSorted((left, right) => right.version - left.version);
    if (newest === undefined) throw corrupt(path, 0, "no state is readable");
    // What a crash leaves: one file torn, which the other does not know yet; or a second one that was not made yet.
    const isLost =
      valid.some(({ told }) => told !== null && told > newest.version) ||
      (valid.length === 1 && newest.told === null) ||
      (!hasSecond && newest.version > 1);
    this.#newest = newest === first ? 0 : 1;
    if (isLost) throw corrupt(this.#newest === 0 ? path2 : path, 0, "the newest state is damaged or missing");
    this.#version = newest.version;
    return { text: newest.text, isWhole: valid.length === (hasSecond ? 2 : 1) && valid.every(({ isClean }) => isClean) };
  }

  /** As `read`, and mends what is not whole. */
  open(): string {
    const { text, isWhole } = this.read();
    if (!isWhole) for (let file = 0; file < this.#paths.length; file++) this.save(text);
    return text;
  }

  /** Durable when it returns. After a failure either text is on disk. */
  save(text: string): void {
    const version = this.#version + 1;
    const into = this.#newest === 0 ? 1 : 0;
    const [path, other] = [this.#paths[into], this.#paths[this.#newest]];
    const record = encode({ version, told: this.#version, text });
    if (this.#disk.exists(path) && this.#version > 0) this.#overwrite(path, record);
    else replaceFile(this.#disk, path, record);
    if (this.#version > 0) {
      const file = this.#disk.open(other, "write");
      try {
        this.#disk.write(file, encodeTold(version), 0);
      } finally {
        this.#disk.close(file);
      }
    }
    this.#version = version;
    this.#newest = into;
  }

  #overwrite(path: string, record: Uint8Array): void {
    const file = this.#disk.open(path, "write");
    try {
      const whole = new Uint8Array(Math.max(record.length, this.#disk.size(file))).fill(NEWLINE);
      whole.set(record);
      this.#disk.write(file, whole, 0);
      this.#disk.syncData(file);
    } finally {
      this.#disk.close(file);
    }
  }
}

interface Version {
  readonly version: number;
  readonly text: string;
  /** Null: damaged. */
  readonly told: number | null;
  readonly isClean: boolean;
}

const NEWLINE = 0x0a;
const TOLD_BYTES = 31;
const HEAD_BYTES = 126;

function encode({ version, told, text }: { version: number; told: number; text: string }): Uint8Array {
  const body = Buffer.from(text, "utf8");
  const head = `${digits(version)} ${String(body.length).padStart(6, "0")}`;
  return Buffer.concat([encodeTold(told), Buffer.from(`state ${head} ${digestOf(head, body)}\n`, "latin1"), body]);
}

function encodeTold(version: number): Uint8Array {
  const word = Buffer.from(`told ${digits(version)}`, "latin1");
  return Buffer.from(`${word.toString("latin1")} ${crc32c(word).toString(16).padStart(8, "0")}\n`, "latin1");
}

/** Null for what is torn, damaged or something else. */
function decode(bytes: Uint8Array): Version | null {
  const head = Buffer.from(bytes.subarray(0, HEAD_BYTES)).toString("latin1");
  const match = /^state (\d{16}) (\d{6}) ([0-9a-f]{64})\n$/.exec(head.slice(TOLD_BYTES));
  if (match === null) return null;
  const end = HEAD_BYTES + Number(match[2]);
  const body = bytes.subarray(HEAD_BYTES, end);
  const isWhole = bytes.length >= end && digestOf(`${match[1]} ${match[2]}`, body) === match[3];
  if (!isWhole) return null;
  const told = Number(head.slice(5, 21));
  const isTold = Number.isSafeInteger(told) && Buffer.from(encodeTold(told)).toString("latin1") === head.slice(0, TOLD_BYTES);
  return {
    version: Number(match[1]),
    text: Buffer.from(body).toString("utf8"),
    told: isTold ? told : null,
    isClean: isTold && bytes.subarray(end).every((byte) => byte === NEWLINE),
  };
}

function decodeText(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw corrupt(path, 0, "not UTF-8");
  }
}

function digits(version: number): string {
  return String(version).padStart(16, "0");
}

function digestOf(head: string, body: Uint8Array): string {
  return hash("sha256", Buffer.concat([Buffer.from(`${head} `, "latin1"), body]));
}
