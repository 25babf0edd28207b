import type { EntityKind } from "@yuejian/contracts";
import type { Engine } from "../../engine/engine.ts";
import { quoteText } from "../../engine/sql-text.ts";
import type { ReplacedRow } from "./replaced.ts";

/** Records of a dataset. */
export type Places = ReadonlyMap<string, readonly ReplacedRow[]>;

/** SELECT of the members in force. `members`: absolute paths of their rows; `moved`: a table of those that count no more, or nothing. */
export function standingMembers(members: readonly string[], moved: string): string {
  const gone = moved === "" ? "" : `ANTI JOIN ${moved} gone ON gone.member_batch = given._batch AND gone.member_row = given._row`;
  return `SELECT given.* FROM read_parquet([${members.map(quoteText).join(", ")}]) given ${gone}`;
}

/** Makes the table `replaced` (batch, row). */
export async function createReplaced(engine: Engine, rows: readonly ReplacedRow[]): Promise<void> {
  await engine.run("CREATE TABLE replaced (batch VARCHAR, row BIGINT)");
  for (let start = 0; start < rows.length; start += 500) {
    const values = rows.slice(start, start + 500).map(({ batch, row }) => `(${quoteText(batch)}, ${Math.trunc(row)})`);
    await engine.run(`INSERT INTO replaced VALUES ${values.join(", ")}`);
  }
}

/** Of the entities of a kind that lose a member to the table `replaced`: the records of the members that stay, by dataset. Null where there are more than `most`. */
export async function stayingPlaces(
  engine: Engine,
  { kind, standing, most }: { readonly kind: EntityKind; readonly standing: string; readonly most: number },
): Promise<Places | null> {
  const rows = await engine.rows(
    `WITH every AS (SELECT * FROM (${standing}) each_one WHERE kind = '${kind}')
     SELECT DISTINCT dataset, batch, row FROM every SEMI JOIN (SELECT DISTINCT entity FROM every SEMI JOIN replaced USING (batch, row)) losing USING (entity)
     ANTI JOIN replaced USING (batch, row) ORDER BY ALL LIMIT ${most + 1}`,
  );
  if (rows.length > most) return null;
  const places = rows.map(([dataset, batch, row]) => ({ dataset: String(dataset), batch: String(batch), row: Number(row) }));
  return new Map(
    [...Map.groupBy(places, ({ dataset }) => dataset)].map(([dataset, of]) => [dataset, of.map(({ batch, row }) => ({ batch, row }))]),
  );
}
