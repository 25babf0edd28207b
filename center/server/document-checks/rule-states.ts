import { type DocumentRuleInfo, type Office, YuejianError } from "@yuejian/contracts";
import { type Decided, DOCUMENT_RULES, precisionOf } from "@yuejian/document-assistant";
import { type Account, versionConflict } from "../identity/index.ts";
import type { Reading, Row, StoreTransaction } from "../store/index.ts";
import type { DocumentPorts } from "./ports.ts";

type RuleRow = Row<"document_rules">;

export interface RuleStates {
  readonly office: string;
  /** What the office set, and what it inherits. */
  readonly own: ReadonlyMap<string, RuleRow>;
  readonly inherited: ReadonlyMap<string, RuleRow>;
  /** On, and not muted. */
  isActive(rule: string): boolean;
}

/** The office whose settings the others inherit. */
export const cityOf = (offices: readonly Office[]): string | undefined => offices.find(({ parent }) => parent === null)?.id;

/** Rules as they stand in an office: its own word, else the city's, else on; muted ones say nothing. */
export async function ruleStates(db: Reading, offices: readonly Office[], office: string): Promise<RuleStates> {
  const city = cityOf(offices);
  const rows = await db
    .selectFrom("document_rules")
    .selectAll()
    .where("office", "in", [office, city ?? office])
    .execute();
  const of = (id: string | undefined) => new Map(rows.filter((row) => row.office === id).map((row) => [row.rule, row]));
  const [own, inherited] = [of(office), city === office ? new Map<string, RuleRow>() : of(city)];
  return {
    office,
    own,
    inherited,
    isActive(rule) {
      const mine = own.get(rule);
      if (mine?.muted_at != null) return false;
      return (mine?.is_on ?? inherited.get(rule)?.is_on ?? 1) !== 0;
    },
  };
}

/** Decisions on each rule in an office that count: the newest on the same words in one document, since the rule was last unmuted. */
export async function decidedByRule(db: Reading, states: RuleStates, rules?: readonly string[]): Promise<Map<string, Decided>> {
  let query = db
    .selectFrom("document_findings")
    .innerJoin("document_checks", "document_checks.id", "document_findings.check_id")
    .where("document_checks.office", "=", states.office)
    .where("document_findings.counts", "=", 1)
    .where("document_findings.decision", "is not", null);
  if (rules) query = query.where("document_findings.rule", "in", rules);
  const counts = new Map<string, { accepted: number; rejected: number }>();
  const since = [...states.own.values()].filter(({ counted_from: from }) => from !== null);
  const rows = await query
    .where((build) =>
      build.and(
        since.map(({ rule, counted_from: from }) =>
          build.or([build("document_findings.rule", "<>", rule), build("document_findings.decided_at", ">", from)]),
        ),
      ),
    )
    .select((build) => ["document_findings.rule", "document_findings.decision", build.fn.countAll<number>().as("count")])
    .groupBy(["document_findings.rule", "document_findings.decision"])
    .execute();
  for (const { rule, decision, count } of rows) {
    const sum = counts.get(rule) ?? { accepted: 0, rejected: 0 };
    if (decision !== null) sum[decision] += count;
    counts.set(rule, sum);
  }
  return counts;
}

/** Mutes those of the rules whose precision in the office fell under the bar; each is named on the ledger and in the audit. */
export async function muteUnderBar(
  trx: StoreTransaction,
  ports: DocumentPorts,
  { office, rules, account }: { readonly office: string; readonly rules: readonly string[]; readonly account: Account },
): Promise<string[]> {
  const states = await ruleStates(trx, ports.offices, office);
  const decided = await decidedByRule(trx, states, rules);
  const muted: string[] = [];
  for (const [rule, counts] of decided) {
    const precision = precisionOf(counts);
    if (!precision.isUnderBar || states.own.get(rule)?.muted_at != null) continue;
    const { accepted, rejected, interval } = precision;
    const by = { accepted, rejected, high: interval?.high ?? 0 };
    const reason = `${accepted}/${accepted + rejected}`;
    await writeRule(trx, ports, {
      states,
      rule,
      account,
      reason,
      change: { muted_at: new Date(ports.clock.now()).toISOString(), muted_by: JSON.stringify(by) },
    });
    await ports.audit.recordIn(trx, {
      actor: account,
      action: "document.configure",
      subject: rule,
      outcome: "done",
      detail: `muted by the house: ${accepted} of ${accepted + rejected} accepted`,
    });
    muted.push(rule);
  }
  return muted;
}

export interface RuleOrder {
  readonly office: string;
  readonly rule: string;
  /** Null: as the city's office has it. Left out: as it is. */
  readonly isOn?: boolean | null | undefined;
  /** Lets a muted rule speak again: decisions before are not counted any more. */
  readonly unmute?: boolean | undefined;
  readonly reason: string;
  /** As the caller saw it; 0 where the office had set nothing. */
  readonly version: number;
  readonly account: Account;
}

/** A person's word on a rule in an office. REASON_NEEDED, DOCUMENT_RULE_UNKNOWN, DOCUMENT_RULE_NOT_MUTED, VERSION_CONFLICT */
export async function setRule(ports: DocumentPorts, { office, rule, isOn, unmute, reason, version, account }: RuleOrder): Promise<void> {
  const info = ruleInfo(rule);
  if (reason.trim() === "") throw new YuejianError("REASON_NEEDED");
  const now = new Date(ports.clock.now()).toISOString();
  await ports.store.write(async (trx) => {
    const states = await ruleStates(trx, ports.offices, office);
    const before = states.own.get(rule);
    if ((before?.version ?? 0) !== version)
      throw await versionConflict(trx, { by: before?.changed_by ?? "system", at: before?.changed_at ?? now, changed: info.title });
    if (unmute === true && before?.muted_at == null) throw new YuejianError("DOCUMENT_RULE_NOT_MUTED", { rule });
    await writeRule(trx, ports, {
      states,
      rule,
      account,
      reason: reason.trim(),
      change: {
        ...(isOn === undefined ? {} : { is_on: isOn === null ? null : isOn ? 1 : 0 }),
        ...(unmute === true ? { muted_at: null, muted_by: null, counted_from: now } : {}),
      },
    });
    await ports.audit.recordIn(trx, {
      actor: account,
      action: "document.configure",
      subject: rule,
      outcome: "done",
      detail: `${office}: ${unmute === true ? "unmuted" : isOn === null ? "as the city has it" : isOn ? "on" : "off"}`,
    });
  });
}

async function writeRule(
  trx: StoreTransaction,
  { outbox, clock }: DocumentPorts,
  {
    states,
    rule,
    account,
    reason,
    change,
  }: {
    readonly states: RuleStates;
    readonly rule: string;
    readonly account: Account;
    readonly reason: string;
    readonly change: Partial<Pick<RuleRow, "is_on" | "muted_at" | "muted_by" | "counted_from">>;
  },
): Promise<void> {
  const { office } = states;
  const before = states.own.get(rule);
  const at = new Date(clock.now()).toISOString();
  const kept = { is_on: null, muted_at: null, muted_by: null, counted_from: null, ...pick(before), ...change };
  const entry = await outbox.record(trx, {
    type: "document-rule.changed",
    subject: rule,
    organisation: account.office,
    content: { office, rule, ...kept, reason, by: account.id, at },
  });
  const row = { office, rule, version: (before?.version ?? 0) + 1, ...kept, reason, changed_by: account.id, changed_at: at, outbox: entry };
  await trx
    .insertInto("document_rules")
    .values(row)
    .onConflict((conflict) => conflict.columns(["office", "rule"]).doUpdateSet(row))
    .execute();
}

const pick = (row: RuleRow | undefined) =>
  row === undefined ? {} : { is_on: row.is_on, muted_at: row.muted_at, muted_by: row.muted_by, counted_from: row.counted_from };

/** DOCUMENT_RULE_UNKNOWN */
function ruleInfo(rule: string): DocumentRuleInfo {
  const info = DOCUMENT_RULES.find(({ id }) => id === rule);
  if (!info) throw new YuejianError("DOCUMENT_RULE_UNKNOWN", { rule });
  return info;
}
