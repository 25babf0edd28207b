import { type ColumnSchema, type DatasetSchema, ENTITIES_TABLE, ENTITY_MEMBERS, ENTITY_MEMBERS_SCHEMA } from "@yuejian/contracts";
import type { QueryTables } from "@yuejian/contracts/api";
import { alias, hasEntities } from "@yuejian/data";
import type { Actor, Policy } from "../../policy/index.ts";
import { existsInQueries, maskOf } from "../../queries/index.ts";
import type { Reading } from "../../store/index.ts";
import { readBatch } from "../../work/catalogue.ts";
import { membersInForce } from "../../work/members-in-force.ts";
import { type LoadedDataset, readableDatasets } from "./datasets.ts";

type Table = QueryTables["items"][number];

/** What exists for a person in SQL: the datasets that the person may read, and once records are linked who is whom in the run in force. Of the members each
 *  sees those of records that the person may read, so unlike the dataset with all of them they are for everybody. */
export async function queryDatasets(db: Reading, policy: Policy, actor: Actor): Promise<LoadedDataset[]> {
  const readable = (await readableDatasets(db, policy, actor)).filter(({ schema }) => schema.id !== ENTITY_MEMBERS);
  const inForce = await membersInForce(db);
  if (inForce.length === 0) return readable;
  return [...readable, { schema: ENTITY_MEMBERS_SCHEMA, batches: await Promise.all(inForce.map((id) => readBatch(db, id))) }];
}

/** These under the names that they have in SQL, and the entities. `isTheirs`: whether the person may see what the office loaded. */
export function queryTables(datasets: readonly LoadedDataset[], isTheirs: (office: string) => boolean): Table[] {
  const schemas = datasets.map(({ schema }) => schema);
  const tables = datasets.map(({ schema, batches }) => ({
    dataset: schema.id,
    name: alias(schema.id),
    title: schema.title,
    rows:
      schema.id === ENTITY_MEMBERS
        ? null
        : batches.filter(({ office }) => isTheirs(office)).reduce((sum, { rowsAccepted }) => sum + rowsAccepted, 0),
    columns: schema.columns.filter(existsInQueries).map((column) => tableColumn(schema, column)),
  }));
  return hasEntities(schemas) ? [...tables, entitiesTable()] : tables;
}

function tableColumn({ id }: DatasetSchema, column: ColumnSchema): Table["columns"][number] {
  const { name, title, type, dataClass } = column;
  return { name, title, type, dataClass, mask: maskOf(id, column) };
}

function entitiesTable(): Table {
  const { id, title, columns } = ENTITIES_TABLE;
  return {
    dataset: ENTITY_MEMBERS,
    name: id,
    title,
    rows: null,
    columns: columns.map((column) => {
      const made = ENTITY_MEMBERS_SCHEMA.columns.find(({ name }) => name === column.name);
      return made ? tableColumn(ENTITY_MEMBERS_SCHEMA, made) : { ...column, dataClass: "internal", mask: null };
    }),
  };
}
