import { type Clock, YuejianError } from "@yuejian/contracts";
import { type Account, versionConflict } from "../../identity/index.ts";
import type { Outbox } from "../../outbox/index.ts";
import type { Reading, Row, Store } from "../../store/index.ts";

export interface NoticeJudgement {
  readonly notice: string;
  /** As the person saw it. */
  readonly number: number;
  readonly decision: "right" | "must-change";
  readonly reason: string;
  readonly account: Account;
}

/** LAW_NOTICE_UNKNOWN */
async function readNotice(db: Reading, id: string): Promise<Row<"law_notices">> {
  const row = await db.selectFrom("law_notices").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw new YuejianError("LAW_NOTICE_UNKNOWN", { notice: id });
  return row;
}

/** What a person says of a rule whose article changed: still right, and from then on the rule stands under the new article; or the rule must change, and the notice stays.
 *  LAW_NOTICE_UNKNOWN, LAW_NOTICE_DECIDED, REASON_NEEDED, VERSION_CONFLICT */
export async function judgeNotice(
  { store, outbox, clock }: { readonly store: Store; readonly outbox: Pick<Outbox, "record">; readonly clock: Clock },
  { notice, number, decision, reason: given, account }: NoticeJudgement,
): Promise<Row<"law_notices">> {
  const reason = given.trim();
  if (reason === "") throw new YuejianError("REASON_NEEDED");
  const now = new Date(clock.now()).toISOString();
  return store.write(async (trx) => {
    const row = await readNotice(trx, notice);
    if (row.number !== number)
      throw await versionConflict(trx, {
        by: row.decided_by ?? "system",
        at: row.decided_at ?? row.opened_at,
        changed: { zh: "提示的处理结果", en: "what was decided on the notice" },
      });
    if (row.status !== "open" && !(row.status === "must-change" && decision === "right"))
      throw new YuejianError("LAW_NOTICE_DECIDED", { notice });
    const entry = await outbox.record(trx, {
      type: "law-notice.decided",
      subject: row.id,
      organisation: account.office,
      content: {
        id: row.id,
        rule: `${row.rule_kind}/${row.rule}`,
        law: row.law,
        article: row.article,
        change: row.change,
        digest: row.digest,
        decision,
        by: account.id,
        at: now,
      },
      sealed: { reason },
    });
    if (decision === "right")
      await trx
        .updateTable("law_bindings")
        .set(
          row.change === "repealed"
            ? { repealed_on: row.changes_on, seen_at: now }
            : { version: row.version, content: row.after, seen_at: now },
        )
        .where("rule_kind", "=", row.rule_kind)
        .where("rule", "=", row.rule)
        .where("law", "=", row.law)
        .where("article", "=", row.article)
        .execute();
    return trx
      .updateTable("law_notices")
      .set({ status: decision, number: number + 1, reason, decided_by: account.id, decided_at: now, outbox: entry })
      .where("id", "=", row.id)
      .returningAll()
      .executeTakeFirstOrThrow();
  });
}
