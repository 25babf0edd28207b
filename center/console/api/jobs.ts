import { type InfiniteData, type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { JobView } from "@yuejian/contracts/api";
import { useEffect } from "react";
import { get, post } from "./client.ts";
import { type ListState, useOffsetList } from "./list.ts";
import type { Page } from "./page.ts";

/** The newest jobs, for the indicator that stands on every page. */
export function useNewestJobs() {
  return useQuery({
    queryKey: ["jobs", "newest"],
    queryFn: ({ signal }) => get<Page<JobView>>("/api/jobs", { query: { limit: 50 }, signal }),
  });
}

export function useJobList(status: string | undefined): ListState<JobView> {
  return useOffsetList<JobView>({ key: ["jobs", "list", status ?? ""], path: "/api/jobs", query: { status } });
}

/** One job; the event stream keeps it fresh, a slow poll covers a broken stream. */
export function useJob(id: string | null) {
  return useQuery({
    queryKey: ["job", id],
    queryFn: ({ signal }) => get<JobView>(`/api/jobs/${id}`, { signal }),
    enabled: id !== null,
    refetchInterval: ({ state }) => (state.data && isOver(state.data) ? false : 3_000),
  });
}

export const isOver = (job: JobView) => job.status === "done" || job.status === "failed" || job.status === "cancelled";

export function useJobAction(action: "cancel" | "retry") {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => post<JobView>(`/api/jobs/${id}/${action}`),
    onSuccess: (job) => {
      client.setQueryData(["job", job.id], job);
      return client.invalidateQueries({ queryKey: ["jobs"] });
    },
  });
}

/** Listens to the server's events and keeps the queries that they concern fresh. `session` names the session: a new one, for example
 *  after signing in again, opens a new stream; null opens none. */
export function useEvents(session: string | null): void {
  const client = useQueryClient();
  useEffect(() => {
    if (session === null) return undefined;
    const source = new EventSource("/api/events");
    source.addEventListener("job", (event) => takeJob(client, JSON.parse(event.data) as JobView));
    return () => source.close();
  }, [client, session]);
}

function takeJob(client: QueryClient, job: JobView): void {
  const known = client.getQueryData<JobView>(["job", job.id]);
  client.setQueryData(["job", job.id], job);
  const withJob = (page: Page<JobView>) => ({ ...page, items: page.items.map((each) => (each.id === job.id ? job : each)) });
  client.setQueryData<Page<JobView>>(["jobs", "newest"], (page) => page && withJob(page));
  client.setQueriesData<InfiniteData<Page<JobView>>>(
    { queryKey: ["jobs", "list"] },
    (list) => list && { ...list, pages: list.pages.map(withJob) },
  );
  if (known?.status === job.status) return;
  void client.invalidateQueries({ queryKey: ["jobs"] });
  if (!isOver(job)) return;
  for (const queryKey of [["datasets"], ["dataset"], ["models"], ["leads"], ["casework"], ["work"], ["ledger"]])
    void client.invalidateQueries({ queryKey });
}
