import { isSurnamed } from "./name-at.ts";
import { type NamedPlace, ROLE_BEFORE } from "./names.ts";
import { type Cell, cellsOf } from "./rows.ts";

/** Where the description of somebody begins: what is told behind it, until the next begins, is told of him. */
export interface Head {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** What a description goes on with behind a name, perhaps behind another name in brackets. */
const GOES_ON =
  /^(?:（[^（）\n]{1,40}）)?(?:[，,；;：:、\s　（(]*|的)(?:性\s?别|[男女]性?[，,。；;、）)\s　]|出生|生于|(?:[12][0-9]{3}|[一二][〇零○一二三四五六七八九]{3})\s?[年./-][^，,。；;\n]{3,8}(?:出?生(?![效育产])|[，,）)]\s?(?:公民|居民)?身份)|(?:公民|居民)?身份证?号|证件号|[\p{Script=Han}]{1,6}族[，,。；;）]|[0-9]{1,3}\s?周?岁|又名|曾用名|绰号|别名|化名|外号|原名)/u;
/** Somebody described by sex, with a surname that is known or without. */
const BY_SEX =
  /(?:^|[人是\p{P}\p{N}\s])([\p{Script=Han}·•・]{2,14}?)(?:（[^（）\n]{1,40}）)?(?:，曾用名[^，。；\n]{1,8})?[，；][男女]性?(?=[，。；）])/gu;
/** 姓名：扎西顿珠 */
const LABELLED = /(?<![\p{Script=Han}])(?:本人)?(?:姓\s?名|我叫|名叫)[：:为是　\s]*([\p{Script=Han}·•・]{2,14}?)(?=[，。；　\s]|$)/gmu;
/** Described in brackets: 李四（男，1990年6月29日出生，另案处理）. */
const IN_BRACKETS = /[（(](?=[男女][，,）)]|[12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日出?生|公民身份|身份证)/g;
const NO_NAME = /^(?:基本|身份|性别|以上|以下|上述|本案|其他|不详|证件|一名|一个|未成年|成年)/;

const NAME_LABEL =
  /^(?:姓名|名字|被告人|犯罪嫌疑人|嫌疑人|被不起诉人|当事人|人员|被害人|证人|涉案人员?|行为人|罪犯|服刑人员|申请人|未成年人|对象)(?:姓名)?$/;
const OWN_LABEL = /年龄|出生|身份|性别|证件号/;

/** A row of a table of people: whose it is, and its other cells by their headings. */
export interface PersonRow {
  readonly head: Head;
  readonly cells: readonly (Cell & { readonly label: string })[];
}

/** Rows under a line of headings of which one is for names and another for what is told of a person. */
export function personRowsIn(text: string): PersonRow[] {
  if (!OWN_LABEL.test(text)) return [];
  const rows: PersonRow[] = [];
  let headings: readonly string[] | null = null;
  let offset = 0;
  for (const line of text.split("\n")) {
    const cells = line.length < 300 ? cellsOf({ text: line, start: offset }) : [];
    offset += line.length + 1;
    const labels = cells.map((cell) => cell.text.replaceAll(/\s/g, ""));
    if (cells.length > 2 && labels.some((label) => NAME_LABEL.test(label)) && labels.some((label) => OWN_LABEL.test(label))) {
      headings = labels;
      continue;
    }
    if (headings === null) continue;
    if (cells.length !== headings.length) {
      headings = null;
      continue;
    }
    const named = cells[headings.findIndex((label) => NAME_LABEL.test(label))];
    if (!named || !/^[\p{Script=Han}·•・]{2,14}$/u.test(named.text)) continue;
    const head = { name: named.text, start: named.start, end: named.start + named.text.length };
    const labelled = cells.map((cell, at) => ({ ...cell, label: headings?.[at] ?? "" })).filter(({ start }) => start !== named.start);
    rows.push({ head, cells: labelled });
  }
  return rows;
}

/** Everybody whose description begins somewhere, in the order of the text. */
export function headsIn(text: string, names: readonly NamedPlace[], rows: readonly PersonRow[]): Head[] {
  const heads = new Map<number, Head>();
  const byEnd = new Map(names.map((place) => [place.end, place]));
  for (const { name, start, end } of names) if (GOES_ON.test(text.slice(end, end + 60))) heads.set(start, { name, start, end });
  const add = (told: string, from: number): void => {
    const name = told.replace(ROLE_BEFORE, "");
    const [start, end] = [from + told.length - name.length, from + told.length];
    if (name.length < 2) return;
    const place = names.find((each) => each.start < end && start < each.end);
    if (!place && !NO_NAME.test(name)) heads.set(start, { name, start, end });
    // 李四实际经营，男: still told of him.
    if (place?.start === start && place.end < end && !/[的与和将对把被跟给向及一某等]/.test(text.slice(place.end, end)))
      heads.set(start, place);
  };
  for (const found of text.matchAll(BY_SEX)) add(found[1] ?? "", found.index + found[0].indexOf(found[1] ?? ""));
  for (const found of text.matchAll(LABELLED)) add(found[1] ?? "", found.index + found[0].lastIndexOf(found[1] ?? ""));
  for (const { index: end } of text.matchAll(IN_BRACKETS)) {
    const place = byEnd.get(end);
    const spoken = place ? null : [3, 4, 2].map((length) => text.slice(Math.max(0, end - length), end)).find(isFullName);
    if (place) heads.set(place.start, { name: place.name, start: place.start, end });
    else if (spoken !== undefined && spoken !== null) add(spoken, end - spoken.length);
    else if (!place) {
      const bare = /(?:^|[的对以将由向与和及、，。：；\s])([\p{Script=Han}·•・]{3,12})$/u.exec(text.slice(Math.max(0, end - 14), end))?.[1];
      if (bare !== undefined) add(bare, end - bare.length);
    }
  }
  for (const { head } of rows) heads.set(head.start, head);
  return [...heads.values()].sort((one, other) => one.start - other.start);
}

const isFullName = (name: string): boolean => /^[\p{Script=Han}]{2,4}$/u.test(name) && !/[的了着在是被将该]/.test(name) && isSurnamed(name);

/** How far behind a head, over lines of a form that end no sentence, something is still told of the same person. */
const FORM = 260;

/** Of whom something is told at a place: whoever is described last before it in its line, else who is named last there, else whoever a form is of that goes on over short lines. */
export function ownerAt(text: string, { heads, names }: { heads: readonly Head[]; names: readonly NamedPlace[] }, at: number): Head | null {
  const line = text.lastIndexOf("\n", at - 1) + 1;
  const described = heads.findLast(({ end }) => end <= at);
  if (described && described.start >= line) return described;
  const named = names.findLast(({ end }) => end <= at);
  if (named && named.start >= line) return named;
  const other = named && !BESIDE.has(named.role ?? "") ? named : undefined;
  const last = [described, other].filter((each) => each !== undefined).sort((one, other) => other.start - one.start)[0];
  if (!last || at - last.end > FORM || /[。；]/.test(text.slice(last.end, at))) return null;
  // Of the two the one whose description began, unless another is named since.
  return described && at - described.end <= FORM && !/[。；]/.test(text.slice(described.end, at)) && isStill(described, last)
    ? described
    : last;
}

/** People of the proceedings who are told of in a form beside the one whose it is. */
const BESIDE: ReadonlySet<string> = new Set(["检察官", "书记员", "辩护人"]);

const isStill = (described: Head, last: Head): boolean => described.start >= last.start || described.name === last.name;
