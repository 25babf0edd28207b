import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { LawText } from "@yuejian/contracts";
import { type LawLink, linksOf } from "@yuejian/legal-research";
import type { CitationState } from "@yuejian/text";
import { directoryOf } from "../directory.ts";
import type { KnownVersion, LawLibrary, LawShelf } from "../library.ts";

const FILE = "law-links.json";
/** Wordings that are read at once. */
const PIECE = 500;
/** Of a citing text that tells no day: the newest wordings. */
const OPEN_DAY = "9999-12-31";

/** A link as it is kept: places in `versions` and `laws`. */
type KeptLink = readonly [version: number, key: string, paragraph: number, law: number, article: string, isResolved: 0 | 1];

interface KeptGraph {
  readonly stamp: string;
  readonly versions: readonly string[];
  readonly laws: readonly string[];
  readonly links: readonly KeptLink[];
  readonly unresolved: Partial<Record<CitationState, number>>;
}

/** One article that refers to another. */
export interface CitingPlace {
  readonly version: string;
  readonly key: string;
  readonly paragraph: number;
  readonly isResolved: boolean;
}

export interface LinkGraph {
  /** Places that refer to an article (`""`: to the law as a whole), in wordings of any day. */
  citing(law: string, key: string): readonly CitingPlace[];
  /** Keys of a law that anything refers to. */
  keysOf(law: string): readonly string[];
  readonly links: number;
  readonly unresolved: Readonly<Partial<Record<CitationState, number>>>;
}

const graphs = new WeakMap<LawShelf, Promise<LinkGraph>>();

/** Who cites whom among the laws of this state; from its file, or made anew. LAWS_NONE */
export async function linkGraph(library: LawLibrary, scratchFolder: string): Promise<LinkGraph> {
  const shelf = await library.shelf();
  const known = graphs.get(shelf);
  if (known) return known;
  const made = readGraph(library, shelf, scratchFolder);
  graphs.set(shelf, made);
  made.catch(() => graphs.delete(shelf));
  return made;
}

async function readGraph(library: LawLibrary, shelf: LawShelf, scratchFolder: string): Promise<LinkGraph> {
  const path = join(scratchFolder, FILE);
  const kept = await readKept(path, shelf.stamp);
  if (kept) return graphOf(kept);
  const made = await makeGraph(library, shelf);
  await mkdir(scratchFolder, { recursive: true });
  await writeFile(`${path}.${process.pid}`, JSON.stringify(made), { mode: 0o600 });
  await rename(`${path}.${process.pid}`, path);
  return graphOf(made);
}

async function readKept(path: string, stamp: string): Promise<KeptGraph | null> {
  try {
    const kept = JSON.parse(await readFile(path, "utf8")) as KeptGraph;
    return kept.stamp === stamp ? kept : null;
  } catch {
    return null;
  }
}

async function makeGraph(library: LawLibrary, shelf: LawShelf): Promise<KeptGraph> {
  const versions = [...shelf.versions.keys()];
  const texts = new Map<string, LawText>();
  for (let from = 0; from < versions.length; from += PIECE)
    for (const [id, text] of await library.texts(versions.slice(from, from + PIECE))) texts.set(id, text);
  const directory = directoryOf(shelf, texts);
  const laws = new Map<string, number>();
  const links: KeptLink[] = [];
  const unresolved: Partial<Record<CitationState, number>> = {};
  for (const [at, id] of versions.entries()) {
    const text = texts.get(id);
    if (!text) continue;
    const found = linksOf(text, { names: shelf.names, directory, on: dayOf(shelf.versions.get(id)) });
    const seen = new Set<string>();
    for (const link of found.links) for (const kept of keptOf(link, at, laws)) if (isNew(seen, kept)) links.push(kept);
    for (const [state, count] of Object.entries(found.unresolved) as [CitationState, number][])
      unresolved[state] = (unresolved[state] ?? 0) + count;
  }
  return { stamp: shelf.stamp, versions, laws: [...laws.keys()], links, unresolved };
}

const dayOf = (version: KnownVersion | undefined): string => version?.from ?? version?.versionOn ?? OPEN_DAY;

function keptOf({ key, paragraph, law, articles, isResolved }: LawLink, version: number, laws: Map<string, number>): KeptLink[] {
  const place = laws.get(law) ?? laws.size;
  laws.set(law, place);
  return (articles.length === 0 ? [""] : articles).map((article) => [version, key, paragraph, place, article, isResolved ? 1 : 0]);
}

/** Two citations of one place in one paragraph are one link. */
function isNew(seen: Set<string>, link: KeptLink): boolean {
  const name = link.join(" ");
  if (seen.has(name)) return false;
  seen.add(name);
  return true;
}

function graphOf({ versions, laws, links, unresolved }: KeptGraph): LinkGraph {
  const byPlace = Map.groupBy(links, ([, , , law, article]) => `${law} ${article}`);
  const placeOf = new Map(laws.map((name, at) => [name, at]));
  const keys = new Map<number, Set<string>>();
  for (const [, , , law, article] of links) keys.set(law, (keys.get(law) ?? new Set()).add(article));
  return {
    citing: (law, key) =>
      (byPlace.get(`${placeOf.get(law) ?? -1} ${key}`) ?? []).map(([version, citing, paragraph, , , isResolved]) => ({
        version: versions[version] as string,
        key: citing,
        paragraph,
        isResolved: isResolved === 1,
      })),
    keysOf: (law) => [...(keys.get(placeOf.get(law) ?? -1) ?? [])],
    links: links.length,
    unresolved,
  };
}
