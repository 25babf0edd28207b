import { canonicalJson, columnsOfCheck, type DatasetSchema, type QualityCheck, type QualityRule, YuejianError } from "@yuejian/contracts";
import { rowCheck } from "@yuejian/data";
import type { Audit } from "../audit/index.ts";
import type { Account, Ground } from "../identity/index.ts";
import { isPersonal } from "../policy/index.ts";
import type { Row } from "../store/index.ts";

export interface NewQualityRule {
  readonly schema: DatasetSchema;
  /** For `foreign-key`: the dataset that it points to. */
  readonly target: DatasetSchema | null;
  readonly rule: Omit<QualityRule, "id">;
}

/** Rules that offices add. What they answer is shown row by row, so none may ask about the values of a closed column. */
export interface QualityRules {
  /** QUALITY_RULE_INVALID, QUALITY_RULE_PERSONAL, QUALITY_RULE_EXISTS */
  add(order: NewQualityRule, by: Account): Promise<Row<"quality_rules">>;
  /** QUALITY_RULE_UNKNOWN */
  get(id: string): Promise<Row<"quality_rules">>;
  /** QUALITY_RULE_UNKNOWN */
  remove(id: string, by: Account): Promise<void>;
}

export function createQualityRules({ store, clock, ids, outbox }: Ground, audit: Audit): QualityRules {
  async function get(db: Pick<typeof store.db, "selectFrom">, id: string): Promise<Row<"quality_rules">> {
    const row = await db.selectFrom("quality_rules").selectAll().where("id", "=", id).executeTakeFirst();
    if (!row) throw new YuejianError("QUALITY_RULE_UNKNOWN", { rule: id });
    return row;
  }

  return {
    get: (id) => get(store.db, id),
    async add(order, by) {
      const { schema, rule } = order;
      demandFits(order);
      const contentKey = canonicalJson([schema.id, by.office, rule.check]);
      return store.write(async (trx) => {
        const known = await trx.selectFrom("quality_rules").select("id").where("content_key", "=", contentKey).executeTakeFirst();
        if (known) throw new YuejianError("QUALITY_RULE_EXISTS", { rule: known.id });
        const id = ids.next("qrl");
        const statement = await outbox.record(trx, {
          type: "quality-rule.changed",
          subject: id,
          organisation: by.office,
          content: { change: "added", id, dataset: schema.id, office: by.office, ...rule },
        });
        const row = {
          id,
          dataset: schema.id,
          office: by.office,
          rule: canonicalJson(rule),
          content_key: contentKey,
          actor: by.id,
          created_at: new Date(clock.now()).toISOString(),
          outbox: statement,
        };
        await trx.insertInto("quality_rules").values(row).execute();
        const detail = `add ${id}: ${rule.check.kind} ${columnsOfCheck(rule.check).join(", ")}, ${rule.severity}`;
        await audit.recordIn(trx, { actor: by, action: "quality.manage", subject: schema.id, outcome: "done", detail });
        return row;
      });
    },
    async remove(id, by) {
      await store.write(async (trx) => {
        const { dataset, office, rule } = await get(trx, id);
        await outbox.record(trx, {
          type: "quality-rule.changed",
          subject: id,
          organisation: office,
          content: { change: "removed", id, dataset, office, ...(JSON.parse(rule) as Omit<QualityRule, "id">) },
        });
        await trx.deleteFrom("quality_rules").where("id", "=", id).execute();
        await audit.recordIn(trx, { actor: by, action: "quality.manage", subject: dataset, outcome: "done", detail: `remove ${id}` });
      });
    },
  };
}

/** Checks that say nothing about a value beyond that it is empty, repeated, malformed or out of order. */
const BLIND: ReadonlySet<QualityCheck["kind"]> = new Set(["not-null", "unique", "not-future", "check-digit", "date-order"]);

function demandFits({ schema, target, rule: { check } }: NewQualityRule): void {
  rowCheck(check, { schema, table: "rows", today: "2000-01-01" });
  const read = [
    columnsOfCheck(check).map((name) => [schema, name] as const),
    check.kind === "foreign-key" ? [[target, check.target] as const] : [],
  ];
  for (const [from, name] of read.flat()) {
    const column = from?.columns.find((each) => each.name === name);
    if (!column) throw new YuejianError("QUALITY_RULE_INVALID", { reason: name });
    if (column.dataClass === "sealed" || (isPersonal(column.dataClass) && !BLIND.has(check.kind)))
      throw new YuejianError("QUALITY_RULE_PERSONAL", { column: name });
  }
}
