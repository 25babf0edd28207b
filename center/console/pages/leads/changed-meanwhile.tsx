import { LEAD_STATUSES } from "@yuejian/contracts";
import type { LeadDetail } from "@yuejian/contracts/api";
import { Button } from "antd";
import type { ApiError } from "../../api/client.ts";
import { Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";

interface ChangedProperties {
  readonly detail: LeadDetail;
  /** Events that the person had seen before. */
  readonly known: readonly string[];
  readonly conflict: ApiError | null;
  readonly onReviewed: () => void;
}

/** Somebody else changed the lead: shows what, keeps the typed text, and asks for a look before it can be sent. */
export function ChangedMeanwhile({ detail, known, conflict, onReviewed }: ChangedProperties) {
  const { t, text } = useLanguage();
  const fresh = known.length === 0 ? detail.history.slice(-1) : detail.history.filter((event) => !known.includes(event.id));
  return (
    <div className="notice attention" role="alert">
      <div>
        <strong>{conflict ? text(conflict.text) : t("lead.changedMeanwhile")}</strong>
        <ul>
          {fresh.map((event) => (
            <li key={event.id}>
              {event.actorName} · <Time at={event.at} /> · {text(LEAD_STATUSES[event.to])}
              {event.note && <div className="muted">{event.note}</div>}
            </li>
          ))}
        </ul>
        <Button size="small" onClick={onReviewed} style={{ marginTop: 6 }}>
          {t("lead.reviewed")}
        </Button>
      </div>
    </div>
  );
}
