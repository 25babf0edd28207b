import type { Member } from "../../cast.ts";
import { type DraftParagraph, type Piece, paragraph, say, slot } from "../../draft.ts";
import { bornOf, idOf, later, named, sexOf } from "../../forms.ts";
import type { Scene } from "../../marked/scene.ts";

/** 岳阳市云溪区 */
export const seatOf = ({ procuratorate }: Scene): string => procuratorate.replace("人民检察院", "");
/** 云溪 */
export const shortOf = ({ place }: Scene): string => place.slice(0, -1);

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
export const publicLine = (who: Member, s: Scene, post: string): Piece[] => postLine({ ...who, address: `湖南省${seatOf(s)}` }, post);

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

/** A numbered paragraph of a row that is counted together: sub("item", "（一）")`……`. */
export const sub =
  (group: string, number: string) =>
  (strings: TemplateStringsArray, ...values: readonly (string | number | Piece | readonly Piece[])[]): DraftParagraph =>
    paragraph("body", slot(number, "heading", group), say(strings, ...values));

/** Names one after another: 甲、乙、丙. */
export const namesOf = (people: readonly Called[]): Piece[] =>
  people.flatMap((each, at) => [...(at === 0 ? [] : [{ text: "、" }]), named(each)]);
