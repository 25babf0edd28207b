import { Random } from "../../demo/random.ts";
import { Cast, type Member, surnameOf } from "./cast.ts";
import type { CaseRecord, Draft, DraftParagraph, Piece } from "./draft.ts";
import { later } from "./forms.ts";

/** What a family draws its document from. */
export interface Story {
  readonly random: Random;
  readonly cast: Cast;
  /** 汨罗市 */
  readonly place: string;
  /** 汨罗检 */
  readonly mark: string;
  readonly office: string;
  readonly procuratorate: string;
  readonly police: string;
  readonly court: string;
  readonly detention: string;
  /** Running number of a document. */
  readonly number: number;
}

export function begin(seed: number, number: number): Story {
  const random = new Random(seed, 2_027, number);
  const cast = new Cast(random);
  const { name, office } = cast.district;
  const isUrban = name.endsWith("区");
  const full = isUrban ? `岳阳市${name}` : name;
  return {
    random,
    cast,
    place: name,
    office,
    mark: `${name.slice(0, -1)}检`,
    procuratorate: `${full}人民检察院`,
    police: isUrban ? `岳阳市公安局${name.slice(0, -1)}分局` : `${name}公安局`,
    court: `${full}人民法院`,
    detention: isUrban ? "岳阳市看守所" : `${name}看守所`,
    number: random.between(3, 612),
  };
}

/** No Saturday, no Sunday, and no day of the long holidays that always fall on the same days. */
const isWorkday = (iso: string): boolean => ![0, 6].includes(new Date(iso).getUTCDay()) && !/-(?:10-0[1-7]|05-01|01-01)$/.test(iso);

/** A working day so many days after another; in the week of a holiday, where there is none, any. */
export function workdayWithin(random: Random, from: string, [least, most]: readonly [number, number]): string {
  const days = Array.from({ length: most - least + 1 }, (_, at) => later(from, least + at));
  const working = days.filter(isWorkday);
  return random.pick(working.length > 0 ? working : days);
}

/** Days of a criminal case, each within the law's term after the one before. */
export interface Course {
  readonly act: string;
  readonly filed: string;
  readonly detained: string;
  readonly asked: string;
  readonly arrested: string;
  readonly accepted: string;
  readonly told: string;
  readonly decided: string;
}

export function drawCourse(random: Random, act = later("2024-03-06", random.between(0, 480))): Course {
  const filed = later(act, random.between(1, 9));
  const detained = later(filed, random.between(1, 12));
  const asked = later(detained, random.between(2, 3));
  const arrested = later(asked, random.between(4, 7));
  const accepted = workdayWithin(random, arrested, [31, 56]);
  return {
    act,
    filed,
    detained,
    asked,
    arrested,
    accepted,
    told: workdayWithin(random, accepted, [1, 3]),
    decided: workdayWithin(random, accepted, [16, 29]),
  };
}

/** CPL 34 and 172. */
export const TOLD_IN_TIME = { from: "accepted", to: "told", days: 3 } as const;
export const DECIDED_IN_TIME = { from: "accepted", to: "signed", days: 46 } as const;

export const suspectsOf = (...members: readonly Member[]): CaseRecord["suspects"] =>
  members.map(({ name, sex, bornOn, id }) => ({ name, sex, bornOn, residentId: id }));

/** Two at least. */
type Amounts = readonly [number, number, ...number[]];

/** Distinct whole hundreds of yuan, in fen. */
export function drawAmounts(random: Random, count: number, [least, most]: readonly [number, number]): Amounts {
  const drawn = new Set<number>();
  while (drawn.size < count) drawn.add(random.between(Math.ceil(least / 100), Math.floor(most / 100)) * 10_000);
  return [...drawn] as unknown as Amounts;
}
export const sumOf = (amounts: readonly number[]): number => amounts.reduce((sum, each) => sum + each, 0);

/** Whose names stay when a document is published. */
const OPEN = new Set(["counsel", "procurator", "assistant", "clerk"]);
const ADDRESS = /湖南省[^，；。：]*?[号室](?=[，；。]|$)/g;
const PLATE = /(湘F[A-Z])\d{4}/g;

const maskedInside = (number: string): string => `${number.slice(0, 6)}********${number.slice(14)}`;

/** The document as it may be published: names by their surname (甲 and 乙 where two share it), numbers masked, no address below the district. */
export function published(draft: Draft, place: string, maskedId = maskedInside): Draft {
  const covered = new Map<string, string>();
  for (const { slot, text } of draft.paragraphs.flatMap(({ pieces }) => pieces)) {
    if (slot?.kind !== "name" || OPEN.has(slot.key) || covered.has(text)) continue;
    const surname = surnameOf(text);
    const alike = [...covered.values()].filter((each) => each.startsWith(`${surname}某`)).length;
    covered.set(text, `${surname}某${alike === 0 ? "某" : "甲乙丙丁".charAt(alike - 1)}`);
  }
  const cover = (piece: Piece): Piece => {
    const { slot, text } = piece;
    if (!slot)
      return { text: text.replaceAll(ADDRESS, `湖南省${place.endsWith("区") ? "岳阳市" : ""}${place}`).replaceAll(PLATE, "$1****") };
    if (slot.kind === "name") return { slot, text: covered.get(text) ?? text };
    if (slot.kind === "resident-id") return { slot: { ...slot, value: text }, text: maskedId(text) };
    if (slot.kind === "phone") return { slot: { ...slot, value: text }, text: `${text.slice(0, 3)}****${text.slice(7)}` };
    return piece;
  };
  const paragraphs = draft.paragraphs.map(({ style, pieces }): DraftParagraph => ({ style, pieces: pieces.map(cover) }));
  return { ...draft, family: `${draft.family}-published`, paragraphs, record: { ...draft.record, suspects: [] }, isForPublication: true };
}
