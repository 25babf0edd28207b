import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ApprovalLevel, BusinessLine } from "@yuejian/contracts";
import type { CaseShares, InstrumentKinds } from "@yuejian/contracts/api";
import { get, post } from "./client.ts";

/** Levels of approval as they hold in an office, or in the house. */
export function useInstrumentKinds(office: string | undefined) {
  return useQuery({
    queryKey: ["case-settings", "kinds", office],
    queryFn: ({ signal }) => get<InstrumentKinds>("/api/instrument-kinds", { query: { office }, signal }),
    placeholderData: keepPreviousData,
  });
}

export function useSetLevels() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ kind, ...body }: { kind: string; levels: readonly ApprovalLevel[]; office?: string }) =>
      post<InstrumentKinds>(`/api/instrument-kinds/${kind}/levels`, body),
    onSuccess: () => client.invalidateQueries({ queryKey: ["case-settings"] }),
  });
}

export function useCaseShares(office: string | undefined) {
  return useQuery({
    queryKey: ["case-settings", "shares", office],
    queryFn: ({ signal }) => get<CaseShares>("/api/case-shares", { query: { office }, signal }),
  });
}

export interface NewShare {
  readonly user: string;
  /** Null: as the house. */
  readonly share: number | null;
  readonly expertise?: readonly BusinessLine[];
  readonly office?: string;
}

export function useSetShare() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: NewShare) => post<CaseShares>("/api/case-shares", body),
    onSuccess: () => client.invalidateQueries({ queryKey: ["case-settings"] }),
  });
}
