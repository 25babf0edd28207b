import type { City } from "../city.ts";
import { addMonths, type Day } from "../days.ts";
import { type Enterprise, type Firm, type Position, writeEnterprise, writeOfficer } from "../enterprises.ts";
import { effectiveOn, type Judgment, writeCorrection } from "../justice.ts";
import { shortId } from "../other-ids.ts";
import type { Person } from "../people.ts";
import type { Random } from "../random.ts";
import { transposeSequence } from "../typing-errors.ts";
import { acquitOnRetrial, convict, serve } from "./convictions.ts";
import { aboutPerson, type Family } from "./family.ts";

/** Company Law 178: five years after the sentence, two after the end of probation. Bars end, or have ended, at least so many days off the reference day. */
const BAR_MONTHS = 60;
const BAR_MONTHS_AFTER_PROBATION = 24;
const MARGIN = 90;

type Conviction = (city: City, random: Random, person: Person) => { readonly barredFrom: Day; readonly barredUntil: Day | null };

interface Offence {
  readonly charge: string;
  readonly months?: number;
  /** Days from the reference day to the end of the bar. */
  readonly barLeft: readonly [number, number];
  readonly more?: Partial<Judgment>;
  readonly paroledBefore?: number;
  readonly idText?: (id: string) => string;
}

/** A term served so long ago that of the bar so many days are left (or passed, negative). */
const served =
  ({ charge, months = 12, barLeft, more = {}, paroledBefore, idText }: Offence): Conviction =>
  (city, random, person) => {
    const barredUntil = city.asOf + random.between(barLeft[0], barLeft[1]);
    const endsOn = addMonths(barredUntil, -BAR_MONTHS);
    const text = idText?.(person.id);
    serve(city, {
      person,
      charge,
      endsOn,
      months,
      more: { ...(text === undefined ? {} : { idText: text }), ...more },
      ...(text === undefined ? {} : { stayIdText: text }),
      ...(paroledBefore === undefined ? {} : { releasedEarlyOn: endsOn - paroledBefore }),
    });
    return { barredFrom: effectiveOn(addMonths(endsOn, -months) + 60), barredUntil };
  };

/** Probation that ended, or ends, so that of the bar so many days are left. */
const suspended =
  ({ charge, months = 10, barLeft }: Offence): Conviction =>
  (city, random, person) => {
    const barredUntil = city.asOf + random.between(barLeft[0], barLeft[1]);
    const probationMonths = months + 8;
    const startsOn = addMonths(barredUntil, -BAR_MONTHS_AFTER_PROBATION - probationMonths);
    const judgedOn = startsOn - 11;
    const number = convict(city, { person, charge, judgedOn, months, more: { probationMonths } });
    const endsOn = addMonths(startsOn, probationMonths) - 1;
    writeCorrection(city, person, { judgmentNumber: number, kind: "probation", startsOn, endsOn, arrivedOn: startsOn + 6 }, "clean");
    return { barredFrom: startsOn, barredUntil };
  };

interface Work {
  /** As the source has it: a title or the dictionary's word. Null: legal representative (and executive director) of the firm. */
  readonly title: Position | "执行董事" | "总经理" | "财务负责人" | "董事会秘书" | "监事会主席" | null;
  readonly enterprise?: Enterprise;
  /** Appointed before the conviction, during the bar, or after its end. */
  readonly appointed: "before" | "during" | "after";
  /** Left the office the day before the judgment took effect. */
  readonly leftBefore?: boolean;
  readonly firms?: number;
  readonly idText?: (id: string) => string;
}

function employ(
  city: City,
  random: Random,
  person: Person,
  { work, conviction }: { work: Work; conviction: ReturnType<Conviction> },
): void {
  const { barredFrom, barredUntil } = conviction;
  const appointedOn =
    work.appointed === "before"
      ? barredFrom - random.between(400, 1_500)
      : work.appointed === "during"
        ? Math.min(barredFrom + random.between(200, 500), city.asOf - 20)
        : Math.min((barredUntil ?? barredFrom) + random.between(10, MARGIN - 20), city.asOf - 5);
  const foundedOn = appointedOn - (work.title === null ? 0 : random.between(0, 900));
  const idText = work.idText?.(person.id);
  for (let index = 0; index < (work.firms ?? 1); index++) {
    const enterprise: Enterprise = {
      status: "active",
      kind: "company",
      foundedOn,
      endedOn: barredFrom - 100,
      ...(idText === undefined || work.title !== null ? {} : { idText }),
      ...work.enterprise,
    };
    const representative = work.title === null ? person : city.take("veteran");
    const firm: Firm = writeEnterprise(city, representative, { number: city.nextDocument(), manner: "clean", enterprise });
    if (work.title === null) continue;
    const leftOn = work.leftBefore ? barredFrom - 1 : null;
    const office = { position: work.title as Position, appointedOn, leftOn, ...(idText === undefined ? {} : { idText }) };
    writeOfficer(city, firm, person, { office, manner: "clean" });
  }
}

const family =
  (kind: Family["kind"]) =>
  (name: string, count: number, why: string, [conviction, work]: readonly [Conviction, Work]): Family => ({
    name,
    kind,
    perStandardCity: count,
    make: (city, random) => {
      const person = city.take("veteran");
      employ(city, random, person, { work, conviction: conviction(city, random, person) });
      return aboutPerson(person, why);
    },
  });
const [plant, decoy, needsLinkage] = [family("plant"), family("decoy"), family("plant-needs-linkage")];

const RUNNING = [MARGIN, 1_500] as const;
const OVER = [-1_200, -MARGIN] as const;
const EMBEZZLED = { charge: "职务侵占罪", barLeft: RUNNING } as const;

/** Model 14: officers of companies while barred by a conviction. */
export const BARRED_DIRECTORS: readonly Family[] = [
  plant("within-five-years", 2, "侵占财产被判刑，执行期满未逾五年仍任法定代表人", [
    served(EMBEZZLED),
    { title: null, appointed: "before" },
  ]),
  plant("director-appointed-during-bar", 3, "因贪污被判刑，执行期满未逾五年又被选任董事", [
    served({ charge: "贪污罪", months: 30, barLeft: RUNNING }),
    { title: "执行董事", appointed: "during" },
  ]),
  plant("supervisor", 2, "因受贿被判刑，执行期满未逾五年担任监事", [
    served({ charge: "受贿罪", months: 24, barLeft: RUNNING }),
    { title: "监事会主席", appointed: "during" },
  ]),
  plant("finance-head", 2, "因挪用资金被判刑，执行期满未逾五年担任财务负责人", [
    served({ charge: "挪用资金罪", barLeft: RUNNING }),
    { title: "财务负责人", appointed: "during" },
  ]),
  plant("market-order", 3, "因破坏社会主义市场经济秩序被判刑，执行期满未逾五年担任总经理", [
    (city, random, person) =>
      served({ charge: random.pick(["非法经营罪", "生产、销售伪劣产品罪", "合同诈骗罪", "虚开发票罪"]), barLeft: RUNNING })(
        city,
        random,
        person,
      ),
    { title: "总经理", appointed: "during" },
  ]),
  plant("few-months-of-bar-left", 2, "五年将满而未满，仍在任", [
    served({ ...EMBEZZLED, barLeft: [MARGIN, MARGIN + 30] }),
    { title: "director", appointed: "during" },
  ]),
  plant("still-serving", 2, "仍在服刑，未免去监事职务", [
    served({ charge: "职务侵占罪", months: 60, barLeft: [BAR_MONTHS * 30 + 200, BAR_MONTHS * 30 + 900] }),
    { title: "supervisor", appointed: "before" },
  ]),
  plant("probation-running", 3, "因行贿宣告缓刑，考验期内担任经理", [
    suspended({ charge: "行贿罪", barLeft: [BAR_MONTHS_AFTER_PROBATION * 30 + 60, BAR_MONTHS_AFTER_PROBATION * 30 + 300] }),
    { title: "senior-manager", appointed: "before" },
  ]),
  plant("probation-ended-within-two-years", 3, "缓刑考验期满未逾二年担任董事", [
    suspended({ charge: "职务侵占罪", barLeft: [MARGIN, 600] }),
    { title: "director", appointed: "during" },
  ]),
  plant("political-rights", 2, "因故意犯罪被剥夺政治权利，执行期满未逾五年任执行董事", [
    served({ charge: "故意伤害罪", months: 48, barLeft: [400, 1_400], more: { deprivationMonths: 12 } }),
    { title: "执行董事", appointed: "during" },
  ]),
  plant("counted-from-end-of-parole", 2, "假释出狱已逾五年，但自假释期满未逾五年，仍任董事", [
    served({ charge: "受贿罪", months: 60, barLeft: [MARGIN, 300], paroledBefore: 500 }),
    { title: "director", appointed: "during" },
  ]),
  plant("several-companies", 2, "执行期满未逾五年，同时在多家公司任董事", [
    served(EMBEZZLED),
    { title: "director", appointed: "during", firms: 3 },
  ]),
  plant("short-id-in-judgment", 2, "判决登记为15位旧身份证号，换算后可以对上", [
    served({ ...EMBEZZLED, idText: shortId }),
    { title: "director", appointed: "during" },
  ]),
  needsLinkage("transposed-id-of-officer", 2, "任职登记的身份证号有两位颠倒，校验不过而被隔离", [
    served(EMBEZZLED),
    { title: "director", appointed: "during", idText: transposeSequence },
  ]),
  decoy("after-five-years", 2, "执行期满已逾五年之后才任法定代表人", [
    served({ charge: "职务侵占罪", barLeft: OVER }),
    { title: null, appointed: "after" },
  ]),
  decoy("weeks-after-the-bar", 2, "执行期满刚逾五年，其后才任董事", [
    served({ charge: "受贿罪", barLeft: [-MARGIN - 20, -MARGIN] }),
    { title: "director", appointed: "after" },
  ]),
  decoy("other-offence", 2, "所犯之罪不在公司法第一百七十八条之列", [
    served({ charge: "交通肇事罪", barLeft: RUNNING }),
    { title: null, appointed: "before" },
  ]),
  decoy("violence-without-loss-of-rights", 2, "故意伤害罪，未剥夺政治权利，不在禁止之列", [
    served({ charge: "故意伤害罪", months: 30, barLeft: RUNNING }),
    { title: "director", appointed: "during" },
  ]),
  decoy("two-years-after-probation", 3, "缓刑考验期满已逾二年之后才任经理", [
    suspended({ charge: "行贿罪", barLeft: [-500, -MARGIN] }),
    { title: "senior-manager", appointed: "after" },
  ]),
  decoy("left-before-judgment", 3, "判决生效前一日已经离任", [
    served(EMBEZZLED),
    { title: "director", appointed: "before", leftBefore: true },
  ]),
  decoy("shareholder", 3, "仅为股东，不担任职务", [served(EMBEZZLED), { title: "shareholder", appointed: "before" }]),
  decoy("liaison", 2, "仅为工商联络员，不是高级管理人员", [served(EMBEZZLED), { title: "liaison", appointed: "during" }]),
  decoy("individual-business", 2, "个体工商户经营者，不适用公司法", [
    served(EMBEZZLED),
    { title: null, appointed: "during", enterprise: { kind: "individual" } },
  ]),
  decoy("cooperative", 2, "农民专业合作社理事长，不适用公司法", [
    served(EMBEZZLED),
    { title: null, appointed: "during", enterprise: { kind: "cooperative" } },
  ]),
  decoy("deregistered", 2, "公司在判决之前已经注销", [
    served(EMBEZZLED),
    { title: null, appointed: "before", enterprise: { status: "deregistered" } },
  ]),
  decoy("exempt-from-punishment", 2, "免予刑事处罚，未被判处刑罚", [
    (city, random, person) => {
      const judgedOn = city.asOf - random.between(300, 900);
      const more = { sentence: "exempt", months: null, fine: null } as const;
      convict(city, { person, charge: "受贿罪", judgedOn, months: 0, more });
      return { barredFrom: effectiveOn(judgedOn), barredUntil: null };
    },
    { title: "director", appointed: "before" },
  ]),
  decoy("acquitted-on-retrial", 2, "再审改判无罪", [
    (city, random, person) => {
      const endsOn = city.asOf - random.between(500, 1_200);
      const number = serve(city, { person, charge: "职务侵占罪", endsOn, months: 14 });
      acquitOnRetrial(city, { person, charge: "职务侵占罪", number, on: endsOn + 200 });
      return { barredFrom: endsOn - 300, barredUntil: endsOn };
    },
    { title: "director", appointed: "before" },
  ]),
  {
    name: "namesake",
    kind: "decoy",
    perStandardCity: 3,
    make: (city, random) => {
      const convicted = city.take("veteran");
      const person = city.rename(city.take("adult"), convicted.name);
      employ(city, random, person, {
        work: { title: "director", appointed: "during" },
        conviction: served(EMBEZZLED)(city, random, convicted),
      });
      return aboutPerson(person, "受刑事处罚的是同名的另一人");
    },
  },
];
