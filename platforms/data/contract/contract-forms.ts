import type { ContractType } from "@yuejian/contracts";

const MONTH = "(0?[1-9]|1[0-2])";
const DAY = String.raw`(0?[1-9]|[12]\d|3[01])`;
const DATE = String.raw`\d{4}(-${MONTH}-${DAY}|/${MONTH}/${DAY}|\.${MONTH}\.${DAY}|年${MONTH}月${DAY}日|(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01]))`;

/** The whole text of a value of each type, in syntax that RE2 and JavaScript share. */
export const CONTRACT_FORMS: Readonly<Record<ContractType, string | null>> = {
  text: null,
  integer: String.raw`[+-]?\d+`,
  decimal: String.raw`[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?`,
  date: DATE,
  timestamp: String.raw`${DATE}([ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?(Z|[+-]\d{2}(:?\d{2})?))?)?`,
  boolean: "[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|[TtFf]|[Yy][Ee][Ss]|[Nn][Oo]|[YyNn]|[01]|是|否|有|无",
};

/** Null: any text will do. */
export function contractForm(type: ContractType): RegExp | null {
  const form = CONTRACT_FORMS[type];
  return form === null ? null : new RegExp(`^(?:${form})$`);
}
