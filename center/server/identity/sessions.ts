import { YuejianError } from "@yuejian/contracts";
import type { Audit } from "../audit/index.ts";
import type { Account } from "./accounts.ts";
import type { Ground } from "./ground.ts";
import { csrfOf, newToken, tokenHash } from "./tokens.ts";

export const IDLE_MS = 60 * 60_000;
export const ABSOLUTE_MS = 12 * 60 * 60_000;
const LINK_MS = 24 * 60 * 60_000;
/** Being seen is written at most this often. */
const SEEN_EVERY_MS = 60_000;

export interface OpenSession {
  readonly id: string;
  readonly account: Account;
  readonly csrf: string;
}

export interface Sessions {
  /** A new session; `token` goes to the browser and is kept nowhere. */
  open(account: Account, how: "password" | "link"): Promise<{ token: string; session: OpenSession }>;
  /** The session of a token, or null when it ended, idled out or the account was disabled. */
  find(token: string): Promise<OpenSession | null>;
  close(session: OpenSession): Promise<void>;
  /** A one-time sign-in link's token for the account; earlier ones become void. */
  createLink(account: Account): Promise<string>;
  /** @throws YuejianError LINK_EXPIRED */
  useLink(token: string): Promise<Account>;
}

export function createSessions({ store, clock, ids }: Ground, audit: Audit): Sessions {
  const at = (offset = 0) => new Date(clock.now() + offset).toISOString();
  return {
    async open(account, how) {
      const token = newToken();
      const id = ids.next("ses");
      const csrf = csrfOf(token);
      await store.write(async (trx) => {
        await trx.deleteFrom("sessions").where("expires_at", "<", at()).execute();
        await trx
          .insertInto("sessions")
          .values({
            token_sha256: tokenHash(token),
            id,
            user: account.id,
            csrf,
            created_at: at(),
            last_seen_at: at(),
            expires_at: at(ABSOLUTE_MS),
          })
          .execute();
        await audit.recordIn(trx, { actor: account, action: "session.open", subject: null, outcome: "done", detail: how });
      });
      return { token, session: { id, account, csrf } };
    },

    async find(token) {
      const row = await store.db.selectFrom("sessions").selectAll().where("token_sha256", "=", tokenHash(token)).executeTakeFirst();
      if (!row || row.expires_at <= at() || row.last_seen_at <= at(-IDLE_MS)) return null;
      const account = await store.db.selectFrom("users").selectAll().where("id", "=", row.user).executeTakeFirst();
      if (!account || account.is_disabled !== 0) return null;
      if (row.last_seen_at <= at(-SEEN_EVERY_MS)) {
        await store.write((trx) => trx.updateTable("sessions").set({ last_seen_at: at() }).where("id", "=", row.id).execute());
      }
      return { id: row.id, account, csrf: row.csrf };
    },

    async close(session) {
      await store.write(async (trx) => {
        await trx.deleteFrom("sessions").where("id", "=", session.id).execute();
        await audit.recordIn(trx, { actor: session.account, action: "session.close", subject: null, outcome: "done", detail: "" });
      });
    },

    async createLink(account) {
      const token = newToken();
      await store.write(async (trx) => {
        await trx.deleteFrom("one_time_links").where("user", "=", account.id).execute();
        await trx
          .insertInto("one_time_links")
          .values({ token_sha256: tokenHash(token), user: account.id, created_at: at(), expires_at: at(LINK_MS), used_at: null })
          .execute();
      });
      return token;
    },

    async useLink(token) {
      const account = await store.write(async (trx) => {
        const used = await trx
          .updateTable("one_time_links")
          .set({ used_at: at() })
          .where("token_sha256", "=", tokenHash(token))
          .where("used_at", "is", null)
          .where("expires_at", ">", at())
          .returning("user")
          .executeTakeFirst();
        if (!used) return null;
        return (
          (await trx.selectFrom("users").selectAll().where("id", "=", used.user).where("is_disabled", "=", 0).executeTakeFirst()) ?? null
        );
      });
      if (account) return account;
      await audit.record({ actor: null, action: "session.open", subject: null, outcome: "refused", detail: "link" });
      throw new YuejianError("LINK_EXPIRED");
    },
  };
}
