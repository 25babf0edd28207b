import { type CitationState, findCitations, foldText, type LawDirectory, type LawNames, resolveCitation } from "@yuejian/text";

/** An article that a draft may rest on. */
export interface GivenArticle {
  readonly law: string;
  readonly key: string;
  readonly text: string;
}

/** Why a sentence was dropped: it cites nothing, what does not exist on the day, an article that was not given, or it names a number that its articles do not hold. */
export type DropReason = "no-citation" | "unresolved" | "not-given" | "number";

export interface CheckedDraft {
  readonly sentences: readonly {
    readonly text: string;
    /** Places in the given articles. */
    readonly cites: readonly number[];
  }[];
  readonly dropped: Readonly<Partial<Record<DropReason, number>>>;
}

/** Sentences of a draft that are looked at; what follows is dropped as without citation. */
const MOST_SENTENCES = 60;
const SENTENCE = /[^。！？\n]+[。！？]?/g;
const NUMBER =
  /\d+(?:\.\d+)?|[〇零一二三四五六七八九十百千万亿两]+(?=[个]?(?:年|月|日|元|倍|人|次|周岁|小时|分|成|以上|以下|以内|公斤|克|亩|平方米))/g;

/** Keeps of a generated text the sentences whose every citation is of a given article in the wording of the day, and whose every number stands in those articles. What came from
 *  a language model is data: nothing else of it is kept. */
export function checkDraft(
  draft: string,
  {
    given,
    names,
    directory,
    on,
  }: { readonly given: readonly GivenArticle[]; readonly names: LawNames; readonly directory: LawDirectory; readonly on: string },
): CheckedDraft {
  const sentences: CheckedDraft["sentences"][number][] = [];
  const dropped: Partial<Record<DropReason, number>> = {};
  const place = new Map(given.map(({ law, key }, at) => [`${law} ${key}`, at]));
  for (const [at, [written]] of [...draft.matchAll(SENTENCE)].entries()) {
    const text = written.trim();
    if (!/\p{L}/u.test(text)) continue;
    const found = at < MOST_SENTENCES ? judged(text) : "no-citation";
    if (typeof found === "string") dropped[found] = (dropped[found] ?? 0) + 1;
    else sentences.push({ text, cites: found });
  }
  return { sentences, dropped };

  function judged(text: string): DropReason | number[] {
    const citations = findCitations(text, { names });
    if (citations.length === 0) return "no-citation";
    const cites = new Set<number>();
    for (const citation of citations) {
      const { state, law, articles } = resolveCitation(citation, { directory, on });
      if (!isFound(state) || articles.length === 0) return "unresolved";
      for (const key of articles) {
        const known = place.get(`${law} ${key}`);
        if (known === undefined) return "not-given";
        cites.add(known);
      }
    }
    const ground = foldText([...cites].map((known) => given[known]?.text ?? "").join("\n"));
    let rest = "";
    let end = 0;
    for (const citation of citations) {
      rest += text.slice(end, citation.start);
      end = Math.max(end, citation.end);
    }
    rest += text.slice(end);
    return [...foldText(rest).matchAll(NUMBER)].every(([number]) => ground.includes(number)) ? [...cites] : "number";
  }
}

const isFound = (state: CitationState): boolean => state === "resolved";
