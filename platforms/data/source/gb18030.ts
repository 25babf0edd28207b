import { isUtf8 } from "node:buffer";
import { Joiner, joinBytes as join, UndecodableBytes, type Utf8Source } from "./utf8-source.ts";

const LEADS = 0xff - 0x81;
/** Characters that would also be UTF-8, in lines one after another, from which on the file counts as mixed. */
const SUSPICIOUS_CHARACTERS = 6;
const NO_SUSPICION: { readonly characters: number; readonly offset: number } = { characters: 0, offset: 0 };
const EMPTY = new Uint8Array(0);

/** GB18030 (and so GBK, GB2312) to UTF-8 from a table: the decoder of the platform is three times slower.
 *  Second bytes may be any of 0x40–0x7e, so `\`, `|` and letters occur inside characters: nothing may look for delimiters before this step. */
export class Gb18030Decoder implements Utf8Source {
  readonly #table = (twoBytes ??= twoByteTable());
  readonly #joiner = new Joiner();
  #tail = new Uint8Array(0);
  #offset = 0;
  #lineStart = 0;
  #suspicion = NO_SUSPICION;
  #line = new Uint8Array(0);
  #output = new Uint8Array(0);
  #isLineBeyondAscii = false;
  #mayBeUtf8 = false;

  next(piece: Uint8Array, isLast: boolean): Uint8Array {
    const input = this.#tail.length === 0 ? piece : this.#joiner.join(this.#tail, piece);
    // Three bytes for two at most; four-byte characters stay four at most.
    if (this.#output.length < input.length * 2) this.#output = new Uint8Array(input.length * 2);
    const output = this.#output;
    const table = this.#table;
    const { length } = input;
    let isBeyondAscii = this.#isLineBeyondAscii;
    let at = 0;
    let to = 0;
    let lineFrom = 0;
    while (at < length) {
      const lead = input[at] as number;
      if (lead < 0x80) {
        output[to++] = lead;
        at++;
        if (lead === 0x0a || lead === 0x0d) {
          if (isBeyondAscii && this.#mayBeUtf8) this.#judgeLine(input.subarray(lineFrom, at));
          if (this.#line.length > 0) this.#line = EMPTY;
          lineFrom = at;
          this.#lineStart = this.#offset + at;
          isBeyondAscii = false;
        }
        continue;
      }
      if (!isBeyondAscii) {
        isBeyondAscii = true;
        // Most lines are told from UTF-8 by their first character.
        this.#mayBeUtf8 = at + 2 >= length || startsUtf8(lead, input[at + 1] as number, input[at + 2] as number);
        if (!this.#mayBeUtf8) this.#suspicion = NO_SUSPICION;
      }
      if (at + 1 >= length) {
        if (isLast) throw this.#undecodable(at);
        break;
      }
      const second = input[at + 1] as number;
      if (second >= 0x30 && second <= 0x39) {
        if (at + 3 >= length && !isLast) break;
        const character = fourByteCharacter(input.subarray(at, at + 4));
        if (character === null) throw this.#undecodable(at);
        output.set(character, to);
        to += character.length;
        at += 4;
        continue;
      }
      const code = lead >= 0x81 && lead <= 0xfe ? (table[((lead - 0x81) << 8) | second] as number) : 0;
      if (code === 0) throw this.#undecodable(at);
      if (code < 0x800) {
        output[to++] = 0xc0 | (code >> 6);
      } else {
        output[to++] = 0xe0 | (code >> 12);
        output[to++] = 0x80 | ((code >> 6) & 0x3f);
      }
      output[to++] = 0x80 | (code & 0x3f);
      at += 2;
    }
    this.#isLineBeyondAscii = isBeyondAscii;
    const rest = input.subarray(lineFrom, at);
    if (!isLast) this.#line = join(this.#line, rest);
    else if (isBeyondAscii && this.#mayBeUtf8) this.#judgeLine(rest);
    this.#tail = input.slice(at);
    this.#offset += at;
    return output.subarray(0, to);
  }

  /** UTF-8 lines in a GB18030 file decode without complaint, into nonsense: several of them in a row cannot be chance. */
  #judgeLine(end: Uint8Array): void {
    const line = this.#line.length === 0 ? end : join(this.#line, end);
    if (!isUtf8(line)) {
      this.#suspicion = NO_SUSPICION;
      return;
    }
    const characters = this.#suspicion.characters + line.reduce((count, byte) => (byte >= 0xe0 ? count + 1 : count), 0);
    const offset = this.#suspicion.characters > 0 ? this.#suspicion.offset : this.#lineStart + line.findIndex((byte) => byte >= 0x80);
    this.#suspicion = { characters, offset };
    if (characters >= SUSPICIOUS_CHARACTERS) throw new UndecodableBytes("gb18030", offset, false);
  }

  #undecodable(at: number): UndecodableBytes {
    return new UndecodableBytes("gb18030", this.#offset + at, false);
  }
}

let twoBytes: Uint16Array | undefined;

function startsUtf8(first: number, second: number, third: number): boolean {
  if ((second & 0xc0) !== 0x80) return false;
  return first < 0xe0 ? first >= 0xc2 : first < 0xf5 && (third & 0xc0) === 0x80;
}

/** Code unit for (lead − 0x81, second byte); 0 where there is none. */
function twoByteTable(): Uint16Array {
  const entries = new Uint16Array(LEADS << 8);
  const bytes = new Uint8Array(LEADS * 256 * 3);
  let at = 0;
  const seconds = Array.from({ length: 0xff - 0x40 }, (_, index) => 0x40 + index).filter((second) => second !== 0x7f);
  for (let lead = 0; lead < LEADS; lead++) {
    for (const second of seconds) {
      bytes.set([lead + 0x81, second, 0x0a], at);
      at += 3;
    }
  }
  const characters = new TextDecoder("gb18030").decode(bytes.subarray(0, at)).split("\n");
  for (let lead = 0; lead < LEADS; lead++) {
    seconds.forEach((second, index) => {
      const character = characters[lead * seconds.length + index] ?? "";
      if (character.length === 1 && character !== "\ufffd") entries[(lead << 8) | second] = character.charCodeAt(0);
    });
  }
  return entries;
}

const fourByteDecoder = new TextDecoder("gb18030", { fatal: true });

function fourByteCharacter(bytes: Uint8Array): Uint8Array | null {
  try {
    return Buffer.from(fourByteDecoder.decode(bytes), "utf8");
  } catch {
    return null;
  }
}
