import { capitals } from "../../../demo/formats.ts";
import type { Random } from "../../../demo/random.ts";
import { type Draft, type Piece, type PieceAt, type Sum, withPiece } from "../draft.ts";
import { amountIn } from "../forms.ts";
import { changed, inSlot, type Plant, slotsOf } from "../plant.ts";
import { exchanged } from "./people.ts";

type Told = { readonly at: PieceAt; readonly piece: Piece };
const tolds = (draft: Draft): Told[] =>
  [...slotsOf(draft, "amount"), ...slotsOf(draft, "total")].toSorted((one, other) => one.at[0] - other.at[0] || one.at[1] - other.at[1]);
const told = (draft: Draft, key: string): Told[] => tolds(draft).filter(({ piece }) => piece.slot?.key === key);
const fenOf = ({ piece }: Told): number => Number(piece.slot?.value);

/** Another sum of money in the form of this one. */
function like(text: string, fen: number): string {
  if (text.endsWith("万元")) return `${fen / 1_000_000}万元`;
  if (text.includes(",")) return amountIn(fen, "grouped").replace(text.includes(".") ? "" : ".00", "");
  if (/^\d+(?:\.\d)?$/.test(text)) return String(fen / 100);
  return /\.\d\d$/.test(text) ? amountIn(fen, "column") : amountIn(fen, "plain");
}

/** Typing errors in figures: neighbours changed about, another digit, a digit too few, a nought too many. */
function slip(fen: number, random: Random): number | null {
  const yuan = Math.floor(fen / 100);
  const text = String(yuan);
  const wrong = random.pick([
    () => exchanged(text, random, [0, text.length - 1]),
    () => {
      const at = random.between(0, Math.min(3, text.length) - 1);
      return text.slice(0, at) + String((Number(text.charAt(at)) % 9) + 1) + text.slice(at + 1);
    },
    () => text.slice(0, 1) + text.slice(2),
    () => `${text}0`,
  ])();
  const value = wrong === null || wrong.startsWith("0") ? yuan : Number(wrong);
  return value === yuan || value === 0 ? null : value * 100 + (fen % 100);
}

const otherAmount =
  (spoil: (fen: number, random: Random) => number | null): Plant =>
  (draft, random) => {
    const places = tolds(draft).filter(({ piece }) => told(draft, piece.slot?.key ?? "").length > 1);
    if (places.length === 0) return null;
    const place = random.pick(places);
    const fen = spoil(fenOf(place), random);
    if (fen === null) return null;
    const { text, slot } = place.piece;
    const others = told(draft, slot?.key ?? "").filter(({ at }) => String(at) !== String(place.at));
    return changed(draft, {
      kind: "amount-inconsistent",
      at: place.at,
      text: like(text, fen),
      right: text,
      also: others.map(({ at }) => at),
    });
  };

/** The whole is told otherwise wherever it is told, in capitals too: nothing but the parts contradicts it. */
function everywhere(draft: Draft, key: string, fen: number): Draft {
  const figures = told(draft, key).reduce((spoilt, { at, piece }) => withPiece(spoilt, at, like(piece.text, fen)), draft);
  return slotsOf(draft, "capitals", ({ slot }) => slot?.key === key).reduce(
    (spoilt, { at }) => withPiece(spoilt, at, capitals(Math.floor(fen / 100) * 100)),
    figures,
  );
}

const valueOf = (draft: Draft, key: string): number => fenOf(told(draft, key)[0] as Told);

function placesOf(draft: Draft, { whole, parts, less = [] }: Sum): PieceAt[] {
  const keys = [whole, ...parts, ...less];
  return [...tolds(draft), ...slotsOf(draft, "capitals")].filter(({ piece }) => keys.includes(piece.slot?.key ?? "")).map(({ at }) => at);
}

const wrongWhole =
  (spoil: (right: number, sum: Sum, draft: Draft, random: Random) => number | null): Plant =>
  (draft, random) => {
    if ((draft.sums ?? []).length === 0) return null;
    const sum = random.pick(draft.sums ?? []);
    const fen = spoil(valueOf(draft, sum.whole), sum, draft, random);
    const [place] = told(draft, sum.whole);
    if (fen === null || fen <= 0 || !place || told(draft, sum.whole).every(({ piece }) => like(piece.text, fen) === piece.text))
      return null;
    return changed(everywhere(draft, sum.whole, fen), {
      kind: "sum-wrong",
      at: place.at,
      text: like(place.piece.text, fen),
      right: place.piece.text,
      also: placesOf(draft, sum),
    });
  };

const wrongPart: Plant = (draft, random) => {
  const sums = draft.sums ?? [];
  const wholes = new Set(sums.map(({ whole }) => whole));
  const places = sums.flatMap((sum) =>
    [...sum.parts, ...(sum.less ?? [])]
      .filter(
        (key) =>
          !wholes.has(key) && told(draft, key).length === 1 && slotsOf(draft, "capitals", ({ slot }) => slot?.key === key).length === 0,
      )
      .map((key) => ({ sum, place: told(draft, key)[0] as Told })),
  );
  if (places.length === 0) return null;
  const { sum, place } = random.pick(places);
  const fen = slip(fenOf(place), random);
  if (fen === null) return null;
  const { text } = place.piece;
  return changed(draft, { kind: "sum-wrong", at: place.at, text: like(text, fen), right: text, also: placesOf(draft, sum) });
};

const CAPITALS = "壹贰叁肆伍陆柒捌玖";
const UNITS = "拾佰仟万";

const wrongCapitals =
  (spoil: (text: string, random: Random) => string | null): Plant =>
  (draft, random) => {
    const places = slotsOf(draft, "capitals");
    if (places.length === 0) return null;
    const { at, piece } = random.pick(places);
    const text = spoil(piece.text, random);
    if (text === null || text === piece.text) return null;
    return changed(draft, {
      kind: "amount-capitals",
      at,
      text,
      right: piece.text,
      also: told(draft, piece.slot?.key ?? "").map((one) => one.at),
    });
  };

/** Commas where no group of three ends. */
const grouped = (digits: 2 | 4, slotKind: "amount" | "total"): Plant =>
  inSlot("digits-grouped", slotKind, ({ text }) => {
    const [, whole = "", rest = ""] = /^([\d,]+)((?:\.\d+)?元?)$/.exec(text) ?? [];
    const plain = whole.replaceAll(",", "");
    return plain.length > digits ? { text: `${plain.slice(0, -digits)},${plain.slice(-digits)}${rest}` } : null;
  });

const HAN_DIGITS = "一二三四五六七八九";
const wrongCount = (step: -1 | 1): Plant =>
  inSlot("count-wrong", "count", ({ text, slot }) => {
    const value = Number(slot?.value) + step;
    if (value < 1 || value > 9) return null;
    return { text: /\d/.test(text) ? String(value) : HAN_DIGITS.charAt(value - 1) };
  });

export const AMOUNT_PLANTS: readonly Plant[] = [
  otherAmount(slip),
  otherAmount((fen, random) => (fen % 1000 === 0 && random.chance(0.5) ? fen / 10 : fen * 10)),
  wrongWhole((right, _, __, random) => slip(right, random)),
  wrongWhole((right, _, __, random) => right + random.pick([-10_000, 10_000, -100_000, 100_000, 1_000_000])),
  wrongWhole((right, { parts }, draft, random) => (parts.length > 1 ? right - valueOf(draft, random.pick(parts)) : null)),
  wrongPart,
  wrongPart,
  wrongCapitals((text, random) => {
    const at = random.pick(text.split("").flatMap((digit, place) => (CAPITALS.includes(digit) ? [place] : [])));
    return text.slice(0, at) + CAPITALS.charAt((CAPITALS.indexOf(text.charAt(at)) + random.between(1, 8)) % 9) + text.slice(at + 1);
  }),
  wrongCapitals((text, random) => {
    const units = text.split("").flatMap((unit, at) => (UNITS.includes(unit) ? [at] : []));
    const at = random.pick(units);
    return text.slice(0, at - 1) + text.slice(at + 1);
  }),
  wrongCapitals((text) => (/[壹贰叁肆伍陆柒捌玖]仟/.test(text) ? text.replace(/仟/, "佰") : null)),
  grouped(2, "amount"),
  grouped(4, "amount"),
  grouped(2, "total"),
  wrongCount(1),
  wrongCount(-1),
];
