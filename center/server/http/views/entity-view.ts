import { type DatasetSchema } from "@yuejian/contracts";
import type { EntityView, KnownRecordView } from "@yuejian/contracts/api";
import { indexedColumns, quarantineHeads } from "@yuejian/data";
import type { NotedOpening } from "../opening.ts";
import { mentionOf } from "./entities.ts";
import type { KnownDataset, KnownEntity } from "./known-entity.ts";
import { recordView } from "./records.ts";

/** Records of one dataset that a page shows. */
const RECORDS = 200;

type Known = Pick<EntityView, "datasets" | "records" | "coverage" | "members">;

/** What is known of an entity as the caller may see it, and what of it was opened. */
export function entityView(
  known: KnownEntity,
  opening: NotedOpening | null,
): { view: Known; opened: { readonly ref: string; readonly columns: readonly string[] }[] } {
  const opened: { ref: string; columns: readonly string[] }[] = [];
  const records = known.datasets.flatMap(({ dataset, named, records: all }) => {
    const { time } = indexedColumns(dataset.schema);
    return all.slice(0, RECORDS).map(({ mention, role, row, isMember }): KnownRecordView => {
      const shown = recordView(dataset, row, opening);
      if (shown.opened.length > 0) opened.push({ ref: row.ref, columns: shown.opened });
      const of = { mention, role, named: named.filter((each) => each.role === role) };
      const isMasked = time === null || shown.view.masked.includes(time);
      const day = isMasked ? null : (row.values[time] ?? null);
      return { ...mentionOf(dataset, of, shown.view).said, record: shown.view, day: day === null ? null : String(day), isMember };
    });
  });
  const name = ({ schema }: { readonly schema: DatasetSchema }) => ({ dataset: schema.id, title: schema.title });
  return {
    view: {
      members: known.datasets.reduce((sum, each) => sum + each.records.length, 0),
      datasets: known.datasets.map((each) => ({
        ...name(each.dataset),
        members: each.records.length,
        columns: columnsOf(each),
        dayColumn: indexedColumns(each.dataset.schema).time,
        gone: each.gone,
        held: quarantineHeads(each.dataset.batches).reduce((sum, head) => sum + head.rowsQuarantined, 0),
      })),
      records,
      coverage: {
        isCapped: known.isCapped,
        closedDatasets: known.closed,
        unlinked: known.unlinked.map(({ dataset, batches, unread }) => ({ ...name(dataset), batches, unread })),
        slow: known.datasets.filter(({ isSlow }) => isSlow).map(({ dataset }) => name(dataset)),
      },
    },
    opened,
  };
}

const columnsOf = ({ dataset }: KnownDataset): EntityView["datasets"][number]["columns"] =>
  dataset.schema.columns.map(({ name, title, type, semantic, dataClass, required = false }) => ({
    name,
    title,
    type,
    semantic,
    dataClass,
    required,
  }));
