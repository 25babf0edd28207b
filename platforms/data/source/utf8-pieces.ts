import { YuejianError } from "@yuejian/contracts";
import { utf8Source } from "./encoding.ts";
import { readPiece } from "./open-file.ts";
import type { SourceDigests } from "./source-digests.ts";
import type { TextFile } from "./text-pass.ts";
import type { TextEncoding } from "./utf8-source.ts";

/** A growing window over the file's text as UTF-8: what was not used up stays in front of what comes next. */
export class Utf8Window {
  bytes = new Uint8Array(0);
  end = 0;
  isLast = false;
  readonly #file: TextFile;
  readonly #source: ReturnType<typeof utf8Source>;
  readonly #digests: SourceDigests | null;
  readonly #markBytes: number;
  #position = 0;
  #isStart = true;
  #piece = new Uint8Array(0);

  constructor(file: TextFile, { encoding, markBytes }: { encoding: TextEncoding; markBytes: number }, digests: SourceDigests | null) {
    this.#file = file;
    this.#source = utf8Source(encoding, markBytes);
    this.#digests = digests;
    this.#markBytes = markBytes;
  }

  get position(): number {
    return this.#position;
  }

  /** Drops what stands before `from` and reads on. Throws UndecodableBytes, INTAKE_CANCELLED. */
  async next(from: number): Promise<void> {
    const { handle, size, limits, options, name } = this.#file;
    if (options.progress.signal.aborted) throw new YuejianError("INTAKE_CANCELLED", { file: name });
    if (this.#position === 0 && this.#markBytes > 0) {
      const mark = new Uint8Array(this.#markBytes);
      this.#position = await readPiece(handle, 0, mark);
      await this.#digests?.update(mark);
    }
    this.bytes.copyWithin(0, from, this.end);
    this.end -= from;
    // What is whole only with more is looked at from its start again: pieces grow with it, so that this stays linear.
    const wanted = Math.min(Math.max(limits.pieceBytes, this.end), size - this.#position);
    if (this.#piece.length < wanted) this.#piece = new Uint8Array(wanted);
    const filled = await readPiece(handle, this.#position, this.#piece.subarray(0, wanted));
    const raw = this.#piece.subarray(0, filled);
    await this.#digests?.update(raw);
    this.#position += filled;
    this.isLast = filled < wanted || this.#position >= size;
    let text = this.#source.next(raw, this.isLast);
    // GB18030 has a mark of its own, which decodes to this.
    if (this.#isStart && text[0] === 0xef && text[1] === 0xbb && text[2] === 0xbf) text = text.subarray(3);
    if (text.length > 0) this.#isStart = false;
    if (this.end + text.length > this.bytes.length) {
      const larger = new Uint8Array(Math.max(2 * limits.pieceBytes, 2 * (this.end + text.length)));
      larger.set(this.bytes.subarray(0, this.end));
      this.bytes = larger;
    }
    this.bytes.set(text, this.end);
    this.end += text.length;
    options.progress.report(this.#position, size, { zh: "读取文件", en: "Reading the file" });
  }
}
