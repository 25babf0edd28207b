import { foldText } from "../fold-text.ts";
import { type Atom, type AtomLevel, type AtomValue, atomAt, shortArticleAt } from "./atoms.ts";
import { type Citation, type CitedBy, type CitedPlace, placeText } from "./citation.ts";
import { bareName, LAW_ABBREVIATIONS, type LawNames } from "./law-names.ts";

export interface CitationOptions {
  readonly names: LawNames;
  /** The text is itself a law: numbers without a name are its own. Otherwise they go on with the law named before. */
  readonly isLaw?: boolean | undefined;
}

interface NamedLaw {
  readonly start: number;
  readonly end: number;
  readonly name: string | null;
  readonly by: CitedBy;
  /** Between 《》, or a word for the text itself: counts also where no number follows. */
  readonly isMarked: boolean;
}

const RANK: Readonly<Record<AtomLevel, number>> = {
  part: 0,
  subpart: 1,
  chapter: 2,
  section: 3,
  article: 4,
  paragraph: 5,
  item: 6,
  subitem: 7,
};
const SELF = /本(?:法典?|条例|规定|解释|办法|细则|规则|决定|章程|准则|通则|意见|批复)/y;
const AGAIN = /(?:该|同|上述|前述)(?:法律|法|条例|规定|解释|办法|细则|规则|决定)(?![律院庭官])/y;
const OF_THE_ARTICLE = /(?:该|同|上述|前述)(?:法)?条(?:文|款)?(?:规定)?的?$/;
const LISTED = /^[\s]*(?:、|，|,|;|；|和|及|以及|或者|或|与|并|并且)?[\s]*(?:其|该条|同条)?的?$/;
const RANGED = /^\s*(?:至|到|-|–|—|－|~)\s*$/;
const EMPTY: CitedPlace = { article: null, paragraph: null, item: null, subitem: null, division: null, until: null, back: null };
/** Names that only their ending shows, right before a number. */
const ENDING = /(?:法典?|条例|规定|解释|办法|细则|规则|决定|章程)$/;
const BEFORE_NAME = /.*(?:根据|依照|依据|按照|违反|适用|触犯|参照|符合|以及|按|依|照|和|与|及|或|即|对|[，。；、：,;:()“”"\s])/su;

/** Every reference to a law in a text, in order. A list falls into its members: 第十条、第十一条第二款 gives two. Linear in the length of the text. */
export function findCitations(text: string, { names, isLaw = false }: CitationOptions): Citation[] {
  return new Finder(text, names, isLaw).find();
}

class Finder {
  readonly #text: string;
  readonly #names: LawNames;
  readonly #isLaw: boolean;
  readonly #found: Citation[] = [];
  /** Short names that the text itself defines: 以下简称《…》. */
  readonly #defined = new Map<string, string>();
  #law: NamedLaw | null = null;
  /** The last law named by its name, for 该法 and, outside laws, for numbers alone. */
  #named: string | null = null;
  #place: CitedPlace = EMPTY;
  #start = 0;
  #end = -1;
  #hasPlace = false;
  #isOpen = false;
  /** The last article cited with its law by name, for 该条第三款 outside laws. */
  #cited: { readonly law: NamedLaw; readonly place: CitedPlace } | null = null;

  constructor(text: string, names: LawNames, isLaw: boolean) {
    this.#text = foldText(text);
    this.#names = names;
    this.#isLaw = isLaw;
  }

  find(): Citation[] {
    const text = this.#text;
    // Where something may begin; everything else is skipped without a look.
    for (let at = 0; at < text.length; ) {
      const law = this.#lawAt(at);
      if (law) {
        this.#close();
        this.#open(law);
        at = law.end;
        continue;
      }
      const atom =
        this.#isOpen && !this.#hasPlace && this.#law?.by === "named" && at === this.#placeFrom()
          ? (atomAt(text, at) ?? shortArticleAt(text, at))
          : atomAt(text, at);
      if (atom) {
        this.#take(atom);
        at = atom.end;
        continue;
      }
      if (/[。\n]/.test(text[at] as string)) {
        this.#close();
        if (text[at] === "\n") this.#law = null;
      }
      at += 1;
    }
    this.#close();
    return this.#found;
  }

  /** A number may follow the name of a law after a space. */
  #placeFrom(): number {
    return this.#text[this.#end] === " " ? this.#end + 1 : this.#end;
  }

  #lawAt(at: number): NamedLaw | null {
    const text = this.#text;
    const first = text[at];
    if (first === "《") return this.#quotedAt(at);
    if (first === "本") {
      SELF.lastIndex = at;
      const match = SELF.exec(text);
      if (match) return { start: at, end: at + match[0].length, name: null, by: "self", isMarked: false };
    }
    if (first === "该" || first === "同" || first === "上" || first === "前") {
      AGAIN.lastIndex = at;
      const match = AGAIN.exec(text);
      if (match && this.#named !== null) return { start: at, end: at + match[0].length, name: this.#named, by: "carried", isMarked: false };
    }
    for (const [short, full] of this.#defined)
      if (text.startsWith(short, at)) return { start: at, end: at + short.length, name: full, by: "named", isMarked: false };
    const name = this.#names.at(text, at);
    return name === null ? this.#endingAt(at) : { start: at, end: at + name.length, name, by: "named", isMarked: false };
  }

  /** A name that is not known is believed where 第…条 follows: the longest run of characters before it that no word for citing ends. */
  #endingAt(at: number): NamedLaw | null {
    const text = this.#text;
    if (text[at] !== "第" || this.#end === at) return null;
    const before = text.slice(Math.max(0, at - 40, this.#end), at);
    if (!ENDING.test(before) || atomAt(text, at)?.level !== "article") return null;
    const name = before.replace(BEFORE_NAME, "");
    if (name.length < 3 || !/^[\p{Script=Han}]+$/u.test(name) || /^(?:本|该|同|有关|相关|前|上述|的)/.test(name)) return null;
    return { start: at - name.length, end: at, name, by: "named", isMarked: false };
  }

  #quotedAt(at: number): NamedLaw | null {
    const text = this.#text;
    let depth = 0;
    for (let end = at; end < text.length && end - at < 200; end += 1) {
      const character = text[end];
      if (character === "《") depth += 1;
      else if (character === "》") depth -= 1;
      else if (character === "\n") return null;
      if (depth > 0) continue;
      const inner = text.slice(at + 1, end);
      const name = this.#defined.get(inner) ?? this.#defined.get(bareName(inner)) ?? inner;
      const after = /^\s*\((?:以下|下文)?简?称(?:为)?[“"《]*([^”"》()]{2,30})[”"》]*\)/.exec(text.slice(end + 1, end + 60));
      if (after) this.#defined.set((after[1] as string).trim(), name);
      // A version or a document number may stand between the name and what is cited.
      const version = /^\s*\([^()。]{1,60}\)(?=\s*第)|^\s*\((?:\d{4}年?)?(?:第[一二三四五六七八九十]次)?修[正订](?:本|版)?\)/.exec(
        text.slice(end + 1, end + 80),
      );
      return { start: at, end: end + 1 + (after?.[0].length ?? version?.[0].length ?? 0), name, by: "named", isMarked: true };
    }
    return null;
  }

  #open(law: NamedLaw): void {
    this.#law = law;
    if (law.by === "named" && law.name !== null) this.#named = law.name;
    this.#place = EMPTY;
    this.#start = law.start;
    this.#end = law.end;
    this.#hasPlace = false;
    this.#isOpen = true;
  }

  #take(atom: Atom): void {
    const gap = this.#end < 0 || this.#end > atom.start ? null : this.#text.slice(this.#end, atom.start);
    const level = RANK[atom.level];
    const deepest = this.#deepest();
    if (this.#isOpen && gap !== null) {
      if (/^\s*(?:的|中|中的|规定的)?\s*$/.test(gap) && (["", "的"].includes(gap.trim()) || !this.#hasPlace) && level > deepest) {
        this.#extend(atom);
        return;
      }
      if (this.#hasPlace && RANGED.test(gap) && level === deepest && atom.kind === "numbered") {
        const [value] = atom.values as [AtomValue];
        this.#place = { ...this.#place, until: { number: value.number, sub: value.sub } };
        this.#end = atom.end;
        return;
      }
      if (this.#hasPlace && LISTED.test(gap)) {
        const law = this.#law;
        const kept = this.#upTo(level);
        this.#close();
        this.#begin(atom, law, kept);
        return;
      }
    }
    this.#close();
    const again = this.#isLaw || level <= RANK.article ? null : this.#again(atom);
    if (again) {
      this.#begin(atom, { ...this.#nowhere(atom), name: again.law.name, by: "carried" }, again.place);
      return;
    }
    const follows =
      !this.#isLaw && this.#named !== null && level <= RANK.article
        ? { ...this.#nowhere(atom), name: this.#named, by: "carried" as const }
        : null;
    this.#begin(atom, follows ?? { ...this.#nowhere(atom) }, EMPTY);
  }

  /** The article meant by 该条第三款, and by 其第三款规定 in the sentence that cites it. */
  #again({ start, end }: Atom): { readonly law: NamedLaw; readonly place: CitedPlace } | null {
    const cited = this.#cited;
    if (cited === null) return null;
    const before = this.#text.slice(Math.max(0, start - 12), start);
    if (OF_THE_ARTICLE.test(before)) return cited;
    const isSaid =
      /(?:^|[，；、,;而但且又])其(?:中)?(?:的)?$/.test(before) &&
      /^(?:中)?(?:也|还|又|则|同时|进一步|明确)?(?:规定|要求|明确)/.test(this.#text.slice(end, end + 8));
    return isSaid && !/[。\n]/.test(this.#text.slice(this.#end, start)) ? cited : null;
  }

  #nowhere({ start }: Atom): NamedLaw {
    return { start, end: start, name: null, by: "self", isMarked: false };
  }

  #begin(atom: Atom, law: NamedLaw | null, kept: CitedPlace): void {
    this.#law = law;
    this.#place = kept;
    this.#start = atom.start;
    this.#hasPlace = false;
    this.#isOpen = true;
    this.#extend(atom);
  }

  /** Adds an atom; of several values all but the last are done with at once. */
  #extend(atom: Atom): void {
    const above = this.#place;
    this.#hasPlace = true;
    if (atom.kind !== "numbered") {
      const level = atom.level as "article" | "paragraph" | "item";
      if (atom.kind === "back") this.#place = { ...above, back: { level, count: -atom.back } };
      this.#end = atom.end;
      if (atom.kind === "here") this.#place = { ...above, back: { level, count: 0 } };
      return;
    }
    for (const [at, value] of atom.values.entries()) {
      if (at > 0) {
        this.#emit();
        this.#start = value.start;
      }
      this.#place = placed(above, atom.level, value);
      this.#end = value.end;
    }
  }

  #deepest(): number {
    const { article, paragraph, item, subitem, division, back } = this.#place;
    if (subitem !== null) return RANK.subitem;
    if (item !== null || back?.level === "item") return RANK.item;
    if (paragraph !== null || back?.level === "paragraph") return RANK.paragraph;
    if (article !== null || back?.level === "article") return RANK.article;
    return division ? RANK[division.kind] : -1;
  }

  /** What a member of a list takes over: the levels above its own. */
  #upTo(level: number): CitedPlace {
    const { article, paragraph, item, division, back } = this.#place;
    return {
      article: level > RANK.article ? article : null,
      paragraph: level > RANK.paragraph ? paragraph : null,
      item: level > RANK.item ? item : null,
      subitem: null,
      division: division && level > RANK[division.kind] ? division : null,
      until: null,
      back: back && level > RANK[back.level] ? back : null,
    };
  }

  #close(): void {
    if (this.#isOpen && (this.#hasPlace || this.#law?.isMarked === true)) this.#emit();
    this.#isOpen = false;
    this.#hasPlace = false;
  }

  #emit(): void {
    const law = this.#law;
    const name = law?.name ?? null;
    const place = this.#place;
    const [start, end] = [this.#start, this.#end];
    const text = placeText(place);
    if (law && name !== null && place.article !== null && place.until === null)
      this.#cited = { law, place: { ...EMPTY, article: place.article } };
    const canonicalLaw = name === null ? (law?.by === "self" ? "§" : "") : canonicalName(name);
    this.#found.push({
      start,
      end,
      law: name,
      by: law?.by ?? "self",
      ...place,
      canonical: text === "" ? canonicalLaw : `${canonicalLaw} ${text}`,
    });
  }
}

function placed(above: CitedPlace, level: AtomLevel, { number, sub, until }: AtomValue): CitedPlace {
  if (level === "article") return { ...above, article: { number, sub }, until };
  if (level === "paragraph") return { ...above, paragraph: number, until };
  if (level === "item") return { ...above, item: number, until };
  if (level === "subitem") return { ...above, subitem: number, until };
  return { ...above, division: { kind: level, number }, until };
}

/** The name without the state's; abbreviations become what they stand for. */
export function canonicalName(name: string): string {
  const bare = bareName(name);
  return LAW_ABBREVIATIONS[bare] ?? bare;
}
