import { type Batch, type QualityOutcome, type QualityRule, YuejianError } from "@yuejian/contracts";
import { quarantineHeads } from "../lake/quarantine-head.ts";
import type { LakeSession } from "../lake/session.ts";
import { type CheckGround, type RowCheck, rowCheck } from "./rule-sql.ts";

export interface MeasureRequest extends CheckGround {
  readonly rules: readonly QualityRule[];
  /** Loads of the dataset, oldest first. */
  readonly batches: readonly Batch[];
  /** Milliseconds. */
  readonly now: number;
}

interface Count {
  readonly checked: number;
  readonly broken: number;
  readonly measured?: number;
}

const NOTHING: Count = { checked: 0, broken: 0 };

/** Holds the rows and loads of a dataset against rules: those of single rows in one pass, each of the others in one of its own. Datasets that
 *  foreign keys point to are in the session, or the rule has nothing to check. */
export async function measureRules(session: LakeSession, request: MeasureRequest): Promise<QualityOutcome[]> {
  const { rules, table } = request;
  const ground = { ...request, dialect: session.dialect };
  const checks = rules.map((rule) => compiled(session, rule, ground));
  const plain = checks.flatMap((check, at) => (check && !check.isRelational ? [{ check, at }] : []));
  const counts = new Map<number, Count>();
  const pass = ["count(*)", ...plain.flatMap(({ check }) => terms(check))];
  const { rows } = await session.select(`SELECT ${pass.join(", ")} FROM ${table}`);
  for (const [order, { at }] of plain.entries())
    counts.set(at, { checked: Number(rows[0]?.[1 + 2 * order] ?? 0), broken: Number(rows[0]?.[2 + 2 * order] ?? 0) });
  for (const [at, check] of checks.entries()) {
    if (!check?.isRelational) continue;
    const found = await session.select(
      `SELECT count(*), count(*) FILTER (WHERE is_broken) FROM (SELECT (${check.breaks}) AS is_broken FROM ${table} WHERE ${check.applies})`,
    );
    counts.set(at, { checked: Number(found.rows[0]?.[0] ?? 0), broken: Number(found.rows[0]?.[1] ?? 0) });
  }
  return rules.map((rule, at) => outcome(rule, counts.get(at) ?? ofLoads(rule, request)));
}

function terms({ applies, breaks }: RowCheck): string[] {
  return [`count(*) FILTER (WHERE ${applies})`, `count(*) FILTER (WHERE (${applies}) AND (${breaks}))`];
}

/** Null also for what cannot be checked here: a column that this reader does not see, a dataset that is not in the session. */
function compiled(session: LakeSession, { check }: QualityRule, ground: CheckGround): RowCheck | null {
  if (check.kind === "foreign-key") {
    const target = session.datasets.find(({ id }) => id === check.dataset);
    if (!target?.columns.some(({ name }) => name === check.target)) return null;
  }
  try {
    return rowCheck(check, ground);
  } catch (cause) {
    if (cause instanceof YuejianError && cause.code === "QUALITY_RULE_INVALID") return null;
    throw cause;
  }
}

function ofLoads({ check }: QualityRule, { batches, now }: MeasureRequest): Count {
  if (batches.length === 0) return NOTHING;
  const loads = batches.filter(({ retryOf }) => retryOf === null);
  const last = loads.at(-1);
  if (check.kind === "accepted") {
    const broken = quarantineHeads(batches).reduce((sum, head) => sum + head.rowsQuarantined, 0);
    return { checked: broken + batches.reduce((sum, { rowsAccepted }) => sum + rowsAccepted, 0), broken };
  }
  if (check.kind === "fresh" && last) {
    const measured = Math.floor((now - Date.parse(last.createdAt)) / 86_400_000);
    return { checked: 1, broken: measured > check.days ? 1 : 0, measured };
  }
  const before = loads.at(-2);
  if (check.kind === "row-change" && last && before) {
    const [rows, earlier] = [last, before].map(({ rowsAccepted, rowsQuarantined }) => rowsAccepted + rowsQuarantined);
    const measured = Math.round((100 * ((rows ?? 0) - (earlier ?? 0))) / Math.max(1, earlier ?? 0));
    return { checked: 1, broken: Math.abs(measured) > check.percent ? 1 : 0, measured };
  }
  return NOTHING;
}

function outcome(rule: QualityRule, { checked, broken, measured }: Count): QualityOutcome {
  const status = checked === 0 ? "not-checked" : broken > checked * rule.tolerance ? "broken" : "met";
  return { rule, checked, broken, status, measured: measured ?? null };
}

/** SQL over a dataset's rows: those that break the rule; null where a rule has no rows. */
export function breakingRows(rule: QualityRule, ground: CheckGround): string | null {
  const check = rowCheck(rule.check, ground);
  return check && `((${check.applies}) AND (${check.breaks}))`;
}
