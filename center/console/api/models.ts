import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { JobView, ModelSummary, ModelView } from "@yuejian/contracts/api";
import { get, post } from "./client.ts";
import type { Page } from "./page.ts";

export type ParameterValues = Record<string, string | number | boolean | null>;

export function useModels() {
  return useQuery({ queryKey: ["models"], queryFn: ({ signal }) => get<Page<ModelSummary>>("/api/models", { signal }) });
}

export function useModel(model: string) {
  return useQuery({ queryKey: ["models", model], queryFn: ({ signal }) => get<ModelView>(`/api/models/${model}`, { signal }) });
}

export function useRunModel(model: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (parameters: ParameterValues) => post<JobView>(`/api/models/${model}/runs`, { parameters }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["jobs"] }),
  });
}
