import type { LegalNumber } from "@yuejian/contracts";
import { legalNumberHistory } from "@yuejian/deadlines";
import type { CheckedDocument } from "../document.ts";
import { factsOf } from "../facts/facts.ts";
import { monthsIn } from "../facts/terms.ts";
import type { DocumentRule, RuleHit } from "../rule.ts";

interface Range {
  readonly level: RegExp;
  /** Months of fixed-term imprisonment. */
  readonly least: number;
  readonly most: number;
}

/** Charges whose range goes by the amount, and their names in the table of legal numbers. */
const CHARGES = [
  { charge: "盗窃罪", id: "theft" },
  { charge: "诈骗罪", id: "fraud" },
  { charge: "抢夺罪", id: "snatching" },
  { charge: "敲诈勒索罪", id: "extortion" },
  { charge: "职务侵占罪", id: "embezzlement" },
] as const;

/** As the law stands: the last entry of a number. */
const newest = (id: string): LegalNumber => legalNumberHistory(id).at(-1) as LegalNumber;
const ofSentence = (id: string): LegalNumber => newest(`sentence.${id}`);

/** The highest level first: 数额特别巨大 holds no 数额巨大, and a text that names several is judged by the highest. */
const rangesOf = (id: string): readonly Range[] => [
  { level: /数额特别巨大/, least: ofSentence(`${id}-enormous-least`).value, most: ofSentence("fixed-term-most").value },
  { level: /数额巨大/, least: ofSentence(`${id}-huge-least`).value, most: ofSentence(`${id}-huge-most`).value },
  { level: /数额较大/, least: ofSentence("fixed-term-least").value, most: ofSentence(`${id}-large-most`).value },
];

const RANGES = CHARGES.map(({ charge, id }) => ({ charge, article: ofSentence(`${id}-large-most`).article, ranges: rangesOf(id) }));

const TERM = /有期徒刑(?:[一二三四五六七八九十两]{1,3}年)?(?:零)?(?:[一二三四五六七八九十]{1,3}个月)?/g;
/** A sentence below the range is lawful where it is mitigated (刑法 63), which the document has to say. */
const MITIGATED = /减轻(?:或者?免除)?处罚|免除处罚|予以减轻|减轻或者免除/;
const PROPOSED = /(?:量刑建议|建议|拟)[^。\n]{0,80}?(?:判处|处(?!罚|理|分|置|于))|量刑建议[为是：:]/g;

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
  const { names } = factsOf(document);
  const accused = new Set(names.flatMap(({ name, role }) => (role === "" ? [name] : [])));
  if (accused.size < 2) return document.text;
  const line = document.text.slice(document.text.lastIndexOf("\n", from) + 1, from);
  const [name] = [...accused].map((each) => [each, line.lastIndexOf(each)] as const).sort(([, one], [, other]) => other - one)[0] ?? [];
  if (name === undefined || !line.includes(name)) return document.text;
  accused.delete(name);
  return saidOf(document, name, accused);
}

function* outside(document: CheckedDocument): Generator<RuleHit> {
  const { text } = document;
  const own = RANGES.filter(({ charge, article }) => text.includes(charge) && text.includes(article));
  if (own.length !== 1) return;
  const { ranges, article, charge } = own[0] as (typeof RANGES)[number];
  const range = ranges.find(({ level }) => level.test(text));
  if (!range) return;
  const told = new Set<number>();
  for (const proposal of text.matchAll(PROPOSED)) {
    const from = proposal.index + proposal[0].length;
    const clause = text.slice(from, from + 240).split(/[。\n]/, 1)[0] ?? "";
    for (const found of clause.matchAll(TERM)) {
      const months = monthsIn(found[0]);
      const start = from + found.index;
      if (months === 0 || told.has(start)) continue;
      if (months <= range.most && (months >= range.least || MITIGATED.test(contextOf(document, start)))) continue;
      told.add(start);
      yield {
        start,
        end: start + found[0].length,
        suggestion: null,
        reason: {
          zh: `${charge}（刑法${article}）在所写的数额档次内是 ${range.least / 12} 年至 ${range.most / 12} 年有期徒刑${months < range.least ? "；低于幅度须写明减轻处罚（刑法第六十三条）" : ""}`,
          en: `for ${charge} (Criminal Law ${article}) of the amount told the range is ${range.least} to ${range.most} months${months < range.least ? "; below it only where mitigation is stated (63)" : ""}`,
        },
      };
    }
  }
}

const NUMBERS = "一二三四五六七八九十两";
const PERIOD = `(?:[${NUMBERS}]{1,3}年)?零?(?:[${NUMBERS}]{1,3}个月)?`;
const SUSPENDED = new RegExp(`(有期徒刑|拘役)(${PERIOD})[，,、]?(?:并)?(?:宣告|适用)?缓刑(?:考验期)?(?:为|的)?(${PERIOD})`, "g");
const KINDS = [
  {
    word: "拘役",
    pattern: new RegExp(`拘役([${NUMBERS}]{1,3}年)?零?([${NUMBERS}]{1,3}个月)?`, "g"),
    least: "detention-least",
    most: "detention-most",
  },
  {
    word: "管制",
    pattern: new RegExp(`(?<=[处为])管制([${NUMBERS}]{1,3}年)?零?([${NUMBERS}]{1,3}个月)?`, "g"),
    least: "control-least",
    most: "control-most",
  },
] as const;

/** Bounds that hold whatever the charge: probation (刑法 72、73), detention (42) and control (38). A sentence for several crimes may be longer. */
function* bounds({ text }: CheckedDocument): Generator<RuleHit> {
  for (const found of text.matchAll(SUSPENDED)) {
    const [whole, kind = "", sentence = "", period = ""] = found;
    const [months, probation] = [monthsIn(sentence), monthsIn(period)];
    if (months === 0 || isQuotedLaw(text, found.index)) continue;
    const of = kind === "拘役" ? "detention" : "fixed-term";
    const [least, most] = [newest(`probation.${of}-least`), newest(`probation.${of}-most`)];
    const limit = newest("probation.sentence-most");
    const wrong =
      of === "fixed-term" && months > limit.value
        ? {
            zh: `缓刑只适用于拘役和 ${limit.value / 12} 年以下有期徒刑（刑法${limit.article}）`,
            en: `only sentences of at most ${limit.value} months can be suspended (Criminal Law 72)`,
          }
        : probation > 0 && (probation < Math.max(months, least.value) || probation > most.value)
          ? {
              zh: `${kind}的缓刑考验期为原判刑期以上、${most.value / 12} 年以下，不少于 ${least.value} 个月（刑法${most.article}）`,
              en: `the probation is at least the sentence and ${least.value} months, at most ${most.value} (Criminal Law 73)`,
            }
          : null;
    if (wrong) yield { start: found.index, end: found.index + whole.length, suggestion: null, reason: wrong };
  }
  for (const { word, pattern, least, most } of KINDS)
    for (const found of text.matchAll(pattern)) {
      const months = monthsIn(found[0]);
      const [from, to] = [ofSentence(least), ofSentence(most)];
      if (months === 0 || (months >= from.value && months <= to.value) || /数罪|并罚|决定执行/.test(text) || isQuotedLaw(text, found.index))
        continue;
      yield {
        start: found.index,
        end: found.index + found[0].length,
        suggestion: null,
        reason: {
          zh: `${word}的期限为 ${from.value} 个月至 ${to.value} 个月（刑法${to.article}）`,
          en: `${word}: ${from.value} to ${to.value} months`,
        },
      };
    }
}

/** The words of a law, or 以上, 以下 behind the term: no sentence for somebody. */
const isQuotedLaw = (text: string, at: number): boolean => /^[^。；\n]{0,24}(?:以上|以下)/.test(text.slice(at, at + 30));

export const SENTENCE_RULES: readonly DocumentRule[] = [
  {
    id: "sentence-out-of-range",
    title: { zh: "量刑建议超出法定刑幅度", en: "Proposed sentence outside the range" },
    severity: "warning",
    source: "刑法",
    find: outside,
  },
  {
    id: "sentence-bounds",
    title: { zh: "刑期、缓刑考验期超出法定界限", en: "Term or probation beyond the bounds of the law" },
    severity: "error",
    source: "刑法",
    find: bounds,
  },
];
