import type { LawEvent, LawFault, LawText } from "@yuejian/contracts";
import { readBody } from "./articles.ts";
import { articleOf, divisionOf, pointOf } from "./headings.ts";
import { dayOfFile, historyOf, ownForce, repealedBy } from "./history.ts";
import type { SourceLine } from "./lines.ts";
import { isLawTitle, lawName, nameInPlace, standingOf } from "./naming.ts";

export interface LawSource {
  /** Path from the folder that is taken in, with `/`. */
  readonly file: string;
  readonly lines: readonly SourceLine[];
}

export interface ReadLaw {
  /** Files it was read from, the first first. */
  readonly files: readonly string[];
  readonly text: LawText;
}

export interface LawsRead {
  readonly laws: readonly ReadLaw[];
  /** Files in which nothing was found that is a text. */
  readonly empty: readonly string[];
}

/** Reads the files of a folder. A text that lies over several files of its folder (01-…, 02-…, the title in the first or in README, index or _index) is
 *  put together; a file with several titled texts falls into them. */
export function readLaws(sources: readonly LawSource[]): LawsRead {
  const laws: ReadLaw[] = [];
  const empty: string[] = [];
  for (const { file, lines } of sources) if (lines.length === 0) empty.push(file);
  for (const group of groups(sources.filter(({ lines }) => lines.length > 0))) {
    const found = split(group).flatMap((part) => readOne(part) ?? []);
    if (found.length === 0) empty.push(...group.map(({ file }) => file));
    laws.push(...found);
  }
  return { laws, empty };
}

const FRONT = /(?:^|\/)(?:readme|index|_index|00?[-_ ][^/]*)\.[a-z]+$/i;

/** Files that are one text: those without a title of their own follow the titled front of their folder. */
function groups(sources: readonly LawSource[]): LawSource[][] {
  const folders = Map.groupBy(sources, ({ file }) => file.slice(0, file.lastIndexOf("/") + 1));
  return [...folders.values()].flatMap((files) => {
    const front = files.find(({ file, lines }) => FRONT.test(file) && isTitled(lines));
    const parts = front ? files.filter((file) => file !== front && !isTitled(file.lines)) : [];
    if (!front || parts.length === 0) return files.map((file) => [file]);
    const order = parts.toSorted((one, other) => firstNumber(one) - firstNumber(other) || (one.file < other.file ? -1 : 1));
    return [[front, ...order], ...files.filter((file) => file !== front && !parts.includes(file)).map((file) => [file])];
  });
}

/** Pieces of a code in the order of their articles, whatever the files are called. */
function firstNumber({ lines }: LawSource): number {
  for (const { text } of lines) {
    const start = articleOf(text);
    if (start?.isSet) return start.number;
  }
  return Number.POSITIVE_INFINITY;
}

function isTitled(lines: readonly SourceLine[]): boolean {
  const first = lines[0];
  if (!first || divisionOf(first.text)) return false;
  return first.heading <= 1 && !/^(?:序\s*言|总\s*[则纲]|附\s*则|目\s*录)$/.test(first.text) && articleOf(first.text) === null;
}

interface Part {
  readonly files: readonly string[];
  readonly lines: readonly SourceLine[];
}

/** Texts of a group: a heading of the first or second level that is a title, where what came before is no title's own heading, begins the next. */
function split(group: readonly LawSource[]): Part[] {
  const files = group.map(({ file }) => file);
  const lines = group.flatMap(({ lines: own }) => own);
  const begins: number[] = [];
  for (const [at, { heading, text }] of lines.entries()) {
    if (heading === 0 || heading > 2 || !isLawTitle(text) || divisionOf(text) || pointOf(text)) continue;
    if (heading === 2 && !/^(?:中华人民共和国|全国人民代表大会|最高人民)/.test(text)) continue;
    if (at > 0 && at < 3 && lines[at - 1]!.heading > 0 && begins.length === 0 && isTitleLine(lines[0]!)) continue;
    if (group.length > 1 && begins.length > 0) continue;
    begins.push(at);
  }
  if (begins.length <= 1)
    return [{ files, lines: begins.length === 1 && isOnlyNaming(lines.slice(0, begins[0])) ? lines.slice(begins[0]) : lines }];
  return begins.map((from, at) => ({ files, lines: lines.slice(from, begins[at + 1]) }));
}

const isTitleLine = ({ text }: SourceLine): boolean => isLawTitle(text);
const isOnlyNaming = (lines: readonly SourceLine[]): boolean => lines.length < 3 && lines.every(({ heading }) => heading > 0);

function readOne({ files, lines }: Part): ReadLaw | null {
  if (lines.length < 2) return null;
  const file = files[0] as string;
  const { title, next } = titleOf(lines);
  const events: LawEvent[] = [];
  const faults: LawFault[] = [];
  const own: string[] = [];
  let at = next;
  let documentNumber = documentNumberOf(title) ?? "";
  for (; at < lines.length; at += 1) {
    const { text, heading, line } = lines[at] as SourceLine;
    if (heading > 0 || articleOf(text)?.isSet || divisionOf(text) || (pointOf(text) && !/年.*月.*日/.test(text))) break;
    const told = historyOf(text);
    const number = documentNumberOf(text);
    if (told.length > 0) events.push(...told);
    else if (number && text.length < 60) documentNumber = number;
    else if (/\d{4}年\d{1,2}月\d{1,2}日/.test(text) && text.length < 60 && !/[。：；]$/.test(text)) {
      faults.push({ code: "date-unreadable", line, parameters: { text } });
    } else if (!/^目\s*录$/.test(text) && !(text.length < 40 && isSignature(text))) break;
    own.push(text);
    if (number) documentNumber = number;
  }
  const body = readBody(withoutContents(lines.slice(at)));
  const nothing = body.articles.every(({ paragraphs }) => paragraphs.length === 0);
  if (nothing && body.preamble.length === 0) return null;
  const told = [...events].toSorted((one, other) => (one.on < other.on ? -1 : one.on > other.on ? 1 : 0));
  const days = told.filter(({ kind }) => kind !== "effective" && kind !== "repealed").map(({ on }) => on);
  // The name of a file tells of an amendment that the text itself may leave out.
  const versionOn =
    [days.at(-1), dayOfFile(file)]
      .filter((day) => day != null)
      .toSorted()
      .at(-1) ??
    told.at(-1)?.on ??
    null;
  const standing = standingOf(title, own, file);
  if (versionOn === null && standing.level !== "case") faults.push({ code: "date-unknown", line: 1, parameters: {} });
  const sentences = body.articles.flatMap(({ paragraphs }) => paragraphs.map(({ text }) => text));
  const last = sentences.slice(-12);
  return {
    files,
    text: {
      title,
      name: standing.level === "local" ? nameInPlace(lawName(title), standing.region) : lawName(title),
      ...standing,
      documentNumber,
      history: told,
      versionOn,
      effectiveOn: forceOf(told, versionOn, last),
      ...body,
      repeals: [
        ...new Set(
          [
            ...last,
            ...body.articles
              .slice(-1)
              .flatMap(({ paragraphs }) =>
                paragraphs.flatMap(({ items, text }) => (/废止|失效/.test(text) ? items.map((item) => `${item.text}废止`) : [])),
              ),
          ].flatMap((text) => repealedBy(text).map(lawName)),
        ),
      ],
      faults: [...faults, ...body.faults],
    },
  };
}

/** First day of force of this wording. */
function forceOf(history: readonly LawEvent[], versionOn: string | null, last: readonly string[]): string | null {
  const told = history.filter(({ kind }) => kind === "effective").map(({ on }) => on);
  const self = last.map(ownForce).findLast((day) => day !== null) ?? null;
  const days = [...told, ...(self === null ? [] : [self])].filter((day) => versionOn === null || day >= versionOn);
  return days.toSorted().at(-1) ?? versionOn ?? self;
}

/** The title, which may go on over lines; and where what follows begins. */
function titleOf(lines: readonly SourceLine[]): { readonly title: string; readonly next: number } {
  const first = lines[0] as SourceLine;
  let title = first.text;
  let at = 1;
  while (at < lines.length && at < 4 && !isLawTitle(title) && first.heading === 0) {
    const { text, heading } = lines[at] as SourceLine;
    if (
      heading !== first.heading ||
      text.length > 60 ||
      historyOf(text).length > 0 ||
      articleOf(text) ||
      divisionOf(text) ||
      /[。：；]$/.test(text)
    )
      break;
    title += text;
    at += 1;
  }
  return { title: title.replaceAll(/\s+/g, ""), next: at };
}

function documentNumberOf(text: string): string | null {
  const match =
    /([\p{Script=Han}]{1,8}\s*[〔[［（(]\s*\d{4}\s*[〕\]］）)]\s*\d{1,4}\s*号|(?:国务院|主席|[\p{Script=Han}]{2,8}部)令第?\s*\d{1,4}\s*号)/u.exec(
      text,
    );
  return match ? (match[1] as string).replaceAll(/\s/g, "").replace(/[[［（(](\d{4})[\]］）)]/, "〔$1〕") : null;
}

function isSignature(text: string): boolean {
  return /^(?:最高人民(?:法院|检察院)|国务院|[\p{Script=Han}]{2,12}(?:部|局|委员会))(?:公告)?$/u.test(text);
}

/** A table of contents repeats the headings without what stands below them. */
function withoutContents(lines: readonly SourceLine[]): SourceLine[] {
  const from = lines.findIndex(({ text }) => /^目\s*录$/.test(text));
  if (from < 0 || from > 3) return [...lines];
  let until = from + 1;
  const seen = new Set<string>();
  while (until < lines.length) {
    const { text } = lines[until] as SourceLine;
    const compact = text.replaceAll(/\s/g, "");
    if (articleOf(text)?.isSet || seen.has(compact) || text.length > 60) break;
    seen.add(compact);
    until += 1;
  }
  return [...lines.slice(0, from), ...lines.slice(until)];
}
