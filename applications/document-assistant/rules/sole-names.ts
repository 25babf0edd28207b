import type { CheckedDocument } from "../document.ts";
import { factsOf } from "../facts/facts.ts";
import { isSurnamed, isWholeName, LONGEST_OF_A_CASE } from "../facts/name-at.ts";
import { placesOf } from "../facts/name-variants.ts";
import type { NamedPlace } from "../facts/names.ts";
import { isIdentified, MASK } from "../facts/persons.ts";
import { ACCUSED, VICTIM } from "../facts/roles.ts";
import { sentenceEnd, sentenceStart } from "../facts/sentences.ts";
import type { RuleHit } from "../rule.ts";
import { told } from "./other-names.ts";

/** Words for the one whom a record, a receipt or a statement is of, and who speaks in it. */
const SPEAKERS: ReadonlySet<string> = new Set(["被讯问人", "被询问人", "被告知人", "受送达人", "具结人"]);
/** Words of which each is for one in a document, named by it above and below. */
const SOLE: ReadonlySet<string> = new Set(["讯问人", "询问人", "记录人", "法定代表人"]);
/** Whoever says who he is. */
const OWN_NAME =
  /(?:我叫|我是|本人(?:叫|是|系)?|回\s*执[\s\S]{0,6}姓名[：:])(\p{Script=Han}{2,4}|\p{Script=Han}{1,8}·\p{Script=Han}{2,8})(?=[，,。（(])/gu;
/** To whom a document is addressed. */
const ADDRESSEE = /(^|\n)(\p{Script=Han}{2,4}|\p{Script=Han}{1,8}·\p{Script=Han}{2,8})[：:]\s*(?=\n)/u;
/** That the case is against several, or that others are told of. */
const SEVERAL =
  /(?:[二两三四五六七八九十数多0-9]|各|诸)名?(?:原审)?(?:被告人|犯罪嫌疑人|被不起诉人|同案)|等[二两三四五六七八九十0-9]?人|同案|另案|主犯|从犯|伙同|结伙|纠集|邀集|[二两三四五六七八九十]人(?:均|共同|一起|共谋|先后)|在逃|已判|分案|被告单位/;
const FIRM = /[\p{Script=Han}（）]{4,20}(?:有限责任公司|有限公司)/gu;

type Placed = Pick<NamedPlace, "name" | "start" | "end">;
type Places = ReadonlyMap<string, readonly Placed[]>;

class SoleNames {
  readonly #text: string;
  readonly #names: readonly NamedPlace[];

  constructor(document: CheckedDocument) {
    this.#text = document.text;
    this.#names = factsOf(document).names.filter(({ name }) => !MASK.test(name));
  }

  *find(): Generator<RuleHit> {
    yield* this.#speakers();
    for (const word of SOLE) yield* this.#soleBy(word);
    yield* this.#accused();
    yield* this.#company();
    yield* this.#againstHimself();
  }

  /** Mentions that are no beginning of a longer name. */
  readonly #timesOf = (name: string): number => {
    const longer = [...new Set(this.#names.map((place) => place.name))].filter((other) => other !== name && other.startsWith(name));
    return placesOf(this.#text, name).reduce((times, at) => times + (longer.some((other) => this.#text.startsWith(other, at)) ? 0 : 1), 0);
  };
  readonly #by = (isOwn: (place: NamedPlace) => boolean): Places => Map.groupBy(this.#names.filter(isOwn), ({ name }) => name);

  /** 被询问人：张三 … 我叫张山: whoever speaks is whom the record, the notice or the receipt is of. */
  *#speakers(): Generator<RuleHit> {
    const text = this.#text;
    const spoken = [...text.matchAll(OWN_NAME)].flatMap(({ index, 0: whole, 1: name = "" }): Placed[] => {
      const start = index + whole.length - name.length;
      return /[人师员]$/.test(name) || !(isSurnamed(name) ? isLike(name) : this.#names.some((place) => place.name === name))
        ? []
        : [{ name, start, end: start + name.length }];
    });
    // Of several who say who they are each is somebody else.
    const only = new Set(spoken.map(({ name }) => name)).size > 1 ? [] : spoken;
    const [, lead = "", addressee = ""] = ADDRESSEE.exec(text.slice(0, 400)) ?? [];
    const start = text.indexOf(lead + addressee) + lead.length;
    const addressed = isLike(addressee) ? [{ name: addressee, start, end: start + addressee.length }] : [];
    const called = this.#names.filter(({ word }) => word !== null && SPEAKERS.has(word));
    if (called.length + only.length === 0) return;
    const by = Map.groupBy<string, Placed>([...addressed, ...called, ...only], ({ name }) => name);
    const wrong = by.size === 2 ? this.#weaker(by) : null;
    const right = [...by.keys()].find((name) => name !== wrong?.name) ?? "";
    // A name that was read too short: as it goes on here it stands elsewhere.
    if (wrong && text.split(text.slice(wrong.start, wrong.start + right.length), 3).length < 3) yield told(wrong, [{ name: right }]);
  }

  /** Two are called by a word that is for one, neither in a list: the one who is called so, or is named, less often, or later. */
  *#soleBy(word: string): Generator<RuleHit> {
    const text = this.#text;
    const places = this.#names.filter((place) => place.word === word);
    const role = places[0]?.role;
    const names = new Set(places.map(({ name }) => name));
    // Whoever asks is called 检察官 besides.
    const by = this.#by((place) => names.has(place.name) && place.role === role);
    if (names.size !== 2 || places.some(({ end, start }) => JOINED.test(text.slice(end, end + 8)) || /[、和]$/.test(text.slice(0, start))))
      return;
    if (word === "法定代表人" && (new Set(text.match(FIRM)?.map((firm) => firm.slice(-10))).size > 1 || /原法定代表人|变更/.test(text)))
      return;
    const weaker = this.#weaker(by);
    const wrong = places.find(({ name }) => name === weaker?.name);
    if (wrong && (isLike(wrong.name) || /^(?:[，。；：（(\s　]|$)/.test(text.slice(wrong.end, wrong.end + 1))))
      yield told(wrong, [{ name: [...names].find((name) => name !== wrong.name) ?? "" }]);
  }

  /** Of two names the place of the one that is less sure: called so less often, named less often, or later. */
  #weaker(by: Places): Placed | null {
    const [[one, [ofOne, ...moreOne]], [other, [ofOther, ...moreOther]]] = [...by] as [[string, Placed[]], [string, Placed[]]];
    const apart =
      moreOne.length - moreOther.length || this.#timesOf(one) - this.#timesOf(other) || (ofOther?.start ?? 0) - (ofOne?.start ?? 0);
    return (apart < 0 ? ofOne : ofOther) ?? null;
  }

  /** Nobody but one is accused, and two are called so. */
  *#accused(): Generator<RuleHit> {
    const text = this.#text;
    const by = this.#by(({ role, word }) => role === ACCUSED && word !== null && word !== "被告" && word !== "罪犯" && !SPEAKERS.has(word));
    if (by.size !== 2 || SEVERAL.test(text)) return;
    if ([...by.values()].every((places) => places.some(({ end }) => isIdentified(text, end)))) return;
    if ([...by.values()].flat().some(({ end }) => JOINED.test(text.slice(end, end + 8)))) return;
    // 被告人甲卖给被告人乙: two of one sentence.
    const [sentencesOfOne, sentencesOfOther] = [...by.values()].map(
      (places) => new Set(places.map(({ start }) => sentenceStart(text, start))),
    );
    if (sentencesOfOne && sentencesOfOther && !sentencesOfOne.isDisjointFrom(sentencesOfOther)) return;
    const wrong = this.#weaker(by);
    const right = [...by.keys()].find((name) => name !== wrong?.name) ?? "";
    if (
      wrong &&
      (by.get(wrong.name)?.length ?? 0) === 1 &&
      isLike(wrong.name) &&
      !right.startsWith(wrong.name) &&
      !wrong.name.startsWith(right)
    )
      yield told(wrong, [{ name: right }]);
  }

  /** The only one who is accused is no witness, and no victim, of his own act. */
  *#againstHimself(): Generator<RuleHit> {
    const by = this.#by(({ role, word }) => role === ACCUSED && word !== null && word !== "被告");
    const [own, places = []] = [...by][0] ?? [];
    if (own === undefined || by.size > 1 || places.length < LEAST_CALLED || SEVERAL.test(this.#text)) return;
    const other = this.#names.filter(({ name, role }) => name === own && (role === VICTIM || role === "证人"));
    const [only] = other;
    if (only && other.length === 1) yield { start: only.start, end: only.end, suggestion: null, reason: OWN_ACT };
  }

  /** Of the victims two stand once each, in two sentences that name all others: one of them is meant by both. */
  *#company(): Generator<RuleHit> {
    const text = this.#text;
    const by = this.#by(({ role }) => role === VICTIM);
    const singles = [...by].filter(([name]) => this.#timesOf(name) === 1);
    const others = [...by.keys()].filter((name) => this.#timesOf(name) > 1);
    const [first, second] = singles.map(([, [place]]) => place);
    if (singles.length !== 2 || others.length === 0 || !first || !second) return;
    const [one, other] = [first, second].map(({ start }) => text.slice(sentenceStart(text, start), sentenceEnd(text, start))) as [
      string,
      string,
    ];
    if (one !== other && others.every((name) => one.includes(name) && other.includes(name))) yield told(second, [first]);
  }
}

const LEAST_CALLED = 3;
const OWN_ACT = { zh: "全文所称的被追诉人，此处却成了被害人或者证人", en: "whoever is accused elsewhere is a victim or a witness here" };
const JOINED = /^(?:、|和|与|等|[\s\u3000]+\p{Script=Han}{2,4}(?:[\s\u3000]|$))/u;
/** What can be a name by its characters. */
const isLike = (name: string): boolean => name.includes("·") || (isSurnamed(name) ? isWholeName(name) : name.length > 2);

/** Whoever is called by a word that is for one person in a document, by another name than elsewhere. */
export const soleNames = (document: CheckedDocument): Iterable<RuleHit> =>
  document.text.length > LONGEST_OF_A_CASE ? [] : new SoleNames(document).find();
