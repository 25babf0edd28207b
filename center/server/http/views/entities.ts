import {
  type DataClass,
  type DatasetSchema,
  ENTITY_KINDS,
  type EntityKind,
  type EntityMention,
  MENTION_PARTS,
  type MentionPart,
  parseMentionRef,
} from "@yuejian/contracts";
import type { EntityDecisionView, EntityRecordView, EntitySummary, RecordView } from "@yuejian/contracts/api";
import type { LakeRow } from "@yuejian/data";
import { entityMappings, recordsOf } from "../../entities/index.ts";
import type { Reading, Row } from "../../store/index.ts";
import type { Caller } from "../app-types.ts";
import type { NotedOpening } from "../opening.ts";
import type { RouteContext } from "../route-context.ts";
import { type LoadedDataset, readableDatasets } from "./datasets.ts";
import type { EntityReader } from "./entity-reader.ts";
import { recordView } from "./records.ts";

export interface ShownMention {
  readonly view: EntityRecordView;
  /** Personal columns that are shown, for the audit. */
  readonly opened: readonly string[];
}

/** Records as they speak of an entity, by mention; those that the caller may not see are not there. */
export async function mentionViews(
  { services, sessions }: Pick<RouteContext, "services" | "sessions">,
  { caller, opening }: { caller: Caller; opening: NotedOpening | null },
  mentions: readonly string[],
): Promise<Map<string, ShownMention>> {
  const { db } = services.store;
  const places = mentions.flatMap((mention) => {
    const place = parseMentionRef(mention);
    return place ? [{ mention, ...place, ref: `${place.batch}:${place.row}` }] : [];
  });
  const datasets = await readableDatasets(db, services.policy, caller.actor);
  const mapped = await entityMappings(
    db,
    datasets.map(({ schema }) => schema),
  );
  const { offices } = services.policy.scope(caller.actor);
  const shown = new Map<string, ShownMention>();
  for (const dataset of datasets) {
    const own = new Set(dataset.batches.map(({ id }) => id));
    const here = places.filter(({ batch }) => own.has(batch));
    if (here.length === 0) continue;
    const rows = await sessions.use(dataset.schema, dataset.batches, offices, (session) =>
      session.rowsByRef([...new Set(here.map(({ ref }) => ref))]),
    );
    const byRef = new Map(rows.map((row) => [row.ref, row]));
    for (const { mention, ref, role } of here) {
      const row = byRef.get(ref);
      const named = mapped.get(dataset.schema.id)?.mentions.filter((each) => each.role === role) ?? [];
      if (row) shown.set(mention, mentionView(dataset, { mention, row, named, role }, opening));
    }
  }
  return shown;
}

export interface Mentioned {
  readonly mention: string;
  readonly row: LakeRow;
  /** Of each kind with the role: a party is a person or an organisation. */
  readonly named: readonly EntityMention[];
  readonly role: string;
}

function mentionView(dataset: LoadedDataset, mentioned: Mentioned, opening: NotedOpening | null): ShownMention {
  const { view, opened } = recordView(dataset, mentioned.row, opening);
  const { said, columns } = mentionOf(dataset, mentioned, view);
  return { view: said, opened: opened.filter((column) => columns.has(column)) };
}

/** What a record says of an entity, from the record as it is shown. */
export function mentionOf(
  { schema }: LoadedDataset,
  { mention, named, role }: Omit<Mentioned, "row">,
  view: RecordView,
): { said: EntityRecordView; columns: ReadonlySet<string> } {
  const parts = new Map<MentionPart, string>();
  for (const { columns } of named)
    for (const part of Object.keys(MENTION_PARTS) as MentionPart[]) {
      const column = columns[part];
      if (column !== undefined && (parts.get(part) === undefined || (view.values[parts.get(part) ?? ""] ?? null) === null))
        parts.set(part, column);
    }
  return {
    said: {
      mention,
      ref: view.ref,
      dataset: view.dataset,
      datasetTitle: schema.title,
      role,
      fileName: view.fileName,
      parts: [...parts].map(([part, column]) => ({ part, value: view.values[column] ?? null, isMasked: view.masked.includes(column) })),
    },
    columns: new Set(parts.values()),
  };
}

/** Notes what was opened of some records. */
export async function noteMentions(opening: NotedOpening | null, subject: string, shown: Iterable<ShownMention>): Promise<void> {
  const opened = [...shown].filter((each) => each.opened.length > 0);
  await opening?.note({
    subject,
    references: opened.map(({ view }) => view.ref),
    columns: opened.flatMap((each) => each.opened),
  });
}

/** Whether numbers of this kind are open to search: none of the columns that hold them is personal. */
export function isOpenKind(
  kind: EntityKind,
  schemas: readonly DatasetSchema[],
  mentionsOf: (schema: DatasetSchema) => readonly EntityMention[],
): boolean {
  const isClosed = (dataClass: DataClass | undefined): boolean =>
    dataClass === "personal" || dataClass === "sensitive" || dataClass === "sealed";
  return schemas.every((schema) =>
    mentionsOf(schema)
      .filter((mention) => mention.kind === kind)
      .every(({ columns }) => !isClosed(schema.columns.find(({ name }) => name === columns.number)?.dataClass)),
  );
}

/** Entities with their numbers of members, those in most datasets first. */
export async function entitySummaries(
  context: Pick<RouteContext, "services" | "sessions">,
  { caller, opening, reader }: { caller: Caller; opening: NotedOpening | null; reader: EntityReader },
  asked: {
    readonly kind?: EntityKind | undefined;
    readonly entities: readonly string[] | null;
    readonly offset: number;
    readonly limit: number;
  },
): Promise<{ items: EntitySummary[]; total: number; shown: ShownMention[] }> {
  const conditions = ["true"];
  const values: string[] = [];
  if (asked.kind !== undefined) conditions.push(`kind = $${values.push(asked.kind)}`);
  if (asked.entities !== null) {
    if (asked.entities.length === 0) return { items: [], total: 0, shown: [] };
    conditions.push(`entity IN (${asked.entities.map((each) => `$${values.push(each)}`).join(", ")})`);
  }
  const where = conditions.join(" AND ");
  const [[total] = [0]] = await reader.select("count(DISTINCT entity)", where, values);
  const rows = await reader.select(
    "entity, min(kind) AS kind, count(*) AS members, count(DISTINCT dataset) AS datasets, min(concat(batch, ':', row, '#', role)) AS sample",
    `${where} GROUP BY entity ORDER BY datasets DESC, members DESC, entity LIMIT ${asked.limit} OFFSET ${asked.offset}`,
    values,
  );
  const shown = await mentionViews(
    context,
    { caller, opening },
    rows.map(([, , , , sample]) => String(sample)),
  );
  const items = rows.map(([entity, kind, members, datasets, sample]) => ({
    entity: String(entity),
    kind: kindOf(String(kind)),
    members: Number(members),
    datasets: Number(datasets),
    sample: shown.get(String(sample))?.view ?? null,
  }));
  return { items, total: Number(total), shown: [...shown.values()] };
}

const kindOf = (text: string): EntityKind => (Object.hasOwn(ENTITY_KINDS, text) ? (text as EntityKind) : "person");

export async function decisionViews(db: Reading, rows: readonly Row<"entity_decisions">[]): Promise<EntityDecisionView[]> {
  const people = [...new Set(rows.flatMap((row) => [row.decided_by, row.undone_by].flatMap((each) => each ?? [])))];
  const named = people.length === 0 ? [] : await db.selectFrom("users").select(["id", "display_name"]).where("id", "in", people).execute();
  const names = new Map(named.map(({ id, display_name: name }) => [id, name]));
  return rows.map((row) => {
    const { left, right } = recordsOf(row);
    return {
      id: row.id,
      kind: kindOf(row.kind),
      act: row.act as EntityDecisionView["act"],
      verdict: row.verdict as EntityDecisionView["verdict"],
      left: [...left],
      right: [...right],
      note: row.note,
      byName: names.get(row.decided_by) ?? "",
      at: row.decided_at,
      undoneAt: row.undone_at,
      undoneByName: row.undone_by === null ? null : (names.get(row.undone_by) ?? ""),
      undoNote: row.undo_note,
    };
  });
}
