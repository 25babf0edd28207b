import type { Ledger, LedgerStatement } from "@yuejian/contracts";
import type { LedgerEntries, LedgerEntryView } from "@yuejian/contracts/api";
import { sql } from "kysely";
import { type Reading, unindexed } from "../store/index.ts";

export interface EntryFilter {
  readonly type?: string;
  readonly organisation?: string;
  readonly subject?: string;
  readonly from?: string;
  readonly to?: string;
  readonly upTo?: number;
}

export interface EntrySearch {
  readonly filter: EntryFilter;
  /** Entries below this index; null: from the newest on. */
  readonly below: number | null;
  readonly limit: number;
}

interface Ports {
  readonly db: Reading;
  readonly ledger: Pick<Ledger, "size" | "entry">;
}

/** Counting stops here: whoever has more than so many before them narrows the filter. */
const COUNT_TO = 10_000;

/** Entries of the ledger, newest first. The store only tells which; each is read from the ledger itself. */
export async function findEntries({ db, ledger }: Ports, { filter, below, limit }: EntrySearch): Promise<LedgerEntries> {
  const { size } = ledger;
  const { upTo = size - 1, ...asked } = filter;
  const top = Math.min(size, upTo + 1);
  const end = Math.min(top, below ?? size);
  if (Object.values(asked).every((value) => value === undefined)) {
    const count = Math.max(0, Math.min(limit, end));
    const items = await entriesAt(
      ledger,
      Array.from({ length: count }, (_, at) => end - 1 - at),
    );
    return { items, next: end > count ? String(end - count) : null, total: Math.max(0, top), totalIs: "exact" };
  }
  const bounds = await boundsOf(db, asked, top);
  const fits = fitting(db, asked, bounds);
  const rows = await fits
    .select("ledger_index")
    .where("ledger_index", "<", Math.min(end, bounds.end))
    .orderBy("ledger_index", "desc")
    .limit(limit + 1)
    .execute();
  const { total } = await db
    .selectFrom(fits.select(sql.lit(1).as("one")).limit(COUNT_TO).as("counted"))
    .select((build) => build.fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  const indexes = rows.slice(0, limit).map(({ ledger_index }) => ledger_index as number);
  const items = await entriesAt(ledger, indexes);
  const next = rows.length > limit ? String(indexes.at(-1) ?? 0) : null;
  return { items, next, total, totalIs: total === COUNT_TO ? "at-least" : "exact" };
}

async function entriesAt(ledger: Ports["ledger"], indexes: readonly number[]): Promise<LedgerEntryView[]> {
  return Promise.all(indexes.map(async (index) => entryView(index, await ledger.entry(index))));
}

/** An entry tells digests, never content. */
export function entryView(index: number, bytes: Uint8Array): LedgerEntryView {
  const { type, subject, organisation, at, size, sha256, sm3 } = JSON.parse(Buffer.from(bytes).toString("utf8")) as LedgerStatement;
  return { index, type, subject, organisation, at, size, sha256, sm3 };
}

type Asked = Omit<EntryFilter, "upTo">;

interface Bounds {
  readonly start: number;
  readonly end: number;
}

function fitting(db: Reading, { type, organisation, subject, from, to }: Asked, { start, end }: Bounds) {
  return (
    db
      .selectFrom("outbox")
      .where("ledger_index", ">=", start)
      .where("ledger_index", "<", end)
      .$if(type !== undefined, (build) => build.where("type", "=", type ?? ""))
      .$if(organisation !== undefined, (build) => build.where("organisation", "=", organisation ?? ""))
      .$if(subject !== undefined, (build) => build.where("subject", "=", subject ?? ""))
      // As an expression: the index of times gives no order by number, and sorting a year of entries for one page would be slow.
      .$if(from !== undefined, (build) => build.where(unindexed("at", ""), ">=", from ?? ""))
      .$if(to !== undefined, (build) => build.where(unindexed("at", ""), "<", to ?? ""))
  );
}

/** The numbers between which entries of a time lie. Clocks may have been set back, so the smallest and largest are looked for among all of that time. */
async function boundsOf(db: Reading, { from, to }: Asked, top: number): Promise<Bounds> {
  if (from === undefined && to === undefined) return { start: 0, end: top };
  const found = await db
    .selectFrom("outbox")
    .$if(from !== undefined, (build) => build.where("at", ">=", from ?? ""))
    .$if(to !== undefined, (build) => build.where("at", "<", to ?? ""))
    // As an expression: asked for the smallest number itself, PostgreSQL walks the numbers from the first entry on until one is of that time.
    .select([
      sql<number | null>`min(${unindexed("ledger_index", 0)})`.as("first"),
      sql<number | null>`max(${unindexed("ledger_index", 0)})`.as("last"),
    ])
    .executeTakeFirstOrThrow();
  return found.first === null ? { start: 0, end: 0 } : { start: found.first, end: Math.min(top, (found.last ?? 0) + 1) };
}
