import { pinyin } from "pinyin-pro";

const HAN = /\p{Script=Han}/u;
const SPELT = /^[a-z]{2,}$/;

const readings = new Map<string, readonly string[]>();

/** Every reading of a character, without tones; ü is typed as v or u. */
function readingsOf(character: string): readonly string[] {
  const known = readings.get(character);
  if (known) return known;
  const all = pinyin(character, { toneType: "none", multiple: true, type: "array" });
  const typed = [...new Set(all.flatMap((each) => (each.includes("ü") ? [each.replaceAll("ü", "v"), each.replaceAll("ü", "u")] : [each])))];
  readings.set(character, typed);
  return typed;
}

/** Whether the letters spell characters that follow one another in the text: by whole syllables, by their first letters, or by both mixed; the last
 *  syllable may be begun only. Two letters at least: one spells too much. */
export function isSpelt(text: string, letters: string): boolean {
  if (!SPELT.test(letters) || !HAN.test(text)) return false;
  const characters = Array.from(text.toLowerCase());
  return characters.some((character, at) => HAN.test(character) && follows(characters, letters, { at, from: 0 }));
}

function follows(characters: readonly string[], letters: string, { at, from }: { at: number; from: number }): boolean {
  if (from === letters.length) return true;
  const character = characters[at];
  if (character === undefined) return false;
  const next = (length: number): boolean => follows(characters, letters, { at: at + 1, from: from + length });
  if (!HAN.test(character)) return character === letters[from] ? next(1) : !/[a-z]/.test(character) && next(0);
  const rest = letters.slice(from);
  return readingsOf(character).some(
    (reading) =>
      (rest.startsWith(reading) && next(reading.length)) ||
      reading.startsWith(rest) ||
      (reading.startsWith(rest.slice(0, 1)) && next(1)) ||
      (/^[zcs]h/.test(rest) && reading.startsWith(rest.slice(0, 2)) && next(2)),
  );
}
