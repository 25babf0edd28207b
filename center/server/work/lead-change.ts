import {
  ACTIONS,
  type BusinessLine,
  type Clock,
  type Ids,
  type Lead,
  type LeadCommand,
  type LeadEvent,
  type ModelManifest,
  type Office,
  type SupervisionCase,
  type Text,
  YuejianError,
} from "@yuejian/contracts";
import { caseNumber, decide, officialYear, type Remark, remark, undo } from "@yuejian/oversight";
import { openCaseIn } from "../cases/index.ts";
import { versionConflictOf } from "../identity/index.ts";
import type { Outbox } from "../outbox/index.ts";
import type { Reading, Row, Store, StoreTransaction } from "../store/index.ts";
import { insertComment, withdrawComment } from "./lead-comments.ts";
import { moveCounts } from "./lead-index.ts";
import { leadEventOf, leadEventRow, leadOf } from "./lead-rows.ts";
import { leadStatement } from "./lead-statement.ts";
import { goingOver } from "./lead-tasks.ts";

export interface LeadChangePorts {
  readonly store: Store;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly offices: readonly Office[];
  readonly manifestOf: (model: string) => ModelManifest | null;
}

export interface LeadChangeRequest {
  readonly lead: string;
  /** The version that the person saw. */
  readonly version: number;
  readonly command: LeadCommand;
  readonly actor: { readonly id: string };
}

/** A person's command on a lead, committed with its event, its statement and, on filing, its case. Who may do it was decided before.
 *  LEAD_UNKNOWN, LEAD_EXPIRED, VERSION_CONFLICT, and the refusals of oversight's `decide`. */
export async function changeLead(ports: LeadChangePorts, request: LeadChangeRequest): Promise<Lead> {
  return ports.store.write(async (trx) => (await changeLeadIn(trx, ports, request)).lead);
}

/** As `changeLead`, within a transaction. `version` null: whatever the version is now, for what overwrites nothing. */
export async function changeLeadIn(
  trx: StoreTransaction,
  ports: Omit<LeadChangePorts, "store">,
  request: Omit<LeadChangeRequest, "version"> & { readonly version: number | null },
): Promise<{ lead: Lead; event: LeadEvent }> {
  const { clock, ids } = ports;
  const row = await leadAt(trx, request.lead, request.version);
  const now = new Date(clock.now()).toISOString();
  const decision = decide(leadOf(row), request.command, {
    actor: request.actor.id,
    now,
    eventId: ids.next("evt"),
    caseId: ids.next("cas"),
    caseNumber: request.command.action === "file" ? await nextCaseNumber(trx, row.office, { at: now, offices: ports.offices }) : "",
    explanations: ports.manifestOf(row.model)?.lawfulExplanations ?? [],
  });
  if (!decision.ok) throw new YuejianError(decision.code, decision.parameters);
  const { lead, event } = decision;
  await applyLeadChange(trx, ports, { before: row, lead, event, case: decision.case });
  if (request.command.action === "comment") await insertComment(trx, ports, { event, mentions: request.command.mentions ?? [] });
  return { lead, event };
}

/** Takes the lead's last event back, when that is `undoes` and the lead is at `version`. VERSION_CONFLICT, UNDO_NOT_POSSIBLE */
export async function undoLeadIn(
  trx: StoreTransaction,
  ports: Omit<LeadChangePorts, "store">,
  { lead: id, version, undoes, actor }: { lead: string; version: number; undoes: string; actor: { readonly id: string } },
): Promise<{ lead: Lead; event: LeadEvent }> {
  const row = await leadAt(trx, id, version);
  const events = await trx.selectFrom("lead_events").selectAll().where("lead", "=", id).orderBy("lead_version").execute();
  const now = new Date(ports.clock.now()).toISOString();
  const undone = undo(leadOf(row), events.map(leadEventOf), { undoes, actor: actor.id, now, eventId: ports.ids.next("evt") });
  if (!undone.ok) throw new YuejianError(undone.code, undone.parameters);
  await applyLeadChange(trx, ports, { before: row, lead: undone.lead, event: undone.event, case: null });
  await withdrawComment(trx, { comment: undoes, at: now, by: actor.id, reason: "undo" });
  return { lead: undone.lead, event: undone.event };
}

/** Says something about a lead that leaves its state as it is; see oversight's `remark`. LEAD_UNKNOWN */
export async function remarkLeadIn(
  trx: StoreTransaction,
  ports: Omit<LeadChangePorts, "store">,
  { lead: id, actor, ...said }: Remark & { lead: string; actor: { readonly id: string } },
): Promise<{ lead: Lead; event: LeadEvent }> {
  const row = await leadAt(trx, id, null);
  const now = new Date(ports.clock.now()).toISOString();
  const { lead, event } = remark(leadOf(row), said, { actor: actor.id, now, eventId: ports.ids.next("evt") });
  await applyLeadChange(trx, ports, { before: row, lead, event, case: null });
  return { lead, event };
}

async function leadAt(trx: StoreTransaction, id: string, version: number | null): Promise<Row<"leads">> {
  const row = await trx.selectFrom("leads").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw new YuejianError("LEAD_UNKNOWN", { lead: id });
  if (row.expired_at !== null) throw new YuejianError("LEAD_EXPIRED", { lead: id, at: row.expired_at });
  if (version !== null && row.version !== version) throw await conflictAt(trx, row, version);
  return row;
}

interface LeadChange {
  readonly before: Row<"leads">;
  readonly lead: Lead;
  readonly event: LeadEvent;
  readonly case: SupervisionCase | null;
}

/** Saves a changed lead, its event, its case and their statements. VERSION_CONFLICT when the lead is not at the version before. */
async function applyLeadChange(
  trx: StoreTransaction,
  { outbox, ids }: Pick<LeadChangePorts, "outbox" | "ids">,
  change: LeadChange,
): Promise<void> {
  const { before, lead, event } = change;
  const changed = await trx
    .updateTable("leads")
    .set({
      version: lead.version,
      status: lead.status,
      assignee: lead.assignee,
      summary_zh: lead.summary.zh,
      summary_en: lead.summary.en,
      last_run: lead.lastRun,
      changed_at: lead.changedAt,
      case_id: lead.caseId,
    })
    .where("id", "=", lead.id)
    .where("version", "=", before.version)
    .returning("id")
    .executeTakeFirst();
  if (!changed) {
    const row = await trx.selectFrom("leads").selectAll().where("id", "=", lead.id).executeTakeFirst();
    throw row ? await conflictAt(trx, row, before.version) : new YuejianError("LEAD_UNKNOWN", { lead: lead.id });
  }
  const entry = await outbox.record(trx, leadStatement("lead.changed", { lead, event }));
  await trx
    .insertInto("lead_events")
    .values(leadEventRow(event, lead.version, entry))
    .execute();
  await moveCounts(trx, [before], [{ ...before, status: lead.status, assignee: lead.assignee }]);
  if (change.case)
    await openCaseIn(trx, outbox, {
      filing: change.case,
      eventId: change.case.id.replace(/^cas/, "evt"),
      actor: event.actor,
      line: before.business_line as BusinessLine,
      dataClass: before.data_class,
      ...(await goingOver(trx, ids, { lead: lead.id, case: change.case.id })),
    });
}

/** The next number of the office in the year of `at`; given back when the transaction is. */
async function nextCaseNumber(
  trx: StoreTransaction,
  officeId: string,
  { at, offices }: { at: string; offices: readonly Office[] },
): Promise<string> {
  const office = offices.find(({ id }) => id === officeId);
  if (!office) throw new YuejianError("OFFICE_UNKNOWN", { office: officeId });
  const year = officialYear(at);
  const { last } = await trx
    .insertInto("case_numbers")
    .values({ office: officeId, year, last: 1 })
    .onConflict((conflict) => conflict.columns(["office", "year"]).doUpdateSet((build) => ({ last: build("case_numbers.last", "+", 1) })))
    .returning("last")
    .executeTakeFirstOrThrow();
  return caseNumber(office, year, last);
}

/** Says who changed the lead since, when, and what they did. */
export async function conflictAt(trx: Reading, lead: Row<"leads">, seen: number): Promise<YuejianError> {
  const events = await trx
    .selectFrom("lead_events")
    .leftJoin("users", "users.id", "lead_events.actor")
    .select(["kind", "at", "display_name"])
    .where("lead", "=", lead.id)
    .where("lead_version", ">", seen)
    .orderBy("lead_version")
    .execute();
  const last = events.at(-1);
  const words = (locale: "zh" | "en") => events.map(({ kind }) => wordOf(kind)[locale]).join(locale === "zh" ? "、" : ", ");
  return versionConflictOf({
    lead: lead.id,
    version: lead.version,
    at: last?.at ?? lead.changed_at,
    who: last?.display_name ?? null,
    changed: { zh: words("zh"), en: words("en") },
  });
}

function wordOf(kind: string): { zh: string; en: string } {
  const action = `lead.${kind}`;
  return Object.hasOwn(ACTIONS, action) ? ACTIONS[action as keyof typeof ACTIONS] : (EVENT_WORDS[kind] ?? { zh: kind, en: kind });
}

/** What happened, for events that are no action of the policy. */
export const EVENT_WORDS: Readonly<Record<string, Text>> = {
  found: { zh: "模型发现", en: "found by a run" },
  "found-again": { zh: "模型再次发现", en: "found again by a run" },
  undo: { zh: "撤销上一步", en: "took the last step back" },
  "comment-edited": { zh: "修改备注", en: "edited a comment" },
  "comment-withdrawn": { zh: "撤回备注", en: "withdrew a comment" },
  attached: { zh: "添加附件", en: "attached a file" },
  "attachment-withdrawn": { zh: "撤回附件", en: "withdrew an attachment" },
  "task-add": { zh: "布置核查任务", en: "gave a task" },
  "task-report": { zh: "报告核查结果", en: "reported on a task" },
  "task-cancel": { zh: "取消核查任务", en: "cancelled a task" },
  "field-check-given": { zh: "布置现场核查", en: "gave a field check" },
  "field-check-withdrawn": { zh: "撤回现场核查", en: "withdrew a field check" },
  "field-check-received": { zh: "收到现场核查结果", en: "received a field check" },
};
