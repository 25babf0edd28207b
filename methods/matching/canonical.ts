import { normaliseLabel, normaliseName, normaliseOrganisation, readDate, readResidentId } from "@yuejian/identifiers";
import type { Field, FieldKind } from "./fields.ts";
import { foldableHan, foldHan } from "./han-characters.ts";

/** The one spelling of a field's text, or null where nothing of it can be compared. A text that `plainPattern` matches is its own canonical
 *  form, so that an engine need call this only for the others. */
export function canonical(text: string, field: Field): string | null {
  const label = normaliseLabel(text);
  if (label === "") return null;
  const made = MAKE[field.kind](label, field);
  return made === "" ? null : made;
}

const MAKE: Readonly<Record<FieldKind, (label: string, field: Field) => string | null>> = {
  "han-name": (label) => foldHan(normaliseName(label)).toLowerCase(),
  name: latin,
  organisation: (label) =>
    foldHan(normaliseOrganisation(label))
      .toLowerCase()
      .replaceAll(/[\s"'“”《》]/g, ""),
  "resident-id": (label) => {
    const read = readResidentId(label);
    return "value" in read ? read.value.id : alphanumeric(label);
  },
  "credit-code": alphanumeric,
  number: (label) => alphanumeric(label.replace(/^(?:\+|00)86[- ]?(?=1\d{10}$)/, "")),
  day: (label, field) => {
    const read = readDate(label, field.dateForm);
    if ("value" in read) return read.value.replaceAll("-", "");
    const digits = label.replaceAll(/\D/g, "");
    return digits.length === 8 ? digits : null;
  },
  sex: (label) => SEXES[label.toLowerCase()] ?? label.toLowerCase(),
  category: latin,
  text: latin,
  email: (label) => label.toLowerCase().replaceAll(/\s/g, ""),
  "han-address": hanAddress,
  address: latin,
};

const SEXES: Readonly<Record<string, string>> = {
  男: "m",
  男性: "m",
  male: "m",
  m: "m",
  女: "f",
  女性: "f",
  female: "f",
  f: "f",
  "1": "m",
  "2": "f",
};

function latin(label: string): string {
  return foldHan(label)
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

function alphanumeric(label: string): string {
  return label.toUpperCase().replaceAll(/[^0-9A-Z\p{Script=Han}]/gu, "");
}

const HAN_DIGITS = "〇一二三四五六七八九";

/** Chinese addresses: simplified, without spaces and marks, groups and houses by figures, one word for house and room, no «office of the subdistrict». */
function hanAddress(label: string): string {
  const made = shortened(label);
  return SHORTENABLE.test(made) ? hanAddress(made) : made;
}

/** What taking words out may have brought together. */
const SHORTENABLE = /第\d|村民小组|街道办事处/;

function shortened(label: string): string {
  return foldHan(label)
    .toLowerCase()
    .replaceAll(/[\s,，。、;；:：()（）[\]【】]/g, "")
    .replaceAll(/[—–－_]/g, "-")
    .replaceAll("街道办事处", "街道")
    .replaceAll(/第*([〇零一二三四五六七八九十]{1,3})(?=(?:村民小)?组|单元|栋|幢|号|室|楼(?!区)|队)/g, (_, figures: string) =>
      figuresOf(figures),
    )
    .replaceAll(/第+(?=\d)/g, "")
    .replaceAll("村民小组", "组")
    .replaceAll("幢", "栋")
    .replaceAll(/(?<=\d)房(?!\d)/g, "室");
}

function figuresOf(han: string): string {
  const text = han.replaceAll("零", "〇");
  if (!text.includes("十")) return Array.from(text, (digit) => HAN_DIGITS.indexOf(digit)).join("");
  const [tens = "", ones = ""] = text.split("十");
  return String((tens === "" ? 1 : HAN_DIGITS.indexOf(tens)) * 10 + (ones === "" ? 0 : HAN_DIGITS.indexOf(ones)));
}

/** A regular expression (RE2 and JavaScript alike) of texts that are canonical as they stand. It may miss some, and MUST NOT match another. */
export function plainPattern(kind: FieldKind): string | null {
  switch (kind) {
    case "han-name":
      return `^[一-\u9fff]+$`;
    case "organisation":
      return `^[一-\u9fff]+$`;
    case "resident-id":
      return "^[0-9]{17}[0-9X]$";
    case "credit-code":
    case "number":
      return "^[0-9A-Z一-\u9fff]+$";
    case "day":
      return "^(18|19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|1[0-9]|2[0-8])$";
    case "han-address":
      return `^[一-\u9fff0-9-]+$`;
    case "name":
    case "category":
    case "text":
    case "address":
      return "^[a-z0-9]+( [a-z0-9]+)*$";
    case "email":
      return "^[a-z0-9._@-]+$";
    case "sex":
      return "^[mf]$";
  }
}

/** A second pattern that a plain text must not match: what `canonical` would change in it. */
export function unplainPattern(kind: FieldKind): string | null {
  if (kind === "han-name" || kind === "organisation") return `[${foldableHan()}]`;
  if (kind === "number") return "^0086";
  if (kind === "han-address")
    return `[幢第]|村民小组|街道办事处|[0-9]房|[〇零一二三四五六七八九十](组|单元|栋|号|室|楼|队)|[${foldableHan()}]`;
  return null;
}
