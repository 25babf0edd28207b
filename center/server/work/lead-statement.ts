import { type JsonObject, type Openings, parseCanonicalJson } from "@yuejian/chain/format";
import type { Lead, LeadEvent } from "@yuejian/contracts";
import type { NewStatement } from "../outbox/index.ts";

/** What a lead's statement holds. Whatever tells of the person stands sealed, each member under its own salt, so that a copy of the proof can
 *  withhold it: `subject`, `subjectName`, `summary` of the lead and the `note` of the event. */
export function leadStatement(type: "lead.created" | "lead.changed", { lead, event }: { lead: Lead; event: LeadEvent }): NewStatement {
  const { subject, subjectName, summary, ...open } = lead;
  const { note, details, ...said } = event;
  const { summary_zh: _zh, summary_en: _en, ...rest } = details;
  return {
    type,
    subject: lead.id,
    organisation: lead.office,
    content: { lead: open, event: { ...said, details: rest } },
    sealed: { subject, subjectName, summary: { ...summary }, note },
  };
}

/** The lead of a statement, put together again; null once its openings were erased. */
export function statedLead(content: string, openings: string | null): Lead | null {
  if (openings === null) return null;
  const { lead } = parseCanonicalJson(content, "content") as { lead: JsonObject };
  const opened = JSON.parse(openings) as Openings;
  const member = (name: string) => opened[name]?.value;
  return { ...lead, subject: member("subject"), subjectName: member("subjectName"), summary: member("summary") } as unknown as Lead;
}
