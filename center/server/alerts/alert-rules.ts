import { type AlertConditions, type AlertRecipient, canonicalJson, YuejianError } from "@yuejian/contracts";
import type { AlertRuleOrder } from "@yuejian/contracts/api";
import type { Audit } from "../audit/index.ts";
import { type Account, type Ground, versionConflict } from "../identity/index.ts";
import type { Actor, Policy } from "../policy/index.ts";
import type { Reading, Row } from "../store/index.ts";
import type { ModelLibrary } from "../work/index.ts";

export type AlertRule = Row<"alert_rules">;

export interface AlertPorts extends Ground {
  readonly audit: Audit;
  readonly policy: Policy;
  readonly models: ModelLibrary;
  readonly offices: readonly { readonly id: string }[];
}

export const recipientOf = ({ recipient }: Pick<AlertRule, "recipient">) => JSON.parse(recipient) as AlertRecipient;
export const conditionsOf = ({ conditions }: Pick<AlertRule, "conditions">) => JSON.parse(conditions) as AlertConditions;

export function alertRules(db: Reading) {
  return db.selectFrom("alert_rules").selectAll().where("removed_at", "is", null);
}

/** Whether the person may change a rule: their own, and those of groups of an office whose rules they set. */
export function mayChange(policy: Policy, actor: Actor, rule: Pick<AlertRule, "owner" | "recipient">): boolean {
  const recipient = recipientOf(rule);
  return recipient.kind === "me" ? rule.owner === actor.id : policy.may(actor, "notify.rules", { office: recipient.office });
}

interface Saved {
  readonly order: AlertRuleOrder;
  readonly account: Account;
  readonly actor: Actor;
}

/** Sets a rule up, or changes one; it looks at what comes from then on. NOT_ALLOWED, ALERT_RULE_INVALID, ALERT_RULE_UNKNOWN, VERSION_CONFLICT */
export async function saveAlertRule(ports: AlertPorts, { order, account, actor }: Saved): Promise<AlertRule> {
  const { store, clock, ids, outbox, audit, policy } = ports;
  const { recipient, conditions, subject } = order;
  if (recipient.kind === "group") policy.demand(actor, "notify.rules", { office: recipient.office });
  demandSense(ports, order);
  const at = new Date(clock.now()).toISOString();
  return store.write(async (trx) => {
    const before = order.id === undefined ? null : await alertRuleIn(trx, order.id);
    if (before !== null && !mayChange(policy, actor, before)) throw new YuejianError("ALERT_RULE_UNKNOWN", { rule: before.id });
    if (before !== null && before.version !== order.version)
      throw await versionConflict(trx, { by: before.owner, at: before.changed_at, changed: { zh: "提醒规则", en: "the alert rule" } });
    const newest = await trx
      .selectFrom("leads")
      .select((build) => build.fn.max("number").as("number"))
      .executeTakeFirst();
    const isSameLook = before !== null && before.is_enabled === 1 && before.subject === subject;
    const row = {
      id: before?.id ?? ids.next("alr"),
      version: (before?.version ?? 0) + 1,
      title: order.title.trim(),
      // A group's rule that becomes one person's is the person's who says so.
      owner: recipient.kind === "me" ? account.id : (before?.owner ?? account.id),
      office: recipient.kind === "group" ? recipient.office : account.office,
      recipient: canonicalJson(recipient),
      subject,
      conditions: canonicalJson(conditions),
      is_enabled: order.isEnabled ? 1 : 0,
      since_number: isSameLook ? before.since_number : (newest?.number ?? 0),
      since_at: isSameLook ? before.since_at : at,
      created_at: before?.created_at ?? at,
      changed_at: at,
      removed_at: null,
    };
    // What a person called it may name somebody: it is not stated.
    const { title: _title, ...stated } = row;
    const content = { what: "alert-rule", ...stated, by: account.id };
    const entry = await outbox.record(trx, { type: "notify.changed", subject: row.id, organisation: row.office, content });
    const kept = { ...row, outbox: entry };
    await trx
      .insertInto("alert_rules")
      .values(kept)
      .onConflict((conflict) => conflict.column("id").doUpdateSet(kept))
      .execute();
    const detail = `${subject} ${row.conditions}`;
    await audit.recordIn(trx, { actor: account, action: "alert-rule.set", subject: row.id, outcome: "done", detail });
    return kept;
  });
}

/** ALERT_RULE_UNKNOWN */
export async function removeAlertRule(
  { store, clock, outbox, audit, policy }: AlertPorts,
  { id, account, actor }: { readonly id: string; readonly account: Account; readonly actor: Actor },
): Promise<void> {
  const at = new Date(clock.now()).toISOString();
  await store.write(async (trx) => {
    const rule = await alertRuleIn(trx, id);
    if (!mayChange(policy, actor, rule)) throw new YuejianError("ALERT_RULE_UNKNOWN", { rule: id });
    const content = { what: "alert-rule", id, removed: true, by: account.id, at };
    const entry = await outbox.record(trx, { type: "notify.changed", subject: id, organisation: rule.office, content });
    const set = { removed_at: at, is_enabled: 0, version: rule.version + 1, changed_at: at, outbox: entry };
    await trx.updateTable("alert_rules").set(set).where("id", "=", id).execute();
    await audit.recordIn(trx, { actor: account, action: "alert-rule.set", subject: id, outcome: "done", detail: "removed" });
  });
}

async function alertRuleIn(db: Reading, id: string): Promise<AlertRule> {
  const row = await alertRules(db).where("id", "=", id).executeTakeFirst();
  if (!row) throw new YuejianError("ALERT_RULE_UNKNOWN", { rule: id });
  return row;
}

const MEMBERS: Readonly<Record<AlertRuleOrder["subject"], readonly (keyof AlertConditions)[]>> = {
  lead: ["models", "offices", "lines", "leastAmount", "window"],
  case: ["offices", "lines", "authorities", "isOwn"],
  source: ["offices", "sources"],
};

function demandSense({ models, offices }: AlertPorts, { subject, conditions, recipient }: AlertRuleOrder): void {
  const stranger = Object.keys(conditions).find((member) => !MEMBERS[subject].includes(member as keyof AlertConditions));
  if (stranger !== undefined) throw invalid(`「${stranger}」不是这类规则的条件`, `“${stranger}” is no condition of such a rule`);
  const model = conditions.models?.find((id) => !models.has(id));
  if (model !== undefined) throw invalid(`没有模型 ${model}`, `there is no model ${model}`);
  const named = [...(conditions.offices ?? []), ...(recipient.kind === "group" ? [recipient.office] : [])];
  const office = named.find((id) => !offices.some((each) => each.id === id));
  if (office !== undefined) throw invalid(`没有单位 ${office}`, `there is no office ${office}`);
  if (conditions.isOwn === true && recipient.kind === "group")
    throw invalid("「本人案件」只能用于个人订阅", "one's own cases are a subscription of one person");
}

function invalid(zh: string, en: string): YuejianError {
  return new YuejianError("ALERT_RULE_INVALID", { reason: en, reason_zh: zh, reason_en: en });
}
