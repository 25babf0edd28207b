import type { ModelManifest } from "@yuejian/contracts";
import { legalNumber } from "@yuejian/deadlines";
import { inputColumns } from "./rule.ts";

export const manifest: ModelManifest = {
  id: "professional-lenders",
  number: 9,
  version: "1.0.0",
  title: { zh: "职业放贷人虚假诉讼", en: "Professional lenders" },
  summary: {
    zh: "在民事诉讼案件中按原告逐日回看两年，找出两年内提起民间借贷诉讼达到经常性放贷次数、被告人数众多、多数缺席判决的自然人原告。",
    en: "Looks back two years from each suit of a plaintiff: natural persons who filed as many suits over private loans as make lending a trade, against many debtors, most of them judged in absence.",
  },
  businessLine: "civil",
  legalBasis: [
    {
      law: "最高人民法院、最高人民检察院、公安部、司法部关于办理非法放贷刑事案件若干问题的意见（法发〔2019〕24号）",
      article: "第一条",
      text: {
        zh: "违反国家规定，未经监管部门批准，以营利为目的，经常性地向社会不特定对象发放贷款，扰乱金融市场秩序，情节严重的，以非法经营罪定罪处罚；经常性是指两年内向不特定多人以借款或者其他名义出借资金十次以上。（大意，原文以发文为准）",
        en: "Lending to the public as a trade without approval is, in serious cases, illegal business; a trade means ten times or more within two years to unspecified people. (In substance; the official text prevails.)",
      },
    },
    {
      law: "最高人民法院关于审理民间借贷案件适用法律若干问题的规定（2020年第二次修正）",
      article: "第十三条",
      text: {
        zh: "未依法取得放贷资格的出借人，以营利为目的向社会不特定对象提供借款的，人民法院应当认定民间借贷合同无效。（大意，原文以发文为准）",
        en: "Loans to the public for profit by a lender without a licence are void. (In substance; the official text prevails.)",
      },
    },
    {
      law: "中华人民共和国刑法",
      article: "第三百零七条之一",
      text: {
        zh: "以捏造的事实提起民事诉讼，妨害司法秩序或者严重侵害他人合法权益的，处三年以下有期徒刑、拘役或者管制，并处或者单处罚金。（节录，仅在查明捏造事实时适用）",
        en: "Whoever sues on invented facts is punished. (Excerpt; only where invention is established)",
      },
    },
  ],
  subjectKey: "plaintiff_id",
  subjectName: "plaintiff_name",
  officeColumn: "office",
  inputs: [{ dataset: "civil-suits", presence: "present", columns: inputColumns.suits }],
  parameters: [
    {
      name: "window_years",
      type: "integer",
      title: { zh: "计算期间（年）", en: "Window in years" },
      default: legalNumber("lending.window-years", "2026-01-01"),
      legalNumber: "lending.window-years",
    },
    {
      name: "least_debtors",
      type: "integer",
      title: { zh: "至少多少名不同被告（不特定多人）", en: "Different debtors from which they are «unspecified people»" },
      default: 5,
    },
    {
      name: "default_percent",
      type: "integer",
      title: { zh: "缺席判决超过百分之多少", en: "Judged in absence: more than this percentage" },
      default: 50,
    },
  ],
  lawfulExplanations: [
    {
      id: "own-circle",
      title: { zh: "借款人均为亲友、同事、员工等特定对象", en: "The borrowers are family, colleagues or staff, not the public" },
      howToCheck: { zh: "逐案核对双方关系、借款来由和利息约定。", en: "Check relation, cause and interest case by case." },
    },
    {
      id: "assigned-claims",
      title: { zh: "受让他人债权后集中起诉，并非本人放贷", en: "Claims bought from others, not loans of one's own" },
      howToCheck: { zh: "查债权转让协议、通知和原始转账凭证。", en: "Look for assignments, notices and the original transfers." },
    },
    {
      id: "trade-debts",
      title: { zh: "货款、工程款结算后以借条形式起诉，案由登记为民间借贷", en: "Trade debts sued on as loans" },
      howToCheck: { zh: "查基础合同、对账单和欠条形成经过。", en: "Look at the underlying contract and how the note came about." },
    },
    {
      id: "no-interest",
      title: { zh: "出借不以营利为目的，没有利息", en: "Not for profit: no interest" },
      howToCheck: { zh: "核对约定利率、“砍头息”、还款流水和实际收益。", en: "Check interest, deductions in advance and repayments." },
    },
    {
      id: "same-name-id",
      title: { zh: "原告身份证号录入错误，把不同人的案件并在一起", en: "Suits of different people under one id" },
      howToCheck: { zh: "比对起诉状、身份证复印件和代理手续。", en: "Compare complaints, copies of ids and powers of attorney." },
    },
  ],
  settledBy: [
    { zh: "各案卷宗：借据、转账凭证、庭审笔录、送达回证", en: "Case files: notes, transfers, records of hearings, service" },
    { zh: "原告名下银行流水与放贷收益", en: "The plaintiff's bank statements" },
    { zh: "有无放贷资质（金融监管部门答复）", en: "Whether there is a licence to lend" },
  ],
  finds: {
    zh: "以自然人身份在任意两年内（首尾两日均计）提起民间借贷诉讼十件以上、被告五人以上、缺席判决超过半数的原告，按人列出最密集的两年、件数、人数、缺席件数和标的额；同一案号多名被告只算一件。",
    en: "Natural persons with ten or more suits over private loans within any two years (both days included) against five or more defendants, more than half judged in absence: the densest two years, suits, defendants, defaults and sum. Several defendants of one suit are one suit.",
  },
  cannotFind: {
    zh: "借亲属、员工名义分散起诉的（须靠关联）；以公司名义放贷的；以买卖、合伙等案由起诉的；未登记身份证号的原告；只放贷不诉讼的；到外地法院起诉的。",
    en: "Suits spread over relatives or staff (need linkage); lending through companies; other causes; plaintiffs without id; lending that never came to court; courts elsewhere.",
  },
  verifyByHand: {
    zh: "调取窗口期内全部案件，按借款日期排列，核对双方关系、格式化借条、利息和转账；重点看缺席案件的送达地址是否真实，同一代理人、同一证人是否反复出现。",
    en: "Take all cases of the window in order of the loans; compare relation, forms, interest and transfers; in default cases look at the addresses of service, and whether the same agents and witnesses recur.",
  },
  dataClass: "personal",
  precisionFloor: 0.6,
};
