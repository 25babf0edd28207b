import {
  type Batch,
  type Clock,
  type ColumnSchema,
  type DatasetSchema,
  ENTITY_MEMBERS,
  parseRowRef,
  type SemanticType,
  type Snapshot,
} from "@yuejian/contracts";
import type { DatasetAccess, OpenedRows } from "@yuejian/data";
import type { Opening } from "../identity/index.ts";
import { isPersonal, type Scope } from "../policy/index.ts";
import type { Reading } from "../store/index.ts";
import { currentSnapshot } from "../work/index.ts";

/** What exists for a person in SQL: datasets, columns, rows. */
export interface QueryGround {
  readonly snapshot: Snapshot;
  readonly schemas: readonly DatasetSchema[];
  readonly access: Readonly<Record<string, DatasetAccess>>;
}

/** Texts that name somebody or something: masked, they read as a word that stands for the value in one query. */
const NAMING: ReadonlySet<SemanticType> = new Set([
  "person-name",
  "resident-id",
  "organisation-name",
  "credit-code",
  "phone",
  "address",
  "document-number",
]);

/** How a column of a dataset reads in SQL for somebody without a purpose; null: as it is. Sealed columns do not exist. */
export function maskOf(dataset: string, { name, dataClass, type, semantic }: ColumnSchema): "pseudonym" | "hidden" | null {
  // The same in every query: it would carry from one to the next who somebody is, and of older runs it can be computed from a name and a number.
  if (dataset === ENTITY_MEMBERS && name === "entity") return "pseudonym";
  if (!isPersonal(dataClass)) return null;
  return type === "text" && NAMING.has(semantic) ? "pseudonym" : "hidden";
}

export const existsInQueries = ({ dataClass }: ColumnSchema): boolean => dataClass !== "sealed";

/** The policy as the lake takes it: rows of the offices, columns by class, and what the purpose opens: the rows behind its lead and others that
 *  name its subject. Sealed rows stay closed, whatever the purpose. */
export async function queryGround(
  { db, clock }: { readonly db: Reading; readonly clock: Clock },
  datasets: readonly { readonly schema: DatasetSchema; readonly batches: readonly Batch[] }[],
  { offices, opening }: { readonly offices: Scope["offices"]; readonly opening: Opening | null },
): Promise<QueryGround> {
  const now = await currentSnapshot(db, clock);
  const access: Record<string, DatasetAccess> = {};
  const batches: Record<string, readonly string[]> = {};
  for (const { schema, batches: loaded } of datasets) {
    const visible = offices === "all" || schema.officeColumn ? loaded : loaded.filter(({ office }) => offices.includes(office));
    batches[schema.id] = visible.map(({ id }) => id);
    access[schema.id] = accessTo(schema, { offices, opening });
    if (schema.id === ENTITY_MEMBERS) access[schema.id] = accessToMembers(access[schema.id] ?? {}, datasets);
  }
  return { snapshot: { ...now, batches }, schemas: datasets.map(({ schema }) => schema), access };
}

function accessTo(schema: DatasetSchema, { offices, opening }: { offices: Scope["offices"]; opening: Opening | null }): DatasetAccess {
  const columns = schema.columns.filter(existsInQueries);
  const masked = columns.filter((column) => maskOf(schema.id, column) !== null);
  return {
    columns: columns.map(({ name }) => name),
    masked: masked.map(({ name }) => name),
    pseudonyms: masked.filter((column) => maskOf(schema.id, column) === "pseudonym").map(({ name }) => name),
    ...(offices === "all" ? {} : { offices }),
    ...(opening?.lead ? { opened: openedBy(columns, opening, opening.lead) } : {}),
  };
}

/** A member exists for who may read the dataset of its record. A purpose opens it with its record, and the name of an entity in all of its members. */
function accessToMembers(access: DatasetAccess, datasets: readonly { readonly schema: DatasetSchema }[]): DatasetAccess {
  const { opened, ...others } = access;
  const values = datasets.map(({ schema }) => schema.id).filter((id) => id !== ENTITY_MEMBERS);
  const isOpen = opened?.columns.includes("number") ?? false;
  return {
    ...others,
    among: { column: "dataset", values },
    ...(opened && isOpen
      ? {
          opened: {
            rows: opened.rows,
            columns: [...opened.columns, "entity"],
            subject: { columns: ["number"], value: opened.subject?.value ?? "" },
            about: { batch: "batch", row: "row" },
            whole: "entity",
          },
        }
      : {}),
  };
}

function openedBy(columns: readonly ColumnSchema[], opening: Opening, lead: NonNullable<Opening["lead"]>): OpenedRows {
  return {
    columns: columns.filter(({ dataClass }) => isPersonal(dataClass) && opening.opens(dataClass)).map(({ name }) => name),
    rows: [...lead.rows].flatMap((ref) => parseRowRef(ref) ?? []),
    subject: {
      columns: columns.filter(({ semantic }) => semantic === "resident-id" || semantic === "credit-code").map(({ name }) => name),
      value: lead.subject,
    },
  };
}
