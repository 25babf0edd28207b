import { Link, useParams } from "@tanstack/react-router";
import { APPROVAL_LEVELS, BUSINESS_LINES, CASE_NEXT } from "@yuejian/contracts";
import type { CaseDetail, CaseView } from "@yuejian/contracts/api";
import { Button } from "antd";
import { useCase } from "../../api/cases.ts";
import { useLead } from "../../api/leads.ts";
import { useMay } from "../../api/session.ts";
import { type Fact, Facts, PageHeader, Reason, Section } from "../../kit/layout.tsx";
import { useOfficeName } from "../../kit/offices.ts";
import { PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { ProofButton } from "../../kit/proof-button.tsx";
import { usePurpose, usePurposeId } from "../../kit/purpose.tsx";
import { Digest, Time } from "../../kit/small.tsx";
import { CaseStageTag, LeadStatusTag } from "../../kit/tags.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { EffectSection } from "../governance/effect-section.tsx";
import { LeadRows } from "../leads/lead-rows.tsx";
import { CaseActions } from "./case-actions.tsx";
import { CaseClocks } from "./case-clocks.tsx";
import { CaseFiles } from "./case-files.tsx";
import { CaseInstrument, CaseLookBacks } from "./case-instrument.tsx";
import { CaseLinks } from "./case-links.tsx";
import { CasePapers } from "./case-papers.tsx";
import { CaseRecusals } from "./case-recusals.tsx";
import { CaseTimeline } from "./case-timeline.tsx";
import { CaseItems, CaseTasks } from "./case-work.tsx";

export function CasePage() {
  const { case: id } = useParams({ from: "/frame/cases/$case" });
  const purpose = usePurposeId();
  const found = useCase(id, purpose);
  usePageTitle(found.data?.case.number);
  return <PageState query={found}>{(data) => <CaseContent key={data.case.id} detail={data} />}</PageState>;
}

/** Left what the case is about and what came of it, right what is to be done, by when, and what happened. */
function CaseContent({ detail }: { readonly detail: CaseDetail }) {
  const { t } = useLanguage();
  const nextText = useNextText();
  const { ask } = usePurpose();
  const mayReveal = useMay("record.reveal");
  const mayLook = useMay("judgment.read");
  const shown = detail.case;
  return (
    <>
      <PageHeader
        title={
          <>
            {shown.number} <CaseStageTag stage={shown.stage} />{" "}
            {shown.isOverdue && <span className="tag alarm">! {t("cases.overdue")}</span>}
          </>
        }
        about={
          <>
            {shown.subjectName}
            {shown.next && <> · {nextText(shown)}</>}
          </>
        }
        actions={
          <>
            {mayLook && (
              <Link to="/laws/like" search={{ case: shown.id }}>
                {t("likeCases.open")}
              </Link>
            )}
            {mayReveal && <Button onClick={() => ask(shown.id)}>{t("purpose.openPersonal")}</Button>}
            <ProofButton
              needs="lead.export"
              path={`/api/leads/${shown.lead}/proof`}
              title={t("proof.ofLead", { name: shown.subjectName })}
            />
          </>
        }
      />
      <div className="columns case-columns">
        <div>
          <CaseInstrument detail={detail} />
          <CasePapers detail={detail} />
          {detail.instrument?.servedOn != null && <EffectSection caseId={shown.id} />}
          <CaseItems detail={detail} />
          <CaseLookBacks detail={detail} />
          <CaseTasks detail={detail} />
          <CaseRecusals detail={detail} />
          <CaseFiles detail={detail} />
          <FromLead detail={detail} />
        </div>
        <div>
          <CaseActions detail={detail} />
          <CaseLinks detail={detail} />
          <CaseClocks clocks={detail.clocks} />
          <CaseFacts detail={detail} />
          <CaseTimeline history={detail.history} />
        </div>
      </div>
    </>
  );
}

/** Who has to do what for the case to go on. */
export function useNextText(): (shown: CaseView) => string {
  const { t, text } = useLanguage();
  const officeName = useOfficeName();
  return ({ next }) => {
    if (next === null) return "";
    const what = text(CASE_NEXT[next.what]);
    if (next.level === null) return next.personName === null ? what : `${what} · ${next.personName}`;
    const who = t("cases.levelOf", {
      office: next.office === null ? "" : officeName(next.office),
      level: text(APPROVAL_LEVELS[next.level]),
    });
    return `${what} · ${who}`;
  };
}

/** The lead that the case grew out of; a co-handler of another line sees the case and not the lead. */
function FromLead({ detail }: { readonly detail: CaseDetail }) {
  const { t, text } = useLanguage();
  const purpose = usePurposeId();
  const { ask } = usePurpose();
  const mayReveal = useMay("record.reveal");
  const { lead, id } = detail.case;
  const found = useLead(lead, purpose);
  return (
    <PageState query={found}>
      {(data) => (
        <>
          <Section
            title={t("cases.fromLead")}
            actions={
              <Link to="/leads/$lead" params={{ lead }}>
                {t("cases.openLead")} <LeadStatusTag status={data.lead.status} />
              </Link>
            }
          >
            <Reason>{text(data.lead.summary)}</Reason>
          </Section>
          <LeadRows rows={data.rows} lead={lead} {...(mayReveal ? { onUnmask: () => ask(id) } : {})} />
        </>
      )}
    </PageState>
  );
}

function CaseFacts({ detail }: { readonly detail: CaseDetail }) {
  const { t, text } = useLanguage();
  const officeName = useOfficeName();
  const { case: shown, coHandlers, recused, transfer, mergedInto, absorbed } = detail;
  const links = (ids: readonly string[]) =>
    ids.map((id) => (
      <div key={id}>
        <Link to="/cases/$case" params={{ case: id }}>
          {id}
        </Link>
      </div>
    ));
  const when = (isThere: boolean, name: string, value: Fact[1]): Fact[] => (isThere ? [[name, value]] : []);
  return (
    <Section title={t("cases.facts")}>
      <Facts
        items={[
          [t("leads.subject"), shown.subjectName],
          [t("leads.office"), officeName(shown.office)],
          [t("cases.owner"), shown.ownerName ?? t("cases.noOwner")],
          ...when(
            coHandlers.length > 0,
            t("cases.coHandlers"),
            coHandlers.map(({ name, line }) => t("cases.ofLine", { name, line: text(BUSINESS_LINES[line]) })).join(" · "),
          ),
          ...when(recused.length > 0, t("cases.recused"), recused.map(({ name }) => name).join(" · ")),
          ...when(transfer !== null, "→", t("cases.offered", { office: officeName(transfer?.to ?? ""), reason: transfer?.reason ?? "" })),
          ...when(mergedInto !== null, t("cases.mergedInto"), links(mergedInto === null ? [] : [mergedInto])),
          ...when(absorbed.length > 0, t("cases.absorbed"), links(absorbed)),
          [t("cases.opened"), <Time key="opened" at={shown.openedAt} />],
          [t("cases.id"), <Digest key="id" value={shown.id} />],
        ]}
      />
    </Section>
  );
}
