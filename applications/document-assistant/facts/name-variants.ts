import { isNearlyHeardAs, isSoundOf, looksLike } from "./alike.ts";
import { endAt } from "./name-at.ts";
import { SURNAMES } from "./surnames.ts";

/** What became of a name: one character is another that sounds, nearly sounds or looks like it or is unlike it; two changed places; one is missing, stands twice, or is one too many. */
export type NameChange = "sound" | "near-sound" | "shape" | "other" | "moved" | "lost" | "doubled" | "added";

/** A stretch of a text that is a name but for one change. */
export interface NameVariant {
  readonly start: number;
  readonly end: number;
  readonly wrong: string;
  readonly change: NameChange;
  /** The change is in the surname. */
  readonly isSurname: boolean;
  /** The character that stands for another, or is one too many; empty: none. */
  readonly written: string;
}

const HAN = /^[\p{Script=Han}·•・]+$/u;

/** Where a part stands in a text; nothing stands nowhere. */
export function* placesOf(text: string, part: string): Generator<number> {
  if (part === "") return;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) yield at;
}

/** Characters of the surname; a name with a dot has none. */
const surnameOf = (name: string): number => (name.includes("·") ? 0 : name.length > 2 && SURNAMES.has(name.slice(0, 2)) ? 2 : 1);

function exchangeOf(right: string, written: string): NameChange {
  if (isSoundOf(right, written)) return "sound";
  if (looksLike(right, written)) return "shape";
  return isNearlyHeardAs(right, written) ? "near-sound" : "other";
}

/** Everything in a text that is a name but for one change; two readings of one place are both told. */
export function* variantsIn(text: string, name: string): Generator<NameVariant> {
  const { length } = name;
  const surname = surnameOf(name);
  const variant = (start: number, wrong: string, change: NameChange, at: number, written = ""): NameVariant => ({
    start,
    end: start + wrong.length,
    wrong,
    change,
    // Where three others stay, it is a character like others.
    isSurname: at < surname && length < 4,
    written: at < surname && length > 3 ? "" : written,
  });
  for (const start of placesOf(text, name.charAt(0))) {
    if (text.startsWith(name, start)) {
      // 张建国国; not 张爱利利用.
      const last = name.charAt(length - 1);
      if (text.charAt(start + length) === last && text.charAt(start + length + 1) !== last && endAt(text, start + length) < 2)
        yield variant(start, name + last, "doubled", length - 1, last);
      continue;
    }
    let at = 1;
    while (at < length && text.charAt(start + at) === name.charAt(at)) at += 1;
    const written = text.charAt(start + at);
    if (!HAN.test(written) && written !== "") {
      // What stands here ends: the last characters are missing.
      if (at === length - 1 && length > 2) yield variant(start, name.slice(0, at), "lost", at);
      continue;
    }
    const [rest, behind] = [name.slice(at + 1), text.slice(start + at, start + length + 1)];
    if (behind.startsWith(rest, 1))
      yield variant(start, text.slice(start, start + length), exchangeOf(name.charAt(at), written), at, written);
    if (behind.startsWith(name.charAt(at + 1) + name.charAt(at) + name.slice(at + 2)) && at + 1 < length)
      yield variant(start, text.slice(start, start + length), "moved", at);
    if (length > 2 && behind.startsWith(rest) && at > 0) yield variant(start, name.slice(0, at) + rest, "lost", at);
    if (behind.startsWith(name.slice(at), 1) && at > 0) {
      const isDoubled = written === name.charAt(at - 1) && at > 1;
      yield variant(start, text.slice(start, start + length + 1), isDoubled ? "doubled" : "added", at, written);
    }
  }
  yield* surnamesFor(text, name, variant);
}

/** The given name behind another surname; 张建国 → 建张国. */
function* surnamesFor(
  text: string,
  name: string,
  variant: (start: number, wrong: string, change: NameChange, at: number, written: string) => NameVariant,
): Generator<NameVariant> {
  const [first, rest] = [name.charAt(0), name.slice(1)];
  for (const at of placesOf(text, rest)) {
    const written = text.charAt(at - 1);
    if (at === 0 || written === first || !HAN.test(written)) continue;
    const change = exchangeOf(first, written);
    const isSetApart = /^$|[，。、；：“（\s]/.test(text.charAt(at - 2));
    if (change !== "other" || (name.length > 2 && (isSetApart || SURNAMES.has(written) || name.includes("·"))))
      yield variant(at - 1, written + rest, change, 0, written);
  }
  if (name.length < 3) return;
  const moved = name.charAt(1) + first + name.slice(2);
  if (moved === name) return;
  for (const start of placesOf(text, moved)) yield variant(start, moved, "moved", 0, "");
}
