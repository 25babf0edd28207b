export interface ChargePlace {
  readonly charge: string;
  readonly start: number;
  readonly end: number;
}

const CHARGE = /(?:涉嫌(?:犯)?|以|构成|犯|案由】)([\p{Script=Han}、]{2,16}?罪)(?![\p{Script=Han}]{0,1}(?:行|犯))/gu;

/** Every mention of a charge of the case. Earlier convictions are not meant. */
export function chargesIn(text: string): ChargePlace[] {
  return [...text.matchAll(CHARGE)].flatMap((found) => {
    const charge = (found[1] as string).replace(/^.*(?:涉嫌|构成|以|犯)/u, "");
    const before = text.slice(Math.max(0, found.index - 20), found.index);
    if (/曾因|前科|刑满|另案|[0-9]{4}年[^。；生]{0,12}因$/.test(before) || /认罪|犯罪$/.test(charge)) return [];
    const end = found.index + found[0].length;
    return [{ charge, start: end - charge.length, end }];
  });
}
