import { Link, useNavigate } from "@tanstack/react-router";
import type { CaseDocumentCheck, JobView } from "@yuejian/contracts/api";
import { Button } from "antd";
import { useState } from "react";
import { isJob, useCheckOfCase } from "../../api/documents.ts";
import { useFeatures } from "../../api/features.ts";
import { useMay } from "../../api/session.ts";
import { JobProgress } from "../../kit/job-progress.tsx";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { usePurpose, usePurposeId } from "../../kit/purpose.tsx";
import { useLanguage } from "../../language/locale.tsx";

interface Properties {
  /** The case that a purpose would be for; null: none is needed. */
  readonly subject: string | null;
  /** Of the checks of what the house has. */
  readonly path: string;
  readonly body?: CaseDocumentCheck;
  /** Of the document. */
  readonly name: string;
}

/** Has a document of a case checked as it stands, and compared with the case; its text opens as the case does. */
export function CheckButton({ subject, path, body = {}, name }: Properties) {
  const { t } = useLanguage();
  const navigate = useNavigate();
  const isOn = useFeatures();
  const purpose = usePurposeId();
  const { askAfter } = usePurpose();
  const mayCheck = useMay("document.check");
  const checking = useCheckOfCase();
  const [job, setJob] = useState<string | null>(null);
  if (!mayCheck || !isOn("document-assistant")) return null;
  const check = () =>
    checking.mutate(
      { path, body, purpose },
      {
        onSuccess: (made) =>
          isJob(made) ? setJob(made.id) : void navigate({ to: "/documents/checks/$check", params: { check: made.check.id } }),
        onError: (error) => askAfter(error, subject),
      },
    );
  return (
    <>
      <Button size="small" loading={checking.isPending} aria-label={t("documents.checkOf", { name })} onClick={check}>
        {t("documents.check")}
      </Button>
      {checking.error && <ErrorNotice error={checking.error} />}
      {job !== null && <ScanProgress job={job} />}
    </>
  );
}

/** Pages that are recognised one by one, and the check once it is made. */
export function ScanProgress({ job }: { readonly job: string }) {
  const { t } = useLanguage();
  return (
    <div className="stack" style={{ flexBasis: "100%", gap: 6 }}>
      <JobProgress id={job}>
        {(done) => (
          <Link to="/documents/checks/$check" params={{ check: checkOf(done) }}>
            {t("documents.openCheck")}
          </Link>
        )}
      </JobProgress>
      <span className="muted">{t("documents.scanning")}</span>
    </div>
  );
}

const checkOf = ({ result }: JobView): string => (result as { readonly check: string }).check;
