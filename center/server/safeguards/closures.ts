import { type ClosurePort, type Closures, type DatasetSchema, SEAL_RULES, type SealBasisId } from "@yuejian/contracts";
import { sql } from "kysely";
import type { Reading } from "../store/index.ts";

/** What the store says is sealed or withdrawn, for the lake. */
export function createClosures(db: Reading): ClosurePort {
  return {
    version: () => closureVersion(db),
    read: async () => ({ version: await closureVersion(db), ...(await readClosures(db)) }),
    async datasetOf(batch) {
      return (await db.selectFrom("batches").select("dataset").where("id", "=", batch).executeTakeFirst()) ?? null;
    },
    async batchesOf(dataset) {
      const schema = await db.selectFrom("datasets").select("schema").where("id", "=", dataset).executeTakeFirst();
      if (!schema) return null;
      const batches = await db.selectFrom("batches").select("id").where("dataset", "=", dataset).orderBy("sequence").execute();
      return { schema: JSON.parse(schema.schema) as DatasetSchema, batches: batches.map(({ id }) => id) };
    },
  };
}

/** Names what was decided on single rows and persons: seals, liftings, withdrawals, deletions. */
export async function closingDecisions(db: Reading): Promise<string> {
  const { rows } = await sql<{ decisions: string }>`select ${decisions} as decisions`.execute(db);
  return String(rows[0]?.decisions);
}

const decisions = sql`coalesce((select max(outbox) from seals), 0) || '/' || coalesce((select max(lift_outbox) from seals), 0) || '/' ||
    coalesce((select max(outbox) from withdrawn_rows), 0) || '/' || coalesce((select max(outbox) from row_deletions), 0)`;

/** Changes with every seal, lifting, withdrawal and deletion, and with every batch of a dataset that the rules look into. */
async function closureVersion(db: Reading): Promise<string> {
  const sources = [...new Set(SEAL_RULES.map(({ dataset }) => dataset))];
  const { rows } = await sql<{ version: string }>`select
    ${decisions} || '/' ||
    coalesce((select max(sequence) from batches where dataset in (${sql.join(sources)})), 0) as version`.execute(db);
  return String(rows[0]?.version);
}

async function readClosures(db: Reading): Promise<Omit<Closures, "version">> {
  const [seals, withdrawn, rewritten] = await Promise.all([
    db.selectFrom("seals").select(["kind", "dataset", "batch", "row", "person", "basis"]).where("lifted_at", "is", null).execute(),
    db.selectFrom("withdrawn_rows").select(["batch", "row"]).execute(),
    db.selectFrom("batch_rewrites").select(["batch", "generation"]).where("generation", ">", 0).execute(),
  ]);
  return {
    records: seals.flatMap(({ kind, batch, row, basis }) =>
      kind === "record" && batch !== null && row !== null ? [{ batch, row, basis: basis as SealBasisId }] : [],
    ),
    persons: seals.flatMap(({ kind, person, dataset, basis }) =>
      kind === "person" && person !== null ? [{ person, dataset, basis: basis as SealBasisId }] : [],
    ),
    released: seals.flatMap(({ kind, person, basis }) =>
      kind === "release" && person !== null ? [{ person, basis: basis as SealBasisId }] : [],
    ),
    rules: SEAL_RULES,
    withdrawn,
    rewritten,
  };
}
