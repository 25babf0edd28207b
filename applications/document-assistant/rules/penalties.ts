import type { CheckedDocument } from "../document.ts";
import type { ChargePlace } from "../facts/charges.ts";
import { factsOf } from "../facts/facts.ts";
import { kindOf } from "../facts/kind.ts";
import { ACCUSED } from "../facts/roles.ts";
import { monthsIn } from "../facts/terms.ts";
import type { RuleHit } from "../rule.ts";
import { oddCharges } from "./charges.ts";
import { type PenaltyRange, type PenaltyTier, penaltyOf } from "./penalty-ranges.ts";
import { totalsOfActs } from "./record.ts";

const PERIOD = "(?:[一二三四五六七八九十两0-9]{1,3}年)?零?(?:[一二三四五六七八九十0-9]{1,3}个月)?";
const TO = "(?:以上|左右)?(?:至|到|-|—|~|～|、)?(?:有期徒刑)?";
/** 有期徒刑三年至四年, 有期徒刑三年以上四年以下, 三年六个月有期徒刑 */
const TERM = new RegExp(
  `有期徒刑(?<first>${PERIOD})(?:${TO}(?<second>${PERIOD})(?:以下)?)?|(?<![一二三四五六七八九十0-9以])(?<before>${PERIOD})有期徒刑`,
  "g",
);
const LIGHTER = /(?<![或者、])(?:拘役|管制)[一二三四五六七八九十两0-9]{1,3}(?:年|个月)(?:零?[一二三四五六七八九十0-9]{1,3}个月)?/g;
const PROPOSES = /量刑建议|建议|拟(?:对|判|处|以)|提出.{0,40}量刑/;
/** Sentences of before, and of others. */
const OTHER_SENTENCE = /曾因|前罪|前科|原判|已判|刑满|累犯|漏罪|撤销缓刑|人民法院(?:以|判|于)|判决书/;
/** A sentence for several crimes may be longer than each of them; each of them is judged by its own charge. */
const SEVERAL = /数罪|并罚|决定执行|总和刑期|合并执行/;
/** 以敲诈勒索罪判处有期徒刑四年: what stands between a charge and its term. */
const TO_TERM = /^(?:[^，。；]{0,12}，)?[^，。；执]{0,10}(?:判处|处以|处)?$/;
/** What a document itself says the range is: 应当处三年以上十年以下有期徒刑. */
const OWN_RANGE =
  /应当?(?:依法)?(?:判?处|在)([一二三四五六七八九十]{1,3})年以上(?:([一二三四五六七八九十]{1,3})年以下)?有期徒刑|应当?(?:依法)?(?:判?处|在)([一二三四五六七八九十]{1,3})年以下有期徒刑/g;
/** A sentence below the range is lawful where it is mitigated (刑法 63), which the document has to say. */
const MITIGATED = /减轻|免除处罚|免予|第六十三条/;
/** Circumstances that may mitigate (刑法 17, 17-1, 19, 20 to 24, 27, 28, 67, 68): they do where nothing else is told of them. */
const MAY_MITIGATE =
  /未遂|从犯|胁从|未成年|[未不]满(?:十八|18)周岁|犯罪中止|犯罪预备|防卫过当|避险过当|限制.{0,2}刑事责任能力|聋哑|盲人|重大立功/;
/** The words of the law, which are nobody's. */
const QUOTED = /[一二三四五六七八九十]+年以上[^。；]{0,12}[一二三四五六七八九十]+年以下有期徒刑|处[^。；，]{0,12}年以[上下]有期徒刑/;

/** What the document says of somebody: sentences that name the person, with those behind them that name nobody. */
function saidOf({ text }: CheckedDocument, name: string, others: ReadonlySet<string>): string {
  let isOwn = false;
  return text
    .split(/(?<=[。；\n])/)
    .filter((sentence) => {
      const names = sentence.includes(name);
      if (names) isOwn = true;
      else if (others.values().some((other) => sentence.includes(other))) isOwn = false;
      return isOwn;
    })
    .join("");
}

/** Whoever a proposal is for, and what is said of that person; the whole text where there is one person. */
function contextOf(document: CheckedDocument, from: number): string {
  const accused = new Set(factsOf(document).names.flatMap(({ name, role }) => (role === ACCUSED ? [name] : [])));
  if (accused.size < 2) return document.text;
  const line = document.text.slice(document.text.lastIndexOf("\n", from) + 1, from);
  const [name] = [...accused].map((each) => [each, line.lastIndexOf(each)] as const).sort(([, one], [, other]) => other - one)[0] ?? [];
  if (name === undefined || !line.includes(name)) return document.text;
  accused.delete(name);
  return saidOf(document, name, accused);
}

/** The charges of a document; one that is written wrongly is the one that is meant. */
function chargesOf(document: CheckedDocument): readonly ChargePlace[] {
  const { charges } = factsOf(document);
  const meant = new Map(oddCharges(document).map(({ odd, meant: charge }) => [odd.start, charge] as const));
  return charges.map((each) => ({ ...each, charge: meant.get(each.start) ?? each.charge }));
}

interface Judged {
  readonly penalty: PenaltyRange;
  readonly charge: string;
}

/** The charge of a proposal: the one named in its sentence, else the only one of the document. Null: it cannot be told, or the law is not in the table. */
function chargeOf(document: CheckedDocument, [from, to]: readonly [number, number]): Judged | null {
  const charges = chargesOf(document);
  const all = new Set(charges.map(({ charge }) => charge));
  const own = new Set(charges.flatMap(({ charge, start }) => (start >= from && start < to ? [charge] : [])));
  const [charge] = own.size === 1 ? own : all.size === 1 ? all : [];
  const penalty = charge === undefined ? null : penaltyOf(charge);
  return penalty && charge !== undefined ? { penalty, charge } : null;
}

/** Tiers that the words of the document, else its amount, tell; all of the article where neither does. */
function tiersOf(
  document: CheckedDocument,
  { amounts, tiers, charge }: PenaltyRange,
  context: string,
): { readonly tiers: readonly PenaltyTier[]; readonly by: string | null } {
  const all = new Set(chargesOf(document).map((each) => each.charge));
  const own = all.size === 1 ? ownTier(context, tiers) : null;
  if (own) return { tiers: [own], by: null };
  const said = context
    .split(/(?<=[。；\n])/)
    .filter((sentence) => !QUOTED.test(sentence))
    .join("");
  const named = tiers.filter(({ words }) => words?.test(said) === true);
  if (named.length > 0) {
    // The words of one crime of several may be those of another.
    const others = [...all].filter((each) => !charge.test(each)).flatMap((each) => penaltyOf(each)?.tiers ?? []);
    const isShared = named.some(({ words }) => others.some((other) => other.words?.source === words?.source));
    return { tiers: isShared ? tiers : named, by: null };
  }
  if (all.size > 1) return { tiers: plainTier(document, tiers) ?? tiers, by: null };
  const values = new Set(totalsOfActs(document.text).map(({ fen }) => Number(fen) / 100));
  const [yuan] = values.size === 1 ? values : [];
  const isTold = /情节|多次|入户|未遂/.test(said);
  const at = yuan === undefined || isTold ? -1 : (amounts?.certain.findIndex(([from, below]) => yuan >= from && yuan < below) ?? -1);
  const tier = at < 0 ? undefined : tiers[at];
  if (tier && amounts) return { tiers: [tier], by: amounts.source };
  const drug = /毒品/.test(charge.source) ? byGrams(said, tiers) : null;
  return drug ? { tiers: drug, by: null } : { tiers, by: null };
}

/** The tier whose range the document tells, if it tells one. */
function ownTier(context: string, tiers: readonly PenaltyTier[]): PenaltyTier | null {
  const told = new Set(
    [...context.matchAll(OWN_RANGE)].flatMap(([, least = "", , most = ""]) =>
      tiers.filter((tier) =>
        least === "" ? tier.most === monthsIn(`${most}年`) && tier.hasLighter : tier.least === monthsIn(`${least}年`),
      ),
    ),
  );
  const [tier] = told;
  return told.size === 1 && tier ? tier : null;
}

/** Where a document that tells a whole case says nothing of what makes a crime graver, the sentence is that of the plain crime. */
function plainTier(document: CheckedDocument, tiers: readonly PenaltyTier[]): readonly PenaltyTier[] | null {
  const kind = kindOf(document);
  const [first, ...graver] = tiers;
  const isWhole = kind === "indictment" || kind === "sentencing-proposal" || kind === "review-report";
  return isWhole && first?.words === null && graver.every(({ words }) => words?.test(document.text) !== true) ? [first] : null;
}

/** Heroin and methamphetamine (刑法 347、348): ten and fifty grams. */
const GRAMS = /(?:海洛因|甲基苯丙胺|冰毒)[^。；\n0-9]{0,16}([0-9]+(?:\.[0-9]+)?)克/g;
const [SOME, MANY] = [10, 50] as const;

function byGrams(said: string, tiers: readonly PenaltyTier[]): readonly PenaltyTier[] | null {
  const weights = [...said.matchAll(GRAMS)].map(([, grams]) => Number(grams));
  const [most, sum] = [Math.max(0, ...weights), weights.reduce((whole, each) => whole + each, 0)];
  if (weights.length === 0) return null;
  if (most >= MANY) return tiers.slice(-1);
  if (most >= SOME && sum < MANY) return tiers.length > 3 ? tiers.slice(2, 3) : tiers.slice(0, 2);
  return sum < SOME && tiers.length > 3 ? tiers.slice(0, 2) : null;
}

const inYears = (months: number): string => (months % 12 === 0 ? `${months / 12} 年` : `${months} 个月`);

/** Proposed sentences outside what the article has for the tier that the document tells. */
export function* outsideRange(document: CheckedDocument): Generator<RuleHit> {
  const { text } = document;
  let offset = 0;
  for (const sentence of text.split(/(?<=[。\n])/)) {
    const from = offset;
    offset += sentence.length;
    const proposes = PROPOSES.exec(sentence);
    if (!proposes || OTHER_SENTENCE.test(sentence)) continue;
    const isSeveral = SEVERAL.test(sentence);
    const sole = isSeveral ? null : chargeOf(document, [from, offset]);
    if (!isSeveral && !sole) continue;
    const begins = /的量刑建议|量刑建议(?:适当|恰当)/.test(sentence) ? 0 : proposes.index;
    const proposal = sentence.slice(begins);
    for (const found of [...proposal.matchAll(TERM), ...proposal.matchAll(LIGHTER)]) {
      const start = from + begins + found.index;
      const { first = "", second = "", before = "" } = found.groups ?? {};
      const isLighter = found.groups === undefined;
      const terms = [first || before, second].map(monthsIn).filter((months) => months > 0);
      if ((!isLighter && terms.length === 0) || QUOTED.test(proposal)) continue;
      const judged = sole ?? ownCharge(document, from, start);
      const reason = judged && reasonAgainst(document, judged, { start, terms, isLighter });
      if (reason) yield { start, end: start + found[0].length, suggestion: null, reason };
    }
  }
}

/** The charge right before a term of several: 以寻衅滋事罪判处有期徒刑五年. */
function ownCharge(document: CheckedDocument, from: number, at: number): Judged | null {
  const own = chargesOf(document).findLast(({ start, end }) => start >= from && end <= at);
  const penalty = own && TO_TERM.test(document.text.slice(own.end, at)) ? penaltyOf(own.charge) : null;
  return own && penalty ? { penalty, charge: own.charge } : null;
}

interface Proposed {
  readonly start: number;
  /** Months; two of a span; empty: detention or control. */
  readonly terms: readonly number[];
  readonly isLighter: boolean;
}

/** Why a proposal does not lie within the range; null: it does. */
function reasonAgainst(
  document: CheckedDocument,
  { penalty, charge }: Judged,
  { start, terms, isLighter }: Proposed,
): RuleHit["reason"] | null {
  const context = contextOf(document, start);
  const { tiers, by } = tiersOf(document, penalty, context);
  const [least, most] = [Math.min(...tiers.map((tier) => tier.least)), Math.max(...tiers.map((tier) => tier.most))];
  const isMitigated = MITIGATED.test(context) || (MAY_MITIGATE.test(context) && !/从轻/.test(context));
  const isBelow = isLighter ? !tiers.some(({ hasLighter }) => hasLighter) : terms.some((months) => months < least);
  const isAbove = !isLighter && terms.some((months) => months > most);
  if (!isAbove && (!isBelow || isMitigated)) return null;
  const of = {
    zh: `${charge}（刑法${penalty.article}${by === null ? "" : `、${by}`}）`,
    en: `${charge} (Criminal Law ${penalty.article}${by === null ? "" : `, ${by}`})`,
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
