import { type BoostedTrees, oddsOf } from "../boosted-trees.ts";
import { lineOf } from "../counted-line.ts";
import type { Characters } from "../ngram-table.ts";
import type { SpellingEdit, SpellingLine } from "../spelling-edit.ts";
import type { SlipKind, WeighedSlip } from "./slip.ts";
import type { SlipCandidates } from "./slip-candidates.ts";

/** How sure a kind of slip is told, and how sure it has to be. */
export interface SlipJudge {
  readonly trees: BoostedTrees;
  /** Probability that one has to reach. */
  readonly bar: number;
}

export type SlipJudges = Readonly<Record<SlipKind, SlipJudge>>;

/** Places between two slips of a line: nearer ones are readings of one. */
const APART = 4;

/** Finds what is missing, too many or out of order in a line. */
export class SlipFinder {
  readonly #characters: Characters;
  readonly #candidates: SlipCandidates;
  readonly #judges: SlipJudges;

  constructor({
    characters,
    candidates,
    judges,
  }: {
    readonly characters: Characters;
    readonly candidates: SlipCandidates;
    readonly judges: SlipJudges;
  }) {
    this.#characters = characters;
    this.#candidates = candidates;
    this.#judges = judges;
  }

  /** In the order of the text; of those near one another the surest. What `isProtected` names is neither changed nor taken away, and nothing is put into it: where the surest would, none is told. */
  edits({ text, isProtected }: SpellingLine): SpellingEdit[] {
    const slips = this.#candidates
      .of(lineOf(this.#characters, text))
      .map((slip) => ({ slip, probability: 1 / (1 + Math.exp(-oddsOf(this.#judges[slip.kind].trees, slip.evidence))) }))
      .filter(({ slip, probability }) => probability >= this.#judges[slip.kind].bar);
    if (slips.length === 0) return [];
    const offsets = offsetsOf(text);
    const surest: { readonly slip: WeighedSlip; readonly probability: number }[] = [];
    for (const each of slips.toSorted((one, other) => other.probability - one.probability))
      if (surest.every(({ slip }) => isApart(slip, each.slip))) surest.push(each);
    return surest
      .filter(({ slip }) => !touches(slip, offsets, isProtected))
      .toSorted((one, other) => one.slip.at - other.slip.at)
      .map(({ slip: { kind, at, removed, inserted }, probability }) => {
        const [start, end] = [offsets[at - 1] as number, offsets[at - 1 + removed] as number];
        const meant = inserted.map((character) => this.#characters.textOf(character)).join("");
        return { kind, start, end, written: text.slice(start, end), meant, probability };
      });
  }
}

/** Where each character begins, and the end of the text. */
function offsetsOf(text: string): number[] {
  const offsets = [0];
  for (const character of text) offsets.push((offsets.at(-1) as number) + character.length);
  return offsets;
}

const isApart = (one: WeighedSlip, other: WeighedSlip): boolean =>
  one.at + one.removed + APART <= other.at || other.at + other.removed + APART <= one.at;

function touches(
  { at, removed }: WeighedSlip,
  offsets: readonly number[],
  isProtected: ((offset: number) => boolean) | undefined,
): boolean {
  if (!isProtected) return false;
  const isClosed = (place: number): boolean => isProtected(offsets[place - 1] as number);
  if (removed === 0) return isClosed(at - 1) && isClosed(at);
  for (let place = at; place < at + removed; place += 1) if (isClosed(place)) return true;
  return false;
}
