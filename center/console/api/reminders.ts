import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  NotifyChannels,
  NotifyMessageView,
  ReminderPreferences,
  ReminderPreferencesView,
  ReminderRulesView,
  RemindersPage,
} from "@yuejian/contracts/api";
import { get, post } from "./client.ts";
import type { Page } from "./page.ts";

/** The bell looks again so often; reminders are no alarm. */
const AGAIN_MS = 60_000;

/** The newest unread, and how many there are. */
export function useUnreadReminders(enabled: boolean) {
  return useQuery({
    enabled,
    queryKey: ["reminders", "unread"],
    queryFn: ({ signal }) => get<RemindersPage>("/api/reminders", { query: { unread: true, limit: 1 }, signal }),
    refetchInterval: AGAIN_MS,
  });
}

export function useReminders(unread: boolean) {
  return useQuery({
    queryKey: ["reminders", "list", unread],
    queryFn: ({ signal }) => get<RemindersPage>("/api/reminders", { query: { limit: 200, ...(unread ? { unread: true } : {}) }, signal }),
  });
}

/** `ids` empty: all. */
export function useReadReminders() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (ids: readonly string[]) => post("/api/reminders/read", { ids }),
    onSettled: () => client.invalidateQueries({ queryKey: ["reminders"] }),
  });
}

export function useReminderPreferences() {
  return useQuery({
    queryKey: ["reminders", "preferences"],
    queryFn: ({ signal }) => get<ReminderPreferencesView>("/api/reminders/preferences", { signal }),
  });
}

export function useChangePreferences() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (preferences: ReminderPreferences) => post<ReminderPreferencesView>("/api/reminders/preferences", preferences),
    onSuccess: (told) => client.setQueryData(["reminders", "preferences"], told),
  });
}

export function useReminderRules() {
  return useQuery({
    queryKey: ["notify", "rules"],
    queryFn: ({ signal }) => get<Page<ReminderRulesView>>("/api/notify/rules", { signal }),
  });
}

export function useNotifyChannels(enabled: boolean) {
  return useQuery({
    enabled,
    queryKey: ["notify", "channels"],
    queryFn: ({ signal }) => get<NotifyChannels>("/api/notify/channels", { signal }),
  });
}

export function useNotifyMessages(enabled: boolean) {
  return useQuery({
    enabled,
    queryKey: ["notify", "messages"],
    queryFn: ({ signal }) => get<Page<NotifyMessageView>>("/api/notify/messages", { query: { limit: 100 }, signal }),
  });
}

export function useNotifyAct<Answer = unknown>() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ path, body = {} }: { path: string; body?: object }) => post<Answer>(`/api/notify/${path}`, body),
    onSettled: () => client.invalidateQueries({ queryKey: ["notify"] }),
  });
}
