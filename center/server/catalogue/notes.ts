import { type DatasetSchema, YuejianError } from "@yuejian/contracts";
import type { CatalogueNote } from "@yuejian/contracts/api";
import type { Audit } from "../audit/index.ts";
import { type Account, type Ground, versionConflictOf } from "../identity/index.ts";
import type { Reading, Row } from "../store/index.ts";

export interface NewNote {
  readonly schema: DatasetSchema;
  /** Null: about the dataset. */
  readonly column: string | null;
  /** Of the office's newest note; 0 where it has none. */
  readonly version: number;
  readonly meaning: string;
  readonly tags: readonly string[];
  readonly legalBasis?: string | null;
  readonly refreshDays?: number | null;
}

/** What offices write down about datasets and columns. Nothing written is lost: each change is a further version. */
export interface CatalogueNotes {
  /** The newest of each office, those withdrawn left out; of all datasets when none is named. */
  newest(dataset?: string): Promise<(CatalogueNote & { readonly dataset: string })[]>;
  /** Every version, newest first. */
  history(dataset: string, of: { readonly column: string | null; readonly office?: string }): Promise<CatalogueNote[]>;
  /** LINEAGE_COLUMN_UNKNOWN, VERSION_CONFLICT, REQUEST_INVALID */
  write(note: NewNote, by: Account): Promise<CatalogueNote>;
}

export function createCatalogueNotes({ store, clock, ids, outbox }: Ground, audit: Audit): CatalogueNotes {
  return {
    async newest(dataset) {
      const of = store.db.selectFrom("catalogue_notes");
      const rows = await (dataset === undefined ? of : of.where("dataset", "=", dataset)).selectAll().orderBy("version").execute();
      const last = new Map(rows.map((row) => [JSON.stringify([row.dataset, row.column_name, row.office]), row]));
      const views = await viewsOf(store.db, [...last.values()]);
      return views.filter((note) => !isWithdrawn(note));
    },
    async history(dataset, { column, office }) {
      let query = store.db
        .selectFrom("catalogue_notes")
        .selectAll()
        .where("dataset", "=", dataset)
        .where("column_name", "=", column ?? "");
      if (office !== undefined) query = query.where("office", "=", office);
      const rows = await query.orderBy("at", "desc").orderBy("version", "desc").execute();
      return (await viewsOf(store.db, rows)).map(({ dataset: _dataset, ...note }) => note);
    },
    write: ({ schema, column, version, ...said }, by) =>
      store.write(async (trx) => {
        demandFits(schema, column, said);
        const place = { dataset: schema.id, column_name: column ?? "", office: by.office };
        const newest = await trx
          .selectFrom("catalogue_notes")
          .selectAll()
          .where("dataset", "=", place.dataset)
          .where("column_name", "=", place.column_name)
          .where("office", "=", place.office)
          .orderBy("version", "desc")
          .limit(1)
          .executeTakeFirst();
        if ((newest?.version ?? 0) !== version) throw await conflict(trx, newest ?? null);
        const id = ids.next("nte");
        const { meaning, legalBasis = null, refreshDays = null } = said;
        const tags = [...new Set(said.tags.map((tag) => tag.trim()).filter((tag) => tag !== ""))];
        const content = { id, dataset: schema.id, column, office: by.office, version: version + 1, meaning, tags, legalBasis, refreshDays };
        const statement = await outbox.record(trx, { type: "catalogue.changed", subject: schema.id, organisation: by.office, content });
        const row = {
          id,
          ...place,
          version: version + 1,
          meaning: meaning.trim(),
          tags: JSON.stringify(tags),
          legal_basis: legalBasis,
          refresh_days: refreshDays,
          actor: by.id,
          at: new Date(clock.now()).toISOString(),
          outbox: statement,
        };
        await trx.insertInto("catalogue_notes").values(row).execute();
        const detail = `note ${column ?? "on the dataset"} version ${row.version}`;
        await audit.recordIn(trx, { actor: by, action: "catalogue.manage", subject: schema.id, outcome: "done", detail });
        return noteView(row, by.display_name);
      }),
  };
}

async function conflict(db: Reading, newest: Row<"catalogue_notes"> | null): Promise<YuejianError> {
  const [view] = newest ? await viewsOf(db, [newest]) : [];
  return versionConflictOf({
    who: view?.by ?? "–",
    at: view?.at ?? "–",
    changed: view
      ? { zh: `第 ${view.version} 版：${view.meaning}`, en: `version ${view.version}: ${view.meaning}` }
      : { zh: "还没有说明", en: "there is no note yet" },
  });
}

function demandFits(schema: DatasetSchema, column: string | null, said: Pick<NewNote, "legalBasis" | "refreshDays">): void {
  if (column === null) return;
  if (!schema.columns.some(({ name }) => name === column)) throw new YuejianError("LINEAGE_COLUMN_UNKNOWN", { dataset: schema.id, column });
  if ((said.legalBasis ?? null) !== null || (said.refreshDays ?? null) !== null)
    throw new YuejianError("REQUEST_INVALID", {
      where: "body.column",
      reason: column,
      reason_zh: "法律依据和更新周期写在数据集上，不写在列上",
      reason_en: "legal basis and refresh belong to the dataset, not to a column",
    });
}

function isWithdrawn({ meaning, tags, legalBasis, refreshDays }: CatalogueNote): boolean {
  return meaning === "" && tags.length === 0 && legalBasis === null && refreshDays === null;
}

async function viewsOf(db: Reading, rows: readonly Row<"catalogue_notes">[]): Promise<(CatalogueNote & { readonly dataset: string })[]> {
  if (rows.length === 0) return [];
  const people = await db
    .selectFrom("users")
    .select(["id", "display_name"])
    .where("id", "in", [...new Set(rows.map(({ actor }) => actor))])
    .execute();
  const names = new Map(people.map((each) => [each.id, each.display_name]));
  return rows.map((row) => ({ ...noteView(row, names.get(row.actor) ?? row.actor), dataset: row.dataset }));
}

function noteView(row: Row<"catalogue_notes">, by: string): CatalogueNote {
  return {
    id: row.id,
    column: row.column_name === "" ? null : row.column_name,
    office: row.office,
    version: row.version,
    meaning: row.meaning,
    tags: JSON.parse(row.tags) as string[],
    legalBasis: row.legal_basis,
    refreshDays: row.refresh_days,
    by,
    at: row.at,
  };
}
