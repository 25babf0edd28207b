import type { City } from "../city.ts";
import { addMonths, type Day } from "../days.ts";
import { effectiveOn, type Judgment } from "../justice.ts";
import { formerId, shortId } from "../other-ids.ts";
import type { Group, Person } from "../people.ts";
import type { Random } from "../random.ts";
import { drawSchool, type Employment, type SchoolKind, type SchoolPosition, writeStaff } from "../schools.ts";
import { otherDistrict } from "../suits.ts";
import { transposeSequence } from "../typing-errors.ts";
import { acquitOnRetrial, convict, daysAgo, serve } from "./convictions.ts";
import { aboutPerson, type Family } from "./family.ts";

interface Story {
  readonly charge: string;
  readonly group?: Group;
  readonly months?: number;
  /** Years from the judgment to the reference day. */
  readonly yearsAgo?: readonly [number, number];
  readonly judgment?: Partial<Judgment>;
  readonly position: SchoolPosition;
  readonly school: SchoolKind;
  readonly form?: Employment["form"];
  /** Hired after the sentence was served, or before the judgment. */
  readonly hired?: "after" | "before";
  /** Left so many days before the judgment took effect. */
  readonly leftBefore?: number;
  /** The employer asked for the record when hiring. */
  readonly isChecked?: boolean;
  readonly isElsewhere?: boolean;
  readonly idText?: (id: string) => string;
}

function write(city: City, random: Random, person: Person, story: Story): { judgedOn: Day; number: string } {
  const [least, greatest] = story.yearsAgo ?? [2, 7];
  const judgedOn = daysAgo(city, random, [least * 365, greatest * 365]);
  const months = story.months ?? random.between(8, 14);
  const idText = story.idText?.(person.id);
  const more = { ...(idText === undefined ? {} : { idText }), ...story.judgment };
  const isSuspended = (story.judgment?.probationMonths ?? null) !== null;
  const number =
    isSuspended || story.judgment?.sentence
      ? convict(city, { person, charge: story.charge, judgedOn, months, more })
      : serve(city, {
          person,
          charge: story.charge,
          endsOn: addMonths(judgedOn - 60, months),
          months,
          more: { judgedOn, ...more },
          ...(idText === undefined ? {} : { stayIdText: idText }),
        });
  const isBefore = (story.hired ?? "after") === "before";
  const hiredOn = isBefore
    ? judgedOn - random.between(700, 1_500)
    : Math.min(addMonths(judgedOn, months) + random.between(20, 200), city.asOf - 15);
  const place = drawSchool(random, story.isElsewhere ? otherDistrict(random, person.district) : person.district, story.school);
  writeStaff(city, place, person, {
    work: {
      position: story.position,
      hiredOn,
      leftOn: story.leftBefore === undefined ? null : effectiveOn(judgedOn) - story.leftBefore,
      checkedOn: story.isChecked ? hiredOn - 6 : null,
      form: story.form ?? "employed",
    },
    manner: "clean",
  });
  return { judgedOn, number };
}

const family =
  (kind: Family["kind"]) =>
  (name: string, count: number, [why, story]: readonly [string, Story]): Family => ({
    name,
    kind,
    perStandardCity: count,
    make: (city, random) => {
      const person = city.take(story.group ?? "convict");
      write(city, random, person, story);
      return aboutPerson(person, why);
    },
  });
const [plant, decoy, needsLinkage] = [family("plant"), family("decoy"), family("plant-needs-linkage")];

/** Model 35: people with convictions of the kinds of Minors Protection Law 62 who work where children are. */
export const SCHOOL_BANS: readonly Family[] = [
  plant("teacher-after-indecency", 3, ["猥亵儿童罪刑满后到小学任教", { charge: "猥亵儿童罪", position: "teacher", school: "primary" }]),
  plant("guard-after-rape", 3, [
    "强奸罪刑满后到中学任保安",
    { charge: "强奸罪", months: 40, yearsAgo: [4, 7], position: "guard", school: "secondary", form: "dispatched" },
  ]),
  plant("cook-after-injury", 3, [
    "故意伤害罪刑满后到学校食堂工作",
    { charge: "故意伤害罪", position: "cook", school: "secondary", form: "temporary" },
  ]),
  plant("driver-after-trafficking", 2, [
    "拐卖妇女、儿童罪刑满后任校车驾驶员",
    {
      charge: "拐卖妇女、儿童罪",
      months: 60,
      yearsAgo: [7, 12],
      group: "veteran",
      position: "driver",
      school: "kindergarten",
      form: "dispatched",
    },
  ]),
  plant("carer-after-abuse", 2, [
    "虐待被监护、看护人罪之后到托育机构任保育员",
    { charge: "虐待被监护、看护人罪", position: "carer", school: "care" },
  ]),
  plant("coach-of-a-training-school", 3, [
    "强制猥亵罪刑满后在校外培训机构任教练",
    { charge: "强制猥亵、侮辱罪", position: "coach", school: "training" },
  ]),
  plant("still-employed-after-conviction", 3, [
    "在职期间犯罪被判刑，判决生效后仍未解聘",
    { charge: "猥亵儿童罪", yearsAgo: [2, 4], position: "teacher", school: "secondary", hired: "before" },
  ]),
  plant("on-probation", 2, [
    "故意伤害罪宣告缓刑，仍在幼儿园工作",
    { charge: "故意伤害罪", months: 10, judgment: { probationMonths: 14 }, position: "cleaner", school: "kindergarten", hired: "before" },
  ]),
  plant("twenty-years-ago", 2, [
    "犯罪已过去二十年，禁止录用没有年限",
    { charge: "强奸罪", months: 48, yearsAgo: [18, 24], group: "veteran", position: "guard", school: "primary" },
  ]),
  plant("record-was-asked-for", 2, [
    "入职时查询过而仍然录用",
    { charge: "猥亵儿童罪", position: "teacher", school: "vocational", isChecked: true },
  ]),
  plant("in-another-district", 2, [
    "在另一县区被录用",
    { charge: "强制猥亵、侮辱罪", position: "leader", school: "kindergarten", isElsewhere: true },
  ]),
  plant("short-id-in-judgment", 2, [
    "判决登记为15位旧身份证号，换算后可以对上",
    { charge: "强奸罪", months: 36, yearsAgo: [4, 7], position: "cook", school: "primary", idText: shortId },
  ]),
  needsLinkage("transposed-id-in-judgment", 2, [
    "判决的身份证号有两位颠倒，校验不过而被隔离",
    { charge: "猥亵儿童罪", position: "teacher", school: "primary", idText: transposeSequence },
  ]),
  needsLinkage("former-id-in-judgment", 2, [
    "判决登记的是变更前的身份证号（校验正确）",
    { charge: "强奸罪", months: 36, yearsAgo: [4, 7], position: "guard", school: "secondary", idText: formerId },
  ]),
  decoy("dangerous-driving", 3, [
    "危险驾驶罪不在性侵害、虐待、拐卖、暴力伤害之列",
    { charge: "危险驾驶罪", judgment: { sentence: "detention", months: 2 }, months: 2, position: "teacher", school: "secondary" },
  ]),
  decoy("theft", 2, ["盗窃罪不在禁止之列", { charge: "盗窃罪", position: "cleaner", school: "primary" }]),
  decoy("negligent-injury", 3, ["过失致人重伤罪不是暴力伤害", { charge: "过失致人重伤罪", position: "teacher", school: "secondary" }]),
  decoy("traffic-death", 2, ["交通肇事罪为过失犯罪", { charge: "交通肇事罪", position: "driver", school: "secondary" }]),
  decoy("left-before-judgment", 3, [
    "判决生效之前已经解聘",
    { charge: "猥亵儿童罪", position: "teacher", school: "primary", hired: "before", leftBefore: 120 },
  ]),
  decoy("left-the-day-before", 2, [
    "判决生效前一日解聘",
    { charge: "故意伤害罪", position: "guard", school: "secondary", hired: "before", leftBefore: 1 },
  ]),
  decoy("university", 3, ["普通高等学校不是密切接触未成年人的单位", { charge: "故意伤害罪", position: "guard", school: "university" }]),
  decoy("adult-education", 2, ["老年大学不是密切接触未成年人的单位", { charge: "强制猥亵、侮辱罪", position: "teacher", school: "adult" }]),
  decoy("acquitted", 2, [
    "一审宣告无罪",
    {
      charge: "故意伤害罪",
      judgment: { sentence: "acquitted", months: null },
      months: 0,
      position: "teacher",
      school: "primary",
      hired: "before",
    },
  ]),
  {
    name: "acquitted-on-retrial",
    kind: "decoy",
    perStandardCity: 2,
    make: (city, random) => {
      const person = city.take("convict");
      const story = { charge: "强奸罪", months: 36, yearsAgo: [4, 7], position: "teacher", school: "secondary" } as const;
      const { judgedOn, number } = write(city, random, person, story);
      acquitOnRetrial(city, { person, charge: "强奸罪", number, on: judgedOn + 500 });
      return aboutPerson(person, "再审改判无罪");
    },
  },
  {
    name: "juvenile-record",
    kind: "decoy",
    perStandardCity: 2,
    make: (city, random) => {
      const person = city.take("convict");
      const judgedOn = addMonths(person.bornOn, 12 * 17);
      const more = { isMinor: true, committedOn: judgedOn - 200, probationMonths: 18 };
      convict(city, { person, charge: "故意伤害罪", judgedOn, months: 12, more });
      writeStaff(city, drawSchool(random, person.district, "secondary"), person, {
        work: { position: "teacher", hiredOn: addMonths(person.bornOn, 12 * 24) },
        manner: "clean",
      });
      return aboutPerson(person, "未成年时被判五年以下，记录依法封存");
    },
  },
  {
    name: "namesake",
    kind: "decoy",
    perStandardCity: 3,
    make: (city, random) => {
      const convicted = city.take("convict");
      serve(city, { person: convicted, charge: "猥亵儿童罪", endsOn: daysAgo(city, random, [700, 2_000]), months: 30 });
      const person = city.rename(city.take("adult"), convicted.name);
      writeStaff(city, drawSchool(random, person.district, "primary"), person, {
        work: { position: "teacher", hiredOn: city.asOf - random.between(200, 2_000), checkedOn: city.asOf - 2_010 },
        manner: "clean",
      });
      return aboutPerson(person, "有犯罪记录的是同名的另一人");
    },
  },
];
