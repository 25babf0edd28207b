import type { DatasetSchema } from "@yuejian/contracts";
import type { CatalogueNote } from "@yuejian/contracts/api";
import type { Reading } from "../store/index.ts";
import { readSchemas } from "../work/index.ts";
import type { SearchItem, SearchTerm } from "./search.ts";

/** Words of every dataset and column; made anew when a load, a note or a dataset came. */
export function createSearchIndex(
  db: Reading,
  newestNotes: () => Promise<readonly (CatalogueNote & { readonly dataset: string })[]>,
): () => Promise<ReadonlyMap<string, readonly SearchItem[]>> {
  let made: { readonly version: string; readonly items: ReadonlyMap<string, readonly SearchItem[]> } | null = null;
  return async () => {
    const version = await versionOf(db);
    if (made?.version !== version) made = { version, items: await termsOf(db, await newestNotes()) };
    return made.items;
  };
}

async function versionOf(db: Reading): Promise<string> {
  const [batch, note, dataset] = await Promise.all([
    db
      .selectFrom("batches")
      .select((build) => build.fn.max("sequence").as("newest"))
      .executeTakeFirst(),
    db
      .selectFrom("catalogue_notes")
      .select((build) => build.fn.max("outbox").as("newest"))
      .executeTakeFirst(),
    db
      .selectFrom("datasets")
      .select((build) => build.fn.countAll<number>().as("count"))
      .executeTakeFirst(),
  ]);
  return [batch?.newest ?? 0, note?.newest ?? 0, dataset?.count ?? 0].join("/");
}

async function termsOf(
  db: Reading,
  notes: readonly (CatalogueNote & { readonly dataset: string })[],
): Promise<ReadonlyMap<string, readonly SearchItem[]>> {
  const delivered = await headingsDelivered(db);
  const items = new Map<string, readonly SearchItem[]>();
  for (const schema of (await readSchemas(db)).values()) {
    const said = (column: string | null): SearchTerm[] =>
      notes
        .filter((note) => note.dataset === schema.id && note.column === column)
        .flatMap(({ meaning, tags }) => [
          ...(meaning === "" ? [] : [{ place: "meaning", text: meaning } as const]),
          ...tags.map((text) => ({ place: "tag", text }) as const),
        ]);
    items.set(schema.id, itemsOf(schema, { said, headings: (column) => delivered.get(`${schema.id} ${column}`) ?? [] }));
  }
  return items;
}

function itemsOf(
  { id, title, owner, dataClass, columns }: DatasetSchema,
  of: { said: (column: string | null) => SearchTerm[]; headings: (column: string) => readonly string[] },
): SearchItem[] {
  const both = (place: "title" | "owner", text: { readonly zh: string; readonly en: string }): SearchTerm[] =>
    [...new Set([text.zh, text.en])].map((each) => ({ place, text: each }));
  const common = { dataset: id, datasetTitle: title };
  return [
    {
      ...common,
      column: null,
      title,
      dataClass,
      terms: [...both("title", title), { place: "name", text: id }, ...both("owner", owner), ...of.said(null)],
    },
    ...columns.map((column) => ({
      ...common,
      column: column.name,
      title: column.title,
      dataClass: column.dataClass,
      terms: [
        ...both("title", column.title),
        { place: "name", text: column.name } as const,
        ...[...new Set([...(column.aliases ?? []), ...of.headings(column.name)])].map((text) => ({ place: "heading", text }) as const),
        ...of.said(column.name),
      ],
    })),
  ];
}

/** By `dataset column`. */
async function headingsDelivered(db: Reading): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await db.selectFrom("batches").select(["dataset", "mapping"]).distinct().execute();
  const headings = new Map<string, string[]>();
  for (const { dataset, mapping } of rows)
    for (const [column, heading] of Object.entries(JSON.parse(mapping) as Record<string, string | null>)) {
      const key = `${dataset} ${column}`;
      if (heading !== null) headings.set(key, [...(headings.get(key) ?? []), heading]);
    }
  return headings;
}
