import { foldHan } from "@yuejian/matching";

/** How a text is cut into what it is found by: pairs of neighbouring Chinese characters and the last character of each run, words of letters and of digits. */

/** A text as it is compared: full-width, upper-case and traditional forms are one with the plain ones. `starts`: where in the original each character
 *  of it comes from, and at the end the original's length. */
export interface FoldedText {
  readonly text: string;
  readonly starts: readonly number[];
}

export function folded(text: string): FoldedText {
  let result = "";
  const starts: number[] = [];
  let at = 0;
  for (const character of text) {
    const plain = foldCharacter(character);
    result += plain;
    for (let unit = 0; unit < plain.length; unit++) starts.push(at);
    at += character.length;
  }
  starts.push(at);
  return { text: result, starts };
}

const fold = (text: string): string => foldHan(text.normalize("NFKC").toLowerCase());

/** Texts are made of few characters: each is folded once. */
const foldedCharacters = new Map<string, string>();

function foldCharacter(character: string): string {
  const known = foldedCharacters.get(character);
  if (known !== undefined) return known;
  const plain = fold(character);
  foldedCharacters.set(character, plain);
  return plain;
}

const RUNS = /\p{Script=Han}+|[[\p{L}\p{M}]--\p{Script=Han}]+|[\p{N}--\p{Script=Han}]+/gv;
const HAN = /^\p{Script=Han}/u;

/** Terms of a text for the index, in no particular order, each once. */
export function termsOf(text: string): Set<string> {
  const terms = new Set<string>();
  for (const [run] of fold(text).matchAll(RUNS)) {
    if (!HAN.test(run)) {
      terms.add(run);
      continue;
    }
    const characters = Array.from(run);
    for (let at = 0; at + 1 < characters.length; at++) terms.add(`${characters[at]}${characters[at + 1]}`);
    terms.add(characters.at(-1) ?? "");
  }
  return terms;
}

/** One part of what was asked: a piece between spaces, or what stood between quotation marks. */
export interface AskedPiece {
  /** As it stands in a folded text, runs of other characters taken as one gap. */
  readonly runs: readonly string[];
  /** Terms that a text with it has; one that `isBegun` begins one of them. */
  readonly terms: readonly { readonly term: string; readonly isBegun: boolean }[];
}

const QUOTED = /["“”「」『』]([^"“”「」『』]*)["“”「」『』]|(\S+)/gu;

/** What a person asked for; none where nothing of it can be found: marks only. */
export function askedPieces(query: string): AskedPiece[] {
  const pieces: AskedPiece[] = [];
  for (const [, quoted, plain] of query.matchAll(QUOTED)) {
    const runs = [...fold(quoted ?? plain ?? "").matchAll(RUNS)].map(([run]) => run);
    if (runs.length > 0) pieces.push({ runs, terms: termsAsked(runs) });
  }
  return pieces;
}

function termsAsked(runs: readonly string[]): AskedPiece["terms"] {
  const terms = new Map<string, boolean>();
  for (const [order, run] of runs.entries()) {
    const isLast = order === runs.length - 1;
    if (!HAN.test(run)) {
      // The first may be the end of a longer word, but only beginnings are kept.
      terms.set(run, isLast);
      continue;
    }
    const characters = Array.from(run);
    for (let at = 0; at + 1 < characters.length; at++) terms.set(`${characters[at]}${characters[at + 1]}`, false);
    if (characters.length === 1) terms.set(run, true);
  }
  return [...terms].map(([term, isBegun]) => ({ term, isBegun }));
}

/** Where a piece stands in a text, in positions of the original: its runs one after the other with nothing but marks and spaces between them. */
export function placesOf(piece: AskedPiece, { text, starts }: FoldedText): { readonly start: number; readonly end: number }[] {
  const places: { start: number; end: number }[] = [];
  for (const match of text.matchAll(patternOf(piece))) {
    const end = match.index + match[0].length;
    places.push({ start: starts[match.index] ?? 0, end: endOf(starts, end) });
  }
  return places;
}

/** The original position after a folded one: what folds to several characters is marked whole. */
function endOf(starts: readonly number[], end: number): number {
  const last = starts[end - 1] ?? 0;
  for (let at = end; at < starts.length; at++) if ((starts[at] ?? 0) > last) return starts[at] ?? 0;
  return starts.at(-1) ?? 0;
}

const GAP = "[^\\p{L}\\p{M}\\p{N}]*";
const patterns = new WeakMap<AskedPiece, RegExp>();

function patternOf(piece: AskedPiece): RegExp {
  const known = patterns.get(piece);
  if (known) return known;
  // Runs are letters and digits alone, so that nothing in them is special. A word of letters or digits is found from its beginning.
  const [first = ""] = piece.runs;
  const before = HAN.test(first) ? "" : /^\p{N}/u.test(first) ? "(?<!\\p{N})" : "(?<![[\\p{L}\\p{M}]--\\p{Script=Han}])";
  const made = new RegExp(before + piece.runs.join(GAP), "gv");
  patterns.set(piece, made);
  return made;
}
