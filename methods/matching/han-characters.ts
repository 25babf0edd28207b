import { Converter } from "opencc-js/t2cn";
import { pinyin } from "pinyin-pro";

/** First and last character of the block of unified ideographs that names are written with. */
export const FIRST_HAN = 0x4e00;
export const LAST_HAN = 0x9fff;

/** Syllables fit into nine bits: 0 is «no reading». */
export const READING_BITS = 9;

/** Variants that registers use in names and that are neither traditional nor simplified forms of one another in the tables. */
const VARIANTS =
  "髙高 峯峰 喆哲 堃坤 昇升 陞升 甦苏 仝同 囯国 囻国 恵惠 栁柳 邨村 菓果 呉吴 戸户 徳德 凃涂 鄧邓 曺曹 姫姬 温温 淸清 黃黄 亝齐 劉刘 犮友";

const toSimplified = Converter({ from: "t", to: "cn" });

interface HanTables {
  /** By code point − FIRST_HAN: the code point of the simplified, ordinary form. */
  readonly folded: Uint16Array;
  /** By code point − FIRST_HAN: number of the syllable without tone, 0 where it has none. */
  readonly readings: Uint16Array;
  /** The same where syllables count as one that many do not tell apart by ear: zh and z, n and ng, l and n. */
  readonly heard: Uint16Array;
}

let tables: HanTables | undefined;

/** Made at the first call (about 0.2 s): every character by itself, with its most common reading, so that one character always reads alike. */
export function hanTables(): HanTables {
  return (tables ??= makeTables());
}

function makeTables(): HanTables {
  const size = LAST_HAN - FIRST_HAN + 1;
  const all = Array.from({ length: size }, (_, at) => String.fromCharCode(FIRST_HAN + at));
  const folded = Uint16Array.from(all, (character) => {
    const simple = toSimplified(character);
    return simple.length === 1 && isHan(simple.charCodeAt(0)) ? simple.charCodeAt(0) : character.charCodeAt(0);
  });
  for (const pair of VARIANTS.split(" ")) folded[pair.charCodeAt(0) - FIRST_HAN] = pair.charCodeAt(1);
  // A form may fold onto one that folds further.
  for (let at = 0; at < size; at++) folded[at] = folded[(folded[at] ?? 0) - FIRST_HAN] ?? 0;
  const [syllables, heardSyllables] = [new Map<string, number>(), new Map<string, number>()];
  const [readings, heard] = [new Uint16Array(size), new Uint16Array(size)];
  const numberIn = (known: Map<string, number>, syllable: string): number => {
    const number = known.get(syllable) ?? known.size + 1;
    known.set(syllable, number);
    return number;
  };
  for (let at = 0; at < size; at++) {
    const character = String.fromCharCode(folded[at] ?? 0);
    const reading = pinyin(character, { toneType: "none" });
    if (reading === character) continue;
    readings[at] = numberIn(syllables, reading);
    heard[at] = numberIn(heardSyllables, asHeard(reading));
  }
  return { folded, readings, heard };
}

const asHeard = (syllable: string): string =>
  syllable
    .replace(/^([zcs])h/, "$1")
    .replace(/([aei])ng$/, "$1n")
    .replace(/^n/, "l");

export const isHan = (code: number): boolean => code >= FIRST_HAN && code <= LAST_HAN;

/** Traditional and variant characters as the simplified, ordinary ones. */
export function foldHan(text: string): string {
  const { folded } = hanTables();
  let result = "";
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    result += isHan(code) ? String.fromCharCode(folded[code - FIRST_HAN] ?? code) : text.charAt(at);
  }
  return result;
}

/** All characters that `foldHan` changes, for a class of a regular expression. */
export function foldableHan(): string {
  const { folded } = hanTables();
  let result = "";
  for (let at = 0; at < folded.length; at++) if (folded[at] !== FIRST_HAN + at) result += String.fromCharCode(FIRST_HAN + at);
  return result;
}

/** Number of the syllable as which a code point is read, 0 for none. */
export function readingOf(code: number): number {
  return isHan(code) ? (hanTables().readings[code - FIRST_HAN] ?? 0) : 0;
}
