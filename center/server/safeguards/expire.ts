import { findingLeafHash, sealFindings } from "@yuejian/chain/format";
import { type Clock, type FieldRecord, type FileStore, parseRowRef, YuejianError } from "@yuejian/contracts";
import { legalNumber, legalNumberEntry } from "@yuejian/deadlines";
import { dayInChina, expiresAt, type RetentionDays } from "@yuejian/oversight";
import { sql } from "kysely";
import type { Outbox } from "../outbox/index.ts";
import { type Engine, type Reading, type Row, removeLeadWords, type Store, type StoreTransaction } from "../store/index.ts";
import { areBytesNeeded } from "./needed-bytes.ts";
import { findingOf, saltsOf, sealedFindings } from "./sealed-findings.ts";
import { expiredSubject } from "./subject-key.ts";

export interface ExpiryPorts {
  readonly store: Store;
  readonly files: Pick<FileStore, "remove">;
  readonly outbox: Pick<Outbox, "record">;
  readonly clock: Clock;
}

export interface DueLead {
  readonly id: string;
  readonly office: string;
  readonly businessLine: string;
  readonly dismissedAt: string;
  readonly expiresAt: string;
}

const SETTING = "retention.dismissedLeads";
const NUMBER = "retention.dismissed-lead";
/** Leads a transaction. */
const GROUP = 50;
/** Findings a statement. */
const CHUNK = 2000;

/** Days for which dismissed leads are kept: the office's setting, or the number of the table. */
export async function retentionDays(
  db: Reading,
  clock: Clock,
): Promise<RetentionDays & { readonly law: string; readonly article: string }> {
  const today = dayInChina(clock.now());
  const { law, article } = legalNumberEntry(NUMBER, today);
  const row = await db.selectFrom("settings").select("value").where("name", "=", SETTING).executeTakeFirst();
  const set = row ? (JSON.parse(row.value) as RetentionDays) : { standard: legalNumber(NUMBER, today), byLine: {} };
  return { ...set, law, article };
}

export async function setRetentionDays(trx: StoreTransaction, days: RetentionDays): Promise<void> {
  const value = JSON.stringify(days);
  await trx
    .insertInto("settings")
    .values({ name: SETTING, value })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ value }))
    .execute();
}

/** Dismissed leads whose time is over. What is challenged, or rests on rows being corrected, waits. */
export async function dueForExpiry({ db, clock }: { readonly db: Reading; readonly clock: Clock }): Promise<DueLead[]> {
  const days = await retentionDays(db, clock);
  const now = new Date(clock.now()).toISOString();
  const { rows } = await sql<{ id: string; office: string; business_line: string; dismissed_at: string; is_held: number }>`
    select leads.id, leads.office, leads.business_line,
      (select max(at) from lead_events where lead_events.lead = leads.id and lead_events.kind = 'dismiss') as dismissed_at,
      case when exists (select 1 from lead_flags where lead_flags.lead = leads.id and lead_flags.resolved_at is null and lead_flags.kind <> 'sealed')
        or exists (select 1 from contests where contests.lead = leads.id and contests.status <> 'decided')
        or exists (select 1 from corrections
          inner join finding_rows on finding_rows.batch = corrections.batch and finding_rows.row = corrections.row
          inner join findings on findings.run = finding_rows.run and findings.position = finding_rows.position
          where corrections.status in ('requested', 'approved') and findings.subject = leads.subject)
        then 1 else 0 end as is_held
    from leads where leads.status = 'dismissed' and leads.expired_at is null order by leads.id`.execute(db);
  return rows.flatMap((row) => {
    if (row.dismissed_at === null) return [];
    const lead = { dismissedAt: row.dismissed_at, businessLine: row.business_line, isHeld: row.is_held !== 0 };
    const over = expiresAt(lead, days);
    if (over === null || over > now) return [];
    return [{ id: row.id, office: row.office, businessLine: row.business_line, dismissedAt: row.dismissed_at, expiresAt: over }];
  });
}

/** Erases the personal data of these leads: what is left of each is a shell that counts. `key`: see `subjectKey`. `fence`: of the job. Then the
 *  store's own files are scrubbed, so that no free page or log keeps what was erased. */
export async function expireLeads(
  ports: ExpiryPorts,
  leads: readonly DueLead[],
  { key, fence }: { readonly key: Uint8Array; readonly fence: (trx: StoreTransaction) => Promise<void> },
): Promise<number> {
  let erased = 0;
  for (let start = 0; start < leads.length; start += GROUP) {
    erased += await ports.store.write(async (trx) => {
      await fence(trx);
      let count = 0;
      for (const lead of leads.slice(start, start + GROUP)) if (await expireLead(trx, ports, lead, key)) count++;
      return count;
    });
  }
  await eraseAttachments(ports);
  await eraseCheckFiles(ports);
  await ports.store.scrub();
  return erased;
}

/** The bytes of attachments go after the commit that made their lead a shell; an attempt that died in between is finished by the next. */
async function eraseAttachments({ store, files, clock }: ExpiryPorts): Promise<void> {
  const attached = await store.db
    .selectFrom("lead_attachments")
    .innerJoin("leads", "leads.id", "lead_attachments.lead")
    .select(["lead_attachments.id", "lead_attachments.sha256"])
    .where("leads.expired_at", "is not", null)
    .where("lead_attachments.erased_at", "is", null)
    .execute();
  for (const { id, sha256 } of attached) {
    if (!(await areBytesNeeded(store.db, sha256))) await files.remove(sha256);
    await store.write((trx) =>
      trx
        .updateTable("lead_attachments")
        .set({ name: "", note: null, withdrawn_reason: null, erased_at: new Date(clock.now()).toISOString() })
        .where("id", "=", id)
        .execute(),
    );
  }
}

/** The same for photos, signatures and records of field checks whose words were erased. */
async function eraseCheckFiles({ store, files, clock }: ExpiryPorts): Promise<void> {
  const kept = await store.db
    .selectFrom("field_check_files")
    .innerJoin("field_checks", "field_checks.id", "field_check_files.field_check")
    .select(["field_check_files.field_check", "field_check_files.sha256"])
    .where("field_checks.erased_at", "is not", null)
    .where("field_check_files.erased_at", "is", null)
    .execute();
  for (const { field_check: check, sha256 } of kept) {
    await store.write((trx) =>
      trx
        .updateTable("field_check_files")
        .set({ name: "", erased_at: new Date(clock.now()).toISOString() })
        .where("field_check", "=", check)
        .where("sha256", "=", sha256)
        .execute(),
    );
    if (!(await areBytesNeeded(store.db, sha256))) await files.remove(sha256);
  }
}

async function expireLead(
  trx: StoreTransaction,
  { store: { engine }, outbox, clock }: ExpiryPorts,
  due: DueLead,
  key: Uint8Array,
): Promise<boolean> {
  const lead = await trx
    .selectFrom("leads")
    .selectAll()
    .where("id", "=", due.id)
    .where("status", "=", "dismissed")
    .where("expired_at", "is", null)
    .executeTakeFirst();
  // Reopened meanwhile, or done by an earlier attempt.
  if (!lead) return false;
  const now = new Date(clock.now()).toISOString();
  const shell = `${expiredSubject(key, lead.model, lead.subject)}${lead.id}`;
  await eraseFindings(trx, lead, shell);
  await eraseStatements(trx, lead.id, now);
  await eraseChecks(trx, lead.subject, now);
  const { law, article } = legalNumberEntry(NUMBER, dayInChina(now));
  await outbox.record(trx, {
    type: "lead.expired",
    subject: lead.id,
    organisation: lead.office,
    content: { lead: lead.id, dismissedAt: due.dismissedAt, expiredAt: now, law, article },
  });
  await trx
    .updateTable("leads")
    .set({ subject: shell, subject_name: "", summary_zh: "", summary_en: "", expired_at: now })
    .where("id", "=", lead.id)
    .execute();
  await eraseWords(trx, engine, lead);
  return true;
}

/** Empties the findings of the lead in every run, and takes the secret away from which their salts came; the others of those runs keep their own
 *  salts, so that their leads stay provable. */
async function eraseFindings(trx: StoreTransaction, lead: Row<"leads">, shell: string): Promise<void> {
  const findings = await trx
    .selectFrom("findings")
    .innerJoin("runs", "runs.id", "findings.run")
    .selectAll("findings")
    .where("runs.model", "=", lead.model)
    .where("findings.subject", "=", lead.subject)
    .execute();
  for (const run of new Set(findings.map((finding) => finding.run))) await replaceSecret(trx, run);
  for (const { run, position, row_refs: refs } of findings) {
    const kept = await trx
      .selectFrom("findings")
      .select(["subject", "cells", "row_refs", "salt", "leaf"])
      .where("run", "=", run)
      .where("position", "=", position)
      .executeTakeFirstOrThrow();
    const [sealed] = sealedFindings([kept], null) ?? [];
    if (!sealed) throw new YuejianError("UNEXPECTED", { reference: `finding ${run}/${position} has no salts` });
    const leaf = "leaf" in sealed ? sealed.leaf : Buffer.from(findingLeafHash(sealed)).toString("hex");
    for (const ref of JSON.parse(refs) as string[]) {
      const place = parseRowRef(ref);
      if (!place) continue;
      await trx
        .deleteFrom("finding_rows")
        .where("batch", "=", place.batch)
        .where("row", "=", place.row)
        .where("run", "=", run)
        .where("position", "=", position)
        .execute();
    }
    await trx
      .updateTable("findings")
      .set({ subject: shell, cells: "{}", row_refs: "[]", salt: null, leaf })
      .where("run", "=", run)
      .where("position", "=", position)
      .execute();
  }
}

/** Writes every finding's own salts beside it, then erases the run's secret. */
async function replaceSecret(trx: StoreTransaction, run: string): Promise<void> {
  const { finding_secret: secret } = await trx.selectFrom("runs").select("finding_secret").where("id", "=", run).executeTakeFirstOrThrow();
  if (secret === null) return;
  const rows = await trx.selectFrom("findings").selectAll().where("run", "=", run).orderBy("position").execute();
  const sealed = sealFindings(rows.map(findingOf), Buffer.from(secret, "hex"));
  for (let start = 0; start < rows.length; start += CHUNK) {
    const values = rows.slice(start, start + CHUNK).map(({ position }, at) => {
      const finding = sealed[start + at];
      if (!finding) throw new RangeError(`no finding ${start + at}`);
      return sql`(cast(${position} as bigint), ${saltsOf(finding)})`;
    });
    await sql`update findings set salt = own.column2 from (values ${sql.join(values)}) as own
      where findings.run = ${run} and findings.position = own.column1`.execute(trx);
  }
  await trx.updateTable("runs").set({ finding_secret: null }).where("id", "=", run).execute();
}

/** What the ledger's entries on the lead digest: the digests stay there, without anything that could be held against them. */
async function eraseStatements(trx: StoreTransaction, lead: string, now: string): Promise<void> {
  await trx
    .updateTable("ledger_contents")
    .set({ content: null, opened: null, erased_at: now })
    .where("sha256", "in", (build) =>
      build
        .selectFrom("outbox")
        .select("content_sha256")
        .where("type", "in", ["lead.created", "lead.changed", "lead.flagged"])
        .where("subject", "=", lead),
    )
    .execute();
  const contests = await trx.selectFrom("contests").select("id").where("lead", "=", lead).execute();
  if (contests.length === 0) return;
  const ids = contests.map(({ id }) => id);
  await trx
    .updateTable("ledger_contents")
    .set({ content: null, opened: null, erased_at: now })
    .where("sha256", "in", (build) =>
      build.selectFrom("outbox").select("content_sha256").where("type", "=", "contest.changed").where("subject", "in", ids),
    )
    .execute();
  await trx.updateTable("contests").set({ person: "", grounds: "", reasons: null, answer: null }).where("id", "in", ids).execute();
}

/** What was written in field checks of the place that the lead is about. */
async function eraseChecks(trx: StoreTransaction, violation: string, now: string): Promise<void> {
  const checks = await trx.selectFrom("field_checks").select(["id", "record"]).where("violation", "=", violation).execute();
  if (checks.length === 0) return;
  const ids = checks.map(({ id }) => id);
  await trx
    .updateTable("ledger_contents")
    .set({ content: null, opened: null, erased_at: now })
    .where("sha256", "in", (build) =>
      build.selectFrom("outbox").select("content_sha256").where("type", "=", "field-check.changed").where("subject", "in", ids),
    )
    .execute();
  for (const { id, record } of checks)
    await trx
      .updateTable("field_checks")
      .set({ words: "", withdrawn_reason: null, record: record === null ? null : withoutWords(record), erased_at: now })
      .where("id", "=", id)
      .execute();
}

/** What was found, when and where stays; what was written and who was present does not. */
function withoutWords(text: string): string {
  const record = JSON.parse(text) as FieldRecord;
  const signatures = record.signatures.map((each) => (each.role === "present" ? { ...each, name: "" } : each));
  return JSON.stringify({ ...record, note: "", signatures, photos: record.photos.map((photo) => ({ ...photo, name: "" })) });
}

/** People's words about the lead, the words it is found by, and what links it to others. */
async function eraseWords(trx: StoreTransaction, engine: Engine, { id: lead, number }: Row<"leads">): Promise<void> {
  await removeLeadWords(trx, engine, [number]);
  await trx.deleteFrom("lead_links").where("lead", "=", number).execute();
  await trx.deleteFrom("lead_entities").where("lead", "=", lead).execute();
  await trx.updateTable("lead_comments").set({ text: null, withdrawn_reason: null }).where("lead", "=", lead).execute();
  const events = await trx.selectFrom("lead_events").select(["id", "details"]).where("lead", "=", lead).execute();
  for (const { id, details } of events) {
    const { summary_zh: _zh, summary_en: _en, ...rest } = JSON.parse(details) as Record<string, unknown>;
    await trx
      .updateTable("lead_events")
      .set({ note: null, details: JSON.stringify(rest) })
      .where("id", "=", id)
      .execute();
  }
  await trx.updateTable("lead_flags").set({ note: null }).where("lead", "=", lead).execute();
}
