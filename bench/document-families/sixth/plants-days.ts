import type { Random } from "../../../demo/random.ts";
import { type Draft, type Piece, type PieceAt, piecesOf, withPiece } from "../draft.ts";
import { dayText, hanDayText } from "../facts.ts";
import { later, monthsOn } from "../forms.ts";
import { changed, inSlot, type Plant } from "../plant.ts";

interface Told {
  readonly at: PieceAt;
  readonly piece: Piece;
  readonly key: string;
  readonly iso: string;
}

/** Every day of a step and of the document, in the order of the text. */
const daysOf = (draft: Draft): Told[] =>
  piecesOf(draft, ({ slot }) => slot?.kind === "date" || slot?.kind === "signed-on").map(({ at, piece }) => ({
    at,
    piece,
    key: piece.slot?.key ?? "",
    iso: String(piece.slot?.value),
  }));

const isShort = ({ piece }: Told): boolean => /^[同次]/.test(piece.text);
const inYear = (iso: string, year: number): string => `${year}${iso.slice(4).replace("02-29", "02-28")}`;
const yearIn = (iso: string): number => Number(iso.slice(0, 4));

/** Another day as this one is written; null where its year is told by the day before. */
function like({ piece, iso }: Told, wanted: string): string | null {
  if (/[〇一二三四五六七八九]/.test(piece.text)) return hanDayText(wanted);
  if (piece.text.includes("-")) return wanted;
  if (!/^[同次]/.test(piece.text)) return dayText(wanted);
  return yearIn(wanted) === yearIn(iso) ? `同年${dayText(wanted).slice(5)}` : null;
}

/** Whether the next day of the text is read by this one. */
const isLeanedOn = (days: readonly Told[], day: Told): boolean => {
  const next = days[days.indexOf(day) + 1];
  return next !== undefined && isShort(next);
};

/** Pairs that may stand the other way round: acts that need not be told in their order, somebody held before the case was filed, things seized before. */
const MAY_TURN = ["filed detained", "filed bailed", "told settled", "detained seized"];
const isAct = ({ key }: Told): boolean => /^(?:act|fee)(?:-\d)?$/.test(key);

/** A step and the one that it follows, each told once. */
function pairsOf(draft: Draft, days: readonly Told[]): readonly (readonly [before: Told, after: Told, steps: readonly Told[]])[] {
  const steps = (draft.order ?? []).flatMap((key) => {
    const same = days.filter((day) => day.key === key);
    return same.length === 1 ? same : [];
  });
  return steps.slice(1).flatMap((after, at) => {
    const before = steps[at];
    const holds = before && before.iso < after.iso && !(isAct(before) && isAct(after)) && !MAY_TURN.includes(`${before.key} ${after.key}`);
    return holds ? [[before, after, steps] as const] : [];
  });
}

const order =
  (spoil: (before: Told, after: Told, random: Random) => readonly [day: Told, iso: string]): Plant =>
  (draft, random) => {
    const days = daysOf(draft);
    const pairs = pairsOf(draft, days);
    if (pairs.length === 0) return null;
    const [before, after, steps] = random.pick(pairs);
    const [day, iso] = spoil(before, after, random);
    const text = like(day, iso);
    if (text === null || isLeanedOn(days, day) || (day === after ? iso >= before.iso : iso <= after.iso)) return null;
    const also = steps.filter((one) => one !== day).map((one) => one.at);
    return changed(draft, { kind: "date-order", at: day.at, text, right: day.piece.text, also });
  };

/** Two steps that stand in each other's place. */
const crossed: Plant = (draft, random) => {
  const days = daysOf(draft);
  const pairs = pairsOf(draft, days).filter((pair) => [pair[0], pair[1]].every((day) => !isShort(day) && !isLeanedOn(days, day)));
  if (pairs.length === 0) return null;
  const [before, after, steps] = random.pick(pairs);
  const [first, second] = [like(before, after.iso), like(after, before.iso)];
  if (first === null || second === null) return null;
  const also = steps.filter((one) => one !== after).map((one) => one.at);
  return changed(withPiece(draft, before.at, first), { kind: "date-order", at: after.at, text: second, right: after.piece.text, also });
};

/** A step later than the law allows, yet before whatever followed it. */
const late: Plant = (draft, random) => {
  const days = daysOf(draft);
  const { deadlines = [], order: row = [] } = draft;
  if (deadlines.length === 0) return null;
  for (let time = 0; time < 12; time++) {
    const { from, to, days: most } = random.pick(deadlines);
    const start = days.find((day) => day.key === from);
    const iso = start && later(start.iso, most + (most < 5 ? random.between(3, 9) : random.between(6, 20)));
    // Of a notice the day on the slip goes with that of the letter.
    const moved = days.filter(({ key }) => key === to || (draft.kind === "rights-notice" && ["told", "signed"].includes(key)));
    const [end, ...others] = moved;
    if (!start || !iso || !end) continue;
    const next = row.slice(row.indexOf(to) + 1).flatMap((key) => days.filter((day) => day.key === key && !moved.includes(day)));
    if (next.some((day) => day.iso < iso)) continue;
    const texts = moved.map((day) =>
      isLeanedOn(days, day) ? null : isShort(day) && yearIn(iso) !== yearIn(start.iso) ? null : like(day, iso),
    );
    const [text] = texts;
    if (!text || texts.includes(null)) continue;
    const spoilt = others.reduce((one, { at }, index) => withPiece(one, at, texts[index + 1] ?? ""), draft);
    return changed(spoilt, {
      kind: "deadline-exceeded",
      at: end.at,
      text,
      right: end.piece.text,
      also: [...days.filter((day) => day.key === from), ...others].map(({ at }) => at),
    });
  }
  return null;
};

/** Another last day of a time that is counted in months. */
const term = (spoil: (end: string, random: Random) => string, isWanted: (key: string) => boolean = () => true): Plant =>
  inSlot("term-wrong", "term", ({ text, slot }, random) => {
    const [, from = ""] = /^自(.+?)起至/.exec(text) ?? [];
    const [year = "", month = "", day = ""] = from.match(/\d+/g) ?? [];
    const start = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
    const end = later(monthsOn(start, Number(slot?.value)), -1);
    const wrong = spoil(end, random);
    return isWanted(slot?.key ?? "") && wrong > start && wrong !== end ? { text: `自${from}起至${dayText(wrong)}止` } : null;
  });

const lengthOf = (iso: string): number => new Date(Date.UTC(yearIn(iso), Number(iso.slice(5, 7)), 0)).getUTCDate();

export const DAY_PLANTS: readonly Plant[] = [
  order((before, after) => [after, inYear(after.iso, yearIn(after.iso) - 1)]),
  order((before) => [before, inYear(before.iso, yearIn(before.iso) + 1)]),
  order((before, after) => [after, monthsOn(after.iso, -1 - (monthsOn(after.iso, -1) >= before.iso ? 1 : 0))]),
  order((before, after, random) => [before, later(after.iso, random.between(1, 28))]),
  crossed,
  late,
  late,
  late,
  // The day of another month, or the month and the day in each other's place.
  inSlot("date-not-real", "date", ({ text, slot }) => {
    const iso = String(slot?.value);
    const most = lengthOf(iso);
    return /月\d+日$/.test(text) ? { text: text.replace(/\d+日$/, most === 31 ? "32日" : most === 30 ? "31日" : "30日") } : null;
  }),
  inSlot("date-not-real", "date", ({ text }) => {
    const [, before = "", month = "", day = ""] = /^(.*年)(\d+)月(\d+)日$/.exec(text) ?? [];
    return Number(day) > 12 ? { text: `${before}${day}月${month}日` } : null;
  }),
  inSlot("date-not-real", "date", ({ text }, random) => {
    const [, before = "", month = "", day = ""] = /^(.*年)(\d+)月(\d+)日$/.exec(text) ?? [];
    const twice = day + day.slice(-1);
    return month === "" ? null : { text: before + (Number(twice) > 31 && random.chance(0.6) ? `${month}月${twice}日` : "2月30日") };
  }),
  term((end, random) => monthsOn(end, random.pick([-1, 1, 2]))),
  term((end, random) => inYear(end, yearIn(end) + random.pick([-1, 1]))),
  term((end, random) => later(end, random.pick([-10, -5, 5, 10]))),
  // The day of the start counted twice: one day in prison too many.
  term(
    (end) => later(end, 1),
    (key) => key === "jail",
  ),
];
