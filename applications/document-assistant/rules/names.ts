import type { CheckedDocument } from "../document.ts";
import { isWrittenFor } from "../facts/alike.ts";
import { factsOf } from "../facts/facts.ts";
import type { Head } from "../facts/heads.ts";
import { kindOf } from "../facts/kind.ts";
import { endAt, endsAt, isDescribed, isPlacedAsName, isSurnamed, type NamedPlace } from "../facts/names.ts";
import { ACCUSED, groupOf, VICTIM } from "../facts/roles.ts";
import { GIVEN, NO_PERSON, SURNAMES, WORDLIKE_SURNAMES } from "../facts/surnames.ts";
import type { DocumentRule, RuleHit } from "../rule.ts";

/** How a name is like another: one character of three or more, of two (then it is the surname alone that they share), characters that changed places, or one that is missing. */
type Likeness = "near" | "surname" | "moved" | "short";

interface Like {
  readonly start: number;
  readonly wrong: string;
  readonly likeness: Likeness;
  /** As a tired hand writes the name: a character that sounds or looks like the one that is meant, or two that changed places. */
  readonly isWritten: boolean;
}

const MASK = /[某×＊*xX]/;
/** 张某甲, 张某1: several people behind one surname. */
const NUMBERED_MASK = /[某×][甲乙丙丁戊己庚辛0-9]/;
/** Words that no name begins with. */
const NO_NAME = /^[的和及与或等向从对于被由将在为以其]/;
const isHan = (text: string): boolean => /^[\p{Script=Han}·]+$/u.test(text);

function* placesOf(text: string, part: string): Generator<number> {
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) yield at;
}

/** Stretches of the text that are like a name and are not it. */
function* likeIn(text: string, name: string): Generator<Like> {
  const length = name.length;
  const isMasked = MASK.test(name);
  const first = name.charAt(0);
  for (const start of placesOf(text, first)) {
    const wrong = text.slice(start, start + length);
    if (wrong.length < length || wrong === name || !isHan(wrong)) continue;
    const differing = Array.from(wrong).flatMap((character, at) => (character === name.charAt(at) ? [] : [at]));
    const [at = 0] = differing;
    if (differing.length === 1)
      yield {
        start,
        wrong,
        likeness: length > 2 && !isMasked ? "near" : "surname",
        isWritten: !isMasked && isWrittenFor(name.charAt(at), wrong.charAt(at)),
      };
    else if (
      !isMasked &&
      differing.length === 2 &&
      wrong[differing[0] as number] === name[differing[1] as number] &&
      wrong[differing[1] as number] === name[differing[0] as number]
    )
      yield { start, wrong, likeness: "moved", isWritten: length > 2 };
  }
  if (isMasked) return;
  if (length < 3) {
    for (const at of placesOf(text, name.slice(1))) {
      const wrong = text.slice(Math.max(0, at - 1), at + 1);
      if (at > 0 && wrong.charAt(0) !== first && isHan(wrong) && isWrittenFor(first, wrong.charAt(0)))
        yield { start: at - 1, wrong, likeness: "surname", isWritten: true };
    }
    return;
  }
  const rest = name.slice(1);
  for (const at of placesOf(text, rest)) {
    const wrong = text.slice(at - 1, at - 1 + length);
    if (at === 0 || wrong.charAt(0) === first || !isHan(wrong)) continue;
    const isWritten = isWrittenFor(first, wrong.charAt(0));
    if (isWritten || SURNAMES.has(wrong.charAt(0)) || name.includes("·")) yield { start: at - 1, wrong, likeness: "near", isWritten };
  }
  // 张建国 → 建张国: the surname moved.
  const moved = name.charAt(1) + first + name.slice(2);
  for (const start of placesOf(text, moved)) yield { start, wrong: moved, likeness: "moved", isWritten: true };
  for (const wrong of shorterOf(name))
    for (const start of placesOf(text, wrong))
      if (
        !text
          .slice(start, start + name.length + 2)
          .replaceAll("\n", "")
          .startsWith(name)
      )
        yield { start, wrong, likeness: "short", isWritten: false };
}

/** A name that lacks a character: 张建国 → 张国, 张建; 夏侯婷 → 夏婷; 夏侯建国 → 夏侯国; 卓玛央宗 → 卓玛宗; 艾合买提 → 艾合提 behind a dot. */
function shorterOf(name: string): string[] {
  if (name.includes("·"))
    return Array.from(name, (character, at) => (at === 0 || character === "·" ? name : name.slice(0, at) + name.slice(at + 1))).filter(
      (each) => each !== name,
    );
  const isCompound = SURNAMES.has(name.slice(0, 2));
  if (name.length > 3)
    return Array.from(name, (_, at) => name.slice(0, at) + name.slice(at + 1)).slice(isCompound ? 1 : 2, isCompound ? undefined : -1);
  return isCompound ? [name.charAt(0) + name.slice(2)] : [name.charAt(0) + name.charAt(2), name.slice(0, 2)];
}

/** Everything that is told of who is called by a name. */
interface Person {
  readonly name: string;
  readonly count: number;
  readonly groups: ReadonlySet<string | null>;
  readonly isDescribed: boolean;
  /** By sex, day of birth or number: of one person once. */
  readonly isIdentified: boolean;
  /** The two characters before each mention. */
  readonly leads: ReadonlySet<string>;
}

const isIdentified = (text: string, end: number): boolean =>
  /^(?:（[^（）\n男女]{1,40}）)?[，；：\s（]*(?:性别|[男女]性?[，；。）\s]|[12][0-9]{3}[年.-]|(?:公民|居民)?身份证?号)/u.test(
    text.slice(end, end + 60),
  );

function personOf(text: string, name: string, named: readonly NamedPlace[]): Person {
  const starts = [...placesOf(text, name)];
  return {
    name,
    count: starts.length,
    groups: new Set(named.flatMap((place) => (place.name === name ? [place.role] : []))),
    isDescribed: starts.some((start) => isDescribed(text, start + name.length)),
    isIdentified: starts.some((start) => isIdentified(text, start + name.length)),
    leads: new Set(starts.map((start) => text.slice(Math.max(0, start - 2), start))),
  };
}

/** Ends of words for people of which no list is whole: who follows them is told of for the first time. */
const NEW_PERSON = /[人员工长师生民主者友兄弟姐妹妻夫父母子女侄甥婆公爷奶叔伯舅姑姨嫂警医户客商家手板娘理任记傅官兵匪犯东]$/;
/** What follows is another name of the same person, or one that is not his. */
const OTHER_NAME =
  /(?:曾用名|又名|别名|化名|绰号|外号|自称|冒用|冒充|假冒|谎称|网名|昵称|户名|署名|改名|更名|误写|原名|乳名|小名|名为|名叫|名字|账户名)[为是叫作：:“”"\s]*$/;
/** Ends of words for relatives. */
const KIN = /[子女妻夫父母兄弟姐妹哥侄舅姑姨婆公爷奶嫂甥伯叔]$/;
/** Done to somebody by whoever the case is against. */
const SUFFERS = /[盗窃骗抢诈劫][得取走]|殴打|打伤|砍伤|捅伤|刺伤|撞倒|撞伤$/;
const ORGANISATION =
  /^[\p{Script=Han}]{0,3}?(?:村|镇|乡|县|市|区|路|街|巷|屯|寨|庄|桥|山|湖|河|塘|坝|岭|店|厂|公司|商行|超市|商店|饭店|宾馆|酒店|医院|学校|中学|小学|诊所|药房|律师事务所)/u;

const clauseAround = (text: string, start: number, end: number): { readonly before: string; readonly behind: string } => ({
  before: /[^，。；：\n（）]*$/.exec(text.slice(Math.max(0, start - 60), start))?.[0] ?? "",
  behind: /^[^，。；：\n（）]*/.exec(text.slice(end, end + 60))?.[0] ?? "",
});

/** 张建国与张建军, 张建国的弟弟张建军: two people in one clause. */
function isBeside(text: string, { start, wrong }: Pick<Like, "start" | "wrong">, right: string): boolean {
  const { before, behind } = clauseAround(text, start, start + wrong.length);
  const join = /[、和与及同跟]|以及|伙同|之/;
  const left = before.lastIndexOf(right);
  if (left >= 0 && (join.test(before.slice(left + right.length)) || /的[\p{Script=Han}]{0,4}$/u.test(before.slice(left + right.length))))
    return true;
  const found = behind.indexOf(right);
  return found >= 0 && (join.test(behind.slice(0, found)) || behind.startsWith("的"));
}

const sentenceAround = (text: string, at: number): string => {
  const from = Math.max(text.lastIndexOf("。", at), text.lastIndexOf("\n", at)) + 1;
  const ends = [text.indexOf("。", at), text.indexOf("\n", at)].filter((end) => end >= 0);
  return text.slice(from, Math.min(text.length, ...ends));
};
const lineAround = (text: string, at: number): string => {
  const end = text.indexOf("\n", at);
  return text.slice(text.lastIndexOf("\n", at - 1) + 1, end < 0 ? text.length : end);
};

/** An incident of its own, told where it begins: whoever is named in it may be new. */
const isIncident = (line: string, sentence: string): boolean =>
  /^\s*(?:（[一二三四五六七八九十0-9]{1,3}）|[0-9]{1,2}[.．、]|第[一二三四五六七八九十]{1,3}[起次笔]|[①-⑳])/.test(line) ||
  /[0-9]{1,2}月[0-9]{1,2}日/.test(sentence);

const differs = ({ start, end, wrong }: { start: number; end: number; wrong: string }, { name, count }: Person): RuleHit => ({
  start,
  end,
  suggestion: name,
  reason: { zh: `别处写作“${name}”（${count} 处），这里是“${wrong}”`, en: `elsewhere “${name}” (${count} times)` },
});

/** What stands twice or more and is a name but for one character: another, one more, or two that changed places. Null: nothing. */
function variantOf(text: string, name: string): string | null {
  const { length } = name;
  const isLong = length > 3 || name.includes("·");
  const patterns = Array.from({ length }, (_, at) => {
    const [before, behind] = [name.slice(0, at), name.slice(at + 1)];
    const isReplaced = at > 0 || length > 2;
    return [
      ...(isReplaced ? [{ pattern: `${before}(\\p{Script=Han})${behind}`, own: name.charAt(at) }] : []),
      ...(at > 0 ? [{ pattern: `${before}(\\p{Script=Han})${name.slice(at)}`, own: "" }] : []),
    ];
  }).flat();
  const found = patterns.flatMap(({ pattern, own }) =>
    [...text.matchAll(new RegExp(pattern, "gu"))].flatMap(([whole, other = ""]) =>
      other !== own && (own === "" || isLong || isWrittenFor(own, other)) ? [whole] : [],
    ),
  );
  if (length > 2)
    for (let at = 0; at + 1 < length; at += 1) {
      const moved = name.slice(0, at) + name.charAt(at + 1) + name.charAt(at) + name.slice(at + 2);
      if (moved !== name) for (const _ of placesOf(text, moved)) found.push(moved);
    }
  const [most] = [...Map.groupBy(found, (each) => each)].sort(([, one], [, other]) => other.length - one.length);
  return most && most[1].length > 1 ? most[0] : null;
}

class NameCheck {
  readonly #text: string;
  readonly #named: readonly NamedPlace[];
  readonly #known: ReadonlySet<string>;
  readonly #perhaps: ReadonlySet<string>;
  readonly #heads: readonly Head[];
  readonly #placed = new Map<number, NamedPlace>();
  readonly #isTalk: boolean;

  constructor(document: CheckedDocument) {
    const { names, known, perhaps, heads } = factsOf(document);
    this.#heads = heads;
    this.#perhaps = perhaps;
    this.#text = document.text;
    this.#named = names;
    this.#known = known;
    for (const place of names) for (let at = place.start; at < place.end; at += 1) this.#placed.set(at, place);
    const kind = kindOf(document);
    this.#isTalk = kind === "interrogation-record" || kind === "witness-record";
  }

  *find(): Generator<RuleHit> {
    const told = new Set<number>();
    yield* this.#describedWrongly(told);
    const personCalled = (name: string): Person => personOf(this.#text, name, this.#named);
    const people = [...this.#known].map(personCalled).sort((one, other) => other.count - one.count);
    for (const right of [...people, ...[...this.#perhaps].map(personCalled)])
      for (const like of likeIn(this.#text, right.name)) {
        const { start, wrong } = like;
        if (
          told.has(start) ||
          NUMBERED_MASK.test(wrong) ||
          (NO_NAME.test(right.name) && !right.isDescribed && !(isSurnamed(right.name) && GIVEN.has(right.name.charAt(1)))) ||
          // Where names are masked all are: a whole one is another word.
          (MASK.test(right.name) && !MASK.test(wrong)) ||
          !(
            this.#isWrittenSo(like, right) ||
            ((!this.#perhaps.has(right.name) || like.likeness === "short") &&
              this.#isUnknown(like, right, people) &&
              this.#isSlip(like, right, people))
          )
        )
          continue;
        told.add(start);
        yield differs({ start, end: start + wrong.length, wrong }, right);
      }
  }

  /** Whoever is described by a name that stands nowhere else, while one that is almost the same stands again and again and nobody is described by it. */
  *#describedWrongly(told: Set<number>): Generator<RuleHit> {
    const text = this.#text;
    for (const { name, start, end } of this.#heads) {
      if (MASK.test(name) || text.indexOf(name) !== start || text.includes(name, start + 1)) continue;
      const right = variantOf(text, name);
      if (right === null || this.#heads.some((head) => head.name === right || head.name.includes(right))) continue;
      const person = personOf(text, right, this.#named);
      const place = this.#placed.get(start);
      if (person.isIdentified || (place && isOther(place, person)) || isBeside(text, { start, wrong: name }, right)) continue;
      told.add(start);
      yield differs({ start, end, wrong: name }, person);
    }
  }

  #isUnknown(like: Like, right: Person, people: readonly Person[]): boolean {
    return !this.#known.has(like.wrong) || this.#isOnlyDescribed(like, right, people);
  }

  /** A character that sounds or looks like the right one, or two that changed places, once, while the name stands twice or more: nobody else is meant unless it is told of somebody else. */
  #isWrittenSo(like: Like, right: Person): boolean {
    const { start, wrong, isWritten } = like;
    const text = this.#text;
    const end = start + wrong.length;
    if (
      wrong.charAt(0) !== right.name.charAt(0) &&
      WORDLIKE_SURNAMES.has(right.name.charAt(0)) &&
      !right.isDescribed &&
      right.groups.size === 0
    )
      return false;
    if (!isWritten || right.count < 2 || text.indexOf(wrong) !== start || text.includes(wrong, start + 1)) return false;
    if (OTHER_NAME.test(text.slice(Math.max(0, start - 12), start)) || isBeside(text, like, right.name)) return false;
    if ((right.isIdentified && isIdentified(text, end)) || this.#touchesKnown(start, wrong)) return false;
    const place = this.#placed.get(start);
    if (place) return place.start === start && place.name.length <= wrong.length + 1 && !isOther(place, right);
    if (this.#placed.has(end - 1)) return false;
    const lead = text.slice(Math.max(0, start - 2), start);
    if (KIN.test(lead) && !right.leads.has(lead)) return false;
    const isPlaced = isPlacedAsName(text, start, end) || right.leads.has(lead);
    if (wrong.length > 2) return isPlaced || isSurnamed(wrong) || right.count > 2;
    const isKnownSurname = isSurnamed(wrong) || (isPlaced && endAt(text, end) > 1);
    if (!isKnownSurname || !endsAt(text, end) || NO_PERSON.has(wrong)) return false;
    if (WORDLIKE_SURNAMES.has(wrong.charAt(0)) && !GIVEN.has(wrong.charAt(1)) && endAt(text, end) < 2 && !right.leads.has(lead))
      return false;
    if (!isPlaced) return right.count > 2 && !WORDLIKE_SURNAMES.has(wrong.charAt(0)) && endAt(text, end) > 1;
    if (this.#perhaps.has(right.name)) return endAt(text, end) > 1 || right.leads.has(lead);
    return GIVEN.has(wrong.charAt(1)) || endAt(text, end) > 1 || right.count > 2 || /(?:^|[\p{P}\s])$/u.test(lead);
  }

  #isSlip(like: Like, right: Person, people: readonly Person[]): boolean {
    const { start, wrong, likeness } = like;
    const text = this.#text;
    const end = start + wrong.length;
    const place = this.#placed.get(start);
    if (place && MASK.test(right.name) && place.name !== wrong) return false;
    if (place && (place.start !== start || (place.name.length > wrong.length && place.name.startsWith(wrong)))) return false;
    if (!place && (this.#placed.has(end - 1) || right.count < 2)) return false;
    const isFit = place
      ? this.#isSameRole(place, like, right, people)
      : !(
          isDescribed(text, end) &&
          likeness === "surname" &&
          !this.#isAnswered(start, right.name) &&
          !this.#isOnlyDescribed(like, right, people)
        ) && this.#isBareSlip(like, right);
    if (!isFit || OTHER_NAME.test(text.slice(Math.max(0, start - 12), start)) || isBeside(text, like, right.name)) return false;
    return !this.#touchesKnown(start, wrong) && text.indexOf(wrong) === start && !text.includes(wrong, start + 1);
  }

  #isSameRole({ role, word }: NamedPlace, { start, wrong, likeness }: Like, right: Person, people: readonly Person[]): boolean {
    const text = this.#text;
    // Who names himself in a record is the one whose record it is.
    if (role === null) return this.#isTalk ? right.groups.size > 0 : likeness !== "surname";
    if (!this.#isSameGroup(role, right, people)) return false;
    const end = start + wrong.length;
    if (isDescribed(text, end)) {
      // Told who that is here and nowhere else: the name here is the one that is wrong, if nobody else can be meant.
      const others = people.filter(
        (person) => person !== right && person.name !== wrong && person.isDescribed && person.groups.has(ACCUSED),
      );
      return role === ACCUSED && !right.isDescribed && right.count > 1 && (likeness !== "surname" || others.length === 0);
    }
    if (likeness !== "surname") return right.count > 1 || (role === ACCUSED && right.isDescribed);
    if (right.count < 2) return false;
    if (role === ACCUSED) return true;
    // The record is of one person.
    if (this.#isTalk && word === "被询问人") return true;
    if (role === "辩护人" && !/律师事务所/.test(text.slice(end, end + 24))) return true;
    if (role !== VICTIM) return MASK.test(right.name) && /[某×]/.test(wrong);
    const [line, sentence] = [lineAround(text, start), sentenceAround(text, start)];
    if (line.includes(right.name)) return isLaterMention(text.slice(end, end + 6)) && !isParallel(line, right.name);
    // 2.被害人张三、李四的陈述: of those who were told of before.
    if (/的陈述/.test(sentence) && people.some((person) => person !== right && person.groups.has(VICTIM) && sentence.includes(person.name)))
      return true;
    return !isIncident(line, sentence);
  }

  /** Called by the same word, or the only victim that there is, who is told of by other words elsewhere. */
  #isSameGroup(role: string, right: Person, people: readonly Person[]): boolean {
    if (right.groups.has(role)) return true;
    if (role !== VICTIM || right.groups.has(ACCUSED) || right.groups.has("检察官")) return false;
    return !people.some((person) => person.groups.has(VICTIM));
  }

  /** A mention without a word for people: whoever is named so was told of before. */
  #isBareSlip({ start, wrong, likeness }: Like, right: Person): boolean {
    const text = this.#text;
    const end = start + wrong.length;
    const lead = text.slice(Math.max(0, start - 2), start);
    // 书 记 员：张三, in a line of its own: whoever is called so is told of by that alone.
    const label = /^[\p{Script=Han}\s]{2,14}(?:（(?:签名|签字)）)?[：:\s]\s*$/u
      .exec(text.slice(text.lastIndexOf("\n", start - 1) + 1, start))?.[0]
      .replaceAll(/[\s：:]|（.*）/g, "");
    if (label !== undefined && label !== "" && !right.groups.has(groupOf(label))) return false;
    if ((endAt(text, end) < 2 && ORGANISATION.test(text.slice(end, end + 12))) || NO_PERSON.has(wrong.slice(0, 2))) return false;
    const isTold = right.groups.size > 0 || right.isDescribed;
    if (right.name.startsWith("第") || (!isTold && !isSurnamed(right.name))) return false;
    if (WORDLIKE_SURNAMES.has(wrong.charAt(0)) && likeness !== "moved") {
      const sure = endAt(text, end);
      if (likeness === "surname" ? sure < 2 || !isTold : sure < 1 || (sure < 2 && !isTold)) return false;
    }
    // What is stolen, or who is beaten, is not told of whoever did it.
    if (right.groups.has(ACCUSED) && SUFFERS.test(lead)) return false;
    if (NEW_PERSON.test(lead) && !right.leads.has(lead)) return false;
    const isSurnameOther = wrong.charAt(0) !== right.name.charAt(0);
    const other = Array.from(wrong).find((character, at) => character !== right.name.charAt(at)) ?? "";
    const isPlaced = isPlacedAsName(text, start, end) || (right.leads.has(lead) && endsAt(text, end));
    if (likeness === "near") {
      if (isSurnameOther) return isPlaced && (right.count > 2 || right.isDescribed);
      return GIVEN.has(other) || isPlaced;
    }
    if (likeness === "moved" || likeness === "short") return isPlaced && (isSurnamed(wrong) || wrong.length > 2 || right.leads.has(lead));
    if (!GIVEN.has(other)) return false;
    // 张某担保: a name of two characters that goes on. Where every mention has three, one with another last character is a slip.
    if (MASK.test(wrong))
      return (
        isPlaced &&
        endAt(text, end) >= (right.count > 2 ? 1 : 2) &&
        !"家保前后中先成立".includes(other) &&
        !this.#isMaskedShortly(wrong, right.name)
      );
    if (isPlaced) return !this.#isTalk || right.count > 2 || this.#isAnswered(start, right.name);
    // The name of three characters that goes on here is somebody else's.
    if (GIVEN.has(text.charAt(end)) && !endsAt(text, end)) return false;
    return (
      !WORDLIKE_SURNAMES.has(wrong.charAt(0)) &&
      (endsAt(text, end) || right.leads.has(lead)) &&
      !/[一二两三四五六七八九十几每0-9]$/.test(lead)
    );
  }

  /** 张某 stands beside 张某某. */
  #isMaskedShortly(wrong: string, right: string): boolean {
    const short = wrong.slice(0, 2);
    return placesOf(this.#text, short).some((at) => this.#text.charAt(at + 2) !== right.charAt(2) && !this.#text.startsWith(wrong, at));
  }

  /** Described here, named nowhere else, while whoever the case is against is described nowhere: one person. */
  #isOnlyDescribed({ start, wrong, likeness }: Like, right: Person, people: readonly Person[]): boolean {
    if (right.isDescribed || right.count < 2 || !right.groups.has(ACCUSED) || !isDescribed(this.#text, start + wrong.length)) return false;
    return likeness !== "surname" || people.every((person) => person === right || person.name === wrong || !person.groups.has(ACCUSED));
  }

  /** 问：你和张三是什么关系？ 答：张四是我表弟: the answer speaks of whoever was asked of. */
  #isAnswered(start: number, right: string): boolean {
    const line = this.#text.lastIndexOf("\n", start - 1);
    return this.#isTalk && line > 0 && this.#text.slice(line + 1, start) === "答：" && lineAround(this.#text, line - 1).includes(right);
  }

  #touchesKnown(start: number, wrong: string): boolean {
    const { length } = wrong;
    for (const name of this.#known)
      if (name !== wrong)
        for (let at = Math.max(0, start - name.length + 1); at < start + length; at += 1) if (this.#text.startsWith(name, at)) return true;
    return false;
  }
}

/** Words for people that nobody is called by beside another of them. */
const SETTLED: ReadonlySet<string> = new Set([ACCUSED, VICTIM, "证人", "检察官", "书记员", "辩护人"]);

/** Called by a word for somebody else than whoever bears the right name: a relative, a victim where that one is accused. */
function isOther({ role, word }: NamedPlace, { groups }: Person): boolean {
  if (word !== null && KIN.test(word)) return !groups.has(role);
  return role !== null && SETTLED.has(role) && [...groups].some((group) => group !== null && SETTLED.has(group)) && !groups.has(role);
}

/** What is said of somebody who was told of before. */
const isLaterMention = (behind: string): boolean =>
  /^(?:的(?:陈述|谅解|损失|伤)|陈述|(?:部分|全部|经济|各项|损失|人民币)|表示|谅解|出具|对|要求|报警|报案|证实|称)/.test(behind);
/** 被害人王伟的陈述，被害人王强的陈述 */
const isParallel = (line: string, right: string): boolean => new RegExp(`(?:被害人|失主|事主|死者|伤者|报案人|受害人)${right}`).test(line);

export const NAME_RULES: readonly DocumentRule[] = [
  {
    id: "name-inconsistent",
    title: { zh: "姓名前后不一致", en: "Name written in two ways" },
    severity: "error",
    source: null,
    find: (document) => new NameCheck(document).find(),
  },
];
