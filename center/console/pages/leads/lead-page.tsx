import { Link, useParams } from "@tanstack/react-router";
import type { LeadDetail } from "@yuejian/contracts/api";
import { Button } from "antd";
import { useLead } from "../../api/leads.ts";
import { useMay } from "../../api/session.ts";
import { Bullets, Facts, PageHeader, Reason, Section } from "../../kit/layout.tsx";
import { useOfficeName } from "../../kit/offices.ts";
import { PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { ProofButton } from "../../kit/proof-button.tsx";
import { usePurpose, usePurposeId } from "../../kit/purpose.tsx";
import { Digest, Time } from "../../kit/small.tsx";
import { LeadStatusTag } from "../../kit/tags.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { ExportButtons } from "./export-buttons.tsx";
import { LeadActions } from "./lead-actions.tsx";
import { FindingValues } from "./lead-finding.tsx";
import { LeadHistory } from "./lead-history.tsx";
import { LeadRows } from "./lead-rows.tsx";
import { LeadSafeguards } from "./lead-safeguards.tsx";

export function LeadPage() {
  const { lead } = useParams({ from: "/frame/leads/$lead" });
  const purpose = usePurposeId();
  const detail = useLead(lead, purpose);
  usePageTitle(detail.data?.lead.subjectName);
  return <PageState query={detail}>{(data) => <LeadView detail={data} />}</PageState>;
}

function LeadView({ detail }: { readonly detail: LeadDetail }) {
  const { t, text } = useLanguage();
  const { ask } = usePurpose();
  const { lead, model } = detail;
  const mayReveal = useMay("record.reveal");
  const maySeal = useMay("seal.open");
  const hasMasked = detail.rows.some((row) => row.masked.length > 0);
  const proofPath = `/api/leads/${lead.id}/proof`;
  return (
    <>
      <PageHeader
        title={
          <>
            {lead.subjectName} <LeadStatusTag status={lead.status} />
          </>
        }
        about={
          <Link to="/models/$model" params={{ model: lead.model }}>
            {text(lead.modelTitle)}
          </Link>
        }
        actions={
          <>
            {((hasMasked && mayReveal) || (lead.isSealed && maySeal)) && (
              <Button onClick={() => ask(lead.id)}>{t("purpose.openPersonal")}</Button>
            )}
            <ExportButtons lead={lead.id} />
            <ProofButton needs="lead.export" path={proofPath} title={t("proof.ofLead", { name: lead.subjectName })} />
          </>
        }
      />
      <div className="columns">
        <div>
          <div style={{ marginBottom: 14 }}>
            <Reason>{text(lead.summary)}</Reason>
          </div>
          <LeadRows rows={detail.rows} lead={lead.id} {...(hasMasked && mayReveal ? { onUnmask: () => ask(lead.id) } : {})} />
          <Section title={t("lead.rule")} hint={text(model.summary.summary)}>
            <div className="stack">
              {model.legalBasis.map((basis) => (
                <div key={basis.law + basis.article}>
                  <strong>{t("lead.article", { law: basis.law, article: basis.article })}</strong>
                  <div className="muted">{text(basis.text)}</div>
                </div>
              ))}
              <details>
                <summary>{t("lead.ruleSteps", { n: model.ruleInWords.length })}</summary>
                <ol className="stack" style={{ gap: 4, marginTop: 6 }}>
                  {model.ruleInWords.map((step) => (
                    <li key={step.en}>{text(step)}</li>
                  ))}
                </ol>
              </details>
            </div>
          </Section>
          <FindingValues detail={detail} />
        </div>
        <div>
          <LeadActions detail={detail} />
          <Section title={t("lead.settledBy")}>
            <Bullets items={model.settledBy.map(text)} />
          </Section>
          <LeadSafeguards lead={lead.id} isSealed={lead.isSealed} />
          <LeadFacts detail={detail} />
          <LeadHistory detail={detail} />
        </div>
      </div>
    </>
  );
}

function LeadFacts({ detail }: { readonly detail: LeadDetail }) {
  const { t, format } = useLanguage();
  const officeName = useOfficeName();
  const { lead, model, run } = detail;
  const decided = model.summary.confirmed + model.summary.dismissed;
  return (
    <Section title={t("lead.facts")}>
      <Facts
        items={[
          [t("leads.office"), officeName(lead.office)],
          [t("leads.assignee"), lead.assigneeName ?? t("leads.nobody")],
          [t("lead.found"), <Time at={lead.createdAt} key="found" />],
          [t("lead.run"), <Digest value={run.id} key="run" />],
          [t("models.version"), run.modelVersion],
          [
            t("models.precision"),
            decided === 0
              ? t("models.undecided")
              : t("models.precisionOf", {
                  share: format.percent(model.summary.confirmed, decided),
                  confirmed: model.summary.confirmed,
                  decided,
                }),
          ],
          [t("lead.id"), <Digest value={lead.id} key="id" />],
          ...(lead.caseId
            ? [
                [
                  t("lead.case"),
                  <Link to="/cases/$case" params={{ case: lead.caseId }} key="case">
                    {t("lead.openCase")}
                  </Link>,
                ] as const,
              ]
            : []),
        ]}
      />
    </Section>
  );
}
