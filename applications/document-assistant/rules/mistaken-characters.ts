import type { CheckedDocument } from "../document.ts";
import { factsOf } from "../facts/facts.ts";
import { GIVEN, SURNAMES } from "../facts/surnames.ts";
import type { RuleHit } from "../rule.ts";
import { CONFUSED_WORDS } from "./confused-words.ts";
import {
  besideHole,
  type Candidate,
  costOfOne,
  costOfTwo,
  HAN,
  type Lexicon,
  type PathWord,
  pairOf,
  pathOf,
  readLexicon,
  wordsOn,
} from "./word-path.ts";

/** So much less must a run cost with the other character, in nats; so much where the string is told more than once; and from this on a word of two characters or more costs so much that it may be none. */
const [LEAST_GAIN, SURE, RARE] = [5, 9, 14.5];
/** A character that is met more seldom than this is less often typed for another, by so much of what it costs beyond. */
const [SELDOM, SELDOM_SHARE] = [10, 0.5];
/** By so much less may a run cost with a word that is none of the office's, and where the character stands so in many words that nobody lists: 牵出, 其关. */
const [OF_OTHERS, FREE] = [2, 3];
const FREE_BEHIND = new Set(Array.from("出入到得走至着了过来去上下给的人者系称为是时处后前内外中等已均都也", (each) => each.charCodeAt(0)));
const FREE_BEFORE = new Set(Array.from("其该此各每只仅未不没已均都也又再很太以可能从把被为", (each) => each.charCodeAt(0)));
/** Words beside that are read again with it. */
const BESIDE = 2;
const MOST_REMEMBERED = 100_000;

/** Part of the name of a firm or a place: 旅捷出租车有限公司, 坡镇. */
const OF_A_NAME =
  /^(?:(?![的了在被将由对与和及向为以是])\p{Script=Han}){0,8}?(?:有限|公司|集团|商行|酒[吧店楼]|超市|经营部|服务部|门市部|商店|[餐饭书药]店|养殖场|农庄|山庄|工作室|合作社|[镇乡村街路巷]|社区|小区|大道|家园|公寓|街道)/u;
const BEHIND_A_ROLE = /(?:被告人|嫌疑人|被害人|证人|罪犯|申请人|原告|被告|法定代表人|负责人|当事人|民警|检察官|法官)$/;
/** Part of the number of a document: 华检刑诉〔2026〕12号. */
const OF_A_NUMBER = /^\p{Script=Han}{0,8}[〔[［(（](?:19|20)[0-9]{2}/u;
const NO_CHARACTER = new Set(Array.from("某壹贰叁肆伍陆柒捌玖拾佰仟圆", (each) => each.charCodeAt(0)));

interface Mistake {
  readonly start: number;
  readonly meant: string;
  /** Place in the run of the character that is wrong. */
  readonly wrongAt: number;
  readonly gain: number;
}

/** What beside it may still take off. */
const MOST_BESIDE = 6;

/** What it costs that a character of a word was written for another, and what a word of two can gain by itself. */
function costsOf(lexicon: Lexicon, one: number, other: number, wrong: 0 | 1, likeness: number, meant: number): number | null {
  const code = wrong === 0 ? one : other;
  const cost = likeness + seldomness(lexicon, code) + (lexicon.own.has(meant) ? 0 : OF_OTHERS) + freedom(code, wrong === 0, wrong === 1);
  const gain = costOfOne(lexicon, one) + costOfOne(lexicon, other) - costOfTwo(lexicon, meant) - cost;
  return gain + MOST_BESIDE < LEAST_GAIN ? null : cost;
}

const freedom = (code: number, isFirst: boolean, isLast: boolean): number =>
  (isFirst && FREE_BEFORE.has(code)) || (isLast && FREE_BEHIND.has(code)) ? FREE : 0;
const seldomness = (lexicon: Lexicon, code: number): number => SELDOM_SHARE * Math.max(0, costOfOne(lexicon, code) - SELDOM);

function candidates(lexicon: Lexicon, one: number, other: number): readonly Candidate[] {
  const key = pairOf(one, other);
  const known = lexicon.remembered.get(key);
  if (known) return known;
  const found: Candidate[] = [];
  const offer = (first: number, second: number, wrong: 0 | 1, likeness: number): void => {
    const meant = pairOf(first, second);
    const cost = lexicon.meant.has(meant) ? costsOf(lexicon, one, other, wrong, likeness, meant) : null;
    if (cost !== null) found.push([String.fromCharCode(first, second), wrong, cost]);
  };
  for (const [each, likeness] of lexicon.alike.get(one) ?? []) offer(each, other, 0, likeness);
  for (const [each, likeness] of lexicon.alike.get(other) ?? []) offer(one, each, 1, likeness);
  if (lexicon.remembered.size > MOST_REMEMBERED) lexicon.remembered.clear();
  lexicon.remembered.set(key, found);
  return found;
}

/** Strings of a run that are one character away from a word of such documents, where the run reads far easier with that word. */
export function* mistakesIn(run: string, lexicon = readLexicon()): Generator<Mistake> {
  const path = pathOf(lexicon, run);
  const words = wordsOn(path);
  const wordAt = new Int32Array(run.length);
  for (const [at, { start, end }] of words.entries()) wordAt.fill(at, start, end);
  const found: Mistake[] = [];
  const offer = (start: number, meant: string, wrong: number, cost: number): void => {
    const end = start + meant.length;
    const from = (words[Math.max(0, (wordAt[start] as number) - BESIDE)] as PathWord).start;
    const to = (words[Math.min(words.length - 1, (wordAt[end - 1] as number) + BESIDE)] as PathWord).end;
    const other = pathOf(lexicon, run.slice(from, start) + meant + run.slice(end, to)).costs[to - from] as number;
    const gain = (path.costs[to] as number) - (path.costs[from] as number) - other - cost;
    if (gain >= LEAST_GAIN) found.push({ start, meant, wrongAt: start + wrong, gain });
  };
  const isOpen = (at: number): boolean => {
    const { start, end, cost, isName } = words[wordAt[at] as number] as PathWord;
    return !isName && (end - start === 1 || cost >= RARE);
  };
  for (let at = 0; at < run.length; at += 1) {
    const code = run.charCodeAt(at);
    if (!isOpen(at) || NO_CHARACTER.has(code)) continue;
    const behind = run.charCodeAt(at + 1);
    if (at + 1 < run.length && isOpen(at + 1) && !NO_CHARACTER.has(behind))
      for (const [meant, wrong, cost] of candidates(lexicon, code, behind)) offer(at, meant, wrong, cost);
    for (const [size, holes] of lexicon.holed.entries())
      for (let hole = Math.max(0, at + size + 3 - run.length); hole < size + 3 && hole <= at; hole += 1) {
        const start = at - hole;
        const longer = holes[hole]?.get(besideHole(run, start, hole));
        if (longer === undefined) continue;
        for (const meant of longer) {
          const cost = lexicon.alike.get(code)?.get(meant.charCodeAt(hole));
          if (cost !== undefined && isBut(run, start, meant, hole))
            offer(start, meant, hole, cost + seldomness(lexicon, code) + freedom(code, hole === 0, hole === meant.length - 1));
        }
      }
  }
  const told = new Set<number>();
  for (const each of found.sort((one, other) => other.gain - one.gain)) {
    if (told.has(each.wrongAt)) continue;
    told.add(each.wrongAt);
    yield each;
  }
}

/** A run holds a word but for one of its characters. */
function isBut(run: string, start: number, word: string, hole: number): boolean {
  for (let at = 0; at < word.length; at += 1) if (at !== hole && run.charCodeAt(start + at) !== word.charCodeAt(at)) return false;
  return true;
}

// Those are judged with what stands around them.
const JUDGED = new Set(CONFUSED_WORDS.map(([written]) => written));

/** Names of people, of places and of firms are left alone. */
export function* mistakenIn(document: CheckedDocument): Generator<RuleHit> {
  const { text } = document;
  for (const run of text.matchAll(HAN))
    for (const { start: at, meant, gain } of mistakesIn(run[0])) {
      const [start, end] = [run.index + at, run.index + at + meant.length];
      const written = text.slice(start, end);
      const behind = text.slice(end, end + 16);
      if (JUDGED.has(written) || OF_A_NAME.test(behind) || OF_A_NUMBER.test(behind) || isOfPerson(text, start, end)) continue;
      if (BEHIND_A_ROLE.test(text.slice(Math.max(0, start - 6), start))) continue;
      // What is told again and again is a name or a thing that is called so.
      if (gain < SURE && text.split(written, 3).length > 2) continue;
      if (factsOf(document).names.some((name) => name.start < end && start < name.end)) continue;
      yield { start, end, suggestion: meant, reason: { zh: `“${written}”应为“${meant}”`, en: `“${written}” should be “${meant}”` } };
    }
}

const BEHIND_A_NAME = /^(?:[^\p{Script=Han}]|[在被将对与和及向为是于因系等称说的]|$)/u;

/** A name begins with its last character (粮贩戴良建), or it is one (潇转账给高宇). */
function isOfPerson(text: string, start: number, end: number): boolean {
  const behind = text.slice(end, end + 3);
  if (SURNAMES.has(text.slice(end - 1, end + 1))) return true;
  return (
    SURNAMES.has(text.charAt(start)) &&
    Array.from(text.slice(start + 1, end)).every((each) => GIVEN.has(each)) &&
    (BEHIND_A_NAME.test(behind) || (GIVEN.has(behind.charAt(0)) && BEHIND_A_NAME.test(behind.slice(1))))
  );
}
