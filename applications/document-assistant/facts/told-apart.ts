import type { Amount } from "./amounts.ts";
import { isUnitLost } from "./mentions.ts";

type Place = Pick<Amount, "start" | "end">;

/** So far around an amount its sentence is read. */
const LONGEST = 90;
/** The sentence of a place before it, and behind it. */
export const leadOf = (text: string, { start }: Place): string =>
  /[^。；！？\n]*$/.exec(text.slice(Math.max(0, start - LONGEST), start))?.[0] ?? "";
export const restOf = (text: string, { end }: Place): string => /^[^。；！？\n]*/.exec(text.slice(end, end + LONGEST))?.[0] ?? "";
/** The clause of a lead, and that of a rest. */
export const clauseOf = (lead: string): string => /[^，。；：\n（、]*$/.exec(lead.slice(-24))?.[0] ?? "";
export const behindOf = (rest: string): string => /^[^，。；：\n）、]*/.exec(rest.slice(0, 10))?.[0] ?? "";

/** Takes up what was told, or says that it is all of it. */
const TAKES_UP =
  /上述|前述|(?:该|此|这|那|本)(?:笔|项|款|些|份|张|起|次|次性)|该[^，。；]{0,6}$|就是|也是|还是|都是|均为|同样|正是|即[^，。；]{0,4}$|全额|如数|足额|全部|一次性|按照?[^，。；]{2,10}$|[这那](?:个|张|袋|包)[^，。；]{0,8}$|所称|所列|所写|载明|写着|写明|写的|记载|显示|注明|备注/;
const IN_FULL = /^[^，]{0,2}(?:全额|如数|足额|全数|悉数)/;
/** Says that what is told on both sides agrees. */
const AGREES =
  /相符|(?<!不)一致|吻合|(?:相互|互相)印证|得到印证|属实|无误|没有出入|没有矛盾|无出入|对得上|分文不少|一分不[少减]|当面点清|没有?变|不变|原封|全[部额](?:予以)?支持|[和跟与][^，。；]{0,8}一样|说好的|讲好的|谈好的|也(?:说|称|讲|供|证实|证明|承认)/;

export const takesUp = (text: string, last: Place): boolean =>
  TAKES_UP.test(clauseOf(leadOf(text, last))) || IN_FULL.test(restOf(text, last));
/** Names what tells an amount: 欠条所写的, 按照鉴定价值. */
const BY = /(\p{Script=Han}{2})(?:上|中|里)?(?:所(?:写|列|载|定|称)|载明|写明|写着|写的|记载|显示|确认|约定)|按照?(\p{Script=Han}{2})/gu;
/** Whether the later of two amounts is told by what tells the first one. */
export const isToldBy = (text: string, first: Place, last: Place): boolean => {
  const sentence = leadOf(text, first) + restOf(text, first);
  return [...leadOf(text, last).matchAll(BY)].some(([, before, behind]) => sentence.includes(before ?? behind ?? "\n"));
};
/** Takes it up right before it: 上述6万元, 这笔二十七万三. */
const TAKES_UP_BARE = /(?:上述|前述|[该这那](?:笔|些)?)(?:款项?|钱|人民币|现金)?$/;
export const takesUpBare = (text: string, last: Place): boolean => TAKES_UP_BARE.test(leadOf(text, last));
export const agrees = (text: string, first: Place, last: Place): boolean =>
  [first, last].some((each) => AGREES.test(leadOf(text, each)) || AGREES.test(restOf(text, each))) ||
  AGREES.test(text.slice(last.end, last.end + LONGEST));

/** Says right beside an amount that it is not the other one, and that this is known; further behind, or between the two. */
const DIFFERS =
  /(?<!没有|没|无|未|未见|不存在|任何|点)(?:出入|矛盾|误差|差异|差额|相差|偏差|调整|变更|更正|变动|变化|有误|优惠|折价|打折|抹零|让利|[多少][收付交缴退报记算写填领发扣给])|不一致|不符(?!合)|不吻合|笔误|误写|误将|误记|[记写说]错|应为|应当为|而非|并非|并不是|不是[^。；]{0,12}而是|实为|高于|低于|超出|改判|改为|变为|增至|增加到|减至|减少到|降至|升至|上涨|下降/;
const DIFFERS_LATER =
  /不一致|不相?符(?!合)|说法不一|(?<!没有|没|无)出入|差额|多出|少了|相差|同比|环比|[上下][升降浮涨跌]|上涨|下降|涨到|为准|就[低高]|更正/;
const [BEFORE, BEHIND, LATER] = [36, 16, 40];

/** Words of which each amount may have its own: the first and the second, this year and the last, 甲 and 乙. */
const OPPOSED: readonly RegExp[] = [
  /第[一二三四五六七八九十0-9]+(?:次|笔|起|项|期|批|年|回|趟|组|家|户)|首[次笔期]|再次|最后一[次笔]|末[次笔]/g,
  /一审|二审|再审|原审|重审/g,
  /罚金|罚款|保证金|押金|[定订]金|工资|奖金|利息|违约金|滞纳金|税款|本金|租金/g,
  /原价|市场价|标价|进价|售价|成交|评估价|保留价|起拍价|底价|报价/g,
  /[前后](?=：)|[原现新](?=\p{Script=Han}{1,6}：)|(?<=调整|变更|修改|更正|整改|修订|改判|协商|复核)[前后]/gu,
  /[一二三]等|[高中低]档|上旬|中旬|下旬/g,
  /20[0-9]{2}年(?![0-9]{1,2}月)|前年|去年|今年|上年|次年|(?:上|下|本)(?:半年|季度|月)/g,
  /[甲乙丙丁戊](?!方)/g,
  /原告|被告(?!人)|申请人|被申请人/g,
];
const isOpposed = (one: string, other: string, kind: RegExp): boolean => {
  const [own, its] = [one.match(kind)?.at(-1), other.match(kind)?.at(-1)];
  return own !== undefined && its !== undefined && own !== its;
};

/** What is asked for, and what is granted; what is denied, and what others say; what was thought, and what came out. */
const OPPOSITES: readonly (readonly [RegExp, RegExp])[] = [
  [/请求|诉请|主张|索赔/, /判决|支持|裁决|判令/],
  [/辩[称解]/, /证人/],
  [/立案时|初查|起初|原先/, /侦查终结|查证后|核实后|最终/],
];
const areOpposites = (one: string, other: string): boolean =>
  OPPOSITES.some(([asked, granted]) =>
    [
      [one, other],
      [other, one],
    ].some(([a = "", b = ""]) => asked.test(a) && granted.test(b) && !asked.test(b) && !granted.test(a)),
  );

/** The kind of what an amount is of, and which one of that kind: 医疗费, 误工费. */
const KIND = /(?<which>\p{Script=Han}{2})(?<kind>[费价税租]|资本|收入|支出|余额)(?:总额|金额|数额|共计|合计|人民币|[为是计共：])*$/u;
/** The longest words in which leads of one form differ: 张村上报, 李村上报. */
const LONGEST_ODD = 4;
const LEAST_SAME = 2;

/** Whether the leads of two amounts say alike what each is of, of two of a kind. */
function areParallel(one: string, other: string): boolean {
  const [own, its] = [KIND.exec(one)?.groups, KIND.exec(other)?.groups];
  if (own && its && own["kind"] === its["kind"] && own["which"] !== its["which"]) return true;
  let same = 0;
  while (same < one.length && same < other.length && one.at(-1 - same) === other.at(-1 - same)) same += 1;
  return same >= LEAST_SAME && [one, other].every(({ length }) => length > same && length - same <= LONGEST_ODD);
}

/** Is another one by its word. */
const ANOTHER =
  /(?:另[一外有笔加案]|另(?=付|给|送|收|借|赔|处|补|支)|其余|其他|别的|其它|同案|又(?=[在于从向给被到付交转借支送收拿])|转手|倒卖|加工后)[^，。；：\n]{0,14}$/;

const ANOTHER_FROM = /^(?:同案|同伙|另|其余|其他)|改(?:为|判|成)|变更为|调整[为至]|更正为/;

/** So near one to the other in a sentence two amounts are two, unless the second takes up the first. */
const CLOSE = 40;

/** Whether it is said that two amounts differ: beside one of them, further behind or between the two. */
export function isSaidToDiffer(text: string, one: Amount, other: Amount): boolean {
  const [first, last] = one.start < other.start ? [one, other] : [other, one];
  return (
    [first, last].some((each) => DIFFERS.test(`${leadOf(text, each).slice(-BEFORE)} ${restOf(text, each).slice(0, BEHIND)}`)) ||
    DIFFERS_LATER.test(text.slice(Math.max(first.end, last.start - LATER), last.end + LATER))
  );
}

/** The same, in one sentence. */
export const areSaidApart = (text: string, one: Amount, other: Amount): boolean =>
  !/[。！？\n]/.test(text.slice(Math.min(one.end, other.end), Math.max(one.start, other.start))) && isSaidToDiffer(text, one, other);

/** Whether two amounts stand side by side as two. A nought too many makes no other amount of one. */
export function areToldApart(text: string, one: Amount, other: Amount): boolean {
  const [first, last] = one.start < other.start ? [one, other] : [other, one];
  const [lead, itsLead] = [leadOf(text, first), leadOf(text, last)];
  const between = text.slice(first.end, last.start);
  const isInSameSentence = !/[。！？\n]/.test(between);
  if (areSaidApart(text, first, last)) return true;
  if (ANOTHER.test(itsLead) || ANOTHER_FROM.test(itsLead.trim())) return true;
  if (takesUp(text, last) || agrees(text, first, last)) return false;
  const isBeside = between.length < CLOSE && isInSameSentence && !isUnitLost(one.fen, other.fen);
  const [own, its] = [lead + behindOf(restOf(text, first)), itsLead + behindOf(restOf(text, last))];
  return (
    isBeside || areParallel(lead.trim(), itsLead.trim()) || areOpposites(own, its) || OPPOSED.some((kind) => isOpposed(own, its, kind))
  );
}
