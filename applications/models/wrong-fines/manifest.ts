import type { ModelManifest } from "@yuejian/contracts";
import { judgmentColumns } from "./rule.ts";

export const manifest: ModelManifest = {
  id: "wrong-fines",
  number: 21,
  version: "1.0.0",
  title: { zh: "罚金低于法定最低数额", en: "Fines below the statutory floor" },
  summary: {
    zh: "在本院掌握的刑事裁判中，找出判处的罚金低于裁判当日有效的法定最低数额、又不属于减轻处罚的判项。",
    en: "Finds, in the procuratorate's own criminal judgments, fines below the floor in force on the day of judgment where the sentence was not mitigated.",
  },
  businessLine: "ordinary-crime",
  legalBasis: [
    {
      law: "最高人民法院关于适用财产刑若干问题的规定（法释〔2000〕45号）",
      article: "第二条",
      text: {
        zh: "刑法没有明确规定罚金数额标准的，罚金的最低数额不能少于一千元。对未成年人犯罪应当从轻或者减轻判处罚金，但罚金的最低数额不能少于五百元。",
        en: "Where the Criminal Law gives no standard, a fine is at least 1,000 yuan; a minor's at least 500 yuan.",
      },
    },
    {
      law: "最高人民法院、最高人民检察院关于办理盗窃刑事案件适用法律若干问题的解释（法释〔2013〕8号）",
      article: "第十四条",
      text: {
        zh: "因犯盗窃罪，依法判处罚金刑的，应当在一千元以上盗窃数额的二倍以下判处罚金。",
        en: "A fine for theft is at least 1,000 yuan and at most twice the amount stolen.",
      },
    },
    {
      law: "最高人民法院、最高人民检察院关于办理敲诈勒索刑事案件适用法律若干问题的解释（法释〔2013〕10号）",
      article: "第八条",
      text: {
        zh: "对犯敲诈勒索罪的被告人，应当在二千元以上、敲诈勒索数额的二倍以下判处罚金。",
        en: "A fine for extortion is at least 2,000 yuan and at most twice the amount extorted.",
      },
    },
    {
      law: "中华人民共和国刑事诉讼法",
      article: "第二百五十四条第三款",
      text: {
        zh: "最高人民检察院对各级人民法院已经发生法律效力的判决和裁定，上级人民检察院对下级人民法院已经发生法律效力的判决和裁定，如果发现确有错误，有权按照审判监督程序向同级人民法院提出抗诉。",
        en: "A higher procuratorate may protest against an effective judgment that is wrong, under trial supervision.",
      },
    },
  ],
  subjectKey: "subject",
  subjectName: "defendant_name",
  officeColumn: "office",
  inputs: [{ dataset: "judgments", presence: "present", columns: judgmentColumns }],
  parameters: [],
  lawfulExplanations: [
    {
      id: "mitigated",
      title: { zh: "判决书认定了减轻处罚情节，数据漏填", en: "The judgment found a mitigating circumstance that the record lacks" },
      howToCheck: {
        zh: "查阅判决书说理部分是否引用刑法第六十三条，是否认定未遂、从犯、自首、立功等减轻情节。",
        en: "Read whether the judgment relies on Criminal Law 63 and finds attempt, accessory, surrender or merit as mitigating.",
      },
    },
    {
      id: "minor",
      title: { zh: "被告人犯罪时未成年，数据漏填", en: "The defendant was a minor at the time of the act, which the record lacks" },
      howToCheck: { zh: "以出生日期核对作案日期。", en: "Compare the date of birth with the date of the act." },
    },
    {
      id: "amount-misread",
      title: { zh: "罚金金额的单位或录入有误", en: "The amount or its unit was recorded wrongly" },
      howToCheck: {
        zh: "以判决书主文的大写金额为准，核对是否以万元计。",
        en: "Compare with the amount in words in the operative part; look for ten thousands.",
      },
    },
    {
      id: "corrected",
      title: { zh: "已经补正裁定、二审或者再审改判", en: "Already corrected by ruling, on appeal or in retrial" },
      howToCheck: { zh: "查询该案后续裁判文书。", en: "Look for later judgments in the case." },
    },
  ],
  settledBy: [
    { zh: "判决书原件：主文罚金数额、说理部分的量刑情节、裁判日期", en: "The judgment itself: fine, circumstances of sentencing, date" },
    { zh: "被告人户籍证明（年龄）", en: "The defendant's household record (age)" },
  ],
  finds: {
    zh: "主刑为无期徒刑、有期徒刑、拘役、管制或者单处罚金，罚金大于零但低于裁判当日有效的最低数额的判项；一罪有专门规定的用专门规定，其余用一般下限，未成年人用五百元下限。",
    en: "Sentences with a fine above zero and below the floor in force on the day of judgment: the charge's own floor where there is one, else the general one, 500 yuan for minors.",
  },
  cannotFind: {
    zh: "应当并处罚金而没有判处的；高于上限的；数罪并罚中单个罪的罚金；按刑期分档的贪污贿赂、洗钱罚金的高档；以犯罪数额的百分比为下限的；作案时适用的旧法更轻的情形需人工判断。",
    en: "Fines that were not imposed though obligatory, or above a ceiling; single fines inside a combined sentence; the higher bands of floors that rise with the term; floors given as a share of the amount; whether an older, milder rule applied.",
  },
  verifyByHand: {
    zh: "打开判决书，核对罪名、裁判日期、罚金大写数额，再看是否引用刑法第六十三条；与线索所列条文逐字对照。",
    en: "Open the judgment; compare charge, date and the fine in words; look for Criminal Law 63; compare with the article that the lead names.",
  },
  dataClass: "personal",
  precisionFloor: 0.8,
};
