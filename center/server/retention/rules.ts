import {
  type Clock,
  canonicalJson,
  type DatasetSchema,
  type Ids,
  RETENTION_UNITS,
  type RetentionRule,
  YuejianError,
} from "@yuejian/contracts";
import type { Outbox } from "../outbox/index.ts";
import type { Reading, Store, StoreTransaction } from "../store/index.ts";

export interface RulePorts {
  readonly store: Store;
  readonly outbox: Pick<Outbox, "record">;
  readonly clock: Clock;
  readonly ids: Ids;
}

interface Person {
  readonly id: string;
  readonly office: string;
}

/** A rule as it is in force, or was when it ended. */
export interface KeptRule extends RetentionRule {
  readonly id: string;
  readonly version: number;
  readonly setBy: string;
  readonly setAt: string;
  readonly endedAt: string | null;
}

const MOST: Readonly<Record<RetentionRule["term"]["unit"], number>> = { day: 36_500, month: 1_200, year: 100 };

/** Newest version of each rule, those in force first. */
export async function readRules(db: Reading): Promise<KeptRule[]> {
  const rows = await db
    .selectFrom("retention_rules")
    .innerJoin("retention_rule_versions", (join) =>
      join
        .onRef("retention_rule_versions.rule", "=", "retention_rules.id")
        .onRef("retention_rule_versions.version", "=", "retention_rules.version"),
    )
    .select(["id", "retention_rules.version", "content", "set_by", "set_at", "ended_at"])
    .orderBy("id")
    .execute();
  const rules = rows.map((row) => ({
    ...(JSON.parse(row.content) as RetentionRule),
    id: row.id,
    version: row.version,
    setBy: row.set_by,
    setAt: row.set_at,
    endedAt: row.ended_at,
  }));
  return [...rules.filter(({ endedAt }) => endedAt === null), ...rules.filter(({ endedAt }) => endedAt !== null)];
}

/** RETENTION_RULE_UNKNOWN */
export async function readRule(db: Reading, id: string): Promise<KeptRule> {
  const rule = (await readRules(db)).find((each) => each.id === id);
  if (!rule) throw new YuejianError("RETENTION_RULE_UNKNOWN", { rule: id });
  return rule;
}

/** Sets a rule up, or with `id` a new version of it. RETENTION_RULE_INVALID, RETENTION_RULE_EXISTS, RETENTION_RULE_UNKNOWN, RETENTION_RULE_ENDED */
export async function setRule(
  ports: RulePorts,
  {
    id,
    rule,
    schemas,
    actor,
  }: { id?: string | undefined; rule: RetentionRule; schemas: ReadonlyMap<string, DatasetSchema>; actor: Person },
): Promise<KeptRule> {
  demandSound(rule, schemas);
  const scope = canonicalJson(rule.scope);
  return ports.store.write(async (trx) => {
    const known = id === undefined ? null : await readRule(trx, id);
    if (known && known.endedAt !== null) throw new YuejianError("RETENTION_RULE_ENDED", { rule: known.id });
    const other = await trx.selectFrom("retention_rules").select("id").where("scope", "=", scope).where("ended_at", "is", null).execute();
    const taken = other.find((each) => each.id !== id);
    if (taken) throw new YuejianError("RETENTION_RULE_EXISTS", { rule: taken.id, scope: scopeText(rule) });
    const own = known?.id ?? ports.ids.next("rtn");
    const version = (known?.version ?? 0) + 1;
    if (known) await trx.updateTable("retention_rules").set({ version, scope }).where("id", "=", own).execute();
    else await trx.insertInto("retention_rules").values({ id: own, version, scope, ended_at: null }).execute();
    return addVersion(trx, ports, { id: own, version, rule, isEnded: false, actor });
  });
}

/** From now on it deletes nothing. RETENTION_RULE_UNKNOWN, RETENTION_RULE_ENDED */
export async function endRule(ports: RulePorts, { id, actor }: { id: string; actor: Person }): Promise<KeptRule> {
  return ports.store.write(async (trx) => {
    const { id: own, version: before, setBy: _by, setAt: _at, endedAt, ...rule } = await readRule(trx, id);
    if (endedAt !== null) throw new YuejianError("RETENTION_RULE_ENDED", { rule: id });
    const version = before + 1;
    const ended_at = new Date(ports.clock.now()).toISOString();
    await trx.updateTable("retention_rules").set({ version, ended_at }).where("id", "=", own).execute();
    return addVersion(trx, ports, { id: own, version, rule, isEnded: true, actor });
  });
}

async function addVersion(
  trx: StoreTransaction,
  { outbox, clock }: RulePorts,
  given: { readonly id: string; readonly version: number; readonly rule: RetentionRule; readonly isEnded: boolean; readonly actor: Person },
): Promise<KeptRule> {
  const { id, version, rule, isEnded, actor } = given;
  const setAt = new Date(clock.now()).toISOString();
  const entry = await outbox.record(trx, {
    type: "retention.changed",
    subject: id,
    organisation: actor.office,
    content: { rule: { id, version, ...rule }, isEnded, by: actor.id },
  });
  await trx
    .insertInto("retention_rule_versions")
    .values({
      rule: id,
      version,
      content: JSON.stringify(rule),
      is_ended: isEnded ? 1 : 0,
      set_by: actor.id,
      set_at: setAt,
      outbox: entry,
    })
    .execute();
  return { ...rule, id, version, setBy: actor.id, setAt, endedAt: isEnded ? setAt : null };
}

/** The rule for a dataset: its own, or that of its class. */
export function ruleFor(rules: readonly KeptRule[], schema: DatasetSchema): KeptRule | null {
  const inForce = rules.filter(({ endedAt }) => endedAt === null);
  return (
    inForce.find(({ scope }) => scope.kind === "dataset" && scope.dataset === schema.id) ??
    inForce.find(({ scope }) => scope.kind === "class" && scope.dataClass === schema.dataClass) ??
    null
  );
}

/** Columns that a rule of `redact` empties in a dataset: those that are committed one by one, but for keys. */
export function redactedColumns({ columns }: Pick<RetentionRule, "columns">, schema: DatasetSchema): string[] {
  const personal = schema.columns.filter(({ dataClass }) => PERSONAL.has(dataClass)).map(({ name }) => name);
  return columns.length === 0 ? personal : personal.filter((name) => columns.includes(name));
}

const PERSONAL: ReadonlySet<string> = new Set(["personal", "sensitive", "sealed"]);

function scopeText({ scope }: Pick<RetentionRule, "scope">): string {
  return scope.kind === "dataset" ? scope.dataset : scope.dataClass;
}

function demandSound(rule: RetentionRule, schemas: ReadonlyMap<string, DatasetSchema>): void {
  const { scope, basis, term, from, action, columns, fileDays } = rule;
  const refuse = (zh: string, en: string): never => {
    throw new YuejianError("RETENTION_RULE_INVALID", { reason: en, reason_zh: zh, reason_en: en });
  };
  if ([rule.title, basis.law, basis.article, basis.text].some((text) => text.trim() === ""))
    refuse("须写明名称、法律、条款和条文内容", "give a title, the law, the article and its words");
  if (!Number.isSafeInteger(term.count) || term.count < 1 || term.count > MOST[term.unit])
    refuse(
      `期限应为 1 至 ${MOST[term.unit]} ${RETENTION_UNITS[term.unit].zh}`,
      `the term is 1 to ${MOST[term.unit]} ${RETENTION_UNITS[term.unit].en}`,
    );
  if (fileDays !== null && (!Number.isSafeInteger(fileDays) || fileDays < 1))
    refuse("源文件的天数应为正整数", "the days of source files are a whole number from 1");
  if (action === "delete" && columns.length > 0) refuse("删除整条记录时不列出列", "columns are named only where cells are erased");
  if (scope.kind === "class") {
    if (from.kind === "column" || columns.length > 0)
      refuse("按数据级别的规则从导入之日起算，且不列出列", "a rule for a class counts from the load and names no columns");
    if (action === "redact") refuse("按数据级别只能删除整条记录", "a rule for a class deletes whole rows");
    return;
  }
  const schema = schemas.get(scope.dataset);
  if (!schema) throw new YuejianError("DATASET_UNKNOWN", { dataset: scope.dataset });
  if (from.kind === "column" && schema.columns.find(({ name }) => name === from.column)?.type !== "date")
    refuse(`${from.column} 不是 ${schema.id} 的日期列`, `${from.column} is no date column of ${schema.id}`);
  if (action === "redact") demandRedactable(rule, schema, refuse);
}

function demandRedactable({ columns }: RetentionRule, schema: DatasetSchema, refuse: (zh: string, en: string) => never): void {
  const named = redactedColumns({ columns }, schema);
  const stranger = columns.find((name) => !named.includes(name));
  if (stranger !== undefined)
    refuse(`${stranger} 不是 ${schema.id} 的个人信息列`, `${stranger} is no column of ${schema.id} with personal data`);
  if (named.length === 0) refuse(`${schema.id} 没有个人信息列`, `${schema.id} has no column with personal data`);
  const key = named.find((name) => schema.recordKey?.includes(name));
  if (key !== undefined)
    refuse(
      `${key} 是 ${schema.id} 的记录键，遮除后旧版本会重新出现；请列出其他列，或者删除整条记录`,
      `${key} is part of the record key of ${schema.id}: without it older versions would come back; name other columns, or delete the rows`,
    );
}
