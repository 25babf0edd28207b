import { ENTITY_MEMBERS } from "@yuejian/contracts";
import type { Reading } from "../store/index.ts";

/** The batches that say who belongs to whom now, the oldest first: that of the last run that linked everything, and those of the runs after it that only
 *  added. */
export async function membersInForce(db: Reading): Promise<string[]> {
  const rows = await db
    .selectFrom("batches")
    .select("id")
    .where("dataset", "=", ENTITY_MEMBERS)
    .where((build) =>
      build.not(
        build.exists(
          build.selectFrom("withdrawn_rows").select("row").whereRef("withdrawn_rows.batch", "=", "batches.id").where("row", "=", 0),
        ),
      ),
    )
    .orderBy("sequence")
    .execute();
  return rows.map(({ id }) => id);
}
