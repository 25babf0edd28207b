import { dayFromIso, daysInMonth, isRealDate } from "@yuejian/identifiers";
import { type Draft, withPiece } from "../draft.ts";
import { dayIn, later } from "../forms.ts";
import { changed } from "../plant.ts";
import { type Fault, isSame, rewritten, type Told, told } from "./faults.ts";

const dates = (draft: Draft): Told[] =>
  told(draft, "date", "signed-on").toSorted((one, other) => one.at[0] - other.at[0] || one.at[1] - other.at[1]);
const isoOf = ({ value }: Told): string => String(value);
const between = (from: string, to: string): number => dayFromIso(to) - dayFromIso(from);

function written({ piece: { text }, value }: Told, iso: string): string {
  const full = dayIn(iso, text.includes("年") ? (/\d/.test(text) ? "figures" : "han") : "iso");
  return text.startsWith("同年") && iso.slice(0, 4) === String(value).slice(0, 4) ? full.replace(/^\d+年/, "同年") : full;
}

/** A day that no calendar has, of the same month. */
function unreal(draft: Draft): Fault[] {
  const kind = "date-not-real" as const;
  return dates(draft).flatMap((place) => {
    const [year = 0, month = 0] = isoOf(place).split("-").map(Number);
    const last = daysInMonth(year, month);
    const days = last === 31 ? [32, 35] : last === 30 ? [31] : last === 29 ? [30, 31] : [29, 30];
    return days.map((day): Fault => {
      const { text } = place.piece;
      const han = ["二十九", "三十", "三十一", "三十二", "三十三", "三十四", "三十五"][day - 29] ?? "";
      const wrong = text.includes("年")
        ? /\d/.test(text)
          ? text.replace(/\d+日$/, `${day}日`)
          : text.replace(/[^月]+日$/, `${han}日`)
        : text.replace(/\d+$/, String(day));
      return { kind, make: () => rewritten(draft, kind, place, wrong) };
    });
  });
}

const moved = (iso: string, years: number): string | null => {
  const other = `${Number(iso.slice(0, 4)) + years}${iso.slice(4)}`;
  return isRealDate(other) ? other : null;
};

/** Two steps that follow each other, told the other way round. */
function order(draft: Draft): Fault[] {
  const kind = "date-order" as const;
  const keys = draft.order ?? [];
  const steps = dates(draft).filter(({ key }) => keys.includes(key));
  const once = (key: string): Told | undefined => {
    const same = steps.filter((one) => one.key === key);
    return same.length === 1 ? same[0] : undefined;
  };
  const fault = (place: Told, iso: string | null): Fault[] =>
    iso === null
      ? []
      : [
          {
            kind,
            make: () =>
              rewritten(
                draft,
                kind,
                place,
                written(place, iso),
                [...dates(draft), ...told(draft, "age", "term")].filter(({ at }) => !isSame(at, place.at)).map(({ at }) => at),
              ),
          },
        ];
  return keys.slice(1).flatMap((key, at) => {
    const [before, after] = [once(keys[at] ?? ""), once(key)];
    if (!before || !after) return [];
    const [one, other] = [isoOf(before), isoOf(after)];
    const isNearer = between(one, other) < 300;
    const monthBack = later(other, -(between(one, other) + 3 + ((dayFromIso(one) * 7) % 20)));
    return [...fault(after, monthBack), ...(isNearer ? [...fault(after, moved(other, -1)), ...fault(before, moved(one, 1))] : [])];
  });
}

/** A step that was taken too late, with everything that came after it. */
function late(draft: Draft): Fault[] {
  const kind = "deadline-exceeded" as const;
  const deadlines = draft.deadlines ?? [];
  const day = (some: readonly Told[], key: string): string | undefined => some.filter((one) => one.key === key).map(isoOf)[0];
  return deadlines.flatMap((deadline) => {
    const all = dates(draft);
    const [from, to] = [day(all, deadline.from), day(all, deadline.to)];
    if (from === undefined || to === undefined) return [];
    return [1, 2, 3].map(
      (time): Fault => ({
        kind,
        make: (random) => {
          const beyond = deadline.days > 25 ? random.between(6, 12) + time * 4 : random.between(2, 4) + time * 2;
          const shift = dayFromIso(from) + deadline.days + beyond - dayFromIso(to);
          const isLater = (one: Told): boolean => isoOf(one) >= to && one.key !== deadline.from;
          const shifted = all.map((one) => (isLater(one) ? { ...one, value: later(isoOf(one), shift) } : one));
          const breaks = deadlines.some((other) => {
            const [start, end] = [day(shifted, other.from), day(shifted, other.to)];
            return other !== deadline && start !== undefined && end !== undefined && between(start, end) > other.days;
          });
          const years = (some: readonly Told[]): string => some.map((one) => isoOf(one).slice(0, 4)).join();
          const isTermMoved =
            told(draft, "term").some(({ piece }) => /\d{4}年/.test(piece.text)) && all.some((one) => isLater(one) && one.key === "signed");
          const place = all.find(({ key }) => key === deadline.to);
          if (breaks || years(all) !== years(shifted) || isTermMoved || !place) return null;
          const spoilt = shifted
            .filter((one) => isLater(all.find(({ at }) => isSame(at, one.at)) as Told))
            .reduce((each, one) => withPiece(each, one.at, written(one, isoOf(one))), draft);
          return changed(spoilt, {
            kind,
            at: place.at,
            text: written(place, later(to, shift)),
            right: place.piece.text,
            also: all.filter(({ key, at }) => (key === deadline.from || key === deadline.to) && !isSame(at, place.at)).map(({ at }) => at),
          });
        },
      }),
    );
  });
}

export const dayFaults = (draft: Draft): Fault[] => [unreal, order, late].flatMap((find) => find(draft));
