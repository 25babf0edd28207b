import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ApprovalLevel } from "@yuejian/contracts";
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

export function useCaseShares(enabled: boolean) {
  return useQuery({
    queryKey: ["case-settings", "shares"],
    queryFn: ({ signal }) => get<CaseShares>("/api/case-shares", { signal }),
    enabled,
  });
}

export function useSetShare() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { user: string; share: number }) => post<CaseShares>("/api/case-shares", body),
    onSuccess: () => client.invalidateQueries({ queryKey: ["case-settings"] }),
  });
}
