import { LEAD_STATUSES } from "@yuejian/contracts";
import type { LeadConflict, LeadDetail, LeadEventView, LeadView } from "@yuejian/contracts/api";
import { Button } from "antd";
import type { ApiError } from "../../api/client.ts";
import { Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";

interface ChangedProperties {
  readonly detail: LeadDetail;
  /** The lead as the person had it before the eyes, and the events seen. */
  readonly seen: { readonly lead: LeadView; readonly events: readonly string[] };
  readonly conflict: ApiError | null;
  readonly onReviewed: () => void;
}

/** Somebody else changed the lead: shows who changed what to what, keeps the typed text, and asks for a look before it can be sent. */
export function ChangedMeanwhile({ detail, seen, conflict, onReviewed }: ChangedProperties) {
  const { t, text } = useLanguage();
  const answer = conflictOf(conflict);
  const now = answer?.lead ?? detail.lead;
  const since = answer?.since ?? freshEvents(detail, seen.events);
  const differences = [
    { name: t("leads.status"), was: text(LEAD_STATUSES[seen.lead.status]), now: text(LEAD_STATUSES[now.status]) },
    { name: t("leads.assignee"), was: seen.lead.assigneeName ?? t("leads.nobody"), now: now.assigneeName ?? t("leads.nobody") },
  ].filter((each) => each.was !== each.now);
  return (
    <div className="notice attention" role="alert">
      <div className="stack" style={{ gap: 6 }}>
        <strong>{conflict ? text(conflict.text) : t("lead.changedMeanwhile")}</strong>
        {differences.length > 0 && (
          <table className="difference">
            <thead>
              <tr>
                <td />
                <th scope="col">{t("conflict.was")}</th>
                <th scope="col">{t("conflict.now")}</th>
              </tr>
            </thead>
            <tbody>
              {differences.map((each) => (
                <tr key={each.name}>
                  <th scope="row">{each.name}</th>
                  <td>
                    <del>{each.was}</del>
                  </td>
                  <td>
                    <ins>{each.now}</ins>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <ul>
          {since.map((event) => (
            <li key={event.id}>
              {event.actorName} · <Time at={event.at} /> · {text(LEAD_STATUSES[event.to])}
              {event.note && <div className="muted">{event.note}</div>}
            </li>
          ))}
        </ul>
        <p className="muted">{t("conflict.yours")}</p>
        <div>
          <Button size="small" onClick={onReviewed}>
            {t("lead.reviewed")}
          </Button>
        </div>
      </div>
    </div>
  );
}

function freshEvents(detail: LeadDetail, known: readonly string[]): readonly LeadEventView[] {
  return known.length === 0 ? detail.history.slice(-1) : detail.history.filter((event) => !known.includes(event.id));
}

function conflictOf(error: ApiError | null): LeadConflict["conflict"] | null {
  const answer = error?.answer;
  return typeof answer === "object" && answer !== null && "conflict" in answer ? (answer as LeadConflict).conflict : null;
}
