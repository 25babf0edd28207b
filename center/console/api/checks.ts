import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Accuracy, Check, CheckVerdict, RecordView, Sample } from "@yuejian/contracts/api";
import { get, post } from "./client.ts";
import { type ListState, useOffsetList } from "./list.ts";

export interface CheckFilters {
  readonly model?: string | undefined;
  readonly sample?: string | undefined;
  readonly open?: boolean | undefined;
}

export function useChecks(filters: CheckFilters): ListState<Check> {
  return useOffsetList<Check>({ key: ["checks", "list", filters], path: "/api/checks", query: { ...filters } });
}

export function useCheck(check: string, purpose: string | null) {
  return useQuery({
    queryKey: ["checks", check, purpose],
    queryFn: ({ signal }) => get<{ check: Check; rows: RecordView[] }>(`/api/checks/${check}`, { purpose, signal }),
  });
}

export function useDecideCheck(check: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { version: number; verdict: CheckVerdict; note: string }) => post<Check>(`/api/checks/${check}`, body),
    onSettled: () =>
      Promise.all([["checks"], ["samples"], ["accuracy"], ["models"], ["work"]].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

export function useSamples(model: string) {
  return useQuery({
    queryKey: ["samples", model],
    queryFn: ({ signal }) => get<{ items: Sample[] }>(`/api/models/${model}/samples`, { signal }),
    refetchInterval: ({ state }) => (state.data?.items.some((each) => each.status === "drawing") ? 1_500 : false),
  });
}

export function useDrawSample(model: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (size: number) => post<Sample>(`/api/models/${model}/samples`, { size }),
    onSettled: () => Promise.all([["samples"], ["checks"]].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

export function useAccuracy(model: string) {
  return useQuery({
    queryKey: ["accuracy", model],
    queryFn: ({ signal }) => get<Accuracy>(`/api/models/${model}/accuracy`, { signal }),
  });
}
