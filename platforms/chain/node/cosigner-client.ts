import { type Checkpoint, parseSize, TILE_WIDTH } from "../format/index.ts";
import type { Packages } from "./packages.ts";
import { postBytes } from "./post-bytes.ts";
import { wordsOf } from "./system-fault.ts";

/** Why a cosigner gave no signature. `split`: it knows another tree of this log: keep both notes, they are evidence. */
export type CosignFailure =
  | { readonly kind: "unreachable"; readonly reason: string; readonly code: string | null }
  | { readonly kind: "late"; readonly milliseconds: number }
  | { readonly kind: "refused"; readonly status: number; readonly reason: string; readonly why?: Refusal }
  | { readonly kind: "split"; readonly size: number };

/** Where it is not the node that says why. `size`: which it says it cosigned. */
export interface Refusal {
  readonly code: "ahead" | "wavering" | "other-checkpoint" | "endless" | "bad-signature";
  readonly size?: number;
}

export type CosignOutcome = { readonly lines: string } | CosignFailure;

export interface CosignerAddress {
  /** Submission prefix. */
  readonly url: string;
  /** Mirrors are sent the entries, witnesses only the checkpoint. */
  readonly isMirror: boolean;
}

const ROUNDS = 4096;
const ANSWER_LIMIT = 64 * 1024;

/** Asks one cosigner for signatures and remembers how far it is. */
export class CosignerClient {
  readonly #address: CosignerAddress;
  readonly #packages: Packages;
  readonly #timeoutMilliseconds: number;
  #known = 0;
  #next: number | null = null;
  /** False once it turned out that the mirror takes checkpoint and entries in two requests only. */
  #canAdvance = true;

  /** `packages`: shared by the clients of one log. */
  constructor(address: CosignerAddress, options: { timeoutMilliseconds: number; packages: Packages }) {
    this.#address = address;
    this.#packages = options.packages;
    this.#timeoutMilliseconds = options.timeoutMilliseconds;
  }

  /** Signature lines as the cosigner sent them: not verified. `note`: the checkpoint signed by the log. */
  async cosign(note: string, { size, origin }: Checkpoint): Promise<CosignOutcome> {
    try {
      const until = size;
      const advanced = await this.#advance(note, origin, { size, until });
      if (advanced !== null) return advanced;
      const submitted = await this.#submit(note, size);
      if (!("lines" in submitted) || !this.#address.isMirror) return submitted;
      return await this.#upload(origin, { size, until });
    } catch (error) {
      if (error instanceof Error && error.name === "TimeoutError") return { kind: "late", milliseconds: this.#timeoutMilliseconds };
      return { kind: "unreachable", ...wordsOf(error) };
    }
  }

  /** Sends a mirror the whole blocks below a checkpoint that it need not cosign: it neither signs nor keeps anything for that but the entries. What fails
   *  is told when it is asked to cosign. */
  async feed(note: string, { size, origin }: Checkpoint): Promise<void> {
    const until = size - (size % TILE_WIDTH);
    if (!this.#address.isMirror || (this.#next ?? 0) >= until) return;
    try {
      if ((await this.#advance(note, origin, { size, until })) !== null) return;
      const submitted = await this.#submit(note, size);
      if ("lines" in submitted) await this.#upload(origin, { size, until });
    } catch {
      // Unreachable, for the time being.
    }
  }

  /** Checkpoint and entries in one request, to a mirror of which it is known how far it is. Null: the long way is to be gone, which also tells why this one
   *  was none. */
  async #advance(note: string, origin: string, { size, until }: { size: number; until: number }): Promise<CosignOutcome | null> {
    const next = this.#next;
    if (!this.#address.isMirror || !this.#canAdvance || next === null || next > until || this.#known > size) return null;
    const question = await this.#packages.question(note, this.#known, size);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(question.length);
    const pieces = [length, question, ...(await this.#packages.pieces(origin, next, size, until))];
    const { status, text } = await this.#post("advance", "application/octet-stream", pieces);
    if (status === 404) this.#canAdvance = false;
    if (status !== 200 && status !== 202) return null;
    this.#known = size;
    this.#next = status === 200 ? size : (parseSize(text.split("\n")[1] ?? "") ?? next);
    return status === 200 || (until < size && this.#next >= until) ? { lines: text } : null;
  }

  async #submit(note: string, size: number): Promise<CosignOutcome> {
    for (let attempt = 0; attempt < 3; attempt++) {
      const old = Math.min(this.#known, size);
      const question = await this.#packages.question(note, old, size);
      const { status, text } = await this.#post("add-checkpoint", "text/plain; charset=utf-8", [question]);
      if (status === 200) {
        this.#known = size;
        return { lines: text };
      }
      const theirs = status === 409 ? parseSize(text.replace(/\n$/, "")) : null;
      if (theirs === null) return status === 422 ? { kind: "split", size: old } : { kind: "refused", status, reason: text.trim() };
      // The same size refused: another root stands there. A larger one than ours: this log was rolled back, or another continues it.
      if (theirs === old && theirs === size) return { kind: "split", size: theirs };
      if (theirs > size) return { ...refused(status, { code: "ahead", size: theirs }), reason: `it has cosigned size ${theirs} already` };
      this.#known = theirs;
    }
    return { ...refused(409, { code: "wavering" }), reason: "its size changes with every request" };
  }

  /** Sends the entries below `until` of the tree of `size`. */
  async #upload(origin: string, { size, until }: { size: number; until: number }): Promise<CosignOutcome> {
    let next = this.#next ?? 0;
    for (let round = 0; round < ROUNDS; round++) {
      if (until < size && next >= until) return { lines: "" };
      const pieces = await this.#packages.pieces(origin, next, size, until);
      const { status, text } = await this.#post("add-entries", "application/octet-stream", pieces);
      if (status === 200) {
        this.#next = size;
        return { lines: text };
      }
      if (status !== 202 && status !== 409)
        return status === 422 ? { kind: "split", size } : { kind: "refused", status, reason: text.trim() };
      const [pending, theirs] = text.split("\n").map((line) => parseSize(line));
      const isStuck = status === 409 && theirs === next;
      if (pending !== size || theirs === null || theirs === undefined || theirs > size || isStuck) {
        return { ...refused(status, { code: "other-checkpoint" }), reason: "it mirrors another checkpoint" };
      }
      next = theirs;
      this.#next = next;
    }
    return { ...refused(202, { code: "endless" }), reason: "it does not come to an end" };
  }

  async #post(word: string, type: string, pieces: readonly Uint8Array[]): Promise<{ status: number; text: string }> {
    const url = `${this.#address.url.replace(/\/$/, "")}/${word}`;
    const { status, bytes } = await postBytes({
      url,
      type,
      pieces,
      timeoutMilliseconds: this.#timeoutMilliseconds,
      limit: ANSWER_LIMIT,
    });
    return { status, text: bytes.toString("utf8") };
  }
}

function refused(status: number, why: Refusal): { readonly kind: "refused"; readonly status: number; readonly why: Refusal } {
  return { kind: "refused", status, why };
}
