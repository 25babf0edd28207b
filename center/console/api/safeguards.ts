import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Approvals, Contests, CorrectionView, LeadSafeguards, Retention, Seals } from "@yuejian/contracts/api";
import { get, post } from "./client.ts";
import { useMay } from "./session.ts";

export function useApprovals() {
  const enabled = useMay("approval.read");
  return useQuery({ enabled, queryKey: ["approvals"], queryFn: ({ signal }) => get<Approvals>("/api/approvals", { signal }) });
}

export function useSeals() {
  const enabled = useMay("seal.read");
  return useQuery({ enabled, queryKey: ["seals"], queryFn: ({ signal }) => get<Seals>("/api/seals", { signal }) });
}

export function useCorrections() {
  const enabled = useMay("correction.read");
  return useQuery({
    enabled,
    queryKey: ["corrections"],
    queryFn: ({ signal }) => get<{ items: CorrectionView[] }>("/api/corrections", { signal }),
  });
}

export function useContests() {
  const enabled = useMay("contest.read");
  return useQuery({ enabled, queryKey: ["contests"], queryFn: ({ signal }) => get<Contests>("/api/contests", { signal }) });
}

export function useRetention() {
  const enabled = useMay("lead.read");
  return useQuery({ enabled, queryKey: ["retention"], queryFn: ({ signal }) => get<Retention>("/api/retention", { signal }) });
}

export function useLeadSafeguards(lead: string) {
  return useQuery({
    queryKey: ["lead", lead, "safeguards"],
    queryFn: ({ signal }) => get<LeadSafeguards>(`/api/leads/${lead}/safeguards`, { signal }),
  });
}

/** Sends one act of a safeguard; whatever it may have changed is read again. */
export function useSafeguardAct() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ path, body, purpose = null }: { path: string; body: object; purpose?: string | null }) =>
      post<unknown>(path, body, { purpose }),
    onSuccess: () =>
      Promise.all(
        [
          ["approvals"],
          ["seals"],
          ["corrections"],
          ["contests"],
          ["retention"],
          ["lead"],
          ["leads"],
          ["work"],
          ["models"],
          ["records"],
          ["notify"],
        ].map((queryKey) => client.invalidateQueries({ queryKey })),
      ),
  });
}
