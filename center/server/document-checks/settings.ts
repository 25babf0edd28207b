import { DEFAULT_KEEP_DAYS } from "@yuejian/contracts";
import type { Account } from "../identity/index.ts";
import type { Reading } from "../store/index.ts";
import type { DocumentPorts } from "./ports.ts";

const SETTING = "documents.keepDays";

/** Days for which the text of a checked document is kept. */
export async function keepDays(db: Reading): Promise<number> {
  const row = await db.selectFrom("settings").select("value").where("name", "=", SETTING).executeTakeFirst();
  return row ? Number(row.value) : DEFAULT_KEEP_DAYS;
}

/** For checks from now on; a shorter term also brings forward what is kept. */
export async function setKeepDays({ store, outbox, audit, clock }: DocumentPorts, days: number, account: Account): Promise<void> {
  await store.write(async (trx) => {
    const value = String(days);
    const at = new Date(clock.now()).toISOString();
    await outbox.record(trx, {
      type: "document-settings.changed",
      subject: SETTING,
      organisation: account.office,
      content: { keepDays: days, by: account.id, at },
    });
    await trx
      .insertInto("settings")
      .values({ name: SETTING, value })
      .onConflict((conflict) => conflict.column("name").doUpdateSet({ value }))
      .execute();
    const latest = new Date(clock.now() + days * DAY_MS).toISOString();
    await trx
      .updateTable("document_checks")
      .set({ keep_until: latest })
      .where("keep_until", ">", latest)
      .where("erased_at", "is", null)
      .execute();
    await trx
      .updateTable("document_batches")
      .set({ keep_until: latest })
      .where("keep_until", ">", latest)
      .where("erased_at", "is", null)
      .execute();
    await trx.updateTable("document_watch_files").set({ keep_until: latest }).where("keep_until", ">", latest).execute();
    await audit.recordIn(trx, {
      actor: account,
      action: "document.configure",
      subject: SETTING,
      outcome: "done",
      detail: `texts kept for ${days} days`,
    });
  });
}

export const DAY_MS = 86_400_000;
