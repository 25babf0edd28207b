import type { LawText } from "@yuejian/contracts";
import type { LawCitedByView } from "@yuejian/contracts/api";
import { articleText } from "@yuejian/legal-research";
import { shortenings } from "@yuejian/text";
import { isInForce } from "../find-law.ts";
import { levelRank } from "../level-rank.ts";
import type { KnownLaw, KnownVersion, LawLibrary, LawShelf } from "../library.ts";
import { type CitingPlace, linkGraph } from "./link-graph.ts";

export interface CitedPlaceQuery {
  readonly law: KnownLaw;
  /** Null: the law as a whole. */
  readonly key: string | null;
  readonly on: string;
  readonly offset: number;
  readonly limit: number;
}

interface Ports {
  readonly library: LawLibrary;
  readonly scratchFolder: string;
}

/** Articles of laws in force on a day that refer to an article, the strongest law first. LAWS_NONE */
export async function citingLaws({ library, scratchFolder }: Ports, query: CitedPlaceQuery): Promise<LawCitedByView["laws"]> {
  const { law, key, on, offset, limit } = query;
  const shelf = await library.shelf();
  const graph = await linkGraph(library, scratchFolder);
  const places = citingInForce(shelf, graph.citing(law.name, key ?? ""), on);
  const shown = places.slice(offset, offset + limit);
  const texts = await library.texts([...shown.map(({ place }) => place.version), ...law.versions.map(({ id }) => id)]);
  return {
    items: shown.flatMap(({ place, version }) => {
      const article = texts.get(place.version)?.articles.find((one) => one.key === place.key);
      const paragraph = article?.paragraphs[place.paragraph - 1];
      if (!article || !paragraph) return [];
      return {
        law: version.law.name,
        level: version.law.level,
        versionOn: version.versionOn,
        key: place.key,
        article: article.label,
        paragraph: place.paragraph,
        text: [paragraph.text, ...paragraph.items.map(({ number, text }) => `（${number}）${text}`)].join("\n"),
        isSame: key === null || !place.isResolved ? null : isSame({ law, key, texts, cited: version.from, now: on }),
      };
    }),
    total: places.length,
    offset,
    limit,
  };
}

/** How many articles of laws in force refer to each article of a law. */
export async function citingCounts(
  { library, scratchFolder }: Ports,
  { law, on }: Pick<CitedPlaceQuery, "law" | "on">,
): Promise<ReadonlyMap<string, number>> {
  const shelf = await library.shelf();
  const graph = await linkGraph(library, scratchFolder);
  return new Map(
    graph.keysOf(law.name).flatMap((key) => {
      const { length } = citingInForce(shelf, graph.citing(law.name, key), on);
      return length === 0 ? [] : [[key, length] as const];
    }),
  );
}

/** One place an article: a second paragraph that refers to it as well does not count again. */
function citingInForce({ versions }: LawShelf, places: readonly CitingPlace[], on: string) {
  const found = new Map<string, { readonly place: CitingPlace; readonly version: KnownVersion }>();
  for (const place of places) {
    const version = versions.get(place.version);
    const name = `${place.version} ${place.key}`;
    if (version && isInForce(version, on) && !found.has(name)) found.set(name, { place, version });
  }
  return [...found.values()].toSorted(
    (one, other) =>
      levelRank(one.version.law.level) - levelRank(other.version.law.level) ||
      (one.version.law.name < other.version.law.name ? -1 : one.version.law.name > other.version.law.name ? 1 : 0),
  );
}

function isSame({
  law,
  key,
  texts,
  cited,
  now,
}: {
  readonly law: KnownLaw;
  readonly key: string;
  readonly texts: ReadonlyMap<string, LawText>;
  readonly cited: string | null;
  readonly now: string;
}): boolean | null {
  const wordings = [cited, now].map((day) => {
    const version = law.versions.findLast(({ from }) => from === null || (day !== null && from <= day));
    const article = version && texts.get(version.id)?.articles.find((one) => one.key === key);
    return article ? articleText(article) : null;
  });
  return wordings.includes(null) ? null : wordings[0] === wordings[1];
}

/** Names under which texts that were written here may cite a law. */
export function namesOf({ name }: Pick<KnownLaw, "name">): readonly string[] {
  return [name, ...shortenings(name)];
}
