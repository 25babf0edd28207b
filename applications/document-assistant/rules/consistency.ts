import type { CheckedDocument } from "../document.ts";
import { factsOf } from "../facts/facts.ts";
import { isPlacedAsName, type NamedPlace } from "../facts/names.ts";
import { GIVEN, SURNAMES } from "../facts/surnames.ts";
import type { CheckContext, DocumentRule, RuleHit } from "../rule.ts";

function occurrences(text: string, part: string): number {
  let count = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) count += 1;
  return count;
}

/** Where it stands first and last is the same place. */
const standsOnce = (text: string, part: string, at: number): boolean =>
  text.indexOf(part) === at && text.indexOf(part, at + part.length) < 0;

/** A name that differs from a known one in one character and stands but once: after the same word for people, or where the text around it takes a name and its characters are those of names. */
function* names(document: CheckedDocument): Generator<RuleHit> {
  const { text } = document;
  const { names: named, known } = factsOf(document);
  const placed = new Map<number, NamedPlace>();
  for (const place of named) for (let at = place.start; at < place.end; at += 1) placed.set(at, place);
  const told = new Set<number>();
  for (const right of known) {
    const count = occurrences(text, right);
    if (count < 2) continue;
    const roles = new Set(named.flatMap(({ name, role }) => (name === right ? [role] : [])));
    for (const start of likeIn(text, right)) {
      const wrong = text.slice(start, start + right.length);
      if (told.has(start) || known.has(wrong)) continue;
      const place = placed.get(start) ?? placed.get(start + wrong.length - 1);
      const isNamed = place?.start === start && place.name === wrong;
      if (place && (!isNamed || !(roles.has(place.role) || place.role === null))) continue;
      if (!isNamed && !readsAsName(text, { wrong, right, start, count })) continue;
      if (touchesKnown(text, known, start, wrong.length) || !standsOnce(text, wrong, start)) continue;
      told.add(start);
      yield {
        start,
        end: start + wrong.length,
        suggestion: right,
        reason: {
          zh: `别处写作“${right}”（${count} 处），这里是“${wrong}”`,
          en: `elsewhere “${right}” (${count} times)`,
        },
      };
    }
  }
}

/** Where Chinese characters stand that differ from a name in one: in another than the first, or, for names of three, in the first. */
function* likeIn(text: string, name: string): Generator<number> {
  const first = name.charAt(0);
  for (let at = text.indexOf(first); at >= 0; at = text.indexOf(first, at + 1)) {
    const differing = Array.from(name).filter((character, index) => text.charAt(at + index) !== character);
    if (differing.length === 1 && /^\p{Script=Han}+$/u.test(text.slice(at, at + name.length)) && at + name.length <= text.length) yield at;
  }
  const rest = name.slice(1);
  // 张某某 and 李某某 are two people whose names are masked.
  if (rest.length < 2 || /^[某×]+$/.test(rest)) return;
  for (let at = text.indexOf(rest); at >= 0; at = text.indexOf(rest, at + 1))
    if (at > 0 && text.charAt(at - 1) !== first && /\p{Script=Han}/u.test(text.charAt(at - 1))) yield at - 1;
}

function readsAsName(
  text: string,
  { wrong, right, start, count }: { readonly wrong: string; readonly right: string; readonly start: number; readonly count: number },
): boolean {
  const end = start + wrong.length;
  const isOtherSurname = wrong.charAt(0) !== right.charAt(0);
  if (isOtherSurname) return right.length > 2 && count > 2 && SURNAMES.has(wrong.charAt(0)) && isPlacedAsName(text, start, end);
  const other = Array.from(wrong).find((character, at) => character !== right.charAt(at)) ?? "";
  if (right.length > 2) return GIVEN.has(other) || (count > 2 && isPlacedAsName(text, start, end));
  return GIVEN.has(other) && isPlacedAsName(text, start, end);
}

const touchesKnown = (text: string, known: ReadonlySet<string>, start: number, length: number): boolean =>
  known.values().some((name) => {
    for (let at = Math.max(0, start - name.length + 1); at < start + length; at += 1) if (text.startsWith(name, at)) return true;
    return false;
  });

/** One mention of a charge that differs from all others. */
function* charges(document: CheckedDocument): Generator<RuleHit> {
  const { charges: all } = factsOf(document);
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
