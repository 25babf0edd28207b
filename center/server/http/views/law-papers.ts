import type { LawCollectionItemView, LawCollectionView, LawSearchOrder } from "@yuejian/contracts/api";
import { articleText } from "@yuejian/legal-research";
import { type CitedArticle, type CollectionRow, citedArticle, searchLaws } from "../../laws/index.ts";
import type { Row } from "../../store/index.ts";
import type { Caller } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";
import { todayOf } from "./cases.ts";

type Services = RouteContext["services"];

export function collectionView(row: CollectionRow, { actor }: Caller): LawCollectionView {
  return {
    id: row.id,
    version: row.version,
    title: row.title,
    note: row.note,
    sharing: row.sharing,
    office: row.office,
    line: row.business_line,
    ownerName: row.owner_name ?? "",
    isOwn: row.owner === actor.id,
    items: row.items,
    changedAt: row.changed_at,
  };
}

type ItemRow = Row<"law_collection_items"> & {
  readonly added_by_name: string | null;
  readonly title: string;
  readonly sha256: string;
  readonly sources: string | null;
};

export function itemRows({ store }: Services, collection: string): Promise<ItemRow[]> {
  return store.db
    .selectFrom("law_collection_items")
    .innerJoin("law_versions", "law_versions.id", "law_collection_items.version")
    .leftJoin("users", "users.id", "law_collection_items.added_by")
    .selectAll("law_collection_items")
    .select(["law_versions.title", "law_versions.sha256", "law_versions.sources", "users.display_name as added_by_name"])
    .where("law_collection_items.collection", "=", collection)
    .orderBy("law_collection_items.position")
    .execute();
}

export async function itemViews({ laws }: Services, rows: readonly ItemRow[], { actor }: Caller): Promise<LawCollectionItemView[]> {
  const shelf = rows.length === 0 ? null : await laws.shelf();
  const texts = await laws.texts(rows.map(({ version }) => version));
  return rows.map((row) => {
    const version = shelf?.versions.get(row.version);
    const article = texts.get(row.version)?.articles.find(({ key }) => key === row.article);
    return {
      id: row.id,
      law: version?.law.name ?? row.title,
      key: row.article,
      article: article?.label ?? row.article,
      versionOn: version?.versionOn ?? null,
      effectiveOn: version?.from ?? null,
      until: version?.until ?? null,
      text: article ? articleText(article) : "",
      quote: row.quote,
      note: row.note,
      addedByName: row.added_by_name ?? "",
      addedAt: row.added_at,
      isOwn: row.added_by === actor.id,
    };
  });
}

/** The articles of a collection with where they come from. */
export async function articlesOfItems({ laws }: Services, rows: readonly ItemRow[]): Promise<CitedArticle[]> {
  const shelf = rows.length === 0 ? null : await laws.shelf();
  const texts = await laws.texts(rows.map(({ version }) => version));
  return rows.flatMap((row) => {
    const [version, text] = [shelf?.versions.get(row.version), texts.get(row.version)];
    if (!version || !text) return [];
    const days = { versionOn: version.versionOn, effectiveOn: version.from, until: version.until };
    return citedArticle(row, { text, key: row.article, days, quote: row.quote, note: row.note }) ?? [];
  });
}

/** The articles that a search finds, with where they come from. */
export async function articlesFound({ laws, store, clock }: Services, order: LawSearchOrder) {
  const found = await searchLaws(laws, order, todayOf(clock));
  if (found.results.length === 0) return { found, articles: [] };
  const shelf = await laws.shelf();
  const ids = [...new Set(found.results.map(({ version }) => version))];
  const rows = await store.db.selectFrom("law_versions").select(["id", "title", "sha256", "sources"]).where("id", "in", ids).execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  const texts = await laws.texts(ids);
  const articles = found.results.flatMap(({ version: id, key }) => {
    const [row, version, text] = [byId.get(id), shelf.versions.get(id), texts.get(id)];
    if (!row || !version || !text) return [];
    return citedArticle(row, { text, key, days: { versionOn: version.versionOn, effectiveOn: version.from, until: version.until } }) ?? [];
  });
  return { found, articles };
}
