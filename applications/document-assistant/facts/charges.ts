import { CHARGE_NAMES } from "./charge-names.ts";

export interface ChargePlace {
  readonly charge: string;
  readonly start: number;
  readonly end: number;
}

const CHARGE = /(?:涉嫌(?:犯)?|以|构成|犯|案由[】：:]\s*)([\p{Script=Han}、（）]{2,40}?(?<!犯)罪)(?![\p{Script=Han}]{0,1}(?:行|犯))/gu;
/** 涉嫌盗窃罪、诈骗罪 */
const NEXT = /(?:、|和|及|以及|与)([\p{Script=Han}、（）]{2,40}?(?<!犯)罪)(?![\p{Script=Han}]{0,1}(?:行|犯))/uy;
const NAMED = new RegExp(`(?:${CHARGE_NAMES.map((name) => name.replaceAll(/[（）]/g, "[（(）)]?")).join("|")})罪$`, "u");
/** What stands before a charge and is none of it. */
const BEFORE = /^.*(?:涉嫌|构成|以|犯)(?:有|了|的|其|共同|单位|罪)?|^(?:有|了|的|其|共同|单位)/u;

/** Every mention of a charge of the case. Earlier convictions are not meant. */
export function chargesIn(text: string): ChargePlace[] {
  return [...text.matchAll(CHARGE)].flatMap((found) => {
    const written = found[1] as string;
    // The longest name that the words end with; of a list of charges the last.
    const charge = NAMED.exec(written)?.[0] ?? written.replace(BEFORE, "");
    const before = text.slice(Math.max(0, found.index - 20), found.index);
    // 2016年3月9日因犯盗窃罪被判处: another case.
    if (
      /[0-9]{4}年[^。；生]{0,12}因$/.test(before) &&
      /判处|处罚|免予/.test(text.slice(found.index, found.index + 60).split(/[。；\n]/, 1)[0] ?? "")
    )
      return [];
    if (
      /曾因|前科|刑满|另案|[0-9]{4}年[^日。；生]{0,12}因$/.test(before) ||
      /认罪|犯罪$|此罪|彼罪|数罪|何罪|该罪|本罪|无罪|有罪/.test(charge)
    )
      return [];
    if (charge.length < 3) return [];
    let end = found.index + found[0].length;
    const places = [{ charge, start: end - charge.length, end }];
    for (;;) {
      NEXT.lastIndex = end;
      const next = NEXT.exec(text);
      const other = NAMED.exec(next?.[1] ?? "")?.[0];
      if (!next || other === undefined) return places;
      end = NEXT.lastIndex;
      places.push({ charge: other, start: end - other.length, end });
    }
  });
}
