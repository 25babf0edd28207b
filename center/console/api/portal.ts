import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReplyOutcome } from "@yuejian/contracts";
import type { PortalFile, PortalView } from "@yuejian/contracts/api";
import { get, post } from "./client.ts";
import { type OnSent, sendForm } from "./send-form.ts";

const HEADER = "x-reply-link";

/** What the holder of a reply link sees and sends; the link's secret goes in a header, never in an address that servers write down. */
export function usePortal(token: string) {
  return useQuery({
    queryKey: ["portal", token],
    queryFn: ({ signal }) => get<PortalView>("/api/portal", { signal, headers: { [HEADER]: token } }),
    // A refused link stays refused, and asking again is counted.
    retry: false,
    refetchOnWindowFocus: false,
    refetchInterval: (query) => (query.state.data?.reply?.receipt?.ledgerIndex === null ? 2000 : false),
  });
}

function usePortalCall<B>(token: string, path: (body: B) => string, bodyOf: (body: B) => unknown) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: B) => post<PortalView>(path(body), bodyOf(body), { headers: { [HEADER]: token } }),
    onSuccess: (view) => client.setQueryData(["portal", token], view),
  });
}

interface PortalReply {
  readonly outcome: ReplyOutcome;
  readonly text: string;
  readonly files: readonly string[];
}

export function usePortalReply(token: string) {
  return usePortalCall(
    token,
    () => "/api/portal/reply",
    (body: PortalReply) => body,
  );
}

export function usePortalReport(token: string) {
  return usePortalCall(
    token,
    ({ item }: { item: string; note: string; files: readonly string[] }) => `/api/portal/items/${item}`,
    ({ note, files }) => ({ note, files }),
  );
}

export function usePortalFile(token: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ file, onSent, signal }: { file: File; onSent: OnSent; signal: AbortSignal }) => {
      const form = new FormData();
      form.set("file", file);
      return sendForm<PortalFile>("/api/portal/files", form, { onSent, signal, headers: { [HEADER]: token } });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ["portal", token] }),
  });
}
