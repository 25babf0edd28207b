import type { Text } from "@yuejian/contracts";
import { readCreditCode, readResidentId } from "@yuejian/identifiers";
import type { CheckedDocument } from "../document.ts";
import { columnsIn } from "../facts/columns.ts";
import type { Cell } from "../facts/rows.ts";
import { lineAround } from "../facts/sentences.ts";
import { type DocumentRule, firstAt, matches, type RuleHit } from "../rule.ts";
import { PHONE_RULE } from "./phones.ts";

/** Units, and the characters that go on with the second to another word: 五元元旦红包, 三十天天然气, 2部部分损坏的手机. */
const UNITS: ReadonlyMap<string, string> = new Map(
  (
    [
      ["万元 亿元 元 万 亿", "旦件素首角月宵宝器江勋老"],
      ["平方米 立方米 平方 立方 千米 毫米 厘米 米", "线粉饭黄色厂面袋兰"],
      ["公斤 千克 毫克 克", "拉隆扣制服"],
      ["公顷 公里 毫升 %", ""],
      ["亩", "产均"],
      ["吨", "位级"],
      ["周 周岁 岁", "末月数期边六日"],
      ["个 个月", "底末初租薪供均饼份体人别案性"],
      ["天", "然平台花气津下空数桥"],
      ["次", "日数品要序级子生"],
      ["部", "分门件队长署位委首"],
      ["名", "字下誉单义称牌额片"],
      ["人", "员民均次工身体数家力为行大物"],
      ["件 辆 台 株 瓶 箱 份 册 枚", "套数均次式秤账湾词风灯球距洲装子盖包体额页"],
      ["起", "火诉点因始重获草飞"],
      ["户", "主籍口名外"],
      ["年", "度底末终初均检审限龄薪利前后间内中关轻货级纪代息租费份收尾头历"],
      ["家", "具庭政居装电常教用属人户长乡访"],
      ["项", "目链圈"],
      ["笔", "录记者迹误"],
      ["条", "件款例理约文目规线状纹"],
      ["间", "隔谍接断"],
      ["宗", "教旨地族"],
      ["处", "理罚分方置以于女决境长死在"],
      ["批", "准发捕评量次文复示"],
      ["组", "织长成员合建"],
      ["套", "房取现餐间牌用"],
      ["页", "码面"],
      ["艘 棵 栋 小时 分钟", ""],
      ["日", "间常均出本用志照期内记落报前后光"],
    ] as const
  ).flatMap(([units, begins]) => units.split(" ").map((unit) => [unit, begins] as const)),
);
const UNIT_TWICE = new RegExp(
  `(?<=[0-9零一二两三四五六七八九十百千万亿余多半])(${[...UNITS.keys()].sort((one, other) => other.length - one.length).join("|")})\\1|(?<=[0-9])月月(?=[0-9])|(?<=个)月月(?![底末初租薪供均])|(?<=公)斤斤|(?<=[0-9])(?:mg\\/100ml|毫克\\/100毫升){2}|(?<=(?:上午|下午|[日晚])[0-9]{1,2})(?:时时|点点)(?=许|[0-9，])`,
  "g",
);

const unitDoubled: DocumentRule = {
  id: "unit-doubled",
  title: { zh: "单位重复", en: "Unit doubled" },
  severity: "error",
  source: null,
  find: (document) =>
    matches(document, UNIT_TWICE, ({ 0: twice, index }, text) => {
      const unit = twice.slice(0, twice.length / 2);
      // 一次次, 一件件: each of them.
      if (/(?:^|[^0-9零一二两三四五六七八九十百千万亿])一$/.test(text.slice(0, index)) && !/[元年]/.test(unit)) return null;
      const after = text.slice(index + twice.length);
      // 日本, but not the office that speaks of itself: 5月30日日本院受理.
      const isOwn = unit === "日" && /^本(?:院|案|局|机关)/.test(after);
      if (!isOwn && UNITS.get(unit)?.includes(after.charAt(0) || " ") === true) return null;
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
    matches(document, GROUPED, (found, text) => {
      const [number] = found;
      const [before, after] = [text.slice(0, found.index), text.slice(found.index + number.length)];
      const isCell = !/(?:[¥￥]|人民币)\s?$/.test(before) && /^(?:[|│]|\s*$|\s+[^\s元万亿余])/.test(after);
      // 12,34 in a cell may be two numbers.
      if (isCell && !/\.[0-9]{2}$/.test(number) && !/^[0-9]+,[0-9]+$/.test(number)) return null;
      if (isCell && number.replaceAll(",", "").length < LEAST_IN_CELL) return null;
      if (/^[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?$/.test(number)) return null;
      const plain = /\.[0-9]{3}\./.test(number) ? number.replaceAll(".", "") : number.replaceAll(/[,，\s]/g, "");
      return { suggestion: plain, reason: { zh: "分节的逗号用半角，每三位一个", en: "commas of half width part groups of three digits" } };
    }),
};

const MONEY = "\\s*[万亿]?(?:余|多)?(?:[万亿美港欧日]?元(?![件素])|人民币)";
const MEASURE = "\\s*[万亿]?(?:余|多)?(?:亩|平方米|立方米|公顷|公里|吨|公斤|千克|千瓦时)";
const COMMAS = "(?<![0-9,.])[0-9]+(?:,[0-9]+)+(?:\\.[0-9]+)?(?![0-9])";
const GROUPED = new RegExp(
  [
    `${COMMAS}(?:(?=${MONEY}|${MEASURE})|(?<=(?:[¥￥]|人民币|金额(?:（元）)?[：:])\\s?[0-9,.]+)|(?<=(?:^|[\\s|│])[0-9,.]+)(?=[\\s|│]|$))`,
    // Of what is counted.
    "(?<![0-9,.]|第)[0-9]{1,3},(?:[0-9]{4}|[0-9]{2})(?=[余多]?[件个只条台部株棵瓶张份册人次名户家间栋套头箱袋包斤枚])",
    // A comma of full width, one with a space, and stops between groups.
    `(?<![0-9,.]|[0-9]，)[0-9]{1,3}(?:，[0-9]{2,4})+(?:\\.[0-9]+)?(?=${MONEY})`,
    `(?<![0-9,.]|[0-9]，)[0-9]{1,3}(?:,\\s[0-9]{3})+(?:\\.[0-9]+)?(?=${MONEY})`,
    `(?<![0-9,.]|[0-9]，)[0-9]{1,3}(?:\\.[0-9]{3}){2,}(?![0-9.])(?=${MONEY})`,
  ].join("|"),
  "g",
);

const ID_REASONS: Readonly<Record<string, Text>> = {
  "resident-id-check": { zh: "公民身份号码的校验码不符", en: "the check digit of the resident id does not fit" },
  "resident-id-birth": { zh: "公民身份号码中的出生日期不存在", en: "the resident id holds no real day of birth" },
};

const idReason = (code: string): Text => ID_REASONS[code] ?? { zh: "公民身份号码有误", en: "the resident id does not hold" };

/** What is called the number of a resident has eighteen digits; until 1999 it had fifteen. The label may stand in a line or a cell of its own before it. */
const CALLED_ID =
  /(?:(?:公民身份号码|身份证件?(?:号码?)?|身份号码)[（(为是：:\s|│\u3000]{0,3}([0-9]{14}|[0-9]{16,17}|[0-9]{19,20}|[0-9]{13,16}[Xx]|[0-9]{18,19}[Xx]|(?=[0-9]*[A-WYZa-wyz])[0-9A-Za-z]{17,19})|证件号码?[（(为是：:\s|│\u3000]{0,3}([1-9][0-9]{16}|[1-9][0-9]{18}))(?![0-9A-Za-z*＊×])/g;

const lengthReason = ({ length }: string): Text => ({
  zh: `公民身份号码应当是 18 位，这里是 ${length} 位`,
  en: `the number of a resident has 18 digits; these are ${length}`,
});

function* idsOfAnotherLength(text: string): Generator<RuleHit> {
  for (const { 0: whole, 1: called, 2: other, index } of text.matchAll(CALLED_ID)) {
    const number = called ?? other ?? "";
    yield {
      start: index + whole.length - number.length,
      end: index + whole.length,
      suggestion: null,
      reason: /[A-WYZa-wyz]/.test(number)
        ? { zh: "公民身份号码里只有数字，末位可以是 X", en: "the number of a resident has digits alone, and X at its end" }
        : lengthReason(number),
    };
  }
}

const LIKE_ID = /^[1-9][0-9]{13,19}[0-9Xx]$/;
/** The digits of a place, one more or less, and what a day of birth of our times begins with. */
const HOLDS_YEAR = /^[1-9][0-9]{4,6}(?:19|20)[0-9]{6,9}[0-9Xx]?$/;
const ID_HEADING = /身份证|身份号码|公民号码|^证件号码?$/;
const isHolding = ({ text }: Cell): boolean => /^[0-9]{17}[0-9Xx]$/.test(text) && !("code" in readResidentId(text));
const ID_LENGTH = 18;

/** In a column of ids, by its heading or by another id in it; and in a row that tells a sex beside it. */
function* idsInColumns(document: CheckedDocument): Generator<RuleHit> {
  for (const { heading, cells } of columnsIn(document)) {
    const isOfIds = heading === null ? cells.some(isHolding) : ID_HEADING.test(heading);
    for (const { text, start } of cells) {
      const reading = LIKE_ID.test(text) ? readResidentId(text) : null;
      if (reading === null || !("code" in reading)) continue;
      // Until 1999 an id had fifteen digits.
      if (text.length === 15 || !(isOfIds || (HOLDS_YEAR.test(text) && isBesideSex(document.text, start)))) continue;
      yield {
        start,
        end: start + text.length,
        suggestion: null,
        reason: text.length === ID_LENGTH ? idReason(reading.code) : lengthReason(text),
      };
    }
  }
}

const isBesideSex = (text: string, start: number): boolean =>
  /(?:^|[\t\u3000|│]|\s{2})[男女](?:$|[\t\u3000|│]|\s{2})/.test(text.slice(...lineAround(text, start)));

function* wrongDigits(text: string): Generator<RuleHit> {
  for (const { 0: number, index } of text.matchAll(/(?<![0-9A-Za-z])[1-9][0-9]{16}[0-9Xx](?![0-9A-Za-z])/g)) {
    const reading = readResidentId(number);
    if (!("code" in reading)) continue;
    const before = text.slice(Math.max(0, index - 12), index);
    // A card or an account may have eighteen digits too; only what is called an id, or has a birthday of our times in it, is judged.
    const isCalled = /身份|证件/.test(before);
    const hasBirthday = /^[0-9]{6}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])/.test(number);
    if (/账号|帐号|卡号|账户|帐户/.test(before) || (!isCalled && !hasBirthday)) continue;
    yield { start: index, end: index + number.length, suggestion: null, reason: idReason(reading.code) };
  }
}

const residentId: DocumentRule = {
  id: "resident-id-check",
  title: { zh: "公民身份号码有误", en: "Resident id that does not hold" },
  severity: "error",
  source: "GB 11643-1999",
  find: (document) => firstAt([...idsOfAnotherLength(document.text), ...wrongDigits(document.text), ...idsInColumns(document)]),
};

/** The label may stand in a line or a cell of its own before the code; since 2015 the number of a taxpayer is the same code. */
const CODE_LABELLED =
  /((?:(?:统一)?社会信用代码|统一信用代码|信用代码|(?:纳税人)?识别号|税号)(?:证)?(?:号码?|编号)?(?:[/／、（(](?:税号|注册号|纳税人识别号|机构代码|统一社会信用代码|[^（）()\n]{2,10}代码)[）)]?)?(?:[为是系：:（(|│\s\u3000]|均为){0,6})([0-9A-Za-z]{15,20})(?![0-9A-Za-z])/g;
/** A code without a label, in a document that speaks of codes, or in brackets behind the name of who bears it. */
const CODE_ALONE = /(?<![0-9A-Za-z])(?:[15Y][1-9]|9[1-3])[0-9]{6}[0-9A-Za-z]{10}(?![0-9A-Za-z])/g;
const OF_A_BODY = /(?:公司|企业|合作社|[厂店场行部社院校会]|中心|经营户|工商户)[（(，,：:\s]{1,2}$/;
const OF_ANOTHER = /(?:身份|证件|账号|帐号|卡号|账户|单号|订单|流水|车架|识别代号|编号)[^，。；\n]{0,8}$/;

const codeReason = (code: string): Text =>
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

/** In a line of its own: 岳检刑诉2024 12号, 岳检刑诉〔2024〕十二号, 岳检刑诉〔2024〕12, 〔2024〕岳检刑诉12号. */
const OWN_NUMBER =
  /^[\s\u3000]*(?:[\p{Script=Han}]{1,3}检[\p{Script=Han}]{1,10}(?:[\s－-]?(20[0-9]{2})[\s－-]?第?[0-9]{1,4}号|[〔［[(（【]20[0-9]{2}[〕］\])）】](?:第?[一二三四五六七八九十百〇零]{1,5}号|[0-9]{1,4}))|〔20[0-9]{2}〕[\p{Script=Han}]{1,3}检[\p{Script=Han}]{1,8}[0-9]{1,4}号)[\s\u3000]*$/u;

/** 岳检一部刑诉〔2024〕12号, Z12号 of a case of several accused, with whatever marks stand around the year. */
const DOCUMENT_NUMBER =
  /([\p{Script=Han}]{1,14}(?:[检院刑民行公诉建捕审]|纠|(?<=公（[\p{Script=Han}]{1,4}）)[\p{Script=Han}]|[罚监政函发办移执督](?=[\p{Script=Han}]{0,3}[[【<〈{]))[\p{Script=Han}]{0,6})([[(（【〔［〈<｛{《]?)([0-9０-９]{4}|[一二][〇零○一二三四五六七八九]{3}|(?<=[^\p{Script=Han}])[0-9]{2})(?:(年?[\])）】〕］〉>｝}》])|[年-](?=第?[A-Z]?[0-9]))\s?(第?)([A-Z]?)([0-9]{1,5})\s?号/gu;

const documentNumber: DocumentRule = {
  id: "document-number-form",
  title: { zh: "发文字号格式", en: "Form of the document number" },
  severity: "error",
  source: "GB/T 9704-2012 7.2.5",
  find(document) {
    const hits = [...numbersIn(document)];
    const own = [...ownNumbers(document)].filter(({ start, end }) => !hits.some((each) => each.start >= start && each.end <= end));
    return [...hits, ...own].sort((one, other) => one.start - other.start);
  },
};

function* ownNumbers({ paragraphs }: CheckedDocument): Generator<RuleHit> {
  for (const { text, start } of paragraphs.slice(0, FIRST_LINES)) {
    if (!OWN_NUMBER.test(text)) continue;
    const line = text.trim();
    yield {
      start: start + text.indexOf(line),
      end: start + text.indexOf(line) + line.length,
      suggestion: null,
      reason: {
        zh: "发文字号由机关代字、〔年份〕、阿拉伯数字的顺序号和“号”字组成",
        en: "a document number is letters, 〔year〕, a figure and 号",
      },
    };
  }
}
const FIRST_LINES = 8;

const numbersIn = (document: CheckedDocument): Iterable<RuleHit> =>
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
  });

export const NUMBER_RULES: readonly DocumentRule[] = [unitDoubled, grouped, residentId, creditCode, PHONE_RULE, documentNumber];
