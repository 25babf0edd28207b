import { DEFAULT_REMINDER_RULES, REMINDER_BOUNDS, type ReminderRules, YuejianError } from "@yuejian/contracts";
import type { ReminderRulesView } from "@yuejian/contracts/api";
import type { Audit } from "../audit/index.ts";
import { type Account, type Ground, versionConflict } from "../identity/index.ts";
import type { Reading, Row } from "../store/index.ts";

/** Days before a last day on which the rules of no office look further. */
export const MOST_DAYS_BEFORE = Math.max(REMINDER_BOUNDS.handlerDaysBefore.most, REMINDER_BOUNDS.headDaysBefore.most);

/** The rules of each office that has its own. */
export async function readRules(db: Reading): Promise<ReadonlyMap<string, ReminderRules>> {
  const rows = await db.selectFrom("reminder_rules").select(["office", "rules"]).execute();
  return new Map(rows.map(({ office, rules }) => [office, JSON.parse(rules) as ReminderRules]));
}

export function rulesFor(rules: ReadonlyMap<string, ReminderRules>, office: string): ReminderRules {
  return rules.get(office) ?? DEFAULT_REMINDER_RULES;
}

export interface RulesChange {
  readonly office: string;
  readonly rules: ReminderRules;
  readonly reason: string;
  readonly version: number;
  readonly account: Account;
}

/** Sets an office's rules, with the reason, on the ledger. NOTIFY_SETTINGS_INVALID, REASON_NEEDED, VERSION_CONFLICT */
export async function changeRules(
  { store, clock, outbox, audit }: Ground & { readonly audit: Audit },
  { office, rules, reason: given, version, account }: RulesChange,
): Promise<Row<"reminder_rules">> {
  const reason = given.trim();
  if (reason === "") throw new YuejianError("REASON_NEEDED");
  if (rules.sendFrom >= rules.sendUntil) throw invalid("发送时段的开始须早于结束", "messages must begin to leave before they end to");
  if (rules.headDaysBefore >= rules.handlerDaysBefore)
    throw invalid("承办人须早于部门负责人得到提醒", "the handler is reminded before the head of the department");
  const now = new Date(clock.now()).toISOString();
  return store.write(async (trx) => {
    const before = await trx.selectFrom("reminder_rules").selectAll().where("office", "=", office).executeTakeFirst();
    if ((before?.version ?? 0) !== version)
      throw await versionConflict(trx, {
        by: before?.changed_by ?? "system",
        at: before?.changed_at ?? now,
        changed: { zh: "提醒规则", en: "the rules of reminders" },
      });
    const content = { what: "rules", office, rules: { ...rules }, reason, by: account.id, at: now };
    const entry = await outbox.record(trx, { type: "notify.changed", subject: office, organisation: office, content });
    const row = {
      office,
      version: version + 1,
      rules: JSON.stringify(rules),
      reason,
      changed_by: account.id,
      changed_at: now,
      outbox: entry,
    };
    await trx
      .insertInto("reminder_rules")
      .values(row)
      .onConflict((conflict) => conflict.column("office").doUpdateSet(row))
      .execute();
    await audit.recordIn(trx, { actor: account, action: "notify.rules", subject: office, outcome: "done", detail: JSON.stringify(rules) });
    return row;
  });
}

export type RulesView = Omit<ReminderRulesView, "mayChange" | "officeName">;

export function rulesView(office: string, row: Row<"reminder_rules"> | undefined, nameOf: (id: string) => string): RulesView {
  const rules = row ? (JSON.parse(row.rules) as ReminderRules) : DEFAULT_REMINDER_RULES;
  return {
    office,
    ...rules,
    version: row?.version ?? 0,
    reason: row?.reason ?? "",
    changedBy: row ? nameOf(row.changed_by) : null,
    changedAt: row?.changed_at ?? null,
  };
}

function invalid(zh: string, en: string): YuejianError {
  return new YuejianError("NOTIFY_SETTINGS_INVALID", { reason: en, reason_zh: zh, reason_en: en });
}
