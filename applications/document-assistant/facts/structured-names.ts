import { endAt, isPlacedAsName, isWholeName, NO_NAMES, surnameLength } from "./name-at.ts";
import { ROLE_WORDS } from "./roles.ts";
import { NO_PERSON, WORDLIKE_SURNAMES } from "./surnames.ts";

interface LaidOut {
  readonly name: string;
  /** The word for people that the label ends with. */
  readonly word: string | null;
  readonly start: number;
  readonly end: number;
}

/** A line, or a cell of one, that says who they are that it lists: 参加人员：, 听证员（签名）：, 列席： */
const LABEL =
  /(?:^|[\n\u3000\t；])\s*([\p{Script=Han}]{0,8}?(?:人员?|员|者|席|出席|官|长|警|师|方|代表|主任|成员|签名|签字))(?:（[^（）\n]{1,10}）)?[：:]\s*(?=\p{Script=Han})/gu;
const ITEM = /([\p{Script=Han}]{2,4})(?:（[^（）\n]{1,20}）)?(?:[、，,/／\s\u3000]+|(?=[；。\n]|$))/uy;
/** Who speaks, at the beginning of a line: 张建国：我没有意见。 */
const SPEAKER = /(?<=^|\n)([\p{Script=Han}]{2,4})[：:](?=[^\s])/gu;
/** Words side by side. */
const SIDE_BY_SIDE = /\p{Script=Han}+(?:、\p{Script=Han}+)+/gu;

function isName(name: string): boolean {
  const given = name.length - surnameLength(name, 0);
  return given > 0 && given < 3 && isWholeName(name) && !NO_PERSON.has(name.slice(0, 2)) && !NO_NAMES.has(name);
}
const isSureName = (name: string): boolean => isName(name) && (name.length > 2 || !WORDLIKE_SURNAMES.has(name.charAt(0)));

/** Names that the layout of a document tells: behind the label of a line, before what somebody says, and in lists of nothing but names. */
export function* structuredNames(text: string): Generator<LaidOut> {
  for (const { index, 0: lead, 1: label = "" } of text.matchAll(LABEL)) {
    const word = ROLE_WORDS.find((each) => label.endsWith(each)) ?? null;
    ITEM.lastIndex = index + lead.length;
    for (let item = ITEM.exec(text); item; item = ITEM.exec(text)) {
      const [, name = ""] = item;
      if (!isName(name)) break;
      yield { name, word, start: item.index, end: item.index + name.length };
    }
  }
  for (const { index: start, 1: name = "" } of text.matchAll(SPEAKER))
    if (isSureName(name) || (isName(name) && text.split(name, 3).length > 2)) yield { name, word: null, start, end: start + name.length };
  for (const { index, 0: list } of text.matchAll(SIDE_BY_SIDE)) yield* listedNames(text, index, list.split("、"));
}

/** Names of a list, of which a sentence may lead to the first and go on behind the last; none where one of them is no name. */
function listedNames(text: string, from: number, items: readonly string[]): LaidOut[] {
  const places: LaidOut[] = [];
  let at = from;
  for (const [number, item] of items.entries()) {
    const isFirst = number === 0;
    const isLast = number === items.length - 1;
    const name = isFirst ? nameAtEnd(item) : isLast ? nameAtBeginning(text, at, item) : isName(item) ? item : null;
    if (name === null) return [];
    const start = isFirst ? at + item.length - name.length : at;
    if (!isFirst || start === at || items.length > 2 || isPlacedAsName(text, start, start + name.length))
      places.push({ name, word: null, start, end: start + name.length });
    at += item.length + 1;
  }
  return places.some(({ name }) => isSureName(name)) ? places : [];
}

const nameAtEnd = (item: string): string | null => [4, 3, 2].map((length) => item.slice(-length)).find(isName) ?? null;

function nameAtBeginning(text: string, at: number, item: string): string | null {
  if (isName(item)) return item;
  const names = [2, 3, 4].map((length) => item.slice(0, length)).filter((name) => isName(name) && endAt(text, at + name.length) > 0);
  return names.find((name) => endAt(text, at + name.length) > 1) ?? names.at(-1) ?? null;
}
