import { createHash } from "node:crypto";
import { ENTITY_MEMBERS, ENTITY_MEMBERS_SCHEMA, type Snapshot } from "@yuejian/contracts";
import { LINKER_VERSION, type LinkedHome } from "@yuejian/data";
import { createAudit } from "../audit/index.ts";
import { raiseFlags, relianceOn } from "../safeguards/index.ts";
import { chunks, type NewRow, type Row, type StoreTransaction } from "../store/index.ts";
import { commitBatch } from "../work/catalogue.ts";
import { queueIndexing } from "../work/index-handler.ts";
import type { Workplace } from "../work/workplace.ts";

/** Rows per INSERT. */
const CHUNK = 500;

export interface EntityRunFacts {
  readonly linked: LinkedHome;
  readonly snapshot: Snapshot;
  readonly startedAt: string;
  /** What the run was told: which columns name entities, and which decisions hold. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The run that was in force, and the batches of members that were. */
  readonly previous: string | null;
  readonly inForce: readonly string[];
}

export interface EntityCommit {
  readonly actor: string;
  readonly office: string;
  readonly job: { readonly id: string; readonly fence: (trx: StoreTransaction) => Promise<void> };
}

/** Puts a run in force: its batch, the withdrawal of those before (of a run that only adds: of the members whose place its own take), what changed, what waits for a look, the entities of leads, the flags on what relied on
 *  merged or split entities, audit and statement, all in one transaction. Gives the leads that were flagged. */
export async function commitEntities(
  trx: StoreTransaction,
  home: Workplace,
  facts: EntityRunFacts,
  by: EntityCommit,
): Promise<Row<"entity_runs">> {
  const { linked, previous, inForce } = facts;
  const { outbox, clock } = home;
  const known = await trx.selectFrom("datasets").select("id").where("id", "=", ENTITY_MEMBERS).executeTakeFirst();
  await commitBatch(
    trx,
    {
      batch: linked.batch,
      newDataset: known ? null : ENTITY_MEMBERS_SCHEMA,
      quarantine: [],
      columnsDigest: linked.columnsDigest,
      keys: null,
      lakeFiles: linked.lakeFiles,
    },
    { ...home, actor: by.actor, job: by.job },
  );
  await queueIndexing(home, { id: by.actor, office: by.office }, { trx, isSoon: true });
  const run = linked.batch.id;
  const finishedAt = new Date(clock.now()).toISOString();
  const reliance = await relianceOn(trx, linked.regrouped);
  const rekeyed = await rekeyLeads(trx, linked);
  const statement = await outbox.record(trx, {
    type: "entities.linked",
    subject: run,
    organisation: by.office,
    content: {
      run,
      previous,
      mode: linked.isIncremental ? "incremental" : "full",
      // Null: all members were stated anew.
      added: linked.moved === null ? null : { members: linked.batch.rowsAccepted, moved: linked.moved.length },
      snapshot: facts.snapshot.batches,
      parameters: facts.parameters,
      codeVersion: LINKER_VERSION,
      kinds: linked.kinds,
      changes: linked.changes.length,
      leads: { flagged: reliance.leads.length, rekeyed },
      resultDigest: linked.resultDigest,
      startedAt: facts.startedAt,
      finishedAt,
      actor: by.actor,
    },
  });
  const withdrawal = { run, at: finishedAt, actor: by.actor, outbox: statement };
  if (linked.moved === null) for (const batch of inForce) await withdrawRun(trx, batch, withdrawal);
  else await withdrawMembers(trx, linked.moved, withdrawal);
  const row = await trx
    .insertInto("entity_runs")
    .values({
      id: run,
      mode: linked.isIncremental ? "incremental" : "full",
      started_at: facts.startedAt,
      finished_at: finishedAt,
      snapshot: JSON.stringify(facts.snapshot.batches),
      kinds: JSON.stringify(linked.kinds),
      code_version: LINKER_VERSION,
      result_digest: linked.resultDigest,
      state: linked.state,
      members: linked.members,
      entities: linked.kinds.reduce((sum, { entities }) => sum + entities, 0),
      actor: by.actor,
      office: by.office,
      job: by.job.id,
      outbox: statement,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  const changes = linked.changes.map((each, position) => ({ run, position, ...each }));
  for (const part of chunks(changes, CHUNK)) await trx.insertInto("entity_changes").values(part).execute();
  await trx.deleteFrom("entity_reviews").execute();
  for (const part of chunks(reviewRows(linked), CHUNK)) await trx.insertInto("entity_reviews").values(part).execute();
  await raiseFlags(trx, home, { kind: "regrouped", source: run, leads: reliance.leads });
  const account = await trx.selectFrom("users").select(["id", "display_name", "office"]).where("id", "=", by.actor).executeTakeFirst();
  await createAudit(home).recordIn(trx, {
    actor: account ?? { id: by.actor, display_name: by.actor, office: by.office },
    action: "entity.link",
    subject: run,
    outcome: "done",
    detail: `${row.mode}: ${row.members} members, ${row.entities} entities, ${changes.length} changes, ${reliance.leads.length} leads flagged`,
  });
  return row;
}

interface Withdrawal {
  readonly run: string;
  readonly at: string;
  readonly actor: string;
  readonly outbox: number;
}

const withdrawn = ({ run, at, actor, outbox }: Withdrawal) => ({
  reason: run,
  correction: null,
  withdrawn_by: actor,
  withdrawn_at: at,
  outbox,
});

/** The run before is out of force; its rows stay to be seen by reference. Leads that rest on changed entities are flagged for that, not for this. What
 *  runs that only added withdrew of it goes into the withdrawal of the whole: every session reads the list. */
async function withdrawRun(trx: StoreTransaction, batch: string, by: Withdrawal): Promise<void> {
  await trx.deleteFrom("withdrawn_rows").where("batch", "=", batch).where("row", "<>", 0).execute();
  await trx
    .insertInto("withdrawn_rows")
    .values({ batch, row: 0, ...withdrawn(by) })
    .execute();
}

async function withdrawMembers(
  trx: StoreTransaction,
  members: readonly { readonly batch: string; readonly row: number }[],
  by: Withdrawal,
): Promise<void> {
  for (const part of chunks(
    members.map(({ batch, row }) => ({ batch, row, ...withdrawn(by) })),
    CHUNK,
  ))
    await trx.insertInto("withdrawn_rows").values(part).execute();
}

/** Gives leads the entities of this run; the number of leads that had others before. */
async function rekeyLeads(trx: StoreTransaction, { leadEntities }: LinkedHome): Promise<number> {
  const before = Map.groupBy(await trx.selectFrom("lead_entities").selectAll().execute(), ({ lead }) => lead);
  const now = Map.groupBy(leadEntities, ({ lead }) => lead);
  const text = (rows: readonly { kind: string; entity: string }[]): string =>
    rows
      .map(({ kind, entity }) => `${kind} ${entity}`)
      .sort()
      .join("|");
  const changed = [...now].filter(([lead, rows]) => text(before.get(lead) ?? []) !== text(rows));
  const gone = [...before.keys()].filter((lead) => !now.has(lead));
  for (const part of chunks([...changed.map(([lead]) => lead), ...gone], CHUNK))
    await trx.deleteFrom("lead_entities").where("lead", "in", part).execute();
  for (const part of chunks(
    changed.flatMap(([, rows]) => rows),
    CHUNK,
  ))
    await trx.insertInto("lead_entities").values(part).execute();
  return changed.filter(([lead]) => before.has(lead)).length;
}

function reviewRows({ reviews }: LinkedHome): NewRow<"entity_reviews">[] {
  return reviews.map((each, position) => ({
    id: `rev_${createHash("sha256").update([each.leftKey, each.rightKey].sort().join(" ")).digest("hex").slice(0, 20)}`,
    position,
    kind: each.kind,
    reason: each.reason,
    left_mention: each.left,
    right_mention: each.right,
    left_key: each.leftKey,
    right_key: each.rightKey,
    left_entity: each.leftEntity,
    right_entity: each.rightEntity,
    odds: Math.round(each.odds * 1000),
  }));
}
