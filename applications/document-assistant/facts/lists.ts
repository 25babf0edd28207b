import type { CheckedDocument } from "../document.ts";
import { readOnce } from "./read-once.ts";
import { numberOf } from "./written-number.ts";

/** One of what a document lists: from its number on. */
export interface ListItem {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface ToldList {
  /** Numbers that begin paragraphs, numbers within a paragraph, paragraphs or clauses that begin with a day. */
  readonly form: "paragraphs" | "inline" | "days" | "clauses";
  readonly items: readonly ListItem[];
  readonly start: number;
  readonly end: number;
  /** Their numbers go on one by one. */
  readonly isSound: boolean;
}

const HAN = "[一二三四五六七八九十]{1,3}";
/** Forms of numbers, the outer before the inner. */
const FORMS: readonly RegExp[] = [
  new RegExp(`^\\s*(?:第(${HAN}|[0-9]{1,2})(?:部分|组|类|节))[、，：:．.\\s]?`),
  new RegExp(`^\\s*(${HAN})、`),
  new RegExp(`^\\s*[（(](${HAN})[）)]`),
  new RegExp(
    `^\\s*(?:第(${HAN}|[0-9]{1,2})(?:起|次|笔|宗|场|项|单|节事实|起事实|案|，|、)|(?:事实|案件)(${HAN}|[0-9]{1,2})(?=[、，：:．.\\s]))`,
  ),
  /^\s*([0-9]{1,2})[.．、](?=[12][0-9]{3}年|[0-9]{1,2}月|[^0-9])/,
  /^\s*[（(]([0-9]{1,2})[）)]/,
  /^\s*([0-9]{1,2})）/,
  /^\s*([①-⑳])/,
  new RegExp(`^\\s*(${HAN})是(?!否)`),
  /^\s*其([一二三四五六七八九])[，、是为：]/,
];
/** The same in the midst of a paragraph, behind a mark. */
const INLINE: readonly RegExp[] = [
  new RegExp(`(?<=[：:；;。，,、\\s]|^)[（(](${HAN})[）)]`, "g"),
  new RegExp(`(?<=[：:；;。])(${HAN})、`, "g"),
  new RegExp(`(?<=[：:；;。，,\\s]|^)第(${HAN}|[0-9]{1,2})(?:起|次|笔|宗|场|项|单|，|、)`, "g"),
  /(?<=[：:；;。，,、\s]|^)([0-9]{1,2})[.．、](?=[12][0-9]{3}年|[0-9]{1,2}月| ?[^0-9\s])/g,
  /(?<=[：:；;。，,、\s]|^)[（(]([0-9]{1,2})[）)](?=[^\s])/g,
  /([①-⑳])/g,
  /(?<=[：:；;。，,、\s]|^)[（(]([甲乙丙丁戊己庚辛壬癸])[）)]/g,
  new RegExp(`(?<=[：:；;。，,]|^)(${HAN})是(?!否)`, "g"),
  /(?<=[：:；;。，,]|^)其([一二三四五六七八九])[，、是为：]/g,
];
const DAY = "(?:(?:20[0-9]{2}|同|次|当)年)?(?:[0-9]{1,2}月|同月|次月)?[0-9]{1,2}日|20[0-9]{2}[.．/-][0-9]{1,2}[.．/-][0-9]{1,2}";
const DATED = new RegExp(`^\\s*(?:${DAY})`);
const DATED_CLAUSE = new RegExp(`(?<=[：:；;。，,]|^)(?:又|后|再次?|同样)?(?:于|在)?(?:${DAY})`, "g");

const STEMS = "甲乙丙丁戊己庚辛壬癸";
const numberIn = (written: string): number => STEMS.indexOf(written || "-") + 1 || numberOf(written);

/** So many paragraphs between two items are of something else. */
const FAR = 4;
/** Attachments are listed for themselves, the first perhaps in the line that begins them. */
const ATTACHED = /^\s*(?:附|附件|附项|附注|附录|随案移送|随函移送)[：:]/;

interface Open {
  readonly form: number;
  readonly items: { from: number; to: number; start: number }[];
  last: number;
  isSound: boolean;
}

/** Lists whose items begin paragraphs. A number of an outer form ends those of the inner ones. */
function* numbered(document: CheckedDocument): Generator<ToldList> {
  const { paragraphs, text } = document;
  const open = new Map<number, Open>();
  const closed: Open[] = [];
  const close = (from: number): void => {
    for (const [form, list] of open)
      if (form >= from) {
        closed.push(list);
        open.delete(form);
      }
  };
  for (const [at, paragraph] of paragraphs.entries()) {
    if (ATTACHED.test(paragraph.text)) close(0);
    const form = FORMS.findIndex((pattern) => pattern.test(paragraph.text));
    if (form < 0) continue;
    const found = (FORMS[form] as RegExp).exec(paragraph.text);
    const number = numberOf(found?.[1] ?? found?.[2] ?? "");
    const list = open.get(form);
    const item = { from: at, to: at, start: paragraph.start };
    if (!list || number === 1) {
      close(form);
      if (number === 1) open.set(form, { form, items: [item], last: 1, isSound: true });
      continue;
    }
    close(form + 1);
    // Numbers that begin anew a good way behind it are of another list, whose first one stands in a line of its own kind: 附件：1.….
    if (number <= list.last && at - (list.items.at(-1)?.from ?? at) > (number < list.last ? 1 : FAR)) {
      close(form);
      continue;
    }
    if (number !== list.last + 1) list.isSound = false;
    list.items.push(item);
    list.last = number;
  }
  close(0);
  for (const { items, isSound } of closed) {
    if (items.length < 2) continue;
    // All before the last stand over paragraphs of their own.
    const areHeadings = items.slice(1).every(({ from }, at) => from - (items[at]?.from ?? from) > 1);
    const placed = items.map(({ from, start }, order) => {
      const next = items[order + 1];
      // A heading alone stands for the paragraph behind it.
      const own = paragraphs[from];
      const isHeading = own !== undefined && own.text.length < 40 && (areHeadings || !/[。；]$/.test(own.text.trim()));
      const last = next ? next.from - 1 : isHeading && from + 1 < paragraphs.length ? from + 1 : from;
      const until = paragraphs[last];
      const end = until ? until.start + until.text.length : start;
      return { text: text.slice(start, end), start, end };
    });
    yield { form: "paragraphs", items: placed, start: placed[0]?.start ?? 0, end: placed.at(-1)?.end ?? 0, isSound };
  }
}

/** Items from place to place within a paragraph. */
function cut(
  text: string,
  offset: number,
  { starts, form, isSound }: { starts: readonly number[]; form: ToldList["form"]; isSound: boolean },
): ToldList {
  const items = starts.map((start, at) => {
    const next = starts[at + 1];
    const rest = text.slice(start, next);
    // The last one goes on to the end of its sentence.
    const length = next === undefined ? (/[。；\n]/.exec(rest)?.index ?? rest.length) : rest.length;
    return { text: rest.slice(0, length), start: offset + start, end: offset + start + length };
  });
  return { form, items, start: items[0]?.start ?? 0, end: items.at(-1)?.end ?? 0, isSound };
}

function* inline({ paragraphs }: CheckedDocument): Generator<ToldList> {
  for (const { text, start } of paragraphs) {
    if (text.length < 12) continue;
    for (const pattern of INLINE) {
      let starts: number[] = [];
      let last = 0;
      for (const found of text.matchAll(pattern)) {
        const number = numberIn(found[1] ?? "");
        if (number === 1) {
          if (starts.length > 1) yield cut(text, start, { starts, form: "inline", isSound: true });
          starts = [found.index];
          last = 1;
        } else if (last > 0 && number === last + 1) {
          starts.push(found.index);
          last = number;
        }
      }
      if (starts.length > 1) yield cut(text, start, { starts, form: "inline", isSound: true });
    }
  }
}

/** Paragraphs one behind the other that begin with a day. */
function* dated({ paragraphs }: CheckedDocument): Generator<ToldList> {
  let items: ListItem[] = [];
  for (const { text, start } of [...paragraphs, { text: "", start: 0 }]) {
    if (DATED.test(text)) {
      items.push({ text, start, end: start + text.length });
      continue;
    }
    if (items.length > 1) yield { form: "days", items, start: items[0]?.start ?? 0, end: items.at(-1)?.end ?? 0, isSound: true };
    items = [];
  }
}

/** Clauses of a paragraph that begin with a day each. */
function* datedClauses({ paragraphs }: CheckedDocument): Generator<ToldList> {
  for (const { text, start } of paragraphs) {
    const starts = [...text.matchAll(DATED_CLAUSE)].map(({ index }) => index);
    if (starts.length > 1) yield cut(text, start, { starts, form: "clauses", isSound: true });
  }
}

/** Every list of a document, in the order in which they begin. */
export const listsIn = readOnce((document): readonly ToldList[] =>
  [...numbered(document), ...inline(document), ...dated(document), ...datedClauses(document)].sort((one, other) => one.start - other.start),
);
