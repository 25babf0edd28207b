import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { BusinessLine, Role } from "@yuejian/contracts";
import type { AccountDetail, AccountReset, AccountView } from "@yuejian/contracts/api";
import { get, post } from "./client.ts";

export interface Person {
  readonly displayName: string;
  readonly role: Role;
  readonly office: string;
  readonly businessLines: readonly BusinessLine[];
}

export function useAccounts() {
  return useQuery({
    queryKey: ["accounts"],
    queryFn: ({ signal }) => get<{ items: AccountView[] }>("/api/accounts", { signal }),
  });
}

export function useAccount(user: string) {
  return useQuery({
    queryKey: ["accounts", user],
    queryFn: ({ signal }) => get<AccountDetail>(`/api/accounts/${user}`, { signal }),
  });
}

function useAccountStep<Order, Answer>(call: (order: Order) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: call,
    onSettled: () => Promise.all([["accounts"], ["users"]].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

export function useAddAccount() {
  return useAccountStep((person: Person & { name: string; password: string }) => post<unknown>("/api/users", person));
}

type Seen = { readonly id: string; readonly seen: string; readonly reason: string };

export function useChangeAccount() {
  return useAccountStep(({ id, ...body }: Seen & Person) => post<AccountView>(`/api/accounts/${id}`, body));
}

export function useSuspendAccount(isSuspended: boolean) {
  return useAccountStep(({ id, ...body }: Seen) => post<AccountView>(`/api/accounts/${id}/${isSuspended ? "restore" : "suspend"}`, body));
}

export function useResetAccount() {
  return useAccountStep(({ id, ...body }: Seen) => post<AccountReset>(`/api/accounts/${id}/reset`, body));
}
