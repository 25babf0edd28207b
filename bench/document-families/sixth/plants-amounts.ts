import { capitals } from "../../../demo/formats.ts";
import type { Random } from "../../../demo/random.ts";
import { type Draft, type Piece, type PieceAt, type Sum, withPiece } from "../draft.ts";
import { amountIn, formOf } from "../forms.ts";
import { changed, inSlot, type Plant, slotsOf } from "../plant.ts";
import { exchanged } from "../slips/people.ts";
import { lostAt } from "./slips.ts";

type Told = { readonly at: PieceAt; readonly piece: Piece };

const figures = (draft: Draft, isWanted: (key: string) => boolean): Told[] => [
  ...slotsOf(draft, "amount", ({ slot }) => isWanted(slot?.key ?? "")),
  ...slotsOf(draft, "total", ({ slot }) => isWanted(slot?.key ?? "")),
];
const of = (draft: Draft, key: string): Told[] => figures(draft, (one) => one === key);
const inWords = (draft: Draft, key: string): Told[] => slotsOf(draft, "capitals", ({ slot }) => slot?.key === key);
const fenOf = ({ piece }: Told): number => Number(piece.slot?.value);
const like = (text: string, fen: number): string => amountIn(fen, formOf(text));

/** What somebody types who reads a sum of money off a sheet. */
function mistyped(fen: number, random: Random): number {
  const digits = String(fen / 100);
  const wrong = random.pick([
    exchanged(digits, random, [0, digits.length - 1]) ?? digits,
    lostAt(digits, random.between(1, digits.length - 1)),
    `${digits}0`,
    digits.slice(0, 1) + String((Number(digits.charAt(1)) + random.between(1, 9)) % 10) + digits.slice(2),
  ]);
  return wrong.startsWith("0") ? fen : Number(wrong) * 100;
}

/** One mention of an amount that is told in figures twice or more. */
const otherFigure =
  (spoil: (told: Told, random: Random) => string | null): Plant =>
  (draft, random) => {
    const places = figures(draft, () => true).filter(({ piece }) => of(draft, piece.slot?.key ?? "").length > 1);
    if (places.length === 0) return null;
    const place = random.pick(places);
    const text = spoil(place, random);
    if (text === null || text === place.piece.text) return null;
    const others = of(draft, place.piece.slot?.key ?? "").filter(({ at }) => at !== place.at);
    return changed(draft, { kind: "amount-inconsistent", at: place.at, text, right: place.piece.text, also: others.map(({ at }) => at) });
  };

const valueOf = (draft: Draft, key: string): number => fenOf(of(draft, key)[0] as Told);
const keysOf = ({ whole, parts, less = [] }: Sum): string[] => [whole, ...parts, ...less];

/** Whatever takes part in a sum that this amount takes part in. */
function beside(draft: Draft, key: string): PieceAt[] {
  const keys = new Set((draft.sums ?? []).map(keysOf).flatMap((all) => (all.includes(key) ? all : [])));
  return [...keys].flatMap((one) => [...of(draft, one), ...inWords(draft, one)]).map(({ at }) => at);
}

/** The sum is told otherwise wherever it stands, in capitals too: nothing but its parts contradicts it. */
const otherWhole =
  (spoil: (fen: number, sum: Sum, draft: Draft, random: Random) => number): Plant =>
  (draft, random) => {
    const sums = draft.sums ?? [];
    if (sums.length === 0) return null;
    const sum = random.pick(sums);
    const [first] = of(draft, sum.whole);
    if (!first) return null;
    const fen = spoil(fenOf(first), sum, draft, random);
    if (fen === fenOf(first) || fen <= 0) return null;
    const told = of(draft, sum.whole).reduce((spoilt, { at, piece }) => withPiece(spoilt, at, like(piece.text, fen)), draft);
    const spoilt = inWords(draft, sum.whole).reduce((one, { at }) => withPiece(one, at, capitals(fen)), told);
    const text = like(first.piece.text, fen);
    if (text === first.piece.text) return null;
    return changed(spoilt, { kind: "sum-wrong", at: first.at, text, right: first.piece.text, also: beside(draft, sum.whole) });
  };

const otherPart: Plant = (draft, random) => {
  const sums = draft.sums ?? [];
  const wholes = new Set(sums.map(({ whole }) => whole));
  const parts = sums
    .flatMap((sum) => keysOf(sum).slice(1))
    .filter((key) => !wholes.has(key) && of(draft, key).length === 1 && inWords(draft, key).length === 0);
  if (parts.length === 0) return null;
  const key = random.pick(parts);
  const place = of(draft, key)[0] as Told;
  const text = like(place.piece.text, mistyped(fenOf(place), random));
  if (text === place.piece.text) return null;
  return changed(draft, { kind: "sum-wrong", at: place.at, text, right: place.piece.text, also: beside(draft, key) });
};

const DIGITS = "壹贰叁肆伍陆柒捌玖";

const words =
  (spoil: (text: string, fen: number, random: Random) => string | null): Plant =>
  (draft, random) => {
    const places = slotsOf(draft, "capitals");
    if (places.length === 0) return null;
    const { at, piece } = random.pick(places);
    const text = spoil(piece.text, Number(piece.slot?.value), random);
    if (text === null || text === piece.text) return null;
    return changed(draft, {
      kind: "amount-capitals",
      at,
      text,
      right: piece.text,
      also: of(draft, piece.slot?.key ?? "").map((one) => one.at),
    });
  };

/** A comma where no group of three ends. */
const comma = (slotKind: "amount" | "total", behind: 2 | 4): Plant =>
  inSlot("digits-grouped", slotKind, ({ text }) => {
    const [, digits = "", rest = ""] = /^([\d,]+)(\.\d\d元|元)$/.exec(text) ?? [];
    const plain = digits.replaceAll(",", "");
    return plain.length > behind ? { text: `${plain.slice(0, -behind)},${plain.slice(-behind)}${rest}` } : null;
  });

const HAN = "一二三四五六七八九";
const count = (step: -1 | 1): Plant =>
  inSlot("count-wrong", "count", ({ text, slot }) => {
    const value = Number(slot?.value) + step;
    return value < 1 ? null : { text: /\d/.test(text) ? String(value) : HAN.charAt(value - 1) };
  });

export const AMOUNT_PLANTS: readonly Plant[] = [
  otherFigure((told, random) => like(told.piece.text, mistyped(fenOf(told), random))),
  otherFigure((told) =>
    told.piece.text.endsWith("万元") ? told.piece.text.replace("万元", "元") : like(told.piece.text, fenOf(told) * 10),
  ),
  otherFigure(({ piece }, random) =>
    piece.text.includes(",") ? null : exchanged(piece.text, random, [0, piece.text.replace(/[.万元].*$/, "").length - 1]),
  ),
  otherWhole((fen, _, __, random) => mistyped(fen, random)),
  otherWhole((fen, { parts }, draft, random) => (parts.length > 1 ? fen - valueOf(draft, random.pick(parts)) : fen)),
  otherWhole((fen, _, __, random) => fen + random.pick([-100_000, 100_000, 10_000, -10_000])),
  otherPart,
  otherPart,
  words((text, _, random) => {
    const at = random.pick(Array.from(text).flatMap((sign, place) => (DIGITS.includes(sign) ? [place] : [])));
    return text.slice(0, at) + DIGITS.charAt((DIGITS.indexOf(text.charAt(at)) + random.between(1, 8)) % 9) + text.slice(at + 1);
  }),
  words((text, _, random) => {
    const at = random.pick(Array.from(text).flatMap((sign, place) => ("拾佰仟".includes(sign) ? [place] : [])));
    return text.slice(0, at) + random.pick(Array.from("拾佰仟".replace(text.charAt(at), ""))) + text.slice(at + 1);
  }),
  words((_, fen, random) => capitals(random.pick([fen * 10, mistyped(fen, random)]))),
  comma("amount", 2),
  comma("amount", 4),
  comma("total", 2),
  comma("total", 4),
  count(1),
  count(-1),
];
