import type { BusinessLine } from "@yuejian/contracts";
import { type HandlerProposal, proposeHandlers } from "@yuejian/oversight";
import type { Reading, Row, StoreTransaction } from "../store/index.ts";

const FULL_SHARE = 100;

/** What somebody takes of the cases of an office: a share, 100 for a full one, and the lines in which they are versed. */
export interface OwnShare {
  readonly share: number;
  readonly expertise: readonly BusinessLine[];
}

export interface SetShare extends OwnShare {
  /** Who set it: the office, or the house for all offices. */
  readonly from: "office" | "house";
}

const settingOf = (office: string | null): string => (office === null ? "case.shares" : `case.shares/${office}`);

async function ownShares(db: Reading, office: string | null): Promise<Readonly<Record<string, OwnShare>>> {
  const row = await db.selectFrom("settings").select("value").where("name", "=", settingOf(office)).executeTakeFirst();
  const kept = row ? (JSON.parse(row.value) as Record<string, OwnShare | number>) : {};
  // A number alone is a share of before there was expertise.
  return Object.fromEntries(
    Object.entries(kept).map(([user, own]) => [user, typeof own === "number" ? { share: own, expertise: [] } : own]),
  );
}

/** Who takes another share than a full one, or is versed in a line: as the office set it, else as the house did. `office` null: the house's alone. */
export async function caseShares(db: Reading, office: string | null): Promise<ReadonlyMap<string, SetShare>> {
  const house = await ownShares(db, null);
  const own = office === null ? {} : await ownShares(db, office);
  const set = new Map<string, SetShare>();
  for (const [user, each] of Object.entries(house)) set.set(user, { ...each, from: "house" });
  for (const [user, each] of Object.entries(own)) set.set(user, { ...each, from: "office" });
  return set;
}

/** Sets what a person takes in an office, or in the whole house (null). `own` null: what stands above holds again. */
export async function setCaseShare(
  trx: StoreTransaction,
  { office, user, own }: { readonly office: string | null; readonly user: string; readonly own: OwnShare | null },
): Promise<void> {
  const { [user]: _before, ...others } = await ownShares(trx, office);
  const value = JSON.stringify(own === null ? others : { ...others, [user]: own });
  await trx
    .insertInto("settings")
    .values({ name: settingOf(office), value })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ value }))
    .execute();
}

/** Who could be given a case, in the order proposed, with the reason of each. `people`: accounts that may handle cases of the office. */
export async function proposedHandlers(
  db: Reading,
  people: readonly Row<"users">[],
  given: {
    readonly office: string;
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
  const shares = await caseShares(db, given.office);
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
      weight: shares.get(person.id)?.share ?? FULL_SHARE,
      isVersed: shares.get(person.id)?.expertise.includes(given.line) ?? false,
    };
  });
  return proposeHandlers(candidates, given);
}
