import type { CaseState } from "@yuejian/contracts";
import { canonicalName, findCitations, type LawNames } from "@yuejian/text";
import { heldNames } from "../laws/held-names.ts";
import type { NewRow, Store, StoreTransaction } from "../store/index.ts";
import { caseStateOf } from "./case-rows.ts";

/** Articles of a list or range that one citation counts for. */
const RANGE = 50;
/** Cases that one transaction reads. */
const PIECE = 100;

/** Puts down anew what the instrument of a case cites. */
export async function noteCitations(trx: StoreTransaction, { id, instrument }: CaseState, names: LawNames): Promise<void> {
  await trx.deleteFrom("case_citations").where("case_id", "=", id).execute();
  await trx.deleteFrom("case_instruments").where("case_id", "=", id).execute();
  if (!instrument) return;
  const drafted = await trx
    .selectFrom("case_events")
    .select((build) => build.fn.max("at").as("at"))
    .where("case_id", "=", id)
    .where("action", "=", "draft")
    .executeTakeFirst();
  await trx
    .insertInto("case_instruments")
    .values({ case_id: id, kind: instrument.kind, template_version: instrument.template?.version ?? null, drafted_at: drafted?.at ?? "" })
    .execute();
  const rows = new Map<string, NewRow<"case_citations">>();
  for (const { law, article, until } of findCitations(`${instrument.title}\n${instrument.body}`, { names })) {
    if (law === null) continue;
    const last = article && until ? Math.min(until.number, article.number + RANGE) : article?.number;
    for (let number = article?.number; number === undefined || number <= (last ?? 0); number += 1) {
      const key = number === undefined ? "" : article?.sub ? `${number}-${article.sub}` : String(number);
      rows.set(`${canonicalName(law)} ${key}`, { case_id: id, law: canonicalName(law), article: key });
      if (number === undefined) break;
    }
  }
  if (rows.size > 0)
    await trx
      .insertInto("case_citations")
      .values([...rows.values()])
      .execute();
}

/** Reads all instruments again: names of laws that came in since are known now. `onPiece` may throw to stop. */
export async function rereadCitations(store: Store, onPiece: (trx: StoreTransaction) => Promise<void>): Promise<void> {
  const names = await heldNames(store.db);
  let after = "";
  for (;;) {
    const rows = await store.db
      .selectFrom("case_events")
      .select("case_id")
      .distinct()
      .where("action", "=", "draft")
      .where("case_id", ">", after)
      .orderBy("case_id")
      .limit(PIECE)
      .execute();
    if (rows.length === 0) return;
    await store.write(async (trx) => {
      await onPiece(trx);
      for (const { case_id: id } of rows) {
        const found = await caseStateOf(trx, id);
        if (found) await noteCitations(trx, found.state, names);
      }
    });
    after = rows.at(-1)?.case_id ?? "";
  }
}
