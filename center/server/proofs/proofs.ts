import {
  buildDeletionProof,
  buildEntryProof,
  buildLeadProof,
  buildProvenFinding,
  buildRecordProof,
  type DeletionProof,
  type EntryProof,
  type ErasedFinding,
  encodeStatement,
  formatTlogProof,
  type JsonObject,
  type LeadProof,
  type OpenedContent,
  type Openings,
  openProofSource,
  type ProofDocument,
  type ProofSource,
  type ProvenBatch,
  type ProvenContent,
  type ProvenRecord,
  type ProvingLedger,
  parseCanonicalJson,
  type RecordProof,
  type SealedFinding,
  withholdCells,
  withSupplements,
} from "@yuejian/chain/format";
import { entriesOf } from "@yuejian/chain/verify";
import { type NumberRanges, numberAt, parseRowRef, placeIn, type SealBasisId, YuejianError } from "@yuejian/contracts";
import type { Lake, RecordOpening } from "@yuejian/data";
import type { CosigningState } from "../cosigning/index.ts";
import type { Drain } from "../outbox/index.ts";
import { deletionOfRow, recordDeleted } from "../retention/runs.ts";
import { sealedFindings } from "../safeguards/index.ts";
import type { Reading, Store } from "../store/index.ts";
import { statedLead } from "../work/index.ts";
import { gatherSupplements, type SupplementProvider } from "./supplements.ts";

export interface ProofPorts {
  readonly store: Store;
  readonly lake: Pick<Lake, "openRecords" | "leafOf">;
  readonly ledger: ProvingLedger;
  readonly drain: Pick<Drain, "settled">;
  readonly supplements: readonly SupplementProvider[];
  /** How the ledger stands with its cosigners; absent: nobody is asked. */
  readonly cosigning?: () => Pick<CosigningState, "final" | "newest">;
}

/** Whether a personal column stays closed in the proof; its digest still shows that it is there. */
export type Withheld = (dataset: string, column: string) => boolean;

/** Proof of the lead's newest statement, with the run, the finding and the rows it rests on. It discloses the finding: the caller has decided
 *  that the recipient may see it. LEAD_UNKNOWN, PROOF_CONTENT_ERASED, RECORD_SEALED unless `lifted` names the ground of each sealed row */
export async function leadProof(
  ports: ProofPorts,
  leadId: string,
  withheld: Withheld,
  lifted: readonly SealBasisId[] = [],
): Promise<LeadProof> {
  return supplemented(ports, await bareLeadProof(ports, leadId, withheld, lifted));
}

/** Without supplements: as part of a bundle, which gathers them for all its entries at once. */
export async function bareLeadProof(
  ports: ProofPorts,
  leadId: string,
  withheld: Withheld,
  lifted: readonly SealBasisId[],
): Promise<LeadProof> {
  const { db } = ports.store;
  const leadEntry = await newestOf(ports, leadId);
  const stated = await contentOf(ports, leadEntry);
  const lead = statedLead(stated.content, stated.opened);
  if (!lead) throw new YuejianError("PROOF_CONTENT_ERASED", { subject: leadId });
  const run = await db.selectFrom("runs").selectAll().where("id", "=", lead.lastRun).executeTakeFirst();
  if (!run) throw new YuejianError("RUN_UNKNOWN", { run: lead.lastRun });
  const { findings, index } = await findingsOf(ports, { id: run.id, secret: run.finding_secret }, lead.subject);
  const source = await sourceOf(ports, await Promise.all([ports.drain.settled(leadEntry), ports.drain.settled(run.outbox)]));
  const finding = buildProvenFinding(findings, index);
  const openings = await openAll(ports, finding.rows, lifted);
  const batches: ProvenBatch[] = [];
  for (const batch of new Set(openings.map((opening) => opening.batch))) {
    const opening = openings.find((each) => each.batch === batch) as RecordOpening;
    batches.push(await provenBatch(ports, source, opening));
  }
  return buildLeadProof(source, {
    lead: { ...(await provenContent(ports, source, leadEntry)), opened: JSON.parse(stated.opened ?? "{}") as Openings },
    run: await provenContent(ports, source, run.outbox),
    finding,
    batches,
    rows: openings.map((opening) => provenRecord(opening, withheld)),
  });
}

/** Further parts of a document, under the checkpoint that it has already. */
export async function proofParts(ports: ProofPorts & { readonly lake: Pick<Lake, "committedColumns"> }, checkpoint: string) {
  const source = await openProofSource(ports.ledger, checkpoint);
  return {
    async records(refs: readonly string[], lifted: readonly SealBasisId[]): Promise<ProvenRecord[]> {
      return (await openAll(ports, refs, lifted)).map((opening) => provenRecord(opening, () => false));
    },
    async batch(id: string): Promise<ProvenBatch> {
      const columns = await ports.lake.committedColumns(id);
      return { ...(await provenContent(ports, source, await batchEntry(ports, id))), columns };
    },
    async opened(outboxId: number): Promise<OpenedContent> {
      const { opened } = await contentOf(ports, outboxId);
      if (opened === null) throw new YuejianError("PROOF_CONTENT_ERASED", { subject: String(outboxId) });
      return { ...(await provenContent(ports, source, outboxId)), opened: JSON.parse(opened) as Openings };
    },
  };
}

/** Proof that a row stands in a committed batch. RECORD_UNKNOWN, RECORD_SALTS_ERASED */
export async function recordProof(
  ports: ProofPorts,
  ref: string,
  withheld: Withheld,
  lifted: readonly SealBasisId[] = [],
): Promise<RecordProof> {
  const [opening] = await openAll(ports, [ref], lifted);
  if (!opening) throw new YuejianError("RECORD_UNKNOWN", { ref });
  const source = await sourceOf(ports, [await ports.drain.settled(await batchEntry(ports, opening.batch))]);
  return supplemented(
    ports,
    buildRecordProof(source, { batch: await provenBatch(ports, source, opening), record: provenRecord(opening, withheld) }),
  );
}

/** Proof that a row stood in a committed batch and was deleted, under what and when; null where it was not. It discloses nothing of the row. */
export async function deletionProof(ports: ProofPorts, ref: string): Promise<DeletionProof | null> {
  const place = parseRowRef(ref);
  const deletion = place && (await deletionOfRow(ports.store.db, { ...place, action: "delete" }));
  if (!place || !deletion) return null;
  const at = placeIn(JSON.parse(deletion.rows) as NumberRanges, place.row);
  const leafIndex = at === null ? null : numberAt(JSON.parse(deletion.leaves) as NumberRanges, at);
  if (leafIndex === null) throw new YuejianError("LAKE_FILE_CORRUPT", { file: place.batch });
  const committed = await batchEntry(ports, place.batch);
  const source = await sourceOf(ports, await Promise.all([ports.drain.settled(committed), ports.drain.settled(deletion.outbox)]));
  const { leafHash, path, columns } = await ports.lake.leafOf(place.batch, leafIndex);
  return supplemented(
    ports,
    buildDeletionProof(source, {
      batch: { ...(await provenContent(ports, source, committed)), columns },
      deletion: await provenContent(ports, source, deletion.outbox),
      row: place.row,
      leafIndex,
      leafHash,
      path,
    }),
  );
}

/** Proof that a file was registered; the file is given beside it. FILE_NOT_REGISTERED */
export async function fileProof(ports: ProofPorts, sha256: string): Promise<EntryProof> {
  const index = await ports.drain.settled(await fileEntry(ports, sha256));
  return entryProof(ports, index);
}

/** Proof that an entry stands in the ledger: its statement, which holds digests only, without the content. INDEX_OUT_OF_RANGE */
export async function entryProof(ports: ProofPorts, index: number): Promise<EntryProof> {
  const source = await sourceOf(ports, [index]);
  return supplemented(ports, buildEntryProof(source, { entry: await source.entry(index), content: null }));
}

/** How an entry is named by its number. */
export const ENTRY_NUMBER = /^(0|[1-9]\d{0,14})$/;

/** The `.tlog-proof` (C2SP) of an entry: of the newest statement of a lead, of a row's batch, of a registered file, or by its number. The entry is its extra
 *  data: a statement holds digests only. LEAD_UNKNOWN, RECORD_UNKNOWN, FILE_NOT_REGISTERED, INDEX_OUT_OF_RANGE */
export async function tlogProof(ports: ProofPorts, ref: string): Promise<string> {
  const index = ENTRY_NUMBER.test(ref) ? Number(ref) : await ports.drain.settled(await entryNamed(ports, ref));
  const source = await sourceOf(ports, [index]);
  const { path, statement } = await source.entry(index);
  return formatTlogProof({ extra: encodeStatement(statement), index, path: path.map(hashOf), checkpoint: source.checkpoint });
}

async function entryNamed(ports: ProofPorts, ref: string): Promise<number> {
  if (ref.startsWith("led_")) return newestOf(ports, ref);
  const batch = parseRowRef(ref)?.batch;
  if (batch === undefined) return fileEntry(ports, ref.toLowerCase());
  const committed = await ports.store.db.selectFrom("batches").select("outbox").where("id", "=", batch).executeTakeFirst();
  if (!committed) throw new YuejianError("RECORD_UNKNOWN", { ref });
  return committed.outbox;
}

async function fileEntry(ports: ProofPorts, sha256: string): Promise<number> {
  const entry = await ports.store.db
    .selectFrom("outbox")
    .select("id")
    .where("type", "=", "file.registered")
    .where("content_sha256", "=", sha256)
    .orderBy("id")
    .executeTakeFirst();
  if (!entry) throw new YuejianError("FILE_NOT_REGISTERED", { digest: sha256 });
  return entry.id;
}

function hashOf(hex: string): Uint8Array {
  return Buffer.from(hex, "hex");
}

/** Under the final checkpoint where it covers these entries, or else the newest that cosigners were asked for, or the newest of all. The entries that the
 *  document needs besides are older than these. */
async function sourceOf({ ledger, cosigning }: ProofPorts, indexes: readonly number[]): Promise<ProofSource> {
  const { final = null, newest = null } = cosigning?.() ?? {};
  const notes = [final, newest && { note: newest.note, size: newest.finality.checkpoint.size }];
  return openProofSource(ledger, notes.find((each) => each !== null && each.size > Math.max(...indexes))?.note);
}

async function supplemented<Document extends ProofDocument>({ supplements }: ProofPorts, document: Document): Promise<Document> {
  return withSupplements(document, await gatherSupplements(supplements, { note: document.checkpoint, entries: entriesOf(document) }));
}

async function newestOf({ store }: ProofPorts, leadId: string): Promise<number> {
  const newest = await store.db
    .selectFrom("outbox")
    .select("id")
    .where("subject", "=", leadId)
    .where("type", "in", ["lead.created", "lead.changed"])
    .orderBy("id", "desc")
    .executeTakeFirst();
  if (!newest) throw new YuejianError("LEAD_UNKNOWN", { lead: leadId });
  return newest.id;
}

/** All findings of a run, from which the tree above the one of the subject is computed. */
async function findingsOf(
  { store }: ProofPorts,
  run: { id: string; secret: string | null },
  subject: string,
): Promise<{ findings: (SealedFinding | ErasedFinding)[]; index: number }> {
  const rows = await store.db.selectFrom("findings").selectAll().where("run", "=", run.id).orderBy("position").execute();
  const index = rows.findIndex((row) => row.subject === subject);
  const findings = sealedFindings(rows, run.secret);
  if (index < 0 || !findings) throw new YuejianError("PROOF_CONTENT_ERASED", { subject: run.id });
  return { findings, index };
}

/** Opens rows of committed batches only: what an unfinished load left behind is not there. RECORD_SEALED unless the caller's purpose opens seals. */
async function openAll({ store, lake }: ProofPorts, refs: readonly string[], lifted: readonly SealBasisId[]): Promise<RecordOpening[]> {
  const roots = new Map<string, string>();
  for (const ref of refs) {
    const batch = parseRowRef(ref)?.batch;
    if (batch !== undefined && roots.has(batch)) continue;
    const committed = batch && (await store.db.selectFrom("batches").select("record_root").where("id", "=", batch).executeTakeFirst());
    if (!committed) throw new YuejianError("RECORD_UNKNOWN", { ref });
    roots.set(batch, committed.record_root);
  }
  const openings = await lake.openRecords(refs, { lifted }).catch(async (cause: unknown) => {
    throw await asDeleted(store.db, refs, cause);
  });
  for (const opening of openings) {
    if (opening.root !== roots.get(opening.batch)) throw new YuejianError("LAKE_FILE_CORRUPT", { file: opening.batch });
  }
  return openings;
}

/** Where a row cannot be opened because it was deleted, that is what is said. */
async function asDeleted(db: Reading, refs: readonly string[], cause: unknown): Promise<unknown> {
  if (!(cause instanceof YuejianError) || cause.code !== "RECORD_UNKNOWN") return cause;
  for (const ref of refs) {
    const place = parseRowRef(ref);
    const deletion = place && (await deletionOfRow(db, { ...place, action: "delete" }));
    if (deletion) return recordDeleted(ref, deletion);
  }
  return cause;
}

async function batchEntry({ store }: ProofPorts, batch: string): Promise<number> {
  return (await store.db.selectFrom("batches").select("outbox").where("id", "=", batch).executeTakeFirstOrThrow()).outbox;
}

async function provenBatch(ports: ProofPorts, source: ProofSource, opening: RecordOpening): Promise<ProvenBatch> {
  return { ...(await provenContent(ports, source, await batchEntry(ports, opening.batch))), columns: opening.opened.columns };
}

function provenRecord(opening: RecordOpening, withheld: Withheld): ProvenRecord {
  const { row, line, cells, rest } = opening.opened;
  return {
    batch: opening.batch,
    row,
    line,
    cells: withholdCells(cells, (column) => withheld(opening.dataset, column)),
    rest,
    leafIndex: opening.leafIndex,
    path: opening.path,
  };
}

async function provenContent(ports: ProofPorts, source: ProofSource, outboxId: number): Promise<ProvenContent<JsonObject>> {
  const content = parseCanonicalJson((await contentOf(ports, outboxId)).content, "content");
  return { entry: await source.entry(await ports.drain.settled(outboxId)), content: content as JsonObject };
}

async function contentOf({ store }: ProofPorts, outboxId: number): Promise<{ content: string; opened: string | null }> {
  const row = await store.db
    .selectFrom("outbox")
    .leftJoin("ledger_contents", "ledger_contents.sha256", "outbox.content_sha256")
    .select(["outbox.subject", "ledger_contents.content", "ledger_contents.opened"])
    .where("outbox.id", "=", outboxId)
    .executeTakeFirst();
  if (!row || row.content === null) throw new YuejianError("PROOF_CONTENT_ERASED", { subject: row?.subject ?? String(outboxId) });
  return { content: row.content, opened: row.opened };
}
