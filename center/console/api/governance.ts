import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Cause, PatternStatus } from "@yuejian/contracts";
import type {
  JobView,
  PatternDetail,
  PatternProposal,
  PatternProposed,
  PatternsPage,
  PatternView,
  RuleCauseView,
  SuggestionEffectView,
  SuggestionsPage,
  WallView,
  WhitePaperView,
} from "@yuejian/contracts/api";
import { get, getFile, post } from "./client.ts";
import { type ListState, useOffsetList } from "./list.ts";

export interface PatternFilter {
  readonly status?: PatternStatus;
  readonly past?: boolean;
}

export function usePatterns(filter: PatternFilter): ListState<PatternView> & { readonly search: PatternsPage["search"] | undefined } {
  const { first, ...list } = useOffsetList<PatternView>({
    key: ["governance", "patterns", filter],
    path: "/api/patterns",
    query: { ...filter },
  });
  return { ...list, search: (first as PatternsPage | undefined)?.search };
}

export function usePattern(id: string) {
  return useQuery({
    queryKey: ["governance", "pattern", id],
    queryFn: ({ signal }) => get<PatternDetail>(`/api/patterns/${id}`, { signal }),
  });
}

export function useSearchPatterns() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => post<JobView>("/api/patterns/searches", {}),
    onSuccess: () => client.invalidateQueries({ queryKey: ["jobs"] }),
  });
}

export function useJudgePattern(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ action, ...body }: { action: "dismiss" | "reopen"; version: number; reason: string }) =>
      post<PatternDetail>(`/api/patterns/${id}/${action}`, body),
    onSettled: () => client.invalidateQueries({ queryKey: ["governance"] }),
  });
}

export function useProposePattern(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: PatternProposal) => post<PatternProposed>(`/api/patterns/${id}/propose`, body),
    onSettled: () => Promise.all([["governance"], ["cases"]].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

export function useRuleCauses() {
  return useQuery({
    queryKey: ["governance", "causes"],
    queryFn: ({ signal }) => get<{ items: RuleCauseView[] }>("/api/pattern-causes", { signal }),
  });
}

export function useSetCause() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ rule, ...body }: { rule: string; version: number; cause: Cause | null; reason: string }) =>
      post<RuleCauseView>(`/api/pattern-causes/${rule}`, body),
    onSettled: () => client.invalidateQueries({ queryKey: ["governance", "causes"] }),
  });
}

export function useSuggestions(): ListState<SuggestionsPage["items"][number]> {
  const { first: _first, ...list } = useOffsetList<SuggestionsPage["items"][number]>({
    key: ["governance", "suggestions"],
    path: "/api/suggestions",
  });
  return list;
}

export function useSuggestionEffect(id: string) {
  return useQuery({
    queryKey: ["governance", "effect", id],
    queryFn: ({ signal }) => get<SuggestionEffectView>(`/api/cases/${id}/effect`, { signal }),
  });
}

export function useWhitePaper(year: number) {
  return useQuery({
    queryKey: ["governance", "paper", year],
    queryFn: ({ signal }) => get<WhitePaperView>(`/api/white-papers/${year}`, { signal }),
  });
}

export function useWriteTexts(year: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Pick<WhitePaperView, "version" | "texts">) => post<WhitePaperView>(`/api/white-papers/${year}`, body),
    onSuccess: () => client.invalidateQueries({ queryKey: ["governance", "paper", year] }),
  });
}

export function useIssuePaper() {
  return useMutation({
    mutationFn: ({ year, format }: { year: number; format: "docx" | "pdf" }) =>
      getFile(`/api/white-papers/${year}/document?format=${format}`, { purpose: null }),
  });
}

/** Asks again by itself; what is shown stays when an answer does not come. */
export function useWall() {
  return useQuery({
    queryKey: ["governance", "wall"],
    queryFn: ({ signal }) => get<WallView>("/api/wall", { signal }),
    refetchInterval: 10_000,
    refetchIntervalInBackground: true,
  });
}
