import type { ColumnSchema, Text } from "@yuejian/contracts";
import { splitHeading } from "../headings.ts";

/** How much a heading speaks for a column: 1 the same words, 0 nothing in common. */
export interface HeadingLikeness {
  readonly score: number;
  /** The spelling of the column that is nearest. */
  readonly spelling: string;
  readonly kind: "same" | "similar" | "none";
}

/** Words that headings are made of, with one name for those that mean the same. Longer ones are found first. */
const WORDS: readonly (readonly [name: string, ...spellings: string[]])[] = [
  [
    "resident-id",
    "公民身份证号码",
    "公民身份号码",
    "居民身份证号码",
    "居民身份证号",
    "身份证号码",
    "身份证件号码",
    "身份证号",
    "身份号码",
    "证件号码",
    "证件号",
    "身份证",
    "社会保障号码",
    "社会保障号",
    "idnumber",
    "idno",
    "idcard",
  ],
  ["credit-code", "统一社会信用代码", "社会信用代码", "信用代码", "creditcode", "uscc"],
  ["person-name", "人员姓名", "姓名", "名字", "fullname"],
  ["title", "名称", "name"],
  ["day", "年月日", "日期", "时间", "date", "day", "time"],
  ["month", "月份", "所属期", "年月", "month"],
  ["number", "编号", "号码", "文号", "号", "number", "no", "nr"],
  ["code", "代码", "编码", "code"],
  ["document", "裁判文书", "判决书", "裁定书", "文书", "案件", "案"],
  ["judge", "裁判", "判决", "宣判", "审判", "宣告", "judged", "judgment"],
  ["court", "审理法院", "法院", "court"],
  ["amount", "金额", "数额", "款额", "钱数", "总额", "amount", "sum"],
  ["kind", "类别", "类型", "种类", "kind", "type", "category"],
  ["state", "状态", "status", "state"],
  ["reason", "原因", "事由", "缘由", "理由", "cause", "reason"],
  ["start", "开始", "起始", "起算", "起", "始", "start", "from", "begin"],
  ["end", "结束", "终止", "截止", "届满", "期满", "止", "end", "to", "until"],
  ["organisation", "单位", "机构", "机关", "部门", "agency", "organisation", "organization", "institution"],
  ["company", "企业", "公司", "enterprise", "company"],
  ["address", "住址", "住所", "地址", "居住地", "户籍地", "户籍", "address"],
  ["phone", "联系电话", "联系方式", "手机号码", "手机号", "手机", "电话", "phone", "mobile", "telephone"],
  ["sex", "性别", "sex", "gender"],
  ["birth", "出生", "生日", "birth", "born"],
  ["death", "死亡", "死者", "死", "亡故", "death", "died"],
  ["pay", "发放", "支付", "给付", "paid", "payment"],
  ["enter", "入监", "收监", "入所", "入矫", "报到", "进入", "entered", "admitted"],
  ["leave", "出监", "释放", "出所", "离监", "离开", "released", "left"],
  ["prison", "监狱", "羁押场所", "看守所", "prison"],
  ["charge", "罪名", "charge"],
  ["fine", "罚金", "fine"],
  ["term", "刑期", "term"],
  ["probation", "缓刑考验期", "缓刑", "probation"],
  ["office", "检察院", "辖区", "地区", "区县", "office", "district"],
  ["person", "当事人", "对象", "人员", "人", "person"],
];

const DICTIONARY = WORDS.flatMap(([name, ...spellings]) => spellings.map((spelling) => [spelling, name] as const)).sort(
  ([left], [right]) => right.length - left.length || (left < right ? -1 : 1),
);

/** Words that say little by themselves. */
const WEAK = new Set(["day", "number", "code", "title", "kind", "person", "organisation", "state"]);

/** Compares a heading with everything that the column is called: its name, titles and aliases. */
export function headingLikeness(heading: string, column: Pick<ColumnSchema, "name" | "title" | "aliases">): HeadingLikeness {
  const given = splitHeading(heading).core;
  const spellings = [column.title.zh, ...(column.aliases ?? []), column.title.en, column.name];
  let best: HeadingLikeness = { score: 0, spelling: column.title.zh, kind: "none" };
  if (given === "" || isGeneric(given)) return best;
  for (const spelling of spellings) {
    const own = splitHeading(spelling).core;
    if (own === given) return { score: 1, spelling, kind: "same" };
    const score = 0.95 * Math.max(sharedWords(given, own), 0.9 * closeness(given, own));
    if (score > best.score) best = { score, spelling, kind: score >= 0.45 ? "similar" : "none" };
  }
  return best;
}

/** col1, 列3, F7, Unnamed: 2, 字段4: headings of programs, which say nothing. */
function isGeneric(core: string): boolean {
  return /^(?:(?:col|column|field|f|c|unnamed|var|x|v)?\d+|第?\d+列|(?:列|字段|项目)\d*|[a-z])$/.test(core);
}

/** Dice coefficient over words, each weighted by how much it says. */
function sharedWords(left: string, right: string): number {
  const [ours, theirs] = [wordsOf(left), wordsOf(right)];
  const weightOf = (words: ReadonlyMap<string, number>): number => [...words.values()].reduce((sum, weight) => sum + weight, 0);
  let shared = 0;
  for (const [word, weight] of ours) if (theirs.has(word)) shared += weight;
  const all = weightOf(ours) + weightOf(theirs);
  return all === 0 ? 0 : (2 * shared) / all;
}

function wordsOf(core: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (let at = 0; at < core.length; ) {
    const known = DICTIONARY.find(([spelling]) => core.startsWith(spelling, at));
    if (known) {
      found.set(known[1], WEAK.has(known[1]) ? 0.5 : 1.2);
      at += known[0].length;
      continue;
    }
    const letters = /^[a-z]+|^\d+/.exec(core.slice(at))?.[0];
    const word = letters ?? String.fromCodePoint(core.codePointAt(at) ?? 0);
    found.set(word, letters === undefined ? 0.6 : 1);
    at += word.length;
  }
  return found;
}

/** 1 − edit distance ÷ length: catches a character typed wrong or left out. */
function closeness(left: string, right: string): number {
  const [a, b] = [Array.from(left), Array.from(right)];
  let before = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [row, character] of a.entries()) {
    const line = [row + 1];
    for (const [column, other] of b.entries()) {
      const replaced = (before[column] ?? 0) + (character === other ? 0 : 1);
      line.push(Math.min(replaced, (before[column + 1] ?? 0) + 1, (line[column] ?? 0) + 1));
    }
    before = line;
  }
  return 1 - (before[b.length] ?? 0) / Math.max(a.length, b.length, 1);
}

/** The sentence for people. */
export function headingReason({ kind, spelling, score }: HeadingLikeness, column: Pick<ColumnSchema, "title">): Text | null {
  if (kind === "none") return null;
  if (kind === "similar") {
    const percent = Math.round(100 * score);
    return { zh: `标题与「${spelling}」相近（${percent}%）`, en: `the heading is like “${spelling}” (${percent}%)` };
  }
  return spelling === column.title.zh || spelling === column.title.en
    ? { zh: "标题相同", en: "same heading" }
    : { zh: `标题与别名「${spelling}」相同`, en: `the heading is a known name, “${spelling}”` };
}
