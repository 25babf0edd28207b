import { rm } from "node:fs/promises";
import { YuejianError } from "@yuejian/contracts";
import type { WorkCalendar } from "@yuejian/deadlines";
import { normaliseLabel, normaliseName } from "@yuejian/identifiers";
import { readCalendar } from "../cases/index.ts";
import { type JobContext, type JobHandler, JobQueue } from "../jobs/index.ts";
import { chunks, type NewRow, type Row, type StoreTransaction } from "../store/index.ts";
import { type CaseImportJob, lookingJob } from "../work/job-kinds.ts";
import type { Workplace } from "../work/workplace.ts";
import { type ClockRow, derivedRows } from "./case-rows.ts";
import { type ReadFile, type RefusedRow, readCaseFile } from "./import-file.ts";
import { knownCases, refusalBy } from "./known-cases.ts";
import { insertClocks } from "./recompute.ts";
import { STEP_CLOCK } from "./steps.ts";

const STAGE = { zh: "写入案件", en: "Writing cases" };
/** Cases a transaction: others write in between. */
const PIECE = 1000;
/** Refused rows that are kept with their reasons; all are counted. */
const KEPT_REFUSALS = 20_000;
const REFUSAL_PIECE = 2000;

/** Takes an export in: what the rows say goes in piece by piece, the first with the statement for the ledger. Repeating it goes on where an earlier attempt
 *  ended. Result: `{ import }`. */
export const importCasesHandler: JobHandler<Workplace> = async (input, context) => {
  const given = input as unknown as Omit<CaseImportJob, "actor">;
  const { home, job, progress, fence } = context;
  const { store } = home;
  const earlier = await store.db.selectFrom("casework_imports").selectAll().where("job", "=", job.id).executeTakeFirst();
  if (earlier && earlier.applied === earlier.accepted) {
    await queueLook(context, given.today);
    return { import: earlier.id };
  }
  try {
    const { offices: importable, ...rest } = given;
    const read = await readCaseFile({
      name: undefined,
      sheet: undefined,
      mapping: undefined,
      ...rest,
      importable: new Set(importable),
      offices: home.offices,
      scratchFolder: home.paths.scratch,
      memoryLimit: home.memoryLimit,
      progress,
    });
    // Another file under the same path by now: what went in stands, the rest is not known.
    if (earlier && earlier.sha256 !== read.facts.sha256)
      throw new YuejianError("FILE_UNREADABLE", { file: read.facts.name, reason: "the file changed while it was taken in" });
    const calendar = await readCalendar(home.folder);
    const people = await handlersOf(context);
    let id = earlier?.id ?? null;
    let applied = earlier?.applied ?? 0;
    do {
      const piece = read.accepted.slice(applied, applied + PIECE);
      id = await store.write(async (trx): Promise<string> => {
        await fence(trx);
        const batch: string = id ?? (await begin(trx, context, { given, read }));
        await applyPiece(trx, { import: batch, asOf: given.asOf, piece, calendar, people, context });
        return batch;
      });
      applied += piece.length;
      progress.report(applied, read.accepted.length, STAGE);
      if (progress.signal.aborted) throw new YuejianError("JOB_CANCELLED");
    } while (applied < read.accepted.length);
    await queueLook(context, given.today);
    if (given.isUpload === true) await rm(given.path, { force: true });
    return { import: id };
  } catch (cause) {
    // Another attempt needs the file; after an error of the file itself nobody does.
    if (given.isUpload === true && cause instanceof YuejianError && cause.kind === "input") await rm(given.path, { force: true });
    throw cause;
  }
};

/** The rules look once all is in; imports that follow one another are looked at together, by the job that waits already. */
async function queueLook({ home, job }: JobContext<Workplace>, day: string): Promise<void> {
  await new JobQueue(home).addUnlessWaiting(lookingJob(day, { id: job.actor, office: job.office }));
}

async function begin(
  trx: StoreTransaction,
  { home, job }: JobContext<Workplace>,
  { given, read }: { readonly given: Omit<CaseImportJob, "actor">; readonly read: ReadFile },
): Promise<string> {
  const { outbox, ids, clock } = home;
  const id = ids.next("cwi");
  const { name, ...file } = read.facts;
  const counts = { rows: read.rows, accepted: read.accepted.length, refused: read.refused.length };
  const entry = await outbox.record(trx, {
    type: "casework.imported",
    subject: id,
    organisation: job.office,
    content: { import: id, file, asOf: given.asOf, ...counts, casesSha256: read.digest },
  });
  await trx
    .insertInto("casework_imports")
    .values({
      id,
      job: job.id,
      file: name,
      ...file,
      as_of: given.asOf,
      office: job.office,
      actor: job.actor,
      at: new Date(clock.now()).toISOString(),
      mapping: JSON.stringify(read.mapping),
      ignored: JSON.stringify(read.ignored),
      ...counts,
      applied: 0,
      added: 0,
      changed: 0,
      same: 0,
      outbox: entry,
    })
    .execute();
  await keepRefusals(trx, id, read.refused.slice(0, KEPT_REFUSALS));
  return id;
}

async function keepRefusals(trx: StoreTransaction, id: string, refused: readonly RefusedRow[]): Promise<void> {
  for (const rows of chunks(refused, REFUSAL_PIECE)) {
    await trx
      .insertInto("casework_refusals")
      .values(rows.map(({ row, line, reasons }) => ({ import: id, row, line, reasons: JSON.stringify(reasons) })))
      .onConflict((conflict) => conflict.columns(["import", "row"]).doNothing())
      .execute();
  }
}

interface Piece {
  readonly import: string;
  readonly asOf: string;
  readonly piece: ReadFile["accepted"];
  readonly calendar: WorkCalendar;
  /** Office and name → account. */
  readonly people: ReadonlyMap<string, string | null>;
  readonly context: JobContext<Workplace>;
}

async function applyPiece(trx: StoreTransaction, { import: batch, asOf, piece, calendar, people, context }: Piece): Promise<void> {
  const { home } = context;
  const known = await knownCases(
    trx,
    piece.map(({ handled }) => handled.number),
  );
  const refused: RefusedRow[] = [];
  const writes: Write[] = [];
  const told: string[] = [];
  let same = 0;
  const at = new Date(home.clock.now()).toISOString();
  for (const { row, line, handled } of piece) {
    const before = known.get(handled.number);
    const refusal = before && refusalBy(before, handled, { asOf, offices: home.offices });
    if (refusal) {
      refused.push({ row, line, reasons: [refusal] });
      continue;
    }
    const id = before?.id ?? home.ids.next("hcs");
    const { columns, clocks } = derivedRows(id, handled, calendar);
    const person = (handled.handler !== null && people.get(personKey(handled.office, handled.handler))) || null;
    if (before && before.content === columns.content && before.person === person) {
      same += 1;
      if (before.as_of !== asOf) told.push(id);
      continue;
    }
    const version = (before?.version ?? 0) + 1;
    writes.push({ before, clocks, row: { id, version, person, as_of: asOf, import: batch, changed_at: at, ...columns } });
  }
  await write(trx, writes);
  if (told.length > 0) await trx.updateTable("handled_cases").set({ as_of: asOf }).where("id", "in", told).execute();
  if (refused.length > 0) await keepRefusals(trx, batch, refused);
  await trx
    .updateTable("casework_imports")
    .set((build) => ({
      applied: build("applied", "+", piece.length),
      added: build("added", "+", writes.filter(({ before }) => !before).length),
      changed: build("changed", "+", writes.filter(({ before }) => before).length),
      same: build("same", "+", same),
      refused: build("refused", "+", refused.length),
    }))
    .where("id", "=", batch)
    .execute();
}

interface Write {
  readonly before: Pick<Row<"handled_cases">, "version" | "content" | "as_of" | "import"> | undefined;
  readonly row: NewRow<"handled_cases">;
  readonly clocks: readonly ClockRow[];
}

async function write(trx: StoreTransaction, writes: readonly Write[]): Promise<void> {
  if (writes.length === 0) return;
  const versions = writes.flatMap(({ before, row }) =>
    before ? [{ case_id: row.id, version: before.version, content: before.content, as_of: before.as_of, import: before.import }] : [],
  );
  if (versions.length > 0) {
    await trx.insertInto("handled_case_versions").values(versions).execute();
    const ids = versions.map(({ case_id: id }) => id);
    await trx.deleteFrom("handled_case_clocks").where("case_id", "in", ids).where("key", "not like", `${STEP_CLOCK}%`).execute();
  }
  await trx
    .insertInto("handled_cases")
    .values(writes.map(({ row }) => row))
    .onConflict((conflict) =>
      conflict.column("id").doUpdateSet((build) => ({
        version: build.ref("excluded.version"),
        department: build.ref("excluded.department"),
        business_line: build.ref("excluded.business_line"),
        kind: build.ref("excluded.kind"),
        handler: build.ref("excluded.handler"),
        person: build.ref("excluded.person"),
        stage: build.ref("excluded.stage"),
        status: build.ref("excluded.status"),
        accepted_on: build.ref("excluded.accepted_on"),
        decided_on: build.ref("excluded.decided_on"),
        due: build.ref("excluded.due"),
        content: build.ref("excluded.content"),
        as_of: build.ref("excluded.as_of"),
        import: build.ref("excluded.import"),
        changed_at: build.ref("excluded.changed_at"),
      })),
    )
    .execute();
  await insertClocks(
    trx,
    writes.flatMap(({ clocks }) => clocks),
  );
}

/** Names as the reader writes them: brackets and spaces alike. */
const personKey = (office: string, name: string) => `${office} ${normaliseName(normaliseLabel(name))}`;

/** Accounts by office and name; null where two people of an office have the same name. */
async function handlersOf({ home }: JobContext<Workplace>): Promise<ReadonlyMap<string, string | null>> {
  const users = await home.store.db.selectFrom("users").select(["id", "office", "display_name"]).where("is_disabled", "=", 0).execute();
  const found = new Map<string, string | null>();
  for (const { id, office, display_name: name } of users) {
    const key = personKey(office, name);
    found.set(key, found.has(key) ? null : id);
  }
  return found;
}
