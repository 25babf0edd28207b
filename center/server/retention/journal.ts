import { rm } from "node:fs/promises";
import { ENTITY_MEMBERS, type RetentionBasis } from "@yuejian/contracts";
import type { JournalledDeletion, Repeated } from "@yuejian/contracts/api";
import { type HomePaths, restoredFile } from "../home/layout.ts";
import type { Reading } from "../store/index.ts";
import type { Asker } from "../work/index.ts";
import type { DeletionResult } from "./apply.ts";
import { orderDeletion, type RunPorts } from "./runs.ts";
import type { DeletionRequest } from "./targets.ts";

/** What was deleted of the lake since a time, oldest first. Kept beside backups it tells a restored home what to delete again. */
export async function deletionJournal(db: Reading, since: string): Promise<JournalledDeletion[]> {
  const rows = await db
    .selectFrom("row_deletions")
    .selectAll()
    .where("dataset", "<>", ENTITY_MEMBERS)
    .where("at", ">=", since)
    .orderBy("at")
    .orderBy("id")
    .execute();
  const files = await db.selectFrom("file_erasures").select(["run", "batch"]).where("kind", "=", "source").execute();
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    batch: row.batch,
    dataset: row.dataset,
    action: row.action as JournalledDeletion["action"],
    columns: JSON.parse(row.columns) as string[],
    title: row.title,
    basis: JSON.parse(row.basis) as RetentionBasis,
    reason: row.reason,
    rows: JSON.parse(row.rows) as [number, number][],
    withQuarantine: row.quarantined > 0,
    withFile: files.some(({ run, batch }) => run === row.run && batch === row.batch),
  }));
}

/** Orders again what a home that was restored from a backup has back: of batches that it has what neither it nor an earlier repeating deleted. What people work
 *  with is held back as ever, and is repeated with the next order. RETENTION_BUSY */
export async function repeatDeletions(
  ports: RunPorts & { readonly paths: Pick<HomePaths, "folder"> },
  { deletions, actor }: { readonly deletions: readonly JournalledDeletion[]; readonly actor: Asker },
): Promise<Repeated & { readonly run: string | null }> {
  const { db } = ports.store;
  const [batches, own, earlier] = await Promise.all([
    db.selectFrom("batches").select("id").execute(),
    db.selectFrom("row_deletions").select("id").execute(),
    db
      .selectFrom("deletion_runs")
      .select(["request", "result"])
      .where("request", "like", '%"repeats":%')
      .where("result", "is not", null)
      .execute(),
  ]);
  const here = new Set(batches.map(({ id }) => id));
  const done = new Set([...own.map(({ id }) => id), ...earlier.flatMap(({ request, result }) => repeatedBy(request, result))]);
  const unknownBatches = [...new Set(deletions.map(({ batch }) => batch).filter((batch) => !here.has(batch)))].sort();
  const among = deletions.filter(({ batch }) => here.has(batch));
  const repeats = among.filter(({ id }) => !done.has(id));
  const facts = { repeated: repeats.length, known: among.length - repeats.length, unknownBatches };
  if (repeats.length === 0) {
    await rm(restoredFile(ports.paths), { force: true });
    return { ...facts, job: null, run: null };
  }
  const basis = repeats[0]?.basis ?? { law: "", article: "", text: "" };
  const request: DeletionRequest = { repeats, basis, reason: "恢复备份后重新删除 repeated after a restore", withFile: false };
  const { run, job } = await orderDeletion(ports, { rule: null, request, actor });
  return { ...facts, job: job.id, run };
}

/** Deletions that a finished run repeated whole. */
function repeatedBy(request: string | null, result: string | null): string[] {
  const { held } = JSON.parse(result ?? "{}") as Partial<DeletionResult>;
  const { repeats = [] } = JSON.parse(request ?? "{}") as Partial<DeletionRequest>;
  return held?.length === 0 ? repeats.map(({ id }) => id) : [];
}
