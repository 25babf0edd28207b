import type { Firm, Member } from "../../cast.ts";
import { type DraftParagraph, type Piece, paragraph, say, slot } from "../../draft.ts";
import { bornOf, dayIn, idOf, later, named, sexOf, yearsOn } from "../../forms.ts";
import type { Scene } from "../../marked/scene.ts";
import { slipsOf } from "../../marked/slips.ts";

/** Years on the day of an act, whose key the slot names. */
export const aged = (who: Member, act: string, iso: string): Piece =>
  slot(String(yearsOn(who.bornOn, iso)), "age", `${who.key}@${act}`, yearsOn(who.bornOn, iso));

/** 岳阳市云溪区 */
export const seatOf = ({ procuratorate }: Scene): string => procuratorate.replace("人民检察院", "");
/** 云溪 */
export const shortOf = ({ place }: Scene): string => place.slice(0, -1);
export const yearOf = (iso: string): string => iso.slice(0, 4);

export const firmIn = (key: string, { name }: Firm): Piece => slot(name, "organisation", key);
export const codeIn = (key: string, { code }: Firm): Piece => slot(code, "credit-code", key);
/** Tonnes, mu, cubic metres: no money. */
export const measure = (key: string, value: number): Piece => slot(String(value), "amount", key, value);
export const measures = (key: string, value: number): Piece => slot(String(value), "total", key, value);

export interface Called {
  readonly key: string;
  readonly name: string;
}
export const called = (s: Scene, key: string, sex?: Member["sex"]): Called => ({ key, name: s.name(sex) });

/** Somebody whose post takes the place of a trade. */
export const postLine = (who: Member, post: string, schooling = who.schooling): Piece[] => [
  named(who),
  { text: "，" },
  sexOf(who),
  { text: "，" },
  bornOf(who),
  { text: "出生，公民身份号码" },
  idOf(who),
  { text: `，${who.nation}，${schooling}，${post}，住${who.address}` },
];
export const officialLine = (who: Member, post: string): Piece[] => postLine(who, post, "大学本科文化程度");

/** Somebody of whom the published form tells no address below the county. */
export const publicLine = (who: Member, s: Scene, post: string): Piece[] => [
  named(who),
  { text: "，" },
  sexOf(who),
  { text: "，" },
  bornOf(who),
  { text: "出生，公民身份号码" },
  idOf(who),
  { text: `，${who.nation}，${who.schooling}，${post}，住湖南省${seatOf(s)}` },
];

/** Days of a case of duty crime, from the last act on. */
export function dutyCourse(s: Scene, last: string) {
  const filed = s.workday(last, 20, 45);
  const held = later(filed, s.random.between(2, 9));
  const accepted = s.workday(held, 62, 84);
  return {
    filed,
    held,
    accepted,
    told: s.workday(accepted, 1, 3),
    arrested: s.workday(accepted, 5, 9),
    decided: s.workday(accepted, 20, 33),
  };
}

export const ONE_MONTH_AND_A_HALF = { from: "accepted", to: "signed", days: 46 } as const;
export const THREE_DAYS = { from: "accepted", to: "told", days: 3 } as const;

/** A numbered paragraph of a row that is counted together: sub("item", "（一）")`……`. */
export const sub =
  (group: string, number: string) =>
  (strings: TemplateStringsArray, ...values: readonly (string | number | Piece | readonly Piece[])[]): DraftParagraph =>
    paragraph("body", slot(number, "heading", group), say(strings, ...values));

/** Names one after another: 甲、乙、丙. */
export const namesOf = (people: readonly Called[]): Piece[] =>
  people.flatMap((each, at) => [...(at === 0 ? [] : [{ text: "、" }]), named(each)]);

/** Whether the first day of a term of procedure counts is read either way: with an end a day later it holds as well. */
export function procedural(term: Piece, dayBeyond: string): Piece {
  const slips = slipsOf(term).filter(({ wrong }) => !wrong.endsWith(`至${dayIn(dayBeyond, "figures")}止`));
  const kept = { ...term, slips };
  return kept;
}
