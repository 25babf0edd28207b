import type { Random } from "../../demo/random.ts";
import { type Draft, offsetOf, type Piece, type PieceAt, type PlantedDraft, piecesOf, type SlotKind, withPiece } from "./draft.ts";
import type { ErrorKind } from "./kinds.ts";

/** Puts one fault into a right document; null where the document gives no occasion. */
export type Plant = (draft: Draft, random: Random) => PlantedDraft | null;

export const slotsOf = (draft: Draft, kind: SlotKind, isWanted: (piece: Piece) => boolean = () => true) =>
  piecesOf(draft, (piece) => piece.slot?.kind === kind && isWanted(piece));

interface Change {
  readonly kind: ErrorKind;
  readonly at: PieceAt;
  /** The whole new text of the piece. */
  readonly text: string;
  /** The stretch of the new text that is wrong; left out: all of it. */
  readonly span?: readonly [number, number];
  readonly right: string | null;
  /** Pieces that a finding may point at instead, of the changed draft. */
  readonly also?: readonly PieceAt[];
}

export function changed(draft: Draft, { kind, at, text, span, right, also = [] }: Change): PlantedDraft {
  const spoilt = withPiece(draft, at, text);
  const [from, to] = span ?? [0, text.length];
  const start = offsetOf(spoilt, at) + from;
  return {
    draft: spoilt,
    fault: {
      kind,
      start,
      end: start + (to - from),
      wrong: text.slice(from, to),
      right,
      also: also.map((place) => {
        const begin = offsetOf(spoilt, place);
        return [begin, begin + (spoilt.paragraphs[place[0]]?.pieces[place[1]]?.text.length ?? 0)] as const;
      }),
    },
  };
}

/** Where a pattern occurs in the text between the slots. */
export const matchesInProse = (draft: Draft, pattern: RegExp) =>
  piecesOf(draft, ({ slot }, style) => slot === undefined && style !== "title").flatMap(({ at, piece }) =>
    [...piece.text.matchAll(pattern)].map((match) => ({ at, piece, from: match.index, found: match[0] })),
  );

/** Replaces one occurrence of a pattern in the text between the slots. */
export function inProse(
  kind: ErrorKind,
  pattern: RegExp,
  spoil: (found: string, random: Random) => string,
  isWanted: (draft: Draft) => boolean = () => true,
): Plant {
  return (draft, random) => {
    if (!isWanted(draft)) return null;
    const places = matchesInProse(draft, pattern);
    if (places.length === 0) return null;
    const { at, piece, from, found: word } = random.pick(places);
    const wrong = spoil(word, random);
    return changed(draft, {
      kind,
      at,
      text: piece.text.slice(0, from) + wrong + piece.text.slice(from + word.length),
      span: [from, from + wrong.length],
      right: word,
    });
  };
}

/** Replaces the text of one slot of a kind. */
export function inSlot(
  kind: ErrorKind,
  slotKind: SlotKind,
  spoil: (piece: Piece, random: Random, draft: Draft) => { readonly text: string; readonly span?: readonly [number, number] } | null,
): Plant {
  return (draft, random) => {
    const places = slotsOf(draft, slotKind);
    if (places.length === 0) return null;
    const { at, piece } = random.pick(places);
    const wrong = spoil(piece, random, draft);
    return wrong && wrong.text !== piece.text ? changed(draft, { kind, at, ...wrong, right: piece.text }) : null;
  };
}
