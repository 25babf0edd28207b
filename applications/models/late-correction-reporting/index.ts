import type { SupervisionModel, Text } from "@yuejian/contracts";
import { dayText } from "../wording.ts";
import { manifest } from "./manifest.ts";
import { lateCorrectionReportingRule } from "./rule.ts";

const KINDS: Readonly<Record<string, Text>> = {
  control: { zh: "管制", en: "control" },
  probation: { zh: "缓刑", en: "probation" },
  parole: { zh: "假释", en: "parole" },
};

export const model: SupervisionModel = {
  manifest,
  rule: lateCorrectionReportingRule,
  explain({ values }) {
    const [from, due] = [dayText(values["effective_on"]), dayText(values["due_on"])];
    const kind = KINDS[String(values["kind"])] ?? { zh: String(values["kind"]), en: String(values["kind"]) };
    const arrived = dayText(values["arrived_on"]);
    return {
      zh: `${kind.zh}的裁判于${from.zh}生效，应当在${due.zh}前报到，实际于${arrived.zh}报到，为生效后第${String(values["days"])}日，且没有登记正当事由。`,
      en: `The decision on ${kind.en} took effect on ${from.en}; reporting was due by ${due.en} and happened on ${arrived.en}, day ${String(values["days"])}, with no lawful reason on record.`,
    };
  },
};
