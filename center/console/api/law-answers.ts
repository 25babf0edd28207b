import { useMutation, useQuery } from "@tanstack/react-query";
import type { LawAnswerView, LawAssistantView } from "@yuejian/contracts/api";
import { get, post } from "./client.ts";

/** The language model that an operator chose; null: none. */
export function useLawAssistant() {
  return useQuery({
    queryKey: ["laws", "assistant"],
    queryFn: ({ signal }) => get<LawAssistantView>("/api/laws/assistant", { signal }),
    staleTime: 300_000,
  });
}

export function useDraftAnswer() {
  return useMutation({
    mutationFn: ({ query, on }: { readonly query: string; readonly on: string | undefined }) =>
      post<LawAnswerView>("/api/laws/answers", { query, ...(on === undefined ? {} : { on }) }),
  });
}
