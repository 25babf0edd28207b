import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  LawCollectionDetail,
  LawCollectionItemOrder,
  LawCollectionOrder,
  LawCollectionsView,
  LawHistoryOrder,
  LawHistoryView,
} from "@yuejian/contracts/api";
import { get, getFile, post, postForFile } from "./client.ts";
import { type LawQuestion, questionBody } from "./laws.ts";

const PATH = "/api/laws/collections";

export function useLawHistory() {
  return useQuery({
    queryKey: ["laws", "history"],
    queryFn: ({ signal }) => get<LawHistoryView>("/api/laws/history?limit=30", { signal }),
  });
}

/** Notes what the person looks for and reads, for themselves alone. */
export function useNoteLawHistory() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (order: LawHistoryOrder) => post("/api/laws/history", order),
    onSuccess: () => client.invalidateQueries({ queryKey: ["laws", "history"] }),
  });
}

/** One entry, or all. */
export function useRemoveLawHistory() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string | undefined) => post("/api/laws/history/removal", id === undefined ? {} : { id }),
    onSettled: () => client.invalidateQueries({ queryKey: ["laws", "history"] }),
  });
}

export function useLawCollections() {
  return useQuery({
    queryKey: ["laws", "collections"],
    queryFn: ({ signal }) => get<LawCollectionsView>(`${PATH}?limit=500`, { signal }),
  });
}

export function useLawCollection(id: string) {
  return useQuery({
    queryKey: ["laws", "collections", id],
    queryFn: ({ signal }) => get<LawCollectionDetail>(`${PATH}/${id}`, { signal }),
  });
}

export type CollectionStep =
  | { readonly step: "change"; readonly body: LawCollectionOrder & { readonly version: number } }
  | { readonly step: "order"; readonly body: { readonly version: number; readonly items: readonly string[] } }
  | { readonly step: "note"; readonly item: string; readonly body: { readonly note: string } }
  | { readonly step: "take-out"; readonly item: string };

export function useChangeCollection(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (given: CollectionStep) => {
      if (given.step === "change") return post<LawCollectionDetail>(`${PATH}/${id}`, given.body);
      if (given.step === "order") return post<LawCollectionDetail>(`${PATH}/${id}/order`, given.body);
      if (given.step === "note") return post<LawCollectionDetail>(`${PATH}/${id}/items/${given.item}`, given.body);
      return post<LawCollectionDetail>(`${PATH}/${id}/items/${given.item}/removal`, {});
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["laws", "collections"] }),
  });
}

export function useOpenCollection() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (order: LawCollectionOrder) => post<LawCollectionDetail>(PATH, order),
    onSettled: () => client.invalidateQueries({ queryKey: ["laws", "collections"] }),
  });
}

export function useRemoveCollection() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, version }: { readonly id: string; readonly version: number }) => post(`${PATH}/${id}/removal`, { version }),
    onSettled: () => client.invalidateQueries({ queryKey: ["laws", "collections"] }),
  });
}

/** Puts an article in; into a new collection where only a title is given. */
export function useCollectArticle() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({
      into,
      order,
    }: {
      readonly into: { readonly id: string } | LawCollectionOrder;
      readonly order: LawCollectionItemOrder;
    }) => {
      const id = "id" in into ? into.id : (await post<LawCollectionDetail>(PATH, into)).collection.id;
      return post<LawCollectionDetail>(`${PATH}/${id}/items`, order);
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["laws", "collections"] }),
  });
}

export const collectionFile = (id: string): Promise<Blob> => getFile(`${PATH}/${id}/document`);

export const searchFile = (question: LawQuestion): Promise<Blob> => postForFile("/api/laws/search/document", questionBody(question));
