import { type LawNames, lawNames } from "@yuejian/text";
import type { Reading } from "../store/index.ts";

/** Names of the laws that are held or known to be repealed. */
export async function heldNames(db: Reading): Promise<LawNames> {
  const rows = await db.selectFrom("laws").select("name").execute();
  return lawNames(rows.map(({ name }) => name));
}
