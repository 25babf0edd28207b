import type { Figure } from "./figures.ts";
import { ratesOf } from "./result-rates.ts";
import { firstOf, inOrder, isInRow, isOf, isSame, labelOf, type Stretch, termsOf, timesOf, worthOf } from "./result-terms.ts";
import {
  AMONG,
  AVERAGE,
  BY_ITSELF,
  behindOf,
  clauseOf,
  DIFFERENCE,
  IS_REST,
  LACKS,
  leadOf,
  NO_RESULT,
  OF_BOTH,
  questionOf,
  REST,
  RESULT,
  SUM,
  signOf,
  subjectOf,
  WHOLE_WORDS,
  WORKED_OUT,
} from "./result-words.ts";
import { startOf } from "./sentences.ts";
import { isClose, made, multiplied, negated, sumOfTerms, type Term, termOf, type Way, type Working } from "./workings.ts";

const through = (terms: readonly Term[], over: readonly Figure[], overTimes = 1): Working => ({ terms, over, overTimes });
const sumOf = (terms: readonly Term[]): number => made(sumOfTerms(terms));

interface Said {
  readonly isSum: boolean;
  readonly isRest: boolean;
  readonly isDifference: boolean;
  readonly isResult: boolean;
  /** Worked out by multiplying, and told as nothing else. */
  readonly isWorkedOut: boolean;
}

/** The ways in which a result may come about of the figures of a stretch. */
export function* waysOf(stretch: Stretch): Generator<Way> {
  const { text, result } = stretch;
  const question = questionOf(text, result);
  const lead = question + leadOf(text, result);
  const clause = question === "" ? clauseOf(text, result) : question;
  if (result.unit === "%") {
    yield* ratesOf(stretch, clause);
    return;
  }
  const { terms, left } = termsOf(stretch);
  const all = inOrder([...terms, ...left]);
  yield* named(stretch, all);
  yield* areas(stretch);
  yield* quotients(stretch);
  if (terms.length === 0 || NO_RESULT.test(lead)) return;
  if (AVERAGE.test(clause) || result.per.length > 0) {
    yield* averages(stretch, terms, clause);
    return;
  }
  const said: Said = {
    isSum: SUM.test(clause) || SUM.test(lead),
    isRest: REST.test(lead) || IS_REST.test(behindOf(text, result)),
    isDifference: DIFFERENCE.test(clause),
    isResult: RESULT.test(lead),
    isWorkedOut: WORKED_OUT.test(lead) && !BY_ITSELF.test(lead),
  };
  yield* sharesOf(stretch, terms, said);
  if (terms.some(({ factors }) => factors.length > 1)) yield* products(stretch, terms, said);
  if (said.isSum && terms.length > 1) yield* sumsOf(stretch, terms, left);
  if (said.isRest || said.isDifference) {
    yield* rests(stretch, all, said);
    if (left.length > 0) yield* rests(stretch, terms, { ...said, isRest: false });
  }
  yield* complements(stretch, terms);
}

/** Takes up what is told in other sentences. */
const TAKES_UP =
  /综上|以上|上述|前述|上列|合起来|加起来|加在一起|凑|全|总|[两二三四五六七八九十0-9](?:次|笔|起|项|处|户|人|家|个|年|月|天|种|类|者|包|批|期|季度|部分|方面)/;
const PAID_BACK = /退|赔|还|销赃|卖得|获利|罚/;

function* sumsOf(stretch: Stretch, terms: readonly Term[], left: readonly Term[]): Generator<Way> {
  const { text, result } = stretch;
  const sentence = startOf(text, result.start, "。；\n");
  const lead = text.slice(sentence, result.start);
  const isOwn = terms.every(({ factors }) => factors.every(({ start }) => start >= sentence));
  const areExact = left.every(({ factors }) => factors.every(({ isInexact }) => !isInexact));
  const isTaken = isOwn || TAKES_UP.test(lead) || questionOf(text, result) !== "";
  const isSaid = areExact && isTaken && terms.every(({ factors: [each] }) => each && isPart(text, each, result));
  // What is among others was added once more.
  const isTwice =
    isTaken &&
    left.some((each) => each.factors.every(({ isInexact }) => !isInexact) && isClose(worthOf(each) + sumOf(terms), result.value));
  const isSpoken = terms.every(({ factors }) => factors.every((each) => each.unit === ""));
  const isPlain =
    (isOwn || isSpoken) && left.length === 0 && SUM.test(clauseOf(text, result)) && !AMONG.test(lead) && areAllUsed(stretch, terms);
  yield { kind: "sum", working: sumOfTerms(terms), isSaid, isSure: isSaid && isPlain };
  if (isTwice) yield { kind: "named", working: sumOfTerms(terms), isSaid: true, isSure: true };
  const last = terms.at(-1);
  if (last?.factors[0] && terms.length > 2 && OF_BOTH.test(clauseOf(text, last.factors[0])))
    yield { kind: "sum", working: sumOfTerms([...terms.slice(0, -1), ...negated([last])]), isSaid: true };
}

const isPart = (text: string, figure: Figure, result: Figure): boolean =>
  (!PAID_BACK.test(clauseOf(text, figure)) && !clauseOf(text, figure).endsWith("各")) || PAID_BACK.test(clauseOf(text, result));

/** The larger less the smaller. */
function apart(one: Term, other: Term): Working {
  return worthOf(one) > worthOf(other) ? sumOfTerms([one, ...negated([other])]) : sumOfTerms([other, ...negated([one])]);
}

const IN_EQUAL_PARTS = /平均|平分|均分|人均|等分|分(?:[0-9]+|[二两三四五六七八九十]+)(?:期|个月|次|年)[^，。；]{0,4}[还付缴]清/;
const TAKEN_OFF = /扣除|余款|余下|剩|除去|减去|净|刨去|去掉/;

/** Through the number that is told, or through as many as are told. */
function* averages({ text, figures, result }: Stretch, terms: readonly Term[], clause: string): Generator<Way> {
  const counts = figures.filter((each) => !isSame(each, result) && each.unit !== "%" && each.value > 1 && each.per.length === 0);
  const own = counts.filter((each) => result.per.some((word) => isOf(word, each)));
  const people = /人/.test(clause) ? counts.filter(({ unit }) => /^[人户]$/.test(unit)) : counts;
  const count = own.at(-1) ?? (/[月日天年季周次]均/.test(clause) ? undefined : people.at(-1));
  const plain = terms.filter(({ factors }) => (result.per.length === 0 || factors.length === 1) && (!count || !factors.includes(count)));
  if (plain.length === 0) return;
  if (!count) {
    if (plain.length > 2 && /均/.test(clause)) yield { kind: "average", working: through(plain, [], plain.length), isSaid: true };
    return;
  }
  const [first, ...others] = plain as [Term, ...Term[]];
  const isTakenOff = TAKEN_OFF.test(text.slice(first.factors[0]?.start, result.start));
  const isOwn = result.per.length === 0 || own.length > 0;
  const sentence = text.slice(startOf(text, result.start, "。\n"), result.end);
  const isShared = others.length === 0 && IN_EQUAL_PARTS.test(sentence) && /[每各]/.test(clause) && isOwn && !isTakenOff;

  yield { kind: "average", working: through(plain, [count]), isSaid: isOwn && !isTakenOff, isSure: isShared };
  if (others.length === 0) return;
  yield { kind: "average", working: through([first, ...negated(others)], [count]), isSaid: isOwn && isTakenOff };
  yield { kind: "average", working: through(plain.slice(-1), [count]), isSaid: false };
}

const OF_TIME = /^个?[月日天年周]/;
/** A share of what another share left. */
const ON = /再|所得的|到手的/;
const THAT_IS = /^(?:的?[^，。；0-9]{0,14})?[，,]?(?:即|也就是|折合|折|合|计)(?:为)?(?:人民币)?$/;
const REMAINS = /剩|余|其他|另/;

function* sharesOf({ text, figures, result }: Stretch, terms: readonly Term[], { isSum, isResult, isWorkedOut }: Said): Generator<Way> {
  const shares = figures.filter(({ unit }) => unit === "%");
  const [share] = shares;
  if (!share) return;
  // A rate of each month for so many months.
  let times = 1;
  const factors = shares.flatMap((each) => {
    const number = figures.findLast((other) => other !== each && each.per.some((word) => OF_TIME.test(word) && isOf(word, other)));
    if (number) times *= timesOf(each.per[0] ?? "", number);
    return number ? [each, number] : [each];
  });
  const lacksNumber = shares.some((each) => each.per.some((word) => OF_TIME.test(word))) && factors.length === shares.length;
  const bases = [terms, ...(terms.length > 1 ? [terms.slice(-1), terms.slice(0, 1)] : [])];
  const isChain = shares.length > 1 && shares.slice(1).every((each) => ON.test(clauseOf(text, each)));
  const isThat = shares.length === 1 && terms.length === 1 && THAT_IS.test(text.slice(share.end, result.start));
  const isTimed = factors.length > shares.length && terms.length === 1 && isWorkedOut;
  for (const base of bases) {
    const isAll = base === terms;
    yield {
      kind: "share",
      working: sumOfTerms(multiplied(base, factors, times)),
      isSaid: isResult && isAll && !lacksNumber,
      isSure: (isChain || isThat || isTimed) && isAll,
    };
    if (shares.length > 1 && !isChain)
      for (const each of shares) yield { kind: "share", working: sumOfTerms(multiplied(base, [each])), isSaid: false };
  }
  // The share that is told with it, of all there was at first.
  const own = shares.at(-1);
  const segment = startOf(text, result.start, "。；\n");
  if (shares.length > 1 && !isChain && own && own.start > segment && shares.every((each) => each === own || each.start < segment))
    yield { kind: "share", working: sumOfTerms(multiplied(terms.slice(0, 1), [own])), isSaid: isResult, isSure: false };
  if (shares.length > 1) return;
  // A share of one of them, told beside it, is added to them or taken off.
  const isRest = REMAINS.test(leadOf(text, result));
  for (const term of terms) {
    const part = multiplied([term], factors, times);
    yield {
      kind: "share",
      working: sumOfTerms(inOrder([...terms, ...part])),
      isSaid: isSum && term === terms[0],
      isSure:
        isSum &&
        terms.length === 1 &&
        !share.text.endsWith("%") &&
        !/[。；\n]/.test(text.slice(firstOf(term), result.start)) &&
        /[是为]/.test(clauseOf(text, share)),
    };
    yield { kind: "share", working: sumOfTerms([...terms, ...negated(part)]), isSaid: isRest && terms.length === 1 };
  }
}

/** Every rate goes into them, and every number once. */
function areAllUsed({ figures, result }: Stretch, terms: readonly Term[]): boolean {
  const used = new Set(terms.map(({ factors }) => factors[0]));
  const numbers = terms.map(({ factors }) => factors[1]);
  return (
    figures.every((each) => each.per.length === 0 || !isSame(each, result) || used.has(each)) &&
    (numbers.every((each) => each === undefined) || new Set(numbers).size === numbers.length)
  );
}

const VALUED = /价值|鉴定|评估|估价/;

function* products(stretch: Stretch, terms: readonly Term[], { isDifference, isResult, isRest, isWorkedOut }: Said): Generator<Way> {
  const { text, result, figures } = stretch;
  const [one, other] = terms;
  const areAll = terms.every(({ factors }) => factors.length > 1) && !figures.some(({ unit }) => unit === "%");
  if (one && other && terms.length === 2 && isDifference) {
    yield { kind: "product", working: apart(one, other), isSaid: true, isSure: areAll };
    if (/差价|价差|差额/.test(clauseOf(text, result))) return;
  }
  if (one && other && terms.length === 2 && !isDifference && areAll && one.factors[0] === other.factors[0])
    yield { kind: "product", working: apart(one, other), isSaid: false };
  // What was paid before is taken off.
  const isPaid = (term: Term): boolean =>
    term.factors.length === 1 && signOf(text, term.factors[0] as Figure, { first: result, last: 0 }) < 0;
  const isValued = VALUED.test(clauseOf(text, result));
  if (terms.some(isPaid))
    yield {
      kind: "product",
      working: sumOfTerms(terms.flatMap((each) => (isPaid(each) ? negated([each]) : [each]))),
      isSaid: (isResult || isRest) && !isValued,
    };
  const isPlain = !terms.some(isPaid) && (!isRest || areAll) && !isValued;
  yield {
    kind: "product",
    working: sumOfTerms(terms),
    isSaid: isPlain && (isResult || isDifference) && !/(?<!应)付(?!\p{Script=Han}{0,4}[货价总费])|部分|已/u.test(clauseOf(text, result)),
    isSure: areAll && isPlain && isWorkedOut && !isDifference && areAllUsed(stretch, terms),
  };
  // 甲所应支出 is of the number of 甲所.
  const subject = subjectOf(text, result);
  for (const term of terms) {
    if (terms.length === 1 || term.factors.length === 1) continue;
    const [, number] = term.factors;
    const isOwn = subject !== null && number !== undefined && subjectOf(text, number) === subject;
    const others = figures.filter((each) => number && each !== number && each.unit === number.unit);
    const isOnly = others.length > 0 && others.every((each) => subjectOf(text, each) !== subject);
    yield { kind: "product", working: sumOfTerms([term]), isSaid: isOwn, isSure: isOwn && isWorkedOut && isOnly };
  }
}

/** Terms of one rate stand for one amount. */
function grouped(terms: readonly Term[]): Term[][] {
  const groups: Term[][] = [];
  for (const term of terms) {
    const [rate] = term.factors;
    const group = term.factors.length > 1 ? groups.find(([first]) => first?.factors.length !== 1 && first?.factors[0] === rate) : undefined;
    if (group) group.push(term);
    else groups.push([term]);
  }
  return groups;
}

const COSTS = /利息|罚息|复利|违约金|滞纳金/;
/** Leaves nothing but the two told to be apart. */
const JUST_APART = /相差|差额|差距|短少|超[员载出]|多出|少了|多了|缺[员口额席]/;

/** What is left of the first, or of the most; what came less what went; the last two apart. */
function* rests({ text, result }: Stretch, all: readonly Term[], { isRest }: Said): Generator<Way> {
  // What is left of what was lent is told without what it cost.
  const isOfCosts = (each: Figure | undefined): boolean => each !== undefined && COSTS.test(clauseOf(text, each));
  const terms = !/本金/.test(clauseOf(text, result)) ? all : all.filter(({ factors: [each] }) => !isOfCosts(each));
  const groups = grouped(terms);
  const [first = [], ...others] = groups;
  const [start] = first[0]?.factors ?? [];
  if (others.length === 0 || !start) return;
  const rest = (whole: readonly Term[]): Working => sumOfTerms([...whole, ...negated(groups.filter((each) => each !== whole).flat())]);
  const lastOf = (at: number): number => Math.max(...(groups[at]?.flatMap(({ factors }) => factors.map(({ end }) => end)) ?? [0]));
  const signs: (1 | -1 | 0)[] = [1];
  for (const [at, [term]] of others.entries()) {
    const own = term?.factors[0] ? signOf(text, term.factors[0], { first: start, last: lastOf(at) }) : 0;
    signs.push(own === 0 && at > 0 ? (signs[at] ?? 0) : own);
  }
  const isGone = others.length > 1 && signs.slice(1).every((sign) => sign < 0);
  const isMixed = signs.slice(1).some((sign) => sign > 0);
  const isApart = others.length === 1 && JUST_APART.test(clauseOf(text, result)) && !/[。；\n]/.test(text.slice(start.end, result.start));
  // 已建成36个，尚有9个未建
  const [other] = others[0]?.[0]?.factors ?? [];
  const isUndone =
    others.length === 1 &&
    other !== undefined &&
    /已/.test(clauseOf(text, other)) &&
    /未|没/.test(clauseOf(text, result) + behindOf(text, result));
  yield {
    kind: "rest",
    working: rest(first),
    isSaid: (isRest && !isMixed) || others.length === 1,
    isSure: (isRest && isGone) || isApart || (isUndone && !/[。；\n]/.test(text.slice(start.end, result.start))),
  };
  const most = groups.reduce((one, other) => (sumOf(other) > sumOf(one) ? other : one));
  if (most !== first) yield { kind: "rest", working: rest(most), isSaid: others.length === 1, isSure: isApart };
  const signed = groups.flatMap((group, at) => (signs[at] === -1 ? negated(group) : group));
  if (signed.some((each) => each.sign < 0))
    yield { kind: "rest", working: sumOfTerms(signed), isSaid: isRest && signs.every((sign) => sign !== 0) };
  // Of several that were taken off the last may be told of by themselves.
  for (let from = 1; from < others.length; from += 1)
    yield { kind: "rest", working: sumOfTerms([...first, ...negated(others.slice(from).flat())]), isSaid: false };
  const [one, two] = terms.slice(-2);
  if (terms.length > 2 && one && two) yield { kind: "rest", working: apart(one, two), isSaid: false };
}

/** Those among others with which nothing is the matter. */
const GOOD = /无|没有|正常|合格|完好|其[他它余]/;
const BECAME = /^(?:为|达到?|[增减升降]至|至|共|合计)+$/;
const TARE = /自重|皮重|毛重/;

/** What is left of a whole for the last that is told of it: 应到85人，实到79人，缺席6人; 赃款20万元，甲分得4万元，乙分得6万元，丙分得10万元. */
function* complements({ text, figures, result }: Stretch, terms: readonly Term[]): Generator<Way> {
  const [whole, ...parts] = terms;
  const members = terms.flatMap(({ factors }) => factors);
  const [first, second] = members;
  if (!whole || !first || !second || members.length > terms.length || /[。；\n]/.test(text.slice(first.end, result.start))) return;
  const words = (each: Figure): string => clauseOf(text, each) + behindOf(text, each);
  const working = sumOfTerms([whole, ...negated(parts)]);
  if (TARE.test(words(first)) !== TARE.test(words(second)) && parts.length === 1)
    yield { kind: "rest", working: apart(whole, parts[0] as Term), isSaid: true };
  if (!members.slice(1).every(({ value }) => value < first.value)) return;
  const isOpposed = parts.length === 1 && LACKS.test(words(second)) !== LACKS.test(words(result));
  const isGood = parts.length > 1 && GOOD.test(words(result)) && !members.some((each) => GOOD.test(words(each)));
  const isUndone = parts.length === 1 && /已/.test(words(second)) && /[未没]/.test(words(result));
  if (WHOLE_WORDS.test(words(first)) && (isOpposed || isGood)) yield { kind: "rest", working, isSaid: true, isSure: isUndone };
  // 较去年同期的340件减少了51件，为289件
  const change = /(增加|增长|上升|多|增|减少|下降|少|减)了?$/.exec(clauseOf(text, second))?.[1];
  if (change !== undefined && parts.length === 1 && BECAME.test(clauseOf(text, result)))
    yield { kind: "rest", working: /[减少降]/.test(change) ? working : sumOfTerms(terms), isSaid: true };
  const tail = clauseOf(text, result).slice(-2);
  const isShared = /[分得归给付摊担投占]/.test(tail) && members.slice(1).every((each) => clauseOf(text, each).endsWith(tail));
  const isCounted = figures.some(({ value, unit }) => value === terms.length && /^[人家户方份]$/.test(unit));
  if (parts.length > 1 && isShared && isCounted) yield { kind: "rest", working, isSaid: true, isSure: true };
}

/** So many as a whole is of what each of them is: 1500公斤，每袋50公斤，分装成30袋. */
function* quotients({ text, figures, result }: Stretch): Generator<Way> {
  for (const rate of figures) {
    if (rate.per.length !== 1 || !isOf(rate.per[0] ?? "", result)) continue;
    const segment = startOf(text, result.start, "。；\n");
    if (rate.start < segment) continue;
    const wholes = figures.filter(
      (each) => each.start >= segment && each !== rate && each.per.length === 0 && isSame(each, rate) && each.value > rate.value,
    );
    const [whole, ...others] = wholes;
    if (whole)
      yield {
        kind: "average",
        working: through([termOf(whole)], [rate]),
        isSaid: others.length === 0 && RESULT.test(leadOf(text, result)),
      };
  }
}

const EDGES = /[长宽高深]|边/;

/** 长25米、宽12米，占地300平方米. */
function* areas({ text, figures, result }: Stretch): Generator<Way> {
  const dimensions = result.unit === "平方米" ? 2 : result.unit === "立方米" ? 3 : 0;
  const edges = figures.filter((each) => each.unit === "米" && EDGES.test(clauseOf(text, each)));
  if (dimensions > 0 && edges.length === dimensions)
    yield { kind: "product", working: sumOfTerms([{ ...termOf(edges[0] as Figure), factors: edges }]), isSaid: true };
}

const NO_LABEL = /价值|窃|骗|收|付|计|金额|得|共|人民币|现金|重/;

/** Of those alone that are named: 耕地（水田加旱地）小计, 其中施卫国一户的损失为. */
function* named({ text, result, figures }: Stretch, terms: readonly Term[]): Generator<Way> {
  const last = figures.findLast((each) => isSame(each, result));
  const from = Math.max(last?.end ?? 0, text.lastIndexOf("\n", result.start - 1) + 1, text.lastIndexOf("。", result.start - 1) + 1);
  const names = text.slice(from, result.start);
  if (names.length < 4 || names.length > 60) return;
  const clause = clauseOf(text, result).trim();
  const labels = new Map<Term, string>();
  for (const term of terms) {
    const [figure] = term.factors;
    const label = figure ? labelOf(text, figure) : "";
    if (label.length >= 2 && label.length <= 8 && label !== clause && !NO_LABEL.test(label) && names.includes(label))
      labels.set(term, label);
  }
  const isTable = [...labels.keys()].every(({ factors: [figure] }) => figure && isInRow(text, figure));
  const rows = new Set([...labels.keys()].map(({ factors: [figure] }) => text.lastIndexOf("\n", figure?.start ?? 0))).size;
  const different = new Set(labels.values()).size;
  if (
    labels.size < 2 ||
    labels.size === terms.length ||
    !(isTable ? different === 1 && rows === labels.size : different === labels.size && SUM.test(names))
  )
    return;
  yield { kind: "named", working: sumOfTerms([...labels.keys()]), isSaid: true, isSure: true };
}
