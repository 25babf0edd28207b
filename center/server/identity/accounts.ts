import { type BusinessLine, type Office, type Role, YuejianError } from "@yuejian/contracts";
import type { NewUserBody, User } from "@yuejian/contracts/api";
import type { Static } from "typebox";
import type { Audit } from "../audit/index.ts";
import type { Actor } from "../policy/index.ts";
import type { Row, StoreTransaction } from "../store/index.ts";
import type { Ground } from "./ground.ts";
import { hashPassword, isPassword, type PasswordCost } from "./password.ts";

export type NewUser = Static<typeof NewUserBody>;

export const ATTEMPTS = 5;
export const LOCKED_FOR_MS = 15 * 60_000;
/** Names that nobody has are locked like those of accounts, so that the lockout does not tell which exist. */
const REMEMBERED_STRANGERS = 10_000;

/** Name of the home's own account. */
export const OPERATOR = "operator";

export type Account = Row<"users">;

/** An account as others may see it. */
export function userOf(account: Account): User {
  return {
    id: account.id,
    name: account.name,
    displayName: account.display_name,
    role: account.role as Role,
    office: account.office,
    businessLines: JSON.parse(account.business_lines) as BusinessLine[],
    isDisabled: account.is_disabled !== 0,
  };
}

/** An account as the policy sees it. */
export function actorOf(account: Account): Actor {
  const { id, role, office, businessLines } = userOf(account);
  return { id, role, office, businessLines };
}

export interface Accounts {
  byId(id: string): Promise<Account | null>;
  byName(name: string): Promise<Account | null>;
  all(): Promise<readonly Account[]>;
  /** @throws YuejianError SIGN_IN_FAILED, SIGN_IN_LOCKED */
  authenticate(name: string, password: string): Promise<Account>;
  /** The home's own account, made on first use; it has no password until one is set. */
  operator(): Promise<Account>;
  /** @throws YuejianError USER_EXISTS, OFFICE_UNKNOWN */
  create(user: NewUser, by: Account, options?: { mustSetPassword?: boolean }): Promise<Account>;
  /** Ends the person's other sessions. `current` null: not asked for; nor is it while the account has no password.
   *  @throws YuejianError SIGN_IN_FAILED */
  setPassword(account: Account, password: { current: string | null; next: string; keepSession: string | null }): Promise<void>;
}

/** `passwordCost`: below the recommended one in tests alone, which make a house's staff many times over. */
export function createAccounts(ground: Ground & { passwordCost?: PasswordCost }, audit: Audit, offices: readonly Office[]): Accounts {
  const { store, clock, ids, passwordCost } = ground;
  const strangers = new Map<string, { attempts: number; until: number }>();
  const now = () => new Date(clock.now()).toISOString();
  const byName = async (name: string) =>
    (await store.db.selectFrom("users").selectAll().where("name", "=", name).executeTakeFirst()) ?? null;

  /** Counts an attempt; throws while the account is locked. */
  async function countAttempt(name: string): Promise<Account | null> {
    const at = clock.now();
    const counted = await store.write(async (trx): Promise<{ account: Account; until: string | null } | null> => {
      const account = await trx.selectFrom("users").selectAll().where("name", "=", name).executeTakeFirst();
      if (!account) return null;
      if (account.locked_until !== null && Date.parse(account.locked_until) > at) return { account, until: account.locked_until };
      const attempts = account.failed_attempts + 1;
      const until = attempts > ATTEMPTS ? new Date(at + LOCKED_FOR_MS).toISOString() : null;
      await trx
        .updateTable("users")
        .set({ failed_attempts: until ? 0 : attempts, locked_until: until })
        .where("id", "=", account.id)
        .execute();
      return { account, until };
    });
    const until = counted ? counted.until : countStranger(name, at);
    if (until === null) return counted?.account ?? null;
    await audit.record({ actor: counted?.account ?? null, action: "session.open", subject: null, outcome: "refused", detail: "locked" });
    throw new YuejianError("SIGN_IN_LOCKED", { until });
  }

  function countStranger(name: string, at: number): string | null {
    const known = strangers.get(name) ?? { attempts: 0, until: 0 };
    if (known.until <= at) {
      known.attempts += 1;
      if (known.attempts > ATTEMPTS) Object.assign(known, { attempts: 0, until: at + LOCKED_FOR_MS });
    }
    strangers.delete(name);
    strangers.set(name, known);
    const oldest = strangers.keys().next().value;
    if (strangers.size > REMEMBERED_STRANGERS && oldest !== undefined) strangers.delete(oldest);
    return known.until > at ? new Date(known.until).toISOString() : null;
  }

  function newAccount(user: Omit<NewUser, "password">, hash: string | null): Account {
    return {
      id: ids.next("usr"),
      name: user.name,
      display_name: user.displayName,
      role: user.role,
      office: user.office,
      business_lines: JSON.stringify(user.businessLines),
      password_hash: hash,
      must_set_password: 1,
      is_disabled: 0,
      failed_attempts: 0,
      locked_until: null,
      created_at: now(),
      changed_at: now(),
    };
  }

  async function stateChange(trx: StoreTransaction, account: Account, what: string, by: Account): Promise<void> {
    await ground.outbox.record(trx, {
      type: "user.changed",
      subject: account.id,
      organisation: account.office,
      content: { user: userOf(account), what, by: by.id, at: now() },
    });
  }

  return {
    byId: async (id) => (await store.db.selectFrom("users").selectAll().where("id", "=", id).executeTakeFirst()) ?? null,
    byName,
    all: () => store.db.selectFrom("users").selectAll().orderBy("name").execute(),

    async authenticate(name, password) {
      const account = await countAttempt(name);
      const fits = await isPassword(password, account?.password_hash ?? null);
      if (!account || !fits || account.is_disabled !== 0) {
        await audit.record({ actor: account, action: "session.open", subject: null, outcome: "refused", detail: "password" });
        throw new YuejianError("SIGN_IN_FAILED");
      }
      await store.write((trx) =>
        trx.updateTable("users").set({ failed_attempts: 0, locked_until: null }).where("id", "=", account.id).execute(),
      );
      return account;
    },

    async operator() {
      const existing = await byName(OPERATOR);
      if (existing) return existing;
      return store.write(async (trx) => {
        const made = await trx.selectFrom("users").selectAll().where("name", "=", OPERATOR).executeTakeFirst();
        if (made) return made;
        const account = newAccount(
          { name: OPERATOR, displayName: "系统操作员", role: "operator", office: headOffice(offices), businessLines: [] },
          null,
        );
        await trx.insertInto("users").values(account).execute();
        await stateChange(trx, account, "created", account);
        await audit.recordIn(trx, {
          actor: account,
          action: "user.manage",
          subject: account.id,
          outcome: "done",
          detail: "created with the home",
        });
        return account;
      });
    },

    async create(user, by, { mustSetPassword = true } = {}) {
      if (!offices.some((office) => office.id === user.office)) throw new YuejianError("OFFICE_UNKNOWN", { office: user.office });
      const hash = await hashPassword(user.password, passwordCost);
      return store.write(async (trx) => {
        const existing = await trx.selectFrom("users").select("id").where("name", "=", user.name).executeTakeFirst();
        if (existing) throw new YuejianError("USER_EXISTS", { user: user.name });
        const account = { ...newAccount(user, hash), must_set_password: mustSetPassword ? 1 : 0 };
        await trx.insertInto("users").values(account).execute();
        await stateChange(trx, account, "created", by);
        await audit.recordIn(trx, {
          actor: by,
          action: "user.manage",
          subject: account.id,
          outcome: "done",
          detail: `created ${user.name} as ${user.role}`,
        });
        return account;
      });
    },

    async setPassword(account, { current, next, keepSession }) {
      if (account.password_hash !== null && current !== null && !(await isPassword(current, account.password_hash))) {
        await audit.record({ actor: account, action: "password.set", subject: account.id, outcome: "refused", detail: "current password" });
        throw new YuejianError("SIGN_IN_FAILED");
      }
      const hash = await hashPassword(next, passwordCost);
      await store.write(async (trx) => {
        await trx
          .updateTable("users")
          .set({ password_hash: hash, must_set_password: 0, failed_attempts: 0, locked_until: null, changed_at: now() })
          .where("id", "=", account.id)
          .execute();
        await trx.deleteFrom("one_time_links").where("user", "=", account.id).execute();
        const others = trx.deleteFrom("sessions").where("user", "=", account.id);
        await (keepSession === null ? others : others.where("id", "!=", keepSession)).execute();
        await stateChange(trx, account, "password set", account);
        await audit.recordIn(trx, { actor: account, action: "password.set", subject: account.id, outcome: "done", detail: "" });
      });
    },
  };
}

function headOffice(offices: readonly Office[]): string {
  const head = offices.find(({ parent }) => parent === null);
  if (!head) throw new YuejianError("OFFICE_UNKNOWN", { office: "" });
  return head.id;
}
