import type { ColumnSchema, SemanticType, Text } from "@yuejian/contracts";
import { normaliseLabel } from "../characters.ts";
import { readCreditCode } from "../credit-code.ts";
import { readDate } from "../dates.ts";
import { splitHeading } from "../headings.ts";
import { readResidentId } from "../resident-id.ts";
import { createStandardiser, EMPTY_MARKS, EMPTY_WORDS } from "../standardise.ts";

/** Values of one source column: as written, without empty ones. */
export interface SourceValues {
  readonly heading: string;
  readonly values: readonly string[];
  /** Share of empty cells in the sample. */
  readonly emptyShare: number;
}

/** How well the values of a source column fit a column. */
export interface ContentFit {
  /** Share of values that look like what the column holds and can be standardised. */
  readonly share: number;
  /** From −1, speaks against it, to 1, could hardly be anything else. */
  readonly evidence: number;
}

/** At most this many distinct values are looked at. */
const MOST_VALUES = 200;

const NOTHING_SEEN: ContentFit = { share: 0, evidence: 0 };

/** How much it says when all values fit: a check digit is hardly ever right by chance, any text is free text. */
const TELLING: Readonly<Record<SemanticType, number>> = {
  "resident-id": 1,
  "credit-code": 1,
  phone: 0.9,
  charge: 0.9,
  "document-number": 0.85,
  "region-code": 0.7,
  day: 0.7,
  month: 0.85,
  "person-name": 0.8,
  "organisation-name": 0.75,
  agency: 0.75,
  address: 0.8,
  office: 0.9,
  money: 0.55,
  flag: 0.8,
  count: 0.5,
  code: 0.3,
  "free-text": 0.1,
};

export function sourceValues(heading: string, sample: readonly string[]): SourceValues {
  const trimmed = sample.map((value) => normaliseLabel(value));
  const written = trimmed.filter((value) => value !== "" && !EMPTY_MARKS.has(value));
  // 无 is a value where it means no.
  const filled = written.filter((value) => !EMPTY_WORDS.has(value));
  // Sorted, so that the order of rows is irrelevant; evenly spread when there are too many.
  const distinct = [...new Set(written)].sort();
  const step = Math.max(1, distinct.length / MOST_VALUES);
  const values = Array.from({ length: Math.min(distinct.length, MOST_VALUES) }, (_, at) => distinct[Math.floor(at * step)] ?? "");
  return { heading, values, emptyShare: sample.length === 0 ? 1 : 1 - filled.length / sample.length };
}

/** Looks at each kind of column once for each source column: columns of one type, meaning and closed list are judged alike. */
export class ContentJudge {
  readonly #source: SourceValues;
  readonly #known = new Map<string, ContentFit>();

  constructor(source: SourceValues) {
    this.#source = source;
  }

  fit(column: ColumnSchema): ContentFit {
    const isTerm = column.name.endsWith("_months");
    const key = JSON.stringify([
      column.type,
      column.semantic,
      column.allowed,
      column.dateForm,
      isTerm,
      column.type === "text" && column.required,
    ]);
    let found = this.#known.get(key);
    if (!found) {
      found = judge(this.#source, column);
      this.#known.set(key, found);
    }
    // A required column is never mostly empty.
    const emptiness = column.required && this.#source.emptyShare > 0.2 ? this.#source.emptyShare * 0.5 : 0;
    return { share: found.share, evidence: found.evidence - emptiness };
  }
}

function judge({ heading, values, emptyShare }: SourceValues, column: ColumnSchema): ContentFit {
  if (values.length === 0) return emptyShare === 1 && column.required ? { share: 0, evidence: -0.3 } : NOTHING_SEEN;
  const unit = column.type === "amount" || column.name.endsWith("_months") ? splitHeading(heading).unit : null;
  const standardise = createStandardiser(column, unit);
  const looks = looksLike(column);
  let fitting = 0;
  let counted = 0;
  for (const value of values) {
    const result = standardise(value);
    if ("value" in result && result.value === null) continue;
    counted++;
    if ("value" in result && looks(value)) fitting++;
  }
  if (counted === 0) return NOTHING_SEEN;
  const share = fitting / counted;
  const telling = column.allowed ? (counted <= 2 * column.allowed.length + 2 ? 0.9 : 0.5) : TELLING[column.semantic];
  // Nearly all fit: for it; fewer than half: against it, as strongly for all kinds.
  const evidence = share >= 0.9 ? telling * share : share >= 0.5 ? (telling * 0.9 * (share - 0.5)) / 0.4 : -1 + share;
  return { share, evidence };
}

const HAN_NAME = /^[\u3400-\u9FFF·]{2,6}$/;
const SURNAMES =
  "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤欧司诸上皇尉令公端夏侯慕易尤常温康施牛樊葛邢安齐伍庞颜倪聂章鲁岳翟申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农";
const ORGANISATION =
  /(?:公司|企业|厂|店|院|所|局|监狱|中心|学校|银行|合作社|委员会|办公室|办事处|支队|大队|总队|站|队|社|行|部|馆|处|会|园|场|超市|酒店|矿|站点)(?:[（(].*[)）])?$/;
const ADDRESS = /(?:省|市|区|县|镇|乡|街道|街|路|村|组|号|栋|室|小区|巷|弄|大道)/;
const CHARGE = /罪$/;
const CHARGE_SHORT = /^(?:[\u4E00-\u9FFF、（）()]{2,20})$/;
const COMMON_CHARGES =
  /盗窃|诈骗|帮助信息|故意|伤害|抢劫|强奸|敲诈|勒索|寻衅|危险驾驶|毒品|贪污|受贿|行贿|走私|赌博|聚众|侵占|挪用|交通肇事|非法|妨害|伪造|职务|拘禁|杀人|传销|集资|吸收公众|开设赌场|掩饰|隐瞒|容留|组织|污染|采矿|洗钱|偷越/;
const NUMBERED = /[（(〔[【]?(?:19|20)\d\d[)）〕\]】]?.*\d/;
const PHONE = /^(?:(?:\+?86[- ]?)?1[3-9]\d{9}|0\d{2,3}[- ]?\d{7,8}(?:-\d+)?|\d{7,8})$/;
const NUMBER =
  /^[-+¥￥]?[\d,，]+(?:\.\d+)?(?:[万亿千百]?元)?(?:整)?$|^[零壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整一二三四五六七八九十百千○〇两]+$|^[\d.]+万$/;
const TERM = /^\d+(?:\.\d+)?$|[年月]/;

/** Whether a value looks like what the column holds, beyond being readable: many kinds of text take anything. */
function looksLike(column: ColumnSchema): (value: string) => boolean {
  if (column.allowed) return () => true;
  switch (column.semantic) {
    case "person-name":
      return (value) => HAN_NAME.test(value) && SURNAMES.includes(value.charAt(0)) && !ORGANISATION.test(value) && !CHARGE.test(value);
    case "organisation-name":
      return (value) => ORGANISATION.test(value) && !ADDRESS_ONLY.test(value);
    case "agency":
      return (value) => ORGANISATION.test(value) && !/公司|厂$|店$/.test(value);
    case "address":
      return (value) =>
        ADDRESS.test(value) && value.length >= 5 && !ORGANISATION.test(value) && !CHARGE.test(value) && !/^[（(〔[]/.test(value);
    case "charge":
      return (value) => CHARGE.test(value) || (CHARGE_SHORT.test(value) && COMMON_CHARGES.test(value));
    case "document-number":
      return (value) => NUMBERED.test(value) && !ADDRESS_ONLY.test(value) && !isForeign(value);
    case "phone":
      return (value) => PHONE.test(value) && !isForeign(value);
    case "region-code":
      return (value) => /^\d{6}(?:\d{3}|\d{6})?$/.test(value);
    case "month":
      // A full date also reads as a month.
      return (value) => !("value" in readDate(value));
    case "money":
      return (value) => NUMBER.test(value) && !isForeign(value);
    case "count":
      return (value) => (column.name.endsWith("_months") ? TERM.test(value) : true) && !isForeign(value) && value.length <= 15;
    case "code":
      return (value) => /^[\w./-]+$/.test(value) && !isForeign(value);
    case "free-text":
      return (value) => !isForeign(value) && !/^[\d.,-]+$/.test(value);
    case "resident-id":
    case "credit-code":
    case "office":
    case "day":
    case "flag":
      return () => true;
  }
}

const ADDRESS_ONLY = /^(?:[\u4E00-\u9FFF]{2,8}(?:省|市|区|县)).*(?:路|街|村|组|栋|小区|巷)/;

/** Clearly something else than text: an id with its check digit, or a date. */
function isForeign(value: string): boolean {
  return (
    (value.length >= 15 && "value" in readResidentId(value)) || (value.length === 18 && "value" in readCreditCode(value)) || isDate(value)
  );
}

function isDate(value: string): boolean {
  return value.length >= 8 && "value" in readDate(value);
}

/** What a fitting value is called. */
const CALLED: Readonly<Record<SemanticType, Text>> = {
  "resident-id": { zh: "有效身份证号", en: "valid resident ids" },
  "credit-code": { zh: "有效统一社会信用代码", en: "valid credit codes" },
  phone: { zh: "电话号码", en: "telephone numbers" },
  charge: { zh: "罪名", en: "charges" },
  "document-number": { zh: "文书号", en: "document numbers" },
  "region-code": { zh: "区划代码", en: "region codes" },
  day: { zh: "日期", en: "dates" },
  month: { zh: "年月", en: "months" },
  "person-name": { zh: "像姓名", en: "like names of persons" },
  "organisation-name": { zh: "像单位名称", en: "like names of organisations" },
  agency: { zh: "像机构名称", en: "like names of agencies" },
  address: { zh: "像地址", en: "like addresses" },
  office: { zh: "检察院", en: "offices" },
  money: { zh: "金额", en: "amounts" },
  flag: { zh: "是/否", en: "yes or no" },
  count: { zh: "数字", en: "numbers" },
  code: { zh: "代码", en: "codes" },
  "free-text": { zh: "文字", en: "texts" },
};

export function contentReason({ share }: ContentFit, column: ColumnSchema): Text {
  const percent = `${Math.floor(100 * share)}%`;
  if (column.allowed)
    return {
      zh: `${percent} 的值在「${column.title.zh}」的取值之内`,
      en: `${percent} of the values are among those of “${column.title.en}”`,
    };
  const called = CALLED[column.semantic];
  return { zh: `${percent} 的值${called.zh.startsWith("像") ? "" : "是"}${called.zh}`, en: `${percent} of the values are ${called.en}` };
}
