import type { City } from "./city.ts";
import { type Day, yearOf } from "./days.ts";
import type { Firm } from "./enterprises.ts";
import type { Manner } from "./justice.ts";
import { address, type Person } from "./people.ts";
import type { District } from "./places.ts";
import { Random, Weighted } from "./random.ts";

export type Mishap = "fall" | "struck" | "machinery" | "lifting" | "collapse" | "electric" | "burn" | "poisoning" | "drowning";

/** How each kind of accident is told, and its category in reports (GB 6441). */
export const MISHAPS: Readonly<Record<Mishap, { readonly account: string; readonly category: string; readonly cause: string }>> = {
  fall: { account: "在脚手架上作业时不慎坠落", category: "高处坠落", cause: "高处坠落致颅脑损伤" },
  struck: { account: "作业时被掉落的钢管砸中", category: "物体打击", cause: "物体打击致颅脑损伤" },
  machinery: { account: "清理设备时肢体被卷入传动装置", category: "机械伤害", cause: "机械绞轧致失血性休克" },
  lifting: { account: "吊装作业中吊物脱落被压", category: "起重伤害", cause: "重物挤压致胸腹损伤" },
  collapse: { account: "沟槽开挖时土方坍塌被埋", category: "坍塌", cause: "土方掩埋致窒息" },
  electric: { account: "检修线路时触电", category: "触电", cause: "电击致心跳骤停" },
  burn: { account: "反应釜喷料致大面积烧伤", category: "灼烫", cause: "大面积烧伤" },
  poisoning: { account: "下池清淤时吸入有害气体昏迷", category: "中毒和窒息", cause: "硫化氢中毒" },
  drowning: { account: "水上作业时落水", category: "淹溺", cause: "溺水" },
};

export const drawMishap = (random: Random): Mishap => random.pick(Object.keys(MISHAPS) as Mishap[]);

export interface Call {
  readonly calledOn: Day;
  readonly district: District;
  /** Null: nobody knew who the patient was. */
  readonly patient: Person | null;
  readonly siteKind: "workplace" | "road" | "home" | "public" | "school" | "elsewhere";
  readonly enterpriseName?: string;
  readonly causeKind: Mishap | "traffic" | "illness" | "assault" | "other";
  readonly condition: "died" | "critical" | "stable" | "none";
  readonly complaint: string;
  readonly random: Random;
}

export function writeCall(city: City, call: Call, manner: Manner): void {
  const { random, district } = call;
  city.write(
    "ambulanceCalls",
    {
      call_number: `${yearOf(call.calledOn)}${String(city.nextDocument()).padStart(8, "0")}`,
      called_on: call.calledOn,
      person_name: call.patient?.name ?? null,
      person_id: call.patient && random.chance(0.6) ? call.patient.id : null,
      site: address(random, district, random.pick(district.towns)),
      site_kind: call.siteKind,
      enterprise_name: call.enterpriseName ?? null,
      cause_kind: call.causeKind,
      condition: call.condition,
      complaint: call.complaint,
      hospital: call.condition === "none" || call.condition === "died" ? null : `${district.name}人民医院`,
      office: district.office,
    },
    manner,
  );
}

export interface Claim {
  readonly injuredOn: Day;
  readonly causeKind: "at_work" | "violence" | "disease" | "business_trip" | "commuting" | "sudden_illness";
  readonly severity: "fatal" | "serious" | "minor";
  readonly account: string;
  readonly decision?: "recognised" | "refused" | "withdrawn" | "pending";
  readonly appliedAfter?: number;
}

export function writeClaim(city: City, firm: Firm, person: Person, { claim, manner }: { claim: Claim; manner: Manner }): void {
  city.write(
    "workInjuryClaims",
    {
      claim_number: `岳人社工伤申字〔${yearOf(claim.injuredOn)}〕${city.nextDocument()}号`,
      person_name: person.name,
      person_id: person.id,
      enterprise_name: firm.name,
      credit_code: firm.code,
      injured_on: claim.injuredOn,
      cause_kind: claim.causeKind,
      severity: claim.severity,
      account: claim.account,
      applied_on: Math.min(claim.injuredOn + (claim.appliedAfter ?? 25), city.asOf),
      decision: claim.decision ?? "recognised",
      office: firm.district.office,
    },
    manner,
  );
}

export interface Report {
  readonly occurredOn: Day;
  readonly reportedOn: Day;
  readonly mishap: Mishap;
  readonly deaths?: number;
  readonly seriousInjuries?: number;
  readonly minorInjuries?: number;
  readonly kind?: "first" | "supplement";
}

export function writeReport(city: City, firm: Firm, report: Report, manner: Manner): void {
  city.write(
    "accidentReports",
    {
      report_number: `岳应急报〔${yearOf(report.occurredOn)}〕${city.nextDocument()}号`,
      enterprise_name: firm.name,
      credit_code: firm.code,
      occurred_on: report.occurredOn,
      reported_on: report.reportedOn,
      kind: report.kind ?? "first",
      category: MISHAPS[report.mishap].category,
      deaths: report.deaths ?? 0,
      serious_injuries: report.seriousInjuries ?? 0,
      minor_injuries: report.minorInjuries ?? 0,
      direct_loss: ((report.deaths ?? 0) * 130 + (report.seriousInjuries ?? 0) * 40 + 3) * 1_000_000,
      reported_to: `${firm.district.name}应急管理局`,
      office: firm.district.office,
    },
    manner,
  );
}

const OTHER_CALLS = new Weighted<readonly [Call["causeKind"], Call["siteKind"], string]>([
  [["illness", "home", "胸闷胸痛"], 26],
  [["illness", "home", "突发言语不清、肢体无力"], 16],
  [["illness", "public", "晕倒"], 8],
  [["illness", "workplace", "工作中突发胸痛"], 3],
  [["traffic", "road", "车祸致多处外伤"], 22],
  [["fall", "home", "家中跌倒"], 9],
  [["assault", "public", "头部被打伤"], 6],
  [["burn", "home", "热水烫伤"], 3],
  [["poisoning", "home", "误服农药"], 3],
  [["other", "elsewhere", "醉酒"], 4],
]);

/** Calls of every day: what is serious in them did not happen at work, or is an illness. */
export function writeOrdinaryCall(city: City, number: number): void {
  const random = new Random(city.seed, 10, number);
  const [causeKind, siteKind, complaint] = OTHER_CALLS.draw(random);
  const patient = city.take("adult");
  writeCall(
    city,
    {
      calledOn: city.asOf - random.between(2, 2 * 365),
      district: patient.district,
      patient: random.chance(0.8) ? patient : null,
      siteKind,
      causeKind,
      condition: random.pick(["stable", "stable", "stable", "critical", "none"] as const),
      complaint,
      random,
    },
    "as-it-comes",
  );
}

/** What happens at an ordinary firm: slight injuries and lawful claims, and now and then a grave accident that is reported at once. */
export function writeOrdinaryMishaps(city: City, firm: Firm, { number, isGrave }: { number: number; isGrave: boolean }): void {
  const random = new Random(city.seed, 12, number);
  const injuredOn = city.asOf - random.between(40, 2 * 365);
  if (injuredOn <= firm.foundedOn) return;
  const mishap = drawMishap(random);
  const { account } = MISHAPS[mishap];
  if (isGrave) {
    const isFatal = random.chance(0.4);
    const person = city.take("adult");
    writeClaim(city, firm, person, {
      claim: { injuredOn, causeKind: "at_work", severity: isFatal ? "fatal" : "serious", account },
      manner: "clean",
    });
    writeReport(
      city,
      firm,
      { occurredOn: injuredOn, reportedOn: injuredOn, mishap, deaths: isFatal ? 1 : 0, seriousInjuries: isFatal ? 0 : 1 },
      "clean",
    );
    const condition = isFatal ? "died" : "critical";
    if (random.chance(0.7))
      writeCall(
        city,
        {
          calledOn: injuredOn,
          district: firm.district,
          patient: person,
          siteKind: "workplace",
          enterpriseName: firm.name,
          causeKind: mishap,
          condition,
          complaint: account,
          random,
        },
        "clean",
      );
    return;
  }
  const [causeKind, severity, words] = random.pick([
    ["at_work", "minor", account],
    ["at_work", "minor", account],
    ["at_work", "minor", "搬运货物时扭伤腰部"],
    ["commuting", "serious", "下班途中与货车相撞"],
    ["commuting", "minor", "上班途中骑电动车摔倒"],
    ["disease", "serious", "长期接触粉尘，诊断为尘肺"],
    ["sudden_illness", "fatal", "值班时突发疾病死亡"],
    ["business_trip", "minor", "出差途中受伤"],
    ["violence", "minor", "制止盗窃时被打伤"],
  ] as const);
  writeClaim(city, firm, city.take("adult"), {
    claim: { injuredOn, causeKind, severity, account: words, appliedAfter: random.between(5, 40) },
    manner: "as-it-comes",
  });
}
