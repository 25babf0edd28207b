import type { Text } from "@yuejian/contracts";
import type { CheckedDocument } from "../document.ts";
import { columnsIn } from "../facts/columns.ts";
import { type DocumentRule, firstAt, type RuleHit } from "../rule.ts";

const WORDS = "电话|手机|联系方式|通讯方式|联络方式";
/** A label may stand in a line or a cell of its own before the number. */
const labelOf = (words: string): string => `((?:${words})(?:号码?)?(?:[（(][^（()）\\n]{1,8}[）)])?[（(为是：:\\s\\u3000]{0,4})`;
const MOBILE = "1[3-9][0-9](?:[0-9]{3,12}|[-\\s][0-9]{3,5}[-\\s]?[0-9]{3,6})";
const MOBILES = new RegExp(MOBILE, "g");
/** Several may follow a label. */
const LABELLED = new RegExp(`${labelOf(WORDS)}(${MOBILE}(?:[、，,/／和或]\\s?${MOBILE}){0,3})(?![0-9*-])`, "g");
/** One digit too many, or one too few, of a number that somebody calls or is called by. */
const ALONE = /(?<![0-9A-Za-z.,*+-])1[3-9](?:[0-9]{8}|[0-9]{10})(?![0-9A-Za-z.*-])/g;
const CALLED = /拨打|致电|电话|手机|(?:主叫|被叫|对方)号码|联系人|联系方式|来电|短信/g;
const OTHER = /QQ|微信号|支付宝|账号|帐号|账户|卡号|单号|订单|流水|串号|编号|IMEI|尾号|密码|身份|证件|代码|金额|共计|合计|元/g;
const CALLED_BEHIND = /^(?:号码?)?的?(?:手机|机主|电话|号码|联系)/;
const AREA = /^(?:010|02[0-9]|0[3-9][0-9]{2})$/;
/** 0730-8888123, and one digit too many or too few. */
const FIXED = new RegExp(`${labelOf("电话|手机|联系方式|传真")}(0[0-9]{2,3})([-－—])([0-9]{6,9})(?![0-9*-])`, "g");

const hit = (start: number, number: string, reason: Text): RuleHit => ({
  start,
  end: start + number.length,
  suggestion: null,
  reason,
});
const mobile = (length: number): Text => ({
  zh: `手机号码应当是 11 位，这里是 ${length} 位`,
  en: `a mobile number has 11 digits; these are ${length}`,
});

function* found({ text }: CheckedDocument): Generator<RuleHit> {
  for (const { 1: label = "", 2: told = "", index } of text.matchAll(LABELLED))
    for (const { 0: number, index: at } of told.matchAll(MOBILES)) {
      const { length } = number.replaceAll(/[^0-9]/g, "");
      if (length !== 11) yield hit(index + label.length + at, number, mobile(length));
    }
  for (const { 0: number, index } of text.matchAll(ALONE)) {
    const before = /[^。；\n]{0,20}$/.exec(text.slice(Math.max(0, index - 20), index))?.[0] ?? "";
    const last = (pattern: RegExp): number => [...before.matchAll(pattern)].at(-1)?.index ?? -1;
    const called = last(CALLED);
    if (last(OTHER) <= called && (called >= 0 || CALLED_BEHIND.test(text.slice(index + number.length, index + number.length + 6))))
      yield hit(index, number, mobile(number.length));
  }
  for (const { 1: label = "", 2: area = "", 3: dash = "", 4: local = "", index } of text.matchAll(FIXED)) {
    if (AREA.test(area) && (local.length === 7 || local.length === 8)) continue;
    yield hit(index + label.length, area + dash + local, {
      zh: "固定电话是三位或者四位区号加七位或者八位号码",
      en: "a fixed line has an area code of three or four digits and seven or eight digits",
    });
  }
}

const PHONE_HEADING = new RegExp(WORDS);
const IS_MOBILE = /^1[3-9][0-9]{9}$/;
const MAY_BE_MOBILE = /^1[3-9](?:[0-9]{8}|[0-9]{10})$/;

/** In a column of telephones, by its heading or by the others in it. */
function* inColumns(document: CheckedDocument): Generator<RuleHit> {
  for (const { heading, cells } of columnsIn(document)) {
    const others = cells.filter(({ text }) => IS_MOBILE.test(text)).length;
    if (heading === null ? others === 0 || others < cells.length - 1 : !PHONE_HEADING.test(heading)) continue;
    for (const { text, start } of cells) if (MAY_BE_MOBILE.test(text)) yield hit(start, text, mobile(text.length));
  }
}

export const PHONE_RULE: DocumentRule = {
  id: "phone-length",
  title: { zh: "电话号码位数不对", en: "Telephone number of another length" },
  severity: "error",
  source: null,
  find: (document) => firstAt([...found(document), ...inColumns(document)]),
};
