import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { DeletionOrderBody, DeletionPlan, DeletionRunDetail, JobView, RetentionRules } from "@yuejian/contracts/api";
import { useCallback } from "react";
import { get, post } from "./client.ts";

export function useRetentionRules() {
  return useQuery({
    queryKey: ["retention", "rules"],
    queryFn: ({ signal }) => get<RetentionRules>("/api/retention/rules", { signal }),
  });
}

/** What an order would delete; asked for by a person, because it reads all rows. */
export function useDeletionPlan() {
  return useMutation({ mutationFn: (order: DeletionOrderBody) => post<DeletionPlan>("/api/retention/plan", order) });
}

export function useDelete() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (order: DeletionOrderBody) => post<JobView>("/api/retention/deletions", order),
    onSuccess: () => Promise.all([["retention"], ["jobs"]].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

/** Asks anew for rules and deletions. */
export function useRereadDeletions() {
  const client = useQueryClient();
  return useCallback(() => client.invalidateQueries({ queryKey: ["retention"] }), [client]);
}

export function useDeletionRun(run: string) {
  return useQuery({
    queryKey: ["retention", "run", run],
    queryFn: ({ signal }) => get<DeletionRunDetail>(`/api/retention/deletions/${run}`, { signal }),
  });
}
