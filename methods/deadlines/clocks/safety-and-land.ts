import type { StatutoryClock } from "@yuejian/contracts";
import { ACCIDENT_REGULATION } from "../laws.ts";
import { clock, extension, ground } from "./clock.ts";

const GOVERNMENT = { zh: "负责事故调查的人民政府", en: "Government in charge of the investigation" };
const TAX_CAUTION = {
  zh: "期限内有连续三日以上法定休假日的，税收征收管理法实施细则另有顺延规定（未核对），本结果未计入",
  en: "The implementing rules of the tax collection law add days where the term holds three or more days off in a row (not checked); they are not in this result",
};

/** Duties of the supervised and their authorities. Terms of validity (a permit, temporary use of land) run out on their day and are no clocks. */
export const safetyAndLandClocks: readonly StatutoryClock[] = [
  clock({
    id: "accident.report-within-hours",
    startEvent: { zh: "单位负责人接到事故报告", en: "the report to the head of the employer" },
    actor: { zh: "事故单位负责人", en: "Head of the employer" },
    counting: "administrative",
    whenOver: { zh: "涉嫌迟报；与急救、工伤、死亡数据比对", en: "Late report: compare with ambulance, injury and death data" },
  }),
  clock({
    id: "accident.upward-report",
    startEvent: { zh: "接到事故报告", en: "receipt of the report" },
    actor: { zh: "安全监管部门（每级）", en: "Safety authority, each level" },
    counting: "administrative",
    whenOver: { zh: "涉嫌迟报", en: "Late report" },
  }),
  ...["accident.toll-updated", "accident.toll-updated-traffic-fire"].map((id) =>
    clock({
      id,
      startEvent: { zh: "事故发生", en: "the accident" },
      actor: { zh: "报告单位", en: "Whoever reported" },
      counting: "administrative",
      whenOver: { zh: "期满后本条不再要求补报", en: "The article asks for no report of later changes" },
    }),
  ),
  clock({
    id: "accident.investigation",
    startEvent: { zh: "事故发生", en: "the accident" },
    actor: { zh: "事故调查组", en: "Investigation group" },
    counting: "administrative",
    extensions: [extension("accident.investigation-extension", { isUpTo: true, approver: GOVERNMENT })],
    suspensions: [
      ground("technical-appraisal", { zh: "技术鉴定", en: "technical appraisal" }, { law: ACCIDENT_REGULATION, article: "第二十七条" }),
    ],
    whenOver: { zh: "调查超期，可以提出检察建议", en: "The investigation is overdue: a suggestion may be made" },
  }),
  clock({
    id: "accident.approval",
    startEvent: { zh: "收到事故调查报告", en: "receipt of the investigation report" },
    actor: GOVERNMENT,
    counting: "administrative",
    whenOver: { zh: "批复超期，可以提出检察建议", en: "The approval is overdue: a suggestion may be made" },
  }),
  clock({
    id: "accident.approval-gravest",
    startEvent: { zh: "收到事故调查报告", en: "receipt of the investigation report" },
    actor: GOVERNMENT,
    counting: "administrative",
    extensions: [extension("accident.approval-gravest-extension", { isUpTo: true })],
    whenOver: { zh: "批复超期", en: "The approval is overdue" },
  }),
  clock({
    id: "accident.rectification-evaluation",
    startEvent: { zh: "批复事故调查报告", en: "approval of the investigation report" },
    actor: { zh: "负责事故调查的政府有关部门", en: "Departments of the government in charge" },
    counting: "administrative",
    whenOver: { zh: "未组织整改评估的，可以提出检察建议", en: "No evaluation: a suggestion may be made" },
  }),
  ...(["chemicals.park-risk-assessment", "chemicals.safety-evaluation"] as const).map((id) =>
    clock({
      id,
      startEvent: { zh: "上一次评估、评价完成", en: "completion of the last one" },
      actor:
        id === "chemicals.safety-evaluation"
          ? { zh: "危险化学品企业", en: "Chemical firm" }
          : { zh: "化工园区管理机构", en: "Park administration" },
      counting: "administrative",
      whenOver: { zh: "未按期评估、评价", en: "The next one is overdue" },
    }),
  ),
  clock({
    id: "chemicals.permit-renewal-before",
    startEvent: { zh: "安全生产许可证有效期满", en: "expiry of the work-safety permit" },
    actor: { zh: "持证企业", en: "Holder of the permit" },
    direction: "before",
    counting: "administrative",
    whenOver: { zh: "未按期申请延期，期满后无证生产的移送查处", en: "Not renewed in time: work without a permit is to be transferred" },
  }),
  clock({
    id: "farmland-tax.filing",
    startEvent: { zh: "收到办理占用耕地手续的书面通知", en: "receipt of the written notice to settle the occupation" },
    actor: { zh: "占用耕地的单位或者个人", en: "Whoever occupies the farmland" },
    counting: "administrative",
    whenOver: { zh: "未申报缴纳的，移送税务机关", en: "Not filed: transfer to the tax authority" },
    caution: TAX_CAUTION,
  }),
  clock({
    id: "farmland-tax.refund",
    startEvent: { zh: "批准临时占用耕地的期限届满", en: "end of the approved temporary occupation" },
    actor: { zh: "临时占用耕地的纳税人", en: "Taxpayer who occupied it for a time" },
    counting: "administrative",
    whenOver: { zh: "未复垦的，已缴税款不退；对照影像核查", en: "Not restored: no refund; check against imagery" },
    caution: TAX_CAUTION,
  }),
];
