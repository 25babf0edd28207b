import { useNavigate, useSearch } from "@tanstack/react-router";
import { Button } from "antd";
import { useEffect, useRef, useState } from "react";
import { isCancelled, type Upload, upload } from "../../api/upload.ts";
import { JobProgress } from "../../kit/job-progress.tsx";
import { PageHeader, Section } from "../../kit/layout.tsx";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { ImportForm } from "./import-form.tsx";
import { IntakeDetails, isIntakeResult } from "./intake-result.tsx";

/** The job's id goes into the address, so that a reload comes back to its progress and result. */
export function ImportPage() {
  const { t } = useLanguage();
  const { dataset, job } = useSearch({ from: "/frame/data/import" });
  const navigate = useNavigate({ from: "/data/import" });
  const sending = useUpload((id) => void navigate({ search: { job: id } }));
  usePageTitle(t("data.import"));
  return (
    <>
      <PageHeader title={t("data.import")} about={t("import.about")} />
      {job === undefined ? (
        <Section title={t("import.choose")}>
          {sending.error && !isCancelled(sending.error) && <ErrorNotice error={sending.error} />}
          <ImportForm dataset={dataset} isSending={sending.part !== null} onSend={sending.start} />
          {sending.part !== null && (
            <div className="stack" style={{ marginTop: 12, maxWidth: 640 }}>
              <div className="meter" style={{ "--part": `${sending.part * 100}%` }} />
              <div className="bar" style={{ margin: 0 }}>
                <span className="number">{t("import.sent", { percent: Math.round(sending.part * 100) })}</span>
                <Button size="small" onClick={sending.cancel}>
                  {t("jobs.cancel")}
                </Button>
              </div>
            </div>
          )}
        </Section>
      ) : (
        <Section
          title={t("import.result")}
          actions={
            <Button size="small" onClick={() => void navigate({ search: {} })}>
              {t("import.another")}
            </Button>
          }
        >
          <JobProgress id={job}>{({ result }) => isIntakeResult(result) && <IntakeDetails result={result} />}</JobProgress>
        </Section>
      )}
    </>
  );
}

function useUpload(onJob: (id: string) => void) {
  const [part, setPart] = useState<number | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const controller = useRef<AbortController | null>(null);
  useEffect(() => () => controller.current?.abort(), []);
  const start = (what: Upload) => {
    const abort = new AbortController();
    controller.current = abort;
    setError(null);
    setPart(0);
    upload(what, (sent, total) => setPart(total > 0 ? sent / total : 0), abort.signal)
      .then((job) => onJob(job.id))
      .catch((failure: Error) => setError(failure))
      .finally(() => setPart(null));
  };
  return { part, error, start, cancel: () => controller.current?.abort() };
}
