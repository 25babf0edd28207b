import type { CheckedDocument } from "../document.ts";
import type { CheckContext, DocumentRule, RuleHit } from "../rule.ts";

const PROVINCE = "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]";
/** Registration of a vehicle: province, office, five or six signs (GA 36), with a dot or a hyphen or without. */
const PLATE = new RegExp(
  `${PROVINCE}[A-Za-z](?:[·•.\\-－—]|\\s)?[A-HJ-NP-Za-hj-np-wyz0-9]{4,5}[A-HJ-NP-Za-hj-np-wyz0-9挂学警港澳](?![0-9A-Za-z*])`,
  "g",
);

/** Numbers that are somebody's whatever is said of them: of a resident, of a mobile telephone, of a card. */
const NUMBERS = [
  "[1-9][0-9]{16}[0-9Xx]|[1-9][0-9]{5}\\s[0-9]{8}\\s[0-9]{3}[0-9Xx]",
  "(?:\\+?86[-\\s]?)?1[3-9][0-9](?:[0-9]{8}|[-\\s][0-9]{4}[-\\s][0-9]{4})",
  "[0-9]{16,19}|[0-9]{4}(?:\\s[0-9]{4}){3}(?:\\s[0-9]{1,3})?",
].join("|");
const NUMBER = new RegExp(`(?<![0-9A-Za-z*+])(?:${NUMBERS})(?![0-9A-Za-z*])`, "g");
/** Of things, and open to all. */
const OF_A_THING = /(?:订单|单|流水|凭证|合同|编|文|案|批准?|项目|回执|信用代码|代码|批次|序列|票)(?:编?号)?(?:码)?[为是系：:（(\s]{0,3}$/;
/** What is somebody's by what it is called. */
const CALLED = new RegExp(
  [
    "(?:账号|帐号|卡号|账户|帐户)(?:号码?)?[为是：:（(\\s]{0,3}([0-9]{8,15})",
    "(?:微信(?:号|账号|帐号)|QQ号?码?|支付宝(?:账号|账户)?|抖音号|快手号)[为是：:（(\\s]{0,3}([A-Za-z][A-Za-z0-9_-]{5,19}|[0-9]{6,12})",
    "([A-Za-z0-9._-]{2,30}@[A-Za-z0-9-]+\\.[A-Za-z.]{2,10})",
    "(?:护照|通行证|军官证|驾驶证|证件)(?:号码?|编号)?[为是：:（(\\s]{0,3}([A-Z]{1,2}[0-9]{7,9})",
    "(?:车架号|识别代号|识别代码)(?:码)?[为是：:（(\\s]{0,3}([0-9A-Z]{14,17})",
    "((?:不动产权|房权证|使用证)[^，。；\\n]{0,12}第?[0-9]{5,12}号)",
  ]
    .map((pattern) => `${pattern}(?![0-9A-Za-z*@])`)
    .join("|"),
  "g",
);

/** The first and the last signs stay, and what parts them. */
function masked(number: string): string {
  const { length } = number.replaceAll(/[^0-9A-Za-z]/g, "");
  const first = length > LONGEST_PHONE ? 6 : length - 8;
  let at = 0;
  return number.replaceAll(/[0-9A-Za-z]/g, (sign) => (at++ < first || at > length - 4 ? sign : "*"));
}
/** With the code of the country. */
const LONGEST_PHONE = 13;

/** Numbers shown whole in what is to be published. */
function* unmasked({ text }: CheckedDocument, { isForPublication }: CheckContext): Generator<RuleHit> {
  if (isForPublication !== true) return;
  const reason = { zh: "对外公开前应当遮盖号码", en: "numbers are masked before publication" };
  const told = new Set<number>();
  for (const { 0: number, index } of text.matchAll(NUMBER)) {
    if (OF_A_THING.test(text.slice(Math.max(0, index - 12), index))) continue;
    told.add(index);
    yield { start: index, end: index + number.length, suggestion: masked(number), reason };
  }
  for (const found of text.matchAll(CALLED)) {
    const number = found.slice(1).find((each) => each !== undefined) ?? "";
    const start = found.index + found[0].length - number.length;
    if (!told.has(start)) yield { start, end: start + number.length, suggestion: null, reason };
  }
  for (const { index, 0: plate } of text.matchAll(PLATE))
    yield {
      start: index,
      end: index + plate.length,
      suggestion: `${plate.slice(0, 2)}****`,
      reason: { zh: "对外公开前应当遮盖车牌号", en: "number plates are masked before publication" },
    };
}

export const PUBLICATION_RULES: readonly DocumentRule[] = [
  { id: "unmasked-data", title: { zh: "公开前未遮盖", en: "Not masked for publication" }, severity: "error", source: null, find: unmasked },
];
