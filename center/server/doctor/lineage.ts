import { fill, LINEAGE_FAULTS } from "@yuejian/contracts";
import { type Lake, quoteName } from "@yuejian/data";
import { type CountValues, findLineageFaults } from "../lineage/index.ts";
import type { Reading } from "../store/index.ts";
import type { Examination } from "./report.ts";

/** What has no source, and what rests on nothing, each by its name. Columns that no file ever filled are said and are no problem. */
export async function examineLineage(
  db: Reading,
  examination: Examination,
  { lake, isDeep }: { readonly lake: Pick<Lake, "session">; readonly isDeep: boolean },
): Promise<void> {
  for (const { code, level, of } of await findLineageFaults(db, isDeep ? countIn(lake) : null)) {
    const said = `lineage ${code}: ${fill(LINEAGE_FAULTS[code].en, { of })}`;
    if (level === "fault") examination.problem(said);
    else examination.notice(said);
  }
}

function countIn(lake: Pick<Lake, "session">): CountValues {
  return async (schema, batches, columns) => {
    const session = await lake.session({ id: "", takenAt: "", batches: { [schema.id]: batches } }, [schema]);
    try {
      const { rows } = await session.select(
        `SELECT _batch, ${columns.map((name) => `count(${quoteName(name)})`).join(", ")} FROM ${quoteName(schema.id)} GROUP BY _batch`,
      );
      return new Map(
        rows.map(([batch, ...counts]) => [String(batch), Object.fromEntries(columns.map((name, at) => [name, Number(counts[at])]))]),
      );
    } finally {
      session.close();
    }
  };
}
