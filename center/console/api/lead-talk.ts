import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Attachment, Comment, HistoryEntry, LeadTask, LeadTasks, Related } from "@yuejian/contracts/api";
import { get, post } from "./client.ts";
import { type CursorPage, useCursorList } from "./list.ts";
import { type OnSent, sendForm } from "./send-form.ts";

const pathOf = (lead: string) => `/api/leads/${lead}`;

export function useComments(lead: string) {
  return useQuery({
    queryKey: ["lead", lead, "comments"],
    queryFn: ({ signal }) => get<{ items: Comment[] }>(`${pathOf(lead)}/comments`, { signal }),
  });
}

/** What is written, changed or taken back about a lead shows in its history and in the inbox. */
function useTalk<T, B>(lead: string, call: (body: B) => Promise<T>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: call,
    onSettled: () => Promise.all([["lead", lead], ["leads"], ["work"]].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

export function useAddComment(lead: string) {
  return useTalk(lead, (text: string) => post<Comment>(`${pathOf(lead)}/comments`, { text }));
}

export function useChangeComment(lead: string) {
  return useTalk(lead, ({ id, version, text }: { id: string; version: number; text: string }) =>
    post<Comment>(`${pathOf(lead)}/comments/${id}`, { version, text }),
  );
}

export function useWithdrawComment(lead: string) {
  return useTalk(lead, ({ id, version, reason }: { id: string; version: number; reason: string }) =>
    post<Comment>(`${pathOf(lead)}/comments/${id}/withdraw`, { version, reason }),
  );
}

/** Accounts that may read the lead. */
export function useMentionable(lead: string, q: string | null) {
  return useQuery({
    queryKey: ["mentionable", lead, q],
    queryFn: ({ signal }) =>
      get<{ items: { user: string; name: string; displayName: string }[] }>(`${pathOf(lead)}/mentionable`, {
        query: { q: q ?? "" },
        signal,
      }),
    enabled: q !== null,
    staleTime: 60_000,
  });
}

export function useReadMentions(lead: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => post<null>("/api/mentions/read", { lead }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["work"] }),
  });
}

export function useLeadTasks(lead: string) {
  return useQuery({
    queryKey: ["lead", lead, "tasks"],
    queryFn: ({ signal }) => get<LeadTasks>(`${pathOf(lead)}/tasks`, { signal }),
  });
}

export function useGiveLeadTask(lead: string) {
  return useTalk(lead, (task: { title: string; assignee: string; due: string }) => post<LeadTask>(`${pathOf(lead)}/tasks`, task));
}

export function useReportLeadTask(lead: string) {
  return useTalk(lead, ({ id, result, files }: { id: string; result: string; files: readonly string[] }) =>
    post<LeadTask>(`${pathOf(lead)}/tasks/${id}/report`, { result, files }),
  );
}

export function useCancelLeadTask(lead: string) {
  return useTalk(lead, ({ id, reason }: { id: string; reason: string }) =>
    post<LeadTask>(`${pathOf(lead)}/tasks/${id}/cancel`, { reason }),
  );
}

export function useAttachments(lead: string) {
  return useQuery({
    queryKey: ["lead", lead, "attachments"],
    queryFn: ({ signal }) => get<{ items: Attachment[]; limit: number }>(`${pathOf(lead)}/attachments`, { signal }),
  });
}

export function useAttach(lead: string) {
  return useTalk(lead, ({ file, onSent, signal }: { file: File; onSent: OnSent; signal: AbortSignal }) => {
    const form = new FormData();
    form.set("file", file);
    return sendForm<Attachment>(`${pathOf(lead)}/attachments`, form, { onSent, signal });
  });
}

export function useWithdrawAttachment(lead: string) {
  return useTalk(lead, ({ id, reason, erase }: { id: string; reason: string; erase: boolean }) =>
    post<Attachment>(`${pathOf(lead)}/attachments/${id}/withdraw`, { reason, erase }),
  );
}

export function useRelated(lead: string) {
  return useQuery({
    queryKey: ["lead", lead, "related"],
    queryFn: ({ signal }) => get<Related>(`${pathOf(lead)}/related`, { signal }),
    staleTime: 60_000,
  });
}

export function useLeadHistory(lead: string) {
  return useCursorList<CursorPage<HistoryEntry>>({ key: ["lead", lead, "history"], path: `${pathOf(lead)}/history` });
}
