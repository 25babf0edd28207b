import { findingTree, sealFindings } from "@yuejian/chain/format";
import {
  type Clock,
  canonicalJson,
  type DatasetSchema,
  type Finding,
  type Lead,
  type ModelManifest,
  parseRowRef,
  type Relation,
  type SealBasisId,
} from "@yuejian/contracts";
import { answerLookBacks } from "../cases/index.ts";
import { noteRerun, raiseFlags } from "../safeguards/index.ts";
import { chunks, type Row, type StoreTransaction } from "../store/index.ts";
import { type ExplainedFinding, type LeadPorts, meet, newestLead, saveOpened, saveRepeated } from "./found-leads.ts";
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

export interface RunCommitPorts extends LeadPorts {
  readonly clock: Clock;
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
  const leads = await meet(trx, ports, { manifest, findings: run.findings, run: id, now: newest.createdAt > now ? newest.createdAt : now });
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
