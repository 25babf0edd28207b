import type { ModelManifest } from "@yuejian/contracts";
import { legalNumber } from "@yuejian/deadlines";
import { inputColumns } from "./rule.ts";

export const manifest: ModelManifest = {
  id: "recidivists-on-probation",
  number: 22,
  version: "1.2.0",
  title: { zh: "累犯适用缓刑", en: "Recidivists on probation" },
  summary: {
    zh: "在本院掌握的刑事裁判中，找出前罪有期徒刑以上刑罚执行完毕后五年以内又犯应当判处有期徒刑以上刑罚之罪，却被宣告缓刑的判项。",
    en: "Finds, in the procuratorate's own criminal judgments, imprisonment suspended on probation within five years after an earlier imprisonment was served.",
  },
  businessLine: "ordinary-crime",
  legalBasis: [
    {
      law: "中华人民共和国刑法",
      article: "第六十五条第一款",
      text: {
        zh: "被判处有期徒刑以上刑罚的犯罪分子，刑罚执行完毕或者赦免以后，在五年以内再犯应当判处有期徒刑以上刑罚之罪的，是累犯，应当从重处罚，但是过失犯罪和不满十八周岁的人犯罪的除外。",
        en: "Who was sentenced to imprisonment or more and within five years after serving it commits another crime punishable so is a recidivist; crimes of negligence and of minors excepted.",
      },
    },
    {
      law: "中华人民共和国刑法",
      article: "第六十六条",
      text: {
        zh: "危害国家安全犯罪、恐怖活动犯罪、黑社会性质的组织犯罪的犯罪分子，在刑罚执行完毕或者赦免以后，在任何时候再犯上述任一类罪的，都以累犯论处。",
        en: "For crimes against the state, of terrorism and of organised crime the time does not count.",
      },
    },
    {
      law: "中华人民共和国刑法",
      article: "第七十四条",
      text: {
        zh: "对于累犯和犯罪集团的首要分子，不适用缓刑。",
        en: "Recidivists and ringleaders of criminal groups are not given probation.",
      },
    },
  ],
  subjectKey: "subject",
  subjectName: "person_name",
  officeColumn: "office",
  inputs: [
    { dataset: "judgments", presence: "present", columns: inputColumns.judgments },
    { dataset: "judgments", presence: "absent", columns: inputColumns.replaced },
    { dataset: "sentence-execution", presence: "present", columns: inputColumns.stays },
    { dataset: "sentence-execution", presence: "absent", columns: inputColumns.overturned },
  ],
  parameters: [
    {
      name: "years",
      type: "integer",
      title: { zh: "前罪刑罚执行完毕后几年以内", en: "Years after the earlier sentence was served" },
      default: legalNumber("recidivism.years", "2026-01-01"),
      legalNumber: "recidivism.years",
    },
  ],
  lawfulExplanations: [
    {
      id: "act-before",
      title: {
        zh: "新罪实施于前罪刑罚执行完毕之前，犯罪日期漏填或者有误",
        en: "The new crime was committed before the earlier sentence was served; the day of the act is missing or wrong",
      },
      howToCheck: {
        zh: "查阅判决书认定的作案时间，与前罪刑罚执行完毕之日比较。",
        en: "Compare the time of the act in the judgment with the day on which the earlier sentence was served.",
      },
    },
    {
      id: "minor",
      title: { zh: "前罪或者新罪实施时不满十八周岁，数据漏填", en: "A minor at the time of either act, which the record lacks" },
      howToCheck: { zh: "以出生日期核对作案日期。", en: "Compare the date of birth with the date of the act." },
    },
    {
      id: "prior-overturned",
      title: { zh: "前罪判决已撤销、改判或者改为缓刑", en: "The earlier judgment was overturned, changed or suspended" },
      howToCheck: { zh: "查询前案的二审、再审裁判。", en: "Look for judgments on appeal or in retrial in the earlier case." },
    },
    {
      id: "negligence",
      title: { zh: "前罪或者新罪是过失犯罪", en: "One of the crimes was of negligence" },
      howToCheck: { zh: "查阅判决书认定的罪过形式。", en: "Read the form of guilt that the judgment finds." },
    },
    {
      id: "other-person",
      title: { zh: "身份证号相同而非同一人（冒用、录入错误）", en: "Not the same person (id misused or recorded wrongly)" },
      howToCheck: { zh: "比对姓名、照片和前科材料。", en: "Compare name, photograph and criminal record." },
    },
  ],
  settledBy: [
    { zh: "两案判决书原件：罪名、作案时间、刑期、缓刑", en: "Both judgments: charge, time of the act, term, probation" },
    { zh: "前罪的释放证明或者刑满释放登记", en: "Certificate of release from the earlier sentence" },
  ],
  finds: {
    zh: "成年人因故意犯罪被判处有期徒刑以上实刑，执行完毕之日起五年以内又犯故意犯罪，被判处有期徒刑以上刑罚并宣告缓刑的判项；以犯罪日期计算，没有记载的以裁判日期计算。有出监记录的以出监日期为准，假释、暂予监外执行的以刑期止日为准，没有记录的以裁判生效之日加刑期推算。",
    en: "Adults who served imprisonment for an intentional crime and within five years committed another, punished with imprisonment suspended on probation (by the day of the act, else of the judgment). The release on record counts; on parole or medical release the end of the term; without a record the term from the day the judgment took effect.",
  },
  cannotFind: {
    zh: "没有记载犯罪日期、作案在五年以内而裁判在五年以外的；前罪判决不在本院数据中的；身份证号不一致的；犯罪集团的首要分子；死刑缓期执行后减刑的。",
    en: "Acts within the years but judged after them, where the day of the act is not recorded; earlier judgments that the data lack; ids that differ; ringleaders; commuted death sentences.",
  },
  verifyByHand: {
    zh: "把两份判决书并排：前罪刑种、是否缓刑、释放日期；新罪作案时间、刑种、缓刑；作案时间落在释放之日起五年以内即应认定累犯。",
    en: "Put both judgments side by side: earlier penalty, whether suspended, day of release; new act, penalty, probation. An act within five years of the release makes a recidivist.",
  },
  dataClass: "personal",
  precisionFloor: 0.8,
};
