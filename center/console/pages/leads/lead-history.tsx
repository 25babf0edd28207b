import type { HistoryEntry, LeadEventView, ModelView } from "@yuejian/contracts/api";
import { Button, Segmented } from "antd";
import { useState } from "react";
import { useLeadHistory } from "../../api/lead-talk.ts";
import { useUsers } from "../../api/session.ts";
import { EntryLink } from "../../kit/entry-link.tsx";
import { Section } from "../../kit/layout.tsx";
import { ErrorNotice, PageLoading } from "../../kit/page-state.tsx";
import { Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";

type Kind = "all" | "steps" | "talk" | "access";
type Explanations = ModelView["lawfulExplanations"];

const TALK = /comment|attach|mention/;

function kindOf({ event }: HistoryEntry): Exclude<Kind, "all"> {
  if (!event) return "access";
  return TALK.test(event.kind) ? "talk" : "steps";
}

/** Everything that happened with the lead, newest first; each entry says where it stands on the ledger or in the audit. */
export function LeadHistory({ lead, explanations }: { readonly lead: string; readonly explanations: Explanations }) {
  const { t } = useLanguage();
  const [kind, setKind] = useState<Kind>("all");
  const { items, error, refetch, hasMore, loadMore, isLoadingMore } = useLeadHistory(lead);
  const shown = items?.filter((entry) => kind === "all" || kindOf(entry) === kind) ?? [];
  const kinds = [
    { value: "all", label: t("history.all") },
    { value: "steps", label: t("history.steps") },
    { value: "talk", label: t("history.talk") },
    { value: "access", label: t("history.access") },
  ] as const satisfies readonly { value: Kind; label: string }[];
  return (
    <Section title={t("lead.history")}>
      {error && <ErrorNotice error={error} retry={() => void refetch()} />}
      {items === undefined && !error && <PageLoading rows={3} />}
      {items && (
        <div className="stack">
          <Segmented size="small" value={kind} options={[...kinds]} onChange={setKind} aria-label={t("lead.history")} />
          {shown.length === 0 && <p className="muted">{t("history.none")}</p>}
          <ol className="timeline">
            {shown.map((entry) => (
              <Entry key={entry.event?.id ?? `audit ${entry.audit?.id}`} entry={entry} explanations={explanations} />
            ))}
          </ol>
          {hasMore && (
            <Button size="small" onClick={loadMore} loading={isLoadingMore}>
              {t("list.more")}
            </Button>
          )}
        </div>
      )}
    </Section>
  );
}

function Entry({ entry, explanations }: { readonly entry: HistoryEntry; readonly explanations: Explanations }) {
  const { t, text, format } = useLanguage();
  const { event, audit } = entry;
  return (
    <li>
      <div>
        <strong>{text(entry.title)}</strong>
        {event && <Target event={event} />}
        {audit?.outcome === "refused" && <span className="tag attention">! {t("history.refused")}</span>}
      </div>
      <div className="muted" style={{ fontSize: 12 }}>
        {entry.actor === "system" ? t("lead.bySystem") : entry.actorName} · <Time at={entry.at} /> ·{" "}
        {audit && `${t("nav.audit")} ${format.count(audit.id)}`}
        {event && <EntryLink index={event.ledgerIndex} />}
      </div>
      {event?.note && <div className="note">{event.note}</div>}
      {event && <Details event={event} explanations={explanations} />}
    </li>
  );
}

/** To whom it was given, or what it became. */
function Target({ event }: { readonly event: LeadEventView }) {
  const { assignee, number } = event.details;
  const users = useUsers(typeof assignee === "string");
  const person = users.data?.items.find((each) => each.id === assignee)?.displayName;
  return (
    <>
      {person && <> → {person}</>}
      {typeof number === "string" && <> → {number}</>}
    </>
  );
}

function Details({ event, explanations }: { readonly event: LeadEventView; readonly explanations: Explanations }) {
  const { t, text } = useLanguage();
  const { ruledOut, explanation } = event.details;
  const titleOf = (id: unknown) => {
    const found = explanations.find((each) => each.id === id);
    return found ? text(found.title) : String(id);
  };
  return (
    <>
      {Array.isArray(ruledOut) && ruledOut.length > 0 && (
        <div className="muted">{t("lead.ruledOut", { what: ruledOut.map(titleOf).join(t("lead.clauseSeparator")) })}</div>
      )}
      {typeof explanation === "string" && <div className="muted">{t("lead.explainedBy", { what: titleOf(explanation) })}</div>}
    </>
  );
}
