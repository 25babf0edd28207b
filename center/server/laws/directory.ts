import type { LawText } from "@yuejian/contracts";
import { type Citation, canonicalName, type DirectoryLaw, type LawDirectory } from "@yuejian/text";
import type { KnownLaw, LawShelf } from "./library.ts";

/** Wordings that must be at hand to resolve citations on a day. */
export function neededVersions(shelf: LawShelf, citations: readonly Citation[], on: string, stand?: string): string[] {
  const names = new Set(citations.flatMap(({ law }) => law ?? stand ?? []));
  return [...names].flatMap((name) =>
    shelf.named(name).flatMap((law) => law.versions.findLast(({ from }) => from === null || from <= on)?.id ?? law.versions[0]?.id ?? []),
  );
}

/** The shelf as citations see it; articles of the wordings at hand. It tells no names like one that is not known. */
export function directoryOf(shelf: LawShelf, texts: ReadonlyMap<string, LawText>): LawDirectory {
  const known = new Map<string, readonly DirectoryLaw[]>();
  return {
    lawsNamed(name) {
      const found = known.get(name) ?? shelf.named(name).map((law) => directoryLaw(law, texts));
      known.set(name, found);
      return found;
    },
    namesLike: () => [],
  };
}

/** The same with names like one that is not known, for which all names are gone through: for those who show them. */
export function directoryWithLikeNames(shelf: LawShelf, texts: ReadonlyMap<string, LawText>): LawDirectory {
  return { ...directoryOf(shelf, texts), namesLike: (name) => namesLike(shelf, name) };
}

function directoryLaw({ name, since, repealed, versions }: KnownLaw, texts: ReadonlyMap<string, LawText>): DirectoryLaw {
  return {
    name,
    since,
    repealed,
    versions: versions.map(({ id, from, until }) => ({ id, from, until, articles: texts.get(id)?.articles ?? [] })),
  };
}

/** Names that share most of their characters with one that is not known. */
function namesLike({ laws }: LawShelf, name: string): string[] {
  const wanted = pairsOf(canonicalName(name));
  if (wanted.size === 0) return [];
  const scored = [...laws.values()].flatMap((law): [string, number][] => {
    const own = pairsOf(law.name);
    let common = 0;
    for (const pair of wanted) if (own.has(pair)) common += 1;
    const likeness = common / Math.max(wanted.size, own.size);
    return likeness >= 0.5 ? [[law.name, likeness]] : [];
  });
  return scored
    .sort((one, other) => other[1] - one[1])
    .slice(0, 5)
    .map(([like]) => like);
}

function pairsOf(text: string): Set<string> {
  const pairs = new Set<string>();
  for (let at = 0; at + 1 < text.length; at += 1) pairs.add(text.slice(at, at + 2));
  return pairs;
}
