import type { CheckedDocument } from "../document.ts";
import { knownNames, namesIn } from "../facts/names.ts";
import type { CheckContext, DocumentRule, RuleHit } from "../rule.ts";

const occurrences = (text: string, part: string): number => text.split(part).length - 1;

/** A name that differs from one that is known in one character other than the surname, and stands but once: after a word for people, or, for names of three
 *  characters, anywhere. */
function* names({ text }: CheckedDocument): Generator<RuleHit> {
  const known = knownNames(text);
  const named = namesIn(text);
  const told = new Set<number>();
  const hit = (start: number, wrong: string, right: string): RuleHit => ({
    start,
    end: start + wrong.length,
    suggestion: right,
    reason: {
      zh: `别处写作“${right}”（${occurrences(text, right)} 处），这里是“${wrong}”`,
      en: `elsewhere “${right}” (${occurrences(text, right)} times)`,
    },
  });
  for (const right of known) {
    if (occurrences(text, right) < 2) continue;
    const roles = new Set(named.flatMap(({ name, role }) => (name === right ? [role] : [])));
    const isOther = (start: number): boolean => named.some((each) => each.start === start && !roles.has(each.role));
    for (const { name, start, role } of named) {
      if (!roles.has(role) || known.has(name) || told.has(start) || !isNear(name, right) || occurrences(text, name) > 1) continue;
      told.add(start);
      yield hit(start, name, right);
    }
    if (right.length !== 3 || occurrences(text, right) < 3) continue;
    const [surname = "", middle = "", last = ""] = right;
    for (const found of text.matchAll(
      new RegExp(`${surname}(?:${middle}(?!${last})\\p{Script=Han}|(?!${middle})\\p{Script=Han}${last})`, "gu"),
    )) {
      const wrong = found[0];
      if (
        told.has(found.index) ||
        known.has(wrong) ||
        isOther(found.index) ||
        occurrences(text, wrong) > 1 ||
        [...known].some((other) => other !== right && overlaps(text, other, found.index))
      )
        continue;
      told.add(found.index);
      yield hit(found.index, wrong, right);
    }
  }
}

const overlaps = (text: string, name: string, at: number): boolean => {
  for (let start = Math.max(0, at - name.length + 1); start <= at + 2; start += 1) if (text.startsWith(name, start)) return true;
  return false;
};

const isNear = (one: string, other: string): boolean =>
  one.length === other.length &&
  one.charAt(0) === other.charAt(0) &&
  Array.from(one).filter((character, at) => character !== other.charAt(at)).length === 1;

const CHARGE = /(?:涉嫌(?:犯)?|以|构成|犯|案由】)([\p{Script=Han}、]{2,16}?罪)(?![\p{Script=Han}]{0,1}(?:行|犯))/gu;

/** One mention of a charge that differs from all others. Earlier convictions are not meant. */
function* charges({ text }: CheckedDocument): Generator<RuleHit> {
  const all = [...text.matchAll(CHARGE)].flatMap((found) => {
    const charge = (found[1] as string).replace(/^.*(?:涉嫌|构成|以|犯)/u, "");
    const before = text.slice(Math.max(0, found.index - 20), found.index);
    if (/曾因|前科|刑满|另案|[0-9]{4}年[^。；]{0,12}因$/.test(before) || /认罪|犯罪$/.test(charge)) return [];
    const end = found.index + found[0].length;
    return [{ charge, start: end - charge.length, end }];
  });
  const counts = new Map<string, number>();
  for (const { charge } of all) counts.set(charge, (counts.get(charge) ?? 0) + 1);
  const [usual] = [...counts].sort(([, one], [, other]) => other - one)[0] ?? [];
  if (usual === undefined || counts.size !== 2 || (counts.get(usual) ?? 0) < 2) return;
  const single = all.find(({ charge }) => charge !== usual);
  if (single && counts.get(single.charge) === 1)
    yield {
      start: single.start,
      end: single.end,
      suggestion: usual,
      reason: { zh: `别处的罪名是“${usual}”`, en: `elsewhere the charge is “${usual}”` },
    };
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
    id: "name-inconsistent",
    title: { zh: "姓名前后不一致", en: "Name written in two ways" },
    severity: "error",
    source: null,
    find: names,
  },
  {
    id: "charge-inconsistent",
    title: { zh: "罪名前后不一致", en: "Charge told in two ways" },
    severity: "error",
    source: null,
    find: charges,
  },
  { id: "unmasked-data", title: { zh: "公开前未遮盖", en: "Not masked for publication" }, severity: "error", source: null, find: unmasked },
];
