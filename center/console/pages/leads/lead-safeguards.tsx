import { Link } from "@tanstack/react-router";
import { CONTEST_CHANNELS, FLAG_KINDS, FLAG_OUTCOMES } from "@yuejian/contracts";
import type { LeadSafeguards as Safeguards } from "@yuejian/contracts/api";
import { Alert } from "antd";
import { useState } from "react";
import { useLeadSafeguards } from "../../api/safeguards.ts";
import { useMay } from "../../api/session.ts";
import { Section } from "../../kit/layout.tsx";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { FieldsForm } from "../safeguards/fields-form.tsx";

/** What has happened to what the lead rests on, who challenges it, and when its personal data goes. */
export function LeadSafeguards({ lead, isSealed }: { readonly lead: string; readonly isSealed: boolean }) {
  const { t } = useLanguage();
  const safeguards = useLeadSafeguards(lead);
  return (
    <Section title={t("safeguards.ofLead")}>
      {safeguards.error && <ErrorNotice error={safeguards.error} />}
      {safeguards.data && <Content lead={lead} isSealed={isSealed} safeguards={safeguards.data} />}
    </Section>
  );
}

interface Properties {
  readonly lead: string;
  readonly isSealed: boolean;
  readonly safeguards: Safeguards;
}

function Content({ lead, isSealed, safeguards }: Properties) {
  const { t, format } = useLanguage();
  const { flags, contests, earlier, expiredAt, expiresAt, isModelBelowFloor } = safeguards;
  const mayRegister = useMay("contest.register") && expiredAt === null;
  const shown = flags.filter(({ kind }) => kind !== "contested" && kind !== "sealed");
  return (
    <div className="stack">
      {isSealed && <Alert type="warning" showIcon title={t("safeguards.sealedLead")} />}
      {expiredAt !== null && <Alert type="info" showIcon title={t("safeguards.expiredLead", { at: format.time(expiredAt) })} />}
      {earlier && <Alert type="info" showIcon title={t("safeguards.earlier", { at: format.time(earlier.expiredAt) })} />}
      {isModelBelowFloor && <Alert type="warning" showIcon title={t("safeguards.belowFloor")} />}
      {expiresAt !== null && <p className="muted">{t("safeguards.expires", { at: format.time(expiresAt) })}</p>}
      {shown.length + contests.length === 0 && !isSealed && expiredAt === null && <p className="muted">{t("safeguards.quiet")}</p>}
      {shown.map((flag) => (
        <FlagPart key={flag.id} flag={flag} />
      ))}
      {contests.map((contest) => (
        <ContestPart key={contest.id} contest={contest} />
      ))}
      {mayRegister && <Register lead={lead} />}
    </div>
  );
}

function FlagPart({ flag }: { readonly flag: Safeguards["flags"][number] }) {
  const { t, text, format } = useLanguage();
  const mayResolve = useMay("lead.comment") && flag.resolvedAt === null;
  const path = `/api/flags/${flag.id}/resolve`;
  const act = (outcome: string, label: string) => ({
    label,
    path,
    bodyOf: ({ note }: Readonly<Record<string, string>>) => ({ outcome, note }),
  });
  const effect =
    flag.foundAgain === null ? t("safeguards.notRerun") : flag.foundAgain ? t("safeguards.foundAgain") : t("safeguards.notFound");
  return (
    <div className="stack" style={{ gap: 4 }}>
      <strong>{text(FLAG_KINDS[flag.kind])}</strong>
      <span className="muted">
        {format.time(flag.raisedAt)} · {effect}
      </span>
      {flag.outcome !== null && (
        <span>
          {text(FLAG_OUTCOMES[flag.outcome])} {flag.note}
        </span>
      )}
      {mayResolve && (
        <FieldsForm
          fields={[{ name: "note", label: t("safeguards.note"), kind: "area" }]}
          acts={[act("stands", t("safeguards.stands")), act("falls", t("safeguards.falls"))]}
        />
      )}
    </div>
  );
}

function ContestPart({ contest }: { readonly contest: Safeguards["contests"][number] }) {
  const { t, text } = useLanguage();
  return (
    <div>
      <strong>
        {t("safeguards.tabContests")} · {contest.person} · {text(CONTEST_CHANNELS[contest.receivedHow])}
      </strong>
      <div>{contest.grounds}</div>
      <span className="muted">
        {t("safeguards.due")} {contest.due} {contest.isOverdue && t("safeguards.overdue")} ·{" "}
        {contest.reviewerName ?? t("safeguards.noReviewer")}
      </span>{" "}
      <Link to="/safeguards/$tab" params={{ tab: "contests" }}>
        {t("safeguards.tabContests")}
      </Link>
    </div>
  );
}

function Register({ lead }: { readonly lead: string }) {
  const { t, text } = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const channels = Object.entries(CONTEST_CHANNELS).map(([value, title]) => ({ value, label: text(title) }));
  return (
    <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t("safeguards.registerContest")}</summary>
      {isOpen && (
        <FieldsForm
          onDone={() => setOpen(false)}
          fields={[
            { name: "person", label: t("safeguards.contestPerson"), kind: "text" },
            { name: "receivedHow", label: t("safeguards.receivedHow"), kind: "choice", options: channels },
            { name: "receivedOn", label: t("safeguards.receivedOn"), kind: "day" },
            { name: "grounds", label: t("safeguards.grounds"), kind: "area" },
          ]}
          acts={[{ label: t("safeguards.registerContest"), path: "/api/contests", bodyOf: (values) => ({ lead, ...values }) }]}
        />
      )}
    </details>
  );
}
