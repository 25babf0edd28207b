import {
  creditCodeCheckCharacter,
  dayFromIso,
  isoOfDay,
  organisationCodeCheckCharacter,
  residentIdCheckCharacter,
  writeHanNumber,
} from "@yuejian/identifiers";
import { personName } from "../../../demo/names.ts";
import { Random } from "../../../demo/random.ts";
import { type CaseRecord, type Piece, slot } from "../draft.ts";

export interface Person {
  readonly key: string;
  readonly name: string;
  readonly sex: "male" | "female";
  readonly bornOn: string;
  readonly residentId: string;
  readonly phone: string;
  readonly people: string;
  readonly schooling: string;
  readonly home: string;
}

interface Place {
  readonly county: string;
  readonly city: string;
  readonly office: string;
  readonly short: string;
  readonly police: string;
  readonly court: string;
  readonly towns: readonly string[];
}

const place = (county: string, city: string, short: string, towns: string, police = `${county}公安局`): Place => ({
  county,
  city,
  short,
  police,
  office: `${county}人民检察院`,
  court: `${county}人民法院`,
  towns: towns.split(" "),
});

/** Counties that no map has. */
const PLACES: readonly Place[] = [
  place("青溪县", "沅州市", "青检", "白果镇 双江镇 城关镇 长乐乡"),
  place("云田区", "沅州市", "云检", "新桥街道 望江街道 枫林镇", "沅州市公安局云田分局"),
  place("麻塘县", "湖阳市", "麻检", "梅仙镇 黄茅镇 三市镇 大坪乡"),
  place("湄江市", "湖阳市", "湄检", "河西街道 古塘乡 石门镇"),
  place("澧源县", "湖阳市", "澧检", "官垱镇 团洲镇 南堤镇 北景港镇"),
];

const FOREIGN_TO_HAN: readonly (readonly [string, "male" | "female", string])[] = [
  ["吐尔逊·麦麦提", "male", "维吾尔族"],
  ["阿依古丽·艾力", "female", "维吾尔族"],
  ["吉克拉则", "male", "彝族"],
  ["阿苦伍呷", "female", "彝族"],
  ["旦增罗布", "male", "藏族"],
  ["德吉央宗", "female", "藏族"],
];
const COMPOUND = ["欧阳", "司马", "上官", "诸葛", "司徒", "夏侯"];

export type DayForm = "full" | "han" | "dash" | "dots";

const hanDigits = (figures: string): string => figures.replaceAll(/\d/g, (digit) => "〇一二三四五六七八九".charAt(Number(digit)));
const partsOf = (iso: string) => iso.split("-").map(Number) as [number, number, number];

export function dayText(iso: string, form: DayForm = "full"): string {
  const [year, month, day] = partsOf(iso);
  if (form === "dash") return iso;
  if (form === "dots") return `${year}.${month}.${day}`;
  return form === "han" ? `${hanDigits(String(year))}年${writeHanNumber(month)}月${writeHanNumber(day)}日` : `${year}年${month}月${day}日`;
}

export const after = (iso: string, days: number): string => isoOfDay(dayFromIso(iso) + days);

/** The same day so many months later; the last day of the month where there is none. */
export function monthsAfter(iso: string, months: number): string {
  const [year, month, day] = partsOf(iso);
  const at = year * 12 + month - 1 + months;
  const last = new Date(Date.UTC(Math.floor(at / 12), (at % 12) + 1, 0)).getUTCDate();
  return [Math.floor(at / 12), (at % 12) + 1, Math.min(day, last)].map((part) => String(part).padStart(2, "0")).join("-");
}

function yearsBetween(born: string, day: string): number {
  const [from, to] = [partsOf(born), partsOf(day)];
  return to[0] - from[0] - (to[1] * 100 + to[2] < from[1] * 100 + from[2] ? 1 : 0);
}

/** 14 → 一年二个月 */
export function months(count: number): string {
  const [years, rest] = [Math.floor(count / 12), count % 12];
  return (years ? `${writeHanNumber(years)}年` : "") + (rest ? `${writeHanNumber(rest)}个月` : "");
}

/** Whole yuan under a hundred million in capitals: 12,600 → 壹万贰仟陆佰 */
function inCapitals(yuan: number): string {
  const group = (value: number, isFirst: boolean): string => {
    let text = "";
    for (const [at, digit] of String(value).padStart(4, "0").split("").entries())
      if (digit !== "0") text += "零壹贰叁肆伍陆柒捌玖".charAt(Number(digit)) + ["仟", "佰", "拾", ""][at];
      else if (!text.endsWith("零") && !(isFirst && text === "")) text += "零";
    return text.replace(/零$/, "");
  };
  const [high, low] = [Math.floor(yuan / 10_000), yuan % 10_000];
  return (high ? `${group(high, true)}万` : "") + (low ? group(low, high === 0) : "");
}

/** Fen as money is written: 3260元, 12.5万元 only where nothing is lost. */
export type MoneyForm = "plain" | "wan" | "comma" | "cents" | "cell";

function money(fen: number, form: MoneyForm): string {
  const yuan = fen / 100;
  const plain = Number.isInteger(yuan) ? String(yuan) : yuan.toFixed(2);
  if (form === "cents") return `${yuan.toFixed(2)}元`;
  if (form === "cell") return yuan.toFixed(2);
  if (form === "comma")
    return `${plain.split(".")[0]?.replaceAll(/\B(?=(\d{3})+$)/g, ",")}${plain.includes(".") ? `.${plain.split(".")[1]}` : ""}元`;
  return form === "wan" && fen % 10_000 === 0 && fen >= 1_000_000 ? `${fen / 1_000_000}万元` : `${plain}元`;
}

/** Everything that one document draws, from one row of numbers. */
export class Story {
  readonly random: Random;
  readonly place: Place;
  /** How this document's writer likes days and money. */
  readonly #likesSame: boolean;
  readonly #money: MoneyForm;
  readonly #mixesMoney: boolean;
  readonly #names = new Set<string>();
  #people = 0;

  constructor(seed: number, number: number) {
    this.random = new Random(seed, number);
    this.place = this.random.pick(PLACES);
    this.#likesSame = this.random.chance(0.5);
    this.#money = this.random.pick(["plain", "plain", "comma", "wan"] as const);
    this.#mixesMoney = this.random.chance(0.2);
  }

  pick<Item>(items: readonly Item[]): Item {
    return this.random.pick(items);
  }

  some<Item>(items: readonly Item[], count: number): Item[] {
    const left = [...items];
    return Array.from({ length: Math.min(count, items.length) }, () => left.splice(this.random.between(0, left.length - 1), 1)).flat();
  }

  day(least: string, greatest: string): string {
    return isoOfDay(this.random.between(dayFromIso(least), dayFromIso(greatest)));
  }

  person({ born = ["1962-01-01", "2003-12-31"], sex: wanted }: { born?: [string, string]; sex?: "male" | "female" } = {}): Person {
    const sex = wanted ?? (this.random.chance(0.75) ? "male" : "female");
    const bornOn = this.day(...born);
    const drawn = this.#name(sex, Number(bornOn.slice(0, 4)));
    const digits = `9906${this.pick(["02", "21", "23", "24", "26", "81", "82"])}${bornOn.replaceAll("-", "")}${String(this.random.between(0, 49)).padStart(2, "0")}${this.random.between(0, 4) * 2 + (sex === "male" ? 1 : 0)}`;
    return {
      key: `person-${++this.#people}`,
      sex,
      bornOn,
      ...drawn,
      residentId: digits + residentIdCheckCharacter(digits),
      phone: this.phone(),
      schooling: this.pick(["小学文化", "初中文化", "高中文化", "中专文化", "大专文化"]),
      home: `${this.place.county}${this.pick(this.place.towns)}${this.pick(["和平", "新建", "石桥", "东风", "柳林", "八一"])}${this.pick(["村", "社区"])}${this.random.between(1, 18)}组`,
    };
  }

  #name(sex: "male" | "female", year: number): { readonly name: string; readonly people: string } {
    for (;;) {
      const kind = this.random.next();
      const [other, , people] = this.pick(FOREIGN_TO_HAN.filter((each) => each[1] === sex));
      const plain = personName(this.random, sex, year);
      const name = kind < 0.08 ? other : kind < 0.18 ? this.pick(COMPOUND) + plain.slice(-1) : plain;
      if ([...this.#names].some((each) => each.startsWith(name.slice(0, 2)) || each.slice(-2) === name.slice(-2))) continue;
      this.#names.add(name);
      return { name, people: kind < 0.08 ? people : this.pick(["汉族", "汉族", "汉族", "土家族", "苗族"]) };
    }
  }

  phone(): string {
    return `${this.pick(["133", "135", "138", "139", "151", "158", "176", "187"])}${this.random.between(10_000_000, 99_999_999)}`;
  }

  /** A unified code that holds, with a code of the organisation that holds. */
  creditCode(): string {
    const organisation = Array.from({ length: 8 }, () => this.pick("0123456789ABCDEFGHJKLMNPQRTUWXY".split("")))
      .join("")
      .replace(/^./, "M");
    const code = `91${this.pick(["990624", "990602", "990681"])}${organisation}${organisationCodeCheckCharacter(organisation)}`;
    return code + creditCodeCheckCharacter(code);
  }

  /** A day that a key names. `since`: the day told just before, so that 同年 can be said. */
  on(key: string, iso: string, since?: string, form: DayForm = "full"): Piece {
    const isSame = since !== undefined && since.slice(0, 4) === iso.slice(0, 4) && this.#likesSame;
    return slot(isSame ? dayText(iso).replace(/^\d{4}/, "同") : dayText(iso, form), "date", key, iso);
  }

  #form(): MoneyForm {
    return this.#mixesMoney ? this.pick(["plain", "wan", "comma"] as const) : this.#money;
  }

  fen(key: string, fen: number, form?: MoneyForm): Piece {
    return slot(money(fen, form ?? this.#form()), "amount", key, fen);
  }

  total(key: string, fen: number, form?: MoneyForm): Piece {
    return slot(money(fen, form ?? this.#form()), "total", key, fen);
  }

  count(key: string, value: number, isHan = false): Piece {
    return slot(isHan ? writeHanNumber(value) : String(value), "count", key, value);
  }

  code(word: string, year: number | string, mark = ""): Piece {
    return slot(
      `${this.place.short}${word}〔${String(year).slice(0, 4)}〕${mark}${this.random.between(3, 480)}号`,
      "document-number",
      `number-${word}`,
    );
  }
}

export const nameOf = (person: Person): Piece => slot(person.name, "name", person.key);
export const namesOf = (people: readonly Person[]): Piece[] =>
  people.flatMap((person, at) => [...(at === 0 ? [] : [{ text: "、" }]), nameOf(person)]);
export const sexOf = ({ key, sex }: Person): Piece => slot(sex === "male" ? "男" : "女", "sex", key);
export const bornOf = ({ key, bornOn }: Person, form: DayForm = "full"): Piece => slot(dayText(bornOn, form), "birth", key, bornOn);
export const idOf = ({ key, residentId }: Person): Piece => slot(residentId, "resident-id", key);
export const phoneOf = ({ key, phone }: Person): Piece => slot(phone, "phone", key);
export const ageOf = (person: Person, day: string): Piece => {
  const years = yearsBetween(person.bornOn, day);
  return slot(String(years), "age", person.key, years);
};
export const crime = (charge: string): Piece => slot(charge, "charge", "charge");
export const organisation = (name: string, key = "organisation"): Piece => slot(name, "organisation", key);
export const capitals = (key: string, fen: number): Piece => slot(`${inCapitals(fen / 100)}元整`, "capitals", key, fen);
export const penalty = (range: string, kind: "有期徒刑" | "拘役", count: number): Piece =>
  slot(`${kind}${months(count)}`, "sentence", range, count);
/** 自…起至…止, its length in months in the value. */
export const span = (key: string, from: string, count: number): Piece =>
  slot(`自${dayText(from)}起至${dayText(after(monthsAfter(from, count), -1))}止`, "term", key, count);
export const signed = (iso: string, form: DayForm = "full"): Piece => slot(dayText(iso, form), "signed-on", "signed", iso);

const FULL = (law: string): string => `中华人民共和国${law}`;
/** A law with an article, and a paragraph and an item of it. */
export function cite(law: string, article: string, paragraph?: number, item?: number): Piece[] {
  return [slot(`《${FULL(law)}》`, "law", FULL(law)), ...article_(law, article, paragraph, item)];
}
/** Another article of a law named just before. */
export function article_(law: string, article: string, paragraph?: number, item?: number): Piece[] {
  return [
    slot(article, "article", FULL(law)),
    ...(paragraph === undefined ? [] : [slot(`第${writeHanNumber(paragraph)}款`, "paragraph", `${FULL(law)} ${article}`, paragraph)]),
    ...(item === undefined ? [] : [{ text: `第（${writeHanNumber(item)}）项` }]),
  ];
}

export function recordOf(
  story: Story,
  suspects: readonly Person[],
  {
    charge = null,
    days = {},
    amount = null,
  }: { charge?: string | null; days?: NonNullable<CaseRecord["days"]>; amount?: number | null } = {},
): CaseRecord {
  return {
    office: story.place.office,
    suspects: suspects.map(({ name, sex, bornOn, residentId }) => ({ name, sex, bornOn, residentId })),
    charge,
    actOn: days.act?.[0] ?? null,
    acceptedOn: days.accepted?.[0] ?? null,
    amount,
    days,
  };
}

export interface Steps {
  readonly filed: string;
  readonly detained: string;
  readonly asked: string;
  readonly arrested: string;
  readonly accepted: string;
  readonly told: string;
  readonly signed: string;
}

/** The steps of an ordinary case after its last act, within what the law allows. */
export function stepsAfter(story: Story, last: string): Steps {
  const filed = after(last, story.random.between(1, 15));
  const detained = after(filed, story.random.between(0, 12));
  const asked = after(detained, story.random.between(2, 3));
  const arrested = after(asked, story.random.between(3, 7));
  const accepted = after(arrested, story.random.between(32, 57));
  return {
    filed,
    detained,
    asked,
    arrested,
    accepted,
    told: after(accepted, story.random.between(0, 3)),
    signed: after(accepted, story.random.between(14, 28)),
  };
}

export const stepDays = ({ filed, detained, asked, arrested, accepted, told }: Steps, acts: readonly string[]) => ({
  act: acts,
  filed: [filed],
  detained: [detained],
  asked: [asked],
  arrested: [arrested],
  accepted: [accepted],
  told: [told],
});
