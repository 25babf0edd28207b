import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { LegalBasisId, Purpose, Session, User } from "@yuejian/contracts/api";
import { get, post, remove, setCsrf } from "./client.ts";

async function fetchSession(): Promise<Session> {
  return remembered(await get<Session>("/api/session"));
}

function remembered(session: Session): Session {
  setCsrf(session.csrf);
  return session;
}

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: fetchSession,
  staleTime: Number.POSITIVE_INFINITY,
  retry: false,
});

export type Credentials = { readonly name: string; readonly password: string } | { readonly token: string };

export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (credentials: Credentials) => remembered(await post<Session>("/api/session", credentials)),
    onSuccess: (session) => client.setQueryData(sessionQuery.queryKey, session),
  });
}

export function useSignOut() {
  const client = useQueryClient();
  return useMutation({ mutationFn: () => remove("/api/session"), onSettled: () => client.clear() });
}

export function useSetPassword() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { password: string; current?: string }) => post("/api/session/password", body),
    onSuccess: () => client.invalidateQueries({ queryKey: sessionQuery.queryKey }),
  });
}

/** The signed-in session; only below the frame, which waits for it. */
export function useSession(): Session {
  const { data } = useQuery(sessionQuery);
  if (!data) throw new Error("useSession is for pages inside the frame");
  return data;
}

export function useMay(action: string): boolean {
  return useSession().may.includes(action);
}

/** People to whom work may be given. */
export function useUsers(enabled = true) {
  return useQuery({ queryKey: ["users"], queryFn: () => get<{ items: User[] }>("/api/users"), staleTime: 300_000, enabled });
}

export function useStatePurpose() {
  return useMutation({
    mutationFn: (body: { subject: string; legalBasis: LegalBasisId }) => post<Purpose>("/api/purposes", body),
  });
}
