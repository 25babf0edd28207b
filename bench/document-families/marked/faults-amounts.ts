import { capitals } from "../../../demo/formats.ts";
import type { Random } from "../../../demo/random.ts";
import { type Draft, type PieceAt, type Sum, withPiece } from "../draft.ts";
import { amountIn } from "../forms.ts";
import { changed } from "../plant.ts";
import { type Fault, placesOf, sentencesOf, type Told, told, transposed } from "./faults.ts";

const isMoney = ({ piece }: Told): boolean => /元$|^[\d,]+\.\d\d$/.test(piece.text);
const all = (draft: Draft): Told[] =>
  told(draft, "amount", "total").toSorted((one, other) => one.at[0] - other.at[0] || one.at[1] - other.at[1]);
const under = (draft: Draft, key: string): Told[] => all(draft).filter((one) => one.key === key);

/** Another value in the way in which this one is written. */
function like({ piece: { text } }: Told, value: number): string {
  if (text.endsWith("万元")) return amountIn(value, "wan");
  if (text.includes(",")) return amountIn(value, "grouped").slice(0, text.endsWith("元") ? undefined : -1);
  if (text.endsWith("元")) return amountIn(value, "plain");
  return /\.\d\d$/.test(text) ? amountIn(value, "column") : String(value);
}

/** A figure mistyped: neighbours changed about, another digit, a nought too many or too few. */
function mistyped(value: number, isFen: boolean, random: Random): number | null {
  const scale = isFen ? 100 : 1;
  const whole = String(Math.round(value / scale));
  const rest = isFen ? value % 100 : 0;
  const at = random.between(0, Math.min(2, whole.length - 1));
  const text = random.pick([
    () => transposed(whole, random, [0, whole.length - 1]),
    () => whole.slice(0, at) + String((Number(whole.charAt(at)) % 9) + 1) + whole.slice(at + 1),
    () => (isFen ? `${whole}0` : null),
    () => (isFen && whole.endsWith("00") ? whole.slice(0, -1) : null),
  ])();
  if (text === null || text.startsWith("0")) return null;
  const wrong = Number(text) * scale + rest;
  return wrong === value || wrong === 0 ? null : wrong;
}

const relatedSums = (draft: Draft, key: string): string[] =>
  (draft.sums ?? []).flatMap(({ whole, parts, less = [] }) => {
    const keys = [whole, ...parts, ...less];
    return keys.includes(key) ? keys : [];
  });

const areCapitalsBeside = (draft: Draft, { at, key }: Told): boolean =>
  told(draft, "capitals").some((one) => one.key === key && one.at[0] === at[0] && one.at[1] > at[1] && one.at[1] - at[1] <= 2);

/** The mention that closes the row of its own parts: what is wrong there is the sum. */
function isBesideParts(draft: Draft, { at, key }: Told): boolean {
  const parts = (draft.sums ?? []).filter(({ whole }) => whole === key).flatMap(({ parts: some }) => some);
  return all(draft).some((one) => parts.includes(one.key) && Math.abs(one.at[0] - at[0]) <= 1);
}

/** One mention of a sum of money that is told more than once. */
const inconsistent = (draft: Draft): Fault[] =>
  all(draft)
    .filter(
      (place) => isMoney(place) && under(draft, place.key).length > 1 && !areCapitalsBeside(draft, place) && !isBesideParts(draft, place),
    )
    .map((place) => ({
      kind: "amount-inconsistent",
      make: (random) => {
        const wrong = mistyped(Number(place.value), true, random);
        if (wrong === null) return null;
        const also = [...placesOf(draft, [place.key, ...relatedSums(draft, place.key)], place.at), ...sentencesOf(draft)];
        return changed(draft, { kind: "amount-inconsistent", at: place.at, text: like(place, wrong), right: place.piece.text, also });
      },
    }));

const valueOf = (draft: Draft, key: string): number => Number(under(draft, key)[0]?.value ?? Number.NaN);

/** The whole told otherwise wherever it is told, in capitals too. */
function wholes(draft: Draft): Fault[] {
  return (draft.sums ?? []).flatMap((sum) => {
    const places = under(draft, sum.whole);
    const [first] = places;
    if (first?.piece.slot?.kind !== "total") return [];
    const isFen = isMoney(first);
    const right = Number(first.value);
    const ways: readonly ((random: Random) => number | null)[] = [
      (random) => (isFen ? mistyped(right, true, random) : right + random.pick([1, -1, 10])),
      (random) => right + random.pick([-1, 1]) * (isFen ? random.pick([10_000, 100_000, 1_000_000]) : random.pick([1, 2, 10])),
      (random) => (sum.parts.length > 2 ? right - valueOf(draft, random.pick(sum.parts)) : null),
    ];
    return ways.map(
      (way): Fault => ({
        kind: "sum-wrong",
        make: (random) => {
          const drawn = way(random);
          const value = drawn === null ? null : isFen ? drawn : Math.round(drawn * 10) / 10;
          if (value === null || value <= 0) return null;
          const inFigures = places.reduce((spoilt, place) => withPiece(spoilt, place.at, like(place, value)), draft);
          const spoilt = told(draft, "capitals")
            .filter(({ key }) => key === sum.whole)
            .reduce((each, { at }) => withPiece(each, at, capitals(value)), inFigures);
          return changed(spoilt, {
            kind: "sum-wrong",
            at: first.at,
            text: like(first, value),
            right: first.piece.text,
            also: membersOf(draft, sum.whole, first.at),
          });
        },
      }),
    );
  });
}

const membersOf = (draft: Draft, key: string, but: PieceAt): PieceAt[] => [
  ...placesOf(draft, relatedSums(draft, key), but),
  ...sentencesOf(draft),
];

/** One part told otherwise that stands nowhere else. */
function parts(draft: Draft): Fault[] {
  const wholeKeys = new Set((draft.sums ?? []).map(({ whole }) => whole));
  const keysOf = ({ parts: some, less = [] }: Sum): readonly string[] => [...some, ...less];
  return (draft.sums ?? [])
    .flatMap(keysOf)
    .filter((key) => !wholeKeys.has(key) && under(draft, key).length === 1 && !told(draft, "capitals").some((one) => one.key === key))
    .flatMap((key) => under(draft, key))
    .map((place) => ({
      kind: "sum-wrong",
      make: (random) => {
        const isFen = isMoney(place);
        const right = Number(place.value);
        const drawn = isFen ? mistyped(right, true, random) : right + random.pick([1, -1, 2, 10]);
        const value = drawn === null ? null : isFen ? drawn : Math.round(drawn * 10) / 10;
        if (value === null || value <= 0) return null;
        return changed(draft, {
          kind: "sum-wrong",
          at: place.at,
          text: like(place, value),
          right: place.piece.text,
          also: membersOf(draft, place.key, place.at),
        });
      },
    }));
}

const DIGITS = "壹贰叁肆伍陆柒捌玖";

function inCapitals(draft: Draft): Fault[] {
  const kind = "amount-capitals" as const;
  return told(draft, "capitals").flatMap((place) => {
    const also = placesOf(draft, [place.key], place.at);
    const right = Number(place.value);
    const ways: readonly ((random: Random) => string | null)[] = [
      (random) => {
        const at = random.pick(place.piece.text.split("").flatMap((digit, index) => (DIGITS.includes(digit) ? [index] : [])));
        const other = DIGITS.charAt((DIGITS.indexOf(place.piece.text.charAt(at)) + random.between(1, 8)) % 9);
        return place.piece.text.slice(0, at) + other + place.piece.text.slice(at + 1);
      },
      (random) => {
        const value = mistyped(right, true, random);
        return value === null ? null : capitals(value);
      },
      () => (/[壹贰叁肆伍陆柒捌玖]仟/.test(place.piece.text) ? place.piece.text.replace(/([壹贰叁肆伍陆柒捌玖])仟/, "$1佰") : null),
    ];
    return ways.map(
      (way): Fault => ({
        kind,
        make: (random) => {
          const text = way(random);
          return text === null || text === place.piece.text
            ? null
            : changed(draft, { kind, at: place.at, text, right: place.piece.text, also });
        },
      }),
    );
  });
}

export const amountFaults = (draft: Draft): Fault[] => [inconsistent, wholes, parts, inCapitals].flatMap((find) => find(draft));
