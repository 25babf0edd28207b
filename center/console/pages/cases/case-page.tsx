import { Link, useParams } from "@tanstack/react-router";
import type { CaseView } from "@yuejian/contracts/api";
import { useCase, useLead } from "../../api/leads.ts";
import { useMay } from "../../api/session.ts";
import { Facts, PageHeader, Reason, Section } from "../../kit/layout.tsx";
import { useOfficeName } from "../../kit/offices.ts";
import { PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { ProofButton } from "../../kit/proof-button.tsx";
import { usePurpose, usePurposeId } from "../../kit/purpose.tsx";
import { Digest, Time } from "../../kit/small.tsx";
import { CaseStatusTag, LeadStatusTag } from "../../kit/tags.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { LeadHistory } from "../leads/lead-history.tsx";
import { LeadRows } from "../leads/lead-rows.tsx";

export function CasePage() {
  const { case: id } = useParams({ from: "/frame/cases/$case" });
  const found = useCase(id);
  usePageTitle(found.data?.number);
  return <PageState query={found}>{(data) => <CaseContent supervisionCase={data} />}</PageState>;
}

function CaseContent({ supervisionCase }: { readonly supervisionCase: CaseView }) {
  const { t } = useLanguage();
  const officeName = useOfficeName();
  const { id, number, office, ownerName, openedAt, status, lead } = supervisionCase;
  const purpose = usePurposeId();
  const { ask } = usePurpose();
  const mayReveal = useMay("record.reveal");
  const detail = useLead(lead, purpose);
  const subjectName = detail.data?.lead.subjectName ?? supervisionCase.subjectName;
  return (
    <>
      <PageHeader
        title={
          <>
            {number} <CaseStatusTag status={status} />
          </>
        }
        about={subjectName}
        actions={<ProofButton needs="lead.export" path={`/api/leads/${lead}/proof`} title={t("proof.ofLead", { name: subjectName })} />}
      />
      <div className="columns">
        <PageState query={detail}>
          {(data) => (
            <div>
              <Section
                title={t("cases.fromLead")}
                actions={
                  <Link to="/leads/$lead" params={{ lead }}>
                    {t("cases.openLead")} <LeadStatusTag status={data.lead.status} />
                  </Link>
                }
              >
                <CaseReason text={data.lead.summary} />
              </Section>
              <LeadRows rows={data.rows} lead={lead} {...(mayReveal ? { onUnmask: () => ask(id) } : {})} />
            </div>
          )}
        </PageState>
        <div>
          <Section title={t("cases.facts")}>
            <Facts
              items={[
                [t("leads.subject"), subjectName],
                [t("leads.office"), officeName(office)],
                [t("cases.owner"), ownerName],
                [t("cases.opened"), <Time key="opened" at={openedAt} />],
                [t("cases.id"), <Digest key="id" value={id} />],
              ]}
            />
          </Section>
          {detail.data && <LeadHistory lead={lead} explanations={detail.data.model.lawfulExplanations} />}
        </div>
      </div>
    </>
  );
}

function CaseReason({ text: summary }: { readonly text: { zh: string; en: string } }) {
  const { text } = useLanguage();
  return <Reason>{text(summary)}</Reason>;
}
