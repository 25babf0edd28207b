import { WHOLE_RUN_REASONS, type WholeRunReason, YuejianError } from "@yuejian/contracts";
import type { RunView } from "@yuejian/contracts/api";
import type { Cell } from "../policy/index.ts";
import type { Reading } from "../store/index.ts";

/** Runs of a model, newest first. */
export async function runsOf(db: Reading, model: string, limit: number): Promise<RunView[]> {
  return (
    await runRows(db).where("runs.model", "=", model).orderBy("runs.finished_at", "desc").orderBy("runs.id", "desc").limit(limit).execute()
  ).map(viewOf);
}

/** Of these runs, in the order given. */
export async function runViews(db: Reading, runs: readonly string[]): Promise<RunView[]> {
  if (runs.length === 0) return [];
  const rows = new Map((await runRows(db).where("runs.id", "in", runs).execute()).map((row) => [row.id, row]));
  return runs.flatMap((id) => {
    const row = rows.get(id);
    return row ? [viewOf(row)] : [];
  });
}

/** @throws YuejianError RUN_UNKNOWN */
export async function runView(db: Reading, run: string): Promise<RunView> {
  const row = await runRows(db).where("runs.id", "=", run).executeTakeFirst();
  if (!row) throw new YuejianError("RUN_UNKNOWN", { run });
  return viewOf(row);
}

function runRows(db: Reading) {
  return db
    .selectFrom("runs")
    .leftJoin("outbox", "outbox.id", "runs.outbox")
    .leftJoin("run_scopes", "run_scopes.run", "runs.id")
    .selectAll("runs")
    .select(["run_scopes.base", "run_scopes.batches", "run_scopes.keys", "run_scopes.reason"])
    .select("outbox.ledger_index as ledger_index");
}

type RunRow = Awaited<ReturnType<ReturnType<typeof runRows>["executeTakeFirstOrThrow"]>>;

function viewOf(row: RunRow): RunView {
  return {
    id: row.id,
    model: row.model,
    modelVersion: row.model_version,
    ruleDigest: row.rule_digest,
    parameters: JSON.parse(row.parameters) as Record<string, Cell>,
    snapshot: JSON.parse(row.snapshot) as Record<string, string[]>,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    actor: row.actor,
    findings: row.findings,
    newLeads: row.new_leads,
    resultDigest: row.result_digest,
    increment:
      row.base === null || row.keys === null
        ? null
        : { base: row.base, batches: JSON.parse(row.batches ?? "[]") as string[], keys: row.keys },
    wholeReason: row.reason === null ? null : WHOLE_RUN_REASONS[row.reason as WholeRunReason],
    ledgerIndex: row.ledger_index,
  };
}
