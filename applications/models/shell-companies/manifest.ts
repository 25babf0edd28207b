import type { ModelManifest } from "@yuejian/contracts";
import { inputColumns } from "./rule.ts";

export const manifest: ModelManifest = {
  id: "shell-companies",
  number: 13,
  version: "1.0.0",
  title: { zh: "涉罪空壳公司", en: "Shell companies of convicted people" },
  summary: {
    zh: "以刑事裁判与企业登记数据碰撞，找出法定代表人因虚开、骗取出口退税、传销、洗钱、诈骗犯罪被判有罪而仍登记存续的企业，并按同一住所、同一法定代表人连成群。",
    en: "Matches judgments and the register of enterprises: enterprises still active whose representative was convicted of false invoicing, pyramid selling, laundering or fraud, connected in groups by address and representative.",
  },
  businessLine: "economic-crime",
  legalBasis: [
    {
      law: "中华人民共和国公司法",
      article: "第二百六十条第一款",
      text: {
        zh: "公司成立后无正当理由超过六个月未开业的，或者开业后自行停业连续六个月以上的，公司登记机关可以吊销营业执照，但公司依法办理歇业的除外。",
        en: "The registrar may revoke the licence of a company that did not open within six months or closed for six months without reason.",
      },
    },
    {
      law: "中华人民共和国公司法",
      article: "第一百七十八条",
      text: {
        zh: "因贪污、贿赂、侵占财产、挪用财产或者破坏社会主义市场经济秩序被判处刑罚，执行期满未逾五年的，不得担任公司的董事、监事、高级管理人员；在任职期间出现该情形的，公司应当解除其职务。（节录）",
        en: "Whoever was punished for crimes against the economic order may hold no office for five years; the company removes them. (Excerpt)",
      },
    },
    {
      law: "中华人民共和国市场主体登记管理条例",
      article: "第四十条",
      text: {
        zh: "提交虚假材料或者采取其他欺诈手段隐瞒重要事实取得市场主体登记的，受影响者可以向登记机关提出撤销登记的申请。（大意，原文以发文为准；仅在查明虚假登记时适用）",
        en: "Registration obtained by false papers may be annulled. (In substance; only where that is established)",
      },
    },
    {
      law: "人民检察院检察建议工作规定",
      article: "第十一条",
      text: {
        zh: "在办理案件中发现社会治理工作存在监管漏洞的，可以向有关单位和部门提出改进工作、完善治理的检察建议。（大意，原文以发文为准）",
        en: "Where cases show gaps of supervision the procuratorate may suggest improvements. (In substance; the official text prevails.)",
      },
    },
  ],
  subjectKey: "credit_code",
  subjectName: "enterprise_name",
  officeColumn: "office",
  inputs: [
    { dataset: "enterprises", presence: "present", columns: inputColumns.enterprises },
    { dataset: "judgments", presence: "present", columns: inputColumns.judgments },
    { dataset: "judgments", presence: "absent", columns: inputColumns.replaced },
  ],
  parameters: [
    {
      name: "least_cluster",
      type: "integer",
      title: { zh: "群内至少几家企业才列出", en: "Enterprises of a group from which they are listed" },
      default: 1,
    },
  ],
  lawfulExplanations: [
    {
      id: "real-business",
      title: { zh: "企业有真实经营，犯罪与该企业无关", en: "The enterprise trades and had no part in the crime" },
      howToCheck: {
        zh: "查纳税、社保、用电、发票和实地经营情况，核对判决认定的犯罪工具。",
        en: "Look at taxes, insurance, power, invoices and the premises; read which companies the judgment names.",
      },
    },
    {
      id: "identity-used",
      title: { zh: "身份被冒用登记为法定代表人", en: "The identity was used without consent" },
      howToCheck: {
        zh: "核对登记材料签名、实名认证记录和本人陈述。",
        en: "Compare signatures, identity checks and the person's statement.",
      },
    },
    {
      id: "being-wound-up",
      title: { zh: "已在清算、变更法定代表人或者申请注销", en: "Being wound up, or a new representative is applied for" },
      howToCheck: { zh: "查登记机关在办事项和清算公告。", en: "Ask the registrar for pending applications and notices." },
    },
    {
      id: "overturned",
      title: { zh: "判决已被撤销或者改判，数据缺漏", en: "The judgment was overturned, which the data lack" },
      howToCheck: { zh: "查询该案后续裁判文书。", en: "Look for later judgments in the case." },
    },
    {
      id: "cluster-address",
      title: { zh: "同一住所是合法的集群注册、孵化器地址", en: "The shared address is a lawful business centre" },
      howToCheck: { zh: "查集群注册托管协议。", en: "Look for the centre's agreement." },
    },
  ],
  settledBy: [
    { zh: "生效裁判文书认定的涉案企业", en: "The enterprises that the judgment names" },
    { zh: "登记档案、纳税、社保和实地核查记录", en: "Register, taxes, insurance and a visit" },
  ],
  finds: {
    zh: "现任法定代表人因上述犯罪被判有罪（含免予刑事处罚），犯罪时企业已经成立、现仍登记为存续的企业，逐家列出；并给出与之经同一住所或者同一法定代表人相连的同类企业家数、人数。",
    en: "Enterprises still active, already founded at the time of the act, whose present representative was convicted of these crimes (exempt from punishment included), one by one, with the number of such enterprises and people connected by address or representative.",
  },
  cannotFind: {
    zh: "法定代表人已经更换的；犯罪人只是股东、实际控制人、财务的；单位犯罪只判单位的；身份证号缺失或者不一致的；住所写法不同而未能相连的；相隔超过八步的群会分成几群。",
    en: "Enterprises with a new representative; shareholders, controllers and accountants; judgments against the enterprise alone; missing or differing ids; addresses written differently; groups wider than eight steps fall apart.",
  },
  verifyByHand: {
    zh: "读判决书，看该企业是否被认定为犯罪工具；再查企业纳税、开票、社保和现场，确认有无真实经营；同群企业一并核查住所和联系人。",
    en: "Read whether the judgment names the enterprise as a tool; look at taxes, invoices, insurance and the premises; check the enterprises of the group together.",
  },
  dataClass: "personal",
  precisionFloor: 0.7,
};
