import { rowRef } from "@yuejian/contracts";
import { type LakeRow, rowsHolding } from "@yuejian/data";
import type { Scope } from "../../policy/index.ts";
import type { NotedOpening } from "../opening.ts";
import type { RouteContext } from "../route-context.ts";
import { chosenRecords } from "./chosen-records.ts";
import type { LoadedDataset } from "./datasets.ts";

/** Of one dataset and one value of the subject. */
const MOST = 500;

/** The rows that a purpose opens: those behind its lead and those that hold a number of its subject. Batches without an index give those behind the lead only. */
export async function openedRecords(
  context: Pick<RouteContext, "home" | "sessions">,
  offices: Scope["offices"],
  datasets: readonly LoadedDataset[],
  lead: NonNullable<NotedOpening["lead"]>,
): Promise<{ readonly dataset: LoadedDataset; readonly row: LakeRow }[]> {
  const { indexes } = context.home.lake;
  const subjects = lead.subject.split(" ");
  const wanted = datasets.flatMap((dataset) => {
    const ids = new Set(dataset.batches.map(({ id }) => id));
    const refs = new Set([...lead.rows].filter((ref) => ids.has(ref.split(":")[0] ?? "")));
    for (const batch of ids)
      for (const subject of subjects) {
        const rows = rowsHolding(indexes, { schema: dataset.schema, batches: [batch] }, subject, MOST)?.get(batch) ?? [];
        for (const row of rows) refs.add(rowRef(batch, row));
      }
    return refs.size === 0 ? [] : [{ dataset, refs: [...refs] }];
  });
  const found = await chosenRecords(context, offices, wanted);
  return wanted.flatMap(({ dataset }) => (found.get(dataset.schema.id)?.rows ?? []).map((row) => ({ dataset, row })));
}
