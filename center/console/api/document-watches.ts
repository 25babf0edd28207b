import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  DocumentWatchChange,
  DocumentWatchDetail,
  DocumentWatchesView,
  DocumentWatchOrder,
  DocumentWatchView,
} from "@yuejian/contracts/api";
import { get, post } from "./client.ts";

const KEY = ["documents", "watches"];
/** Folders change without anybody at the console. */
const AGAIN_MS = 5_000;

export function useDocumentWatches() {
  return useQuery({
    queryKey: [...KEY, "list"],
    queryFn: ({ signal }) => get<DocumentWatchesView>("/api/documents/watches", { signal }),
    refetchInterval: AGAIN_MS,
  });
}

export function useDocumentWatch(watch: string) {
  return useQuery({
    queryKey: [...KEY, watch],
    queryFn: ({ signal }) => get<DocumentWatchDetail>(`/api/documents/watches/${watch}`, { signal }),
    refetchInterval: AGAIN_MS,
  });
}

function useWatchStep<Order>(mutationFn: (order: Order) => Promise<DocumentWatchView>) {
  const client = useQueryClient();
  return useMutation({ mutationFn, onSuccess: () => client.invalidateQueries({ queryKey: KEY }) });
}

export const useSetDocumentWatch = () =>
  useWatchStep((order: DocumentWatchOrder) => post<DocumentWatchView>("/api/documents/watches", order));

export const useChangeDocumentWatch = () =>
  useWatchStep(({ watch, ...change }: DocumentWatchChange & { readonly watch: string }) =>
    post<DocumentWatchView>(`/api/documents/watches/${watch}`, change),
  );
