import type { ColumnSchema, ColumnType, DataClass, DateForm, SemanticType } from "@yuejian/contracts";
import { normaliseLabel } from "./characters.ts";
import { readCreditCode } from "./credit-code.ts";
import { readDate, readMonth } from "./dates.ts";
import { splitHeading } from "./headings.ts";
import { readAmount } from "./money.ts";
import { readDecimal, readInteger } from "./numbers.ts";
import { readResidentId } from "./resident-id.ts";

export type Guess = Pick<ColumnSchema, "type" | "semantic" | "dataClass"> & { readonly dateForm?: DateForm };

const guess = (type: ColumnType, semantic: SemanticType, dataClass: DataClass = "internal"): Guess => ({ type, semantic, dataClass });

/** What a heading says, in Chinese or English words. */
const MEANS = {
  residentId:
    /身份证|身份号码|公民身份|证件号|\b(?:resident|national|identity|citizen) ?(?:id|number|no)\b|\bsoc(?:ial)? sec(?:urity)?\b|\bssn\b/,
  otherPersonalNumber: /护照|银行卡|卡号|账号|账户|社保号|社会保障号|车牌|\b(?:passport|account|card|iban|licen[cs]e plate)\b/,
  personName:
    /姓名|^(?:姓|名|名字)$|(?:被告|当事|申请|领取|联系|负责|法定代表|经办|举报|被害|嫌疑|监护|代理|受益|投保|被保险|死亡|驾驶)人$|罪犯$|死者$|户主$|法人代表$|对象$|配偶$|\b(?:first|last|given|family|sur|full|middle|maiden|person|patient|employee|owner|contact) ?name\b|\bsurname\b|\bforename\b|^name$/,
  organisation:
    /单位|公司|企业|机构|法院|医院|学校|机关|部门|银行|\b(?:company|firm|organi[sz]ation|employer|facility|enterprise|court|agency|hospital|school) ?name\b|^(?:company|firm|employer|organi[sz]ation)$/,
  birth: /出生|生日|\bborn\b|\bbirth\b|\bdob\b/,
  date: /日期|时间|日$|期$|年月|\bdate\b|\bon$|\bday\b|\bdob\b|\bbirthday\b/,
  phone: /电话|手机|联系方式|\b(?:phone|telephone|mobile|cell)\b/,
  email: /邮箱|电子邮件|\be ?mail\b/,
  address: /地址|住址|住所|户籍地|籍贯|\b(?:address|street|suburb|postcode|zip|post code)\b/,
  sex: /^性别$|^(?:sex|gender)$/,
  health: /诊断|病情|疾病|病名|死因|死亡原因|残疾|\b(?:diagnosis|disease|health|disability)\b/,
  documentNumber: /案号|文书号|文号|判决书号|决定书号/,
  region: /行政区划|区划代码|地区代码/,
  charge: /罪名|\bcharge\b/,
  code: /编号|代码|编码|序号|号$|号码|\b(?:id|code|no|number|cas|naics|key|ref|uuid|guid|index|cluster|version)\b/,
  words: /名称|说明|描述|备注|\b(?:description|name|text|note|remark|title)s?$/,
  howMany: /数量|人数|次数|个数|\b(?:count|number of|total)\b/,
  yuan: /金额|罚金|罚款|工资|薪|价|款|费|资本|数额|收入|支出|余额|养老金|补贴|补助/,
  measure:
    /面积|比例|率$|重量|长度|浓度|\b(?:percent|rate|ratio|weight|quantity|price|cost|damage|score|amount|lat|lon|latitude|longitude|area|temperature|speed)\b/,
} as const;

/** Type, meaning and class of a column from its heading and all sampled values. Unreadable values of the sample speak against a type:
 *  text takes everything, so a doubt ends as text. The values come trimmed, without empty ones. */
export function inferColumn(heading: string, values: readonly string[]): Guess {
  const words = headingWords(heading);
  const says = (meaning: keyof typeof MEANS): boolean => MEANS[meaning].test(words);
  const share = (holds: (value: string) => boolean): number => (values.length === 0 ? 0 : values.filter(holds).length / values.length);
  const all = (holds: (value: string) => boolean): boolean => values.length > 0 && values.every(holds);

  if (share((value) => "value" in readResidentId(value)) >= (says("residentId") ? 0.5 : 0.9))
    return guess("text", "resident-id", "personal");
  if (says("residentId") || says("otherPersonalNumber")) return guess("text", "code", "personal");
  if (share((value) => "value" in readCreditCode(value)) >= 0.9) return guess("text", "credit-code");
  if (share((value) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)) >= 0.8 || says("email")) return guess("text", "free-text", "personal");
  if (says("phone") || share((value) => /^(?:\+?86)?1[3-9]\d{9}$/.test(value)) >= 0.9) return guess("text", "phone", "personal");
  if (says("documentNumber")) return guess("text", "document-number");
  if (says("region")) return guess("text", "region-code");
  if (says("sex")) return guess("text", "code", "personal");

  const date = inferDate(values, says("date") || says("birth"));
  if (date) return says("birth") ? { ...date, dataClass: "personal" } : date;

  if (says("address")) return guess("text", "address", "personal");
  if (says("health")) return guess("text", "free-text", "sensitive");
  if (says("code") && !says("howMany") && !says("words")) return guess("text", "code");
  if (all((value) => /^(?:是|否|yes|no|true|false|y|n)$/i.test(value))) return guess("boolean", "flag");
  if (isMoney(heading, says("yuan"), values)) return guess("amount", "money");
  if (all((value) => !/^0\d/.test(value) && /^[-+\d.,e]+$/i.test(value))) {
    if (!says("measure") && all((value) => "value" in readInteger(value))) return guess("integer", "count");
    if (all((value) => "value" in readDecimal(value))) return guess("decimal", "count");
  }
  if (says("organisation")) return guess("text", "organisation-name");
  if (says("personName") || looksLikeNames(values)) return guess("text", "person-name", "personal");
  if (says("charge")) return guess("text", "charge");
  if (says("birth")) return guess("text", "free-text", "personal");
  return guess("text", "free-text");
}

function headingWords(heading: string): string {
  return normaliseLabel(heading)
    .replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, " ")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .replaceAll(/(?<=[a-z])(?=\d)/g, " ")
    .trim();
}

/** A column is dates only when nothing of it would be lost: no times of day, and one order of day and month. Where the heading
 *  announces dates, one value in ten may be mistaken (it is quarantined); otherwise every value must read as a date. */
function inferDate(values: readonly string[], isAnnounced: boolean): Guess | null {
  if (values.length === 0) return null;
  const compactOnly = values.every((value) => /^\d+$/.test(value));
  if (compactOnly && !isAnnounced) return null;
  if (values.some((value) => /\d:\d\d/.test(value) && !/\D0?0:00(?::00)?(?:\.0+)?$/.test(value))) return null;
  const enough = isAnnounced ? 0.9 : 1;
  const isMostly = (holds: (value: string) => boolean): boolean => values.filter(holds).length >= enough * values.length;
  if (isMostly((value) => "value" in readDate(value))) return guess("date", "day");
  if (isMostly((value) => "value" in readMonth(value) && !("value" in readDate(value)))) return guess("date", "month");
  const dateForm = provenForm(values);
  if (!dateForm) return null;
  const semantic = dateForm === "month-short-year" ? "month" : "day";
  const read = semantic === "month" ? readMonth : readDate;
  return isMostly((value) => "value" in read(value, dateForm)) ? { ...guess("date", semantic), dateForm } : null;
}

/** The one order of day and month that the whole column bears out, or null. */
function provenForm(values: readonly string[]): DateForm | null {
  const triples = values.flatMap((value) => {
    const parts = /^(\d{1,2})[-/.](\d{1,2})[-/.]\d{4}(?!\d)/.exec(value);
    return parts ? [[Number(parts[1]), Number(parts[2])] as const] : [];
  });
  const mayBeMonthFirst = triples.every(([first]) => first <= 12);
  const mayBeDayFirst = triples.every(([, second]) => second <= 12);
  if (triples.length > 0) return mayBeMonthFirst === mayBeDayFirst ? null : mayBeMonthFirst ? "month-day-year" : "day-month-year";
  const shortYears = values.flatMap((value) => {
    const parts = /^[a-z]{3,4}[- '](\d\d)$/i.exec(value);
    return parts ? [Number(parts[1])] : [];
  });
  const noneIsADoubtfulYear = shortYears.every((year) => year < 30 || year > 68);
  return shortYears.some((year) => year === 0 || year > 31) && noneIsADoubtfulYear ? "month-short-year" : null;
}

function isMoney(heading: string, isNamedSo: boolean, values: readonly string[]): boolean {
  const { unit } = splitHeading(heading);
  const isInYuan = unit !== null && unit !== "month" && unit !== "year";
  const isWrittenSo = values.length > 0 && values.every((value) => /[元圆¥￥]/.test(value));
  if (!isInYuan && !isNamedSo && !isWrittenSo) return false;
  return values.length > 0 && values.filter((value) => "value" in readAmount(value)).length >= 0.95 * values.length;
}

const COMMON_SURNAMES =
  "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";

/** Two to four Chinese characters that begin with a surname, in nine values of ten. */
function looksLikeNames(values: readonly string[]): boolean {
  if (values.length < 5) return false;
  const names = values.filter((value) => /^[\u4E00-\u9FFF]{2,4}$/.test(value) && COMMON_SURNAMES.includes(value.charAt(0)));
  return names.length >= 0.9 * values.length && new Set(values).size > values.length / 2;
}
