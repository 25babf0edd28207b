import type { Lead, LeadEvent } from "@yuejian/contracts";
import type { NewRow, Row } from "../store/index.ts";

export function leadOf(row: Row<"leads">): Lead {
  return {
    id: row.id,
    version: row.version,
    model: row.model,
    subject: row.subject,
    subjectName: row.subject_name,
    office: row.office,
    status: row.status,
    assignee: row.assignee,
    summary: { zh: row.summary_zh, en: row.summary_en },
    firstRun: row.first_run,
    lastRun: row.last_run,
    createdAt: row.created_at,
    changedAt: row.changed_at,
    caseId: row.case_id,
  };
}

/** Business line and data class come from the model and decide, with the office, who may see the lead. */
export function leadRow(
  lead: Lead,
  access: { readonly businessLine: string; readonly dataClass: string; readonly number: number },
): Row<"leads"> {
  return {
    id: lead.id,
    number: access.number,
    version: lead.version,
    model: lead.model,
    subject: lead.subject,
    subject_name: lead.subjectName,
    office: lead.office,
    business_line: access.businessLine,
    data_class: access.dataClass,
    status: lead.status,
    assignee: lead.assignee,
    summary_zh: lead.summary.zh,
    summary_en: lead.summary.en,
    first_run: lead.firstRun,
    last_run: lead.lastRun,
    created_at: lead.createdAt,
    changed_at: lead.changedAt,
    case_id: lead.caseId,
    expired_at: null,
    comments: 0,
    attachments: 0,
  };
}

export function leadEventOf(row: Row<"lead_events">): LeadEvent {
  return {
    id: row.id,
    lead: row.lead,
    at: row.at,
    actor: row.actor,
    kind: row.kind as LeadEvent["kind"],
    from: row.from_status,
    to: row.to_status,
    note: row.note,
    details: JSON.parse(row.details) as LeadEvent["details"],
  };
}

export function leadEventRow(event: LeadEvent, leadVersion: number, outbox: number): NewRow<"lead_events"> {
  return {
    id: event.id,
    lead: event.lead,
    lead_version: leadVersion,
    at: event.at,
    actor: event.actor,
    kind: event.kind,
    from_status: event.from,
    to_status: event.to,
    note: event.note,
    details: JSON.stringify(event.details),
    outbox,
  };
}
