import type { LeadDetail, LeadEventView } from "@yuejian/contracts/api";
import { useUsers } from "../../api/session.ts";
import { Section } from "../../kit/layout.tsx";
import { Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";
import type { MessageKey } from "../../messages/index.ts";

const WHAT = {
  found: "lead.eventFound",
  "found-again": "lead.eventFoundAgain",
  assign: "lead.eventAssign",
  verify: "lead.eventVerify",
  dismiss: "lead.eventDismiss",
  file: "lead.eventFile",
  reopen: "lead.eventReopen",
  comment: "lead.eventComment",
} as const satisfies Record<string, MessageKey>;

const isKnown = (kind: string): kind is keyof typeof WHAT => kind in WHAT;

/** Who did what and why, newest first; each entry says where it stands on the ledger. */
export function LeadHistory({ detail }: { readonly detail: LeadDetail }) {
  const { t } = useLanguage();
  const events = detail.history.toSorted((left, right) => (left.at < right.at ? 1 : left.at > right.at ? -1 : left.id < right.id ? 1 : -1));
  return (
    <Section title={t("lead.history")}>
      <ol className="timeline">
        {events.map((event) => (
          <HistoryEntry key={event.id} event={event} detail={detail} />
        ))}
      </ol>
    </Section>
  );
}

function HistoryEntry({ event, detail }: { readonly event: LeadEventView; readonly detail: LeadDetail }) {
  const { t, text, format } = useLanguage();
  const { lawfulExplanations } = detail.model;
  const titleOf = (id: unknown) => {
    const found = lawfulExplanations.find((each) => each.id === id);
    return found ? text(found.title) : String(id);
  };
  const { ruledOut, explanation, assignee, number } = event.details;
  const users = useUsers(typeof assignee === "string");
  const person = users.data?.items.find((each) => each.id === assignee)?.displayName;
  return (
    <li>
      <div>
        <strong>{isKnown(event.kind) ? t(WHAT[event.kind]) : event.kind}</strong>
        {person && <> → {person}</>}
        {typeof number === "string" && <> → {number}</>}
      </div>
      <div className="muted" style={{ fontSize: 12 }}>
        {event.actor === "system" ? t("lead.bySystem") : event.actorName} · <Time at={event.at} /> ·{" "}
        {event.ledgerIndex === null ? t("chain.waitingEntry") : t("chain.entryNumber", { n: format.count(event.ledgerIndex) })}
      </div>
      {event.note && <div className="note">{event.note}</div>}
      {Array.isArray(ruledOut) && ruledOut.length > 0 && (
        <div className="muted">{t("lead.ruledOut", { what: ruledOut.map(titleOf).join(t("lead.clauseSeparator")) })}</div>
      )}
      {typeof explanation === "string" && <div className="muted">{t("lead.explainedBy", { what: titleOf(explanation) })}</div>}
    </li>
  );
}
