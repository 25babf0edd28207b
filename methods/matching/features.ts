import { creditCodeCheckCharacter, isRealDate, readResidentId } from "@yuejian/identifiers";
import { canonical } from "./canonical.ts";
import type { Feature, FeatureRow, FeatureValue, Field } from "./fields.ts";
import { isHan, READING_BITS, readingOf } from "./han-characters.ts";

/** Characters of a Chinese name that reading and anagram look at. */
export const NAME_LENGTH = 4;

/** The prepared values of one record, the slow way: what the engine's SQL computes for whole columns, and the oracle it is tested against. */
export function featuresOf(record: Readonly<Record<string, string | null>>, features: readonly Feature[]): FeatureRow {
  const made: Record<string, FeatureValue> = {};
  const text = (field: Field | null | undefined): string | null => {
    const given = field ? record[field.name] : null;
    return field && given !== null && given !== undefined ? canonical(given, field) : null;
  };
  for (const { name, derive, from } of features) {
    const [first, second] = [text(from[0]), text(from[1])];
    if (derive === "birth") made[name] = first ?? birthInside(second);
    else if (derive === "sex") made[name] = first ?? sexInside(second);
    else made[name] = first === null ? null : DERIVE[derive](first, from[0] ?? null);
  }
  return made;
}

const DERIVE: Readonly<Record<Exclude<Feature["derive"], "birth" | "sex">, (text: string, field: Field | null) => FeatureValue>> = {
  canonical: (text) => text,
  characters: (text) => (isShortHan(text) ? text : null),
  reading: (text) => (isShortHan(text) ? codes(text).reduce((sum, code, at) => sum + readingOf(code) * 2 ** (READING_BITS * at), 0) : null),
  anagram: (text) => (isShortHan(text) ? codes(text).reduce((sum, code) => sum + code ** 2, 0) : null),
  valid: (text, field) =>
    field?.kind === "credit-code"
      ? /^[0-9A-HJ-NP-RTUWXY]{18}$/.test(text) && creditCodeCheckCharacter(text) === text[17]
      : isValidResidentId(text),
  numbers: (text) => blankless(text.replaceAll(/[^0-9]+/g, "-").replaceAll(/^-|-$/g, "")),
  tail: (text) => blankless((/^[^0-9]*/.exec(text)?.[0] ?? "").slice(-3)),
  compact: (text) => blankless(text.replaceAll(" ", "")),
  local: (text) => blankless(text.split("@")[0] ?? ""),
  domain: (text) => blankless(text.split("@")[1] ?? ""),
  skeleton: (text) => blankless(skeleton(text)),
  initial: (text) => blankless(text.slice(0, 3)),
  stem: (text) => blankless(organisationStem(text)),
};

const blankless = (text: string): string | null => (text === "" ? null : text);

const codes = (text: string): number[] => Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));

const isShortHan = (text: string): boolean => text.length <= NAME_LENGTH && codes(text).every(isHan);

/** Birth day inside an id whose form is right; its check character need not be. */
function birthInside(id: string | null): string | null {
  if (id === null || !/^[1-9]\d{16}[\dX]$/.test(id)) return null;
  const day = id.slice(6, 14);
  return isRealDate(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`) ? day : null;
}

function sexInside(id: string | null): string | null {
  return id === null || !/^[1-9]\d{16}[\dX]$/.test(id) ? null : Number(id[16]) % 2 === 1 ? "m" : "f";
}

const isValidResidentId = (text: string): boolean => "value" in readResidentId(text) && text.length === 18;

/** First letter and the consonants after it, at most five letters. */
function skeleton(text: string): string {
  const letters = text.replaceAll(" ", "");
  return (
    letters.slice(0, 1) +
    letters
      .slice(1)
      .replaceAll(/[aeiouhwy]/g, "")
      .slice(0, 4)
  );
}

const ORGANISATION_FORM =
  /(有限责任公司|股份有限公司|有限公司|集团公司|公司|集团|合伙企业|\(有限合伙\)|\(个人独资\)|分公司|经营部|商行|服务部|专业合作社|合作社|厂|中心|店)$/;
const ORGANISATION_PLACE = /^(?:.{2,4}省)?(?:.{2,4}市)?(?:.{2,4}[县区])?/;

function organisationStem(text: string): string {
  return text.replace(ORGANISATION_FORM, "").replace(ORGANISATION_PLACE, "");
}
