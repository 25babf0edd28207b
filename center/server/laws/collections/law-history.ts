import { type Clock, type Ids, LAW_HISTORY_KEPT } from "@yuejian/contracts";
import type { LawHistoryOrder, LawHistoryView } from "@yuejian/contracts/api";
import type { Reading, Store } from "../../store/index.ts";

interface Ports {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Notes a search or reading of a person; the same again takes its place, and of many the oldest go. */
export async function noteHistory({ store, clock, ids }: Ports, person: string, order: LawHistoryOrder): Promise<void> {
  const place =
    order.kind === "search"
      ? { kind: order.kind, query: order.query.trim(), law: "", article: "" }
      : { kind: order.kind, query: "", law: order.law, article: order.article ?? "" };
  await store.write(async (trx) => {
    await trx
      .deleteFrom("law_history")
      .where("person", "=", person)
      .where("kind", "=", place.kind)
      .where("query", "=", place.query)
      .where("law", "=", place.law)
      .where("article", "=", place.article)
      .execute();
    await trx
      .insertInto("law_history")
      .values({ id: ids.next("lhs"), person, ...place, on_day: order.on ?? null, at: new Date(clock.now()).toISOString() })
      .execute();
    const kept = trx
      .selectFrom("law_history")
      .select("id")
      .where("person", "=", person)
      .orderBy("at", "desc")
      .orderBy("id", "desc")
      .limit(LAW_HISTORY_KEPT);
    await trx.deleteFrom("law_history").where("person", "=", person).where("id", "not in", kept).execute();
  });
}

export async function readHistory(
  db: Reading,
  person: string,
  { kind, offset, limit }: { readonly kind: "search" | "reading" | undefined; readonly offset: number; readonly limit: number },
): Promise<LawHistoryView> {
  const own = db
    .selectFrom("law_history")
    .where("person", "=", person)
    .$if(kind !== undefined, (rows) => rows.where("kind", "=", kind ?? "search"));
  const { total } = await own.select((build) => build.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
  const rows = await own.selectAll().orderBy("at", "desc").orderBy("id", "desc").offset(offset).limit(limit).execute();
  return {
    items: rows.map(({ id, kind: of, query, law, article, on_day: on, at }) => ({ id, kind: of, query, law, article, on, at })),
    total,
    offset,
    limit,
  };
}

/** Deletes one entry of a person, or all; gives how many. */
export async function removeHistory({ store }: Pick<Ports, "store">, person: string, id: string | undefined): Promise<number> {
  return store.write(async (trx) => {
    const { numDeletedRows } = await trx
      .deleteFrom("law_history")
      .where("person", "=", person)
      .$if(id !== undefined, (rows) => rows.where("id", "=", id ?? ""))
      .executeTakeFirstOrThrow();
    return Number(numDeletedRows);
  });
}
