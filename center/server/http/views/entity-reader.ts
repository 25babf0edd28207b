import { ENTITY_MEMBERS, ENTITY_MEMBERS_SCHEMA, type EntityKind, parseRowRef, YuejianError } from "@yuejian/contracts";
import type { LakeSession } from "@yuejian/data";
import { latestEntityRun } from "../../entities/index.ts";
import type { Actor } from "../../policy/index.ts";
import { readBatch } from "../../work/catalogue.ts";
import { membersInForce } from "../../work/members-in-force.ts";
import type { RouteContext } from "../route-context.ts";
import { readableDatasets } from "./datasets.ts";

/** A record as a member of an entity. */
export interface EntityMember {
  readonly kind: EntityKind;
  readonly entity: string;
  readonly dataset: string;
  /** Row reference. */
  readonly ref: string;
  readonly role: string;
  /** As the record gives it: personal data. */
  readonly number: string | null;
}

export interface MembersAsked {
  readonly offset?: number;
  readonly limit?: number;
}

/** Who is whom in the run in force, for one person: records of other offices and of datasets that the person may not read do not exist. Sealed and
 *  withdrawn records exist for nobody. */
export interface EntityReader {
  /** What a record mentions, each with its entity. */
  entityOf(ref: string): Promise<EntityMember[]>;
  membersOf(entity: string, asked?: MembersAsked): Promise<EntityMember[]>;
  /** SQL over `"entity-members"` of those that exist for the person; `where` is SQL of the product, values are bound from $1. */
  select(
    columns: string,
    where: string,
    values: readonly (string | number)[],
  ): Promise<readonly (readonly (string | number | boolean | null)[])[]>;
}

/** ENTITIES_NOT_LINKED */
export async function entityReader(
  { services, sessions }: Pick<RouteContext, "services" | "sessions">,
  actor: Actor,
): Promise<EntityReader> {
  const { db } = services.store;
  const run = await latestEntityRun(db);
  if (!run) throw new YuejianError("ENTITIES_NOT_LINKED");
  const inForce = await membersInForce(db);
  const batches = await Promise.all(inForce.map((id) => readBatch(db, id)));
  const { offices } = services.policy.scope(actor);
  const readable = (await readableDatasets(db, services.policy, actor)).map(({ schema }) => `'${schema.id.replaceAll("'", "''")}'`);
  const isTheirs = readable.length === 0 ? "false" : `dataset IN (${readable.join(", ")})`;
  const use = <T>(read: (session: LakeSession) => Promise<T>): Promise<T> => sessions.use(ENTITY_MEMBERS_SCHEMA, batches, offices, read);
  const select: EntityReader["select"] = (columns, where, values) =>
    use(
      async (session) =>
        (await session.select(`SELECT ${columns} FROM (SELECT * FROM "${ENTITY_MEMBERS}" WHERE ${isTheirs}) member WHERE ${where}`, values))
          .rows,
    );
  const members = async (where: string, values: readonly (string | number)[]): Promise<EntityMember[]> =>
    (await select("kind, entity, dataset, batch, row, role, number", where, values)).map(
      ([kind, entity, dataset, from, row, role, number]) => ({
        kind: String(kind) as EntityKind,
        entity: String(entity),
        dataset: String(dataset),
        ref: `${String(from)}:${Number(row)}`,
        role: String(role),
        number: number === null || number === undefined ? null : String(number),
      }),
    );
  return {
    select,
    async entityOf(ref) {
      const place = parseRowRef(ref);
      return place ? members("batch = $1 AND row = $2 ORDER BY kind, role", [place.batch, place.row]) : [];
    },
    membersOf: (entity, { offset = 0, limit = 10_000 } = {}) =>
      members(`entity = $1 ORDER BY dataset, batch, row, role LIMIT ${Math.trunc(limit)} OFFSET ${Math.trunc(offset)}`, [entity]),
  };
}
