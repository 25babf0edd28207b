import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { FeatureId } from "@yuejian/contracts";
import type { FeaturesView, NewPilot, PilotComparisonView, PilotView } from "@yuejian/contracts/api";
import { get, post } from "./client.ts";
import type { Page } from "./page.ts";

export function useFeatureStates() {
  return useQuery({ queryKey: ["features"], queryFn: ({ signal }) => get<FeaturesView>("/api/features", { signal }), staleTime: 60_000 });
}

/** Whether a feature is on in one's own office; so taken until that is known. */
export function useFeatures(): (feature: FeatureId) => boolean {
  const { data } = useFeatureStates();
  return (feature) => data?.items.find((each) => each.feature === feature)?.isOnHere ?? true;
}

export function useSwitchFeature() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ feature, ...body }: { feature: FeatureId; isOn: boolean; reason: string; version: number }) =>
      post<FeaturesView>(`/api/features/${feature}`, body),
    onSuccess: (view) => client.setQueryData(["features"], view),
  });
}

/** The register; only for those who see all offices. */
export function usePilots(enabled: boolean) {
  return useQuery({ queryKey: ["pilots"], queryFn: ({ signal }) => get<Page<PilotView>>("/api/pilots", { signal }), enabled });
}

export function usePilotComparison(pilot: string) {
  return useQuery({
    queryKey: ["pilots", pilot, "comparison"],
    queryFn: ({ signal }) => get<PilotComparisonView>(`/api/pilots/${pilot}/comparison`, { signal }),
  });
}

function usePilotChange<B>(call: (body: B) => Promise<PilotView>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: call,
    onSuccess: () => Promise.all([["pilots"], ["features"]].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

export const useFixPilot = () => usePilotChange((body: NewPilot) => post<PilotView>("/api/pilots", body));

export const useClosePilot = () =>
  usePilotChange(({ pilot, step, reason }: { pilot: string; step: "end" | "withdraw"; reason: string }) =>
    post<PilotView>(`/api/pilots/${pilot}/${step}`, { reason }),
  );
