import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { AlertRuleOrder, AlertRuleView } from "@yuejian/contracts/api";
import { get, post } from "./client.ts";
import type { Page } from "./page.ts";

const KEY = ["notify", "alerts"];

export function useAlertRules() {
  return useQuery({ queryKey: KEY, queryFn: ({ signal }) => get<Page<AlertRuleView>>("/api/alerts", { signal }) });
}

export function useSaveAlertRule() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (order: AlertRuleOrder) => post<AlertRuleView>("/api/alerts", order),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

export function useRemoveAlertRule() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => post(`/api/alerts/${id}/remove`),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}
