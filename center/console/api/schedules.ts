import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { JobView, ScheduleView } from "@yuejian/contracts/api";
import { get, post } from "./client.ts";
import type { Page } from "./page.ts";

const KEY = ["jobs", "schedules"];

/** Under the key of the jobs, whose events keep it fresh. */
export function useSchedules() {
  return useQuery({ queryKey: KEY, queryFn: ({ signal }) => get<Page<ScheduleView>>("/api/schedules", { signal }) });
}

export function useEnableSchedule() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, version, isEnabled }: Pick<ScheduleView, "id" | "version" | "isEnabled">) =>
      post<ScheduleView>(`/api/schedules/${id}`, { version, isEnabled }),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

export function useRunSchedule() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => post<JobView>(`/api/schedules/${id}/run`),
    onSettled: () => client.invalidateQueries({ queryKey: ["jobs"] }),
  });
}
