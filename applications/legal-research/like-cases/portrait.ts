import { CHARGES } from "../charges/charge-table.ts";
import { type AmountStep, amountStep, type FoundAmount, mainAmount } from "./amounts.ts";
import { type Circumstance, type FoundCircumstance, findCircumstances } from "./circumstances.ts";

/** What rules read of a case's text. */
export interface CasePortrait {
  /** The facts: the text up to its disposition. */
  readonly facts: string;
  readonly amount: FoundAmount | null;
  readonly step: AmountStep | null;
  readonly found: readonly FoundCircumstance[];
  readonly circumstances: ReadonlySet<Circumstance>;
}

const DISPOSITION = /(?:判决|裁定)如下/;
/** Characters of the facts that are looked at. */
const LOOKED_AT = 20_000;

export function portraitOf(text: string): CasePortrait {
  const end = text.search(DISPOSITION);
  const facts = (end < 0 ? text : text.slice(0, end)).slice(0, LOOKED_AT);
  const found = findCircumstances(facts);
  return {
    facts,
    amount: mainAmount(facts),
    step: amountStep(facts),
    found,
    circumstances: new Set(found.map(({ circumstance }) => circumstance)),
  };
}

/** Charges that a text names with 罪: 犯盗窃罪. */
export function chargesNamed(text: string): number[] {
  return CHARGES.flatMap(({ name, former }, at) => ([name, ...former].some((one) => text.includes(`${one}罪`)) ? [at] : []));
}
