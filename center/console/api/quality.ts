import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { QualityCheck, QualitySeverity } from "@yuejian/contracts";
import type { JobView } from "@yuejian/contracts/api";
import { post } from "./client.ts";

export interface NewRule {
  readonly severity: QualitySeverity;
  readonly tolerance: number;
  readonly check: QualityCheck;
}

export function useAddQualityRule(dataset: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (rule: NewRule) => post<{ id: string }>(`/api/datasets/${dataset}/quality/rules`, rule),
    onSuccess: () => client.invalidateQueries({ queryKey: ["dataset", dataset, "quality"] }),
  });
}

export function useRemoveQualityRule(dataset: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (rule: string) => post<null>(`/api/quality/rules/${rule}/remove`),
    onSuccess: () => client.invalidateQueries({ queryKey: ["dataset", dataset, "quality"] }),
  });
}

/** Answers with the job that measures. */
export function useMeasureAgain(dataset: string) {
  return useMutation({ mutationFn: () => post<JobView>(`/api/datasets/${dataset}/quality/measure`) });
}
