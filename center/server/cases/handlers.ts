import type { BusinessLine } from "@yuejian/contracts";
import { type HandlerProposal, proposeHandlers } from "@yuejian/oversight";
import type { Reading, Row, StoreTransaction } from "../store/index.ts";

const SETTING = "case.shares";
const FULL_SHARE = 100;

/** Shares of cases that people take, where it is not a full one (100). */
export async function caseShares(db: Reading): Promise<Readonly<Record<string, number>>> {
  const row = await db.selectFrom("settings").select("value").where("name", "=", SETTING).executeTakeFirst();
  return row ? (JSON.parse(row.value) as Record<string, number>) : {};
}

export async function setCaseShare(trx: StoreTransaction, user: string, share: number): Promise<void> {
  const value = JSON.stringify({ ...(await caseShares(trx)), [user]: share });
  await trx
    .insertInto("settings")
    .values({ name: SETTING, value })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ value }))
    .execute();
}

/** Who could be given a case, in the order proposed, with the reason of each. `people`: accounts that may handle cases of the office. */
export async function proposedHandlers(
  db: Reading,
  people: readonly Row<"users">[],
  given: {
    readonly line: BusinessLine;
    readonly model: string;
    readonly recused: readonly string[];
    readonly isOfAnyLine: (person: Row<"users">) => boolean;
  },
): Promise<readonly HandlerProposal[]> {
  const ids = people.map(({ id }) => id);
  if (ids.length === 0) return [];
  const owned = await db
    .selectFrom("cases")
    .select((build) => ["owner", "status", "model", build.fn.countAll<number>().as("cases"), build.fn.max("opened_at").as("last")])
    .where("owner", "in", ids)
    .groupBy(["owner", "status", "model"])
    .execute();
  const shares = await caseShares(db);
  const candidates = people.map((person) => {
    const mine = owned.filter(({ owner }) => owner === person.id);
    const sum = (rows: typeof mine) => rows.reduce((total, { cases }) => total + cases, 0);
    return {
      id: person.id,
      name: person.display_name,
      lines: given.isOfAnyLine(person) ? [given.line] : (JSON.parse(person.business_lines) as BusinessLine[]),
      open: sum(mine.filter(({ status }) => status === "open")),
      experience: sum(mine.filter(({ status, model }) => status === "closed" && model === given.model)),
      lastGiven: mine.reduce<string | null>((last, row) => (last === null || row.last > last ? row.last : last), null),
      weight: shares[person.id] ?? FULL_SHARE,
    };
  });
  return proposeHandlers(candidates, given);
}
