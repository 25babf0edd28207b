import type { Random } from "../../../demo/random.ts";
import type { Deadline, Draft, Piece, PieceAt } from "../draft.ts";
import { dayIn, later, monthsOn } from "../forms.ts";
import { changed, inSlot, type Plant, slotsOf } from "../plant.ts";

interface Step {
  readonly at: PieceAt;
  readonly piece: Piece;
  readonly key: string;
  readonly iso: string;
}

const stepsOf = (draft: Draft): Step[] =>
  [...slotsOf(draft, "date"), ...slotsOf(draft, "signed-on")].map(({ at, piece }) => ({
    at,
    piece,
    key: piece.slot?.key ?? "",
    iso: String(piece.slot?.value),
  }));

const firstOf = (steps: readonly Step[], key: string): Step | undefined =>
  steps.filter((step) => step.key === key).toSorted((one, other) => one.at[0] - other.at[0] || one.at[1] - other.at[1])[0];

/** Days that lean on the one before, 同年 and 次日, stay as they are. */
const isWhole = ({ piece }: Step): boolean => /^[\d〇一二三四五六七八九]{4}/.test(piece.text);
/** How a day leans on the one told before: another day there would move it. */
const leansBehind = (draft: Draft, { at }: Step): boolean => {
  const next = stepsOf(draft)
    .filter((step) => step.at[0] > at[0] || (step.at[0] === at[0] && step.at[1] > at[1]))
    .toSorted((one, other) => one.at[0] - other.at[0] || one.at[1] - other.at[1])[0];
  return next !== undefined && !isWhole(next);
};

const like = (text: string, iso: string): string =>
  /[〇一二三四五六七八九]/.test(text) ? dayIn(iso, "han") : /^\d+-/.test(text) ? iso : dayIn(iso, "figures");

const inYear = (iso: string, step: number): string => `${Number(iso.slice(0, 4)) + step}${iso.slice(4).replace("02-29", "02-28")}`;

/** One of two steps that follow each other is told on a day that turns them round. */
const turned =
  (spoil: (first: string, second: string, random: Random) => { readonly first?: string; readonly second?: string }): Plant =>
  (draft, random) => {
    const all = stepsOf(draft);
    const steps = (draft.order ?? []).flatMap((key) => firstOf(all, key) ?? []);
    const pairs = steps.slice(1).flatMap((second, at) => {
      const first = steps[at];
      return first && first.iso < second.iso ? [[first, second] as const] : [];
    });
    if (pairs.length === 0) return null;
    const [first, second] = random.pick(pairs);
    const wrong = spoil(first.iso, second.iso, random);
    const [step, iso, other] =
      wrong.first === undefined ? ([second, wrong.second ?? second.iso, first] as const) : ([first, wrong.first, second] as const);
    if (!isWhole(step) || (iso.slice(0, 4) !== step.iso.slice(0, 4) && leansBehind(draft, step))) return null;
    if (!isWhole(other) && leansBehind(draft, step)) return null;
    if (step === second ? iso >= first.iso : iso <= second.iso) return null;
    return changed(draft, {
      kind: "date-order",
      at: step.at,
      text: like(step.piece.text, iso),
      right: step.piece.text,
      also: all.filter(({ at }) => at !== step.at).map(({ at }) => at),
    });
  };

/** A term overrun; what came afterwards came so much later too, as long as no other term is overrun by that. */
const overrun =
  (most: number): Plant =>
  (draft, random) => {
    const all = stepsOf(draft);
    const places = (draft.deadlines ?? []).flatMap((deadline) => {
      const [from, to] = [firstOf(all, deadline.from), firstOf(all, deadline.to)];
      return from && to && isWhole(to) ? [{ deadline, from, to }] : [];
    });
    if (places.length === 0) return null;
    const { deadline, from, to } = random.pick(places);
    const iso = later(from.iso, deadline.days + random.between(deadline.days > 10 ? 4 : 3, most));
    const delta = (Date.parse(iso) - Date.parse(to.iso)) / 86_400_000;
    const moved = all.filter((step) => step.iso >= to.iso && step.at !== to.at && step.key !== deadline.from);
    const isOther = ({ from: start, to: end, days }: Deadline): boolean => {
      const [one, two] = [firstOf(all, start), firstOf(all, end)];
      const on = (step: Step): number => Date.parse(step.iso) / 86_400_000 + (step.iso >= to.iso && step.key !== deadline.from ? delta : 0);
      return one !== undefined && two !== undefined && on(two) - on(one) > days;
    };
    if ((draft.deadlines ?? []).some((each) => each !== deadline && isOther(each)) || moved.some((step) => !isWhole(step))) return null;
    const spoilt = moved.reduce(
      (changing, { at, piece, iso: before }) => ({
        ...changing,
        paragraphs: changing.paragraphs.map((each, paragraphAt) =>
          paragraphAt === at[0]
            ? {
                ...each,
                pieces: each.pieces.map((one, pieceAt) =>
                  pieceAt === at[1] ? { ...one, text: like(piece.text, later(before, delta)) } : one,
                ),
              }
            : each,
        ),
      }),
      draft,
    );
    return changed(spoilt, {
      kind: "deadline-exceeded",
      at: to.at,
      text: like(to.piece.text, iso),
      right: to.piece.text,
      also: [from.at, ...moved.filter(({ key }) => key === to.key).map(({ at }) => at)],
    });
  };

const SPAN = /^([自从]?)(.+?)(起?[至到])(.+?)(止?)$/;

/** The last day, or the first, is another: a month or a year off, or days changed about. */
const otherEnd = (spoil: (iso: string, random: Random) => string, isFirst = false): Plant => {
  return (draft, random) => {
    const terms = slotsOf(draft, "term", ({ slot }) => slot?.key.endsWith("#length") === false);
    if (terms.length === 0) return null;
    const { at, piece } = random.pick(terms);
    const [, before, from = "", between, to = "", behind] = SPAN.exec(piece.text) ?? [];
    const [first, last] = [isoOf(from), isoOf(to)];
    if (first === null || last === null) return null;
    const [start, end] = isFirst ? [spoil(first, random), last] : [first, spoil(last, random)];
    if (start >= end) return null;
    const text = `${before}${like(from, start)}${between}${like(to, end)}${behind}`;
    const also = slotsOf(draft, "term", ({ slot }) => slot?.key === `${piece.slot?.key}#length`).map((length) => length.at);
    return text === piece.text ? null : changed(draft, { kind: "term-wrong", at, text, right: piece.text, also });
  };
};

function isoOf(text: string): string | null {
  const figures = /^(\d{4})[年-](\d+)[月-](\d+)日?$/.exec(text);
  return figures ? [figures[1], figures[2]?.padStart(2, "0"), figures[3]?.padStart(2, "0")].join("-") : null;
}

/** How long it lasts is told otherwise. */
const otherLength: Plant = (draft, random) => {
  const lengths = slotsOf(draft, "term", ({ slot }) => slot?.key.endsWith("#length") === true);
  if (lengths.length === 0) return null;
  const { at, piece } = random.pick(lengths);
  const [number = ""] = /[一二三四五六七八九两]|\d+/.exec(piece.text) ?? [];
  const HAN = "一二三四五六七八九";
  const value = /\d/.test(number) ? Number(number) : HAN.indexOf(number.replace("两", "二")) + 1;
  const other = value + random.pick(value > 1 ? [-1, 1] : [1, 2]);
  if (other > 9 && !/\d/.test(number)) return null;
  const key = piece.slot?.key.replace("#length", "");
  return changed(draft, {
    kind: "term-wrong",
    at,
    text: piece.text.replace(number, /\d/.test(number) ? String(other) : HAN.charAt(other - 1)),
    right: piece.text,
    also: slotsOf(draft, "term", ({ slot }) => slot?.key === key).map((term) => term.at),
  });
};

export const DAY_PLANTS: readonly Plant[] = [
  turned((first, second) => ({ second: inYear(second, -1 - (second.slice(5) > first.slice(5) ? 0 : 1)) })),
  turned((first) => ({ first: inYear(first, 1) })),
  turned((first, second, random) => ({ second: later(first, -random.between(2, 20)) })),
  turned((first, second, random) => ({ first: later(second, random.between(2, 20)) })),
  turned((first, second) => ({ second: monthsOn(second, -1 - Math.floor((Date.parse(second) - Date.parse(first)) / 2_592_000_000)) })),
  inSlot("date-not-real", "date", ({ text }, random) => {
    const year = /^\d{4}年/.exec(text)?.[0];
    return year === undefined ? null : { text: year + random.pick(["2月30日", "6月31日", "11月31日", "9月31日", "4月31日"]) };
  }),
  overrun(6),
  overrun(12),
  otherEnd((iso, random) => monthsOn(iso, random.pick([-1, 1]))),
  otherEnd((iso, random) => inYear(iso, random.pick([-1, 1]))),
  otherEnd((iso, random) => later(iso, random.pick([-9, -6, 6, 9, 10]))),
  otherEnd((iso, random) => monthsOn(iso, random.pick([-1, 1])), true),
  otherLength,
];
