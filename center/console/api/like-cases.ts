import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ChargesView, JudgmentView, LeadDetail, LikeCasesOrder, LikeCasesView } from "@yuejian/contracts/api";
import { get, post } from "./client.ts";

/** Charges for facts. Asked by POST: facts stand in no address. */
export function useCharges(text: string) {
  return useQuery({
    queryKey: ["charges", text],
    queryFn: ({ signal }) => post<ChargesView>("/api/laws/charges", { text }, { signal }),
    enabled: text !== "",
    placeholderData: keepPreviousData,
  });
}

export function useLikeCases(order: LikeCasesOrder) {
  return useQuery({
    queryKey: ["like-cases", order],
    queryFn: ({ signal }) => post<LikeCasesView>("/api/like-cases", order, { signal }),
    enabled: order.text !== "",
    placeholderData: keepPreviousData,
  });
}

/** What a lead says in one sentence. */
export function useLeadSummary(lead: string | undefined) {
  return useQuery({
    queryKey: ["lead-summary", lead],
    queryFn: async ({ signal }) => (await get<LeadDetail>(`/api/leads/${lead ?? ""}`, { signal })).lead.summary,
    enabled: lead !== undefined,
    retry: false,
  });
}

export function useJudgment(judgment: string) {
  return useQuery({
    queryKey: ["judgments", judgment],
    queryFn: ({ signal }) => get<JudgmentView>(`/api/judgments/${encodeURIComponent(judgment)}`, { signal }),
  });
}
