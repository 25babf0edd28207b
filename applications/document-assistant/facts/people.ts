import { readResidentId } from "@yuejian/identifiers";
import type { CheckedDocument } from "../document.ts";
import { type DatedPlace, daysIn } from "./dates.ts";
import { type Head, headsIn, ownerAt, type PersonRow, personRowsIn } from "./heads.ts";
import type { NamedPlace } from "./names.ts";

const NUMBER = /(?<![0-9A-Za-z])[1-9][0-9]{16}[0-9Xx](?![0-9A-Za-z])/g;
/** What may be meant for such a number. */
const LIKE_NUMBER = /(?<![0-9A-Za-z])[0-9]{14,20}[Xx]?(?![0-9A-Za-z])/g;
const SEX = /(?:(?<=[，,。；;、\s　：:（(])|性别[：:为是系　\s]*)([男女])性?(?=[，,。；;、\s　）)（]|$)/g;
/** Before a day, that it is somebody's birthday: 生于, 出生日期：, 出生年月日 */
const BORN_BEFORE =
  /(?:出生于|(?<![发产])生于|诞生于|出生(?:日期|时间|年月日?)?|生日)(?:（[^（）\n]{1,8}）)?[为是系：:　\s]*(?:[男女]性?[，,、；　\s]+)?(?:公历|阳历|农历)?[：:\s]*$/;
/** Behind it: 出生, 生; not 生效, 生产, 生育. */
const BORN_BEHIND = /^\s*(?:（[^（）\n]{1,8}）)?(?:出生(?!医学|证明|登记)|诞生|生(?![育效产活意成病前日物理态命父母长存根鲜还变发]))/;
/** 出生日期：19900629 */
const COMPACT =
  /(?<=(?:出生日期|出生时间|出生年月日?|生日)[：:为　\s]{0,3})((?:19|20)[0-9]{2})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])(?![0-9])/g;
/** Right before a birth: of a relative who is not named. */
const OF_RELATIVE =
  /(?:[之的其他她我你]|双方|夫妻|夫妇)(?:[长次大小二三独幼]|生育)*(?:[子女儿妻夫父母兄弟姐妹]|[一两]?[儿子女]+|婴儿|孩子|妻子|丈夫|父亲|母亲|哥哥|弟弟|姐姐|妹妹|爱人|配偶)[，,（(于系是为\s]*(?:出生于|生于|出生)?$/;

/** What is told of somebody, and where. */
export interface Told {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** A resident id that holds, and what is told of its person where he is described. */
export interface PersonNumber extends Told {
  /** Null: nobody is named whose it could be. */
  readonly name: string | null;
  readonly sex: "男" | "女";
  /** ISO. */
  readonly bornOn: string;
  readonly toldSex: Told | null;
  readonly toldBirth: Told | null;
}

/** A day of birth that is told, ISO, or a sex, and of whom. */
export interface ToldOf extends Told {
  readonly name: string | null;
}

export interface PeopleTold {
  readonly heads: readonly Head[];
  readonly rows: readonly PersonRow[];
  /** Resident ids that hold. */
  readonly numbers: readonly PersonNumber[];
  readonly births: readonly ToldOf[];
  /** Where somebody is described; none where no id holds. */
  readonly sexes: readonly ToldOf[];
}

/** All that is told of people: their resident ids and days of birth, by who is described at each place. */
export function peopleIn({ text }: CheckedDocument, names: readonly NamedPlace[]): PeopleTold {
  const rows = personRowsIn(text);
  const heads = headsIn(text, names, rows);
  const ownerOf = (at: number): Head | null => ownerAt(text, { heads, names }, at);
  const told = birthDaysIn(text, rows).map((birth) => ({ ...birth, owner: ownerOf(birth.start) }));
  const births = told.map(({ owner, ...birth }) => ({ ...birth, name: owner?.name ?? null }));
  const ids = [...text.matchAll(NUMBER)].map(({ index: start, 0: value }) => ({
    value,
    start,
    end: start + value.length,
    owner: ownerOf(start),
  }));
  const sexes =
    ids.length === 0 ? [] : [...text.matchAll(SEX)].map((found) => sexAt(found)).map((sex) => ({ ...sex, owner: ownerOf(sex.start) }));
  const spoilt = [...text.matchAll(LIKE_NUMBER)]
    .filter(([value]) => "code" in readResidentId(value))
    .map(({ index, 0: { length } }) => ({ start: index, end: index + length }));
  // What stands beside a number that does not hold is told of its person.
  const ofSpoilt = (each: Told, id: Told): boolean =>
    spoilt.some((number) => distance(each, number) < Math.min(NEAR, distance(each, id)) && !lineBetween(text, each, number));
  const numbers = ids.flatMap((id): PersonNumber[] => {
    const reading = readResidentId(id.value);
    if ("code" in reading) return [];
    const [{ sex, bornOn }, { owner, ...place }] = [reading.value, id];
    const beside = (each: Placed): boolean => isBeside(text, each, id) && !ofSpoilt(each, id);
    return [
      {
        ...place,
        value: id.value.toUpperCase(),
        name: owner?.name ?? null,
        sex: sex === "male" ? "男" : "女",
        bornOn,
        toldSex: ofNumber(sexes.filter(beside), ids.filter(beside), id),
        toldBirth: ofNumber(told.filter(beside), ids.filter(beside), id),
      },
    ];
  });
  const free = births.filter((birth) => !numbers.every((number) => ofSpoilt(birth, number)) || numbers.length === 0);
  const isBesideSpoilt = (each: Told): boolean =>
    spoilt.some((number) => distance(each, number) < NEAR && !lineBetween(text, each, number));
  const described = sexes.filter(
    (sex) => sex.owner !== null && heads.includes(sex.owner) && sex.start - sex.owner.end < NEAR && !isBesideSpoilt(sex),
  );
  return { heads, rows, numbers, births: free, sexes: described.map(({ owner, ...sex }) => ({ ...sex, name: owner?.name ?? null })) };
}

/** Within so many characters a number belongs to the same description. */
const NEAR = 60;
const distance = (one: { readonly start: number; readonly end: number }, other: { readonly start: number; readonly end: number }): number =>
  Math.max(one.start, other.start) - Math.min(one.end, other.end);
const lineBetween = (text: string, one: { readonly start: number }, other: { readonly start: number }): boolean =>
  text.slice(Math.min(one.start, other.start), Math.max(one.start, other.start)).includes("\n");

interface Placed extends Told {
  readonly owner: Head | null;
}

/** Told where the same description goes on; of nobody who is named, in one line. */
const isBeside = (text: string, each: Placed, id: Placed): boolean =>
  each.owner?.start === id.owner?.start &&
  (id.owner !== null || !text.slice(Math.min(each.start, id.start), Math.max(each.start, id.start)).includes("\n"));

/** Which of what is told beside several numbers is told of one: before each of them, else behind it. */
function ofNumber(told: readonly Placed[], ids: readonly Placed[], id: Placed): Told | null {
  const isBefore = (told[0]?.start ?? 0) < (ids[0]?.start ?? 0);
  const at = ids.findIndex(({ start }) => start === id.start);
  const [from, until] = isBefore ? [ids[at - 1]?.end ?? 0, id.start] : [id.end, ids[at + 1]?.start ?? Number.POSITIVE_INFINITY];
  const own = ids.length === 1 ? told : told.filter(({ start }) => start >= from && start < until);
  const found = ids.length === 1 ? own[0] : own.at(isBefore ? -1 : 0);
  return found ? { value: found.value, start: found.start, end: found.end } : null;
}

function sexAt(found: RegExpExecArray): Told {
  const value = found[1] ?? "";
  const start = found.index + found[0].lastIndexOf(value);
  return { value, start, end: start + 1 };
}

/** Every day of birth that a text tells of somebody who may be named. */
function birthDaysIn(text: string, rows: readonly PersonRow[]): Told[] {
  const inCells = new Set(rows.flatMap(({ cells }) => cells.flatMap(({ label, start }) => (/出生|生日/.test(label) ? [start] : []))));
  const isBirth = ({ start, end }: DatedPlace): boolean => {
    const before = text.slice(Math.max(0, start - 24), start);
    return (inCells.has(start) || BORN_BEHIND.test(text.slice(end, end + 16)) || BORN_BEFORE.test(before)) && !OF_RELATIVE.test(before);
  };
  const days = daysIn(text)
    .filter(isBirth)
    .map(({ on, start, end }) => ({ value: on, start, end }));
  const compact = [...text.matchAll(COMPACT)].map(({ index: start, 0: whole, 1: year, 2: month, 3: day }) => ({
    value: `${year}-${month}-${day}`,
    start,
    end: start + whole.length,
  }));
  return [...days, ...compact].sort((one, other) => one.start - other.start);
}
