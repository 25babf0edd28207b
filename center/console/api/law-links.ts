import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { LawNoticeStatus, LawRuleKind } from "@yuejian/contracts";
import type {
  LawArticleHistoryView,
  LawCitationCountsView,
  LawCitedByView,
  LawNoticeDetail,
  LawNoticeView,
  LawRulesView,
} from "@yuejian/contracts/api";
import { get, post } from "./client.ts";
import { type ListState, useOffsetList } from "./list.ts";

/** A place in a law; `on`: whose wording counts, today when undefined. */
export interface LawPlace {
  readonly law: string;
  readonly article: string;
  readonly on: string | undefined;
}

const queryOf = ({ law, article, on }: LawPlace): string =>
  new URLSearchParams({ law, article, ...(on === undefined ? {} : { on }) }).toString();

export function useCitedBy(place: LawPlace, limit: number) {
  const { law, article, on } = place;
  return useQuery({
    queryKey: ["laws", "cited-by", law, article, on, limit],
    queryFn: ({ signal }) => get<LawCitedByView>(`/api/laws/cited-by?${queryOf(place)}&limit=${limit}`, { signal }),
    placeholderData: (old) => (old?.article === article ? old : undefined),
  });
}

export function useCitationCounts(law: string, on: string | undefined) {
  const query = new URLSearchParams({ law, ...(on === undefined ? {} : { on }) }).toString();
  return useQuery({
    queryKey: ["laws", "citation-counts", law, on],
    queryFn: ({ signal }) => get<LawCitationCountsView>(`/api/laws/citation-counts?${query}`, { signal }),
  });
}

export function useArticleHistory(place: LawPlace) {
  const { law, article, on } = place;
  return useQuery({
    queryKey: ["laws", "article-history", law, article, on],
    queryFn: ({ signal }) => get<LawArticleHistoryView>(`/api/laws/article-history?${queryOf(place)}`, { signal }),
  });
}

export interface NoticeFilter {
  readonly status?: LawNoticeStatus | "any";
  readonly kind?: LawRuleKind;
}

/** Rules whose article changed. */
export function useLawNotices({ status, kind }: NoticeFilter): ListState<LawNoticeView> {
  return useOffsetList<LawNoticeView>({ key: ["laws", "notices", status, kind], path: "/api/laws/notices", query: { status, kind } });
}

/** Every place that a rule names. */
export function useLawRules(state: "resolved" | "unresolved" | undefined): ListState<LawRulesView["items"][number]> {
  return useOffsetList({ key: ["laws", "rules", state], path: "/api/laws/rules", query: { state } });
}

export function useLawNotice(id: string) {
  return useQuery({
    queryKey: ["laws", "notice", id],
    queryFn: ({ signal }) => get<LawNoticeDetail>(`/api/laws/notices/${id}`, { signal }),
  });
}

export function useJudgeLawNotice(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { readonly number: number; readonly decision: "right" | "must-change"; readonly reason: string }) =>
      post<LawNoticeDetail>(`/api/laws/notices/${id}/decision`, body),
    onSettled: () => Promise.all([client.invalidateQueries({ queryKey: ["laws"] }), client.invalidateQueries({ queryKey: ["work"] })]),
  });
}
