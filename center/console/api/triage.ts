import { type InfiniteData, keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { BulkCommand, BulkPreview, LeadPage, Operation, SavedView, Selection } from "@yuejian/contracts/api";
import { get, post } from "./client.ts";
import { useOffsetList } from "./list.ts";
import type { Page } from "./page.ts";
import { useMay } from "./session.ts";

const VIEWS = ["views"];

export function useSavedViews() {
  const enabled = useMay("lead.read");
  return useQuery({
    queryKey: VIEWS,
    queryFn: ({ signal }) => get<{ items: SavedView[] }>("/api/inbox/views", { signal }),
    staleTime: 60_000,
    enabled,
  });
}

export type ViewContent = Pick<SavedView, "name" | "sharing" | "filter" | "columns" | "sort">;

/** Makes a view, or changes the one that is given with the version seen. */
export function useSaveView() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ content, old }: { content: ViewContent; old?: Pick<SavedView, "id" | "version"> | undefined }) =>
      old
        ? post<SavedView>(`/api/inbox/views/${old.id}`, { version: old.version, ...content })
        : post<SavedView>("/api/inbox/views", content),
    onSettled: () => client.invalidateQueries({ queryKey: VIEWS }),
  });
}

export function useRemoveView() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, version }: SavedView) => post<null>(`/api/inbox/views/${id}/remove`, { version }),
    onSettled: () => client.invalidateQueries({ queryKey: VIEWS }),
  });
}

export function useDefaultView() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (view: string | null) => post<null>("/api/inbox/views/default", { view }),
    onSettled: () => client.invalidateQueries({ queryKey: VIEWS }),
  });
}

/** What a bulk command would do. */
export function useBulkPreview(selection: Selection, command: BulkCommand | null) {
  return useQuery({
    queryKey: ["bulk-preview", selection, command],
    queryFn: ({ signal }) => post<BulkPreview>("/api/leads/bulk/preview", { selection, command }, { signal }),
    enabled: command !== null,
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
  });
}

export function useBulk() {
  const refresh = useRefreshLeads();
  return useMutation({
    mutationFn: (body: { selection: Selection; command: BulkCommand }) => post<Operation>("/api/leads/bulk", body),
    onSuccess: refresh,
  });
}

export function useUndo() {
  const refresh = useRefreshLeads();
  return useMutation({
    mutationFn: (operation: string) => post<Operation>(`/api/operations/${operation}/undo`),
    onSuccess: refresh,
  });
}

/** The caller's own operations, newest first. */
export function useOperations(enabled: boolean) {
  return useOffsetList<Operation>({ key: ["operations", "list"], path: "/api/operations", enabled });
}

/** Newest operation that can still be taken back. */
export async function newestUndoable(): Promise<Operation | undefined> {
  const { items } = await get<Page<Operation>>("/api/operations", { query: { limit: 20 } });
  return items.find(canUndo);
}

export const canUndo = (operation: Operation) =>
  operation.undoneBy === null &&
  operation.status === "done" &&
  operation.undoUntil !== null &&
  Date.parse(operation.undoUntil) > Date.now();

/** After many leads changed: lists show it at once, only from their first page on, because a long list would ask for hundreds. */
function useRefreshLeads() {
  const client = useQueryClient();
  return () => {
    client.setQueriesData<InfiniteData<LeadPage, string>>(
      { queryKey: ["leads", "list"] },
      (list) => list && { pages: list.pages.slice(0, 5), pageParams: list.pageParams.slice(0, 5) },
    );
    const stale = [["lead"], ["leads"], ["work"], ["models"], ["operations"], ["cases"]];
    return Promise.all(stale.map((queryKey) => client.invalidateQueries({ queryKey })));
  };
}
