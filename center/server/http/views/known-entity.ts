import {
  type Batch,
  ENTITY_MEMBERS,
  ENTITY_MEMBERS_SCHEMA,
  type EntityKind,
  type EntityMention,
  entityKindOf,
  mentionRef,
  rowRef,
  YuejianError,
} from "@yuejian/contracts";
import { indexedColumns, type LakeRow, rowsHolding } from "@yuejian/data";
import { entityMappings, latestEntityRun } from "../../entities/index.ts";
import { readBatch } from "../../work/catalogue.ts";
import { membersInForce } from "../../work/members-in-force.ts";
import type { Caller } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";
import { chosenRecords } from "./chosen-records.ts";
import { type LoadedDataset, readableDatasets } from "./datasets.ts";
import { entityReader } from "./entity-reader.ts";

/** Members of an entity that are looked at; of one with more, those of each dataset that were loaded last. */
const MOST_MEMBERS = 2000;
/** Records with a number of the entity that are looked at in one batch that came after the linking. */
const MOST_UNLINKED = 500;

/** A record that names the entity, as it stands now. */
export interface KnownRecord {
  readonly mention: string;
  readonly role: string;
  readonly row: LakeRow;
  /** Put there by linking; otherwise a record that was loaded later and gives one of the entity's numbers. */
  readonly isMember: boolean;
}

export interface KnownDataset {
  readonly dataset: LoadedDataset;
  readonly named: readonly EntityMention[];
  /** Newest first, by the day that the record is about. */
  readonly records: readonly KnownRecord[];
  readonly gone: number;
  readonly isSlow: boolean;
}

export interface KnownEntity {
  readonly entity: string;
  readonly kind: EntityKind;
  readonly run: Batch;
  /** Those that hold records of it. */
  readonly datasets: readonly KnownDataset[];
  /** It has more members than are looked at. */
  readonly isCapped: boolean;
  /** Of all datasets that the person may read those with batches that linking has not seen and that name such entities. */
  readonly unlinked: readonly {
    readonly dataset: LoadedDataset;
    readonly batches: number;
    /** Of these those without an index: nothing of them is shown. */
    readonly unread: number;
  }[];
  /** Datasets of the home that the person may not read. */
  readonly closed: number;
}

interface Member {
  readonly entity: string;
  readonly dataset: string;
  readonly ref: string;
  readonly role: string;
  readonly number: string | null;
}

/** Everything that the person may know of an entity, over all datasets. ENTITIES_NOT_LINKED; ENTITY_UNKNOWN, also where the person may see none of its records */
export async function knownEntity(
  context: Pick<RouteContext, "home" | "services" | "sessions">,
  { actor }: Caller,
  entity: string,
): Promise<KnownEntity> {
  const { services } = context;
  const { db } = services.store;
  const kind = entityKindOf(entity);
  const run = await latestEntityRun(db);
  if (!run) throw new YuejianError("ENTITIES_NOT_LINKED");
  if (kind === null) throw new YuejianError("ENTITY_UNKNOWN", { entity });
  const [batch, readable, all] = await Promise.all([
    readBatch(db, run.id),
    readableDatasets(db, services.policy, actor),
    db.selectFrom("datasets").select("id").where("id", "!=", ENTITY_MEMBERS).execute(),
  ]);
  const datasets = readable.filter(({ schema }) => schema.id !== ENTITY_MEMBERS);
  const mappings = await entityMappings(
    db,
    datasets.map(({ schema }) => schema),
  );
  const members = await membersOf(context, actor, entity);
  const linked = JSON.parse(run.snapshot) as Record<string, readonly string[]>;
  const named = (dataset: LoadedDataset): EntityMention[] =>
    (mappings.get(dataset.schema.id)?.mentions ?? []).filter((mention) => mention.kind === kind);
  const later = datasets.flatMap((dataset) => {
    const seen = new Set(linked[dataset.schema.id] ?? []);
    const batches = dataset.batches.filter(({ id, rowsAccepted }) => rowsAccepted > 0 && !seen.has(id)).map(({ id }) => id);
    return batches.length > 0 && named(dataset).length > 0 ? [{ dataset, batches }] : [];
  });
  const numbers = [...new Set(members.items.flatMap(({ number }) => (number === null ? [] : [number])))];
  const byDataset = Map.groupBy(members.items, ({ dataset }) => dataset);
  const wanted = datasets.flatMap((dataset) => {
    const own = byDataset.get(dataset.schema.id) ?? [];
    const batches = later.find((each) => each.dataset === dataset)?.batches ?? [];
    const more = batches.length === 0 ? [] : unlinkedRows(context, { dataset, batches, numbers, named: named(dataset) });
    return own.length + more.length === 0 ? [] : [{ dataset, members: own, more }];
  });
  const { offices } = services.policy.scope(actor);
  const found = await chosenRecords(
    context,
    offices,
    wanted.map(({ dataset, members: own, more }) => ({ dataset, refs: [...new Set([...own, ...more].map(({ ref }) => ref))] })),
  );
  const known = wanted.flatMap(({ dataset, members: own, more }): KnownDataset[] => {
    const records = found.get(dataset.schema.id);
    const rows = new Map(records?.rows.map((row) => [row.ref, row]));
    const listed = [...own.map((each) => ({ ...each, isMember: true })), ...more.map((each) => ({ ...each, isMember: false }))];
    const shown = listed.flatMap(({ ref, role, isMember }) => {
      const row = rows.get(ref);
      return row ? [{ mention: mentionRef(ref, role), role, row, isMember }] : [];
    });
    if (shown.length === 0) return [];
    return [
      {
        dataset,
        named: named(dataset),
        records: inOrderOfTime(dataset, shown),
        gone: records?.gone ?? 0,
        isSlow: records?.isSlow ?? false,
      },
    ];
  });
  if (known.length === 0) throw new YuejianError("ENTITY_UNKNOWN", { entity });
  return {
    entity,
    kind,
    run: batch,
    datasets: known,
    isCapped: members.isCapped,
    unlinked: later.map(({ dataset, batches }) => ({
      dataset,
      batches: batches.length,
      unread: batches.filter((each) => !context.home.lake.indexes.has(dataset.schema.id, each)).length,
    })),
    closed: all.length - datasets.length,
  };
}

async function membersOf(
  context: Pick<RouteContext, "home" | "services" | "sessions">,
  actor: Caller["actor"],
  entity: string,
): Promise<{ readonly items: readonly Member[]; readonly isCapped: boolean }> {
  const indexes = await context.home.lake.refreshIndexes();
  const { db } = context.services.store;
  const batches = await membersInForce(db);
  const found = rowsHolding(indexes, { schema: ENTITY_MEMBERS_SCHEMA, batches }, entity, MOST_MEMBERS + 1);
  if (found) {
    const moved = await db.selectFrom("withdrawn_rows").select(["batch", "row"]).where("batch", "in", batches).execute();
    const gone = new Set(moved.map(({ batch, row }) => rowRef(batch, row)));
    const places = [...found].flatMap(([batch, rows]) => rows.map((row) => ({ batch, row })));
    const items = places.flatMap((place): Member[] => {
      const values = gone.has(rowRef(place.batch, place.row))
        ? undefined
        : indexes.of(ENTITY_MEMBERS, place.batch)?.read(place.row)?.values;
      if (values?.["entity"] !== entity) return [];
      const { dataset, batch, row: number, role, number: named } = values;
      return [
        {
          entity,
          dataset: String(dataset),
          ref: rowRef(String(batch), Number(number)),
          role: String(role),
          number: named === null || named === undefined ? null : String(named),
        },
      ];
    });
    return { items: items.slice(0, MOST_MEMBERS), isCapped: items.length > MOST_MEMBERS };
  }
  const items = await (await entityReader(context, actor)).membersOf(entity, { limit: MOST_MEMBERS + 1 });
  return { items: items.slice(0, MOST_MEMBERS), isCapped: items.length > MOST_MEMBERS };
}

/** Records of batches that came after the linking and give one of the numbers where they name such an entity. Those without an index are not read. */
function unlinkedRows(
  { home }: Pick<RouteContext, "home">,
  of: {
    readonly dataset: LoadedDataset;
    readonly batches: readonly string[];
    readonly numbers: readonly string[];
    readonly named: readonly EntityMention[];
  },
): Member[] {
  const { schema } = of.dataset;
  const { indexes } = home.lake;
  const found: Member[] = [];
  for (const batch of of.batches.filter((each) => indexes.has(schema.id, each)))
    for (const number of of.numbers)
      for (const row of rowsHolding(indexes, { schema, batches: [batch] }, number, MOST_UNLINKED)?.get(batch) ?? []) {
        const values = indexes.of(schema.id, batch)?.read(row)?.values;
        const mention = of.named.find(({ columns }) => columns.number !== undefined && values?.[columns.number] === number);
        if (mention) found.push({ entity: "", dataset: schema.id, ref: rowRef(batch, row), role: mention.role, number });
      }
  return found;
}

function inOrderOfTime({ schema }: LoadedDataset, records: readonly KnownRecord[]): KnownRecord[] {
  const { time } = indexedColumns(schema);
  const dayOf = ({ row }: KnownRecord): string => (time === null ? "" : String(row.values[time] ?? ""));
  return records.toSorted((left, right) => {
    const [a, b] = [dayOf(left), dayOf(right)];
    return a === b ? (left.row.ref < right.row.ref ? 1 : -1) : a < b ? 1 : -1;
  });
}
