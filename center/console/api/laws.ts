import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { LawLevel } from "@yuejian/contracts";
import type { LawDifferencesView, LawSearchOrder, LawSearchView, LawSuggestionsView, LawTextView } from "@yuejian/contracts/api";
import { get, post } from "./client.ts";

export interface LawQuestion {
  readonly query: string;
  readonly on: string | undefined;
  readonly level: LawLevel | undefined;
}

export function questionBody({ query, on, level }: LawQuestion): LawSearchOrder {
  return { query, limit: 50, ...(on === undefined ? {} : { on }), ...(level === undefined ? {} : { levels: [level] }) };
}

/** Articles for a query. Asked by POST: what is looked for stands in no address of the interface. */
export function useLawSearch({ query, on, level }: LawQuestion) {
  return useQuery({
    queryKey: ["laws", "search", query, on, level],
    queryFn: ({ signal }) => post<LawSearchView>("/api/laws/search", questionBody({ query, on, level }), { signal }),
    enabled: query !== "",
    placeholderData: keepPreviousData,
  });
}

export function useLawText(law: string, on: string | undefined) {
  const query = new URLSearchParams({ law, ...(on === undefined ? {} : { on }) });
  return useQuery({
    queryKey: ["laws", "text", law, on],
    queryFn: ({ signal }) => get<LawTextView>(`/api/laws/text?${query.toString()}`, { signal }),
  });
}

export function useLawDifferences({ law, from, to }: { readonly law: string; readonly from: string; readonly to: string }) {
  const query = new URLSearchParams({ law, from, to });
  return useQuery({
    queryKey: ["laws", "differences", law, from, to],
    queryFn: ({ signal }) => get<LawDifferencesView>(`/api/laws/differences?${query.toString()}`, { signal }),
  });
}

export function useLawSuggestions(beginning: string) {
  return useQuery({
    queryKey: ["laws", "suggestions", beginning],
    queryFn: ({ signal }) => get<LawSuggestionsView>(`/api/laws/suggestions?beginning=${encodeURIComponent(beginning)}`, { signal }),
    enabled: beginning !== "" && beginning.length <= 60,
    placeholderData: keepPreviousData,
  });
}
