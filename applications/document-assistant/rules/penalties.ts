import type { CheckedDocument } from "../document.ts";
import { tells } from "../facts/denials.ts";
import { kindOf } from "../facts/kind.ts";
import { lineAround } from "../facts/sentences.ts";
import type { RuleHit } from "../rule.ts";
import { addedPenalties } from "./added-penalties.ts";
import { isNorm } from "./charges.ts";
import { againstFine, finesIn } from "./fines.ts";
import { joinedSentences, monthsOf } from "./joined-sentences.ts";
import { chargeOf, contextOf, ownChargeOf, saidOfCrime } from "./penalty-context.ts";
import { lacks } from "./penalty-kinds.ts";
import { sentenceNumber } from "./penalty-ranges.ts";
import { stanceOf } from "./penalty-stances.ts";
import { probationAgainst } from "./probation.ts";
import { amountsTold, type Judged, toldTiers } from "./tiers.ts";

const NUMBER = "[一二三四五六七八九十两0-9]{1,3}";
const PERIOD = `(?:${NUMBER}年半|半年|(?:${NUMBER}年)?[零又]?(?:${NUMBER}个月)?)`;
const TO = "(?:以上|左右)?(?:至|到|-|—|~|～|、)?(?:有期徒刑)?";
/** 有期徒刑三年至四年, 有期徒刑三年以上四年以下, 三年六个月有期徒刑, 一年至二年有期徒刑 */
const TERM = new RegExp(
  `有期徒刑[：:　 \\t]{0,2}(?<first>${PERIOD})(?:${TO}(?<second>${PERIOD})(?<upTo>以下)?)?|(?<![一二三四五六七八九十0-9以])(?:(?<from>${PERIOD})(?:以上)?(?:至|到|-|—|~|～))?(?<before>${PERIOD})(?:的)?有期徒刑`,
  "g",
);
const LIGHTER = new RegExp(
  `(?<![或者、])(?<kind>拘役|管制)[：:　 \\t]{0,2}(?<lighter>${NUMBER}(?:年|个月)(?:零?${NUMBER}个月)?)(?:(?:至|到|-|—|~|～)(?:拘役|管制)?(?<longer>${NUMBER}(?:年|个月)))?`,
  "g",
);
/** 建议刑期：七年至八年, in a form. */
const LABELLED = new RegExp(
  `(?:刑期|主刑|量刑建议)[：:\\t　]{1,2}(?<first>(?=${NUMBER}(?:年|个月)|半年)${PERIOD})(?:${TO}(?<second>${PERIOD}))?(?=[，。；、\\s（]|$)`,
  "g",
);
/** 拘役二十日: in days. */
const IN_DAYS = new RegExp(`(?<kind>拘役|管制)(${NUMBER})[日天](?!以)`, "g");
const PROPOSES =
  /量刑(?:建议|意见)|量刑(?:为|是|：)|参考[^，。；]{0,6}量刑|建议|拟(?:对|判|处|以)|提出.{0,40}量刑|(?:可能|预期|预计|拟)(?:会|将|被|应)?判处|(?:同意|接受|认可)[^。；]{0,30}判处|请(?:依法)?判处|刑期|主刑|以[^，。；]{2,30}罪判处/;
/** Documents that propose a sentence wherever they tell one. */
const ALWAYS_PROPOSE: ReadonlySet<string> = new Set(["sentencing-proposal", "plea-statement"]);
/** A sentence for several crimes may be longer than each of them; each of them is judged by its own charge. */
const SEVERAL = /数罪|并罚|决定执行|总和刑期|刑期总和|合并，?执行|[两二三四五]罪/;
/** A sentence below the range is lawful where it is mitigated (刑法 63), which the document has to say. */
const MITIGATED =
  /减轻(?:或者免除)?(?:处罚|判处|情节|其刑)|(?:从轻|依法|应当|可以|应予|予以)(?:(?!不)[^，。；]){0,4}减轻|免除处罚|免予|第六十三条/;
/** Circumstances that may mitigate (刑法 17, 17-1, 19, 20 to 24, 27, 28, 67, 68): they do where nothing else is told of them. */
const MAY_MITIGATE =
  /未遂|(?<!主犯[和与、或]|主)从犯|胁从|(?<!讯问|被害人系|抚养|扶养)未成年(?!被害人|子女|人检察|人保护|人法庭|女儿|儿子)|[未不]满(?:十八|18)周岁|(?<!(?:被害|受害|幼女|女童|儿童)[^，。；]{0,12})(?:(?<![二三四五六七八九])十[四五六七]|(?<![0-9])1[4-7])周?岁|犯罪中止|犯罪预备|防卫过当|避险过当|限制.{0,2}刑事责任能力|聋哑|盲人|立功|自首|第二十七条|第六十七条第一款|第六十八条/;

const inYears = (months: number): string => (months % 12 === 0 ? `${months / 12} 年` : `${months} 个月`);

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

/** 有期徒刑三年以上, 三年以下有期徒刑, 法定最低刑为: what the law has. */
const isOfLaw = (text: string, start: number, end: number): boolean =>
  /^(?:以[上下内]|[^，。；]{0,4}(?:以上|以下))/.test(text.slice(end, end + 8)) ||
  /(?:以上|以下|法定(?:最低|最高)?刑(?:期)?[^，。；]{0,4}|(?:最低|最高|起点|基准)刑[^，。；]{0,4}|起刑点[^，。；]{0,4}|宣告刑[^，。；]{0,10})$/.test(
    text.slice(Math.max(0, start - 14), start),
  );

interface Place extends Proposed {
  readonly start: number;
  readonly end: number;
  /** Of several crimes: only its own charge tells what it may be. */
  readonly isOfSeveral: boolean;
  readonly from: number;
}

/** Every term that is proposed for, or imposed on, whoever a document is about. */
function* placesIn(document: CheckedDocument): Generator<Place> {
  const { text } = document;
  const isAlways = ALWAYS_PROPOSE.has(kindOf(document) ?? "");
  let offset = 0;
  for (const sentence of text.split(/(?<=[。\n])/)) {
    const from = offset;
    offset += sentence.length;
    if (!/徒刑|拘役|管制|刑期|主刑|量刑/.test(sentence)) continue;
    const proposes = PROPOSES.exec(sentence);
    const begins = isAlways || /的量刑建议|量刑建议(?:适当|恰当)/.test(sentence) ? 0 : (proposes?.index ?? sentence.length);
    const isOfSeveral = SEVERAL.test(sentence);
    for (const found of [...sentence.matchAll(TERM), ...sentence.matchAll(LIGHTER), ...sentence.matchAll(LABELLED)]) {
      const [start, end] = [from + found.index, from + found.index + found[0].length];
      const proposed = proposedIn(found, text.slice(end, end + 2));
      if (!proposed || /决定执行|合并执行|总和刑期|刑期总和/.test(text.slice(Math.max(from, start - 10), start))) continue;
      // A span is proposed where it is said to be; outside of that it is the law's.
      if (found.index < begins && (isOfLaw(text, start, end) || found[0].includes("以上") || found[0].includes("以下"))) continue;
      if (stanceOf(document, { from, start, end }) === null) continue;
      yield { ...proposed, start, end, isOfSeveral, from };
    }
  }
}

/** Penalties outside of what the article has for what the document tells, and beyond what each kind of them may be. */
export function* outsideRange(document: CheckedDocument): Generator<RuleHit> {
  const { text } = document;
  if (!/徒刑|拘役|管制|罚金|政治权利|刑期|主刑|量刑|死刑|职业/.test(text) || isNorm(document)) return;
  const places = [...placesIn(document)];
  for (const place of places) {
    const reason = reasonAgainst(document, place);
    if (reason) yield { start: place.start, end: place.end, suggestion: null, reason };
  }
  for (const found of text.matchAll(IN_DAYS)) {
    if (found.groups?.["kind"] === undefined || /折抵/.test(text.slice(Math.max(0, found.index - 12), found.index + 16))) continue;
    const beyond = beyondBounds(found.groups["kind"] === "管制" ? "管制" : "拘役", [0]);
    if (beyond) yield { start: found.index, end: found.index + found[0].length, suggestion: null, reason: beyond };
  }
  yield* expected(document);
  let offset = 0;
  for (const line of text.split(/(?<=\n)/)) {
    if (SEVERAL.test(line) && /徒刑|拘役|管制/.test(line)) yield* joinedSentences(line, offset);
    offset += line.length;
  }
  for (const place of places) yield* suspended(text, place);
  yield* fines(document, places);
  yield* addedPenalties(document);
}

/** Why a term does not lie within the range; null: it does, or the range cannot be told. */
function reasonAgainst(document: CheckedDocument, place: Place): RuleHit["reason"] | null {
  const { start, from, terms, lighter, isUpTo, isOfSeveral } = place;
  const beyond = lighter === null ? null : beyondBounds(lighter, terms);
  if (beyond && !isOfSeveral) return beyond;
  const { said, whose } = contextOf(document, start);
  const sole = isOfSeveral ? ownChargeOf(document, from, start) : chargeOf(document, start, whose);
  if (!sole) return null;
  const { penalty, charge } = sole;
  const { tiers, by } = toldTiers(document, sole, { all: said, crime: saidOfCrime(document, said, charge) });
  const [least, most] = [Math.min(...tiers.map((tier) => tier.least)), Math.max(...tiers.map((tier) => tier.most))];
  const isMitigated = tells(MITIGATED, said) || (tells(MAY_MITIGATE, said) && !/从轻/.test(said));
  const of = {
    zh: `${charge}（刑法${penalty.articleName}${by === null ? "" : `、${by}`}）`,
    en: `${charge} (Criminal Law ${penalty.articleName}${by === null ? "" : `, ${by}`})`,
  };
  if (lighter === "管制" && lacks(charge, "control") && !isMitigated)
    return { zh: `${of.zh}没有管制`, en: `the law has no control for ${of.en}` };
  // Mitigation leads to the tier below, not beyond it (刑法 63).
  const [below63] = tiers.length === 1 ? penalty.tiers.slice(penalty.tiers.findIndex((tier) => tier === tiers[0]) - 1) : [];
  const isTooFar =
    isMitigated &&
    below63 !== undefined &&
    below63.least < least &&
    below63.least > SHORTEST &&
    !/免除|免予/.test(said) &&
    !isUpTo &&
    terms.some((months) => lighter !== null || months < below63.least);
  const isBelow = lighter === null ? !isUpTo && terms.some((months) => months < least) : !tiers.some(({ hasLighter }) => hasLighter);
  const isAbove = lighter === null && terms.some((months) => months > most);
  if (!isAbove && (!isBelow || (isMitigated && !isTooFar))) return null;
  if (most === 0) return { zh: `${of.zh}只处拘役，没有有期徒刑`, en: `for ${of.en} there is criminal detention alone, no imprisonment` };
  const below = isTooFar
    ? { zh: "；减轻处罚应当在下一个量刑幅度内（刑法第六十三条）", en: "; mitigation leads to the tier below (63)" }
    : isBelow
      ? { zh: "；低于幅度须写明减轻处罚（刑法第六十三条）", en: "; below it only where mitigation is stated (63)" }
      : { zh: "", en: "" };
  return {
    zh: `${of.zh}在所写的情形下是 ${inYears(least)}至 ${inYears(most)}有期徒刑${below.zh}`,
    en: `for ${of.en} as it is told the range is ${least} to ${most} months${below.en}`,
  };
}

/** Months: the least of a tier that has no bound of its own below. */
const SHORTEST = 6;

/** 可能被判处三年以上七年以下有期徒刑: a range that the article does not have. */
const EXPECTED = /可能(?:被)?判处(?:的刑罚)?[为是]?([一二三四五六七八九十]{1,2})年以上([一二三四五六七八九十]{1,2})年以下有期徒刑/g;
function* expected(document: CheckedDocument): Generator<RuleHit> {
  for (const { index: start, 0: words, 1: low = "", 2: high = "" } of document.text.matchAll(EXPECTED)) {
    const sole = chargeOf(document, start, contextOf(document, start).whose);
    const [least, most] = [monthsOf(`${low}年`), monthsOf(`${high}年`)];
    if (!sole || sole.penalty.tiers.some((tier) => least < tier.most && most > tier.least)) continue;
    yield {
      start,
      end: start + words.length,
      suggestion: null,
      reason: {
        zh: `${sole.charge}（刑法${sole.penalty.articleName}）没有这一幅度`,
        en: `the law has no such range for ${sole.charge} (Criminal Law ${sole.penalty.articleName})`,
      },
    };
  }
}

const SUSPENDED = new RegExp(
  `^[，,、；]?(?:并处罚金[^，。；\\n]{0,16}[，,])?(?:可以?|并|同时)?(?:依法)?(?:宣告|适用)?缓刑(?:考验期)?(?:为|的|限)?(?<probation>${PERIOD})`,
);
const RECIDIVIST = /(?<![不非未])(?:系|属于?|是|构成|为)(?:一般)?累犯|以累犯论处/;
const RINGLEADER = /犯罪集团的?首要分子/;

/** A probation that is none for its sentence (刑法 72, 73), or that is for one who may have none (刑法 74). */
function* suspended(text: string, { start, end, terms, lighter }: Place): Generator<RuleHit> {
  const found = SUSPENDED.exec(text.slice(end, end + 60));
  if (!found) return;
  if (lighter === "管制") {
    const reason = {
      zh: "缓刑只适用于拘役和三年以下有期徒刑，不适用于管制（刑法第七十二条）",
      en: "control cannot be suspended (Criminal Law 72)",
    };
    yield { start, end: end + found[0].length, suggestion: null, reason };
    return;
  }
  const place = { start, end: end + found[0].length, suggestion: null };
  const reason = probationAgainst(lighter ?? "有期徒刑", terms.at(-1) ?? 0, monthsOf(found.groups?.["probation"] ?? ""));
  if (reason) yield { ...place, reason };
  else if (lighter === null && (tells(RECIDIVIST, text) || tells(RINGLEADER, text) || isRecidivist(text)))
    yield {
      ...place,
      reason: {
        zh: "对于累犯和犯罪集团的首要分子，不适用缓刑（刑法第七十四条）",
        en: "no sentence of a recidivist or of the head of a criminal group can be suspended (Criminal Law 74)",
      },
    };
}

/** 被判处有期徒刑三年，2021年8月19日刑满释放，2023年10月又: within five years of the end of a term of imprisonment, by somebody grown up (刑法 65). */
const RELEASED =
  /被?判处有期徒刑[^。；]{0,40}?([12][0-9]{3})年([0-9]{1,2})月(?:[0-9]{1,2}日)?(?:刑满|假释期满)?(?:后)?(?:释放|出狱)[^。；]{0,8}?[，。；][^。；]{0,6}?([12][0-9]{3})年([0-9]{1,2})月/;
function isRecidivist(text: string): boolean {
  const [whole = "", year, month, again, then] = RELEASED.exec(text) ?? [];
  if (whole === "" || /过失|交通肇事|未成年|[未不]满(?:十八|18)/.test(text)) return false;
  const months = 12 * (Number(again) - Number(year)) + Number(then) - Number(month);
  return months >= 0 && months < FIVE_YEARS;
}
const FIVE_YEARS = 60;

/** Fines that the law does not have for the charge, or not so high or so low. */
function* fines(document: CheckedDocument, places: readonly Place[]): Generator<RuleHit> {
  const { text } = document;
  for (const { fen, start, end } of finesIn(document)) {
    const [line] = lineAround(text, start);
    const from = Math.max(line, text.lastIndexOf("。", start - 1) + 1);
    if (stanceOf(document, { from, start, end }) === null) continue;
    const { said, whose } = contextOf(document, start);
    const beside = places.findLast((each) => each.end <= start && each.start >= from);
    if (SEVERAL.test(text.slice(from, start)) && /(?:决定|合并)执行[^。；]*$/.test(text.slice(from, start))) continue;
    const sole: Judged | null = beside?.isOfSeveral === true ? ownChargeOf(document, from, beside.start) : chargeOf(document, start, whose);
    if (!sole) continue;
    const crime = saidOfCrime(document, said, sole.charge);
    const { tiers } = toldTiers(document, sole, { all: said, crime });
    const reason = againstFine({
      ...sole,
      yuan: Number(fen) / 100,
      said,
      tiers,
      taken: crime === null ? amountsTold(document, said, start) : null,
      months: beside?.lighter === null ? (beside.terms.at(-1) ?? null) : null,
    });
    if (reason) yield { start, end, suggestion: null, reason };
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
