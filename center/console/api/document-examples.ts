import { useQuery } from "@tanstack/react-query";
import type { DocumentEvaluationView, DocumentExamplesPage } from "@yuejian/contracts/api";
import { get } from "./client.ts";

export interface ExamplesFilter {
  readonly office?: string;
  readonly from?: string;
  readonly to?: string;
  readonly rule?: string;
  readonly kind?: string;
  readonly decision?: "accepted" | "rejected";
}

/** Decided findings without persons, a page at a time. */
export function useDocumentExamples(filter: ExamplesFilter, offset: number) {
  return useQuery({
    queryKey: ["documents", "examples", filter, offset],
    queryFn: ({ signal }) => get<DocumentExamplesPage>("/api/documents/examples/list", { query: { ...filter, offset, limit: 50 }, signal }),
  });
}

/** What each rule is worth by what people decided, and which are muted. */
export function useDocumentEvaluation({ office, from, to }: ExamplesFilter) {
  return useQuery({
    queryKey: ["documents", "evaluation", office, from, to],
    queryFn: ({ signal }) => get<DocumentEvaluationView>("/api/documents/evaluation", { query: { office, from, to }, signal }),
  });
}
