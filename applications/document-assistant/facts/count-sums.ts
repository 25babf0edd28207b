import { amountsIn } from "./amounts.ts";
import { type Equation, holds } from "./equations.ts";
import { startOf } from "./sentences.ts";
import type { ToldCount } from "./told-counts.ts";

/** What parts of a sum are counted by: 三项共, 两笔合计, 四个渠道累计. */
const OF_PARTS = /^(?:项|笔|次|起|类|样|种|者|宗|回|件|台|部|辆|处|户|家|个[^，。；、0-9]{0,6})/;
/** What stands between the last part and the number of all. */
const BETWEEN = /^(?:[，、；。（）\s]{0,3}|[^，。；0-9]{1,8}，)[^，。；0-9]{0,6}$/;
/** How far behind the number its sum is told. */
const NEAR = 24;

/** How many parts a sum has that is told with their number right behind them: 3900元、8800元，两项共12700元. The sum is right, so the parts are. */
export function partsCounted(text: string, equations: readonly Equation[], told: ToldCount): number | null {
  const behind = text.slice(told.end, told.end + 24);
  if (!OF_PARTS.test(behind)) return null;
  const sum = equations.find(
    (each) =>
      holds(each) &&
      each.result === each.whole &&
      each.whole.start > told.end &&
      each.whole.start - told.end < NEAR &&
      amountsIn(text.slice(told.end, each.whole.start), 0).length === 0 &&
      !/[。\n]/.test(text.slice(told.end, each.whole.start)),
  );
  const last = sum?.parts.at(-1);
  if (!sum || !last || last.end > told.start) return null;
  // As many stand there, of which some make the sum by chance.
  if (amountsIn(text.slice(startOf(text, told.start, "。\n"), told.start), 0).length === told.count) return null;
  // A sum among them is of several.
  if (sum.parts.some(({ start }) => /(?:合计|共计|小计|累计|共|总计)(?:人民币|为|是)?$/.test(text.slice(Math.max(0, start - 8), start))))
    return null;
  return BETWEEN.test(text.slice(last.end, told.start)) || isOwnSentence(text, sum, told) ? sum.parts.length : null;
}

/** The number stands at the beginning of the sentence behind that of all parts. */
function isOwnSentence(text: string, { parts }: Equation, told: ToldCount): boolean {
  const [first, last] = [parts[0], parts.at(-1)];
  if (!first || !last) return false;
  const between = text.slice(last.end, told.start);
  return /^[^。\n0-9]{0,30}[。\n]\s*(?:以上|上述|上列|前述|这)?$/.test(between);
}

/** Right behind what is counted, up to the first of them: 笔：, 笔，分别为, 张银行卡分别转入. */
const OF_ACTS =
  /^[^，。；0-9]{0,12}?(?:[：:，]|[，、]?(?:分别|依次|各[自为])[为是有]?)?[^，。；：、0-9]{0,12}(?=[0-9一二两三四五六七八九十])/;
const OF_THINGS =
  /^[^，。；、0-9]{0,12}?(?:[，、][^，。；、0-9一二两三四五六七八九十]{0,6})?(?:分别|依次|各[自为])[^，。；：、0-9]{0,12}(?=[0-9一二两三四五六七八九十])/;
/** What is paid with a card may be paid with it several times; behind another number the amounts are of both. */
const OF_MORE =
  /(?:[用以持]|通过)[^，。；]{0,5}$|[0-9一二两三四五六七八九十]\p{Script=Han}{1,8}[、和及与]$|[0-9一二两三四五六七八九十][部台辆块张只件个条把枚头瓶箱包套袋份][^，。；]*、/u;
const NEXT = /^(?:元?(?:、|和|及|以及|，|、另)(?:人民币)?)$/;

/** Amounts enumerated right behind a number: 分三笔入账：1万元、2万元和3万元; of things one each: 两卡分别转入1万元和2万元. */
export function amountsCounted(text: string, told: ToldCount): number | null {
  const behind = text.slice(told.end, told.end + 240);
  const found = (told.of === "acts" ? OF_ACTS : OF_THINGS).exec(behind)?.[0];
  if (found === undefined || (told.of !== "acts" && OF_MORE.test(told.lead))) return null;
  const amounts = amountsIn(behind, 0);
  if (amounts[0]?.start !== found.length) return null;
  let count = 1;
  for (const [at, amount] of amounts.entries()) {
    const next = amounts[at + 1];
    if (!next || !NEXT.test(behind.slice(amount.end, next.start))) break;
    count += 1;
  }
  const last = amounts[count - 1];
  const isMore = last !== undefined && /^元?(?:和|及|以及)(?:零|没有)/.test(behind.slice(last.end));
  return count > 1 && !isMore ? count : null;
}
