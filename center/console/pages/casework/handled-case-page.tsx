import { useParams } from "@tanstack/react-router";
import { HANDLED_CASE_KINDS, HANDLED_CASE_OUTCOMES, HANDLED_CASE_STAGES } from "@yuejian/contracts";
import type { HandledCaseDetail } from "@yuejian/contracts/api";
import { useHandledCase } from "../../api/casework.ts";
import { type Fact, Facts, PageHeader, Section } from "../../kit/layout.tsx";
import { useOfficeName } from "../../kit/offices.ts";
import { PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { CaseNotice } from "./case-notice.tsx";
import { HandledClocks } from "./handled-clocks.tsx";
import { ProceduralSteps } from "./procedural-steps.tsx";

export function HandledCasePage() {
  const { case: id } = useParams({ from: "/frame/cases/handled/$case" });
  const found = useHandledCase(id);
  usePageTitle(found.data?.case.number);
  return <PageState query={found}>{(data) => <Content detail={data} />}</PageState>;
}

function Content({ detail }: { readonly detail: HandledCaseDetail }) {
  const { t, text } = useLanguage();
  const shown = detail.case;
  return (
    <>
      <PageHeader
        title={
          <>
            {shown.number} <span className="tag">{text(HANDLED_CASE_STAGES[shown.stage])}</span>{" "}
            {shown.isOverdue && <span className="tag alarm">! {t("casework.overdue")}</span>}
          </>
        }
        about={`${text(HANDLED_CASE_KINDS[shown.kind])} · ${shown.cause ?? "—"}`}
      />
      <HandledClocks clocks={detail.clocks} unknown={detail.unknown} />
      {detail.notices.length > 0 && (
        <Section title={t("casework.noticeOf")}>
          <div className="stack">
            {detail.notices.map((notice) => (
              <CaseNotice key={`${notice.id} ${notice.version}`} notice={notice} />
            ))}
          </div>
        </Section>
      )}
      <ProceduralSteps of={shown.id} />
      <CaseFacts detail={detail} />
      <Stages stages={detail.stages} />
      <Versions versions={detail.versions} />
    </>
  );
}

function CaseFacts({ detail: { case: shown, suspects, outcome, days } }: { readonly detail: HandledCaseDetail }) {
  const { t, text, format } = useLanguage();
  const officeName = useOfficeName();
  const custody = shown.inCustody === null ? t("casework.unknown") : t(shown.inCustody ? "casework.yes" : "casework.no");
  const facts: Fact[] = [
    [t("leads.office"), `${officeName(shown.office)} ${shown.department}`],
    [t("casework.handler"), shown.handler ?? "—"],
    [t("casework.custody"), custody],
    [t("casework.suspects"), suspects.length === 0 ? "—" : suspects.join("、")],
    [t("casework.outcome"), outcome === null ? "—" : text(HANDLED_CASE_OUTCOMES[outcome])],
    ...days.map(({ title, day }): Fact => [text(title), <span className="number">{format.day(day)}</span>]),
    [t("casework.asOf"), <span className="number">{format.day(shown.asOf)}</span>],
  ];
  return (
    <Section title={t("casework.facts")}>
      <Facts items={facts} />
    </Section>
  );
}

function Stages({ stages }: Pick<HandledCaseDetail, "stages">) {
  const { t, text, format } = useLanguage();
  return (
    <Section title={t("casework.stages")}>
      <div className="stack">
        {stages.map(({ stage, isWaiting, from, to, days }) => (
          <div key={`${stage} ${from}`}>
            <span className="number">
              {format.day(from)} – {to === null ? t("casework.goesOn") : format.day(to)}
            </span>{" "}
            {text(HANDLED_CASE_STAGES[stage])} {isWaiting && <span className="tag quiet">{t("casework.waiting")}</span>}{" "}
            <span className="number">{t("casework.days", { n: days })}</span>
          </div>
        ))}
      </div>
    </Section>
  );
}

function Versions({ versions }: Pick<HandledCaseDetail, "versions">) {
  const { t, text, format } = useLanguage();
  return (
    <Section title={t("casework.versions")}>
      <div className="stack">
        {versions.map(({ version, asOf, file, changed }) => (
          <div key={version}>
            <span className="number">{format.day(asOf)}</span> {file}{" "}
            <span className="muted">
              {changed.length === 0 ? t("casework.firstTold") : t("casework.changed", { what: changed.map(text).join("、") })}
            </span>
          </div>
        ))}
      </div>
    </Section>
  );
}
