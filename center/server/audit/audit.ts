import type { AuditEntry } from "@yuejian/contracts/api";
import type { Ground } from "../identity/ground.ts";
import type { StoreTransaction } from "../store/index.ts";

export interface AuditRecord {
  /** Null: nobody is known, for example at a failed sign-in. */
  readonly actor: { readonly id: string; readonly display_name: string; readonly office: string } | null;
  /** Action of the policy or, for sessions, `session.open`, `session.close`, `password.set`. */
  readonly action: string;
  readonly subject: string | null;
  readonly purpose?: string | null;
  readonly outcome: "done" | "refused";
  /** Columns, counts, references; never a personal value. */
  readonly detail: string;
}

export interface AuditFilter {
  /** Offices whose people's acts may be seen. */
  readonly offices: readonly string[] | "all";
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly subject?: string | undefined;
  readonly offset: number;
  readonly limit: number;
}

export interface Audit {
  recordIn(trx: StoreTransaction, record: AuditRecord): Promise<void>;
  record(record: AuditRecord): Promise<void>;
  /** Newest first. */
  list(filter: AuditFilter): Promise<{ items: AuditEntry[]; total: number }>;
}

export function createAudit({ store, clock }: Pick<Ground, "store" | "clock">): Audit {
  async function recordIn(trx: StoreTransaction, { actor, action, subject, purpose = null, outcome, detail }: AuditRecord): Promise<void> {
    await trx
      .insertInto("audit")
      .values({
        at: new Date(clock.now()).toISOString(),
        actor: actor?.id ?? "",
        actor_name: actor?.display_name ?? "",
        office: actor?.office ?? "",
        action,
        subject,
        purpose,
        outcome,
        detail,
      })
      .execute();
  }

  return {
    recordIn,
    record: (record) => store.write((trx) => recordIn(trx, record)),
    async list({ offices, actor, action, subject, offset, limit }) {
      let query = store.db.selectFrom("audit");
      if (offices !== "all") query = query.where("office", "in", offices.length > 0 ? offices : ["-"]);
      if (actor !== undefined) query = query.where("actor", "=", actor);
      if (action !== undefined) query = query.where("action", "=", action);
      if (subject !== undefined) query = query.where("subject", "=", subject);
      const [rows, counted] = await Promise.all([
        query.selectAll().orderBy("id", "desc").limit(limit).offset(offset).execute(),
        query.select((build) => build.fn.countAll<number>().as("total")).executeTakeFirstOrThrow(),
      ]);
      const items = rows.map(({ office: _office, actor_name: actorName, ...row }) => ({ ...row, actorName }));
      return { items, total: counted.total };
    },
  };
}
