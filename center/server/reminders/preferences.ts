import type { MailSettings, ReminderCause } from "@yuejian/contracts";
import { YuejianError } from "@yuejian/contracts";
import type { ReminderPreferences } from "@yuejian/contracts/api";
import type { Audit } from "../audit/index.ts";
import type { Account, Ground } from "../identity/index.ts";
import type { Reading, Row } from "../store/index.ts";

/** What somebody has who never chose: no address, and so no mail. */
const DEFAULT_PREFERENCES: ReminderPreferences = { locale: "zh", address: null, mail: "off", digestAt: "08:30", muted: [] };

export function preferencesOf(row: Row<"reminder_preferences"> | undefined): ReminderPreferences {
  if (!row) return DEFAULT_PREFERENCES;
  const { locale, address, mail, digest_at: digestAt, muted } = row;
  return { locale, address, mail, digestAt, muted: JSON.parse(muted) as ReminderCause[] };
}

export async function readPreferences(db: Reading, person: string): Promise<ReminderPreferences> {
  return preferencesOf(await db.selectFrom("reminder_preferences").selectAll().where("person", "=", person).executeTakeFirst());
}

/** One address, in a domain to which the house sends. NOTIFY_ADDRESS_REFUSED */
export function demandAddress(address: string, mail: Pick<MailSettings, "domains"> | null): void {
  const refused = (zh: string, en: string) =>
    new YuejianError("NOTIFY_ADDRESS_REFUSED", { address, reason: en, reason_zh: zh, reason_en: en });
  const parts = /^[^\s@<>",;:()[\]\\]{1,64}@([A-Za-z0-9.-]{1,253})$/.exec(address);
  if (!parts) throw refused("不是一个邮箱地址", "it is no mail address");
  if (mail === null) throw refused("本系统还没有设置邮件", "the house has no mail set up");
  const domain = (parts[1] ?? "").toLowerCase();
  if (!mail.domains.some((each) => each.toLowerCase() === domain))
    throw refused(`只能发往 ${mail.domains.join("、")}`, `mail goes to ${mail.domains.join(", ")} only`);
}

/** NOTIFY_ADDRESS_REFUSED, REQUEST_INVALID */
export async function changePreferences(
  { store, clock, audit }: Pick<Ground, "store" | "clock"> & { readonly audit: Audit },
  { account, mail, preferences }: { account: Account; mail: MailSettings | null; preferences: ReminderPreferences },
): Promise<ReminderPreferences> {
  const address = preferences.address?.trim() || null;
  if (address !== null) demandAddress(address, mail);
  if (preferences.mail !== "off" && address === null)
    throw new YuejianError("NOTIFY_ADDRESS_REFUSED", {
      address: "",
      reason: "mail needs an address",
      reason_zh: "收邮件须先填写邮箱",
      reason_en: "mail needs an address",
    });
  const row: Row<"reminder_preferences"> = {
    person: account.id,
    locale: preferences.locale,
    address,
    mail: preferences.mail,
    digest_at: preferences.digestAt,
    muted: JSON.stringify(preferences.muted),
    changed_at: new Date(clock.now()).toISOString(),
  };
  await store.write(async (trx) => {
    await trx
      .insertInto("reminder_preferences")
      .values(row)
      .onConflict((conflict) => conflict.column("person").doUpdateSet(row))
      .execute();
    await audit.recordIn(trx, {
      actor: account,
      action: "reminder.preferences",
      subject: account.id,
      outcome: "done",
      detail: `mail ${preferences.mail}`,
    });
  });
  return preferencesOf(row);
}
