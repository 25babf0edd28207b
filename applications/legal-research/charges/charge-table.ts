import { OFFICE_AND_ARMY } from "./table/office-and-army.ts";
import { PERSON_AND_PROPERTY } from "./table/person-and-property.ts";
import { SECURITY_AND_MARKET } from "./table/security-and-market.ts";
import { SOCIAL_ORDER } from "./table/social-order.ts";

/** A charge as the two highest bodies named it (their list of 1997 with the supplements to the eighth, 2024). */
export interface Charge {
  /** Without 罪: 盗窃. */
  readonly name: string;
  /** Articles of the Criminal Law, with the paragraph after a point: 264, 133-1, 237.3; D1: the decision of 1998 on foreign exchange. */
  readonly articles: readonly string[];
  /** Names under which earlier judgments speak of it. */
  readonly former: readonly string[];
  /** Words that speak for it; the parts of one cue must stand in one sentence. */
  readonly cues: readonly (readonly string[])[];
}

export const CHARGES: readonly Charge[] = [SECURITY_AND_MARKET, PERSON_AND_PROPERTY, SOCIAL_ORDER, OFFICE_AND_ARMY].flatMap((table) =>
  table.trim().split("\n").map(readCharge),
);

function readCharge(line: string): Charge {
  const [name = "", articles = "", former = "", cues = ""] = line.split("|");
  return {
    name,
    articles: articles.split(","),
    former: former === "" ? [] : former.split(","),
    cues: cues
      .split(" ")
      .filter(Boolean)
      .map((cue) => cue.toLowerCase().split("+")),
  };
}

const NUMBERS = new Map(CHARGES.flatMap(({ name, former }, at) => [name, ...former].map((one) => [plain(one), at] as const)));

/** The number (in `CHARGES`) of a charge by its present or an earlier name, with or without 罪; null: not known. */
export function chargeNumber(name: string): number | null {
  return NUMBERS.get(plain(name)) ?? null;
}

/** Article key without its paragraph: 237.3 → 237. */
export const articleOf = (article: string): string => article.split(".")[0] as string;

function plain(name: string): string {
  return name
    .trim()
    .replace(/罪$/, "")
    .replaceAll(/[、，,\s（）()]/g, "");
}
