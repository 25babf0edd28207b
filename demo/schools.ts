import { creditCodeCheckCharacter } from "@yuejian/identifiers";
import type { City } from "./city.ts";
import type { Day } from "./days.ts";
import { creditCode } from "./enterprises.ts";
import type { Manner } from "./justice.ts";
import type { Person } from "./people.ts";
import type { District } from "./places.ts";
import { Random, Weighted } from "./random.ts";

export type SchoolKind = "kindergarten" | "primary" | "secondary" | "vocational" | "special" | "training" | "care" | "university" | "adult";

export interface School {
  readonly name: string;
  readonly code: string;
  readonly kind: SchoolKind;
  readonly district: District;
}

const NAMES: Readonly<Record<SchoolKind, readonly string[]>> = {
  kindergarten: ["幼儿园", "中心幼儿园", "实验幼儿园"],
  primary: ["小学", "中心小学", "实验小学"],
  secondary: ["中学", "第一中学", "实验中学"],
  vocational: ["职业中等专业学校"],
  special: ["特殊教育学校"],
  training: ["艺术培训学校", "文化培训中心", "跆拳道馆"],
  care: ["托育中心", "午托中心"],
  university: ["职业技术学院", "理工学院"],
  adult: ["老年大学", "成人教育中心"],
};

/** A school of a district by number: public ones bear codes of the establishment register (12), private ones of civil affairs (52). */
function school(place: District, kind: SchoolKind, number: number): School {
  const random = new Random(11, number, kind.length);
  const town = random.pick(place.towns).replace(/(?:街道|镇|乡)$/, "");
  const register = kind === "training" || kind === "care" ? "52" : "12";
  const body = register + creditCode(place.idPrefix, number).slice(2, 17);
  return {
    name: `${place.name}${town}${random.pick(NAMES[kind])}`,
    code: body + creditCodeCheckCharacter(body),
    kind,
    district: place,
  };
}

export type SchoolPosition = "teacher" | "leader" | "carer" | "coach" | "driver" | "guard" | "cook" | "cleaner";

export interface Employment {
  readonly position: SchoolPosition;
  readonly hiredOn: Day;
  readonly leftOn?: Day | null;
  readonly checkedOn?: Day | null;
  readonly form?: "employed" | "dispatched" | "temporary";
}

export function writeStaff(city: City, place: School, person: Person, { work, manner }: { work: Employment; manner: Manner }): void {
  city.write(
    "schoolStaff",
    {
      school_name: place.name,
      school_code: place.code,
      school_kind: place.kind,
      person_name: person.name,
      person_id: person.id,
      position: work.position,
      employment: work.form ?? "employed",
      hired_on: work.hiredOn,
      left_on: work.leftOn ?? null,
      checked_on: work.checkedOn ?? null,
      office: place.district.office,
    },
    manner,
  );
}

const KINDS = new Weighted<SchoolKind>([
  ["kindergarten", 25],
  ["primary", 30],
  ["secondary", 22],
  ["vocational", 5],
  ["special", 1],
  ["training", 10],
  ["care", 4],
  ["university", 2],
  ["adult", 1],
]);

const POSITIONS = new Weighted<SchoolPosition>([
  ["teacher", 64],
  ["leader", 4],
  ["carer", 8],
  ["coach", 3],
  ["driver", 3],
  ["guard", 6],
  ["cook", 7],
  ["cleaner", 5],
]);

export function drawSchool(random: Random, place: District, kind: SchoolKind = KINDS.draw(random)): School {
  return school(place, kind, random.between(1, 40) * 10 + kind.length);
}

export function writeOrdinaryStaff(city: City, number: number): void {
  const random = new Random(city.seed, 9, number);
  const person = city.take("adult");
  const hiredOn = Math.min(Math.max(person.bornOn + 7_400, city.asOf - random.between(20, 25 * 365)), city.asOf - 5);
  const leftOn = random.chance(0.15) ? hiredOn + Math.floor((city.asOf - hiredOn) * random.next()) : null;
  const position = POSITIONS.draw(random);
  const form = ["driver", "guard", "cook", "cleaner"].includes(position) && random.chance(0.6) ? "dispatched" : "employed";
  const checkedOn = random.chance(0.8) ? hiredOn - random.between(1, 20) : null;
  writeStaff(city, drawSchool(random, person.district), person, {
    work: { position, hiredOn, leftOn, checkedOn, form },
    manner: "as-it-comes",
  });
}
