import type { DatasetSchema } from "../dataset.ts";
import { code, count, day, flag, money, personName, residentId, words } from "./columns.ts";
import { district, internal } from "./district.ts";

/** Criminal judgments and the sentences in them, one row per defendant and judgment. */
export const judgments: DatasetSchema = {
  id: "judgments",
  version: 2,
  title: { zh: "刑事裁判", en: "Criminal judgments" },
  source: "judgments",
  owner: { zh: "检察业务应用系统（裁判文书送达）", en: "Procuratorial case system (judgments served)" },
  dataClass: "personal",
  isInternal: true,
  businessLines: ["ordinary-crime", "major-crime", "economic-crime", "official-crime", "penal-execution"],
  recordKey: ["judgment_number", "defendant_id"],
  absenceKeys: ["original_number"],
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
    code(
      "procedure",
      "审判程序",
      "Instance",
      { first: ["一审", "第一审程序"], second: ["二审", "第二审程序"], retrial: ["再审", "审判监督程序"] },
      { aliases: ["审级"] },
    ),
    words("original_number", "document-number", "被变更裁判文书号", "Judgment that this one replaces", {
      aliases: ["原判文书号", "原审文书号"],
    }),
    words("charge", "charge", "罪名", "Charge", { required: true, aliases: ["判决罪名", "认定罪名"] }),
    day("committed_on", "犯罪日期", "Date of the act", { aliases: ["作案日期", "犯罪时间"] }),
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
    count("deprivation_months", "剥夺政治权利（月）", "Deprivation of political rights in months", {
      aliases: ["剥夺政治权利期限", "剥权"],
    }),
    money("fine", "罚金", "Fine", { aliases: ["罚金金额", "并处罚金", "罚金数额"] }),
    money("amount_involved", "犯罪数额", "Amount involved", { aliases: ["涉案金额", "犯罪金额"] }),
    flag("is_minor", "犯罪时未成年", "Minor at the time of the act", { aliases: ["是否未成年", "未成年人犯罪"] }),
    flag("is_mitigated", "减轻处罚", "Sentenced below the range (mitigated)", { aliases: ["是否减轻处罚", "减轻情节"] }),
    district,
  ],
};

/** Bans from an occupation and injunctions that courts impose with a sentence (Criminal Law 37-1, 38, 72). */
export const employmentBans = internal("employment-bans", "从业禁止与禁止令", "Employment bans and injunctions", {
  source: "judgments",
  owner: { zh: "检察业务应用系统（裁判文书送达）", en: "Procuratorial case system (judgments served)" },
  businessLines: ["minors", "penal-execution", "ordinary-crime"],
  recordKey: ["judgment_number", "person_id", "kind"],
  columns: [
    words("judgment_number", "document-number", "裁判文书号", "Judgment number", { required: true, aliases: ["判决书号", "案号"] }),
    personName("person_name", "被禁止人姓名", "Name", { required: true, aliases: ["姓名", "被告人姓名"] }),
    residentId("person_id", "被禁止人身份证号", "Resident id", { required: true, aliases: ["身份证号", "身份证号码", "公民身份号码"] }),
    code("kind", "禁止类别", "Kind", { occupation: ["从业禁止"], injunction: ["禁止令"] }, { required: true, aliases: ["类别"] }),
    words("scope", "free-text", "禁止内容", "What is forbidden", { aliases: ["禁止从事的职业"] }),
    day("starts_on", "禁止起日", "From", { required: true, aliases: ["起始日期"] }),
    day("ends_on", "禁止止日", "Until (empty: for life)", { aliases: ["截止日期"] }),
  ],
});

/** Cases that the procuratorate received: requests for arrest and transfers for prosecution. */
export const caseAcceptances = internal("case-acceptances", "受理案件", "Cases received", {
  source: "judgments",
  owner: { zh: "检察业务应用系统（案件管理）", en: "Procuratorial case system (case management)" },
  businessLines: ["ordinary-crime", "major-crime", "economic-crime", "penal-execution"],
  recordKey: ["case_number", "person_id"],
  absenceKeys: ["person_id"],
  columns: [
    words("case_number", "document-number", "受理案号", "Case number", { required: true, aliases: ["案号", "统一受案号"] }),
    personName("person_name", "犯罪嫌疑人姓名", "Suspect", { required: true, aliases: ["姓名", "嫌疑人姓名"] }),
    residentId("person_id", "犯罪嫌疑人身份证号", "Suspect's resident id", {
      required: true,
      aliases: ["身份证号", "身份证号码", "公民身份号码"],
    }),
    code(
      "kind",
      "案件类别",
      "Kind",
      { arrest: ["审查逮捕"], prosecution: ["审查起诉"], necessity: ["羁押必要性审查"] },
      { required: true, aliases: ["受理类别"] },
    ),
    words("charge", "charge", "移送罪名", "Charge", { aliases: ["涉嫌罪名", "案由"] }),
    words("transferred_by", "agency", "移送单位", "Transferred by", { aliases: ["侦查机关"] }),
    day("received_on", "受理日期", "Received on", { required: true, aliases: ["收案日期"] }),
    day("decided_on", "办结日期", "Decided on", { aliases: ["审结日期"] }),
  ],
});
