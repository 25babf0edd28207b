import type { Styles } from "./formats.ts";

/** How one authority delivers its table. */
export interface SourceFileForm {
  readonly name: string;
  readonly dataset: string;
  /** Office in whose name it is loaded. */
  readonly office: string;
  readonly encoding: "utf-8" | "utf-8-bom" | "gb18030" | "utf-16le-bom" | "xlsx";
  readonly delimiter: "," | "\t" | null;
  readonly newline: "\n" | "\r\n";
  readonly styles: Styles;
  /** Source heading and the column behind it, in file order. */
  readonly columns: readonly (readonly [heading: string, column: string])[];
}

const PLAIN: Styles = {
  day: "iso",
  month: "compact",
  money: "plain",
  term: "months",
  flag: "是否",
  spelling: 0,
  office: "name",
  charge: "full",
  brackets: "full",
};

type Rough = Pick<SourceFileForm, "name" | "dataset" | "encoding"> & { columns: string; styles?: Partial<Styles>; newline?: "\n" | "\r\n" };

/** `columns` is «heading=column heading=column …». */
const file = ({ columns, styles, ...rest }: Rough): SourceFileForm => ({
  office: "yueyang",
  newline: "\r\n",
  ...rest,
  delimiter: rest.encoding === "xlsx" ? null : rest.name.endsWith(".tsv") ? "\t" : ",",
  styles: { ...PLAIN, ...styles },
  columns: columns.split(" ").map((entry) => {
    const [heading = "", column = ""] = entry.split("=");
    return [heading, column] as const;
  }),
});

/** The deliveries of the source systems: every file with headings, encoding and ways of writing of its own. */
export const SOURCE_FILES = {
  judgmentsCaseSystem: file({
    name: "judgments-case-system.csv",
    dataset: "judgments",
    encoding: "utf-8-bom",
    columns:
      "裁判文书号=judgment_number 审理法院=court 被告人姓名=defendant_name 被告人身份证号=defendant_id 审判程序=procedure 被变更裁判文书号=original_number 罪名=charge 犯罪日期=committed_on 裁判日期=judged_on 生效日期=effective_on 主刑=sentence 刑期（月）=sentence_months 缓刑考验期（月）=probation_months 剥夺政治权利（月）=deprivation_months 罚金=fine 犯罪数额=amount_involved 犯罪时未成年=is_minor 减轻处罚=is_mitigated 辖区检察院=office",
  }),
  judgmentsArchive: file({
    name: "judgments-archive-gb18030.csv",
    dataset: "judgments",
    encoding: "gb18030",
    styles: { day: "chinese", money: "wan", term: "chinese", flag: "有无", office: "short", charge: "short", brackets: "half" },
    columns:
      "案号=judgment_number 法院名称=court 被告人=defendant_name 身份证号码=defendant_id 认定罪名=charge 作案日期=committed_on 判决日期=judged_on 生效日期=effective_on 刑种=sentence 刑期=sentence_months 缓刑=probation_months 剥权=deprivation_months 罚金金额（万元）=fine 涉案金额（万元）=amount_involved 未成年人犯罪=is_minor 减轻情节=is_mitigated 所属检察院=office",
  }),
  judgmentsCounties: file({
    name: "judgments-counties.csv",
    dataset: "judgments",
    encoding: "utf-8",
    newline: "\n",
    styles: {
      day: "dot",
      money: "capitals",
      term: "figures",
      flag: "10",
      office: "code",
      charge: "short",
      brackets: "square",
      spelling: 1,
    },
    columns:
      "判决书号=judgment_number 法院=court 姓名=defendant_name 公民身份号码=defendant_id 审级=procedure 原判文书号=original_number 判决罪名=charge 犯罪时间=committed_on 宣判日期=judged_on 生效日期=effective_on 刑罚种类=sentence 刑期=sentence_months 缓刑考验期=probation_months 剥夺政治权利期限=deprivation_months 并处罚金=fine 犯罪金额=amount_involved 是否未成年=is_minor 是否减轻处罚=is_mitigated 地区=office",
  }),
  prisonRoster: file({
    name: "prison-roster.csv",
    dataset: "sentence-execution",
    encoding: "utf-8",
    styles: { day: "midnight" },
    columns:
      "罪犯姓名=person_name 罪犯身份证号=person_id 执行依据文书号=judgment_number 监狱=institution 入监日期=admitted_on 刑期止日=ends_on 出监日期=released_on 出监类别=release_kind 辖区检察院=office",
  }),
  detentionExecution: file({
    name: "detention-centre-execution-gb18030.csv",
    dataset: "sentence-execution",
    encoding: "gb18030",
    styles: { day: "dot", office: "code", brackets: "half" },
    columns:
      "姓名=person_name 身份证号码=person_id 判决书号=judgment_number 羁押场所=institution 收监日期=admitted_on 刑满日期=ends_on 释放日期=released_on 出监类别=release_kind 辖区=office",
  }),
  communityCorrection: file({
    name: "community-correction-utf16.tsv",
    dataset: "community-correction",
    encoding: "utf-16le-bom",
    styles: { day: "slash", office: "short" },
    columns:
      "社区矫正对象=person_name 身份证号=person_id 案号=judgment_number 矫正类型=kind 矫正起日=starts_on 矫正止日=ends_on 入矫日期=arrived_on 逾期原因=delay_reason 司法所=agency 所属检察院=office",
  }),
  residentsUrban: file({
    name: "residents-urban-gb18030.csv",
    dataset: "persons",
    encoding: "gb18030",
    styles: { day: "compact", office: "code" },
    columns: "姓名=person_name 公民身份号码=person_id 性别=sex 出生日期=born_on 户籍地址=address 手机号=phone 地区=office",
  }),
  residentsCounties: file({
    name: "residents-counties.csv",
    dataset: "persons",
    encoding: "utf-8-bom",
    styles: { spelling: 1, office: "short" },
    columns: "公民身份号码=person_id 姓名=person_name 性别=sex 出生日期=born_on 居住地址=address 联系电话=phone 辖区=office",
  }),
  custody: file({
    name: "custody.csv",
    dataset: "custody",
    encoding: "utf-8",
    newline: "\n",
    styles: { day: "chinese", charge: "short", office: "short" },
    columns:
      "在押人员姓名=person_name 身份证号=person_id 看守所=centre 入所时间=entered_on 出所时间=left_on 案由=charge 强制措施=measure 出所原因=leave_kind 所属检察院=office",
  }),
  pensionsEmployees: file({
    name: "pensions-employees.csv",
    dataset: "pension-payments",
    encoding: "utf-8",
    styles: { spelling: 1, office: "code" },
    columns: "领取人姓名=person_name 社会保障号码=person_id 险种=scheme 待遇所属月份=paid_for 发放金额=amount 发放日期=paid_on 地区=office",
  }),
  pensionsResidents: file({
    name: "pensions-residents-gb18030.csv",
    dataset: "pension-payments",
    encoding: "gb18030",
    styles: { month: "chinese", day: "slash", money: "marked", office: "short" },
    columns: "姓名=person_name 身份证号=person_id 保险类型=scheme 发放月份=paid_for 养老金=amount 支付日期=paid_on 辖区=office",
  }),
  pensionsInstitutions: file({
    name: "pensions-institutions.csv",
    dataset: "pension-payments",
    encoding: "utf-8-bom",
    styles: { month: "iso", money: "commas", day: "compact" },
    columns: "姓名=person_name 身份证号码=person_id 险种=scheme 所属期=paid_for 金额（元）=amount 发放日期=paid_on 辖区检察院=office",
  }),
  pensionRecoveries: file({
    name: "pension-recoveries.xlsx",
    dataset: "pension-recoveries",
    encoding: "xlsx",
    styles: { month: "chinese", office: "short" },
    columns:
      "姓名=person_name 身份证号=person_id 处理类别=kind 起始月份=from_month 截止月份=to_month 追回金额=amount 处理日期=decided_on 辖区=office",
  }),
  deathsHospitals: file({
    name: "deaths-hospitals.csv",
    dataset: "deaths",
    encoding: "utf-8",
    styles: { day: "slash", office: "short" },
    columns:
      "死者姓名=person_name 死者身份证号=person_id 死亡时间=died_on 死亡原因=cause 死亡地点=died_at 生前工作单位=employer_name 来源=reported_by 上报日期=reported_on 地区=office",
  }),
  deathsPolice: file({
    name: "deaths-police-gb18030.csv",
    dataset: "deaths",
    encoding: "gb18030",
    styles: { day: "compact", spelling: 1, office: "code" },
    columns: "姓名=person_name 身份证号码=person_id 死亡日期=died_on 上报来源=reported_by 上报日期=reported_on 辖区=office",
  }),
  deathsFuneral: file({
    name: "deaths-funeral-homes.tsv",
    dataset: "deaths",
    encoding: "utf-8",
    newline: "\n",
    styles: { day: "chinese", office: "short" },
    columns: "姓名=person_name 身份证号=person_id 死亡日期=died_on 上报来源=reported_by 上报日期=reported_on 辖区=office",
  }),
  enterprises: file({
    name: "enterprises.csv",
    dataset: "enterprises",
    encoding: "utf-8-bom",
    styles: { money: "wan", office: "short" },
    columns:
      "统一社会信用代码=credit_code 企业名称=enterprise_name 法定代表人=representative_name 法定代表人身份证号=representative_id 登记状态=status 企业类型=kind 成立日期=founded_on 注销吊销日期=ended_on 注册资本（万元）=registered_capital 住所=address 辖区=office",
  }),
  enterpriseOfficers: file({
    name: "enterprise-officers.csv",
    dataset: "enterprise-officers",
    encoding: "utf-8",
    newline: "\n",
    styles: { day: "slash", office: "short" },
    columns:
      "统一社会信用代码=credit_code 企业名称=enterprise_name 姓名=person_name 身份证号=person_id 职务=position 任职起始日期=appointed_on 离任日期=left_on 辖区=office",
  }),
  suitsUrban: file({
    name: "civil-suits-urban.csv",
    dataset: "civil-suits",
    encoding: "utf-8-bom",
    styles: { day: "chinese", office: "short" },
    columns:
      "案号=case_number 受理法院=court 立案案由=cause 原告类型=plaintiff_kind 原告=plaintiff_name 原告身份证号=plaintiff_id 原告统一社会信用代码=plaintiff_code 被告=defendant_name 被告身份证号=defendant_id 被告统一社会信用代码=defendant_code 诉讼代理人=agent_name 诉讼标的额=amount_claimed 立案日期=filed_on 结案日期=closed_on 结案方式=outcome 缺席判决=is_default 判决给付金额=amount_awarded 辖区检察院=office",
  }),
  suitsCounties: file({
    name: "civil-suits-counties-gb18030.csv",
    dataset: "civil-suits",
    encoding: "gb18030",
    styles: { day: "dot", money: "wan", office: "code", flag: "10", spelling: 1, brackets: "half" },
    columns:
      "民事案号=case_number 法院=court 案由=cause 原告当事人类型=plaintiff_kind 原告姓名=plaintiff_name 原告证件号码=plaintiff_id 原告信用代码=plaintiff_code 被告姓名=defendant_name 被告证件号码=defendant_id 被告信用代码=defendant_code 委托代理人=agent_name 标的额（万元）=amount_claimed 收案日期=filed_on 结案时间=closed_on 结案类型=outcome 缺席审理=is_default 判决金额（万元）=amount_awarded 地区=office",
  }),
  schoolStaff: file({
    name: "school-staff.xlsx",
    dataset: "school-staff",
    encoding: "xlsx",
    styles: { office: "short" },
    columns:
      "学校名称=school_name 统一社会信用代码=school_code 学校类型=school_kind 姓名=person_name 身份证号=person_id 岗位=position 用工形式=employment 入职日期=hired_on 离职日期=left_on 违法犯罪记录查询日期=checked_on 辖区=office",
  }),
  ambulanceCalls: file({
    name: "ambulance-calls-gb18030.tsv",
    dataset: "ambulance-calls",
    encoding: "gb18030",
    styles: { day: "slash", office: "short", spelling: 1 },
    columns:
      "受理编号=call_number 受理日期=called_on 姓名=person_name 身份证号码=person_id 呼救地址=site 现场类型=site_kind 事发单位名称=enterprise_name 呼救原因=cause_kind 病情=condition 主诉=complaint 送达医院=hospital 辖区=office",
  }),
  workInjuryClaims: file({
    name: "work-injury-claims-utf16.tsv",
    dataset: "work-injury-claims",
    encoding: "utf-16le-bom",
    styles: { day: "compact", office: "code" },
    columns:
      "申请编号=claim_number 职工姓名=person_name 身份证号=person_id 用人单位名称=enterprise_name 统一社会信用代码=credit_code 受伤日期=injured_on 认定情形=cause_kind 伤害程度=severity 受伤经过=account 申请日期=applied_on 认定结果=decision 地区=office",
  }),
  accidentReports: file({
    name: "accident-reports.xlsx",
    dataset: "accident-reports",
    encoding: "xlsx",
    styles: { office: "name" },
    columns:
      "报告编号=report_number 事故单位=enterprise_name 统一社会信用代码=credit_code 事故发生日期=occurred_on 事故报告日期=reported_on 报告类别=kind 事故类型=category 死亡人数=deaths 重伤人数=serious_injuries 轻伤人数=minor_injuries 直接经济损失（元）=direct_loss 接报部门=reported_to 辖区=office",
  }),
} as const satisfies Record<string, SourceFileForm>;

export type SourceFileKey = keyof typeof SOURCE_FILES;

/** Which file belongs to which dataset and office, in the order in which they are loaded. */
export const CITY_FILES: readonly Pick<SourceFileForm, "name" | "dataset" | "office">[] = Object.values(SOURCE_FILES).map(
  ({ name, dataset, office }) => ({ name, dataset, office }),
);
