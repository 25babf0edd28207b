import { type Office, YuejianError } from "@yuejian/contracts";
import type { AccountBody } from "@yuejian/contracts/api";
import type { Static } from "typebox";
import type { Audit } from "../audit/index.ts";
import type { StoreTransaction } from "../store/index.ts";
import { type Account, OPERATOR, userOf } from "./accounts.ts";
import type { Ground } from "./ground.ts";
import { newToken, tokenHash } from "./tokens.ts";
import { versionConflict } from "./version-conflict.ts";

/** A link for a new password is handed over by people: longer than the one of the first start. */
const RESET_LINK_MS = 3 * 24 * 60 * 60_000;

export type AccountChange = Static<typeof AccountBody>;

/** A step on somebody's account: `seen` is when it had changed last as the person saw it. */
interface Step {
  readonly account: string;
  readonly seen: string;
  readonly reason: string;
  readonly by: Account;
}

/** What is done with accounts that exist. Each step is on the ledger and in the audit. Nobody changes an account of their own, and the home's own account stays as it is.
 *  So somebody who manages accounts is always left. USER_UNKNOWN, ACCOUNT_OWN, ACCOUNT_OF_HOME, REASON_NEEDED, VERSION_CONFLICT */
export interface AccountChanges {
  /** Name shown, role, office and lines. OFFICE_UNKNOWN */
  change(step: Step & { readonly to: Omit<AccountChange, "seen" | "reason"> }): Promise<Account>;
  /** Ends the person's sessions and links. */
  suspend(step: Step): Promise<Account>;
  restore(step: Step): Promise<Account>;
  /** Takes the password away and ends the sessions; gives the token of a one-time link with which the person sets a new one. */
  reset(step: Step): Promise<{ readonly account: Account; readonly token: string; readonly expiresAt: string }>;
}

export function createAccountChanges({ store, clock, outbox }: Ground, audit: Audit, offices: readonly Office[]): AccountChanges {
  const at = (offset = 0) => new Date(clock.now() + offset).toISOString();

  async function changed(
    { account: id, seen, reason, by }: Step,
    what: string,
    carryOut: (trx: StoreTransaction, account: Account) => Promise<Partial<Account>>,
  ): Promise<Account> {
    if (reason.trim() === "") throw new YuejianError("REASON_NEEDED");
    return store.write(async (trx) => {
      const account = await trx.selectFrom("users").selectAll().where("id", "=", id).executeTakeFirst();
      if (!account) throw new YuejianError("USER_UNKNOWN", { user: id });
      if (account.id === by.id) throw new YuejianError("ACCOUNT_OWN");
      if (account.name === OPERATOR) throw new YuejianError("ACCOUNT_OF_HOME");
      if (account.changed_at !== seen) throw await conflictOn(trx, account);
      const columns = { ...(await carryOut(trx, account)), changed_at: at() };
      await trx.updateTable("users").set(columns).where("id", "=", id).execute();
      const now = { ...account, ...columns };
      await outbox.record(trx, {
        type: "user.changed",
        subject: id,
        organisation: now.office,
        content: { user: userOf(now), what, reason: reason.trim(), by: by.id, at: columns.changed_at },
      });
      const detail = `${what} ${account.name}: ${reason.trim()}`;
      await audit.recordIn(trx, { actor: by, action: "user.manage", subject: id, outcome: "done", detail });
      return now;
    });
  }

  async function conflictOn(trx: StoreTransaction, account: Account): Promise<YuejianError> {
    const last = await trx
      .selectFrom("audit")
      .select(["actor", "detail"])
      .where("subject", "=", account.id)
      .orderBy("id", "desc")
      .limit(1)
      .executeTakeFirst();
    const what = last?.detail ?? "";
    return versionConflict(trx, {
      by: last?.actor ?? "",
      at: account.changed_at,
      changed: { zh: what || "账号", en: what || "the account" },
    });
  }

  async function signOut(trx: StoreTransaction, user: string): Promise<void> {
    await trx.deleteFrom("sessions").where("user", "=", user).execute();
    await trx.deleteFrom("one_time_links").where("user", "=", user).execute();
  }

  return {
    change({ to, ...step }) {
      if (!offices.some(({ id }) => id === to.office)) throw new YuejianError("OFFICE_UNKNOWN", { office: to.office });
      const what = `changed to ${to.role}, ${to.office}, [${to.businessLines.join(", ")}]`;
      return changed(step, what, () =>
        Promise.resolve({
          display_name: to.displayName,
          role: to.role,
          office: to.office,
          business_lines: JSON.stringify(to.businessLines),
        }),
      );
    },
    suspend: (step) =>
      changed(step, "suspended", async (trx, { id }) => {
        await signOut(trx, id);
        return { is_disabled: 1 };
      }),
    restore: (step) => changed(step, "restored", () => Promise.resolve({ is_disabled: 0, failed_attempts: 0, locked_until: null })),
    async reset(step) {
      const token = newToken();
      const expiresAt = at(RESET_LINK_MS);
      const account = await changed(step, "credentials reset", async (trx, { id }) => {
        await signOut(trx, id);
        await trx
          .insertInto("one_time_links")
          .values({ token_sha256: tokenHash(token), user: id, created_at: at(), expires_at: expiresAt, used_at: null })
          .execute();
        return { password_hash: null, must_set_password: 1, failed_attempts: 0, locked_until: null };
      });
      return { account, token, expiresAt };
    },
  };
}
