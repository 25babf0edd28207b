import { readHanNumber } from "@yuejian/identifiers";
import type { CheckedDocument } from "../document.ts";
import { readOnce } from "./read-once.ts";

/** A number of something as it is told: 1.2万元, 二百五十斤, 每股2.4元, 百分之十二, 六成. */
export interface Figure {
  /** In its unit, without 万: 1.2万元 is 12000. */
  readonly value: number;
  /** What one in its last place is worth: 1.2万元 is told to the thousand. */
  readonly step: number;
  /** One word for units of the same; empty: none is told, as in speech; `%`: a share of something. */
  readonly unit: string;
  /** What it is told of one of: 人在购物店的消费返点为 of 每人在购物店的消费返点为350元; each as long as its clause. Empty: it is told of no one. */
  readonly per: readonly string[];
  /** Of so many: 10 of 10个合1元. */
  readonly perCount: number;
  /** More or less. */
  readonly isInexact: boolean;
  readonly text: string;
  readonly start: number;
  /** Behind its unit. */
  readonly end: number;
}

const DIGITS = "[0-9][0-9,]*(?:\\.[0-9]+)?";
const HAN = "[一二两三四五六七八九十百千万亿零〇]";
const LONG_UNITS =
  "平方公里|个?平方米|个平方|平方|平米|立方米|立方|公里|公斤|千克|毫克|毫升|公顷|个?小时|个?月(?![0-9日底初中末份])|分钟|个工作日|工作日|元|块钱?|圆|美元|欧元|港元|日元|英镑|人次|人|名|位|斤|两(?!次|起|人|名)|克|吨|亩|米|件|株|棵|头|只|辆|台|部|张|份|袋|箱|瓶|盒|户|家|条|枚|具|艘|尾|粒|支|本|册|间|套|次|起|笔|趟|天|晚|桶|包|板|股|个|斤|根|把|副|双|升|匹|丸|片|罐|捆|车|幢|栋|层|座|顶|卷|幅|页|场|批|处|票|单|坛|筐|盘|块|节|班|晚|组|期|颗|架|杯|碗|餐|顿";
const FIGURE = new RegExp(
  [
    `(?<of>[一二两三四五六七八九十百千][十百]?|[0-9]{1,4})分之(?<part>${HAN}{1,4}(?:点${HAN}{1,3})?|${DIGITS})`,
    `(?<tenths>[一二两三四五六七八九]|[1-9](?:\\.5)?)成(?<half>半)?(?![都立员交为本年功份品人])`,
    "(?<times>[两二三四五六七八九十]|[0-9]{1,2}(?:\\.[0-9]+)?)倍",
    "(?<off>[一二三四五六七八九][一二三四五六七八九]?|[1-9](?:\\.[0-9])?)折(?![磨腾算合抵断叠扣])",
    `(?<yuan>${HAN}{1,4})块(?<jiao>[一二三四五六七八九])(?![十百千万])`,
    "(?<whole>[一二两三四五六七八九十]{1,2})个半(?<wholeUnit>月|小时)",
    "(?<years>半|[一两二三四五六七八九十]|[0-9]{1,2})年(?=[，。；、（\\n]|[的租利应共多来间计]|$)",
    `(?<digits>${DIGITS}) ?(?<scale>千万|百万|万|亿|千|百)?余?(?:(?<percent>[%％])|(?<unit>余?(?:${LONG_UNITS})|(?!以[上下内]|左右|至|到)\\p{Script=Han}))?`,
    `(?<han>${HAN}{1,14})(?<hanUnit>多?(?:${LONG_UNITS}))`,
    `(?<bare>[一二两三四五六七八九]${HAN}*[百千万]${HAN}*)(?=[，。；、？！没未了吧呢\\n]|多[，。]|$)`,
    "(?<halves>(?<!一年|半年|[年月天日])一半|五五分|平分|对半)",
  ].join("|"),
  "gu",
);
/** 某2 is somebody, 某2个月 is not. */
const NO_FIGURE_BEFORE =
  /(?:[0-9.,A-Za-z第×_\-—/（(]|尾号|编号|账号|卡号|〔|证号|电话|手机号码?|星期|周|[某零〇一二两三四五六七八九十百千万亿])$/;
const IS_LONG = new RegExp(`^(?:${LONG_UNITS})$`);
/** A day, a time, an age, an article, a road. */
const NO_UNIT = /^[年月日号时点分秒岁周级]/;
const SCALES: Readonly<Record<string, number>> = { 百: 100, 千: 1000, 万: 1e4, 百万: 1e6, 千万: 1e7, 亿: 1e8 };
const CLASSES: Readonly<Record<string, string>> = {
  名: "人",
  位: "人",
  圆: "元",
  块钱: "元",
  千克: "公斤",
  平方: "平方米",
  个平方: "平方米",
  平米: "平方米",
  立方: "立方米",
  个月: "月",
  个小时: "小时",
  个平方米: "平方米",
  工作日: "天",
  个工作日: "天",
};
const INEXACT_BEFORE =
  /(?:约|近|将近|大概|大约|超过|逾|不足|至少|最多|不低于|不少于|不超过|高达|上限|(?<=[元%个亩吨])至)(?:为|计|人民币)?$/;
const FOREIGN = /(?:美元|美金|欧元|港[元币]|澳[元币]|日元|韩元|英镑|卢布|泰铢)$/;
const INEXACT_BEHIND = /^(?:左右|上下|以上|以下|以内|不等|余|多|出头|至|到(?=[0-9])|-|—|~|～)/;
const WAN = 1e4;

/** In figures or numerals, and as one speaks: 六千二, 一万五; 0: it cannot be read. */
function spokenNumber(written: string): number {
  const read = readHanNumber(written);
  if (read !== null) return Number(read);
  const [, head = "", last = ""] = /^(.*[百千万])([一二三四五六七八九])$/.exec(written) ?? [];
  const [most, digit] = [readHanNumber(head), readHanNumber(last)];
  return most === null || digit === null ? 0 : Number(most) + (Number(digit) * (SCALES[head.slice(-1)] ?? 0)) / 10;
}

const plain = (digits: string): number => Number(digits.replaceAll(",", ""));
const numberIn = (written: string): number =>
  /^[0-9]/.test(written) ? plain(written) : written === "百" || written === "千" ? (SCALES[written] ?? 0) : spokenNumber(written);

const stepOf = (digits: string, scale: number): number => scale / 10 ** (digits.split(".")[1]?.length ?? 0);

/** The last place of a number in numerals that is not told as nothing. */
const stepOfHan = (value: number): number => 10 ** (/0*$/.exec(String(value))?.[0].length ?? 0);

type Read = Pick<Figure, "value" | "step" | "unit">;

function shareIn(groups: Readonly<Record<string, string | undefined>>): Read | null {
  const { of, part, tenths, half, halves, times, off } = groups;
  if (times !== undefined) return { value: 100 * numberIn(times), step: /^[0-9]/.test(times) ? stepOf(times, 100) : 0, unit: "%" };
  if (off !== undefined) {
    const [digit = "", next = "0"] = Array.from(off, (each) => String(numberIn(each)));
    return { value: /^[0-9]/.test(off) ? Number(off) * 10 : Number(digit + next), step: 0, unit: "%" };
  }
  if (of !== undefined && part !== undefined) return { value: (100 * numberIn(part)) / (numberIn(of) || 1), step: 0, unit: "%" };
  if (tenths !== undefined) return { value: numberIn(tenths) * 10 + (half === undefined ? 0 : 5), step: 0, unit: "%" };
  return halves === undefined ? null : { value: 50, step: 0, unit: "%" };
}

function numberTold(groups: Readonly<Record<string, string | undefined>>): Read | null {
  const { digits, scale, percent, unit = "", han, hanUnit = "", bare, yuan, jiao, years, whole, wholeUnit = "" } = groups;
  if (yuan !== undefined && jiao !== undefined) return { value: spokenNumber(yuan) + spokenNumber(jiao) / 10, step: 0.1, unit: "元" };
  if (whole !== undefined) return { value: spokenNumber(whole) + 0.5, step: 0, unit: wholeUnit };
  if (years !== undefined) return { value: years === "半" ? 0.5 : numberIn(years), step: 0, unit: "年" };
  if (digits !== undefined) {
    const worth = scale === undefined ? 1 : (SCALES[scale] ?? 1);
    if (percent !== undefined) return { value: plain(digits), step: stepOf(digits, 1), unit: "%" };
    const value = plain(digits) * worth;
    return { value: Math.round(value * 1e6) / 1e6, step: stepOf(digits, worth), unit: unit.replace(/^余/, "") };
  }
  const written = han ?? bare ?? "";
  const value = spokenNumber(written);
  return value === 0 ? null : { value, step: stepOfHan(value), unit: hanUnit.replace(/^多/, "") };
}

/** What stands before a figure in its clause and says that it is told of each: 每股都是, 每人每天. Not 每次 of something else than it. */
function perOf(lead: string): string[] {
  const found = /(?:每一?|单(?=[价件个]))([^，。；：0-9]*)$/.exec(lead)?.[0];
  if (found !== undefined)
    return found
      .split(/每一?/)
      .filter((each) => each !== "")
      .map((each) => each.replace(/^单[价件个]?/, "*"));
  const mean = /(人|户|日|天|月|年|次|场|亩|件|箱)均(?!价)[^，。；0-9]*$/.exec(lead)?.[1];
  if (mean !== undefined) return [mean];
  const wage = /(?<![全本当上下该今去每])([月日周])(?:租金?|薪|工资|供)[^，。；0-9]{0,4}$/.exec(lead)?.[1];
  if (wage !== undefined) return [wage];
  const term = /(?:[月日年]利率|[月年]息|日息)[^，。；0-9]*$/.exec(lead)?.[0][0];
  if (term !== undefined) return [term];
  return OF_EACH.test(lead) ? ["*"] : [];
}
/** 一个月房租一千六 */
const OF_ONE = /(?:^|就|按|[，。；：])一(个月|天|年|斤|公斤|吨|亩|株|棵|头|只|箱|瓶|袋|张|套|台|辆|人|股|趟|车)(?!共)[^，。；：0-9一]*$/;

/** What each of them holds or costs. */
const OF_EACH = /(?:单价|均价|额定|装载量|载重量|容量|载量|面值|面额|票价|标价|定价|售价)[^，。；：、0-9]{0,6}$/;

const PER_BEHIND = /^[/／]([\p{Script=Han}]{1,6})/u;
const PRICE_BEHIND = /^(?:[/／]|每(?![^，。；]{0,10}[0-9])|一(?=[斤吨公个件只条瓶箱盒张亩天晚人次头袋包]))([\p{Script=Han}]{1,6})/u;

const MOST_OF_RATE = 100;
/** 10个“钻石”合人民币1元, 100积分兑换1元, 每3斤换1斤. */
const RATE_BETWEEN = /^[^，。；、0-9]{0,8}(?:合|折合|兑换|兑|换|抵|折)(?:成|为|得|算)?(?:人民币)?$/;

type Groups = Readonly<Record<string, string | undefined>>;

/** What stands around a match of the pattern. */
interface Place {
  readonly groups: Groups;
  readonly text: string;
  readonly start: number;
  /** Up to it, as far as is needed, and in its clause. */
  readonly before: string;
  readonly lead: string;
  readonly behind: string;
}

const END_OF_CLAUSE = /^(?:[，。；、？！\n]|$)/;
const BEGINS_LINE = /(?:^|[\n（(])\s*$/;
const IN_CELL = /(?:^|[\t\n])[¥￥]?$/;
const ENDS_CELL = /^(?:[\t\n]|$)/;
/** Among three it is no half. */
const AMONG_SEVERAL = /[三四五六七八九十0-9](?:名|个)?(?:人|户|家|被告人|方)[^，。；]{0,6}$/;

/** Whether it tells no number of anything: part of a name, a number of a list or of a paper, a day, the end of an amount. */
function isNone({ groups, text, before, behind }: Place, { unit }: Read): boolean {
  const isSomebody = before.endsWith("某") && !IS_LONG.test(groups["unit"] ?? "");
  if (NO_FIGURE_BEFORE.test(before) && !/[（(]$/.test(before) && (isSomebody || !before.endsWith("某"))) return true;
  if (groups["halves"] === "平分" && AMONG_SEVERAL.test(before)) return true;
  if (groups["digits"] === undefined) return groups["han"] === "一" && /每一?$/.test(before);
  if (unit === "%") return false;
  if (NO_UNIT.test(unit)) return true;
  // Without a unit figures stand in cells alone.
  if (unit === "" && ((/^[.．、)）:：]/.test(behind) && BEGINS_LINE.test(before)) || !IN_CELL.test(before) || !ENDS_CELL.test(behind)))
    return true;
  // A comma of full width may stand among the digits of an amount.
  return /[0-9]，$/.test(before) && /^[0-9]{3}(?![0-9])/.test(text);
}

/** One word for units of the same. 一块 is money in speech where it is much of it. */
function unitOf({ unit, value }: Read, behind: string): string {
  const isMoney =
    /^(?:元|块钱|圆)$/.test(unit) ||
    (unit === "块" && value >= 10 && (END_OF_CLAUSE.test(behind) || (value >= 100 && !/^[砖瓦石地木瓷玻板]/.test(behind))));
  return isMoney ? "元" : (CLASSES[unit] ?? unit);
}

const isVague = ({ text, before, behind }: Place, { step }: Read, unit: string): boolean =>
  INEXACT_BEFORE.test(before) ||
  FOREIGN.test(before) ||
  INEXACT_BEHIND.test(behind) ||
  unit === "某" ||
  /[余多]/.test(text) ||
  (step === WAN && /[几数]$/.test(before));

/** Every figure of a document that tells how much or how many of something. */
export const figuresIn = readOnce(({ text }: CheckedDocument): readonly Figure[] => {
  const figures: Figure[] = [];
  for (const found of text.matchAll(FIGURE)) {
    const [start, end] = [found.index, found.index + found[0].length];
    const before = text.slice(Math.max(0, start - 40), start);
    const lead = /[^，。；：\n]*$/.exec(before)?.[0] ?? "";
    const place: Place = { groups: found.groups ?? {}, text: found[0], start, before, lead, behind: text.slice(end, end + 10) };
    const read = shareIn(place.groups) ?? numberTold(place.groups);
    if (!read || isNone(place, read)) continue;
    const unit = unitOf(read, place.behind);
    const last = figures.at(-1);
    const isPriced = last?.end === start && last.per.length > 0;
    // 10元一斤: it is the price of one.
    if (isPriced && found[0].startsWith("一")) continue;
    const one = unit === "元" || unit === "" ? OF_ONE.exec(lead)?.[1] : undefined;
    const behind = (unit === "元" ? PRICE_BEHIND : PER_BEHIND).exec(place.behind)?.[1];
    const own = lead.slice(Math.max(0, (last?.end ?? 0) - (start - lead.length)));
    let per = [...(one === undefined ? perOf(own) : [one]), ...(behind === undefined ? [] : [behind])];
    let perCount = 1;
    // 一个月房租一千六: of one month, and no number of months.
    if (one !== undefined && last?.value === 1 && last.text.startsWith("一") && last.start >= start - lead.length) figures.pop();
    else if (last && per.length === 0) {
      const between = text.slice(last.end, start);
      // 每吨3490元和3420元
      if (last.unit === unit && last.per.length > 0 && /^[、和及与]$/.test(between)) per = [...last.per];
      else if (
        (last.unit !== unit || isOfEach(text, last)) &&
        isRate(last) &&
        (isOfEach(text, last) ? /^[^，。；]{0,12}$/ : RATE_BETWEEN).test(between)
      ) {
        [per, perCount] = [[last.unit], last.value];
        figures.pop();
      }
    }
    figures.push({ ...read, unit, per, perCount, isInexact: isVague(place, read, unit), text: found[0], start, end });
  }
  return figures;
});

/** 每10股转增4股 */
const isOfEach = (text: string, { start }: Figure): boolean => text.charAt(start - 1) === "每";
const isRate = ({ per, unit, value }: Figure): boolean => per.length === 0 && unit !== "" && value <= MOST_OF_RATE;

/** A value as a figure is written: in 万 where that is, in digits with the unit otherwise. */
export function writtenAs(value: number, { text }: Figure): string {
  const [, scale = "", unit = ""] =
    /^(?:[0-9][0-9,.]* ?(千万|百万|万|亿|千|百)?|[^0-9%％]*[一二两三四五六七八九十百千万亿零〇])?(.*)$/u.exec(text) ?? [];
  const told = value / (SCALES[scale] ?? 1);
  return `${String(Math.round(told * 1e4) / 1e4)}${scale}${/[0-9]/.test(text) ? unit : unit.replace(/^[成半]+$/, "")}`;
}
