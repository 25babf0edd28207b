import { keepPreviousData, type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { JobView } from "@yuejian/contracts/api";
import { useEffect } from "react";
import { get, post } from "./client.ts";
import type { Page } from "./page.ts";

export function useJobs(status: string | undefined, offset: number, limit: number) {
  return useQuery({
    queryKey: ["jobs", "list", status ?? "", offset, limit],
    queryFn: ({ signal }) => get<Page<JobView>>("/api/jobs", { query: { status, offset, limit }, signal }),
    placeholderData: keepPreviousData,
  });
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
  for (const [key, page] of client.getQueriesData<Page<JobView>>({ queryKey: ["jobs", "list"] })) {
    if (page?.items.some((each) => each.id === job.id)) {
      client.setQueryData(key, { ...page, items: page.items.map((each) => (each.id === job.id ? job : each)) });
    }
  }
  if (known?.status === job.status) return;
  void client.invalidateQueries({ queryKey: ["jobs"] });
  if (!isOver(job)) return;
  for (const queryKey of [["datasets"], ["dataset"], ["models"], ["leads"], ["work"], ["ledger"]])
    void client.invalidateQueries({ queryKey });
}
