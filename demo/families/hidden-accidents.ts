import type { City } from "../city.ts";
import { type Day, isoOf } from "../days.ts";
import { writeDeath } from "../deaths.ts";
import { type Firm, writeEnterprise } from "../enterprises.ts";
import type { Random } from "../random.ts";
import { type Call, type Claim, drawMishap, MISHAPS, type Mishap, writeCall, writeClaim, writeReport } from "../workplaces.ts";
import type { Family, Planted } from "./family.ts";

interface Story {
  /** What is known of the accident: a claim, an ambulance call, a death record. */
  readonly claim?: Partial<Pick<Claim, "causeKind" | "severity" | "decision" | "account">>;
  readonly call?: Partial<Pick<Call, "siteKind" | "condition" | "causeKind" | "complaint">> & {
    readonly isNameless?: boolean;
    readonly firmText?: (name: string) => string;
  };
  readonly death?: { readonly cause?: string; readonly diedAt?: "workplace" | "hospital" | "home" | "road" };
  /** Days from the accident to the report; none where absent. */
  readonly reportedAfter?: number;
  /** The report says the accident was so many days earlier (night shift). */
  readonly reportedDayBefore?: boolean;
  /** Another accident of the same firm was duly reported so many days before. */
  readonly otherReportBefore?: number;
  /** Killed and gravely injured together. */
  readonly victims?: number;
}

function write(city: City, random: Random, story: Story): { firm: Firm; on: Day } {
  const on = city.asOf - random.between(80, 700);
  const firm = writeEnterprise(city, city.take("veteran"), {
    number: city.nextDocument(),
    manner: "clean",
    enterprise: { kind: "company", status: "active", foundedOn: on - random.between(800, 4_000), hasRareName: true },
  });
  const mishap: Mishap = drawMishap(random);
  const { account, cause } = MISHAPS[mishap];
  for (let index = 0; index < (story.victims ?? 1); index++) {
    const person = city.take("adult");
    if (story.claim)
      writeClaim(city, firm, person, {
        claim: { injuredOn: on, causeKind: "at_work", severity: "serious", account, appliedAfter: random.between(12, 50), ...story.claim },
        manner: "clean",
      });
    if (story.call)
      writeCall(
        city,
        {
          calledOn: on,
          district: firm.district,
          siteKind: story.call.siteKind ?? "workplace",
          enterpriseName: story.call.firmText?.(firm.name) ?? firm.name,
          causeKind: story.call.causeKind ?? mishap,
          condition: story.call.condition ?? "critical",
          complaint: story.call.complaint ?? account,
          patient: story.call.isNameless ? null : person,
          random,
        },
        "clean",
      );
    if (story.death)
      writeDeath(city, person, {
        diedOn: on,
        random,
        manner: "clean",
        agencies: ["hospital", "police"],
        cause: story.death.cause ?? cause,
        diedAt: story.death.diedAt ?? "workplace",
        employerName: firm.name,
      });
  }
  const isFatal = story.death !== undefined || story.claim?.severity === "fatal";
  const report = (occurredOn: Day, reportedOn: Day) =>
    writeReport(
      city,
      firm,
      { occurredOn, reportedOn, mishap, deaths: isFatal ? (story.victims ?? 1) : 0, seriousInjuries: isFatal ? 0 : (story.victims ?? 1) },
      "clean",
    );
  if (story.reportedAfter !== undefined) report(story.reportedDayBefore ? on - 1 : on, on + story.reportedAfter);
  if (story.otherReportBefore !== undefined) report(on - story.otherReportBefore, on - story.otherReportBefore);
  return { firm, on };
}

const about = ({ firm, on }: { firm: Firm; on: Day }, why: string): Planted => ({
  subject: `${firm.code} ${isoOf(on)}`,
  keys: { credit_code: firm.code, enterprise_name: firm.name },
  office: firm.district.office,
  why,
});

const family =
  (kind: Family["kind"]) =>
  (name: string, count: number, why: string, story: Story): Family => ({
    name,
    kind,
    perStandardCity: count,
    make: (city, random) => about(write(city, random, story), why),
  });
const [plant, decoy, needsLinkage] = [family("plant"), family("decoy"), family("plant-needs-linkage")];

/** Model 36: deaths and grave injuries at work of which no accident report tells. */
export const HIDDEN_ACCIDENTS: readonly Family[] = [
  plant("fatal-claim", 3, "工亡认定，应急管理部门没有事故报告", { claim: { severity: "fatal" } }),
  plant("serious-claim", 4, "工作场所事故重伤，没有事故报告", { claim: { severity: "serious" } }),
  plant("claim-pending", 2, "工伤认定尚在审理，事故没有报告", { claim: { severity: "serious", decision: "pending" } }),
  plant("ambulance-critical", 3, "急救从生产经营场所接走危重伤员，没有事故报告", { call: { condition: "critical" } }),
  plant("ambulance-died", 2, "急救到场时伤员已在作业现场死亡，没有事故报告", { call: { condition: "died" } }),
  plant("ambulance-nameless", 2, "急救不知伤员姓名，只有事发单位，没有事故报告", { call: { condition: "critical", isNameless: true } }),
  plant("death-at-workplace", 3, "死亡证明记载在工作场所因伤死亡，没有事故报告", { death: {} }),
  plant("known-to-three", 2, "工伤认定、急救、死亡证明均有记载，唯独没有事故报告", {
    claim: { severity: "fatal" },
    call: { condition: "died" },
    death: {},
  }),
  plant("several-victims", 2, "一次事故多人伤亡，没有事故报告", { claim: { severity: "serious" }, victims: 3 }),
  plant("other-accident-reported", 3, "单位报告过数月前的另一起事故，此起没有报告", {
    claim: { severity: "serious" },
    otherReportBefore: 120,
  }),
  plant("reported-weeks-later", 3, "数周之后才报告，远超规定时限", { claim: { severity: "fatal" }, reportedAfter: 34 }),
  plant("reported-after-days", 2, "事发三日后才报告，超过规定时限", { claim: { severity: "serious" }, reportedAfter: 3 }),
  needsLinkage("ambulance-short-name", 2, "急救记录只写了单位简称，与登记名称不一致", {
    call: {
      condition: "critical",
      firmText: (name) => name.replace(/^岳阳市?/, "").replace(/有限(?:责任)?公司$/, ""),
    },
  }),
  decoy("reported-at-once", 3, "事故当日已经报告", { claim: { severity: "fatal" }, call: { condition: "died" }, reportedAfter: 0 }),
  decoy("reported-past-midnight", 3, "深夜发生，一小时内报告已是次日", { claim: { severity: "serious" }, reportedAfter: 1 }),
  decoy("night-shift", 2, "夜班跨零时，报告记载的发生日期早一日", {
    claim: { severity: "serious" },
    reportedAfter: 0,
    reportedDayBefore: true,
  }),
  decoy("death-reported", 2, "工作场所死亡，当日已经报告", { death: {}, reportedAfter: 0 }),
  decoy("ambulance-reported", 2, "急救接走重伤员，当日已经报告", { call: { condition: "critical" }, reportedAfter: 0 }),
  decoy("commuting", 3, "上下班途中交通事故，不是生产安全事故", {
    claim: { causeKind: "commuting", severity: "fatal", account: "下班途中被货车碰撞" },
    call: { siteKind: "road", causeKind: "traffic", complaint: "车祸致重伤" },
  }),
  decoy("sudden-illness", 3, "工作岗位突发疾病死亡，不是事故", {
    claim: { causeKind: "sudden_illness", severity: "fatal", account: "值班时突发心肌梗死" },
    call: { causeKind: "illness", condition: "died", complaint: "突发胸痛、意识丧失" },
    death: { cause: "心肌梗死" },
  }),
  decoy("occupational-disease", 2, "职业病，不是事故", { claim: { causeKind: "disease", severity: "serious", account: "诊断为尘肺叁期" } }),
  decoy("minor-injury", 3, "轻伤，未达到死亡、重伤", { claim: { severity: "minor" }, call: { condition: "stable" } }),
  decoy("claim-refused", 2, "不予认定工伤，非因工作受伤", {
    claim: { severity: "serious", decision: "refused", account: "自称作业受伤，经查系在家中摔伤" },
  }),
  decoy("assault-at-work", 2, "履行职责受到暴力伤害，属治安刑事案件", {
    claim: { causeKind: "violence", severity: "serious", account: "制止斗殴时被刺伤" },
    call: { causeKind: "assault", complaint: "胸部刀刺伤" },
  }),
  decoy("business-trip", 2, "因工外出途中发生交通事故", {
    claim: { causeKind: "business_trip", severity: "serious", account: "出差途中发生交通事故" },
  }),
  decoy("died-at-home", 2, "在家中因病死亡，与单位无关", { death: { cause: "脑出血", diedAt: "home" } }),
];
