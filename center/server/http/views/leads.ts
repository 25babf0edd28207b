import type { LeadFilter, LeadQuery } from "@yuejian/contracts/api";
import { sql } from "kysely";
import type { Static } from "typebox";
import {
  type Count,
  countLeads,
  criteriaOf,
  decodeCursor,
  encodeCursor,
  type Inbox,
  pageOf,
  type Reader,
  readCells,
} from "../../inbox/index.ts";
import type { Actor, Policy } from "../../policy/index.ts";
import { isSealed } from "../../safeguards/index.ts";
import { type Reading, type Row, type SharedAnswers, unindexed } from "../../store/index.ts";

export interface LeadRow extends Row<"leads"> {
  readonly assignee_name: string | null;
  /** Cells of the newest finding, JSON; null when the run's findings were erased. */
  readonly cells: string | null;
  /** 1 while rows that it rests on are sealed. */
  readonly is_sealed: number;
}

export interface LeadList extends Count {
  readonly rows: readonly LeadRow[];
  readonly next: string | null;
}

/** A page of the leads within the reader's scope, and counts of all that the filter leaves. */
export async function listLeads(
  { shared, ...inbox }: Inbox & { readonly shared: SharedAnswers },
  query: Static<typeof LeadQuery>,
  reader: Reader,
): Promise<LeadList> {
  const { sort = "newest", cursor, offset = 0, limit = 50, ...filter } = query;
  const after = decodeCursor(sort, cursor);
  const criteria = await criteriaOf(inbox, filter, reader);
  const cells = await shared(["lead counts"], () => readCells(inbox.db));
  const { places, next } = await pageOf(inbox, criteria, cells, { sort, after, offset, limit });
  const count = await countLeads(inbox, criteria, cells);
  return { ...count, rows: await rowsAt(inbox.db, places), next: next && encodeCursor(sort, next) };
}

/** A page alone, without counts. */
export async function someLeads(inbox: Inbox, query: Static<typeof LeadQuery>, reader: Reader): Promise<LeadRow[]> {
  const { sort = "newest", cursor: _cursor, offset = 0, limit = 50, ...filter } = query;
  const criteria = await criteriaOf(inbox, filter, reader);
  const { places } = await pageOf(inbox, criteria, await readCells(inbox.db), { sort, after: null, offset, limit });
  return rowsAt(inbox.db, places);
}

/** Counts alone. */
export async function countOf(inbox: Inbox, filter: LeadFilter, reader: Reader): Promise<Count> {
  return countLeads(inbox, await criteriaOf(inbox, filter, reader), await readCells(inbox.db));
}

export function readerOf(policy: Policy, actor: Actor): Reader {
  return { id: actor.id, scope: policy.scope(actor), mayOpen: policy.may(actor, "record.reveal") };
}

async function rowsAt(db: Reading, places: readonly { readonly number: number }[]): Promise<LeadRow[]> {
  if (places.length === 0) return [];
  const numbers = places.map(({ number }) => number);
  const rows = new Map((await leadRows(db).where("leads.number", "in", numbers).execute()).map((row) => [row.number, row]));
  return numbers.flatMap((number) => rows.get(number) ?? []);
}

/** Leads with what their views need beside them. */
export function leadRows(db: Reading) {
  return db
    .selectFrom("leads")
    .leftJoin("users", "users.id", "leads.assignee")
    .leftJoin("findings", (join) =>
      join
        .onRef("findings.run", "=", "leads.last_run")
        .onRef("findings.subject", "=", "leads.subject")
        // A rule may find one subject several times; the first finding words the lead. Without the sum SQLite walks the run's findings in the
        // order of their positions until it meets the subject.
        .on(
          sql<boolean>`findings.position = (select min(${unindexed("every.position", 0)}) from findings as every where every.run = leads.last_run and every.subject = leads.subject)`,
        ),
    )
    .selectAll("leads")
    .select(["users.display_name as assignee_name", "findings.cells as cells"])
    .select(isSealed("leads.id").as("is_sealed"));
}
