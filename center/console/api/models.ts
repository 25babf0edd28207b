import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { JobView, ModelSummary, ModelView } from "@yuejian/contracts/api";
import { get, post } from "./client.ts";
import type { Page } from "./page.ts";
import { useMay } from "./session.ts";

export type ParameterValues = Record<string, string | number | boolean | null>;

export function useModels() {
  const enabled = useMay("model.read");
  const query = { limit: 500 };
  return useQuery({ queryKey: ["models"], queryFn: ({ signal }) => get<Page<ModelSummary>>("/api/models", { query, signal }), enabled });
}

export const modelQuery = (model: string) =>
  queryOptions({ queryKey: ["models", model], queryFn: ({ signal }) => get<ModelView>(`/api/models/${model}`, { signal }) });

export const useModel = (model: string) => useQuery(modelQuery(model));

export function useRunModel(model: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (parameters: ParameterValues) => post<JobView>(`/api/models/${model}/runs`, { parameters }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["jobs"] }),
  });
}
