import type { LawText } from "@yuejian/contracts";
import { articleText } from "@yuejian/legal-research";
import {
  type Citation,
  canonicalName,
  type DirectoryLaw,
  findCitations,
  foldText,
  type LawDirectory,
  type LawNames,
  type resolveCitation,
} from "@yuejian/text";

const DAY = "2026-07-01";
const SAMPLE = 500;

interface Ports {
  readonly names: LawNames;
  readonly resolve: typeof resolveCitation;
}

/** 500 citations of statutes that name a law and an article which the wording in force has, as they stand and with planted errors: an article beyond the
 *  last, a paragraph beyond the last, and a law that was repealed. Counts what is recognised whole and told rightly. */
export function plantedCitations(laws: readonly LawText[], { names, resolve }: Ports): Record<string, number> {
  const directory = directoryOf(laws);
  const chosen = sample(laws, names, directory);
  const repealed = [...new Set(laws.flatMap((law) => law.repeals))].filter((name) => directory.lawsNamed(name)[0]?.repealed);
  const states = (text: string): string[] =>
    findCitations(text, { names }).map((citation) => resolve(citation, { directory, on: DAY }).state);
  const [rights, articles, paragraphs, gone] = [chosen, chosen, chosen, chosen].map((all, kind) => {
    let right = 0;
    for (const [at, { text, law }] of all.entries()) {
      const number = text.slice(text.indexOf("第", text.lastIndexOf("》") + 1));
      const asked = [
        text,
        `《${law.name}》第九千九百条`,
        `《${law.name}》第一条第九十九款`,
        `《${repealed[at % repealed.length]}》${number}`,
      ][kind] as string;
      const [state, ...more] = states(`依照${asked}的规定处理。`);
      const expected = ["resolved", "article-absent", "paragraph-absent", "law-repealed"][kind];
      if (state === expected && (kind !== 0 || more.length === 0)) right += 1;
    }
    return Math.round((right / all.length) * 10_000) / 10_000;
  }) as [number, number, number, number];
  return { sampled: chosen.length, resolved: rights, plantedArticles: articles, plantedParagraphs: paragraphs, plantedRepealed: gone };
}

/** Citations as written, of laws in force at hand, spread evenly over all that there are. What they should mean is told by looking the number up. */
function sample(
  laws: readonly LawText[],
  names: LawNames,
  directory: LawDirectory,
): { readonly text: string; readonly law: DirectoryLaw }[] {
  const all = new Map<string, DirectoryLaw>();
  for (const { articles } of laws)
    for (const article of articles) {
      const text = articleText(article);
      for (const { start, end, law: cited, by } of findCitations(text, { names, isLaw: true })) {
        const written = text.slice(start, end);
        if (by !== "named" || cited === null || !/第[一二三四五六七八九十百千零]+条/.test(written) || /^第|[至、]/.test(written)) continue;
        const [law] = directory.lawsNamed(canonicalName(cited));
        if (law && !law.repealed && holds(law, written, names)) all.set(written, law);
      }
    }
  const found = [...all];
  const step = Math.max(1, found.length / SAMPLE);
  return Array.from({ length: Math.min(SAMPLE, found.length) }, (_, at) => found[Math.floor(at * step)] as (typeof found)[number]).map(
    ([text, law]) => ({ text, law }),
  );
}

/** Whether the wording of the day has the article and the paragraph, by their labels. */
function holds(law: DirectoryLaw, text: string, names: LawNames): boolean {
  const label = /第[一二三四五六七八九十百千零]+条(?:之[一二三四五六七八九十])?/.exec(text)?.[0];
  const version = law.versions.findLast(({ from }) => from === null || from <= DAY);
  const article = version?.articles.find((one) => one.label === label);
  const [citation] = findCitations(text, { names }) as [Citation?];
  if (!article || !citation) return false;
  if (citation.paragraph !== null && citation.paragraph > article.paragraphs.length) return false;
  return citation.item === null || article.paragraphs.some(({ items }) => items.some(({ number }) => number === citation.item));
}

export function directoryOf(laws: readonly LawText[]): LawDirectory {
  const byName = Map.groupBy(laws, ({ name }) => name);
  const repeals = new Map<string, { on: string; by: string }>();
  for (const { name, repeals: gone, effectiveOn } of laws)
    for (const one of gone) if (one !== name && !byName.has(one) && effectiveOn !== null) repeals.set(one, { on: effectiveOn, by: name });
  const known = new Map<string, DirectoryLaw[]>();
  for (const [name, texts] of byName) {
    const versions = texts
      .toSorted((one, other) => ((one.effectiveOn ?? "") < (other.effectiveOn ?? "") ? -1 : 1))
      .map(({ effectiveOn, articles }, at, all) => ({
        id: `${name} ${at}`,
        from: effectiveOn,
        until: all[at + 1]?.effectiveOn ?? null,
        articles,
      }));
    known.set(foldText(name), [{ name, since: texts[0]?.history[0]?.on ?? null, versions, repealed: null }]);
  }
  for (const [name, repealed] of repeals) known.set(foldText(name), [{ name, since: null, versions: [], repealed }]);
  return { lawsNamed: (name) => known.get(foldText(name)) ?? [], namesLike: () => [] };
}
