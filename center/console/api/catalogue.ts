import { keepPreviousData, queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Catalogue, CatalogueDataset, CatalogueHits, CatalogueNote, Lineage } from "@yuejian/contracts/api";
import { get, post } from "./client.ts";

export function useCatalogue() {
  return useQuery({ queryKey: ["catalogue"], queryFn: ({ signal }) => get<Catalogue>("/api/catalogue", { signal }), staleTime: 60_000 });
}

/** The newest answer stays while the next is on its way. */
export function useCatalogueSearch(q: string) {
  return useQuery({
    queryKey: ["catalogue", "search", q],
    queryFn: ({ signal }) => get<CatalogueHits>("/api/catalogue/search", { query: { q, limit: 100 }, signal }),
    enabled: q !== "",
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}

const catalogueDatasetQuery = (dataset: string) =>
  queryOptions({
    queryKey: ["catalogue", "dataset", dataset],
    queryFn: ({ signal }) => get<CatalogueDataset>(`/api/catalogue/${dataset}`, { signal }),
    staleTime: 60_000,
  });

export const useCatalogueDataset = (dataset: string) => useQuery(catalogueDatasetQuery(dataset));

export function useNoteHistory(dataset: string, column: string | null, enabled: boolean) {
  return useQuery({
    queryKey: ["catalogue", "dataset", dataset, "notes", column],
    queryFn: ({ signal }) =>
      get<{ items: CatalogueNote[] }>(`/api/catalogue/${dataset}/notes`, { query: column === null ? {} : { column }, signal }),
    enabled,
  });
}

export interface NoteDraft {
  readonly column: string | null;
  readonly version: number;
  readonly meaning: string;
  readonly tags: readonly string[];
  readonly legalBasis?: string | null;
  readonly refreshDays?: number | null;
}

export function useWriteNote(dataset: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (note: NoteDraft) => post<CatalogueNote>(`/api/catalogue/${dataset}/notes`, note),
    onSuccess: () => client.invalidateQueries({ queryKey: ["catalogue"] }),
  });
}

export function useLineage(subject: string) {
  return useQuery({
    queryKey: ["lineage", subject],
    queryFn: ({ signal }) => get<Lineage>(`/api/lineage/${encodeURIComponent(subject)}`, { signal }),
    staleTime: 30_000,
  });
}
