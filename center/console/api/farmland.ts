import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  FarmlandCase,
  FarmlandCurve,
  FarmlandMap,
  FarmlandParts,
  FarmlandRunRequest,
  FarmlandRunsView,
  FarmlandStarted,
  ViolationDetailView,
  ViolationsFilter,
  ViolationsView,
  ViolationView,
} from "@yuejian/contracts/api";
import { get, post } from "./client.ts";
import { isOver } from "./jobs.ts";
import { type ListState, useOffsetList } from "./list.ts";

const WHILE_RUNNING_MS = 2_000;

export type ViolationFilter = Omit<ViolationsFilter, "offset" | "limit">;

/** Runs, the newest first; looked at again and again while one is on its way. */
export function useFarmlandRuns() {
  return useQuery({
    queryKey: ["farmland", "runs"],
    queryFn: ({ signal }) => get<FarmlandRunsView>("/api/farmland/runs", { query: { limit: 50 }, signal }),
    refetchInterval: ({ state }) => (state.data?.items.some(({ job }) => job !== null && !isOver(job)) ? WHILE_RUNNING_MS : false),
  });
}

/** Violations, the largest first. */
export function useViolations(filter: ViolationFilter): ListState<ViolationView> & {
  readonly facets: ViolationsView["facets"] | undefined;
  readonly restored: ViolationsView["restored"] | undefined;
} {
  const list = useOffsetList<ViolationView>({
    key: ["farmland", "violations", filter],
    path: "/api/farmland/violations",
    query: { ...filter },
  });
  const first = list.first as ViolationsView | undefined;
  return { ...list, facets: first?.facets, restored: first?.restored };
}

export function useViolation(id: string | undefined) {
  return useQuery({
    queryKey: ["farmland", "violation", id],
    queryFn: ({ signal }) => get<ViolationDetailView>(`/api/farmland/violations/${id}`, { signal }),
    enabled: id !== undefined,
  });
}

export function useFarmlandMap(run: string | undefined) {
  return useQuery({
    queryKey: ["farmland", "map", run],
    queryFn: ({ signal }) => get<FarmlandMap>(`/api/farmland/runs/${run}/map`, { signal }),
    enabled: run !== undefined,
    staleTime: 60_000,
  });
}

/** What a running look at images has found so far: each answer adds to the ones before. */
export function useFarmlandParts(run: string) {
  const client = useQueryClient();
  const key = ["farmland", "parts", run];
  return useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => {
      const known = client.getQueryData<FarmlandParts>(key);
      const ask = (since: number) => get<FarmlandParts>(`/api/farmland/runs/${run}/parts`, { query: { since }, signal });
      const more = await ask(known?.next ?? 0);
      return known === undefined || !more.isRunning ? more : joinedParts(known, more);
    },
    refetchInterval: WHILE_RUNNING_MS,
    staleTime: 0,
  });
}

function joinedParts(known: FarmlandParts, more: FarmlandParts): FarmlandParts {
  return {
    ...more,
    parts: more.parts ?? known.parts,
    system: more.system ?? known.system,
    extent: more.extent ?? known.extent,
    pixel: more.pixel ?? known.pixel,
    areas: [...known.areas, ...more.areas],
    found: known.found + more.found,
    spots: [...known.spots, ...more.spots],
  };
}

export interface MapPoint {
  readonly run: string;
  readonly x: number;
  readonly y: number;
}

/** The index over time at a place of the map. */
export function useCurve(point: MapPoint | null) {
  return useQuery({
    queryKey: ["farmland", "curve", point],
    queryFn: ({ signal }) => get<FarmlandCurve>(`/api/farmland/runs/${point?.run}/curve`, { query: { x: point?.x, y: point?.y }, signal }),
    enabled: point !== null,
  });
}

export function useStartFarmland() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: FarmlandRunRequest) => post<FarmlandStarted>("/api/farmland/runs", body),
    onSuccess: () => client.invalidateQueries({ queryKey: ["farmland", "runs"] }),
  });
}

/** Verified leads as one case. */
export function useFileTogether() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { readonly leads: readonly string[]; readonly note: string }) => post<FarmlandCase>("/api/farmland/cases", body),
    onSettled: () => client.invalidateQueries({ queryKey: ["farmland"] }),
  });
}

/** What runs and triage change. */
export function useRefreshFarmland() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ["farmland"] });
}
