import { type DatasetSchema, ENTITY_MEMBERS, type EntityMention, MENTION_PARTS, YuejianError } from "@yuejian/contracts";
import { mentionsOf } from "@yuejian/matching";
import type { Audit } from "../audit/index.ts";
import type { Account, Ground } from "../identity/index.ts";
import type { Reading } from "../store/index.ts";

/** Which columns of a dataset name entities. */
export interface EntityMapping {
  readonly dataset: string;
  readonly mentions: readonly EntityMention[];
  /** An office set it; otherwise it follows from the meaning of the columns. */
  readonly isAdjusted: boolean;
  /** Loads into the dataset are linked at once. */
  readonly isAutomatic: boolean;
}

export async function entityMappings(db: Reading, schemas: Iterable<DatasetSchema>): Promise<Map<string, EntityMapping>> {
  const rows = new Map((await db.selectFrom("entity_mappings").selectAll().execute()).map((row) => [row.dataset, row]));
  return new Map(
    [...schemas].flatMap((schema) => {
      if (schema.id === ENTITY_MEMBERS) return [];
      const row = rows.get(schema.id);
      const set = row?.mentions ?? null;
      const mentions = set === null ? mentionsOf(schema) : (JSON.parse(set) as EntityMention[]);
      return [[schema.id, { dataset: schema.id, mentions, isAdjusted: set !== null, isAutomatic: row?.is_automatic === 1 }] as const];
    }),
  );
}

export interface EntityMappings {
  /** `mentions` null: by the meaning of the columns again. ENTITY_MAPPING_INVALID */
  set(
    schema: DatasetSchema,
    change: { readonly mentions: readonly EntityMention[] | null; readonly isAutomatic: boolean },
    by: Account,
  ): Promise<void>;
}

export function createEntityMappings({ store, clock, outbox }: Ground, audit: Audit): EntityMappings {
  return {
    async set(schema, { mentions, isAutomatic }, by) {
      demandFits(schema, mentions ?? []);
      await store.write(async (trx) => {
        const changed_at = new Date(clock.now()).toISOString();
        const entry = await outbox.record(trx, {
          type: "entity-mapping.changed",
          subject: schema.id,
          organisation: by.office,
          content: { dataset: schema.id, mentions, isAutomatic, by: by.id, at: changed_at },
        });
        const row = {
          dataset: schema.id,
          mentions: mentions === null ? null : JSON.stringify(mentions),
          is_automatic: isAutomatic ? 1 : 0,
          actor: by.id,
          changed_at,
          outbox: entry,
        };
        await trx
          .insertInto("entity_mappings")
          .values(row)
          .onConflict((conflict) => conflict.column("dataset").doUpdateSet(row))
          .execute();
        const detail = `${mentions === null ? "by meaning" : mentions.map(({ kind, role }) => `${kind}:${role}`).join(" ")}${isAutomatic ? ", automatic" : ""}`;
        await audit.recordIn(trx, { actor: by, action: "mapping.manage", subject: schema.id, outcome: "done", detail });
      });
    },
  };
}

function demandFits(schema: DatasetSchema, mentions: readonly EntityMention[]): void {
  const invalid = (zh: string, en: string): YuejianError =>
    new YuejianError("ENTITY_MAPPING_INVALID", { dataset: schema.id, reason: en, reason_zh: zh, reason_en: en });
  if (schema.id === ENTITY_MEMBERS) throw new YuejianError("ENTITY_DATASET_DERIVED", { dataset: schema.id });
  const names = new Set(schema.columns.map(({ name }) => name));
  const roles = new Set<string>();
  for (const { kind, role, columns } of mentions) {
    if (roles.has(`${kind} ${role}`)) throw invalid(`${kind} 的身份「${role}」出现两次`, `the role ${role} of ${kind} stands twice`);
    roles.add(`${kind} ${role}`);
    const stranger = Object.values(columns).find((name) => !names.has(name));
    if (stranger !== undefined) throw invalid(`没有列 ${stranger}`, `there is no column ${stranger}`);
    const odd = Object.keys(columns).find((part) => !Object.hasOwn(MENTION_PARTS, part));
    if (odd !== undefined) throw invalid(`不认识 ${odd}`, `${odd} is unknown`);
    if (columns.number === undefined && columns.name === undefined && columns.frame === undefined)
      throw invalid("名称、号码或车架号至少要有一个", "a name, a number or a frame number is needed");
  }
}
