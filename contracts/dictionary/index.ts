import type { DatasetSchema } from "../dataset.ts";
import { YUEYANG_OFFICES } from "../offices.ts";
import { code, count, day, flag, money, office, personName, residentId, words } from "./columns.ts";

export { type CatalogueEntry, SUPERVISION_MODELS } from "./supervision-models.ts";

const district = office(YUEYANG_OFFICES);

const sex = code("sex", "性别", "Sex", { male: ["男", "1", "男性"], female: ["女", "2", "女性"] }, { dataClass: "personal" });

/** Criminal judgments and the sentences in them, one row per defendant and judgment. */
export const judgments: DatasetSchema = {
  id: "judgments",
  version: 1,
  title: { zh: "刑事裁判", en: "Criminal judgments" },
  source: "judgments",
  owner: { zh: "检察业务应用系统（裁判文书送达）", en: "Procuratorial case system (judgments served)" },
  dataClass: "personal",
  isInternal: true,
  businessLines: ["ordinary-crime", "major-crime", "economic-crime", "official-crime", "penal-execution"],
  recordKey: ["judgment_number", "defendant_id"],
  officeColumn: "office",
  columns: [
    words("judgment_number", "document-number", "裁判文书号", "Judgment number", {
      required: true,
      aliases: ["判决书号", "案号", "文书号"],
    }),
    words("court", "agency", "审理法院", "Court", { aliases: ["法院", "法院名称"] }),
    personName("defendant_name", "被告人姓名", "Defendant's name", { required: true, aliases: ["被告人", "姓名"] }),
    residentId("defendant_id", "被告人身份证号", "Defendant's resident id", {
      required: true,
      aliases: ["身份证号", "身份证号码", "公民身份号码"],
    }),
    words("charge", "charge", "罪名", "Charge", { required: true, aliases: ["判决罪名", "认定罪名"] }),
    day("judged_on", "裁判日期", "Date of judgment", { required: true, aliases: ["判决日期", "宣判日期"] }),
    day("effective_on", "生效日期", "Effective date"),
    code(
      "sentence",
      "主刑",
      "Principal penalty",
      {
        life: ["无期徒刑"],
        imprisonment: ["有期徒刑"],
        detention: ["拘役"],
        control: ["管制"],
        fine_only: ["单处罚金"],
        exempt: ["免予刑事处罚", "免刑"],
        acquitted: ["无罪"],
      },
      { required: true, aliases: ["刑种", "刑罚种类"] },
    ),
    count("sentence_months", "刑期（月）", "Term in months", { aliases: ["刑期"] }),
    count("probation_months", "缓刑考验期（月）", "Probation in months", { aliases: ["缓刑考验期", "缓刑"] }),
    money("fine", "罚金", "Fine", { aliases: ["罚金金额", "并处罚金", "罚金数额"] }),
    money("amount_involved", "犯罪数额", "Amount involved", { aliases: ["涉案金额", "犯罪金额"] }),
    flag("is_minor", "犯罪时未成年", "Minor at the time of the act", { aliases: ["是否未成年", "未成年人犯罪"] }),
    flag("is_mitigated", "减轻处罚", "Sentenced below the range (mitigated)", { aliases: ["是否减轻处罚", "减轻情节"] }),
    district,
  ],
};

/** Who served which sentence where: prisons and detention centres. */
export const sentenceExecution: DatasetSchema = {
  id: "sentence-execution",
  version: 1,
  title: { zh: "刑罚执行", en: "Sentence execution" },
  source: "execution",
  owner: { zh: "监狱管理局、看守所", en: "Prison administration and detention centres" },
  dataClass: "personal",
  isInternal: false,
  businessLines: ["penal-execution"],
  recordKey: ["person_id", "admitted_on"],
  officeColumn: "office",
  columns: [
    personName("person_name", "罪犯姓名", "Prisoner's name", { required: true, aliases: ["姓名"] }),
    residentId("person_id", "罪犯身份证号", "Prisoner's resident id", {
      required: true,
      aliases: ["身份证号", "身份证号码", "公民身份号码"],
    }),
    words("judgment_number", "document-number", "执行依据文书号", "Judgment executed", { aliases: ["判决书号", "裁判文书号", "案号"] }),
    words("institution", "agency", "执行机关", "Institution", { aliases: ["监狱", "羁押场所"] }),
    day("admitted_on", "收监日期", "Admitted on", { required: true, aliases: ["入监日期", "入监时间"] }),
    day("ends_on", "刑期止日", "Sentence ends on", { required: true, aliases: ["刑满日期", "止日"] }),
    day("released_on", "出监日期", "Released on", { aliases: ["释放日期", "离监日期"] }),
    code("release_kind", "出监类别", "Kind of release", {
      served: ["刑满释放"],
      parole: ["假释"],
      medical: ["暂予监外执行", "保外就医"],
      transferred: ["调出", "移送"],
      overturned: ["改判释放", "再审改判"],
      died: ["死亡"],
    }),
    district,
  ],
};

/** Persons under community correction: control, probation, parole, temporary execution outside prison. */
export const communityCorrection: DatasetSchema = {
  id: "community-correction",
  version: 1,
  title: { zh: "社区矫正", en: "Community correction" },
  source: "execution",
  owner: { zh: "司法局社区矫正机构", en: "Justice bureau, community correction" },
  dataClass: "personal",
  isInternal: false,
  businessLines: ["penal-execution"],
  recordKey: ["person_id", "starts_on"],
  absenceKeys: ["person_id"],
  officeColumn: "office",
  columns: [
    personName("person_name", "矫正对象姓名", "Name", { required: true, aliases: ["姓名", "社区矫正对象"] }),
    residentId("person_id", "矫正对象身份证号", "Resident id", { required: true, aliases: ["身份证号", "身份证号码", "公民身份号码"] }),
    words("judgment_number", "document-number", "裁判文书号", "Judgment number", { aliases: ["判决书号", "案号"] }),
    code(
      "kind",
      "矫正类别",
      "Kind",
      { control: ["管制"], probation: ["缓刑"], parole: ["假释"], medical: ["暂予监外执行"] },
      { required: true, aliases: ["矫正类型"] },
    ),
    day("starts_on", "矫正开始日期", "Starts on", { required: true, aliases: ["矫正起日", "开始日期"] }),
    day("ends_on", "矫正结束日期", "Ends on", { required: true, aliases: ["矫正止日", "结束日期"] }),
    day("arrived_on", "报到日期", "Reported on", { aliases: ["报到时间", "入矫日期"] }),
    words("agency", "agency", "执行机构", "Agency", { aliases: ["司法所"] }),
    district,
  ],
};

/** Residents as the police register gives them. */
export const persons: DatasetSchema = {
  id: "persons",
  version: 1,
  title: { zh: "人口信息", en: "Residents" },
  source: "custody",
  owner: { zh: "公安局", en: "Public security bureau" },
  dataClass: "personal",
  isInternal: false,
  businessLines: ["ordinary-crime", "penal-execution", "public-interest", "civil"],
  recordKey: ["person_id"],
  officeColumn: "office",
  columns: [
    personName("person_name", "姓名", "Name", { required: true }),
    residentId("person_id", "公民身份号码", "Resident id", { required: true, aliases: ["身份证号", "身份证号码"] }),
    sex,
    day("born_on", "出生日期", "Born on", { dataClass: "personal" }),
    words("address", "address", "住址", "Address", { dataClass: "personal", aliases: ["户籍地址", "居住地址"] }),
    words("phone", "phone", "联系电话", "Telephone", { dataClass: "personal", aliases: ["电话", "手机号"] }),
    district,
  ],
};

/** Admissions to and releases from detention centres before judgment. */
export const custody: DatasetSchema = {
  id: "custody",
  version: 1,
  title: { zh: "羁押信息", en: "Custody" },
  source: "custody",
  owner: { zh: "公安局监所管理", en: "Public security bureau, detention" },
  dataClass: "personal",
  isInternal: false,
  businessLines: ["ordinary-crime", "major-crime", "penal-execution"],
  recordKey: ["person_id", "entered_on"],
  officeColumn: "office",
  columns: [
    personName("person_name", "姓名", "Name", { required: true, aliases: ["在押人员姓名"] }),
    residentId("person_id", "身份证号", "Resident id", { required: true, aliases: ["身份证号码", "公民身份号码"] }),
    words("centre", "agency", "看守所", "Detention centre", { aliases: ["羁押场所"] }),
    day("entered_on", "入所日期", "Entered on", { required: true, aliases: ["入所时间"] }),
    day("left_on", "出所日期", "Left on", { aliases: ["出所时间"] }),
    words("charge", "charge", "涉嫌罪名", "Suspected of", { aliases: ["案由"] }),
    code("measure", "强制措施", "Measure", {
      detained: ["刑事拘留", "拘留"],
      arrested: ["逮捕"],
      bail: ["取保候审"],
      residence: ["监视居住"],
    }),
    code("leave_kind", "出所原因", "Reason for leaving", {
      bail: ["取保候审"],
      transferred: ["投牢", "移送监狱"],
      released: ["释放"],
      served: ["刑满释放"],
    }),
    district,
  ],
};

/** Monthly payments of old-age pensions. */
export const pensionPayments: DatasetSchema = {
  id: "pension-payments",
  version: 1,
  title: { zh: "养老金发放", en: "Pension payments" },
  source: "pensions",
  owner: { zh: "人力资源和社会保障局", en: "Human resources and social security bureau" },
  dataClass: "personal",
  isInternal: false,
  businessLines: ["penal-execution", "administrative", "public-interest"],
  recordKey: ["person_id", "paid_for", "scheme"],
  officeColumn: "office",
  columns: [
    personName("person_name", "领取人姓名", "Recipient", { required: true, aliases: ["姓名"] }),
    residentId("person_id", "领取人身份证号", "Recipient's resident id", {
      required: true,
      aliases: ["身份证号", "身份证号码", "社会保障号码"],
    }),
    code(
      "scheme",
      "险种",
      "Scheme",
      {
        employees: ["企业职工基本养老保险", "职工养老"],
        residents: ["城乡居民基本养老保险", "居民养老"],
        institutions: ["机关事业单位养老保险", "机关养老"],
      },
      { required: true, aliases: ["保险类型"] },
    ),
    {
      name: "paid_for",
      title: { zh: "待遇所属月份", en: "Month paid for" },
      type: "date",
      semantic: "month",
      dataClass: "internal",
      required: true,
      aliases: ["发放月份", "所属期"],
    },
    money("amount", "发放金额", "Amount", { required: true, aliases: ["金额", "养老金"] }),
    day("paid_on", "发放日期", "Paid on", { aliases: ["支付日期"] }),
    district,
  ],
};

/** Pensions stopped, suspended or paid back. */
export const pensionRecoveries: DatasetSchema = {
  id: "pension-recoveries",
  version: 1,
  title: { zh: "养老金停发与追回", en: "Pensions stopped and recovered" },
  source: "pensions",
  owner: { zh: "人力资源和社会保障局", en: "Human resources and social security bureau" },
  dataClass: "personal",
  isInternal: false,
  businessLines: ["penal-execution", "administrative", "public-interest"],
  recordKey: ["person_id", "kind", "from_month"],
  absenceKeys: ["person_id"],
  officeColumn: "office",
  columns: [
    personName("person_name", "姓名", "Name", { required: true }),
    residentId("person_id", "身份证号", "Resident id", { required: true, aliases: ["身份证号码", "社会保障号码"] }),
    code("kind", "处理类别", "Kind", { stopped: ["停发"], recovered: ["追回", "退回"] }, { required: true }),
    {
      name: "from_month",
      title: { zh: "起始月份", en: "From month" },
      type: "date",
      semantic: "month",
      dataClass: "internal",
      required: true,
    },
    { name: "to_month", title: { zh: "截止月份", en: "To month" }, type: "date", semantic: "month", dataClass: "internal" },
    money("amount", "追回金额", "Amount recovered", { aliases: ["退回金额"] }),
    day("decided_on", "处理日期", "Decided on"),
    district,
  ],
};

/** Deaths as hospitals, police and funeral homes report them. */
export const deaths: DatasetSchema = {
  id: "deaths",
  version: 1,
  title: { zh: "死亡信息", en: "Deaths" },
  source: "deaths",
  owner: { zh: "卫生健康委员会、公安局、民政局", en: "Health commission, police, civil affairs" },
  dataClass: "personal",
  isInternal: false,
  businessLines: ["penal-execution", "public-interest", "administrative"],
  recordKey: ["person_id", "reported_by"],
  officeColumn: "office",
  columns: [
    personName("person_name", "死者姓名", "Name", { required: true, aliases: ["姓名"] }),
    residentId("person_id", "死者身份证号", "Resident id", { required: true, aliases: ["身份证号", "身份证号码"] }),
    day("died_on", "死亡日期", "Died on", { required: true, aliases: ["死亡时间"] }),
    words("cause", "free-text", "死亡原因", "Cause", { dataClass: "sensitive" }),
    code(
      "reported_by",
      "上报来源",
      "Reported by",
      { hospital: ["医院", "卫健"], police: ["公安", "户籍注销"], funeral: ["殡仪馆", "民政"] },
      { required: true, aliases: ["来源"] },
    ),
    day("reported_on", "上报日期", "Reported on"),
    district,
  ],
};

/** Enterprises as the market regulator registers them. */
export const enterprises: DatasetSchema = {
  id: "enterprises",
  version: 1,
  title: { zh: "企业登记", en: "Enterprises" },
  source: "enterprises",
  owner: { zh: "市场监督管理局", en: "Market regulation bureau" },
  dataClass: "personal",
  isInternal: false,
  businessLines: ["economic-crime", "administrative", "public-interest", "civil"],
  recordKey: ["credit_code"],
  officeColumn: "office",
  columns: [
    words("credit_code", "credit-code", "统一社会信用代码", "Credit code", { required: true, aliases: ["信用代码", "社会信用代码"] }),
    words("enterprise_name", "organisation-name", "企业名称", "Name", { required: true, aliases: ["名称", "单位名称"] }),
    personName("representative_name", "法定代表人", "Legal representative", { aliases: ["法人代表", "负责人"] }),
    residentId("representative_id", "法定代表人身份证号", "Representative's resident id", { aliases: ["法人身份证号"] }),
    code(
      "status",
      "登记状态",
      "Status",
      { active: ["存续", "在营", "开业"], revoked: ["吊销"], deregistered: ["注销"], moved: ["迁出"] },
      { required: true, aliases: ["经营状态", "企业状态"] },
    ),
    day("founded_on", "成立日期", "Founded on", { aliases: ["注册日期"] }),
    money("registered_capital", "注册资本", "Registered capital"),
    words("address", "address", "住所", "Address", { aliases: ["注册地址", "经营场所"] }),
    district,
  ],
};

/** All dataset schemas that the house knows from the start; others are made with `ingest --create`. */
export const DICTIONARY: readonly DatasetSchema[] = [
  judgments,
  sentenceExecution,
  communityCorrection,
  persons,
  custody,
  pensionPayments,
  pensionRecoveries,
  deaths,
  enterprises,
];
