import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { LeadCommand } from "@yuejian/contracts";
import type { CaseView, LeadDetail, LeadPage, LeadView, WorkItem } from "@yuejian/contracts/api";
import { get, post } from "./client.ts";
import type { Page } from "./page.ts";
import { useMay } from "./session.ts";

export interface LeadFilters {
  readonly status?: string | undefined;
  readonly model?: string | undefined;
  readonly office?: string | undefined;
  readonly assignee?: string | undefined;
  readonly q?: string | undefined;
  readonly sort?: "newest" | "oldest" | "changed" | undefined;
}

export function useWork() {
  return useQuery({ queryKey: ["work"], queryFn: () => get<{ items: WorkItem[]; total: number }>("/api/work") });
}

export function useLeads(filters: LeadFilters, offset: number, limit: number) {
  const enabled = useMay("lead.read");
  return useQuery({
    enabled,
    queryKey: ["leads", filters, offset, limit],
    queryFn: ({ signal }) => get<LeadPage>("/api/leads", { query: { ...filters, offset, limit }, signal }),
    placeholderData: keepPreviousData,
  });
}

export function useLead(lead: string, purpose: string | null) {
  return useQuery({
    queryKey: ["lead", lead, purpose],
    queryFn: ({ signal }) => get<LeadDetail>(`/api/leads/${lead}`, { purpose, signal }),
    placeholderData: keepPreviousData,
  });
}

export function useLeadCommand(lead: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { version: number; command: LeadCommand }) => post<LeadView>(`/api/leads/${lead}/commands`, body),
    // What somebody else changed meanwhile is shown beside the refusal.
    onError: () => client.invalidateQueries({ queryKey: ["lead", lead] }),
    onSuccess: () =>
      Promise.all([["lead", lead], ["leads"], ["work"], ["cases"], ["models"]].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

export function useCases(offset: number, limit: number) {
  return useQuery({
    queryKey: ["cases", offset, limit],
    queryFn: ({ signal }) => get<Page<CaseView>>("/api/cases", { query: { offset, limit }, signal }),
    placeholderData: keepPreviousData,
  });
}

export function useCase(id: string) {
  return useQuery({ queryKey: ["cases", id], queryFn: ({ signal }) => get<CaseView>(`/api/cases/${id}`, { signal }) });
}
