import type { CheckedDocument } from "../document.ts";
import { type Difference, differences, extentOf, lettersOf } from "../facts/alignment.ts";
import { type Quotation, quotationsIn } from "../facts/quotations.ts";
import type { CheckContext, DocumentRule, JudgedCitation, RuleHit } from "../rule.ts";

/** Between a citation and the words it is quoted for. */
const INTRODUCES =
  /^(?:第[^。“”\n]{1,12}[款项])?(?:中|的|明确|作出)?(?:规定|载明|指出|明文规定)?(?:了|的是|的)?[：:，,]?$|^[，,]?即(?:规定)?(?:了|的是|的)?[：:，,]?$|^(?:第[^。“”\n]{1,12}[款项])?[^。；“”\n]{0,12}?(?:规定|载明|指出|要求|明确|强调|写明|写道|表述|明示|说明|确立|指明)[^。；“”\n]{0,8}[：:，,]?$/;
/** Behind a quotation the citation stands in brackets. */
const BEHIND = /^[（(]$/;
/** A shorter quotation may be a word of the writer's. */
const SHORTEST = 4;
/** Where no words tie a quotation to the article, its own words do: so many, and so few of them otherwise. */
const SHORTEST_LOOSE = 9;
const MOST_LOOSE = 0.25;
/** What stands without marks may be told in the writer's own words. */
const SHORTEST_UNMARKED = 16;
const MOST_UNMARKED = 0.12;
/** Characters of a quotation that are compared, and of an article: a passage, no code. */
const LONGEST_QUOTATION = 1_200;
const LONGEST_ARTICLE = 6_000;
/** How far before a quotation, or behind it, the article may be named. */
const FAR_BEFORE = 600;
const FAR_BEHIND = 80;
/** Articles that one quotation is compared with. */
const MOST_ARTICLES = 6;

interface Article {
  readonly law: string | null;
  /** As it was imported. */
  readonly wording: string;
  readonly letters: string;
  /** Of each letter its offset in the wording. */
  readonly at: readonly number[];
  readonly start: number;
  readonly end: number;
}

interface PartDifferences {
  /** Of the part, in the text of the document. */
  readonly start: number;
  readonly part: string;
  readonly at: readonly number[];
  readonly found: readonly Difference[];
}

/** Words between the article and the quotation that tie them together. */
function isTied({ text }: CheckedDocument, { start, end }: Article, quotation: Quotation): boolean {
  if (end <= quotation.start) return INTRODUCES.test(text.slice(end, quotation.start - 1));
  return BEHIND.test(text.slice(quotation.end + 1, start).replace(/^[，。,.]/, ""));
}

/** The differences of a quotation from one article; null: it is no quotation of it. */
function against(quotation: Quotation, article: Article, isLoose: boolean): PartDifferences[] | null {
  const [shortest, most] = !quotation.isMarked
    ? [SHORTEST_UNMARKED, MOST_UNMARKED]
    : isLoose
      ? [SHORTEST_LOOSE, MOST_LOOSE]
      : [SHORTEST, undefined];
  const all: PartDifferences[] = [];
  let [start, isAny] = [quotation.start, false];
  // What was left out of a quotation is marked by an ellipsis: each part is a quotation of its own.
  for (const part of quotation.text.split(/(……|\.\.\.|…)/)) {
    const quoted = lettersOf(part);
    // An article may be quoted with its number before it.
    const head = /^第[零〇一二三四五六七八九十百千两0-9]{1,9}条(?:之[一二三四五六七八九十])?/.exec(quoted.text)?.[0].length ?? 0;
    const [letters, at] = [quoted.text.slice(head), quoted.at.slice(head)];
    if (letters.length >= shortest && letters.length <= LONGEST_QUOTATION) {
      const found = differences(letters, article.letters, most) ?? (quotation.isMarked ? leftOut(letters, article.letters) : null);
      if (found === null && isLoose) return null;
      if (found) {
        isAny = true;
        const isWhole = quotation.isMarked && found.length === 0;
        const rest = isWhole ? cutShort(letters, article) : null;
        const isLost = !isLoose && letters.length >= SHORTEST_CUT && rest !== null && LAST_WORD.test(rest.meant);
        const cut = rest && (/。\s*$/.test(part) || isLost) ? rest : null;
        all.push({ start, part, at, found: cut ? [cut] : found });
      }
    }
    start += part.length;
  }
  return isAny ? all : null;
}

const SHORTEST_SIDE = 6;
/** So long a quotation that leaves out the last word of a clause was meant to hold it. */
const SHORTEST_CUT = 14;
const LAST_WORD = /^(?!决定|处罚|规定|责任)[^的者时了等后前内中上下、]{2}$/u;

/** One stretch of the article that a quotation leaves out without a mark, more than counts as a difference; null: it is none. */
function leftOut(quoted: string, article: string): Difference[] | null {
  let most = 0;
  while (most < quoted.length && article.includes(quoted.slice(0, most + 1))) most += 1;
  for (let length = most; length >= SHORTEST_SIDE && quoted.length - length >= SHORTEST_SIDE; length -= 1) {
    const end = article.indexOf(quoted.slice(0, length)) + length;
    const next = article.indexOf(quoted.slice(length), end);
    if (next > end) return [{ from: length, to: length, meant: article.slice(end, next) }];
  }
  return null;
}

/** What a quotation leaves out where it ends in a full stop and the sentence of the article goes on without a mark; null: it ends with it, or at a comma. */
function cutShort(quoted: string, { wording, letters, at }: Article): Difference | null {
  let rest: string | null = null;
  for (let from = letters.indexOf(quoted); from >= 0; from = letters.indexOf(quoted, from + 1)) {
    const behind = wording.slice((at[from + quoted.length - 1] ?? wording.length) + 1);
    if (!/^[\p{Script=Han}、]/u.test(behind)) return null;
    rest = /^[^，。；：\n]*/.exec(behind)?.[0] ?? "";
  }
  return rest === null ? null : { from: quoted.length, to: quoted.length, meant: rest };
}

const extent = (parts: readonly PartDifferences[]): number => parts.reduce((sum, { found }) => sum + extentOf(found), 0);

/** The article that a quotation is of: what it is tied to by words, or the one near by that it differs least from. */
function meant(document: CheckedDocument, articles: readonly Article[], quotation: Quotation): [Article, PartDifferences[]] | null {
  const near = articles
    .filter(({ start, end }) =>
      end <= quotation.start
        ? quotation.start - end < FAR_BEFORE
        : quotation.isMarked && start >= quotation.end && start - quotation.end < FAR_BEHIND,
    )
    .sort((one, other) => distance(one, quotation) - distance(other, quotation))
    .slice(0, MOST_ARTICLES);
  let best: [Article, PartDifferences[]] | null = null;
  for (const article of near) {
    const parts = against(quotation, article, !isTied(document, article, quotation));
    if (parts && (best === null || extent(parts) < extent(best[1]))) best = [article, parts];
    if (best && extent(best[1]) === 0) break;
  }
  return best;
}

const distance = ({ start, end }: Article, quotation: Quotation): number =>
  end <= quotation.start ? quotation.start - end : start - quotation.end + FAR_BEHIND;

function articlesOf(citations: readonly JudgedCitation[]): Article[] {
  return citations.flatMap(({ state, wording, law, start, end }) => {
    if (state !== "resolved" || wording == null || wording.length > LONGEST_ARTICLE) return [];
    const { text, at } = lettersOf(wording);
    return [{ law, wording, letters: text, at, start, end }];
  });
}

function* altered(document: CheckedDocument, { citations }: CheckContext): Generator<RuleHit> {
  const articles = articlesOf(citations?.all ?? []);
  if (articles.length === 0) return;
  for (const quotation of quotationsIn(document.text, articles)) {
    const [article, parts] = meant(document, articles, quotation) ?? [];
    for (const { start, part, at, found } of parts ?? [])
      for (const { from, to, meant: words } of found) {
        // Where characters are missing, those beside the gap are told with what stands between them.
        const isGap = from === to;
        const [first, last] = isGap ? [Math.max(0, from - 1), Math.min(from, at.length - 1)] : [from, to - 1];
        const [begin, stop] = [start + (at[first] ?? 0), start + (at[last] ?? 0) + 1];
        const kept = part.slice(at[first], (at[last] ?? 0) + 1);
        const gap = from === 0 ? 0 : from >= at.length ? kept.length : kept.length - 1;
        yield {
          start: begin,
          end: stop,
          suggestion: isGap ? kept.slice(0, gap) + words + kept.slice(gap) : words,
          reason: {
            zh: `引文与《${article?.law ?? ""}》该条文字不一致：条文${words === "" ? "没有这几个字" : `为“${words}”`}`,
            en: `the article of ${article?.law ?? ""} has ${words === "" ? "nothing here" : `“${words}” here`}`,
          },
        };
      }
  }
}

export const QUOTATION_RULES: readonly DocumentRule[] = [
  {
    id: "quotation-altered",
    title: { zh: "引文与条文不一致", en: "Quotation that differs from the article" },
    severity: "error",
    source: null,
    find: altered,
  },
];
