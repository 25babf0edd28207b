import { Link, useParams } from "@tanstack/react-router";
import type { LeadDetail, ModelView } from "@yuejian/contracts/api";
import { Button } from "antd";
import { useState } from "react";
import { useLead } from "../../api/leads.ts";
import { useMay } from "../../api/session.ts";
import { CitedText } from "../../kit/cited-text.tsx";
import { Bullets, Facts, PageHeader, Reason, Section } from "../../kit/layout.tsx";
import { useOfficeName } from "../../kit/offices.ts";
import { PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { ProofButton } from "../../kit/proof-button.tsx";
import { usePurpose, usePurposeId } from "../../kit/purpose.tsx";
import { Digest, Time } from "../../kit/small.tsx";
import { LeadStatusTag } from "../../kit/tags.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { FARMLAND_MODEL, FieldChecks } from "../farmland/field-checks.tsx";
import { Precision } from "../models/precision.tsx";
import { ExportButtons } from "./export-buttons.tsx";
import { LeadActions, type Step } from "./lead-actions.tsx";
import { LeadAttachments } from "./lead-attachments.tsx";
import { LeadComments } from "./lead-comments.tsx";
import { LeadDeleted } from "./lead-deleted.tsx";
import { FindingValues } from "./lead-finding.tsx";
import { LeadHistory } from "./lead-history.tsx";
import { LeadRelated } from "./lead-related.tsx";
import { LeadRows } from "./lead-rows.tsx";
import { LeadSafeguards } from "./lead-safeguards.tsx";
import { LeadSteps } from "./lead-steps.tsx";
import { LeadTasks } from "./lead-tasks.tsx";
import { useUndoNewest } from "./undo.tsx";

export function LeadPage() {
  const { lead } = useParams({ from: "/frame/leads/$lead" });
  const purpose = usePurposeId();
  const detail = useLead(lead, purpose);
  usePageTitle(detail.data?.lead.subjectName);
  return <PageState query={detail}>{(data) => <LeadView key={data.lead.id} detail={data} />}</PageState>;
}

const ACTION_KEYS: Readonly<Record<string, Step>> = { a: "assign", d: "dismiss" };

/** The sections of the page: the left column is about what was found, the right one about what is done with it. */
function LeadView({ detail }: { readonly detail: LeadDetail }) {
  const { text } = useLanguage();
  const { ask } = usePurpose();
  const { lead, model } = detail;
  const [chosen, setChosen] = useState<Step | null>(null);
  const undoNewest = useUndoNewest();
  const mayReveal = useMay("record.reveal");
  const maySeal = useMay("seal.open");
  const hasMasked = detail.rows.some((row) => row.masked.length > 0);
  const canOpen = (hasMasked && mayReveal) || (lead.isSealed && maySeal);
  const press = (key: string): boolean => {
    if (key === "u") return undoNewest();
    if (key === "c") {
      document.getElementById("lead-talk")?.focus();
      return true;
    }
    const action = ACTION_KEYS[key];
    if (!action || !detail.may.includes(action)) return false;
    setChosen(action);
    requestAnimationFrame(() => document.querySelector<HTMLElement>("[data-action] textarea, [data-action] input")?.focus());
    return true;
  };
  return (
    <>
      <LeadHeader detail={detail} onKey={press} {...(canOpen ? { onUnmask: () => ask(lead.id) } : {})} />
      <div className="columns">
        <div>
          <div style={{ marginBottom: 14 }}>
            <Reason>{text(lead.summary)}</Reason>
          </div>
          <LeadRows rows={detail.rows} lead={lead.id} {...(hasMasked && mayReveal ? { onUnmask: () => ask(lead.id) } : {})} />
          <LeadDeleted deleted={detail.deleted} />
          <LeadRule model={model} />
          <FindingValues detail={detail} />
          <LeadComments lead={lead.id} />
          <LeadAttachments lead={lead.id} />
          <LeadRelated lead={lead.id} />
        </div>
        <div>
          <LeadActions detail={detail} chosen={chosen} onChoose={setChosen} />
          <LeadTasks lead={lead.id} office={lead.office} />
          {lead.model === FARMLAND_MODEL && <FieldChecks violation={lead.subject} office={lead.office} />}
          <LeadSettledBy model={model} />
          <LeadSafeguards lead={lead.id} isSealed={lead.isSealed} />
          <LeadFacts detail={detail} />
          <LeadHistory lead={lead.id} explanations={model.lawfulExplanations} />
        </div>
      </div>
    </>
  );
}

interface HeaderProperties {
  readonly detail: LeadDetail;
  readonly onKey: (key: string) => boolean;
  readonly onUnmask?: () => void;
}

function LeadHeader({ detail: { lead }, onKey, onUnmask }: HeaderProperties) {
  const { t, text } = useLanguage();
  const maySeeMap = useMay("farmland.read");
  return (
    <PageHeader
      title={
        <>
          {lead.subjectName} <LeadStatusTag status={lead.status} />
        </>
      }
      about={
        <>
          <Link to="/models/$model" params={{ model: lead.model }}>
            {text(lead.modelTitle)}
          </Link>
          {" · "}
          <Link to="/lineage/$subject" params={{ subject: lead.id }}>
            {t("catalogued.lineageOf")}
          </Link>
          {lead.model === FARMLAND_MODEL && maySeeMap && (
            <>
              {" · "}
              <Link to="/farmland" search={{ violation: lead.subject }}>
                {t("farmland.onMap")}
              </Link>
            </>
          )}
        </>
      }
      actions={
        <>
          <LeadSteps lead={lead.id} onKey={onKey} />
          {onUnmask && <Button onClick={onUnmask}>{t("purpose.openPersonal")}</Button>}
          <ExportButtons lead={lead.id} />
          <ProofButton needs="lead.export" path={`/api/leads/${lead.id}/proof`} title={t("proof.ofLead", { name: lead.subjectName })} />
        </>
      }
    />
  );
}

function LeadRule({ model }: { readonly model: ModelView }) {
  const { t, text } = useLanguage();
  return (
    <Section title={t("lead.rule")} hint={text(model.summary.summary)}>
      <div className="stack">
        {model.legalBasis.map((basis) => (
          <div key={basis.law + basis.article}>
            <strong>
              <CitedText text={t("lead.article", { law: basis.law, article: basis.article })} />
            </strong>
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
  );
}

function LeadSettledBy({ model }: { readonly model: ModelView }) {
  const { t, text } = useLanguage();
  return (
    <Section title={t("lead.settledBy")}>
      <Bullets items={model.settledBy.map(text)} />
    </Section>
  );
}

function LeadFacts({ detail }: { readonly detail: LeadDetail }) {
  const { t } = useLanguage();
  const officeName = useOfficeName();
  const { lead, model, run } = detail;
  return (
    <Section title={t("lead.facts")}>
      <Facts
        items={[
          [t("leads.office"), officeName(lead.office)],
          [t("leads.assignee"), lead.assigneeName ?? t("leads.nobody")],
          [t("lead.found"), <Time at={lead.createdAt} key="found" />],
          [t("lead.run"), <Digest value={run.id} key="run" />],
          [t("models.version"), run.modelVersion],
          [t("models.precision"), <Precision model={model.summary} key="precision" />],
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
