import type { CheckedDocument } from "../document.ts";
import { isNearlyHeardAs, isSoundOf, looksLike } from "../facts/alike.ts";
import { factsOf } from "../facts/facts.ts";
import { kindOf } from "../facts/kind.ts";
import { endAt, isAllGiven, isDescribed, isPlacedAsName, isSurnamed, isWholeName, LONGEST_OF_A_CASE } from "../facts/name-at.ts";
import { placesOf } from "../facts/name-variants.ts";
import type { NamedPlace } from "../facts/names.ts";
import { isIdentified, MASK } from "../facts/persons.ts";
import { ACCUSED, groupOf, VICTIM } from "../facts/roles.ts";
import { lineAround } from "../facts/sentences.ts";
import { GIVEN, SURNAMES } from "../facts/surnames.ts";
import type { RuleHit } from "../rule.ts";

/** Words of which each is for people who are nothing else in a case. */
const PLAIN: ReadonlySet<string> = new Set([
  "被害人",
  "证人",
  "被告人",
  "原审被告人",
  "犯罪嫌疑人",
  "被不起诉人",
  "检察官",
  "书记员",
  "辩护人",
]);
/** Said of people beside those whom the case is against. */
const NOT_OF_CASE = /另案|已判|在逃|同案|未到案|另行|通缉|前科|不明|分案|伙同/;
const MASKS = /^[某×甲乙丙丁戊己庚辛0-9]/;

/** Everything that is told of somebody by a name. */
interface Named {
  readonly name: string;
  readonly places: readonly NamedPlace[];
  /** Mentions with a word for people or without. */
  readonly times: number;
  /** By sex, day of birth or number. */
  readonly isIdentified: boolean;
}

function timesOf(text: string, name: string): number {
  let times = 0;
  for (const at of placesOf(text, name)) if (!name.includes("某") || !MASKS.test(text.charAt(at + name.length))) times += 1;
  return times;
}

function sentenceAround(text: string, at: number): string {
  const [from, to] = lineAround(text, at);
  const before = Math.max(from - 1, ...["。", "；"].map((mark) => text.lastIndexOf(mark, at)));
  return text.slice(Math.max(from, before + 1), to).split(/[。；]/, 1)[0] ?? "";
}

const clauseAround = (text: string, start: number, end: number): string =>
  `${/[^，。；：\n]*$/.exec(text.slice(Math.max(0, start - 60), start))?.[0] ?? ""} ${/^[^，。；：\n]*/.exec(text.slice(end, end + 60))?.[0] ?? ""}`;

/** An incident of its own, told where it begins: whoever is named in it may be new. */
const isIncident = (line: string, sentence: string): boolean =>
  /^\s*(?:（[一二三四五六七八九十0-9]{1,3}）|[0-9]{1,2}[.．、]|第[一二三四五六七八九十]{1,3}[起次笔]|[①-⑳])/.test(line) ||
  /[0-9]{1,2}(?:月[0-9]{1,2}日|[.-][0-9]{1,2}[.-])|当日|当晚|次日|同日/.test(sentence);

/** What is said of somebody who was told of before. */
const LATER = /^(?:等人?)?(?:的(?:陈述|谅解|损失|伤|辨认|报案|近亲属|经济)|陈述|(?:部分|全部|经济|各项|损失)|表示|谅解|出具|要求|对此)/;

/** Surnames with which a sentence goes on behind a word for people. */
const BEGINS_CLAUSE = /^[向于从应连通和方成解曾管付占关计时全]/;

const MASKED = /(某某|某)(?![某甲乙丙丁戊己庚辛0-9])/g;
/** What a masked name follows, where its first character is no surname. */
const BEFORE_MASKED = /(?:^|[\p{P}\s对被将由向与和人给予偿]|不起诉)$/u;

interface Masked {
  readonly name: string;
  readonly surname: string;
  readonly mask: string;
  readonly start: number;
  readonly end: number;
}

/** 张某某, 欧阳某; 益某某, which is no surname, where a name is awaited. */
function* maskedIn(text: string): Generator<Masked> {
  for (const { index, 0: mask } of text.matchAll(MASKED)) {
    const isMarked = (length: number): boolean => BEFORE_MASKED.test(text.slice(Math.max(0, index - length - 3), index - length));
    const length = SURNAMES.has(text.slice(Math.max(0, index - 2), index)) ? 2 : isMarked(2) && !isMarked(1) ? 2 : 1;
    const surname = text.slice(index - length, index);
    if (index < length || !/^(?!某)\p{Script=Han}{1,2}$/u.test(surname) || surname.includes("某")) continue;
    const isAwaited = isMarked(length) && !/^[对被将由与给予]/.test(surname);
    if (!isAwaited && !(mask.length > 1 && SURNAMES.has(surname))) continue;
    yield { name: surname + mask, surname, mask, start: index - length, end: index + mask.length };
  }
}

/** Words by which several are called in most documents. */
const MANY: ReadonlySet<string> = new Set(["被害人", "证人", "被告人", "犯罪嫌疑人", "村民", "员工", "同案人", "民警"]);

const isParty = (word: string): boolean => [ACCUSED, VICTIM].includes(groupOf(word));

/** Of one or two characters one is another: sounds or looks like it, or nearly does. */
function likenessOf(one: string, other: string): "sure" | "near" | null {
  const [at, ...more] = Array.from(one, (_, index) => index).filter((index) => one.charAt(index) !== other.charAt(index));
  if (at === undefined || more.length > 0 || one.length !== other.length) return null;
  const [wrong, right] = [one.charAt(at), other.charAt(at)];
  // Both of these are met so often that they are two people.
  if (isSoundOf(wrong, right) || (looksLike(wrong, right) && !/[王黄]/.test(wrong + right))) return "sure";
  return looksLike(wrong, right) || isNearlyHeardAs(wrong, right) ? "near" : null;
}

class OtherNames {
  readonly #text: string;
  readonly #names: readonly NamedPlace[];
  readonly #people = new Map<string, Named>();
  readonly #isTalk: boolean;

  constructor(document: CheckedDocument) {
    const text = document.text;
    this.#text = text;
    this.#names = factsOf(document).names;
    for (const [name, places] of Map.groupBy(this.#names, (place) => place.name))
      this.#people.set(name, { name, places, times: timesOf(text, name), isIdentified: places.some(({ end }) => isIdentified(text, end)) });
    const kind = kindOf(document);
    this.#isTalk = kind === "interrogation-record" || kind === "witness-record";
  }

  *find(): Generator<RuleHit> {
    for (const place of this.#names) {
      const own = this.#people.get(place.name);
      // 张某1, 张某甲: another than 张某.
      if (!own || place.role === null || (MASK.test(place.name) && MASKS.test(this.#text.charAt(place.end)))) continue;
      const others = this.#established(place.role, own.name);
      const meant =
        others.length > 0 && this.#isExchanged(place, own, others)
          ? others
          : this.#isSingle(own, place)
            ? this.#meantBy(place, others)
            : null;
      if (meant && meant.length > 0) yield told(place, meant);
    }
    yield* this.#inLists();
    yield* this.#masked();
    yield* this.#maskedSurnames();
    if (this.#isTalk) yield* this.#answers();
  }

  /** Called once by a word for which he is nobody elsewhere, where others are: 被害人 of the man who is 被告人 everywhere. */
  #isExchanged({ role, word }: NamedPlace, { places, isIdentified: isTold }: Named, others: readonly Named[]): boolean {
    if (word === null || !PLAIN.has(word)) return false;
    const by = Map.groupBy(
      places.filter((place) => place.word !== null && PLAIN.has(place.word)),
      (place) => place.role,
    );
    if ((by.get(role)?.length ?? 0) !== 1) return false;
    // Of two who beat each other both are both.
    if (
      others.some((other) =>
        other.places.some((place) => place.role !== role && by.has(place.role) && place.word !== null && PLAIN.has(place.word)),
      )
    )
      return false;
    const most = Math.max(0, ...[...by].flatMap(([other, all]) => (other === role ? [] : [all.length])));
    if (most > 1 || isTold) return most > 0;
    if (most === 0) return false;
    // Named once by either word: whoever else is called so tells by which he is not.
    const elsewhere = [...by.keys()].filter((other) => other !== role && other !== null);
    return (
      (role === ACCUSED && others.every((other) => other.isIdentified)) ||
      elsewhere.every((other) => this.#established(other ?? "", places[0]?.name ?? "").length === 0)
    );
  }

  /** Everybody who is called by a word of the role, and stands twice or more. */
  #established(role: string, but: string): Named[] {
    return [...this.#people.values()].filter(
      ({ name, places, times }) =>
        name !== but && times > 1 && !name.startsWith(but) && !but.startsWith(name) && places.some((place) => place.role === role),
    );
  }

  /** A whole name that stands nowhere else. */
  #isSingle({ name, times }: Named, { end }: NamedPlace): boolean {
    if (times !== 1) return false;
    if (MASK.test(name) || name.includes("·")) return true;
    return isWholeName(name) && endAt(this.#text, end) > (BEGINS_CLAUSE.test(name) ? 1 : 0);
  }

  /** Whoever may be meant by a name that stands nowhere else; null: it may be right. */
  #meantBy(place: NamedPlace, established: readonly Named[]): readonly Named[] | null {
    const text = this.#text;
    const { name, role, start, end } = place;
    // Where names are masked all are.
    const others = established.filter((other) => MASK.test(other.name) === MASK.test(name));
    if (others.length === 0 || others.length < established.length) return null;
    if (role === ACCUSED) return this.#accusedFor(place, others);
    if (isDescribed(text, end) || (role !== VICTIM && role !== "证人")) return null;
    const around = this.#missingAround(start, others);
    if (role !== VICTIM) return around;
    const sentence = sentenceAround(text, start);
    const missing = others.filter((other) => !sentence.includes(other.name));
    if (LATER.test(text.slice(end, end + 8)) && (missing.length === 1 || around)) return around ?? missing;
    const [only] = missing;
    const line = text.slice(...lineAround(text, start));
    return only && others.length === 1 && only.times > 2 && !isIncident(line, sentence) ? missing : null;
  }

  #accusedFor({ word, start, end }: NamedPlace, all: readonly Named[]): readonly Named[] | null {
    const text = this.#text;
    const others = all.filter(({ name }) => ![...placesOf(text, name)].some((at) => /同案|另案/.test(text.slice(Math.max(0, at - 4), at))));
    if (others.length === 0) return null;
    // A claim is made against several, of whom each is named where he signed.
    if (word === "被告" || NOT_OF_CASE.test(text.slice(Math.max(0, start - 12), end + 14))) return null;
    if (isIdentified(text, end)) {
      const missing = others.filter((other) => !other.isIdentified);
      return missing.length === 1 ? missing : null;
    }
    if (isDescribed(text, end)) return null;
    const around = this.#missingAround(start, others);
    if (others.every((other) => other.isIdentified)) return around ?? others;
    const clause = clauseAround(text, start, end);
    return others.length === 1 ? (others.some(({ name }) => clause.includes(name)) ? null : others) : around;
  }

  /** The one of several who is not named where all others are: in the line, or in it and the lines beside it. */
  #missingAround(start: number, others: readonly Named[]): readonly Named[] | null {
    if (others.length < 2) return null;
    const [from, to] = lineAround(this.#text, start);
    for (const [first, last] of [
      [from, to],
      [lineAround(this.#text, from - 1)[0], lineAround(this.#text, to + 1)[1]],
    ] as const) {
      const stretch = this.#text.slice(first, last);
      const missing = others.filter(({ name }) => !stretch.includes(name));
      if (missing.length === 1) return missing;
    }
    return null;
  }

  /** Two lists by one word that have all but one name in common: the later is wrong where both others stand once. */
  *#inLists(): Generator<RuleHit> {
    const lists = listsIn(this.#text, this.#names);
    for (const [at, list] of lists.entries())
      for (const before of lists.slice(0, at)) {
        if (before.length !== list.length || list.length < 2 || before[0]?.role !== list[0]?.role) continue;
        const missing = before.filter(({ name }) => !list.some((place) => place.name === name));
        const foreign = list.filter(({ name }) => !before.some((place) => place.name === name));
        const [meant, place] = [missing[0] && this.#people.get(missing[0].name), foreign[0]];
        const own = place && this.#people.get(place.name);
        if (!meant || !place || !own || missing.length !== 1 || own.times !== 1 || meant.times !== 1) continue;
        yield told(place, [meant]);
      }
  }

  /** 张某某 everywhere and once 张某伟, or 张某 where nobody is called so. */
  *#masked(): Generator<RuleHit> {
    const text = this.#text;
    for (const person of this.#people.values()) {
      const { name, times } = person;
      if (!/^\p{Script=Han}{1,2}某某$/u.test(name) || times < 2) continue;
      const short = name.slice(0, -1);
      const others = [...placesOf(text, short)].filter((at) => text.charAt(at + short.length) !== "某");
      const [start] = others;
      if (start === undefined || others.length > 1) continue;
      const next = text.charAt(start + short.length);
      const isWhole = GIVEN.has(next) && endAt(text, start + short.length) < 2 && endAt(text, start + short.length + 1) > 0;
      const isPlaced =
        isPlacedAsName(text, start, start + short.length + (isWhole ? 1 : 0)) || this.#names.some((place) => place.start === start);
      if (MASKS.test(next) || !isPlaced || NOT_OF_CASE.test(text.slice(start - 6, start + 12))) continue;
      yield told({ name: isWhole ? short + next : short, start, end: start + short.length + (isWhole ? 1 : 0) }, [person]);
    }
  }

  /** 易某某 and once 益某某, which sounds or looks like it: no surname, or one by which nobody is told of by what the other is not. */
  *#maskedSurnames(): Generator<RuleHit> {
    const by = Map.groupBy(maskedIn(this.#text), ({ name }) => name);
    for (const [name, [place, ...again]] of by) {
      if (!place || again.length > 0) continue;
      const { mask, start, end } = place;
      const meant = [...by].filter(
        ([other, places]) => other !== name && places[0]?.mask === mask && isSurnamed(other) && this.#isMasked(place, places),
      );
      const [[other, [first, ...others]] = ["", []], ...more] = meant;
      if (first === undefined || more.length > 0) continue;
      // Of two that stand once each the later is told.
      const isEarlier = others.length === 0 && first.start > start && this.#isMasked(first, [place]);
      if (!isEarlier) yield told({ name, start, end }, [{ name: other }]);
    }
  }

  /** Whether a masked name that stands once is meant for another. */
  #isMasked(place: Masked, others: readonly Masked[]): boolean {
    const text = this.#text;
    const likeness = likenessOf(place.surname, others[0]?.surname ?? "");
    if (likeness === null) return false;
    if (!isSurnamed(place.surname)) return likeness === "sure";
    const isTold = ({ end }: Masked): boolean => isIdentified(text, end);
    const wordsOf = (each: Masked): readonly string[] =>
      this.#names.flatMap(({ start, word }) => (start === each.start && word !== null ? [word] : []));
    const [own, other] = [wordsOf(place), others.flatMap(wordsOf)];
    const isBoth = own.some((word) => other.includes(word) && !MANY.has(word));
    // Whoever is told of once by what he is, is he whom all else names without telling who he is.
    if (isTold(place)) return !others.some(isTold) && (own.length === 0 ? other.every(isParty) : other.every((word) => own.includes(word)));
    if (isBoth) return true;
    if (likeness !== "sure" || isDescribed(text, place.end)) return false;
    // Everybody is told of once by some word: of whom none is told, he is whom the word tells of.
    return own.length > 0
      ? other.length === 0 && !others.some(isTold) && !own.some((word) => MANY.has(word))
      : others.length > 1 || others.some(isTold);
  }

  /** 问：你和张三是什么关系？ 答：张四是我表弟: the answer speaks of whoever was asked of. */
  *#answers(): Generator<RuleHit> {
    const text = this.#text;
    for (const { index, 1: name = "" } of text.matchAll(/(?<=\n答：)(\p{Script=Han}{2,3})(?=是|跟|和|的|在|说|找|有)/gu)) {
      if (!isSurnamed(name) || !isAllGiven(name) || timesOf(text, name) !== 1) continue;
      const question = text.slice(lineAround(text, index - 5)[0], index);
      const asked = [...this.#people.values()].filter(
        (other) =>
          other.times > 1 && question.includes(other.name) && other.name.length === name.length && other.name.charAt(0) === name.charAt(0),
      );
      if (asked.length === 1) yield told({ name, start: index, end: index + name.length }, asked);
    }
  }
}

function listsIn(text: string, names: readonly NamedPlace[]): NamedPlace[][] {
  const lists: NamedPlace[][] = [];
  for (const place of names) {
    const last = lists.at(-1)?.at(-1);
    if (last && last.word === place.word && /^(?:、|和|与|及|以及)$/.test(text.slice(last.end, place.start))) lists.at(-1)?.push(place);
    else lists.push([place]);
  }
  return lists;
}

/** What stands where a name, or one of several, has to. */
export function told({ start, end, name }: Pick<NamedPlace, "start" | "end" | "name">, meant: readonly Pick<Named, "name">[]): RuleHit {
  const [only, ...more] = meant;
  const list = meant.map((each) => each.name).join("、");
  return {
    start,
    end,
    suggestion: more.length === 0 ? (only?.name ?? null) : null,
    reason: { zh: `别处是“${list}”，这里是“${name}”`, en: `elsewhere “${list}”, here “${name}”` },
  };
}

/** Who stands where somebody else has to: a name of another case left standing, or people of the case who are taken for each other. */
export const otherNames = (document: CheckedDocument): Iterable<RuleHit> =>
  document.text.length > LONGEST_OF_A_CASE ? [] : new OtherNames(document).find();
