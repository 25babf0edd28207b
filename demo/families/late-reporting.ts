import type { City } from "../city.ts";
import { addMonths, type Day } from "../days.ts";
import { type Correction, effectiveOn, type Judgment, writeCorrection, writeJudgment } from "../justice.ts";
import { formerId, shortId } from "../other-ids.ts";
import type { Person } from "../people.ts";
import type { Random } from "../random.ts";
import { transposeSequence } from "../typing-errors.ts";
import { convict, daysAgo, serve } from "./convictions.ts";
import { aboutDefendant, type Family, type Planted } from "./family.ts";

interface Story {
  /** Days from the effective date to the arrival. */
  readonly days: number;
  readonly kind?: "probation" | "control";
  readonly sentence?: Judgment["sentence"];
  readonly charge?: string;
  /** Days from the judgment to its effect, where it was appealed. */
  readonly appealDays?: number;
  readonly number?: string;
  readonly judgedOn?: Day;
  /** The agency took the day of arrival for the start. */
  readonly startsOnArrival?: boolean;
  readonly reason?: Correction["delayReason"];
  readonly idText?: (id: string) => string;
}

function write(city: City, random: Random, person: Person, story: Story): { number: string; judgedOn: Day } {
  const kind = story.kind ?? "probation";
  const judgedOn = story.judgedOn ?? daysAgo(city, random, [160, 900]);
  const effective = story.appealDays === undefined ? effectiveOn(judgedOn) : judgedOn + story.appealDays;
  const months = kind === "control" ? random.between(6, 20) : story.sentence === "detention" ? random.between(2, 6) : random.between(8, 30);
  const probationMonths = kind === "probation" ? Math.max(story.sentence === "detention" ? 4 : 12, months + random.between(2, 8)) : null;
  const number = writeJudgment(
    city,
    person,
    {
      charge: story.charge ?? "交通肇事罪",
      judgedOn,
      effectiveOn: effective,
      sentence: story.sentence ?? (kind === "control" ? "control" : "imprisonment"),
      months,
      probationMonths,
      ...(story.number === undefined ? {} : { number: story.number }),
    },
    "clean",
  );
  const arrivedOn = effective + story.days;
  const idText = story.idText?.(person.id);
  writeCorrection(
    city,
    person,
    {
      judgmentNumber: number,
      kind,
      startsOn: story.startsOnArrival ? arrivedOn : effective,
      endsOn: addMonths(effective, probationMonths ?? months) - 1,
      arrivedOn,
      ...(story.reason === undefined ? {} : { delayReason: story.reason }),
      ...(idText === undefined ? {} : { idText }),
    },
    "clean",
  );
  return { number, judgedOn };
}

const late = (random: Random): number => random.between(12, 60);

const family =
  (kind: Family["kind"]) =>
  (name: string, count: number, why: string, story: (random: Random) => Story): Family => ({
    name,
    kind,
    perStandardCity: count,
    make: (city, random) => {
      const person = city.take("convict");
      const { number } = write(city, random, person, story(random));
      const planted = aboutDefendant(person, number, why);
      // Who finds it by the judgment's number has the roster's id, not the person's.
      return kind === "plant-needs-linkage" ? { ...planted, keys: { judgment_number: number } } : planted;
    },
  });
const [plant, decoy, needsLinkage] = [family("plant"), family("decoy"), family("plant-needs-linkage")];

/** Two defendants of one judgment, one in time and one late; the first is the subject. */
function withCoDefendant(
  city: City,
  random: Random,
  { days, other, why }: { days: number; other: Pick<Story, "days" | "reason">; why: string },
): Planted {
  const [person, second] = [city.take("convict"), city.take("convict")];
  const { number, judgedOn } = write(city, random, person, { days, charge: "故意伤害罪" });
  write(city, random, second, { ...other, charge: "故意伤害罪", number, judgedOn });
  return aboutDefendant(person, number, why);
}

/** Community Correction Law 21: subjects of control, probation and parole report within ten days after the judgment takes effect. */
const WITHIN_DAYS = 10;

/** Model 16: arrival at community correction after the tenth day. */
export const LATE_REPORTING: readonly Family[] = [
  plant("late", 4, "判决生效十日后才报到", (random) => ({ days: late(random) })),
  plant("eleventh-day", 3, "判决生效后第十一日报到，超期一日", () => ({ days: WITHIN_DAYS + 1 })),
  plant("months-late", 2, "判决生效数月后才报到，其间脱管", (random) => ({ days: random.between(90, 140) })),
  plant("control", 2, "判处管制，超过十日才报到", (random) => ({ days: late(random), kind: "control", charge: "故意伤害罪" })),
  plant("detention-on-probation", 2, "拘役宣告缓刑，超过十日才报到", (random) => ({
    days: late(random),
    sentence: "detention",
    charge: "故意伤害罪",
  })),
  plant("start-recorded-as-arrival", 3, "矫正开始日期按报到之日登记，实际判决早已生效", (random) => ({
    days: late(random),
    startsOnArrival: true,
  })),
  plant("late-after-appeal", 2, "上诉后判决生效，自生效之日起仍超过十日", (random) => ({
    days: late(random),
    appealDays: random.between(60, 110),
  })),
  plant("short-id-in-roster", 2, "矫正名册登记为15位旧身份证号，换算后可以对上", (random) => ({ days: late(random), idText: shortId })),
  {
    name: "co-defendant-in-time",
    kind: "plant",
    perStandardCity: 2,
    make: (city, random) =>
      withCoDefendant(city, random, { days: late(random), other: { days: random.between(1, 9) }, why: "同案两人，一人按时，此人超期报到" }),
  },
  needsLinkage("transposed-id-in-roster", 2, "矫正名册的身份证号有两位颠倒，校验不过而被隔离", (random) => ({
    days: late(random),
    idText: transposeSequence,
  })),
  needsLinkage("former-id-in-roster", 2, "矫正名册登记的是变更前的身份证号（校验正确）", (random) => ({
    days: late(random),
    idText: formerId,
  })),
  decoy("tenth-day", 3, "第十日报到，未超期", () => ({ days: WITHIN_DAYS })),
  decoy("same-day", 2, "判决生效当日报到", () => ({ days: 0 })),
  decoy("before-effect", 2, "判决生效之前已到矫正机构登记", () => ({ days: -3 })),
  decoy("in-hospital", 3, "因病住院，逾期有合法事由记载", (random) => ({ days: late(random), reason: "illness" })),
  decoy("flood", 2, "洪水阻断交通，属不可抗力", (random) => ({ days: random.between(12, 25), reason: "force_majeure" })),
  decoy("held-in-another-case", 2, "因另案被羁押，无法报到", (random) => ({ days: late(random), reason: "other_custody" })),
  decoy("place-changed", 2, "依法变更执行地，重新办理报到", (random) => ({ days: late(random), reason: "place_changed" })),
  decoy("counted-from-appeal", 3, "上诉后判决才生效，自生效之日起十日内报到", (random) => ({
    days: random.between(1, WITHIN_DAYS),
    appealDays: random.between(50, 110),
  })),
  {
    name: "co-defendant-late",
    kind: "decoy",
    perStandardCity: 2,
    make: (city, random) =>
      withCoDefendant(city, random, {
        days: random.between(1, 9),
        other: { days: late(random), reason: "illness" },
        why: "同案另一人因病住院迟到，此人按时报到",
      }),
  },
  {
    name: "parole",
    kind: "decoy",
    perStandardCity: 3,
    make: (city, random) =>
      outside(city, random, { kind: "parole", days: random.between(1, 9), why: "假释，自裁定生效之日起十日内报到，与原判决生效日无关" }),
  },
  {
    name: "medical",
    kind: "decoy",
    perStandardCity: 2,
    make: (city, random) =>
      outside(city, random, { kind: "medical", days: random.between(12, 30), why: "暂予监外执行由看守所、监狱移送，不适用十日报到" }),
  },
  {
    name: "namesake",
    kind: "decoy",
    perStandardCity: 2,
    make: (city, random) => {
      const person = city.take("convict");
      const other = city.rename(city.take("convict"), person.name);
      write(city, random, other, { days: late(random), reason: "illness" });
      return aboutDefendant(
        person,
        write(city, random, person, { days: random.between(1, 9) }).number,
        "迟到的是同名的另一人，且有合法事由",
      );
    },
  },
  {
    name: "no-probation",
    kind: "decoy",
    perStandardCity: 2,
    make: (city, random) => {
      const person = city.take("convict");
      const number = convict(city, { person, charge: "盗窃罪", judgedOn: daysAgo(city, random, [30, 200]), months: random.between(8, 20) });
      return aboutDefendant(person, number, "判处实刑，没有社区矫正");
    },
  },
];

/** Released from prison into community correction; its start has nothing to do with the judgment's effect. */
function outside(city: City, random: Random, { kind, days, why }: { kind: "parole" | "medical"; days: number; why: string }): Planted {
  const person = city.take("convict");
  const endsOn = city.asOf + random.between(30, 300);
  const releasedOn = endsOn - random.between(330, 420);
  const number = serve(city, { person, charge: "故意伤害罪", endsOn, months: 40, releasedEarlyOn: releasedOn, earlyRelease: kind });
  writeCorrection(city, person, { judgmentNumber: number, kind, startsOn: releasedOn, endsOn, arrivedOn: releasedOn + days }, "clean");
  return aboutDefendant(person, number, why);
}
