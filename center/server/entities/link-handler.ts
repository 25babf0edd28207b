import { createHash } from "node:crypto";
import { ENTITY_MEMBERS, type Snapshot, YuejianError } from "@yuejian/contracts";
import type { EntityRunView } from "@yuejian/contracts/api";
import { type LeadRow, LINKER_VERSION, linkHome } from "@yuejian/data";
import type { JobContext, JobHandler } from "../jobs/index.ts";
import type { Reading, Row } from "../store/index.ts";
import { readSchemas } from "../work/catalogue.ts";
import { membersInForce } from "../work/members-in-force.ts";
import { currentSnapshot } from "../work/snapshot.ts";
import type { Workplace } from "../work/workplace.ts";
import { commitEntities } from "./commit-entities.ts";
import { readConstraints } from "./constraints.ts";
import { entityMappings } from "./mappings.ts";
import { latestEntityRun, runView } from "./runs.ts";

/** Lead rows handed to the engine at once. */
const PAGE = 5_000;

/** Links what is committed now into entities. After a kill the same job finds what it compared before, or the run that it committed. */
export const linkEntitiesHandler: JobHandler<Workplace> = async (input, context): Promise<EntityRunView> => {
  const { datasets: wanted, isIncremental } = input as { datasets?: readonly string[]; isIncremental: boolean };
  const { home, job, fence } = context;
  const { store, clock } = home;
  const own = await store.db.selectFrom("entity_runs").selectAll().where("job", "=", job.id).executeTakeFirst();
  if (own) return runView(own);
  const startedAt = new Date(clock.now()).toISOString();
  const request = await requestOf(context, wanted ?? null);
  const [previous, inForce] = await Promise.all([latestEntityRun(store.db), membersInForce(store.db)]);
  let row: Row<"entity_runs"> | null = null;
  await linkHome(
    {
      ...request.what,
      batch: home.ids.next("bat"),
      office: job.office,
      secret: createHash("sha256").update("names of entities").update(home.vrfSeed).digest("hex"),
      previous: previous ? { state: previous.state, members: inForce } : null,
      isIncremental: isIncremental && canGoOn(previous, request.what.mentions),
      closures: await home.lake.closureVersion(),
      leads: () => leadRows(store.db),
    },
    {
      ...home,
      lakeFolder: home.paths.lake,
      tables: home.lakeTables ?? undefined,
      saltsFolder: home.paths.salts,
      scratchFolder: home.paths.scratch,
      progress: context.progress,
    },
    async (linked) => {
      row = await store.write((trx) =>
        commitEntities(
          trx,
          home,
          { linked, snapshot: request.what.snapshot, startedAt, parameters: request.parameters, previous: previous?.id ?? null, inForce },
          { actor: job.actor, office: job.office, job: { id: job.id, fence } },
        ),
      );
    },
  );
  if (row === null) throw new RangeError("a run that was not committed");
  return runView(row);
};

/** What was compared under another program, or when other datasets were named, says little of now. */
function canGoOn(previous: Row<"entity_runs"> | undefined, mentions: ReadonlyMap<string, unknown>): boolean {
  if (!previous || previous.code_version !== LINKER_VERSION) return false;
  return Object.keys(JSON.parse(previous.snapshot) as Snapshot["batches"]).every((dataset) => mentions.has(dataset));
}

async function requestOf({ home }: JobContext<Workplace>, wanted: readonly string[] | null) {
  const { db } = home.store;
  const [schemas, snapshot] = await Promise.all([readSchemas(db), currentSnapshot(db, home.clock)]);
  const unknown = wanted?.find((id) => !schemas.has(id));
  if (unknown !== undefined) throw new YuejianError("DATASET_UNKNOWN", { dataset: unknown });
  const mappings = await entityMappings(db, schemas.values());
  const linked = [...schemas.values()].filter(
    ({ id }) =>
      id !== ENTITY_MEMBERS &&
      (wanted === null || wanted.includes(id)) &&
      (snapshot.batches[id]?.length ?? 0) > 0 &&
      (mappings.get(id)?.mentions.length ?? 0) > 0,
  );
  if (linked.length === 0)
    throw new YuejianError("ENTITY_NOTHING_TO_LINK", { datasets: (wanted ?? Object.keys(snapshot.batches)).join(", ") });
  const batches = Object.fromEntries(linked.map(({ id }) => [id, snapshot.batches[id] ?? []]));
  const offices = await db.selectFrom("batches").select(["id", "office"]).execute();
  const mentions = new Map(linked.map(({ id }) => [id, mappings.get(id)?.mentions ?? []]));
  const constraints = await readConstraints(db);
  return {
    what: {
      snapshot: { ...snapshot, batches },
      schemas: linked,
      mentions,
      officeOf: new Map(offices.map(({ id, office }) => [id, office])),
      constraints,
    },
    parameters: { mentions: Object.fromEntries(mentions), decisions: [...new Set(constraints.map(({ decision }) => decision))] },
  };
}

/** Rows that the newest finding of each lead names, lead by lead. */
async function* leadRows(db: Reading): AsyncGenerator<LeadRow[]> {
  for (let after = ""; ; ) {
    const leads = await db
      .selectFrom("leads")
      .select(["id", "subject", "last_run"])
      .where("expired_at", "is", null)
      .where("id", ">", after)
      .orderBy("id")
      .limit(PAGE)
      .execute();
    const last = leads.at(-1);
    if (!last) return;
    after = last.id;
    for (const [run, ofRun] of Map.groupBy(leads, (lead) => lead.last_run)) {
      const bySubject = Map.groupBy(ofRun, ({ subject }) => subject);
      const subjects = [...bySubject.keys()];
      for (let start = 0; start < subjects.length; start += 500) {
        const rows = await db
          .selectFrom("findings")
          .innerJoin("finding_rows", (join) =>
            join.onRef("finding_rows.run", "=", "findings.run").onRef("finding_rows.position", "=", "findings.position"),
          )
          .select(["findings.subject", "finding_rows.batch", "finding_rows.row"])
          .where("findings.run", "=", run)
          .where("findings.subject", "in", subjects.slice(start, start + 500))
          .execute();
        yield rows.flatMap(({ subject, batch, row }) =>
          (bySubject.get(subject) ?? []).map(({ id }) => ({ lead: id, subject, batch, row })),
        );
      }
    }
  }
}
