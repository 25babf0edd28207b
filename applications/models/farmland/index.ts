import type { SupervisionModel, Text } from "@yuejian/contracts";
import { dayText } from "../wording.ts";
import { manifest } from "./manifest.ts";
import { farmlandRule } from "./rule.ts";

const CONFIDENCE: Readonly<Record<string, Text>> = {
  possible: { zh: "可能", en: "possible" },
  probable: { zh: "较可能", en: "probable" },
  confirmed: { zh: "确认", en: "confirmed" },
};

/** As farmland detection classes what it sees (applications/farmland). */
const CLASSES: Readonly<Record<string, Text>> = {
  "building-road": { zh: "建筑或道路", en: "building or road" },
  "pond-lake": { zh: "坑塘或水面", en: "pond or lake" },
  "mining-bare": { zh: "采挖或裸地", en: "mining or bare ground" },
  plantation: { zh: "林木", en: "plantation" },
  "changed-unknown": { zh: "类别不明的变化", en: "something unknown" },
};

const ELEMENT: Readonly<Record<string, Text>> = {
  reached: { zh: "面积要件达到", en: "the area element is reached" },
  "not-reached": { zh: "面积要件未达到", en: "the area element is not reached" },
  "cannot-tell": { zh: "面积要件无法判断", en: "whether the area element is reached cannot be told" },
};

export const model: SupervisionModel = {
  manifest,
  rule: farmlandRule,
  explain({ values }) {
    const [after, by] = [values["changed_after"], values["changed_by"]].map((day) => (day === null ? null : dayText(day)));
    const said = (table: Readonly<Record<string, Text>>, column: string) =>
      table[String(values[column])] ?? { zh: String(values[column]), en: String(values[column]) };
    const [what, confidence, element] = [said(CLASSES, "class"), said(CONFIDENCE, "confidence"), said(ELEMENT, "area_element")];
    const area = `${String(values["area_mu"])} ± ${String(values["area_error_mu"])}`;
    const approvals = values["approvals_to_check"];
    return {
      zh: `卫星影像显示${String(values["name"])}有${area}亩变为「${what.zh}」（${confidence.zh}），${after ? `变化在${after.zh}之后` : "变化起始日期不明"}${by ? `、${by.zh}之前` : ""}；${element.zh}；${approvals === null ? "没有发现有效的用地审批" : `待核对的审批：${String(approvals)}`}。图斑是线索，不是证据。`,
      en: `Images show ${area} mu at ${String(values["name"])} changed to ${what.en} (${confidence.en}), ${after ? `after ${after.en}` : "from an unknown day on"}${by ? ` and by ${by.en}` : ""}; ${element.en}; ${approvals === null ? "no approval in force was found" : `approvals to check: ${String(approvals)}`}. A spot is a lead, not proof.`,
    };
  },
};
