import {
  calendarDay,
  creditCodeCheckCharacter,
  dayFromIso as dayOf,
  isoOfDay as isoOf,
  organisationCodeCheckCharacter,
  writeHanNumber,
} from "@yuejian/identifiers";
import { capitals } from "../../demo/formats.ts";
import { enterpriseName, personName } from "../../demo/names.ts";
import { People, type Person } from "../../demo/people.ts";
import type { District } from "../../demo/places.ts";
import { Random } from "../../demo/random.ts";
import { type Piece, slot } from "./draft.ts";

/** Days of a criminal case, ISO, within the law's terms. */
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

export interface Incident {
  readonly on: string;
  readonly victim: string;
  readonly place: string;
  readonly thing: string;
  /** Fen. */
  readonly amount: number;
}

export interface Facts {
  readonly random: Random;
  readonly district: District;
  readonly suspect: Person;
  readonly second: Person;
  readonly officers: readonly [string, string, string];
  readonly defender: string;
  readonly course: Course;
  readonly incidents: readonly Incident[];
  readonly total: number;
  readonly firm: { readonly name: string; readonly creditCode: string };
  readonly number: number;
}

const later = (day: string, days: number): string => isoOf(dayOf(day) + days);

function drawCourse(random: Random): Course {
  const act = isoOf(dayOf("2023-02-01") + random.between(0, 820));
  const filed = later(act, random.between(1, 6));
  const detained = later(filed, random.between(1, 20));
  const asked = later(detained, random.between(2, 3));
  const arrested = later(asked, random.between(3, 6));
  const accepted = later(arrested, random.between(28, 55));
  const told = later(accepted, random.between(1, 2));
  return { act, filed, detained, asked, arrested, accepted, told, decided: later(accepted, random.between(14, 27)) };
}

const THINGS = ["华为牌手机一部", "电动自行车一辆", "铜芯电缆线一捆", "笔记本电脑一台", "黄金项链一条", "五粮液白酒两箱"];
const PLACES = ["某小区地下车库", "农贸市场门口", "某超市停车场", "长途汽车站候车厅", "某网吧内", "某工地材料堆场"];

function creditCode(random: Random): string {
  const body = String(random.between(10_000_000, 99_999_999));
  const digits = `91430602${body}${organisationCodeCheckCharacter(body)}`;
  return digits + creditCodeCheckCharacter(digits);
}

/** Amounts in fen: `[least, most]` of one incident, in whole hundreds of yuan. */
export function drawFacts(seed: number, number: number, [least, most]: readonly [number, number] = [1_200, 6_000]): Facts {
  const random = new Random(seed, 901, number);
  const people = new People(seed, dayOf("2026-01-01"));
  const suspect = people.person("convict", random.between(0, 4_000));
  const second = people.person("adult", random.between(0, 4_000));
  const { district } = suspect;
  const course = drawCourse(random);
  const used = new Set([suspect.name, second.name]);
  const fresh = (): string => {
    for (;;) {
      const sex = random.chance(0.5) ? "male" : "female";
      const name = personName(random, sex, random.between(1966, 1998));
      if (!used.has(name) && !name.includes("·")) {
        used.add(name);
        return name;
      }
    }
  };
  const count = random.between(2, 4);
  const incidents = Array.from({ length: count }, (_, at) => ({
    on: later(course.act, at - count + 1),
    victim: fresh(),
    place: random.pick(PLACES),
    thing: random.pick(THINGS),
    amount: random.between(least / 100, most / 100) * 10_000,
  }));
  return {
    random,
    district,
    suspect,
    second,
    officers: [fresh(), fresh(), fresh()],
    defender: fresh(),
    course,
    incidents,
    total: incidents.reduce((sum, { amount }) => sum + amount, 0),
    firm: { name: enterpriseName(random, "岳阳", { kind: "company" }), creditCode: creditCode(random) },
    number: random.between(11, 480),
  };
}

const yuan = (fen: number): string => String(fen / 100);

/** 2025年3月8日 */
export const dayText = (iso: string): string => {
  const { year, month, day } = calendarDay(dayOf(iso));
  return `${year}年${month}月${day}日`;
};

/** 二〇二五年三月八日 */
export const hanDayText = (iso: string): string => {
  const { year, month, day } = calendarDay(dayOf(iso));
  const digits = String(year).replaceAll(/\d/g, (digit) => "〇一二三四五六七八九".charAt(Number(digit)));
  return `${digits}年${writeHanNumber(month)}月${writeHanNumber(day)}日`;
};

export const date = (key: string, iso: string): Piece => slot(dayText(iso), "date", key, iso);
export const signedOn = (iso: string, isHan = false): Piece => slot(isHan ? hanDayText(iso) : dayText(iso), "signed-on", "signed", iso);
export const money = (key: string, fen: number): Piece => slot(`${yuan(fen)}元`, "amount", key, fen);
export const total = (key: string, fen: number): Piece => slot(`${yuan(fen)}元`, "total", key, fen);
export const inCapitals = (key: string, fen: number): Piece => slot(capitals(fen), "capitals", key, fen);
export const named = (key: string, name: string): Piece => slot(name, "name", key);
export const sexOf = (key: string, { sex }: Person): Piece => slot(sex === "male" ? "男" : "女", "sex", key, sex);
export const bornOf = (key: string, { bornOn }: Person): Piece => slot(dayText(isoOf(bornOn)), "birth", key, isoOf(bornOn));
export const idOf = (key: string, { id }: Person): Piece => slot(id, "resident-id", key, id);
export const phoneOf = (key: string, { phone }: Person): Piece => slot(phone, "phone", key);
export const chargeOf = (key: string, charge: string): Piece => slot(charge, "charge", key);
export const lawOf = (name: string): Piece => slot(`《${name}》`, "law", name);
export const articleOf = (law: string, article: string): Piece => slot(article, "article", law);
export const paragraphOf = (law: string, text: string): Piece => slot(text, "paragraph", law);
export const heading = (number: string, text: string): Piece[] => [slot(number, "heading", number), { text }];

/** Whole years on a day. */
function ageOn({ bornOn }: Person, iso: string): number {
  const [born, then] = [calendarDay(bornOn), calendarDay(dayOf(iso))];
  const isBefore = then.month < born.month || (then.month === born.month && then.day < born.day);
  return then.year - born.year - (isBefore ? 1 : 0);
}

export const ageOf = (key: string, person: Person, iso: string): Piece => slot(String(ageOn(person, iso)), "age", key, iso);

export const recordOf = ({ district, suspect, course, total: amount }: Facts, charge: string) => ({
  office: district.office,
  suspects: [{ name: suspect.name, sex: suspect.sex, bornOn: isoOf(suspect.bornOn), residentId: suspect.id }],
  charge,
  actOn: course.act,
  acceptedOn: course.accepted,
  amount,
});
