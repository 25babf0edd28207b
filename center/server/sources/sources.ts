import {
  canonicalJson,
  type DatasetSchema,
  type ScheduleRule,
  type SecretPlace,
  type SourceContract,
  type SourceSettings,
  YuejianError,
} from "@yuejian/contracts";
import type { NewSource, SourceChange } from "@yuejian/contracts/api";
import type { Audit } from "../audit/index.ts";
import { type Ground, versionConflict } from "../identity/index.ts";
import type { Job } from "../jobs/index.ts";
import type { ScheduleActor, Schedules } from "../schedules/schedules.ts";
import type { Row, StoreTransaction } from "../store/index.ts";
import type { Work } from "../work/index.ts";
import { demandFits } from "./source-checks.ts";
import { sourceIn } from "./source-turn.ts";

export type Source = Row<"sources">;

/** Systems that deliver. What is set up, changed and removed stands on the ledger, without secrets; a refresh rule is a schedule in the name of who
 *  set it. */
export interface Sources {
  list(): Promise<Source[]>;
  /** SOURCE_UNKNOWN; by id or by name. */
  get(id: string): Promise<Source>;
  /** SOURCE_EXISTS, SOURCE_SETTINGS_INVALID, SCHEDULE_RULE_INVALID, NOT_ALLOWED */
  add(order: NewSource & { office: string }, schema: DatasetSchema | null, by: ScheduleActor): Promise<Source>;
  /** SOURCE_UNKNOWN, SOURCE_EXISTS, SOURCE_SETTINGS_INVALID, VERSION_CONFLICT */
  change(id: string, change: SourceChange, schema: DatasetSchema | null, by: ScheduleActor): Promise<Source>;
  /** Its loads and batches stay. SOURCE_UNKNOWN */
  remove(id: string, by: ScheduleActor): Promise<void>;
  /** SOURCE_UNKNOWN, SOURCE_PAUSED */
  run(id: string, by: ScheduleActor): Promise<Job>;
  /** SOURCE_ALERT_UNKNOWN */
  acknowledge(alert: string, by: ScheduleActor): Promise<Row<"source_alerts">>;
}

export interface SourcesOptions extends Ground {
  readonly audit: Audit;
  readonly schedules: Schedules;
  readonly work: Work;
}

export function createSources({ store, clock, ids, outbox, audit, schedules, work }: SourcesOptions): Sources {
  const now = () => new Date(clock.now()).toISOString();

  /** Notes the change on the ledger and in the audit trail; gives the outbox id. */
  async function state(trx: StoreTransaction, change: string, source: Omit<Source, "outbox">, { account }: ScheduleActor): Promise<number> {
    const { id, version, name, kind, dataset, office, owner, legal_basis, data_class, contract_version } = source;
    await audit.recordIn(trx, {
      actor: account,
      action: "source.manage",
      subject: id,
      outcome: "done",
      detail: `${change} ${kind} → ${dataset}`,
    });
    return outbox.record(trx, {
      type: "source.changed",
      subject: id,
      organisation: office,
      content: {
        change,
        id,
        version,
        name,
        kind,
        dataset,
        office,
        owner,
        legalBasis: legal_basis,
        dataClass: data_class,
        settings: JSON.parse(source.settings) as Record<string, unknown>,
        contract: JSON.parse(source.contract) as Record<string, unknown>,
        contractVersion: contract_version,
        refresh: source.refresh === null ? null : (JSON.parse(source.refresh) as Record<string, unknown>),
        isPaused: source.is_paused === 1,
      },
    });
  }

  /** A source that is refreshed by the clock has a schedule, as long as it is neither paused nor removed. */
  async function scheduled(trx: StoreTransaction, source: Omit<Source, "outbox">, by: ScheduleActor): Promise<string | null> {
    if (source.schedule !== null) await schedules.removeIn(trx, source.schedule, by);
    if (source.refresh === null || source.is_paused === 1 || source.removed_at !== null) return null;
    const { id, name, office } = source;
    const rule = JSON.parse(source.refresh) as ScheduleRule;
    const order = { kind: "load-source", input: { source: id, name, office }, rule, missed: "run-once" as const, isEnabled: true };
    return (await schedules.addIn(trx, order, by)).id;
  }

  async function demandFree(trx: StoreTransaction, name: string, own: string | null): Promise<void> {
    const same = await trx.selectFrom("sources").select("id").where("name", "=", name).where("removed_at", "is", null).executeTakeFirst();
    if (same && same.id !== own) throw new YuejianError("SOURCE_EXISTS", { name, source: same.id });
  }

  return {
    list: () => store.db.selectFrom("sources").selectAll().where("removed_at", "is", null).orderBy("name").execute(),
    async get(id) {
      const named = await store.db
        .selectFrom("sources")
        .select("id")
        .where("name", "=", id)
        .where("removed_at", "is", null)
        .executeTakeFirst();
      return sourceIn(store.db, named?.id ?? id);
    },
    async add(order, schema, by) {
      const { kind, settings, secret = null, contract, refresh = null } = order;
      demandFits({ kind, dataset: order.dataset, settings, secret, contract }, schema);
      return store.write(async (trx) => {
        await demandFree(trx, order.name, null);
        const at = now();
        const row = {
          id: ids.next("src"),
          version: 1,
          name: order.name,
          kind,
          dataset: order.dataset,
          office: order.office,
          owner: order.owner,
          legal_basis: order.legalBasis,
          data_class: order.dataClass,
          settings: canonicalJson(settings),
          secret: secret === null ? null : canonicalJson(secret),
          contract: canonicalJson(contract),
          contract_version: 1,
          refresh: refresh === null ? null : canonicalJson(refresh),
          schedule: null,
          is_paused: 0,
          running_job: null,
          created_at: at,
          changed_at: at,
          changed_by: by.account.id,
          removed_at: null,
        };
        const outboxId = await state(trx, "added", row, by);
        const added = { ...row, schedule: await scheduled(trx, row, by), outbox: outboxId };
        await trx.insertInto("sources").values(added).execute();
        return added;
      });
    },
    change(id, change, schema, by) {
      return store.write(async (trx) => {
        const known = await sourceIn(trx, id);
        if (known.version !== change.version)
          throw await versionConflict(trx, {
            by: known.changed_by,
            at: known.changed_at,
            changed: { zh: "数据来源的设置", en: "the settings of the source" },
          });
        const settings = change.settings ?? (JSON.parse(known.settings) as SourceSettings);
        const secret =
          change.secret === undefined ? (known.secret === null ? null : (JSON.parse(known.secret) as SecretPlace)) : change.secret;
        const contract = change.contract ?? (JSON.parse(known.contract) as SourceContract);
        demandFits({ kind: known.kind, dataset: known.dataset, settings, secret, contract }, schema);
        if (change.name !== undefined) await demandFree(trx, change.name, id);
        const isOther = canonicalJson(contract) !== known.contract;
        const { outbox: _old, ...old } = known;
        const row = {
          ...old,
          version: known.version + 1,
          name: change.name ?? known.name,
          owner: change.owner ?? known.owner,
          legal_basis: change.legalBasis ?? known.legal_basis,
          data_class: change.dataClass ?? known.data_class,
          settings: canonicalJson(settings),
          secret: secret === null ? null : canonicalJson(secret),
          contract: canonicalJson(contract),
          contract_version: known.contract_version + (isOther ? 1 : 0),
          refresh: change.refresh === undefined ? known.refresh : change.refresh === null ? null : canonicalJson(change.refresh),
          is_paused: change.isPaused === undefined ? known.is_paused : change.isPaused ? 1 : 0,
          changed_at: now(),
          changed_by: by.account.id,
        };
        const words = change.isPaused === undefined ? "changed" : change.isPaused ? "paused" : "resumed";
        const outboxId = await state(trx, words, row, by);
        const changed = { ...row, schedule: await scheduled(trx, row, by), outbox: outboxId };
        await trx.updateTable("sources").set(changed).where("id", "=", id).execute();
        // Another place is another walk: what was taken there says nothing about here.
        if (canonicalJson(placeOf(settings)) !== canonicalJson(placeOf(JSON.parse(known.settings) as SourceSettings)))
          await trx.deleteFrom("source_cursors").where("source", "=", id).execute();
        return changed;
      });
    },
    async remove(id, by) {
      await store.write(async (trx) => {
        const known = await sourceIn(trx, id);
        const row = { ...known, version: known.version + 1, removed_at: now(), changed_at: now(), changed_by: by.account.id };
        const outboxId = await state(trx, "removed", row, by);
        const schedule = await scheduled(trx, row, by);
        await trx
          .updateTable("sources")
          .set({ ...row, schedule, outbox: outboxId })
          .where("id", "=", id)
          .execute();
        await trx.updateTable("source_alerts").set({ closed_at: now() }).where("source", "=", id).where("closed_at", "is", null).execute();
      });
    },
    run(id, { account }) {
      return store.write(async (trx) => {
        const source = await sourceIn(trx, id);
        if (source.is_paused === 1) throw new YuejianError("SOURCE_PAUSED", { name: source.name });
        const job = await work.loadSource({ source: id, name: source.name, actor: { id: account.id, office: account.office } }, trx);
        await audit.recordIn(trx, { actor: account, action: "data.intake", subject: id, outcome: "done", detail: `load, job ${job.id}` });
        return job;
      });
    },
    acknowledge(id, { account }) {
      return store.write(async (trx) => {
        const alert = await trx.selectFrom("source_alerts").selectAll().where("id", "=", id).executeTakeFirst();
        if (!alert) throw new YuejianError("SOURCE_ALERT_UNKNOWN", { alert: id });
        if (alert.acknowledged_at !== null) return alert;
        const source = await trx.selectFrom("sources").selectAll().where("id", "=", alert.source).executeTakeFirstOrThrow();
        const content = { change: "acknowledged", id, source: source.id, kind: alert.kind, by: account.id };
        const statement = await outbox.record(trx, { type: "source.alerted", subject: source.id, organisation: source.office, content });
        const set = { acknowledged_at: now(), acknowledged_by: account.id, outbox: statement };
        await trx.updateTable("source_alerts").set(set).where("id", "=", id).execute();
        const detail = `acknowledge ${alert.kind} ${id}`;
        await audit.recordIn(trx, { actor: account, action: "source.manage", subject: source.id, outcome: "done", detail });
        return { ...alert, ...set };
      });
    },
  };
}

/** What tells one table or interface, and its cursor, from another. */
function placeOf(settings: SourceSettings): readonly unknown[] {
  if ("folder" in settings) return [settings.folder];
  if ("url" in settings) return [settings.url, settings.cursor ?? null, settings.paging.by, settings.rows ?? null];
  return [settings.host, settings.port ?? null, settings.database, settings.schema ?? null, settings.table, settings.cursor ?? null];
}
