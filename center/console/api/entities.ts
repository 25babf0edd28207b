import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { EntityKind, EntityVerdict } from "@yuejian/contracts";
import type {
  EntityDecisionView,
  EntityEvidenceView,
  EntityReviewDetail,
  EntityReviewView,
  EntitySummary,
  EntityView,
  JobView,
} from "@yuejian/contracts/api";
import { get, post } from "./client.ts";
import { type ListState, useOffsetList } from "./list.ts";
import type { Page } from "./page.ts";
import { useMay } from "./session.ts";

export interface EntityFilters {
  readonly kind?: EntityKind | undefined;
  readonly query?: string | undefined;
}

export function useEntities(filters: EntityFilters, purpose: string | null): ListState<EntitySummary> {
  return useOffsetList<EntitySummary>({
    key: ["entities", "list", filters, purpose],
    path: "/api/entities",
    query: { ...filters },
    purpose,
  });
}

export function useEntity(entity: string, purpose: string | null) {
  return useQuery({
    queryKey: ["entities", entity, purpose],
    queryFn: ({ signal }) => get<EntityView>(`/api/entities/${entity}`, { purpose, signal }),
  });
}

export function useEntityEvidence(entity: string) {
  return useQuery({
    queryKey: ["entities", entity, "evidence"],
    queryFn: ({ signal }) => get<EntityEvidenceView>(`/api/entities/${entity}/evidence`, { signal }),
  });
}

export function useEntityReviews(purpose: string | null) {
  const enabled = useMay("entity.decide");
  return useQuery({
    queryKey: ["entity-reviews", purpose],
    queryFn: ({ signal }) => get<Page<EntityReviewView>>("/api/entities/reviews", { query: { limit: 500 }, purpose, signal }),
    enabled,
  });
}

export function useEntityReview(review: string | undefined, purpose: string | null) {
  return useQuery({
    queryKey: ["entity-reviews", review, purpose],
    queryFn: ({ signal }) => get<EntityReviewDetail>(`/api/entities/reviews/${review}`, { purpose, signal }),
    enabled: review !== undefined,
  });
}

export type EntityDecisionOrder =
  | {
      readonly act: "review";
      readonly kind: EntityKind;
      readonly verdict: EntityVerdict;
      readonly left: string;
      readonly right: string;
      readonly note?: string;
    }
  | { readonly act: "split"; readonly entity: string; readonly mentions: readonly string[]; readonly note: string };

export function useDecideEntity() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: EntityDecisionOrder) => post<EntityDecisionView>("/api/entities/decisions", body),
    onSettled: () => Promise.all([["entities"], ["jobs"]].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

export function useUndoDecision() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ decision, note }: { decision: string; note: string }) =>
      post<EntityDecisionView>(`/api/entities/decisions/${decision}/undo`, { note }),
    onSettled: () => Promise.all([["entities"], ["entity-reviews"], ["jobs"]].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

export function useLinkEntities() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (full: boolean) => post<JobView>("/api/entities/runs", { full }),
    onSettled: () => client.invalidateQueries({ queryKey: ["jobs"] }),
  });
}
