import type { StoreTransaction } from "../store/index.ts";

export interface NewExport {
  /** Outbox id of `record.exported`. */
  readonly outbox: number;
  readonly lead: string;
  readonly user: string;
  readonly purpose: string | null;
  readonly rows: readonly { readonly batch: string; readonly row: number }[];
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Remembers which rows left the house with an export, so that who corrects one of them knows who has the old value. */
export async function noteExport(trx: StoreTransaction, { outbox, lead, user, purpose, rows, at }: NewExport): Promise<void> {
  await trx
    .insertInto("exports")
    .values({ outbox, lead, user, purpose, exported_at: new Date(at).toISOString() })
    .execute();
  const places = rows.map(({ batch, row }) => ({ batch, row, outbox }));
  if (places.length > 0) await trx.insertInto("export_rows").values(places).execute();
}
