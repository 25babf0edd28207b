import { findingTree, sealFindings } from "@yuejian/chain/format";
import {
  type Clock,
  canonicalJson,
  type DatasetSchema,
  type Finding,
  type Ids,
  type Lead,
  type LeadEvent,
  type ModelManifest,
  parseRowRef,
  type Relation,
  type SealBasisId,
  type Text,
} from "@yuejian/contracts";
import { found, foundAgain } from "@yuejian/oversight";
import { sql } from "kysely";
import { answerLookBacks } from "../cases/index.ts";
import type { NewStatement, Outbox } from "../outbox/index.ts";
import { expiredSubject, noteRerun, raiseFlags } from "../safeguards/index.ts";
import { chunks, type NewRow, type Row, type Store, type StoreTransaction } from "../store/index.ts";
import { countFound, type LeadLink, linkRows, linkSecret, moveCounts, rewordLeads, wordLeads } from "./lead-index.ts";
import { leadEventRow, leadOf, leadRow } from "./lead-rows.ts";
import { leadStatement } from "./lead-statement.ts";
import { factOf, keepFacts, ruleFact } from "./run-facts.ts";
import { insertScope, lookedAtIn, type RunScope, statedScope } from "./run-scope.ts";

/** What a model run on a snapshot gave. */
export interface FinishedRun {
  readonly manifest: ModelManifest;
  readonly rule: Relation;
  /** Of the model's inputs. */
  readonly schemas: readonly DatasetSchema[];
  readonly parameters: Readonly<Record<string, string | number | boolean | null>>;
  /** Dataset → batch ids, of the model's inputs. */
  readonly snapshot: Readonly<Record<string, readonly string[]>>;
  readonly startedAt: string;
  readonly resultDigest: string;
  readonly findings: readonly ExplainedFinding[];
  /** Rows behind the findings that are sealed and were read under a recorded exception, with the ground of each. */
  readonly sealed?: ReadonlyMap<string, SealBasisId>;
  /** Approvals under which it ran. */
  readonly approvals?: readonly string[];
  /** Without one no increment can stand on it. */
  readonly scope?: RunScope;
}

export interface ExplainedFinding extends Finding {
  readonly subjectName: string;
  /** Office concerned. */
  readonly office: string;
  readonly summary: Text;
  /** What its values have in common with those of other leads. */
  readonly links?: readonly LeadLink[];
}

export interface RunCommitPorts {
  readonly store: Store;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly randomBytes: (size: number) => Uint8Array;
  /** Key under which leads whose personal data expired are recognised; null while none ever did. */
  readonly expiredKey?: Uint8Array | null;
}

export interface RunBy {
  /** User id. */
  readonly actor: string;
  /** Office that runs the model and states the result. */
  readonly office: string;
  readonly job?: { readonly id: string; readonly fence: (trx: StoreTransaction) => Promise<void> };
}

/** Rows per statement: SQLite allows 32,766 parameters. */
const CHUNK = 1500;

/** Commits a run, its findings and what they mean for leads, in one transaction: a new subject opens a lead, a known one is found again. A
 *  further attempt of the same job gets the run that the earlier one committed. */
export async function commitRun(ports: RunCommitPorts, run: FinishedRun, by: RunBy): Promise<Row<"runs">> {
  const [row] = await commitRuns(ports, [run], by);
  return row as Row<"runs">;
}

/** As `commitRun`, of several models of one job, in one transaction with whatever else the job makes. */
export async function commitRuns(
  ports: RunCommitPorts,
  runs: readonly FinishedRun[],
  by: RunBy & { readonly alongside?: (trx: StoreTransaction) => Promise<void> },
): Promise<readonly Row<"runs">[]> {
  const sealed = runs.map((run) => {
    const secret = ports.randomBytes(32);
    return { run, secret, tree: findingTree(sealFindings(run.findings, secret)) };
  });
  return ports.store.write(async (trx) => {
    if (by.job) {
      const names = runs.map(({ manifest }) => runOfJob(by.job?.id ?? "", manifest.id));
      const earlier = await trx
        .selectFrom("runs")
        .selectAll()
        .where("job", "in", [by.job.id, ...names])
        .orderBy("id")
        .execute();
      if (earlier.length > 0) return earlier;
      await by.job.fence(trx);
    }
    const rows: Row<"runs">[] = [];
    for (const each of sealed) {
      const job = by.job === undefined ? null : runs.length === 1 ? by.job.id : runOfJob(by.job.id, each.run.manifest.id);
      rows.push(await commitIn(trx, ports, { ...each, by, job }));
    }
    await by.alongside?.(trx);
    return rows;
  });
}

/** Names one of several runs of a job. */
export function runOfJob(job: string, model: string): string {
  return `${job}/${model}`;
}

interface Committing {
  readonly run: FinishedRun;
  readonly secret: Uint8Array;
  readonly tree: ReturnType<typeof findingTree>;
  readonly by: RunBy;
  readonly job: string | null;
}

async function commitIn(trx: StoreTransaction, ports: RunCommitPorts, { run, secret, tree, by, job }: Committing): Promise<Row<"runs">> {
  const { root, count } = tree;
  const id = ports.ids.next("run");
  const now = new Date(ports.clock.now()).toISOString();
  const { manifest } = run;
  const [rule, ofManifest, ...schemas] = [ruleFact(run.rule), factOf(manifest), ...run.schemas.map((schema) => factOf(schema))];
  await keepFacts(trx, [rule, ofManifest, ...schemas]);
  const [ruleDigest, manifestDigest] = [rule.sha256, ofManifest.sha256];
  const schemaDigests = Object.fromEntries(run.schemas.map(({ id: of }, at) => [of, schemas[at]?.sha256 ?? ""]));
  const newest = await newestLead(trx);
  // Leads stay in the order in which they were found, although a clock was set back.
  const leads = await meet(trx, ports, { run, id, now: newest.createdAt > now ? newest.createdAt : now });
  const outbox = await ports.outbox.record(trx, {
    type: "run.finished",
    subject: id,
    organisation: by.office,
    content: {
      id,
      model: manifest.id,
      modelVersion: manifest.version,
      ruleDigest,
      manifestDigest,
      schemaDigests,
      parameters: run.parameters,
      inputs: manifest.inputs,
      snapshot: run.snapshot,
      startedAt: run.startedAt,
      finishedAt: now,
      actor: by.actor,
      resultDigest: run.resultDigest,
      findings: { root, count },
      newLeads: leads.opened.length,
      ...statedScope(run.scope),
      ...(run.approvals && run.approvals.length > 0 ? { approvals: run.approvals } : {}),
    },
  });
  const row = await trx
    .insertInto("runs")
    .values({
      id,
      model: manifest.id,
      model_version: manifest.version,
      rule_digest: ruleDigest,
      parameters: canonicalJson(run.parameters),
      snapshot: canonicalJson(run.snapshot),
      office: by.office,
      actor: by.actor,
      started_at: run.startedAt,
      finished_at: now,
      findings: count,
      new_leads: leads.opened.length,
      result_digest: run.resultDigest,
      finding_secret: Buffer.from(secret).toString("hex"),
      job,
      outbox,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  if (run.scope) await insertScope(trx, id, run.scope);
  await insertFindings(trx, id, run.findings);
  await saveOpened(trx, ports, { manifest, opened: leads.opened, after: newest.number });
  await saveRepeated(trx, ports, { repeated: leads.repeated, runEntry: outbox });
  const subjects = new Set(run.findings.map(({ subject }) => subject));
  const lookedAt = (of: readonly string[]) => lookedAtIn(trx, run, of);
  await noteRerun(trx, { id, model: manifest.id, subjects, lookedAt });
  await answerLookBacks(trx, ports, { id, model: manifest.id, startedAt: run.startedAt, snapshot: run.snapshot, subjects, lookedAt });
  await flagSealed(trx, ports, { run, leads: [...leads.opened, ...leads.repeated].map(({ lead }) => lead) });
  return row;
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
  readonly run: FinishedRun;
  readonly id: string;
  readonly now: string;
}

/** Which subjects are new, and which have a lead. The first finding of a subject words its lead. */
async function meet(
  trx: StoreTransaction,
  { ids, expiredKey = null }: RunCommitPorts,
  { run, id, now }: Meeting,
): Promise<{ opened: Opened[]; repeated: Repeated[] }> {
  const bySubject = Map.groupBy(run.findings, ({ subject }) => subject);
  const known = await knownLeads(trx, run.manifest.id, [...bySubject.keys()]);
  const before = await findingsOf(trx, [...known.values()]);
  const expired = await expiredLeads(trx, {
    model: run.manifest.id,
    key: expiredKey,
    subjects: [...bySubject.keys()].filter((each) => !known.has(each)),
  });
  const opened: Opened[] = [];
  const repeated: Repeated[] = [];
  for (const [subject, findings] of bySubject) {
    const [first] = findings;
    if (!first) continue;
    const finder = { run: id, now, eventId: ids.next("evt") };
    const lead = known.get(subject);
    if (!lead) {
      const { subjectName, office, summary } = first;
      const links = linksOf(subject, findings);
      const fresh = found({ id: ids.next("led"), model: run.manifest.id, subject, subjectName, office, summary }, finder);
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

async function insertFindings(trx: StoreTransaction, run: string, findings: readonly Finding[]): Promise<void> {
  const rows = findings.map(({ subject, values, rows: refs }, position) => ({
    run,
    position,
    subject,
    cells: canonicalJson(values),
    row_refs: canonicalJson(refs),
    salt: null,
    leaf: null,
  }));
  for (const part of chunks(rows, CHUNK)) await trx.insertInto("findings").values(part).execute();
  const named = findings.flatMap(({ rows: refs }, position) =>
    [...new Set(refs)].flatMap((ref) => {
      const parsed = parseRowRef(ref);
      return parsed ? [{ ...parsed, run, position }] : [];
    }),
  );
  for (const part of chunks(named, 4 * CHUNK)) await trx.insertInto("finding_rows").values(part).execute();
}

async function saveOpened(
  trx: StoreTransaction,
  { outbox, store, randomBytes }: RunCommitPorts,
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

async function saveRepeated(
  trx: StoreTransaction,
  { outbox, store, randomBytes }: RunCommitPorts,
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
  { store, randomBytes }: Pick<RunCommitPorts, "store" | "randomBytes">,
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

async function newestLead(trx: StoreTransaction): Promise<{ number: number; createdAt: string }> {
  const row = await trx.selectFrom("leads").select(["number", "created_at"]).orderBy("number", "desc").limit(1).executeTakeFirst();
  return { number: row?.number ?? 0, createdAt: row?.created_at ?? "" };
}

/** Leads that rest on sealed rows are closed from their first moment. */
async function flagSealed(
  trx: StoreTransaction,
  ports: RunCommitPorts,
  { run, leads }: { run: FinishedRun; leads: readonly Lead[] },
): Promise<void> {
  const { sealed } = run;
  if (!sealed || sealed.size === 0) return;
  const bySubject = new Map(leads.map(({ subject, id }) => [subject, id]));
  const byBasis = new Map<SealBasisId, Set<string>>();
  for (const { subject, rows } of run.findings) {
    const lead = bySubject.get(subject);
    if (lead === undefined) continue;
    for (const ref of rows) {
      const basis = sealed.get(ref);
      if (basis) byBasis.set(basis, (byBasis.get(basis) ?? new Set()).add(lead));
    }
  }
  for (const [basis, ids] of byBasis) await raiseFlags(trx, ports, { kind: "sealed", source: basis, leads: [...ids] });
}

function stating(type: "lead.created" | "lead.changed"): (opened: Opened) => NewStatement {
  return (opened) => leadStatement(type, opened);
}

async function insertEvents(trx: StoreTransaction, events: readonly NewRow<"lead_events">[]): Promise<void> {
  for (const part of chunks(events, CHUNK)) await trx.insertInto("lead_events").values(part).execute();
}
