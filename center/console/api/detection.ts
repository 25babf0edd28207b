import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { DetectionModelView } from "@yuejian/contracts/api";
import { get, post } from "./client.ts";
import type { Page } from "./page.ts";

/** Under the key of the models, whose runs keep it fresh. */
const KEY = ["models", "detection"];

export function useDetection() {
  return useQuery({ queryKey: KEY, queryFn: ({ signal }) => get<Page<DetectionModelView>>("/api/detection", { signal }) });
}

export function useSwitchDetection() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ model, ...body }: { model: string; isEnabled: boolean; reason: string; version: number }) =>
      post<DetectionModelView>(`/api/detection/${model}`, body),
    onSettled: () => Promise.all([KEY, ["jobs"]].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}
