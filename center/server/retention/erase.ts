import { ENTITY_MEMBERS, type NumberRanges, type SourceFile, unionOf } from "@yuejian/contracts";
import { eraseBatch, eraseEntityStates, type LakeTables, staleRowNames } from "@yuejian/data";
import { dayInChina } from "@yuejian/oversight";
import type { KeptFiles } from "../files/index.ts";
import type { Outbox } from "../outbox/index.ts";
import type { Reading, Row, Store } from "../store/index.ts";
import { isOver, type Target } from "./targets.ts";

export interface ErasePorts {
  readonly store: Store;
  readonly outbox: Pick<Outbox, "record">;
  readonly clock: { now(): number };
  readonly files: Pick<KeptFiles, "remove" | "list">;
  readonly lakeTables: Pick<LakeTables, "discard"> | null;
  readonly paths: { readonly lake: string; readonly salts: string };
}

/** What the entries say was deleted of a batch, for the check of the lake and for erasing. */
export async function deletionsOf(db: Reading, batch: string) {
  const rows = await db.selectFrom("row_deletions").select(["action", "columns", "leaves"]).where("batch", "=", batch).execute();
  const leavesOf = ({ leaves }: (typeof rows)[number]): NumberRanges => JSON.parse(leaves) as NumberRanges;
  return {
    deleted: unionOf(rows.filter(({ action }) => action === "delete").map(leavesOf)),
    redacted: rows
      .filter(({ action }) => action === "redact")
      .map((row) => ({ leaves: leavesOf(row), columns: JSON.parse(row.columns) as string[] })),
  };
}

/** Erases what committed deletions left on disk, of this run or of one that was killed. Repeating it changes nothing. */
export async function eraseDeleted(ports: ErasePorts): Promise<void> {
  const { store, paths } = ports;
  const waiting = await store.db
    .selectFrom("batch_rewrites")
    .innerJoin("batches", "batches.id", "batch_rewrites.batch")
    .select(["batch", "dataset", "generation", "rows_left"])
    .where("is_erased", "=", 0)
    .execute();
  for (const { batch, dataset, generation, rows_left: left } of waiting) {
    const folders = { lakeFolder: paths.lake, saltsFolder: paths.salts };
    // Rows first, so that a table of PostgreSQL is not left without its file.
    for (const name of await staleRowNames(folders, { dataset, batch, generation })) await ports.lakeTables?.discard(dataset, name);
    const isEmpty = left === 0;
    const kept = await store.db.selectFrom("lake_files").select("path").where("batch", "=", batch).execute();
    await eraseBatch(folders, {
      dataset,
      batch,
      generation,
      ...(await deletionsOf(store.db, batch)),
      isEmpty,
      keeps: new Set(kept.map(({ path }) => path)),
    });
    // What was compared when records were linked: names and numbers of the rows.
    if (dataset === ENTITY_MEMBERS) await eraseEntityStates(paths.lake);
    await store.write((trx) =>
      trx.updateTable("batch_rewrites").set({ is_erased: 1 }).where("batch", "=", batch).where("generation", "=", generation).execute(),
    );
  }
  const files = await store.db.selectFrom("file_erasures").select("sha256").where("is_erased", "=", 0).execute();
  for (const { sha256 } of files) {
    await ports.files.remove(sha256);
    await store.write((trx) => trx.updateTable("file_erasures").set({ is_erased: 1 }).where("sha256", "=", sha256).execute());
  }
}

/** Notes the files that go with what was deleted, each with an entry: source files none of whose rows is left or whose own time is over, and kept exports of
 *  queries over the dataset that were made before. */
export async function fileErasures(
  ports: ErasePorts,
  {
    target,
    run,
    office,
    deleted,
  }: { readonly target: Target; readonly run: string; readonly office: string; readonly deleted: readonly string[] },
): Promise<number> {
  const { store } = ports;
  const kept = new Set(await ports.files.list());
  const going = [
    ...(await sourceFilesGoing(ports, target, deleted)).map((file) => ({ ...file, kind: "source" as const })),
    ...(deleted.length === 0 ? [] : await exportsGoing(store.db, target.schema.id)),
  ].filter(({ sha256 }) => kept.has(sha256));
  const at = new Date(ports.clock.now()).toISOString();
  let noted = 0;
  for (const { sha256, kind, batch } of new Map(going.map((file) => [file.sha256, file])).values()) {
    await store.write(async (trx) => {
      const known = await trx.selectFrom("file_erasures").select("is_erased").where("sha256", "=", sha256).executeTakeFirst();
      const outbox = await ports.outbox.record(trx, {
        type: "file.erased",
        subject: sha256,
        organisation: office,
        content: {
          sha256,
          kind,
          batch,
          run,
          rule: target.rule && { id: target.rule.id, version: target.rule.version },
          basis: target.basis,
          at,
        },
      });
      // The same content came in again after it had been erased.
      if (known) await trx.updateTable("file_erasures").set({ run, at, is_erased: 0, outbox }).where("sha256", "=", sha256).execute();
      else await trx.insertInto("file_erasures").values({ sha256, run, kind, batch, at, is_erased: 0, outbox }).execute();
    });
    noted += 1;
  }
  return noted;
}

async function sourceFilesGoing(
  { store, clock }: ErasePorts,
  target: Target,
  deleted: readonly string[],
): Promise<{ sha256: string; batch: string }[]> {
  const batches = await store.db
    .selectFrom("batches")
    .leftJoin("batch_rewrites", "batch_rewrites.batch", "batches.id")
    .selectAll("batches")
    .select("rows_left")
    .execute();
  const own = batches.filter(({ dataset }) => dataset === target.schema.id);
  const isEmpty = (row: (typeof batches)[number]): boolean => (row.rows_left ?? row.rows_accepted) === 0 && row.rows_quarantined === 0;
  const days = target.rule?.fileDays ?? null;
  const today = dayInChina(clock.now());
  return own.flatMap((batch) => {
    const isTimeOver = days !== null && isOver(batch.created_at.slice(0, 10), { count: days, unit: "day" }, today);
    const isAsked = target.withFile && deleted.includes(batch.id);
    return digestsOf(batch)
      .filter((sha256) => isTimeOver || isAsked || batches.filter((each) => digestsOf(each).includes(sha256)).every(isEmpty))
      .map((sha256) => ({ sha256, batch: batch.id }));
  });
}

/** The file, the archive that it came in and the memo file beside it. */
function digestsOf(row: Pick<Row<"batches">, "file" | "file_sha256">): string[] {
  const { archive, memo } = JSON.parse(row.file) as Partial<SourceFile>;
  return [row.file_sha256, ...[archive, memo].flatMap((each) => (each === undefined ? [] : [each.sha256]))];
}

async function exportsGoing(db: Reading, dataset: string): Promise<{ sha256: string; kind: "export"; batch: null }[]> {
  const rows = await db.selectFrom("queries").select(["datasets", "export"]).where("export", "is not", null).execute();
  return rows
    .filter((row) => (JSON.parse(row.datasets) as string[]).includes(dataset))
    .map((row) => ({ sha256: (JSON.parse(row.export ?? "{}") as { sha256: string }).sha256, kind: "export", batch: null }));
}
