import { rm } from "node:fs/promises";
import { ENTITY_MEMBERS, ENTITY_MEMBERS_SCHEMA, type HoldReason, type Progress, YuejianError } from "@yuejian/contracts";
import { type RetainedDataset, storedName } from "@yuejian/data";
import { restoredFile } from "../home/layout.ts";
import type { JobContext } from "../jobs/index.ts";
import type { Row } from "../store/index.ts";
import { queueDetection, queueIndexing } from "../work/index.ts";
import type { Workplace } from "../work/workplace.ts";
import { commitDeletion, type DeletedBatch, type DeletionBy } from "./commit-deletion.ts";
import { type ErasePorts, eraseDeleted, fileErasures } from "./erase.ts";
import { type ChoicePorts, catalogueOf, choose, type DeletionRequest, quarantineDue, type Target, targetsOf } from "./targets.ts";

export interface HeldCount {
  readonly dataset: string;
  readonly reason: HoldReason;
  readonly by: string;
  readonly rows: number;
}

export interface DeletionResult {
  readonly run: string;
  readonly deleted: number;
  readonly redacted: number;
  /** Rows that were set aside. */
  readonly quarantined: number;
  readonly batches: number;
  readonly files: number;
  readonly held: readonly HeldCount[];
}

/** Rows that are written anew before one commit. */
const GROUP_ROWS = 2_000_000;
/** How often rows are chosen anew because people began to work with some of them meanwhile. */
const ATTEMPTS = 5;

const STAGES = {
  choosing: { zh: "查找到期记录", en: "Looking for rows whose time is over" },
  writing: { zh: "改写批次", en: "Rewriting batches" },
  erasing: { zh: "擦除旧文件", en: "Erasing the old files" },
};

/** Does what a run says. Killed at any point, nothing half deleted is to be seen and another attempt goes on: each group of batches is one commit, and what
 *  is left to erase after it is known. */
export async function applyDeletion(run: Row<"deletion_runs">, context: JobContext<Workplace>): Promise<DeletionResult> {
  const { home, progress, fence } = context;
  const ports: ErasePorts = home;
  const by = { run: run.id, actor: { id: run.actor, office: run.office } };
  await home.store.write(async (trx) => {
    await fence(trx);
    // Files of an attempt that was killed.
    await trx.updateTable("batch_rewrites").set({ is_erased: 0 }).whereRef("claimed", ">", "generation").execute();
  });
  await eraseDeleted(ports);
  const request = run.request === null ? null : (JSON.parse(run.request) as DeletionRequest);
  const targets = await targetsOf(home.store.db, { rule: run.rule, request }, home.clock.now());
  const held: HeldCount[] = [];
  for (const [at, target] of targets.entries()) {
    progress.report(at, targets.length, STAGES.choosing);
    const deleted = new Set<string>();
    for (let attempt = 1; ; attempt++) {
      const outcome = await deleteChosen(target, { context, ports, by, deleted });
      if (outcome !== "again") {
        held.push(...outcome);
        break;
      }
      if (attempt >= ATTEMPTS) throw new YuejianError("RETENTION_BATCH_CHANGED", { batch: target.schema.id });
    }
    await fileErasures(ports, { target, run: run.id, office: run.office, deleted: [...deleted] });
    await eraseDeleted(ports);
    if (deleted.size > 0) await queueIndexing(home, by.actor);
  }
  const result = { ...(await countsOf(home, run.id)), held };
  await home.store.write(async (trx) => {
    await fence(trx);
    const finished_at = new Date(home.clock.now()).toISOString();
    await trx
      .updateTable("deletion_runs")
      .set({ finished_at, result: JSON.stringify(result) })
      .where("id", "=", run.id)
      .execute();
  });
  if (request?.repeats && held.length === 0) await rm(restoredFile(home), { force: true });
  await home.store.scrub();
  return result;
}

interface Doing {
  readonly context: JobContext<Workplace>;
  readonly ports: ErasePorts;
  readonly by: DeletionBy;
  /** Batches of which something was deleted. */
  readonly deleted: Set<string>;
}

/** `again`: a row that was chosen is worked with since. */
async function deleteChosen(target: Target, { context, ports, by, deleted }: Doing): Promise<readonly HeldCount[] | "again"> {
  const { home, progress } = context;
  const { dataset, choice } = await choose(choicePorts(home), target, progress.signal);
  try {
    const rows = await home.store.db.selectFrom("batches").selectAll().where("dataset", "=", target.schema.id).execute();
    const quarantine = new Set(quarantineDue(target, rows, home.clock.now()).map(({ id }) => id));
    const wanted = rows.flatMap((batch) => {
      const own = choice.batches.find((each) => each.batch === batch.id);
      const going = own?.going ?? 0;
      return going > 0 || quarantine.has(batch.id) ? [{ batch, going, rows: own?.rows ?? 0 }] : [];
    });
    for (const group of groupsOf(wanted)) {
      progress.signal.throwIfAborted();
      const batches = await rewriteGroup(dataset, { target, group, quarantine, context });
      try {
        await home.store.write(async (trx) => {
          await context.fence(trx);
          await commitDeletion(trx, home, { target, batches, by });
          await queueDetection(home, [...new Set(batches.map(({ batch }) => batch.dataset))], trx);
        });
      } catch (cause) {
        if (cause instanceof YuejianError && cause.code === "RETENTION_BATCH_CHANGED") return "again";
        throw cause;
      }
      for (const { batch } of group) deleted.add(batch.id);
      progress.report(0, null, STAGES.erasing);
      await eraseDeleted(ports);
    }
    return choice.held.map((each) => ({ dataset: target.schema.id, ...each }));
  } finally {
    dataset.close();
  }
}

interface Wanted {
  readonly batch: Row<"batches">;
  readonly going: number;
  readonly rows: number;
}

function groupsOf(wanted: readonly Wanted[]): Wanted[][] {
  const groups: Wanted[][] = [];
  let rows = Number.POSITIVE_INFINITY;
  for (const each of wanted) {
    if (rows + each.rows > GROUP_ROWS) {
      groups.push([]);
      rows = 0;
    }
    groups.at(-1)?.push(each);
    rows += each.rows;
  }
  return groups;
}

async function rewriteGroup(
  dataset: RetainedDataset,
  given: {
    readonly target: Target;
    readonly group: readonly Wanted[];
    readonly quarantine: ReadonlySet<string>;
    readonly context: JobContext<Workplace>;
  },
): Promise<DeletedBatch[]> {
  const { target, group, quarantine, context } = given;
  const { home, progress } = context;
  const total = group.reduce((sum, { rows }) => sum + rows, 0);
  let done = 0;
  const quiet: Progress = { signal: progress.signal, report: () => {} };
  const batches: DeletedBatch[] = [];
  for (const { batch, going, rows } of group) {
    progress.report(done, total, STAGES.writing);
    const { before, next } = await claim(context, batch.id, going > 0);
    const { action, columns } = target;
    const rewritten = going === 0 ? null : await dataset.rewrite({ batch: batch.id, next, action, columns }, quiet);
    if (rewritten) await home.lakeTables?.load(target.schema, storedName(batch.id, next), quiet);
    batches.push({ batch, rewritten, before, withQuarantine: quarantine.has(batch.id) });
    done += rows;
  }
  batches.push(...(await rewriteMembers(dataset, group, context)));
  return batches;
}

/** Who the rows were said to be goes with them. */
async function rewriteMembers(dataset: RetainedDataset, group: readonly Wanted[], context: JobContext<Workplace>): Promise<DeletedBatch[]> {
  const { home, progress } = context;
  const members = await catalogueOf(home.store.db, ENTITY_MEMBERS_SCHEMA);
  const ids = group.filter(({ going }) => going > 0).map(({ batch }) => batch.id);
  const found = ids.length === 0 ? [] : await dataset.membersOf(members, ids, progress.signal);
  const rows = await home.store.db.selectFrom("batches").selectAll().where("dataset", "=", ENTITY_MEMBERS).execute();
  const batches: DeletedBatch[] = [];
  for (const batch of rows.filter(({ id }) => found.includes(id))) {
    const { before, next } = await claim(context, batch.id, true);
    const rewritten = await dataset.rewriteMembers(members, { batch: batch.id, next }, { signal: progress.signal, report: () => {} });
    await home.lakeTables?.load(ENTITY_MEMBERS_SCHEMA, storedName(batch.id, next), { signal: progress.signal, report: () => {} });
    batches.push({ batch, rewritten, before, withQuarantine: false });
  }
  return batches;
}

/** A number for the file that this attempt writes, which no other has. */
async function claim({ home, fence }: JobContext<Workplace>, batch: string, isWriting: boolean): Promise<{ before: number; next: number }> {
  return home.store.write(async (trx) => {
    await fence(trx);
    const known = await trx.selectFrom("batch_rewrites").selectAll().where("batch", "=", batch).executeTakeFirst();
    const before = known?.generation ?? 0;
    const next = Math.max(known?.claimed ?? 0, before) + 1;
    if (!isWriting) return { before, next };
    if (known) await trx.updateTable("batch_rewrites").set({ claimed: next }).where("batch", "=", batch).execute();
    else {
      const { rows_accepted: left } = await trx
        .selectFrom("batches")
        .select("rows_accepted")
        .where("id", "=", batch)
        .executeTakeFirstOrThrow();
      await trx.insertInto("batch_rewrites").values({ batch, generation: 0, claimed: next, rows_left: left, is_erased: 1 }).execute();
    }
    return { before, next };
  });
}

async function countsOf({ store }: Workplace, run: string): Promise<Omit<DeletionResult, "held">> {
  const rows = await store.db
    .selectFrom("row_deletions")
    .select(["action", "batch", "row_count", "quarantined"])
    .where("run", "=", run)
    .where("dataset", "<>", ENTITY_MEMBERS)
    .execute();
  const { files } = await store.db
    .selectFrom("file_erasures")
    .select((build) => build.fn.countAll<number>().as("files"))
    .where("run", "=", run)
    .executeTakeFirstOrThrow();
  const sum = (of: typeof rows, value: (row: (typeof rows)[number]) => number): number => of.reduce((total, row) => total + value(row), 0);
  return {
    run,
    deleted: sum(
      rows.filter(({ action }) => action === "delete"),
      (row) => row.row_count,
    ),
    redacted: sum(
      rows.filter(({ action }) => action === "redact"),
      (row) => row.row_count,
    ),
    quarantined: sum(rows, (row) => row.quarantined),
    batches: new Set(rows.map(({ batch }) => batch)).size,
    files,
  };
}

export function choicePorts({
  store,
  lake,
  models,
  paths,
  clock,
  memoryLimit,
  threads,
}: Pick<Workplace, "store" | "lake" | "models" | "paths" | "clock" | "memoryLimit" | "threads">): ChoicePorts {
  return {
    db: store.db,
    lake,
    models,
    now: clock.now(),
    folders: {
      lakeFolder: paths.lake,
      saltsFolder: paths.salts,
      scratchFolder: paths.scratch,
      ...(memoryLimit === undefined ? {} : { memoryLimit }),
      ...(threads === undefined ? {} : { threads }),
    },
  };
}
