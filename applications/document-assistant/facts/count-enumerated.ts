import type { CheckedDocument } from "../document.ts";
import { lineAround, startOf } from "./sentences.ts";
import type { ToldCount } from "./told-counts.ts";
import { numberOf } from "./written-number.ts";

const HAN_NUMBER = "[一二两三四五六七八九十]{1,3}";
/** What is enumerated: the whole of an element, with its unit behind it, or the end of what stands before the others. */
const patternsOf = (source: string): Readonly<Record<"whole" | "withUnit" | "ending", RegExp>> => ({
  whole: new RegExp(`^(?:${source})$`, "u"),
  withUnit: new RegExp(`^(?:${source})(?:[起次笔项])?$`, "u"),
  ending: new RegExp(`(?:${source})$`, "u"),
});
const KINDS = {
  day: patternsOf(
    "(?:(?:[12][0-9]{3}|同|当|次)年)?(?:[0-9]{1,2}月|同月)?[0-9]{1,2}[日号](?:凌晨|上午|中午|下午|晚上?)?|(?:[12][0-9]{3}年)?[0-9]{1,2}月(?:份|初|底|上旬|中旬|下旬)?|20[0-9]{2}[.．/-][0-9]{1,2}[.．/-][0-9]{1,2}",
  ),
  ordinal: patternsOf(`第?(?:${HAN_NUMBER}|[0-9]{1,2})`),
  charge: patternsOf("[\\p{Script=Han}]{2,16}罪"),
  title: patternsOf("《[^《》]{2,30}》(?:（[^（）]{1,8}）|复印件)?"),
  code: patternsOf("\\p{Script=Han}{0,8}[A-Z0-9][A-Z0-9·*]{3,}号?"),
  house: patternsOf(
    "[\\p{Script=Han}A-Za-z0-9（）]{1,20}(?:公司|厂|店|超市|商行|门市部?|经营部|[酒网茶水]吧|商场|市场|馆|局|大队|所|院|村|镇|乡|街道|社区|学校|[小中大]学|幼儿园|中心|银行|支行|酒店|宾馆|药房|站|委员会|办公室)",
  ),
  place: patternsOf("[\\p{Script=Han}A-Za-z]{2,16}[0-9]{1,4}号(?:[\\p{Script=Han}0-9]{0,8})?"),
};

/** Which kinds can be what is counted. */
function kindsOf({ of, unit, noun }: ToldCount): readonly (keyof typeof KINDS)[] {
  if (unit === "罪" || /^的?罪/.test(noun)) return ["charge"];
  switch (of) {
    case "acts":
      return ["day", "ordinal"];
    case "points":
      return ["ordinal", "title"];
    case "houses":
      return ["house", "place"];
    case "things":
      return ["title", "code"];
    case "people":
      return [];
  }
}

const COUNTING = /(?:[，,]?(?:共计|合计|一共|总共|先后|上述|以上|共|计|这))*[，,]?$/;
const OF_ORDINALS = /(?:起|次|笔|项|宗|条)[^，。；、]{0,8}[，]?(?:共计|合计|共|计)?$/;
/** 3月2日、3月5日，被告人先后两次 */
const APART = /，[^，。；、]{0,12}先后$/;
const JOINS = /、|以及|和|及|与/;
const LONGEST = 160;

/** 3月2日、3月5日、3月9日三次; 第一、二、四起盗窃，共三起; 《甲》《乙》两份. */
function before(text: string, told: ToldCount): number | null {
  const line = Math.max(told.start - LONGEST, startOf(text, told.start, "。；：\n"));
  const lead = text.slice(line, told.start).replaceAll(/（[^（）《》]*）(?=[、，]|[共计等])/g, "");
  for (const kind of kindsOf(told)) {
    // Houses before their number are read with all that is enumerated.
    if (kind === "house") continue;
    const isOpen = lead.endsWith("等");
    const plain = lead
      .replace(kind === "ordinal" ? OF_ORDINALS : kind === "day" && APART.test(lead) ? APART : COUNTING, "")
      .replace(/等$/, "");
    if (kind === "ordinal" && plain === lead) continue;
    const parts = (kind === "title" ? plain.replaceAll("》《", "》、《") : plain).split(JOINS);
    const { whole, ending } = KINDS[kind];
    let count = 0;
    while (count < parts.length && whole.test(parts.at(-1 - count) ?? "")) count += 1;
    if (count > 0 && count < parts.length && ending.test(parts.at(-1 - count) ?? "")) count += 1;
    const first = parts.at(-count) ?? "";
    // 等三家: of those some are named.
    if (isOpen && count <= told.count) return null;
    if (count >= 2 && (kind !== "ordinal" || /第[^第]{1,3}$/.test(first))) return count;
  }
  return null;
}

const TAKES_UP = /^(?:以上|上述|前述|这)$/;
const OF_DAYS = /[。；：\n]?(?:于|在)?(?<days>[^，。；：\n]*日(?:、[^，。；：\n]*日)+)(?=[，晚凌上下早])/u;

/** 3月2日、5日、9日，某人到超市行窃。上述三次: the days of the sentence before. */
function daysBefore(text: string, told: ToldCount): number | null {
  if (told.of !== "acts" || !TAKES_UP.test(told.lead)) return null;
  const sentence = startOf(text, told.start, "。\n");
  const former = text.slice(startOf(text, sentence - 1, "。\n"), sentence);
  const days = OF_DAYS.exec(former)?.groups?.["days"]?.split("、") ?? [];
  const isOnly = [...former.matchAll(/日/g)].length === days.length && !/[次起笔]/.test(former);
  return days.length > 1 && isOnly && days.slice(1).every((day) => KINDS.day.whole.test(day)) ? days.length : null;
}

const INTRODUCED =
  /^[^，。；：、（()）0-9]{0,14}(?:(?<bracket>[（(])(?:分别[为是于]?|即|包括)?|[，,]?[^，。；：、0-9]{0,6}(?:分别|依次)(?:[位设建存放停发生登记坐落]{1,3}[于在]|为|是|系|在|于)?：?|[，,]即(?![将使可时日])|(?<colon>：)|(?<apart>(?<!均[^，]{0,12})，)(?=[^，。；]{4,80}(?:均|都|各)))/u;
/** Behind the last of several days: 3月16日举行. */
const HELD = /(?<=[日号])\p{Script=Han}{1,6}$/u;
/** Short words, one like the other. */
const WORDS = /^[\p{Script=Han}A-Za-z“”]{2,12}$/u;

/** 三处房产，分别位于甲路1号、乙路2号、丙路3号; 三方面问题：甲、乙、丙; 三次（3月2日、3月5日、3月9日）. */
function behind(text: string, told: ToldCount): number | null {
  const rest = /^[^\n]*/.exec(text.slice(told.end, told.end + 240))?.[0] ?? "";
  const found = INTRODUCED.exec(rest);
  if (!found || (found.groups?.["apart"] !== undefined && told.of !== "houses")) return null;
  const { bracket, colon, apart } = found.groups ?? {};
  const tail = rest.slice(found[0].length);
  const clause =
    (bracket ? /^[^（）()。]*(?=[）)])/ : colon ? /^[^。；]*/ : apart ? /^[^，。；]*?(?=均|都|各)/ : /^[^，。；（(]*/).exec(tail)?.[0] ??
    "";
  if (/等[^、]{0,6}$|其中|[至余]/.test(clause) || clause.includes("，")) return null;
  const listed = clause.replaceAll("》《", "》、《").split("、");
  const last = listed.at(-1) ?? "";
  const each = [...listed.slice(0, -1), ...last.split(/以及|和|及|与/)];
  for (const kind of kindsOf(told)) {
    const { withUnit } = KINDS[kind];
    if (
      each.length >= 2 &&
      each.every((one, at) => withUnit.test(at === each.length - 1 ? one.replace(HELD, "") : one)) &&
      (kind !== "ordinal" || each[0]?.startsWith("第"))
    )
      return each.length;
  }
  if (listed.length < 2 || told.of === "acts" || told.of === "people") return null;
  // The last two are joined where the first of them ends as one of the others does: 甲学校、乙小学和丙宫.
  const joined = /^(?<one>.{2,})[和与及](?<other>.{2,})$/u.exec(last)?.groups?.["one"];
  if (joined && listed.slice(0, -1).some((one) => one.at(-1) === joined.at(-1)) && each.length === listed.length + 1) return each.length;
  // Words may have 和 in them.
  return [last, ...listed].every((one) => WORDS.test(one)) && each.length === listed.length ? listed.length : null;
}

/** 扣押手机三部：华为一部、小米两部; 三个村：甲村3户、乙村2户. */
function measured(text: string, told: ToldCount): number | null {
  const found = /^[^，。；：、（(0-9]{0,14}(?:[：（(]|[，,](?:分别为?|即))([^。；\n：（()）]{4,120})(?!；)(?=[。\n：（()）]|$)/u.exec(
    text.slice(told.end, told.end + 160),
  )?.[1];
  if (found === undefined || /等[^、]{0,4}$|其中|余|约/.test(found)) return null;
  const each = found
    .replace(/[，,]?(?:共计?|合计|总计)[^，、]*$/, "")
    .split(/[、，]/)
    .map(
      (one) =>
        /^(?<what>[\p{Script=Han}A-Za-z“”]{1,12}?)(?<number>[0-9]{1,4}|[一二两三四五六七八九十]{1,3})(?<unit>\p{Script=Han}{1,2})$/u.exec(
          one,
        )?.groups,
    );
  if (each.length < 2 || each.some((one) => one === undefined)) return null;
  const sum = each.reduce((all, one) => all + numberOf(one?.["number"] ?? ""), 0);
  if (each.every((one) => one?.["unit"] === told.unit)) return sum;
  const units = new Set(each.map((one) => one?.["unit"]));
  return told.of !== "acts" &&
    told.of !== "people" &&
    sum !== told.count &&
    units.size === 1 &&
    new Set(each.map((one) => one?.["what"])).size === each.length
    ? each.length
    : null;
}

const ACTS_OF_CASE = /^(?:退回补充|延长审查|提请批准|退回公安|移送起诉|退查|退侦)/;

/** 第一次退回补充侦查……第二次退回补充侦查……两次退回补充侦查. */
function ofCase(text: string, told: ToldCount): number | null {
  if (told.unit !== "次") return null;
  const act =
    ACTS_OF_CASE.exec(told.noun)?.[0].replace(/退[查侦]/, "退回补充") ?? /(退回补充|延长审查)\p{Script=Han}{0,6}$/u.exec(told.lead)?.[1];
  if (act === undefined) return null;
  const numbers = new Set([...text.matchAll(new RegExp(`第([一二三四])次${act}`, "g"))].map(([, number = ""]) => numberOf(number)));
  if (numbers.size === 0) {
    const again = [...text.matchAll(new RegExp(`再次(?:将[^，。；]{0,8})?${act}`, "g"))].length;
    return again === 1 && told.count > 2 ? 2 : null;
  }
  const most = Math.max(0, ...numbers);
  return most >= 2 && numbers.size === most ? most : null;
}

/** How many are enumerated right beside a number; of part of what was done too, for they are named. */
export function enumeratedBeside({ text }: CheckedDocument, told: ToldCount): readonly number[] {
  const [line, lineEnd] = lineAround(text, told.start);
  if (lineEnd - line > LONGEST_LINE) return [];
  return [before(text, told), behind(text, told), measured(text, told), ofCase(text, told), daysBefore(text, told)].flatMap(
    (each) => each ?? [],
  );
}
const LONGEST_LINE = 20_000;
