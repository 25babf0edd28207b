import {
  creditCodeCheckCharacter,
  dayFromIso,
  isoOfDay,
  organisationCodeCheckCharacter,
  residentIdCheckCharacter,
} from "@yuejian/identifiers";
import type { Random } from "../../../demo/random.ts";
import type { Firm, Member } from "../cast.ts";
import type { CaseRecord, Piece } from "../draft.ts";
import { bornOf, idOf, later, sexOf, someone } from "../forms.ts";
import { type Course, drawCourse, type Story, suspectsOf, workdayWithin } from "../story.ts";

/** Characters of given names, each with what it is taken for. */
const MEN =
  "建健 伟纬 军君 明铭 志智 华桦 斌彬 鹏朋 辉晖 涛滔 勇永 刚钢 龙隆 波博 杰洁 俊峻 浩皓 宇雨 新兴 成诚 林琳 光广 立利 兵冰 凯恺 祥详 良梁".split(
    " ",
  );
const WOMEN = "芳方 丽莉 燕艳 玲铃 敏闵 红洪 梅玫 静靖 英瑛 兰蓝 琴勤 慧惠 婷亭 莹盈 倩茜 珍贞 云芸 晓小".split(" ");
const SURNAMES =
  "张章 陈程 黄王 徐许 蒋姜 余佘 刘柳 谭覃 李季 周 吴 杨扬 罗 郑 胡 何 郭 邓 彭 曾 田 方 袁 任 钟 孟 龚 段 汤 毛 江 万 贺 侯 苏 卢 丁 夏 戴 廖".split(
    " ",
  );
export const COMPOUND = ["欧阳", "上官", "司徒", "皇甫"];
const ALIKE = new Map([...MEN, ...WOMEN, ...SURNAMES].filter(({ length }) => length > 1).map((pair) => [pair.charAt(0), pair.slice(1)]));

/** What a character of a name is taken for; undefined: nothing. */
export const alikeOf = (character: string): string | undefined => ALIKE.get(character);

const SCHOOLING = ["小学文化程度", "初中文化程度", "高中文化程度", "中专文化程度", "大专文化程度", "大学本科文化程度"];
const WORKS = ["务工", "务农", "无业", "个体工商户", "外卖骑手", "货运司机", "装修工"];
const VILLAGES = ["青山村", "新塘村", "双桥村", "石牛村", "大屋村", "枫树村", "柏叶村", "河口村"];
const ROADS = ["建设路", "育才路", "洞庭大道", "滨河路", "车站路", "南正街"];
const PREFIXES = ["130", "137", "155", "173", "186", "198"];
const FIRMS = ["楚源", "益民", "恒润", "金鹗", "三江", "弘达", "新墙河", "麻塘", "湘北", "诚信达"];

/** 湖南省岳阳市君山区, 湖南省汨罗市 */
export const regionOf = ({ place }: Pick<Story, "place">): string => (place.endsWith("区") ? `湖南省岳阳市${place}` : `湖南省${place}`);

/** Whom and what one document is about. */
export interface Scene extends Story {
  readonly course: Course;
  readonly town: string;
  person(key: string, born: readonly [number, number], sex?: Member["sex"]): Member;
  /** A name alone. */
  name(sex?: Member["sex"]): string;
  firm(trade: string): Firm;
  phone(): string;
  workday(from: string, least: number, most: number): string;
}

export function sceneOf(story: Story): Scene {
  const { random, cast } = story;
  const surnames = shuffled(
    random,
    SURNAMES.map((each) => each.charAt(0)),
  );
  const given = new Set<string>();
  const firms = shuffled(random, FIRMS);
  const town = random.pick(cast.district.towns);
  const nameOf = (sex: Member["sex"]): string => {
    const surname = random.chance(0.06) ? random.pick(COMPOUND) : (surnames.pop() ?? "");
    for (;;) {
      const pool = (sex === "male" ? MEN : WOMEN).map((each) => each.charAt(0));
      const [first, second] = [random.pick(pool), random.pick(pool)];
      const text = first === second || random.chance(0.2) ? first : first + second;
      if (given.has(first) || given.has(second)) continue;
      given.add(first);
      if (text.length > 1) given.add(second);
      return surname + text;
    }
  };
  const phone = (): string => random.pick(PREFIXES) + String(random.between(10_000_000, 99_999_999));
  return {
    ...story,
    course: drawCourse(random),
    town,
    person(key, [from, to], sex = random.chance(0.75) ? "male" : "female") {
      const bornOn = isoOfDay(dayFromIso(`${random.between(from, to)}-01-01`) + random.between(0, 364));
      const order = random.between(4, 470) * 2 + (sex === "male" ? 1 : 0);
      const digits = `${cast.district.idPrefix}${bornOn.replaceAll("-", "")}${String(order).padStart(3, "0")}`;
      const county = regionOf(story);
      const own = random.pick(cast.district.towns);
      return {
        key,
        name: nameOf(sex),
        sex,
        bornOn,
        id: digits + residentIdCheckCharacter(digits),
        nation: random.chance(0.9) ? "汉族" : "土家族",
        schooling: random.pick(SCHOOLING),
        work: random.pick(WORKS),
        address: own.endsWith("街道")
          ? `${county}${own}${random.pick(ROADS)}${random.between(6, 268)}号`
          : `${county}${own}${random.pick(VILLAGES)}${random.between(1, 24)}组`,
        phone: phone(),
      };
    },
    name: (sex = random.chance(0.6) ? "male" : "female") => nameOf(sex),
    firm(trade) {
      const own = String(random.between(10_000_000, 99_999_999));
      const digits = `91430600${own}${organisationCodeCheckCharacter(own)}`;
      return { name: `岳阳${firms.pop() ?? ""}${trade}有限公司`, code: digits + creditCodeCheckCharacter(digits) };
    },
    phone,
    workday: (from, least, most) => workdayWithin(random, from, [least, most]),
  };
}

export function shuffled<Item>(random: Random, items: readonly Item[]): Item[] {
  const left = [...items];
  return items.map(() => left.splice(random.between(0, left.length - 1), 1)[0] as Item);
}

/** Distinct days in ascending order within so many days. */
export function daysAfter(random: Random, from: string, count: number, within: number): string[] {
  const drawn = new Set<number>();
  while (drawn.size < count) drawn.add(random.between(0, within));
  return [...drawn].toSorted((one, other) => one - other).map((each) => later(from, each));
}

/** 张建明，男，1990年2月3日出生，公民身份号码…… */
export const personLine = (who: Member): Piece[] => [
  someone(who.key, who.name),
  { text: "，" },
  sexOf(who),
  { text: "，" },
  bornOf(who),
  { text: "出生，公民身份号码" },
  idOf(who),
  { text: `，${who.nation}，${who.schooling}，${who.work}，住${who.address}` },
];

export const nobody: CaseRecord = { office: "", suspects: [], charge: null, actOn: null, acceptedOn: null, amount: null };

export const recordOf = (
  { office }: Story,
  people: readonly Member[],
  rest: Partial<Omit<CaseRecord, "office" | "suspects">> = {},
): CaseRecord => ({ ...nobody, office, suspects: suspectsOf(...people), ...rest });
