/** Numbers by which a person can be found: resident ids, telephones, cards. */
const NUMBERS = /(?<!\d)(?:\d{17}[\dXx]|\d{15}|1[3-9]\d{9}|\d{16,19})(?!\d)/g;
const NAMED =
  /(?:被告人|被害人|证人|犯罪嫌疑人|上诉人|同案人|同案犯|嫌疑人|法定代理人|辩护人)[:：]?([\u4e00-\u9fff]{2,4}?)(?=[，,。、；;（(：:\s]|犯|系|于|在|到|因|伙同|与|和|的|将|对|驾驶|供述|陈述|证言|实施|以|被|自|及|归案|作案|辩|认罪|自愿|发生|称|打|受|死|说|给|用|持|趁|为|向|从|把|系|家|住|停|所有|位于|放|手|头部|进|拿)/g;
/** What stands where a name would, and is none. */
const NO_NAME =
  /[某甲乙丙丁戊]|^(?:本人|家属|亲属|近亲|陈述|供述|证言|意见|人民|归案|到案|身份|等人|基本|的|及其|自愿|当庭|均|之|所|是|无|有|对|在|于|因|与|和|将|以|被)/;

/** The text with numbers of persons struck out and names after 被告人, 被害人 and the like put as judgments are published: 张某. Same length, so that
 *  places stay. Rules find most names, not all. */
export function withoutPersons(text: string): string {
  const names = new Set(
    [...text.matchAll(NAMED)].map((match) => match[1] as string).filter((name) => name.length <= 4 && !NO_NAME.test(name)),
  );
  let shown = text.replaceAll(NUMBERS, (number) => "＊".repeat(number.length));
  for (const name of [...names].toSorted((one, other) => other.length - one.length))
    shown = shown.replaceAll(name, `${name[0]}${"某".repeat(name.length - 1)}`);
  return shown;
}
