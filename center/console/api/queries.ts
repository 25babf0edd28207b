import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { PastQueries, QueryPlan, QueryTables, QueryView, SavedQueryView } from "@yuejian/contracts/api";
import { get, getFile, post } from "./client.ts";

export type QueryValues = Readonly<Record<string, string | number | boolean | null>>;

export interface QueryText {
  readonly sql: string;
  readonly values: QueryValues;
}

export const RESULT_PAGE = 100;
const EVERY_MS = 250;

export function useQueryTables() {
  return useQuery({
    queryKey: ["queries", "tables"],
    queryFn: ({ signal }) => get<QueryTables>("/api/queries/tables", { signal }),
    staleTime: 60_000,
  });
}

export function useStartQuery(purpose: string | null) {
  return useMutation({
    mutationFn: ({ confirmed, ...text }: QueryText & { readonly confirmed: boolean }) =>
      post<QueryView>("/api/queries", { ...text, confirmed }, { purpose }),
  });
}

export function useExportQuery(purpose: string | null) {
  return useMutation({
    mutationFn: ({ confirmed, format, ...text }: QueryText & { readonly confirmed: boolean; readonly format: string }) =>
      post<QueryView>("/api/queries/export", { ...text, confirmed, format }, { purpose }),
  });
}

export function usePlanQuery(purpose: string | null) {
  return useMutation({ mutationFn: (text: QueryText) => post<QueryPlan>("/api/queries/estimate", text, { purpose }) });
}

/** A query as it runs, and then a page of what it found. */
export function useRunningQuery(id: string | null, offset: number) {
  return useQuery({
    queryKey: ["queries", id, offset],
    queryFn: ({ signal }) => get<QueryView>(`/api/queries/${id}`, { query: { offset, limit: RESULT_PAGE }, signal }),
    enabled: id !== null,
    refetchInterval: ({ state }) => (state.data === undefined || state.data.status === "running" ? EVERY_MS : false),
    placeholderData: (previous) => (previous?.id === id ? previous : undefined),
  });
}

export function useCancelQuery() {
  return useMutation({ mutationFn: (id: string) => post<null>(`/api/queries/${id}/cancel`) });
}

export function usePastQueries() {
  return useQuery({
    queryKey: ["queries", "past"],
    queryFn: ({ signal }) => get<PastQueries>("/api/queries", { query: { limit: 30 }, signal }),
  });
}

export function useSavedQueries() {
  return useQuery({
    queryKey: ["saved-queries"],
    queryFn: ({ signal }) => get<{ readonly items: readonly SavedQueryView[] }>("/api/saved-queries", { signal }),
  });
}

export interface QueryToSave {
  readonly id: string | null;
  readonly version: number;
  readonly name: string;
  readonly note: string;
  readonly sql: string;
  readonly isShared: boolean;
  /** Proposed values of its parameters. */
  readonly values: QueryValues;
}

export function useSaveQuery() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, version, values, ...fixed }: QueryToSave) => {
      const parameters = Object.entries(values).map(([parameter, value]) => ({ name: parameter, value }));
      const fields = { ...fixed, parameters };
      return id === null
        ? post<SavedQueryView>("/api/saved-queries", fields)
        : post<SavedQueryView>(`/api/saved-queries/${id}`, { ...fields, version });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ["saved-queries"] }),
  });
}

export const exportedFile = (id: string): Promise<Blob> => getFile(`/api/exports/${id}/file`);
export const exportManifest = (id: string): Promise<Blob> => getFile(`/api/exports/${id}/manifest`);
