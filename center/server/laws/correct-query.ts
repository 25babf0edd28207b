import { foldText, type TextIndex } from "@yuejian/text";
import { pinyin } from "pinyin-pro";

/** Characters by how they are read, without tones; made of the characters that the laws themselves use. */
const READINGS = new WeakMap<TextIndex, ReadonlyMap<string, readonly string[]>>();
/** A longer query is a sentence in everyday words, which the laws need not know: only what nearly must be a slip is corrected in it. */
const PHRASE = 12;
/** Whole texts are left as they are. */
const LONGEST = 200;
/** Articles that must hold a pair before it counts as a word. */
const RARE = 3;
/** How firmly characters must belong together to be a word beyond doubt: by sound, by sound in a sentence, by sight. */
const [FIRM, FIRM_IN_SENTENCE, CERTAIN] = [0.3, 0.5, 0.7];
const HAN = /^[\u3400-\u9FFF]$/;

/** Another spelling of a query, in which a character that makes no word of the laws with its neighbours is replaced by one that does: one that
 *  sounds the same (盗且 → 盗窃), or the one that nearly always follows the character before it (仲栽 → 仲裁; not in sentences). Null: nothing to correct. */
export function correctQuery(query: string, body: TextIndex, questions: TextIndex): string | null {
  const characters = Array.from(foldText(query));
  if (characters.length > LONGEST) return null;
  const isSentence = characters.length > PHRASE;
  let isCorrected = false;
  for (let at = 0; at < characters.length; at += 1) {
    const own = characters[at] as string;
    if (!HAN.test(own)) continue;
    const bondsOf = (one: string): number => Math.max(bond(body, characters[at - 1], one), bond(body, one, characters[at + 1]));
    const bonds = bondsOf(own);
    if (bonds !== 0 || isAsked(questions, characters[at - 1], own) || isAsked(questions, own, characters[at + 1])) continue;
    const [best] = soundingLike(own, body)
      .map((other) => ({ other, bonds: bondsOf(other) }))
      .sort((one, other) => other.bonds - one.bonds);
    const follower = isSentence ? null : followerOf(body, characters[at - 1]);
    const better = best && best.bonds >= (isSentence ? FIRM_IN_SENTENCE : FIRM) ? best.other : follower !== own ? follower : null;
    if (better === null) continue;
    characters[at] = better;
    isCorrected = true;
  }
  return isCorrected ? characters.join("") : null;
}

/** Whether people who ask use the pair: everyday words are no slips. */
function isAsked(questions: TextIndex, one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && questions.frequency(((one.charCodeAt(0) << 16) | other.charCodeAt(0)) >>> 0) > 0;
}

/** Share of the rarer character's articles in which both stand together; −1: one of them is no character. */
function bond(body: TextIndex, one: string | undefined, other: string | undefined): number {
  if (one === undefined || other === undefined || !HAN.test(one) || !HAN.test(other)) return -1;
  const [first, second] = [one.charCodeAt(0), other.charCodeAt(0)];
  const together = body.frequency(((first << 16) | second) >>> 0);
  return together < RARE ? 0 : together / Math.min(body.frequency(first), body.frequency(second));
}

/** The character that nearly always follows another; null: there is none. */
function followerOf(body: TextIndex, before: string | undefined): string | null {
  if (before === undefined || !HAN.test(before)) return null;
  const code = before.charCodeAt(0);
  const counts = new Map<number, number>();
  for (const { terms, frequencies } of body.segments) {
    let [low, high] = [0, terms.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((terms[middle] as number) < (code << 16) >>> 0) low = middle + 1;
      else high = middle;
    }
    for (let at = low; at < terms.length && (terms[at] as number) >>> 16 === code; at += 1) {
      const second = (terms[at] as number) & 0xff_ff;
      counts.set(second, (counts.get(second) ?? 0) + (frequencies[at] as number));
    }
  }
  const [most] = [...counts].sort((one, other) => other[1] - one[1]);
  return most && most[1] >= RARE && most[1] / body.frequency(code) >= CERTAIN ? String.fromCharCode(most[0]) : null;
}

function soundingLike(character: string, body: TextIndex): readonly string[] {
  let readings = READINGS.get(body);
  if (!readings) {
    const used = new Set<string>();
    for (const { terms } of body.segments)
      for (const term of terms) {
        if (term >= 0x1_00_00) break;
        used.add(String.fromCharCode(term));
      }
    readings = Map.groupBy(
      [...used].filter((one) => HAN.test(one)),
      readingOf,
    );
    READINGS.set(body, readings);
  }
  return (readings.get(readingOf(character)) ?? []).filter((other) => other !== character);
}

/** Sounds that are often confused count as one: 前后鼻音, 平翘舌. */
function readingOf(character: string): string {
  const [reading = ""] = pinyin(character, { toneType: "none", type: "array" });
  return reading.replace(/^([zcs])h/, "$1").replace(/([aei])ng$/, "$1n");
}
