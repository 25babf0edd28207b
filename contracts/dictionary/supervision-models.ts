import type { Text } from "../text.ts";

/** An entry of the catalogue of supervision models known from practice; a manifest names its number. */
export interface CatalogueEntry {
  readonly number: number;
  readonly title: Text;
  /** Datasets of the dictionary that it reads. */
  readonly datasets: readonly string[];
}

const entry = (number: number, zh: string, en: string, datasets: readonly string[]): CatalogueEntry => ({
  number,
  title: { zh, en },
  datasets,
});

export const SUPERVISION_MODELS: readonly CatalogueEntry[] = [
  entry(1, "服刑人员违规领取养老金", "Pensions paid to prisoners", [
    "judgments",
    "sentence-execution",
    "community-correction",
    "pension-payments",
    "pension-recoveries",
  ]),
  entry(2, "社区矫正对象违规调增养老金", "Pensions raised during community correction", [
    "community-correction",
    "judgments",
    "pension-adjustments",
  ]),
  entry(3, "死亡人员继续领取养老金", "Pensions paid after death", ["deaths", "pension-payments", "pension-recoveries"]),
  entry(4, "违规享受困难救助", "Hardship aid to people not entitled", [
    "social-aid",
    "deaths",
    "sentence-execution",
    "insured-persons",
    "incomes",
  ]),
  entry(5, "交通事故伤者骗取医保", "Medical insurance claimed for traffic injuries", ["hospital-admissions", "traffic-accidents"]),
  entry(6, "保险理赔与侵权赔偿重复获偿", "Double recovery from insurance and tort", [
    "civil-suits",
    "insurance-settlements",
    "hospital-admissions",
  ]),
  entry(7, "伪装偏瘫骗取残疾待遇", "Feigned hemiplegia", ["disability-appraisals", "hospital-admissions", "imaging-studies"]),
  entry(8, "医保卡空刷套现", "Insurance cards swiped without purchase", ["medical-card-holders", "pharmacy-settlements"]),
  entry(9, "职业放贷人虚假诉讼", "Professional lenders", ["civil-suits"]),
  entry(10, "虚假讨薪诉讼", "False wage claims", ["civil-suits", "bankruptcies", "insured-persons"]),
  entry(11, "通过诉讼违规补缴社保", "Social security back-paid through litigation", ["civil-suits", "pension-grants"]),
  entry(12, "故意碰撞骗取赔偿", "Staged collisions", ["traffic-accidents", "motor-claims"]),
  entry(13, "涉罪空壳公司", "Shell companies of convicted people", ["judgments", "enterprises"]),
  entry(14, "受刑事处罚人员违规任职", "Barred directors", ["judgments", "sentence-execution", "enterprises", "enterprise-officers"]),
  entry(15, "吸毒人员持有驾驶证", "Drug users holding driving licences", ["drug-users", "driving-licences"]),
  entry(16, "社区矫正逾期报到", "Late reporting to community correction", ["judgments", "community-correction"]),
  entry(17, "矫正对象未经批准外出", "Unapproved travel of correction subjects", [
    "community-correction",
    "correction-leaves",
    "correction-movements",
  ]),
  entry(18, "漏收监执行", "Missed recommitment", ["community-correction", "custody", "recommitments"]),
  entry(19, "被吊销或禁驾人员驾驶", "Disqualified drivers", ["driving-licences", "driver-sightings"]),
  entry(20, "刑拘后未移送", "Detained but never transferred", ["custody", "case-acceptances"]),
  entry(21, "罚金刑适用错误", "Wrong fines", ["judgments"]),
  entry(22, "累犯违法适用缓刑", "Probation for recidivists", ["judgments", "sentence-execution"]),
  entry(23, "耕地占用税漏征", "Farmland occupation tax not collected", ["land-penalties", "land-approvals", "farmland-tax-payments"]),
  entry(24, "裁而未执的土地处罚", "Land penalties ruled but not enforced", ["land-penalties", "enforcement-rulings", "land-changes"]),
  entry(25, "违法占用耕地建设", "Building on farmland", ["farmland-violations", "land-changes", "farmland-parcels", "land-approvals"]),
  entry(26, "骗取耕地补贴", "Farmland subsidy fraud", ["farmland-subsidies", "farmland-parcels", "land-changes"]),
  entry(27, "无证经营危险化学品", "Unlicensed hazardous chemicals", [
    "enterprises",
    "chemical-licences",
    "hazardous-chemicals",
    "invoices",
  ]),
  entry(28, "安全检验逾期", "Overdue safety inspections", ["equipment-inspections"]),
  entry(29, "废矿物油去向不明", "Waste oil unaccounted for", ["oil-purchases", "waste-transfers"]),
  entry(30, "违法倾倒固体废物", "Waste dumping", ["vehicles", "camera-passes", "zones"]),
  entry(31, "加油站偷逃税", "Petrol-station tax", ["fuel-sales", "fuel-declarations"]),
  entry(32, "非法采砂", "Illegal sand mining", ["vessel-trips", "sand-permits", "zones"]),
  entry(33, "旅馆违规接待未成年人", "Minors in hotels", ["hotel-stays", "persons"]),
  entry(34, "强制报告义务未履行", "Mandatory reporting not done", ["diagnoses-of-minors", "police-reports"]),
  entry(35, "涉校从业禁止", "School employment bans", ["judgments", "employment-bans", "public-security-penalties", "school-staff"]),
  entry(36, "瞒报生产安全事故", "Hidden accidents", ["ambulance-calls", "work-injury-claims", "deaths", "enterprises", "accident-reports"]),
  entry(37, "水资源费（税）漏征", "Water fees not collected", ["water-permits", "water-meters", "water-payments"]),
  entry(38, "特种作业无证上岗", "Special operations without certificates", ["special-operation-jobs", "special-operation-certificates"]),
];
