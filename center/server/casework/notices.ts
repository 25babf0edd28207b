import { createHash } from "node:crypto";
import { type CaseClocks, noticesOf } from "@yuejian/case-management";
import { canonicalJson, type HandledCase } from "@yuejian/contracts";
import type { Outbox } from "../outbox/index.ts";
import { chunks, type Row, type StoreTransaction } from "../store/index.ts";
import type { Workplace } from "../work/workplace.ts";

export interface Looked {
  readonly row: Pick<Row<"handled_cases">, "id" | "office" | "business_line" | "person">;
  readonly handled: HandledCase;
  readonly clocks: CaseClocks;
}

type Known = Row<"casework_notices">;

/** Opens what the rules find, closes what they no longer find, and leaves the rest as it stands: an answer stays with its notice. One statement for the page
 *  where anything changed. The caller gives all notices of these cases. */
export async function lookAgain(
  trx: StoreTransaction,
  { ids, outbox }: Pick<Workplace, "ids"> & { readonly outbox: Outbox },
  {
    looked,
    known,
    day,
    organisation,
  }: { readonly looked: readonly Looked[]; readonly known: readonly Known[]; readonly day: string; readonly organisation: string },
): Promise<{ readonly opened: number; readonly closed: number }> {
  const byCase = Map.groupBy(known, ({ case_id: id }) => id);
  const added: Omit<Known, "outbox">[] = [];
  const reopened: string[] = [];
  const moved: { id: string; facts: string }[] = [];
  const closed: string[] = [];
  const said = createHash("sha256");
  for (const { row, handled, clocks } of looked) {
    const left = new Map((byCase.get(row.id) ?? []).map((notice) => [`${notice.rule} ${notice.key}`, notice]));
    for (const { rule, key, facts } of noticesOf({ handled, clocks, day })) {
      const name = `${rule.id} ${key}`;
      const before = left.get(name);
      left.delete(name);
      const text = canonicalJson(facts);
      if (before?.is_open === 1 && before.facts === text) continue;
      said.update(`+ ${row.id} ${name} ${text}\n`);
      if (before === undefined)
        added.push({
          id: ids.next("cwn"),
          case_id: row.id,
          rule: rule.id,
          key,
          set_name: rule.set,
          severity: rule.severity,
          facts: text,
          office: row.office,
          business_line: row.business_line,
          person: row.person,
          is_open: 1,
          opened_on: day,
          closed_on: null,
          version: 1,
          verdict: null,
          reason: null,
          answered_by: null,
          answered_at: null,
        });
      else {
        moved.push({ id: before.id, facts: text });
        if (before.is_open === 0) reopened.push(before.id);
      }
    }
    for (const [name, notice] of left) {
      if (notice.is_open === 0) continue;
      said.update(`- ${row.id} ${name}\n`);
      closed.push(notice.id);
    }
  }
  if (added.length + moved.length + closed.length === 0) return { opened: 0, closed: 0 };
  const counts = { opened: added.length + reopened.length, changed: moved.length - reopened.length, closed: closed.length };
  const entry = await outbox.record(trx, {
    type: "casework.looked-at",
    subject: `casework:${day}`,
    organisation,
    content: { day, ...counts, noticesSha256: said.digest("hex") },
  });
  for (const piece of chunks(added, NOTICE_PIECE))
    await trx
      .insertInto("casework_notices")
      .values(piece.map((each) => ({ ...each, outbox: entry })))
      .execute();
  // What an answer was about is another thing now: it counts no longer, and stays on the ledger.
  for (const { id, facts } of moved)
    await trx
      .updateTable("casework_notices")
      .set((build) => ({
        facts,
        is_open: 1,
        closed_on: null,
        version: build("version", "+", 1),
        verdict: null,
        reason: null,
        answered_by: null,
        answered_at: null,
        outbox: entry,
      }))
      .where("id", "=", id)
      .execute();
  for (const piece of chunks(reopened, ID_PIECE))
    await trx
      .updateTable("casework_notices")
      .set({ opened_on: day })
      .where("id", "in", [...piece])
      .execute();
  for (const piece of chunks(closed, ID_PIECE))
    await trx
      .updateTable("casework_notices")
      .set((build) => ({ is_open: 0, closed_on: day, version: build("version", "+", 1), outbox: entry }))
      .where("id", "in", [...piece])
      .execute();
  return { opened: counts.opened, closed: counts.closed };
}

/** SQLite allows 32,766 parameters a statement. */
const NOTICE_PIECE = 1500;
const ID_PIECE = 5000;
