import type { SupervisionModel } from "@yuejian/contracts";
import { dayText } from "../wording.ts";
import { manifest } from "./manifest.ts";
import { shellCompaniesRule } from "./rule.ts";

export const model: SupervisionModel = {
  manifest,
  rule: shellCompaniesRule,
  explain({ values }) {
    const [judged, founded] = [dayText(values["judged_on"]), dayText(values["founded_on"])];
    const [charge, number, name] = [String(values["charge"]), String(values["judgment_number"]), String(values["enterprise_name"])];
    const [enterprises, people] = [Number(values["cluster_enterprises"]), String(values["cluster_people"])];
    const group =
      enterprises > 1
        ? {
            zh: `；经同一住所或者同一法定代表人相连的此类企业共${enterprises}家，法定代表人${people}人`,
            en: `; ${enterprises} such enterprises with ${people} representative(s) are connected with it by address or representative`,
          }
        : { zh: "", en: "" };
    return {
      zh: `${name}（${founded.zh}成立）的法定代表人因${charge}被${number}于${judged.zh}判决有罪，该企业仍登记为存续${group.zh}。`,
      en: `The representative of ${name} (founded ${founded.en}) was convicted of ${charge} on ${judged.en} (${number}), yet it is still registered as active${group.en}.`,
    };
  },
};
