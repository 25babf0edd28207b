import { readAmount } from "@yuejian/identifiers";
import type { CheckedDocument, CheckedParagraph } from "../document.ts";
import { readOnce } from "./read-once.ts";
import { numberOf } from "./written-number.ts";

export interface Amount {
  readonly fen: bigint;
  /** As it is written. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const FIGURES =
  "(?:[0-9][0-9,]*(?:\\.[0-9]+)? ?(?:亿|万)?(?:[0-9]{1,4}(?:千|百)?)?元|[0-9][0-9,]{2,}块(?:钱|(?=[，。；、？！]))|[¥￥] ?[0-9][0-9,]{2,}(?:\\.[0-9]+)?(?![0-9.,]*(?:[0-9]|万|亿| ?元)))";
const HAN = "[一二两三四五六七八九十][一二两三四五六七八九十百千万亿零〇]{0,14}元";
const AMOUNT = new RegExp(`(?<![0-9.,一二两三四五六七八九十百千万亿零〇])(?:${FIGURES}|${HAN})`, "g");
/** 三万余元, 约5000元, 以美元计: what is not told to the yuan cannot be added up. */
const INEXACT =
  /[0-9一二三四五六七八九十百千万亿](?:余|多|来|几|数)(?:万|千|百|亿)?元|数[十百千万]+元|(?:约|近|大概|左右|上下|不足|至少)(?:人民币|计|为)?[0-9一二三四五六七八九十][0-9.,一二三四五六七八九十百千万亿]*元|元(?:左右|上下|以上|以下|不等|余)|美元|美金|欧元|英镑|日元|韩元|港[元币]|澳[元币]|泰铢|卢布|泰达币|USDT|比特币/;

export const isInexact = (text: string): boolean => INEXACT.test(text);

/** Prices of one piece beside their number: 价值300元的千斤顶2台. */
const SEVERAL_PIECES =
  /元的?[^，。；、0-9]{1,12}(?:[2-9]|[1-9][0-9]+|[二两三四五六七八九十]+)(?:台|部|个|只|件|套|辆|条|瓶|箱|包|张|块|把|根|吨|斤|公斤|克|头|棵|株|份)/;
/** What each of several got or gave. */
const OF_EACH = /各(?:自|人|户)?[^，。；、：0-9各种类项]{0,8}[0-9]/;
/** Prices that are multiplied, and figures that are masked or not written as such: 50元/天×4天, ××.67元. */
const COMPUTED = /元[/／]|[×*÷+＋]|[0-9]．[0-9]/;

/** Interest that runs, which adds what no part tells. */
const INTEREST = /[月年日]息|利率|本息|(?:利息|违约金)(?!(?:为|计|共|人民币){0,3}[0-9])/;

/** What is told by its rate or its length in time. */
export const isComputed = (text: string): boolean => INTEREST.test(text) || COMPUTED.test(text);
/** What is told by its price, its rate or its length in time: no sum of what is told. */
export const isMultiplied = (text: string): boolean => SEVERAL_PIECES.test(text) || OF_EACH.test(text) || isComputed(text);

/** How many pieces an amount may be the price of, each: 价值300元的千斤顶2台. 1: of none. */
export function piecesBehind(text: string, { start, end }: Amount): number {
  const found = SEVERAL_PIECES.exec(text.slice(start, end + 20));
  const number = /([0-9]+|[二两三四五六七八九十]+)\p{Script=Han}{1,2}$/u.exec(found?.[0] ?? "")?.[1];
  return numberOf(number ?? "") || 1;
}

/** Every amount of a stretch of text that stands at `offset`. */
export const amountsIn = (text: string, offset: number): Amount[] =>
  [...text.matchAll(AMOUNT)].flatMap((found) => {
    // Commas in the wrong place are another fault: the digits tell the amount.
    const reading = readAmount(found[0].replaceAll(",", ""));
    const start = offset + found.index;
    return "code" in reading ? [] : [{ fen: reading.value, text: found[0], start, end: start + found[0].length }];
  });

/** Every amount of a document. */
export const amountsOf = readOnce(({ text }): readonly Amount[] => amountsIn(text, 0));

/** 共 before an amount: 共盗窃9000元, 共需191000元, and not 共同, 公共. */
const TOGETHER =
  "(?<![公同])共(?![同犯谋产党和享用青有])(?=[^0-9一二两三四五六七八九十。；，、：\\n]{0,8}(?:[0-9]|[一二两三四五六七八九十]{1,2}[百千万]))";
const TOTAL = new RegExp(
  `(?:共计|合计|总计|总共|一共|合共|小计|总价值|总值|总价|总金额|总数额|总额|总和|总数|累计|通共|加起来|加在一起|合起来|相加|之和|${TOGETHER})[^0-9。；\\n]{0,18}?(?:人民币)?(?<amount>${FIGURES}|${HAN})`,
  "g",
);

/** Every total that a text tells. */
export const totalsIn = (text: string): Amount[] =>
  [...text.matchAll(TOTAL)].flatMap((found) => {
    const written = found.groups?.["amount"] ?? "";
    const reading = readAmount(written.replaceAll(",", ""));
    const end = found.index + found[0].length;
    return "code" in reading ? [] : [{ fen: reading.value, text: written, start: end - written.length, end }];
  });

/** Those of a document. */
export const totalsOf = readOnce(({ text }): readonly Amount[] => totalsIn(text));

/** An amount in the unit of another: 436.5万元, 3200元. */
export function writtenLike(fen: bigint, like: string): string {
  // A cell of a table.
  if (!like.endsWith("元"))
    return writtenLike(fen, `${like}元`).replace(/元$/, "") + (like.endsWith(".00") && fen % 100n === 0n ? ".00" : "");
  const isInTenThousands = /^[0-9.,]+万元$/.test(like) && fen % 10_000n === 0n;
  const [whole, rest] = isInTenThousands
    ? [fen / 1_000_000n, String(fen % 1_000_000n).padStart(6, "0")]
    : [fen / 100n, String(fen % 100n).padStart(2, "0")];
  const fraction = rest.replace(/0+$/, "");
  return `${whole}${fraction === "" ? "" : `.${isInTenThousands ? fraction : rest}`}${isInTenThousands ? "万" : ""}元`;
}

export interface Listing {
  /** One amount of each item. */
  readonly amounts: readonly Amount[];
  readonly items: number;
  /** Where the items begin and end. */
  readonly start: number;
  readonly end: number;
  /** Some item tells no amount, several, or one that is not exact: the list cannot be added up. */
  readonly isWhole: boolean;
  /** Its numbers begin with one and go on one by one. */
  readonly isSound: boolean;
}

const ITEM =
  /^\s*(?:（(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})）|[0-9]{1,2}[.．、](?=[12][0-9]{3}[年.．-]|[0-9]{1,2}月|[^0-9])|第[一二三四五六七八九十]{1,3}[起次笔]|[①-⑳])/;
/** Shares of what was taken, prices of one piece, what an amount is made up of, what was paid back: told beside the parts of a total. */
export const NO_PART =
  /(?:分得|分赃|获利|(?:卖|销售|销赃|处置)[^，。；]{0,4}得款|销赃|违法所得|每[^，。；]{0,4}|单价|均价|其中[^，。；]{0,14}|罚款|罚金|工资|已退|退还|退赔|退赃|赔偿(?!金)|余款|剩余|尚欠|扣押|追回|返还|押金|定金|佣金|好处费|手续费|报酬|卖得|变卖|销售给[^，。；]{0,10})[^，。；0-9]{0,8}$|以(?:人民币|每.{1,3})?$/;

/** What one act came to: 该起盗窃数额为2600元. */
export const OF_ONE =
  /(?:该|本|此)(?:起|次|笔|宗|节|单|案)[^，。；：0-9]{0,8}(?:数额|金额|价值|损失|总值|所得)[^，。；：0-9]{0,6}(?=[0-9一二两三四五六七八九十])/g;

/** The amount that an item is about: the only one, or the sum that it tells itself. */
export function amountOfItem(text: string, start: number): Amount | null {
  if (isInexact(text)) return null;
  const [act, ...acts] = [...text.matchAll(OF_ONE)].map((found) => found.index + found[0].length);
  if (act !== undefined && acts.length === 0) return amountsIn(text, start).find((each) => each.start === start + act) ?? null;
  const totals = totalsIn(text);
  const [total] = totals;
  if (total && totals.length === 1) return { ...total, start: start + total.start, end: start + total.end };
  const parts = amountsIn(text, start).filter(
    (part) => !NO_PART.test(text.slice(Math.max(0, part.start - start - 16), part.start - start)),
  );
  const [only] = parts;
  return only && parts.length === 1 ? only : null;
}

const numberIn = (marker: string): number => numberOf(/[0-9]+|[一二三四五六七八九十]+|[①-⑳]/.exec(marker)?.[0] ?? "");

const formOf = (marker: string): string => marker.replaceAll(/[0-9一二三四五六七八九十①-⑳\s]/g, "");

/** How many paragraphs may stand between two items. */
const MOST_BETWEEN = 4;

/** Whether a list goes on behind a paragraph with its next number. */
function isContinued(
  paragraphs: readonly CheckedParagraph[],
  at: number,
  { form, number }: { readonly form: string; readonly number: number },
): boolean {
  for (const { text } of paragraphs.slice(at + 1, at + 1 + MOST_BETWEEN)) {
    const marker = ITEM.exec(text)?.[0];
    if (marker !== undefined) return formOf(marker) === form && numberIn(marker) === number + 1;
  }
  return false;
}

/** Items that each tell one amount: paragraphs with numbers of one form, rows of a table, or clauses of a paragraph between semicolons. */
export const listingsIn = readOnce(({ paragraphs }): readonly Listing[] => {
  const found: Listing[] = [];
  let run = null as { form: string; items: (Amount | null)[]; start: number; end: number; number: number; isSound: boolean } | null;
  const close = (): void => {
    if (run && run.items.length >= 2) {
      const amounts = run.items.flatMap((each) => each ?? []);
      found.push({
        amounts,
        items: run.items.length,
        start: run.start,
        end: run.end,
        isWhole: amounts.length === run.items.length,
        isSound: run.isSound,
      });
    }
    run = null;
  };
  for (const [at, { text, start }] of paragraphs.entries()) {
    const marker = ITEM.exec(text)?.[0];
    // A row of a table: a few words and an amount.
    const isRow =
      marker === undefined &&
      /^[^。；，]{0,30}?[0-9][0-9,.]*(?:万|亿)?元{1,2}\s*$/.test(text) &&
      !/^\s*(?:合计|总计|共计|小计|总)/.test(text);
    const form = (marker === undefined ? null : formOf(marker)) ?? (isRow ? "row" : null);
    // The name of a row may stand in a cell of its own.
    if (
      form === null &&
      run?.form === "row" &&
      text.trim().length < 20 &&
      !/[。：；0-9]/.test(text) &&
      !/^\s*(?:合计|总计|共计|小计|总)/.test(text)
    )
      continue;
    const number = marker === undefined ? 0 : numberIn(marker);
    // What stands between two items, the evidence of the first, ends no list that goes on counting.
    if (form === null && run && run.number > 0 && !totalsIn(text).length && isContinued(paragraphs, at, run)) continue;
    const isAgain = run !== null && form === run.form && run.number > 0 && number <= run.number;
    if (isAgain && run) run.isSound = false;
    if (form === null || form !== run?.form || isAgain) close();
    if (form !== null) {
      run ??= { form, items: [], start, end: start, number: number - 1, isSound: !isAgain && number <= 1 };
      run.isSound &&= number === 0 || number === run.number + 1;
      run.items.push(amountOfItem(text, start));
      run.end = start + text.length;
      run.number = number;
      continue;
    }
    const sentence = text.split("。", 1)[0] ?? "";
    const clauses = sentence.split("；");
    if (clauses.length < 2) continue;
    let offset = start;
    const each = clauses.map((clause) => {
      const amount = amountOfItem(clause, offset);
      offset += clause.length + 1;
      return amount;
    });
    const amounts = each.flatMap((amount) => amount ?? []);
    if (amounts.length === each.length)
      found.push({ amounts, items: each.length, start, end: start + sentence.length, isWhole: true, isSound: true });
  }
  close();
  return found;
});

/** The amounts of lists that can be added up. */
export const amountsOfLists = (document: CheckedDocument): Amount[] =>
  listingsIn(document).flatMap(({ amounts, isWhole }) => (isWhole && amounts.length > 1 ? amounts : []));
