import type { FindingSeverity, Text } from "@yuejian/contracts";
import type { DocumentBatchDetail, DocumentBatchFileView, DocumentBatchView, ErrorBody } from "@yuejian/contracts/api";
import { numbersOfCases } from "../document-checks/index.ts";
import type { Reading } from "../store/index.ts";
import { type BatchFileRow, type BatchRow, filesOf, isRunning } from "./batches.ts";

type Counts = Record<FindingSeverity, number>;
const none = (): Counts => ({ error: 0, warning: 0, hint: 0 });

interface CheckedInBatch {
  readonly batch: string;
  readonly id: string;
  readonly kind: string;
  readonly format: string;
  readonly characters: number;
  readonly scanned: number;
  readonly isCounted: boolean;
  readonly findings: Counts;
  open: number;
}

/** Checks of the files of batches, with their findings by severity. */
async function checksIn(db: Reading, batches: readonly string[]): Promise<Map<string, CheckedInBatch>> {
  const files = db
    .selectFrom("document_batch_files")
    .innerJoin("document_checks", "document_checks.id", "document_batch_files.check_id")
    .where("document_batch_files.batch", "in", batches);
  const rows = await files
    .select([
      "document_batch_files.batch",
      "document_checks.id",
      "document_checks.kind",
      "document_checks.format",
      "document_checks.characters",
      "document_checks.scanned",
      "document_checks.is_first",
    ])
    .execute();
  const checks = new Map(
    rows.map(({ is_first: first, ...row }): [string, CheckedInBatch] => [
      row.id,
      { ...row, isCounted: first !== 0, findings: none(), open: 0 },
    ]),
  );
  const counted = await files
    .innerJoin("document_findings", "document_findings.check_id", "document_checks.id")
    .select((build) => [
      "document_findings.check_id",
      "document_findings.severity",
      build.fn.countAll<number>().as("count"),
      // An aggregate passes over nulls.
      build.fn.count<number>("document_findings.decision").as("decided"),
    ])
    .groupBy(["document_findings.check_id", "document_findings.severity"])
    .execute();
  for (const { check_id: id, severity, count, decided } of counted) {
    const check = checks.get(id);
    if (!check) continue;
    check.findings[severity] += count;
    check.open += count - decided;
  }
  return checks;
}

export async function batchViews(db: Reading, rows: readonly BatchRow[]): Promise<DocumentBatchView[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const checks = [...(await checksIn(db, ids)).values()];
  const numbers = await numbersOfCases(
    db,
    rows.map((row) => row.case_id ?? row.handled_case),
  );
  const states = await db
    .selectFrom("document_batch_files")
    .select((build) => ["batch", "state", build.fn.countAll<number>().as("count")])
    .where("batch", "in", ids)
    .groupBy(["batch", "state"])
    .execute();
  return Promise.all(
    rows.map(async (row) => {
      const own = states.filter(({ batch }) => batch === row.id);
      const countOf = (wanted: BatchFileRow["state"]) => own.find(({ state }) => state === wanted)?.count ?? 0;
      const files = {
        all: own.reduce((sum, { count }) => sum + count, 0),
        waiting: countOf("waiting"),
        checked: countOf("checked"),
        refused: countOf("refused"),
      };
      const mine = checks.filter(({ batch }) => batch === row.id);
      return {
        id: row.id,
        at: row.at,
        name: row.name,
        case: row.case_id,
        handledCase: row.handled_case,
        caseNumber: numbers.get(row.case_id ?? row.handled_case ?? "") ?? null,
        state: await stateOf(db, row, files.waiting),
        job: row.job,
        files,
        characters: mine.reduce((sum, { characters }) => sum + characters, 0),
        findings: mine.reduce((sum, { findings }) => added(sum, findings), none()),
        keepUntil: row.keep_until,
        erasedAt: row.erased_at,
      };
    }),
  );
}

const added = (one: Counts, other: Counts): Counts => ({
  error: one.error + other.error,
  warning: one.warning + other.warning,
  hint: one.hint + other.hint,
});

async function stateOf(db: Reading, { job, erased_at: erasedAt }: BatchRow, waiting: number): Promise<DocumentBatchView["state"]> {
  if (erasedAt !== null) return "erased";
  if (job === null) return "collecting";
  if (await isRunning(db, job)) return "running";
  return waiting > 0 ? "stopped" : "done";
}

export async function batchDetail(db: Reading, row: BatchRow, kindName: (kind: string) => Text): Promise<DocumentBatchDetail> {
  const [batch] = await batchViews(db, [row]);
  if (!batch) throw new RangeError(row.id);
  const checks = await checksIn(db, [row.id]);
  const rows = await filesOf(db, row.id);
  const line = inLine(rows);
  const files = rows.map(({ position, path, size, state, check_id: check, refused, is_scan: isScan }): DocumentBatchFileView => {
    const own = check === null ? undefined : checks.get(check);
    return {
      position,
      path,
      size,
      state,
      isScan: isScan !== 0 || (own?.scanned ?? 0) > 0,
      ahead: line.get(position) ?? null,
      check: own
        ? {
            id: own.id,
            kindName: kindName(own.kind),
            format: own.format,
            characters: own.characters,
            scanned: own.scanned,
            findings: own.findings,
            open: own.open,
            isCounted: own.isCounted,
          }
        : null,
      refused: refused === null ? null : (JSON.parse(refused) as ErrorBody),
    };
  });
  return { batch, files };
}

/** Of each file that waits, by its position, how many are taken before it. */
function inLine(rows: readonly BatchFileRow[]): ReadonlyMap<number, number> {
  const waiting = rows.filter(({ state }) => state === "waiting");
  return new Map(
    waiting
      .toSorted((one, other) => one.is_scan - other.is_scan || one.position - other.position)
      .map(({ position }, ahead) => [position, ahead]),
  );
}
