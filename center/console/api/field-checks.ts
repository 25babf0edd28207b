import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { FieldChecksView, FieldCheckView } from "@yuejian/contracts/api";
import { get, post } from "./client.ts";

/** Field checks of a violation. */
export function useFieldChecks(violation: string) {
  return useQuery({
    queryKey: ["farmland", "checks", violation],
    queryFn: ({ signal }) => get<FieldChecksView>("/api/farmland/checks", { query: { violation, limit: 100 }, signal }),
  });
}

function useAfterwards() {
  const client = useQueryClient();
  return () => Promise.all([client.invalidateQueries({ queryKey: ["farmland"] }), client.invalidateQueries({ queryKey: ["leads"] })]);
}

export function useGiveFieldCheck(violation: string) {
  return useMutation({
    mutationFn: (body: { assignee: string; due: string; words: string }) =>
      post<FieldCheckView>("/api/farmland/checks", { violation, ...body }),
    onSuccess: useAfterwards(),
  });
}

export function useWithdrawFieldCheck() {
  return useMutation({
    mutationFn: ({ id, reason }: { id: string; reason: string }) => post<FieldCheckView>(`/api/farmland/checks/${id}/withdraw`, { reason }),
    onSuccess: useAfterwards(),
  });
}
