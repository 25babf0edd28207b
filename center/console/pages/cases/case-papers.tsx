import { CASE_PAPERS } from "@yuejian/contracts";
import type { CaseDetail } from "@yuejian/contracts/api";
import { Button } from "antd";
import { useIssuePaper } from "../../api/instruments.ts";
import { Section } from "../../kit/layout.tsx";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { CheckButton } from "../documents/check-button.tsx";
import { CaseDownload } from "./case-download.tsx";

/** Receipts of replies and look-back reports, each as it was issued. */
export function CasePapers({ detail }: { readonly detail: CaseDetail }) {
  const { t, text } = useLanguage();
  const { papers, mayIssue, case: shown } = detail;
  const issue = useIssuePaper(shown.id);
  if (papers.length === 0 && mayIssue.length === 0) return null;
  return (
    <Section title={t("replyLinks.papers")}>
      <div className="stack">
        {papers.map(({ id, kind, number, actorName, at }) => (
          <div key={id} data-paper={kind}>
            <strong>{text(CASE_PAPERS[kind])}</strong> <span className="number">{number}</span>
            <div className="muted" style={{ fontSize: 13 }}>
              {actorName} · <Time at={at} />
            </div>
            <CaseDownload caseId={shown.id} path={`/api/cases/${shown.id}/papers/${id}/content`} name={`${number}.docx`}>
              {t("cases.word")}
            </CaseDownload>
            <CaseDownload caseId={shown.id} path={`/api/cases/${shown.id}/papers/${id}/content?format=pdf`} name={`${number}.pdf`}>
              PDF
            </CaseDownload>
            <CheckButton subject={shown.id} path={`/api/cases/${shown.id}/document-checks`} body={{ paper: id }} name={number} />
          </div>
        ))}
        {issue.error && <ErrorNotice error={issue.error} />}
        <div className="bar" style={{ margin: 0 }}>
          {mayIssue.map((kind) => (
            <Button key={kind} loading={issue.isPending && issue.variables === kind} onClick={() => issue.mutate(kind)}>
              {t("replyLinks.issuePaper", { kind: text(CASE_PAPERS[kind]) })}
            </Button>
          ))}
        </div>
      </div>
    </Section>
  );
}
