import { Readable } from "node:stream";
import { type ByteRange, YuejianError } from "@yuejian/contracts";
import { type OpenContent, requireRange } from "../file-store.ts";
import type { Bucket } from "./bucket.ts";
import type { ObjectStoreSettings } from "./settings.ts";
import { wordedFailure } from "./store-failure.ts";

/** Answers that may break off, one after the other, before the download fails. */
const BREAKS = 5;

/** One object on its way here. An answer that breaks off is taken up where it ended, from the same object. */
export class Download {
  readonly #bucket: Bucket;
  readonly #settings: ObjectStoreSettings;
  readonly #key: string;
  readonly #sha256: string;

  constructor(bucket: Bucket, settings: ObjectStoreSettings, { key, sha256 }: { key: string; sha256: string }) {
    this.#bucket = bucket;
    this.#settings = settings;
    this.#key = key;
    this.#sha256 = sha256;
  }

  async *whole(): AsyncGenerator<Uint8Array> {
    const first = await this.#answer({ start: 0 });
    yield* this.#carryOn(first, { start: 0, end: first.size - 1 });
  }

  async part(range: ByteRange): Promise<OpenContent> {
    const held = await this.#bucket.head(this.#key);
    if (!held) throw new YuejianError("NOT_FOUND", { path: this.#sha256 });
    requireRange(this.#sha256, held.size, range);
    const first = await this.#answer(range, held.etag);
    return { size: range.end - range.start + 1, content: Readable.from(this.#carryOn(first, range)) };
  }

  async *#carryOn(first: Answer, { start, end }: ByteRange): AsyncGenerator<Uint8Array> {
    let [answer, at, breaks] = [first, start, 0];
    for (;;) {
      try {
        for await (const chunk of inTime(answer.body, this.#settings.timeoutMilliseconds)) {
          // More than was asked for: the digest will tell what it is worth.
          const wanted = chunk.subarray(0, Math.max(0, end + 1 - at));
          at += wanted.length;
          breaks = wanted.length > 0 ? 0 : breaks;
          if (wanted.length > 0) yield wanted;
        }
      } catch (cause) {
        if (breaks >= BREAKS) throw wordedFailure(cause, this.#settings, this.#sha256);
      }
      if (at > end) return;
      if (++breaks > BREAKS) {
        const { bucket } = this.#settings;
        throw new YuejianError("FILES_ANSWER_CUT", { bucket, sha256: this.#sha256, got: at - start, size: end + 1 - start });
      }
      answer = await this.#answer({ start: at, end }, first.etag);
    }
  }

  async #answer(range: { start: number; end?: number }, etag?: string): Promise<Answer> {
    const answer = await this.#bucket.get(this.#key, range, etag);
    if (!answer) throw new YuejianError("NOT_FOUND", { path: this.#sha256 });
    const { ContentLength: size } = answer;
    if (size === undefined) {
      const { bucket, endpoint } = this.#settings;
      throw new YuejianError("FILES_STORE_FAILED", { bucket, endpoint, reason: "an answer without a length" });
    }
    const body = answer.Body as Readable;
    // Said beside the answer; until somebody reads it, it is nobody's.
    body.on("error", () => {});
    return { body, size, etag: (answer.ETag ?? "").replaceAll('"', "") };
  }
}

interface Answer {
  readonly body: Readable;
  readonly size: number;
  readonly etag: string;
}

/** Ends a body that gives nothing for so long while somebody waits for it. */
async function* inTime(body: Readable, milliseconds: number): AsyncGenerator<Uint8Array> {
  const watch = () => setTimeout(() => body.destroy(new Error(`no byte came for ${milliseconds / 1000} s`)), milliseconds);
  let timer = watch();
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      clearTimeout(timer);
      yield chunk;
      timer = watch();
    }
  } finally {
    clearTimeout(timer);
    body.destroy();
  }
}
