import { YuejianError } from "@yuejian/contracts";
import type { Actor, Policy, PolicyObject } from "../policy/index.ts";
import type { Reading } from "../store/index.ts";
import { type Account, actorOf } from "./accounts.ts";

/** An account's name after an @ that stands alone; an address of electronic mail mentions nobody. */
const MENTION = /(?<![\p{L}\p{N}_.])@([a-z][a-z0-9.-]{1,31})/gu;

export function namesMentioned(text: string): string[] {
  return [...new Set([...text.matchAll(MENTION)].map((match) => (match[1] ?? "").replace(/[.-]+$/, "")))];
}

export type MentionPorts = { readonly db: Reading; readonly policy: Policy };

/** Ids of the accounts that a text mentions. @throws YuejianError MENTION_REFUSED naming those that are not there or may not read the lead */
export async function mentionedUsers({ db, policy }: MentionPorts, text: string, lead: PolicyObject): Promise<string[]> {
  const names = namesMentioned(text);
  if (names.length === 0) return [];
  const accounts = new Map(
    (await db.selectFrom("users").selectAll().where("name", "in", names).execute()).map((account) => [account.name, account]),
  );
  const refused = names.filter((name) => !mayRead(policy, accounts.get(name), lead));
  if (refused.length > 0) throw new YuejianError("MENTION_REFUSED", { names: refused.map((name) => `@${name}`).join(", ") });
  return names.flatMap((name) => accounts.get(name)?.id ?? []);
}

export function mayRead(policy: Policy, account: Account | undefined, lead: PolicyObject): boolean {
  if (!account || account.is_disabled !== 0) return false;
  const actor: Actor = actorOf(account);
  return policy.may(actor, "lead.read", lead);
}
