import type { City } from "../city.ts";
import { addMonths, type Day } from "../days.ts";
import { effectiveOn, type Judgment, type Stay, writeCorrection, writeJudgment, writeStay } from "../justice.ts";
import { formerId, shortId } from "../other-ids.ts";
import type { Group, Person } from "../people.ts";
import type { Random } from "../random.ts";
import { transposeSequence } from "../typing-errors.ts";
import { acquitOnRetrial, convict, daysAgo, serve, usualFine } from "./convictions.ts";
import { aboutDefendant, type Family } from "./family.ts";

/** Criminal Law 65: a new act within five years after the earlier penalty was served. */
const WITHIN_MONTHS = 60;

interface Story {
  readonly earlierCharge?: string;
  readonly newCharge?: string;
  /** Days from the end of the earlier sentence to the new act; by default one to four years. */
  readonly daysBetween?: number;
  /** Days before (negative) or after the fifth anniversary of the end, instead. */
  readonly aroundAnniversary?: number;
  /** Days from the new act to its judgment. */
  readonly untilJudged?: number;
  readonly earlierMonths?: number;
  readonly earlier?: Partial<Judgment>;
  readonly newer?: Partial<Judgment>;
  readonly group?: Group;
  /** Paroled so many days before the end of the earlier sentence. */
  readonly paroledBefore?: number;
  readonly institution?: Stay["kind"];
  readonly earlierIdText?: (id: string) => string;
  /** The new sentence is served, not suspended. */
  readonly isServed?: boolean;
}

function write(city: City, random: Random, person: Person, story: Story): string {
  const judgedOn = daysAgo(city, random, [40, 500]);
  const committedOn = judgedOn - (story.untilJudged ?? random.between(100, 220));
  const endsOn =
    story.aroundAnniversary === undefined
      ? committedOn - (story.daysBetween ?? random.between(200, 1_500))
      : addMonths(committedOn - story.aroundAnniversary, -WITHIN_MONTHS);
  const idText = story.earlierIdText?.(person.id);
  serve(city, {
    person,
    charge: story.earlierCharge ?? "盗窃罪",
    endsOn,
    months: story.earlierMonths ?? random.between(8, 30),
    more: { ...(idText === undefined ? {} : { idText }), ...story.earlier },
    ...(idText === undefined ? {} : { stayIdText: idText }),
    ...(story.institution === undefined ? {} : { institution: story.institution }),
    ...(story.paroledBefore === undefined ? {} : { releasedEarlyOn: endsOn - story.paroledBefore }),
  });
  return again(city, person, { judgedOn, committedOn, story });
}

/** The new judgment, with probation unless it is served. */
function again(
  city: City,
  person: Person,
  { judgedOn, committedOn, story }: { judgedOn: Day; committedOn: Day; story: Pick<Story, "newCharge" | "newer" | "isServed"> },
): string {
  const charge = story.newCharge ?? "诈骗罪";
  const isDetention = story.newer?.sentence === "detention";
  const months = isDetention ? 4 : 10;
  const probationMonths = story.isServed ? null : isDetention ? 6 : 14;
  const number = writeJudgment(
    city,
    person,
    { charge, judgedOn, committedOn, sentence: "imprisonment", months, probationMonths, fine: usualFine(charge), ...story.newer },
    "clean",
  );
  const startsOn = effectiveOn(judgedOn);
  if (probationMonths !== null && story.newer?.sentence !== "exempt")
    writeCorrection(
      city,
      person,
      { judgmentNumber: number, kind: "probation", startsOn, endsOn: addMonths(startsOn, probationMonths) - 1, arrivedOn: startsOn + 5 },
      "clean",
    );
  return number;
}

const family =
  (kind: Family["kind"]) =>
  (name: string, count: number, why: string, story: (random: Random) => Story): Family => ({
    name,
    kind,
    perStandardCity: count,
    make: (city, random) => {
      const told = story(random);
      const person = city.take(told.group ?? "veteran");
      return aboutDefendant(person, write(city, random, person, told), why);
    },
  });
const [plant, decoy, needsLinkage] = [family("plant"), family("decoy"), family("plant-needs-linkage")];

/** Model 22: probation for a recidivist (Criminal Law 65 and 74). */
export const RECIDIVISTS: readonly Family[] = [
  plant("within-five-years", 3, "前罪有期徒刑执行完毕五年内再犯应判有期徒刑之罪，却适用缓刑", () => ({})),
  plant("last-days-of-five-years", 2, "犯罪之日在五年届满前一日，仍在五年以内", () => ({ aroundAnniversary: -1 })),
  plant("weeks-after-release", 2, "刑满释放后数周即再犯罪，却适用缓刑", (random) => ({ daysBetween: random.between(15, 60) })),
  plant("judged-after-five-years", 3, "犯罪在五年以内，审判时已逾五年，以犯罪之日为准", (random) => ({
    aroundAnniversary: -20,
    untilJudged: random.between(90, 200),
  })),
  plant("counted-from-end-of-parole", 3, "假释出狱已逾五年，但自假释期满之日起不满五年", (random) => ({
    daysBetween: WITHIN_MONTHS * 30 - random.between(100, 200),
    earlierMonths: 60,
    paroledBefore: random.between(400, 600),
  })),
  plant("violent-then-theft", 2, "前罪故意伤害，后罪盗窃，均为故意犯罪", () => ({ earlierCharge: "故意伤害罪", newCharge: "盗窃罪" })),
  plant("short-id-in-earlier-judgment", 2, "前案登记为15位旧身份证号，换算后可以对上", () => ({ earlierIdText: shortId })),
  plant("earlier-in-detention-centre", 2, "前罪余刑在三个月以下，由看守所执行完毕，仍是有期徒刑", () => ({
    earlierMonths: 6,
    institution: "detention-centre",
  })),
  needsLinkage("former-id-in-earlier-judgment", 2, "前案登记的是变更前的身份证号（校验正确）", () => ({ earlierIdText: formerId })),
  needsLinkage("transposed-id-in-earlier-judgment", 2, "前案身份证号有两位颠倒，校验不过而被隔离", () => ({
    earlierIdText: transposeSequence,
  })),
  decoy("after-five-years", 2, "前罪执行完毕已逾五年，不构成累犯", (random) => ({ daysBetween: random.between(1_900, 2_400) })),
  decoy("day-after-five-years", 3, "犯罪之日在五年届满后一日，不构成累犯", () => ({ aroundAnniversary: 1 })),
  decoy("new-crime-negligent", 3, "后罪为过失犯罪，不构成累犯", () => ({ newCharge: "交通肇事罪" })),
  decoy("earlier-crime-negligent", 3, "前罪为过失犯罪，不构成累犯", () => ({ earlierCharge: "过失致人死亡罪" })),
  decoy("new-sentence-detention", 3, "后罪判处拘役，不是应当判处有期徒刑以上刑罚之罪", () => ({
    newCharge: "危险驾驶罪",
    newer: { sentence: "detention" },
  })),
  decoy("new-sentence-served", 2, "构成累犯但未适用缓刑，判处实刑", () => ({ isServed: true })),
  decoy("act-before-earlier-sentence-ended", 2, "后判之罪犯于前罪刑罚执行完毕之前，属漏罪，不是再犯", () => ({
    daysBetween: -700,
    untilJudged: 1_000,
  })),
  decoy("during-parole", 2, "假释考验期内犯罪，应撤销假释数罪并罚，不构成累犯", () => ({
    daysBetween: -60,
    paroledBefore: 300,
    earlierMonths: 40,
  })),
  {
    name: "earlier-on-probation",
    kind: "decoy",
    perStandardCity: 3,
    make: (city, random) => {
      const person = city.take("veteran");
      const judgedOn = daysAgo(city, random, [40, 500]);
      const committedOn = judgedOn - 150;
      const earlier = committedOn - random.between(900, 1_400);
      const number = convict(city, { person, charge: "盗窃罪", judgedOn: earlier, months: 8, more: { probationMonths: 12 } });
      const startsOn = effectiveOn(earlier);
      writeCorrection(
        city,
        person,
        { judgmentNumber: number, kind: "probation", startsOn, endsOn: addMonths(startsOn, 12) - 1, arrivedOn: startsOn + 4 },
        "clean",
      );
      return aboutDefendant(
        person,
        again(city, person, { judgedOn, committedOn, story: {} }),
        "前罪宣告缓刑，原判刑罚没有执行，不构成累犯",
      );
    },
  },
  {
    name: "earlier-detention",
    kind: "decoy",
    perStandardCity: 2,
    make: (city, random) => {
      const person = city.take("veteran");
      const judgedOn = daysAgo(city, random, [40, 500]);
      const committedOn = judgedOn - 150;
      const earlier = committedOn - random.between(500, 1_200);
      const number = writeJudgment(
        city,
        person,
        { charge: "危险驾驶罪", judgedOn: earlier, sentence: "detention", months: 3, fine: usualFine("危险驾驶罪") },
        "clean",
      );
      const admittedOn = effectiveOn(earlier);
      const endsOn = addMonths(admittedOn, 3) - 1;
      writeStay(
        city,
        person,
        { judgmentNumber: number, kind: "detention-centre", admittedOn, endsOn, releasedOn: endsOn, releaseKind: "served" },
        "clean",
      );
      return aboutDefendant(person, again(city, person, { judgedOn, committedOn, story: {} }), "前罪判处拘役，不是有期徒刑以上刑罚");
    },
  },
  {
    name: "earlier-acquitted-on-retrial",
    kind: "decoy",
    perStandardCity: 2,
    make: (city, random) => {
      const person = city.take("veteran");
      const judgedOn = daysAgo(city, random, [40, 300]);
      const committedOn = judgedOn - 150;
      const endsOn = committedOn - random.between(600, 1_000);
      const number = serve(city, { person, charge: "诈骗罪", endsOn, months: 12 });
      acquitOnRetrial(city, { person, charge: "诈骗罪", number, on: endsOn + 300 });
      return aboutDefendant(person, again(city, person, { judgedOn, committedOn, story: { newCharge: "盗窃罪" } }), "前罪已经再审改判无罪");
    },
  },
  {
    name: "earlier-as-a-minor",
    kind: "decoy",
    perStandardCity: 2,
    make: (city) => {
      const person = city.take("convict");
      const endsOn = addMonths(person.bornOn, 12 * 20);
      serve(city, {
        person,
        charge: "抢劫罪",
        endsOn,
        months: 30,
        more: { isMinor: true, committedOn: addMonths(person.bornOn, 12 * 17), fine: 200_000 },
      });
      const committedOn = endsOn + 500;
      const number = again(city, person, { judgedOn: committedOn + 150, committedOn, story: {} });
      return aboutDefendant(person, number, "犯前罪时不满十八周岁，不构成累犯");
    },
  },
  {
    name: "namesake",
    kind: "decoy",
    perStandardCity: 2,
    make: (city, random) => {
      const person = city.take("veteran");
      const other = city.rename(city.take("veteran"), person.name);
      const judgedOn = daysAgo(city, random, [40, 500]);
      serve(city, { person: other, charge: "盗窃罪", endsOn: judgedOn - 800, months: 12 });
      const number = again(city, person, { judgedOn, committedOn: judgedOn - 150, story: {} });
      return aboutDefendant(person, number, "有前科的是同名的另一人");
    },
  },
];
