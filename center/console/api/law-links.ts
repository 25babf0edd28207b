import { useQuery } from "@tanstack/react-query";
import type { LawArticleHistoryView, LawCitationCountsView, LawCitedByView } from "@yuejian/contracts/api";
import { get } from "./client.ts";

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
