import { YuejianError } from "@yuejian/contracts";
import type { SavedQueryView } from "@yuejian/contracts/api";
import type { Audit } from "../audit/index.ts";
import { type Account, type Ground, versionConflictOf } from "../identity/index.ts";
import type { Row, StoreTransaction } from "../store/index.ts";

export type SavedQueryFields = Pick<SavedQueryView, "name" | "note" | "sql" | "parameters" | "isShared">;

/** Queries that people keep: each belongs to its author, and to the eyes of the office where it is shared. Every version stays. */
export interface SavedQueries {
  list(by: Account): Promise<SavedQueryView[]>;
  /** Newest first. SAVED_QUERY_UNKNOWN, also for others' that are not shared */
  versions(id: string, by: Account): Promise<SavedQueryView[]>;
  add(fields: SavedQueryFields, by: Account): Promise<SavedQueryView>;
  /** SAVED_QUERY_UNKNOWN, VERSION_CONFLICT */
  change(id: string, order: SavedQueryFields & { readonly version: number }, by: Account): Promise<SavedQueryView>;
  remove(id: string, by: Account): Promise<void>;
}

export function createSavedQueries({ store, clock, ids, outbox }: Ground, audit: Audit): SavedQueries {
  const rows = (by: Account) =>
    store.db
      .selectFrom("saved_queries")
      .innerJoin("saved_query_versions", "saved_query_versions.query", "saved_queries.id")
      .innerJoin("users", "users.id", "saved_queries.owner")
      .select([
        "saved_queries.id",
        "saved_queries.owner",
        "saved_queries.version as newest",
        "users.display_name",
        "saved_query_versions.version",
        "saved_query_versions.name",
        "saved_query_versions.note",
        "saved_query_versions.sql",
        "saved_query_versions.parameters",
        "saved_query_versions.is_shared",
        "saved_query_versions.at",
      ])
      .where("removed_at", "is", null)
      .where((is) =>
        is.or([is("owner", "=", by.id), is.and([is("saved_queries.is_shared", "=", 1), is("saved_queries.office", "=", by.office)])]),
      );

  async function versions(id: string, by: Account): Promise<SavedQueryView[]> {
    const found = await rows(by).where("saved_queries.id", "=", id).orderBy("saved_query_versions.version", "desc").execute();
    if (found.length === 0) throw new YuejianError("SAVED_QUERY_UNKNOWN", { query: id });
    return found.map(viewOf);
  }

  async function keep(
    trx: StoreTransaction,
    { id, version, fields, by }: { id: string; version: number; fields: SavedQueryFields; by: Account },
  ): Promise<void> {
    const { name, note, sql, parameters, isShared } = fields;
    const statement = await outbox.record(trx, {
      type: "saved-query.changed",
      subject: id,
      organisation: by.office,
      content: { change: version === 1 ? "added" : "changed", id, version, user: by.id, name, note, sql, parameters, isShared },
    });
    await trx
      .insertInto("saved_query_versions")
      .values({
        query: id,
        version,
        name,
        note,
        sql,
        parameters: JSON.stringify(parameters),
        is_shared: isShared ? 1 : 0,
        at: new Date(clock.now()).toISOString(),
        outbox: statement,
      })
      .execute();
    await audit.recordIn(trx, { actor: by, action: "query.run", subject: id, outcome: "done", detail: `save version ${version}` });
  }

  async function own(trx: StoreTransaction, id: string, by: Account): Promise<Row<"saved_queries">> {
    const row = await trx
      .selectFrom("saved_queries")
      .selectAll()
      .where("id", "=", id)
      .where("owner", "=", by.id)
      .where("removed_at", "is", null)
      .executeTakeFirst();
    if (!row) throw new YuejianError("SAVED_QUERY_UNKNOWN", { query: id });
    return row;
  }

  const newest = async (id: string, by: Account): Promise<SavedQueryView> => {
    const [first] = await versions(id, by);
    if (!first) throw new YuejianError("SAVED_QUERY_UNKNOWN", { query: id });
    return first;
  };

  return {
    versions,
    async list(by) {
      const found = await rows(by).orderBy("saved_query_versions.name").execute();
      return found.filter(({ version, newest: last }) => version === last).map(viewOf);
    },
    async add(fields, by) {
      const id = ids.next("sqr");
      await store.write(async (trx) => {
        const row = { id, owner: by.id, office: by.office, version: 1, is_shared: fields.isShared ? 1 : 0, removed_at: null };
        await trx.insertInto("saved_queries").values(row).execute();
        await keep(trx, { id, version: 1, fields, by });
      });
      return newest(id, by);
    },
    async change(id, { version, ...fields }, by) {
      await store.write(async (trx) => {
        const row = await own(trx, id, by);
        if (row.version !== version) {
          const { changedAt } = await newest(id, by);
          const changed = { zh: `第 ${row.version} 版`, en: `version ${row.version}` };
          throw versionConflictOf({ who: by.display_name, at: changedAt, changed });
        }
        const next = { version: version + 1, is_shared: fields.isShared ? 1 : 0 };
        await trx.updateTable("saved_queries").set(next).where("id", "=", id).execute();
        await keep(trx, { id, version: version + 1, fields, by });
      });
      return newest(id, by);
    },
    async remove(id, by) {
      await store.write(async (trx) => {
        const { version } = await own(trx, id, by);
        await trx
          .updateTable("saved_queries")
          .set({ removed_at: new Date(clock.now()).toISOString() })
          .where("id", "=", id)
          .execute();
        const content = { change: "removed", id, version, user: by.id };
        await outbox.record(trx, { type: "saved-query.changed", subject: id, organisation: by.office, content });
        await audit.recordIn(trx, { actor: by, action: "query.run", subject: id, outcome: "done", detail: "remove saved query" });
      });
    },
  };
}

interface Found {
  readonly id: string;
  readonly owner: string;
  readonly display_name: string;
  readonly version: number;
  readonly name: string;
  readonly note: string;
  readonly sql: string;
  readonly parameters: string;
  readonly is_shared: number;
  readonly at: string;
}

function viewOf({
  id,
  owner,
  display_name: ownerName,
  version,
  name,
  note,
  sql,
  parameters,
  is_shared: isShared,
  at,
}: Found): SavedQueryView {
  const given = JSON.parse(parameters) as SavedQueryView["parameters"];
  return { id, owner, ownerName, version, name, note, sql, parameters: given, isShared: isShared === 1, changedAt: at };
}
