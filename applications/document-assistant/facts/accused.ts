import type { NamedPlace } from "./names.ts";
import { ACCUSED } from "./roles.ts";
import { sentenceStart } from "./sentences.ts";

/** All of them, whatever names stand before: 三被告人, 上列被告人, 二人均. */
const ALL =
  /(?:[二两三四五六七八九十0-9]|上列|上述|各|全体)(?:名)?(?:被告人|犯罪嫌疑人|被不起诉人|嫌疑人)|(?<!其他|另外)[二两三四五六七八九十]人(?:均|都|共同|的行为|以)|等[二三四五六七八九十0-9]*人|均(?=涉嫌|构成|因|以)/;
/** Whoever is not named. */
const REST = /(?:其他|其余|另)(?:各|几|[二两三四五六七八九十]|一)?(?:名)?(?:被告人|犯罪嫌疑人|人)/;
/** What stands between two names that are named together. */
const TOGETHER =
  /^(?:（[^（）]*）)?(?:[\p{Script=Han}·]{0,4}、|和|与|及|以及|，)?(?:(?:同案)?(?:被告人|犯罪嫌疑人|被不起诉人|嫌疑人))?(?:（[^（）]*）)?$/u;

/** Whether a sentence is about all of them. */
export const isOfAll = (sentence: string): boolean => ALL.test(sentence);

/** Names of those whom the case is against. */
export const accusedOf = (names: readonly NamedPlace[]): ReadonlySet<string> =>
  new Set(names.flatMap(({ name, role }) => (role === ACCUSED ? [name] : [])));

interface NameAt {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

function namesAt(text: string, from: number, to: number, accused: ReadonlySet<string>): NameAt[] {
  const found: NameAt[] = [];
  for (const name of accused)
    for (let at = text.indexOf(name, from); at >= 0 && at + name.length <= to; at = text.indexOf(name, at + 1))
      found.push({ name, start: at, end: at + name.length });
  // A name may be read that is the beginning of a longer one.
  return found
    .filter(({ start, end }) => !found.some((other) => other.start <= start && other.end >= end && other.end - other.start > end - start))
    .sort((one, other) => one.start - other.start);
}

/** Whom something said at a place is about: the names told together last before it in its sentence, else in those before it in its paragraph. Null: all of them, or it is not told. */
export function aboutWhom(text: string, at: number, accused: ReadonlySet<string>): ReadonlySet<string> | null {
  if (accused.size < 2) return null;
  const paragraph = text.lastIndexOf("\n", at - 1) + 1;
  for (
    let [from, to] = [sentenceStart(text, at), at];
    to > paragraph;
    [from, to] = [Math.max(paragraph, sentenceStart(text, from - 1)), from]
  ) {
    const said = text.slice(from, to);
    const names = namesAt(text, from, to, accused);
    const last = names.at(-1);
    if (ALL.test(last ? text.slice(last.end, to) : said)) return null;
    if (REST.test(last ? text.slice(last.end, to) : said)) return new Set();
    if (last) {
      const together = new Set([last.name]);
      let { start } = last;
      for (const each of names.slice(0, -1).reverse()) {
        if (!TOGETHER.test(text.slice(each.end, start))) break;
        together.add(each.name);
        ({ start } = each);
      }
      return together;
    }
  }
  return null;
}
