import type { City } from "../city.ts";
import { type Day, dayOf } from "../days.ts";
import { type Judgment, writeJudgment } from "../justice.ts";
import type { Group, Person } from "../people.ts";
import type { Random } from "../random.ts";
import type { Family, Planted } from "./family.ts";

/** First days of validity: the floors for theft (法释〔2013〕8号 art. 14: 1,000 yuan) and extortion (法释〔2013〕10号 art. 8: 2,000 yuan), and
 *  the general floor of 1,000, for minors 500 yuan (法释〔2000〕45号 art. 2). The generator states them by itself, so that a wrong entry in
 *  the product's table of legal numbers shows. */
const EXTORTION_FLOOR_SINCE = dayOf(2013, 4, 27);
const GENERAL_FLOOR_SINCE = dayOf(2000, 12, 19);

interface Draft {
  readonly group?: Group;
  readonly charge: string;
  /** Fine in yuan; null: the source has none. */
  readonly fine: number | null;
  readonly judgedOn?: Day;
  readonly sentence?: Judgment["sentence"];
  readonly months?: number | null;
  readonly more?: Partial<Judgment>;
  readonly why: string;
}

function write(city: City, random: Random, draft: Draft): Planted {
  const person = city.take(draft.group ?? "convict");
  const sentence = draft.sentence ?? "imprisonment";
  const hasTerm = sentence === "imprisonment" || sentence === "detention";
  const judgmentNumber = writeJudgment(
    city,
    person,
    {
      charge: draft.charge,
      judgedOn: draft.judgedOn ?? recent(city, random),
      sentence,
      months: draft.months ?? (hasTerm ? (sentence === "detention" ? random.between(1, 6) : random.between(6, 24)) : null),
      probationMonths: null,
      fine: draft.fine === null ? null : draft.fine * 100,
      amountInvolved: random.between(1_500, 20_000) * 100,
      ...draft.more,
    },
    "clean",
  );
  return planted(person, judgmentNumber, draft.why);
}

const planted = (person: Person, judgmentNumber: string, why: string): Planted => ({
  subject: `${judgmentNumber} ${person.id}`,
  keys: { judgment_number: judgmentNumber, defendant_id: person.id },
  office: person.district.office,
  why,
});

const recent = (city: City, random: Random): Day => city.asOf - random.between(30, 6 * 365);
const lastYear = (city: City, random: Random): Day => city.asOf - random.between(20, 300);
const in2014To2018 = (random: Random): Day => random.between(dayOf(2014, 1, 1), dayOf(2018, 12, 28));
/** Whole hundreds of yuan. */
const hundreds = (random: Random, least: number, greatest: number): number => random.between(least, greatest) * 100;

/** Model 21: a fine below the statutory floor of its charge on the day of judgment. */
export const WRONG_FINES: readonly Family[] = [
  {
    name: "theft-below-1000",
    kind: "plant",
    perStandardCity: 4,
    make: (city, random) =>
      write(city, random, { charge: "盗窃罪", fine: hundreds(random, 3, 9), why: "盗窃罪罚金低于1000元（法释〔2013〕8号第14条）" }),
  },
  {
    name: "extortion-below-2000",
    kind: "plant",
    perStandardCity: 4,
    make: (city, random) =>
      write(city, random, {
        charge: "敲诈勒索罪",
        fine: hundreds(random, 10, 19),
        why: "敲诈勒索罪罚金不低于一般下限但低于2000元（法释〔2013〕10号第8条）",
      }),
  },
  {
    name: "extortion-below-1000",
    kind: "plant",
    perStandardCity: 2,
    make: (city, random) => write(city, random, { charge: "敲诈勒索罪", fine: hundreds(random, 4, 9), why: "敲诈勒索罪罚金低于1000元" }),
  },
  {
    name: "extortion-on-first-day",
    kind: "plant",
    perStandardCity: 1,
    make: (city, random) =>
      write(city, random, {
        group: "veteran",
        charge: "敲诈勒索罪",
        fine: 1_900,
        judgedOn: EXTORTION_FLOOR_SINCE,
        why: "2013年4月27日起施行当日判决，罚金1900元低于2000元",
      }),
  },
  {
    name: "general-floor",
    kind: "plant",
    perStandardCity: 4,
    make: (city, random) =>
      write(city, random, {
        charge: random.pick(["诈骗罪", "开设赌场罪", "掩饰、隐瞒犯罪所得、犯罪所得收益罪", "帮助信息网络犯罪活动罪"]),
        fine: hundreds(random, 2, 9),
        why: "罚金低于一般下限1000元（法释〔2000〕45号第2条）",
      }),
  },
  {
    name: "drunk-driving",
    kind: "plant",
    perStandardCity: 3,
    make: (city, random) =>
      write(city, random, {
        charge: "危险驾驶罪",
        sentence: "detention",
        fine: hundreds(random, 4, 9),
        more: { amountInvolved: null },
        why: "危险驾驶罪罚金低于一般下限1000元",
      }),
  },
  {
    name: "minor-below-500",
    kind: "plant",
    perStandardCity: 3,
    make: (city, random) =>
      write(city, random, {
        group: "juvenile",
        charge: "盗窃罪",
        fine: hundreds(random, 1, 4),
        judgedOn: lastYear(city, random),
        more: { isMinor: true },
        why: "未成年人罚金低于500元",
      }),
  },
  {
    name: "fine-only",
    kind: "plant",
    perStandardCity: 2,
    make: (city, random) =>
      write(city, random, {
        charge: "盗窃罪",
        sentence: "fine_only",
        months: null,
        fine: hundreds(random, 3, 9),
        why: "单处罚金低于1000元",
      }),
  },
  {
    name: "written-in-ten-thousands",
    kind: "plant",
    perStandardCity: 3,
    make: (city, random) =>
      write(city, random, {
        group: "veteran",
        charge: "盗窃罪",
        fine: hundreds(random, 5, 9),
        judgedOn: in2014To2018(random),
        more: { file: "judgmentsArchive" },
        why: "来源以万元计（0.05至0.09），折合不足1000元",
      }),
  },
  {
    name: "written-in-capitals",
    kind: "plant",
    perStandardCity: 3,
    make: (city, random) =>
      write(city, random, {
        charge: "盗窃罪",
        fine: hundreds(random, 5, 9),
        more: { file: "judgmentsCounties" },
        why: "来源以大写记载（如捌佰元整），低于1000元",
      }),
  },
  {
    name: "minor-between-500-and-1000",
    kind: "decoy",
    perStandardCity: 4,
    make: (city, random) =>
      write(city, random, {
        group: "juvenile",
        charge: "盗窃罪",
        fine: hundreds(random, 5, 9),
        judgedOn: lastYear(city, random),
        more: { isMinor: true },
        why: "未成年人下限为500元",
      }),
  },
  {
    name: "mitigated",
    kind: "decoy",
    perStandardCity: 4,
    make: (city, random) =>
      write(city, random, {
        charge: random.pick(["盗窃罪", "敲诈勒索罪", "诈骗罪"]),
        fine: hundreds(random, 4, 9),
        more: { isMitigated: true },
        why: "减轻处罚，可以低于下限",
      }),
  },
  {
    name: "extortion-before-the-interpretation",
    kind: "decoy",
    perStandardCity: 3,
    make: (city, random) =>
      write(city, random, {
        group: "veteran",
        charge: "敲诈勒索罪",
        fine: hundreds(random, 10, 19),
        judgedOn: random.chance(0.4) ? EXTORTION_FLOOR_SINCE - 1 : random.between(dayOf(2010, 1, 4), EXTORTION_FLOOR_SINCE - 1),
        why: "法释〔2013〕10号施行前判决，适用一般下限1000元",
      }),
  },
  {
    name: "before-any-floor",
    kind: "decoy",
    perStandardCity: 2,
    make: (city, random) =>
      write(city, random, {
        group: "veteran",
        charge: "盗窃罪",
        fine: hundreds(random, 3, 9),
        judgedOn: random.between(dayOf(1998, 3, 2), GENERAL_FLOOR_SINCE - 1),
        why: "法释〔2000〕45号施行前判决，无最低数额规定",
      }),
  },
  {
    name: "exactly-the-floor",
    kind: "decoy",
    perStandardCity: 5,
    make: (city, random) => {
      const [charge, fine] = random.pick([
        ["盗窃罪", 1_000],
        ["敲诈勒索罪", 2_000],
        ["诈骗罪", 1_000],
      ] as const);
      return write(city, random, { charge, fine, why: "罚金恰为下限" });
    },
  },
  {
    name: "minor-exactly-500",
    kind: "decoy",
    perStandardCity: 1,
    make: (city, random) =>
      write(city, random, {
        group: "juvenile",
        charge: "盗窃罪",
        fine: 500,
        judgedOn: lastYear(city, random),
        more: { isMinor: true },
        why: "未成年人罚金恰为500元",
      }),
  },
  {
    name: "low-figure-in-ten-thousands",
    kind: "decoy",
    perStandardCity: 4,
    make: (city, random) =>
      write(city, random, {
        group: "veteran",
        charge: "盗窃罪",
        fine: random.pick([2_000, 5_000, 15_000, 20_000, 50_000]),
        judgedOn: in2014To2018(random),
        more: { file: "judgmentsArchive" },
        why: "来源以万元计，0.2即2000元",
      }),
  },
  {
    name: "capitals-at-the-floor",
    kind: "decoy",
    perStandardCity: 2,
    make: (city, random) =>
      write(city, random, { charge: "盗窃罪", fine: 1_000, more: { file: "judgmentsCounties" }, why: "壹仟元整，恰为下限" }),
  },
  {
    name: "other-charge-between-the-floors",
    kind: "decoy",
    perStandardCity: 3,
    make: (city, random) =>
      write(city, random, {
        charge: random.pick(["诈骗罪", "盗窃罪"]),
        fine: hundreds(random, 10, 19),
        why: "2000元下限只适用于敲诈勒索罪",
      }),
  },
  {
    name: "zero-means-none",
    kind: "decoy",
    perStandardCity: 3,
    make: (city, random) =>
      write(city, random, {
        charge: random.pick(["故意伤害罪", "交通肇事罪", "寻衅滋事罪"]),
        fine: 0,
        more: { amountInvolved: null },
        why: "该案未判处罚金，来源以0表示",
      }),
  },
  {
    name: "fine-absent",
    kind: "decoy",
    perStandardCity: 3,
    make: (city, random) => {
      const sentence = random.pick(["exempt", "acquitted", "imprisonment"] as const);
      return write(city, random, { charge: "盗窃罪", sentence, fine: null, why: "未记载罚金：免刑、无罪或来源缺项，不属本模型范围" });
    },
  },
];
