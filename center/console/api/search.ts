import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { SearchView } from "@yuejian/contracts/api";
import { post } from "./client.ts";

export interface RecordQuestion {
  readonly query: string;
  readonly dataset?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly offset: number;
}

export const SEARCH_PAGE = 20;

/** Records whose texts hold the words. Asked by POST: what is looked for stands in no address of the interface. */
export function useRecordSearch({ query, dataset, from, to, offset }: RecordQuestion, purpose: string | null) {
  return useQuery({
    queryKey: ["search", query, dataset, from, to, offset, purpose],
    queryFn: ({ signal }) =>
      post<SearchView>(
        "/api/search",
        {
          query,
          offset,
          limit: SEARCH_PAGE,
          ...(dataset ? { datasets: [dataset] } : {}),
          ...(from ? { from } : {}),
          ...(to ? { to } : {}),
        },
        { signal, purpose },
      ),
    enabled: query !== "",
    placeholderData: keepPreviousData,
  });
}
