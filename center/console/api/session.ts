import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Action } from "@yuejian/contracts";
import type { LegalBasisId, Purpose, Session, User } from "@yuejian/contracts/api";
import { forgetFieldPerson } from "../field/person.ts";
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

const WAY_IN = "yuejian.way-in";

/** Who came by a one-time link has no password yet; everybody else shows the present one to set another. */
export const cameByLink = () => sessionStorage.getItem(WAY_IN) === "link";

export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (credentials: Credentials) => {
      const session = remembered(await post<Session>("/api/session", credentials));
      sessionStorage.setItem(WAY_IN, "token" in credentials ? "link" : "password");
      return session;
    },
    onSuccess: (session) => client.setQueryData(sessionQuery.queryKey, session),
  });
}

/** Drafts and the stated purpose belong to a person; who sits down next must not find them. */
export function forgetPerson(): void {
  for (const name of Object.keys(sessionStorage)) if (name.startsWith("yuejian.")) sessionStorage.removeItem(name);
  forgetFieldPerson();
}

/** Ends with a fresh load of the sign-in page: nothing that was read for one person stays in memory for the next. */
export function useSignOut() {
  return useMutation({
    mutationFn: () => remove("/api/session"),
    onSettled: () => {
      forgetPerson();
      globalThis.location.assign("/sign-in");
    },
  });
}

export function useSetPassword() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { password: string; current?: string }) => post("/api/session/password", body),
    onSuccess: () => client.invalidateQueries(),
  });
}

/** The signed-in session; only below the frame, which waits for it. */
export function useSession(): Session {
  const { data } = useQuery(sessionQuery);
  if (!data) throw new Error("useSession is for pages inside the frame");
  return data;
}

export function useMay(action: Action): boolean {
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
