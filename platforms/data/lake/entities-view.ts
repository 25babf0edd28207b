import { type DatasetSchema, ENTITIES_TABLE, ENTITY_MEMBERS } from "@yuejian/contracts";
import { quoteName } from "../engine/sql-text.ts";
import type { LakeGround } from "./ground.ts";

/** Whether a session over these datasets has the entities too, which are made of their members. A dataset of that name goes before. */
export function hasEntities(schemas: readonly Pick<DatasetSchema, "id">[]): boolean {
  return schemas.some(({ id }) => id === ENTITY_MEMBERS) && !schemas.some(({ id }) => id === ENTITIES_TABLE.id);
}

/** One row for each entity, over those of its members that the session shows. */
export function entitiesView({ temporary }: Pick<LakeGround, "temporary">): string {
  const counts = ["dataset", "number", "office"].map((column) => `count(DISTINCT ${column}) AS ${column}s`);
  return `CREATE ${temporary}VIEW ${ENTITIES_TABLE.id} AS
    SELECT entity, min(kind) AS kind, count(*) AS members, ${counts.join(", ")} FROM ${quoteName(ENTITY_MEMBERS)} GROUP BY entity`;
}
