import { residentIdCheckCharacter } from "@yuejian/identifiers";
import { addMonths, calendarDay, type Day } from "./days.ts";
import { personName } from "./names.ts";
import { DISTRICTS, type District, STREETS, VILLAGES } from "./places.ts";
import { mix, Random } from "./random.ts";

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly sex: "male" | "female";
  readonly bornOn: Day;
  readonly district: District;
  readonly town: string;
  readonly address: string;
  readonly phone: string;
}

/** Groups of people that never share an id: their days of birth or their sequence numbers do not meet. Ages in whole years on the reference day. */
const GROUPS = {
  pensioner: { youngest: 60, oldest: 76, firstSequence: 1, sequences: 300 },
  oldPensioner: { youngest: 76, oldest: 92, firstSequence: 1, sequences: 300 },
  adult: { youngest: 20, oldest: 60, firstSequence: 301, sequences: 400 },
  child: { youngest: 0, oldest: 16, firstSequence: 301, sequences: 400 },
  juvenile: { youngest: 17, oldest: 19, firstSequence: 701, sequences: 295 },
  convict: { youngest: 27, oldest: 50, firstSequence: 701, sequences: 295 },
  veteran: { youngest: 50, oldest: 70, firstSequence: 701, sequences: 295 },
} as const;

export type Group = keyof typeof GROUPS;

const GROUP_NUMBERS = Object.fromEntries(Object.keys(GROUPS).map((group, number) => [group, number])) as Record<Group, number>;

/** The district of the n-th person and the number among the people there, so that shares hold and no two numbers meet. */
const SLOTS: readonly { district: District; rank: number }[] = (() => {
  const order = DISTRICTS.flatMap((place) => Array.from({ length: place.weight }, (_, rank) => ({ district: place, rank })));
  return Array.from({ length: 100 }, (_, position) => order[(position * 37) % 100]).filter((slot) => slot !== undefined);
})();

/** A prime that shares no factor with any group's number of ids, so that multiplying by it reorders them. */
const STEP = 1_000_003;

/** The people of the city as a function of group and number: nothing is stored, so a city of any size fits in memory. */
export class People {
  readonly #seed: number;
  readonly #asOf: Day;

  constructor(seed: number, asOf: Day) {
    this.#seed = seed;
    this.#asOf = asOf;
  }

  person(group: Group, number: number): Person {
    const slot = SLOTS[number % 100];
    if (!slot) throw new RangeError(`no district for person ${number}`);
    const { district } = slot;
    const rank = Math.floor(number / 100) * district.weight + slot.rank;
    const { youngest, oldest, firstSequence, sequences } = GROUPS[group];
    const earliest = addMonths(this.#asOf, -12 * oldest) + 1;
    const days = addMonths(this.#asOf, -12 * youngest) - earliest + 1;
    const ids = days * sequences;
    if (rank >= ids) throw new RangeError(`${district.office} has only ${ids} ids for the group ${group}`);
    const place = (rank * STEP + (mix(this.#seed, GROUP_NUMBERS[group]) >>> 0)) % ids;
    const bornOn = earliest + (place % days);
    const sequence = firstSequence + Math.floor(place / days);
    const { year, month, day } = calendarDay(bornOn);
    const digits = district.idPrefix + String(year * 10_000 + month * 100 + day) + String(sequence).padStart(3, "0");
    const sex = sequence % 2 === 1 ? "male" : "female";
    const random = new Random(this.#seed, 1, GROUP_NUMBERS[group], number);
    const town = random.pick(district.towns);
    return {
      id: digits + residentIdCheckCharacter(digits),
      name: personName(random, sex, year),
      sex,
      bornOn,
      district,
      town,
      address: address(random, district, town),
      phone: random.pick(PHONE_PREFIXES) + String(random.between(0, 99_999_999)).padStart(8, "0"),
    };
  }
}

const PHONE_PREFIXES = [
  "138",
  "139",
  "136",
  "137",
  "135",
  "150",
  "151",
  "152",
  "158",
  "159",
  "182",
  "183",
  "187",
  "188",
  "130",
  "131",
  "186",
  "133",
  "189",
  "173",
];

export function address(random: Random, district: District, town: string): string {
  const start = /[市县]$/.test(district.name) ? `湖南省${district.name}${town}` : `湖南省岳阳市${district.name}${town}`;
  if (town.endsWith("街道"))
    return `${start}${random.pick(STREETS)}${random.between(1, 399)}号${random.between(1, 30)}栋${random.between(1, 33) * 100 + random.between(1, 4)}室`;
  return `${start}${random.pick(VILLAGES)}${random.pick("第一 第二 第三 第四 第五 第六 第七 第八".split(" "))}村民小组${random.between(1, 120)}号`;
}
