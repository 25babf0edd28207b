/** SM3 cryptographic hash (GB/T 32905-2016), incremental. One instance digests one message. */
export class Sm3 {
  readonly #state = Uint32Array.of(0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e);
  readonly #block = new Uint8Array(64);
  readonly #words = new Uint32Array(68);
  #filled = 0;
  #length = 0;
  #isFinished = false;

  update(bytes: Uint8Array): this {
    if (this.#isFinished) throw new Error("the SM3 digest was already taken");
    this.#length += bytes.length;
    let position = 0;
    if (this.#filled > 0) {
      position = Math.min(64 - this.#filled, bytes.length);
      this.#block.set(bytes.subarray(0, position), this.#filled);
      this.#filled += position;
      if (this.#filled < 64) return this;
      this.#compress(this.#block, 0);
      this.#filled = 0;
    }
    for (; position + 64 <= bytes.length; position += 64) this.#compress(bytes, position);
    this.#block.set(bytes.subarray(position), 0);
    this.#filled = bytes.length - position;
    return this;
  }

  /** The 32-byte digest; ends the message. */
  digest(): Uint8Array {
    const length = this.#length;
    const padding = new Uint8Array((this.#filled < 56 ? 64 : 128) - this.#filled);
    padding[0] = 0x80;
    const view = new DataView(padding.buffer);
    view.setUint32(padding.length - 8, Math.floor(length / 0x2000_0000));
    view.setUint32(padding.length - 4, (length << 3) >>> 0);
    this.update(padding);
    this.#isFinished = true;
    const digest = new Uint8Array(32);
    const output = new DataView(digest.buffer);
    this.#state.forEach((word, index) => {
      output.setUint32(4 * index, word);
    });
    return digest;
  }

  #compress(bytes: Uint8Array, offset: number): void {
    const w = this.#words;
    for (let j = 0; j < 16; j++) {
      const at = offset + 4 * j;
      w[j] = (octet(bytes, at) << 24) | (octet(bytes, at + 1) << 16) | (octet(bytes, at + 2) << 8) | octet(bytes, at + 3);
    }
    for (let j = 16; j < 68; j++) {
      const x = word(w, j - 16) ^ word(w, j - 9) ^ rotate(word(w, j - 3), 15);
      w[j] = x ^ rotate(x, 15) ^ rotate(x, 23) ^ rotate(word(w, j - 13), 7) ^ word(w, j - 6);
    }
    const state = this.#state;
    let a = word(state, 0);
    let b = word(state, 1);
    let c = word(state, 2);
    let d = word(state, 3);
    let e = word(state, 4);
    let f = word(state, 5);
    let g = word(state, 6);
    let h = word(state, 7);
    for (let j = 0; j < 64; j++) {
      const first = j < 16;
      const a12 = rotate(a, 12);
      const ss1 = rotate((a12 + e + word(ROUND_CONSTANTS, j)) | 0, 7);
      const ff = first ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
      const gg = first ? e ^ f ^ g : (e & f) | (~e & g);
      const tt1 = (ff + d + (ss1 ^ a12) + (word(w, j) ^ word(w, j + 4))) | 0;
      const tt2 = (gg + h + ss1 + word(w, j)) | 0;
      d = c;
      c = rotate(b, 9);
      b = a;
      a = tt1;
      h = g;
      g = rotate(f, 19);
      f = e;
      e = tt2 ^ rotate(tt2, 9) ^ rotate(tt2, 17);
    }
    [a, b, c, d, e, f, g, h].forEach((value, index) => {
      state[index] = word(state, index) ^ value;
    });
  }
}

/** SM3 of a whole message: 32 bytes. */
export function sm3(bytes: Uint8Array): Uint8Array {
  return new Sm3().update(bytes).digest();
}

const ROUND_CONSTANTS = Uint32Array.from({ length: 64 }, (_, j) => rotate(j < 16 ? 0x79cc4519 : 0x7a879d8a, j % 32));

function rotate(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}

function word(words: Uint32Array, index: number): number {
  return words[index] ?? 0;
}

function octet(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0;
}
