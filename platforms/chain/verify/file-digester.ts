import { encodeHex, Sm3, startSha256 } from "@yuejian/digests";
import type { FileDigests } from "./entry-check.ts";

/** Digests a file that comes piece by piece, so that its size does not matter. */
export class FileDigester {
  readonly #sha256 = startSha256();
  readonly #sm3 = new Sm3();
  #size = 0;

  update(bytes: Uint8Array): this {
    this.#sha256.update(bytes);
    this.#sm3.update(bytes);
    this.#size += bytes.length;
    return this;
  }

  /** Ends the file. */
  digests(): FileDigests {
    return { size: this.#size, sha256: encodeHex(this.#sha256.digest()), sm3: encodeHex(this.#sm3.digest()) };
  }
}
