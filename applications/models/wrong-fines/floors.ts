import { legalNumberHistory } from "@yuejian/deadlines";
import { rule } from "@yuejian/rules";

/** Floors that hold for one charge, by the name of the charge; adults only.
 *  Embezzlement and bribery have higher floors for longer terms. The lowest is used for all, because the term in the record may be that of several
 *  crimes together. */
const CHARGE_FLOORS: Readonly<Record<string, readonly string[]>> = {
  "fine-floor.theft": ["盗窃罪"],
  "fine-floor.extortion": ["敲诈勒索罪"],
  "fine-floor.corruption": ["贪污罪", "受贿罪"],
  "fine-floor.other-corruption": ["行贿罪", "对单位行贿罪", "介绍贿赂罪", "利用影响力受贿罪", "对有影响力的人行贿罪"],
  "fine-floor.illegal-deposits": ["非法吸收公众存款罪"],
  "fine-floor.fund-raising-fraud": ["集资诈骗罪"],
  "fine-floor.money-laundering": ["洗钱罪"],
  "fine-floor.credit-card-fraud": ["信用卡诈骗罪"],
};

const FLOOR_COLUMNS = { floor: "amount", valid_from: "date", valid_until: "date", law: "text", article: "text" } as const;

function rowsOf(id: string, key: string): readonly (readonly (string | number | null)[])[] {
  return legalNumberHistory(id).map((entry) => [key, entry.value, entry.validFrom, entry.validUntil, entry.law, entry.article]);
}

/** Sources write charges with and without 罪. */
export const chargeFloors = rule.values(
  { charge: "text", ...FLOOR_COLUMNS },
  Object.entries(CHARGE_FLOORS).flatMap(([id, charges]) =>
    charges.flatMap((charge) => [...rowsOf(id, charge), ...rowsOf(id, charge.slice(0, -1))]),
  ),
);

/** Floors that hold for every charge, for adults and for minors. */
export const generalFloors = rule.values({ person_kind: "text", ...FLOOR_COLUMNS }, [
  ...rowsOf("fine-floor.general", "adult"),
  ...rowsOf("fine-floor.minor", "minor"),
]);
