import type { CheckedDocument } from "../document.ts";
import { introductionOf } from "../facts/acts.ts";
import type { DatedPlace } from "../facts/dates.ts";
import { factsOf } from "../facts/facts.ts";
import { spansIn } from "../facts/spans.ts";
import type { Clash } from "./clashes.ts";
import { isOfWrongTerm } from "./terms.ts";

interface Stretch {
  readonly first: DatedPlace;
  /** Null: it is not said when it ended. */
  readonly last: DatedPlace | null;
}

/** 2023年3月至2024年5月间, 2023年以来, 2024年3月起 */
const WIDE =
  /(?<![0-9])((?:19|20)[0-9]{2})年(?:([0-9]{1,2})月)?(?:份|[初底末]|[上中下]旬|间|期间)?(?:[至到—-](?:((?:19|20)[0-9]{2})年)?(?:([0-9]{1,2})月)?(?:份|[初底末]|[上中下]旬)?(?:间|期间|，)|(以来|起|开始)|(?=间|期间|，))/g;
const ITEM = /^\s*(?:[（(]?[一二三四五六七八九十0-9]{1,3}[)）、.．]|[①-⑳])?\s*(?:于|在)?$/;
/** What is told of all acts together. */
const OF_ALL = /先后|多次|共|累计|分别|[二两三四五六七八九十0-9][起次笔宗名]|以来/;

/** A stretch of time in which all was done that a list tells: 2024年3月至6月间…具体如下. */
export function* listedClashes(document: CheckedDocument): Generator<Clash> {
  const { text } = document;
  for (const act of factsOf(document).acts ?? []) {
    const line = text.lastIndexOf("\n", act.start - 1) + 1;
    if (!ITEM.test(text.slice(line, act.start))) continue;
    const introduction = introductionOf(text, act.start);
    const stretch = introduction && stretchOf(document, introduction);
    if (!stretch) continue;
    const { first, last } = stretch;
    if (act.on < first.on) yield { first, second: act, suspect: "second", reasons: REASONS };
    if (last && act.on > last.on) yield { first: act, second: last, suspect: "first", reasons: REASONS };
  }
}

/** The stretch that the sentence tells which introduces a list. */
function stretchOf(document: CheckedDocument, { text, start }: { readonly text: string; readonly start: number }): Stretch | null {
  for (const sentence of [...text.matchAll(/[^。]+/g)].reverse()) {
    const [at, said] = [start + sentence.index, sentence[0]];
    if (!OF_ALL.test(said) || /曾|判处|刑满/.test(said)) continue;
    const place = (from: number, to: number, on: string): DatedPlace => ({ on, start: at + from, end: at + to });
    const span = spansIn(said)[0];
    if (span) {
      const first = place(span.start, span.end, span.first);
      return isOfWrongTerm(document, first) ? null : { first, last: { ...first, on: span.last } };
    }
    const [wide] = said.matchAll(WIDE);
    if (!wide) continue;
    const [whole, year, month, toYear, toMonth, isOpen] = wide;
    const end = `${toYear ?? year}-${(toMonth ?? (toYear === undefined ? month : undefined) ?? "12").padStart(2, "0")}-31`;
    const where = (on: string): DatedPlace => place(wide.index, wide.index + whole.length, on);
    return { first: where(`${year}-${(month ?? "1").padStart(2, "0")}-01`), last: isOpen === undefined ? where(end) : null };
  }
  return null;
}

const REASON = { zh: "不在所述的起止时间之内", en: "outside the stretch of time that is told of all of them" };
const REASONS: Clash["reasons"] = { first: REASON, second: REASON };
