import type { StatutoryClock } from "@yuejian/contracts";
import { CRIMINAL_PROCEDURE_LAW as LAW } from "../laws.ts";
import { clock, extension, ground } from "./clock.ts";

const POLICE = { zh: "公安机关", en: "Police" };
const PROCURATORATE = { zh: "人民检察院", en: "Procuratorate" };
const HIGHER = { zh: "上一级人民检察院", en: "Procuratorate of the next higher level" };
const PROVINCIAL = { zh: "省、自治区、直辖市人民检察院", en: "Provincial procuratorate" };
const NOTICE_OF_OVERRUN = {
  zh: "期限届满未作出决定的，应当释放或者变更强制措施（刑事诉讼法第九十八条、第九十九条）；提出纠正意见",
  en: "Release or another measure (Criminal Procedure Law arts 98, 99); a correction is due",
};

const psychiatricAppraisal = ground(
  "psychiatric-appraisal",
  { zh: "对犯罪嫌疑人作精神病鉴定", en: "psychiatric appraisal of the suspect" },
  { law: LAW, article: "第一百四十九条" },
);
const measureDecision = ground(
  "measure-decision",
  { zh: "监察机关移送案件决定强制措施", en: "deciding on a measure in a case of the supervision organs" },
  { law: LAW, article: "第一百七十条第二款" },
);
const supplementaryInvestigation = ground(
  "supplementary-investigation",
  { zh: "补充侦查完毕移送", en: "transferred again after supplementary investigation" },
  { law: LAW, article: "第一百七十五条第三款", times: "prosecution.supplementary-investigation-times" },
);
const jurisdictionChanged = ground(
  "jurisdiction-changed",
  { zh: "改变管辖后收到案件", en: "received after jurisdiction changed" },
  { law: LAW, article: "第一百七十二条第二款" },
);

const detention = (id: string, actor: StatutoryClock["actor"], whenOver: StatutoryClock["whenOver"]): StatutoryClock =>
  clock({
    id,
    startEvent: { zh: "被拘留", en: "the detention" },
    actor,
    counting: "criminal",
    custody: "always",
    whenOver,
  });

const correction = (zh: string, en: string) => ({ zh: `${zh}；提出纠正意见`, en: `${en}; a correction is due` });

const custodyClocks: readonly StatutoryClock[] = [
  detention("custody.to-detention-centre", POLICE, correction("未及时送看守所羁押", "Held outside a detention centre")),
  detention("custody.tell-family", POLICE, correction("未通知家属（第八十五条的例外除外）", "Family not told, unless art. 85 excepts it")),
  detention("custody.first-interrogation", POLICE, correction("未在拘留后及时讯问", "Not interrogated in time")),
  clock({
    id: "arrest.request",
    startEvent: { zh: "被拘留", en: "the detention" },
    actor: POLICE,
    counting: "criminal",
    custody: "always",
    extensions: [
      extension("arrest.request-extension-most", { isUpTo: true, least: "arrest.request-extension-least" }),
      extension("arrest.request-serial", { effect: "reaches" }),
    ],
    whenOver: NOTICE_OF_OVERRUN,
  }),
  clock({
    id: "arrest.decision-in-custody",
    startEvent: { zh: "收到提请批准逮捕书", en: "receipt of the request for arrest" },
    actor: PROCURATORATE,
    counting: "criminal",
    custody: "always",
    whenOver: NOTICE_OF_OVERRUN,
  }),
  clock({
    id: "arrest.decision-not-in-custody",
    startEvent: { zh: "收到提请批准逮捕书", en: "receipt of the request for arrest" },
    actor: PROCURATORATE,
    counting: "criminal",
    extensions: [extension("arrest.decision-not-in-custody-complex", { effect: "reaches" })],
    whenOver: { zh: "审查逮捕超期，案管发出流程监控通知", en: "The decision is overdue: case management gives notice" },
  }),
  clock({
    id: "arrest.decision-own-investigation",
    startEvent: { zh: "被拘留", en: "the detention" },
    actor: PROCURATORATE,
    counting: "criminal",
    custody: "always",
    extensions: [extension("arrest.decision-own-investigation-extension", { isUpTo: true })],
    whenOver: NOTICE_OF_OVERRUN,
  }),
  clock({
    id: "arrest.decision-supervision-organ",
    startEvent: { zh: "被先行拘留", en: "the detention" },
    actor: PROCURATORATE,
    counting: "criminal",
    custody: "always",
    extensions: [extension("arrest.decision-supervision-organ-extension", { isUpTo: true })],
    whenOver: NOTICE_OF_OVERRUN,
  }),
  clock({
    id: "investigation.custody",
    startEvent: { zh: "被逮捕", en: "the arrest" },
    actor: POLICE,
    counting: "criminal",
    custody: "always",
    extensions: [
      extension("investigation.custody-first-extension", { approver: HIGHER }),
      extension("investigation.custody-second-extension", { approver: PROVINCIAL, after: "investigation.custody-first-extension" }),
      extension("investigation.custody-third-extension", { approver: PROVINCIAL, after: "investigation.custody-second-extension" }),
    ],
    restarts: [
      ground(
        "other-serious-crime",
        { zh: "发现另有重要罪行", en: "another serious crime was found" },
        { law: LAW, article: "第一百六十条第一款" },
      ),
      ground(
        "identity-established",
        { zh: "查清不讲真实姓名、住址的人的身份", en: "the identity of a person who withheld it was established" },
        { law: LAW, article: "第一百六十条第二款" },
      ),
    ],
    suspensions: [psychiatricAppraisal],
    whenOver: NOTICE_OF_OVERRUN,
  }),
  clock({
    id: "custody-necessity.answer",
    startEvent: { zh: "收到释放或者变更强制措施的建议", en: "receipt of the proposal to release or to change the measure" },
    actor: { zh: "办案机关", en: "Organ that handles the case" },
    counting: "criminal",
    custody: "possible",
    whenOver: { zh: "未回复处理情况的，提出纠正意见（规则第五百八十一条）", en: "No answer: a correction is due (Rules art. 581)" },
  }),
];

const prosecutionClocks: readonly StatutoryClock[] = [
  clock({
    id: "prosecution.review",
    startEvent: { zh: "收到移送起诉的案件", en: "receipt of the case for prosecution" },
    actor: PROCURATORATE,
    counting: "criminal",
    custody: "possible",
    extensions: [extension("prosecution.review-extension")],
    restarts: [supplementaryInvestigation, jurisdictionChanged],
    suspensions: [psychiatricAppraisal, measureDecision],
    whenOver: NOTICE_OF_OVERRUN,
  }),
  clock({
    id: "prosecution.fast-track",
    startEvent: { zh: "收到移送起诉的案件", en: "receipt of the case for prosecution" },
    actor: PROCURATORATE,
    counting: "criminal",
    custody: "possible",
    extensions: [extension("prosecution.fast-track-over-one-year", { effect: "reaches" })],
    restarts: [supplementaryInvestigation, jurisdictionChanged],
    suspensions: [psychiatricAppraisal, measureDecision],
    whenOver: { zh: "速裁案件审查起诉超期，案管发出流程监控通知", en: "The review is overdue: case management gives notice" },
  }),
  clock({
    id: "prosecution.tell-counsel",
    startEvent: { zh: "收到移送审查起诉的案件材料", en: "receipt of the case file for prosecution" },
    actor: PROCURATORATE,
    counting: "criminal",
    whenOver: { zh: "未告知有权委托辩护人，立即告知并说明", en: "The suspect was not told: tell at once, and say so in the file" },
  }),
  clock({
    id: "prosecution.supplementary-investigation",
    startEvent: { zh: "退回补充侦查", en: "the return for supplementary investigation" },
    actor: POLICE,
    counting: "criminal",
    custody: "possible",
    suspensions: [psychiatricAppraisal],
    whenOver: {
      zh: "补充侦查期满；二次补充侦查后仍证据不足的，应当不起诉（第一百七十五条第四款）",
      en: "Supplementary investigation is over; still insufficient after the second: no prosecution (art. 175 para. 4)",
    },
  }),
  clock({
    id: "counsel.read-file",
    startEvent: { zh: "无法及时安排阅卷并向辩护人说明", en: "the day on which reading could not be arranged and counsel was told why" },
    actor: { zh: "案件管理部门", en: "Case management" },
    counting: "criminal",
    whenOver: { zh: "未安排辩护人阅卷，影响辩护权的行使", en: "Counsel could not read the file: the defence is impaired" },
  }),
  clock({
    id: "counsel.non-lawyer-permission",
    startEvent: { zh: "收到律师以外的辩护人的申请", en: "receipt of the application of counsel who is no lawyer" },
    actor: PROCURATORATE,
    counting: "criminal",
    whenOver: { zh: "未在期限内书面通知申请人", en: "The applicant was not told in writing in time" },
  }),
  clock({
    id: "custody.change-application",
    startEvent: { zh: "收到变更强制措施的申请", en: "receipt of the application to change the measure" },
    actor: PROCURATORATE,
    counting: "criminal",
    whenOver: { zh: "未在期限内作出决定并告知申请人", en: "No decision was taken and told in time" },
  }),
  clock({
    id: "recusal.petition",
    startEvent: { zh: "收到驳回申请回避的决定书", en: "receipt of the decision that refuses the recusal" },
    actor: { zh: "当事人及其法定代理人", en: "Party or legal representative" },
    counting: "criminal",
    excludesTravel: true,
    whenOver: { zh: "逾期未申请复议，驳回决定不再复议", en: "The refusal stands" },
  }),
  clock({
    id: "recusal.reconsideration",
    startEvent: { zh: "收到复议申请", en: "receipt of the petition" },
    actor: PROCURATORATE,
    counting: "criminal",
    whenOver: { zh: "未在期限内作出复议决定并书面通知", en: "No decision on the petition was taken and told in time" },
  }),
  clock({
    id: "non-prosecution.victim-petition",
    startEvent: { zh: "收到不起诉决定书", en: "receipt of the decision not to prosecute" },
    actor: { zh: "被害人", en: "Victim" },
    counting: "criminal",
    excludesTravel: true,
    whenOver: { zh: "逾期申诉不再按第一百八十条办理，仍可直接起诉", en: "A later petition is none of art. 180; the victim may still sue" },
  }),
  ...(["judgment", "ruling"] as const).map((kind) =>
    clock({
      id: `protest.${kind}`,
      startEvent:
        kind === "judgment" ? { zh: "接到判决书", en: "receipt of the judgment" } : { zh: "接到裁定书", en: "receipt of the ruling" },
      actor: { zh: "人民检察院、被告人等上诉权人", en: "Procuratorate; whoever may appeal" },
      counting: "criminal",
      excludesTravel: true,
      whenOver: { zh: "一审裁判生效，只能按审判监督程序抗诉", en: "The decision takes effect; only the supervision procedure is left" },
    }),
  ),
  ...(["ordinary", "serious"] as const).map((kind) =>
    clock({
      id: `summons.${kind}`,
      startEvent: { zh: "被传唤、拘传到案", en: "the person's arrival" },
      actor: { zh: "侦查机关", en: "Investigating organ" },
      counting: "criminal",
      custody: "possible",
      whenOver: correction("持续时间届满，应当结束传唤、拘传", "The summons must end"),
    }),
  ),
];

const supervisionClocks: readonly StatutoryClock[] = [
  clock({
    id: "filing-supervision.reasons",
    startEvent: { zh: "收到要求说明理由的通知", en: "receipt of the demand for reasons" },
    actor: POLICE,
    counting: "criminal",
    whenOver: { zh: "未说明理由，督促回复并审查是否通知立案", en: "No reasons: press for them and examine a notice to file" },
  }),
  clock({
    id: "filing-supervision.overdue-reasons",
    startEvent: { zh: "收到要求说明逾期理由的通知", en: "receipt of the demand to explain the delay" },
    actor: POLICE,
    counting: "criminal",
    whenOver: {
      zh: "不说明理由也不作出决定的，提出纠正意见（第五百六十二条）",
      en: "Neither reasons nor decision: a correction is due (art. 562)",
    },
  }),
  clock({
    id: "filing-supervision.correction-after",
    startEvent: { zh: "收到通知立案书", en: "receipt of the notice to file" },
    actor: POLICE,
    counting: "criminal",
    whenOver: { zh: "发出纠正违法通知书（第五百六十四条）", en: "A correction notice is due (art. 564)" },
  }),
  clock({
    id: "filing-supervision.unfinished-reminder",
    startEvent: { zh: "立案", en: "the filing by the police" },
    actor: POLICE,
    counting: "criminal",
    whenOver: { zh: "可以发出立案监督案件催办函（第五百六十四条）", en: "A reminder may be sent (art. 564)" },
  }),
  clock({
    id: "case-management.flow-notice-reply",
    startEvent: { zh: "收到案件流程监控通知书", en: "receipt of the flow-monitoring notice" },
    actor: { zh: "办案部门", en: "Department that handles the case" },
    counting: "criminal",
    whenOver: { zh: "案管部门督促并报告检察长", en: "Case management presses and reports to the chief procurator" },
  }),
  clock({
    id: "correction.report-within-days",
    startEvent: { zh: "判决、裁定生效", en: "the judgment taking effect" },
    actor: { zh: "社区矫正对象", en: "Subject of community correction" },
    counting: "criminal",
    whenOver: { zh: "未按期报到，社区矫正机构及时组织查找", en: "Not arrived: the correction organ searches for the subject" },
  }),
];

export const criminalProcedureClocks: readonly StatutoryClock[] = [...custodyClocks, ...prosecutionClocks, ...supervisionClocks];
