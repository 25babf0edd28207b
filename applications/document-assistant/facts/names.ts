import {
  candidateAt,
  chosen,
  dottedAt,
  endAt,
  endsAt,
  isDescribed,
  isGivenAt,
  isPlacedAsName,
  isSurnamed,
  NEVER_IN_NAME,
  NO_NAMES,
  surnameLength,
} from "./name-at.ts";
import { ACCUSED, groupOf, ROLE_WORDS } from "./roles.ts";
import { structuredNames } from "./structured-names.ts";
import { NO_PERSON } from "./surnames.ts";

export interface NamedPlace {
  readonly name: string;
  /** The word for all who are called so (`groupOf`), `null` where no word tells. */
  readonly role: string | null;
  /** The word itself. */
  readonly word: string | null;
  readonly start: number;
  readonly end: number;
}

interface Mention {
  readonly word: string | null;
  readonly at: number;
  readonly isSetApart: boolean;
}

/** A word for people and what may stand between it and the name: 被讯问人（签名）：, 申请人（一审被告）. */
const ROLES = new RegExp(`(${ROLE_WORDS.join("|")})((?:签名|签字|签章|捺印)?(?:（[^（）\\n，。]{1,12}）)?[：:　\\s]*)`, "gu");

/** A word for people that a name was read with. */
export const ROLE_BEFORE = new RegExp(`^.*(?:${ROLE_WORDS.join("|")})`, "u");

/** What a list of people goes on with. */
const JOINS = /(?:、|和|与|及|以及|，)/y;

/** Somebody described by sex. */
export const DESCRIBED =
  /(?:^|[人\p{P}\p{N}\s])([\p{Script=Han}·]{2,12}?)(?:（[^（）\n]{1,30}）)?(?:，曾用名[^，。；\n]{1,8})?，[男女]，/gu;

/** Whoever is described behind a word for people: the whole of what stands between is the name, with a surname that is known or without. */
const WHOLE = new RegExp(
  `(?:${ROLE_WORDS.join("|")})(?:（[^（）\\n]{1,14}）)?[：:　\\s]*(?:我[叫是]|名叫|本人)?([\\p{Script=Han}·•・]{2,14})(?=(?:（[^（）\\n]{1,40}）)?[，,；;　\\s]+(?:性\\s?别[：:　\\s]*)?(?:[男女]性?(?:[，,。；;　\\s]|$)|(?:生于|出生)|(?:公民|居民)?身份证?号|[12][0-9]{3}[年.-][0-9]{1,2}[月.-][0-9]{1,2}日?出?生))`,
  "gu",
);

/** 姓名：扎西顿珠: a name of several characters without a surname that is known, if it stands elsewhere too. */
const LABELLED = /姓名[：:　\s]*([\p{Script=Han}]{3,6})(?=[，。；　\s]|$)/gu;

/** Without a surname that is known, before a mark: 被告人巴特尔、. */
const BARE =
  /(?:被告人|犯罪嫌疑人|嫌疑人|被不起诉人|当事人|被害人|申请人|受送达人|证人)[：:　\s]*([\p{Script=Han}]{3,5})(?=[、，；（：:\n])/gu;

/** 吉克阿木，男， */
const BY_SEX = /(?:^|[\p{P}\p{N}\s])([\p{Script=Han}]{3,6})(?:，曾用名[^，。；\n]{1,8})?，[男女][，。；]/gu;

/** Several characters that may be the whole of a name without a surname that is known: they stand again, as they begin nothing else begins, and they hold no word that goes on. */
export const isBareName = (text: string, name: string): boolean =>
  (!isSurnamed(name) || name.length > 3) &&
  !NEVER_IN_NAME.test(name) &&
  !NO_NAMES.has(name.slice(0, 2)) &&
  !/[和及与或于对有应可为以由向经因即依按从同]/.test(name) &&
  text.split(name, 4).length > 2 &&
  text.split(name.slice(0, 2)).length - text.split(name).length < 2 &&
  Array.from(name.slice(2), (_, at) => endAt(name, at + 2)).every((sure) => sure < 2);

/** 李四某实际经营，男: a name of the usual length that stands elsewhere without what follows. */
function isNameWithMore(text: string, name: string): boolean {
  const length = surnameLength(name, 0);
  if (length === 0 || name.length < length + 4) return false;
  return text.split(name.slice(0, length + 2)).length > text.split(name).length;
}

/** Names that are told as a whole somewhere, the longer before the shorter. */
const wholeNames = (text: string): string[] =>
  [
    ...new Set([
      ...[...text.matchAll(BARE), ...text.matchAll(BY_SEX)].map(([, name = ""]) => name).filter((name) => isBareName(text, name)),
      ...[...text.matchAll(WHOLE)]
        .map(([, name = ""]) => (name.length > 2 ? name.replace(ROLE_BEFORE, "").replace(/[男女]$/, "") : name))
        // 被告人法定代理人，女: nothing but words for people.
        .filter((name) => name.length > 1 && !NO_NAMES.has(name) && !isNameWithMore(text, name)),
      ...[...text.matchAll(LABELLED)].flatMap(([, name = ""]) =>
        text.split(name, 4).length > 2 && !NO_NAMES.has(name.slice(0, 2)) ? [name] : [],
      ),
    ]),
  ].sort((one, other) => other.length - one.length);

/** Somebody who names himself, or to whom a document is addressed. */
const CALLED =
  /(?:我叫|名叫|自称|姓名[：:　\s]*|(?:我是|本人(?:系|是)?)(?=\p{Script=Han}{2,4}[，,（(](?:性别)?[男女]))([\p{Script=Han}]{2,4}?)(?=[，。、；：（(　\s]|$)|(?:^|\n)\s*([\p{Script=Han}]{2,3})[：:]\s*(?=\n|$)/gu;

/** Names that stand after words for people, in lists that such a word begins, and of those who name themselves. In the order of the text. */
export function namesIn(text: string): NamedPlace[] {
  const mentions: Mention[] = [...text.matchAll(ROLES)].map(({ index, 0: whole, 1: word = "", 2: gap = "" }) => ({
    word,
    at: index + whole.length,
    isSetApart: /[：:\s]$/.test(gap),
  }));
  const wholes = wholeNames(text);
  const counts = new Map<string, number>();
  for (const { at, isSetApart } of mentions) {
    const candidate = candidateAt(text, at, isSetApart);
    if (candidate) for (const each of new Set([candidate.short, candidate.long])) counts.set(each, (counts.get(each) ?? 0) + 1);
  }
  const places: NamedPlace[] = [];
  let done = 0;
  for (const mention of mentions) {
    if (mention.at < done) continue;
    const name = nameAt(text, mention, { counts, wholes });
    if (name === null) continue;
    const { word } = mention;
    const role = word === null ? null : groupOf(word);
    let end = mention.at + name.length;
    places.push({ name, role, word, start: mention.at, end });
    for (;;) {
      JOINS.lastIndex = end;
      const join = JOINS.exec(text)?.[0];
      const next = join === undefined ? null : nameAt(text, { word, at: end + join.length, isSetApart: false }, { counts, wholes });
      if (join === undefined || next === null) break;
      const start = end + join.length;
      if (join === "，" && !isDescribed(text, start + next.length)) break;
      if (!endsAt(text, start + next.length)) break;
      end = start + next.length;
      // 被告人张三与李四发生口角: who is named behind 与 need not be called so.
      const isCalledSo = role !== ACCUSED || join === "、" || join === "，";
      places.push({ name: next, role: isCalledSo ? role : null, word, start, end });
    }
    done = end;
  }
  places.push(...accusedIn(text, new Set(places.map(({ end }) => end))));
  const starts = new Set(places.map(({ start }) => start));
  for (const found of text.matchAll(CALLED)) {
    const name = found[1] ?? found[2] ?? "";
    if (NO_NAMES.has(name) || !isSurnamed(name)) continue;
    const start = found.index + found[0].lastIndexOf(name);
    if (!starts.has(start)) places.push({ name, role: null, word: null, start, end: start + name.length });
  }
  for (const place of structuredNames(text))
    if (!places.some(({ start, end }) => start < place.end && place.start < end))
      places.push({ ...place, role: place.word === null ? null : groupOf(place.word) });
  return places.sort((one, other) => one.start - other.start);
}

/** 张建国涉嫌, 张建国犯盗窃罪, 对张建国不起诉: whoever is named before the charge or before what is decided on him. */
const DECIDED =
  /(?:等人?|等[0-9一二三四五六七八九十]+人)?(?:涉嫌|犯(?=[\p{Script=Han}]{2,12}罪)|(?:作出|适用|依法)?(?:相对|存疑|附条件|绝对|法定)?(?:不起诉|(?:不|予以)?批准逮捕|提起公诉|取保候审|从宽处[理罚]))/gu;

function accusedIn(text: string, known: ReadonlySet<number>): NamedPlace[] {
  return [...text.matchAll(DECIDED)].flatMap(({ index: end }) => {
    if (known.has(end)) return [];
    for (const length of [4, 3, 2]) {
      const start = end - length;
      const name = text.slice(Math.max(0, start), end);
      const own = surnameLength(name, 0);
      if (start < 0 || own === 0 || length - own < 1 || length - own > 2 || NO_PERSON.has(name.slice(0, 2)) || NO_NAMES.has(name)) continue;
      if (Array.from(name.slice(own), (_, at) => isGivenAt(name, own + at)).every(Boolean) && isPlacedAsName(text, start, end))
        return [{ name, role: ACCUSED, word: null, start, end }];
    }
    return [];
  });
}

interface Told {
  readonly counts: ReadonlyMap<string, number>;
  readonly wholes: readonly string[];
}

function nameAt(text: string, { at, isSetApart }: Mention, { counts, wholes }: Told): string | null {
  // 宋平, read where 宋平娟 is written wrongly once, is not what stands elsewhere.
  const isLonger = (name: string): boolean =>
    endAt(text, at + name.length) === 0 && text.split(text.slice(at, at + name.length + 1), 3).length > 2;
  const whole = wholes.find((name) => text.startsWith(name, at) && !isLonger(name));
  if (whole !== undefined) return whole;
  const dotted = dottedAt(text, at, wholes);
  if (dotted !== null) return dotted;
  const candidate = candidateAt(text, at, isSetApart);
  if (!candidate) return null;
  const name = chosen(text, at, candidate, counts);
  // Without a surname it is a name where a mark stands before it and behind it.
  if (!isSurnamed(name) && !/^(?:[，。、；：（()\s]|$)/.test(text.slice(at + name.length, at + name.length + 1))) return null;
  return NO_NAMES.has(name) ? null : name;
}
