import { type Cause, type Clock, type Ids, YuejianError } from "@yuejian/contracts";
import { type Account, versionConflict } from "../identity/index.ts";
import type { Outbox } from "../outbox/index.ts";
import type { Reading, Row, Store, StoreTransaction } from "../store/index.ts";
import type { PatternNumbers } from "./search-handler.ts";

export interface JudgingPorts {
  readonly store: Store;
  readonly outbox: Pick<Outbox, "record">;
  readonly clock: Clock;
  readonly ids: Ids;
}

export interface Judgement {
  readonly pattern: string;
  /** As the person saw it. */
  readonly version: number;
  readonly action: "dismiss" | "reopen" | "propose";
  readonly reason: string;
  /** Of a proposal: where the suggestion is drafted. */
  readonly case?: string;
  readonly account: Account;
}

const FROM = { dismiss: ["open", "proposed"], reopen: ["dismissed"], propose: ["open", "proposed"] } as const;
const TO = { dismiss: "dismissed", reopen: "open", propose: "proposed" } as const;

export const mayBe = (action: Judgement["action"], status: Row<"patterns">["status"]): boolean =>
  (FROM[action] as readonly string[]).includes(status);

/** A person's judgement of a pattern, kept with what was counted at the time. PATTERN_UNKNOWN, PATTERN_DECIDED, REASON_NEEDED, VERSION_CONFLICT */
export async function judgePattern({ store, outbox, clock, ids }: JudgingPorts, given: Judgement): Promise<Row<"patterns">> {
  const reason = given.reason.trim();
  if (reason === "") throw new YuejianError("REASON_NEEDED");
  const now = new Date(clock.now()).toISOString();
  return store.write(async (trx) => {
    const pattern = await patternAt(trx, given.pattern, given.version);
    if (!mayBe(given.action, pattern.status)) throw new YuejianError("PATTERN_DECIDED", { pattern: pattern.id });
    const { expected } = JSON.parse(pattern.content) as PatternNumbers;
    const { action, account } = given;
    const counted = { from: pattern.from_month, to: pattern.to_month, observed: pattern.observed, expected, search: pattern.search };
    const entry = await outbox.record(trx, {
      type: "pattern.decided",
      subject: pattern.id,
      organisation: account.office,
      content: { id: pattern.id, key: pattern.key, action, case: given.case ?? null, counted, by: account.id, at: now },
      sealed: { reason },
    });
    await trx
      .insertInto("pattern_decisions")
      .values({
        id: ids.next("evt"),
        pattern: pattern.id,
        action,
        reason,
        observed: pattern.observed,
        expected: String(expected),
        case_id: given.case ?? null,
        actor: account.id,
        at: now,
        outbox: entry,
      })
      .execute();
    return trx
      .updateTable("patterns")
      .set({ status: TO[action], version: pattern.version + 1, changed_at: now })
      .where("id", "=", pattern.id)
      .returningAll()
      .executeTakeFirstOrThrow();
  });
}

async function patternAt(trx: StoreTransaction, id: string, version: number): Promise<Row<"patterns">> {
  const row = await readPattern(trx, id);
  if (row.version !== version)
    throw await versionConflict(trx, {
      by: "system",
      at: row.changed_at,
      changed: { zh: "模式的数量或状态", en: "what the pattern counts, or its state" },
    });
  return row;
}

/** PATTERN_UNKNOWN */
export async function readPattern(db: Reading, id: string): Promise<Row<"patterns">> {
  const row = await db.selectFrom("patterns").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw new YuejianError("PATTERN_UNKNOWN", { pattern: id });
  return row;
}

/** Says by what a rule's findings come about; null takes it back. REASON_NEEDED, VERSION_CONFLICT */
export async function setCause(
  { store, outbox, clock }: JudgingPorts,
  given: {
    readonly rule: string;
    readonly version: number;
    readonly cause: Cause | null;
    readonly reason: string;
    readonly account: Account;
  },
): Promise<void> {
  const reason = given.reason.trim();
  if (reason === "") throw new YuejianError("REASON_NEEDED");
  const { rule, cause, account } = given;
  const now = new Date(clock.now()).toISOString();
  await store.write(async (trx) => {
    const before = await trx.selectFrom("rule_causes").selectAll().where("rule", "=", rule).executeTakeFirst();
    if ((before?.version ?? 0) !== given.version)
      throw await versionConflict(trx, {
        by: before?.actor ?? "system",
        at: before?.at ?? now,
        changed: { zh: "规则的成因", en: "the cause of the rule" },
      });
    const content = { rule, cause, reason, by: account.id, at: now };
    const entry = await outbox.record(trx, { type: "pattern-cause.changed", subject: rule, organisation: account.office, content });
    const row = { rule, version: given.version + 1, cause, reason, actor: account.id, at: now, outbox: entry };
    await trx
      .insertInto("rule_causes")
      .values(row)
      .onConflict((conflict) => conflict.column("rule").doUpdateSet(row))
      .execute();
  });
}
