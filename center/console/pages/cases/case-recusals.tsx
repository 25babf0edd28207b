import { RECUSAL_ASKERS, RECUSAL_DECISIONS, RECUSAL_GROUNDS } from "@yuejian/contracts";
import type { CaseDetail } from "@yuejian/contracts/api";
import { Section } from "../../kit/layout.tsx";
import { useLanguage } from "../../language/locale.tsx";

type Recusal = CaseDetail["recusals"][number];

/** Who is asked to take no part in the case: by whom, on which ground, and what was decided. */
export function CaseRecusals({ detail: { recusals } }: { readonly detail: CaseDetail }) {
  const { t } = useLanguage();
  if (recusals.length === 0) return null;
  return (
    <Section title={t("cases.recusals")}>
      <ul className="stack" style={{ listStyle: "none", margin: 0, padding: 0 }}>
        {recusals.map((each) => (
          <RecusalItem key={each.id} recusal={each} />
        ))}
      </ul>
    </Section>
  );
}

function RecusalItem({ recusal }: { readonly recusal: Recusal }) {
  const { t, text, format } = useLanguage();
  const { status, ground, article, asker, reason, answer, decidedAt, decidedByName: who, meeting } = recusal;
  const decision = status === "asked" ? t(recusal.isAgain ? "cases.recusalAgain" : "cases.recusalAsked") : text(RECUSAL_DECISIONS[status]);
  return (
    <li data-recusal={status}>
      <div>
        <strong>{recusal.personName}</strong>{" "}
        <span className={`tag ${status === "asked" ? "attention" : status === "granted" ? "accent" : "quiet"}`}>{decision}</span>
      </div>
      <div className="muted">{t("cases.recusalBy", { asker: text(RECUSAL_ASKERS[asker]), at: format.time(recusal.askedAt) })}</div>
      <div>
        {text(RECUSAL_GROUNDS[ground])}
        {article && <span className="muted"> {text(article)}</span>}
      </div>
      <div>{reason}</div>
      {decidedAt !== null && who !== null && (
        <div className="muted">
          {meeting === null
            ? t("cases.recusalDecided", { who, at: format.time(decidedAt) })
            : t("cases.recusalCommittee", { day: format.day(meeting), who })}
        </div>
      )}
      {answer && <div>{answer}</div>}
      {status === "asked" && <div className="muted">{t("cases.recusalWaits")}</div>}
    </li>
  );
}
