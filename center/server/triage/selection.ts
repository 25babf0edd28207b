import { setImmediate as turn } from "node:timers/promises";
import { YuejianError } from "@yuejian/contracts";
import { BULK_FILTERED, BULK_IDS, type Selection } from "@yuejian/contracts/api";
import { criteriaOf, type Inbox, type Place, pageOf, type Reader, readCells } from "../inbox/index.ts";
import type { Row } from "../store/index.ts";

/** A lead that a bulk command is to change. */
export interface Selected {
  readonly id: string;
  /** Version that the person saw, or that it had when the filter was applied. */
  readonly version: number;
  /** As it is now; null when there is none, or none that the reader sees. */
  readonly row: Row<"leads"> | null;
  /** It was changed after the preview that the person saw. */
  readonly isLater: boolean;
}

const CHUNK = 500;

/** Leads of a selection in its order, a few hundred at a time: others are served in between. @throws YuejianError BULK_TOO_LARGE */
export async function* selected(inbox: Inbox, selection: Selection, reader: Reader): AsyncGenerator<Selected[]> {
  yield* "leads" in selection ? named(inbox, selection.leads) : matching(inbox, selection, reader);
}

async function* named({ db }: Inbox, leads: readonly { readonly id: string; readonly version: number }[]): AsyncGenerator<Selected[]> {
  if (leads.length > BULK_IDS) throw new YuejianError("BULK_TOO_LARGE", { limit: BULK_IDS });
  const unique = [...new Map(leads.map((lead) => [lead.id, lead] as const)).values()];
  for (let start = 0; start < unique.length; start += CHUNK) {
    const part = unique.slice(start, start + CHUNK);
    const ids = part.map(({ id }) => id);
    const rows = new Map((await db.selectFrom("leads").selectAll().where("id", "in", ids).execute()).map((row) => [row.id, row]));
    yield part.map(({ id, version }) => ({ id, version, row: rows.get(id) ?? null, isLater: false }));
    await turn();
  }
}

async function* matching(
  inbox: Inbox,
  { filter, asOf }: Exclude<Selection, { leads: unknown }>,
  reader: Reader,
): AsyncGenerator<Selected[]> {
  const criteria = await criteriaOf(inbox, filter, reader);
  const cells = await readCells(inbox.db);
  let found = 0;
  let after: Place | null = null;
  do {
    const page = await pageOf(inbox, criteria, cells, { sort: "oldest", after, offset: 0, limit: CHUNK });
    const numbers = page.places.map(({ number }) => number);
    found += numbers.length;
    if (found > BULK_FILTERED) throw new YuejianError("BULK_TOO_LARGE", { limit: BULK_FILTERED });
    const rows =
      numbers.length === 0 ? [] : await inbox.db.selectFrom("leads").selectAll().where("number", "in", numbers).orderBy("number").execute();
    // What was found after the preview was not in it.
    const shown = rows.filter((row) => asOf === undefined || row.created_at <= asOf);
    yield shown.map((row) => ({ id: row.id, version: row.version, row, isLater: asOf !== undefined && row.changed_at > asOf }));
    after = page.next;
    await turn();
  } while (after !== null);
}
