import type { ModelManifest } from "@yuejian/contracts";
import { legalNumber } from "@yuejian/deadlines";
import { inputColumns } from "./rule.ts";

export const manifest: ModelManifest = {
  id: "school-employment-bans",
  number: 35,
  version: "1.0.0",
  title: { zh: "涉校从业禁止", en: "School employment bans" },
  summary: {
    zh: "以刑事裁判与涉校从业人员数据碰撞，找出因性侵害、虐待、拐卖、暴力伤害犯罪被判有罪的判决生效之后，仍在或者又到密切接触未成年人的单位工作的人员。",
    en: "Matches judgments and school staff: people who work among minors after a conviction for sexual assault, abuse, trafficking or violent injury took effect.",
  },
  businessLine: "minors",
  legalBasis: [
    {
      law: "中华人民共和国未成年人保护法",
      article: "第六十二条",
      text: {
        zh: "密切接触未成年人的单位招聘工作人员时，应当向公安机关、人民检察院查询应聘者是否具有性侵害、虐待、拐卖、暴力伤害等违法犯罪记录；发现其具有前述行为记录的，不得录用。密切接触未成年人的单位应当每年定期对工作人员是否具有上述违法犯罪记录进行查询。通过查询或者其他方式发现其工作人员具有上述行为的，应当及时解聘。",
        en: "Places that work closely with minors ask the police and the procuratorate whether applicants have a record of sexual assault, abuse, trafficking or violent injury, do not hire those who have, ask again every year, and dismiss promptly.",
      },
    },
    {
      law: "中华人民共和国未成年人保护法",
      article: "第一百二十六条",
      text: {
        zh: "未履行查询义务，或者招用、继续聘用具有相关违法犯罪记录人员的，由教育、人力资源和社会保障、市场监督管理等部门按照职责分工责令限期改正，给予警告，并处五万元以下罚款。（节录）",
        en: "Whoever fails to ask, or hires or keeps such people, is ordered to correct it, warned and fined up to 50,000 yuan. (Excerpt)",
      },
    },
    {
      law: "中华人民共和国刑法",
      article: "第三十七条之一",
      text: {
        zh: "人民法院可以根据犯罪情况和预防再犯罪的需要，禁止其自刑罚执行完毕之日或者假释之日起从事相关职业，期限为三年至五年；其他法律、行政法规对其从事相关职业另有禁止或者限制性规定的，从其规定。（大意）",
        en: "A court may ban from an occupation for three to five years; where another law forbids or restricts the occupation, that law prevails. (In substance)",
      },
    },
  ],
  subjectKey: "person_id",
  subjectName: "person_name",
  officeColumn: "office",
  inputs: [
    { dataset: "school-staff", presence: "present", columns: inputColumns.staff },
    { dataset: "judgments", presence: "present", columns: inputColumns.judgments },
    { dataset: "judgments", presence: "absent", columns: inputColumns.replaced },
  ],
  parameters: [
    {
      name: "grace_days",
      type: "integer",
      title: { zh: "判决生效后留给解聘的天数", en: "Days after the effective day that a dismissal may take" },
      default: 0,
    },
    {
      name: "appeal_days",
      type: "integer",
      title: {
        zh: "未记载生效日期时，自裁判之日起多少天视为生效",
        en: "Days after judgment from which it counts as effective where no day is recorded",
      },
      default: legalNumber("protest.judgment", "2026-01-01"),
      legalNumber: "protest.judgment",
    },
  ],
  lawfulExplanations: [
    {
      id: "dismissed-unrecorded",
      title: { zh: "已经解聘或者调离，名册没有更新", en: "Already dismissed or moved, which the roster lacks" },
      howToCheck: {
        zh: "到校核对花名册、工资发放和社保缴纳记录，看是否仍在岗。",
        en: "Compare roster, payroll and insurance at the school.",
      },
    },
    {
      id: "overturned",
      title: { zh: "判决已被二审、再审撤销或者改判无罪，数据缺漏", en: "The judgment was overturned, which the data lack" },
      howToCheck: { zh: "查询该案后续裁判文书。", en: "Look for later judgments in the case." },
    },
    {
      id: "not-among-minors",
      title: { zh: "所在单位或者岗位不密切接触未成年人（如成人培训部）", en: "The place or the post has nothing to do with minors" },
      howToCheck: { zh: "核实办学许可范围、岗位职责和工作地点。", en: "Check the school's licence, the duties and the place of work." },
    },
    {
      id: "other-person",
      title: { zh: "身份证号登记错误，并非同一人", en: "Another person, by an id recorded wrongly" },
      howToCheck: { zh: "比对姓名、照片和户籍信息。", en: "Compare name, photograph and household record." },
    },
  ],
  settledBy: [
    { zh: "生效裁判文书及生效证明", en: "The judgment and the certificate that it took effect" },
    { zh: "聘用合同、花名册、工资和社保记录", en: "Contract, roster, payroll and insurance" },
    { zh: "单位的入职查询、年度查询记录", en: "The school's records of checks" },
  ],
  finds: {
    zh: "幼儿园、中小学、职业学校、特殊和专门学校、校外培训、托育托管机构的人员（不论岗位和用工形式），其性侵害、虐待、拐卖、暴力伤害犯罪的有罪判决生效之后仍在岗或者之后入职的，按人列出，无论判决距今多久。",
    en: "Staff of kindergartens, schools, training and care places, whatever the post and employment, who were still there or hired after a conviction for sexual assault, abuse, trafficking or violent injury took effect, however long ago; one row a person.",
  },
  cannotFind: {
    zh: "只受过治安处罚的（该类记录依法封存，不供模型使用）；未成年时犯罪的（封存）；抢劫、寻衅滋事等罪名本身看不出伤害行为的；过失犯罪；未登记在册的临时人员；身份证号不一致的；外地判决。",
    en: "Public-security penalties and crimes as a minor, which are sealed; robbery, affray and other charges whose name does not tell injury; negligence; staff on no roster; differing ids; judgments of other places.",
  },
  verifyByHand: {
    zh: "先核对判决书和生效日期，再到单位核对此人是否仍在岗、何时入职、做什么；查看单位有没有做入职查询和年度查询。对外只说明核查事项，不扩散犯罪记录。",
    en: "Check the judgment and its effective day; then, at the place, whether the person is there, since when and doing what, and whether checks were made. Do not spread the record.",
  },
  dataClass: "personal",
  precisionFloor: 0.8,
};
