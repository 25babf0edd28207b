import type { LawText } from "@yuejian/contracts";
import type { LawHitView, LawSearchOrder, LawSearchView } from "@yuejian/contracts/api";
import { articleText, FEATURES, QUERY_CHARACTERS, type Query, rankerScores, readQuery } from "@yuejian/legal-research";
import { eachTerm, findCitations, foldText, resolveCitation } from "@yuejian/text";
import { correctQuery } from "./correct-query.ts";
import { directoryOf, neededVersions } from "./directory.ts";
import type { KnownVersion, LawLibrary, LawShelf } from "./library.ts";

/** Passages that the ranker sees. */
const CANDIDATES = 600;
/** What a word of a query in keywords counts beside the ranker, which learned from whole questions: all of it to `KEYWORDS` pairs, nothing from
 *  `SENTENCE` on. */
const KEYWORD_WEIGHT = 6;
const [KEYWORDS, SENTENCE] = [3, 9];
/** log of the share from which the law is named as a reason. */
const LIKELY_LAW = -2.5;
/** Articles of one citation that are shown: a range may be long. */
const CITED = 20;
/** Words shown as reasons. */
const REASONS = 6;

interface Scored {
  readonly passage: number;
  readonly score: number;
  readonly features: Float32Array | null;
}

/** Articles for a query, the likeliest first: those it cites by number, then by words, meaning learned from questions, and law. */
export async function searchLaws(library: LawLibrary, order: LawSearchOrder, today: string): Promise<LawSearchView> {
  const begun = performance.now();
  const asked = order.query.slice(0, QUERY_CHARACTERS);
  const on = order.on ?? today;
  if (await library.isEmpty()) {
    return {
      query: asked,
      on,
      results: [],
      held: 0,
      corrected: null,
      isCut: false,
      milliseconds: 0,
    };
  }
  const shelf = await library.shelf();
  const limit = order.limit ?? 20;
  const phrases = [...order.query.matchAll(/[“"]([^”"]{2,100})[”"]/g)].map((match) => foldText(match[1] as string));
  const corrected = correctQuery(asked, shelf.table.body, shelf.model.questions);
  const query = readQuery(corrected === null ? order.query : `${asked}\n${corrected}`);
  const admitted = admittedBy(shelf, order, on);
  const isAdmitted = filterOf(shelf, order, on);
  const cited = await citedPassages(library, shelf, { text: order.query, on, isAdmitted });
  const found = query.all.size === 0 ? [] : rank(shelf, query, admitted);
  const seen = new Set(cited.map(({ passage }) => passage));
  const merged = [...cited, ...found.filter(({ passage }) => !seen.has(passage))];
  const wanted = phrases.length === 0 ? merged.slice(0, limit) : await holding(library, shelf, { merged, phrases, limit });
  const texts = await library.texts(wanted.map(({ passage }) => shelf.table.passages[passage]!.version));
  return {
    query: asked,
    on,
    results: wanted.flatMap((scored) => hitOf({ shelf, texts, query, on, phrases }, scored) ?? []),
    held: shelf.laws.size,
    corrected,
    isCut: order.query.length > QUERY_CHARACTERS,
    milliseconds: Math.round((performance.now() - begun) * 10) / 10,
  };
}

function rank({ matcher, model }: LawShelf, query: Query, admitted: Uint8Array | undefined): Scored[] {
  const { passages, features } = matcher.find(query, CANDIDATES, admitted);
  const keywords = KEYWORD_WEIGHT * Math.min(1, Math.max(0, (SENTENCE - query.pairs.length) / (SENTENCE - KEYWORDS)));
  const words = FEATURES.indexOf(query.pairs.length === 0 ? "characters-of-best" : "pairs-of-best");
  const scores = rankerScores(model.ranker, features);
  return [...passages]
    .map((passage, row): Scored => {
      const at = row * FEATURES.length;
      const score = (scores[row] as number) + keywords * (features[at + words] as number);
      return { passage, score, features: features.slice(at, at + FEATURES.length) };
    })
    .sort((one, other) => other.score - one.score);
}

/** Wordings that the filters let through, by shelf and filters: the same ones are asked for again and again. */
const ADMITTED = new WeakMap<LawShelf, Map<string, Uint8Array | null>>();
const KEPT_FILTERS = 32;

/** Of the matcher's wordings those that the filters let through; undefined: all. */
function admittedBy(shelf: LawShelf, order: LawSearchOrder, on: string): Uint8Array | undefined {
  const kept = ADMITTED.get(shelf) ?? new Map<string, Uint8Array | null>();
  ADMITTED.set(shelf, kept);
  const key = JSON.stringify([on, order.status, order.levels, order.issuer, order.region, order.law]);
  let admitted = kept.get(key);
  if (admitted === undefined) {
    const isAdmitted = filterOf(shelf, order, on);
    admitted = Uint8Array.from(shelf.matcher.wordings, (id) => {
      const version = shelf.versions.get(id);
      return version && isAdmitted(version) ? 1 : 0;
    });
    if (admitted.every((one) => one === 1)) admitted = null;
  }
  kept.delete(key);
  kept.set(key, admitted);
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT_FILTERS) break;
    kept.delete(oldest);
  }
  return admitted ?? undefined;
}

function filterOf({ named }: LawShelf, order: LawSearchOrder, on: string): (version: KnownVersion) => boolean {
  const law = order.law === undefined ? null : new Set(named(order.law).map(({ id }) => id));
  return (version) => {
    const { id, level, issuer, region } = version.law;
    return (
      (order.status === "any" || statusOf(version, on) === "in-force") &&
      (order.levels === undefined || order.levels.includes(level)) &&
      (order.issuer === undefined || issuer.includes(order.issuer)) &&
      (order.region === undefined || region === order.region) &&
      (law === null || law.has(id))
    );
  };
}

function statusOf({ from, until, law }: KnownVersion, on: string): LawHitView["status"] {
  if (law.repealed && law.repealed.on <= on) return "repealed";
  if (from !== null && from > on) return "not-yet";
  return until !== null && until <= on ? "superseded" : "in-force";
}

/** What the query names by law and number stands first, in its order. */
async function citedPassages(
  library: LawLibrary,
  shelf: LawShelf,
  { text, on, isAdmitted }: { readonly text: string; readonly on: string; readonly isAdmitted: (version: KnownVersion) => boolean },
): Promise<Scored[]> {
  const citations = findCitations(text.slice(0, QUERY_CHARACTERS), { names: shelf.names }).filter(
    ({ article, law }) => article !== null && law !== null,
  );
  if (citations.length === 0) return [];
  const directory = directoryOf(shelf, await library.texts(neededVersions(shelf, citations, on)));
  const found = new Set(
    citations.flatMap((citation) => {
      const { state, version, articles } = resolveCitation(citation, { directory, on });
      const known = version === null ? undefined : shelf.versions.get(version);
      if (!known || (state !== "resolved" && !state.endsWith("absent")) || !isAdmitted(known)) return [];
      return articles.slice(0, CITED).flatMap((key) => shelf.matcher.passageOf(known.id, key) ?? []);
    }),
  );
  return Array.from(found, (passage) => ({ passage, score: 100, features: null }));
}

async function holding(
  library: LawLibrary,
  { table }: LawShelf,
  { merged, phrases, limit }: { readonly merged: readonly Scored[]; readonly phrases: readonly string[]; readonly limit: number },
): Promise<Scored[]> {
  const kept: Scored[] = [];
  for (const scored of merged) {
    const { version, key } = table.passages[scored.passage]!;
    const article = (await library.text(version)).articles.find((one) => one.key === key);
    const text = article ? foldText(articleText(article)) : "";
    if (phrases.every((phrase) => text.includes(phrase))) kept.push(scored);
    if (kept.length === limit) break;
  }
  return kept;
}

interface Showing {
  readonly shelf: LawShelf;
  readonly texts: ReadonlyMap<string, LawText>;
  readonly query: Query;
  readonly on: string;
  readonly phrases: readonly string[];
}

function hitOf({ shelf, texts, query, on, phrases }: Showing, { passage, score, features }: Scored): LawHitView | null {
  const { version: id, key, level } = shelf.table.passages[passage]!;
  const version = shelf.versions.get(id);
  const article = texts.get(id)?.articles.find((one) => one.key === key);
  if (!version || !article) return null;
  const text = articleText(article);
  const { marks, words } = marksIn(text, query, shelf);
  const value = (name: (typeof FEATURES)[number]): number => (features ? (features[FEATURES.indexOf(name)] as number) : 0);
  const why: LawHitView["why"] = [];
  if (features === null) why.push({ code: "cited", text: { zh: "检索词写明了这一条", en: "the query names this article" } });
  for (const phrase of phrases) why.push({ code: "phrase", text: { zh: `原文有“${phrase}”`, en: `its text holds “${phrase}”` } });
  if (words.length > 0)
    why.push({
      code: "words",
      text: { zh: `原文有：${words.slice(0, REASONS).join("、")}`, en: `in its text: ${words.slice(0, REASONS).join(", ")}` },
    });
  if (value("questions-of-best") > 0.5)
    why.push({ code: "questions", text: { zh: "答复过相近的问题", en: "it answered questions like this" } });
  if (features && value("law") > LIKELY_LAW) {
    const share = Math.round(Math.exp(value("law")) * 100);
    why.push({
      code: "law",
      text: {
        zh: `这类问题约 ${share}% 由《${version.law.name}》回答`,
        en: `${share} % of questions like this are answered by ${version.law.name}`,
      },
    });
  }
  if (value("expansions-of-best") > 0.6)
    why.push({ code: "meaning", text: { zh: "用了这类问题常对应的法律用语", en: "it uses the terms that the law has for this" } });
  return {
    law: version.law.name,
    title: version.title,
    level,
    version: id,
    versionOn: version.versionOn,
    effectiveOn: version.from,
    status: statusOf(version, on),
    key,
    article: article.label,
    divisions: article.divisions.map(({ title }) => title),
    text,
    marks,
    score: Math.round(score * 1000) / 1000,
    why,
  };
}

/** Runs of the text that consist of the query's pairs (single characters only in a query of one), and their words, the rarest first. */
function marksIn(text: string, { all, pairs }: Query, { table }: LawShelf): { marks: { start: number; end: number }[]; words: string[] } {
  const marks: { start: number; end: number }[] = [];
  eachTerm(foldText(text), (term, start, length) => {
    if (!all.has(term) || (pairs.length > 0 && length === 1 && term < 0x1_00_00)) return;
    const last = marks.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, start + length);
    else marks.push({ start, end: start + length });
  });
  const words = new Map<string, number>();
  for (const { start, end } of marks) {
    const word = text.slice(start, end);
    let rarity = 0;
    eachTerm(foldText(word), (term) => {
      rarity = Math.max(rarity, table.body.rarity(term));
    });
    words.set(word, rarity);
  }
  return { marks, words: [...words].sort((one, other) => other[1] - one[1]).map(([word]) => word) };
}
