import { closeSync, openSync, writeSync } from "node:fs";

const BUFFER_BYTES = 1024 * 1024;

/** Appends to a new file in the scratch folder through one buffer. Errors of the file system pass through with their code. */
export class TableWriter {
  readonly path: string;
  readonly #file: number;
  readonly #buffer = Buffer.allocUnsafe(BUFFER_BYTES);
  #used = 0;
  #isOpen = true;

  constructor(path: string) {
    this.path = path;
    // Scratch files hold records of people: for the owner only.
    this.#file = openSync(path, "wx", 0o600);
  }

  bytes(source: Uint8Array, start: number, end: number): void {
    const length = end - start;
    if (this.#used + length > BUFFER_BYTES) this.#flush();
    if (length > BUFFER_BYTES) {
      this.#write(source.subarray(start, end));
      return;
    }
    // Short copies are faster byte by byte than through a view.
    if (length < 64) for (let at = start; at < end; at++) this.#buffer[this.#used++] = source[at] as number;
    else {
      this.#buffer.set(source.subarray(start, end), this.#used);
      this.#used += length;
    }
  }

  text(text: string): void {
    const bytes = Buffer.from(text, "utf8");
    this.bytes(bytes, 0, bytes.length);
  }

  /** ASCII code of one character. */
  character(code: number): void {
    if (this.#used === BUFFER_BYTES) this.#flush();
    this.#buffer[this.#used++] = code;
  }

  /** A whole number ≥ 0 in decimal. */
  number(value: number): void {
    if (this.#used + 20 > BUFFER_BYTES) this.#flush();
    let digits = 1;
    for (let limit = 10; limit <= value; limit *= 10) digits++;
    let rest = value;
    for (let at = this.#used + digits - 1; at >= this.#used; at--) {
      const shorter = Math.floor(rest / 10);
      this.#buffer[at] = 0x30 + rest - shorter * 10;
      rest = shorter;
    }
    this.#used += digits;
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    try {
      this.#flush();
    } finally {
      closeSync(this.#file);
    }
  }

  /** Closes without caring for what is not written yet. */
  abandon(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    closeSync(this.#file);
  }

  #flush(): void {
    this.#write(this.#buffer.subarray(0, this.#used));
    this.#used = 0;
  }

  #write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#file, bytes, at);
  }
}
