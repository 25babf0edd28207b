import {
  BUNDLE_FORMAT,
  type JsonObject,
  type KeyLookup,
  type LeadBundle,
  type OpenedContent,
  type ProvenRecord,
  parseCanonicalJson,
  withSupplements,
} from "@yuejian/chain/format";
import { coverReads, entriesOf, execute, type LookupKey, lookupsOf, modelFacts } from "@yuejian/chain/verify";
import { type CommittedKeys, type KeyProof, type LedgerStatement, rowRef, type SealBasisId, YuejianError } from "@yuejian/contracts";
import type { Lake } from "@yuejian/data";
import { sql } from "kysely";
import { batchOf } from "../work/index.ts";
import { bareLeadProof, type ProofPorts, proofParts, type Withheld } from "./proofs.ts";
import { gatherSupplements } from "./supplements.ts";

export interface BundlePorts extends ProofPorts {
  readonly lake: Pick<Lake, "openRecords" | "leafOf" | "sealedAmong" | "committedColumns" | "proveKey">;
  readonly vrfSeed: Uint8Array;
}

/** The lead's proof with what is needed to execute its rule again. Everything is open: what the
 *  recipient may not see is withheld afterwards (chain: redactBundle). LEAD_UNKNOWN, PROOF_CONTENT_ERASED, VRF_KEY_CHANGED, RECORD_SEALED unless `lifted` names the ground of each sealed row */
export async function leadBundle(ports: BundlePorts, leadId: string, lifted: readonly SealBasisId[] = []): Promise<LeadBundle> {
  const { db } = ports.store;
  const open: Withheld = () => false;
  const proof = await bareLeadProof(ports, leadId, open, lifted);
  const run = proof.run.content as unknown as {
    id: string;
    ruleDigest: string;
    manifestDigest: string;
    schemaDigests: Record<string, string>;
    parameters: JsonObject;
    snapshot: Record<string, string[]>;
  };
  const [rule, manifest] = [await factOf(ports, run.ruleDigest), await factOf(ports, run.manifestDigest)];
  const schemas: JsonObject[] = [];
  for (const id of Object.keys(run.schemaDigests).sort()) schemas.push(await factOf(ports, run.schemaDigests[id] ?? ""));
  const model = modelFacts({ rule, manifest, schemas });
  const parts = await proofParts(ports, proof.checkpoint);

  const ids = Object.values(run.snapshot).flat();
  const stored =
    ids.length === 0
      ? []
      : await db
          .selectFrom("batches")
          .innerJoin("outbox", "outbox.id", "batches.outbox")
          .selectAll("batches")
          .select("outbox.statement")
          .where("batches.id", "in", ids)
          .execute();
  const batches = new Map(
    stored.map((row) => [row.id, { facts: batchOf(row), keys: (JSON.parse(row.statement) as LedgerStatement).keys ?? null }]),
  );
  const keysOf = (dataset: string): (CommittedKeys | null)[] => (run.snapshot[dataset] ?? []).map((id) => batches.get(id)?.keys ?? null);

  const subject = proof.finding.opened["subject"]?.value;
  if (typeof subject !== "string") throw new YuejianError("PROOF_CONTENT_ERASED", { subject: leadId });
  const own = new Set(proof.rows.map((row) => rowRef(row.batch, row.row)));
  const lookups = new Map<string, KeyLookup>();
  const rows = new Map<string, ProvenRecord>();
  /** Sealed rows are in no document, nor that they are there: then nothing about the key is shown, and its absence is no more than asserted. */
  async function lookUp(lookup: LookupKey): Promise<KeyLookup> {
    const proven: (KeyProof | null)[] = [];
    const refs: string[] = [];
    for (const batch of run.snapshot[lookup.dataset] ?? []) {
      const answer = await ports.lake.proveKey({ ...lookup, batch }, ports.vrfSeed);
      proven.push(answer?.proof ?? null);
      refs.push(...(answer?.rows ?? []).map((row) => rowRef(batch, row)));
    }
    const sealed = await ports.lake.sealedAmong(refs);
    if (refs.some((ref) => sealed.has(ref) && !lifted.includes(sealed.get(ref) as SealBasisId))) return { ...lookup, batches: null };
    const fresh = refs.filter((ref) => !own.has(ref) && !rows.has(ref));
    for (const [at, row] of (await parts.records(fresh, lifted)).entries()) rows.set(fresh[at] ?? "", row);
    return { ...lookup, batches: proven };
  }

  // What the rule looks up depends on the rows at hand: look, fetch, look again.
  for (;;) {
    const facts = new Map(Array.from(batches, ([id, each]) => [id, each.facts]));
    const { reads } = execute(model, { subject, parameters: run.parameters, rows: [...proof.rows, ...rows.values()], batches: facts });
    const wanted = lookupsOf(coverReads(reads, keysOf));
    const names = wanted.map((lookup) => JSON.stringify(lookup));
    for (const [at, lookup] of wanted.entries()) {
      if (lookups.has(names[at] ?? "")) continue;
      lookups.set(names[at] ?? "", await lookUp(lookup));
    }
    if (names.length === lookups.size) {
      const named = new Set([...lookups.values()].flatMap((lookup) => rowsOf(lookup, run.snapshot)));
      const inProof = new Set(proof.batches.map(({ entry }) => entry.statement.subject));
      const others = Object.keys(run.snapshot)
        .sort()
        .flatMap((dataset) => (run.snapshot[dataset] ?? []).filter((id) => !inProof.has(id)));
      const proven = [];
      for (const id of others) proven.push(await parts.batch(id));
      const bundle: LeadBundle = {
        format: BUNDLE_FORMAT,
        proof,
        history: await historyOf(ports, parts, { lead: leadId, before: proof.lead.entry.index }),
        manifest,
        rule,
        schemas,
        batches: proven,
        lookups: names.flatMap((name) => lookups.get(name) ?? []),
        rows: [...rows.entries()]
          .filter(([ref]) => named.has(ref))
          .sort(([left], [right]) => (left < right ? -1 : 1))
          .map(([, row]) => row),
      };
      const supplements = await gatherSupplements(ports.supplements, { note: proof.checkpoint, entries: entriesOf(bundle) });
      return { ...bundle, proof: withSupplements(proof, supplements) };
    }
    // A key that is asked for no more: its rows go too, or the bundle would show more than the rule reads.
    for (const name of lookups.keys()) if (!names.includes(name)) lookups.delete(name);
  }
}

function rowsOf({ dataset, batches }: KeyLookup, snapshot: Readonly<Record<string, readonly string[]>>): string[] {
  return (batches ?? []).flatMap((proof, at) =>
    proof && "found" in proof ? proof.found.rows.map((row) => rowRef(snapshot[dataset]?.[at] ?? "", row)) : [],
  );
}

async function factOf({ store }: ProofPorts, sha256: string): Promise<JsonObject> {
  const row = await store.db.selectFrom("run_facts").select("content").where("sha256", "=", sha256).executeTakeFirst();
  if (!row) throw new YuejianError("PROOF_CONTENT_ERASED", { subject: sha256 });
  return parseCanonicalJson(row.content, "fact") as JsonObject;
}

async function historyOf(
  ports: ProofPorts,
  parts: Awaited<ReturnType<typeof proofParts>>,
  { lead, before }: { lead: string; before: number },
): Promise<OpenedContent[]> {
  const rows = await ports.store.db
    .selectFrom("outbox")
    .select("id")
    .where("subject", "=", lead)
    .where("type", "in", ["lead.created", "lead.changed"])
    .where(sql<boolean>`ledger_index < ${before}`)
    .orderBy("ledger_index")
    .execute();
  const steps: OpenedContent[] = [];
  for (const { id } of rows) steps.push(await parts.opened(id));
  return steps;
}
