import type { CheckedDocument } from "../document.ts";
import type { ChargePlace } from "../facts/charges.ts";
import { factsOf } from "../facts/facts.ts";
import { ACCUSED } from "../facts/roles.ts";
import type { CheckContext, DocumentRule, RuleHit } from "../rule.ts";

/** What is told of a charge that was changed on the way, or is somebody else's. */
const CHANGED = /定性|变更|改变|不构成|而非|有误|不当|应当?认定为|改以|另案|分别|数罪|并罚/;

/** Ends a list of charges of several crimes, and does not say that one was changed. */
const CHANGED_IN_LIST = /定性|变更|改变|不构成|而非|有误|另案/;

const sentenceOf = (text: string, at: number): readonly [from: number, to: number] => {
  const from = Math.max(text.lastIndexOf("。", at), text.lastIndexOf("\n", at), text.lastIndexOf("；", at)) + 1;
  const length = text.slice(at).search(/[。；\n]/);
  return [from, length < 0 ? text.length : at + length];
};

/** Of several crimes one that is named once, in a list that lacks one of those that other lists name: whoever wrote the list meant that one. */
function amongSeveral(text: string, all: readonly ChargePlace[]): OddCharge | null {
  const counts = countsOf(all);
  const [single, ...others] = all.filter(({ charge }) => counts.get(charge) === 1);
  const usual = [...counts].flatMap(([charge, count]) => (count > 1 ? [charge] : []));
  if (!single || others.length > 0 || usual.length < 2) return null;
  const listOf = (at: number): Set<string> => {
    const [from, to] = sentenceOf(text, at);
    return new Set(all.flatMap(({ charge, start }) => (start >= from && start < to ? [charge] : [])));
  };
  const own = listOf(single.start);
  const [missing, ...more] = usual.filter((charge) => !own.has(charge));
  const isWhole = all.some(({ start }) => usual.every((charge) => listOf(start).has(charge)));
  const [from, to] = sentenceOf(text, single.start);
  const isMeant = missing !== undefined && more.length === 0 && own.size === usual.length && isWhole;
  return isMeant && !CHANGED_IN_LIST.test(text.slice(from, to)) ? { single, usual: missing } : null;
}

const countsOf = (all: readonly ChargePlace[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const { charge } of all) counts.set(charge, (counts.get(charge) ?? 0) + 1);
  return counts;
};

interface OddCharge {
  readonly single: ChargePlace;
  readonly usual: string;
}

/** One mention of a charge that differs from all others, and what is meant. */
export function oddCharge(document: CheckedDocument): OddCharge | null {
  const { charges: all } = factsOf(document);
  return amongSeveral(document.text, all) ?? otherThanAll(document, all);
}

function* charges(document: CheckedDocument): Generator<RuleHit> {
  const odd = oddCharge(document);
  if (odd)
    yield {
      start: odd.single.start,
      end: odd.single.end,
      suggestion: odd.usual,
      reason: { zh: `别处的罪名是“${odd.usual}”`, en: `elsewhere the charge is “${odd.usual}”` },
    };
}

/** Of one crime the only mention by another name. */
function otherThanAll(document: CheckedDocument, all: readonly ChargePlace[]): OddCharge | null {
  const { text } = document;
  const counts = countsOf(all);
  const [usual] = [...counts].sort(([, one], [, other]) => other - one)[0] ?? [];
  if (usual === undefined || counts.size !== 2 || (counts.get(usual) ?? 0) < 2) return null;
  const single = all.find(({ charge }) => charge !== usual);
  if (!single || counts.get(single.charge) !== 1) return null;
  const [sentence] = sentenceOf(text, single.start);
  // Named beside the usual charge, or told to have been changed: both are meant.
  const around = text.slice(sentence, single.end + 30).split(/[。；\n]/, 1)[0] ?? "";
  if (
    around.replace(single.charge, "").includes(usual) ||
    CHANGED.test(text.slice(Math.max(sentence, single.start - 40), single.end + 30).split("\n", 1)[0] ?? "")
  )
    return null;
  // Of somebody to whom the usual charge is told nowhere.
  const accused = [...new Set(factsOf(document).names.flatMap(({ name, role }) => (role === ACCUSED ? [name] : [])))];
  const whose = (at: number): string | undefined => {
    const before = text.slice(Math.max(0, at - 60), at);
    return accused.filter((name) => before.includes(name)).sort((one, other) => before.lastIndexOf(other) - before.lastIndexOf(one))[0];
  };
  const own = whose(single.start);
  if (accused.length > 1 && own !== undefined && !all.some(({ charge, start }) => charge === usual && whose(start) === own)) return null;
  return { single, usual };
}

/** Numbers shown whole in what is to be published. */
function* unmasked({ text }: CheckedDocument, { isForPublication }: CheckContext): Generator<RuleHit> {
  if (isForPublication !== true) return;
  for (const found of text.matchAll(/(?<![0-9A-Za-z*])(?:[1-9][0-9]{16}[0-9Xx]|1[3-9][0-9]{9}|[0-9]{16,19})(?![0-9A-Za-z*])/g)) {
    const number = found[0];
    yield {
      start: found.index,
      end: found.index + number.length,
      suggestion: `${number.slice(0, number.length > 11 ? 6 : 3)}${"*".repeat(number.length > 11 ? number.length - 10 : 4)}${number.slice(number.length > 11 ? number.length - 4 : 7)}`,
      reason: { zh: "对外公开前应当遮盖号码", en: "numbers are masked before publication" },
    };
  }
}

export const CONSISTENCY_RULES: readonly DocumentRule[] = [
  {
    id: "charge-inconsistent",
    title: { zh: "罪名前后不一致", en: "Charge told in two ways" },
    severity: "error",
    source: null,
    find: charges,
  },
  { id: "unmasked-data", title: { zh: "公开前未遮盖", en: "Not masked for publication" }, severity: "error", source: null, find: unmasked },
];
