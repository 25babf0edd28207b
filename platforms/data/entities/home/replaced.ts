import { quoteName, quoteText } from "../../engine/sql-text.ts";
import type { LakeSession } from "../../lake/session.ts";

/** A record that counts no more because a later load has its key. */
export interface ReplacedRow {
  readonly batch: string;
  readonly row: number;
}

/** Records that one checksum is made over. */
const STRETCH = 1024;
const STRETCHES_AT_ONCE = 100;

/** Of one record. A checksum of one engine is none on the other. */
export const CHECKSUM = { duckdb: "hash(_batch, _row)", postgresql: "hashtextextended(_ref, 0)" } as const;

/** Records of the batches that count in the session `before` and not in `now`; only stretches whose checksums differ are read. Null where there are more than `most`,
 *  or where `now` has one that `before` has not. */
export async function replacedRows(
  { before, now }: { readonly before: LakeSession; readonly now: LakeSession },
  { dataset, batches, most }: { readonly dataset: string; readonly batches: readonly string[]; readonly most: number },
): Promise<readonly ReplacedRow[] | null> {
  const among = `_batch IN (${batches.map(quoteText).join(", ")})`;
  const sums = async (session: LakeSession): Promise<Map<string, string>> => {
    const { rows } = await session.select(
      `SELECT _batch, _row - _row % ${STRETCH} AS stretch, count(*), CAST(bit_xor(${CHECKSUM[session.dialect]}) AS VARCHAR) FROM ${quoteName(dataset)} WHERE ${among} GROUP BY 1, 2`,
    );
    return new Map(rows.map(([batch, stretch, count, sum]) => [`${String(batch)} ${Number(stretch)}`, `${Number(count)} ${String(sum)}`]));
  };
  const [old, current] = [await sums(before), await sums(now)];
  const changed = [...new Set([...old.keys(), ...current.keys()])].filter((place) => old.get(place) !== current.get(place));
  if (changed.length > most) return null;
  const replaced: ReplacedRow[] = [];
  for (let start = 0; start < changed.length; start += STRETCHES_AT_ONCE) {
    const stretches = changed.slice(start, start + STRETCHES_AT_ONCE).map((place) => {
      const [batch = "", first = "0"] = place.split(" ");
      return `(_batch = ${quoteText(batch)} AND _row BETWEEN ${Number(first)} AND ${Number(first) + STRETCH - 1})`;
    });
    const read = async (session: LakeSession) =>
      (await session.select(`SELECT _batch, _row FROM ${quoteName(dataset)} WHERE ${stretches.join(" OR ")}`)).rows.map(
        ([batch, row]) => `${String(batch)} ${Number(row)}`,
      );
    const [were, are] = [await read(before), new Set(await read(now))];
    if (new Set(were).size < are.size || [...are].some((place) => !were.includes(place))) return null;
    for (const place of were.filter((each) => !are.has(each))) {
      const [batch = "", row = "0"] = place.split(" ");
      replaced.push({ batch, row: Number(row) });
    }
    if (replaced.length > most) return null;
  }
  return replaced;
}
