import { Link } from "@tanstack/react-router";
import { APPROVAL_LEVELS, INSTRUMENT_KINDS, LOOK_BACK_OUTCOMES, REPLY_OUTCOMES, SERVICE_WAYS } from "@yuejian/contracts";
import type { CaseDetail } from "@yuejian/contracts/api";
import { EntryLink } from "../../kit/entry-link.tsx";
import { Facts, Section } from "../../kit/layout.tsx";
import { Digest, Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { InstrumentSheet } from "./instrument-sheet.tsx";

export function CaseInstrument({ detail }: { readonly detail: CaseDetail }) {
  const { instrument, reply } = detail;
  const { t, text, format } = useLanguage();
  if (!instrument)
    return (
      <Section title={t("cases.instrument")}>
        <p className="muted">{t("cases.noInstrument")}</p>
      </Section>
    );
  const { kind, number, title, receiver, levels, approvals, servedOn, way, authorName, replyBy, isUrgent, revision } = instrument;
  const { templateVersion, recipient, serviceFiles } = instrument;
  const proofs = serviceFiles.flatMap((id) => detail.files.find((file) => file.id === id)?.name ?? []);
  const waiting = levels[approvals.length];
  return (
    <Section title={`${t("cases.instrument")} ${number ?? ""}`} hint={text(INSTRUMENT_KINDS[kind])}>
      <div className="stack">
        <div>
          <strong>{title}</strong> {revision > 1 && <span className="tag quiet">{t("cases.revision", { n: revision })}</span>}
        </div>
        <InstrumentSheet detail={detail} />
        <Facts
          items={[
            [t("cases.receiver"), receiver],
            [t("cases.author"), authorName],
            ...(isUrgent ? ([[t("cases.urgent"), t("cases.yes")]] as const) : []),
            ...(replyBy === null ? [] : ([[t("cases.replyBy"), format.day(replyBy)]] as const)),
            [
              t("cases.approvals"),
              <span key="approvals" data-approvals={approvals.length}>
                {approvals.map(({ level, byName, at }) => (
                  <div key={level}>
                    ✓ {text(APPROVAL_LEVELS[level])} · {byName} · <Time at={at} />
                  </div>
                ))}
                {waiting && <span className="muted">{t("cases.waitsFor", { level: text(APPROVAL_LEVELS[waiting]) })}</span>}
                {levels.length === 0 && "—"}
              </span>,
            ],
            [t("cases.templateVersion"), templateVersion === 0 ? t("cases.houseTemplate") : t("cases.ownTemplate", { n: templateVersion })],
            [t("cases.served"), servedOn === null || way === null ? "—" : `${format.day(servedOn)} · ${text(SERVICE_WAYS[way])}`],
            ...(recipient === null ? [] : ([[t("cases.takenBy"), recipient]] as const)),
            ...(proofs.length === 0 ? [] : ([[t("cases.serviceFiles"), proofs.join(" · ")]] as const)),
          ]}
        />
        {reply && (
          <div>
            <h3>{t("cases.reply")}</h3>
            <div>
              <span className="tag">{text(REPLY_OUTCOMES[reply.outcome])}</span>{" "}
              <span className="muted number">
                {t("cases.received")} {format.day(reply.receivedOn)}
              </span>
            </div>
            <div style={{ whiteSpace: "pre-wrap" }}>{reply.text}</div>
          </div>
        )}
      </div>
    </Section>
  );
}

/** Whether the model still finds the subject, with the run that says so. */
export function CaseLookBacks({ detail }: { readonly detail: CaseDetail }) {
  const { t, text } = useLanguage();
  if (detail.lookBacks.length === 0) return null;
  return (
    <Section
      title={t("cases.lookBacks")}
      actions={
        <Link to="/models/$model" params={{ model: detail.case.model }}>
          {t("cases.openModel")}
        </Link>
      }
    >
      <div className="stack">
        {detail.lookBacks.map(({ startedAt, result }) => (
          <div key={startedAt}>
            <Time at={startedAt} />{" "}
            {result ? (
              <>
                <span className={`tag ${result.outcome === "gone" ? "good" : result.outcome === "found-again" ? "attention" : "quiet"}`}>
                  {text(LOOK_BACK_OUTCOMES[result.outcome])}
                </span>
                <div className="muted">
                  <Digest value={result.run} /> · {t("cases.lookBackRun", { n: result.newBatches })} ·{" "}
                  <EntryLink index={result.ledgerIndex} />
                </div>
              </>
            ) : (
              <span className="muted">{t("cases.lookBackWaits")}</span>
            )}
          </div>
        ))}
      </div>
    </Section>
  );
}
