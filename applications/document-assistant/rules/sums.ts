import { writeHanNumber } from "@yuejian/identifiers";
import type { CheckedDocument } from "../document.ts";
import { amongWholes, dividedBehind, runsSummed, sharedOut } from "../facts/among.ts";
import {
  type Amount,
  amountsIn,
  amountsOf,
  isInexact,
  isMultiplied,
  type Listing,
  listingsIn,
  NO_PART,
  totalsIn,
  writtenLike,
} from "../facts/amounts.ts";
import { isLeftBy, isRightResult, wrongResults } from "../facts/announced.ts";
import { sumsByNames } from "../facts/by-names.ts";
import { ofOrdinals } from "../facts/by-ordinals.ts";
import { countedAgain, housesBefore, namedBefore, namedBeside, togetherBefore } from "../facts/count-again.ts";
import { countsOfKinds } from "../facts/count-categories.ts";
import { enumeratedBeside } from "../facts/count-enumerated.ts";
import { countIntroduced } from "../facts/count-introduced.ts";
import { countsRetold } from "../facts/count-retold.ts";
import { areNumberedBefore, toldSingly } from "../facts/count-singly.ts";
import { countsOfSpans } from "../facts/count-spans.ts";
import { amountsCounted, partsCounted } from "../facts/count-sums.ts";
import { waysOf } from "../facts/count-ways.ts";
import { countsOfParts, type OtherCount } from "../facts/counted-parts.ts";
import { countedTotals } from "../facts/counted-totals.ts";
import { listedFor } from "../facts/counts.ts";
import { enumerated, mayHoldMore } from "../facts/enumerated.ts";
import { canBeMade, type Equation, equationsIn, holds, isSumOfSome, sumOf } from "../facts/equations.ts";
import { type Figure, writtenAs } from "../facts/figures.ts";
import { introduced, summedBehind } from "../facts/introduced.ts";
import { inUnit, type Measured, measuredIn } from "../facts/measures.ts";
import { isMistyped, mentionsIn } from "../facts/mentions.ts";
import { nearSums } from "../facts/near-sums.ts";
import { nounSums } from "../facts/noun-sums.ts";
import { headSums, mixedSums } from "../facts/quantities.ts";
import { readOnce } from "../facts/read-once.ts";
import { repairsOf } from "../facts/repairs.ts";
import { restsTold } from "../facts/rests.ts";
import { wrongCells } from "../facts/result-tables.ts";
import { startOf } from "../facts/sentences.ts";
import { seriesSums } from "../facts/series-sums.ts";
import { complements, sharesBehind, splits } from "../facts/shares.ts";
import { stocks } from "../facts/stocks.ts";
import { countsTold } from "../facts/told-counts.ts";
import { workedOut } from "../facts/worked-out.ts";
import { figuresOf } from "../facts/workings.ts";
import { numberLike, numberOf } from "../facts/written-number.ts";
import type { DocumentRule, RuleHit } from "../rule.ts";

const COUNT =
  /(?:共|以上|作案|合计|共计)(?:计|实施|作案|盗窃|诈骗)?[^0-9一二三四五六七八九十。；，\n]{0,6}([0-9]{1,3}|[一二三四五六七八九十]{1,3})(?:起|次|笔)/g;

/** How far behind its items a sum stands. */
const NEAR = 400;

/** What is paid back, held or left over, or earned by it, is no total of the items before it. */
const OTHER_TOTAL =
  /退赔|退还|退赃|退出|返还|扣押|冻结|追回|缴纳|支付|罚款|罚金|补偿|赔偿|垫付|剩余|尚欠|余额|每|平均|人均|获利|违法所得|所得|销赃|佣金|报酬|提成|手续费|好处费|利息|工资|未遂|归还|分得|押金|保证金|医疗费|误工费/;
/** What is taken off: the sum may be that of the others less these. */
const LESS = /扣除|减去|抵扣|抵销|抵消|除去|冲抵|剔除|核减|不计|不包括|不含|以外|除.{1,20}外/;
/** Somebody's part in what was done. */
const TAKES_PART = /参与|单独|分别|各自|其中/;
/** A sum that is so many times what the parts make, or they it, is one of other things. */
const APART = 3n;
const APART_BESIDE = 10n;

/** A day of its own tells of something else than the list before, unless the list is named. */
const OWN_DAY = /[0-9]{1,2}月[0-9]{1,2}日/;
const TAKES_UP = /以上|上述|综上|前述/;

interface Parts {
  readonly amounts: readonly Amount[];
  /** Other sums that are right here: the lists together, a subtotal told again. */
  readonly also: readonly bigint[];
}

const NONE: Parts = { amounts: [], also: [] };

/** Sums of sentences and lists, as they are told. */
function* toldIn(document: CheckedDocument): Generator<Equation> {
  const { text } = document;
  const lists = listingsIn(document);
  const totals = totalsIn(text);
  const subtotals = new Set(totals.map(({ start }) => start));
  for (const total of totals) {
    const sentence = startOf(text, total.start, "。\n");
    const lead = text.slice(sentence, total.start);
    if (isInexact(text.slice(sentence, total.end + 4)) || isMultiplied(lead)) continue;
    // 其余三人共分得5500元: of the others.
    if (/(?:其余|其他|余下)[^，。；]{0,8}$/.test(lead)) continue;
    const amounts = amountsIn(lead, sentence);
    // What somebody gained in several ways is the whole of what was gained.
    const isGain = /(?:违法所得|获利|所得)(?:数额|金额|合计|共计|一共|总计|累计|共|为|总额)*$/.test(text.slice(sentence, total.start));
    const likely = isGain ? amounts : amounts.filter((part) => !NO_PART.test(text.slice(Math.max(sentence, part.start - 16), part.start)));
    // What looks like no part is one after all where the whole needs it.
    const isAll = [amounts, likely].map(sumOf).map((sum) => sum === total.fen || isMistyped(sum, total.fen));
    const own = likely.length > 0 && isAll[0] === true && isAll[1] === false ? amounts : likely;
    const parts = partsOf(text, own, subtotals) ?? spoken(text, total, sentence) ?? listed(lists, { text, lead, sentence });
    const [first] = parts.amounts;
    if (!first || (first.start >= sentence && !/[、，；]/.test(lead))) continue;
    const sum = sumOf(parts.amounts);
    if (sum === total.fen) {
      yield { parts: parts.amounts, whole: total, result: total };
      continue;
    }
    if (/[余欠][^，。；0-9]{0,8}$/.test(lead.slice(-12)) || /余下|剩余|尚欠/.test(text.slice(Math.max(0, total.start - 12), total.start)))
      continue;
    const apart = first.start >= sentence && parts.amounts.length > 1 ? APART_BESIDE : APART;
    if (parts.also.includes(total.fen) || sum > total.fen * apart || total.fen > sum * apart) continue;
    if (isSumOfSome(total.fen, amounts) || (total.fen > sum && first.start >= sentence && mayHoldMore(text, parts.amounts, total)))
      continue;
    if ((LESS.test(lead) || own.length < amounts.length) && canBeMade(total.fen, amounts.length < 2 ? parts.amounts : amounts)) continue;
    yield { parts: parts.amounts, whole: total, result: total };
  }
  yield* shares(text, totals);
}

const SPOKEN = /加起来|加在一起|合起来/;

/** In speech the parts are told in sentences of their own: 给了我3000元。后来又给了5000元。加起来8000元。 */
function spoken(text: string, total: Amount, sentence: number): Parts | null {
  const line = text.lastIndexOf("\n", sentence) + 1;
  if (line >= sentence || !SPOKEN.test(text.slice(sentence, total.start))) return null;
  const before = text.lastIndexOf("。", sentence - 2) + 1;
  const amounts = amountsIn(text.slice(Math.max(line, before), sentence), Math.max(line, before));
  return amounts.length < 2 || isInexact(text.slice(Math.max(line, before), sentence)) ? null : { amounts, also: [] };
}

/** Of longer texts, collections of many documents, groups are not compared each with each. */
const LONGEST = 200_000;

/** Every sum that a document tells, each once. */
export const sumsIn = readOnce((document): readonly Equation[] => {
  const seen = new Set<number>();
  // What a table adds up is not read as a list besides.
  const tables = equationsIn(document);
  const wholes = new Set(tables.flatMap((each) => (holds(each) ? [each.whole.fen] : [])));
  const isAgain = (each: Equation): boolean => !holds(each) && wholes.has(each.whole.fen) && !isBeside(document.text, each);
  const beside = [...enumerated(document)];
  const known = new Set(beside.map(({ result }) => result.start));
  const told = [...tables, ...beside, ...[...toldIn(document)].filter((each) => !known.has(each.result.start) && !isAgain(each))];
  const worked = [
    ...told,
    ...workedOut(
      document.text,
      told.toSorted((one, other) => one.result.start - other.result.start),
    ),
  ];
  const named = [...worked, ...nounSums(document, new Set(worked.map(({ result }) => result.start)))];
  const of = (found: readonly Equation[]): Set<number> => new Set(found.map(({ result }) => result.start));
  if (document.text.length <= LONGEST) {
    named.push(...introduced(document, of(named)), ...summedBehind(document, named));
    named.push(...countedTotals(document, named));
    named.push(...ofOrdinals(document, of(named)));
    named.push(...sharesBehind(document, named), ...complements(document, of(named)));
    named.push(...stocks(document, of(named)));
    named.push(...amongWholes(document, of(named)));
    named.push(...sumsByNames(document, of(named)));
    named.push(...dividedBehind(document, of(named)));
    named.push(...sharedOut(document, of(named.filter(({ parts, whole }) => (parts[0]?.start ?? 0) > whole.start))));
    named.push(...runsSummed(document, of(named)));
    named.push(...seriesSums(document, of(named.filter(({ parts, whole }) => (parts[0]?.start ?? 0) < whole.start))));
    named.push(...splits(document, named));
    named.push(...restsTold(document, named));
  }
  return [...named, ...nearSums(document, named)].filter((each) => {
    const { parts, result } = each;
    if (!holds(each) && hasNearerWhole(amountsOf(document), each)) return false;
    // What is told of it before it and behind it are two sums.
    const place = (parts[0]?.start ?? 0) < result.start ? result.start : -1 - result.start;
    const isNew = !seen.has(place);
    seen.add(place);
    return isNew;
  });
});

/** 线索142件，立案96件。从领域看，…: an amount that the parts do make stands between them and what they are held against. */
function hasNearerWhole(all: readonly Amount[], { parts, whole }: Equation): boolean {
  const first = parts[0]?.start ?? 0;
  const sum = sumOf(parts);
  return parts.length > 1 && all.some(({ fen, start, end }) => fen === sum && start >= whole.end && end <= first);
}

/** Whether the parts of a sum stand in its own sentence. */
const isBeside = (text: string, { parts, whole }: Equation): boolean =>
  parts.every(({ start }) => start < whole.start && !/[。\n]/.test(text.slice(start, whole.start)));

const measured = readOnce((document): readonly Measured[] => [...measuredIn(document)]);

/** What is told to be the result of others: by its sums, and by what its words say of how it comes about. */
function sums(document: CheckedDocument): RuleHit[] {
  const hits = [...addedUp(document)];
  const right = new Set([document, ...measured(document).map((each) => each.document)].flatMap(rightResults));
  for (const { figure, meant, announced } of wrongResults(document)) {
    const members = [announced.result, ...figuresOf(announced.working)];
    if (right.has(announced.result.start) || hits.some((hit) => members.some(({ start, end }) => start < hit.end && hit.start < end)))
      continue;
    hits.push(outOfReach(figure, writtenAs(meant, figure), announced.result));
  }
  for (const { figure, meant, result } of wrongCells(document))
    if (!hits.some((hit) => figure.start < hit.end && hit.start < figure.end))
      hits.push(outOfReach(figure, writtenAs(meant, figure), result));
  return hits;
}

const rightResults = (document: CheckedDocument): number[] => sumsIn(document).flatMap((each) => (holds(each) ? [each.result.start] : []));

const outOfReach = (figure: Figure, meant: string, result: Figure): RuleHit => ({
  start: figure.start,
  end: figure.end,
  suggestion: meant,
  reason:
    figure === result
      ? { zh: `按前文所述，这里应为 ${meant}，不是 ${figure.text}`, en: `by what is told before it this is ${meant}, not ${figure.text}` }
      : {
          zh: `要得出 ${result.text}，这里应为 ${meant}，不是 ${figure.text}`,
          en: `for ${result.text} this has to be ${meant}, not ${figure.text}`,
        },
});

function* addedUp(document: CheckedDocument): Generator<RuleHit> {
  for (const { members, places, ...hit } of wrongSums(document))
    if (!isLeftBy(document, members) && !places.some((each) => isRightResult(document, each))) yield hit;
  yield* headed(document);
  // Weights, areas and numbers are added up as money is; of one that is another number than what is listed for it that is told.
  let charged: ReadonlySet<number> | null = null;
  for (const { unit, document: shadow } of measured(document))
    for (const { suggestion, reason, members, places, ...place } of wrongSums(shadow)) {
      if (places.some((each) => isRightResult(document, each))) continue;
      charged ??= new Set(Array.from(counts(document), ({ start }) => start));
      if (members.some(({ start }) => start !== place.start && charged?.has(start))) continue;
      yield {
        start: place.start,
        end: place.end + unit.length - 1,
        suggestion: suggestion === null ? null : inUnit(suggestion, unit),
        reason: { zh: inUnit(reason.zh, unit), en: inUnit(reason.en, unit) },
      };
    }
}

function* headed(document: CheckedDocument): Generator<RuleHit> {
  for (const { whole, sum } of [...headSums(document), ...mixedSums(document)])
    yield {
      start: whole.start,
      end: whole.end,
      suggestion: String(sum),
      reason: { zh: `前面各项相加是 ${sum}，不是 ${whole.text}`, en: `the parts before it make ${sum}, not ${whole.text}` },
    };
}

function* wrongSums(
  document: CheckedDocument,
): Generator<RuleHit & { readonly members: readonly Amount[]; readonly places: readonly Amount[] }> {
  const equations = sumsIn(document);
  if (equations.every(holds)) return;
  for (const { amount, right, equation } of repairsOf(equations, mentionsIn(document)))
    yield { ...wrong(amount, right, equation), members: [...equation.parts, equation.whole], places: [equation.whole, equation.result] };
}

const wrong = (amount: Amount, right: bigint, { parts, whole }: Equation): RuleHit => {
  const { start, end, text } = amount;
  const meant = writtenLike(right, text);
  return {
    start,
    end,
    suggestion: meant,
    reason:
      amount === whole
        ? { zh: `${parts.length} 项相加是 ${meant}，不是 ${text}`, en: `the ${parts.length} parts make ${meant}, not ${text}` }
        : { zh: `要得出 ${whole.text}，这里应为 ${meant}，不是 ${text}`, en: `for ${whole.text} this has to be ${meant}, not ${text}` },
  };
};

/** Parts in the same sentence. A subtotal among them is no part; it may be told again, or what follows it be added up. Null: there is none. */
function partsOf(text: string, own: readonly Amount[], subtotals: ReadonlySet<number>): Parts | null {
  if (own.length < 2) return own.length === 1 ? NONE : null;
  const amounts = own.filter(({ start }) => !subtotals.has(start));
  const last = own.findLast(({ start }) => subtotals.has(start));
  if (amounts.length < 2) return NONE;
  // Told twice in other words: 3000元（叁仟元）, 单价 beside 总价.
  if (
    new Set(amounts.map(({ fen }) => fen)).size === 1 &&
    amounts.length === 2 &&
    /[（(]/.test(text.slice(amounts[0]?.end, amounts[1]?.start))
  )
    return NONE;
  const behind = last ? amounts.filter(({ start }) => start > last.start) : [];
  return { amounts, also: last ? [last.fen, sumOf(behind), last.fen + sumOf(behind)] : [] };
}

/** The items before a sentence: the last list, or several lists together. */
function listed(
  lists: readonly Listing[],
  { text, lead, sentence }: { readonly text: string; readonly lead: string; readonly sentence: number },
): Parts {
  const list = lists.findLast((each) => each.end <= sentence && sentence - each.end <= NEAR);
  if (!list?.isWhole || OTHER_TOTAL.test(lead) || TAKES_PART.test(lead)) return NONE;
  if (isInexact(text.slice(list.start, list.end)) || (OWN_DAY.test(lead) && !TAKES_UP.test(lead))) return NONE;
  // 共作案二起: not of the whole list.
  const count = [...lead.matchAll(COUNT)].at(-1)?.[1];
  if (count !== undefined && numberOf(count) !== list.items && numberOf(count) < list.items - 1) return NONE;
  let all = 0n;
  const also = lists
    .filter((each) => each.end <= sentence)
    .toReversed()
    .map(({ amounts }) => {
      all += sumOf(amounts);
      return all;
    });
  return { amounts: list.amounts, also };
}

/** Told beside shares and none of them. */
const OF_OTHERS = /(?:每|单价|均价|利息|其中[^，、]{0,12}其中)[^，。；、0-9]{0,8}$/;
const OF_OTHERS_OR_PAID_BACK = /(?:每|单价|均价|退|赔|已|利息|其中[^，、]{0,12}其中)[^，。；、0-9]{0,8}$/;

/** What follows a total and its capitals: 共计8000元（大写：捌仟元整），明细为：. The length of a unit may stand between. */
const MADE_UP_OF =
  /^\u2063*(?:（(?:大写|人民币)[^（）]*）)?[，,（(]?(?:其中|包括|分别为|分别是|即|(?:明细|具体|构成)(?:如下|情况|为|是)*[：:为是])/;
const ALL_OF_IT = /分别|即|明细|具体|构成/;
/** The last of them is whatever the others are not. */
const OTHERS = /(?:其他|其它|其余|余下|剩余)[^，。；、0-9]{0,8}$/;

/** 共计8000元，其中甲5000元、乙4000元: what a total is made up of cannot be more than it is. */
function* shares(text: string, totals: readonly Amount[]): Generator<Equation> {
  for (const total of totals) {
    const behind = text.slice(total.end, total.end + 160).split(/[。；\n]/, 1)[0] ?? "";
    const found = MADE_UP_OF.exec(behind);
    if (!found || isInexact(behind) || totals.some(({ start }) => start > total.end && start < total.end + behind.length)) continue;
    const isPaidBack = /[退赔还]/.test(text.slice(Math.max(0, total.start - 10), total.start));
    const other = isPaidBack ? OF_OTHERS : OF_OTHERS_OR_PAID_BACK;
    const from = total.end + found[0].length;
    const parts = amountsIn(behind.slice(found[0].length).split(/[）)]/, 1)[0] ?? "", from).filter(
      (part) => !other.test(text.slice(Math.max(total.end, part.start - 14), part.start)),
    );
    const sum = sumOf(parts);
    const isRest = OTHERS.test(text.slice(from, parts.at(-1)?.start));
    if (parts.length < 2 || (sum !== total.fen && !isRest && canBeMade(total.fen, parts))) continue;
    const isAll = isRest || ALL_OF_IT.test(found[0]);
    if (sum >= total.fen ? sum < total.fen * APART : isAll && !/等/.test(behind)) yield { parts, whole: total, result: total };
  }
}

function* counts(document: CheckedDocument): Generator<RuleHit> {
  const equations = sumsIn(document);
  const isLong = document.text.length > LONGEST;
  const charged = new Set<number>();
  const ofKinds = isLong ? [] : countsOfKinds(document);
  const settled = new Set(ofKinds.map(({ mention }) => mention.start));
  for (const told of countsTold(document)) {
    if (settled.has(told.start)) continue;
    const listed = isLong
      ? []
      : [partsCounted(document.text, equations, told), amountsCounted(document.text, told)].flatMap((each) => each ?? []);
    listed.push(...listedFor(document, told));
    if (!isLong) listed.push(...enumeratedBeside(document, told));
    const beside = isLong
      ? null
      : (namedBeside(document, told) ??
        countedAgain(document, told) ??
        namedBefore(document, told) ??
        togetherBefore(document, told) ??
        housesBefore(document, told));
    if (beside !== null) listed.push(beside);
    else if (!isLong) listed.push(...toldSingly(document, told), ...[countIntroduced(document, told)].flatMap((each) => each ?? []));
    const { sure, perhaps } = isLong ? { sure: [], perhaps: [] } : waysOf(document, told);
    if (told.of === "acts" && areNumberedBefore(document.text, told)) continue;
    const [items] = [...listed, ...sure];
    if (items === undefined || [...listed, ...sure, ...(listed.length > 0 ? [] : perhaps)].includes(told.count)) continue;
    charged.add(told.start);
    yield {
      start: told.start,
      end: told.end,
      suggestion: /[0-9]/.test(told.text) ? String(items) : writeHanNumber(items),
      reason: { zh: `列出的是 ${items} 项，这里写 ${told.count}`, en: `${items} are listed, ${told.count} are told here` },
    };
  }
  yield* otherCounts(
    [
      ...ofKinds.filter(({ isRight }) => !isRight),
      ...countsOfParts(document),
      ...(isLong ? [] : [...countsRetold(document), ...countsOfSpans(document)]),
    ],
    charged,
  );
}

/** Numbers that the parts beside them or the rows of a table do not make. */
function* otherCounts(all: readonly OtherCount[], charged: Set<number>): Generator<RuleHit> {
  for (const { mention, meant } of all) {
    if (charged.has(mention.start)) continue;
    charged.add(mention.start);
    const right = numberLike(meant, mention.text);
    yield {
      start: mention.start,
      end: mention.end,
      suggestion: right,
      reason: {
        zh: `按前后所述，这里应为 ${right}，不是 ${mention.text}`,
        en: `by what is told beside it this has to be ${right}, not ${mention.text}`,
      },
    };
  }
}

export const SUM_RULES: readonly DocumentRule[] = [
  {
    id: "sum-wrong",
    title: { zh: "合计不等于各项之和", en: "Total that its parts do not make" },
    severity: "error",
    source: null,
    find: sums,
  },
  {
    id: "count-wrong",
    title: { zh: "项数与所列不符", en: "Number of items that are not so many" },
    severity: "warning",
    source: null,
    find: counts,
  },
];
