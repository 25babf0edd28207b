import { keepPreviousData, queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  DatasetSummary,
  DatasetView,
  JobView,
  QualityHistory,
  QualityReport,
  QuarantinedView,
  RecordView,
} from "@yuejian/contracts/api";
import { get, post } from "./client.ts";
import { type ListState, useOffsetList } from "./list.ts";
import type { Page } from "./page.ts";
import { useMay } from "./session.ts";

export interface RowFilters {
  readonly batch?: string | undefined;
  readonly column?: string | undefined;
  readonly missing?: boolean | undefined;
  readonly equals?: string | undefined;
  readonly shape?: string | undefined;
  readonly rule?: string | undefined;
}

export interface QuarantineFilters {
  readonly batch?: string | undefined;
  readonly code?: string | undefined;
  readonly column?: string | undefined;
}

export function useDatasets() {
  const enabled = useMay("data.read");
  const query = { limit: 500 };
  return useQuery({
    queryKey: ["datasets"],
    queryFn: ({ signal }) => get<Page<DatasetSummary>>("/api/datasets", { query, signal }),
    enabled,
  });
}

export const datasetQuery = (dataset: string) =>
  queryOptions({
    queryKey: ["dataset", dataset],
    queryFn: ({ signal }) => get<DatasetView>(`/api/datasets/${dataset}`, { signal }),
    staleTime: 60_000,
  });

export const useDataset = (dataset: string) => useQuery(datasetQuery(dataset));

const qualityQuery = (dataset: string) =>
  queryOptions({
    queryKey: ["dataset", dataset, "quality"],
    queryFn: ({ signal }) => get<QualityReport>(`/api/datasets/${dataset}/quality`, { signal }),
    staleTime: 60_000,
  });

export const useQuality = (dataset: string) => useQuery(qualityQuery(dataset));

/** The rule in words, where the report of the dataset was opened or is asked for now. */
export function useQualityRule(dataset: string, rule: string | undefined) {
  const { data } = useQuery({ ...qualityQuery(dataset), enabled: rule !== undefined });
  return data?.rules.find(({ id }) => id === rule);
}

export function useQualityHistory(dataset: string) {
  return useQuery({
    queryKey: ["dataset", dataset, "quality", "history"],
    queryFn: ({ signal }) => get<QualityHistory>(`/api/datasets/${dataset}/quality/history`, { signal }),
    staleTime: 60_000,
  });
}

export function useRows(dataset: string, filters: RowFilters, purpose: string | null): ListState<RecordView> {
  const path = `/api/datasets/${dataset}/rows`;
  return useOffsetList<RecordView>({ key: ["dataset", dataset, "rows", filters, purpose], path, query: { ...filters }, purpose });
}

export function useQuarantine(dataset: string, filters: QuarantineFilters, purpose: string | null): ListState<QuarantinedView> {
  const path = `/api/datasets/${dataset}/quarantine`;
  return useOffsetList<QuarantinedView>({
    key: ["dataset", dataset, "quarantine", filters, purpose],
    path,
    query: { ...filters },
    purpose,
  });
}

export function useRecord(ref: string, purpose: string | null) {
  return useQuery({
    queryKey: ["record", ref, purpose],
    queryFn: ({ signal }) => get<RecordView>(`/api/records/${encodeURIComponent(ref)}`, { purpose, signal }),
    placeholderData: keepPreviousData,
  });
}

export type Corrections = Record<string, Record<string, string>>;

export function useRetry() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ batch, corrections }: { batch: string; corrections: Corrections }) =>
      post<JobView>(`/api/batches/${batch}/retry`, { corrections }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["jobs"] }),
  });
}
