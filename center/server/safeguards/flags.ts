import {
  type Clock,
  type FlagKind,
  type FlagOutcome,
  type Ids,
  isIn,
  type NumberRanges,
  parseRowRef,
  YuejianError,
} from "@yuejian/contracts";
import { sql } from "kysely";
import type { Outbox } from "../outbox/index.ts";
import type { Reading, Row, Store, StoreTransaction } from "../store/index.ts";

export interface FlagPorts {
  readonly store: Store;
  readonly outbox: Pick<Outbox, "recordAll" | "record">;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Row references per statement. */
const CHUNK = 2000;

/** A place in the lake; `row` 0 stands for every row of the batch. */
export interface RowPlace {
  readonly batch: string;
  readonly row: number;
}

export function placesOf(refs: readonly string[]): RowPlace[] {
  return refs.flatMap((ref) => parseRowRef(ref) ?? []);
}

/** What relied on some rows. */
export interface Reliance {
  readonly leads: readonly string[];
  readonly cases: readonly string[];
  readonly runs: readonly string[];
  /** Outbox ids of `record.exported`. */
  readonly exports: readonly number[];
}

/** Everything whose newest or earlier findings name one of these rows. The whole of propagation hangs on this one function of references:
 *  corrections, withdrawals, seals and, later, splits of entities call it. Reads only indexes, however many leads there are. */
export async function relianceOn(db: Reading, places: readonly RowPlace[]): Promise<Reliance> {
  const findings = new Map<string, { run: string; position: number }>();
  const exports = new Set<number>();
  for (const condition of conditionsOf(places)) {
    const named = await sql<{ run: string; position: number }>`select distinct run, position from finding_rows where ${condition}`.execute(
      db,
    );
    for (const each of named.rows) findings.set(`${each.run} ${each.position}`, each);
    const given = await sql<{ outbox: number }>`select distinct outbox from export_rows where ${condition}`.execute(db);
    for (const { outbox } of given.rows) exports.add(outbox);
  }
  const leads = await leadsOf(db, [...findings.values()]);
  return {
    leads: [...leads.keys()].sort(),
    cases: [...new Set([...leads.values()].flatMap((each) => each ?? []))].sort(),
    runs: [...new Set([...findings.values()].map(({ run }) => run))].sort(),
    exports: [...exports].sort((left, right) => left - right),
  };
}

/** Conditions that the indexes answer, in parts: rows by both columns, whole batches by the first. One step after the other on purpose: over
 *  a million findings neither engine can be trusted to begin at the right end of a join. */
function* conditionsOf(places: readonly RowPlace[]): Generator<ReturnType<typeof sql>> {
  const rows = places.filter(({ row }) => row !== 0);
  for (let start = 0; start < rows.length; start += CHUNK) {
    const values = sql.join(rows.slice(start, start + CHUNK).map(({ batch, row }) => sql`(${batch}, cast(${row} as bigint))`));
    yield sql`(batch, row) in (values ${values})`;
  }
  for (const { batch } of places.filter(({ row }) => row === 0)) yield sql`batch = ${batch}`;
}

/** Leads of findings, with their cases. */
async function leadsOf(db: Reading, findings: readonly { run: string; position: number }[]): Promise<Map<string, string | null>> {
  const subjects = new Map<string, Set<string>>();
  for (let start = 0; start < findings.length; start += CHUNK) {
    const values = sql.join(findings.slice(start, start + CHUNK).map(({ run, position }) => sql`(${run}, cast(${position} as bigint))`));
    const found = await sql<{
      run: string;
      subject: string;
    }>`select run, subject from findings where (run, position) in (values ${values})`.execute(db);
    for (const { run, subject } of found.rows) subjects.set(run, (subjects.get(run) ?? new Set()).add(subject));
  }
  const leads = new Map<string, string | null>();
  for (const [run, ofRun] of subjects) {
    const { model } = await db.selectFrom("runs").select("model").where("id", "=", run).executeTakeFirstOrThrow();
    const all = [...ofRun];
    for (let start = 0; start < all.length; start += CHUNK) {
      const rows = await db
        .selectFrom("leads")
        .select(["id", "case_id"])
        .where("model", "=", model)
        .where("subject", "in", all.slice(start, start + CHUNK))
        .execute();
      for (const { id, case_id: caseId } of rows) leads.set(id, caseId);
    }
  }
  return leads;
}

/** Flags leads, each once for a source, with a statement for each. A flag that was dealt with is opened again. Returns the leads newly flagged. */
export async function raiseFlags(
  trx: StoreTransaction,
  ports: Omit<FlagPorts, "store">,
  flag: { readonly kind: FlagKind; readonly source: string; readonly leads: readonly string[] },
): Promise<string[]> {
  const { kind, source } = flag;
  const now = new Date(ports.clock.now()).toISOString();
  const raised: string[] = [];
  for (let start = 0; start < flag.leads.length; start += CHUNK) {
    const part = flag.leads.slice(start, start + CHUNK);
    const leads = await trx.selectFrom("leads").select(["id", "office"]).where("id", "in", part).where("expired_at", "is", null).execute();
    const known = await trx
      .selectFrom("lead_flags")
      .select(["id", "lead", "resolved_at"])
      .where("kind", "=", kind)
      .where("source", "=", source)
      .where("lead", "in", part)
      .execute();
    const open = new Set(known.filter(({ resolved_at: at }) => at === null).map(({ lead }) => lead));
    const closed = new Map(known.filter(({ resolved_at: at }) => at !== null).map((each) => [each.lead, each.id]));
    const fresh = leads.filter(({ id }) => !open.has(id));
    const entries = await ports.outbox.recordAll(
      trx,
      fresh.map(({ id, office }) => ({
        type: "lead.flagged",
        subject: id,
        organisation: office,
        content: { lead: id, kind, source, at: now },
      })),
    );
    for (const [at, { id }] of fresh.entries()) {
      const outbox = entries[at] as number;
      const again = closed.get(id);
      raised.push(id);
      if (again !== undefined) {
        await trx
          .updateTable("lead_flags")
          .set({ raised_at: now, resolved_at: null, resolved_by: null, outcome: null, note: null, rerun: null, found_again: null, outbox })
          .where("id", "=", again)
          .execute();
        continue;
      }
      await trx
        .insertInto("lead_flags")
        .values({
          id: ports.ids.next("flg"),
          lead: id,
          kind,
          source,
          raised_at: now,
          rerun: null,
          found_again: null,
          resolved_by: null,
          resolved_at: null,
          outcome: null,
          note: null,
          outbox,
        })
        .execute();
    }
  }
  return raised;
}

/** Ends the flags of a source on some leads. */
export async function closeFlags(
  trx: StoreTransaction,
  ports: Pick<FlagPorts, "outbox" | "clock">,
  closing: {
    readonly kind: FlagKind;
    readonly source: string;
    readonly leads?: readonly string[];
    readonly by: string;
    readonly outcome: FlagOutcome;
  },
): Promise<void> {
  const now = new Date(ports.clock.now()).toISOString();
  let query = trx
    .selectFrom("lead_flags")
    .innerJoin("leads", "leads.id", "lead_flags.lead")
    .select(["lead_flags.id", "lead_flags.lead", "leads.office"])
    .where("kind", "=", closing.kind)
    .where("source", "=", closing.source)
    .where("resolved_at", "is", null);
  if (closing.leads) query = query.where("lead", "in", closing.leads.length > 0 ? [...closing.leads] : ["-"]);
  const flags = await query.execute();
  const { kind, source, outcome, by } = closing;
  const entries = await ports.outbox.recordAll(
    trx,
    flags.map(({ lead, office }) => ({
      type: "lead.flagged",
      subject: lead,
      organisation: office,
      content: { lead, kind, source, outcome, by, at: now },
    })),
  );
  for (const [at, { id }] of flags.entries()) {
    await trx
      .updateTable("lead_flags")
      .set({ resolved_at: now, resolved_by: by, outcome, outbox: entries[at] as number })
      .where("id", "=", id)
      .execute();
  }
}

/** A person says what a flag means for the lead. FLAG_UNKNOWN, FLAG_RESOLVED, REASON_NEEDED */
export async function resolveFlag(
  { store, outbox, clock }: FlagPorts,
  answer: { readonly flag: string; readonly outcome: Exclude<FlagOutcome, "lifted">; readonly note: string; readonly actor: string },
): Promise<Row<"lead_flags">> {
  if (answer.note.trim() === "") throw new YuejianError("REASON_NEEDED");
  return store.write(async (trx) => {
    const flag = await trx.selectFrom("lead_flags").selectAll().where("id", "=", answer.flag).executeTakeFirst();
    // A seal ends with its lifting, a challenge with its outcome: nobody argues them away here.
    if (!flag || flag.kind === "sealed" || flag.kind === "contested") throw new YuejianError("FLAG_UNKNOWN", { flag: answer.flag });
    if (flag.resolved_at !== null) throw new YuejianError("FLAG_RESOLVED", { flag: flag.id });
    const lead = await trx.selectFrom("leads").select("office").where("id", "=", flag.lead).executeTakeFirstOrThrow();
    const now = new Date(clock.now()).toISOString();
    const { outcome, actor } = answer;
    const entry = await outbox.record(trx, {
      type: "lead.flagged",
      subject: flag.lead,
      organisation: lead.office,
      content: { lead: flag.lead, kind: flag.kind, source: flag.source, outcome, note: answer.note.trim(), by: actor, at: now },
    });
    return trx
      .updateTable("lead_flags")
      .set({ resolved_at: now, resolved_by: actor, outcome, note: answer.note.trim(), outbox: entry })
      .where("id", "=", flag.id)
      .returningAll()
      .executeTakeFirstOrThrow();
  });
}

/** Notes on the open flags of a model's leads what the run shows: whether the subject is found again on the corrected data. */
export async function noteRerun(
  trx: StoreTransaction,
  run: {
    readonly id: string;
    readonly model: string;
    readonly subjects: ReadonlySet<string>;
    /** Of these subjects those that the run looked at. */
    readonly lookedAt: (subjects: readonly string[]) => Promise<ReadonlySet<string>>;
  },
): Promise<void> {
  const flags = await trx
    .selectFrom("lead_flags")
    .innerJoin("leads", "leads.id", "lead_flags.lead")
    .select(["lead_flags.id", "leads.subject"])
    .where("leads.model", "=", run.model)
    .where("lead_flags.resolved_at", "is", null)
    .where("lead_flags.kind", "in", ["corrected", "withdrawn", "regrouped"])
    .execute();
  const lookedAt = await run.lookedAt(flags.map(({ subject }) => subject));
  for (const { id, subject } of flags) {
    if (!lookedAt.has(subject)) continue;
    await trx
      .updateTable("lead_flags")
      .set({ rerun: run.id, found_again: run.subjects.has(subject) ? 1 : 0 })
      .where("id", "=", id)
      .execute();
  }
}

/** Of these leads those that rest on a row which was deleted. */
export async function leadsOnDeletedRows(db: Reading, leads: readonly string[]): Promise<ReadonlySet<string>> {
  const resting = new Set<string>();
  if ((await db.selectFrom("row_deletions").select("id").limit(1).executeTakeFirst()) === undefined) return resting;
  for (const lead of leads) {
    const { rows } = await sql<{
      row: number;
      ranges: string;
    }>`select distinct finding_rows.row as row, row_deletions.rows as ranges from leads
      inner join runs on runs.model = leads.model
      inner join findings on findings.run = runs.id and findings.subject = leads.subject
      inner join finding_rows on finding_rows.run = findings.run and finding_rows.position = findings.position
      inner join row_deletions on row_deletions.batch = finding_rows.batch and row_deletions.action = 'delete'
        and row_deletions.first_row <= finding_rows.row and row_deletions.last_row >= finding_rows.row
      where leads.id = ${lead}`.execute(db);
    if (rows.some(({ row, ranges }) => isIn(JSON.parse(ranges) as NumberRanges, row))) resting.add(lead);
  }
  return resting;
}
