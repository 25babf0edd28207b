import { CHARGE_NAMES } from "./charge-names.ts";

export interface ChargePlace {
  readonly charge: string;
  readonly start: number;
  readonly end: number;
}

const CHARGE = /(?:涉嫌(?:犯)?|以|构成|犯|案由[】：:]\s*)([\p{Script=Han}、（）]{2,40}?(?<!犯)罪)(?![行犯])/gu;
/** 涉嫌盗窃罪、诈骗罪 */
const NEXT = /(?:、|和|及|以及|与)([\p{Script=Han}、（）]{2,40}?(?<!犯)罪)(?![行犯])/uy;
const NAMES = CHARGE_NAMES.map((name) => name.replaceAll(/[（）]/g, "[（(）)]?")).join("|");
const NAMED = new RegExp(`(?:${NAMES})罪$`, "u");
/** A charge by its full name, whatever word stands before it: 对诈骗罪适用缓刑, 涉嫌罪名：诈骗罪. */
const BARE = new RegExp(`(?<=^|[对取定为以和与及或是因于的控名：:、，。（）\\s])(?:${NAMES})罪(?![行犯名])`, "gu");
/** Named in general, in the title of a law or of another case. */
const GENERAL = /曾|前科|刑满|释放|累犯|另案|其他|行为人|最高人民|前罪|漏罪|按照|数罪/;
/** What stands before a charge and is none of it. */
const BEFORE = /^.*(?:涉嫌|构成|以|犯)(?:有|了|的|其|共同|单位|罪)?|^(?:有|了|的|其|共同|单位)/u;

/** Every mention of a charge of the case. Earlier convictions are not meant. */
export function chargesIn(text: string): ChargePlace[] {
  const led = ledIn(text);
  const taken = new Set(led.map(({ end }) => end));
  const bare = [...text.matchAll(BARE)].flatMap(({ index: start, 0: charge }) => {
    const end = start + charge.length;
    const from = Math.max(text.lastIndexOf("。", start), text.lastIndexOf("\n", start), text.lastIndexOf("；", start)) + 1;
    const [before, sentence] = [
      text.slice(from, start),
      `${text.slice(from, end)}${text.slice(end, end + 60).split(/[。；\n]/, 1)[0] ?? ""}`,
    ];
    const isQuoted = before.lastIndexOf("《") > before.lastIndexOf("》") || before.lastIndexOf("“") > before.lastIndexOf("”");
    return taken.has(end) || isQuoted || GENERAL.test(sentence) || isEarlier(text, start, end) ? [] : [{ charge, start, end }];
  });
  return [...led, ...bare].sort((one, other) => one.start - other.start);
}

/** 因犯盗窃罪，于2016年3月9日被岳阳县人民法院判处: another case. */
const isEarlier = (text: string, start: number, end: number): boolean =>
  /因(?:犯|涉嫌)?$/.test(text.slice(Math.max(0, start - 8), start)) &&
  /判处|处罚|免予|刑满/.test(text.slice(end, end + 60).split(/[。；\n]/, 1)[0] ?? "");

/** Charges behind a word that leads to one. */
function ledIn(text: string): ChargePlace[] {
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
    let end = found.index + found[0].length;
    if (charge.length < 3 || isEarlier(text, end - charge.length, end)) return [];
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
