import {
  ACTIONS,
  type Clock,
  type Ids,
  type Lead,
  type LeadCommand,
  type LeadEvent,
  type ModelManifest,
  type Office,
  type SupervisionCase,
  YuejianError,
} from "@yuejian/contracts";
import { caseNumber, decide, officialYear } from "@yuejian/oversight";
import type { Outbox } from "../outbox/index.ts";
import type { Row, Store, StoreTransaction } from "../store/index.ts";
import { moveCounts } from "./lead-index.ts";
import { leadEventRow, leadOf } from "./lead-rows.ts";
import { leadStatement } from "./lead-statement.ts";

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
  return ports.store.write((trx) => changeLeadIn(trx, ports, request));
}

/** As `changeLead`, within the transaction of something larger. */
export async function changeLeadIn(
  trx: StoreTransaction,
  { clock, ids, outbox, offices, manifestOf }: Omit<LeadChangePorts, "store">,
  request: LeadChangeRequest,
): Promise<Lead> {
  const row = await trx.selectFrom("leads").selectAll().where("id", "=", request.lead).executeTakeFirst();
  if (!row) throw new YuejianError("LEAD_UNKNOWN", { lead: request.lead });
  if (row.expired_at !== null) throw new YuejianError("LEAD_EXPIRED", { lead: row.id, at: row.expired_at });
  if (row.version !== request.version) throw await versionConflict(trx, row, request.version);
  const now = new Date(clock.now()).toISOString();
  const decision = decide(leadOf(row), request.command, {
    actor: request.actor.id,
    now,
    eventId: ids.next("evt"),
    caseId: ids.next("cas"),
    caseNumber: request.command.action === "file" ? await nextCaseNumber(trx, row.office, { at: now, offices }) : "",
    explanations: manifestOf(row.model)?.lawfulExplanations ?? [],
  });
  if (!decision.ok) throw new YuejianError(decision.code, decision.parameters);
  await applyLeadChange(trx, outbox, { before: row, lead: decision.lead, event: decision.event, case: decision.case });
  return decision.lead;
}

interface LeadChange {
  readonly before: Row<"leads">;
  readonly lead: Lead;
  readonly event: LeadEvent;
  readonly case: SupervisionCase | null;
}

/** Saves a changed lead, its event, its case and their statements. VERSION_CONFLICT when the lead is not at the version before. */
async function applyLeadChange(trx: StoreTransaction, outbox: Outbox, change: LeadChange): Promise<void> {
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
    throw row ? await versionConflict(trx, row, before.version) : new YuejianError("LEAD_UNKNOWN", { lead: lead.id });
  }
  const entry = await outbox.record(trx, leadStatement("lead.changed", { lead, event }));
  await trx
    .insertInto("lead_events")
    .values(leadEventRow(event, lead.version, entry))
    .execute();
  await moveCounts(trx, [before], [{ ...before, status: lead.status, assignee: lead.assignee }]);
  if (change.case) await insertCase(trx, outbox, { opened: change.case, before });
}

async function insertCase(
  trx: StoreTransaction,
  outbox: Outbox,
  { opened, before }: { opened: SupervisionCase; before: Row<"leads"> },
): Promise<void> {
  const entry = await outbox.record(trx, {
    type: "case.created",
    subject: opened.id,
    organisation: opened.office,
    content: { case: opened },
  });
  await trx
    .insertInto("cases")
    .values({
      id: opened.id,
      version: opened.version,
      number: opened.number,
      lead: opened.lead,
      model: opened.model,
      subject: opened.subject,
      subject_name: opened.subjectName,
      office: opened.office,
      business_line: before.business_line,
      data_class: before.data_class,
      owner: opened.owner,
      status: opened.status,
      opened_at: opened.openedAt,
      outbox: entry,
    })
    .execute();
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
async function versionConflict(trx: StoreTransaction, lead: Row<"leads">, seen: number): Promise<YuejianError> {
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
  return new YuejianError("VERSION_CONFLICT", {
    lead: lead.id,
    version: lead.version,
    at: last?.at ?? lead.changed_at,
    who: last?.display_name ?? "system",
    who_zh: last?.display_name ?? "系统",
    who_en: last?.display_name ?? "The system",
    changed: words("en"),
    changed_zh: words("zh"),
    changed_en: words("en"),
  });
}

function wordOf(kind: string): { zh: string; en: string } {
  const action = `lead.${kind}`;
  return Object.hasOwn(ACTIONS, action) ? ACTIONS[action as keyof typeof ACTIONS] : { zh: "模型再次发现", en: "found again by a run" };
}
