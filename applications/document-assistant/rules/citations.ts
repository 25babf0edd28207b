import type { Text } from "@yuejian/contracts";
import { type CitationState, foldText } from "@yuejian/text";
import type { CheckedDocument } from "../document.ts";
import type { CheckContext, DocumentRule, JudgedCitation, RuleHit } from "../rule.ts";

interface CitationRule {
  readonly id: string;
  readonly title: Text;
  readonly states: readonly CitationState[];
  readonly reason: (citation: JudgedCitation, on: string) => Text;
}

const RULES: readonly CitationRule[] = [
  {
    id: "law-unknown",
    title: { zh: "没有这部法律", en: "No law of this name" },
    states: ["law-unknown"],
    reason: ({ meant }) => ({
      zh: `没有找到这个名称的法律法规${
        meant.length === 0
          ? ""
          : `，是不是${meant
              .slice(0, 3)
              .map((name) => `《${name}》`)
              .join("、")}`
      }`,
      en: `no law of this name is known${meant.length === 0 ? "" : `; perhaps ${meant.slice(0, 3).join(", ")}`}`,
    }),
  },
  {
    id: "law-repealed",
    title: { zh: "法律已废止", en: "Law repealed" },
    states: ["law-repealed"],
    reason: ({ repealed }) => ({
      zh: `自 ${repealed?.on ?? ""} 起被《${repealed?.by ?? ""}》废止`,
      en: `repealed since ${repealed?.on ?? ""} by ${repealed?.by ?? ""}`,
    }),
  },
  {
    id: "law-not-yet",
    title: { zh: "法律尚未施行", en: "Law not yet in force" },
    states: ["law-not-yet"],
    reason: (_, on) => ({ zh: `在 ${on} 还没有施行`, en: `not in force on ${on}` }),
  },
  {
    id: "article-absent",
    title: { zh: "没有这一条", en: "No such article" },
    states: ["article-absent"],
    reason: ({ law }, on) => ({
      zh: `《${law ?? ""}》在 ${on} 有效的文本里没有这一条`,
      en: `${law ?? ""} as of ${on} has no such article`,
    }),
  },
  {
    id: "paragraph-absent",
    title: { zh: "没有这一款、项", en: "No such paragraph or item" },
    states: ["paragraph-absent", "item-absent"],
    reason: ({ law }, on) => ({
      zh: `《${law ?? ""}》的这一条在 ${on} 没有这一款或者项`,
      en: `the article of ${law ?? ""} as of ${on} has no such paragraph or item`,
    }),
  },
];

function* hits({ text }: CheckedDocument, { citations }: CheckContext, { states, reason }: CitationRule): Generator<RuleHit> {
  if (!citations) return;
  let isOfShortName = false;
  for (const each of citations.all) {
    const former = formerLaw(text, each, citations.on);
    const citation = former ? { ...each, state: "law-repealed" as const, repealed: former } : each;
    const isInList = text.charAt(citation.start) === "第";
    if (citation.by === "named" && !isInList) isOfShortName = shortNameIn(text, citation) !== null;
    // Under a name that is not whole another law may be meant: the name is told.
    if (isOfShortName && isInList) continue;
    if (!states.includes(citation.state)) continue;
    // What follows a law that does not hold, in a list or further on, is not told again.
    const isOfLaw = citation.state === "law-unknown" || citation.state === "law-repealed" || citation.state === "law-not-yet";
    if (isOfLaw && (citation.by === "carried" || isInList)) continue;
    // 第五百七十二条第一款、第四款: an article that is not there is told once.
    const cited = text.slice(citation.start, citation.end);
    if (citation.state === "article-absent" && !cited.includes("条")) continue;
    // Documents of the office itself stand in 《》 too: what is cited without a number need be no law.
    if (citation.state === "law-unknown" && !/第.+条|^《中华人民共和国[^》]+法典?》$/.test(cited)) continue;
    if (citation.state === "law-unknown" && mayBeHeldElsewhere(cited, citation)) continue;
    yield { start: citation.start, end: citation.end, suggestion: null, reason: reason(citation, citations.on) };
  }
}

/** Laws that no text of today still names: what repealed them was itself replaced or made anew. */
const FORMER_LAWS: ReadonlyMap<string, { readonly on: string; readonly by: string }> = new Map(
  (
    [
      ["食品卫生法", "2009-06-01", "中华人民共和国食品安全法"],
      ["经济合同法", "1999-10-01", "中华人民共和国合同法"],
      ["涉外经济合同法", "1999-10-01", "中华人民共和国合同法"],
      ["技术合同法", "1999-10-01", "中华人民共和国合同法"],
      ["治安管理处罚条例", "2006-03-01", "中华人民共和国治安管理处罚法"],
      ["城市规划法", "2008-01-01", "中华人民共和国城乡规划法"],
      ["行政监察法", "2018-03-20", "中华人民共和国监察法"],
    ] as const
  ).map(([name, on, by]) => [name, { on, by }]),
);

function formerLaw(text: string, { state, start, end }: JudgedCitation, day: string): { readonly on: string; readonly by: string } | null {
  const name = state === "law-unknown" ? /^《([^》]+)》/.exec(text.slice(start, end))?.[1] : undefined;
  const former = name === undefined ? undefined : FORMER_LAWS.get(bare(name));
  return former && former.on <= day ? former : null;
}

/** Interpretations, rules of ministries and of provinces are many, and no collection has all: one that is like none it has is not told. Laws, and what the state itself enacts, it has. */
function mayBeHeldElsewhere(cited: string, { meant }: JudgedCitation): boolean {
  const name = /^《([^》]+)》/.exec(cited)?.[1]?.replace(/（[^（）]*）$/, "");
  return name !== undefined && meant.length === 0 && !name.startsWith(STATE) && !/法[典则]?$/.test(name);
}

/** A name between 《》 that is not the whole one; null: it is. */
function shortNameIn(text: string, { start, end, law, by }: Pick<JudgedCitation, "start" | "end" | "law" | "by">): RegExpExecArray | null {
  const found = /《([^》（(]+)[^》]*》/.exec(text.slice(start, end));
  return found && law !== null && by === "named" && bare(found[1] ?? "") !== bare(law) ? found : null;
}

/** Between 《》 stands the whole name of a law, with or without 中华人民共和国, not a short form of it. */
function* shortNames({ text }: CheckedDocument, { citations }: CheckContext): Generator<RuleHit> {
  for (const { start, end, law, by } of citations?.all ?? []) {
    const [whole, written = ""] = shortNameIn(text, { start, end, law, by }) ?? [];
    if (whole === undefined || law === null) continue;
    const at = start + text.slice(start, end).indexOf(whole);
    yield {
      start: at,
      end: at + whole.length,
      suggestion: `《${written.startsWith(STATE) && !law.startsWith(STATE) ? STATE : ""}${law}》`,
      reason: { zh: `书名号内应当写全称《${law}》`, en: `between 《》 stands the whole name: ${law}` },
    };
  }
}

const STATE = "中华人民共和国";
const bare = (name: string): string => foldText(name).replace(STATE, "");

export const CITATION_RULES: readonly DocumentRule[] = [
  ...RULES.map(
    (rule): DocumentRule => ({
      id: rule.id,
      title: rule.title,
      severity: "error",
      source: null,
      find: (document, context) => hits(document, context, rule),
    }),
  ),
  {
    id: "law-name-short",
    title: { zh: "法律名称不全", en: "Name of a law not whole" },
    severity: "warning",
    source: null,
    find: shortNames,
  },
];
