import { hash } from "node:crypto";
import { canonicalJson, YuejianError } from "@yuejian/contracts";
import type { SavedMapping } from "@yuejian/data";
import { applyMapping, type ExplicitMapping } from "@yuejian/identifiers";
import type { Audit } from "../audit/index.ts";
import type { Account, Ground } from "../identity/index.ts";
import type { Reading, Row, StoreTransaction } from "../store/index.ts";
import { readSchemas } from "../work/catalogue.ts";

export type Mapping = Row<"mappings">;

export interface NewMapping {
  readonly dataset: string;
  readonly office: string;
  readonly name: string;
  readonly headings: readonly string[];
  readonly mapping: ExplicitMapping;
}

/** Mappings that were saved for files with the same headings. Saving for the same dataset, office and headings again makes the next version;
 *  earlier ones stay on the ledger. */
export interface Mappings {
  list(): Promise<Mapping[]>;
  /** MAPPING_UNKNOWN */
  get(id: string): Promise<Mapping>;
  /** DATASET_UNKNOWN, MAPPING_HEADING_UNKNOWN, MAPPING_COLUMN_UNKNOWN, MAPPING_COLUMN_TWICE */
  saveIn(trx: StoreTransaction, mapping: NewMapping, by: Account): Promise<Mapping>;
  /** MAPPING_UNKNOWN */
  remove(id: string, by: Account): Promise<void>;
}

export function createMappings({ store, clock, ids, outbox }: Ground, audit: Audit): Mappings {
  async function get(db: Reading, id: string): Promise<Mapping> {
    const row = await db.selectFrom("mappings").selectAll().where("id", "=", id).executeTakeFirst();
    if (!row) throw new YuejianError("MAPPING_UNKNOWN", { mapping: id });
    return row;
  }

  function state(trx: StoreTransaction, change: "saved" | "removed", row: Omit<Mapping, "outbox">): Promise<number> {
    const { id, version, name, dataset, office, headings, mapping } = row;
    return outbox.record(trx, {
      type: "mapping.changed",
      subject: id,
      organisation: office,
      content: { change, id, version, name, dataset, office, headings: JSON.parse(headings), mapping: JSON.parse(mapping) },
    });
  }

  return {
    list: () => store.db.selectFrom("mappings").selectAll().orderBy("dataset").orderBy("name").orderBy("id").execute(),
    get: (id) => get(store.db, id),
    async saveIn(trx, { dataset, office, name, headings, mapping }, by) {
      const schema = (await readSchemas(trx)).get(dataset);
      if (!schema) throw new YuejianError("DATASET_UNKNOWN", { dataset });
      applyMapping(headings, schema, mapping);
      const fingerprint = fingerprintOf(headings);
      const known = await findMapping(trx, { dataset, office, fingerprint });
      const now = new Date(clock.now()).toISOString();
      const row = {
        id: known?.id ?? ids.next("map"),
        version: (known?.version ?? 0) + 1,
        name,
        dataset,
        office,
        fingerprint,
        headings: JSON.stringify(headings),
        mapping: canonicalJson(mapping),
        actor: by.id,
        created_at: known?.created_at ?? now,
        changed_at: now,
      };
      const saved = { ...row, outbox: await state(trx, "saved", row) };
      if (known) await trx.updateTable("mappings").set(saved).where("id", "=", known.id).execute();
      else await trx.insertInto("mappings").values(saved).execute();
      const detail = `save ${row.id} version ${row.version}, ${headings.length} headings`;
      await audit.recordIn(trx, { actor: by, action: "mapping.manage", subject: dataset, outcome: "done", detail });
      return saved;
    },
    async remove(id, by) {
      await store.write(async (trx) => {
        const row = await get(trx, id);
        await state(trx, "removed", row);
        await trx.deleteFrom("mappings").where("id", "=", id).execute();
        await audit.recordIn(trx, { actor: by, action: "mapping.manage", subject: row.dataset, outcome: "done", detail: `remove ${id}` });
      });
    },
  };
}

/** The order of a file's columns is irrelevant. */
function fingerprintOf(headings: readonly string[]): string {
  return hash("sha256", canonicalJson([...new Set(headings)].sort()), "hex");
}

/** What was saved for a table with these headings, as the intake asks for it. */
export async function savedMapping(
  db: Reading,
  { dataset, office, headings }: { dataset: string; office: string; headings: readonly string[] },
): Promise<SavedMapping | null> {
  const row = await findMapping(db, { dataset, office, fingerprint: fingerprintOf(headings) });
  return row ? { id: row.id, name: row.name, version: row.version, mapping: JSON.parse(row.mapping) as ExplicitMapping } : null;
}

async function findMapping(db: Reading, key: Pick<Mapping, "dataset" | "office" | "fingerprint">): Promise<Mapping | null> {
  const row = await db
    .selectFrom("mappings")
    .selectAll()
    .where("dataset", "=", key.dataset)
    .where("office", "=", key.office)
    .where("fingerprint", "=", key.fingerprint)
    .executeTakeFirst();
  return row ?? null;
}
