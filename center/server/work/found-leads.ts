import { canonicalJson, type Finding, type Ids, type Lead, type LeadEvent, type ModelManifest, type Text } from "@yuejian/contracts";
import { found, foundAgain } from "@yuejian/oversight";
import { sql } from "kysely";
import type { NewStatement, Outbox } from "../outbox/index.ts";
import { expiredSubject } from "../safeguards/index.ts";
import { chunks, type NewRow, type Store, type StoreTransaction } from "../store/index.ts";
import { countFound, type LeadLink, linkRows, linkSecret, moveCounts, rewordLeads, wordLeads } from "./lead-index.ts";
import { leadEventRow, leadOf, leadRow } from "./lead-rows.ts";
import { leadStatement } from "./lead-statement.ts";

export interface ExplainedFinding extends Finding {
  readonly subjectName: string;
  /** Office concerned. */
  readonly office: string;
  readonly summary: Text;
  /** What its values have in common with those of other leads. */
  readonly links?: readonly LeadLink[];
}

/** What leads are opened and found again with. */
export interface LeadPorts {
  readonly store: Store;
  readonly outbox: Outbox;
  readonly ids: Ids;
  readonly randomBytes: (size: number) => Uint8Array;
  /** Key under which leads whose personal data expired are recognised; null while none ever did. */
  readonly expiredKey?: Uint8Array | null;
}

/** Rows per statement: SQLite allows 32,766 parameters. */
const CHUNK = 1500;

/** The lead with the highest number; zero and no time while there is none. */
export async function newestLead(trx: StoreTransaction): Promise<{ number: number; createdAt: string }> {
  const row = await trx.selectFrom("leads").select(["number", "created_at"]).orderBy("number", "desc").limit(1).executeTakeFirst();
  return { number: row?.number ?? 0, createdAt: row?.created_at ?? "" };
}

interface Opened {
  readonly lead: Lead;
  readonly links: readonly LeadLink[];
  readonly event: LeadEvent;
}

interface Repeated extends Opened {
  /** The finding says something else than it did: that goes on the ledger for itself; otherwise the run's statement says it all. */
  readonly isChanged: boolean;
}

interface Meeting {
  readonly manifest: ModelManifest;
  readonly findings: readonly ExplainedFinding[];
  /** Run id. */
  readonly run: string;
  readonly now: string;
}

/** Which subjects are new, and which have a lead. The first finding of a subject words its lead. */
export async function meet(
  trx: StoreTransaction,
  { ids, expiredKey = null }: LeadPorts,
  { manifest, findings: all, run, now }: Meeting,
): Promise<{ opened: Opened[]; repeated: Repeated[] }> {
  const bySubject = Map.groupBy(all, ({ subject }) => subject);
  const known = await knownLeads(trx, manifest.id, [...bySubject.keys()]);
  const before = await findingsOf(trx, [...known.values()]);
  const expired = await expiredLeads(trx, {
    model: manifest.id,
    key: expiredKey,
    subjects: [...bySubject.keys()].filter((each) => !known.has(each)),
  });
  const opened: Opened[] = [];
  const repeated: Repeated[] = [];
  for (const [subject, findings] of bySubject) {
    const [first] = findings;
    if (!first) continue;
    const finder = { run, now, eventId: ids.next("evt") };
    const lead = known.get(subject);
    if (!lead) {
      const { subjectName, office, summary } = first;
      const links = linksOf(subject, findings);
      const fresh = found({ id: ids.next("led"), model: manifest.id, subject, subjectName, office, summary }, finder);
      // Somebody dismissed this before and the data expired: the question is open again, and whoever gets it is told.
      const earlier = expired.get(subject);
      const event = earlier ? { ...fresh.event, details: { ...fresh.event.details, earlier } } : fresh.event;
      opened.push({ ...fresh, event, links });
      continue;
    }
    const again = foundAgain(lead, first.summary, finder);
    if (!again) continue;
    const isSame = before.get(subject) === said(findings) && canonicalJson(lead.summary) === canonicalJson(first.summary);
    repeated.push({ ...again, links: linksOf(subject, findings), isChanged: !isSame });
  }
  return { opened, repeated };
}

async function knownLeads(trx: StoreTransaction, model: string, subjects: readonly string[]): Promise<Map<string, Lead>> {
  const leads = new Map<string, Lead>();
  for (const part of chunks(subjects, 10 * CHUNK)) {
    const rows = await trx.selectFrom("leads").selectAll().where("model", "=", model).where("subject", "in", part).execute();
    for (const row of rows) leads.set(row.subject, leadOf(row));
  }
  return leads;
}

/** Of these subjects those that were dismissed before and whose personal data expired: the newest such lead. */
async function expiredLeads(
  trx: StoreTransaction,
  { model, key, subjects }: { model: string; key: Uint8Array | null; subjects: readonly string[] },
): Promise<ReadonlyMap<string, string>> {
  if (key === null || subjects.length === 0) return new Map();
  const shells = await trx
    .selectFrom("leads")
    .select(["id", "subject"])
    .where("model", "=", model)
    .where("expired_at", "is not", null)
    .orderBy("id")
    .execute();
  const byDigest = new Map(shells.map(({ id, subject }) => [subject.slice(0, -id.length), id]));
  return new Map(
    subjects.flatMap((subject) => {
      const lead = byDigest.size === 0 ? undefined : byDigest.get(expiredSubject(key, model, subject));
      return lead === undefined ? [] : [[subject, lead]];
    }),
  );
}

/** What the newest run of each lead said about its subject. */
async function findingsOf(trx: StoreTransaction, leads: readonly Lead[]): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const [run, ofRun] of Map.groupBy(leads, ({ lastRun }) => lastRun)) {
    for (const part of chunks(ofRun, 10 * CHUNK)) {
      const rows = await trx
        .selectFrom("findings")
        .select(["subject", "cells", "row_refs"])
        .where("run", "=", run)
        .where(
          "subject",
          "in",
          part.map(({ subject }) => subject),
        )
        .orderBy("position")
        .execute();
      for (const [subject, findings] of Map.groupBy(rows, ({ subject }) => subject)) {
        texts.set(subject, `[${findings.map(({ cells, row_refs: refs }) => `[${cells},${refs}]`).join(",")}]`);
      }
    }
  }
  return texts;
}

function said(findings: readonly Finding[]): string {
  return canonicalJson(findings.map(({ values, rows }) => [values, rows]));
}

export async function saveOpened(
  trx: StoreTransaction,
  { outbox, store, randomBytes }: LeadPorts,
  { manifest, opened, after }: { manifest: ModelManifest; opened: readonly Opened[]; after: number },
): Promise<void> {
  const entries = await outbox.recordAll(trx, opened.map(stating("lead.created")));
  const numbered = opened.map(({ lead, links }, at) => ({ number: after + 1 + at, lead, links }));
  const rows = numbered.map(({ number, lead }) => leadRow(lead, { ...manifest, number }));
  for (const part of chunks(rows, CHUNK)) await trx.insertInto("leads").values(part).execute();
  await moveCounts(trx, [], rows);
  await countFound(trx, rows);
  await wordLeads(trx, store.engine, numbered);
  await insertLinks(trx, linkRows(await linkSecret(trx, randomBytes), numbered));
  const events = opened.map(({ lead, event }, at) => leadEventRow(event, lead.version, entries[at] as number));
  await insertEvents(trx, events);
}

export async function saveRepeated(
  trx: StoreTransaction,
  { outbox, store, randomBytes }: LeadPorts,
  { repeated, runEntry }: { repeated: readonly Repeated[]; runEntry: number },
): Promise<void> {
  const changed = repeated.filter(({ isChanged }) => isChanged);
  const recorded = await outbox.recordAll(trx, changed.map(stating("lead.changed")));
  const entries = new Map(changed.map(({ lead }, at) => [lead.id, recorded[at] as number]));
  for (const part of chunks(repeated, CHUNK)) {
    const rows = part.map(({ lead }) => sql`(${lead.id}, ${lead.lastRun}, ${lead.summary.zh}, ${lead.summary.en}, ${lead.changedAt})`);
    await sql`update leads set version = version + 1, last_run = again.column2, summary_zh = again.column3, summary_en = again.column4,
      changed_at = again.column5 from (values ${sql.join(rows)}) as again where leads.id = again.column1`.execute(trx);
  }
  const events = repeated.map(({ lead, event }) => leadEventRow(event, lead.version, entries.get(lead.id) ?? runEntry));
  await insertEvents(trx, events);
  await indexAnew(trx, { store, randomBytes }, changed);
}

/** Words and links of leads whose finding says something else now. */
async function indexAnew(
  trx: StoreTransaction,
  { store, randomBytes }: Pick<LeadPorts, "store" | "randomBytes">,
  changed: readonly Repeated[],
): Promise<void> {
  for (const part of chunks(changed, CHUNK)) {
    const ids = part.map(({ lead }) => lead.id);
    const numbers = new Map(
      (await trx.selectFrom("leads").select(["id", "number"]).where("id", "in", ids).execute()).map(({ id, number }) => [id, number]),
    );
    const numbered = part.map(({ lead, links }) => ({ number: numbers.get(lead.id) as number, lead, links }));
    await rewordLeads(trx, store.engine, numbered);
    await trx
      .deleteFrom("lead_links")
      .where("lead", "in", [...numbers.values()])
      .execute();
    await insertLinks(trx, linkRows(await linkSecret(trx, randomBytes), numbered));
  }
}

async function insertLinks(trx: StoreTransaction, links: readonly NewRow<"lead_links">[]): Promise<void> {
  for (const part of chunks(links, 4 * CHUNK)) await trx.insertInto("lead_links").values(part).execute();
}

function linksOf(subject: string, findings: readonly ExplainedFinding[]): LeadLink[] {
  return [{ kind: "subject", value: subject }, ...findings.flatMap(({ links = [] }) => links)];
}

function stating(type: "lead.created" | "lead.changed"): (opened: Opened) => NewStatement {
  return (opened) => leadStatement(type, opened);
}

async function insertEvents(trx: StoreTransaction, events: readonly NewRow<"lead_events">[]): Promise<void> {
  for (const part of chunks(events, CHUNK)) await trx.insertInto("lead_events").values(part).execute();
}
