import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { JobView, NewSource, SourceAlertView, SourceChange, SourceLoadView, SourceLookView, SourceView } from "@yuejian/contracts/api";
import { get, post } from "./client.ts";
import type { Page } from "./page.ts";

/** Under the key of the jobs, whose events keep it fresh: a load is a job. */
const KEY = ["jobs", "sources"];

export function useSources() {
  return useQuery({ queryKey: KEY, queryFn: ({ signal }) => get<Page<SourceView>>("/api/sources", { signal }) });
}

/** Alerts that nobody has acknowledged and no load has closed. */
export function useNewSourceAlerts(enabled: boolean) {
  return useQuery({
    queryKey: [...KEY, "alerts"],
    enabled,
    queryFn: async ({ signal }) => {
      const { items } = await get<Page<SourceAlertView>>("/api/sources/alerts?open=true&limit=500", { signal });
      return items.filter(({ acknowledgedAt }) => acknowledgedAt === null);
    },
  });
}

export function useSource(id: string) {
  return useQuery({ queryKey: [...KEY, id], queryFn: ({ signal }) => get<SourceView>(`/api/sources/${id}`, { signal }) });
}

export function useSourceLoads(id: string) {
  return useQuery({
    queryKey: [...KEY, id, "loads"],
    queryFn: ({ signal }) => get<Page<SourceLoadView>>(`/api/sources/${id}/loads?limit=50`, { signal }),
  });
}

export function useSourceAlerts(id: string) {
  return useQuery({
    queryKey: [...KEY, id, "alerts"],
    queryFn: ({ signal }) => get<Page<SourceAlertView>>(`/api/sources/alerts?limit=100&source=${id}`, { signal }),
  });
}

export function useRunSource() {
  return useSourceAct((id: string) => post<JobView>(`/api/sources/${id}/run`));
}

export function useAddSource() {
  return useSourceAct((source: NewSource) => post<SourceView>("/api/sources", source));
}

export function useChangeSource() {
  return useSourceAct(({ id, ...change }: SourceChange & { readonly id: string }) => post<SourceView>(`/api/sources/${id}`, change));
}

export function useRemoveSource() {
  return useSourceAct((id: string) => post<null>(`/api/sources/${id}/remove`));
}

export function useAcknowledge() {
  return useSourceAct((alert: string) => post<null>(`/api/sources/alerts/${alert}/acknowledge`));
}

export function useLookAtSource() {
  return useMutation({
    mutationFn: (place: Pick<NewSource, "kind" | "settings" | "secret">) => post<SourceLookView>("/api/sources/look", place),
  });
}

function useSourceAct<Given, Result>(act: (given: Given) => Promise<Result>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: act, onSettled: () => client.invalidateQueries({ queryKey: ["jobs"] }) });
}
