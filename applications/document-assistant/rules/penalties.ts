import type { CheckedDocument } from "../document.ts";
import { aboutWhom, accusedOf, isOfAll } from "../facts/accused.ts";
import type { ChargePlace } from "../facts/charges.ts";
import { factsOf } from "../facts/facts.ts";
import { kindOf } from "../facts/kind.ts";
import { sentenceEnd, sentenceStart } from "../facts/sentences.ts";
import { monthsIn } from "../facts/terms.ts";
import type { RuleHit } from "../rule.ts";
import { isNorm, oddCharges } from "./charges.ts";
import { penaltyOf, sentenceNumber } from "./penalty-ranges.ts";
import { probationAgainst } from "./probation.ts";
import { type Judged, tells, toldTiers } from "./tiers.ts";
import { TOGETHER } from "./told-probations.ts";

const NUMBER = "[一二三四五六七八九十两0-9]{1,3}";
const PERIOD = `(?:${NUMBER}年半|半年|(?:${NUMBER}年)?[零又]?(?:${NUMBER}个月)?)`;
const TO = "(?:以上|左右)?(?:至|到|-|—|~|～|、)?(?:有期徒刑)?";
/** 有期徒刑三年至四年, 有期徒刑三年以上四年以下, 三年六个月有期徒刑, 一年至二年有期徒刑 */
const TERM = new RegExp(
  `有期徒刑[：:　 ]{0,2}(?<first>${PERIOD})(?:${TO}(?<second>${PERIOD})(?<upTo>以下)?)?|(?<![一二三四五六七八九十0-9以])(?:(?<from>${PERIOD})(?:以上)?(?:至|到|-|—|~|～))?(?<before>${PERIOD})(?:的)?有期徒刑`,
  "g",
);
const LIGHTER = new RegExp(
  `(?<![或者、])(?<kind>拘役|管制)(?<lighter>${NUMBER}(?:年|个月)(?:零?${NUMBER}个月)?)(?:(?:至|到|-|—|~|～)(?:拘役|管制)?(?<longer>${NUMBER}(?:年|个月)))?`,
  "g",
);
const PROPOSES =
  /量刑(?:建议|意见)|量刑(?:为|是|：)|参考[^，。；]{0,6}量刑|建议|拟(?:对|判|处|以)|提出.{0,40}量刑|(?:可能|预期|预计|拟)(?:会|将|被|应)?判处|(?:同意|接受|认可)[^。；]{0,30}判处|请(?:依法)?判处|刑期|主刑|以[^，。；]{2,30}罪判处/;
/** Documents that propose a sentence wherever they tell one. */
const ALWAYS_PROPOSE: ReadonlySet<string> = new Set(["sentencing-proposal", "plea-statement"]);
/** Sentences of before, and of others. */
const OTHER_SENTENCE =
  /曾因|前罪|前科|原判|已判|刑满|累犯|漏罪|撤销缓刑|人民法院(?:以|判|于)|判决书|判决认定|一审|原审|未执行|余刑|被(?:依法)?判处|减(?:为|去|刑)|改判为|假释/;
const NOW = /建议|拟(?:对|判|处|以)|量刑(?:意见|为)|可能判处|预期判处/;
/** A sentence for several crimes may be longer than each of them; each of them is judged by its own charge. */
const SEVERAL = /数罪|并罚|决定执行|总和刑期|合并执行/;
/** 以敲诈勒索罪判处有期徒刑四年: what stands between a charge and its term. */
const TO_TERM = /^[”）]?(?:[^，。；]{0,12}，)?[^，。；执]{0,14}(?:判处|处以|处)?$/;
/** A sentence below the range is lawful where it is mitigated (刑法 63), which the document has to say. */
const MITIGATED = /减轻(?:或者免除)?(?:处罚|判处|情节|其刑)|(?:从轻|依法|应当|可以|应予|予以)[^，。；]{0,4}减轻|免除处罚|免予|第六十三条/;
/** Circumstances that may mitigate (刑法 17, 17-1, 19, 20 to 24, 27, 28, 67, 68): they do where nothing else is told of them. */
const MAY_MITIGATE =
  /未遂|(?<!主犯[和与、或]|主)从犯|胁从|(?<!讯问|被害人系|抚养|扶养)未成年(?!被害人|子女|人检察|人保护|人法庭|女儿|儿子)|[未不]满(?:十八|18)周岁|犯罪中止|犯罪预备|防卫过当|避险过当|限制.{0,2}刑事责任能力|聋哑|盲人|立功|自首|第二十七条|第六十七条第一款|第六十八条/;
/** What the document says of somebody: sentences that name the person, those behind them that name nobody, and those that are of all. */
function saidOf({ text }: CheckedDocument, name: string, others: ReadonlySet<string>): string {
  let isOwn = true;
  return text
    .split(/(?<=[。；\n])/)
    .filter((sentence) => {
      const isNamed = sentence.includes(name);
      if (isNamed || isOfAll(sentence)) isOwn = true;
      else if (others.values().some((other) => sentence.includes(other))) isOwn = false;
      return isOwn;
    })
    .join("");
}

interface Context {
  readonly said: string;
  readonly whose: ReadonlySet<string> | null;
}

/** Whoever a proposal is for, and what is said of them; the whole text where there is one person. */
function contextOf(document: CheckedDocument, at: number): Context {
  const accused = accusedOf(factsOf(document).names);
  const whose = aboutWhom(document.text, at, accused);
  const [name, ...more] = whose ?? [];
  if (name === undefined || more.length > 0) return { said: document.text, whose };
  return { said: saidOf(document, name, accused.difference(new Set([name]))), whose };
}

interface Charged extends ChargePlace {
  readonly whose: ReadonlySet<string> | null;
}

/** The charges of a document; one that is written wrongly is the one that is meant. */
function chargesOf(document: CheckedDocument): readonly Charged[] {
  const { charges, names } = factsOf(document);
  const accused = accusedOf(names);
  const meant = new Map(oddCharges(document).map(({ odd, meant: charge }) => [odd.start, charge] as const));
  return charges
    .filter(({ stance }) => stance !== "argued")
    .map((each) => ({ ...each, charge: meant.get(each.start) ?? each.charge, whose: aboutWhom(document.text, each.start, accused) }));
}

const judged = (charge: string | undefined): Judged | null => {
  const penalty = charge === undefined ? null : penaltyOf(charge);
  return penalty && charge !== undefined ? { penalty, charge } : null;
};

/** The charge of a proposal: the one named in its part of the sentence, else in the sentence, else the only one of whom it is for, else the only one of the document. Null: it cannot be told, or the law is not in the table. */
function chargeOf(
  charges: readonly Charged[],
  {
    part,
    sentence,
    whose,
  }: { readonly part: readonly [number, number]; readonly sentence: readonly [number, number]; readonly whose: ReadonlySet<string> | null },
): Judged | null {
  const of = (isWanted: (each: Charged) => boolean): ReadonlySet<string> => new Set(charges.filter(isWanted).map(({ charge }) => charge));
  const candidates = [
    ...[part, sentence].map(([from, to]) => of(({ start }) => start >= from && start < to)),
    ...(whose === null ? [] : [of((each) => each.whose !== null && !each.whose.isDisjointFrom(whose))]),
    of(() => true),
  ];
  const [charge] = candidates.find(({ size }) => size === 1) ?? [];
  return judged(charge);
}

/** Words of what is done, for charges whose name is not what is told. */
const TOLD_AS: Readonly<Record<string, string>> = {
  诈骗罪: "诈骗|骗取|骗得",
  盗窃罪: "盗窃|窃取|窃得",
  敲诈勒索罪: "敲诈|勒索|索要|索取",
  故意伤害罪: "伤害|殴打|轻伤|重伤",
  开设赌场罪: "赌场|抽头|赌博",
  寻衅滋事罪: "滋事|殴打|辱骂|恐吓",
  抢劫罪: "抢劫|劫取",
  "掩饰、隐瞒犯罪所得罪": "掩饰|隐瞒|收购|转移",
};
const wordsOf = (charge: string): RegExp => new RegExp(TOLD_AS[charge] ?? charge.replace(/罪$/, "").split("、")[0] ?? charge);

/** Of several crimes what is told of one: parts of sentences with its own words and none of another, and those that have others too. */
function saidOfCrime(said: string, charge: string, all: ReadonlySet<string>): readonly string[] {
  const [own, others] = [wordsOf(charge), [...all].filter((each) => each !== charge).map(wordsOf)];
  const parts = said.split(/(?<=[。；\n])/).filter((part) => own.test(part));
  return [parts.filter((part) => !others.some((other) => other.test(part))).join(""), parts.join("")];
}

const inYears = (months: number): string => (months % 12 === 0 ? `${months / 12} 年` : `${months} 个月`);
const monthsOf = (term: string): number => monthsIn(term.replace("半年", "六个月").replace("年半", "年六个月"));

/** Proposed sentences outside what the article has for the tier that the document tells, and beyond what detention and control may be. */
export function* outsideRange(document: CheckedDocument): Generator<RuleHit> {
  const { text } = document;
  if (!/徒刑|拘役|管制/.test(text) || isNorm(document)) return;
  const charges = chargesOf(document);
  if (charges.length === 0) return;
  const isAlways = ALWAYS_PROPOSE.has(kindOf(document) ?? "");
  let offset = 0;
  for (const sentence of text.split(/(?<=[。\n])/)) {
    const from = offset;
    offset += sentence.length;
    if (!/徒刑|拘役|管制/.test(sentence)) continue;
    const proposes = PROPOSES.exec(sentence) ?? (isAlways ? /^/.exec(sentence) : null);
    if (!proposes) continue;
    const isSeveral = SEVERAL.test(sentence);
    const begins = isAlways || /的量刑建议|量刑建议(?:适当|恰当)/.test(sentence) ? 0 : proposes.index;
    const proposal = sentence.slice(begins);
    for (const found of [...proposal.matchAll(TERM), ...proposal.matchAll(LIGHTER)]) {
      const start = from + begins + found.index;
      const proposed = proposedIn(found, text.slice(start + found[0].length, start + found[0].length + 2));
      if (isOther(text.slice(from, start))) continue;
      if (!proposed || /决定执行|合并执行|总和刑期/.test(text.slice(Math.max(from, start - 10), start))) continue;
      const { said, whose } = contextOf(document, start);
      const sole = isSeveral
        ? (ownCharge(charges, text, [from, start]) ?? null)
        : chargeOf(charges, { part: [sentenceStart(text, start), sentenceEnd(text, start)], sentence: [from, offset], whose });
      const reason = sole ? reasonAgainst(document, { ...sole, proposed, said, charges }) : null;
      if (reason) yield { start, end: start + found[0].length, suggestion: null, reason };
    }
    if (isSeveral) yield* totals(sentence, from);
    yield* suspended(proposal, from + begins);
  }
}

/** Whether what stands before a term tells that it is another's, or one of before, and proposes nothing since. 系累犯，建议判处: its ground. */
function isOther(before: string): boolean {
  const other = [...before.matchAll(new RegExp(OTHER_SENTENCE.source, "g"))].at(-1);
  return other !== undefined && !NOW.test(before.slice(other.index + other[0].length)) && !/公诉人?提出/.test(before);
}

interface Proposed {
  /** Months; two of a span. */
  readonly terms: readonly number[];
  /** Null: imprisonment. */
  readonly lighter: "拘役" | "管制" | null;
  /** 三年以下: only what it may come to is told. */
  readonly isUpTo: boolean;
}

function proposedIn(found: RegExpExecArray, behind: string): Proposed | null {
  const { first, second, from, before, kind, lighter, longer, upTo } = found.groups ?? {};
  const told = [first, second, from, before, lighter, longer].filter((each) => each !== undefined && each !== "");
  const terms = told.map((each) => monthsOf(each ?? "")).filter((months) => months > 0);
  const isUpTo = behind.startsWith("以下") || (upTo !== undefined && second === "");
  return terms.length === 0 ? null : { terms, lighter: kind === "拘役" || kind === "管制" ? kind : null, isUpTo };
}

/** The charge right before a term of several: 以寻衅滋事罪判处有期徒刑五年. */
function ownCharge(charges: readonly Charged[], text: string, [from, at]: readonly [number, number]): Judged | null {
  const own = charges.findLast(({ start, end }) => start >= from && end <= at);
  return own && TO_TERM.test(text.slice(own.end, at)) ? judged(own.charge) : null;
}

interface Proposal extends Judged {
  readonly proposed: Proposed;
  readonly said: string;
  readonly charges: readonly Charged[];
}

/** Why a proposal does not lie within the range; null: it does. */
function reasonAgainst(document: CheckedDocument, { penalty, charge, proposed, said, charges }: Proposal): RuleHit["reason"] | null {
  const { terms, lighter, isUpTo } = proposed;
  const beyond = lighter === null ? null : beyondBounds(lighter, terms);
  if (beyond) return beyond;
  const all = new Set(
    charges.filter((each) => each.charge === charge || said.includes(document.text.slice(each.start, each.end))).map((each) => each.charge),
  );
  const { tiers, by } = toldTiers(
    document,
    { penalty, charge },
    { all: said, crime: all.size < 2 ? null : saidOfCrime(said, charge, all) },
  );
  const [least, most] = [Math.min(...tiers.map((tier) => tier.least)), Math.max(...tiers.map((tier) => tier.most))];
  const isMitigated = tells(MITIGATED, said) || (tells(MAY_MITIGATE, said) && !/从轻/.test(said));
  const isBelow = lighter === null ? !isUpTo && terms.some((months) => months < least) : !tiers.some(({ hasLighter }) => hasLighter);
  const isAbove = lighter === null && terms.some((months) => months > most);
  if (!isAbove && (!isBelow || isMitigated)) return null;
  const of = {
    zh: `${charge}（刑法${penalty.articleName}${by === null ? "" : `、${by}`}）`,
    en: `${charge} (Criminal Law ${penalty.articleName}${by === null ? "" : `, ${by}`})`,
  };
  if (most === 0) return { zh: `${of.zh}只处拘役，没有有期徒刑`, en: `for ${of.en} there is criminal detention alone, no imprisonment` };
  const below = isBelow
    ? { zh: "；低于幅度须写明减轻处罚（刑法第六十三条）", en: "; below it only where mitigation is stated (63)" }
    : { zh: "", en: "" };
  return {
    zh: `${of.zh}在所写的情形下是 ${inYears(least)}至 ${inYears(most)}有期徒刑${below.zh}`,
    en: `for ${of.en} as it is told the range is ${least} to ${most} months${below.en}`,
  };
}

const SUSPENDED = new RegExp(
  `(?<kind>有期徒刑|拘役)(?<term>${PERIOD})[，,、]?(?:可以?|并|同时)?(?:依法)?(?:宣告|适用)?缓刑(?:考验期)?(?:为|的|限)?(?<probation>${PERIOD})`,
  "g",
);

/** A proposed probation that is none for its sentence (刑法 72, 73). */
function* suspended(proposal: string, offset: number): Generator<RuleHit> {
  for (const found of proposal.matchAll(SUSPENDED)) {
    const { kind = "", term = "", probation = "" } = found.groups ?? {};
    const reason = probationAgainst(kind === "拘役" ? "拘役" : "有期徒刑", monthsOf(term), monthsOf(probation));
    if (reason) yield { start: offset + found.index, end: offset + found.index + found[0].length, suggestion: null, reason };
  }
}

/** Detention and control beyond their own bounds (刑法 38, 42). */
function beyondBounds(kind: "拘役" | "管制", terms: readonly number[]): RuleHit["reason"] | null {
  const id = kind === "拘役" ? "detention" : "control";
  const [least, most] = [sentenceNumber(`${id}-least`), sentenceNumber(`${id}-most`)];
  if (terms.every((months) => months >= least.value && months <= most.value)) return null;
  return {
    zh: `${kind}的期限为 ${least.value} 个月至 ${most.value} 个月（刑法${most.article}）`,
    en: `${kind}: ${least.value} to ${most.value} months (Criminal Law ${most.article})`,
  };
}

/** Of several crimes the whole term: no shorter than the longest, no longer than all together, at most twenty years where they come to less than thirty-five (刑法 69). */
function* totals(sentence: string, offset: number): Generator<RuleHit> {
  const whole = new RegExp(`(?:决定执行|合并执行|并罚后?[^，。；]{0,6}执行)(?:刑期)?有期徒刑(${PERIOD})(?:至(${PERIOD}))?`).exec(sentence);
  if (!whole || /余刑|(?:未|没有)执行|撤销(?:缓刑|假释)|漏罪/.test(sentence)) return;
  const parts = [
    ...sentence
      .slice(0, whole.index)
      .matchAll(new RegExp(`(?<!总和刑期)(?<!总和刑期为)有期徒刑(${PERIOD})(?:至(?:有期徒刑)?(${PERIOD}))?`, "g")),
  ].map(([, low = "", high = ""]) => ({ low: monthsOf(low), high: monthsOf(high) || monthsOf(low) }));
  const [low, high] = [monthsOf(whole[1] ?? ""), monthsOf(whole[2] ?? "") || monthsOf(whole[1] ?? "")];
  if (parts.length < 2 || low === 0 || parts.some((part) => part.low === 0)) return;
  // Bounds that the document tells itself are held against its parts elsewhere (told-probations.ts).
  const told = TOGETHER.exec(sentence);
  const sum = parts.reduce((all, part) => all + part.high, 0);
  const longest = told ? monthsOf(told[1] ?? "") : Math.max(...parts.map((part) => part.low));
  const most = told ? monthsOf(told[2] ?? "") : Math.min(sum, sum < MOST_AT ? MOST : MOST_ABOVE);
  if (low >= longest && high <= most) return;
  yield {
    start: offset + whole.index,
    end: offset + whole.index + whole[0].length,
    suggestion: null,
    reason: {
      zh: `数罪并罚应当在总和刑期以下、数刑中最高刑期以上决定（刑法第六十九条），即 ${inYears(longest)}至 ${inYears(most)}`,
      en: `for several crimes the term lies between the longest and all together (Criminal Law 69): ${longest} to ${most} months`,
    },
  };
}
/** Months: 刑法 69. */
const [MOST, MOST_ABOVE, MOST_AT] = [240, 300, 420] as const;
