import { useQuery } from "@tanstack/react-query";
import type { AuditEntry, LedgerFinality, LedgerState } from "@yuejian/contracts/api";
import { get } from "./client.ts";
import { type ListState, useOffsetList } from "./list.ts";

export function useLedger() {
  return useQuery({ queryKey: ["ledger"], queryFn: ({ signal }) => get<LedgerState>("/api/ledger", { signal }), refetchInterval: 30_000 });
}

/** Followed closely: cosignatures come in within a second or two of a checkpoint. */
export function useFinality() {
  return useQuery({
    queryKey: ["ledger", "finality"],
    queryFn: ({ signal }) => get<LedgerFinality>("/api/ledger/finality", { signal }),
    refetchInterval: 5_000,
  });
}

export interface AuditFilters {
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly subject?: string | undefined;
}

export function useAudit(filters: AuditFilters): ListState<AuditEntry> {
  return useOffsetList<AuditEntry>({ key: ["audit", filters], path: "/api/audit", query: { ...filters } });
}
