import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { LeadCommand } from "@yuejian/contracts";
import type { LeadDetail, LeadFilter, LeadPage, LeadSort, LeadView, WorkItem } from "@yuejian/contracts/api";
import { get, post } from "./client.ts";
import { type ListState, useCursorList } from "./list.ts";
import { useMay } from "./session.ts";

export function useWork() {
  return useQuery({ queryKey: ["work"], queryFn: () => get<{ items: WorkItem[]; total: number }>("/api/work") });
}

/** The inbox. Counts over the whole filter come with its first page. */
export function useLeadList(
  filter: LeadFilter,
  sort: LeadSort | undefined,
): ListState<LeadView> & { readonly first: LeadPage | undefined } {
  const list = useCursorList<LeadPage>({
    key: ["leads", "list", filter, sort ?? ""],
    path: "/api/leads",
    query: { ...filter, sort },
  });
  return { ...list, total: list.first?.total ?? 0, isAtLeast: list.first?.totalIs === "at-least" };
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
