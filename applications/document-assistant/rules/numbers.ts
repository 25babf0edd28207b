import { readCreditCode, readResidentId } from "@yuejian/identifiers";
import type { CheckedDocument } from "../document.ts";
import { type DocumentRule, matches, type RuleHit } from "../rule.ts";

/** Not 五元元旦红包, 一元元件. */
const UNIT_TWICE =
  /(?<=[0-9零一二两三四五六七八九十百千万亿余多])(万元|亿元|元|平方米|立方米|公顷|公里|亩|吨|千克|公斤|毫克|毫升|米|周岁|岁|个月|天|%)\1(?![旦件素首])|(?<=[0-9一二三四五六七八九十])日(日)(?![间常均出本用志照期内])|(?<=[0-9])(?:年(年)|月(月))(?=[0-9])/g;

const unitDoubled: DocumentRule = {
  id: "unit-doubled",
  title: { zh: "单位重复", en: "Unit doubled" },
  severity: "error",
  source: null,
  find: (document) =>
    matches(document, UNIT_TWICE, ([twice]) => {
      const unit = twice.slice(0, twice.length / 2);
      return { suggestion: unit, reason: { zh: `单位“${unit}”写了两遍`, en: `the unit “${unit}” stands twice` } };
    }),
};

const LEAST_IN_CELL = 5;

const grouped: DocumentRule = {
  id: "digits-grouped",
  title: { zh: "千分位错误", en: "Digits grouped wrongly" },
  severity: "error",
  source: "GB/T 15835-2011",
  find: (document) =>
    // A unit, a sign, or a cell of its own tell that it is one number.
    matches(
      document,
      /(?<![0-9,.])[0-9]+(?:,[0-9]+)+(?:\.[0-9]+)?(?![0-9])(?:(?=\s*[万亿]?(?:余|多)?(?:[万亿美港欧日]?元|人民币|亩|平方米|立方米|公顷|公里|吨|公斤|千克|千瓦时))|(?<=[¥￥]\s?[0-9,.]+)|(?<=(?:^|[\s|│])[0-9,.]+)(?=[\s|│]|$))/g,
      (found, text) => {
        const [number] = found;
        const isCell =
          !/[¥￥]\s?$/.test(text.slice(0, found.index)) && /^(?:[|│]|\s*$|\s+[^\s元万亿余])/.test(text.slice(found.index + number.length));
        // 12,34 in a cell may be two numbers.
        if (isCell && !/\.[0-9]{2}$/.test(number) && !/^[0-9]+,[0-9]+$/.test(number)) return null;
        if (isCell && number.replaceAll(",", "").length < LEAST_IN_CELL) return null;
        if (/^[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?$/.test(number)) return null;
        const plain = number.replaceAll(",", "");
        return { suggestion: plain, reason: { zh: "分节的逗号应当每三位一个", en: "commas part groups of three digits" } };
      },
    ),
};

const ID_REASONS: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  "resident-id-check": { zh: "公民身份号码的校验码不符", en: "the check digit of the resident id does not fit" },
  "resident-id-birth": { zh: "公民身份号码中的出生日期不存在", en: "the resident id holds no real day of birth" },
};

/** What is called the number of a resident has eighteen digits; until 1999 it had fifteen. */
const idsOfAnotherLength = (document: CheckedDocument): Iterable<RuleHit> =>
  matches(
    document,
    /(?:公民身份号码|身份证件?(?:号码?)?|身份号码)[为是：:\s\u3000]{0,3}([0-9]{14}|[0-9]{16,17}|[0-9]{19,20}|[0-9]{13,16}[Xx]|[0-9]{18,19}[Xx])(?![0-9A-Za-z*＊×])/g,
    ([whole, number = ""]) => ({
      from: whole.length - number.length,
      suggestion: null,
      reason: {
        zh: `公民身份号码应当是 18 位，这里是 ${number.length} 位`,
        en: `the number of a resident has 18 digits; these are ${number.length}`,
      },
    }),
  );

const residentId: DocumentRule = {
  id: "resident-id-check",
  title: { zh: "公民身份号码有误", en: "Resident id that does not hold" },
  severity: "error",
  source: "GB 11643-1999",
  find: (document) => [...idsOfAnotherLength(document), ...wrongDigits(document)].sort((one, other) => one.start - other.start),
};

const wrongDigits = (document: CheckedDocument): Iterable<RuleHit> =>
  matches(document, /(?<![0-9A-Za-z])[1-9][0-9]{16}[0-9Xx](?![0-9A-Za-z])/g, ([number], text) => {
    const reading = readResidentId(number);
    if (!("code" in reading)) return null;
    const at = text.indexOf(number);
    const before = text.slice(Math.max(0, at - 12), at);
    // A card or an account may have eighteen digits too; only what is called an id, or has a birthday of our times in it, is judged.
    const isCalled = /身份|证件/.test(before);
    const hasBirthday = /^[0-9]{6}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])/.test(number);
    if (/账号|帐号|卡号|账户|帐户/.test(before) || (!isCalled && !hasBirthday)) return null;
    return { suggestion: null, reason: ID_REASONS[reading.code] ?? { zh: "公民身份号码有误", en: "the resident id does not hold" } };
  });

/** The label may stand in a line or a cell of its own before the code; since 2015 the number of a taxpayer is the same code. */
const CODE_LABELLED =
  /((?:(?:统一)?社会信用代码|统一信用代码|信用代码|(?:纳税人)?识别号|税号)(?:证)?(?:号码?|编号)?(?:[/／、（(](?:税号|注册号|纳税人识别号|机构代码|统一社会信用代码|[^（）()\n]{2,10}代码)[）)]?)?(?:[为是系：:（(|│\s\u3000]|均为){0,6})([0-9A-Za-z]{15,20})(?![0-9A-Za-z])/g;
/** A code without a label, in a document that speaks of codes, or in brackets behind the name of who bears it. */
const CODE_ALONE = /(?<![0-9A-Za-z])(?:[15Y][1-9]|9[1-3])[0-9]{6}[0-9A-Za-z]{10}(?![0-9A-Za-z])/g;
const OF_A_BODY = /(?:公司|企业|合作社|[厂店场行部社院校会]|中心|经营户|工商户)[（(，,：:\s]{1,2}$/;
const OF_ANOTHER = /(?:身份|证件|账号|帐号|卡号|账户|单号|订单|流水|车架|识别代号|编号)[^，。；\n]{0,8}$/;

const codeReason = (code: string): { readonly zh: string; readonly en: string } =>
  code.length === 18
    ? { zh: "统一社会信用代码的校验码不符", en: "the check character of the credit code does not fit" }
    : { zh: `统一社会信用代码应当是 18 位，这里是 ${code.length} 位`, en: `a credit code has 18 characters; these are ${code.length}` };

function* codes({ text }: CheckedDocument): Generator<RuleHit> {
  const isWrong = (code: string): boolean => "code" in readCreditCode(code.toUpperCase());
  let labelled = 0;
  const seen = new Set<number>();
  for (const { 0: whole, 1: label = "", 2: code = "", index } of text.matchAll(CODE_LABELLED)) {
    labelled += 1;
    const start = index + label.length;
    seen.add(start);
    // The number of a taxpayer without one of today's codes has fifteen digits, or is another's.
    if (!isWrong(code) || (!/信用代码/.test(label) && code.length !== 18)) continue;
    yield { start, end: index + whole.length, suggestion: null, reason: codeReason(code) };
  }
  const isToldOf = labelled > 0 || text.includes("信用代码");
  for (const { 0: code, index } of text.matchAll(CODE_ALONE)) {
    const before = text.slice(Math.max(0, index - 24), index);
    if (seen.has(index) || !isWrong(code) || OF_ANOTHER.test(before) || !("code" in readResidentId(code))) continue;
    if (!(isToldOf && code.startsWith("9")) && !OF_A_BODY.test(before)) continue;
    yield { start: index, end: index + code.length, suggestion: null, reason: codeReason(code) };
  }
}

const creditCode: DocumentRule = {
  id: "credit-code-check",
  title: { zh: "统一社会信用代码有误", en: "Credit code that does not hold" },
  severity: "error",
  source: "GB 32100-2015",
  find: codes,
};

const MOBILE = "1[3-9][0-9](?:[0-9]{3,12}|[-\\s][0-9]{3,5}[-\\s]?[0-9]{3,6})";
/** The label may stand in a line or a cell of its own before the number; several may follow it. */
const PHONES = new RegExp(
  `((?:电话|手机|联系方式)(?:号码?)?(?:[（(][^（()）\\n]{1,8}[）)])?[为是：:\\s　]{0,4})(${MOBILE}(?:[、，,/／和或]\\s?${MOBILE}){0,3})(?![0-9*-])`,
  "g",
);

function* phones({ text }: CheckedDocument): Generator<RuleHit> {
  for (const { 0: whole, 1: label = "", 2: told = "", index } of text.matchAll(PHONES))
    for (const { 0: number, index: at } of told.matchAll(new RegExp(MOBILE, "g"))) {
      const { length } = number.replaceAll(/[^0-9]/g, "");
      const start = index + label.length + at;
      if (length === 11 || whole === "") continue;
      yield {
        start,
        end: start + number.length,
        suggestion: null,
        reason: { zh: `手机号码应当是 11 位，这里是 ${length} 位`, en: `a mobile number has 11 digits; these are ${length}` },
      };
    }
}

const phone: DocumentRule = {
  id: "phone-length",
  title: { zh: "手机号码位数不对", en: "Mobile number of another length" },
  severity: "error",
  source: null,
  find: phones,
};

/** 岳检一部刑诉〔2024〕12号, Z12号 of a case of several accused, with whatever marks stand around the year. */
const DOCUMENT_NUMBER =
  /([\p{Script=Han}]{1,14}(?:[检院刑民行公诉建捕审]|纠)[\p{Script=Han}]{0,6})([[(（【〔［〈<｛{《]?)([0-9０-９]{4}|[一二][〇零○一二三四五六七八九]{3}|(?<=[^\p{Script=Han}])[0-9]{2})(?:(年?[\])）】〕］〉>｝}》])|[年-](?=第?[A-Z]?[0-9]))\s?(第?)([A-Z]?)([0-9]{1,5})\s?号/gu;

const documentNumber: DocumentRule = {
  id: "document-number-form",
  title: { zh: "发文字号格式", en: "Form of the document number" },
  severity: "error",
  source: "GB/T 9704-2012 7.2.5",
  find: (document) =>
    matches(document, DOCUMENT_NUMBER, (found, text) => {
      const [whole, letters = "", open = "", year = "", close = "", ordinal = ""] = found;
      const isRight = open === "〔" && close === "〕" && /^[0-9]{4}$/.test(year);
      if (isRight && ordinal === "") return null;
      // In running text another office's number may be told in its own form; without its brackets it may be no number at all.
      const isOwn = whole.trim() === text.trim();
      if (!isOwn && (open === "" || close === "" || isRight)) return null;
      // Numbers of courts' cases are written in round brackets before the court: （2024）湘0602刑初1号.
      const figures = year
        .normalize("NFKC")
        .replaceAll(/[〇零○一二三四五六七八九]/g, (digit) => String("〇一二三四五六七八九".indexOf(digit.replace(/[零○]/, "〇"))));
      const full = figures.length === 2 ? `20${figures}` : figures;
      const to = letters.length + open.length + year.length + close.length + ordinal.length;
      return {
        from: letters.length,
        to: close === "" && open === "" ? to + 1 : to,
        suggestion: `〔${full}〕`,
        reason: {
          zh: "发文字号的年份用全称，放在六角括号〔〕内，不加“第”字",
          en: "the year of a document number has four digits and stands in 〔〕, without 第",
        },
      };
    }),
};

export const NUMBER_RULES: readonly DocumentRule[] = [unitDoubled, grouped, residentId, creditCode, phone, documentNumber];
