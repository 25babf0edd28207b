import type { CheckedDocument } from "../document.ts";
import { factsOf } from "../facts/facts.ts";
import { GIVEN, SURNAMES } from "../facts/surnames.ts";
import type { RuleHit } from "../rule.ts";
import { CONFUSED_WORDS } from "./confused-words.ts";
import { KNOWN_BESIDE, NEAR_WORDS } from "./near-words.ts";

interface NearWord {
  readonly written: string;
  readonly meant: string;
  /** Where in it the pair stands by which it is looked up. */
  readonly pairAt: number;
}

const LONGEST_WORD = 4;
/** Part of the name of a firm or a place: 旅捷出租车有限公司, 坡镇. */
const OF_A_NAME =
  /^(?:(?![的了在被将由对与和及向为以是])\p{Script=Han}){0,8}?(?:有限|公司|集团|商行|酒[吧店楼]|超市|经营部|工作室|合作社|[镇乡村街路巷]|社区|小区|大道|家园|公寓|街道)/u;

/** What stands behind a name in such words: 祝芷在 is no 正在. */
const MEETS_NAMES = /^.[在已将被的是与和及对向未又也称说曾因以均系等时后前到从]$/u;

/** Two characters as a number. */
export const keyOf = (text: string, at: number): number => text.charCodeAt(at) * 65_536 + text.charCodeAt(at + 1);

interface NearWords {
  readonly words: ReadonlySet<string>;
  /** By the pair that holds the character that is wrong. */
  readonly byPair: ReadonlyMap<number, readonly NearWord[]>;
}

let known: NearWords | null = null;

function readNearWords(): NearWords {
  // Those are judged with what stands around them.
  const judged = new Set(CONFUSED_WORDS.map(([written]) => written));
  const [words, byPair] = [new Set(KNOWN_BESIDE.trim().split(/\s+/)), new Map<number, NearWord[]>()];
  for (const row of NEAR_WORDS.trim().split(/\s+/)) {
    const [meant = "", ...lists] = row.split("/");
    words.add(meant);
    const meetsNames = MEETS_NAMES.test(meant);
    for (const [at, list] of lists.entries()) {
      if (at === 0 && meetsNames) continue;
      const [before, behind, pairAt] = [meant.slice(0, at), meant.slice(at + 1), Math.max(0, at - 1)];
      for (const wrong of list) {
        const written = before + wrong + behind;
        if (judged.has(written)) continue;
        const key = keyOf(written, pairAt);
        const same = byPair.get(key);
        if (same) same.push({ written, meant, pairAt });
        else byPair.set(key, [{ written, meant, pairAt }]);
      }
    }
  }
  return { words, byPair };
}

/** Strings that are one character away from a word of such documents and are no words. What two words make where they meet, names of people and of places are left alone. */
export function* mistakenIn(document: CheckedDocument): Generator<RuleHit> {
  known ??= readNearWords();
  const { words, byPair } = known;
  const { text } = document;
  for (let at = 0; at + 1 < text.length; at += 1) {
    const near = byPair.get(keyOf(text, at));
    if (!near) continue;
    for (const { written, meant, pairAt } of near) {
      const [start, end] = [at - pairAt, at - pairAt + written.length];
      if (!text.startsWith(written, start) || isAcross(words, text, start, end) || OF_A_NAME.test(text.slice(end, end + 16))) continue;
      if (isOfPerson(words, text, start, end)) continue;
      if (factsOf(document).names.some((name) => name.start < end && start < name.end)) continue;
      yield { start, end, suggestion: meant, reason: { zh: `“${written}”应为“${meant}”`, en: `“${written}” should be “${meant}”` } };
      break;
    }
  }
}

const NO_NAME_BEHIND = /^(?:[^\p{Script=Han}]|[的了着过在被将由对与和及向为以是于后前时中等不未已应可能也均都又者人们]|$)/u;
const BEHIND_A_NAME = /^(?:[^\p{Script=Han}]|[在被将对与和及向为是于因系等称说的]|$)/u;

/** A name begins with its last character (粮贩戴良建), or it is one (潇转账给高宇). */
function isOfPerson(words: ReadonlySet<string>, text: string, start: number, end: number): boolean {
  const behind = text.slice(end, end + 3);
  if (SURNAMES.has(text.slice(end - 1, end + 1))) return true;
  if (SURNAMES.has(text.charAt(end - 1)) && !NO_NAME_BEHIND.test(behind) && !words.has(behind.slice(0, 2)) && !words.has(behind))
    return true;
  return (
    SURNAMES.has(text.charAt(start)) &&
    Array.from(text.slice(start + 1, end)).every((each) => GIVEN.has(each)) &&
    (BEHIND_A_NAME.test(behind) || (GIVEN.has(behind.charAt(0)) && BEHIND_A_NAME.test(behind.slice(1))))
  );
}

/** A word ends with its first character, or begins with its last one. */
function isAcross(words: ReadonlySet<string>, text: string, start: number, end: number): boolean {
  for (let size = 2; size <= LONGEST_WORD; size += 1)
    if (words.has(text.slice(Math.max(0, start + 1 - size), start + 1)) || words.has(text.slice(end - 1, end - 1 + size))) return true;
  return false;
}
