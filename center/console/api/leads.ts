import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { LeadCommand } from "@yuejian/contracts";
import type { CaseView, LeadDetail, LeadPage, LeadView, WorkItem } from "@yuejian/contracts/api";
import { get, post } from "./client.ts";
import { type ListState, useOffsetList } from "./list.ts";
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

/** The inbox. The counts by status come with its first page. */
export function useLeadList(filters: LeadFilters): ListState<LeadView> & { readonly byStatus: Readonly<Record<string, number>> } {
  const list = useOffsetList<LeadView>({ key: ["leads", "list", filters], path: "/api/leads", query: { ...filters } });
  return { ...list, byStatus: (list.first as LeadPage | undefined)?.byStatus ?? {} };
}

/** A few leads by words, for the palette. */
export function useFoundLeads(q: string) {
  const mayRead = useMay("lead.read");
  return useQuery({
    enabled: mayRead && q !== "",
    queryKey: ["leads", "found", q],
    queryFn: ({ signal }) => get<LeadPage>("/api/leads", { query: { q, limit: 8 }, signal }),
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
      Promise.all(
        [["lead", lead], ["leads"], ["work"], ["cases"], ["case"], ["models"]].map((queryKey) => client.invalidateQueries({ queryKey })),
      ),
  });
}

export function useCases(): ListState<CaseView> {
  return useOffsetList<CaseView>({ key: ["cases"], path: "/api/cases" });
}

export function useCase(id: string) {
  return useQuery({ queryKey: ["case", id], queryFn: ({ signal }) => get<CaseView>(`/api/cases/${id}`, { signal }) });
}
